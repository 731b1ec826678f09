"""Was it observed, is it aimed at, or is it foreseen: the words that decide."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, Literal, NamedTuple

from upriver.core.periods import parse_period
from upriver.documents.moments import lies_ahead
from upriver.documents.openings import RuleIndex
from upriver.documents.rules import has_latin, rows
from upriver.documents.sentences import Cover

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from upriver.documents.moments import Time
    from upriver.documents.sentences import Sentence

Mode = Literal["observed", "target", "forecast"]


class Cue(NamedTuple):
    """A word that decides how a statement is meant.

    Parameters
    ----------
    start : int
        Offset in the paragraph.
    mode : {"observed", "target", "forecast"}
        What it says.
    strength : int
        From 1 (a hint) to 3 (explicit).
    """

    start: int
    mode: Mode
    strength: int


_MODES: dict[str, Mode] = {"observed": "observed", "target": "target", "forecast": "forecast"}
_ENGLISH = re.compile("[A-Za-z][A-Za-z]{2}")
_FORESEEN = re.compile("(?:预计|预测|估计|有望)$")
_FORESEEING = re.compile("[^，。；]{0,4}有望")
_CLOSE = 4
_FIVE_YEARS = re.compile("十[一二三四五六]五")
# Officials expect output to exceed 5 million tonnes by 2030.
_EXPECTED = re.compile(
    r"(?i)\b(?:officials|analysts?|experts|economists|forecasters|observers) expect\b[^.;]*$"
)
_FAR_EXPECTED = 120
_LONG_CUE = 6
# What a sentence opens with that adds to the aims of the one before.
ADDS = re.compile(
    "完成|建成|新增|新建|打造|培育|引进|实施|建设|开展|启动|实现|新?改建|改造|形成"
    r"|[^，。；：\d]{2,16}(?:达到?|突破|超过|不低于|控制在)\d"
)
_START, _END = attrgetter("start"), attrgetter("end")


@lru_cache(maxsize=2)
def _patterns(
    language: str,
) -> tuple[re.Pattern[str] | RuleIndex, tuple[tuple[Mode, int], ...]]:
    """Patterns with a group a cue: a single pass over the text."""
    cues = [row for row in rows("cues") if row["language"] == language]
    groups = [f"(?P<c{number}>{row['cue']})" for number, row in enumerate(cues)]
    modes = tuple((_MODES[row["mode"]], int(row["strength"])) for row in cues)
    if language == "en":
        return re.compile(rf"\b(?i:{'|'.join(groups)})\b"), modes
    return RuleIndex(groups), modes


def _is_foreseen(text: str, time: Time) -> bool:
    """Whether a time to come is only expected: 预计到2026年底, 2030年有望."""
    before = _FORESEEN.search(text, max(0, time.start - _CLOSE), time.start)
    if time.text.isascii() and before is None:
        before = _EXPECTED.search(text, max(0, time.start - _FAR_EXPECTED), time.start)
    if time.role == "by":
        return before is not None
    return time.role == "in" and _FORESEEING.match(text, time.end) is not None


def _time_cues(text: str, time: Time, today: date | None) -> list[Cue]:
    """What a phrase of time says: a deadline is aimed at, a past period was observed."""
    at = time.start
    if _is_foreseen(text, time):
        return [Cue(at, "forecast", 2)]
    if time.role == "by":
        # English names the deadline last.
        named_last = time.text.isascii()
        sentence = [Cue(max(0, text.rfind(". ", 0, at) + 1), "target", 2)] if named_last else []
        return [Cue(at, "target", 3), *sentence]
    if not time.period or time.role not in {"in", "asof", "since"} or today is None:
        return []
    period = parse_period(time.period)
    if time.text.startswith("截"):
        return [Cue(at, "observed", 2)]
    if period.start is not None and period.start > today:
        return [Cue(at, "target", 1)]
    if _FIVE_YEARS.search(time.text) and period.start and period.start.year == today.year:
        return [Cue(at, "target", 1)]  # “十二五”时期, told in its first year
    if period.end is not None and (period.end <= today or time.role != "in"):
        return [Cue(at, "observed", 3)]
    return [Cue(at, "observed", 2)] if "月" in time.text or "季度" in time.text else []


def _has_aim(cues: Sequence[Cue], times: Sequence[Time], today: date | None) -> bool:
    """Whether a paragraph states an aim or a deadline before."""
    if any(cue.mode == "target" and cue.strength == 3 for cue in cues):
        return True
    return any(
        time.role == "by"
        or (time.role == "in" and "Five-Year" in time.text and lies_ahead(time, today))
        for time in times
    )


def find_cues(text: str, *, times: Sequence[Time], today: date | None) -> tuple[Cue, ...]:
    """Cues of a paragraph.

    Parameters
    ----------
    text : str
        The paragraph.
    times : sequence of Time
        Its phrases of time: a deadline speaks for a target, a past period for an observation.
    today : date, optional
        Date of the document.

    Returns
    -------
    tuple of Cue
        In the order of the text.

    Examples
    --------
    >>> [cue.mode for cue in find_cues("力争产值达90亿元", times=(), today=None)]
    ['target']
    """
    found: list[Cue] = []
    named: list[tuple[int, int]] = []
    is_english = has_latin(text) and _ENGLISH.search(text)
    for language in ("zh", "en") if is_english else ("zh",):
        pattern, modes = _patterns(language)
        for match in pattern.finditer(text):
            mode, strength = modes[int(str(match.lastgroup)[1:])]
            if (
                language == "en"
                and (mode, strength) == ("forecast", 1)
                and _has_aim(found, times, today)
            ):
                mode, strength = "target", 2  # what a plan expects is what it aims at
            if (mode, strength) == ("forecast", 1) and "工作报告" in text:
                before = [time for time in times if time.start < match.start()][-1:]
                if before and "年" in before[0].text and lies_ahead(before[0], today):
                    mode, strength = "target", 2  # 2024年，预计…, in a report of January 2024
            found.append(Cue(match.start(), mode, strength))
            if mode == "target" and match.end() - match.start() >= _LONG_CUE:
                named.append(match.span())
    inside = Cover(named) if named else None
    for time in times:
        if inside and inside.touches(time.start, time.start + 1):
            continue  # 公布2021年实事项目：the year belongs to the list's title
        found += _time_cues(text, time, today)
    return tuple(sorted(found, key=_START))


class ModeTrack:
    """How statements of one sentence are meant, from cue to cue.

    Parameters
    ----------
    cues : sequence of Cue
        Cues from the beginning of the sentence on, in the order of the text.
    sentence : Sentence
        The sentence.
    default : {"observed", "target", "forecast"}
        What holds without a cue.

    Notes
    -----
    Of two cues the stronger one wins; in a later clause a cue may be one step weaker.
    """

    def __init__(self, cues: Sequence[Cue], *, sentence: Sentence, default: Mode) -> None:
        self._cues = iter(cues)
        self._ahead = next(self._cues, None)
        self._clauses = sentence.clauses
        self._starts: list[int] = []
        self._states: list[tuple[Mode, int]] = [(default, 0)]
        self._where = sentence.start

    def at(self, offset: int) -> tuple[Mode, int]:
        """How a statement is meant.

        Parameters
        ----------
        offset : int
            Where its quantity ends.

        Returns
        -------
        tuple of mode and int
            The mode, and the strength of the cue that decided (0: none did).
        """
        while self._ahead is not None and self._ahead.start < offset:
            self._starts.append(self._ahead.start)
            self._states.append(self._after(self._ahead))
            self._ahead = next(self._cues, None)
        return self._states[bisect_left(self._starts, offset)]

    def _after(self, cue: Cue) -> tuple[Mode, int]:
        mode, strength = self._states[-1]
        if strength and (cue.mode, cue.strength) == ("observed", 1):
            return mode, strength  # 预计产值达90亿元，同比增长10%: the growth is foreseen too
        if mode == "target" and cue.mode == "forecast" and cue.strength < 3:
            return mode, strength  # a plan that says "expected" states its aim
        if mode == "forecast" and cue.mode == "target" and cue.strength < 3:
            return mode, strength  # 预计…将: "will" only repeats that it is foreseen
        at = bisect_left(self._clauses, self._where, key=_END)
        later = at < len(self._clauses) and self._clauses[at].end <= cue.start
        if cue.strength < strength - (1 if later else 0):
            return mode, strength
        self._where = cue.start
        return cue.mode, cue.strength
