"""Classes of all industries of one place, how sure they are, and what cannot be judged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

from upriver.complexity.cultivation.classes import (
    CLASSES,
    CONDITIONS,
    LEVELS,
    RULES,
    CultivationThresholds,
    cultivation_class,
    deciding_rules,
    levels_of,
)
from upriver.core.dims import INDUSTRY
from upriver.core.labels import require_dims
from upriver.core.message import Message

if TYPE_CHECKING:
    import numpy.typing as npt

CULTIVATION = "cultivation"
REPLICATE = "replicate"
NO_QUOTIENT = Message(
    "Its output in the place is unknown, or there is none of it anywhere.",
    "本地产出未知，或各地均无该行业产出。",
)
NO_DENSITY = Message(
    "No place is specialised in it, so nothing tells what is near to it.",
    "没有地区在该行业上具有专业化优势，无从判断与之关联的产业。",
)
NO_COMPLEXITY = Message(
    "Its complexity cannot be computed: no place that counts is specialised in it.",
    "无法计算其复杂度：没有可计入的地区在该行业上具有专业化优势。",
)


@dataclass(frozen=True, eq=False)
class Cultivation:
    """Classes of the industries of one place.

    Parameters
    ----------
    cultivation : DataArray (industry), text
        Code of the most probable class; empty where it cannot be judged.
    chance : DataArray (cultivation, industry), ratio
        Chance of each class, summing to 1; NaN where it cannot be judged.
    reasons : dict of str to Message
        The rule that gives an industry its class, in words; for industries that are judged.
    levels : dict of str to dict of str to str
        Levels of the four conditions from the figures as given.
    unjudged : dict of str to Message
        Why an industry cannot be judged.
    thresholds : CultivationThresholds
        Limits of the rules.
    """

    cultivation: xr.DataArray
    chance: xr.DataArray
    reasons: dict[str, Message]
    levels: dict[str, dict[str, str]]
    unjudged: dict[str, Message]
    thresholds: CultivationThresholds


def cultivate(
    rca: xr.DataArray,
    density: xr.DataArray,
    *,
    complexity: xr.DataArray,
    draws: tuple[xr.DataArray, xr.DataArray, xr.DataArray],
    momentum: xr.DataArray | None = None,
    entry_chance: xr.DataArray | None = None,
    thresholds: CultivationThresholds = CultivationThresholds(),  # noqa: B008 - frozen
) -> Cultivation:
    """Class of every industry of one place, with the chance that it is the right one.

    Parameters
    ----------
    rca, density : DataArray (industry), ratio
        Of the place.
    complexity : DataArray (industry), ratio
        Of the industries.
    draws : tuple of three DataArray (replicate, industry), ratio
        Location quotient, density and complexity as they could have come out, such as from
        `measure_uncertainty`.
    momentum : DataArray (industry), per year, optional
        As in `cultivation_class`.
    entry_chance : DataArray (industry), ratio, optional
        As in `cultivation_class`.
    thresholds : CultivationThresholds
        Limits of the rules.

    Returns
    -------
    Cultivation
        Classes, chances, rules, and reasons where there is no class.

    Raises
    ------
    LabelError
        If dimensions or industries differ.

    Notes
    -----
    A chance says how often the rules give that class when the figures vary as the draws do. It
    is not the chance that the effort succeeds. A draw in which an industry cannot be judged
    does not count.
    """
    require_dims(rca, (INDUSTRY,), name="rca")
    given = {"momentum": momentum, "entry_chance": entry_chance, "thresholds": thresholds}
    point = cultivation_class(rca, density, complexity=complexity, **given)  # type: ignore[arg-type]
    drawn = cultivation_class(draws[0], draws[1], complexity=draws[2], **given)  # type: ignore[arg-type]
    labels = rca.coords[INDUSTRY].values
    codes = [each.cultivation for each in CLASSES]
    judged = point.values != ""
    counts = np.stack([(drawn.values == code).sum(axis=0) for code in codes]).astype(np.float64)
    valid = counts.sum(axis=0)
    # Without a single valid draw the figures as given are all there is.
    alone = judged & (valid == 0.0)
    counts[:, alone] = np.array(codes)[:, None] == point.values[alone]
    chance = np.where(judged, counts / np.maximum(counts.sum(axis=0), 1.0), np.nan)
    likely = np.array(codes)[_most_likely(chance, point.values, codes)]
    found = xr.DataArray(np.where(judged, likely, ""), {INDUSTRY: labels}, (INDUSTRY,), CULTIVATION)
    levels = levels_of(
        rca.values.astype(float),
        density.values.astype(float),
        complexity.values.astype(float),
        _numbers(rca, momentum),
        _numbers(rca, entry_chance),
        thresholds,
    )
    return Cultivation(
        found,
        xr.DataArray(
            chance, {CULTIVATION: codes, INDUSTRY: labels}, (CULTIVATION, INDUSTRY), "chance",
            {"units": "ratio"},
        ),
        _reasons(found, point, levels),
        {
            str(label): {name: LEVELS[name][levels[name][at]] for name in CONDITIONS}
            for at, label in enumerate(labels)
            if judged[at]
        },
        _unjudged(rca, density, complexity),
        thresholds,
    )  # fmt: skip


def _most_likely(
    chance: npt.NDArray[np.float64], point: npt.NDArray[np.str_], codes: list[str]
) -> npt.NDArray[np.intp]:
    """Position of the most probable class; of equally probable ones that of the figures given."""
    own = np.array(codes)[:, None] == point
    return np.asarray(np.argmax(np.nan_to_num(chance) + 1e-9 * own, axis=0))


def _numbers(rca: xr.DataArray, array: xr.DataArray | None) -> npt.NDArray[np.float64]:
    if array is None:
        return np.full(rca.sizes[INDUSTRY], np.nan)
    return np.asarray(array.values, dtype=np.float64)


def _reasons(
    found: xr.DataArray, point: xr.DataArray, levels: dict[str, npt.NDArray[np.int64]]
) -> dict[str, Message]:
    """The rule of the class: that of the figures given, else the first that leads to the class."""
    decided = deciding_rules(levels)
    reasons = {}
    for at, label in enumerate(found.coords[INDUSTRY].values.tolist()):
        code = str(found.values[at])
        if code == point.values[at] and code:
            reasons[label] = RULES[decided[at]].reason
        elif code:
            reasons[label] = next(rule for rule in RULES if rule.cultivation == code).reason
    return reasons


def _unjudged(
    rca: xr.DataArray, density: xr.DataArray, complexity: xr.DataArray
) -> dict[str, Message]:
    why = {}
    for at, label in enumerate(rca.coords[INDUSTRY].values.tolist()):
        if np.isnan(rca.values[at]):
            why[label] = NO_QUOTIENT
        elif np.isnan(density.values[at]):
            why[label] = NO_DENSITY
        elif np.isnan(complexity.values[at]):
            why[label] = NO_COMPLEXITY
    return why
