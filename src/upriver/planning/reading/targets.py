"""What was promised, brought to the plan's own quantities, or left out with the reason."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from upriver.core.errors import UnitError
from upriver.core.periods import parse_period
from upriver.core.units import POINTS, convert
from upriver.planning.promises import UNIT_OF, base_quantity
from upriver.planning.records import PlanTarget

if TYPE_CHECKING:
    from collections.abc import Mapping

    from upriver.data.region import Region
    from upriver.planning.inputs import PlanInputs
    from upriver.planning.reading.log import ReadingLog
    from upriver.planning.settings import PlanSettings

WHOLE = ("", "all")
FULL_YEAR = 365


@dataclass(frozen=True)
class _Refusal:
    """Why a target stays outside the plan."""

    en: str
    zh: str


def read_targets(
    region: Region, inputs: PlanInputs, *, settings: PlanSettings, log: ReadingLog
) -> tuple[PlanTarget, ...]:
    """Read the targets the plan can contain.

    Parameters
    ----------
    region : Region
        The data package.
    inputs : PlanInputs
        The plan without targets.
    settings : PlanSettings
        Choices of the planner.
    log : ReadingLog
        Takes the targets that are left out, notes and provenance.

    Returns
    -------
    tuple of PlanTarget
        In the order of the table.

    Notes
    -----
    Where the tables hold the indicator for the base year, the plan's quantity is linked to
    it: the plan then moves the published figure by its own growth, and differences of
    definition do not count as progress.
    """
    if not region.has("targets", "indicators"):
        return ()
    indicators = {row["indicator"]: row for row in region.table("indicators").iter_rows(named=True)}
    found: list[PlanTarget] = []
    for row in region.table("targets").iter_rows(named=True):
        target = _target(region, inputs, row, indicators[row["indicator"]], settings=settings)
        if isinstance(target, _Refusal):
            log.leave_out(row["target"], "target", target.en, target.zh)
            continue
        if not 0.5 <= target.link <= 2.0 and target.measure in ("output", "value_added"):
            log.note(
                f"Indicator {row['indicator']} is {target.link:.2f} times the plan's quantity in "
                "the base year; the scopes may differ.",
                f"指标 {row['indicator']} 在基年为规划口径的 {target.link:.2f} 倍，范围可能不同。",
            )
        found.append(target)
    if found:
        codes = [target.target for target in found]
        log.rest_on("targets", region, "targets", target=codes)
    return tuple(found)


def _target(
    region: Region,
    inputs: PlanInputs,
    row: dict[str, Any],
    indicator: dict[str, Any],
    *,
    settings: PlanSettings,
) -> PlanTarget | _Refusal:
    basic = _containable(region, inputs, row, indicator)
    if isinstance(basic, _Refusal):
        return basic
    measure, year = indicator["plan_measure"], basic
    stressor = indicator["plan_scope"] or "" if measure == "pressure" else ""
    weights = _scope(region, inputs, "" if stressor else indicator["plan_scope"] or "")
    if isinstance(weights, _Refusal):
        return weights
    off = _measurable(inputs, measure, stressor)
    if off is not None:
        return off
    share_of: Mapping[str, float] | None = None
    if indicator["plan_share_of"]:
        whole = _scope(region, inputs, indicator["plan_share_of"])
        if isinstance(whole, _Refusal):
            return whole
        share_of = whole
    draft = PlanTarget(
        target=row["target"],
        measure=measure,
        kind="share" if share_of is not None else "level",
        sense=_sense(row["comparator"], indicator["direction"], row["growth_kind"]),
        value=float("nan"),
        year=year,
        weights=weights,
        share_of=share_of,
        stressor=stressor,
        hard=bool(row["hard"]),
        weight=1.0 if row["weight"] is None else row["weight"],
        published=row["value"],
        unit=row["unit"],
        indicator=row["indicator"],
    )
    return _valued(region, inputs, draft, row, indicator, settings=settings)


def _containable(
    region: Region, inputs: PlanInputs, row: dict[str, Any], indicator: dict[str, Any]
) -> int | _Refusal:
    """Year of a target that can be part of the plan at all."""
    if not indicator["plan_measure"]:
        return _Refusal(
            "the plan does not contain what its indicator measures", "规划不包含该指标所度量的量"
        )
    if row["place"] != region.code:
        return _Refusal(
            "the plan covers the region as a whole, not its districts",
            "规划以全区域为对象，不分区县",
        )
    if row["value"] is None:
        return _Refusal("its value is unknown", "目标值未知")
    if row["growth_kind"] == "rank" or row["comparator"] == "rank":
        return _Refusal("a rank depends on others", "位次取决于其他地区")
    if not row["deadline"]:
        return _Refusal("it has no deadline", "未说明期限")
    year = parse_period(row["deadline"]).year
    if year not in inputs.years:
        return _Refusal(
            f"its deadline {row['deadline']} is outside {inputs.years[0]}-{inputs.years[-1]}",
            f"期限 {row['deadline']} 不在 {inputs.years[0]}—{inputs.years[-1]} 年内",
        )
    return year


def _measurable(inputs: PlanInputs, measure: str, stressor: str) -> _Refusal | None:
    missing = {
        "employment": inputs.economy.employment is None,
        "research": inputs.economy.research is None,
        "air_services": inputs.air is None,
        "pressure": inputs.nature is None
        or stressor not in inputs.nature.caps.coords["stressor"].values,
    }
    if missing.get(measure, False):
        return _Refusal(
            f"the tables do not give {measure} by industry", f"表中没有分行业的 {measure} 数据"
        )
    if measure == "pressure" and inputs.nature is not None:
        basis = inputs.nature.basis.get(stressor, "output")
        if basis != "output":
            return _Refusal(
                f"{stressor} counts as {basis}, not as a yearly amount; give it a cap instead",
                f"{stressor} 按 {basis} 计，不是年度量；请改为设置上限",
            )
    return None


def _scope(region: Region, inputs: PlanInputs, scope: str) -> Mapping[str, float] | _Refusal:
    if scope in WHOLE:
        return dict.fromkeys(inputs.industries, 1.0)
    if scope in inputs.industries and scope not in inputs.products:
        return {scope: 1.0}
    found = _scope_of_products(region, inputs.products, scope)
    if isinstance(found, _Refusal):
        return found
    make = inputs.economy.make
    weights = sum(weight * make.sel(product=code).values for code, weight in found.items())
    return {
        code: float(weight)
        for code, weight in zip(inputs.industries, weights, strict=True)  # type: ignore[arg-type]
        if weight
    }


def _scope_of_products(
    region: Region, codes: list[str], scope: str
) -> Mapping[str, float] | _Refusal:
    """Weights by industry of the account, whose codes are those of the products."""
    if scope in codes:
        return {scope: 1.0}
    rows = region.table("industries").filter(pl.col("industry").is_in(codes))
    group = {code: 1.0 for code, name in rows.select("industry", "group").rows() if name == scope}
    if group:
        return group
    if region.has("crosswalk"):
        found = region.table("crosswalk").filter(
            (pl.col("to_code") == scope) & pl.col("from_code").is_in(codes)
        )
        if not found.is_empty():
            return dict(found.select("from_code", "weight").rows())
    return _Refusal(
        f"its scope {scope!r} is not part of the account", f"其范围 {scope!r} 不在账户中"
    )


def _sense(comparator: str, direction: str, growth_kind: str) -> int:
    if growth_kind == "reduction":
        return -1
    if comparator in ("le", "lt"):
        return -1
    if comparator in ("ge", "gt", "multiple"):
        return 1
    return 1 if direction == "higher" else -1


def _valued(
    region: Region,
    inputs: PlanInputs,
    draft: PlanTarget,
    row: dict[str, Any],
    indicator: dict[str, Any],
    *,
    settings: PlanSettings,
) -> PlanTarget | _Refusal:
    """The same target with its value and its link to the indicator."""
    kind = row["growth_kind"]
    if kind == "yoy":
        if draft.kind == "share":
            return _Refusal("growth of a share is not modelled", "占比的增速未建模")
        return _replaced(draft, kind="growth", value=convert(row["value"], row["unit"], "ratio"))
    plan_unit = "ratio" if draft.kind == "share" else _plan_unit(inputs, draft)
    observed = _observed(region, row, region.base_year)
    base = base_quantity(inputs, target=draft, weights=draft.weights)
    if draft.kind == "share":
        assert draft.share_of is not None
        base /= base_quantity(inputs, target=draft, weights=draft.share_of)
    level = _level(region, row, indicator, base_year=region.base_year)
    if isinstance(level, _Refusal):
        return level
    value, unit = level
    if unit == "":  # a growth on the base year: the plan's own base is enough
        return _replaced(draft, value=value * base, plan_unit=plan_unit)
    if row["unit"] != unit and kind != "level":
        draft = _replaced(draft, unit=unit, published=value)
    try:
        value, link, scale = convert(value, unit, plan_unit), 1.0, plan_unit
    except UnitError:
        if observed is None:
            return _Refusal(
                f"its unit {unit!r} cannot be turned into {plan_unit!r} without an observation "
                f"of {region.base_year}",
                f"其单位 {unit!r} 无法换算为 {plan_unit!r}，且没有 {region.base_year} 年观测值",
            )
        scale = unit
    if observed is not None and base > 0 and draft.measure != "air_services":
        link = convert(observed[0], observed[1], scale) / base
    else:
        link = 1.0
    if scale == "1e8 CNY":
        value /= (1 + settings.price_growth) ** (draft.year - region.base_year)
    return _replaced(draft, value=value, link=link, plan_unit=scale)


def _replaced(draft: PlanTarget, **changes: Any) -> PlanTarget:
    return dataclasses.replace(draft, **changes)


def _plan_unit(inputs: PlanInputs, draft: PlanTarget) -> str:
    if draft.measure == "pressure":
        assert inputs.nature is not None
        return inputs.nature.units[draft.stressor]
    return UNIT_OF[draft.measure]


def _observed(region: Region, row: dict[str, Any], year: int) -> tuple[float, str] | None:
    """Indicator of a whole year, when a level of it was published."""
    if not region.has("observations"):
        return None
    rows = region.table("observations").filter(
        (pl.col("indicator") == row["indicator"])
        & (pl.col("place") == row["place"])
        & pl.col("growth_kind").is_in(["level", "share"])
        & pl.col("value").is_not_null()
    )
    for item in rows.iter_rows(named=True):
        period = parse_period(item["period"])
        days = period.days
        if days is not None and days >= FULL_YEAR and period.year == year:
            return float(item["value"]), str(item["unit"])
    return None


def _level(
    region: Region, row: dict[str, Any], indicator: dict[str, Any], *, base_year: int
) -> tuple[float, str] | _Refusal:
    """Level to be reached and its unit; an empty unit means "times the base year"."""
    kind, value = row["growth_kind"], row["value"]
    if kind in ("level", "share"):
        if row["unit"] in POINTS:
            return _Refusal("points say a change, not a level", "百分点表示变动而非水平")
        return value, row["unit"]
    if not row["base_period"]:
        return _Refusal("its base is not stated", "未说明基期")
    start = parse_period(row["base_period"]).year
    years = parse_period(row["deadline"]).year - start
    change = convert(value, row["unit"], "ratio")
    if kind == "delta_pp":
        base = _base_of(region, row, indicator, start)
        return (base[0] + convert(change, "ratio", base[1]), base[1]) if base else _no_base(row)
    factor = {
        "cagr": (1 + change) ** years,
        "multiple": change,
        "reduction": 1 - change,
    }[kind]
    if row["base_value"] is not None:
        return row["base_value"] * factor, indicator["unit"]
    seen = _observed(region, row, start)
    if seen is not None:
        return seen[0] * factor, seen[1]
    if start == base_year:
        return factor, ""
    return _no_base(row)


def _base_of(
    region: Region, row: dict[str, Any], indicator: dict[str, Any], year: int
) -> tuple[float, str] | None:
    if row["base_value"] is not None:
        return row["base_value"], indicator["unit"]
    return _observed(region, row, year)


def _no_base(row: dict[str, Any]) -> _Refusal:
    return _Refusal(
        f"its base value of {row['base_period']} is unknown",
        f"其基期 {row['base_period']} 的值未知",
    )
