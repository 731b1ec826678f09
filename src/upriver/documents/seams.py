"""Where does an article go on that breaks off, when another article is printed in between."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from upriver.documents.lines import is_open
from upriver.documents.sources import PROSE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from upriver.documents.lines import Line

_CLAUSE = re.compile(r"[，,]?[^，,；。！？!?;]+[；。！？!?;]*[”’」』）)\"]*")
_LETTERS = re.compile(r"[^\u4e00-\u9fffA-Za-z]+")
# How far on the page a continuation is sought, in articles.
_REACH = 8
# Evidence in nats: what a seam inside a sentence costs, what a move needs in all and a pair.
_INNER_SEAM, _LEAST_EVIDENCE, _LEAST_MEAN = 6.0, 25.0, 0.05
_SHORTEST_DANGLING = 12
# Weight of the whole page in the share of a pair: a pair that neither knows decides nothing.
_MIXING = 0.5
_ROUNDS = 3
# Below so many pairs of letters an article has no vocabulary of its own.
_FEWEST_PAIRS = 60
_LONGEST_UNIT = 400
_PLANE = 0x110000


def body_text(lines: list[Line], most: int) -> str:
    """Beginning of the body of an article.

    Parameters
    ----------
    lines : list of Line
        Its lines.
    most : int
        How many characters at most.

    Returns
    -------
    str
        The lines of body, a line end between them.
    """
    found: list[str] = []
    left = most
    for line in lines:
        if line.role in PROSE and left > 0:
            found.append(line.text[:left])
            left -= len(line.text)
    return "\n".join(found)


def share_of_words(heading: str, body: str) -> float:
    """Share of the words of a heading that a body repeats.

    Parameters
    ----------
    heading, body : str
        Their texts.

    Returns
    -------
    float
        Share of the pairs of neighbouring letters, from 0 to 1; digits and signs part them.

    Examples
    --------
    >>> share_of_words("航线25条，国际", "国际客运恢复")
    0.5
    """
    own = {
        run[at : at + 2]
        for run in _LETTERS.split(heading[:_LONGEST_UNIT])
        for at in range(len(run) - 1)
    }
    return sum(map(body.__contains__, own)) / len(own) if own else 0.0


@dataclass(frozen=True, slots=True)
class _Unit:
    """A clause of a line."""

    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Clauses of a donor that fit the receiver better, from the first to the last."""

    donor: int
    first: int
    last: int
    evidence: float


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Pairs of neighbouring letters of an article, and the clause that each stands in."""

    units: tuple[_Unit, ...]
    words: NDArray[np.int64]
    unit: NDArray[np.int64]


def _units(lines: list[Line]) -> tuple[_Unit, ...]:
    found = []
    for number, line in enumerate(lines):
        if line.role in {"caption", "byline", "table"}:
            continue
        spans = [(0, len(line.text))]
        if line.role in PROSE:
            spans = [match.span() for match in _CLAUSE.finditer(line.text)] or spans
            spans[0] = (0, spans[0][1])
        found += [_Unit(number, start, end) for start, end in spans]
    return tuple(found)


def _pairs(lines: list[Line]) -> _Pairs:
    units = _units(lines)
    parts = [lines[unit.line].text[unit.start : unit.end] for unit in units]
    joined = "".join(f"{part}\n" for part in parts)
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.int64)
    owner = np.repeat(np.arange(len(parts)), [len(part) + 1 for part in parts])
    is_letter = (codes >= 0x4E00) & (codes <= 0x9FFF)
    is_letter |= ((codes | 0x20) >= ord("a")) & ((codes | 0x20) <= ord("z"))
    both = is_letter[:-1] & is_letter[1:]
    return _Pairs(units, (codes[:-1] * _PLANE + codes[1:])[both], owner[:-1][both])


def _last_body(lines: list[Line]) -> int | None:
    return next((i for i in reversed(range(len(lines))) if lines[i].role in PROSE), None)


def breaks_off(lines: list[Line]) -> bool:
    """Whether the last sentence of an article is not finished.

    Parameters
    ----------
    lines : list of Line
        Its lines.

    Returns
    -------
    bool
        True when its last line of body ends without a stop.
    """
    last = _last_body(lines)
    return (
        last is not None
        and len(lines[last].text) >= _SHORTEST_DANGLING
        and is_open(lines[last].text)
    )


def _best_stretch(
    units: tuple[_Unit, ...], scores: NDArray[np.float64], *, lines: list[Line], donor: int
) -> _Stretch:
    """Neighbouring clauses with the most evidence; a seam inside a sentence costs some."""
    best = _Stretch(donor, 0, 0, -math.inf)
    running, first = -math.inf, 0
    for number, (unit, score) in enumerate(zip(units, scores.tolist(), strict=True)):
        fresh = -_INNER_SEAM if unit.start else 0.0
        if fresh > running:
            running, first = fresh, number
        running += score
        is_inner = unit.end < len(lines[unit.line].text.rstrip())
        evidence = running - (_INNER_SEAM if is_inner else 0.0)
        if evidence > best.evidence:
            best = _Stretch(donor, first, number, evidence)
    return best


class _Comparison:
    """How much likelier each clause of a donor is in the receiver than in the rest of its own."""

    def __init__(self, receiver: _Pairs, donor: _Pairs) -> None:
        both = np.concatenate([receiver.words, donor.words])
        known, ids = np.unique(both, return_inverse=True)
        self._size = len(known)
        self._mine = ids[: len(receiver.words)]
        self._ids = ids[len(receiver.words) :]
        self._base = (np.bincount(ids, minlength=self._size) / max(len(ids), 1))[self._ids]
        self._unit = donor.unit
        self._count = len(donor.units)
        of_unit = np.array([unit.line for unit in donor.units], dtype=np.int64)
        self._line = of_unit[donor.unit]
        keys = self._line * self._size + self._ids
        _, self._of_line = np.unique(keys, return_inverse=True)

    def _log_share(
        self, members: NDArray[np.float64], others: NDArray[np.int64]
    ) -> NDArray[np.float64]:
        """Logarithm of each pair's share among members and others, its own line left out."""
        counts = np.bincount(self._ids, members, self._size)
        counts += np.bincount(others, minlength=self._size)
        own = np.bincount(self._of_line, members)[self._of_line]
        size = len(others) + members.sum() - np.bincount(self._line, members)[self._line]
        shares = (counts[self._ids] - own) / np.maximum(size, 1)
        found: NDArray[np.float64] = np.log((1 - _MIXING) * shares + _MIXING * self._base)
        return found

    def scores(self, first: int, last: int) -> NDArray[np.float64]:
        """Evidence of each clause when some already count as the receiver's."""
        inside = ((self._unit >= first) & (self._unit <= last)).astype(float)
        nothing = self._ids[:0]
        gain = self._log_share(inside, self._mine) - self._log_share(1 - inside, nothing)
        return np.bincount(self._unit, gain, self._count).astype(np.float64)

    def pairs(self, stretch: _Stretch) -> int:
        """Number of pairs in a stretch."""
        return int(((self._unit >= stretch.first) & (self._unit <= stretch.last)).sum())


def _stretch(receiver: _Pairs, donor: _Pairs, lines: list[Line], number: int) -> _Stretch | None:
    """The stretch of a donor that goes on with the receiver, by repeated fitting."""
    if min(len(receiver.words), len(donor.words)) < _FEWEST_PAIRS:
        return None
    comparison = _Comparison(receiver, donor)
    first, last = 0, -1
    best: _Stretch | None = None
    for _ in range(_ROUNDS):
        scores = comparison.scores(first, last)
        best = _best_stretch(donor.units, scores, lines=lines, donor=number)
        least = max(_LEAST_EVIDENCE, _LEAST_MEAN * comparison.pairs(best))
        if best.evidence < least:
            return None
        if (best.first, best.last) == (first, last):
            break
        first, last = best.first, best.last
    return best


def _part(line: Line, start: int, end: int) -> list[Line]:
    words = line.text[start:end]
    return [line._replace(text=words, start=line.start + start)] if words.strip() else []


def _move(receiver: list[Line], donor: list[Line], first: _Unit, last: _Unit) -> None:
    """Take a stretch out of one article and add it behind the last body of another."""
    begin, end = donor[first.line], donor[last.line]
    if first.line == last.line:
        moved = _part(begin, first.start, last.end)
    else:
        moved = [
            *_part(begin, first.start, len(begin.text)),
            *donor[first.line + 1 : last.line],
            *_part(end, 0, last.end),
        ]
    rest = [*_part(begin, 0, first.start), *_part(end, last.end, len(end.text))]
    donor[first.line : last.line + 1] = rest
    at = _last_body(receiver)
    place = len(receiver) if at is None else at + 1
    receiver[place:place] = moved


def _known(known: dict[int, _Pairs], articles: list[list[Line]], number: int) -> _Pairs:
    """Pairs of an article, counted once."""
    if number not in known:
        known[number] = _pairs(articles[number])
    return known[number]


def rejoin_articles(articles: list[list[Line]]) -> None:
    """Give each article that breaks off its continuation, when another one holds it.

    Parameters
    ----------
    articles : list of list of Line
        Lines of each article; they are changed in place.

    Notes
    -----
    The clauses of the other articles are scored by the logarithm of how much likelier their
    pairs of letters are in the article that breaks off than in their own: shares of pairs,
    mixed half and half with those of both [1]_, each line left out of its own article. The
    neighbouring clauses with the greatest sum are moved when the evidence is above 25 nats
    and 0.05 nats a pair. A seam may lie within a sentence at a comma, at a cost. A
    continuation is sought in the eight articles on either side, so that time grows in step
    with the page.

    References
    ----------
    .. [1] Zhai, C. and Lafferty, J. (2004), A study of smoothing methods for language models
       applied to information retrieval, ACM Transactions on Information Systems 22(2),
       179-214.
    """
    known: dict[int, _Pairs] = {}
    for number, receiver in enumerate(articles):
        if not breaks_off(receiver):
            continue
        best: _Stretch | None = None
        for other in range(max(0, number - _REACH), min(len(articles), number + _REACH + 1)):
            if other == number:
                continue
            found = _stretch(
                _known(known, articles, number),
                _known(known, articles, other),
                articles[other],
                other,
            )
            if found and (best is None or found.evidence > best.evidence):
                best = found
        if best is not None:
            units = known[best.donor].units
            _move(receiver, articles[best.donor], units[best.first], units[best.last])
            del known[number], known[best.donor]
