"""What places and industries have in common, as a few factors that are themselves uncertain."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Flags = npt.NDArray[np.bool_]

MOST_FACTORS = 6
UNITS_A_FACTOR = 5  # places and industries a factor needs on either side
ROUNDS = 8  # of filling in before the first fit
LITTLE = 1e-4


class Factors(NamedTuple):
    """Additive and multiplicative parts of the expected log quotient, scaled by industry.

    Parameters
    ----------
    industry : ndarray (industry, 1 + factor)
        Level and loadings.
    place : ndarray (place, 1 + factor)
        Offset and scores.
    strength : ndarray (factor)
        Variance of the scores; empty before the first fit.
    unit : ndarray (industry)
        Spread of the industry, which the others are measured in.
    """

    industry: Floats
    place: Floats
    strength: Floats
    unit: Floats


def started(places: int, industries: int) -> Factors:
    """Factors before anything is known.

    Parameters
    ----------
    places, industries : int
        Shape of the matrix.

    Returns
    -------
    Factors
        As many as the matrix can bear, all zero.
    """
    number = min(MOST_FACTORS, min(places, industries) // UNITS_A_FACTOR)
    industry, place = np.zeros((industries, 1 + number)), np.zeros((places, 1 + number))
    return Factors(industry, place, np.empty(0), np.ones(industries))


def fitted(factors: Factors) -> Floats:
    """Expected values.

    Parameters
    ----------
    factors : Factors
        From `redrawn`.

    Returns
    -------
    ndarray (place, industry)
        In the scale of the values they were drawn from.
    """
    inner = factors.place[:, 1:] @ factors.industry[:, 1:].T
    inner += factors.place[:, :1] + factors.industry[:, 0]
    return np.asarray(inner * factors.unit, dtype=np.float64)


def redrawn(
    values: Floats, factors: Factors, spread: Floats, known: Flags, rng: np.random.Generator
) -> Factors:
    """Factors given complete values: industries given places, then places given industries.

    Parameters
    ----------
    values : ndarray (place, industry)
        What is explained.
    factors : Factors
        The state before.
    spread : ndarray (place, industry)
        Standard deviation of the values around what is expected.
    known : ndarray (place, industry) of bool
        Values that count.
    rng : Generator
        Source of randomness.

    Returns
    -------
    Factors
        A draw from their conditional distribution.
    """
    if not factors.strength.size:
        factors = _first(values, factors, known)
    scaled = values / factors.unit
    weight = np.where(known, (factors.unit / spread) ** 2, 0.0)
    level, offset = factors.industry[:, 0], factors.place[:, :1]
    mean = np.zeros(factors.industry.shape[1])
    mean[0] = level.mean()
    narrow = np.ones_like(mean)
    narrow[0] = 1.0 / max(float(level.var()), 0.01)
    basis = np.concatenate([np.ones_like(offset), factors.place[:, 1:]], axis=1)
    industry = _regress(scaled - offset, weight, basis, mean, narrow, rng)
    narrow = np.concatenate(
        [[1.0 / max(float(offset.var()), 0.005)], 1.0 / np.maximum(factors.strength, LITTLE)]
    )
    basis = np.concatenate([np.ones((len(industry), 1)), industry[:, 1:]], axis=1)
    place = _regress(
        (scaled - industry[:, 0]).T, weight.T, basis, np.zeros_like(narrow), narrow, rng
    )
    return factors._replace(industry=industry, place=place)


def _regress(
    values: Floats,
    weight: Floats,
    basis: Floats,
    mean: Floats,
    narrow: Floats,
    rng: np.random.Generator,
) -> Floats:
    """Draw of the coefficients of every column, with a normal prior of given precision."""
    width = basis.shape[1]
    pairs = (basis[:, :, None] * basis[:, None, :]).reshape(len(basis), -1)
    precision = (weight.T @ pairs).reshape(-1, width, width) + np.diag(narrow)
    right = (weight * values).T @ basis + narrow * mean
    root = np.linalg.cholesky(precision)
    noise = rng.standard_normal(right.shape)[..., None]
    found = np.linalg.solve(precision, right[..., None])
    found += np.linalg.solve(np.swapaxes(root, 1, 2), noise)
    return np.asarray(found[..., 0], dtype=np.float64)


def _first(values: Floats, factors: Factors, known: Flags) -> Factors:
    """Additive fit and leading singular vectors, shrunk by the first that is left out."""
    number = factors.industry.shape[1] - 1
    count = np.maximum(known.sum(axis=0), 1)
    mean = np.where(known, values, 0.0).sum(axis=0) / count
    unit = np.sqrt(np.where(known, (values - mean) ** 2, 0.0).sum(axis=0) / count)
    unit = np.maximum(unit, 0.05)
    scaled, level = values / unit, mean / unit
    rest = np.where(known, scaled - level, 0.0)
    offset = rest.sum(axis=1) / (known.sum(axis=1) + 2.0)
    rest = np.where(known, rest - offset[:, None], 0.0)
    industry, place = np.zeros_like(factors.industry), np.zeros_like(factors.place)
    industry[:, 0], place[:, 0] = level, offset
    strength = np.full(number, LITTLE)
    if number:
        low = np.zeros_like(rest)
        for _ in range(ROUNDS):
            left, size = _leading(np.where(known, rest, low), number)
            right = left.T @ np.where(known, rest, low)
            shrink = size / np.maximum(np.sqrt((right**2).sum(axis=1)), LITTLE)
            right *= shrink[:, None]
            low = left @ right
        industries = values.shape[1]
        scale = np.maximum(size, LITTLE)
        industry[:, 1:] = right.T / scale * np.sqrt(industries)
        place[:, 1:] = left * scale / np.sqrt(industries)
        strength = np.maximum(size**2 / values.size, LITTLE)
    return Factors(industry, place, strength, unit)


def _leading(values: Floats, number: int) -> tuple[Floats, Floats]:
    """Leading left vectors, and their singular values shrunk by the next one."""
    squares, vectors = np.linalg.eigh(values @ values.T)
    squares, vectors = squares[::-1], vectors[:, ::-1]
    size = np.sqrt(np.maximum(squares[:number] - squares[number], LITTLE**2))
    return vectors[:, :number], size
