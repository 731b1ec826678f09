"""The rules by which an industry of a place gets its class: data, read once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from upriver.complexity.cultivation.classes import read_rows
from upriver.core.message import Message

if TYPE_CHECKING:
    import numpy.typing as npt

    from upriver.complexity.cultivation.thresholds import CultivationThresholds

    Floats = npt.NDArray[np.float64]
    Whole = npt.NDArray[np.int64]

CONDITIONS = ("advantage", "related", "complex", "momentum")
LEVELS = {
    "advantage": ("none", "foothold", "held"),
    "related": ("far", "near"),
    "complex": ("low", "high"),
    "momentum": ("falling", "steady", "rising"),
}


@dataclass(frozen=True)
class CultivationRule:
    """One rule; the first that holds decides.

    Parameters
    ----------
    cultivation : str
        Class that it gives.
    levels : dict of str to tuple of str
        For each condition the levels that satisfy it.
    reason : Message
        The rule in words.
    """

    cultivation: str
    levels: dict[str, tuple[str, ...]]
    reason: Message


def _rule(row: dict[str, str]) -> CultivationRule:
    levels = {
        name: tuple(row[name].split("|")) if row[name] else LEVELS[name] for name in CONDITIONS
    }
    return CultivationRule(row["cultivation"], levels, Message(row["reason_en"], row["reason_zh"]))


RULES = tuple(_rule(row) for row in read_rows("rules.csv"))


def deciding_rules(levels: dict[str, Whole]) -> Whole:
    """Position of the rule that decides, for each combination of levels.

    Parameters
    ----------
    levels : dict of str to ndarray of int
        For each condition the position of its level in ``LEVELS``.

    Returns
    -------
    ndarray of int
        Positions in ``RULES``; the last rule takes what is left.
    """
    decided = np.full(levels["advantage"].shape, -1, dtype=np.int64)
    for number, rule in enumerate(RULES):
        holds = decided < 0
        for name in CONDITIONS:
            wanted = [LEVELS[name].index(level) for level in rule.levels[name]]
            holds = holds & np.isin(levels[name], wanted)
        decided[holds] = number
    return decided


def levels_kernel(
    rca: Floats,
    density: Floats,
    complexity: Floats,
    momentum: Floats,
    entry_chance: Floats,
    thresholds: CultivationThresholds,
) -> dict[str, Whole]:
    """Levels of the four conditions, on bare numbers.

    Parameters
    ----------
    rca, density, complexity, momentum : ndarray (..., industry)
        Of one place, in one draw or many.
    entry_chance : ndarray (industry)
        NaN where unknown.
    thresholds : CultivationThresholds
        Limits.

    Returns
    -------
    dict of str to ndarray of int
        Positions in ``LEVELS``; an unknown momentum counts as steady. Meaningless where
        another number is unknown.
    """
    held = rca >= thresholds.held
    foothold = (rca >= thresholds.foothold) & ~held
    near = np.where(
        held,
        _in_upper_part(np.where(held, density, np.nan), thresholds.related),
        _in_upper_part(np.where(held, np.nan, density), thresholds.related),
    )
    # A place that holds nothing is near to nothing, whatever the order.
    near = near & (density > 0.0)
    needed = np.where(foothold, thresholds.entry_foothold, thresholds.entry_none)
    near = np.where(~np.isnan(entry_chance) & ~held, entry_chance >= needed, near)
    growth = np.where(np.isnan(momentum), 0.0, momentum)
    limit = thresholds.momentum
    return {
        "advantage": 2 * held.astype(np.int64) + foothold,
        "related": near.astype(np.int64),
        "complex": _in_upper_part(complexity, thresholds.complexity).astype(np.int64),
        "momentum": 1 + (growth >= limit).astype(np.int64) - (growth <= -limit),
    }


def _in_upper_part(values: Floats, share: float) -> npt.NDArray[np.bool_]:
    """Whether a value ranks above a share of the known ones of its row; unknown ones do not."""
    count = (~np.isnan(values)).sum(axis=-1, keepdims=True)
    # An unknown value sorts last; the limit is the lowest value above the share.
    order = np.sort(values, axis=-1)
    at = np.minimum(np.floor(share * count).astype(np.int64), np.maximum(count - 1, 0))
    limit = np.take_along_axis(order, at, axis=-1)
    return np.asarray(values >= limit)
