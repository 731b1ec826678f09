"""How good a forecast of entries was."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from upriver.core.numerics import divide

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Flags = npt.NDArray[np.bool_]
    Whole = npt.NDArray[np.int64]

# Lift looks at this share of all options, those with the highest scores.
FRONT = 0.1
# Memory of a block of resampled weights, in numbers.
BLOCK = 4_000_000


class Reliability(NamedTuple):
    """Options in groups of about the same number, by rising chance.

    Parameters
    ----------
    options : ndarray (bin)
        How many.
    chance : ndarray (bin)
        Mean forecast chance.
    entered : ndarray (bin)
        Share that was entered.
    """

    options: Whole
    chance: Floats
    entered: Floats


def roc_auc(scores: Floats, entered: Flags) -> float:
    """Chance that a random entry scores higher than a random other option.

    Parameters
    ----------
    scores : ndarray (option)
        The higher, the likelier an entry.
    entered : ndarray (option)
        What became of it.

    Returns
    -------
    float
        From 0 to 1; 0.5 is a guess; ties count half. NaN when all have one outcome.

    Examples
    --------
    >>> roc_auc(np.array([0.1, 0.4, 0.35, 0.8]), np.array([False, False, True, True]))
    0.75
    """
    return float(resampled_auc(scores, entered, np.ones((1, len(scores))))[0])


def resampled_auc(scores: Floats, entered: Flags, weights: Floats) -> Floats:
    """Area under the curve when options count with weights.

    Parameters
    ----------
    scores : ndarray (option)
        The higher, the likelier an entry.
    entered : ndarray (option)
        What became of it.
    weights : ndarray (replicate, option)
        How often each option counts.

    Returns
    -------
    ndarray (replicate)
        As `roc_auc`.
    """
    order = np.argsort(scores, kind="stable")
    ranked, yes = scores[order], entered[order]
    if not len(ranked):
        return np.full(len(weights), np.nan)
    starts = np.flatnonzero(np.diff(ranked, prepend=-np.inf) > 0.0)
    sorted_ = weights[:, order]
    wins = np.add.reduceat(sorted_ * yes, starts, axis=1)
    losses = np.add.reduceat(sorted_ * ~yes, starts, axis=1)
    below = np.cumsum(losses, axis=1) - losses / 2.0
    return divide((wins * below).sum(axis=1), wins.sum(axis=1) * losses.sum(axis=1))


def average_precision(scores: Floats, entered: Flags) -> float:
    """Precision at every entry, averaged, going down the list of options.

    Parameters
    ----------
    scores : ndarray (option)
        The higher, the likelier an entry.
    entered : ndarray (option)
        What became of it.

    Returns
    -------
    float
        From 0 to 1; a guess gives the base rate. NaN without an entry. Options of one score
        enter the list together.

    Examples
    --------
    >>> average_precision(np.array([0.8, 0.4, 0.35, 0.1]), np.array([True, False, True, False]))
    0.8333333333333333
    """
    if not entered.any():
        return float("nan")
    order = np.argsort(-scores, kind="stable")
    ranked, yes = scores[order], entered[order]
    ends = np.flatnonzero(np.diff(ranked, append=-np.inf) < 0.0)
    hits = np.cumsum(yes)[ends].astype(np.float64)
    gained = np.diff(hits, prepend=0.0)
    return float((gained * hits / (ends + 1.0)).sum() / hits[-1])


def precision_at(scores: Floats, entered: Flags, place: Whole, *, top: int) -> float:
    """Share of entries among the best options of each place.

    Parameters
    ----------
    scores : ndarray (option)
        The higher, the likelier an entry.
    entered : ndarray (option)
        What became of it.
    place : ndarray (option)
        Position of the place.
    top : int
        How many options of a place are looked at; all of a place that has fewer.

    Returns
    -------
    float
        From 0 to 1, over all places together.
    """
    order = np.lexsort((-scores, place))
    ordered = place[order]
    starts = np.flatnonzero(np.diff(ordered, prepend=-1) > 0)
    sizes = np.diff(np.append(starts, len(ordered)))
    position = np.arange(len(ordered)) - np.repeat(starts, sizes)
    return float(entered[order][position < top].mean())


def lift(scores: Floats, entered: Flags) -> float:
    """How many times more entries the top tenth of all options has than the average.

    Parameters
    ----------
    scores : ndarray (option)
        The higher, the likelier an entry.
    entered : ndarray (option)
        What became of it.

    Returns
    -------
    float
        1 is a guess. NaN without an entry.
    """
    front = np.argsort(-scores, kind="stable")[: max(1, round(FRONT * len(scores)))]
    return float(divide(entered[front].mean(), entered.mean()))


def brier(chance: Floats, entered: Flags) -> float:
    """Mean squared distance of chances from outcomes.

    Parameters
    ----------
    chance : ndarray (option)
        From 0 to 1.
    entered : ndarray (option)
        What became of it.

    Returns
    -------
    float
        From 0, the lower the better; forecasting the base rate b gives b (1 - b).
    """
    return float(((chance - entered) ** 2).mean())


def reliability(chance: Floats, entered: Flags, *, bins: int) -> Reliability:
    """Forecast chance and observed share, group by group.

    Parameters
    ----------
    chance : ndarray (option)
        From 0 to 1.
    entered : ndarray (option)
        What became of it.
    bins : int
        Number of groups, as equal in number of options as can be.

    Returns
    -------
    Reliability
        Groups by rising chance.
    """
    order = np.argsort(chance, kind="stable")
    parts = [part for part in np.array_split(order, bins) if len(part)]
    return Reliability(
        np.array([len(part) for part in parts], dtype=np.int64),
        np.array([chance[part].mean() for part in parts]),
        np.array([entered[part].mean() for part in parts]),
    )


def calibration_error(groups: Reliability) -> float:
    """Mean distance of forecast chance from observed share, groups weighted by size (ECE).

    Parameters
    ----------
    groups : Reliability
        From the function of that name.

    Returns
    -------
    float
        From 0, the lower the better. Chance alone keeps it above 0: with groups of 100 options
        and a share of 0.1 at about 0.02.
    """
    gaps = np.abs(groups.chance - groups.entered)
    return float((gaps * groups.options).sum() / groups.options.sum())


def place_weights(place: Whole, *, replicates: int, rng: np.random.Generator) -> Floats:
    """How often each option counts when places are drawn with replacement.

    Parameters
    ----------
    place : ndarray (option)
        Position of the place.
    replicates : int
        How many draws.
    rng : Generator
        Source of the draws.

    Returns
    -------
    ndarray (replicate, option)
        Whole numbers from 0.
    """
    unique, position = np.unique(place, return_inverse=True)
    count = len(unique)
    drawn = rng.multinomial(count, np.full(count, 1.0 / count), size=replicates)
    return drawn[:, position].astype(np.float64)
