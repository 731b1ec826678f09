"""Whether places that are to be planned together fit each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from upriver.core.errors import DataError, LabelError
from upriver.core.labels import require_dims
from upriver.core.message import Message, listing
from upriver.planning.records import USES

if TYPE_CHECKING:
    from collections.abc import Iterable

    import xarray as xr

    from upriver.planning.places.system import PlaceSystem, WholeTarget


def require_fitting_places(system: PlaceSystem) -> None:
    """Compare the places with each other, and what they share with the places.

    Parameters
    ----------
    system : PlaceSystem
        Places that are planned together.

    Raises
    ------
    LabelError
        If places, years, industries or names do not fit each other.
    DataError
        If something shared has a code or a figure that it must not have.
    """
    if not system.places:
        raise DataError(
            Message("A system of places needs at least one place.", "多地系统至少需要一个地方。"),
            Message("Name the places.", "请给出各地。"),
        )
    _require_same_frame(system)
    for name, array in (("trade", system.trade), ("inflow", system.inflow)):
        if array is not None:
            dims = ("place", "place_to", "product")[:: 1 if name == "trade" else 2]
            _require_array(system, array, dims, name=name)
    _require_no_own_trade(system)
    _require_routes(system)
    _require_shared(system)


def _require_same_frame(system: PlaceSystem) -> None:
    first = system.first
    for name, inputs in system.places.items():
        same = {
            "years": inputs.years == first.years,
            "base_year": inputs.base_year == first.base_year,
            "industries": inputs.industries == first.industries,
            "products": inputs.products == first.products,
        }
        wrong = [what for what, holds in same.items() if not holds]
        if wrong:
            raise LabelError(
                Message(
                    f"Place {name} has other {listing(wrong)} than {system.names[0]}.",
                    f"{name} 的 {listing(wrong)} 与 {system.names[0]} 不同。",
                ),
                Message(
                    "Plan places together with the same classification, base year and years.",
                    "请以相同的分类、基年与年份一并规划。",
                ),
            )


def _require_array(
    system: PlaceSystem, array: xr.DataArray, dims: tuple[str, ...], *, name: str
) -> None:
    require_dims(array, dims, name=name)
    wanted = {
        "place": system.names,
        "place_to": system.names,
        "product": system.first.products,
    }
    for dim in dims:
        if array.indexes[dim].tolist() != wanted[dim]:
            raise LabelError(
                Message(
                    f"{dim} of {name} must be {listing(wanted[dim])}, in this order.",
                    f"{name} 的 {dim} 应依次为 {listing(wanted[dim])}。",
                ),
                Message("Reindex it.", "请重新索引。"),
            )
    values = array.values
    if not np.isfinite(values).all() or (values < 0).any():
        raise DataError(
            Message(
                f"{name} must be known and not negative everywhere.",
                f"{name} 各处均须已知且非负。",
            ),
            Message("Enter 0 where there is nothing.", "没有之处请填 0。"),
        )


def _require_no_own_trade(system: PlaceSystem) -> None:
    if system.trade is None:
        return
    own = [name for name in system.names
           if float(system.trade.sel(place=name, place_to=name).sum()) > 0]  # fmt: skip
    if own:
        raise DataError(
            Message(f"{listing(own)} trades with itself.", f"{listing(own)} 与自身有贸易。"),
            Message("Leave the sales inside a place out of trade.", "请勿将本地内部销售计入贸易。"),
        )


def _require_routes(system: PlaceSystem) -> None:
    products = system.first.products
    seen: set[tuple[str, str, str]] = set()
    for route in system.routes:
        _require_places(system, (route.place, route.place_to), what="route")
        key = (route.place, route.place_to, route.product)
        bad = route.place == route.place_to or route.cost < 0 or (route.limit or 0.0) < 0
        if route.product not in products or bad or key in seen:
            raise DataError(
                Message(
                    f"The route {' → '.join(key)} cannot be: a route joins two places, carries a "
                    "known product, stands once, and has no negative cost or limit.",
                    f"路线 {' → '.join(key)} 不成立：路线须连接两地、运送已知产品、只列一次，"
                    "且费用与上限非负。",
                ),
                Message("Correct the route.", "请更正该路线。"),
            )
        seen.add(key)


def _require_places(system: PlaceSystem, places: Iterable[str], *, what: str) -> None:
    unknown = [name for name in places if name not in system.places]
    if unknown:
        raise LabelError(
            Message(
                f"A {what} names {listing(unknown)}, which is not among the places.",
                f"{what} 涉及 {listing(unknown)}，不在各地之列。",
            ),
            Message(f"Places are {listing(system.names)}.", f"各地为 {listing(system.names)}。"),
        )


def _require_shared(system: PlaceSystem) -> None:
    _require_caps(system)
    _require_funds(system)
    if system.commuting is not None:
        _require_commuting(system)
    for whole in system.targets:
        _require_places(system, (*whole.places, *whole.share_places), what="target")
        _require_measured(system, whole)
    for codes in ([cap.cap for cap in system.caps], [fund.fund for fund in system.funds],
                  [whole.target.target for whole in system.targets]):  # fmt: skip
        for code in codes:
            if codes.count(code) > 1:
                raise _twice(code, "the whole")


def _require_caps(system: PlaceSystem) -> None:
    for cap in system.caps:
        _require_places(system, cap.places, what="cap")
        for name in system.members(cap.places):
            nature = system.places[name].nature
            if nature is None or cap.stressor not in nature.intensity.indexes["stressor"]:
                raise _missing(
                    name, f"the stressor {cap.stressor}", f"要素 {cap.stressor}", cap.cap
                )


def _require_funds(system: PlaceSystem) -> None:
    for fund in system.funds:
        _require_places(system, fund.places, what="fund")
        if not set(fund.uses) <= set(USES) or any(value < 0 for value in fund.amount.values()):
            raise DataError(
                Message(
                    f"Fund {fund.fund} must have uses among {listing(USES)} and no negative "
                    "amount.",
                    f"资金 {fund.fund} 的用途须属于 {listing(USES)}，金额须非负。",
                ),
                Message("Correct the fund.", "请更正该资金。"),
            )
        for name in system.members(fund.places):
            money = system.places[name].money
            if money is None:
                raise _missing(name, "money", "资金", fund.fund)
            if fund.fund in money.amount.indexes["fund"]:
                raise _twice(fund.fund, name)


def _require_commuting(system: PlaceSystem) -> None:
    assert system.commuting is not None
    limit = system.commuting.limit
    require_dims(limit, ("place", "place_to", "occupation"), name="commuting limit")
    for dim in ("place", "place_to"):
        _require_places(system, limit.indexes[dim].tolist(), what="commuting limit")
    jobs = limit.indexes["occupation"]
    for name in {*limit.indexes["place"].tolist(), *limit.indexes["place_to"].tolist()}:
        people = system.places[name].people
        if people is None or not jobs.isin(people.stock.indexes["occupation"]).all():
            raise _missing(
                name, f"occupations {listing(jobs)}", f"职业 {listing(jobs)}", "commuting"
            )


def _require_measured(system: PlaceSystem, whole: WholeTarget) -> None:
    """Every place that a promise counts must have what it counts."""
    target = whole.target
    for name in system.members((*whole.places, *whole.share_places)):
        inputs = system.places[name]
        nature = inputs.nature
        there = {
            "employment": inputs.economy.employment is not None,
            "research": inputs.economy.research is not None,
            "air_services": inputs.air is not None,
            "pressure": nature is not None
            and target.stressor in nature.intensity.indexes["stressor"],
        }
        if not there.get(target.measure, True):
            what = target.stressor or target.measure
            raise _missing(name, f"figures of {what}", f" {what} 数据", target.target)
        if target.year not in inputs.years or (target.kind == "share") != (
            target.share_of is not None
        ):
            raise DataError(
                Message(
                    f"Target {target.target} must lie in a year of the plan, and a share, only a "
                    "share, needs share_of.",
                    f"目标 {target.target} 须落在规划年份内；"
                    "占比目标（且仅占比目标）须给出 share_of。",
                ),
                Message("Correct the target.", "请更正该目标。"),
            )


def _missing(place: str, en: str, zh: str, code: str) -> DataError:
    return DataError(
        Message(
            f"{code} is shared by {place}, which has no {en}.",
            f"{code} 由 {place} 共用，但该地没有{zh}。",
        ),
        Message(
            "Give the place these data, or leave it out of what is shared.",
            "请补充该地数据，或将其移出共用范围。",
        ),
    )


def _twice(code: str, place: str) -> DataError:
    return DataError(
        Message(
            f"{code} stands twice: shared, and in {place}.",
            f"{code} 重复：既为共用，又在 {place} 中。",
        ),
        Message(
            "What is shared must not be counted in a place too; give it a code of its own.",
            "共用部分不应再计入某地；请另给代码。",
        ),
    )  # fmt: skip
