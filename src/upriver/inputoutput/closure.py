"""What demand brings when households spend what they earn from it (type II)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

from upriver.core.dims import INDUSTRY
from upriver.core.errors import DataError
from upriver.core.labels import require_dims, require_same_labels
from upriver.core.message import Message
from upriver.inputoutput.square import read_inverse, read_numbers, square

if TYPE_CHECKING:
    import numpy.typing as npt

    Numbers = npt.NDArray[np.float64]


def closed_inverse(
    inverse: xr.DataArray, *, income: xr.DataArray, consumption: xr.DataArray
) -> xr.DataArray:
    """Leontief inverse of an economy whose households spend their income from it.

    ``L* = L + L c h L / (1 - h L c)``: the industries' part of the inverse that has
    households as one more industry, without solving the larger system.

    Parameters
    ----------
    inverse : DataArray (industry, industry_to), money per money
        From `leontief_inverse`.
    income : DataArray (industry), money per money
        ``h``: households' income per unit of output, such as wages from `intensity`.
    consumption : DataArray (industry), money per money
        ``c``: what households buy of each local industry per unit of their income. The sum is
        below 1 where they save, pay taxes or buy outside.

    Returns
    -------
    DataArray (industry, industry_to), money per money
        Its column sums are the truncated output multipliers of type II, and
        `effect_multiplier` of it gives those of income, value added or jobs.

    Raises
    ------
    LabelError
        If labels differ.
    DataError
        If a number is missing or negative, or a unit of income brings back a unit of income
        or more.

    Notes
    -----
    An upper bound of induced effects: all income is spent in fixed shares, whoever earns it,
    and new income is spent like old. In a small region most of it is spent outside; use
    consumption of local goods only.

    References
    ----------
    .. [1] Miller, R. E. and Blair, P. D. (2009). Input-Output Analysis, 2nd ed., sections 2.5
       and 6.2.

    Examples
    --------
    >>> import xarray as xr
    >>> labels = {"industry": ["1"], "industry_to": ["1"]}
    >>> L = xr.DataArray([[2.0]], labels, ("industry", "industry_to"))
    >>> h = xr.DataArray([0.25], {"industry": ["1"]}, ("industry",))
    >>> c = xr.DataArray([1.0], {"industry": ["1"]}, ("industry",))
    >>> closed_inverse(L, income=h, consumption=c).values.tolist()
    [[4.0]]
    """
    L, earned, spent, ratio = _kernel(inverse, income, consumption)
    units = str(inverse.attrs.get("units", "CNY/CNY"))
    values = L + np.outer(spent, earned) * ratio
    return square(values, inverse, name="closed_inverse", units=units)


def closure_ratio(
    inverse: xr.DataArray, *, income: xr.DataArray, consumption: xr.DataArray
) -> xr.DataArray:
    """Income multiplier of type II over that of type I, the same for every industry.

    ``1 / (1 - h L c)``

    Parameters
    ----------
    inverse : DataArray (industry, industry_to), money per money
        From `leontief_inverse`.
    income : DataArray (industry), money per money
        Households' income per unit of output.
    consumption : DataArray (industry), money per money
        What households buy of each local industry per unit of their income.

    Returns
    -------
    DataArray (), ratio
        At least 1; exactly 1 when households buy nothing here.

    Raises
    ------
    LabelError
        If labels differ.
    DataError
        If a number is missing or negative, or a unit of income brings back a unit of income
        or more.

    References
    ----------
    .. [1] Miller, R. E. and Blair, P. D. (2009). Input-Output Analysis, 2nd ed., section 6.2.3.
    """
    ratio = _kernel(inverse, income, consumption)[-1]
    return xr.DataArray(ratio, name="closure_ratio", attrs={"units": "ratio"})


def _kernel(
    inverse: xr.DataArray, income: xr.DataArray, consumption: xr.DataArray
) -> tuple[Numbers, Numbers, Numbers, float]:
    L = read_inverse(inverse, name="inverse")
    h, c = _read(inverse, income, "income"), _read(inverse, consumption, "consumption")
    earned, spent = h @ L, L @ c
    back = float(earned @ c)
    if back >= 1.0:
        raise DataError(
            Message(
                f"A unit of households' income brings {back:.4g} units of income back; it must be "
                "below 1.",
                f"居民每一单位收入又带来 {back:.4g} 单位收入；该值应小于 1。",
            ),
            Message(
                "Give consumption of local goods per unit of income, and income per unit of "
                "output, in one unit.",
                "consumption 应为单位收入对本地产品的消费，income 应为单位产出的收入，单位须一致。",
            ),
        )
    return L, earned, spent, 1.0 / (1.0 - back)


def _read(inverse: xr.DataArray, array: xr.DataArray, name: str) -> Numbers:
    require_dims(array, (INDUSTRY,), name=name)
    require_same_labels(inverse, array, dims=(INDUSTRY,), names=("inverse", name))
    values = read_numbers(array, name=name)
    if (values < 0).any():
        place = int(values.argmin())
        label = array.coords[INDUSTRY].values.tolist()[place]
        raise DataError(
            Message(
                f"{name} is negative: {label!r} ({values[place]:.4g}).",
                f"{name} 为负：{label!r}（{values[place]:.4g}）。",
            ),
            Message("Correct the figure.", "请改正该数据。"),
        )
    return values
