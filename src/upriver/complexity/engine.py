"""All measures of one matrix on bare numbers, without labels, checks and messages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np
from scipy.linalg import eigh

from upriver.core.numerics import divide

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]


class KernelMeasures(NamedTuple):
    """What `measure_kernel` finds, as bare arrays.

    Parameters
    ----------
    rca : ndarray (place, industry)
        Location quotients; NaN where the cell is unknown or the place or industry is empty.
    presence : ndarray (place, industry)
        1, 0, or NaN where the quotient is.
    diversity : ndarray (place)
        Industries present; NaN for a place of which nothing is known.
    ubiquity : ndarray (industry)
        Places where it is present; NaN for an industry of which nothing is known.
    eci : ndarray (place)
        Scaled index; NaN for a place without presence, and everywhere when none exists.
    pci : ndarray (industry)
        Scaled index of industries, likewise.
    eigenvalue : float
        Second eigenvalue; NaN when no index exists.
    third_eigenvalue : float
        The next one; the difference is the spectral gap.
    density : ndarray (place, industry)
        Share of what is near that the place has.
    outlook_index : ndarray (place)
        Complexity not yet held, weighted by density.
    outlook_gain : ndarray (place, industry)
        What one more industry brings into reach.
    """

    rca: Floats
    presence: Floats
    diversity: Floats
    ubiquity: Floats
    eci: Floats
    pci: Floats
    eigenvalue: float
    third_eigenvalue: float
    density: Floats
    outlook_index: Floats
    outlook_gain: Floats

    def turned(self) -> KernelMeasures:
        """Measures with the other sign of the index.

        Returns
        -------
        KernelMeasures
            Indices and outlook change their sign, all else stays.
        """
        return self._replace(
            eci=-self.eci,
            pci=-self.pci,
            outlook_index=-self.outlook_index,
            outlook_gain=-self.outlook_gain,
        )


def measure_kernel(
    output: Floats,
    *,
    threshold: float = 1.0,
    diagonal: Literal[0, 1] = 1,
    gain: Literal["total", "net"] = "total",
    ddof: Literal[0, 1] = 1,
    along: Floats | None = None,
    stop: Literal["index", "density", "outlook"] = "outlook",
) -> KernelMeasures:
    """Every measure of one matrix of outputs, in one pass.

    Parameters
    ----------
    output : ndarray (place, industry)
        Numbers of at least 0, NaN for unknown. Not checked, not changed.
    threshold : float
        Quotient from which an industry is present.
    diagonal : {0, 1}
        Whether an industry is its own neighbour.
    gain : {"total", "net"}
        Outlook gain as it is, or less density times complexity.
    ddof : {0, 1}
        Divisor of the deviation is the number of units less this.
    along : ndarray (place), optional
        The index shall correlate positively with it (unknown places left out). Without it the
        largest score in size is positive.
    stop : {"index", "density", "outlook"}
        The last thing that is wanted; what comes after it is returned with shape (0, 0) or (0,).

    Returns
    -------
    KernelMeasures
        Bare arrays. Nothing raises on empty or degenerate input: what cannot be said is NaN.
    """
    rca = _rca(output)
    presence = np.where(np.isnan(rca), np.nan, rca >= threshold)
    unknown = np.isnan(presence)
    held = np.where(unknown, 0.0, presence)
    diversity = np.where(unknown.all(axis=1), np.nan, held.sum(axis=1))
    ubiquity = np.where(unknown.all(axis=0), np.nan, held.sum(axis=0))
    eci, pci, second, third = _index(held, ddof, along)
    phi = _phi(held, unknown)
    if diagonal == 0:
        np.fill_diagonal(phi, 0.0)
    total = (~unknown).astype(float) @ phi
    density = divide(held @ phi, total)
    density[:, ubiquity != ubiquity] = np.nan
    density[:, held.sum(axis=0) == 0] = np.nan
    price = divide(pci, phi.sum(axis=0))
    worth = np.where(unknown, 0.0, 1.0 - held) * np.where(np.isnan(price), 0.0, price)
    found = (1.0 - presence) * (worth @ phi)
    found[:, held.sum(axis=0) == 0] = np.nan
    ahead = (1.0 - presence) * density * pci
    outlook = np.where(np.isnan(ahead), 0.0, ahead).sum(axis=1)
    outlook[unknown.all(axis=1)] = np.nan
    if np.isnan(second):
        outlook[:], found[:] = np.nan, np.nan
    if gain == "net":
        found = found - density * pci
        found[presence == 1.0] = 0.0
    return KernelMeasures(
        rca, presence, diversity, ubiquity, eci, pci, second, third, density, outlook, found
    )


def _rca(output: Floats) -> Floats:
    known = np.where(np.isnan(output), 0.0, output)
    place, industry = known.sum(axis=1, keepdims=True), known.sum(axis=0, keepdims=True)
    return divide(divide(output, place), divide(industry, known.sum()))


def _phi(held: Floats, unknown: npt.NDArray[np.bool_]) -> Floats:
    given = held.T @ (~unknown).astype(np.float64)
    most = np.maximum(given, given.T)
    phi = divide(held.T @ held, most)
    phi[np.isnan(phi)] = 0.0
    return phi


def _index(held: Floats, ddof: int, along: Floats | None) -> tuple[Floats, Floats, float, float]:
    eci, pci = np.full(held.shape[0], np.nan), np.full(held.shape[1], np.nan)
    rows, columns = held.sum(axis=1) > 0.0, held.sum(axis=0) > 0.0
    M = held[np.ix_(rows, columns)]
    if min(M.shape) < 3:
        return eci, pci, np.nan, np.nan
    d, u = np.sqrt(M.sum(axis=1)), M.sum(axis=0)
    half = M / d[:, None] / np.sqrt(u)
    values, vectors = eigh(half @ half.T, subset_by_index=[len(M) - 3, len(M) - 1])
    k = vectors[:, 1] / d
    k = k * (1.0 if k[np.abs(k).argmax()] >= 0.0 else -1.0)
    q = (k @ M) / u
    eci[rows] = (k - k.mean()) / k.std(ddof=ddof)
    pci[columns] = (q - q.mean()) / q.std(ddof=ddof)
    if along is not None:
        both = np.isfinite(eci) & np.isfinite(along)
        if (eci[both] - eci[both].mean()) @ (along[both] - along[both].mean()) < 0.0:
            eci, pci = -eci, -pci
    return eci, pci, float(values[1]), float(values[0])
