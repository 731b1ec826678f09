"""The commands that make a plan and follow its targets up."""
# Services are imported where they are used, so that --help stays fast.
# ruff: noqa: PLC0415

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from upriver.cli.analysis_commands import SettingsFile, SettingsWords
from upriver.cli.common import both
from upriver.cli.days import parse_day
from upriver.cli.help import HelpCommand
from upriver.cli.package_commands import PackagePath
from upriver.cli.scenario_screen import show_scenarios
from upriver.cli.screen import Screen
from upriver.core.errors import DataError
from upriver.core.message import Message

if TYPE_CHECKING:
    from upriver.core.frames import Table
    from upriver.planning.result import Plan
    from upriver.planning.scenarios.result import ScenarioPlan
    from upriver.services.explore import Exploration

# Tables of a plan: title, then column and heading; a name in both languages is "name".
PLAN_TABLES: dict[str, tuple[Message, dict[str, Message]]] = {
    "summary": (
        Message("Economy, 1e8 CNY of base-year prices", "经济总量（亿元，基年价）"),
        {
            "year": Message("Year", "年份"),
            "value_added": Message("Value added", "增加值"),
            "growth": Message("Growth", "增速"),
            "business_as_usual": Message("As usual", "照旧"),
            "gain": Message("Gain", "增益"),
            "spending": Message("Spending", "支出"),
        },
    ),
    "projects": (
        Message("Projects", "项目"),
        {
            "name": Message("Project", "项目"),
            "started": Message("Start", "开工"),
            "finished": Message("Finish", "完工"),
            "share": Message("Share", "实施比例"),
            "cost": Message("Cost, 1e8 CNY", "投资（亿元）"),
        },
    ),
    "what_to_research": (
        Message("Research tasks", "研发任务"),
        {
            "name": Message("Task", "任务"),
            "year": Message("Start", "启动"),
            "finished": Message("Result", "成果"),
            "teams": Message("Teams", "队数"),
            "chain_success": Message("Chance", "成功概率"),
            "cost": Message("Cost, 1e8 CNY", "费用（亿元）"),
        },
    ),
    "targets": (
        Message("Targets", "目标"),
        {
            "name": Message("Indicator", "指标"),
            "year": Message("Year", "年份"),
            "comparator": Message("Bound", "比较"),
            "wanted": Message("Wanted", "目标值"),
            "value": Message("Plan", "规划值"),
            "business_as_usual": Message("As usual", "照旧"),
            "unit": Message("Unit", "单位"),
            "met": Message("Met", "达成"),
        },
    ),
    "prices": (
        Message("Worth of one more unit", "多一单位的价值"),
        {
            "kind": Message("Kind", "类型"),
            "name": Message("Limit", "限制"),
            "year": Message("Year", "年份"),
            "price": Message("Price", "价格"),
            "unit": Message("Unit", "单位"),
        },
    ),
}
SCENARIOS = both(
    "Plan for the scenarios of the package: one start for all, and what follows in each.",
    "按数据包中的情景规划：共同的起步，以及各情景下的后续。",
)
# What surrounds a plan: title, then column and heading.
EXPLORED: dict[str, tuple[Message, dict[str, Message]]] = {
    "decisions": (
        Message("Decisions by what good plans do", "好方案如何决策"),
        {
            "name": Message("Decision", "决策"),
            "verdict": Message("Verdict", "结论"),
            "in_plan": Message("In this plan", "本方案"),
            "share": Message("Share of plans", "采用比例"),
            "loss": Message("Loss otherwise, of the gain", "相反决策至少损失的增益"),
        },
    ),
    "alternatives": (
        Message("Plans that are almost as good", "几乎同样好的方案"),
        {
            "plan": Message("Plan", "方案"),
            "kept": Message("Gain kept", "保留增益"),
            "added": Message("Added", "新增"),
            "dropped": Message("Dropped", "取消"),
        },
    ),
    "front": (
        Message("The two books", "两本账"),
        {
            "pressure": Message("Pressure, base year = 1", "压力（基年为 1）"),
            "given_up": Message("Value given up, 1e8 CNY", "放弃的价值（亿元）"),
            "price": Message("Of one per cent, 1e8 CNY", "每 1% 的价格（亿元）"),
        },
    ),
    "foresight": (
        Message("What short sight costs", "短视的代价"),
        {
            "window": Message("Years in sight", "可见年数"),
            "lost": Message("Lost, 1e8 CNY", "损失（亿元）"),
            "share_of_gain": Message("Of the gain", "占增益"),
            "projects": Message("Projects", "项目数"),
            "entries": Message("Entries", "进入数"),
        },
    ),
}
SaveFile = Annotated[
    Path | None,
    typer.Option(
        "--save",
        metavar="FILE",
        help=both("Save the plan, to compare or load it later.", "保存规划，供以后比较或载入。"),
    ),
]
ExcelFile = Annotated[
    Path | None,
    typer.Option(
        "--excel",
        metavar="FILE",
        help=both(
            "Write it as an Excel workbook, in the language of the screen.",
            "写成 Excel 工作簿，语言同界面。",
        ),
    ),
]
DAY = both(
    "Day of the scorecard; default: the end of the newest observation.",
    "记分卡的日期；默认为最新观测期末。",
)


def add_plan_commands(app: typer.Typer) -> None:
    """Add the commands of this module.

    Parameters
    ----------
    app : typer.Typer
        The program.
    """
    add = app.command
    add("plan", cls=HelpCommand, help=both(
        "Make the plan: what to build, when, with which money and people, at which prices.",
        "求出规划：建什么、何时建、用什么钱和人、价格几何。",
    ))(plan)  # fmt: skip
    add("explore", cls=HelpCommand, help=both(
        "Say what surrounds the plan: other plans almost as good, the price of less pressure on "
        "nature, the loss from short sight.",
        "探索规划周边：几乎同样好的方案、减轻环境压力的代价、短视的损失。",
    ))(explore)  # fmt: skip
    add("track", cls=HelpCommand, help=both(
        "Say which targets are on course, how likely each is kept, and what contradicts what.",
        "跟踪目标：是否按期、达成概率，以及相互矛盾之处。",
    ))(track)  # fmt: skip


def plan(
    ctx: typer.Context,
    package: PackagePath,
    settings: SettingsFile = None,
    words: SettingsWords = None,
    saved: SaveFile = None,
    excel: ExcelFile = None,
    scenarios: Annotated[bool, typer.Option("--scenarios", help=SCENARIOS)] = False,
) -> None:
    """Make the plan."""
    from upriver.cli.settings import read_settings
    from upriver.core.files import make_folder
    from upriver.data.checks import require_sound
    from upriver.data.region import Region
    from upriver.planning.result import Plan
    from upriver.planning.settings import PlanSettings
    from upriver.services.plan import plan as plan_service
    from upriver.services.scenarios import scenarios as scenarios_service

    screen = Screen(ctx.obj)
    chosen = read_settings(PlanSettings, file=settings, words=words or ())
    if scenarios and (saved or excel):
        raise _one_plan_only()
    for path in (saved, excel):
        if path is not None:
            make_folder(path.parent)
    with screen.steps() as steps:
        steps("load", 0, 1)
        region = Region.open(package)
        steps("check", 0, 1)
        require_sound(region)
        result: Plan | ScenarioPlan
        if scenarios:
            result = scenarios_service(region, chosen, progress=steps)
        else:
            result = plan_service(region, chosen, progress=steps)
    if isinstance(result, Plan):
        _hand_over(screen, result, saved=saved, excel=excel)
    if screen.common.as_json:
        screen.json(result)
        return
    if isinstance(result, Plan):
        show_plan(screen, result)
    else:
        show_scenarios(screen, result)
    screen.times(steps.seconds)


def _one_plan_only() -> DataError:
    return DataError(
        Message(
            "--save and --excel hand over one plan, not one for each scenario.",
            "--save 与 --excel 交付单个规划，不能用于分情景的规划。",
        ),
        Message("Leave --scenarios out.", "请去掉 --scenarios。"),
    )


def _hand_over(screen: Screen, plan: Plan, *, saved: Path | None, excel: Path | None) -> None:
    """Save the plan and write its workbook, where asked for."""
    if saved is not None:
        from upriver.services.saved_plan import save_plan

        save_plan(plan, saved)
        screen.remark(Message(f"Saved: {saved}", f"已保存：{saved}"))
    if excel is not None:
        from upriver.services.plan_excel import write_plan_excel

        write_plan_excel(plan, excel, screen.common.language)
        screen.remark(Message(f"Workbook: {excel}", f"工作簿：{excel}"))


def explore(
    ctx: typer.Context,
    package: PackagePath,
    settings: SettingsFile = None,
    words: SettingsWords = None,
) -> None:
    """Say what surrounds the plan."""
    from upriver.cli.settings import read_settings
    from upriver.data.checks import require_sound
    from upriver.data.region import Region
    from upriver.planning.settings import PlanSettings
    from upriver.services.explore import ExplorationSettings
    from upriver.services.explore import explore as explore_service

    screen = Screen(ctx.obj)
    chosen = read_settings(ExplorationSettings, file=settings, words=words or ())
    planned = read_settings(PlanSettings, file=settings, words=words or (), own="exploration")
    with screen.steps() as steps:
        steps("load", 0, 1)
        region = Region.open(package)
        steps("check", 0, 1)
        require_sound(region)
        result = explore_service(region, planned, chosen, progress=steps)
    if screen.common.as_json:
        screen.json(result)
        return
    show_exploration(screen, result)
    screen.times(steps.seconds)


def show_exploration(screen: Screen, exploration: Exploration) -> None:
    """Print what surrounds a plan.

    Parameters
    ----------
    screen : Screen
        Where to print.
    exploration : Exploration
        What the service returned.
    """
    from upriver.planning.near_optimal import VERDICTS

    if exploration.near:
        language = screen.common.language
        title, columns = EXPLORED["decisions"]
        screen.table(
            title,
            list(columns.values()),
            [
                [row[f"name_{language}"], screen.text(VERDICTS[row["verdict"]])]
                + [row[column] for column in ("in_plan", "share", "loss")]
                for row in exploration.near.decisions.to_dicts()
            ],
        )
    for name, table in exploration.tables.items():
        if name != "decisions":
            title, columns = EXPLORED[name]
            show_table(screen, table, title, columns)
    for note in exploration.skipped:
        screen.remark(note)


def show_plan(screen: Screen, plan: Plan) -> None:
    """Print the main tables of a plan; the report has all of them.

    Parameters
    ----------
    screen : Screen
        Where to print.
    plan : Plan
        What the service returned.
    """
    for attribute, (title, columns) in PLAN_TABLES.items():
        table = getattr(plan, attribute)
        if table.frame.height or attribute != "what_to_research":
            show_table(screen, table, title, columns)
    for note in plan.notes:
        screen.remark(note)
    for skipped in plan.skipped:
        screen.remark(
            Message(
                f"Left out: {skipped.part.en}. {skipped.reason.en}",
                f"未计入：{skipped.part.zh}。{skipped.reason.zh}",
            )
        )


def show_table(screen: Screen, table: Table, title: Message, columns: dict[str, Message]) -> None:
    """Print some columns of a result table.

    Parameters
    ----------
    screen : Screen
        Where to print.
    table : Table
        Its rows.
    title : Message
        Stands above them.
    columns : dict of str to Message
        Heading by column. A column ``name`` stands for ``name_en`` or ``name_zh``.
    """
    language = screen.common.language
    chosen = [f"name_{language}" if column == "name" else column for column in columns]
    rows: list[list[Any]] = [[row[column] for column in chosen] for row in table.to_dicts()]
    screen.table(title, list(columns.values()), rows)


def track(
    ctx: typer.Context,
    package: PackagePath,
    day: Annotated[str, typer.Option("--date", metavar="DAY", help=DAY)] = "",
) -> None:
    """Say whether targets are on course."""
    from upriver.cli.track_screen import show_scorecard
    from upriver.data.checks import require_sound
    from upriver.data.region import Region
    from upriver.services.track import track as track_service

    screen = Screen(ctx.obj)
    with screen.steps() as steps:
        steps("load", 0, 1)
        region = Region.open(package)
        steps("check", 0, 1)
        require_sound(region)
        steps("track", 0, 1)
        scorecard = track_service(region, as_of=parse_day(day))
    if screen.common.as_json:
        screen.json(scorecard)
        return
    show_scorecard(screen, scorecard)
    screen.times(steps.seconds)
