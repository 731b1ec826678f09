"""Which single coefficient moves the whole economy most."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from upriver.core.dims import INDUSTRY
from upriver.core.errors import LabelError
from upriver.core.message import Message, listing
from upriver.inputoutput.square import read_inverse, square

if TYPE_CHECKING:
    import xarray as xr


def field_of_influence(inverse: xr.DataArray, *, seller: str, buyer: str) -> xr.DataArray:
    """First-order change of the Leontief inverse when one input coefficient rises by one unit.

    ``F_mn = l_mi l_jn`` for the coefficient ``a_ij``

    Parameters
    ----------
    inverse : DataArray (industry, industry_to), money per money
        From `leontief_inverse`.
    seller, buyer : str
        The coefficient: how much the buyer takes from the seller for one unit of output.

    Returns
    -------
    DataArray (industry, industry_to), money per money
        Change of each element of the inverse per unit of change of the coefficient.

    Raises
    ------
    LabelError
        If sellers and buyers differ, or an industry does not exist.
    DataError
        If a cell is missing.

    Notes
    -----
    The exact change for a finite step ``e`` is ``e F / (1 - e l_ji)``.

    References
    ----------
    .. [1] Sonis, M. and Hewings, G. J. D. (1992). Coefficient change in input-output models:
       theory and applications. Economic Systems Research 4, 143-157.
    """
    L = read_inverse(inverse, name="inverse")
    labels = inverse.coords[INDUSTRY].values.tolist()
    for name, label in (("seller", seller), ("buyer", buyer)):
        if label not in labels:
            raise LabelError(
                Message(
                    f"{name} {label!r} is no industry; industries are {listing(labels)}.",
                    f"{name} {label!r} 不是行业；行业有 {listing(labels)}。",
                ),
                Message("Name one of the industries.", "请指定其中一个行业。"),
            )
    values = np.outer(L[:, labels.index(seller)], L[labels.index(buyer), :])
    return square(values, inverse, name="field_of_influence", units=_units(inverse))


def influence_intensity(inverse: xr.DataArray) -> xr.DataArray:
    """Size of the field of influence of every coefficient.

    ``S_ij = (sum_m l_mi^2) (sum_n l_jn^2)``

    Parameters
    ----------
    inverse : DataArray (industry, industry_to), money per money
        From `leontief_inverse`.

    Returns
    -------
    DataArray (industry, industry_to), ratio
        Sum of the squared elements of each field. At least 1 when all coefficients are
        non-negative. The largest belong to the inversely important coefficients.

    Raises
    ------
    LabelError
        If sellers and buyers differ.
    DataError
        If a cell is missing.

    Notes
    -----
    It weighs a change of the same absolute size everywhere, whether or not a coefficient could
    change that much: multiply by the coefficient to weigh changes of the same percentage.

    References
    ----------
    .. [1] Sonis, M. and Hewings, G. J. D. (1992). Coefficient change in input-output models:
       theory and applications. Economic Systems Research 4, 143-157.

    Examples
    --------
    >>> import xarray as xr
    >>> labels = {"industry": ["1", "2"], "industry_to": ["1", "2"]}
    >>> L = xr.DataArray([[1.0, 2.0], [0.0, 1.0]], labels, ("industry", "industry_to"))
    >>> influence_intensity(L).values.tolist()
    [[5.0, 1.0], [25.0, 5.0]]
    """
    L = read_inverse(inverse, name="inverse")
    squares = L * L
    values = np.outer(squares.sum(axis=0), squares.sum(axis=1))
    return square(values, inverse, name="influence_intensity", units="ratio")


def _units(inverse: xr.DataArray) -> str:
    return str(inverse.attrs.get("units", "CNY/CNY"))
