"""Which lists are counted, and what they name: 北京、上海等地, 钢铁、汽车、电子三大产业."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from upriver.documents.drafts import Draft, subject_at
from upriver.documents.numbers import parse_numeral
from upriver.documents.places import leading_place
from upriver.documents.rules import scan
from upriver.documents.sentences import trim_span

if TYPE_CHECKING:
    from upriver.documents.passages import Passage

# 三大先导产业总规模: the noun ends where something is said of it.
_NOUN = (
    r"[“”\u4e00-\u9fff]{1,12}?(?=规模|总|增|实现|达|均|分别|产值|完成|占|到|在|的|将|发挥|相继|已|共|为|正"
    r"|[^“”\u4e00-\u9fff]|$)"
)
_CLASSES = "大|个|类|项|种|条|座|家|方面|领域|省|市|区|县|国|城"
# 通达巴黎、罗马、伦敦等城市: a list of places that goes on.
_OPEN = re.compile(
    r"等(?P<noun>(?:多个|各)?(?:国家|地区|城市|省份|省市|省区市|区县|县区|市县|县市|市州|地市|口岸|港口|机场|国|地|省|市)"
    r"[^，。；、\d]{0,12})"
)
# 钢铁、汽车、电子三大产业: a list with its number behind it.
_BEHIND = re.compile(
    rf"(?P<open>等)?(?<!第)(?P<n>[二两三四五六七八九十]{{1,2}})(?P<unit>{_CLASSES})(?P<noun>{_NOUN})"
)
# 三大产业：钢铁、汽车、电子: a list with its number before it.
_BEFORE = re.compile(
    rf"(?P<n>[二两三四五六七八九十]{{1,2}}|\d{{1,2}})(?P<unit>{_CLASSES})"
    r"(?P<noun>[\u4e00-\u9fff]{1,10}?)(?:[：:（(—]+|分别(?:是|为)|，?(?:即|包括|有))"
    r"(?P<items>[^，。；：、（）\s]{1,16}(?:、[^，。；：、（）\s]{1,16})+)(?=[。；，）)]|$)"
)
# A number and the class that it counts, without which neither stands in a text.
_CLASSED = re.compile(r"[二两三四五六七八九十\d](?=[大个类项种条座家方领省市区县国城])")
_BOUNDARY = re.compile(r"[，。；：！？\s《》（）()]")
_LONGEST_LIST = 160
_LONGEST_ITEM = 16
_COUNTS = re.compile(
    r"[等二两三四五六七八九十\d](?=[二两三四五六七八九十\d]{0,2}[大个类项种条座家方领省市区县国城])"
)
_LAST_TWO = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?:以及|和|与|及)(?=[\u4e00-\u9fff]{2})")
# What stands before the first item: 通达, 来自, 形成了; the item itself begins behind it.
_VERB = re.compile(
    r".*(?:全[国省市区县州]|[我本][省市区县国]|通达|来自|覆盖|涉及|包括|分布在|遍及|辐射|销往|连接|联通|途经|围绕|聚焦|形成"
    r"|构建|打造|培育|发展|做强|做大|抓好|推进|推动|实施|集聚|建设|部署了?|开展|突出|瞄准|依托"
    r"|在|以|至|到|从|向|往|的|了|对|为|有|是|与)"
)
_LAST_VERB = re.compile("[^在以至到从向往的了对为有是与，]{2}$")
_ACT = re.compile("[增提升降]|推进|加强|提高|完善|强化|促进")
_COUNTED_WITH = frozenset("大城国省市区县")
_QUOTES = frozenset("“‘「")
_TALLIES = frozenset({"count", "level", "flow"})
_PAIR = 2


def _items(words: str) -> tuple[str, tuple[str, ...]]:
    """Verb before a list and its members."""
    parts = [part.strip(" “”") for part in words.split("、")]
    verb = _VERB.match(parts[0][:-1]) if len(parts[0]) > 1 else None
    lead = verb.group() if verb else ""
    parts = [parts[0][len(lead) :], *parts[1:]]
    members = (*parts[:-1], *_LAST_TWO.split(parts[-1], maxsplit=1))
    return lead, members if all(0 < len(m) <= _LONGEST_ITEM for m in members) else ()


def _place_items(words: str) -> tuple[str, tuple[str, ...]]:
    """As ``_items``; where a known place stands in the first item, that is where it begins."""
    lead, members = _items(words)
    first = members[0] if members else ""
    at = next((i for i in range(len(first) - 1) if leading_place(first[i:])), 0)
    return lead + first[:at], (first[at:], *members[1:]) if members else ()


def _list_before(text: str, at: int) -> int | None:
    """Where the words of a list begin that ends at an offset; missing without one."""
    first = max(0, at - _LONGEST_LIST)
    borders = [match.end() for match in _BOUNDARY.finditer(text, first, at)]
    start = borders[-1] if borders else first
    listed = "、" in text[start:at] or _LAST_TWO.search(text, start, at)
    return start if listed and start < at else None


def _draft(
    passage: Passage, start: int, match: re.Match[str], members: tuple[str, ...],
    notes: tuple[str, ...], indicator: str, unit: str,
) -> Draft:  # fmt: skip
    clause = passage.clause_at(start)
    span = trim_span(passage.text, min(clause.start, start), max(match.end(), clause.end))
    return Draft(
        "enumeration", span.start, span.end, start, match.end(),
        indicator or None, "count", len(members), unit, len(members), unit, "derived",
        subject=subject_at(passage, start), ambiguity=notes, members=members,
    )  # fmt: skip


def _open(passage: Passage, text: str) -> list[Draft]:
    found: list[Draft] = []
    for match in _OPEN.finditer(text) if "等" in text else ():
        start = _list_before(text, match.start())
        lead, members = _place_items(text[start : match.start()]) if start is not None else ("", ())
        is_list = len(set(members)) == len(members) and not any(map(_ACT.search, members))
        if start is None or len(members) <= _PAIR or not is_list:
            continue
        verb = _LAST_VERB.search(lead)
        head, _, rest = match["noun"].partition("的")
        name = (verb.group() if verb else rest) + head.strip()
        notes = ("count-derived", "list-open")
        found.append(_draft(passage, start, match, members, notes, name, "个"))
    return found


def _counted(passage: Passage, text: str) -> list[Draft]:
    found: list[Draft] = []
    for pattern in (_BEHIND, _BEFORE) if _CLASSED.search(text) else ():
        for match in scan(pattern, text, first=_COUNTS):
            if text[max(0, match.start() - 1) : match.start()] in _QUOTES:
                continue  # “三个平台” is the name of a scheme
            is_before = pattern is _BEFORE
            start = match.start() if is_before else _list_before(text, match.start())
            if start is None:
                continue
            words = match["items"] if is_before else text[start : match.start()]
            members = _items(words)[1]
            if not len(set(members)) == len(members) == parse_numeral(match["n"]):
                continue
            unit = match["unit"]
            shown = "个" if len(unit) > 1 or unit in _COUNTED_WITH else unit
            notes = ("list-open",) if not is_before and match["open"] else ()
            name = match["n"] + unit + match["noun"].partition("的")[0].strip()
            found.append(_draft(passage, start, match, members, notes, name, shown))
    return found


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
    if "、" not in text and "和" not in text:
        return ()
    kept: list[Draft] = []
    found = (*_open(passage, text), *_counted(passage, text))
    for draft in sorted(found, key=lambda draft: (draft.at, draft.upto)):
        if not kept or draft.at >= kept[-1].upto:
            kept.append(draft)
    return tuple(kept)


def _is_whole(each: Draft) -> bool:
    """Whether a list names all that it counts, and more than a pair."""
    return len(each.members) > _PAIR and "list-open" not in each.ambiguity


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
        Where the three are named, 三大产业 is no statistic of 3.
    """
    if not lists:
        return drafts
    return tuple(
        draft for draft in drafts
        if draft.growth_kind not in _TALLIES or not any(
            each.at <= draft.at < each.upto and each.value == draft.value
            and (draft.growth_kind == "count" or _is_whole(each))
            for each in lists
        )
    )  # fmt: skip
