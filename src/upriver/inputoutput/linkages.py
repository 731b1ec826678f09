"""How strongly an industry pulls its suppliers and pushes its customers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from upriver.inputoutput.square import along, read_inverse, read_square

if TYPE_CHECKING:
    import xarray as xr


def backward_linkage(matrix: xr.DataArray) -> xr.DataArray:
    """Column sums: how much the industry pulls from its suppliers.

    Parameters
    ----------
    matrix : DataArray (industry, industry_to), money per money
        Technical coefficients for the direct linkage, the Leontief inverse for the total one.

    Returns
    -------
    DataArray (industry), money per money
        Direct: from 0 to below 1 in most tables. Total: at least 1.

    Raises
    ------
    LabelError
        If sellers and buyers differ.
    DataError
        If a cell is missing.

    References
    ----------
    .. [1] Miller, R. E. and Blair, P. D. (2009). Input-Output Analysis, 2nd ed., section 12.2.
    """
    values = read_square(matrix, name="matrix").sum(axis=0)
    return along(values, matrix, name="backward_linkage", units=_units(matrix))


def forward_linkage(matrix: xr.DataArray) -> xr.DataArray:
    """Row sums: how much other industries rest on the industry's output.

    Parameters
    ----------
    matrix : DataArray (industry, industry_to), money per money
        Output coefficients for the direct linkage, the Ghosh inverse for the total one.

    Returns
    -------
    DataArray (industry), money per money
        Direct: from 0 to 1, the share of output sold to industries. Total: at least 1.

    Raises
    ------
    LabelError
        If sellers and buyers differ.
    DataError
        If a cell is missing.

    Notes
    -----
    Row sums of the Leontief inverse answer another question (a unit of demand for every
    good at once) and depend on the size of the buyers; take the Ghosh inverse.

    References
    ----------
    .. [1] Beyers, W. B. (1976). Empirical identification of key sectors: some further
       evidence. Environment and Planning A 8, 231-236.
    .. [2] Miller, R. E. and Blair, P. D. (2009). Input-Output Analysis, 2nd ed., section 12.2.
    """
    values = read_square(matrix, name="matrix").sum(axis=1)
    return along(values, matrix, name="forward_linkage", units=_units(matrix))


def power_of_dispersion(inverse: xr.DataArray) -> xr.DataArray:
    """Backward linkage over the average of all industries (影响力系数).

    ``U_j = n sum_i l_ij / sum_ij l_ij``

    Parameters
    ----------
    inverse : DataArray (industry, industry_to), money per money
        From `leontief_inverse`.

    Returns
    -------
    DataArray (industry), ratio
        The mean is 1; above 1 the industry pulls more than the average one.

    Raises
    ------
    LabelError
        If sellers and buyers differ.
    DataError
        If a cell is missing.

    References
    ----------
    .. [1] Rasmussen, P. N. (1956). Studies in Inter-sectoral Relations. Amsterdam.
    """
    L = read_inverse(inverse, name="inverse")
    values = L.mean(axis=0) / np.mean(L)
    return along(values, inverse, name="power_of_dispersion", units="ratio")


def sensitivity_of_dispersion(inverse: xr.DataArray) -> xr.DataArray:
    """Forward linkage over the average of all industries (感应度系数).

    ``V_i = n sum_j g_ij / sum_ij g_ij``

    Parameters
    ----------
    inverse : DataArray (industry, industry_to), money per money
        From `ghosh_inverse`. With `leontief_inverse` it is Rasmussen's original index, which
        Chinese yearbooks print.

    Returns
    -------
    DataArray (industry), ratio
        The mean is 1; above 1 more of the economy rests on the industry than on the average.

    Raises
    ------
    LabelError
        If sellers and buyers differ.
    DataError
        If a cell is missing.

    References
    ----------
    .. [1] Rasmussen, P. N. (1956). Studies in Inter-sectoral Relations. Amsterdam.
    .. [2] Jones, L. P. (1976). The measurement of Hirschmanian linkages. Quarterly Journal of
       Economics 90, 323-333.
    """
    G = read_inverse(inverse, name="inverse")
    values = G.mean(axis=1) / np.mean(G)
    return along(values, inverse, name="sensitivity_of_dispersion", units="ratio")


def _units(matrix: xr.DataArray) -> str:
    return str(matrix.attrs.get("units", "CNY/CNY"))
