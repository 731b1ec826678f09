"""What is known at a point of a paragraph: its time, its place, its speaker, its mode."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from math import inf
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING

from upriver.core.periods import parse_period
from upriver.documents.contexts import Setting, after_opening, opening_of, plan_of, runs_on
from upriver.documents.dating import Dating
from upriver.documents.drafts import subjects_of
from upriver.documents.masks import Masks, outside_titles
from upriver.documents.modes import ADDS, Cue, Mode, ModeTrack, find_cues
from upriver.documents.once import once
from upriver.documents.quantities import find_quantities
from upriver.documents.regions import place_of, regions_of
from upriver.documents.rules import has_latin
from upriver.documents.sentences import SentenceIndex, split_sentences
from upriver.documents.speakers import find_speaker, speech_start
from upriver.documents.times import blank, find_times

if TYPE_CHECKING:
    from upriver.documents.amounts import Quantity
    from upriver.documents.articles import Paragraph
    from upriver.documents.moments import Time
    from upriver.documents.places import Place
    from upriver.documents.sentences import Sentence, Span

_PLAN_SPEAKS = re.compile(
    r"(?:方案|规划|意见|计划|措施|纲要|》)[^，。]{0,4}(?:提出|明确|要求|指出)"
)
_ENGLISH = re.compile(r"[A-Za-z][A-Za-z]{2} ")
_ENGLISH_SENTENCE = re.compile(r"[A-Za-z][A-Za-z]{2} [a-z]")
_START, _FIRST = attrgetter("start"), itemgetter(0)
_OTHER = re.compile(r"\s*(?:另一[份项组]|另据|又讯|另讯|另悉|相关链接)")
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
    printed_times : tuple of Time
        Its phrases of time, those in titles of documents included.
    times : tuple of Time
        Its phrases of time.
    quantities : tuple of Quantity
        Its quantities.
    setting : Setting
        What held before it.
    """

    paragraph: Paragraph
    printed_times: tuple[Time, ...]
    times: tuple[Time, ...]
    quantities: tuple[Quantity, ...]
    setting: Setting

    # Most paragraphs hold no claim: what only claims ask for is worked out when they do. What
    # is asked again and again is kept in order, so that a long paragraph costs no more a word.

    @once
    def text(self) -> str:
        """Words of the paragraph.

        Returns
        -------
        str
            With narrow digits.
        """
        return self.paragraph.text

    @once
    def plain(self) -> str:
        """Words of the paragraph with the phrases of time blanked out.

        Returns
        -------
        str
            Of the same length.
        """
        return blank(self.text, self.printed_times)

    @once
    def sentences(self) -> tuple[Sentence, ...]:
        """Sentences of the paragraph.

        Returns
        -------
        tuple of Sentence
            In the order of the text.
        """
        return split_sentences(self.text)

    @once
    def _index(self) -> SentenceIndex:
        return SentenceIndex(self.sentences)

    @once
    def clauses(self) -> tuple[Span, ...]:
        """Clauses of all sentences.

        Returns
        -------
        tuple of Span
            In the order of the text.
        """
        return tuple([clause for sentence in self.sentences for clause in sentence.clauses])

    @once
    def subjects(self) -> tuple[tuple[int, str | None], ...]:
        """From where on an airport, a firm or a park is the subject.

        Returns
        -------
        tuple of (int, str or None)
            Offsets of clauses and the subject from there on.
        """
        return subjects_of(self.plain, self.clauses)

    @once
    def is_english(self) -> bool:
        """Whether English words stand in the paragraph.

        Returns
        -------
        bool
            True when time may stand behind its number.
        """
        return has_latin(self.text) and _ENGLISH.search(self.text) is not None

    @once
    def speaks_from(self) -> int:
        """From where on the speaker's words are reported.

        Returns
        -------
        int
            Offset in the paragraph.
        """
        return speech_start(self.text, self.setting.speaker, self.sentences)

    @once
    def cues(self) -> tuple[Cue, ...]:
        """Words that decide the mode.

        Returns
        -------
        tuple of Cue
            In the order of the text.
        """
        return find_cues(self.text, times=self.times, today=self.setting.today)

    @once
    def regions(self) -> tuple[tuple[int, int, Place], ...]:
        """From where to where a place is the subject.

        Returns
        -------
        tuple of (int, int, Place)
            Offsets in the paragraph.
        """
        start = place_of(self.setting.speaker) or self.setting.home
        return regions_of(self.plain, self.clauses, start, self.setting.home)

    @once
    def _modes(self) -> dict[int, ModeTrack]:
        """Modes of the sentences that were asked for, by their first offset."""
        return {}

    @once
    def _aims_from(self) -> float:
        """Where a plan begins to speak; infinite when none does."""
        found = _PLAN_SPEAKS.search(self.text)
        return found.start() if found else inf

    @once
    def _strong_cues(self) -> tuple[Cue, ...]:
        is_sentence = self.is_english and _ENGLISH_SENTENCE.search(self.text) is not None
        return () if is_sentence else tuple(cue for cue in self.cues if cue.strength == 3)

    @once
    def _dates(self) -> tuple[Time, ...]:
        """Times that say when something was, is or will be."""
        return tuple(time for time in self.times if time.role in {"by", "in", "since"})

    @once
    def dating(self) -> Dating:
        """Periods and deadlines.

        Returns
        -------
        Dating
            What governs each number.
        """
        return Dating(self)

    def times_in(self, start: int, end: int) -> tuple[Time, ...]:
        """Phrases of time that begin in a stretch.

        Parameters
        ----------
        start, end : int
            Offsets in the paragraph.

        Returns
        -------
        tuple of Time
            In the order of the text.
        """
        times = self.times
        return times[bisect_left(times, start, key=_START) : bisect_left(times, end, key=_START)]

    def quantities_in(self, start: int, end: int) -> tuple[Quantity, ...]:
        """Quantities that begin in a stretch.

        Parameters
        ----------
        start, end : int
            Offsets in the paragraph.

        Returns
        -------
        tuple of Quantity
            In the order of the text.
        """
        found = self.quantities
        return found[bisect_left(found, start, key=_START) : bisect_left(found, end, key=_START)]

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
        return self._index.at(offset)

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
        return self._index.at(offset).clause_at(offset)

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
        track = self._modes.get(sentence.start)
        if track is None:
            track = self._modes[sentence.start] = self._track(sentence)
        return track.at(end)

    def _track(self, sentence: Sentence) -> ModeTrack:
        default = self.setting.section_mode
        if self._aims_from < sentence.start or self._goes_on(sentence):
            default = "target"
        elif default != "target":
            strong = bisect_left(self._strong_cues, sentence.start, key=_START)
            dated = bisect_left(self._dates, sentence.start, key=_START)
            if (
                strong
                and dated
                and self._strong_cues[strong - 1].mode == "target"
                and self._dates[dated - 1].role == "by"
            ):
                default = "target"  # the last time before is a deadline, not an observation
        first = bisect_left(self.cues, sentence.start, key=_START)
        cues = self.cues[first : bisect_left(self.cues, sentence.end, key=_START)]
        section = self.setting.section
        if section and self.setting.section_mode == "observed" and section.role != "by":
            # 预计实现 in a report on the year that is over: a first estimate of what was.
            cues = tuple(cue for cue in cues if (cue.mode, cue.strength) != ("forecast", 1))
        return ModeTrack(cues, sentence=sentence, default=default)

    def _goes_on(self, sentence: Sentence) -> bool:
        """Whether a sentence adds to the aims of the one before: 计划投资…。完成…."""
        if sentence.start == 0 or not ADDS.match(self.text, sentence.start):
            return False
        before = self.sentence_at(sentence.start - 1)
        return self.mode(before.start, before.end) in {("target", 2), ("target", 3)}

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
        for at in range(bisect_right(self.regions, offset, key=_FIRST) - 1, -1, -1):
            _, end, place = self.regions[at]
            if offset <= end:
                return place
        return place_of(self.setting.speaker) or self.setting.home


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
    former = parse_period(setting.carried).year if setting.carried else None
    section = setting.section
    about = section.year if section and section.year else setting.year
    times = find_times(text, today=setting.today, year=about, former=former)
    if runs_on(text):
        setting = after_opening(opening_of(text), times, setting)
    speaker = find_speaker(text, setting.known)
    if speaker is None and setting.speaker is not None and _GOES_ON.match(text):
        speaker = setting.speaker
    turned = speaker is not None and setting.speaker is not None and speaker != setting.speaker
    carried = None if not setting.carried or turned or _OTHER.match(text) else setting.carried
    plan = plan_of(text) or setting.plan
    here = setting
    if speaker is not setting.speaker or plan is not setting.plan or carried != setting.carried:
        here = replace(setting, speaker=speaker, plan=plan, carried=carried)
    return Passage(
        paragraph=paragraph,
        printed_times=times,
        times=outside_titles(text, times),
        quantities=find_quantities(text, masks=Masks(text, times=times)),
        setting=here,
    )


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
    setting = passage.setting
    opening = opening_of(passage.text)
    if not opening:
        return setting
    carried = passage.dating.carried() if passage.times else setting.carried
    if carried != setting.carried:
        setting = replace(setting, carried=carried)
    return after_opening(opening, passage.times, setting)
