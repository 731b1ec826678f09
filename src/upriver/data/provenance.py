"""Where a number is from, how old it is, and how much of it is assumed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
import xarray as xr

from upriver.core.message import Message
from upriver.core.periods import parse_period

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

STATUSES = ("reported", "derived", "assumed")
STATUS_NAMES = {
    "reported": Message("reported", "已公布"),
    "derived": Message("derived", "推算"),
    "assumed": Message("assumed", "假设"),
}


@dataclass(frozen=True)
class Provenance:
    """What a set of figures rests on.

    Parameters
    ----------
    shares : mapping of str to float
        Share of each status, weighted by the size of the figures; they add up to one, or
        are all zero when nothing is known.
    oldest, newest : int, optional
        Years of the oldest and the newest figure.
    sources : tuple of str
        Keys of the sources, sorted.
    rows : int
        Number of figures.
    unknown : int
        How many of them have no value.
    cells : Dataset, optional
        Per cell of an array: ``reported``, ``derived``, ``assumed`` (0 to 1) and
        ``oldest``, ``newest`` (year, NaN when unknown).
    """

    shares: Mapping[str, float]
    oldest: int | None
    newest: int | None
    sources: tuple[str, ...]
    rows: int
    unknown: int
    cells: xr.Dataset | None = field(default=None, compare=False, repr=False)

    @classmethod
    def combine(cls, parts: Iterable[Provenance]) -> Provenance:
        """Provenance of a result that rests on several blocks.

        Parameters
        ----------
        parts : iterable of Provenance
            One a block. Blocks weigh by their number of known figures, because their
            units differ.

        Returns
        -------
        Provenance
            Of all of them together, without cells.
        """
        known = [part for part in parts if part.rows]
        weights = [part.rows - part.unknown for part in known]
        total = sum(weights)
        shares = {
            status: sum(w * part.shares[status] for w, part in zip(weights, known, strict=True))
            / total
            if total
            else 0.0
            for status in STATUSES
        }
        years = [year for part in known for year in (part.oldest, part.newest) if year is not None]
        return cls(
            shares,
            min(years, default=None),
            max(years, default=None),
            tuple(sorted({source for part in known for source in part.sources})),
            sum(part.rows for part in known),
            sum(part.unknown for part in known),
        )

    def __deepcopy__(self, memo: dict[int, Any]) -> Provenance:
        # It never changes, and arrays copy their attributes at every step.
        return self

    def to_dict(self) -> dict[str, Any]:
        """Provenance as plain data, for JSON.

        Returns
        -------
        dict
            Keys ``shares oldest newest sources rows unknown``.
        """
        return {
            "shares": {status: round(self.shares[status], 6) for status in STATUSES},
            "oldest": self.oldest,
            "newest": self.newest,
            "sources": list(self.sources),
            "rows": self.rows,
            "unknown": self.unknown,
        }


def row_years(frame: pl.DataFrame, source_years: Mapping[str, int]) -> pl.Series:
    """Year each figure speaks of.

    Parameters
    ----------
    frame : polars.DataFrame
        Rows of a fact table.
    source_years : mapping of str to int
        Year of each source, used where a row has neither year nor period.

    Returns
    -------
    polars.Series
        Int64, null when unknown.
    """
    by_source = frame["source"].replace_strict(
        dict(source_years), default=None, return_dtype=pl.Int64
    )
    if "year" in frame.columns:
        return frame["year"].fill_null(by_source).alias("year")
    if "period" in frame.columns:
        texts = frame["period"].drop_nulls().unique().to_list()
        years = {text: parse_period(text).year for text in texts}
        return frame["period"].replace_strict(years, default=None, return_dtype=pl.Int64)
    return by_source.alias("year")


def summarise(
    frame: pl.DataFrame, *, value: str | None, source_years: Mapping[str, int]
) -> Provenance:
    """Provenance of the rows of a fact table.

    Parameters
    ----------
    frame : polars.DataFrame
        Rows with ``status`` and ``source``.
    value : str, optional
        Column whose size weighs the rows; every row weighs the same without it.
    source_years : mapping of str to int
        Year of each source.

    Returns
    -------
    Provenance
        Without cells.
    """
    if value is None:
        weights = np.ones(frame.height)
        unknown = 0
    else:
        numbers = frame[value].cast(pl.Float64).to_numpy()
        unknown = int(np.isnan(numbers).sum())
        weights = np.abs(np.nan_to_num(numbers))
        if weights.sum() == 0:
            weights = (~np.isnan(numbers)).astype(float)
    total = weights.sum()
    statuses = frame["status"].to_numpy()
    shares = {
        status: float(weights[statuses == status].sum() / total) if total else 0.0
        for status in STATUSES
    }
    years = row_years(frame, source_years).drop_nulls()
    return Provenance(
        shares,
        int(years.min()) if years.len() else None,  # type: ignore[arg-type]
        int(years.max()) if years.len() else None,  # type: ignore[arg-type]
        tuple(sorted(frame["source"].drop_nulls().unique().to_list())),
        frame.height,
        unknown,
    )


def cell_provenance(
    frame: pl.DataFrame,
    dims: Sequence[str],
    *,
    labels: Mapping[str, Sequence[Any]],
    source_years: Mapping[str, int],
) -> xr.Dataset:
    """Status and age of every cell of an array.

    Parameters
    ----------
    frame : polars.DataFrame
        One row a cell, with ``status`` and ``source``.
    dims : sequence of str
        Dimensions of the array.
    labels : mapping of str to sequence
        Labels of each dimension.
    source_years : mapping of str to int
        Year of each source.

    Returns
    -------
    Dataset
        Variables ``reported derived assumed oldest newest``; NaN where there is no row.
    """
    shape = tuple(len(labels[dim]) for dim in dims)
    flat = np.zeros(frame.height, dtype=np.int64)
    for dim in dims:
        index = {label: place for place, label in enumerate(labels[dim])}
        flat = flat * len(index) + np.array([index[label] for label in frame[dim]], dtype=np.int64)
    statuses = frame["status"].to_numpy()
    years = row_years(frame, source_years).cast(pl.Float64).to_numpy()
    variables: dict[str, xr.DataArray] = {}
    coords = {dim: list(labels[dim]) for dim in dims}
    for name in (*STATUSES, "oldest", "newest"):
        data = np.full(int(np.prod(shape)), np.nan)
        data[flat] = (statuses == name).astype(float) if name in STATUSES else years
        variables[name] = xr.DataArray(data.reshape(shape), coords=coords, dims=list(dims))
    return xr.Dataset(variables)
