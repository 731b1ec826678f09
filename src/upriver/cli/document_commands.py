"""The command that reads documents into claims, and into a package."""
# Services are imported where they are used, so that --help stays fast.
# ruff: noqa: PLC0415

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from upriver.cli.claim_screens import show_claims, show_failures, show_recorded
from upriver.cli.common import both
from upriver.cli.days import parse_day
from upriver.cli.help import HelpCommand
from upriver.cli.screen import Screen
from upriver.core.errors import DataError
from upriver.core.message import Message

if TYPE_CHECKING:
    from collections.abc import Callable

    from upriver.cli.progress import Steps
    from upriver.services.read import ReadResult

PLAIN = frozenset({"utf-8", "utf-8-sig", "embedded"})  # encodings that need no word
FAILED = 1  # exit code when a document could not be read


def add_document_commands(app: typer.Typer) -> None:
    """Add the commands of this module.

    Parameters
    ----------
    app : typer.Typer
        The program.
    """
    text = both(
        "Read documents and list their claims, each with its exact phrase.\n"
        "With --into they are written into a data package. Exit code 1 when a document\n"
        "could not be read; the others are.",
        "阅读文件，列出论断及其原文短语。加 --into 则写入数据包。\n"
        "有文件无法读取时退出码为 1，其余照读。",
    )
    app.command("read", cls=HelpCommand, help=text)(read)


def read(
    ctx: typer.Context,
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE",
            help=both(
                "Documents (text, Markdown, HTML, DOCX, PDF with a text layer), folders of "
                "them, or patterns such as '2024/*.pdf'.",
                "文件（文本、Markdown、HTML、DOCX、有文字层的 PDF）、目录，"
                "或通配符如 '2024/*.pdf'。",
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
    into: Annotated[
        str,
        typer.Option(
            "--into",
            metavar="DIR",
            help=both(
                "Write documents and claims into this package; nothing is overwritten.",
                "把文件与论断写入该数据包；不覆盖已有内容。",
            ),
        ),
    ] = "",
    source: Annotated[
        str,
        typer.Option(
            "--source",
            metavar="KEY",
            help=both(
                "Source in the package that the documents belong to (with --into).",
                "文件在数据包 sources 表中的出处（配合 --into）。",
            ),
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
    json_lines: Annotated[
        bool,
        typer.Option(
            "--json-lines",
            help=both(
                "Print the claims as JSON, one object a line, and nothing else.",
                "只输出论断：每行一个 JSON 对象。",
            ),
        ),
    ] = False,
    second_reading: Annotated[
        str,
        typer.Option(
            "--second-reading",
            metavar="URL",
            help=both(
                "SEND THE TEXTS to a language model at this address for a second reading.",
                "【会发出全文】把文本发送到该地址的语言模型，作第二次阅读。",
            ),
        ),
    ] = "",
) -> None:
    """Read documents into claims."""
    from upriver.services.read import read as read_service

    screen = Screen(ctx.obj)
    if source and not into:
        raise DataError(
            Message("--source needs a package.", "--source 须与数据包同用。"),
            Message("Add --into DIR.", "请加 --into 目录。"),
        )
    place, name = _place(into, region)
    ask = _second(screen, second_reading, name) if second_reading else None
    with screen.steps() as steps:
        result = read_service(
            files,
            date=parse_day(day),
            region=name or None,
            workers=workers or None,
            progress=steps,
        )
        if ask:
            result = ask(result, steps)
        if into:
            from upriver.services.record_claims import record_claims

            recorded = record_claims(into, result, place=place, source=source, progress=steps)
    if json_lines:
        for document, claim in result.rows:
            text = json.dumps({"document": document, **claim.to_dict()}, ensure_ascii=False)
            screen.out.file.write(f"{text}\n")
    elif into:
        show_recorded(screen, recorded)
    elif screen.common.as_json:
        counts = result.counts()
        screen.json_lists(
            {
                "documents": (
                    {**screen.plain(each), "claims": counts[each.name]} for each in result.documents
                ),
                "claims": (claim.to_dict() for _, claim in result.rows),
                "failures": result.failures,
            }
        )
    else:
        show_claims(screen, result.claims)
    _tell_oddities(screen, result)
    show_failures(screen, result.failures)
    if not screen.common.as_json:
        screen.times(steps.seconds)
    if result.failures:
        raise typer.Exit(FAILED)


def _tell_oddities(screen: Screen, result: ReadResult) -> None:
    """Say which encodings were found, and what is odd about each document."""
    found = Counter(each.encoding for each in result.documents)
    if found.keys() - PLAIN:
        told = ", ".join(f"{name} {count}" for name, count in sorted(found.items()))
        screen.remark(Message(f"Encodings found: {told}.", f"识别出的编码（文件数）：{told}。"))
    for each in result.documents:
        for note in each.notes:
            screen.remark(Message(f"{each.name}: {note.en}", f"{each.name}：{note.zh}"))


def _place(into: str, region: str) -> tuple[str | None, str]:
    """Code of the place in the package, and its Chinese name for the reading."""
    if not into or not region:
        return None, region
    from upriver.data.region import Region
    from upriver.services.record_claims import place_of

    opened = Region.open(into)
    code = place_of(opened, region)
    return code, opened.label(code, "zh")


def _second(screen: Screen, url: str, region: str) -> Callable[[ReadResult, Steps], ReadResult]:
    """A step that sends the documents to a language model, and says so before and after."""
    from upriver.services.second_reading import Endpoint, read_again, shown_refusals

    endpoint = Endpoint.from_environment(url, os.environ)

    def ask(result: ReadResult, steps: Steps) -> ReadResult:
        count = len(result.documents)
        screen.remark(
            Message(
                f"The texts of {count} document(s) are sent to {endpoint.url} ({endpoint.model}).",
                f"正在把 {count} 个文件的文本发送到 {endpoint.url}（{endpoint.model}）。",
            )
        )
        again = read_again(result, endpoint, region=region or None, progress=steps)
        screen.remark(
            Message(
                f"Second reading: {again.added} claim(s) added, {again.known} known already, "
                f"{len(again.refused)} answer(s) refused.",
                f"第二次阅读：新增论断 {again.added} 条，已有 {again.known} 条，"
                f"拒绝 {len(again.refused)} 条。",
            )
        )
        for message in shown_refusals(again.refused):
            screen.remark(message)
        return again.result

    return ask
