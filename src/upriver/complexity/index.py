"""One complexity index by any convention, on bare numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from upriver.complexity.anchor import sign_kernel
from upriver.complexity.fitness import FitnessNumbers, Stop, fitness_kernel, stable_kernel
from upriver.complexity.genepy import genepy_kernel
from upriver.complexity.reflections import USUAL_STEPS, reflections_kernel
from upriver.complexity.spectrum import FLAT, scaled, spectrum_kernel, spread
from upriver.core.numerics import divide

if TYPE_CHECKING:
    import numpy.typing as npt

    from upriver.complexity.convention import Convention

    Floats = npt.NDArray[np.float64]


class IndexNumbers(NamedTuple):
    """An index of places and industries, as bare arrays.

    Parameters
    ----------
    eci : ndarray (place)
        Index of places; NaN for a place without presence, and everywhere when none exists.
    pci : ndarray (industry)
        Index of industries, likewise.
    price : ndarray (industry)
        Complexity to use in outlook index and gain.
    eigenvalue : float
        Second eigenvalue; NaN for methods without one.
    third_eigenvalue : float
        The next one; NaN for methods without one.
    strength : float
        Correlation with `along` before signing; NaN without `along` and for methods that
        leave no sign open.
    steps : int
        Reflections or updates done; 0 for other methods.
    converged : bool
        Whether fitness stood still; true for other methods.
    """

    eci: Floats
    pci: Floats
    price: Floats
    eigenvalue: float
    third_eigenvalue: float
    strength: float
    steps: int
    converged: bool


def index_kernel(
    M: Floats,
    *,
    convention: Convention,
    along: Floats | None = None,
    along_industries: Floats | None = None,
    rank: bool = True,
) -> IndexNumbers:
    """Complexity of places and industries by any method of the convention.

    Parameters
    ----------
    M : ndarray (place, industry)
        Presence, 1 or 0, no unknowns. Empty rows and columns are left out and become NaN.
    convention : Convention
        Method, steps, divisor and scale. Its anchor is not read: give `along`.
    along : ndarray (place), optional
        What shall be high when the index of places is high, NaN for unknown.
    along_industries : ndarray (industry), optional
        The same for industries; read when `along` is not given.
    rank : bool
        Compare ranks rather than values.

    Returns
    -------
    IndexNumbers
        Scaled and signed. Nothing raises on empty or degenerate input: what cannot be said is
        NaN. Fitness, stable fitness and GENEPY have no sign to choose and are not scaled.
        Without an anchor reflections keep the sign that they start with, which is that of
        diversity, and the eigenvector makes the largest score positive.
    """
    rows, columns = M.sum(axis=1) > 0.0, M.sum(axis=0) > 0.0
    whole = bool(rows.all() and columns.all())
    kept = M if whole else M[np.ix_(rows, columns)]
    if min(kept.shape) < 3:
        return _nothing(M)
    if convention.unsigned:
        found = _positive(kept, convention)
        eci, pci = spread(found.fitness, rows), spread(found.complexity, columns)
        nan = float("nan")
        return IndexNumbers(eci, pci, pci, nan, nan, nan, found.updates, found.converged)
    k, q, second, third, steps = _signless(kept, convention)
    held = (kept @ q) / kept.sum(axis=1)  # mean of what a place holds: k times the eigenvalue
    by = held if convention.pci_scale == "places" else None
    eci = spread(scaled(k, convention.ddof), rows)
    pci = spread(scaled(q, convention.ddof, by=by), columns)
    price = pci
    if convention.outlook_complexity == "unshifted":
        price = spread(divide(q, held.std(ddof=convention.ddof)), columns)
    sign, strength = 1.0, float("nan")
    if along is not None:
        sign, strength = sign_kernel(eci, along, rank=rank)
    elif along_industries is not None:
        sign, strength = sign_kernel(pci, along_industries, rank=rank)
    return IndexNumbers(sign * eci, sign * pci, sign * price, second, third, strength, steps, True)


def _signless(kept: Floats, convention: Convention) -> tuple[Floats, Floats, float, float, int]:
    if convention.method == "reflections":
        steps = convention.iterations or USUAL_STEPS
        k, q = reflections_kernel(kept, steps=steps)
        return k, q, float("nan"), float("nan"), steps
    found = spectrum_kernel(kept)
    if found.second <= FLAT:  # all profiles are one: the vector is nothing but rounding
        nothing = np.full(kept.shape[0], np.nan), np.full(kept.shape[1], np.nan)
        return *nothing, found.second, found.third, 0
    return found.rows, found.columns, found.second, found.third, 0


def _positive(kept: Floats, convention: Convention) -> FitnessNumbers:
    stop = Stop(convention.iterations)
    if convention.method == "fitness":
        return fitness_kernel(kept, stop)
    if convention.method == "stable_fitness":
        return stable_kernel(kept, stop=stop)
    places, industries = genepy_kernel(kept)
    return FitnessNumbers(places, industries, 0, 0.0, True)


def _nothing(M: Floats) -> IndexNumbers:
    places, industries = np.full(M.shape[0], np.nan), np.full(M.shape[1], np.nan)
    nan = float("nan")
    return IndexNumbers(places, industries, industries.copy(), nan, nan, nan, 0, True)
