"""What one more unit of final demand brings in output, income or jobs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from upriver.core.dims import INDUSTRY
from upriver.core.labels import require_dims, require_same_labels
from upriver.core.numerics import divide
from upriver.inputoutput.square import along, read_inverse, read_numbers

if TYPE_CHECKING:
    import numpy.typing as npt
    import xarray as xr


def output_multiplier(inverse: xr.DataArray) -> xr.DataArray:
    """Output of all industries per unit of final demand for one.

    ``o_j = sum_i l_ij``

    Parameters
    ----------
    inverse : DataArray (industry, industry_to), money per money
        From `leontief_inverse`.

    Returns
    -------
    DataArray (industry), money per money
        At least 1. From a local inverse it counts local output only; from a competitive
        table it counts output wherever it is made.

    Raises
    ------
    LabelError
        If sellers and buyers differ.
    DataError
        If a cell is missing.

    Notes
    -----
    Output is counted again at each stage: a multiplier of 3 is not three times the income.

    References
    ----------
    .. [1] Miller, R. E. and Blair, P. D. (2009). Input-Output Analysis, 2nd ed., section 6.2.1.
    """
    L = read_inverse(inverse, name="inverse")
    return along(
        L.sum(axis=0),
        inverse,
        name="output_multiplier",
        units=str(inverse.attrs.get("units", "CNY/CNY")),
    )


def effect_multiplier(inverse: xr.DataArray, intensity: xr.DataArray) -> xr.DataArray:
    """Value added, income or jobs in all industries per unit of final demand for one.

    ``m_j = sum_i v_i l_ij``

    Parameters
    ----------
    inverse : DataArray (industry, industry_to), money per money
        From `leontief_inverse`.
    intensity : DataArray (industry), anything per money
        From `intensity`: value added, wages or persons per unit of output.

    Returns
    -------
    DataArray (industry), unit of intensity
        With value added and a complete table, at most 1; the rest leaks to outside inputs.
        NaN for an industry that needs output of one whose intensity is unknown.

    Raises
    ------
    LabelError
        If labels differ.
    DataError
        If a cell of the inverse is missing.

    References
    ----------
    .. [1] Miller, R. E. and Blair, P. D. (2009). Input-Output Analysis, 2nd ed., section 6.2.2.
    """
    L = read_inverse(inverse, name="inverse")
    v = _read_intensity(inverse, intensity)
    unknown = np.isnan(v)
    values = np.where(unknown, 0.0, v) @ L
    values[(L[unknown] != 0.0).any(axis=0)] = np.nan
    return along(
        values, inverse, name="effect_multiplier", units=str(intensity.attrs.get("units", ""))
    )


def effect_ratio(inverse: xr.DataArray, intensity: xr.DataArray) -> xr.DataArray:
    """Effect in all industries per unit of effect in the industry itself (type I).

    ``r_j = (sum_i v_i l_ij) / v_j``

    Parameters
    ----------
    inverse : DataArray (industry, industry_to), money per money
        From `leontief_inverse`.
    intensity : DataArray (industry), anything per money
        Value added, wages or persons per unit of output.

    Returns
    -------
    DataArray (industry), ratio
        At least 1. NaN where the industry's own intensity is zero or unknown.

    Raises
    ------
    LabelError
        If labels differ.
    DataError
        If a cell of the inverse is missing.

    References
    ----------
    .. [1] Miller, R. E. and Blair, P. D. (2009). Input-Output Analysis, 2nd ed., section 6.2.3.
    """
    total = effect_multiplier(inverse, intensity)
    values = divide(total.values, _known(intensity))
    return along(values, inverse, name="effect_ratio", units="ratio")


def _known(array: xr.DataArray) -> npt.NDArray[np.float64]:
    return np.asarray(array.values, dtype=np.float64)


def _read_intensity(inverse: xr.DataArray, intensity: xr.DataArray) -> npt.NDArray[np.float64]:
    require_dims(intensity, (INDUSTRY,), name="intensity")
    require_same_labels(inverse, intensity, dims=(INDUSTRY,), names=("inverse", "intensity"))
    values = _known(intensity)
    if np.isinf(values).any():
        read_numbers(intensity, name="intensity")
    return values
