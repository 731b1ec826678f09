"""Where does an article go on that breaks off, when another article is printed in between."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from upriver.documents.lines import is_open

if TYPE_CHECKING:
    from collections.abc import Iterable

    from upriver.documents.lines import Line

_CLAUSE = re.compile(r"[，,]?[^，,；。！？!?;]+[；。！？!?;]*[”’」』）)\"]*")
_LETTERS = re.compile(r"[^\u4e00-\u9fffA-Za-z]+")
# How far on the page a continuation is sought, in articles.
_REACH = 8
# Evidence in nats: what a seam inside a sentence costs, what a move needs in all and a pair.
_INNER_SEAM, _LEAST_EVIDENCE, _LEAST_MEAN = 6.0, 25.0, 0.25
_SHORTEST_DANGLING = 12
_SMOOTHING = 200.0
_ROUNDS = 3
_LONGEST_UNIT = 20_000


def bigrams(text: str) -> list[str]:
    """Neighbouring pairs of letters.

    Parameters
    ----------
    text : str
        Words.

    Returns
    -------
    list of str
        Pairs of Chinese characters or Latin letters; digits and signs part them.

    Examples
    --------
    >>> bigrams("航线25条，国际")
    ['航线', '国际']
    """
    return [
        run[at : at + 2]
        for run in _LETTERS.split(text[:_LONGEST_UNIT])
        for at in range(len(run) - 1)
    ]


@dataclass(frozen=True, slots=True)
class _Unit:
    """A clause of a line."""

    line: int
    start: int
    end: int
    words: Counter[str]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Clauses of a donor that fit the receiver better."""

    donor: int
    first: _Unit
    last: _Unit
    evidence: float


class _Model:
    """How often the pairs of a set of clauses occur."""

    def __init__(self, units: Iterable[_Unit]) -> None:
        self.counts: Counter[str] = Counter()
        for unit in units:
            self.counts.update(unit.words)
        self.total = sum(self.counts.values())

    def log_share(self, word: str, base: float, without: Counter[str], size: int) -> float:
        """Logarithm of a pair's smoothed share, without what a line itself adds."""
        seen = self.counts[word] - without[word]
        return math.log((seen + _SMOOTHING * base) / (self.total - size + _SMOOTHING))


def _units(lines: list[Line]) -> list[_Unit]:
    found = []
    for number, line in enumerate(lines):
        if line.role in {"caption", "byline", "table"}:
            continue
        if line.role == "heading":
            spans = [(0, len(line.text))]
        else:
            spans = [m.span() for m in _CLAUSE.finditer(line.text)] or [(0, len(line.text))]
            spans[0] = (0, spans[0][1])
        for start, end in spans:
            found.append(_Unit(number, start, end, Counter(bigrams(line.text[start:end]))))
    return found


def _last_body(lines: list[Line]) -> int | None:
    return next((i for i in reversed(range(len(lines))) if lines[i].role == "body"), None)


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
    units: list[_Unit], scores: list[float], *, lines: list[Line], donor: int
) -> _Stretch | None:
    """Neighbouring clauses with the most evidence; a seam inside a sentence costs some."""
    best: _Stretch | None = None
    running, first = -math.inf, units[0]
    for unit, score in zip(units, scores, strict=True):
        fresh = -_INNER_SEAM if unit.start else 0.0
        if fresh > running:
            running, first = fresh, unit
        running += score
        is_inner = unit.end < len(lines[unit.line].text.rstrip())
        evidence = running - (_INNER_SEAM if is_inner else 0.0)
        if best is None or evidence > best.evidence:
            best = _Stretch(donor, first, unit, evidence)
    return best


def _within(unit: _Unit, stretch: _Stretch) -> bool:
    at = (unit.line, unit.start)
    return (
        (stretch.first.line, stretch.first.start) <= at <= (stretch.last.line, stretch.last.start)
    )


def _stretch(
    receiver: list[_Unit], donor: list[_Unit], lines: list[Line], number: int
) -> _Stretch | None:
    """The stretch of a donor that goes on with the receiver, by repeated fitting."""
    everything = _Model([*receiver, *donor])
    found: _Stretch | None = None
    for _ in range(_ROUNDS):
        inside = [unit for unit in donor if found and _within(unit, found)]
        keep = [unit for unit in donor if not found or not _within(unit, found)]
        mine, theirs = _Model([*receiver, *inside]), _Model(keep)
        own_mine, own_theirs = _by_line(inside), _by_line(keep)
        scores = []
        for unit in donor:
            without_mine = own_mine.get(unit.line, Counter())
            without_theirs = own_theirs.get(unit.line, Counter())
            sizes = without_mine.total(), without_theirs.total()
            scores.append(
                sum(
                    count
                    * (
                        mine.log_share(w, base, without_mine, sizes[0])
                        - theirs.log_share(w, base, without_theirs, sizes[1])
                    )
                    for w, count in unit.words.items()
                    for base in (everything.counts[w] / everything.total,)
                )
            )
        best = _best_stretch(donor, scores, lines=lines, donor=number)
        if best is None or not _is_enough(best, donor):
            return None
        if found and (best.first, best.last) == (found.first, found.last):
            return best
        found = best
    return found


def _by_line(units: list[_Unit]) -> dict[int, Counter[str]]:
    found: dict[int, Counter[str]] = {}
    for unit in units:
        found.setdefault(unit.line, Counter()).update(unit.words)
    return found


def _is_enough(stretch: _Stretch, donor: list[_Unit]) -> bool:
    pairs = sum(unit.words.total() for unit in donor if _within(unit, stretch))
    return stretch.evidence >= _LEAST_EVIDENCE and stretch.evidence >= _LEAST_MEAN * pairs


def _part(line: Line, start: int, end: int) -> list[Line]:
    words = line.text[start:end]
    return [replace(line, text=words, start=line.start + start)] if words.strip() else []


def _move(receiver: list[Line], donor: list[Line], stretch: _Stretch) -> None:
    """Take a stretch out of one article and add it behind the last body of another."""
    first, last = stretch.first, stretch.last
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


def rejoin_articles(articles: list[list[Line]]) -> None:
    """Give each article that breaks off its continuation, when another one holds it.

    Parameters
    ----------
    articles : list of list of Line
        Lines of each article; they are changed in place.

    Notes
    -----
    The clauses of the other articles are scored by the logarithm of how much likelier their
    pairs of letters are in the article that breaks off than in their own (smoothed unigram
    models of pairs, each line left out of its own model). The neighbouring clauses with the
    greatest sum are moved when the evidence is above 25 nats and 0.25 nats a pair. A seam
    may lie within a sentence at a comma, at a cost. A continuation is sought in the eight
    articles on either side, so that time grows in step with the page.
    """
    for number, receiver in enumerate(articles):
        if not breaks_off(receiver):
            continue
        mine = _units(receiver)
        near = range(max(0, number - _REACH), min(len(articles), number + _REACH + 1))
        found = [
            stretch
            for other in near
            if other != number and (units := _units(articles[other]))
            if (stretch := _stretch(mine, units, articles[other], other)) is not None
        ]
        best = max(found, key=lambda stretch: stretch.evidence, default=None)
        if best is not None:
            _move(receiver, articles[best.donor], best)
