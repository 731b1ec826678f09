"""A region: its data package, read lazily, checked, and never changed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from upriver.core.errors import DataError
from upriver.core.frames import to_polars
from upriver.core.message import Language, Message
from upriver.data.cells import cells_to_array, keep_rows, names_of, years_of_sources
from upriver.data.conform import conform
from upriver.data.describe import describe
from upriver.data.inheritance import label_provenance
from upriver.data.package import Package, raw_table, read_package
from upriver.data.provenance import Provenance, summarise
from upriver.data.refusals import absent_table, unfit_table
from upriver.data.schema import TableSpec, table_specs

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import polars as pl
    import xarray as xr

    from upriver.core.findings import Finding
    from upriver.data.descriptor import Metadata


@dataclass(frozen=True)
class Region:
    """The data package of a region that is planned.

    Tables are read when they are first asked for. Open one with :meth:`open`.

    Parameters
    ----------
    package : Package
        The files.
    overrides : mapping of str to polars.DataFrame
        Tables that stand in for those of the files.

    Examples
    --------
    >>> from upriver.data.examples import chongqing
    >>> region = chongqing()
    >>> region.name("zh")
    '重庆市'
    """

    package: Package
    overrides: Mapping[str, pl.DataFrame] = field(default_factory=dict, repr=False)
    _cache: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def open(cls, path: str | Path) -> Region:
        """Open a data package.

        Parameters
        ----------
        path : str or Path
            A folder or a zip with ``datapackage.json``.

        Returns
        -------
        Region
            Nothing but the descriptor has been interpreted yet.

        Raises
        ------
        DataError
            If there is no package at the path.
        """
        return cls(read_package(path))

    @property
    def metadata(self) -> Metadata:
        """What the package says of itself.

        Returns
        -------
        Metadata
            Region code, base year, price year.
        """
        return self.package.metadata

    @property
    def code(self) -> str:
        """Code of the place that is planned.

        Returns
        -------
        str
            A key of ``places``.
        """
        return self.metadata.region

    @property
    def base_year(self) -> int:
        """Year of the accounts.

        Returns
        -------
        int
            A calendar year.
        """
        return self.metadata.base_year

    @property
    def tables(self) -> tuple[str, ...]:
        """Names of the tables that are present.

        Returns
        -------
        tuple of str
            In the order of the specs.
        """
        return tuple(name for name in table_specs() if name in self._present())

    @property
    def fingerprint(self) -> str:
        """Hash of the data, to say what a result rests on.

        Returns
        -------
        str
            Sixteen hexadecimal digits.
        """
        digest = hashlib.sha256(self.package.fingerprint.encode())
        for name in sorted(self.overrides):
            digest.update(name.encode() + self.overrides[name].write_csv().encode())
        return digest.hexdigest()[:16] if self.overrides else self.package.fingerprint

    def _present(self) -> set[str]:
        return set(self.package.tables) | set(self.overrides)

    def has(self, *names: str) -> bool:
        """Whether tables are present and have rows.

        Parameters
        ----------
        *names : str
            Names of tables.

        Returns
        -------
        bool
            True when all of them do.
        """
        return all(name in self._present() and not self.table(name).is_empty() for name in names)

    def conformed(self, name: str) -> tuple[pl.DataFrame, tuple[Finding, ...]]:
        """One table brought to its spec, with everything that was wrong.

        Parameters
        ----------
        name : str
            Name of a present table.

        Returns
        -------
        table : polars.DataFrame
            Canonical columns and types; unreadable cells are null.
        findings : tuple of Finding
            Empty when nothing is wrong.

        Raises
        ------
        DataError
            If the package has no such table.
        """
        spec = self._spec(name)
        if name not in self._cache:
            if name in self.overrides:
                self._cache[name] = (self.overrides[name], ())
            else:
                raw, found = raw_table(self.package, name)
                stop = any(finding.severity == "error" for finding in found)
                table, more = conform(raw, spec) if not stop else (raw, ())
                self._cache[name] = (table, (*found, *more))
        cached: tuple[pl.DataFrame, tuple[Finding, ...]] = self._cache[name]
        return cached

    def _spec(self, name: str) -> TableSpec:
        specs = table_specs()
        if name in specs and name in self._present():
            return specs[name]
        raise absent_table(name, self.tables)

    def table(self, name: str) -> pl.DataFrame:
        """One table, with canonical columns, categories and types.

        Parameters
        ----------
        name : str
            Name of the table.

        Returns
        -------
        polars.DataFrame
            In the file's row order; null is unknown.

        Raises
        ------
        DataError
            If the table is absent or has an error; all its findings are listed.
        """
        table, findings = self.conformed(name)
        errors = tuple(finding for finding in findings if finding.severity == "error")
        if errors:
            raise unfit_table(name, errors)
        return table

    def array(
        self,
        name: str,
        *,
        value: str = "value",
        unit: str | None = None,
        labels: Mapping[str, list[Any]] | None = None,
        **filters: Any,
    ) -> xr.DataArray:
        """A column of a table as a labelled array.

        Parameters
        ----------
        name : str
            Name of a fact table.
        value : str
            The numeric column.
        unit : str, optional
            Unit of the result. Default: the unit of the first row, or of the spec.
        labels : mapping of str to list, optional
            Labels and their order for some dimensions; rows with other labels are left out.
        **filters : str, int or list
            Keep rows whose column has this value, or one of these values. A key column
            that is held at one value is no dimension of the result.

        Returns
        -------
        DataArray
            Dimensions are the key columns not held at one value. Missing cells are NaN.
            ``attrs["units"]`` is the unit, ``attrs["provenance"]`` a
            :class:`~upriver.data.provenance.Provenance` with one status and year a cell.

        Raises
        ------
        DataError
            If the table is absent, or nothing is left after the filters.
        LabelError
            If a key stands twice.
        UnitError
            If the units of the rows differ in kind.
        """
        spec = self._spec(name)
        frame = self._filtered(name, filters)
        held = [key for key in filters if not isinstance(filters[key], list | tuple)]
        return cells_to_array(
            frame,
            spec,
            [key for key in spec.key if key not in held],
            value=value,
            unit=unit,
            labels=labels,
            source_years=self.source_years(),
        )

    def provenance(
        self, name: str, *, value: str | None = None, by: str | None = None, **filters: Any
    ) -> Provenance:
        """What the rows of a fact table rest on.

        Parameters
        ----------
        name : str
            Name of the table.
        value : str, optional
            Column whose size weighs the rows. Default: ``value`` where the table has one.
        by : str, optional
            Column whose labels shall have ``cells`` of their own.
        **filters : str, int or list
            Keep rows whose column has this value, or one of these values.

        Returns
        -------
        Provenance
            Shares of each status, years, sources, counts.

        Raises
        ------
        DataError
            If the table is absent or is no fact table.
        """
        spec = self._spec(name)
        if spec.kind != "fact":
            raise DataError(
                Message(
                    f"{name} is a dictionary without status and source.",
                    f"{name} 是字典表，没有状态与来源。",
                ),
                Message("Ask for a fact table.", "请改查事实表。"),
            )
        weight = value or ("value" if "value" in spec.names else None)
        frame = self._filtered(name, filters)
        years = self.source_years()
        whole = summarise(frame, value=weight, source_years=years)
        if by is None:
            return whole
        return replace(whole, cells=label_provenance(frame, by, value=weight, source_years=years))

    def source_years(self) -> Mapping[str, int]:
        """Year of each source that states its date.

        Returns
        -------
        mapping of str to int
            By source key.
        """
        if "source_years" not in self._cache:
            self._cache["source_years"] = years_of_sources(self.table("sources"))
        known: Mapping[str, int] = self._cache["source_years"]
        return known

    def _filtered(self, name: str, filters: Mapping[str, Any]) -> pl.DataFrame:
        return keep_rows(self.table(name), name, filters)

    def name(self, language: Language = "en") -> str:
        """Name of the region.

        Parameters
        ----------
        language : {"en", "zh"}
            The reader's language.

        Returns
        -------
        str
            From ``places``.
        """
        return self.label(self.code, language)

    def label(self, code: str, language: Language = "en") -> str:
        """Name of anything that has a code.

        Parameters
        ----------
        code : str
            Key of a place, industry, cluster, firm, fund and so on.
        language : {"en", "zh"}
            The reader's language.

        Returns
        -------
        str
            Its name, or the code itself when no table knows it.
        """
        if "labels" not in self._cache:
            labels: dict[str, tuple[str, str]] = {}
            for name in reversed(self.tables):
                labels |= names_of(self.table(name), table_specs()[name])
            self._cache["labels"] = labels
        names: dict[str, tuple[str, str]] = self._cache["labels"]
        return names.get(code, (code, code))[language == "zh"]

    def replace(self, **tables: object) -> Region:
        """A region with some tables exchanged; this one stays as it is.

        Parameters
        ----------
        **tables : polars, pandas or Arrow table
            New content by table name.

        Returns
        -------
        Region
            A new region.

        Raises
        ------
        DataError
            If a name is no table, or a table does not fit its spec.
        """
        specs = table_specs()
        exchanged = dict(self.overrides)
        for name, frame in tables.items():
            if name not in specs:
                self._spec(name)
            table, findings = conform(to_polars(frame, name=name), specs[name])
            if findings:
                raise unfit_table(name, findings)
            exchanged[name] = table
        return Region(self.package, exchanged)

    def __str__(self) -> str:
        return describe(self)
