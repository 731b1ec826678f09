"""Wrong command lines, worded in the reader's language."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from upriver.core.message import Message, listing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from upriver.cli.screen import Screen

# What the parser says of a value that it cannot use.
WANTED = (
    ("valid integer", Message("a whole number is wanted.", "应为整数。")),
    ("valid number", Message("a number is wanted.", "应为数字。")),
    (r"greater than or equal to (\S+)", Message("at least {} is wanted.", "应不小于 {}。")),
    (r"less than or equal to (\S+)", Message("at most {} is wanted.", "应不大于 {}。")),
    (r"greater than (\S+)", Message("more than {} is wanted.", "应大于 {}。")),
    (r"less than (\S+)", Message("less than {} is wanted.", "应小于 {}。")),
)


def show_unknown_command(screen: Screen, word: str, commands: Iterable[str]) -> None:
    """Print that a command does not exist, and the nearest one that does.

    Parameters
    ----------
    screen : Screen
        Where to print.
    word : str
        What was written.
    commands : iterable of str
        Names of the commands.
    """
    near = get_close_matches(word, list(commands), n=1)
    guess = (f" Perhaps you mean {near[0]!r}.", f"是否想写 {near[0]!r}？") if near else ("", "")
    screen.refuse(
        Message(f"There is no command {word!r}.{guess[0]}", f"没有命令 {word!r}。{guess[1]}"),
        Message("See 'upriver --help'.", "请看“upriver --help”。"),
    )


def usage_problem(error: Any) -> Message:
    """What is wrong with a command line.

    Parameters
    ----------
    error : TyperException
        What the parser raised; it is told apart by its class and fields.

    Returns
    -------
    Message
        One sentence. Kinds the parser seldom raises keep its own English words.
    """
    kind = type(error).__name__
    parameter = getattr(error, "param", None)
    hint = parameter.get_error_hint() if parameter is not None else ""
    if kind == "MissingParameter":
        return Message(f"{hint} is missing.", f"缺少 {hint}。")
    if kind == "NoSuchOption":
        near = listing(sorted(error.possibilities or ()))
        known = (f" Perhaps you mean {near}.", f"是否想写 {near}？") if near else ("", "")
        return Message(
            f"There is no option {error.option_name!r}.{known[0]}",
            f"没有选项 {error.option_name!r}。{known[1]}",
        )
    if kind == "BadParameter":
        wanted = _wanted(error.message)
        return Message(
            f"The value of {hint} cannot be used: {wanted.en}",
            f"{hint} 的取值不可用：{wanted.zh}",
        )
    return Message(error.format_message(), f"命令行有误：{error.format_message()}")


def _wanted(words: str) -> Message:
    """What the parser wanted, in both languages; its own words where they are rare."""
    for pattern, wanted in WANTED:
        match = re.search(pattern, words)
        if match:
            return Message(wanted.en.format(*match.groups()), wanted.zh.format(*match.groups()))
    return Message(words, words)


def show_usage_error(screen: Screen, error: Any) -> None:
    """Print what is wrong with a command line and where help is.

    Parameters
    ----------
    screen : Screen
        Where to print.
    error : TyperException
        What the parser raised.
    """
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "upriver"
    remedy = Message(f"See '{path} --help'.", f"请看“{path} --help”。")
    screen.refuse(usage_problem(error), remedy)
