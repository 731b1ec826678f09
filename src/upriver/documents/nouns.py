"""What does a number measure: the subject and the indicators that its clause names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from upriver.documents.drafts import is_entity, split_subject
from upriver.documents.english import english_indicator, english_object, is_english
from upriver.documents.indicators import choose_noun, implied_unit, noun_after, trim_indicator
from upriver.documents.lists import head_of, split_list
from upriver.documents.places import leading_place
from upriver.documents.sentences import FAR

if TYPE_CHECKING:
    from upriver.documents.passages import Passage
    from upriver.documents.places import Place
    from upriver.documents.spots import Spot

EACH = re.compile(
    "(?<![平人年月日户亩地场])均(?![价值衡匀质])|(?<![首成])都(?!市)|各(?![类级项种地区界])|双双"
)
ALLOCATE = re.compile("分别|依次|respectively")
_SHARE = re.compile("比重|比例|份额|率|占比|比")
_VERB_OF_COMPARISON = "高于|低于|快于|慢于|好于|优于|领先于?|超过|超出|高出|较"
# 增速比全国高2.1个百分点: what is compared with is no part of the indicator.
_COMPARED = re.compile(
    rf"(?:均|都|增速|增幅)?(?:{_VERB_OF_COMPARISON}"
    r"|(?<![同环占])比(?![重例较率值])"
    r"(?=[^，]{1,12}(?:[高低快慢多少增减提降升]|加快|放缓|收窄|扩大|缩小|回落)[^，]{0,3}$))(?:[^，。；、]|、(?=全)){0,14}$"
)
COMPARED_WITH = re.compile(
    rf"(?:{_VERB_OF_COMPARISON}|比)"
    r"(?P<base>(?:全国|全省|全市|全区|规上工业|[\u4e00-\u9fff]{0,4}去年同期|上年同期)(?:平均)?)"
)
_FIRST_SHARE = re.compile(r"[\d.]+%|[一二三四五六七八九]成")
# 水果、肉类分别进口; 进口、出口双双: the list stands before the word, its head behind it.
_SHARED_HEAD = re.compile(
    r"(?P<list>.+?)(?:分别|依次|双双|(?<![平人年月日户亩地场])均(?![价值衡匀质])|(?<![首成])都(?!市))(?P<head>[^，]*)"
)
_OPEN_LIST = re.compile(r"等[^、]{0,10}$")
_COUNT_OF_LIST = re.compile("“?[一二两三四五六七八九十]个$")
_ACHIEVES = re.compile(
    r"(?P<owner>[^、]{2,16}?)(?:共|累计|已)?(?:完成|实现|达成)(?P<head>[^、]{2,8})"
)
# Who achieves it rather than what it is of: a place, an office, a firm.
_ACTOR = re.compile(
    r"(?:机场|集团|公司|港|站|局|厅|委|部门|政府|[省市县区]|枢纽|银行)$|^(?:企业|项目|园区|基地|平台|会议|活动|单位|各地)$"
)
_IS_OF = re.compile("^[^，。；]{0,6}?(?:是|为|相当于|达到?)(?P<base>[^，。；\\d]{2,20})的$")
JUST_JOINS = re.compile("[、和与及以]+")


_HOW_MANY = re.compile("总?数量?|总量|个数|家数")
# 甲机场旅客吞吐量增幅在全国排名第一，同比增长9%: what was ranked is what grew.
_RANKED = re.compile(
    r"(?P<noun>[^，；。\d]{2,30}?)(?:增长?[幅速]|总量|规模)?"
    r"(?:在[^，；。]{2,30}(?:排|[位名]?列|居)|(?:继续)?(?:排名|位居|位列|名列|稳居|跃居|居|创)[^，；。]{2,16}(?=[，；])"
    r"|(?:延续|保持|呈现?|总体|稳中|平稳)[^，；。]{1,16}(?=[，；])"
    r"|(?:扭负为正|由[负降]转[正增]|止跌回升)(?=[，；]))"
)
# 6,000 high-tech enterprises: what is counted, without its number.
_AFTER_NUMBER = re.compile(
    r"^.*\d[\d,.]*\s*(?:(?:trillion|billion|million|thousand)\s*)?(?=[A-Za-z]|$)"
)
SIGNS_OF_COMPARISON = re.compile("[于先过出较比]")
_SHARES_OUT = re.compile(r"\s*(?:则|而)?(?:分别|依次|双双)")
_UNIQUE = re.compile("唯一|首个")
_OF = re.compile(r"占(?!比|地|有)")
_SEVERAL = re.compile("[、和与及]|”“")
_PER_PERIOD = frozenset({"年产", "日产", "月产", "年处理", "日处理"})


_WORKS = re.compile("(?:项目|工程|厂|基地|园区?|中心|公路|高速|铁路|大桥|[电车]站|机场|港|线)$")
# 城乡居民收入分别达4万元和2万元: two things in one word.
_HALVES = {"城乡": ("城镇", "农村"), "产销": ("产量", "销量")}
_PAIRS, _TWO = re.compile("城乡|产销$"), 2
_MONEY_OF = re.compile("(?:(?:协议|合同|计划|总)?投资额?|总投资额?)$")
# 上海港完成780万标箱: who has the number, not what it measures.
_OWNER = re.compile("(?![开进出对])[\u4e00-\u9fff]{2,10}(?:港|口岸|机场|车站)")
_OWNERS = ("港", "口岸", "机场", "车站")


class Item(NamedTuple):
    """An indicator, and whom it is about when that is not the region.

    Parameters
    ----------
    name : str
        The indicator.
    subject : str, optional
        An airport, a firm or a park.
    place : Place, optional
        The region, where the item names one.
    """

    name: str
    subject: str | None = None
    place: Place | None = None


def is_owner(words: str) -> bool:
    """Whether words name a port or an airport rather than what is measured of it.

    Parameters
    ----------
    words : str
        What stands before a number.

    Returns
    -------
    bool
        True for 上海港, not for 集装箱吞吐量.

    Examples
    --------
    >>> is_owner("上海港"), is_owner("上海港集装箱吞吐量")
    (True, False)
    """
    return words.endswith(_OWNERS) and _OWNER.fullmatch(words) is not None


def _without_place(words: str) -> str:
    """Indicator without the name of the region that leads it."""
    stripped = words.strip(" ，、/／")
    if stripped.count("“") != stripped.count("”"):
        stripped = stripped.strip("“”")
    length = leading_place(stripped)
    if length and len(stripped) - length > 2 and not is_owner(stripped):
        rest = stripped[length:]
        if not rest.startswith(("至", "—", "直", "始", "与", "和", "、", "-", "等")):
            return rest
    return stripped


def _of_what(spot: Spot, rest: str) -> str:
    """Share of what follows the number: 贡献60%的税收."""
    # 贡献60%的税收、70%的就业: the owner stands before the first of them.
    first = _FIRST_SHARE.split(spot.whole_left)[0]
    owner = trim_indicator(_without_place(first) if rest.startswith("的") else rest)
    return f"{owner}{noun_after(spot.right)}" + ("" if "增" in spot.right[:2] else "比重")


def _achieved(words: str) -> str:
    """第一产业实现增加值 is 第一产业增加值: what achieves it, unless that is an actor."""
    if not ("实现" in words or "完成" in words or "达成" in words):
        return words
    found = _ACHIEVES.fullmatch(words)
    if found is None:
        return words
    head = trim_indicator(found["head"])
    owner = trim_indicator(_without_place(found["owner"]))
    if not owner or head_of(head) != head or not head or _ACTOR.search(owner):
        return words
    return words if leading_place(owner) == len(owner) else f"{owner}{head}"


def _subject_and_rest(spot: Spot) -> tuple[str | None, str]:
    """Airport, firm or park that leads the words before a number, and the words behind it."""
    # 的石化基地、投资60亿元: what belongs to the number before ends at the comma.
    left = (
        spot.left.rpartition("、")[2]
        if spot.index and spot.left.startswith(("的", "）"))
        else spot.left
    )
    said = left.rpartition("：")[2]
    left = said if trim_indicator(said) else left
    if spot.left.startswith("的") and spot.quantity.kind == "count" and "、" not in spot.left:
        left = spot.whole_left  # 企业数超过300家的园区有65个
    elif SIGNS_OF_COMPARISON.search(left):
        plain = _COMPARED.sub("", left)
        left = plain if plain.count("（") == plain.count("）") else left  # （达到或优于Ⅲ类）
    words = _achieved(left.strip())
    subject, rest = split_subject(trim_indicator(words))
    if subject is not None and _HOW_MANY.fullmatch(rest):
        return None, f"{subject}{rest}"  # 国家高新区总数: the parks are what is counted
    if subject is None:
        rest = _without_place(words)
        if rest != words:
            named, after = split_subject(trim_indicator(rest))
            subject, rest = (named, after) if named else (None, rest)
    return subject, rest


def _chinese(spot: Spot) -> tuple[str | None, str]:
    quantity = spot.quantity
    if quantity.growth_kind == "yoy" and _UNIQUE.search(spot.left):
        return None, ""
    subject, rest = _subject_and_rest(spot)
    counted = noun_after(spot.right)
    if (
        quantity.kind == "ratio"
        and not quantity.growth_kind
        and spot.right.startswith("的")
        and counted
    ):
        return subject, _of_what(spot, rest)
    if "coverage-in-words" in quantity.notes:
        return subject, trim_indicator(rest).rpartition("、")[2] + "覆盖率"
    if spot.right.startswith("的") and quantity.kind == "money" and _WORKS.search(counted):
        money = _MONEY_OF.search(spot.left)
        if money:
            return subject, f"{counted}{money.group()}"  # 总投资96亿元的高速公路项目
    if quantity.unit.endswith("航班"):
        return subject, "航班数"
    right = spot.right
    if "magnitude-only" in quantity.notes:
        counted = noun_after(right.removeprefix("级"))
        if implied_unit(counted) == "元" and not counted.startswith(("规模", "台阶")):
            return subject, f"{counted.removesuffix('规模')}规模"
        right = ""
    if spot.index + 1 < spot.count:
        right = right.partition("、")[0]
    noun = choose_noun(_without_place(rest), right, kind=quantity.kind)
    if quantity.kind == "ratio" and _OF.search(noun) and not _SHARE.search(noun):
        noun = f"{noun}比" if noun.endswith("占") else f"{noun}比重"
    if noun in _PER_PERIOD and counted:
        noun += counted
    return subject, noun


def name_of(spot: Spot, passage: Passage) -> tuple[str | None, str]:
    """Subject and indicator beside a quantity.

    Parameters
    ----------
    spot : Spot
        The quantity in its clause.
    passage : Passage
        Its paragraph.

    Returns
    -------
    tuple of str
        The subject, missing when it is the region; the indicator, empty when the clause names
        none.
    """
    quantity = spot.quantity
    if passage.text.isascii() or is_english(spot.whole_left + spot.right):
        if quantity.growth_kind == "multiple":
            return None, english_object(spot.left, spot.right)
        counts = quantity.kind in {"count", "flow"} and quantity.unit
        printed = passage.text[quantity.start : quantity.end]
        unit = (_AFTER_NUMBER.sub("", printed) or quantity.unit.split()[-1]) if counts else ""
        return None, english_indicator(spot.left, spot.right, unit=unit)
    if quantity.kind == "time" and spot.right.startswith("禁"):
        return None, trim_indicator(spot.left) + spot.right.strip("”")
    return _chinese(spot)


def ranked_before(spot: Spot, passage: Passage) -> tuple[Item, ...]:
    """What the clause before a number ranks, when no number stands before it in the sentence.

    Parameters
    ----------
    spot : Spot
        The number.
    passage : Passage
        Its paragraph.

    Returns
    -------
    tuple of Item
        The measure; empty where the sentence opens otherwise.
    """
    first = max(passage.sentence_at(spot.clause.start).start, spot.clause.start - FAR)
    found = _RANKED.match(passage.plain[first : spot.clause.start].lstrip(" ，"))
    if found is None or passage.quantities_in(first, first + found.end()):
        return ()
    subject, noun = split_subject(trim_indicator(found["noun"]))
    return (Item(_without_place(noun), subject),) if head_of(noun) else ()


def told_before(spot: Spot, passage: Passage) -> tuple[Item, ...]:
    """List of measures in the clause before, when this one only shares them out.

    Parameters
    ----------
    spot : Spot
        The number.
    passage : Passage
        Its paragraph.

    Returns
    -------
    tuple of Item
        Such as 产值 and 占比 for 产值及占比，分别增长…; empty where that clause has a number.
    """
    if _SHARES_OUT.match(spot.whole_left) is None:
        return ()
    clauses = passage.sentence_at(spot.clause.start).clauses
    before = next((c for c in reversed(clauses) if c.end <= spot.clause.start), None)
    if before is None or passage.quantities_in(before.start, before.end):
        return ()
    names = split_list(trim_indicator(_without_place(passage.plain[before.start : before.end])))
    return tuple(map(Item, names)) if len(names) > 1 and head_of(names[-1]) else ()


def items_of(spot: Spot, subject: str | None, noun: str) -> tuple[Item, ...]:
    """Indicators of a quantity that holds for each item of a list, or for one of them.

    Parameters
    ----------
    spot : Spot
        The quantity in its clause.
    subject : str, optional
        Whom the clause is about.
    noun : str
        The indicator as the clause prints it.

    Returns
    -------
    tuple of Item
        More than one where the clause lists several; empty when it names none.
    """
    if not noun:
        return ()
    pair = _PAIRS.search(noun) if spot.count == _TWO and ALLOCATE.search(spot.whole_left) else None
    if pair and not _SEVERAL.search(noun):
        both = _HALVES[pair.group()]
        return tuple(Item(_PAIRS.sub(half, noun, count=1), subject) for half in both)
    if not _SEVERAL.search(noun) or _OPEN_LIST.search(noun):
        return (Item(noun, subject),)
    words = _COUNT_OF_LIST.sub("", noun)
    count = spot.count if ALLOCATE.search(spot.whole_left) else None
    joined = spot.count > 1 and spot.index == 0 and JUST_JOINS.fullmatch(spot.right)
    if joined and len(split_list(words)) == spot.count:
        count = spot.count  # 货物贸易、服务贸易增长31%和32%
    special = spot.quantity.growth_kind == "multiple"
    if not (special or count or EACH.search(spot.left[-12:])):
        return (Item(noun, subject),)
    shared = _SHARED_HEAD.fullmatch(words)
    if shared is None:
        return tuple(Item(name, subject) for name in split_list(words, count=count))
    head = trim_indicator(shared["head"])
    names = split_list(shared["list"], count=count)
    if head and all(is_entity(name) for name in names):
        return tuple(Item(head, name) for name in names)
    if head and not head_of(names[-1]):
        return tuple(Item(f"{name}{head}", subject) for name in names)
    return tuple(Item(name, subject) for name in names)


def base_named(spot: Spot) -> str | None:
    """What a multiple refers to: 是全球平均水平的2倍.

    Parameters
    ----------
    spot : Spot
        The number.

    Returns
    -------
    str, optional
        The words between 是 and 的; missing where there are none.
    """
    if spot.quantity.kind != "multiple":
        return None
    found = _IS_OF.search(spot.left.strip())
    return found["base"].strip() if found else None
