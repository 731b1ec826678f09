"""With which characters can a pattern begin, so that it is tried nowhere else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LOOKS = ("(?=", "(?!", "(?<=", "(?<!")
_GROUP = re.compile(r"\((?:\?(?:P<\w+>|(?P<i>i)?:))?")
_COUNT = re.compile(r"\{(?P<least>\d*)(?:,\d*)?\}")
_SETS = re.compile(r"\[(?P<inner>(?:\\.|[^\]\\])+)\]")
_CLASS = re.compile(r"\\[a-z]|-|\\\\")
_ANYTHING = "."
_UNNAMED = re.compile(r"\(\?P<\w+>")


class _UnknownError(ValueError):
    """A pattern that this reader cannot look into."""


class _Reader:
    """Reads a pattern from the left until it is known what it can begin with."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._at = 0

    def branches(self, *, any_case: bool = False) -> tuple[set[str], bool]:
        """Openings of the branches up to a closing bracket, and whether one can be empty."""
        found, empty = self._sequence(any_case=any_case)
        while self._pattern.startswith("|", self._at):
            self._at += 1
            more, also = self._sequence(any_case=any_case)
            found, empty = found | more, empty or also
        return found, empty

    def _sequence(self, *, any_case: bool) -> tuple[set[str], bool]:
        found: set[str] = set()
        open_still = True
        while self._at < len(self._pattern) and self._pattern[self._at] not in "|)":
            signs, empty = self._atom(any_case=any_case)
            empty = self._is_optional() or empty
            if open_still:
                found |= signs
                open_still = empty
        return found, open_still

    def _is_optional(self) -> bool:
        sign = self._pattern[self._at : self._at + 1]
        count = _COUNT.match(self._pattern, self._at)
        if count:
            self._at = count.end()
        elif sign and sign in "?*+":
            self._at += 1
        else:
            return False
        if self._pattern.startswith(("?", "+"), self._at):
            self._at += 1
        return sign in ("?", "*") or (count is not None and int(count["least"] or 0) == 0)

    def _atom(self, *, any_case: bool) -> tuple[set[str], bool]:
        pattern, at = self._pattern, self._at
        if pattern.startswith(_LOOKS, at):
            self._at = self._closing(at) + 1
            return set(), True
        if pattern[at] == "(":
            group = _GROUP.match(pattern, at)
            if group is None or pattern[group.end()] == "?":
                raise _UnknownError(pattern)
            self._at = group.end()
            inside = self.branches(any_case=any_case or group["i"] is not None)
            self._at += 1
            return inside
        sets = _SETS.match(pattern, at)
        if sets:
            self._at = sets.end()
            inner = sets["inner"]
            return {_ANYTHING if inner.startswith("^") else inner}, False
        return self._sign(any_case=any_case)

    def _sign(self, *, any_case: bool) -> tuple[set[str], bool]:
        sign = self._pattern[self._at]
        self._at += 1
        if sign == "\\":
            sign = self._pattern[self._at]
            self._at += 1
            if sign in "bB":
                return set(), True
            is_class = sign.isalnum() and sign not in "ds"
            return {_ANYTHING if is_class else f"\\{sign}"}, False
        if sign in "^$":
            return set(), True
        if sign == ".":
            return {_ANYTHING}, False
        return {sign.lower() + sign.upper() if any_case else re.escape(sign)}, False

    def _closing(self, at: int) -> int:
        """Where the bracket that opens here is closed."""
        depth, signs = 0, re.compile(r"\\.|\[(?:\\.|[^\]\\])+\]|[()]")
        for sign in signs.finditer(self._pattern, at):
            depth += {"(": 1, ")": -1}.get(sign.group(), 0)
            if depth == 0:
                return sign.start()
        raise _UnknownError(self._pattern)


def openings(pattern: str) -> str | None:
    r"""Characters that a match can begin with.

    Parameters
    ----------
    pattern : str
        A regular expression.

    Returns
    -------
    str, optional
        The inside of a set of characters; missing when the pattern can begin with anything,
        can be empty, or uses what this function does not know.

    Examples
    --------
    >>> openings("翻(?:了|上)?番|[过超]半"), openings(r"(?<!\d)\d{1,4}强")
    ('翻过超', '\\d')
    >>> openings(".*番") is None
    True
    """
    reader = _Reader(pattern)
    try:
        found, empty = reader.branches()
    except _UnknownError:
        return None
    return (
        None
        if empty or not found or _ANYTHING in found
        else "".join(sorted(found, key=lambda signs: (pattern.find(signs), signs)))
    )


def _singles(signs: str) -> list[str]:
    """Signs of a set: one by one, or the whole as a set where it holds a class of them."""
    if _CLASS.search(signs):
        return [f"[{signs}]"]
    return [re.escape(sign) for sign in signs.replace("\\", "")]


def first_signs(pattern: str) -> frozenset[str] | None:
    r"""Characters that a match can begin with, one by one.

    Parameters
    ----------
    pattern : str
        A regular expression.

    Returns
    -------
    frozenset of str, optional
        The characters; missing where ``openings`` knows none, or a class of them such as \\d.

    Examples
    --------
    >>> sorted(first_signs("(?:较|比)(?:上年|去年)"))
    ['比', '较']
    """
    known = openings(pattern)
    if known is None or _CLASS.search(known):
        return None
    return frozenset(known.replace("\\", ""))


class RuleIndex:
    """Patterns of a table, each tried only at the characters it can begin with.

    Parameters
    ----------
    patterns : sequence of str
        In the order in which they are tried; none can be empty.
    """

    def __init__(self, patterns: Sequence[str]) -> None:
        self._patterns = patterns
        known = [openings(pattern) for pattern in patterns]
        self._firsts = [None if signs is None else re.compile(f"[{signs}]") for signs in known]
        self._first = re.compile(self._spots([signs for signs in known if signs is not None]))
        self._by_sign: dict[str, re.Pattern[str] | None] = {}

    def _spots(self, known: Sequence[str]) -> str:
        """Pattern of one character where a rule matches: what fails is passed over at once.

        It looks for a set, which is fast, then back at the character and, from before it,
        ahead at the rules that can begin with it.
        """
        if len(known) < len(self._patterns):
            return "(?s:.)"
        by_sign: dict[str, list[str]] = {}
        for pattern, signs in zip(self._patterns, known, strict=True):
            for sign in _singles(signs):
                by_sign.setdefault(sign, []).append(f"(?:{_UNNAMED.sub('(?:', pattern)})")
        every = f"[{''.join(known)}]"
        tried = (f"{sign}(?<=(?={'|'.join(by_sign[sign])}){sign})" for sign in by_sign)
        return f"{every}(?<=(?={'|'.join(tried)}){every})"

    def _of(self, sign: str) -> re.Pattern[str] | None:
        """Pattern of the rules that can begin with a character."""
        chosen = [
            f"(?:{pattern})"
            for pattern, first in zip(self._patterns, self._firsts, strict=True)
            if first is None or first.match(sign)
        ]
        return re.compile("|".join(chosen)) if chosen else None

    def occurs(self, text: str) -> bool:
        """Whether one of the rules matches somewhere in a text.

        Parameters
        ----------
        text : str
            The text.

        Returns
        -------
        bool
            True where ``finditer`` finds something; where it is not known what every rule can
            begin with, True for each text.
        """
        return self._first.search(text) is not None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Matches of the rules in a text, from left to right and without overlap.

        Parameters
        ----------
        text : str
            The text.

        Yields
        ------
        re.Match
            The same as those of one pattern with a branch a rule.
        """
        last = 0
        by_sign = self._by_sign
        for spot in self._first.finditer(text):
            start = spot.start()
            if start < last:
                continue
            sign = spot.group()
            if sign not in by_sign:
                by_sign[sign] = self._of(sign)
            pattern = by_sign[sign]
            match = pattern.match(text, start) if pattern else None
            if match is not None:
                last = match.end()
                yield match
