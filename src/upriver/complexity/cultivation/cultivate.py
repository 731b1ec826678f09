"""Classes of all industries of one place, how sure they are, and what cannot be judged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import xarray as xr

from upriver.complexity.cultivation.classes import CLASSES
from upriver.complexity.cultivation.classify import CODES, CULTIVATION, decide
from upriver.complexity.cultivation.rules import CONDITIONS, LEVELS, RULES
from upriver.complexity.cultivation.thresholds import CultivationThresholds
from upriver.complexity.cultivation.unjudged import NO_COMPLEXITY, NO_PROXIMITY
from upriver.core.dims import INDUSTRY
from upriver.core.frames import Table, rows_to_table
from upriver.core.labels import require_dims
from upriver.core.message import Message

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt

    Whole = npt.NDArray[np.int64]

NO_QUOTIENT = Message(
    "Its output in the place is unknown, or there is none of it anywhere.",
    "本地产出未知，或各地均无该行业产出。",
)
TIE = 1e-6  # what the figures as given weigh when draws do not decide


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
        The rule that gives an industry its class, in words, and the class of the figures as
        given where it is another one; for industries that are judged.
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

    def to_table(self) -> Table:
        """Classes as a tidy table.

        Returns
        -------
        Table
            One row an industry: ``industry cultivation chance``, the chance of each class by
            its code, the levels of the four conditions, ``reason_en reason_zh unjudged_en
            unjudged_zh``; null where there is none.
        """
        rows = []
        for at, label in enumerate(self.cultivation.coords[INDUSTRY].values.tolist()):
            code = str(self.cultivation.values[at]) or None
            chances = dict(zip(_CLASS_CODES, self.chance.values[:, at].tolist(), strict=True))
            row: dict[str, Any] = {"industry": label, "cultivation": code}
            row["chance"] = chances[code] if code else None
            row |= {name: chance if code else None for name, chance in chances.items()}
            row |= {name: self.levels.get(label, {}).get(name) for name in CONDITIONS}
            for name, messages in (("reason", self.reasons), ("unjudged", self.unjudged)):
                message = messages.get(label)
                row[f"{name}_en"] = message.en if message else None
                row[f"{name}_zh"] = message.zh if message else None
            rows.append(row)
        texts = ("reason_en", "reason_zh", "unjudged_en", "unjudged_zh")
        columns: dict[str, type] = {"industry": str, CULTIVATION: str}
        columns |= dict.fromkeys(("chance", *_CLASS_CODES), float)
        columns |= dict.fromkeys((*CONDITIONS, *texts), str)
        return rows_to_table(rows, columns)


_CLASS_CODES = tuple(each.cultivation for each in CLASSES)


def cultivate(
    rca: xr.DataArray,
    density: xr.DataArray,
    *,
    complexity: xr.DataArray,
    draws: tuple[xr.DataArray, xr.DataArray, xr.DataArray],
    momentum: xr.DataArray | None = None,
    momentum_draws: xr.DataArray | None = None,
    entry_chance: xr.DataArray | None = None,
    unjudged: Mapping[str, Message] | None = None,
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
    momentum_draws : DataArray (replicate, industry), per year, optional
        The same as it could have come out; by default that of the figures in every draw.
    entry_chance : DataArray (industry), ratio, optional
        As in `cultivation_class`.
    unjudged : mapping of str to Message, optional
        Industries that shall get no class, and why, such as from `unjudged_industries`.
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
    is not the chance that the effort succeeds. The class shown is the most probable one, which
    near a limit can differ from that of the figures as given. A draw in which an industry
    cannot be judged does not count.
    """
    require_dims(rca, (INDUSTRY,), name="rca")
    point, levels = decide(
        rca,
        density,
        complexity=complexity,
        momentum=momentum,
        entry_chance=entry_chance,
        thresholds=thresholds,
    )
    drawn, _ = decide(
        draws[0],
        draws[1],
        complexity=draws[2],
        momentum=momentum if momentum_draws is None else momentum_draws,
        entry_chance=entry_chance,
        thresholds=thresholds,
    )
    labels = rca.coords[INDUSTRY].values.tolist()
    reasons = _all_reasons(rca, density, complexity, unjudged or {})
    judged = np.array([label not in reasons for label in labels], dtype=bool)
    chance, rule = _settle(point, drawn)
    chance[:, ~judged] = np.nan
    coords = {INDUSTRY: labels}
    found = xr.DataArray(
        np.where(judged, CODES[rule], ""), coords, (INDUSTRY,), CULTIVATION, {"units": "text"}
    )
    shares = xr.DataArray(
        chance,
        {CULTIVATION: list(_CLASS_CODES), **coords},
        (CULTIVATION, INDUSTRY),
        "chance",
        {"units": "ratio"},
    )
    return Cultivation(
        found,
        shares,
        {label: _told(rule[at], point[at]) for at, label in enumerate(labels) if judged[at]},
        {
            label: {name: LEVELS[name][levels[name][at]] for name in CONDITIONS}
            for at, label in enumerate(labels)
            if judged[at]
        },
        reasons,
        thresholds,
    )


def _settle(point: Whole, drawn: Whole) -> tuple[npt.NDArray[np.float64], Whole]:
    """Chance of each class, and the rule that most often gives the most probable class.

    Of equally probable classes and rules that of the figures as given is taken. Where no draw
    can be judged the figures are all there is.
    """
    numbers = np.arange(len(RULES))[:, None]
    counts = (drawn[:, None, :] == numbers).sum(axis=0).astype(np.float64)
    own = (point == numbers).astype(np.float64)
    counts = np.where(counts.sum(axis=0) > 0.0, counts, own)
    member = np.array([[rule.cultivation == code for rule in RULES] for code in _CLASS_CODES])
    chance = (member @ counts) / np.maximum(counts.sum(axis=0), 1.0)
    likely = np.argmax(chance + TIE * (member @ own), axis=0)
    rule = np.argmax(np.where(member[likely].T, counts + TIE * own, -1.0), axis=0)
    return chance, rule


def _told(rule: int, point: int) -> Message:
    """The rule in words, and the class of the figures as given where it is another one."""
    reason, own = RULES[rule].reason, CODES[point]
    if own in ("", RULES[rule].cultivation):
        return reason
    name = next(each.name for each in CLASSES if each.cultivation == own)
    return Message(
        f"most often {reason.en} (by the figures as given: {name.en})",
        f"最常见为{reason.zh}（按原始数字为：{name.zh}）",
    )


def _all_reasons(
    rca: xr.DataArray,
    density: xr.DataArray,
    complexity: xr.DataArray,
    given: Mapping[str, Message],
) -> dict[str, Message]:
    """Reasons of the caller, and one for every unknown number that he did not explain."""
    found: dict[str, Message] = {}
    missing = (
        (np.isnan(rca.values.astype(np.float64)), NO_QUOTIENT),
        (np.isnan(density.values.astype(np.float64)), NO_PROXIMITY),
        (np.isnan(complexity.values.astype(np.float64)), NO_COMPLEXITY),
    )
    for at, label in enumerate(rca.coords[INDUSTRY].values.tolist()):
        reason = given.get(label) or next((why for lost, why in missing if lost[at]), None)
        if reason:
            found[label] = reason
    return found
