"""What the economy would lose if an industry fell silent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

from upriver.core.dims import INDUSTRY
from upriver.core.labels import require_dims, require_same_labels
from upriver.core.numerics import divide
from upriver.inputoutput.square import BUYER, along, read_numbers, read_square

if TYPE_CHECKING:
    import numpy.typing as npt


def extraction_loss(inverse: xr.DataArray, output: xr.DataArray) -> xr.DataArray:
    """Output that each other industry loses when one is taken out of the economy.

    ``loss_ik = l_ik x_k / l_kk`` for ``i != k``: row, column and final demand of industry k
    are removed, and nobody replaces it.

    Parameters
    ----------
    inverse : DataArray (industry, industry_to), money per money
        From `leontief_inverse`.
    output : DataArray (industry), money
        Output of each industry.

    Returns
    -------
    DataArray (industry, industry_to), unit of output
        Column k: the loss of every other industry when k falls silent; 0 on the diagonal.

    Raises
    ------
    LabelError
        If labels differ.
    DataError
        If a number is missing.

    Notes
    -----
    An upper bound: in fact part of the input would be bought elsewhere. The closed form
    equals solving the reduced system for each industry, in one pass.

    References
    ----------
    .. [1] Dietzenbacher, E. and Lahr, M. L. (2013). Expanding extractions. Economic Systems
       Research 25, 341-360.
    .. [2] Miller, R. E. and Blair, P. D. (2009). Input-Output Analysis, 2nd ed., section 12.2.6.
    """
    L, x = _read(inverse, output)
    labels = inverse.coords[INDUSTRY].values
    return xr.DataArray(
        _kernel(L, x),
        {INDUSTRY: labels, BUYER: labels},
        (INDUSTRY, BUYER),
        "extraction_loss",
        {"units": str(output.attrs.get("units", "CNY"))},
    )


def extraction_share(inverse: xr.DataArray, output: xr.DataArray) -> xr.DataArray:
    """Share of the economy's output that the others lose when one industry falls silent.

    Parameters
    ----------
    inverse : DataArray (industry, industry_to), money per money
        From `leontief_inverse`.
    output : DataArray (industry), money
        Output of each industry.

    Returns
    -------
    DataArray (industry), ratio
        From 0 to 1 of all output. The industry's own output is not counted. NaN when the
        economy has no output.

    Raises
    ------
    LabelError
        If labels differ.
    DataError
        If a number is missing.

    References
    ----------
    .. [1] Miller, R. E. and Blair, P. D. (2009). Input-Output Analysis, 2nd ed., section 12.2.6.
    """
    L, x = _read(inverse, output)
    values = divide(_kernel(L, x).sum(axis=0), x.sum())
    return along(values, inverse, name="extraction_share", units="ratio")


def _kernel(L: npt.NDArray[np.float64], x: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    loss = L * (x / np.diag(L))
    np.fill_diagonal(loss, 0.0)
    return loss


def _read(
    inverse: xr.DataArray, output: xr.DataArray
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    L = read_square(inverse, name="inverse")
    require_dims(output, (INDUSTRY,), name="output")
    require_same_labels(inverse, output, dims=(INDUSTRY,), names=("inverse", "output"))
    return L, read_numbers(output, name="output")
