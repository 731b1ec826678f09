"""When was it, and when is it due: the phrase of time that governs a number."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING

from upriver.core.periods import parse_period
from upriver.documents.sentences import FAR

if TYPE_CHECKING:
    from datetime import date

    from upriver.documents.moments import Time
    from upriver.documents.passages import Passage

Dated = tuple[str | None, tuple[str, ...]]

_SHARED = re.compile("分别|依次|respectively")
_JOIN = re.compile(r"[、和与及,，]+|\s*,?\s*and\s*")
_START = attrgetter("start")


def _start_of(pair: tuple[Time, Time | None]) -> int:
    return pair[0].start


def _is_one_day(time: Time) -> bool:
    return "日" in time.text and ".." not in (time.period or "")


def lies_ahead(time: Time, today: date | None) -> bool:
    """Whether a period ends after the date of the document.

    Parameters
    ----------
    time : Time
        The phrase of time.
    today : date, optional
        Date of the document.

    Returns
    -------
    bool
        False when either is unknown.
    """
    end = parse_period(time.period).end if time.period else None
    return end is not None and today is not None and end > today


class Dating:
    """Periods and deadlines of a paragraph.

    Parameters
    ----------
    passage : Passage
        The paragraph.
    """

    def __init__(self, passage: Passage) -> None:
        self._passage = passage

    @cached_property
    def _periods(self) -> tuple[tuple[Time, Time | None], ...]:
        """Times that can be a period, each with the last one that later sentences inherit."""
        found: list[tuple[Time, Time | None]] = []
        handed: Time | None = None
        for time in self._passage.times:
            if time.role not in {"base", "by"}:
                if time.role in {"in", "since"} and time.period and not _is_one_day(time):
                    handed = time
                found.append((time, handed))
        return tuple(found)

    @cached_property
    def _deadlines(self) -> tuple[Time, ...]:
        """Times by which something is due."""
        today = self._passage.setting.today
        return tuple(
            time for time in self._passage.times
            if time.period and (
                time.role == "by"
                or (
                    time.role == "in"
                    and lies_ahead(time, today)
                    and not time.text.startswith("截")
                )
            )
        )  # fmt: skip

    def _shared(self, offset: int) -> Time | None:
        """Period of one number of a list: 一季度、上半年和全年分别增长18%、9%和6%."""
        passage = self._passage
        clause, sentence = passage.clause_at(offset - 1), passage.sentence_at(offset - 1)
        if _SHARED.search(passage.text, max(clause.start, offset - FAR), offset) is None:
            return None
        run: list[Time] = []
        for time in passage.times_in(sentence.start, offset):
            joined = run and _JOIN.fullmatch(passage.text, run[-1].end, time.start)
            run = [*run, time] if joined else run if len(run) > 1 else [time]
        numbers = passage.quantities_in(clause.start, clause.end)
        if not 1 < len(run) == len(numbers):
            return None
        return run[min(sum(q.end < offset for q in numbers), len(run) - 1)]

    def _goes_on(self, offset: int) -> bool:
        """Whether a number belongs to the period of the paragraph before: stocks do not."""
        clause = self._passage.clause_at(offset - 1)
        numbers = self._passage.quantities_in(clause.start, offset)
        return bool(numbers) and numbers[-1].kind not in {"count", "time", "implied"}

    def period(self, offset: int) -> Dated:
        """Period of an observation.

        Parameters
        ----------
        offset : int
            Where its quantity ends.

        Returns
        -------
        tuple of str and tuple of str
            The period, missing when none is stated, and what is uncertain.
        """
        passage = self._passage
        shared = self._shared(offset)
        if shared is not None:
            return shared.period, shared.notes
        sentence, clause = passage.sentence_at(offset - 1), passage.clause_at(offset - 1)
        at = bisect_left(self._periods, offset, key=_start_of)
        in_sentence = at > 0 and self._periods[at - 1][0].start >= sentence.start
        if passage.is_english:
            # English puts its time behind the number: in its clause, else in its sentence.
            reach = clause.end if in_sentence else sentence.end
            behind = (t for t in passage.times_in(offset, reach) if t.role != "base")
            found = next(behind, None)
            if found is not None:
                return found.period, found.notes
        while at > 0:
            at -= 1
            time, handed = self._periods[at]
            if time.start < sentence.start:
                if handed is None:
                    break
                return handed.period, (*handed.notes, "period-inherited")
            # 现有 belongs to the stock beside it
            if not (time.text.endswith("现有") and time.start < clause.start):
                return time.period, time.notes
        setting = passage.setting
        if setting.section and setting.section.period:
            return setting.section.period, ("period-inherited",)
        if setting.carried and self._goes_on(offset):
            return setting.carried, ("period-inherited",)
        return None, ("period-not-stated",)

    def deadline(self, offset: int) -> Dated:
        """Deadline of a target.

        Parameters
        ----------
        offset : int
            Where its quantity ends.

        Returns
        -------
        tuple of str and tuple of str
            The deadline, missing when none is stated, and what is uncertain.
        """
        passage = self._passage
        sentence = passage.sentence_at(offset - 1)
        reach = sentence.end if passage.is_english else offset
        at = bisect_left(self._deadlines, reach, key=_START)
        if at:
            time = self._deadlines[at - 1]
            inherited = time.start < sentence.start or any(
                q.end < offset for q in passage.quantities_in(time.end, offset)
            )
            text = str(time.period).rpartition("..")[2]
            return text, ("deadline-inherited",) if inherited else ()
        within = [
            t for t in passage.times_in(sentence.start, offset) if t.role == "in" and t.period
        ]
        if within:  # 2018年工作报告提出，新建…: the year that the plan is for
            return str(within[-1].period).rpartition("..")[2], ()
        setting = passage.setting
        if setting.section and setting.section_mode == "target":
            due_text = setting.section.period
            return due_text and due_text.rpartition("..")[2], ("deadline-inherited",)
        if setting.plan:
            return setting.plan[1], ("deadline-of-plan",)
        return None, ()

    def due_period(self, offset: int) -> str | None:
        """Period that a deadline ends, such as 2021..2025 for 十四五期间.

        Parameters
        ----------
        offset : int
            Where the quantity of a target ends.

        Returns
        -------
        str, optional
            A period of several years; missing when only its end is named.
        """
        passage = self._passage
        reach = passage.sentence_at(offset - 1).end if passage.is_english else offset
        at = bisect_left(self._deadlines, reach, key=_START)
        period = self._deadlines[at - 1].period if at else None
        return period if period and ".." in period else None

    def carried(self) -> str | None:
        """Period that the paragraph leaves to the next one.

        Returns
        -------
        str, optional
            Its first period that has begun, single days excepted: what the paragraph is about;
            else what it was left itself.
        """
        today, text = self._passage.setting.today, self._passage.text
        times = [time for time, _ in self._periods]
        # 2023年春运（1月7日至2月15日）: the brackets say it exactly.
        exact = {
            id(a)
            for a, b in pairwise(times)
            if re.fullmatch(r"[^，。；]{0,6}[（(]", text[a.end : b.start])
        }
        for time in times:
            if id(time) in exact:
                continue
            if time.role not in {"in", "since"} or not time.period or _is_one_day(time):
                continue
            start = parse_period(time.period).start
            if today is None or (start is not None and start <= today):
                return time.period
        return self._passage.setting.carried
