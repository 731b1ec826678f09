"""Which numbers of a paragraph are statistics or targets, and of what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from upriver.documents.drafts import Draft, phrase_span, split_subject, subject_at
from upriver.documents.english import english_indicator, is_english
from upriver.documents.growth import base_of, growth_kind, is_fall, is_rise_in_times, negative
from upriver.documents.indicators import (
    choose_noun,
    implied_unit,
    is_lower_better,
    noun_after,
    trim_indicator,
)
from upriver.documents.lists import split_list, with_head_of
from upriver.documents.numbers import times_scale
from upriver.documents.places import leading_place
from upriver.documents.spots import Spot, find_spots

if TYPE_CHECKING:
    from upriver.documents.claims import Kind
    from upriver.documents.passages import Passage
    from upriver.documents.quantities import Quantity
    from upriver.documents.sentences import Span

_STRUCTURE = re.compile(r"(?:任务|措施|举措|事项|实事|政策|意见|方面|环节|领域)(?:之一)?$")
_REACH = re.compile(r"(?:达到?|增至|升至|提升[到至]|提高[到至]|增加到|扩大到|reach|to)\s*$")
_EACH = re.compile(r"均|都|各")
_RATE = re.compile(
    r"(?P<day>日均|每天|每日|daily|per day)|(?P<week>每周|weekly|per week)|(?P<month>每月|月均"
    r"|per month)|(?P<year>每年|年均(?!浓度|值|气温|降水)|each year|per year|annually)"
)
_RATE_UNITS = {"day": "日", "week": "周", "month": "月", "year": "年"}
_LONGEST_PHRASE = 70
_GOES_ON = re.compile(r"(?:仅|只|约|而|但|其中|全年|实际|预计|力争)*(?:为|达到?|有|是)?")
_ALLOCATE = re.compile(r"分别|依次|respectively")
_SHARE = re.compile(r"比重|比例|份额|率|占比")
_COMPARED = re.compile(
    r"(?:均|都|增速|增幅)?(?:高于|低于|快于|慢于|好于|优于|较|领先"
    r"|(?<![同环占])比(?![重例较率值])(?=[^，]{0,10}(?:[高低快慢多少增减提降升]|加快|放缓|收窄|扩大|缩小|回落)[^，]{0,3}$))[^，。；、]{0,14}$"
)
_COMPARED_WITH = re.compile(
    r"(?:高于|低于|快于|慢于|好于|优于|领先)(?P<base>(?:全国|全省|全市|全区|去年同期|上年同期)(?:平均)?)"
)


def _without_place(words: str) -> str:
    """Indicator without the name of the region that leads it."""
    stripped = words.strip(" “”，、")
    length = leading_place(stripped)
    if length and len(stripped) - length > 2:
        rest = stripped[length:]
        if not rest.startswith(("至", "—", "直", "始", "与", "和", "、", "-")):
            return rest
    return stripped


def _noun(spot: Spot, passage: Passage) -> tuple[str | None, str]:
    """Subject and indicator beside a quantity; the indicator may be empty."""
    beside = spot.whole_left + spot.right
    if passage.text.isascii() or is_english(beside):
        unit = spot.quantity.unit.split()[-1] if spot.quantity.kind in {"count", "flow"} else ""
        return None, english_indicator(spot.left, spot.right, unit=unit)
    if re.match("禁", spot.right) and spot.quantity.kind == "time":
        return None, trim_indicator(spot.left) + spot.right.strip("”")
    if spot.quantity.growth_kind == "yoy" and re.search("唯一|首个", spot.left):
        return None, ""
    words = _COMPARED.sub("", spot.left)
    subject, rest = split_subject(trim_indicator(words))
    if subject is None:
        bare = _without_place(words)
        subject, rest = split_subject(trim_indicator(bare))
        rest = rest if subject else bare
    if (
        spot.quantity.kind == "ratio"
        and not spot.quantity.growth_kind
        and spot.right.startswith("的")
        and noun_after(spot.right)
    ):
        # 贡献60%的税收、70%的就业: the owner stands before the first of them.
        first = re.split(r"[\d.]+%|[一二三四五六七八九]成", spot.whole_left)[0]
        owner = trim_indicator(_without_place(first) if rest.startswith("的") else rest)
        return subject, f"{owner}{noun_after(spot.right)}" + (
            "比重" if "增" not in spot.right[:2] else ""
        )
    if "coverage-in-words" in spot.quantity.notes:
        return subject, trim_indicator(rest).rpartition("、")[2] + "覆盖率"
    if spot.quantity.unit.endswith("航班"):
        return subject, "航班数"
    right = spot.right
    if "magnitude-only" in spot.quantity.notes:
        counted = noun_after(right.removeprefix("级"))
        if implied_unit(counted) == "元" and not counted.startswith(("规模", "台阶")):
            return subject, f"{counted.removesuffix('规模')}规模"
        right = ""
    listed = re.match(r"([^、]*?)、", right)
    if spot.index + 1 < spot.count and listed:
        right = listed.group(1)
    noun = choose_noun(_without_place(rest), right, kind=spot.quantity.kind)
    if (
        spot.quantity.kind == "ratio"
        and re.search(r"占(?!比|地|有)", noun)
        and not _SHARE.search(noun)
    ):
        noun = f"{noun}比重"
    return subject, noun


def _items(spot: Spot, noun: str) -> tuple[str, ...]:
    """Indicators of a quantity that holds for each item of a list."""
    special = spot.quantity.growth_kind == "multiple"
    if not noun or not ("、" in noun or re.search("[和与及]", noun)):
        return (noun,) if noun else ()
    if special or _ALLOCATE.search(spot.whole_left) or _EACH.search(spot.left[-12:]):
        return split_list(re.sub(r"“?[一二两三四五六七八九十]个$", "", noun))
    return (noun,)


def _growth(spot: Spot, memory: _Memory, *, is_named: bool) -> tuple[Quantity, str]:
    """Quantity with its sign, and how it is meant."""
    quantity, left = spot.quantity, spot.printed_left.rstrip(" “")
    previous = memory.previous
    if growth_kind(spot.whole_left, "", kind="any") == "subsidy":
        return quantity, "subsidy"
    if quantity.growth_kind:
        return quantity, quantity.growth_kind
    if quantity.kind == "multiple" and is_rise_in_times(left):
        value = quantity.value
        percent = (
            (times_scale(value[0], 100), times_scale(value[1], 100))
            if isinstance(value, tuple)
            else times_scale(value or 0, 100)
        )
        changed = quantity._replace(value=percent, unit="%", unit_norm="ratio", kind="ratio",
            notes=(*quantity.notes, "growth-in-times"),
        )  # fmt: skip
        return changed, growth_kind(left, spot.printed_right, kind="ratio")
    kind = growth_kind(left, spot.printed_right, kind=quantity.kind)
    same_clause = previous is not None and previous.clause == spot.clause
    if same_clause and previous is not None and previous.quantity.kind == quantity.kind:
        plain = {"ratio": "share", "points": "delta_pp"}.get(quantity.kind, "level")
        if kind == plain:
            kind = growth_kind(spot.whole_left, spot.right, kind=quantity.kind)
    if not is_named and previous is not None and _GOES_ON.fullmatch(left):
        # 增速未达到6%，仅为4.8%: the second number is meant as the first one.
        kind = memory.growth if previous.quantity.kind == quantity.kind == "ratio" else kind
    if is_fall(left) and quantity.kind != "multiple":
        quantity = negative(quantity)
        kind = "change" if kind == "level" else kind
    if spot.quantity.kind == "count" and (
        quantity.unit == "大" or _STRUCTURE.search(noun_after(spot.right))
    ):
        kind = "count" if kind == "level" else kind
    if (re.match(r"禁", spot.right) and quantity.kind == "time") or (
        quantity.kind == "time" and kind == "level"
    ):
        kind = "duration"
    return quantity, kind


def _per_time(quantity: Quantity, left: str, growth: str) -> Quantity:
    """Unit of a rate: 班/周, 个/年."""
    rate = _RATE.search(left)
    if (
        rate is None
        or quantity.kind in {"ratio", "points", "multiple", "word"}
        or growth == "subsidy"
    ):
        return quantity
    per = _RATE_UNITS[str(rate.lastgroup)]
    return quantity._replace(unit=f"{quantity.unit}/{per}", unit_norm=f"{quantity.unit_norm}/{per}")


def _comparator(quantity: Quantity, spot: Spot, kind: Kind, noun: str | None) -> str:
    """Comparator of a target: to reach is a lower bound, or an upper one where less is better."""
    if kind != "target" or quantity.comparator != "=" or not _REACH.search(spot.left):
        return quantity.comparator
    return "<=" if is_lower_better(noun or "") else ">="


def _kind(spot: Spot, passage: Passage, growth: str) -> Kind:
    quantity = spot.quantity
    mode, _ = passage.mode(quantity.start, quantity.end)
    if growth == "subsidy" or (growth == "duration" and spot.right.startswith("禁")):
        return "statistic"
    if growth == "count" and _STRUCTURE.search(noun_after(spot.right)):
        return "statistic"
    return "statistic" if mode == "observed" else mode


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


@dataclass
class _Memory:
    """What the clauses before were about, for numbers that do not name their indicator."""

    items: tuple[str, ...] = ()
    series: tuple[str, ...] = ()
    queue: tuple[str, ...] = ()
    queued_at: int = -1
    taken: int = 0
    origin: int | None = None
    previous: Spot | None = None
    growth: str = ""
    share: str = ""

    def indicators(self, spot: Spot, own: tuple[str, ...]) -> tuple[str, ...]:
        """Indicators of a number: its own, or those of the clauses before."""
        if own and self.items and own[0].startswith("占") and spot.quantity.kind == "ratio":
            self.share = f"{self.items[0]}{own[0]}"
            return (self.share,)  # a share of what stands in the clause before
        if not own and self.share and spot.quantity.kind == "points":
            return (self.share,)  # 占投资的比重为32%，提高2个百分点
        self.share = ""
        if own:
            self.items, self.origin, self.queued_at = own, spot.clause.start, -1
            self.series = tuple(dict.fromkeys((*self.series, *own)))
        if self._is_shared_out(spot, own):
            if self.queued_at != spot.clause.start:
                wanted = len(self.items) if len(self.items) > 1 else spot.count
                self.queue = (self.items if len(self.items) > 1 else self.series)[-wanted:]
                self.queued_at, self.taken = spot.clause.start, 0
            self.taken += 1
            return self.queue[self.taken - 1 : self.taken] or self.queue[-1:]
        last = self.previous
        if not own and last and last.clause == spot.clause and not _EACH.search(spot.left):
            return self.items[:1]
        return self.items

    def _is_shared_out(self, spot: Spot, own: tuple[str, ...]) -> bool:
        """Whether each number of a clause belongs to one of the indicators before."""
        if spot.count < 2:
            return False
        if _ALLOCATE.search(spot.whole_left):
            return len(self.items) > 1 or (not own and len(self.series) > 1)
        return not own and 1 < len(self.items) == spot.count

    def begin_sentence(self) -> None:
        """Forget which indicators the sentence before named."""
        self.series, self.queued_at = (), -1


def _span(spot: Spot, passage: Passage, origin: int | None, *, is_named: bool) -> Span:
    """Phrase of a number; one that names no indicator begins where its indicator stands."""
    start = spot.clause.start
    if not is_named and origin is not None and spot.quantity.end - origin <= _LONGEST_PHRASE:
        start = origin if _same_sentence(passage, origin, start) else start
    elif spot.index and is_named:
        start = spot.quantity.start - len(spot.left)
    end = spot.clause.end
    if spot.index + 1 < spot.count:
        end = spot.quantity.end + len(_words_behind(spot))
    return phrase_span(passage, start, max(end, spot.quantity.end))


def _base(spot: Spot, passage: Passage) -> str | None:
    compared = _COMPARED_WITH.search(spot.printed_left)
    if compared:
        return compared["base"]
    return base_of(passage.text[spot.clause.start : spot.quantity.start])


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
    drafts: list[Draft] = []
    memory = _Memory()
    sentence = -1
    for spot in find_spots(passage):
        if passage.sentence_at(spot.clause.start).start != sentence:
            sentence = passage.sentence_at(spot.clause.start).start
            memory.begin_sentence()
        subject, noun = _noun(spot, passage)
        if spot.quantity.kind in {"ratio", "money", "physical"} and len(memory.items) == 1:
            noun = with_head_of(noun, memory.items[0])
        own = _items(spot, noun)
        shown = memory.indicators(spot, own)
        quantity, growth = _growth(spot, memory, is_named=bool(own))
        memory.previous, memory.growth = spot, growth
        quantity = _unit(quantity, noun or (shown[0] if shown else ""))
        if quantity.kind == "implied" and quantity.unit and not quantity.unit_norm:
            continue  # 突破3万亿, and nothing says of what
        quantity = _per_time(quantity, spot.whole_left, growth)
        kind = _kind(spot, passage, growth)
        span = _span(spot, passage, memory.origin, is_named=bool(own))
        is_ban = growth == "duration" and spot.right.startswith("禁")
        drafts += [
            Draft(
                kind, span.start, span.end, spot.quantity.start, spot.quantity.end,
                item or None, _comparator(quantity, spot, kind, item), quantity.value,
                quantity.unit or None, quantity.value_norm, quantity.unit_norm or None,
                growth, _base(spot, passage),
                subject or subject_at(passage, spot.quantity.start), None,
                quantity.notes + (("policy-name",) if is_ban else ()),
            )
            for item in shown or ("",)
        ]  # fmt: skip
    return tuple(drafts)


def _words_behind(spot: Spot) -> str:
    """Words behind a quantity up to the next item of its list."""
    return re.split(r"[、和]", spot.right, maxsplit=1)[0]


def _same_sentence(passage: Passage, first: int, second: int) -> bool:
    return passage.sentence_at(first) == passage.sentence_at(second)
