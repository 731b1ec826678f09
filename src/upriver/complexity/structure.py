"""Whether a presence matrix has the shape that a complexity index assumes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.linalg import eigvalsh
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from upriver.complexity.matrix import read_presence
from upriver.core.errors import DataError
from upriver.core.message import Message

if TYPE_CHECKING:
    import numpy.typing as npt
    import xarray as xr

    Floats = npt.NDArray[np.float64]

# Rows of an overlap matrix that are held at once.
BLOCK = 512


@dataclass(frozen=True)
class Structure:
    """Shape of a presence matrix.

    Parameters
    ----------
    places : int
        Places that hold something.
    industries : int
        Industries that some place holds.
    fill : float
        Share of their cells that are 1.
    nodf : float
        Nestedness over all pairs, from 0 (none) to 1 (each place holds a part of what the next
        larger one holds). Pairs of equal count are not nested.
    nodf_places : float
        The same over pairs of places.
    nodf_industries : float
        The same over pairs of industries.
    components : int
        Groups of places that share no industry with another group; 1 is wanted.
    component_places : tuple of int
        Places in each group, largest first.
    eigenvalues : tuple of float
        The first of the matrix behind the ECI, 1 left out, at most 5.
    spectral_gap : float
        First less second of them; small when the ECI could as well be another vector.
    first_share : float
        Share of all structure (the sum of all eigenvalues, 1 left out) that the ECI shows.
    """

    places: int
    industries: int
    fill: float
    nodf: float
    nodf_places: float
    nodf_industries: float
    components: int
    component_places: tuple[int, ...]
    eigenvalues: tuple[float, ...]
    spectral_gap: float
    first_share: float


def structure(presence: xr.DataArray) -> Structure:
    """Nestedness, connection and eigenvalues of a presence matrix.

    ``NODF = sum over pairs with k_i > k_j of overlap_ij / k_j, over all pairs``

    Parameters
    ----------
    presence : DataArray (place, industry), ratio
        From the function of that name. Unknown cells count as no presence; empty places and
        industries are left out.

    Returns
    -------
    Structure
        Numbers to read before the index.

    Raises
    ------
    LabelError
        If dimensions differ.
    DataError
        If a cell is neither 0 nor 1 nor unknown, or fewer than 2 places or industries hold
        anything.

    Notes
    -----
    Some programs print the mean of the two nestednesses instead of that over all pairs.
    Fitness assumes a nested matrix; the ECI works on any connected one and is then a sorting
    by likeness. There is no level that must be reached: compare years, or other regions.

    References
    ----------
    .. [1] Almeida-Neto, M. et al. (2008). A consistent metric for nestedness analysis in
       ecological systems. Oikos 117, 1227-1239.
    .. [2] van Dam, A. et al. (2021). Correspondence analysis, spectral clustering and graph
       embedding. Scientific Reports 11, 8926.

    Examples
    --------
    >>> import xarray as xr
    >>> M = xr.DataArray([[1, 1, 1.0], [1, 1, 0], [1, 0, 0]],
    ...     {"place": list("ABC"), "industry": list("xyz")}, ("place", "industry"))
    >>> structure(M).nodf
    1.0
    """
    M = read_presence(presence)
    held = np.where(np.isnan(M), 0.0, M)
    held = held[held.any(axis=1)][:, held.any(axis=0)]
    n, m = held.shape
    if min(n, m) < 2:
        raise DataError(
            Message(
                f"presence leaves {n} places and {m} industries; at least 2 of each are needed.",
                f"presence 仅剩 {n} 个地区、{m} 个行业；各至少需要 2 个。",
            ),
            Message("Add places or use a finer classification.", "请增加地区或使用更细的分类。"),
        )
    rows, columns = _overlap(held), _overlap(held.T)
    pairs = n * (n - 1) / 2.0, m * (m - 1) / 2.0
    groups = _groups(held)
    values = _eigenvalues(held)
    total = float(values.sum())
    return Structure(
        n,
        m,
        float(held.mean()),
        (rows + columns) / sum(pairs),
        rows / pairs[0],
        columns / pairs[1],
        len(groups),
        groups,
        tuple(values[:5].tolist()),
        float(values[0] - values[1]) if len(values) > 1 else float(values[0]),
        float(values[0]) / total if total > 0.0 else float("nan"),
    )


def _overlap(M: Floats) -> float:
    """Sum of the shares of poorer rows that richer ones hold too, in blocks of rows."""
    count = M.sum(axis=1)
    total = 0.0
    for start in range(0, len(M), BLOCK):
        part = slice(start, start + BLOCK)
        poorer = count[None, :] < count[part, None]
        total += float(((M[part] @ M.T) * poorer / count).sum())
    return total


def _groups(M: Floats) -> tuple[int, ...]:
    place, industry = np.nonzero(M)
    size = sum(M.shape)
    links = coo_array((np.ones(len(place)), (place, industry + len(M))), shape=(size, size))
    _, label = connected_components(links, directed=False)
    return tuple(sorted(np.unique(label[: len(M)], return_counts=True)[1].tolist(), reverse=True))


def _eigenvalues(M: Floats) -> Floats:
    M = M if M.shape[0] <= M.shape[1] else M.T
    half = M / np.sqrt(M.sum(axis=1))[:, None] / np.sqrt(M.sum(axis=0))
    values = np.asarray(eigvalsh(half @ half.T), dtype=np.float64)
    return np.clip(values[::-1][1:], 0.0, 1.0)
