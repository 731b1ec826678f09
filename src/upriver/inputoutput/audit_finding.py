"""What the rules of an audit read, and what they write."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from upriver.core.dims import CATEGORY, INDUSTRY, ORIGIN
from upriver.core.findings import Finding

if TYPE_CHECKING:
    import numpy.typing as npt
    import xarray as xr

    from upriver.core.findings import Severity
    from upriver.core.message import Message

    Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class AuditFinding:
    """One finding of an audit and the number that decided it.

    Parameters
    ----------
    code : str
        Name of the rule.
    severity : {"error", "warning", "note"}
        An error forbids results, a warning is shown with them, a note informs.
    industry : str
        The industry, or empty for the whole table.
    number : float
        What was measured.
    limit : float or None
        What it was compared with.
    problem, remedy : Message
        What was found, and what to do.
    """

    code: str
    severity: Severity
    industry: str
    number: float
    limit: float | None
    problem: Message
    remedy: Message

    def to_finding(self, *, table: str = "") -> Finding:
        """Turn it into the finding that checks of packages give.

        Parameters
        ----------
        table : str
            Name of the table, or empty.

        Returns
        -------
        Finding
            With the industry as the value.
        """
        return Finding(
            self.code, self.severity, self.problem, self.remedy, table=table, value=self.industry
        )


@dataclass(frozen=True, eq=False)
class AuditInput:
    """Bare numbers of a table, as given.

    Parameters
    ----------
    labels : tuple of str
        The industries.
    origins : tuple of str
        Origins of the goods.
    uses : tuple of str
        Categories of final use.
    inputs : tuple of str
        Categories of primary inputs.
    flows, final_uses, primary_inputs, output : ndarray
        The four parts.
    units : str or None
        Unit of output.
    error_uses : tuple of int
        Which categories of final use are the source's error.
    """

    labels: tuple[str, ...]
    origins: tuple[str, ...]
    uses: tuple[str, ...]
    inputs: tuple[str, ...]
    flows: Numbers
    final_uses: Numbers
    primary_inputs: Numbers
    output: Numbers
    units: str | None
    error_uses: tuple[int, ...]

    @classmethod
    def read(
        cls,
        flows: xr.DataArray,
        final_uses: xr.DataArray,
        primary_inputs: xr.DataArray,
        output: xr.DataArray,
        error_categories: tuple[str, ...],
    ) -> AuditInput:
        """Take the numbers out of labelled arrays.

        Parameters
        ----------
        flows : DataArray (origin, industry, industry_to), money
            Intermediate flows.
        final_uses : DataArray (origin, industry, category), money
            Final uses.
        primary_inputs : DataArray (category, industry), money
            Value added.
        output : DataArray (industry), money
            Output.
        error_categories : tuple of str
            Names of error columns.

        Returns
        -------
        AuditInput
            The numbers; missing and infinite ones as NaN.
        """
        numbers = []
        for array in (flows, final_uses, primary_inputs, output):
            values = np.array(array.values, dtype=np.float64)
            values[~np.isfinite(values)] = np.nan
            numbers.append(values)
        uses = tuple(str(use) for use in final_uses.coords[CATEGORY].values.tolist())
        return cls(
            labels=tuple(str(label) for label in output.coords[INDUSTRY].values.tolist()),
            origins=tuple(str(origin) for origin in flows.coords[ORIGIN].values.tolist()),
            uses=uses,
            inputs=tuple(str(kind) for kind in primary_inputs.coords[CATEGORY].values.tolist()),
            flows=numbers[0],
            final_uses=numbers[1],
            primary_inputs=numbers[2],
            output=numbers[3],
            units=output.attrs.get("units"),
            error_uses=tuple(k for k, use in enumerate(uses) if use in error_categories),
        )

    @property
    def home(self) -> int:
        """Find the block of goods made here, or of all goods in a competitive table.

        Returns
        -------
        int
            Place along origin.
        """
        return self.origins.index("local") if "local" in self.origins else 0

    @property
    def purchases(self) -> Numbers:
        """Sum what each industry buys, of any origin.

        Returns
        -------
        ndarray (industry)
            NaN where a cell is missing.
        """
        return np.asarray(self.flows.sum(axis=(0, 1)), dtype=np.float64)

    @property
    def value_added(self) -> Numbers:
        """Sum the primary inputs of each industry.

        Returns
        -------
        ndarray (industry)
            NaN where one is missing.
        """
        return np.asarray(self.primary_inputs.sum(axis=0), dtype=np.float64)

    @property
    def sales(self) -> Numbers:
        """Sum what each industry sells to industries and final users.

        Returns
        -------
        ndarray (industry)
            NaN where a cell is missing.
        """
        uses = self.flows[self.home].sum(axis=1) + self.final_uses[self.home].sum(axis=1)
        return np.asarray(uses, dtype=np.float64)
