"""How much of a good comes from outside, counting the inputs of its inputs."""

from __future__ import annotations

import numpy as np
import xarray as xr

from upriver.core.dims import INDUSTRY, ORIGIN
from upriver.core.errors import DataError
from upriver.core.labels import require_dims, require_same_labels
from upriver.core.message import Message, listing
from upriver.inputoutput.leontief import leontief_inverse
from upriver.inputoutput.square import BUYER, read_numbers, read_square


def split_coefficients(
    coefficients: xr.DataArray, outside_share: xr.DataArray
) -> tuple[xr.DataArray, xr.DataArray]:
    """Local and outside input coefficients, when only one outside share a product is known.

    ``A_local = (1 - m) A``, ``A_outside = m A``

    Parameters
    ----------
    coefficients : DataArray (industry, industry_to), money per money
        Total coefficients, whatever the origin of the inputs.
    outside_share : DataArray (industry) or (origin, industry), ratio
        Share of local use that comes from outside, by origin if that is known.

    Returns
    -------
    local : DataArray (industry, industry_to), money per money
        Inputs from local producers.
    outside : DataArray, dimensions of outside_share and industry_to, money per money
        Inputs from outside.

    Raises
    ------
    LabelError
        If dimensions or labels do not fit.
    DataError
        If a number is missing, or shares are outside [0, 1].

    Notes
    -----
    Every buyer of a product is given the same outside share. Where buyers differ, as chip
    makers and shops do, the table's own split is better.
    """
    A = read_square(coefficients, name="coefficients")
    by_origin = ORIGIN in outside_share.dims
    dims = (ORIGIN, INDUSTRY) if by_origin else (INDUSTRY,)
    require_dims(outside_share, dims, name="outside_share")
    require_same_labels(
        coefficients, outside_share, dims=(INDUSTRY,), names=("coefficients", "outside_share")
    )
    m = read_numbers(outside_share, name="outside_share")
    total = m.sum(axis=0) if by_origin else m
    bad = (total > 1.0 + 1e-12) | (np.atleast_2d(m) < 0.0).any(axis=0)
    if bad.any():
        labels = coefficients.coords[INDUSTRY].values[bad]
        found = listing(
            [f"{label} ({share:.4g})" for label, share in zip(labels, total[bad], strict=True)]
        )
        raise DataError(
            Message(
                f"outside_share must lie in [0, 1]: {found}.",
                f"outside_share 应在 [0, 1] 内：{found}。",
            ),
            Message(
                "A share above 1 means goods in transit; cap it and say so.",
                "大于 1 说明有转口货物；请封顶并注明。",
            ),
        )
    attrs = {"units": coefficients.attrs.get("units", "CNY/CNY")}
    local = xr.DataArray(
        np.maximum(0.0, 1.0 - total)[:, None] * A,
        coefficients.coords,
        coefficients.dims,
        "local_coefficients",
        attrs,
    )
    coords = {dim: outside_share.coords[dim].values for dim in dims}
    outside = xr.DataArray(
        m[..., None] * A,
        {**coords, BUYER: coefficients.coords[BUYER].values},
        (*dims, BUYER),
        "outside_coefficients",
        attrs,
    )
    return local, outside


def outside_content(local: xr.DataArray, outside: xr.DataArray) -> xr.DataArray:
    """Sum the inputs from outside in one unit of final demand, direct and through suppliers.

    ``c = 1' A_outside (I - A_local)^-1``; with one share a product, ``m'A (I - (1-m)A)^-1``.

    Parameters
    ----------
    local : DataArray (industry, industry_to), money per money
        Coefficients of inputs from local producers.
    outside : DataArray (industry, industry_to) or (origin, industry, industry_to)
        Coefficients of inputs from outside, by origin if that is known.

    Returns
    -------
    DataArray (industry) or (origin, industry), money per money
        From 0; at most 1 summed over origins when value added is nowhere negative.

    Raises
    ------
    LabelError
        If dimensions or labels do not fit.
    DataError
        If a cell is missing, or the local economy uses up more than it makes.

    Notes
    -----
    Outside inputs that themselves hold local goods (exported and bought back) count as
    outside in full. What the rest of the country imports for them is not seen.

    References
    ----------
    .. [1] Hummels, D., Ishii, J. and Yi, K.-M. (2001). The nature and growth of vertical
       specialization in world trade. Journal of International Economics 54, 75-96, eq. 3.
    """
    dims = (ORIGIN, INDUSTRY, BUYER) if ORIGIN in outside.dims else (INDUSTRY, BUYER)
    require_dims(outside, dims, name="outside")
    require_same_labels(local, outside, dims=(INDUSTRY, BUYER), names=("local", "outside"))
    bought = read_numbers(outside, name="outside").sum(axis=-2)
    values = bought @ leontief_inverse(local).values
    coords = {dim: outside.coords[dim].values for dim in dims[:-1]}
    units = str(local.attrs.get("units", "CNY/CNY"))
    return xr.DataArray(values, coords, dims[:-1], "outside_content", {"units": units})
