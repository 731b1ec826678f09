"""Which named systems, plans and schemes are set up: 体系, 机制, 行动, “33618”, 《…方案》."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from upriver.documents.drafts import Draft
from upriver.documents.places import place_named
from upriver.documents.rules import alternation, rows, scan
from upriver.documents.sentences import Cover

if TYPE_CHECKING:
    from collections.abc import Iterator

    from upriver.documents.passages import Passage

_BOOK = re.compile(
    r"《(?P<name>[^《》]{4,60}(?:方案|规划|计划|意见|纲要|措施|行动|条例|办法|清单|指引|公报|方法|标准|目录|指南|要点|决定|规定|细则)(?:（[^）]*）)?)》"
)
_TITLE = re.compile(
    r"(?:[^《》]{0,24}?印发《?)?"
    r"(?P<name>[^《》]{4,60}(?:方案|规划|计划|意见|纲要|措施|条例|办法)(?:（[^）]*）)?)(?:》?的通知)?$"
)
_CODE = re.compile(r"[“「]\d[\d+N]{1,6}[”」]")
_SLOGAN = re.compile(
    r"(?![“「](?:[九十]五|十[一二三四五六]五))(?:[一二两三四五六七八九十]+[个大项])?[“「](?P<inner>[一二两三四五六七八九十]+[个大项张副首条]?[\u4e00-\u9fff]{1,8}|[^，。“”「」]{2,12}(?:工程|行动|计划|战略|机制))[”」]"
)


# “选种育苗”, “双新”产业, “共抓大保护、不搞大开发”理念: a name in quotation marks, no speech.
_NAME = re.compile(
    r"(?<![：:说道示能是])(?<!(?<!突)出) ?[“「](?!在)(?!五一|十一|双十一|两会|[九十]五[”」]"
    r"|十[一二三四五六]五|[一二三四五六七八九十百]+强|[^”」]{0,4}连[丰涨增])"
    r"(?P<inner>[\u4e00-\u9fff、+—]{2,16})[”」](?P<noun>产业|人才|理念|担子|意识|模式|战略|经济|能力)?"
)
# “对接中心城，争创百强县”奋斗目标: what the noun behind says is an aim or a way.
_AIM = re.compile(
    "“[^“”。]{2,40}”(?:工作部署|(?:工作|发展|总体)思路|(?:奋斗|建设|发展)目标|发展战略|战略定位"
    "|(?:总体|空间|产业)布局|(?:发展|空间|产业)格局|工作法|工作机制)"
)
# What is quoted for another reason: a class of size, an award, a rank, a figure of speech.
_NO_SCHEME = re.compile(
    r"(?![一二两三四五六七八九十]+个)(?:以|五一$|[一二三四五六七八九十百]+强$|.*连[丰涨增]$|.*(?:指数|第[一二三四五六七八九十\d]+[城名位]|[强优][市县区]$|[一二三四]季报|[年月]报|更[优强高好]|[百千万]亿级?)"
    r"|.*[百千万]亿级|[^、](?:、[^、])+$)"
)
# “工业强市”战略: what the noun behind calls a scheme is one.
_SCHEME_BEHIND = re.compile("[”」](?:战略|行动|工程|计划|机制)")
_NO_SCHEME_BEHIND = re.compile(
    "[”」](?:中小企业|小巨人|企业|国家|沿线|假期|期间|连续|跃|居)|[”」][上中](?![\u4e00-\u9fff]?[市海])"
)
_NO_SCHEME_BEFORE = re.compile(
    "(?:获评|入选|上榜|荣获|评为|称为|誉为|跃升|跻身|列入)[^，。；“”]{0,10}$|(?:确保|实现|推动|素有|号称)$"
)
_SOME = re.compile("一批|一个|若干|多个")
# 公共服务体系, 产业总体布局: such words put together are no name.
_COMMON_WORDS = re.compile(
    "(?:产业|总体|区域|空间|发展|科技|创新|金融|公共|社会|服务|保障|管理|政策|人才|城市|治理|评价|市场"
    "|工作|体制|责任|制度|标准|监管|多层次|教育|文化|交通|物流|信息|综合|基层|生产|技术|经济|安全"
    "|长效|协同|联动|运行|协调|投入|激励|约束|考核|监测|预警|防控|应急|支撑|相关|各类|良好|重要){0,4}"
    "(?:体系|机制|布局|平台|网络|生态|格局|中心|基地|改革|工程|行动)"
)
# 布局合理、功能完备的体系: what it is like, not what it is called.
_DESCRIBED = re.compile(
    "、[^的]*(?:合理|完备|完整|健全|广泛|齐全|便捷|高效|有序|鲜明|突出|显著|凸显|紧密|充足|强劲|适度|均衡|多元)的"
)
# A list of three or more, or of two and 等: 科技金融、绿色金融、普惠金融; 集成电路、新型显示等产业.
_ITEM = r"[\u4e00-\u9fff“”]{2,14}?"
_LISTED = re.compile(
    r"(?:发展|培育|做好|做强|推进|推动|实施|集聚|聚集|针对|聚焦|布局|强化|招引)了?(?:一批)?"
    rf"(?P<name>{_ITEM}(?:、{_ITEM}){{1,9}}"
    r"(?:(?:和|与|及)[\u4e00-\u9fff]{2,12}(?=[，。；]|$)"
    r"|等[^，。；]{0,14}?(?:产业|行业|业态|项目|领域|企业|人才|经济|方面)"
    r"|、[\u4e00-\u9fff]{2,12}(?=[，。；]|$)))"
)
_ACTS_IN_LIST = re.compile("[增提升降开展]|包括|涵盖|涉及|支持|加强|推进|提高|完善|强化|建设|实现")
_TWO = re.compile(r"(?P<first>.{2,}?)(?:和|、)(?P<second>.{2,})")
# Where a slogan can begin: at its quotation mark or at the numeral before it.
_SLOGAN_FIRST = re.compile("[“「一二两三四五六七八九十]")
_SHORT = 3
_NAME_FIRST = re.compile("[ “「]")


# the 14th Five-Year Plan, Northern Growth Strategy: capitals mark a name.
_ENGLISH_NAME = re.compile(
    r"(?P<name>(?:\d{1,2}th|(?!The |This |Its |Our |In |By |Under |A |An )[A-Z][\w'-]+)"
    r"(?: (?:[A-Z\d][\w'-]*|of|for|and|the)){0,8}? (?:Plan|Strategy|Programme|Program|Initiative"
    r"|Framework|Agenda|Roadmap|Blueprint|Scheme))(?![\w-])"
)


@lru_cache(maxsize=1)
def _heads() -> str:
    """Pattern of the heads; a set of their first characters spares most tries."""
    heads = [row["head"] for row in rows("systems")]
    first = "".join(sorted({head[0] for head in heads}))
    return f"(?=[{first}])(?:{alternation(heads)})"


@lru_cache(maxsize=1)
def _verbs() -> str:
    return alternation(row["verb"] for row in rows("actions"))


@lru_cache(maxsize=1)
def _built() -> re.Pattern[str]:
    """Verb, name and head at the end of a phrase."""
    ends = r"(?=[，。；、！”]|建设|和|与|作为|则|，|的关键|任务|工作|各环节|$)"
    return re.compile(
        rf"(?:{_verbs()})(?:{_verbs()}){{0,2}}(?:了|成为|好)?(?P<name>(?=[^，。；！：《》]{{3}})[^，。；！：《》]{{0,48}}?(?:{_heads()})(?:（[^）]{{1,6}}）)?){ends}"
    )


@lru_cache(maxsize=1)
def _goes_on() -> re.Pattern[str]:
    """A further name in a row: 建设生态屏障、能源基地、开放桥头堡."""
    return re.compile(
        rf"、(?P<name>(?!{_verbs()})[^，。；：、《》“”]{{2,24}}?(?:{_heads()}))(?=[，。；、！]|建设|$)"
    )


def _rows_of(text: str) -> Iterator[tuple[int, int]]:
    """Names with their head behind a verb, each with those that follow it in a row."""
    for match in _built().finditer(text):
        further: re.Match[str] | None = match
        while further is not None:
            yield further.span("name")
            further = _goes_on().match(text, further.end("name"))


@lru_cache(maxsize=1)
def _quoted() -> re.Pattern[str]:
    return re.compile(
        rf"[“「][^“”「」，。]{{1,16}}[”」](?:[^，。；、“”「」]{{0,14}}?(?:{_heads()}))(?=[，。；、！]|建设|作为|和|$)"
    )


@lru_cache(maxsize=1)
def _verb_in_list() -> re.Pattern[str]:
    return re.compile(rf"、(?:{_verbs()})(?=.{{2}})")


@lru_cache(maxsize=1)
def _head_at_end() -> re.Pattern[str]:
    return re.compile(f"(?:{_heads()})$")


def _is_scheme(text: str, quoted: re.Match[str]) -> bool:
    """Whether a name in quotation marks is that of a scheme."""
    before = text[max(0, quoted.start() - 16) : quoted.start()]
    return _SCHEME_BEHIND.match(text, quoted.end("inner")) is not None or not (
        _NO_SCHEME.match(quoted["inner"])
        or place_named(quoted["inner"]) is not None
        or _NO_SCHEME_BEFORE.search(before)
        or _NO_SCHEME_BEHIND.match(text, quoted.end("inner"))
    )


def _with_quote(text: str, start: int, end: int) -> int:
    """End of a name with the quotation mark that it opens: “攻坚战”."""
    is_open = text.count("“", start, end) > text.count("”", start, end)
    return end + 1 if is_open and text.startswith("”", end) else end


def _is_common(name: str) -> bool:
    """Whether a name is only a noun of its kind: 完善体系, 一批产业集群."""
    if _COMMON_WORDS.fullmatch(name) or _SOME.match(name) is not None:
        return True
    return "“" not in name and _DESCRIBED.search(name) is not None


def _parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A机制和B机制 are two systems; of 带动A、加速B体系 only B is one."""
    name = text[start:end]
    verb = max((m.end() for m in _verb_in_list().finditer(name)), default=0) if "、" in name else 0
    first, name = start + verb, name[verb:]
    two = _TWO.fullmatch(name) if "“" not in name else None
    head = _head_at_end().search(name) if two else None
    if two is None or head is None or not two["first"].endswith(head.group()):
        return [(first, end)]
    return [(first, first + two.end("first")), (first + two.start("second"), end)]


def find_systems(passage: Passage, *, is_heading: bool = False) -> tuple[Draft, ...]:
    """Named systems, plans and schemes of a paragraph.

    Parameters
    ----------
    passage : Passage
        The paragraph.
    is_heading : bool
        Whether it is a heading: then only the title of a plan counts.

    Returns
    -------
    tuple of Draft
        In the order of the text, without overlaps. Values are missing.
    """
    text = passage.text
    found: list[tuple[int, int]] = (
        [match.span("name") for match in _BOOK.finditer(text)] if "《" in text else []
    )
    if is_heading:
        found = found or [match.span("name") for match in _TITLE.finditer(text)]
    else:
        quotes = "“" in text or "「" in text
        found += [match.span() for match in _quoted().finditer(text)] if quotes else []
        built = list(_rows_of(text))
        listed = [
            match.span("name")
            for match in (_LISTED.finditer(text) if "、" in text else ())
            if not _ACTS_IN_LIST.search(match["name"])
        ]
        if built or listed:
            # What is counted (2个产业集群) is no name; the years of a 三年行动 are part of it.
            counted = Cover((q.start, q.end) for q in passage.quantities if q.kind != "time")
            built = [
                span for span in built
                if not counted.touches(*span) and not _is_common(text[span[0] : span[1]])
            ]  # fmt: skip
            listed = [span for span in listed if not counted.touches(*span)]
        found += built
        if quotes:
            found += [match.span() for match in _AIM.finditer(text)]
            found += [
                match.span()
                for match in scan(_SLOGAN, text, first=_SLOGAN_FIRST)
                if _is_scheme(text, match)
            ]
            found += [
                m.span() for m in scan(_NAME, text, first=_NAME_FIRST)
                if (m["noun"] or len(m["inner"]) > _SHORT) and _is_scheme(text, m)
            ]  # fmt: skip
        found = [part for span in (*found, *listed) for part in _parts(text, *span)]
        if passage.is_english:
            found += [match.span("name") for match in _ENGLISH_NAME.finditer(text)]
    if not found:
        return ()
    found = [(start, _with_quote(text, start, end)) for start, end in found]
    kept: list[tuple[int, int]] = []
    for start, end in sorted(found, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return tuple(
        Draft(
            "system", start, end, start, end, text[start:end], is_timeless=True,
            ambiguity=("digits-not-expanded",) if _CODE.search(text, start, end) else (),
        )
        for start, end in kept
    )  # fmt: skip
