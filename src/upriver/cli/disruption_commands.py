"""The command that says what happens when firms or industries stand still."""
# Services are imported where they are used, so that --help stays fast.
# ruff: noqa: PLC0415

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from upriver.cli.analysis_commands import SettingsFile, SettingsWords
from upriver.cli.common import both
from upriver.cli.help import HelpCommand
from upriver.cli.package_commands import PackagePath
from upriver.cli.screen import Screen
from upriver.core.errors import DataError
from upriver.core.message import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from upriver.services.disrupt import DisruptionResult

Stops = Annotated[
    list[str],
    typer.Option(
        "--stop",
        metavar="CODE[=SHARE],...",
        help=both(
            "Firm or industry that stands still, and the share of capacity lost. Commas join "
            "what stops together; each --stop is a scenario of its own.",
            "停产的企业或行业及其产能损失份额。逗号连接同时停产者；每个 --stop 为一个情景。",
        ),
    ),
]
Days = Annotated[
    int,
    typer.Option(
        "--days",
        metavar="N",
        min=0,
        help=both("Days it lasts; 30 when not given.", "停产天数，默认 30。"),
    ),
]
NODES = 15  # shown on the screen for each scenario


def add_disruption_commands(app: typer.Typer) -> None:
    """Add the commands of this module.

    Parameters
    ----------
    app : typer.Typer
        The program.
    """
    text = both(
        "Say what the region loses, day by day, when firms or industries stand still.",
        "推演企业或行业停产时全区每日的损失。",
    )
    app.command("disrupt", cls=HelpCommand, help=text)(disrupt)


def disrupt(
    ctx: typer.Context,
    package: PackagePath,
    stops: Stops,
    days: Days = 30,
    settings: SettingsFile = None,
    words: SettingsWords = None,
) -> None:
    """Say what the region loses, day by day."""
    from upriver.cli.settings import read_settings
    from upriver.data.region import Region
    from upriver.inputoutput import DisruptionSettings
    from upriver.services.disrupt import disrupt as disrupt_service

    screen = Screen(ctx.obj)
    scenarios = {word: _stop(word) for word in stops}
    chosen = read_settings(DisruptionSettings, file=settings, words=words or ())
    if "duration" not in chosen.model_fields_set:
        chosen = chosen.model_copy(update={"duration": days})
    with screen.steps() as steps:
        steps("load", 0, 1)
        result = disrupt_service(Region.open(package), scenarios, chosen, progress=steps)
    if screen.common.as_json:
        screen.json(result)
        return
    show_disruption(screen, result)
    screen.times(steps.seconds)


def _stop(word: str) -> dict[str, float]:
    """Codes and shares of one scenario, such as ``changan,18=0.5``."""
    found = {}
    for part in word.split(","):
        code, equals, share = part.strip().partition("=")
        number = share.strip() if equals else "1"
        if not code or not number.replace(".", "", 1).isdigit():
            raise DataError(
                Message(
                    f"--stop needs CODE or CODE=SHARE, got {part!r}.",
                    f"--stop 应为 CODE 或 CODE=SHARE，实际为 {part!r}。",
                ),
                Message(
                    "Write for example --stop changan or --stop 18=0.5.",
                    "例如 --stop changan 或 --stop 18=0.5。",
                ),
            )
        found[code.strip()] = float(number)
    return found


def show_disruption(screen: Screen, result: DisruptionResult) -> None:
    """Print what is lost, by scenario and by who loses it.

    Parameters
    ----------
    screen : Screen
        Where to print.
    result : DisruptionResult
        What the service returned.
    """
    days = result.days.to_dicts()
    rows = result.nodes.to_dicts()
    scenarios = list(dict.fromkeys(row["scenario"] for row in days))
    named = {row["industry"] for row in rows if row["kind"] == "firm"}
    normal = float(result.disruption.normal.sum())
    screen.table(
        Message("What the region loses", "全区损失"),
        [
            Message("Scenario", "情景"),
            Message("Output lost, 1e8 CNY", "产出损失（亿元）"),
            Message("Days of normal output", "相当于正常产出天数"),
            Message("Lowest day", "最低日"),
            Message("Output on it", "当日产出"),
            Message("Final demand unmet on it", "当日未满足的最终需求"),
        ],
        [_summary(name, days, rows, normal) for name in scenarios],
    )
    for name in scenarios:
        screen.table(
            Message(f"Who loses: {name}", f"损失分布：{name}"),
            [
                Message("Who", "对象"),
                Message("Lost, 1e8 CNY", "损失（亿元）"),
                Message("Of its output", "占其产出"),
                Message("Lowest output", "最低产出"),
                Message("On day", "第几日"),
                Message("Normal from day", "恢复日"),
            ],
            [_row(screen, row, named) for row in rows if row["scenario"] == name][:NODES],
        )
    for note in result.notes:
        screen.remark(note)


def _summary(
    name: str, days: Sequence[dict[str, Any]], rows: Sequence[dict[str, Any]], normal: float
) -> list[object]:
    lost = sum(row["loss"] for row in rows if row["scenario"] == name)
    lowest = min((row for row in days if row["scenario"] == name), key=lambda row: row["output"])
    return [
        name, lost, lost / normal, lowest["day"], f"{lowest['output']:.1%}",
        f"{lowest['unmet']:.1%}",
    ]  # fmt: skip


def _row(screen: Screen, row: dict[str, Any], named: set[str]) -> list[object]:
    name = row[f"name_{screen.common.language}"]
    if row["kind"] == "rest" and row["industry"] in named:
        name = screen.text(Message(f"{name} (other firms)", f"{name}（其他企业）"))
    share, lowest = row["share"], row["lowest"]
    return [
        name, row["loss"],
        None if share is None else f"{share:.1%}",
        None if lowest is None else f"{lowest:.1%}",
        row["lowest_day"], row["back_day"],
    ]  # fmt: skip
