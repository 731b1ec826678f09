"""Which lists are counted, and what they name: 北京、上海等地, 钢铁、汽车、电子三大产业."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from upriver.documents.drafts import Draft, subject_at
from upriver.documents.numbers import parse_numeral
from upriver.documents.places import leading_place
from upriver.documents.sentences import trim_span

if TYPE_CHECKING:
    from upriver.documents.passages import Passage

_ITEM = r"[^，。；：、！？\s“”《》（）()]{1,16}"
_LIST = rf"(?:{_ITEM}、)+{_ITEM}?"
# 三大先导产业总规模: the noun ends where something is said of it.
_NOUN = (
    r"[“”\u4e00-\u9fff]{1,12}?(?=规模|总|增|实现|达|均|分别|产值|完成|占|到|在|的|将|发挥|相继|已|共|为|正|[^“”\u4e00-\u9fff]|$)"
)
_CLASSES = "大|个|类|项|种|条|座|家|方面|领域|省|市|区|县|国|城"
# 通达巴黎、罗马、伦敦等城市: a list of places that goes on.
_OPEN = re.compile(
    rf"(?P<items>(?:{_ITEM}、){{2,}}{_ITEM}?)等"
    r"(?P<noun>(?:多个|各)?(?:国家|地区|城市|省份|省市|省区市|区县|县区|市县|县市|市州|地市|口岸|港口|机场|国|地|省|市)"
    r"[^，。；、\d]{0,12})"
)
# 钢铁、汽车、电子三大产业: a list with its number behind it.
_CLOSED = re.compile(
    rf"(?P<items>{_LIST}|{_ITEM}和{_ITEM}?)(?:等|这)?(?<!第)(?P<n>[二两三四五六七八九十]{{1,2}})"
    rf"(?P<unit>{_CLASSES})(?P<noun>{_NOUN})"
)
# 三大产业：钢铁、汽车、电子: a list with its number before it.
_AHEAD = re.compile(
    rf"(?P<n>[二两三四五六七八九十]{{1,2}}|\d{{1,2}})(?P<unit>{_CLASSES})"
    r"(?P<noun>[\u4e00-\u9fff]{1,10}?)(?:[：:（(—]+|分别(?:是|为)|，?(?:即|包括|分别是|分别为|有))"
    rf"(?P<items>(?:{_ITEM}、)+{_ITEM}(?:(?:和|与|及|以及){_ITEM})?)(?=[。；，）)]|$)"
)
_QUICK = re.compile(r"、[^，。；]{1,24}?(?:等|[二两三四五六七八九十](?:" + _CLASSES + r"))|\d[个大类项]|[：（]")
_LAST_TWO = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?:以及|和|与|及)(?=[\u4e00-\u9fff]{2})")
# What stands before the first item: 通达, 来自, 形成了; the item itself begins behind it.
_VERB = re.compile(
    r".*(?:全[国省市区县州]|[我本][省市区县国]|通达|来自|覆盖|涉及|包括|分布在|遍及|辐射|销往|连接|联通|途经|围绕|聚焦|形成|构建|打造|培育|发展"
    r"|做强|做大|抓好|推进|推动|实施|集聚|建设|部署了?|开展|突出|瞄准|依托|在|以|至|到|从|向|往|的|了|对|为|有|是|与)"
)
_LAST_VERB = re.compile("[^在以至到从向往的了对为有是与，]{2,4}$")
_ACT = re.compile("[增提升降]|推进|加强|提高|完善|强化|促进")
_MOST_WORDS = 60


def _items(words: str) -> tuple[str, tuple[str, ...]]:
    """Verb before a list and its members."""
    parts = [part.strip() for part in words.split("、") if part.strip()]
    verb = _VERB.match(parts[0][:-1]) if parts and len(parts[0]) > 1 else None
    lead = verb.group() if verb else ""
    parts = [parts[0][len(lead) :], *parts[1:]] if parts else []
    last = _LAST_TWO.split(parts[-1], maxsplit=1) if parts else []
    return lead, tuple(filter(None, [*parts[:-1], *last]))


def _place_items(words: str) -> tuple[str, tuple[str, ...]]:
    """As ``_items``; where a known place stands in the first item, that is where it begins."""
    lead, members = _items(words)
    first = members[0] if members else ""
    at = next((i for i in range(len(first) - 1) if leading_place(first[i:])), 0)
    return lead + first[:at], (first[at:], *members[1:]) if members else ()


def _is_list(members: tuple[str, ...]) -> bool:
    return len(set(members)) == len(members) and not any(_ACT.search(m) for m in members)


def _name(lead: str, match: re.Match[str]) -> str:
    """Last verb before a list and the noun behind it: 通达城市."""
    verb = _LAST_VERB.search(lead)
    return f"{verb.group() if verb else ''}{_noun(match)}"


def _noun(match: re.Match[str]) -> str:
    return match["noun"].partition("的")[0].strip()


def _draft(
    passage: Passage, match: re.Match[str], members: tuple[str, ...], notes: tuple[str, ...],
    indicator: str, unit: str,
) -> Draft:
    clause = passage.clause_at(match.start("items"))
    end = max(match.end(), clause.end if match.end() <= clause.end else match.end())
    begin = clause.start
    span = trim_span(passage.text, begin, end)
    return Draft(
        "enumeration", span.start, span.end, match.start("items"), match.end(),
        indicator or None, "count", len(members), unit, len(members), unit, "derived",
        subject=subject_at(passage, match.start("items")), ambiguity=notes, members=members,
    )  # fmt: skip


def find_enumerations(passage: Passage) -> tuple[Draft, ...]:
    """Counted lists of a paragraph.

    Parameters
    ----------
    passage : Passage
        The paragraph.

    Returns
    -------
    tuple of Draft
        In the order of the text; the value is the number of members.

    Notes
    -----
    Two sorts are read. A list of three or more places that goes on (北京、上海、广州等地): its
    members are counted. A list with its number in words before or behind it
    (钢铁、汽车、电子三大产业): read only where the number is that of the members, so that no
    member is made up. A list with a printed number and 等 (…等3条航线) is a statistic.
    """
    text = passage.plain
    if "、" not in text or not _QUICK.search(text):
        return ()
    found: list[Draft] = []
    for match in _OPEN.finditer(text):
        lead, members = _place_items(match["items"])
        if len(members) >= 3 and _is_list(members):
            found.append(
                _draft(passage, match, members, ("count-derived", "list-open"),
                       _name(lead, match), "个")
            )  # fmt: skip
    for pattern in (_CLOSED, _AHEAD):
        for match in pattern.finditer(text):
            _, members = _items(match["items"])
            if len(members) == parse_numeral(match["n"]) and _is_list(members):
                unit = "个" if len(match["unit"]) > 1 or match["unit"] in "大城国省市区县" else match["unit"]
                name = match["n"] + match["unit"] + _noun(match)
                found.append(_draft(passage, match, members, (), name, unit))
    kept: list[Draft] = []
    for draft in sorted(found, key=lambda draft: draft.at):
        if not kept or draft.at >= kept[-1].upto:
            kept.append(draft)
    return tuple(kept)


def without_listed(drafts: tuple[Draft, ...], lists: tuple[Draft, ...]) -> tuple[Draft, ...]:
    """Drafts without those that only repeat the number of a list.

    Parameters
    ----------
    drafts : tuple of Draft
        Statistics, targets and ranks.
    lists : tuple of Draft
        Counted lists.

    Returns
    -------
    tuple of Draft
        三大产业 is no statistic of 3 where the three are named.
    """
    if not lists:
        return drafts
    return tuple(
        draft for draft in drafts
        if draft.growth_kind != "count" or not any(
            each.at <= draft.at < each.upto and each.value == draft.value for each in lists
        )
    )  # fmt: skip
