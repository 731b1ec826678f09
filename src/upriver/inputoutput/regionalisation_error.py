"""How wrong location quotients are, measured on a region whose own table is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

from upriver.core.dims import INDUSTRY
from upriver.core.errors import DataError
from upriver.core.labels import require_same_labels
from upriver.core.message import Message, listing
from upriver.core.numerics import divide
from upriver.inputoutput.leontief import leontief_inverse
from upriver.inputoutput.multipliers import output_multiplier
from upriver.inputoutput.regionalise import aflq, cilq, flq, regional_coefficients, slq
from upriver.inputoutput.square import BUYER
from upriver.inputoutput.updating import flow_error

if TYPE_CHECKING:
    from collections.abc import Sequence

QUOTIENT, MEASURE = "quotient", "measure"
MEASURES: dict[str, Message] = {
    "multiplier_error": Message(
        "mean absolute error of output multipliers", "产出乘数的平均绝对误差"
    ),
    "multiplier_bias": Message("mean error of output multipliers", "产出乘数的平均误差"),
    "coefficient_error": Message("weighted error of coefficients", "系数的加权误差"),
}


def regionalisation_error(
    coefficients_nation: xr.DataArray,
    coefficients_local: xr.DataArray,
    *,
    output_region: xr.DataArray,
    output_nation: xr.DataArray,
    deltas: Sequence[float] = (0.1, 0.2, 0.3, 0.4, 0.5),
) -> xr.DataArray:
    """Error of each method of regionalisation against a region's own table.

    Parameters
    ----------
    coefficients_nation : DataArray (industry, industry_to), money per money
        National coefficients.
    coefficients_local : DataArray (industry, industry_to), money per money
        The truth: inputs from local producers per unit of output, from a survey table and
        `split_coefficients` where origins are not told apart.
    output_region : DataArray (industry), money
        Output of the region.
    output_nation : DataArray (industry), the same unit
        Output of the nation, the region included.
    deltas : sequence of float
        Exponents for `flq` and `aflq`.

    Returns
    -------
    DataArray (quotient, measure), ratio
        Quotients are ``none`` (national coefficients as they are), ``slq``, ``cilq``, and
        ``flq 0.1``, ``aflq 0.1`` and so on. Measures are the mean absolute and the mean error of
        output multipliers relative to the true ones, and the weighted error of coefficients.

    Raises
    ------
    LabelError
        If the industries differ.
    DataError
        If no exponent lies in [0, 1), a number is missing or negative, an economy uses up more
        than it makes, or a quotient is unknown.

    Notes
    -----
    The truth is an estimate as well when the survey does not tell origins apart: each buyer
    is then given the product's outside share. Chinese provinces of 2007 do best with delta
    0.1; the value for another country or year must be measured again.

    References
    ----------
    .. [1] Flegg, A. T. and Tohmo, T. (2013). Regional input-output tables and the FLQ formula:
       a case study of Finland. Regional Studies 47, 703-721.
    """
    require_same_labels(
        coefficients_nation,
        coefficients_local,
        dims=(INDUSTRY, BUYER),
        names=("coefficients_nation", "coefficients_local"),
    )
    _refuse_unknown(output_region, output_nation)
    quotients: dict[str, xr.DataArray | None] = {
        "none": None,
        "slq": slq(output_region, output_nation),
        "cilq": cilq(output_region, output_nation),
    }
    for delta in deltas:
        quotients[f"flq {delta:g}"] = flq(output_region, output_nation, delta=delta)
    for delta in deltas:
        quotients[f"aflq {delta:g}"] = aflq(output_region, output_nation, delta=delta)
    true = output_multiplier(leontief_inverse(coefficients_local)).values
    rows = []
    for quotient in quotients.values():
        A = coefficients_nation
        if quotient is not None:
            A = regional_coefficients(coefficients_nation, quotient)
        relative = divide(output_multiplier(leontief_inverse(A)).values, true) - 1.0
        cells = flow_error(A, coefficients_local).total
        rows.append([float(np.abs(relative).mean()), float(relative.mean()), cells])
    coords = {QUOTIENT: list(quotients), MEASURE: list(MEASURES)}
    return xr.DataArray(
        rows, coords, (QUOTIENT, MEASURE), "regionalisation_error", {"units": "ratio"}
    )


def _refuse_unknown(output_region: xr.DataArray, output_nation: xr.DataArray) -> None:
    for array, name in ((output_region, "output_region"), (output_nation, "output_nation")):
        bad = np.isnan(np.asarray(array.values, dtype=np.float64))
        if array.dims == (INDUSTRY,) and bad.any():
            found = listing(array.coords[INDUSTRY].values[bad].tolist())
            raise DataError(
                Message(
                    f"{name} is unknown: {found}; an error needs every industry.",
                    f"{name} 未知：{found}；计算误差需要全部行业。",
                ),
                Message(
                    "Leave these industries out of all arrays.", "请从所有数组中去掉这些行业。"
                ),
            )
