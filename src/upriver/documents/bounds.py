"""More than, about, at most: the words beside a number that make it a bound."""

from __future__ import annotations

import re
from functools import lru_cache

from upriver.documents.rules import alternation, rows

# 通过, 网上, 签约: signs before a single character that ends another word, no comparator.
_ENDS_WORD = {"过": "通经超不", "上": "网线", "约": "节预契制合签条立", "近": "附最"}


@lru_cache(maxsize=1)
def _before() -> re.Pattern[str]:
    words = [row["phrase"] for row in rows("comparators") if row["side"] == "before"]
    chinese = alternation(word for word in words if not word.isascii() and len(word) > 1)
    signs = [word for word in words if not word.isascii() and len(word) == 1]
    single = "|".join(f"(?<![{_ENDS_WORD.get(sign, '不')}]){sign}" for sign in sorted(signs))
    english = alternation(word for word in words if word.isascii())
    return re.compile(
        rf"(?:(?P<zh>(?!(?<=[日史年月季])最高)(?:{chinese})|{single})(?:了|到|至|为)?"
        rf"|\b(?P<en>{english})(?:\sby)?\s(?:a\s)?)$",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _after() -> re.Pattern[str]:
    words = (row["phrase"] for row in rows("comparators") if row["side"] == "after")
    return re.compile(rf"\s?({alternation(words)})(?!学历)", re.IGNORECASE)


@lru_cache(maxsize=1)
def _signs() -> tuple[frozenset[str], frozenset[str]]:
    """Last characters of the words before a number, first ones of those behind, spaces apart."""
    words = {side: [] for side in ("before", "after")}  # type: dict[str, list[str]]
    for row in rows("comparators"):
        words[row["side"]].append(row["phrase"])
    before = {word[-1] for word in words["before"] if not word.isascii()}
    behind = {case for word in words["after"] for case in (word[0].lower(), word[0].upper())}
    return frozenset({*before, *"了到至为"}), frozenset(behind)


@lru_cache(maxsize=1)
def comparators() -> dict[str, str]:
    """Words of comparison.

    Returns
    -------
    dict of str to str
        Phrase to comparator.
    """
    return {row["phrase"]: row["comparator"] for row in rows("comparators")}


def bound_of(text: str, start: int, end: int, *, more: bool) -> tuple[str, int, int]:
    """Comparator of a number and the offsets with its words.

    Parameters
    ----------
    text : str
        The paragraph.
    start, end : int
        Offsets of the number with its unit.
    more : bool
        Whether 余 or 多 stands within it.

    Returns
    -------
    tuple of str, int and int
        The comparator and the offsets.

    Examples
    --------
    >>> bound_of("超过90亿元", 2, 6, more=False)
    ('>', 0, 6)
    """
    # Most numbers have no such word: one character on either side tells.
    ends, begins = _signs()
    left, right = text[start - 1 : start], text[end : end + 1]
    near = left in ends or left.isspace()
    before = _before().search(text, max(0, start - 14), start) if near else None
    near = right in begins or right.isspace()
    after = _after().match(text, end) if near else None
    first = before.start("zh" if before["zh"] else "en") if before else start
    word = (before["zh"] or before["en"].lower()) if before else ""
    if after:
        return comparators()[after.group(1).lower()], first, after.end()
    if before:
        return comparators()[word], first, end
    return ("~>" if more else "="), start, end
