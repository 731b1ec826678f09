"""How near industries are to each other, read from the places that hold both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np
import xarray as xr

from upriver.complexity.matrix import OTHER, read_presence
from upriver.core.dims import INDUSTRY
from upriver.core.numerics import divide

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

Kind = Literal["minimum", "cosine", "jaccard", "association", "correlation"]


class Counts(NamedTuple):
    """How often two layers of activities occur, together and apart.

    Parameters
    ----------
    together : ndarray (first, second)
        Places that hold both.
    first, second : ndarray (first, second)
        Places that hold the first (second) and of which the other is known.
    judged : ndarray (first, second)
        Places of which both are known.
    """

    together: Floats
    first: Floats
    second: Floats
    judged: Floats


def proximity(presence: xr.DataArray, *, kind: Kind = "minimum") -> xr.DataArray:
    """Tell how often the places that hold one industry hold another.

    With ``c`` the places that hold both, ``u`` those that hold each, and ``n`` all places:
    minimum ``c / max(u_i, u_j)``; cosine ``c / sqrt(u_i u_j)``; jaccard
    ``c / (u_i + u_j - c)``; association ``c n / (u_i u_j)``; correlation ``(1 + r) / 2`` with
    ``r`` the correlation of the two columns.

    Parameters
    ----------
    presence : DataArray (place, industry), ratio
        From the function of that name; NaN where unknown.
    kind : {"minimum", "cosine", "jaccard", "association", "correlation"}
        The measure. ``minimum``, the smaller of the two conditional chances, is that of the
        product space.

    Returns
    -------
    DataArray (industry, industry_to), ratio
        Symmetric. From 0 to 1, association from 0 without bound (1: as often as by chance).
        On the diagonal 1, association ``n / u``. NaN in the row and column of an industry
        that is present nowhere (correlation: or everywhere). A pair is judged on the places
        where both are known.

    Raises
    ------
    LabelError
        If the dimensions are others.
    DataError
        If a cell is neither 0 nor 1 nor unknown.

    Notes
    -----
    Few places make few distinct values: with 30 places a proximity of 0.5 may rest on one
    of two. It tells what is found together, not why. Ubiquitous industries are near to
    everything by ``minimum`` and ``cosine``; ``association`` and ``correlation`` take out what
    chance explains.

    References
    ----------
    .. [1] Hidalgo, C. A., Klinger, B., Barabasi, A.-L. and Hausmann, R. (2007). The product
       space conditions the development of nations. Science 317, 482-487.
    .. [2] van Eck, N. J. and Waltman, L. (2009). How to normalize cooccurrence data? Journal of
       the American Society for Information Science and Technology 60, 1635-1651.

    Examples
    --------
    >>> import xarray as xr
    >>> M = xr.DataArray([[1.0, 1.0], [1.0, 0.0]],
    ...     {"place": ["A", "B"], "industry": ["cars", "ships"]}, ("place", "industry"))
    >>> proximity(M).values.tolist()
    [[1.0, 0.5], [0.5, 1.0]]
    """
    M = read_presence(presence)
    phi = relate_kernel(count_kernel(M, M), kind)
    labels = presence.coords[INDUSTRY].values
    coords = {INDUSTRY: labels, OTHER: labels}
    return xr.DataArray(phi, coords, (INDUSTRY, OTHER), "proximity", {"units": "ratio"})


def proximity_significance(presence: xr.DataArray) -> xr.DataArray:
    """Chance that two independent industries share at least as many places as these two do.

    Hypergeometric: ``P(X >= c)`` when ``u_j`` of ``n`` places are drawn, ``u_i`` of which hold
    the other industry.

    Parameters
    ----------
    presence : DataArray (place, industry), ratio
        From the function of that name; NaN where unknown.

    Returns
    -------
    DataArray (industry, industry_to), ratio
        From 0 to 1; small when chance does not explain the pair. NaN in the row and column
        of an industry that is present nowhere. A pair is judged on the places where both are
        known.

    Raises
    ------
    LabelError
        If the dimensions are others.
    DataError
        If a cell is neither 0 nor 1 nor unknown.

    Notes
    -----
    It takes the diversity of places as equal. In nested data, where large places hold
    everything, most pairs look significant. With P industries about P^2 / 2 pairs are tested:
    divide the level by that number, or rank the pairs.

    References
    ----------
    .. [1] Tumminello, M., Micciche, S., Lillo, F., Piilo, J. and Mantegna, R. N. (2011).
       Statistically validated networks in bipartite complex systems. PLoS ONE 6, e17994, eq. 1.

    Examples
    --------
    >>> import xarray as xr
    >>> M = xr.DataArray([[1.0, 1.0], [1.0, 1.0], [0.0, 0.0], [0.0, 0.0]],
    ...     {"place": list("ABCD"), "industry": ["cars", "ships"]}, ("place", "industry"))
    >>> round(proximity_significance(M).values.tolist()[0][1], 6)
    0.166667
    """
    from scipy.stats import hypergeom  # noqa: PLC0415 - takes half a second to load

    M = read_presence(presence)
    counts = count_kernel(M, M)
    # Few combinations occur: each is worked out once.
    rows = np.stack([part.ravel() for part in counts]).astype(np.int64)
    unique, at = np.unique(rows, axis=1, return_inverse=True)
    together, first, second, judged = unique
    chance = hypergeom.sf(together - 1, judged, first, second)
    chance = np.where((first == 0) | (second == 0), np.nan, np.clip(chance, 0.0, 1.0))
    labels = presence.coords[INDUSTRY].values
    return xr.DataArray(
        chance[at.ravel()].reshape(counts.together.shape),
        {INDUSTRY: labels, OTHER: labels},
        (INDUSTRY, OTHER),
        "proximity_significance",
        {"units": "ratio"},
    )


def count_kernel(first: Floats, second: Floats) -> Counts:
    """Count how often the activities of two layers occur, on bare numbers.

    Parameters
    ----------
    first : ndarray (place, first)
        Presence, NaN for unknown.
    second : ndarray (place, second)
        Presence in the same places; may be the same array.

    Returns
    -------
    Counts
        Counts of places.
    """
    known, known_to = ~np.isnan(first), ~np.isnan(second)
    if known.all() and known_to.all():
        shape = (first.shape[1], second.shape[1])
        return Counts(
            first.T @ second,
            np.broadcast_to(first.sum(axis=0)[:, None], shape),
            np.broadcast_to(second.sum(axis=0), shape),
            np.broadcast_to(np.float64(len(first)), shape),
        )
    A, B = np.where(known, first, 0.0), np.where(known_to, second, 0.0)
    K, L = known.astype(np.float64), known_to.astype(np.float64)
    return Counts(A.T @ B, A.T @ L, K.T @ B, K.T @ L)


def relate_kernel(counts: Counts, kind: Kind) -> Floats:
    """Proximity from counts, on bare numbers.

    Parameters
    ----------
    counts : Counts
        From `count_kernel`.
    kind : {"minimum", "cosine", "jaccard", "association", "correlation"}
        The measure.

    Returns
    -------
    ndarray (first, second)
        Proximity; NaN where one of the two is present nowhere.
    """
    c, u, v, n = counts
    if kind == "minimum":
        most = np.maximum(u, v)
        phi = divide(c, most)
    elif kind == "cosine":
        phi = divide(c, np.sqrt(u * v))
    elif kind == "jaccard":
        phi = divide(c, u + v - c)
    elif kind == "association":
        phi = divide(c * n, u * v)
    else:
        spread = np.sqrt(u * (n - u) * v * (n - v))
        phi = np.clip((1.0 + divide(n * c - u * v, spread)) / 2.0, 0.0, 1.0)
    # An industry that is present nowhere has no neighbours, whatever the other one does.
    phi[(u.max(axis=1, initial=0.0) == 0.0), :] = np.nan
    phi[:, (v.max(axis=0, initial=0.0) == 0.0)] = np.nan
    return phi
