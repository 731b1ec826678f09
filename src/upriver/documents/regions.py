"""Which region holds where in a paragraph: its subjects, and the offices of its speakers."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING

from upriver.documents.english import is_noun_phrase
from upriver.documents.places import (
    Place,
    find_places,
    is_facility,
    is_subject,
    place_named,
    resolve_level,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from upriver.documents.places import Mention
    from upriver.documents.sentences import Span
    from upriver.documents.speakers import Speaker

_END = attrgetter("end")
_CLOSE = 30
_NAME = r"(?![全该各本我外邻名强小市省县区]|大[中小型市县区])[\u4e00-\u9fff]{2,3}"
# 青岛市城阳区: a district that the gazetteer does not hold, behind the city that it does.
_BELOW = re.compile(
    rf"(?P<name>{_NAME}?(?<![地社园片城小景库灾山林新矿])[区县旗])(?![域级长内间划号位块])"
)
# 渑池县 at the head of a clause, with what only a place can have behind it.
_TOWN = (
    r"(?<![全我本各该])(?:县|旗|(?<![城都股超楼夜集车上门房菜省州直辖])市"
    r"|(?<![地社园片城小景库灾山林新矿校厂街辖赛时税发作验范贸业])区)"
)
# 叶县: one sign and 县, where no numeral or pronoun stands before it.
_ONE_SIGN = (
    r"(?![全该各本我外邻名强大小市省县区在对两某百多数几据一二三四五六七八九十])[\u4e00-\u9fff]县"
)
_COUNTY = re.compile(
    rf"[\s“”]*(?:(?:其中|另据|又讯|据)[，\s]*)?(?P<name>{_NAME}{_TOWN}|{_ONE_SIGN})"
    r"(?=委|政府|人民|\s|实现|完成|地区生产|GDP|全年|规上|规模以上|提出|印发|发布|生产总值|工业"
    r"|拥有|现有|正在|计划|\d)"
)
_COUNTY_SIGN = re.compile(
    r"[县旗市区](?<![全我本各该].)(?=委|政府|人民|\s|实现|完成|地区生产|GDP|全年|规上|规模以上|提出|印发|发布|生产总值|工业"
    r"|拥有|现有|正在|计划|\d)"
)
# Ministries and their like speak of the whole country.
_NATION = re.compile(
    r"[\s“”]*(?:据|来自|记者从)?(?:工信部|工业和信息化部|科技部|科学技术部|商务部|财政部|农业农村部|交通运输部|教育部"
    r"|生态环境部|人社部|国家(?:统计局|发展改革委|发改委|能源局|知识产权局|外汇局|林草局|税务总局|邮政局|铁路局)|海关总署"
    r"|中国民航局|民航局|国新办)(?=[^，。；]{0,24}(?:表示|介绍|透露|指出|数据|公报|统计|通报|显示|解读|消息))"
    r"|[\s“”]*(?:[^，。；]{0,6}的)?国家“?十[一二三四五六]五”?规划"
    r"|[\s“”]*(?:国家|全国)(?:层面|范围内?)|[\s“”]*从全国(?:来)?看"
)
_NATION_SIGN = re.compile(
    "[部局署办委国](?:(?<=国)(?=家?(?:层面|范围)|来?看|家“?十[一二三四五六]五)"
    "|(?<!国)(?=[^，。；]{0,24}(?:表示|介绍|透露|指出|数据|公报|统计|通报|显示|解读|消息)))"
)
# 北京、上海和广州三大城市: what is said of several places is said of none of them.
_ONE_OF_MANY = re.compile("[、和与及]")
_EACH = re.compile("分别|各|依次")
_COMPOUND = re.compile("[—–－-][A-Za-z\u4e00-\u9fff]|[直通飞]?(?:通往|飞往|往返)")
_OFFICE = re.compile(rf"(?P<name>{_NAME}[区县市])(?:委|政府|人民|[区县市]?长)")


# The trade volume of Northwest China's Gansu province reached: words before an English subject.
_BEFORE_ENGLISH = re.compile(
    r"\s*(?:\([A-Za-z ]{2,20}\) ?--? ?)?(?:(?:[A-Za-z][A-Za-z'-]* ){0,8}"
    r"(?:of|in)(?: the)? )?(?:(?:[A-Za-z-]+ )?[A-Z][a-z]+'s (?:[a-z-]+ ){0,3})?"
)
# Sanya in South China's Hainan Province: a town that the gazetteer does not hold.
_ENGLISH_TOWN = re.compile(
    r"(?P<name>(?!Growth|Exports|Imports|Trade|Output|Investment|Production|GDP|Farmers|Firms)"
    r"[A-Z][a-z]+(?: [A-Z][a-z]+)?),?(?: a city)? in (?:[A-Z][a-z]+ )?China's $"
)
_PARTICLE = re.compile("[在对另为与向把被由到据按经以将是有其这那某让使等及]|从(?![江化])")
_TITLE = re.compile(
    rf"\s*(?:关于)?(?:印发|发布)?《?(?P<name>{_NAME}{_TOWN})"
    r"(?=\s|“|《|人民政府|国民|政府|第|[\u4e00-\u9fff\s“”]{0,16}(?:规划|计划|方案|公报|报告|指标|统计|工作|意见))"
)


def town_of_title(title: str) -> Place | None:
    """Town that a title begins with and that the gazetteer does not hold.

    Parameters
    ----------
    title : str
        A headline with its phrases of time blanked out.

    Returns
    -------
    Place, optional
        The place as it is printed; missing when the title begins with none.

    Examples
    --------
    >>> town_of_title("青川县工业发展规划").name
    '青川县'
    """
    found = _TITLE.match(title)
    return Place(found["name"], "district", "") if found and _is_town(found["name"]) else None


_OPENS = re.compile(
    rf"\s*(?:[^，。“]{{0,6}}，)?(?P<town>{_NAME}{_TOWN})(?=始终|坚持|围绕|聚焦|立足|紧扣|大力|积极|深入|持续|抢抓"
    r"|全力|加快|着力|依托|经济|工业|规上|规模以上|外贸|实现|完成|生产总值|被评|获评|以)"
    rf"|\s*(?:[^，。]{{0,6}}，)?在?(?P<seat>{_ONE_SIGN}|{_NAME}{_TOWN})(?:第[^，。]{{1,8}}届)?人民代表大会"
    r"|\s*(?:据[^，。]{2,14}(?:消息|数据|统计|通报)，\s*)?(?P<nation>全国)(?![首第唯最领先前优人各“])"
)


def place_of_opening(words: str) -> Place | None:
    """Place that the first words of a document name and that no gazetteer need hold.

    Parameters
    ----------
    words : str
        The beginning of a paragraph with its phrases of time blanked out.

    Returns
    -------
    Place, optional
        A town that acts or that holds its congress; the country where it opens with 全国.

    Examples
    --------
    >>> place_of_opening("在郏县人民代表大会上，县长作报告").name
    '郏县'
    """
    found = _OPENS.match(words)
    if found is None:
        return None
    if found["nation"]:
        return place_named("中国")
    name = str(found["town"] or found["seat"])
    return Place(name, "district", "") if _is_town(name) else None


def _is_town(name: str) -> bool:
    """Whether a name is that of a town beyond the gazetteer, not words before a known place."""
    return _PARTICLE.match(name) is None and not any(
        place_named(name[at:]) for at in range(len(name) - 1)
    )


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
    office = _OFFICE.search(speaker.title.removeprefix("另").removeprefix("据"))
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
    mentions = find_places(plain)
    for number, mention in enumerate(mentions):
        at = bisect_right(clauses, mention.start, key=_END)
        if at == len(clauses):
            continue
        clause = clauses[at]
        book = plain.rfind("《", clause.start, mention.start)
        first = book + 1 if book >= 0 else clause.start
        outer = mentions[number - 1] if number else None
        if outer and outer.end == mention.start and _lies_in(mention.place, outer.place):
            if found and found[-1][0] == outer.start and mention.place is not None:
                found[-1] = (outer.start, len(plain), mention.place)
                here = mention.place
            continue
        town, leads = _leads(plain, (first, clause.end), mentions[number : number + 2], here)
        if not leads or _COMPOUND.match(plain, mention.end):
            continue
        if _is_listed(plain, mentions[number : number + 2], clause):
            continue
        place = (
            town or _below(plain, mention) or resolve_level(mention.level, current=here, home=home)
        )
        if place is None:
            continue
        if _is_source(plain, first, mention, home):
            continue
        above = here is not None and mention.place is None and place.name == here.parent
        end = clause.end if above else _reach(plain, mention, home)
        found.append((mention.start, end, place))
        here = place if end == len(plain) else here
    if _COUNTY_SIGN.search(plain):
        found += _counties(plain, clauses)
    if _NATION_SIGN.search(plain):
        found += _nation(plain, clauses)
    return tuple(sorted(found, key=lambda region: region[:2]))


def _leads(
    plain: str, where: tuple[int, int], pair: Sequence[Mention], here: Place | None
) -> tuple[Place | None, bool]:
    """Whether a place leads its clause, with the English town in it that is meant instead."""
    mention, (first, end) = pair[0], where
    if len(pair) > 1 and plain.endswith("'s", first, mention.end):
        lower = pair[1]
        close = lower.end <= end and lower.start - mention.end <= _CLOSE
        if close and _lies_in(lower.place, mention.place):
            return None, False  # China's northernmost province of Heilongjiang
    before = plain[first : mention.start]
    english = mention.place is not None and before.strip().isascii() and before.strip() != ""
    if not english or not _BEFORE_ENGLISH.fullmatch(before) or not is_noun_phrase(before):
        return None, is_subject(plain, first, mention)
    if _lies_in(here, mention.place):
        return None, False  # Ningbo in Zhejiang Province; Changsha, capital of Hunan
    town = _ENGLISH_TOWN.search(before)
    if town is None or place_named(town["name"]) is not None or mention.place is None:
        return None, True
    return Place(town["name"], "city", mention.place.name), True


def _is_source(plain: str, first: int, mention: Mention, home: Place | None) -> bool:
    """Whether a place only tells where a number comes from: 据太原海关统计, in 山西省."""
    inside = home is not None and mention.place is not None and mention.place.parent == home.name
    return inside and plain.startswith("据", first) and is_facility(plain, mention)


def _reach(plain: str, mention: Mention, home: Place | None) -> int:
    """How far a place holds: an airport away from home holds for its sentence only."""
    if mention.place is None or home is None or mention.place == home:
        return len(plain)
    within = home.level == "country" and mention.level == "area"  # 京津冀 in a national bulletin
    if not (within or is_facility(plain, mention)):
        return len(plain)
    stop = plain.find("。", mention.end)
    return len(plain) if stop < 0 else stop + 1


def _lies_in(place: Place | None, outer: Place | None) -> bool:
    """Whether a place lies in another one, as far as the gazetteer knows."""
    return place is not None and outer is not None and place.parent == outer.name


def _is_listed(plain: str, pair: Sequence[Mention], clause: Span) -> bool:
    """Whether a place is the first of several that one number is about."""
    if len(pair) < 2 or pair[0].place is None or pair[1].place is None:
        return False
    one, two = pair
    joined = two.end <= clause.end and _ONE_OF_MANY.fullmatch(plain, one.end, two.start)
    return bool(joined) and _EACH.search(plain, two.end, clause.end) is None


def _nation(plain: str, clauses: tuple[Span, ...]) -> list[tuple[int, int, Place]]:
    """Clauses that open with a ministry, or with 国家层面."""
    country = place_named("中国")
    found = []
    for clause in clauses if country else ():
        lead = _NATION.match(plain, clause.start, clause.end)
        if lead and country:
            found.append((lead.start(), len(plain), country))
    return found


def _counties(plain: str, clauses: tuple[Span, ...]) -> list[tuple[int, int, Place]]:
    """Counties that lead a clause and that the gazetteer does not hold."""
    found = []
    for clause in clauses:
        county = _COUNTY.match(plain, clause.start, clause.end)
        if county and _is_town(county["name"]):
            place = Place(county["name"], "district", "")
            found.append((county.start("name"), len(plain), place))
    return found
