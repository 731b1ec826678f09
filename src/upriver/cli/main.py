"""The program ``upriver``: it finds the reader's language, runs a command, and words its errors."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

import typer
from typer.exceptions import TyperException

from upriver.cli.analysis_commands import add_analysis_commands
from upriver.cli.common import both, take_common
from upriver.cli.comparison_commands import add_comparison_commands
from upriver.cli.disruption_commands import add_disruption_commands
from upriver.cli.document_commands import add_document_commands
from upriver.cli.help import HelpGroup
from upriver.cli.package_commands import add_package_commands
from upriver.cli.places_commands import add_places_commands
from upriver.cli.plan_commands import add_plan_commands
from upriver.cli.review_commands import add_review_commands
from upriver.cli.run_commands import add_run_commands
from upriver.cli.screen import Screen
from upriver.cli.usage import show_unknown_command, show_usage_error
from upriver.core.errors import UpriverError
from upriver.core.message import Message
from upriver.version import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

    from upriver.cli.common import Common

USAGE, FAILURE, INTERRUPTED = 2, 1, 130


def build_app() -> typer.Typer:
    """The program with all its commands.

    Returns
    -------
    typer.Typer
        To be turned into a command by `main`.
    """
    app = typer.Typer(
        name="upriver",
        cls=HelpGroup,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        no_args_is_help=False,
        help=both(
            "upriver plans the industrial economy of a place: check its data, diagnose it,\n"
            "plan it, follow its targets, and report, in English and Chinese.\n"
            "Begin with: upriver demo",
            "upriver（上游）为一个地方规划产业经济：检查数据、诊断、规划、跟踪目标、\n"
            "撰写报告，中英双语。\n从这里开始：upriver demo",
        ),
    )
    add_run_commands(app)
    add_package_commands(app)
    add_document_commands(app)
    add_review_commands(app)
    add_analysis_commands(app)
    add_disruption_commands(app)
    add_plan_commands(app)
    add_places_commands(app)
    add_comparison_commands(app)
    return app


def _explain_crash(common: Common) -> None:
    """Let a defect of the program end in one sentence instead of a traceback."""

    def explain(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if common.debug:
            sys.__excepthook__(kind, error, trace)
            return
        Screen(common).refuse(
            Message(
                f"upriver stopped at an unforeseen {kind.__name__}: {error}.",
                f"upriver 因意外的 {kind.__name__} 停止：{error}。",
            ),
            Message(
                "Run it again with --debug and send the text to the authors.",
                "请加 --debug 重新运行，并将输出发给作者。",
            ),
        )

    sys.excepthook = explain


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program.

    Parameters
    ----------
    arguments : sequence of str, optional
        The words after the program's name. Default: those it was called with.

    Returns
    -------
    int
        Exit code: 0 done, 1 an error of the data, the plan or the output, 2 a wrong
        command line, 130 interrupted.

    Raises
    ------
    UpriverError
        Only with ``--debug``, so that the traceback is seen.
    """
    words = sys.argv[1:] if arguments is None else list(arguments)
    common, rest = take_common(words, os.environ)
    screen = Screen(common)
    if arguments is None:
        _explain_crash(common)
    if common.wrong_language:
        screen.refuse(
            Message(
                f"--lang knows en and zh, got {common.wrong_language}.",
                f"--lang 只接受 en 与 zh，实际为 {common.wrong_language}。",
            ),
            Message("Write --lang en or --lang zh.", "请写 --lang en 或 --lang zh。"),
        )
        return USAGE
    if rest[:1] == ["--version"]:
        screen.out.print(f"upriver {__version__}")
        return 0
    command: Any = typer.main.get_command(build_app())
    if rest and not rest[0].startswith("-") and rest[0] not in command.commands:
        show_unknown_command(screen, rest[0], command.commands)
        return USAGE
    try:
        code = command.main(
            rest or ["--help"], prog_name="upriver", standalone_mode=False, obj=common
        )
    except UpriverError as error:
        if common.debug:
            raise
        screen.error(error)
        return FAILURE
    except TyperException as error:
        show_usage_error(screen, error)
        return USAGE
    if code == INTERRUPTED:
        screen.warn(Message("Interrupted.", "已中断。"))
    return code if isinstance(code, int) else 0
