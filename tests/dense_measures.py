"""Every measure of one matrix the plain way: all proximities formed, no short cut."""

from __future__ import annotations

import numpy as np


def quotient(x: np.ndarray) -> np.ndarray:
    known = np.nan_to_num(x)
    place, industry = known.sum(axis=1, keepdims=True), known.sum(axis=0, keepdims=True)
    with np.errstate(all="ignore"):
        return x / place / (industry / known.sum())


def proximity(M: np.ndarray) -> np.ndarray:
    """A pair is judged on the places where both are known; 0 where it cannot be judged."""
    held, known = np.nan_to_num(M), (~np.isnan(M)).astype(float)
    given = held.T @ known
    most = np.maximum(given, given.T)
    with np.errstate(all="ignore"):
        return np.nan_to_num((held.T @ held) / most)


def density(M: np.ndarray, *, diagonal: int = 1) -> np.ndarray:
    held, known = np.nan_to_num(M), (~np.isnan(M)).astype(float)
    phi = proximity(M)
    if diagonal == 0:
        np.fill_diagonal(phi, 0.0)
    with np.errstate(all="ignore"):
        near = (held @ phi) / (known @ phi)
    near[:, held.sum(axis=0) == 0] = np.nan
    return near


def outlook(
    M: np.ndarray, Q: np.ndarray, *, diagonal: int = 1, gain: str = "total", share: str = "source"
) -> tuple[np.ndarray, np.ndarray]:
    phi = proximity(M)
    if diagonal == 0:
        np.fill_diagonal(phi, 0.0)
    total = phi.sum(axis=0)
    missing = 1.0 - M
    with np.errstate(all="ignore"):
        if share == "source":
            found = (np.nan_to_num(missing) * np.nan_to_num(Q / total)) @ phi
        else:
            found = (np.nan_to_num(missing) * np.nan_to_num(Q)) @ phi / total
    ahead = missing * density(M, diagonal=diagonal)
    found = missing * found
    if gain == "net":
        found = found - np.nan_to_num(ahead * Q)
    found[:, np.nan_to_num(M).sum(axis=0) == 0] = np.nan
    index = np.nansum(ahead * Q, axis=1)
    index[np.isnan(M).all(axis=1)] = np.nan
    return index, found


def index(M: np.ndarray, ddof: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Second eigenvectors by the matrix that is not symmetric; the sign is open."""
    held = np.nan_to_num(M)
    rows, columns = held.sum(axis=1) > 0, held.sum(axis=0) > 0
    H = held[rows][:, columns]
    d, u = H.sum(axis=1), H.sum(axis=0)
    values, vectors = np.linalg.eig((H / d[:, None]) @ (H / u).T)
    k = vectors[:, np.argsort(-values.real)[1]].real
    q = (k @ H) / u
    eci, pci = np.full(len(M), np.nan), np.full(M.shape[1], np.nan)
    eci[rows] = (k - k.mean()) / k.std(ddof=ddof)
    pci[columns] = (q - q.mean()) / q.std(ddof=ddof)
    return eci, pci
