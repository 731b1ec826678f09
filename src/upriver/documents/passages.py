"""What is known at a point of a paragraph: its time, its place, its speaker, its mode."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from upriver.core.periods import parse_period
from upriver.documents.contexts import Setting, after_opening, plan_of
from upriver.documents.masks import find_masks
from upriver.documents.modes import Cue, Mode, find_cues, mode_at
from upriver.documents.places import Place, find_places, is_subject, resolve_level
from upriver.documents.quantities import Quantity, find_quantities
from upriver.documents.sentences import Sentence, Span, split_sentences
from upriver.documents.speakers import Speaker, find_speaker
from upriver.documents.times import Time, find_times

if TYPE_CHECKING:
    from upriver.documents.articles import Paragraph

_PLAN_SPEAKS = re.compile(
    r"(?:方案|规划|意见|计划|措施|纲要|》)[^，。]{0,4}(?:提出|明确|要求|指出)"
)
_BOOK = re.compile(r"《[^》]*》")
_GOES_ON = re.compile(
    r"^[“\"]?(?:接下来|另外|此外|首先|其次|再次|同时|针对|在.{2,16}方面|下一步|如果说|我[市区省县们])"
)


@dataclass(frozen=True)
class Passage:
    """A paragraph with everything that was found in it.

    Parameters
    ----------
    paragraph : Paragraph
        The paragraph.
    plain : str
        Its text with the phrases of time blanked out.
    sentences : tuple of Sentence
        Its sentences.
    times : tuple of Time
        Its phrases of time.
    quantities : tuple of Quantity
        Its quantities.
    setting : Setting
        What held before it.
    speaks_from : int
        From where on the speaker's words are reported.
    """

    paragraph: Paragraph
    plain: str
    sentences: tuple[Sentence, ...]
    times: tuple[Time, ...]
    quantities: tuple[Quantity, ...]
    setting: Setting
    speaks_from: int = 0

    @cached_property
    def cues(self) -> tuple[Cue, ...]:
        """Words that decide the mode.

        Returns
        -------
        tuple of Cue
            In the order of the text.
        """
        return find_cues(self.text, times=self.times, today=self.setting.today)

    @cached_property
    def regions(self) -> tuple[tuple[int, int, Place], ...]:
        """From where to where a place is the subject.

        Returns
        -------
        tuple of (int, int, Place)
            Offsets in the paragraph.
        """
        start = _place_of(self.setting.speaker) or self.setting.home
        return _regions(self.plain, self.sentences, start, self.setting.home)

    @property
    def text(self) -> str:
        """Words of the paragraph.

        Returns
        -------
        str
            With narrow digits.
        """
        return self.paragraph.text

    def sentence_at(self, offset: int) -> Sentence:
        """Sentence around an offset.

        Parameters
        ----------
        offset : int
            Offset in the paragraph.

        Returns
        -------
        Sentence
            The sentence.
        """
        return next((s for s in self.sentences if offset < s.end), self.sentences[-1])

    def clause_at(self, offset: int) -> Span:
        """Clause around an offset.

        Parameters
        ----------
        offset : int
            Offset in the paragraph.

        Returns
        -------
        Span
            The clause.
        """
        clauses = self.sentence_at(offset).clauses
        return next((c for c in clauses if offset < c.end), clauses[-1])

    def mode(self, start: int, end: int) -> tuple[Mode, int]:
        """How a statement is meant.

        Parameters
        ----------
        start, end : int
            Offsets of its quantity.

        Returns
        -------
        tuple of mode and int
            The mode and the strength of the cue behind it.
        """
        sentence = self.sentence_at(start)
        ends = [clause.end for clause in sentence.clauses]
        default = self.setting.section_mode
        if any(m.start() < sentence.start for m in _PLAN_SPEAKS.finditer(self.text)):
            default = "target"
        earlier = [cue for cue in self.cues if cue.start < sentence.start and cue.strength == 3]
        if re.search("[A-Za-z]{3} [a-z]", self.text):
            earlier = []
        if earlier and earlier[-1].mode == "target" and _deadline_before(self, sentence.start):
            default = "target"
        return mode_at(
            end,
            cues=self.cues,
            sentence=Span(sentence.start, sentence.end),
            clause_ends=ends,
            default=default,
        )

    def region(self, offset: int) -> Place | None:
        """Place that a statement is about.

        Parameters
        ----------
        offset : int
            Offset of its quantity.

        Returns
        -------
        Place, optional
            The last subject; else the speaker's place; else the document's.
        """
        for start, end, place in reversed(self.regions):
            if start <= offset <= end:
                return place
        return _place_of(self.setting.speaker) or self.setting.home

    def period(self, offset: int) -> tuple[str | None, tuple[str, ...]]:
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
        sentence, clause = self.sentence_at(offset - 1), self.clause_at(offset - 1)
        before = [t for t in self.times if t.start < offset and t.role not in {"base", "by"}]
        if re.search("[A-Za-z]{3} ", self.text) and not any(
            t.start >= sentence.start for t in before
        ):
            # English puts its time behind the number.
            behind = (
                t for t in self.times if offset <= t.start < sentence.end and t.role != "base"
            )
            found = next(behind, None)
            if found is not None:
                return found.period, found.notes
        for time in reversed(before):
            if time.text.endswith("现有") and time.start < clause.start:
                continue  # 现有 belongs to the stock beside it
            if time.start >= sentence.start:
                return time.period, time.notes
            if time.role in {"in", "since"} and time.period and "日" not in time.text:
                return time.period, (*time.notes, "period-inherited")
        if self.setting.section and self.setting.section.period:
            return self.setting.section.period, ("period-inherited",)
        return None, ("period-not-stated",)

    def deadline(self, offset: int) -> tuple[str | None, tuple[str, ...]]:
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
        sentence = self.sentence_at(offset - 1)
        reach = sentence.end if re.search("[A-Za-z]{3} ", self.text) else offset
        for time in reversed([t for t in self.times if t.start < reach]):
            due = time.role == "by" or (time.role == "in" and self._lies_ahead(time))
            if due and time.period:
                between = any(time.end <= q.start and q.end < offset for q in self.quantities)
                inherited = between or time.start < sentence.start
                text = time.period.rpartition("..")[2]
                return text, ("deadline-inherited",) if inherited else ()
        if self.setting.section and self.setting.section_mode == "target":
            due_text = self.setting.section.period
            return due_text and due_text.rpartition("..")[2], ("deadline-inherited",)
        if self.setting.plan:
            return self.setting.plan[1], ("deadline-of-plan",)
        return None, ()

    def _lies_ahead(self, time: Time) -> bool:
        today = self.setting.today
        end = parse_period(time.period).end if time.period else None
        return end is not None and today is not None and end > today


def _deadline_before(passage: Passage, offset: int) -> bool:
    """Whether the last time before an offset is a deadline, not an observation."""
    before = [t for t in passage.times if t.start < offset and t.role in {"by", "in", "since"}]
    return bool(before) and before[-1].role == "by"


def _place_of(speaker: Speaker | None) -> Place | None:
    """District or city of a speaker's office."""
    if speaker is None or not speaker.title:
        return None
    return next((m.place for m in find_places(speaker.title) if m.place and m.start < 2), None)


def _regions(
    plain: str, sentences: tuple[Sentence, ...], current: Place | None, home: Place | None
) -> tuple[tuple[int, int, Place], ...]:
    found: list[tuple[int, int, Place]] = []
    clauses = [clause for sentence in sentences for clause in sentence.clauses]
    here = current
    for mention in find_places(plain):
        clause = next((c for c in clauses if mention.start < c.end), None)
        if clause is None:
            continue
        book = plain.rfind("《", clause.start, mention.start)
        first = book + 1 if book >= 0 else clause.start
        if not is_subject(plain, first, mention):
            continue
        place = mention.place or resolve_level(mention.level, current=here, home=home)
        if place is None:
            continue
        above = here is not None and mention.place is None and place.name == here.parent
        found.append((mention.start, clause.end if above else len(plain), place))
        here = here if above else place
    return tuple(found)


def _blank(text: str, times: tuple[Time, ...]) -> str:
    signs = list(text)
    for time in times:
        signs[time.start : time.end] = " " * (time.end - time.start)
    return "".join(signs)


def read_passage(paragraph: Paragraph, setting: Setting) -> Passage:
    """Find everything in a paragraph.

    Parameters
    ----------
    paragraph : Paragraph
        The paragraph.
    setting : Setting
        What held before it.

    Returns
    -------
    Passage
        Times, quantities, cues and places.
    """
    text = paragraph.text
    times = find_times(text, today=setting.today)
    books = [match.span() for match in _BOOK.finditer(text)]
    dated = tuple(t for t in times if not any(a < t.start < b for a, b in books))
    sentences = split_sentences(text)
    plain = _blank(text, times)
    speaker = find_speaker(text, setting.known)
    if speaker is None and _GOES_ON.search(text):
        speaker = setting.speaker
    here = replace(setting, speaker=speaker, plan=plan_of(text) or setting.plan)
    return Passage(
        paragraph=paragraph,
        plain=plain,
        sentences=sentences,
        times=dated,
        quantities=find_quantities(text, masks=find_masks(text, times=times)),
        setting=here,
        speaks_from=_speaks_from(text, speaker, sentences),
    )


def _speaks_from(text: str, speaker: Speaker | None, sentences: tuple[Sentence, ...]) -> int:
    """Where reported speech begins: at a leading quotation, else with the speaker's sentence."""
    at = text.find(speaker.name) if speaker else -1
    if at < 0 or text.startswith(("“", '"')):
        return 0
    return next((s.start for s in sentences if at < s.end), 0)


def after_passage(passage: Passage) -> Setting:
    """What holds after a paragraph.

    Parameters
    ----------
    passage : Passage
        The paragraph that was read.

    Returns
    -------
    Setting
        With the speaker, the plan and the section that it leaves behind.
    """
    if not passage.sentences:
        return passage.setting
    first = passage.sentences[0]
    words = passage.text[first.start : first.end]
    clause = passage.text[first.start : first.clauses[0].end + 1] if first.clauses else words
    opening = clause if clause.endswith("：") else words
    return after_opening(opening, passage.times, passage.setting)
