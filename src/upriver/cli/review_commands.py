"""The command with which a person decides on the claims of a package."""
# Services are imported where they are used, so that --help stays fast.
# ruff: noqa: PLC0415

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from upriver.cli.common import both
from upriver.cli.help import HelpCommand
from upriver.cli.package_commands import PackagePath
from upriver.cli.review_screens import (
    show_history,
    show_item,
    show_list,
    show_outcome,
)
from upriver.cli.screen import Screen
from upriver.core.errors import DataError
from upriver.core.message import Message, listing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from upriver.services.review import Review, Ruling
    from upriver.services.review_items import ReviewItem

ACTIONS = ("list", "next", "show", "accept", "correct", "reject", "history")
DECIDING = ("accept", "correct", "reject")
STATES = ("open", "accepted", "corrected", "rejected", "waiting", "all")


def add_review_commands(app: typer.Typer) -> None:
    """Add the commands of this module.

    Parameters
    ----------
    app : typer.Typer
        The program.
    """
    text = both(
        "Decide on the claims of a data package: accept, correct or reject each.\n"
        "Accepted statistics and targets become rows of observations and targets.\n"
        "Actions: list, next, show ID, accept ID..., correct ID FIELD=VALUE...,\n"
        "reject ID... --why TEXT, history.",
        "裁定数据包中的论断：逐条接受、更正或否决。\n"
        "接受的统计与目标成为 observations 与 targets 表的行。\n"
        "动作：list、next、show 编号、accept 编号…、correct 编号 字段=值…、\n"
        "reject 编号… --why 理由、history。",
    )
    app.command("review", cls=HelpCommand, help=text)(review)


def review(
    ctx: typer.Context,
    package: PackagePath,
    action: Annotated[
        str,
        typer.Argument(
            metavar="ACTION",
            help=both("What to do; default: list.", "要做什么；默认为 list。"),
        ),
    ] = "list",
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="WORD",
            help=both(
                "Claims, by key or number, such as plan-012, 12 or 3..9; then FIELD=VALUE.",
                "论断的编号或序号，如 plan-012、12、3..9；其后为 字段=值。",
            ),
        ),
    ] = None,
    author: Annotated[
        str,
        typer.Option("--by", metavar="NAME", help=both("Who decides.", "由谁裁定。")),
    ] = "",
    why: Annotated[
        str,
        typer.Option(
            metavar="TEXT",
            help=both("Reason; a rejection needs one.", "理由；否决须有理由。"),
        ),
    ] = "",
    state: Annotated[
        str,
        typer.Option(
            metavar="STATE",
            help=both(
                "Which to list: open (default), accepted, corrected, rejected, waiting, all.",
                "列出哪些：open 待裁定（默认）、accepted 已接受、corrected 已更正、"
                "rejected 已否决、waiting 待补、all 全部。",
            ),
        ),
    ] = "open",
    kind: Annotated[
        str,
        typer.Option(
            metavar="KIND",
            help=both("Only claims of this kind, such as target.", "只看这一类型，如 target。"),
        ),
    ] = "",
    sheet_out: Annotated[
        str,
        typer.Option(
            "--export",
            metavar="FILE",
            help=both(
                "Write all claims to a spreadsheet (.xlsx or .csv).",
                "把全部论断写入电子表格（.xlsx 或 .csv）。",
            ),
        ),
    ] = "",
    sheet_in: Annotated[
        str,
        typer.Option(
            "--import",
            metavar="FILE",
            help=both(
                "Take the decisions from such a spreadsheet (with --by).",
                "采用该电子表格中的裁定（配合 --by）。",
            ),
        ),
    ] = "",
) -> None:
    """Decide on the claims of a package."""
    from upriver.services.review import review as review_service

    screen = Screen(ctx.obj)
    _check_words(action, state, words or [], bool(sheet_in or sheet_out))
    found = review_service(package)
    if sheet_out:
        _export(screen, found, sheet_out)
    elif sheet_in:
        from upriver.services.review_returns import read_sheet

        _decide(screen, package, read_sheet(sheet_in, found, author=author), author)
    elif action in DECIDING:
        _decide(screen, package, _rulings(found, action, words or [], why), author)
    else:
        _show(screen, found, action, words or [], state=state, kind=kind)


def _check_words(action: str, state: str, words: Sequence[str], has_sheet: bool) -> None:
    if action not in ACTIONS:
        raise DataError(
            Message(f"review has no action {action!r}.", f"review 没有动作 {action!r}。"),
            Message(f"Write one of {', '.join(ACTIONS)}.", f"请写以下之一：{'、'.join(ACTIONS)}。"),
        )
    if state not in STATES:
        raise DataError(
            Message(f"--state does not know {state!r}.", f"--state 不认识 {state!r}。"),
            Message(f"Write one of {', '.join(STATES)}.", f"请写以下之一：{'、'.join(STATES)}。"),
        )
    if has_sheet and (action != "list" or words):
        raise DataError(
            Message(
                "--export and --import stand without an action.",
                "--export 与 --import 不能与动作同用。",
            ),
            Message("Take the action away.", "请去掉动作。"),
        )
    if action in (*DECIDING, "show") and not [word for word in words if "=" not in word]:
        raise DataError(
            Message(f"{action} names no claim.", f"{action} 未指明论断。"),
            Message(f"Write for example: {action} 12.", f"例如：{action} 12。"),
        )


def _export(screen: Screen, found: Review, name: str) -> None:
    from upriver.services.review_sheet import export_sheet

    path = export_sheet(found, Path(name), language=screen.common.language)
    if screen.common.as_json:
        screen.json({"path": path, "claims": len(found.items)})
        return
    screen.say(
        Message(
            f"{len(found.items)} claim(s) written to {path}.",
            f"已将 {len(found.items)} 条论断写入 {path}。",
        )
    )
    folder = found.region.package.path
    screen.remark(
        Message(
            "Fill in the column Decision, change the shaded cells that are wrong, save, then: "
            f"upriver review {folder} --import {path} --by NAME",
            "请填写“裁定”列，改正着色列中有误的单元格并保存，然后："
            f"upriver review {folder} --import {path} --by 姓名",
        )
    )


def _rulings(found: Review, action: str, words: Sequence[str], why: str) -> tuple[Ruling, ...]:
    from upriver.services.review import Ruling, find_claims

    keys = find_claims(found.items, [word for word in words if "=" not in word])
    pairs = [word.partition("=") for word in words if "=" in word]
    changes = {name.strip(): value for name, _, value in pairs}
    if action == "correct" and not changes:
        raise DataError(
            Message("correct names no field.", "correct 未指明字段。"),
            Message(
                "Write for example: correct 12 value=36 deadline=2027.",
                "例如：correct 12 value=36 deadline=2027。",
            ),
        )
    if action == "reject" and changes:
        raise DataError(
            Message(
                f"reject takes no field, got {listing(changes)}.",
                f"reject 不接受字段 {listing(changes)}。",
            ),
            Message("Use correct to change a claim.", "更正论断请用 correct。"),
        )
    return tuple(Ruling(key, action != "reject", changes, why) for key in keys)


def _decide(screen: Screen, package: Path, rulings: Sequence[Ruling], author: str) -> None:
    from upriver.services.review import decide

    outcome = decide(package, rulings, author=author, now=datetime.now().astimezone())
    show_outcome(screen, outcome)


def _show(
    screen: Screen, found: Review, action: str, words: Sequence[str], *, state: str, kind: str
) -> None:
    from upriver.services.review import find_claims

    if not found.items:
        raise DataError(
            Message("The package holds no claims.", "数据包中没有论断。"),
            Message(
                f"Read documents into it: upriver read FILE --into {found.region.package.path}",
                f"请先读入文件：upriver read 文件 --into {found.region.package.path}",
            ),
        )
    kind = _kind(kind)
    kinds = [item for item in found.items if not kind or item.now.kind == kind]
    named = find_claims(found.items, words) if words else ()
    if action == "history":
        show_history(screen, found, named)
    elif action == "show":
        for key in named:
            show_item(screen, found, found.item(key))
    elif action == "next":
        _next(screen, found, kinds)
    else:
        shown = [
            item
            for item in kinds
            if state in ("all", item.state) or (state == "waiting" and found.waits(item))
        ]
        if named:
            shown = [item for item in found.items if item.claim in named]
        show_list(screen, found, shown)


def _kind(written: str) -> str:
    """Kind of claims to be shown, named in either language."""
    from upriver.services.claim_words import word_of
    from upriver.services.review_items import KINDS

    kind = word_of("kind", written.strip())
    if kind and kind not in KINDS:
        names = "、".join(f"{key}（{text.zh}）" for key, text in KINDS.items())
        raise DataError(
            Message(f"--kind does not know {written!r}.", f"--kind 不认识 {written!r}。"),
            Message(f"Write one of {', '.join(KINDS)}.", f"请写以下之一：{names}。"),
        )
    return kind


def _next(screen: Screen, found: Review, kinds: Sequence[ReviewItem]) -> None:
    waiting = [item for item in kinds if item.state == "open"]
    if waiting:
        show_item(screen, found, waiting[0], left=len(waiting))
    elif screen.common.as_json:
        screen.json(None)
    else:
        screen.say(Message("Every claim is decided.", "全部论断均已裁定。"), style="green")
