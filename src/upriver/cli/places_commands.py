"""The command that plans several places together, and what it shows."""
# Services are imported where they are used, so that --help stays fast.
# ruff: noqa: PLC0415

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from upriver.cli.analysis_commands import SettingsFile, SettingsWords
from upriver.cli.common import both, refuse_inputs
from upriver.cli.help import HelpCommand
from upriver.cli.plan_commands import ExcelFile, SaveFile
from upriver.cli.screen import Screen
from upriver.core.errors import DataError
from upriver.core.figures import percent
from upriver.core.message import Message
from upriver.core.unit_names import UNIT

if TYPE_CHECKING:
    from upriver.core.frames import Table
    from upriver.core.progress import Progress
    from upriver.planning.places.result import PlacesPlan

Columns = dict[str, Message]
MONEY = Message("1e8 CNY of base-year prices", "亿元，基年价")
PLACE, YEAR = Message("Place", "地区"), Message("Year", "年份")
AS_USUAL, GAIN = Message("As usual", "照旧"), Message("Gain", "增益")
PLACES: Columns = {
    "place": PLACE,
    "value_added": Message("Value added", "增加值"),
    "growth": Message("Growth, %", "增速（%）"),
    "business_as_usual": AS_USUAL,
    "gain": GAIN,
    "sold": Message("Sold to others", "售予他地"),
    "bought": Message("Bought from others", "购自他地"),
    "spending": Message("Spending", "支出"),
    "granted": Message("Given", "获拨"),
}
GROWTH: Columns = {
    "place": PLACE,
    "industry": Message("Industry", "行业"),
    "base_output": Message("Base year", "基年产出"),
    "output": Message("Plan", "规划"),
    "growth": Message("Growth, %", "增速（%）"),
    "gain": GAIN,
}
TRADE: Columns = {
    "place": PLACE,
    "product": Message("Product", "产品"),
    "sold": Message("Sold", "售出"),
    "bought": Message("Bought", "购入"),
    "sold_share": Message("Of sellers, %", "占卖方（%）"),
    "bought_share": Message("Of inflows, %", "占流入（%）"),
}
TARGETS: Columns = {
    "target": Message("Target", "目标"),
    "year": YEAR,
    "comparator": Message("Bound", "比较"),
    "wanted": Message("Wanted", "目标值"),
    "value": Message("Plan", "规划值"),
    "business_as_usual": AS_USUAL,
    "unit": UNIT,
    "met": Message("Met", "达成"),
}
CAPS: Columns = {
    "cap": Message("Cap", "上限"),
    "place": PLACE,
    "year": YEAR,
    "pressure": Message("Pressure", "压力"),
    "total": Message("Together", "合计"),
    "limit": Message("Limit", "限额"),
    "price": Message("Price", "价格"),
    "unit": UNIT,
}
APART: Columns = {
    "place": PLACE,
    "worth_apart": Message("Worth apart", "分别规划现值"),
    "worth": Message("Together", "联合规划现值"),
    "difference": Message("Difference", "差额"),
    "value_added_apart": Message("Value added apart", "分别：增加值"),
    "value_added": Message("Together", "联合：增加值"),
}
PRICES: Columns = {
    "kind": Message("Kind", "类型"),
    "code": Message("What is shared", "共用事项"),
    "year": YEAR,
    "price": Message("Price", "价格"),
    "unit": UNIT,
}
BASIS: Columns = {
    "reported": Message("Reported", "已公布"),
    "derived": Message("Derived", "推算"),
    "assumed": Message("Assumed", "假设"),
}
NAMED = ("place", "industry", "product", "target", "cap", "code")
MOST = 20
PackagePaths = Annotated[
    list[Path],
    typer.Argument(
        metavar="DIR...",
        help=both("Folders or zips of data packages, one a place.", "各地数据包的目录或 zip。"),
    ),
]
WholePath = Annotated[
    Path | None,
    typer.Option(
        "--whole",
        metavar="DIR",
        help=both(
            "Package of what the places are part of: its caps, funds and targets count for all.",
            "各地所属整体的数据包：其上限、资金与目标对各地合计生效。",
        ),
    ),
]
OutFolder = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="OUT",
        help=both(
            "Write a report page in each language into this folder.",
            "把报告（每种语言一页）写入此目录。",
        ),
    ),
]
Districts = Annotated[
    bool,
    typer.Option(
        "--districts",
        help=both(
            "Plan the districts of one package, from output by district in its production.",
            "按区县规划单个数据包，依据其 production 表中的分区县产出。",
        ),
    ),
]


def add_places_commands(app: typer.Typer) -> None:
    """Add the commands of this module.

    Parameters
    ----------
    app : typer.Typer
        The program.
    """
    app.command("plan-places", cls=HelpCommand, help=both(
        "Plan several places together, with the trade between them.",
        "把多个地方连同其间的贸易一并规划。",
    ))(plan_places)  # fmt: skip


def plan_places(
    ctx: typer.Context,
    packages: PackagePaths,
    whole: WholePath = None,
    districts: Districts = False,
    settings: SettingsFile = None,
    words: SettingsWords = None,
    saved: SaveFile = None,
    excel: ExcelFile = None,
    out: OutFolder = None,
) -> None:
    """Plan several places together."""
    from upriver.cli.settings import read_settings
    from upriver.core.files import make_folder
    from upriver.data.checks import require_sound
    from upriver.data.region import Region
    from upriver.planning.settings import PlanSettings
    from upriver.services.places import plan_districts
    from upriver.services.places import plan_places as service

    screen = Screen(ctx.obj)
    chosen = read_settings(PlanSettings, file=settings, words=words or ())
    if districts and (len(packages) > 1 or whole is not None):
        raise _one_package_only()
    inputs = [*packages, *([whole] if whole else [])]
    for path in (saved, excel):
        if path is not None:
            refuse_inputs(path, inputs)
            make_folder(path.parent)
    if out is not None:
        make_folder(out)
    with screen.steps() as steps:
        steps("load", 0, 1)
        regions = [Region.open(path) for path in packages]
        around = None if whole is None else Region.open(whole)
        steps("check", 0, 1)
        for region in [*regions, *([around] if around else [])]:
            require_sound(region)
        if districts:
            result = plan_districts(regions[0], chosen, progress=steps)
        else:
            result = service(regions, chosen, whole=around, progress=steps)
        pages = _hand_over(screen, result, saved=saved, excel=excel, out=out, progress=steps)
    if screen.common.as_json:
        screen.json(result)
        return
    show_places(screen, result)
    for page in pages:
        screen.remark(Message(f"Report: {page}", f"报告：{page}"))
    screen.times(steps.seconds)


def _hand_over(
    screen: Screen,
    plan: PlacesPlan,
    *,
    saved: Path | None,
    excel: Path | None,
    out: Path | None,
    progress: Progress,
) -> tuple[Path, ...]:
    """Save the plan, write its workbook and its pages, where asked for."""
    if saved is not None:
        from upriver.services.saved_places import save_places_plan

        save_places_plan(plan, saved)
        screen.remark(Message(f"Saved: {saved}", f"已保存：{saved}"))
    if excel is not None:
        from upriver.services.plan_excel import write_places_excel

        write_places_excel(plan, excel, screen.common.language)
        screen.remark(Message(f"Workbook: {excel}", f"工作簿：{excel}"))
    if out is None:
        return ()
    from upriver.services.report_places import report_places

    return report_places(plan, out, progress=progress)


def _one_package_only() -> DataError:
    return DataError(
        Message("--districts takes one package and no --whole.",
                "--districts 只接受一个数据包，且不能与 --whole 同用。"),
        Message("Name the package of the city alone.", "请只给出该市的数据包。"),
    )  # fmt: skip


def show_places(screen: Screen, plan: PlacesPlan) -> None:
    """Print the main tables of a plan of several places; JSON has all of them.

    Parameters
    ----------
    screen : Screen
        Where to print.
    plan : PlacesPlan
        What the service returned.
    """
    from upriver.cli.largest import in_percent

    last = plan.years[-1]
    _show(screen, Message(f"Places in {last}, {MONEY.en}", f"{last} 年各地（{MONEY.zh}）"),
          PLACES, in_percent([row for row in _rows(plan.places) if row["year"] == last],
                             "growth"))  # fmt: skip
    grown = sorted(_rows(plan.growth), key=lambda row: -abs(row["output"] - row["base_output"]))
    title = Message(f"Who grows until {last}, {MONEY.en}", f"至 {last} 年谁增长（{MONEY.zh}）")
    _show(screen, title, GROWTH, in_percent(grown[:MOST], "growth"))
    traded = [row for row in _rows(plan.trade) if row["year"] == last]
    traded.sort(key=lambda row: -(row["sold"] + row["bought"]))
    title = Message(f"Who trades in {last}, {MONEY.en}", f"{last} 年地区间贸易（{MONEY.zh}）")
    _show(screen, title, TRADE, in_percent(traded[:MOST], "sold_share", "bought_share"))
    kept = in_percent(_rows(plan.targets), "wanted", "value", "business_as_usual", where="unit")
    _show(screen, Message("Common targets", "共同目标"), TARGETS, kept)
    _show(screen, Message("Common caps", "共同上限"), CAPS,
          [row for row in _rows(plan.caps) if row["year"] == last])  # fmt: skip
    _show_prices(screen, plan, last)
    _show(screen, Message(f"What planning together brings, {MONEY.en}",
                          f"联合规划的得益（{MONEY.zh}）"),
          APART, _rows(plan.apart))  # fmt: skip
    _show_basis(screen, plan)
    for note in plan.notes:
        screen.remark(note)


def _show_basis(screen: Screen, plan: PlacesPlan) -> None:
    """What the data of every place, and of all together, rest on."""
    language = screen.common.language
    parts = [(plan.names[code], own.rests_on) for code, own in plan.plans.items()]
    parts.append((Message("All together", "全部"), plan.rests_on))
    rows = [
        [name.to(language), *(percent(part.shares[status]) for status in BASIS), part.rows]
        for name, part in parts
        if part is not None
    ]
    if rows:
        title = Message("What the figures rest on", "数据的依据")
        screen.table(title, [PLACE, *BASIS.values(), Message("Figures", "数据个数")], rows)


def _show_prices(screen: Screen, plan: PlacesPlan, year: int) -> None:
    """All that is shared but products, and the products that are worth most or least."""
    from upriver.cli.largest import show_prices
    from upriver.planning.places.statistics import SHARED_KINDS

    rows = [row for row in _rows(plan.prices) if row["year"] == year]
    title = Message(
        f"Worth of one more unit of what is shared in {year}", f"{year} 年共用事项多一单位的价值"
    )
    show_prices(
        screen, rows, title=title, columns=PRICES, kinds=SHARED_KINDS, most={"product": MOST}
    )
    if any(row["kind"] == "product" for row in rows):
        screen.remark(
            Message(
                "A product: one more yuan of it from outside; below zero where demand is what is "
                "scarce.",
                "产品为外来多一元的价值；小于零表示需求才是短缺。",
            )
        )


def _rows(table: Table) -> list[dict[str, Any]]:
    return table.to_dicts()


def _show(screen: Screen, title: Message, columns: Columns, rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    language = screen.common.language
    chosen = [f"{name}_{language}" if name in NAMED else name for name in columns]
    screen.table(title, list(columns.values()), [[row[name] for name in chosen] for row in rows])
