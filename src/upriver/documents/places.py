"""Which place is a statement about: named places, 全市 and 全区, and the places of speakers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from upriver.documents.rules import alternation, has_latin, rows

_LEVELS = {
    "全市": "city", "我市": "city", "本市": "city", "全州": "city", "我州": "city",
    "全省": "province", "我省": "province", "本省": "province", "省内": "province",
    "全区": "district", "我区": "district", "本区": "district",
    "全县": "district", "我县": "district",
    "全国": "country",
}  # fmt: skip
_START = attrgetter("start")
_LEVEL_WORD = re.compile("|".join(_LEVELS))
_LETTERS = re.compile(r"[A-Za-z][A-Za-z]{2}")
_LATIN = re.compile(r"[A-Za-z][A-Za-z]{2} ")
# What may stand before the subject of a clause.
_BEFORE_SUBJECT = re.compile(
    r"[\s“”\"《（(—\-–·•●■◆▪、]*(?:(?:其中|同时|另外|此外|比如|例如|另据|另讯|又讯|另悉|据|民航|由于|位于|坐落于|地处|作为|而|目前|近年来|预计|推动|实现|力争|争取"
    r"|截至目前|展望|随后印发的|the|The|In|in|of)[\s，,]*)*[\s“《（(—]*"
)
_AT = re.compile(r"[\s“”]*在")
# 记者从南阳市工信局获悉: whom the news is from, where an office of a whole place is named.
_LEARNT = re.compile(r"[\s“”]*记者\s*从")
_OFFICE = re.compile(
    "[\u4e00-\u9fff]{1,8}?(?:局|委|厅|办|办公室|政府|部|管委会)[^，。；]{0,6}(?:获悉|了解到|获知)"
)
_ALONE = re.compile(r"[\u4e00-\u9fff]{0,6}，")
_WORD = re.compile(r"[A-Z][A-Za-z']+(?: [A-Z][a-z]+)?")


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the gazetteer.

    Parameters
    ----------
    name : str
        Full name.
    level : {"country", "area", "province", "city", "district"}
        Its level.
    parent : str
        The place it lies in.
    """

    name: str
    level: str
    parent: str


class Mention(NamedTuple):
    """A place in the text.

    Parameters
    ----------
    start, end : int
        Offsets in the paragraph.
    place : Place, optional
        The place; missing for 全市 and the like.
    level : str
        Its level.
    """

    start: int
    end: int
    place: Place | None
    level: str


@lru_cache(maxsize=1)
def _gazetteer() -> dict[str, Place]:
    places: dict[str, Place] = {}
    for row in rows("places"):
        place = Place(row["name"], row["level"], row["parent"])
        for alias in [row["name"], *filter(None, row["aliases"].split("|"))]:
            places.setdefault(alias, place)
    return places


@lru_cache(maxsize=1)
def _by_two() -> tuple[dict[str, tuple[str, ...]], re.Pattern[str]]:
    """Chinese names by their first two characters, longest first, and a pattern for these."""
    table: dict[str, list[str]] = {}
    for name in _gazetteer():
        if not name.isascii():
            table.setdefault(name[:2], []).append(name)
    longest = {two: tuple(sorted(names, key=len, reverse=True)) for two, names in table.items()}
    first, second = ("".join(sorted({two[at] for two in longest})) for at in (0, 1))
    return longest, re.compile(f"[{first}](?=[{second}])")


@lru_cache(maxsize=1)
def _facility() -> re.Pattern[str]:
    taken = alternation(row["suffix"] for row in rows("facilities") if row["takes_city"] == "1")
    refused = alternation(row["suffix"] for row in rows("facilities") if row["takes_city"] == "0")
    return re.compile(f"(?P<city>{taken})|(?P<none>{refused})")


def place_named(name: str) -> Place | None:
    """Place of the gazetteer with a name.

    Parameters
    ----------
    name : str
        Full name or alias.

    Returns
    -------
    Place, optional
        The place; missing when it is not known.

    Examples
    --------
    >>> place_named("江北").parent
    '重庆市'
    """
    return _gazetteer().get(name)


def find_places(text: str) -> tuple[Mention, ...]:
    """Places named in a text, and words such as 全市.

    Parameters
    ----------
    text : str
        A paragraph.

    Returns
    -------
    tuple of Mention
        In the order of the text.

    Notes
    -----
    A name inside another one is not a mention: 海南 in 海南航空, 江北 in 重庆江北国际机场.
    The gazetteer holds provinces, prefectures and the districts of Chongqing; other counties
    are unknown to it.

    Examples
    --------
    >>> [m.place.name for m in find_places("重庆江北国际机场与海南航空，铜梁将")]
    ['重庆市', '铜梁区']
    """
    found: list[Mention] = []
    longest, opening = _by_two()
    last = -1
    for match in opening.finditer(text):
        start = match.start()
        if start < last:
            continue
        for name in longest.get(text[start : start + 2], ()):
            if not text.startswith(name, start):
                continue
            last = start + len(name)
            place = _gazetteer()[name]
            facility = _facility().match(text, last)
            district = place.level == "district"
            if facility and (facility["none"] or district):
                break
            found.append(Mention(start, last, place, place.level))
            break
    found += [
        Mention(match.start(), match.end(), None, _LEVELS[match.group()])
        for match in _LEVEL_WORD.finditer(text)
    ]
    if has_latin(text) and _LATIN.search(text):
        for match in _WORD.finditer(text):
            name = match.group().replace("'s", "")
            english = _gazetteer().get(name) or _gazetteer().get(name.split()[0])
            if english:
                found.append(Mention(match.start(), match.end(), english, english.level))
    return tuple(sorted(found, key=_START))


def is_facility(text: str, mention: Mention) -> bool:
    """Whether a place is named only as that of an airport, a port or a customs office.

    Parameters
    ----------
    text : str
        The paragraph.
    mention : Mention
        The mention.

    Returns
    -------
    bool
        True for 郑州 in 郑州机场.
    """
    found = _facility().match(text, mention.end)
    if found is None or found["city"] is None:
        return False
    return text[found.end() : found.end() + 1] not in {"办", "局", "委"}  # 口岸办 is an office


def names_place(text: str) -> bool:
    """Whether a place can be named in a text: a quick look, before ``find_places``.

    Parameters
    ----------
    text : str
        A text.

    Returns
    -------
    bool
        False when no name of the gazetteer stands in it; True is no promise.

    Examples
    --------
    >>> names_place("江北现有企业"), names_place("现有企业")
    (True, False)
    """
    longest, opening = _by_two()
    if has_latin(text) and _LETTERS.search(text):
        return True
    return any(text[m.start() : m.start() + 2] in longest for m in opening.finditer(text))


def leading_place(text: str) -> int:
    """Length of the place name that a text begins with.

    Parameters
    ----------
    text : str
        A text.

    Returns
    -------
    int
        0 when it begins with none.

    Examples
    --------
    >>> leading_place("江北现有企业"), leading_place("现有企业")
    (2, 0)
    """
    names = _by_two()[0].get(text[:2])
    if names is None:
        return 0
    return next((len(name) for name in names if text.startswith(name)), 0)


def is_subject(text: str, clause_start: int, mention: Mention) -> bool:
    """Whether a mention leads its clause.

    Parameters
    ----------
    text : str
        The paragraph, with phrases of time blanked out.
    clause_start : int
        Where the clause begins.
    mention : Mention
        The mention.

    Returns
    -------
    bool
        True when only particles stand before it.
    """
    if _BEFORE_SUBJECT.fullmatch(text, clause_start, mention.start) is not None:
        return True
    if text[mention.end - 1] in "省市区县" and _OFFICE.match(text, mention.end):
        return _LEARNT.fullmatch(text, clause_start, mention.start) is not None
    # 在甘肃庆阳，… : the place has the clause to itself.
    return _AT.fullmatch(text, clause_start, mention.start) is not None and (
        _ALONE.match(text, mention.end) is not None
    )


def resolve_level(level: str, *, current: Place | None, home: Place | None) -> Place | None:
    """Place that a word such as 全市 means.

    Parameters
    ----------
    level : str
        The level of the word.
    current : Place, optional
        The place of the statement before.
    home : Place, optional
        The place of the document.

    Returns
    -------
    Place, optional
        The nearest place of that level; missing when there is none.

    Examples
    --------
    >>> resolve_level("city", current=place_named("江北"), home=None).name
    '重庆市'
    """
    if level == "country":
        return place_named("中国")
    for place in (current, home):
        above = place
        while above is not None:
            if above.level == level or (level == "district" and above.level == "area"):
                return above
            if level == "district" and above.name.endswith("自治区"):
                return above
            above = _gazetteer().get(above.parent)
    return None
