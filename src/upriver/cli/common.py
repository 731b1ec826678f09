"""Options that every command knows, wherever they stand on the line, and the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from upriver.core.errors import DataError
from upriver.core.message import LANGUAGES, Language, Message

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

SEPARATOR = "\x1f"  # stands between the two languages of a help text


@dataclass(frozen=True, slots=True)
class Common:
    """What the common options say.

    Parameters
    ----------
    language : {"en", "zh"}
        Language of every text on the screen.
    quiet : bool
        Print results and errors only.
    as_json : bool
        Print the result as JSON.
    debug : bool
        Show the Python traceback of an error.
    wrong_language : str
        What ``--lang`` was given when it is no known language, else empty.
    """

    language: Language = "en"
    quiet: bool = False
    as_json: bool = False
    debug: bool = False
    wrong_language: str = ""


def both(en: str, zh: str) -> str:
    """One help text in both languages, to be halved when the reader is known.

    Parameters
    ----------
    en : str
        The English text.
    zh : str
        The Chinese text.

    Returns
    -------
    str
        Both, joined.
    """
    return f"{en}{SEPARATOR}{zh}"


def half(text: str | None, language: Language) -> str:
    """One language of a help text.

    Parameters
    ----------
    text : str, optional
        A text made by `both`, or one that is the same in both languages.
    language : {"en", "zh"}
        The reader's language.

    Returns
    -------
    str
        That language's half; empty when there is no text.

    Examples
    --------
    >>> half(both("Where to write.", "写到哪里。"), "zh")
    '写到哪里。'
    """
    en, separator, zh = (text or "").partition(SEPARATOR)
    return zh if separator and language == "zh" else en


def environment_language(environment: Mapping[str, str]) -> Language:
    """Language of the user's system.

    Parameters
    ----------
    environment : mapping of str to str
        The environment variables.

    Returns
    -------
    {"en", "zh"}
        Chinese when the first set one of ``LC_ALL``, ``LC_MESSAGES`` and ``LANG`` starts
        with ``zh``, else English.

    Examples
    --------
    >>> environment_language({"LANG": "zh_CN.UTF-8"})
    'zh'
    >>> environment_language({"LC_ALL": "C", "LANG": "zh_CN.UTF-8"})
    'en'
    """
    set_one = next(
        (environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)),
        "",
    )
    return "zh" if set_one.lower().startswith("zh") else "en"


def take_common(
    arguments: Sequence[str], environment: Mapping[str, str]
) -> tuple[Common, list[str]]:
    """Take the common options out of a command line.

    Parameters
    ----------
    arguments : sequence of str
        The words after the program's name.
    environment : mapping of str to str
        The environment variables.

    Returns
    -------
    common : Common
        What the options say.
    rest : list of str
        The words that are left, in order. Words after ``--`` are never taken.

    Examples
    --------
    >>> common, rest = take_common(["check", "here", "--lang=zh", "-q"], {})
    >>> common.language, common.quiet, rest
    ('zh', True, ['check', 'here'])
    """
    flags = {"-q": "quiet", "--quiet": "quiet", "--json": "json", "--debug": "debug"}
    seen: set[str] = set()
    rest: list[str] = []
    spoken: str | None = None
    words = iter(arguments)
    for word in words:
        if word == "--":
            rest += [word, *words]
        elif word in flags:
            seen.add(flags[word])
        elif word == "--lang":
            spoken = next(words, "")
        elif word.startswith("--lang="):
            spoken = word.removeprefix("--lang=")
        else:
            rest.append(word)
    language = environment_language(environment)
    known: Language | None = next((each for each in LANGUAGES if each == spoken), None)
    common = Common(
        language=known or language,
        quiet="quiet" in seen,
        as_json="json" in seen,
        debug="debug" in seen,
        wrong_language="" if spoken is None or known else repr(spoken),
    )
    return common, rest


def refuse_inputs(path: Path, inputs: Sequence[Path]) -> None:
    """Refuse to write a result over a package that is read.

    Parameters
    ----------
    path : Path
        Where the result shall stand.
    inputs : sequence of Path
        Folders and files that are read.

    Raises
    ------
    DataError
        If it is one of them, or a file in one of them.
    """
    target = path.resolve()
    for each in inputs:
        source = each.resolve()
        if source == target or source in target.parents:
            raise DataError(
                Message(
                    f"{path} belongs to the package {each}, which is read.",
                    f"{path} 属于正在读取的数据包 {each}。",
                ),
                Message("Name another file for the result.", "请为结果另取文件名。"),
            )
