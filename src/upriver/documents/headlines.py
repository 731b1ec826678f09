"""Which heading is the headline of an article, and where does it stand in the order of reading."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from upriver.documents.lines import is_deck
from upriver.documents.seams import body_text, share_of_words
from upriver.documents.sources import PROSE

if TYPE_CHECKING:
    from upriver.documents.lines import Line

_OFFICE = re.compile(
    r"(?:书记|主任|市长|省长|区长|县长|局长|厅长|处长|经理|董事长|总裁|院长|所长|教授|会长|秘书长"
    r"|负责人|专家)(?:[\u4e00-\u9fff]{2,3})?$|^(?:主持人|(?:受访)?嘉宾|对话嘉宾|统筹|策划)$"
)
_LONGEST_OFFICE = 8
_SHORTEST, _LONGEST = 6, 34
_MOST_ROWS = 4
_MOST_LETTERS = 3000
_HEAD, _TAIL, _INSIDE = 2.0, 1.5, 0.0


@dataclass(frozen=True, slots=True)
class _Group:
    """Headings that stand together, without body between them."""

    lines: tuple[int, ...]
    place: float
    has_deck: bool


def _groups(lines: list[Line]) -> list[_Group]:
    bodies = [number for number, line in enumerate(lines) if line.role in PROSE]
    found: list[_Group] = []
    run: list[int] = []
    for number, line in enumerate([*lines, None]):
        if line is not None and line.role in {"heading", "caption", "byline"}:
            run += [number] if line.role == "heading" else []
            continue
        if run:
            is_head = not bodies or run[0] < bodies[0]
            is_tail = bool(bodies) and run[-1] > bodies[-1]
            place = _HEAD if is_head else _TAIL if is_tail else _INSIDE
            found.append(_Group(tuple(run), place, any(is_deck(lines[n]) for n in run)))
        run = []
    return found


def _rows(lines: list[Line], group: _Group) -> list[tuple[int, ...]]:
    """Headings of a group, with the rows of one headline together."""
    found: list[tuple[int, ...]] = []
    for number in group.lines:
        above = found[-1][-1] if found else None
        line = lines[number]
        is_same = (
            above is not None
            and above == number - 1
            and len(found[-1]) < _MOST_ROWS
            and lines[above].block == line.block
            and not line.level
            and not lines[above].level
            and not (is_deck(line) or is_deck(lines[above]))
        )
        if is_same:
            found[-1] = (*found[-1], number)
        else:
            found.append((number,))
    return found


def _score(line: Line, text: str, group: _Group, *, share: float, highest: int) -> float:
    """How much the words of a heading look like a headline; ``line`` is its first row."""
    score = group.place + 2 * share
    score += 2.0 if group.has_deck else 0.0
    score += 1.0 if _SHORTEST <= len(text) <= _LONGEST else -1.5
    if is_deck(line) or _OFFICE.search(text, max(0, len(text) - _LONGEST_OFFICE)):
        score -= 4.0
    return score + (3.0 if line.level and line.level == highest else 0.0)


def _headline(lines: list[Line]) -> tuple[tuple[int, ...], _Group] | None:
    """Rows of the headline and the group that it stands in."""
    # Without blank lines every line is in one block; then a headline is one row.
    is_flat = len({line.block for line in lines}) == 1
    body = body_text(lines, _MOST_LETTERS)
    highest = min((line.level for line in lines if line.level), default=0)
    best: tuple[tuple[int, ...], _Group] | None = None
    top = float("-inf")
    for group in _groups(lines):
        rows = [(n,) for n in group.lines] if is_flat else _rows(lines, group)
        for candidate in rows:
            first = lines[candidate[0]]
            text = "".join(lines[number].text for number in candidate)
            if _score(first, text, group, share=1.0, highest=highest) <= top:
                continue  # even if the body repeated all its words
            share = share_of_words(text, body)
            score = _score(first, text, group, share=share, highest=highest)
            if score > top:
                best, top = (candidate, group), score
    return best


def headline_first(lines: list[Line]) -> tuple[str, list[Line]]:
    """Headline of an article, and its lines with the headline at the head.

    Parameters
    ----------
    lines : list of Line
        Its lines in the order of the page.

    Returns
    -------
    title : str
        The headline, its rows with a space between them; empty when there is no heading.
    lines : list of Line
        The same lines. A headline that is set at the foot, or inside the body together with
        its points (■), comes first, then what stands with it, then the rest.

    Notes
    -----
    A headline is told by its place, its mark of level, the points beside it, its length and
    the share of its words that the body repeats.
    """
    found = _headline(lines)
    if found is None:
        return "", lines
    rows, group = found
    title = " ".join(lines[number].text for number in rows)
    if group.place == _HEAD or (group.place == _INSIDE and not group.has_deck):
        return title, lines
    moved = [*rows, *(number for number in group.lines if number not in rows)]
    taken = set(moved)
    rest = [line for number, line in enumerate(lines) if number not in taken]
    return title, [lines[number] for number in moved] + rest
