"""The second eigenvector behind the complexity index, on bare numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.linalg import eigh

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

# Scores within this share of the largest count as equally large when a sign is fixed.
TIE = 1e-9
FLAT = 1e-12


class Spectrum(NamedTuple):
    """Second eigenvector for rows and columns, with its neighbours.

    Parameters
    ----------
    rows : ndarray (place)
        Second right eigenvector of ``D^-1 M U^-1 M'``, of arbitrary length, sign fixed.
    columns : ndarray (industry)
        ``U^-1 M' rows``.
    second : float
        Its eigenvalue, from 0 to 1.
    third : float
        The next eigenvalue; the difference is the spectral gap.
    """

    rows: Floats
    columns: Floats
    second: float
    third: float


def spectrum_kernel(M: Floats) -> Spectrum:
    """Second eigenvectors of places and industries by the symmetric problem.

    Parameters
    ----------
    M : ndarray (place, industry)
        Presence, 1 or 0, at least 3 by 3, without empty rows and columns.

    Returns
    -------
    Spectrum
        Eigenvectors and eigenvalues. The problem is solved on the shorter side, never on the
        longer one; the same input gives the same bytes.
    """
    if M.shape[0] > M.shape[1]:
        turned = spectrum_kernel(M.T)
        return Spectrum(turned.columns, turned.rows, turned.second, turned.third)
    d, u = M.sum(axis=1), M.sum(axis=0)
    half = M / np.sqrt(u)
    k, second, third = leading_kernel(half @ half.T, d)
    return Spectrum(k, (k @ M) / u, second, third)


def leading_kernel(gram: Floats, diversity: Floats) -> tuple[Floats, float, float]:
    """Second eigenvector from the matrix of shared industries.

    Parameters
    ----------
    gram : ndarray (place, place)
        ``M U^-1 M'``, which callers with sparse data form themselves.
    diversity : ndarray (place)
        Row sums of ``M``, all positive.

    Returns
    -------
    tuple of ndarray, float and float
        Eigenvector of ``D^-1 gram``, second and third eigenvalue.
    """
    root = np.sqrt(diversity)
    size = len(root)
    values, vectors = eigh(gram / root[:, None] / root, subset_by_index=[size - 3, size - 1])
    k = vectors[:, 1] / root
    third, second, _ = np.clip(values, 0.0, 1.0)  # rounding may step over the bounds
    return k * own_sign(k), float(second), float(third)


def own_sign(scores: Floats) -> float:
    """Sign that makes the largest score positive, whatever the machine.

    Parameters
    ----------
    scores : ndarray
        Scores without a sign of their own; NaN counts as absent.

    Returns
    -------
    float
        1 or -1; of several scores that are equally large the first decides.
    """
    size = np.where(np.isnan(scores), 0.0, np.abs(scores))
    if not size.size or size.max() == 0.0:
        return 1.0
    first = int(np.argmax(size >= size.max() * (1.0 - TIE)))
    return -1.0 if scores[first] < 0.0 else 1.0


def scaled(values: Floats, ddof: int, *, by: Floats | None = None) -> Floats:
    """Values less a mean, over a deviation.

    Parameters
    ----------
    values : ndarray
        Scores.
    ddof : int
        Divisor of the deviation is ``n - ddof``.
    by : ndarray, optional
        Whose mean and deviation are meant; by default the values' own.

    Returns
    -------
    ndarray
        Scaled scores; all NaN when the deviation is nothing but rounding.
    """
    own = values if by is None else by
    deviation = float(own.std(ddof=ddof)) if own.size > ddof else 0.0
    if not deviation > FLAT * float(np.abs(own).max(initial=0.0)):
        return np.full(values.shape, np.nan)
    return np.asarray((values - own.mean()) / deviation, dtype=np.float64)


def spread(values: Floats, kept: npt.NDArray[np.bool_]) -> Floats:
    """Values put back to where they were kept, NaN elsewhere.

    Parameters
    ----------
    values : ndarray
        One value a kept position.
    kept : ndarray of bool
        Which positions were kept.

    Returns
    -------
    ndarray
        As long as `kept`.
    """
    out = np.full(kept.shape, np.nan)
    out[kept] = values
    return out
