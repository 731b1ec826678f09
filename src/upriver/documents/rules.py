"""Which words carry meaning: the grammar's tables, read once, each row with its example."""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

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


_ESCAPES = str.maketrans({sign: f"\\{sign}" for sign in ".^$*+?{}[]\\|()"})
