"""Where does a stretch of a document's text stand in the file it was read from."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from upriver.core.message import Message

Kind = Literal["characters", "paragraphs", "pages"]
# Prose is body, or an item of a list, which is whole as it stands.
Role = Literal["body", "item", "heading", "byline", "caption", "table"]
PROSE: frozenset[Role] = frozenset(["body", "item"])


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a stretch of text is from.

    Parameters
    ----------
    kind : {"characters", "paragraphs", "pages"}
        What is counted: characters of the decoded file, paragraphs of a DOCX from 1, or
        pages of a PDF from 1.
    start, end : int
        Of characters the offsets, the end not included; else the first and the last number.
    line : int, optional
        Of pages, the line on the first page, from 1.
    """

    kind: Kind
    start: int
    end: int
    line: int | None = None


def _numbers() -> array[int]:
    return array("q")


@dataclass(frozen=True, slots=True)
class SourceMap:
    """The way from offsets of a text back to its source.

    Parameters
    ----------
    kind : {"characters", "paragraphs", "pages"}
        What the source counts in.
    starts, ends : array of int
        Stretches of the text, in order. Without any, text and source are the same.
    firsts, lasts : array of int
        For each its offsets in the source; of paragraphs the number twice; of pages the
        page and the line.

    Examples
    --------
    >>> found = SourceMap("characters", array("q", [0, 2]), array("q", [2, 3]),
    ...                   array("q", [4, 9]), array("q", [6, 17]))
    >>> found.origin(1, 3)
    Origin(kind='characters', start=5, end=17, line=None)
    """

    kind: Kind = "characters"
    starts: array[int] = field(default_factory=_numbers)
    ends: array[int] = field(default_factory=_numbers)
    firsts: array[int] = field(default_factory=_numbers)
    lasts: array[int] = field(default_factory=_numbers)

    def origin(self, start: int, end: int) -> Origin:
        """Where a stretch of the text is from.

        Parameters
        ----------
        start, end : int
            Offsets in the text, the end not included.

        Returns
        -------
        Origin
            The smallest stretch of the source that holds it. A sign that the reader set
            itself, such as the line end between two paragraphs, counts to its neighbour.
        """
        if not self.starts:
            return Origin(self.kind, start, end)
        first = max(0, bisect_right(self.starts, start) - 1)
        last = max(first, bisect_right(self.starts, max(start, end - 1)) - 1)
        if self.kind == "pages":
            return Origin("pages", self.firsts[first], self.firsts[last], self.lasts[first])
        if self.kind == "paragraphs":
            return Origin("paragraphs", self.firsts[first], self.firsts[last])
        return Origin("characters", self._offset(first, start), self._offset(last, end))

    def _offset(self, run: int, offset: int) -> int:
        length = self.ends[run] - self.starts[run]
        inside = min(max(offset - self.starts[run], 0), length)
        if self.lasts[run] - self.firsts[run] == length:
            return self.firsts[run] + inside
        # An entity such as &#20803; is one sign here and several there.
        return self.lasts[run] if inside else self.firsts[run]


@dataclass(frozen=True, slots=True)
class Extract:
    r"""What a reader of one file format hands over.

    Parameters
    ----------
    text : str
        The words, line ends as ``\n``.
    origins : SourceMap
        The way back.
    roles : mapping of int to str
        What a line is, by the offset at which it starts, where the format says so.
    notes : tuple of Message
        What was left out, and why.
    """

    text: str
    origins: SourceMap = field(default_factory=SourceMap)
    roles: Mapping[int, Role] = field(default_factory=dict)
    notes: tuple[Message, ...] = ()


class TextBuilder:
    """Collects text together with the way back to its source.

    Parameters
    ----------
    kind : {"characters", "paragraphs", "pages"}
        What the source counts in.
    """

    def __init__(self, kind: Kind) -> None:
        self._map = SourceMap(kind)
        self._parts: list[str] = []
        self._roles: dict[int, Role] = {}
        self.length = 0

    def add(self, words: str, first: int, last: int) -> None:
        """Add words of the source.

        Parameters
        ----------
        words : str
            The words.
        first, last : int
            Where they stand, as in ``SourceMap``.
        """
        if not words:
            return
        found = self._map
        grows = (
            found.kind == "characters"
            and bool(found.ends)
            and found.ends[-1] == self.length
            and found.lasts[-1] == first
            and last - first == len(words)
            and found.lasts[-1] - found.firsts[-1] == found.ends[-1] - found.starts[-1]
        )
        if grows:
            found.ends[-1] += len(words)
            found.lasts[-1] = last
        else:
            found.starts.append(self.length)
            found.ends.append(self.length + len(words))
            found.firsts.append(first)
            found.lasts.append(last)
        self.put(words)

    def put(self, words: str) -> None:
        """Add words that the source does not hold, such as the sign between two cells.

        Parameters
        ----------
        words : str
            The words.
        """
        self._parts.append(words)
        self.length += len(words)

    def mark(self, role: Role) -> None:
        """Say what the line is that begins here.

        Parameters
        ----------
        role : str
            What it is.
        """
        self._roles[self.length] = role

    def extract(self, notes: tuple[Message, ...] = ()) -> Extract:
        """All that was collected.

        Parameters
        ----------
        notes : tuple of Message
            What was left out.

        Returns
        -------
        Extract
            Text, the way back and the roles.
        """
        return Extract("".join(self._parts), self._map, self._roles, notes)
