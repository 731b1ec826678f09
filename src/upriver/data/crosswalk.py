"""From one classification to another, with the weights shown and the provenance carried along."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import xarray as xr

from upriver.core.errors import DataError
from upriver.core.frames import table_to_array
from upriver.core.message import Message, listing
from upriver.data.provenance import STATUSES, Provenance

if TYPE_CHECKING:
    from upriver.data.region import Region


def crosswalk_weights(
    region: Region, *, from_classification: str, to_classification: str
) -> xr.DataArray:
    """Weights between two classifications of a region's package.

    Parameters
    ----------
    region : Region
        The package.
    from_classification, to_classification : str
        For example ``"IO42"`` and ``"33618"``.

    Returns
    -------
    DataArray (from_code, to_code), ratio
        Share of each ``from_code`` that belongs to ``to_code``; zero when it does not.
        Rows may add up to less than one: the rest belongs to none of the codes.

    Raises
    ------
    DataError
        If the package does not join the two classifications.
    """
    rows = region.table("crosswalk").filter(
        (pl.col("from_classification") == from_classification)
        & (pl.col("to_classification") == to_classification)
    )
    if rows.is_empty():
        known = region.table("crosswalk").select("from_classification", "to_classification")
        raise DataError(
            Message(
                f"crosswalk has no rows from {from_classification!r} to {to_classification!r}; "
                f"it joins {listing(known.unique().sort(pl.all()).rows())}.",
                f"crosswalk 中没有从 {from_classification!r} 到 {to_classification!r} 的对照；"
                f"现有 {listing(known.unique().sort(pl.all()).rows())}。",
            ),
            Message("Add the rows.", "请补充对照行。"),
        )
    weights = table_to_array(rows, ["from_code", "to_code"], value="weight", units="ratio")
    return weights.fillna(0.0)


def aggregate(array: xr.DataArray, weights: xr.DataArray, *, dim: str) -> xr.DataArray:
    """Bring an array to another classification.

    Parameters
    ----------
    array : DataArray (..., dim, ...)
        Additive values by the old code.
    weights : DataArray (from_code, to_code), ratio
        From :func:`crosswalk_weights`.
    dim : str
        The dimension that is classified.

    Returns
    -------
    DataArray (..., dim, ...)
        Sums by the new code, in the same unit. ``attrs["unknown"]`` counts the missing
        cells that were left out; a sum of nothing known is missing. When the array carries
        cell provenance, the result does too, weighted by the size of what was summed.

    Raises
    ------
    DataError
        If no code of the array is known to the weights.
    """
    shared = [code for code in array.coords[dim].values if code in set(weights["from_code"].values)]
    if not shared:
        raise DataError(
            Message(
                f"No code of {dim} is in the crosswalk: {listing(array.coords[dim].values)} "
                f"against {listing(weights['from_code'].values)}.",
                f"{dim} 的代码都不在对照表中：{listing(array.coords[dim].values)} "
                f"对 {listing(weights['from_code'].values)}。",
            ),
            Message("Use the classification that the array has.", "请使用与数组一致的分类。"),
        )
    picked = array.sel({dim: shared}).rename({dim: "from_code"})
    matrix = weights.sel(from_code=shared)
    known = picked.notnull()
    total: xr.DataArray = xr.dot(picked.fillna(0.0), matrix, dim="from_code")
    touched = xr.dot(known.astype(float), (matrix > 0).astype(float), dim="from_code")
    out: xr.DataArray = total.where(touched > 0).rename({"to_code": dim}).transpose(*array.dims)
    out.attrs = {"units": array.attrs.get("units", ""), "unknown": int((~known).sum())}
    provenance = array.attrs.get("provenance")
    if isinstance(provenance, Provenance) and provenance.cells is not None:
        size: xr.DataArray = abs(picked.fillna(0.0))
        cells = provenance.cells.sel({dim: shared}).rename({dim: "from_code"})
        out.attrs["provenance"] = _aggregated(provenance, cells, size, matrix, dim, array.dims)
    return out


def _aggregated(
    provenance: Provenance,
    cells: xr.Dataset,
    size: xr.DataArray,
    matrix: xr.DataArray,
    dim: str,
    dims: tuple[object, ...],
) -> Provenance:
    mass = xr.dot(size, matrix, dim="from_code")
    joined: dict[str, xr.DataArray] = {}
    shares: dict[str, float] = {}
    for status in STATUSES:
        part = xr.dot(cells[status].fillna(0.0) * size, matrix, dim="from_code")
        joined[status] = (part / mass.where(mass > 0)).rename({"to_code": dim}).transpose(*dims)
        shares[status] = float(part.sum() / mass.sum()) if float(mass.sum()) else 0.0
    member = cells["oldest"].where(matrix > 0)
    joined["oldest"] = member.min("from_code").rename({"to_code": dim}).transpose(*dims)
    member = cells["newest"].where(matrix > 0)
    joined["newest"] = member.max("from_code").rename({"to_code": dim}).transpose(*dims)
    return Provenance(
        shares,
        provenance.oldest,
        provenance.newest,
        provenance.sources,
        provenance.rows,
        provenance.unknown,
        xr.Dataset(joined),
    )
