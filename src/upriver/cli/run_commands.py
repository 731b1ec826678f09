"""Commands that do everything at once: the whole run, the demonstration, the report alone."""
# Services are imported where they are used, so that --help stays fast.
# ruff: noqa: PLC0415

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from upriver.cli.analysis_commands import SettingsFile, SettingsWords, Workers
from upriver.cli.common import both
from upriver.cli.help import HelpCommand
from upriver.cli.package_commands import PackagePath, show_check
from upriver.cli.scenario_screen import show_lost
from upriver.cli.screen import Screen
from upriver.core.message import Message

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from upriver.core.message import Language
    from upriver.services.run import RunResult

OutFolder = Annotated[
    Path,
    typer.Option("--out", metavar="OUT", help=both("Folder for the results.", "结果目录。")),
]
Scenarios = Annotated[
    bool,
    typer.Option(
        "--scenarios",
        help=both(
            "Plan for the scenarios of the package too; takes several times as long as the plan.",
            "同时按数据包中的情景规划；耗时为规划的数倍。",
        ),
    ),
]

Explored = Annotated[
    bool,
    typer.Option(
        "--explore",
        help=both(
            "Also find what else is almost as good, what cleaner costs, and what short sight "
            "loses; takes minutes.",
            "同时求近优方案、减压代价与短视损失；需数分钟。",
        ),
    ),
]


def add_run_commands(app: typer.Typer) -> None:
    """Add the commands of this module.

    Parameters
    ----------
    app : typer.Typer
        The program.
    """
    add = app.command
    add("run", cls=HelpCommand, help=both(
        "Do everything: check, read, diagnose, plan, track and report.",
        "全流程：检查、阅读、诊断、规划、跟踪、报告。",
    ))(run)  # fmt: skip
    add("demo", cls=HelpCommand, help=both(
        "Do everything with the bundled region, Chongqing.", "用内置示例（重庆）跑全流程。"
    ))(demo)  # fmt: skip
    add("report", cls=HelpCommand, help=both(
        "Write the report without a plan: data, documents, standing, targets. Quick.",
        "撰写不含规划的报告：数据、文件、现状、目标。很快。",
    ))(report)  # fmt: skip


def run(
    ctx: typer.Context,
    package: PackagePath,
    out: OutFolder,
    explored: Explored = False,
    scenarios: Scenarios = False,
    settings: SettingsFile = None,
    words: SettingsWords = None,
    workers: Workers = 1,
) -> None:
    """Do everything with a package."""
    chosen = (settings, words or ())
    _run(
        Screen(ctx.obj), package, out, explored=explored, scenarios=scenarios, chosen=chosen,
        workers=workers,
    )  # fmt: skip


def demo(
    ctx: typer.Context,
    out: OutFolder = Path("upriver-demo"),
    explored: Explored = False,
    scenarios: Scenarios = False,
) -> None:
    """Do everything with the bundled region."""
    from upriver.data.examples import example_path

    _run(Screen(ctx.obj), example_path("chongqing"), out, explored=explored, scenarios=scenarios)


def report(ctx: typer.Context, package: PackagePath, out: OutFolder) -> None:
    """Write the report without a plan."""
    from upriver.core.files import make_folder
    from upriver.core.message import LANGUAGES
    from upriver.data.checks import require_sound
    from upriver.data.region import Region
    from upriver.services.check import CheckResult
    from upriver.services.diagnose import diagnose
    from upriver.services.package_documents import read_package_documents
    from upriver.services.report import report as report_service
    from upriver.services.track import track

    screen = Screen(ctx.obj)
    make_folder(out)
    with screen.steps() as steps:
        steps("load", 0, 1)
        region = Region.open(package)
        steps("check", 0, 1)
        checked = CheckResult(region, require_sound(region))
        paths = report_service(
            region,
            out,
            check=checked,
            reading=read_package_documents(region, progress=steps),
            diagnosis=diagnose(region, progress=steps),
            scorecard=track(region),
            progress=steps,
        )
    written = dict(zip(LANGUAGES, paths, strict=True))
    if screen.common.as_json:
        screen.json({"report": written, "seconds": steps.seconds})
        return
    screen.times(steps.seconds)
    _show_reports(screen, written)


def _run(
    screen: Screen,
    package: Path,
    out: Path,
    *,
    explored: bool,
    scenarios: bool,
    chosen: tuple[Path | None, Sequence[str]] = (None, ()),
    workers: int = 1,
) -> None:
    from upriver.cli.plan_commands import WORK
    from upriver.cli.settings import read_settings
    from upriver.core.processes import own_processes
    from upriver.planning.settings import PlanSettings
    from upriver.services.diagnosis_settings import DiagnosisSettings
    from upriver.services.explore import ExplorationSettings
    from upriver.services.run import run as run_service

    file, words = chosen
    diagnosed = read_settings(DiagnosisSettings, file=file, words=words, own="")
    planned = read_settings(PlanSettings, file=file, words=words, own="")
    around = read_settings(ExplorationSettings, file=file, words=words, own="")
    with screen.steps() as steps, own_processes(workers, module=WORK) as pool:
        result = run_service(
            package, out, explored=explored, scenarios=scenarios, executor=pool, progress=steps,
            diagnosis_settings=diagnosed, plan_settings=planned, exploration_settings=around,
        )  # fmt: skip
    if screen.common.as_json:
        screen.json(_summary(result))
    else:
        _show_run(screen, result)
    lost = result.scenarios is not None and result.scenarios.without_plan.frame.height
    if result.plan_error or result.scenarios_error or lost:
        raise typer.Exit(1)


def _summary(result: RunResult) -> dict[str, object]:
    return {
        "region": result.region.code,
        "out": result.out,
        "report": result.report_paths,
        "findings": result.check.findings,
        "plan_error": result.plan_error,
        "scenarios_error": result.scenarios_error,
        "scenarios_without_plan": result.scenarios.without_plan.to_dicts()
        if result.scenarios
        else [],
        "seconds": result.seconds,
    }


def _show_run(screen: Screen, result: RunResult) -> None:
    if result.check.findings and not screen.common.quiet:
        show_check(screen, result.check)
    for skipped in result.diagnosis.skipped:
        screen.remark(
            Message(
                f"Left out: {skipped.analysis.en}. {skipped.reason.en}",
                f"未做：{skipped.analysis.zh}。{skipped.reason.zh}",
            )
        )
    if result.plan_error is not None:
        screen.error(result.plan_error)
    if result.scenarios_error is not None:
        screen.error(result.scenarios_error)
    if result.scenarios is not None:
        show_lost(screen, result.scenarios)
    screen.times(result.seconds)
    _show_reports(screen, result.report_paths)


def _show_reports(screen: Screen, paths: Mapping[Language, Path]) -> None:
    first = screen.common.language
    for language in sorted(paths, key=lambda each: each != first):
        path = paths[language]
        screen.say(Message(f"Report ({language}): {path}", f"报告（{language}）：{path}"))
