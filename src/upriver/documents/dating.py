"""When was it, and when is it due: the phrase of time that governs a number."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING

from upriver.core.periods import parse_period
from upriver.documents.moments import (
    Standing,
    is_aside,
    is_one_day,
    is_part,
    lies_ahead,
    narrows,
)
from upriver.documents.once import once
from upriver.documents.sentences import FAR

if TYPE_CHECKING:
    from upriver.documents.moments import Time
    from upriver.documents.passages import Passage

Dated = tuple[str | None, tuple[str, ...]]

_SHARED = re.compile("分别|依次|respectively")
_JOIN = re.compile(r"[、和与及,，]+|\s*,?\s*and\s*")
_BRACKET = re.compile(r"[^，。；]{0,6}[（(]")
_QUARTER = re.compile(r"\d{4}-Q[1-4]")
_NEW = re.compile(
    "同比|新增|新建|新引进|新颁布|新签|增长|增加|获批|获评|开工|投产|竣工|签约|兑现|created|added"
)
_END_OF = re.compile("[底末]|(?i:end of)")
_GOAL = re.compile("[^，。；]{0,14}(?:目标|任务|计划|预算)")
_OF_GOAL = re.compile("目标|任务|计划|预算|，")
_SAID = re.compile("表示|介绍|透露|指出|强调|通报|(?:正式|联合)?(?:公布|发布|印发|出台|通过)的")
# 2022年3月，市经信委负责人解读报告时介绍: the day of a talk, which opens its sentence.
_TOLD = re.compile(
    "[^。；\\d]{0,40}?(?:表示|介绍|透露|指出|强调|通报|获悉|消息|发布会|提出|报道)(?=[，：,])|"
    + _SAID.pattern
)
_GROWTH = re.compile(
    "增长|增加|新增|同比|环比|下降|减少|提高|提升|上升|回落|加快|放缓|收窄|扩大|增速|增幅|降幅|年均|高于|低于|比[上去]年"
    "|高出|完成|实现|(?i:grew|grown|rose|risen|fell|fallen|increas|declin|dropp|expand|surge|growth)"
)
_FORESEEN = re.compile("，?(?:预计|计划|拟|有望)")
_LEVEL, _COME_FROM = re.compile("[至到为]$"), re.compile(r"\bfrom \$?\d[^,;]{0,22}$")
_LONGEST_LEAD = 6
_FAR_ORIGIN = 32
_START = attrgetter("start")


def _start_of(standing: Standing) -> int:
    return standing.time.start


class Dating:
    """Periods and deadlines of a paragraph.

    Parameters
    ----------
    passage : Passage
        The paragraph.
    """

    def __init__(self, passage: Passage) -> None:
        self._passage = passage
        self._known: dict[int, Dated] = {}  # a growth asks for its period twice

    @once
    def _periods(self) -> tuple[Standing, ...]:
        """Times that can be a period, each with what later sentences inherit after it."""
        found: list[Standing] = []
        topic: Time | None = None
        stock: Time | None = None
        times, today = self._passage.times, self._passage.setting.today
        for at, read in enumerate(times):
            if read.role in {"base", "by"} or self._is_said(read):
                continue
            time = self._this_quarter(read, topic)
            if self._can_last(time, topic):
                carried = None if self._opens(at) else self._passage.setting.carried
                about = topic.period if topic else carried
                if is_one_day(time):
                    stock = time if _END_OF.search(time.text) else None
                elif not is_part(time, about, today):
                    topic, stock = time, None
            found.append(Standing(time, topic, stock))
        return tuple(found)

    def _this_quarter(self, time: Time, topic: Time | None) -> Time:
        """本季度 is the quarter that the report is about, which is over when it is written."""
        if "本季度" not in time.text:
            return time
        about = topic.period if topic else self._passage.setting.carried
        return time._replace(period=about) if about and _QUARTER.fullmatch(about) else time

    def _opens(self, at: int) -> bool:
        """Whether a time opens its sentence alone; a list, 一、二、三季度分别…, does not."""
        times = self._passage.times
        time = times[at]
        if self._joins(times[max(0, at - 1) : at + 1]) or self._joins(times[at : at + 2]):
            return False
        return self._leads(time)

    def _joins(self, pair: tuple[Time, ...]) -> bool:
        """Whether two times stand in one list."""
        text = self._passage.text
        return len(pair) == 2 and _JOIN.fullmatch(text, pair[0].end, pair[1].start) is not None

    def _can_last(self, time: Time, topic: Time | None) -> bool:
        """Whether later sentences can inherit a time: 一年来 does not replace 2022年."""
        if time.role not in {"in", "since"} or not time.period or self._is_goal(time):
            return False
        text, start = self._passage.text, time.start
        if _COME_FROM.search(text, max(0, start - _FAR_ORIGIN), start):
            return False  # up from 3.3 percent in 2022
        if time.role == "since" and (self._is_longer(time) or self._trails(time)):
            return False  # “十四五”以来 in a report on one year
        if lies_ahead(time, self._passage.setting.today) and _FORESEEN.match(text, time.end):
            return False  # 2023年预计完成…, told in February
        if topic and not self._leads(time) and is_aside(time, topic):
            return False  # 2015年产值…，“十二五”期间翻番: an aside on more years
        return topic is None or "period-vague" not in time.notes

    def _trails(self, time: Time) -> bool:
        """Whether a time is an aside behind a number: 占比为30%，“十四五”以来提高2个百分点."""
        first = self._passage.sentence_at(time.start).start
        return bool(self._passage.quantities_in(first, time.start))

    def _is_longer(self, time: Time) -> bool:
        """Whether a time begins before the year that the section is about."""
        section = self._passage.setting.section
        about = parse_period(section.period).start if section and section.period else None
        begun = parse_period(time.period).start if time.period else None
        return about is not None and begun is not None and begun < about

    def _is_goal(self, time: Time) -> bool:
        """Whether a year is that of a goal, not of what was reached: 完成全年目标的91%."""
        text = self._passage.text
        done = text.startswith("完成", time.start - 2) or text.startswith("占", time.start - 1)
        return done and _GOAL.match(text, time.end) is not None

    def _is_said(self, time: Time) -> bool:
        """Whether a time says when somebody spoke: 科技部9月介绍."""
        text = self._passage.text
        has_part = time.period is not None and "-" in time.period and ".." not in time.period
        opens = has_part and self._leads(time)
        return has_part and (_TOLD if opens else _SAID).match(text, time.end) is not None

    def _leads(self, time: Time) -> bool:
        return time.start - self._passage.sentence_at(time.start).start <= _LONGEST_LEAD

    def _is_flow(self, offset: int) -> bool:
        """Whether a number is a growth or a flow, which no single day can date."""
        passage = self._passage
        clause = passage.clause_at(offset - 1)
        numbers = passage.quantities_in(clause.start, offset)
        if not numbers:
            return False
        start = numbers[-2].end if len(numbers) > 1 else clause.start
        lead = passage.text[start : numbers[-1].start]
        return _GROWTH.search(lead) is not None and _LEVEL.search(lead) is None

    @once
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
                    and not (time.text.startswith("截") or self._is_said(time))
                    and "period-vague" not in time.notes
                )
            )
        )  # fmt: skip

    @once
    def _shares(self) -> bool:
        """Whether the paragraph holds a word that hands out periods to numbers."""
        return _SHARED.search(self._passage.text) is not None

    def _shared(self, offset: int) -> Time | None:
        """Period of one number of a list: 一季度、上半年和全年分别增长18%、9%和6%."""
        if not self._shares:
            return None
        passage = self._passage
        clause, sentence = passage.clause_at(offset - 1), passage.sentence_at(offset - 1)
        if _SHARED.search(passage.text, max(clause.start, offset - FAR), offset) is None:
            return None
        run: list[Time] = []
        for time in passage.times_in(sentence.start, offset):
            joined = self._joins((*run[-1:], time))
            run = [*run, time] if joined else run if len(run) > 1 else [time]
        numbers = passage.quantities_in(clause.start, clause.end)
        if not 1 < len(run) == len(numbers):
            return None
        return run[min(sum(q.end < offset for q in numbers), len(run) - 1)]

    def _goes_on(self, offset: int) -> bool:
        """Whether a number belongs to the period of the paragraph before: stocks do not."""
        clause = self._passage.clause_at(offset - 1)
        numbers = self._passage.quantities_in(clause.start, offset)
        if not numbers or numbers[-1].kind == "time":
            return False
        is_new = _NEW.search(self._passage.text, clause.start, clause.end) is not None
        return is_new or numbers[-1].kind != "count"

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
        found = self._known.get(offset)
        if found is None:
            found = self._known[offset] = self._period(offset)
        return found

    def _period(self, offset: int) -> Dated:
        passage, text = self._passage, self._passage.text
        shared = self._shared(offset)
        if shared is not None:
            return shared.period, shared.notes
        sentence, clause = passage.sentence_at(offset - 1), passage.clause_at(offset - 1)
        at = bisect_left(self._periods, offset, key=_start_of)
        in_sentence = at > 0 and self._periods[at - 1].time.start >= sentence.start
        if passage.is_english:
            # English puts its time behind the number: in its clause, else in its sentence.
            reach = clause.end if in_sentence else sentence.end
            behind = (t for t in passage.times_in(offset, reach) if t.role not in {"base", "by"})
            found = next(behind, None)
            if found is not None and not self._is_of_another(found, offset):
                return found.period, found.notes
        while at > 0:
            at -= 1
            time, topic, stock = self._periods[at]
            if time.start < sentence.start:
                other = topic is not None or passage.setting.carried is not None
                handed = topic if stock is None or (other and self._is_flow(offset)) else stock
                if handed is None:
                    break
                return handed.period, (*handed.notes, "period-inherited")
            if self._is_over(time, offset):
                continue
            # 现有 belongs to the stock beside it, the year of a goal to the goal
            beside = time.text.endswith("现有") and time.start < clause.start
            if not beside and not (self._is_goal(time) and _OF_GOAL.search(text, time.end, offset)):
                return time.period, time.notes
        setting = passage.setting
        if setting.section and setting.section.period:
            return setting.section.period, ("period-inherited",)
        if setting.carried and self._goes_on(offset):
            return setting.carried, ("period-inherited",)
        return None, ("period-not-stated",)

    def _is_over(self, time: Time, offset: int) -> bool:
        """Whether a semicolon has ended an aside on a longer time, before a number."""
        if time.role != "since" or "；" not in self._passage.text[time.end : offset]:
            return False
        return self._trails(time)

    def _is_of_another(self, time: Time, offset: int) -> bool:
        """Whether a stretch of years behind a number belongs to the number beside it."""
        is_stretch = "period-vague" in time.notes
        return is_stretch and bool(self._passage.quantities_in(offset, time.start))

    def years(self, offset: int) -> str | None:
        """Period of a yearly average: the last one of several years, which one year cannot be.

        Parameters
        ----------
        offset : int
            Where the quantity ends.

        Returns
        -------
        str, optional
            Such as 2021..2024; missing when no stretch of years is named before it.
        """
        at = bisect_left(self._periods, offset, key=_start_of)
        named = [each.time.period for each in self._periods[:at]]
        for text in reversed(named):
            period = parse_period(text) if text and ".." in text else None
            ends = (period.start, period.end) if period else (None, None)
            if ends[0] and ends[1] and ends[1].year > ends[0].year:
                return text
        return None

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
            t for t in passage.times_in(sentence.start, offset)
            if t.role == "in" and t.period and not self._is_said(t)
        ]  # fmt: skip
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
        setting, text = self._passage.setting, self._passage.text
        today, carried = setting.today, setting.carried
        times = [standing.time for standing in self._periods]
        stock = next((each.stock for each in self._periods if each.stock), None)
        # 2023年春运（1月7日至2月15日）: the brackets say it exactly.
        exact = {
            id(a)
            for a, b in pairwise(times)
            if text[b.start - 1] in "（(" and _BRACKET.fullmatch(text, a.end, b.start)
        }
        for time in times:
            if id(time) in exact:
                continue
            if time.role not in {"in", "since"} or not time.period or is_one_day(time):
                continue
            if any(self._leads(other) and narrows(other, time) for other in times):
                continue
            if is_part(time, carried, today):
                continue
            start = parse_period(time.period).start
            if today is None or (start is not None and start <= today):
                return time.period
        return carried or (stock and stock.period)
