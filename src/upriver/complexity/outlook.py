"""How much complexity lies within reach of a place, and what one more industry would open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np
import xarray as xr

from upriver.complexity.density import density_kernel, own_neighbour
from upriver.complexity.matrix import read_presence, read_proximity
from upriver.core.dims import INDUSTRY, PLACE
from upriver.core.labels import require_dims, require_same_labels
from upriver.core.numerics import divide

if TYPE_CHECKING:
    import numpy.typing as npt


def outlook_index(
    presence: xr.DataArray,
    proximity: xr.DataArray,
    *,
    complexity: xr.DataArray,
    diagonal: Literal[0, 1] = 1,
) -> xr.DataArray:
    """Complexity of the industries a place has not, weighted by how near they are.

    ``COI_p = sum_j (1 - M_pj) d_pj Q_j`` with ``d`` the density

    Parameters
    ----------
    presence : DataArray (place, industry), ratio
        From the function of that name.
    proximity : DataArray (industry, industry_to), ratio
        From the function of that name.
    complexity : DataArray (industry), ratio
        Complexity of industries: a PCI or a fitness complexity; its scale carries over.
    diagonal : {0, 1}
        Whether an industry is its own neighbour.

    Returns
    -------
    DataArray (place), ratio
        In units of complexity. Industries of unknown presence, density or complexity are left
        out; NaN for a place of which nothing is known.

    Raises
    ------
    LabelError
        If dimensions or industries differ.
    DataError
        If a presence is neither 0 nor 1 nor unknown.

    Notes
    -----
    With a scaled PCI, which has negative values, near but simple industries lower the index.

    References
    ----------
    .. [1] Hausmann, R. et al. (2014). The Atlas of Economic Complexity. MIT Press, p. 54.
    """
    M, phi, Q = _read(presence, proximity, complexity, diagonal)
    near = density_kernel(M, phi)
    worth = (1.0 - M) * near * Q
    values = np.where(np.isnan(worth), 0.0, worth).sum(axis=1)
    values[np.isnan(M).all(axis=1)] = np.nan
    coords = {PLACE: presence.coords[PLACE].values}
    return xr.DataArray(values, coords, (PLACE,), "outlook_index", {"units": "ratio"})


def outlook_gain(
    presence: xr.DataArray,
    proximity: xr.DataArray,
    *,
    complexity: xr.DataArray,
    diagonal: Literal[0, 1] = 1,
    gain: Literal["total", "net"] = "total",
    gain_share: Literal["source", "target"] = "source",
) -> xr.DataArray:
    """How much an industry would bring further complexity into reach.

    ``COG_pj = (1 - M_pj) sum_i (1 - M_pi) phi_ij Q_i / sum_k phi_ki``

    Parameters
    ----------
    presence : DataArray (place, industry), ratio
        From the function of that name.
    proximity : DataArray (industry, industry_to), ratio
        From the function of that name.
    complexity : DataArray (industry), ratio
        Complexity of industries: a PCI or a fitness complexity; its scale carries over.
    diagonal : {0, 1}
        Whether an industry is its own neighbour.
    gain : {"total", "net"}
        The sum as it is, or less ``d_pj Q_j``, what the place has in reach of it already.
    gain_share : {"source", "target"}
        Whose proximities sum to 1: those of the industry ``i`` that comes into reach, or those
        of the industry ``j`` that is gained.

    Returns
    -------
    DataArray (place, industry), ratio
        In units of complexity. 0 where the place has the industry; NaN where presence is
        unknown or the industry has no proximity.

    Raises
    ------
    LabelError
        If dimensions or industries differ.
    DataError
        If a presence is neither 0 nor 1 nor unknown.

    Notes
    -----
    The defaults are the convention of the R package economiccomplexity: the industry's own
    term is in the sum, and nothing is subtracted. The Atlas describes the net gain; the order
    of industries can differ. `Convention` names what other programs do.

    References
    ----------
    .. [1] Hausmann, R. et al. (2014). The Atlas of Economic Complexity. MIT Press, p. 54.
    .. [2] Vargas, M. (2020). economiccomplexity. Journal of Open Source Software 5, 1866.
    """
    M, phi, Q = _read(presence, proximity, complexity, diagonal)
    values = _gain_kernel(M, phi, Q, gain_share)
    if gain == "net":
        # Where density or complexity is unknown there is nothing to subtract.
        worth = (1.0 - M) * density_kernel(M, phi) * Q
        values = values - np.where(np.isnan(worth), 0.0, worth)
    return xr.DataArray(values, presence.coords, presence.dims, "outlook_gain", {"units": "ratio"})


def _gain_kernel(
    M: npt.NDArray[np.float64],
    phi: npt.NDArray[np.float64],
    Q: npt.NDArray[np.float64],
    gain_share: Literal["source", "target"],
) -> npt.NDArray[np.float64]:
    lost = np.isnan(phi)
    weights = np.where(lost, 0.0, phi)
    total = weights.sum(axis=0)
    missing = 1.0 - M
    price = divide(Q, total) if gain_share == "source" else Q
    worth = np.where(np.isnan(missing), 0.0, missing) * np.where(np.isnan(price), 0.0, price)
    reach = worth @ weights
    if gain_share == "target":
        reach = divide(reach, total)
    found = missing * reach
    found[:, lost.all(axis=0)] = np.nan
    return np.asarray(found, dtype=np.float64)


def _read(
    presence: xr.DataArray,
    proximity: xr.DataArray,
    complexity: xr.DataArray,
    diagonal: Literal[0, 1],
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    M = read_presence(presence)
    phi = own_neighbour(read_proximity(presence, proximity), diagonal)
    require_dims(complexity, (INDUSTRY,), name="complexity")
    require_same_labels(presence, complexity, dims=(INDUSTRY,), names=("presence", "complexity"))
    return M, phi, np.asarray(complexity.values, dtype=np.float64)
