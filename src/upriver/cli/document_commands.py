"""The command that reads documents into claims."""
# Services are imported where they are used, so that --help stays fast.
# ruff: noqa: PLC0415

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from upriver.cli.common import both
from upriver.cli.days import parse_day
from upriver.cli.help import HelpCommand
from upriver.cli.screen import Screen
from upriver.core.message import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from upriver.documents.claims import Claim

KINDS = {
    "statistic": Message("statistic", "统计"),
    "target": Message("target", "目标"),
    "ranking": Message("ranking", "位次"),
    "forecast": Message("forecast", "预测"),
    "plan": Message("plan", "计划"),
    "system": Message("system", "体系"),
}


def add_document_commands(app: typer.Typer) -> None:
    """Add the commands of this module.

    Parameters
    ----------
    app : typer.Typer
        The program.
    """
    text = both(
        "Read documents in Chinese and list their claims, each with its exact phrase.",
        "阅读中文文件，列出论断及其原文短语。",
    )
    app.command("read", cls=HelpCommand, help=text)(read)


def read(
    ctx: typer.Context,
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE",
            help=both(
                "Text, Markdown or HTML files, or folders of them.",
                "文本、Markdown 或 HTML 文件，或其目录。",
            ),
        ),
    ],
    day: Annotated[
        str,
        typer.Option(
            "--date",
            metavar="DAY",
            help=both("Day of publication, such as 2024-05-31.", "发布日期，如 2024-05-31。"),
        ),
    ] = "",
    region: Annotated[
        str,
        typer.Option(
            "--region",
            metavar="PLACE",
            help=both("Place that is meant when none is named.", "未写明时所指的地方。"),
        ),
    ] = "",
    workers: Annotated[
        int,
        typer.Option(
            "--workers",
            min=0,
            metavar="N",
            help=both(
                "Processes that read; 0: one a core for large archives.",
                "并行阅读的进程数；0 表示文件较多时每核一个。",
            ),
        ),
    ] = 0,
) -> None:
    """Read documents into claims."""
    from upriver.services.read import read as read_service

    screen = Screen(ctx.obj)
    with screen.steps() as steps:
        result = read_service(
            files,
            date=parse_day(day),
            region=region or None,
            workers=workers or None,
            progress=steps,
        )
    if screen.common.as_json:
        claims = [{"document": name, **claim.to_dict()} for name, claim in result.rows]
        screen.json({"documents": result.documents, "claims": claims})
        return
    show_claims(screen, result.claims)
    screen.times(steps.seconds)


def _exact(value: float | tuple[float, float] | None) -> str | None:
    """A value as it was printed, never rounded for the eye."""
    if isinstance(value, tuple):
        return "–".join(f"{end:,}" for end in value)
    return None if value is None else f"{value:,}"


def show_claims(screen: Screen, claims: Sequence[Claim]) -> None:
    """Print claims as a table, what is uncertain below it.

    Parameters
    ----------
    screen : Screen
        Where to print.
    claims : sequence of Claim
        What was read.
    """
    screen.table(
        Message(f"{len(claims)} claim(s)", f"论断 {len(claims)} 条"),
        [
            Message("Kind", "类型"),
            Message("Region", "地区"),
            Message("Indicator", "指标"),
            Message("Bound", "比较"),
            Message("Value", "数值"),
            Message("Unit", "单位"),
            Message("Period", "期间"),
            Message("Phrase", "原文"),
        ],
        [
            [
                screen.text(KINDS.get(claim.kind, Message(claim.kind, claim.kind))),
                claim.region,
                claim.indicator,
                claim.comparator,
                _exact(claim.value),
                claim.unit,
                claim.deadline or claim.period,
                claim.source_phrase,
            ]
            for claim in claims
        ],
    )
    for claim in claims:
        for note in claim.notes():
            gap = f"「{claim.source_phrase}」"
            screen.remark(Message(f"{gap} {note.en}", f"{gap}{note.zh}"))
