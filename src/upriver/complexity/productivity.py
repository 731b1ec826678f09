"""What the places that hold an industry have in common: income, inequality, emissions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

from upriver.complexity.matrix import read_matrix
from upriver.complexity.presence import presence
from upriver.complexity.specialisation import rca
from upriver.core.dims import INDUSTRY, PLACE
from upriver.core.labels import require_dims, require_same_labels
from upriver.core.numerics import divide

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]


def prody(output: xr.DataArray, *, income: xr.DataArray) -> xr.DataArray:
    """Income of the places that are specialised in an industry.

    ``PRODY_i = sum_p RCA_pi Y_p / sum_p RCA_pi``

    Parameters
    ----------
    output : DataArray (place, industry), any unit
        Exports or output; NaN where unknown.
    income : DataArray (place), any unit
        Product per head; NaN where unknown.

    Returns
    -------
    DataArray (industry), the unit of income
        Places of unknown income or quotient are left out; NaN when none is left.

    Raises
    ------
    LabelError
        If dimensions or places differ.
    DataError
        If an output is negative.

    Notes
    -----
    Rich places with a tiny industry pull its number up: filter small places before.

    References
    ----------
    .. [1] Hausmann, R., Hwang, J. and Rodrik, D. (2007). What you export matters. Journal of
       Economic Growth 12, 1-25, eq. 1.
    """
    trait = _read_trait(output, income, "income")
    values = _mean_of_places(rca(output).values, trait)
    return _industry(values, output, "prody", str(income.attrs.get("units", "")))


def expy(output: xr.DataArray, *, prody: xr.DataArray) -> xr.DataArray:
    """Income that goes with the industries of a place.

    ``EXPY_p = sum_i (x_pi / x_p) PRODY_i``

    Parameters
    ----------
    output : DataArray (place, industry), any unit
        Exports or output; NaN where unknown.
    prody : DataArray (industry), any unit
        From `prody`, of the same or of other places.

    Returns
    -------
    DataArray (place), the unit of prody
        Unknown cells and industries of unknown PRODY are left out; NaN when none is left.

    Raises
    ------
    LabelError
        If dimensions or industries differ.
    DataError
        If an output is negative.

    References
    ----------
    .. [1] Hausmann, R., Hwang, J. and Rodrik, D. (2007). What you export matters. Journal of
       Economic Growth 12, 1-25, eq. 2.
    """
    x = read_matrix(output, name="output")
    require_dims(prody, (INDUSTRY,), name="prody")
    require_same_labels(output, prody, dims=(INDUSTRY,), names=("output", "prody"))
    values = _mean_of_places(x.T, np.asarray(prody.values, dtype=np.float64))
    coords = {PLACE: output.coords[PLACE].values}
    attrs = {"units": str(prody.attrs.get("units", ""))}
    return xr.DataArray(values, coords, (PLACE,), "expy", attrs)


def embodied(output: xr.DataArray, *, trait: xr.DataArray, threshold: float = 1.0) -> xr.DataArray:
    """Mean trait of the places that hold an industry, weighted by what it is to them.

    ``sum_p M_pi s_pi T_p / sum_p M_pi s_pi`` with ``s_pi`` the industry's share in the place

    Parameters
    ----------
    output : DataArray (place, industry), any unit
        Exports or output; NaN where unknown.
    trait : DataArray (place), any unit
        Of the places: with the Gini coefficient of incomes the result is the product Gini
        index (PGI), with emissions per unit of product the product emission intensity index
        (PEII).
    threshold : float
        Location quotient from which the place holds the industry.

    Returns
    -------
    DataArray (industry), the unit of the trait
        Places of unknown trait are left out; NaN for an industry that no other place holds.

    Raises
    ------
    LabelError
        If dimensions or places differ.
    DataError
        If an output is negative, or the threshold is not positive.

    References
    ----------
    .. [1] Hartmann, D., Guevara, M. R., Jara-Figueroa, C., Aristaran, M. and Hidalgo, C. A.
       (2017). Linking economic complexity, institutions, and income inequality. World
       Development 93, 75-93, eq. 6.
    .. [2] Romero, J. P. and Gramkow, C. (2021). Economic complexity and greenhouse gas
       emissions. World Development 139, 105317.
    """
    x = read_matrix(output, name="output")
    held = presence(rca(output), threshold=threshold).values
    share = divide(x, np.where(np.isnan(x), 0.0, x).sum(axis=1, keepdims=True))
    values = _mean_of_places(held * share, _read_trait(output, trait, "trait"))
    return _industry(values, output, "embodied", str(trait.attrs.get("units", "")))


def _mean_of_places(weights: Floats, trait: Floats) -> Floats:
    """Mean of the trait by weight; rows of unknown trait and unknown weights do not count."""
    known = ~np.isnan(weights) & ~np.isnan(trait)[:, None]
    used = np.where(known, weights, 0.0)
    return divide((used * np.where(np.isnan(trait), 0.0, trait)[:, None]).sum(axis=0), used.sum(0))


def _read_trait(output: xr.DataArray, trait: xr.DataArray, name: str) -> Floats:
    require_dims(trait, (PLACE,), name=name)
    require_same_labels(output, trait, dims=(PLACE,), names=("output", name))
    return np.asarray(trait.values, dtype=np.float64)


def _industry(values: Floats, output: xr.DataArray, name: str, units: str) -> xr.DataArray:
    coords = {INDUSTRY: output.coords[INDUSTRY].values}
    return xr.DataArray(values, coords, (INDUSTRY,), name, {"units": units})
