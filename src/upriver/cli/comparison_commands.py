"""The command that sets two saved plans side by side."""
# Services are imported where they are used, so that --help stays fast.
# ruff: noqa: PLC0415

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from upriver.cli.common import both
from upriver.cli.help import HelpCommand
from upriver.cli.screen import Screen
from upriver.core.errors import DataError
from upriver.core.message import Message
from upriver.core.unit_names import UNIT

if TYPE_CHECKING:
    from upriver.planning.comparison import PlanComparison
    from upriver.planning.places.comparison import PlacesComparison

FirstPlan = Annotated[
    Path, typer.Argument(metavar="FIRST", help=both("A saved plan.", "已保存的规划。"))
]
SecondPlan = Annotated[
    Path, typer.Argument(metavar="SECOND", help=both("Another one.", "另一个规划。"))
]
INDUSTRIES = 10  # shown on the screen, the largest differences first
QUANTITIES = {
    "objective": Message("Present value, 1e8 CNY", "规划现值（亿元）"),
    "gain": Message("Gain, 1e8 CNY", "增益（亿元）"),
    "gap_of_gain": Message("Gap, of the gain", "未排除的增益份额"),
    "value_added": Message("Value added, 1e8 CNY", "增加值（亿元）"),
    "business_as_usual": Message("Value added as usual, 1e8 CNY", "照常情景增加值（亿元）"),
    "spending": Message("Spending, 1e8 CNY", "支出（亿元）"),
}
KINDS = {"project": Message("project", "项目"), "entry": Message("entry", "进入")}
LESS = Message("Second less first", "后者减前者")
CHANGE = Message("Change", "变化")


def add_comparison_commands(app: typer.Typer) -> None:
    """Add the commands of this module.

    Parameters
    ----------
    app : typer.Typer
        The program.
    """
    text = both(
        "Compare two saved plans: value, targets, projects, money, pressures, prices, settings.",
        "比较两个已保存的规划：价值、目标、项目、资金、压力、价格、设置。",
    )
    app.command("compare-plans", cls=HelpCommand, help=text)(compare_plans)


def compare_plans(ctx: typer.Context, first: FirstPlan, second: SecondPlan) -> None:
    """Compare two saved plans."""
    from upriver.cli.places_screen import show_places_comparison
    from upriver.planning.comparison import compare_plans as compare
    from upriver.planning.places.comparison import compare_places
    from upriver.planning.places.result import PlacesPlan
    from upriver.services.saved_places import load_any_plan

    screen = Screen(ctx.obj)
    names = (first.stem, second.stem)
    if first.stem == second.stem:
        names = (str(first), str(second))
    one, other = load_any_plan(first), load_any_plan(second)
    if isinstance(one, PlacesPlan) and isinstance(other, PlacesPlan):
        several = compare_places(one, other, names=names)
        if screen.common.as_json:
            screen.json(several)
        else:
            show_places_comparison(screen, several)
        return
    if isinstance(one, PlacesPlan) or isinstance(other, PlacesPlan):
        raise _two_kinds(names)
    found = compare(one, other, names=names)
    if screen.common.as_json:
        screen.json(found)
        return
    show_comparison(screen, found)


def _two_kinds(names: tuple[str, str]) -> DataError:
    return DataError(
        Message(
            f"One of {names[0]} and {names[1]} is a plan of several places, the other is not.",
            f"{names[0]} 与 {names[1]} 一个是多地规划，另一个不是。",
        ),
        Message(
            "Compare two plans of one region, or two of the same places; what each place has of "
            "planning together stands in the table apart of its plan.",
            "请比较同一区域的两个规划，或相同地区的两个多地规划；"
            "各地从联合规划得到什么，见多地规划的 apart 表。",
        ),
    )


def show_comparison(screen: Screen, found: PlanComparison) -> None:
    """Print what differs between two plans.

    Parameters
    ----------
    screen : Screen
        Where to print.
    found : PlanComparison
        What the service returned.
    """
    names = [Message(name, name) for name in found.names]
    numbers = ("first", "second", "difference")
    rows = found.value.to_dicts() + found.economy.to_dicts()
    screen.table(
        Message("Value", "价值"),
        [Message("Quantity", "数量"), Message("Year", "年份"), *names, LESS],
        [
            [screen.text(QUANTITIES[row["quantity"]]), row.get("year"), *(row[n] for n in numbers)]
            for row in rows
            if row["difference"]
        ],
    )
    _show_targets(screen, found, names)
    _show_undertakings(screen, found, names)
    _show_amounts(screen, found, names)
    _show_prices(screen, found, names)
    show_settings(screen, found, names)


def _name(screen: Screen, row: dict[str, Any], otherwise: str = "") -> str:
    return str(row[f"name_{screen.common.language}"] or otherwise)


def _changed(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row for row in rows if row["change"] != "same"]


def _show_targets(screen: Screen, found: PlanComparison, names: list[Message]) -> None:
    from upriver.planning.tables.changes import CHANGES

    screen.table(
        Message("Targets that change", "有变化的目标"),
        [Message("Indicator", "指标"), Message("Year", "年份"), *names, UNIT,
         *(Message(f"Missing, {each.en}", f"差距，{each.zh}") for each in names), CHANGE],
        [
            [_name(screen, row), row["year"], row["value_first"], row["value_second"], row["unit"],
             row["shortfall_share_first"], row["shortfall_share_second"],
             screen.text(CHANGES[row["change"]])]
            for row in _changed(found.targets.to_dicts())
        ],
    )  # fmt: skip


def _show_undertakings(screen: Screen, found: PlanComparison, names: list[Message]) -> None:
    from upriver.planning.tables.changes import CHANGES

    screen.table(
        Message("Projects and entries that change", "有变化的项目与进入"),
        [Message("Kind", "类型"), Message("What", "名称"), *names, CHANGE],
        [
            [screen.text(KINDS[row["kind"]]), _name(screen, row), row["year_first"],
             row["year_second"], screen.text(CHANGES[row["change"]])]
            for row in _changed(found.undertakings.to_dicts())
        ],
    )  # fmt: skip


def _show_amounts(screen: Screen, found: PlanComparison, names: list[Message]) -> None:
    from upriver.planning.statistics import OPEN_SOURCE, USES

    numbers = ("first", "second", "difference")
    industries = sorted(
        (row for row in found.industries.to_dicts() if row["difference"]),
        key=lambda row: -abs(row["difference"]),
    )
    screen.table(
        Message("Industries that change most, value added of the last year, 1e8 CNY",
                "变化最大的行业（末年增加值，亿元）"),
        [Message("Industry", "行业"), *names, LESS],
        [[_name(screen, row), *(row[n] for n in numbers)] for row in industries[:INDUSTRIES]],
    )  # fmt: skip
    screen.table(
        Message("Money that changes, all years, 1e8 CNY", "有变化的资金（各年合计，亿元）"),
        [Message("Fund", "资金来源"), Message("Use", "用途"), *names, LESS],
        [
            [_name(screen, row, screen.text(OPEN_SOURCE)), screen.text(USES[row["use"]]),
             *(row[n] for n in numbers)]
            for row in found.money.to_dicts()
            if row["difference"]
        ],
    )  # fmt: skip
    pressures = [row for row in found.pressures.to_dicts() if row["difference"]]
    screen.table(
        Message("Pressures that change", "有变化的环境压力"),
        [Message("Pressure", "压力"), Message("Year", "年份"), *names, LESS, UNIT],
        [
            [_name(screen, row), row["year"], *(row[n] for n in numbers), row["unit"]]
            for row in pressures
        ],
    )


def _show_prices(screen: Screen, found: PlanComparison, names: list[Message]) -> None:
    from upriver.planning.statistics import PRICE_KINDS
    from upriver.planning.tables.changes import CHANGES
    from upriver.planning.tables.values import AIR

    screen.table(
        Message("Prices that appear or vanish", "出现或消失的价格"),
        [Message("Kind", "类型"), Message("Limit", "限制"), *names, UNIT, CHANGE],
        [
            [screen.text(PRICE_KINDS[row["kind"]]), _name(screen, row, screen.text(AIR)),
             row["price_first"], row["price_second"], row["unit"],
             screen.text(CHANGES[row["change"]])]
            for row in found.prices.to_dicts()
            if row["change"] in ("appears", "vanishes")
        ],
    )  # fmt: skip


def show_settings(
    screen: Screen, found: PlanComparison | PlacesComparison, names: list[Message]
) -> None:
    """Print settings that differ, and whether the data are the same.

    Parameters
    ----------
    screen : Screen
        Where to print.
    found : PlanComparison or PlacesComparison
        What the service returned.
    names : list of Message
        What the plans are called.
    """
    screen.table(
        Message("Settings that differ", "不同的设置"),
        [Message("Setting", "设置"), *names],
        [[row["setting"], row["first"], row["second"]] for row in found.settings.to_dicts()],
    )
    told = {
        True: Message("Both plans rest on the same data.", "两个规划所用数据相同。"),
        False: Message("The plans rest on different data.", "两个规划所用数据不同。"),
        None: Message(
            "It is not known whether the data are the same.", "无法得知两者所用数据是否相同。"
        ),
    }
    screen.remark(told[found.same_data])
