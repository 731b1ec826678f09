"""How much of what a place uses is made there, and where the rest comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

from upriver.core.dims import INDUSTRY, ORIGIN, to
from upriver.core.errors import DataError
from upriver.core.labels import require_dims, require_same_labels, require_same_units
from upriver.core.message import Message, listing
from upriver.core.numerics import divide

if TYPE_CHECKING:
    import numpy.typing as npt

BUYER = to(INDUSTRY)
TRADE = ("imports", "inflow", "exports", "outflow")


def local_use(
    output: xr.DataArray,
    *,
    imports: xr.DataArray,
    inflow: xr.DataArray,
    exports: xr.DataArray,
    outflow: xr.DataArray,
) -> xr.DataArray:
    """What is used in the place, by producers and final users.

    ``output + imports + inflow - exports - outflow``

    Parameters
    ----------
    output : DataArray (industry), money
        Output of the place.
    imports, inflow : DataArray (industry), the same unit
        Bought abroad, and in the rest of the country; positive numbers.
    exports, outflow : DataArray (industry), the same unit
        Sold abroad, and to the rest of the country; positive numbers.

    Returns
    -------
    DataArray (industry), unit of output
        NaN where any part is unknown. An error column of the source is inside.

    Raises
    ------
    LabelError
        If dimensions or labels do not fit.
    DataError
        If trade with the outside is negative.
    UnitError
        If two arrays say that their units differ.
    """
    x, m, i, e, o = _read(output, imports=imports, inflow=inflow, exports=exports, outflow=outflow)
    return _along(x + m + i - e - o, output, "local_use", str(output.attrs.get("units", "CNY")))


def self_sufficiency(
    output: xr.DataArray,
    local_use: xr.DataArray,
    *,
    exports: xr.DataArray,
    outflow: xr.DataArray,
) -> xr.DataArray:
    """Share of local use that is made in the place (自给率).

    ``(output - exports - outflow) / local use``

    Parameters
    ----------
    output : DataArray (industry), money
        Output of the place.
    local_use : DataArray (industry), the same unit
        From the function of that name.
    exports, outflow : DataArray (industry), the same unit
        Sold abroad, and to the rest of the country; positive numbers.

    Returns
    -------
    DataArray (industry), ratio
        At most 1 in a consistent table. Below 0 when more is sold outside than is made here,
        which means goods in transit: the number is kept, so that it can be seen. NaN where a
        part is unknown or nothing is used.

    Raises
    ------
    LabelError
        If dimensions or labels do not fit.
    DataError
        If trade with the outside is negative.
    UnitError
        If two arrays say that their units differ.

    Notes
    -----
    Within one industry, goods that differ are counted as one: a place may sell and buy
    different cars. Nothing is said about the suppliers' own inputs; see
    ``inputoutput.outside_content``.
    """
    x, use, e, o = _read(output, local_use=local_use, exports=exports, outflow=outflow)
    return _along(divide(x - e - o, use), output, "self_sufficiency", "ratio")


def outside_dependence(
    local_use: xr.DataArray, *, imports: xr.DataArray, inflow: xr.DataArray
) -> xr.DataArray:
    """Share of local use that comes from outside, by origin (外部依存).

    ``inflow / local use`` and ``imports / local use``

    Parameters
    ----------
    local_use : DataArray (industry), money
        From the function of that name.
    imports, inflow : DataArray (industry), the same unit
        Bought abroad, and in the rest of the country; positive numbers.

    Returns
    -------
    DataArray (origin, industry), ratio
        Origins ``domestic`` and ``foreign``. Above 1 for goods in transit. NaN where a part
        is unknown or nothing is used.

    Raises
    ------
    LabelError
        If dimensions or labels do not fit.
    DataError
        If trade with the outside is negative.
    UnitError
        If two arrays say that their units differ.
    """
    use, m, i = _read(local_use, imports=imports, inflow=inflow)
    coords = {ORIGIN: ["domestic", "foreign"], INDUSTRY: local_use.coords[INDUSTRY].values}
    return xr.DataArray(
        np.stack([divide(i, use), divide(m, use)]),
        coords,
        (ORIGIN, INDUSTRY),
        "outside_dependence",
        {"units": "ratio"},
    )


def local_supply_rate(local_flows: xr.DataArray, total_flows: xr.DataArray) -> xr.DataArray:
    """Share of each buyer's inputs that is made in the place (本地配套率).

    ``sum_i z_ij(local) / sum_i z_ij``

    Parameters
    ----------
    local_flows : DataArray (industry, industry_to), money or money per money
        Inputs from local producers.
    total_flows : DataArray (industry, industry_to), the same unit
        Inputs whatever their origin.

    Returns
    -------
    DataArray (industry), ratio
        By buyer, from 0 to 1. Inputs unknown on either side are left out of both sums; NaN
        for a buyer without known inputs.

    Raises
    ------
    LabelError
        If dimensions or labels do not fit.

    Notes
    -----
    Services and electricity are inputs too; for parts alone, select those sellers first.
    """
    for array, name in ((local_flows, "local_flows"), (total_flows, "total_flows")):
        require_dims(array, (INDUSTRY, BUYER), name=name)
    require_same_labels(
        local_flows, total_flows, dims=(INDUSTRY, BUYER), names=("local_flows", "total_flows")
    )
    local = np.asarray(local_flows.values, dtype=np.float64)
    total = np.asarray(total_flows.values, dtype=np.float64)
    known = ~(np.isnan(local) | np.isnan(total))
    rate = divide(np.where(known, local, 0.0).sum(axis=0), np.where(known, total, 0.0).sum(axis=0))
    coords = {INDUSTRY: local_flows.coords[BUYER].values}
    return xr.DataArray(rate, coords, (INDUSTRY,), "local_supply_rate", {"units": "ratio"})


def matching_gap(
    output: xr.DataArray,
    local_use: xr.DataArray,
    *,
    exports: xr.DataArray,
    outflow: xr.DataArray,
) -> xr.DataArray:
    """Share of the trade possible inside the place that takes another way.

    ``1 - (output - exports - outflow) / min(output - exports, local use)``

    Parameters
    ----------
    output : DataArray (industry), money
        Output of the place.
    local_use : DataArray (industry), the same unit
        From the function of that name.
    exports, outflow : DataArray (industry), the same unit
        Sold abroad, and to the rest of the country; positive numbers.

    Returns
    -------
    DataArray (industry), ratio
        0 when all that could be bought here is; 1 when nothing is. NaN where a part is
        unknown, nothing is used, or nothing is made beyond exports.

    Raises
    ------
    LabelError
        If dimensions or labels do not fit.
    DataError
        If trade with the outside is negative.
    UnitError
        If two arrays say that their units differ.

    Notes
    -----
    Goods inside one industry differ, so a gap is a question to ask (quality, price, contact),
    not a finding. The finer the classification, the better the question.
    """
    x, use, e, o = _read(output, local_use=local_use, exports=exports, outflow=outflow)
    sold_here = np.maximum(x - e - o, 0.0)
    possible = np.minimum(x - e, use)
    rate = divide(sold_here, np.where(possible > 0.0, possible, np.nan))
    return _along(np.clip(1.0 - rate, 0.0, 1.0), output, "matching_gap", "ratio")


def _read(first: xr.DataArray, **others: xr.DataArray) -> list[npt.NDArray[np.float64]]:
    require_dims(first, (INDUSTRY,), name=str(first.name or "first argument"))
    for name, array in others.items():
        require_dims(array, (INDUSTRY,), name=name)
        names = (str(first.name or "first argument"), name)
        require_same_labels(first, array, dims=(INDUSTRY,), names=names)
        require_same_units(first, array, names=names)
        if name in TRADE:
            _refuse_negative(array, name)
    return [np.asarray(array.values, dtype=np.float64) for array in (first, *others.values())]


def _refuse_negative(array: xr.DataArray, name: str) -> None:
    bad = np.asarray(array.values, dtype=np.float64) < 0.0
    if bad.any():
        found = listing(array.coords[INDUSTRY].values[bad].tolist())
        raise DataError(
            Message(f"{name} is negative: {found}.", f"{name} 为负：{found}。"),
            Message(
                "Give it as a positive number; some tables print imports with a minus.",
                "请以正数给出；有的表以负号列示进口和调入。",
            ),
        )


def _along(
    values: npt.NDArray[np.float64], like: xr.DataArray, name: str, units: str
) -> xr.DataArray:
    coords = {INDUSTRY: like.coords[INDUSTRY].values}
    return xr.DataArray(values, coords, (INDUSTRY,), name, {"units": units})
