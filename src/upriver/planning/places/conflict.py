"""Why several places have no plan together: which promises and limits, in which place."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from upriver.core.message import Message
from upriver.planning.conflict import explain_groups
from upriver.planning.rule_groups import RuleGroup, rule_groups

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt

    from upriver.core.errors import InfeasibleError
    from upriver.planning.inputs import PlanInputs
    from upriver.planning.model import PlanModel
    from upriver.planning.places.coupling import Coupled
    from upriver.planning.places.system import PlaceSystem
    from upriver.planning.settings import PlanSettings

DRIFT = Message("the limit on shifts in the trade between the places", "地区间贸易比重变动上限")


def place_groups(
    system: PlaceSystem,
    inputs: Mapping[str, PlanInputs],
    built: Mapping[str, PlanModel],
    coupled: Coupled,
) -> tuple[RuleGroup, ...]:
    """Promises and limits of all places and of the whole, those to be dropped first in front.

    Parameters
    ----------
    system : PlaceSystem
        Places that are planned together.
    inputs : mapping of str to PlanInputs
        Data of every place.
    built : mapping of str to PlanModel
        Model of every place.
    coupled : Coupled
        The joint model.

    Returns
    -------
    tuple of RuleGroup
        The code of a group of a place is ``place/code``; its name says the place.
    """
    groups = _between(system, coupled)
    for name in system.names:
        rows, place = coupled.rows_of(name), system.label(name)
        groups += [
            replace(
                group,
                code=f"{name}/{group.code}",
                name=Message(f"{group.name.en} in {place.en}", f"{place.zh}的{group.name.zh}"),
                rows=rows[group.rows],
            )
            for group in rule_groups(inputs[name], built[name], coupled.blocks[name])
        ]
    return (*groups, *_promises(system, coupled))


def explain_places(
    system: PlaceSystem,
    inputs: Mapping[str, PlanInputs],
    built: Mapping[str, PlanModel],
    coupled: Coupled,
    *,
    settings: PlanSettings,
) -> InfeasibleError:
    """Error that names what contradicts what, and where.

    Parameters
    ----------
    system : PlaceSystem
        Places that are planned together.
    inputs : mapping of str to PlanInputs
        Data of every place.
    built : mapping of str to PlanModel
        Model of every place.
    coupled : Coupled
        The joint model; it has no solution.
    settings : PlanSettings
        Limits of the search.

    Returns
    -------
    InfeasibleError
        To be raised by the caller.
    """
    groups = place_groups(system, inputs, built, coupled)
    return explain_groups(coupled.matrix, groups, settings=settings)


def _between(system: PlaceSystem, coupled: Coupled) -> list[RuleGroup]:
    """Trade, people who commute, money and caps that are shared."""
    rows, groups = coupled.matrix.rows, []
    trade = [
        _flat(rows[name].values)
        for name in ("trade_bought_most", "trade_bought_least", "trade_sold_most",
                     "trade_sold_least")
        if name in rows
    ]  # fmt: skip
    if trade and len(at := np.concatenate(trade)):
        sizes = np.full(len(at), max(_trade_size(system), 1.0))
        groups.append(
            RuleGroup("trade_drift", DRIFT, at, sizes, float(sizes[0]), "1e8 CNY", technical=True)
        )
    for fund in system.funds:
        at = _flat(rows["shared_money"].sel(fund=fund.fund).values)
        label = system.label(fund.fund)
        name = Message(f"the shared money of {label.en}", f"共用资金“{label.zh}”")
        groups.append(_group(coupled, fund.fund, name, at, "1e8 CNY"))
    for cap in system.caps:
        if not cap.hard:
            continue
        at = _flat(rows["shared_cap"].sel(cap=cap.cap).values)
        label = system.label(cap.cap)
        nature = system.places[system.members(cap.places)[0]].nature
        assert nature is not None
        name = Message(f"the shared cap on {label.en}", f"“{label.zh}”共同上限")
        group = _group(coupled, cap.cap, name, at, nature.units[cap.stressor])
        groups.append(replace(group, softens=True))
    return groups


def _promises(system: PlaceSystem, coupled: Coupled) -> list[RuleGroup]:
    groups: list[RuleGroup] = []
    for whole in system.targets:
        target = whole.target
        if not target.hard:
            continue
        assert coupled.rows is not None
        at = _flat(np.asarray(coupled.matrix.rows["target_whole"].sel(target=target.target).values))
        label = system.label(target.target)
        name = Message(
            f"the common target {label.en} ({target.year})",
            f"共同目标“{label.zh}”（{target.year} 年）",
        )
        value = abs(target.published)
        size = np.array([float(coupled.rows.scale.sel(target=target.target))])
        groups.append(
            RuleGroup(
                target.target, name, at, size, value if np.isfinite(value) else 100.0,
                target.unit or "%", softens=True,
            )
        )  # fmt: skip
    return groups


def _group(
    coupled: Coupled, code: str, name: Message, at: npt.NDArray[np.int64], unit: str
) -> RuleGroup:
    sizes = np.maximum(np.abs(coupled.matrix.row_upper[at]), 1.0)
    return RuleGroup(code, name, at, sizes, float(sizes.max(initial=1.0)), unit)


def _trade_size(system: PlaceSystem) -> float:
    """Mean trade of a place in a product, by which a shift is made relative."""
    if system.trade is None:
        return 1.0
    sold = system.trade.sum("place_to")
    return float(sold.where(sold > 0).mean().fillna(1.0))


def _flat(positions: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    flat: npt.NDArray[np.int64] = positions.ravel()
    return flat[flat >= 0]
