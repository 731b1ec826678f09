"""All measures of one matrix on bare numbers, without labels, checks and messages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from upriver.complexity.convention import Convention
from upriver.complexity.index import IndexNumbers, index_kernel
from upriver.complexity.near import Nearness
from upriver.complexity.threads import one_product_thread
from upriver.core.numerics import divide

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Flags = npt.NDArray[np.bool_]

Until = Literal["index", "density", "outlook"]


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
    complexity : IndexNumbers
        Complexity; NaN for a unit without presence, and everywhere when none exists.
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
    complexity: IndexNumbers
    density: Floats
    outlook_index: Floats
    outlook_gain: Floats

    @property
    def eci(self) -> Floats:
        """Complexity of places.

        Returns
        -------
        ndarray (place)
            That of the index.
        """
        return self.complexity.eci

    @property
    def pci(self) -> Floats:
        """Complexity of industries.

        Returns
        -------
        ndarray (industry)
            That of the index.
        """
        return self.complexity.pci

    def turned(self) -> KernelMeasures:
        """Measures with the other sign of the index.

        Returns
        -------
        KernelMeasures
            Indices and outlook change their sign, all else stays.
        """
        index = self.complexity
        return self._replace(
            complexity=index._replace(
                eci=-index.eci, pci=-index.pci, price=-index.price, strength=-index.strength
            ),
            outlook_index=-self.outlook_index,
            outlook_gain=-self.outlook_gain,
        )


def measure_kernel(
    output: Floats,
    *,
    convention: Convention = Convention(),  # noqa: B008 - frozen
    along: Floats | None = None,
    along_industries: Floats | None = None,
    rank: bool = True,
    stop: Until = "outlook",
) -> KernelMeasures:
    """Every measure of one matrix of outputs.

    Parameters
    ----------
    output : ndarray (place, industry)
        Numbers of at least 0, NaN for unknown. Not checked, not changed.
    convention : Convention
        How to count. Its anchor is not read: give `along`.
    along : ndarray (place), optional
        What shall be high when the index of places is high, NaN for unknown. Without it the
        largest score in size is positive.
    along_industries : ndarray (industry), optional
        The same for industries; read when `along` is not given.
    rank : bool
        Compare ranks with `along` rather than values.
    stop : {"index", "density", "outlook"}
        The last thing that is wanted; what comes after it has shape (0, 0) or (0,).

    Returns
    -------
    KernelMeasures
        Bare arrays. Nothing raises on empty or degenerate input: what cannot be said is NaN.
    """
    signs = (along, along_industries, rank)
    with one_product_thread():
        rca = quotient_kernel(output)
        held = rca >= convention.threshold
        return _measures(rca, held, np.isnan(rca), None, convention, signs, stop)


def presence_measure_kernel(
    presence: Floats,
    *,
    convention: Convention = Convention(),  # noqa: B008 - frozen
    complexity: Floats | None = None,
    along: Floats | None = None,
    along_industries: Floats | None = None,
    rank: bool = True,
    stop: Until = "outlook",
) -> KernelMeasures:
    """Every measure that a presence matrix tells.

    Parameters
    ----------
    presence : ndarray (place, industry)
        1, 0, or NaN for unknown. Not checked, not changed.
    convention : Convention
        How to count; threshold and anchor are not read.
    complexity : ndarray (industry), optional
        Complexity to use in outlook index and gain; default that of the convention.
    along, along_industries : ndarray, optional
        As in `measure_kernel`.
    rank : bool
        As in `measure_kernel`.
    stop : {"index", "density", "outlook"}
        As in `measure_kernel`.

    Returns
    -------
    KernelMeasures
        Bare arrays; in place of quotients the presence itself.
    """
    signs = (along, along_industries, rank)
    with one_product_thread():
        held, lost = presence == 1.0, np.isnan(presence)
        return _measures(presence, held, lost, complexity, convention, signs, stop)


def quotient_kernel(output: Floats) -> Floats:
    """Location quotients.

    Parameters
    ----------
    output : ndarray (place, industry)
        Numbers of at least 0, NaN for unknown.

    Returns
    -------
    ndarray (place, industry)
        NaN where the cell is unknown, and for a place or industry without any output.
    """
    place, industry = output.sum(axis=1), output.sum(axis=0)
    total = output.sum()
    if np.isnan(total):
        known = np.where(np.isnan(output), 0.0, output)
        place, industry = known.sum(axis=1), known.sum(axis=0)
        total = known.sum()
    place = np.where(place == 0.0, np.nan, place)
    industry = np.where(industry == 0.0, np.nan, industry)
    rca = output / place[:, None]
    rca /= industry / total
    return rca


def _measures(
    rca: Floats,
    held: Flags,
    lost: Flags,
    complexity: Floats | None,
    convention: Convention,
    signs: tuple[Floats | None, Floats | None, bool],
    stop: Until,
) -> KernelMeasures:
    no_place, no_industry = lost.all(axis=1), lost.all(axis=0)
    zeros = held.astype(np.float64)
    presence = zeros
    if lost.any():
        presence = zeros.copy()
        presence[lost] = np.nan
    d, u = zeros.sum(axis=1), zeros.sum(axis=0)
    diversity, ubiquity = np.where(no_place, np.nan, d), np.where(no_industry, np.nan, u)
    along, along_industries, rank = signs
    index = index_kernel(
        zeros, convention=convention, along=along, along_industries=along_industries, rank=rank
    )
    density, outlook, gain = np.empty((0, 0)), np.empty(0), np.empty((0, 0))
    if stop != "index":
        near = Nearness.of(held, lost, u, convention)
        density, total = near.density()
        if stop == "outlook":
            price = index.price if complexity is None else complexity
            outlook, gain = near.outlook(density, total, price)
            outlook = _scaled_outlook(outlook, price, convention)
            if np.isnan(price).all():
                gain[:] = np.nan
    return KernelMeasures(
        rca,
        presence,
        diversity,
        ubiquity,
        index,
        density.T,
        outlook,
        gain.T,
    )


def _scaled_outlook(outlook: Floats, price: Floats, convention: Convention) -> Floats:
    """Outlook index on the scale of the convention; NaN when no complexity is known."""
    if np.isnan(price).all():
        return np.full(outlook.shape, np.nan)
    if convention.outlook_scale == "plain":
        return outlook
    known = outlook[~np.isnan(outlook)]
    return divide(outlook - known.mean(), known.std(ddof=convention.ddof))
