"""In how many steps an impulse travels from one industry to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from upriver.core.numerics import divide
from upriver.inputoutput.square import read_inverse, square

if TYPE_CHECKING:
    import xarray as xr


def average_propagation_length(inverse: xr.DataArray) -> xr.DataArray:
    """Average number of steps by which a cost-push or a demand-pull runs between industries.

    ``V_ij = [L (L - I)]_ij / (L - I)_ij``

    Parameters
    ----------
    inverse : DataArray (industry, industry_to), money per money
        From `leontief_inverse` (the Ghosh inverse gives the same numbers).

    Returns
    -------
    DataArray (industry, industry_to), steps
        At least 1; NaN where no path leads from the row to the column industry.

    Raises
    ------
    LabelError
        If sellers and buyers differ.
    DataError
        If a cell is missing.

    Notes
    -----
    Long lengths over weak ties mean little: read them where ``L - I`` is not small.

    References
    ----------
    .. [1] Dietzenbacher, E., Romero, I. and Bosma, N. S. (2005). Using average propagation
       lengths to identify production chains in the Andalusian economy. Estudios de Economia
       Aplicada 23, 405-422, eqs. 3 to 5.

    Examples
    --------
    >>> import xarray as xr
    >>> labels = {"industry": ["ore", "steel", "car"], "industry_to": ["ore", "steel", "car"]}
    >>> L = xr.DataArray([[1.0, 0.5, 0.1], [0.0, 1.0, 0.2], [0.0, 0.0, 1.0]],
    ...     labels, ("industry", "industry_to"))
    >>> float(average_propagation_length(L).sel(industry="ore", industry_to="car"))
    2.0
    """
    L = read_inverse(inverse, name="inverse")
    indirect = L - np.eye(len(L))
    # Rounding leaves specks where no path leads; they are not paths.
    indirect[np.abs(indirect) < 1e-15 * np.abs(L).max(initial=1.0)] = 0.0
    values = divide(L @ indirect, indirect)
    return square(values, inverse, name="average_propagation_length", units="steps")
