"""Which words carry meaning: the grammar's tables, read once, each row with its example."""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from importlib.resources import files
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

TABLES = (
    "actions",
    "comparators",
    "cues",
    "facilities",
    "growth",
    "happenings",
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
    >>> alternation(["元", "美元", "元每吨"])
    '元(?:每吨)?|美元'
    """
    return "|".join(_branches(tuple(sorted(set(words)))))


def _branches(words: tuple[str, ...]) -> list[str]:
    """Patterns of words, one for each first character, so that a text is compared with few."""
    found = []
    for first, group in groupby(words, key=itemgetter(0)):
        rest = tuple(word[1:] for word in group)
        longer = _branches(tuple(filter(None, rest)))
        inner = "|".join(longer)
        if longer and (len(longer) > 1 or "" in rest):
            inner = f"(?:{inner})" + ("?" if "" in rest else "")
        found.append(first.translate(_ESCAPES) + inner)
    return found


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
    match_at = pattern.match
    for spot in first.finditer(text):
        start = spot.start()
        if start >= last:
            match = match_at(text, start)
            if match is not None:
                last = match.end()
                yield match


@lru_cache(maxsize=4)
def has_latin(text: str) -> bool:
    """Whether Latin words can stand in a text: many rules of English ask it first.

    The answer is kept while the rules look at one paragraph.

    Parameters
    ----------
    text : str
        A paragraph.

    Returns
    -------
    bool
        True where two Latin letters stand side by side.

    Examples
    --------
    >>> has_latin("GDP增长5%"), has_latin("A股上涨5%")
    (True, False)
    """
    signs = text.encode("ascii", "ignore")  # much faster than a look at every character
    return signs.upper() != signs.lower() and _LATIN.search(text) is not None


_LATIN = re.compile("[A-Za-z][A-Za-z]")
_ESCAPES = str.maketrans({sign: f"\\{sign}" for sign in ".^$*+?{}[]\\|()"})
