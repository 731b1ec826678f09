"""Which region holds where in a paragraph: its subjects, and the offices of its speakers."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING

from upriver.documents.places import Place, find_places, is_subject, place_named, resolve_level

if TYPE_CHECKING:
    from upriver.documents.places import Mention
    from upriver.documents.sentences import Span
    from upriver.documents.speakers import Speaker

_END = attrgetter("end")
_NAME = r"(?![全该各本我外邻名强大小市省县区])[\u4e00-\u9fff]{2,3}"
# 青岛市城阳区: a district that the gazetteer does not hold, behind the city that it does.
_BELOW = re.compile(
    rf"(?P<name>{_NAME}?(?<![地社园片城小景库灾山林新矿])[区县旗])(?![域级长内间划号位块])"
)
# 渑池县 at the head of a clause, with what only a place can have behind it.
_COUNTY = re.compile(
    rf"[\s“”]*(?P<name>{_NAME}县)(?=委|政府|人民|\s|实现|完成|地区生产|GDP|全年|规上|提出|印发|发布)"
)
_OFFICE = re.compile(rf"(?P<name>{_NAME}[区县市])(?:委|政府|人民|[区县市]?长)")


@lru_cache(maxsize=256)
def place_of(speaker: Speaker | None) -> Place | None:
    """District or city of a speaker's office.

    Parameters
    ----------
    speaker : Speaker, optional
        Who speaks.

    Returns
    -------
    Place, optional
        The place; missing where the office names none.

    Examples
    --------
    >>> from upriver.documents.speakers import Speaker
    >>> place_of(Speaker("某某", "铜梁区委书记")).name
    '铜梁区'
    """
    if speaker is None or not speaker.title:
        return None
    known = next((m.place for m in find_places(speaker.title) if m.place and m.start < 2), None)
    if known is not None:
        return known
    office = _OFFICE.match(speaker.title)
    return Place(office["name"], "district", "") if office else None


def _below(text: str, mention: Mention) -> Place | None:
    """District named right behind its city, when the gazetteer does not hold it."""
    place = mention.place
    if place is None or place.level not in {"city", "province"}:
        return place
    full = text.endswith(("市", "省", "州"), mention.start, mention.end)
    found = _BELOW.match(text, mention.end) if full else None
    if found is None or place_named(found["name"]) is not None:
        return place
    return Place(f"{place.name}{found['name']}", "district", place.name)


def regions_of(
    plain: str, clauses: tuple[Span, ...], current: Place | None, home: Place | None
) -> tuple[tuple[int, int, Place], ...]:
    """From where to where a place is the subject.

    Parameters
    ----------
    plain : str
        A paragraph with its phrases of time blanked out.
    clauses : tuple of Span
        Its clauses.
    current : Place, optional
        The place that holds before it.
    home : Place, optional
        The place of the document.

    Returns
    -------
    tuple of (int, int, Place)
        Offsets in the paragraph.
    """
    found: list[tuple[int, int, Place]] = []
    here = current
    for mention in find_places(plain):
        at = bisect_right(clauses, mention.start, key=_END)
        if at == len(clauses):
            continue
        clause = clauses[at]
        book = plain.rfind("《", clause.start, mention.start)
        first = book + 1 if book >= 0 else clause.start
        if not is_subject(plain, first, mention):
            continue
        place = _below(plain, mention) or resolve_level(mention.level, current=here, home=home)
        if place is None:
            continue
        above = here is not None and mention.place is None and place.name == here.parent
        found.append((mention.start, clause.end if above else len(plain), place))
        here = here if above else place
    if "县" in plain:
        found += _counties(plain, clauses)
    return tuple(sorted(found, key=lambda region: region[:2]))


def _counties(plain: str, clauses: tuple[Span, ...]) -> list[tuple[int, int, Place]]:
    """Counties that lead a clause and that the gazetteer does not hold."""
    found = []
    for clause in clauses:
        county = _COUNTY.match(plain, clause.start, clause.end)
        if county and place_named(county["name"]) is None:
            place = Place(county["name"], "district", "")
            found.append((county.start("name"), len(plain), place))
    return found
