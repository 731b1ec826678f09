"""The commands that make a plan and follow its targets up."""
# Services are imported where they are used, so that --help stays fast.
# ruff: noqa: PLC0415

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from upriver.cli.analysis_commands import SettingsFile, SettingsWords, Workers
from upriver.cli.common import both, refuse_inputs
from upriver.cli.days import parse_day
from upriver.cli.help import HelpCommand
from upriver.cli.package_commands import PackagePath
from upriver.cli.plan_screens import show_exploration, show_plan
from upriver.cli.scenario_screen import show_scenarios
from upriver.cli.screen import Screen
from upriver.core.errors import DataError
from upriver.core.message import Message

if TYPE_CHECKING:
    from upriver.planning.result import Plan
    from upriver.planning.scenarios.result import ScenarioPlan

WORK = "upriver.planning.foresight"  # what processes load: the planner with all it needs
SCENARIOS = both(
    "Plan for the scenarios of the package: one start for all, and what follows in each.",
    "按数据包中的情景规划：共同的起步，以及各情景下的后续。",
)
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
        "Say what surrounds the plan: other plans almost as good, what cannot be had together, the "
        "price of less pressure on nature, the loss from short sight.",
        "探索规划周边：几乎同样好的方案、不能兼得的承诺、减轻环境压力的代价、短视的损失。",
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
    workers: Workers = 1,
) -> None:
    """Make the plan."""
    from upriver.cli.settings import read_settings
    from upriver.core.files import make_folder
    from upriver.core.processes import own_processes
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
            refuse_inputs(path, [package])
            make_folder(path.parent)
    with screen.steps() as steps:
        steps("load", 0, 1)
        region = Region.open(package)
        steps("check", 0, 1)
        require_sound(region)
        result: Plan | ScenarioPlan
        if scenarios:
            with own_processes(workers, module=WORK) as pool:
                result = scenarios_service(region, chosen, executor=pool, progress=steps)
        else:
            result = plan_service(region, chosen, progress=steps)
    if isinstance(result, Plan):
        _hand_over(screen, result, saved=saved, excel=excel)
    if screen.common.as_json:
        screen.json(result)
    elif isinstance(result, Plan):
        show_plan(screen, result)
        screen.times(steps.seconds)
    else:
        show_scenarios(screen, result)
        screen.times(steps.seconds)
    if not isinstance(result, Plan) and result.without_plan.frame.height:
        raise typer.Exit(1)


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
    excel: ExcelFile = None,
    workers: Workers = 1,
) -> None:
    """Say what surrounds the plan."""
    from upriver.cli.settings import read_settings
    from upriver.core.files import make_folder
    from upriver.core.processes import own_processes
    from upriver.data.checks import require_sound
    from upriver.data.region import Region
    from upriver.planning.settings import PlanSettings
    from upriver.services.explore import ExplorationSettings
    from upriver.services.explore import explore as explore_service

    screen = Screen(ctx.obj)
    chosen = read_settings(ExplorationSettings, file=settings, words=words or ())
    planned = read_settings(PlanSettings, file=settings, words=words or (), own="exploration")
    if excel is not None:
        refuse_inputs(excel, [package])
        make_folder(excel.parent)
    with screen.steps() as steps:
        steps("load", 0, 1)
        region = Region.open(package)
        steps("check", 0, 1)
        require_sound(region)
        with own_processes(workers, module=WORK) as pool:
            result = explore_service(region, planned, chosen, executor=pool, progress=steps)
    if excel is not None:
        from upriver.services.plan_excel import write_exploration_excel

        write_exploration_excel(result, excel, screen.common.language)
        screen.remark(Message(f"Workbook: {excel}", f"工作簿：{excel}"))
    if screen.common.as_json:
        screen.json(result)
        return
    show_exploration(screen, result)
    screen.times(steps.seconds)


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
