"""Where do sentences and clauses begin and end."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from upriver.documents.once import once

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# Both begin with a set of characters, which the engine looks for many times faster than for a
# choice of patterns.
_SENTENCE_END = re.compile(
    r"[。！？!?….](?:(?<!\.)[。！？!?…]*[”’」』\"）)]*|(?<=[a-z%\d)]\.)(?=\s+[A-Z“\"]|\s*$)"
    r"|(?<=[A-Z]{3}\.)(?=\s+[A-Z“\"]|\s*$))"
)
# A comma between digits belongs to the number; a colon between digits is a time of day.
# What a colon parts from its number is the number's name: Total foreign trade: 16.78 billion yuan.
_CLAUSE_END = re.compile(
    r"[，；：;。！？!?,:](?:(?<![,:：])|(?<![:：])(?:(?<!\d,)|(?!\d))|(?<=[:：])(?!\s*[\d¥$]))"
)

_END = attrgetter("end")
# Words further from a number say nothing of it, even where no comma stands for pages.
FAR = 300


class Span(NamedTuple):
    """A stretch of text.

    Parameters
    ----------
    start, end : int
        Offsets; the end is not included.
    """

    start: int
    end: int


class Sentence:
    """A sentence and its clauses, which are looked for when they are asked for.

    Parameters
    ----------
    text : str
        The paragraph.
    start, end : int
        Offsets in the paragraph.
    """

    __slots__ = ("_clauses", "_near", "_text", "end", "start")

    def __init__(self, text: str, start: int, end: int) -> None:
        self.start = start
        self.end = end
        self._text = text
        self._clauses: tuple[Span, ...] | None = None
        self._near: Span | None = None

    @property
    def clauses(self) -> tuple[Span, ...]:
        """Its clauses.

        Returns
        -------
        tuple of Span
            Without the commas between them.
        """
        if self._clauses is None:
            self._clauses = _clauses(self._text, self.start, self.end)
        return self._clauses

    def clause_at(self, offset: int) -> Span:
        """Clause around an offset.

        Parameters
        ----------
        offset : int
            Offset in the paragraph.

        Returns
        -------
        Span
            The first clause that ends behind it; else the last one.
        """
        near = self._near
        if near is not None and near.start <= offset < near.end:
            return near  # most questions are about the same one
        clauses = self.clauses
        at = bisect_right(clauses, offset, key=_END)
        self._near = clauses[at if at < len(clauses) else -1]
        return self._near


def _clauses(text: str, start: int, end: int) -> tuple[Span, ...]:
    found: list[Span] = []
    last = start
    for match in _CLAUSE_END.finditer(text, start, end):
        first, behind = match.span()
        if first > last:
            found.append(Span(last, first))
        last = behind
    if last < end:
        found.append(Span(last, end))
    return tuple(found)


def split_sentences(text: str) -> tuple[Sentence, ...]:
    """Sentences of a paragraph, with their clauses.

    Parameters
    ----------
    text : str
        A paragraph.

    Returns
    -------
    tuple of Sentence
        In the order of the text; every character but the spaces between is in one of them.

    Examples
    --------
    >>> text = "产值达90亿元，增长5%。企业151家。"
    >>> [text[s.start:s.end] for s in split_sentences(text)]
    ['产值达90亿元，增长5%。', '企业151家。']
    >>> len(split_sentences(text)[0].clauses)
    2
    """
    found: list[Sentence] = []
    last = 0
    for match in _SENTENCE_END.finditer(text):
        end = match.end()
        found.append(Sentence(text, last, end))
        last = end
    if text[last:].strip():
        found.append(Sentence(text, last, len(text)))
    return tuple(found)


class SentenceIndex:
    """Sentences of a paragraph, to be asked which one stands around an offset.

    Parameters
    ----------
    sentences : sequence of Sentence
        In the order of the text, one behind the other.
    """

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self._sentences = sentences
        self._near = sentences[0] if sentences else None

    @once
    def clauses(self) -> tuple[Span, ...]:
        """Clauses of all sentences.

        Returns
        -------
        tuple of Span
            In the order of the text.
        """
        return tuple([clause for sentence in self._sentences for clause in sentence.clauses])

    def at(self, offset: int) -> Sentence:
        """Sentence around an offset.

        Parameters
        ----------
        offset : int
            Offset in the paragraph.

        Returns
        -------
        Sentence
            The first one that ends behind it; else the last one.
        """
        near = self._near
        if near is not None and near.start <= offset < near.end:
            return near  # most questions are about the same one
        sentences = self._sentences
        at = bisect_right(sentences, offset, key=_END)
        self._near = found = sentences[at if at < len(sentences) else -1]
        return found

    def clause_at(self, offset: int) -> Span:
        """Clause around an offset.

        Parameters
        ----------
        offset : int
            Offset in the paragraph.

        Returns
        -------
        Span
            The clause, in the sentence around it.
        """
        return self.at(offset).clause_at(offset)


class Cover:
    """Stretches of a text, to be asked whether one of them touches another stretch.

    Parameters
    ----------
    spans : iterable of (int, int)
        Offsets, in any order; they may overlap.
    """

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        last = 0
        for start, end in sorted(spans):
            last = max(last, end)
            self._starts.append(start)
            self._ends.append(last)

    def touches(self, start: int, end: int) -> bool:
        """Whether one of the stretches overlaps another one.

        Parameters
        ----------
        start, end : int
            Offsets of the other one.

        Returns
        -------
        bool
            True when they share a character.
        """
        before = bisect_left(self._starts, end)
        return before > 0 and self._ends[before - 1] > start


def first_sentence(text: str) -> Sentence | None:
    """First sentence of a paragraph; the others are not looked at.

    Parameters
    ----------
    text : str
        A paragraph.

    Returns
    -------
    Sentence, optional
        The first one of ``split_sentences``; missing when there is none.

    Examples
    --------
    >>> first_sentence("产值达90亿元。企业151家。").end
    8
    """
    match = _SENTENCE_END.search(text)
    if match:
        return Sentence(text, 0, match.end())
    return Sentence(text, 0, len(text)) if text.strip() else None


def trim_span(text: str, start: int, end: int) -> Span:
    """Span without spaces, dashes and stops at its ends.

    Parameters
    ----------
    text : str
        The text.
    start, end : int
        Offsets.

    Returns
    -------
    Span
        The narrower span.
    """
    # No local rebinding of the arguments, so that the caller's offsets stay readable.
    first, last = start, end
    while first < last and text[first] in " \t\n\u3000—–·■•，,、；;。":
        first += 1
    while last > first and text[last - 1] in " \t\n\u3000，,、；;。！!？?":
        last -= 1
    return Span(first, last)
