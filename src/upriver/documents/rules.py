"""Which words carry meaning: the grammar's tables, read once, each row with its example."""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

TABLES = (
    "actions",
    "comparators",
    "cues",
    "facilities",
    "growth",
    "heads",
    "measures",
    "multiples",
    "names",
    "places",
    "ranks",
    "systems",
    "trims",
    "units",
    "verbs",
)


@lru_cache(maxsize=len(TABLES))
def rows(table: str) -> tuple[dict[str, str], ...]:
    """Rows of one table of the grammar.

    Parameters
    ----------
    table : str
        Name of the table, one of ``TABLES``.

    Returns
    -------
    tuple of dict
        One dict a rule, column to text, in the order of the file.

    Examples
    --------
    >>> rows("comparators")[0]["comparator"]
    '>'
    """
    source = files("upriver.documents") / "grammar" / f"{table}.csv"
    lines = source.read_text(encoding="utf-8").splitlines()
    return tuple(csv.DictReader(lines))


def alternation(words: Iterable[str]) -> str:
    r"""Pattern of literal words, longest first, so that the longest one matches.

    Parameters
    ----------
    words : iterable of str
        The words.

    Returns
    -------
    str
        A pattern without group.

    Examples
    --------
    >>> alternation(["元", "美元"])
    '美元|元'
    """
    # A sort by length alone would leave the order of a set to chance.
    from_longest = sorted(dict.fromkeys(words), key=lambda word: (-len(word), word))
    return "|".join(word.translate(_ESCAPES) for word in from_longest)


def openings(patterns: Iterable[str]) -> str | None:
    """Set of the characters that patterns begin with, for ``scan``.

    Parameters
    ----------
    patterns : iterable of str
        Patterns that begin with a character or a set of characters.

    Returns
    -------
    str, optional
        A pattern of one character; missing when a pattern begins with anything else.

    Examples
    --------
    >>> openings(["翻番", "[过超]半"])
    '[翻过超]'
    >>> openings(["翻?番"]) is None
    True
    """
    found = ""
    for pattern in patterns:
        first = _OPENING.match(pattern)
        if first is None:
            return None
        found += first["one"] or first["set"]
    return f"[{found}]"


def scan(pattern: re.Pattern[str], text: str, *, first: re.Pattern[str]) -> Iterator[re.Match[str]]:
    r"""Matches of a pattern, which is tried only where it can begin.

    Parameters
    ----------
    pattern : re.Pattern
        A pattern without empty matches.
    text : str
        The text.
    first : re.Pattern
        Matches one character, or more, wherever ``pattern`` can begin: best a set of
        characters, which the engine looks for many times faster than for a choice of words.

    Yields
    ------
    re.Match
        The same as ``pattern.finditer(text)``.

    Examples
    --------
    >>> import re
    >>> found = scan(re.compile(r"(?:约)?\d+"), "共约15家", first=re.compile(r"[约\d]"))
    >>> [match.group() for match in found]
    ['约15']
    """
    last = 0
    for spot in first.finditer(text):
        if spot.start() >= last:
            match = pattern.match(text, spot.start())
            if match is not None:
                last = match.end()
                yield match


# A Chinese character, or a set of them, that is neither optional nor one of several branches.
_OPENING = re.compile(r"(?:(?P<one>[\u4e00-\u9fff])|\[(?P<set>[\u4e00-\u9fff]+)\])(?![?*{])[^|]*$")
_ESCAPES = str.maketrans({sign: f"\\{sign}" for sign in ".^$*+?{}[]\\|()"})
