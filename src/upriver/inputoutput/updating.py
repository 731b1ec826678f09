"""A table of one year carried to the margins of another, and how far that is from the truth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

from upriver.core.dims import INDUSTRY
from upriver.core.labels import require_dims, require_same_labels
from upriver.core.numerics import divide
from upriver.inputoutput.balance import Balanced, gras, ras
from upriver.inputoutput.square import BUYER, read_numbers, read_square

if TYPE_CHECKING:
    import numpy.typing as npt


def updated_flows(
    coefficients: xr.DataArray,
    output: xr.DataArray,
    *,
    sales: xr.DataArray,
    purchases: xr.DataArray,
    tolerance: float = 1e-10,
    max_iterations: int = 1000,
) -> Balanced:
    """Flows of a new year from the coefficients of an old one and the new year's margins.

    The start is ``a_ij x_j``; its rows and columns are scaled in turn (RAS), or with its signs
    kept (GRAS) when a coefficient is negative.

    Parameters
    ----------
    coefficients : DataArray (industry, industry_to), money per money
        Coefficients of the old year.
    output : DataArray (industry), money
        Output of the new year.
    sales : DataArray (industry), the same unit
        What each industry sells to industries in the new year.
    purchases : DataArray (industry), the same unit
        What each industry buys from industries in the new year.
    tolerance : float
        Largest gap of a row or column sum, over the sum of all totals.
    max_iterations : int
        Passes after which to give up.

    Returns
    -------
    Balanced
        The flows (industry, industry_to), the factors of rows and columns, the passes and the
        gap that is left.

    Raises
    ------
    LabelError
        If labels differ.
    DataError
        If a figure is missing, sales and purchases sum to different numbers, or no balance
        is found.

    Notes
    -----
    Carried from 2018 to 2020, China's 42-sector coefficients miss the true flows by 4.10 %;
    held as they are, by 7.74 %. `flow_error` measures it for any pair of years.

    References
    ----------
    .. [1] Miller, R. E. and Blair, P. D. (2009). Input-Output Analysis, 2nd ed., section 7.4.
    """
    A = read_square(coefficients, name="coefficients")
    for array, name in ((output, "output"), (sales, "sales"), (purchases, "purchases")):
        require_dims(array, (INDUSTRY,), name=name)
        require_same_labels(coefficients, array, dims=(INDUSTRY,), names=("coefficients", name))
    x = read_numbers(output, name="output")
    start = coefficients.copy(data=A * x).rename("updated_flows")
    start.attrs = {"units": str(output.attrs.get("units", "CNY"))}
    columns = xr.DataArray(
        purchases.values, {BUYER: coefficients.coords[BUYER].values}, (BUYER,), "purchases"
    )
    balance = gras if (start.values < 0).any() else ras
    return balance(start, sales, columns, tolerance=tolerance, max_iterations=max_iterations)


@dataclass(frozen=True, eq=False)
class FlowError:
    """How far estimated flows or coefficients are from the true ones.

    Parameters
    ----------
    total : float
        Sum of absolute differences over the sum of absolute true cells (WAPE); NaN when all
        true cells are zero.
    bias : float
        Sum of differences over the same sum.
    by_seller : DataArray (industry), ratio
        The first measure by row; NaN for an empty row.
    by_buyer : DataArray (industry_to), ratio
        The same by column.
    """

    total: float
    bias: float
    by_seller: xr.DataArray
    by_buyer: xr.DataArray


def flow_error(estimate: xr.DataArray, truth: xr.DataArray) -> FlowError:
    """Weighted absolute error of an estimated table.

    ``sum |z^ - z| / sum |z|``

    Parameters
    ----------
    estimate : DataArray (industry, industry_to)
        Estimated flows or coefficients.
    truth : DataArray (industry, industry_to), the same unit
        The true ones.

    Returns
    -------
    FlowError
        Over all cells, by seller and by buyer.

    Raises
    ------
    LabelError
        If labels differ.
    DataError
        If a cell is missing.

    Notes
    -----
    Large cells decide. An estimate that is right there can still rank small suppliers wrongly.

    Examples
    --------
    >>> import xarray as xr
    >>> labels = {"industry": ["1", "2"], "industry_to": ["1", "2"]}
    >>> truth = xr.DataArray([[4.0, 2.0], [2.0, 2.0]], labels, ("industry", "industry_to"))
    >>> flow_error(truth + 0.5, truth).total
    0.2
    """
    guess = read_square(estimate, name="estimate")
    true = read_square(truth, name="truth")
    require_same_labels(estimate, truth, dims=(INDUSTRY, BUYER), names=("estimate", "truth"))
    gap, size = np.abs(guess - true), np.abs(true)

    def _share(axis: int, dim: str) -> xr.DataArray:
        values: npt.NDArray[np.float64] = divide(gap.sum(axis=axis), size.sum(axis=axis))
        labels = truth.coords[dim].values
        return xr.DataArray(values, {dim: labels}, (dim,), "flow_error", {"units": "ratio"})

    return FlowError(
        total=float(divide(gap.sum(), size.sum())),
        bias=float(divide((guess - true).sum(), size.sum())),
        by_seller=_share(1, INDUSTRY),
        by_buyer=_share(0, BUYER),
    )
