"""Help pages in the reader's language, drawn from the commands themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from typer.core import TyperCommand, TyperGroup

from upriver.cli.common import Common, both, half

if TYPE_CHECKING:
    from collections.abc import Iterable

    from upriver.core.message import Language

HEADINGS = {
    "usage": both("Usage", "用法"),
    "arguments": both("Arguments", "参数"),
    "options": both("Options", "选项"),
    "common": both("Options of every command", "各命令通用选项"),
    "commands": both("Commands", "命令"),
}
COMMON_OPTIONS = {
    "--lang en|zh": both(
        "Language of the texts; default: that of the system.", "文字的语言；默认随系统。"
    ),
    "-q, --quiet": both("Print results and errors only.", "只输出结果与错误。"),
    "--json": both("Print the result as JSON.", "以 JSON 输出结果。"),
    "--debug": both("Show the Python traceback of an error.", "出错时显示 Python 调用栈。"),
    "--help": both("Show this page.", "显示本页。"),
}


def _section(console: Console, heading: str, rows: Iterable[tuple[str, str]]) -> None:
    table = Table.grid(padding=(0, 3, 0, 0))
    table.add_column(style="cyan", no_wrap=True)
    table.add_column(overflow="fold")  # a long word without spaces loses nothing
    for name, text in rows:
        table.add_row(Text(name), Text(text))
    if table.row_count:
        console.print(Text(heading, style="bold"))
        console.print(Padding(table, (0, 0, 1, 2), expand=False))


def option_names(parameter: Any) -> str:
    """How a parameter is written on the command line.

    Parameters
    ----------
    parameter : typer.core parameter
        An argument or an option.

    Returns
    -------
    str
        Such as ``--out OUT``.
    """
    if parameter.param_type_name == "argument":
        name = str(parameter.display_name_raw)
        return f"{name}..." if parameter.nargs == -1 else name
    names = ", ".join([*parameter.opts, *parameter.secondary_opts])
    return names if parameter.is_flag else f"{names} {parameter.metavar or parameter.name.upper()}"


def usage(command: Any, path: str) -> str:
    """The line that shows how a command is called.

    Parameters
    ----------
    command : typer.core command
        The command.
    path : str
        Program and command.

    Returns
    -------
    str
        Arguments and required options in full, the others as ``[OPTIONS]``.
    """
    words = [path]
    if isinstance(command, TyperGroup):
        words.append("COMMAND")
    for parameter in command.params:
        if parameter.param_type_name == "argument":
            name = option_names(parameter)
            words.append(name if parameter.required else f"[{name}]")
    options = [each for each in command.params if each.param_type_name == "option"]
    words += [option_names(each) for each in options if each.required]
    return " ".join([*words, "[OPTIONS]"])


def _write_help(command: Any, context: Any) -> None:
    common = context.find_object(Common) or Common()
    language: Language = common.language
    console = Console(highlight=False, soft_wrap=False)
    heading = {name: half(text, language) for name, text in HEADINGS.items()}
    colon = "：" if language == "zh" else ": "
    console.print(Text(f"{heading['usage']}{colon}{usage(command, context.command_path)}"))
    console.print(Padding(Text(half(command.help, language)), (1, 0, 1, 2), expand=False))
    if isinstance(command, TyperGroup):
        shown = [(name, command.commands[name]) for name in command.list_commands(context)]
        rows = [(name, half(each.help, language).split("\n")[0]) for name, each in shown]
        _section(console, heading["commands"], rows)
    for kind, title in (("argument", "arguments"), ("option", "options")):
        mine = [each for each in command.params if each.param_type_name == kind]
        _section(console, heading[title], [(option_names(p), half(p.help, language)) for p in mine])
    rows = [(name, half(text, language)) for name, text in COMMON_OPTIONS.items()]
    _section(console, heading["common"], rows)


class HelpCommand(TyperCommand):
    """A command whose help page speaks the reader's language."""

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 - Typer's signature
        """Print the help page.

        Parameters
        ----------
        ctx : typer.Context
            Knows the reader's language.
        formatter : object
            Unused; the page is printed at once.
        """
        _write_help(self, ctx)


class HelpGroup(TyperGroup):
    """The program, whose help page speaks the reader's language."""

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 - Typer's signature
        """Print the help page.

        Parameters
        ----------
        ctx : typer.Context
            Knows the reader's language.
        formatter : object
            Unused; the page is printed at once.
        """
        _write_help(self, ctx)
