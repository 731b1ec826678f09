"""What a figure made of others rests on: it is at best as good as the worst of its parts."""

from __future__ import annotations

from dataclasses import replace
from functools import partial, reduce
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
import xarray as xr

from upriver.data.provenance import STATUSES, Provenance, summarise

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

COUNTS = ("rows", "unknown")
YEARS = ("oldest", "newest")
# What is worked out from other figures without one of its own.
DERIVED = xr.Dataset(
    {"reported": 0.0, "derived": 1.0, "assumed": 0.0, "oldest": np.nan, "newest": np.nan}
)


def label_provenance(
    frame: pl.DataFrame, by: str, *, value: str | None, source_years: Mapping[str, int]
) -> xr.Dataset:
    """Status and age of the rows of a fact table, label by label of one column.

    Parameters
    ----------
    frame : polars.DataFrame
        Rows with ``status`` and ``source``.
    by : str
        The column.
    value : str, optional
        Column whose size weighs the rows; every row weighs the same without it.
    source_years : mapping of str to int
        Year of each source.

    Returns
    -------
    Dataset (by)
        Variables ``reported derived assumed oldest newest`` as in `cell_provenance`, and
        ``size``, ``rows``, ``unknown`` of each label.
    """
    known = frame.filter(pl.col(by).is_not_null())
    labels = known[by].unique(maintain_order=True).to_list()
    found = []
    for label in labels:
        rows = known.filter(pl.col(by) == label)
        one = summarise(rows, value=value, source_years=source_years)
        size = float(rows.height) if value is None else float(rows[value].abs().sum())
        shares = one.shares if any(one.shares.values()) else dict.fromkeys(STATUSES, np.nan)
        found.append(
            {**shares, "size": size, "rows": float(one.rows), "unknown": float(one.unknown),
             **{name: np.nan if getattr(one, name) is None else float(getattr(one, name))
                for name in YEARS}}
        )  # fmt: skip
    names = (*STATUSES, *YEARS, "size", *COUNTS)
    return xr.Dataset({name: (by, [one[name] for one in found]) for name in names}, {by: labels})


def worst_of(parts: Sequence[xr.Dataset]) -> xr.Dataset:
    """Status and age of figures that are made of others.

    Parameters
    ----------
    parts : sequence of Dataset
        Cells with ``reported derived assumed oldest newest``; they broadcast.

    Returns
    -------
    Dataset
        A product of a reported and an assumed figure is assumed. Where a part is mixed, at
        least the larger share of assumption is inherited.
    """

    def _over(name: str, choose: Callable[..., Any]) -> xr.DataArray:
        return reduce(partial(xr.apply_ufunc, choose), [part[name] for part in parts])

    reported, assumed = _over("reported", np.minimum), _over("assumed", np.maximum)
    oldest, newest = _over("oldest", np.fmin), _over("newest", np.fmax)
    return xr.Dataset(
        {"reported": reported, "derived": 1.0 - reported - assumed, "assumed": assumed,
         "oldest": oldest, "newest": newest}
    )  # fmt: skip


def average_cells(cells: xr.Dataset, weights: xr.DataArray, dim: str) -> xr.Dataset:
    """Status and age of sums.

    Parameters
    ----------
    cells : Dataset (dim)
        Of the terms.
    weights : DataArray (dim, ...)
        Size of the terms.
    dim : str
        Dimension that is summed over.

    Returns
    -------
    Dataset (...)
        Shares of the terms by size; of the terms unweighted where a sum is zero.
    """
    size = abs(weights)
    size = size.where(size.sum(dim) > 0, 1.0)
    shares = {name: (cells[name] * size).sum(dim) / size.sum(dim) for name in STATUSES}
    return xr.Dataset(
        {**shares, "oldest": cells["oldest"].min(dim), "newest": cells["newest"].max(dim)}
    )


def inherited(
    part: Provenance,
    limits: Sequence[xr.Dataset],
    *,
    size: xr.DataArray | float = 1.0,
    sources: Sequence[str] = (),
) -> Provenance:
    """Provenance of figures that are made of others.

    Parameters
    ----------
    part : Provenance
        Of the first of them; its ``cells`` are used where it has some.
    limits : sequence of Dataset
        Cells of those they are combined with; they broadcast with the first.
    size : DataArray or float
        By how much the first figures change their size.
    sources : sequence of str
        Sources of the others.

    Returns
    -------
    Provenance
        With as many figures as there were, each as good as the worst of its parts.
    """
    cells = part.cells if part.cells is not None else _one_cell(part)
    found = worst_of([cells, *limits])
    weights = abs(cells["size"] * size) if "size" in cells else abs(xr.DataArray(size))
    # A scalar beside cells weighs them all alike.
    known = found["reported"].notnull()
    weights = xr.broadcast(weights.fillna(0.0), known)[0].where(known, 0.0)
    if not float(weights.sum()):
        weights = known.astype(float)
    total = float(weights.sum())
    shares = {
        name: float((found[name].fillna(0.0) * weights).sum()) / total if total and part.rows
        else 0.0
        for name in STATUSES
    }  # fmt: skip
    years: dict[str, Any] = {
        name: None if bool(found[name].isnull().all()) else int(getattr(found[name], at)())
        for name, at in zip(YEARS, ("min", "max"), strict=True)
    }
    counts: dict[str, Any] = {name: int(cells[name].sum()) if name in cells else getattr(part, name)
              for name in COUNTS}  # fmt: skip
    return replace(
        part, shares=shares, **years, **counts, cells=None,
        sources=tuple(sorted({*part.sources, *sources})),
    )  # fmt: skip


def _one_cell(part: Provenance) -> xr.Dataset:
    """A block without cells as one cell; nothing known counts as assumed."""
    shares = dict(part.shares)
    if not any(shares.values()):
        shares["assumed"] = 1.0
    years = {
        name: np.nan if getattr(part, name) is None else float(getattr(part, name))
        for name in YEARS
    }
    return xr.Dataset({**shares, **years})
