"""Which numbers of a paragraph are statistics or targets, and of what."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from upriver.core.periods import parse_period
from upriver.documents.bounds import comparators
from upriver.documents.drafts import Draft, phrase_span, subject_at
from upriver.documents.english_lists import shared_out
from upriver.documents.growth import (
    THINGS,
    base_of,
    growth_kind,
    is_fall,
    is_rise_in_times,
    is_subsidy,
    negative,
)
from upriver.documents.indicators import implied_unit, is_lower_better, noun_after
from upriver.documents.lending import completed, of_counted, owned, with_places
from upriver.documents.lists import with_head_of
from upriver.documents.memory import Memory
from upriver.documents.nouns import (
    COMPARED_WITH,
    SIGNS_OF_COMPARISON,
    Item,
    base_named,
    items_of,
    name_of,
    ranked_before,
    told_before,
)
from upriver.documents.numbers import times_scale
from upriver.documents.rates import per_time
from upriver.documents.sentences import FAR
from upriver.documents.spots import Spot, find_spots

if TYPE_CHECKING:
    from upriver.documents.amounts import Quantity
    from upriver.documents.claims import Kind
    from upriver.documents.passages import Passage
    from upriver.documents.sentences import Span

_STRUCTURE = re.compile(r"(?:任务|措施|举措|事项|实事|政策|意见|方面|环节|领域)(?:之一)?$")
_REACH = re.compile(r"(?:达到?|增至|升至|提升[到至]|提高[到至]|增加到|扩大到|reach|to)\s*$")
_AT_MOST = re.compile("最高可?(?:奖励|补助|补贴|资助|支持|给予|获得?)[^，。；\\d]{0,4}$")
_SHARED_REACH = re.compile(  # 分别达到18%和12%
    r"(?:达到?|增至|升至|提升[到至]|提高[到至]|增加到)(?:[\d.,]+[^\d，。；、和及]{0,6}[、和及])+$"
)
_DOWN_TO = re.compile(
    r"(?:降|减少|压缩|压减|缩短|缩小|降低)[到至]\s*$"
    r"|(?i:\b(?:drop|fall|declin|reduc|lower|cut|decreas)\w*\b[^,;]*\bto\s*$)"
)
_ABOUT = re.compile("(?:大约|约)占[^，。；]{0,14}$")
_AHEAD, _HOPED = re.compile("预计[超达将突为到今明]"), re.compile("有望|预测|将")
_YEAR_END = re.compile("年[底末]")
_NEXT_ITEM = re.compile("[、和]")
# 分别突破20亿元、60亿元: the word of comparison is said once for the whole list.
_SHARED_BOUND = re.compile(
    r"(?:分别|双双|连续|相继|先后)(?P<word>[\u4e00-\u9fff]{1,4}?)[了到]?(?:[\d.,]+[^\d，。；、和及]{0,6}[、和及])+$"
)
_LONGEST_PHRASE, _MOST_TASKS = 70, 500
_GOES_ON = re.compile(r"(?:仅|只|约|而|但|其中|全年|实际|预计|力争)*(?:为|达到?|有|是)?")
_BELOW = re.compile(r"\s*(?:lower|less|below)\b")
_ONTO = re.compile("[至到为]")
_MORE_THAN = re.compile("(?:较|比)[^，。；]{2,12}(?:高|低|多|少|快|慢)出?$")
_CUT_BY = re.compile(r"(?i)\b(?:cut|reduc\w+|lower\w*)\b[^,;]*\bby\s*$")
_RATE_OF_GROWTH = re.compile("增速|增幅|涨幅|降幅|跌幅|增长率|增长速度")
# 按10%给予补助: the word stands behind.
_GRANTS = re.compile("(?:的比例|的标准)?(?:给予|予以)[^，。；]{0,8}(?:补助|补贴|奖励|资助|支持)")
_YEARLY = re.compile("同比|环比|年均|上年|去年|year on year|year-on-year|annual|a year")
_COUNT_ONLY = re.compile("[一二两三四五六七八九十]+[个大项]")
_PLAN = re.compile("十[一二三四五六]五|(?i:five[- ]year)")
_SPAN = re.compile(r"(?P<first>\d{4})\.\.(?P<last>\d{4})")
_YEARS = re.compile(r"[一二三四五六七八九十\d两]年|years")
# 增长42.3%、1.2倍及11.8%: a number that only a comma parts from the one before.
_CONTINUES = re.compile(r"[、和与及以,，\s]*(?:and)?\s*")


def _lead(spot: Spot, memory: Memory) -> str:
    """Words that say how a number is meant; a list has them before its first one."""
    left = spot.printed_left.rstrip(" “")
    last = memory.previous
    goes_on = spot.index > 0 and last is not None and last.clause == spot.clause
    if goes_on and _CONTINUES.fullmatch(left):
        left = memory.lead
    memory.lead = left
    return left


def _growth_in_times(quantity: Quantity) -> Quantity:
    """增长1.3倍 in percent."""
    value = quantity.value
    percent = (
        (times_scale(value[0], 100), times_scale(value[1], 100))
        if isinstance(value, tuple)
        else times_scale(value or 0, 100)
    )
    notes = (*quantity.notes, "growth-in-times")
    return quantity._replace(value=percent, unit="%", unit_norm="ratio", kind="ratio", notes=notes)


def _kind_of_growth(spot: Spot, memory: Memory, left: str, *, is_named: bool) -> str:
    """How a number is meant, from its clause and from the number before it."""
    quantity, last = spot.quantity, memory.previous
    kind = growth_kind(left, spot.printed_right, kind=quantity.kind)
    if kind == "share" and _MORE_THAN.search(left):
        kind = "vs_base"  # 较传统制造业高出40%
    if last is None or last.quantity.kind != quantity.kind:
        return kind
    plain = {"ratio": "share", "points": "delta_pp"}.get(quantity.kind, "level")
    if last.clause == spot.clause and kind == plain and not _ONTO.search(left):
        kind = growth_kind(spot.whole_left, spot.right, kind=quantity.kind)
    if quantity.kind == "ratio" and not is_named and _GOES_ON.fullmatch(left):
        kind = memory.growth  # 增速未达到6%，仅为4.8%: meant as the first one
    return kind


def _growth(spot: Spot, memory: Memory, *, is_named: bool) -> tuple[Quantity, str]:
    """Quantity with its sign, and how it is meant."""
    quantity, left = spot.quantity, _lead(spot, memory)
    granted = _GRANTS.match(spot.right) is not None and quantity.kind == "ratio"
    if granted or (quantity.kind not in THINGS and is_subsidy(spot.whole_left)):
        return quantity, "subsidy"
    if quantity.growth_kind:
        return quantity, quantity.growth_kind
    if quantity.kind == "multiple" and is_rise_in_times(left):
        changed = _growth_in_times(quantity)
        return changed, growth_kind(left, spot.printed_right, kind="ratio")
    if spot.is_origin and quantity.kind in {"ratio", "points"}:
        return quantity, "yoy" if _RATE_OF_GROWTH.search(left) else "share"
    if quantity.kind not in {"ratio", "points", "multiple"} and _CUT_BY.search(left):
        return quantity, "flow"  # to cut capacity by 30 million tonnes: the cut itself is counted
    kind = _kind_of_growth(spot, memory, left, is_named=is_named)
    below = quantity.kind == "points" and _BELOW.match(spot.right) is not None
    if (is_fall(left) or below) and quantity.kind != "multiple":
        quantity = negative(quantity)
        kind = "change" if kind == "level" else kind
    if kind == "level" and _is_tally(spot):
        kind = "count"
    is_ban = quantity.kind == "time" and spot.right.startswith("禁")
    return quantity, "duration" if is_ban or (quantity.kind, kind) == ("time", "level") else kind


def _is_tally(spot: Spot) -> bool:
    """Whether a number counts tasks or measures rather than things: 18项任务."""
    quantity = spot.quantity
    listed = _STRUCTURE.search(noun_after(spot.right)) is not None
    return quantity.kind == "count" and (
        quantity.unit == "大"
        or (listed and isinstance(quantity.value, int) and quantity.value < _MOST_TASKS)
    )


def _comparator(quantity: Quantity, spot: Spot, kind: Kind, noun: str | None) -> str:
    """Comparator of a target: to reach is a lower bound, or an upper one where less is better."""
    if quantity.kind == "multiple" and quantity.comparator == "=":
        return "x"
    if quantity.comparator == "=" and _AT_MOST.search(spot.left):
        return "<="
    if quantity.comparator == "=" and spot.index:
        shared = _SHARED_BOUND.search(spot.whole_left)
        word = comparators().get(shared["word"]) if shared else None
        if word is not None and quantity.value is not None:
            return word
    if quantity.comparator == "=" and quantity.kind == "ratio" and _ABOUT.search(spot.left):
        return "~"
    if kind != "target" or quantity.comparator != "=":
        return quantity.comparator
    if _DOWN_TO.search(spot.left):
        return "<="
    if not (_REACH.search(spot.left) or _SHARED_REACH.search(spot.whole_left)):
        return "="
    return "<=" if is_lower_better(noun or "") else ">="


def _against(spot: Spot, passage: Passage, growth: str, base: str | None) -> tuple[str, str | None]:
    """What a growth is measured against, seen from its period.

    较2022年同期 is the year before when the period is 2023; a growth over 2016 to 2023 that
    does not say 同比 or 年均 is one against the first year.
    """
    if growth not in {"yoy", "vs_base"} or spot.quantity.kind not in {"ratio", "multiple"}:
        return growth, base
    text, _ = passage.dating.period(spot.quantity.end)
    period = parse_period(text) if text else None
    stock = _YEAR_END.search(spot.printed_left)
    if growth == "vs_base" and base and base.isdigit() and period is not None and not stock:
        return ("yoy", None) if period.year - int(base) == 1 else (growth, base)
    if growth == "vs_base" or _YEARLY.search(spot.whole_left + spot.right):
        return growth, base
    clause = passage.times_in(passage.sentence_at(spot.clause.start).start, spot.quantity.start)
    if clause and clause[-1].role == "vague" and _YEARS.search(clause[-1].text):
        return "vs_base", base
    if clause and period is not None and period.start and period.end:
        years = period.end.year - period.start.year
        if years > 1 and clause[-1].period == text and clause[-1].role in {"in", "since"}:
            is_plan = _PLAN.search(clause[-1].text) is not None
            return "vs_base", str(period.start.year - is_plan)
    return growth, base


def _kind(spot: Spot, passage: Passage, growth: str) -> Kind:
    quantity = spot.quantity
    mode, _ = passage.mode(quantity.start, quantity.end)
    if growth == "subsidy" or (growth == "duration" and spot.right.startswith("禁")):
        return "statistic"
    if mode == "forecast" and _is_estimate(spot, passage):
        return "statistic"
    if growth == "count" and _STRUCTURE.search(noun_after(spot.right)):
        return "statistic"
    return "statistic" if mode == "observed" else mode


def _is_estimate(spot: Spot, passage: Passage) -> bool:
    """Whether 预计 gives a first figure of a time that is over: 2018年收入650亿元，预计增长11%."""
    quantity, today = spot.quantity, passage.setting.today
    lead = passage.text[passage.sentence_at(quantity.start).start : quantity.start]
    at = lead.rfind("预计")
    if today is None or at < 0 or _AHEAD.match(lead, at) or _HOPED.search(lead):
        return False
    text, _ = passage.dating.period(quantity.end)
    period = parse_period(text) if text else None
    return period is not None and period.end is not None and period.end < today


def _unit(quantity: Quantity, noun: str) -> Quantity:
    """Measure word of what is counted: 十大任务 is 10 项; a bare 亿 takes the indicator's unit."""
    if quantity.unit == "大":
        unit = implied_unit(noun.removesuffix("之一")[-4:])
        unit = "项" if unit == "项" else "个"
        return quantity._replace(unit=unit, unit_norm=unit)
    if quantity.kind == "implied" and quantity.unit:
        unit = implied_unit(noun) or ""
        return quantity._replace(
            unit=quantity.unit + unit,
            unit_norm=unit,
            notes=(*quantity.notes, "unit-implied"),
        )
    return quantity


def _span(spot: Spot, passage: Passage, origin: int | None, *, is_named: bool) -> Span:
    """Phrase of a number; one that names no indicator begins where its indicator stands."""
    start = spot.clause.start
    if not is_named and origin is not None and spot.quantity.end - origin <= _LONGEST_PHRASE:
        start = origin if _same_sentence(passage, origin, start) else start
    elif spot.index and is_named and spot.whole_left.endswith(spot.left):
        # Where another number lies between the indicator and this one, the clause is the phrase.
        start = spot.quantity.start - len(spot.left)
    end = spot.clause.end
    if spot.index + 1 < spot.count:
        end = spot.quantity.end + len(_words_behind(spot))
    return phrase_span(passage, start, max(end, spot.quantity.end))


def _base(spot: Spot, passage: Passage) -> str | None:
    left = spot.printed_left
    compared = COMPARED_WITH.search(left) if SIGNS_OF_COMPARISON.search(left) else None
    if compared:
        return compared["base"]
    if spot.quantity.kind == "multiple":
        origin = [
            t for t in passage.times_in(spot.clause.start, spot.quantity.start) if t.role == "base"
        ]
        if origin and origin[-1].year:
            return str(origin[-1].year)  # 是2012年的3倍
    first = max(spot.clause.start, spot.quantity.start - FAR)
    english = spot.whole_left.isascii() and spot.right.isascii()  # it names its base last
    last = min(spot.clause.end, spot.quantity.end + FAR) if english else spot.quantity.start
    return base_of(passage.text[first:last])


def find_statistics(passage: Passage) -> tuple[Draft, ...]:
    """Statistics, targets and forecasts with a number.

    Parameters
    ----------
    passage : Passage
        The paragraph.

    Returns
    -------
    tuple of Draft
        In the order of the text; one for each indicator.

    Notes
    -----
    An indicator that is not named beside its number is the one of the clause before,
    within the same sentence or the sentence before it in the paragraph.
    """
    if not passage.quantities:
        return ()
    drafts: list[Draft] = []
    memory = Memory()
    handed = shared_out(passage)
    sentence = -1
    for spot in find_spots(passage):
        if passage.sentence_at(spot.clause.start).start != sentence:
            sentence = passage.sentence_at(spot.clause.start).start
            memory.begin_sentence()
        subject, noun = name_of(spot, passage)
        given = handed.get(spot.quantity.start)
        noun = given or noun
        if spot.quantity.kind in {"ratio", "money", "physical"} and len(memory.items) == 1:
            noun = with_head_of(noun, memory.items[0].name)
        named = base_named(spot)
        own = () if named else with_places(items_of(spot, subject, noun), memory.items)
        own = owned(own, memory.items, kind=spot.quantity.kind)
        if own and memory.previous and memory.previous.quantity.kind == "count":
            own = of_counted(own, memory.items if memory.follows(spot) else ())
        opens = memory.previous is None or memory.previous.quantity.start < sentence
        if not (own or named) and opens:
            own = ranked_before(spot, passage) or told_before(spot, passage)
        rate = None if named else completed(spot, noun, memory.items)
        if rate is not None:
            memory.lean(rate)
            own = ()
        shown = (rate,) if rate else memory.indicators(spot, own)
        quantity, growth = _growth(spot, memory, is_named=bool(own) and not given)
        memory.growth = growth
        quantity = _unit(quantity, noun or (shown[0].name if shown else ""))
        if quantity.growth_kind == "multiple" and shown and _COUNT_ONLY.fullmatch(shown[0].name):
            continue  # “六个倍增”行动: six of what is not said
        if quantity.kind == "implied" and quantity.unit and not quantity.unit_norm:
            memory.previous = spot
            continue  # 突破3万亿, and nothing says of what
        quantity, growth = per_time(quantity, spot, memory, growth)
        is_outcome = _comes_from(memory.previous, spot) and not quantity.growth_kind
        memory.previous = spot
        base = named or _base(spot, passage)
        growth, base = _against(spot, passage, growth, base)
        kind = "statistic" if spot.is_origin else _kind(spot, passage, growth)
        span = _span(spot, passage, memory.origin, is_named=bool(own))
        is_ban = growth == "duration" and spot.right.startswith("禁")
        drafts += [
            Draft(
                kind, span.start, span.end, spot.quantity.start, spot.quantity.end,
                item.name or None, _comparator(quantity, spot, kind, item.name), quantity.value,
                quantity.unit or None, quantity.value_norm, quantity.unit_norm or None,
                growth, base,
                item.subject or subject or subject_at(passage, spot.quantity.start), item.place,
                quantity.notes + (("policy-name",) if is_ban else ()),
                is_timeless=growth == "subsidy",
                period=_end_period(spot, passage, is_outcome=is_outcome),
            )
            for item in shown or (Item(""),)
        ]  # fmt: skip
    return tuple(drafts)


def _comes_from(last: Spot | None, spot: Spot) -> bool:
    """Whether a number is what the one before it has come to."""
    return last is not None and last.is_origin and last.clause == spot.clause


def _end_period(spot: Spot, passage: Passage, *, is_outcome: bool) -> str | None:
    """When a number was that another one comes from, or that it has come to.

    由2020年的54.2%提高到62.1% says the first; 2016年至2023年，由1702列增加到1.7万列 says both.
    """
    if not spot.is_origin and not is_outcome:
        return None
    times = passage.times_in(spot.clause.start, spot.quantity.start)
    if spot.is_origin and times and spot.quantity.start - times[-1].end <= 1:
        return times[-1].period
    text, _ = passage.dating.period(spot.quantity.end)
    years = _SPAN.fullmatch(text or "")
    if years is None:
        return None
    first, last = int(years["first"]), int(years["last"])
    # A five-year plan begins where the year before it ended.
    return str(last if is_outcome else first - (first % 5 == 1 and last == first + 4))


def _words_behind(spot: Spot) -> str:
    """Words behind a quantity up to the next item of its list."""
    return _NEXT_ITEM.split(spot.right, maxsplit=1)[0]


def _same_sentence(passage: Passage, first: int, second: int) -> bool:
    return passage.sentence_at(first) is passage.sentence_at(second)
