"""Who is first, third or the only one: statements of rank."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from upriver.documents.drafts import Draft, phrase_span, subject_at
from upriver.documents.english import english_indicator, is_english
from upriver.documents.indicators import trim_indicator
from upriver.documents.lists import split_list
from upriver.documents.numbers import parse_numeral
from upriver.documents.openings import RuleIndex
from upriver.documents.rules import rows
from upriver.documents.sentences import FAR

if TYPE_CHECKING:
    from upriver.documents.claims import Kind
    from upriver.documents.passages import Passage

_QUICK = re.compile(
    r"第[一二三四五六七八九十\d]|首|前[一二三四五六七八九十\d列茅]|最|唯一|领先"
    r"|rank|Rank|RANK|the |The |THE |st(?<=\d..)|nd(?<=\d..)|rd(?<=\d..)|th(?<=\d..)"
)
_COPULA = re.compile(r"^.*?(?:是|为|成为|建成|打造|作为)")
_SCOPE = re.compile(
    r"(?:位居|位列|排名|稳居|跃居|保持|居|列|在)(?P<scope>[\u4e00-\u9fff]{2,12}?)(?:中|排名|位列|居|保持)?$"
)
_RANK_VERB = re.compile(
    r"(?:均|都|继续|连续[^，]{0,4})?(?:位居|位列|排名|稳居|跃居|保持|居|列|升至|进入|跻身|冲进|挤进|闯入|名列).*$|排在.*$"
)
_EACH = re.compile("均|都")
_STATED = re.compile(r"是|作为|位居|位列|稳居|保持")
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10, "one": 1, "two": 2, "three": 3, "five": 5, "ten": 10,
}  # fmt: skip
_NO_NUMBER = re.compile(r"no\. ?|number |(?<=\d)(?:st|nd|rd|th)")
# leads the nation in exports: what the rank is in.
_RANKED_IN = re.compile(r" in (?:terms of )?(?P<noun>(?!the |all )[A-Za-z][A-Za-z'& -]{2,60})")
_CLIMBS = re.compile(r"\b(?:leap|climb|jump|mov|ris|rose|fell|dropp?|from)\w*\b.*", re.DOTALL)
_AT, _UPTO = attrgetter("at"), attrgetter("upto")
_GENERIC = frozenset({"", "增速", "增幅", "总量", "规模", "均", "增长"})


class _Rule(NamedTuple):
    """A row of the table, compiled."""

    pattern: re.Pattern[str]
    needs: re.Pattern[str] | None
    in_english: bool
    row: dict[str, str]


@lru_cache(maxsize=1)
def _rules() -> tuple[_Rule, ...]:
    return tuple(
        _Rule(
            re.compile(row["pattern"]),
            re.compile(row["needs"]) if row["needs"] else None,
            row["example"].isascii(),
            row,
        )
        for row in rows("ranks")
    )


@lru_cache(maxsize=1)
def _chinese() -> RuleIndex:
    """Whether one of the Chinese rules matches, told faster than by one after the other."""
    return RuleIndex([row["pattern"] for row in rows("ranks") if not row["example"].isascii()])


def _value(row: dict[str, str], match: re.Match[str]) -> int | None:
    if row["value"] == "n":
        word = _NO_NUMBER.sub("", match["n"].lower())
        number = _ORDINALS.get(word) or parse_numeral(word)
        return None if number is None else int(number)
    return int(row["value"]) if row["value"] else None


def _indicators(before: str, after: str, earlier: tuple[str, ...]) -> tuple[str, ...]:
    """What is ranked: named in the clause, or the indicators of the clause before."""
    if is_english(before + after):
        named = english_indicator(_CLIMBS.sub("", before), "") or (earlier[-1] if earlier else "")
        what = _RANKED_IN.match(after) if not named or not earlier else None
        return (what["noun"].strip() if what else named or before.strip(),)
    own = trim_indicator(_RANK_VERB.sub("", before))
    scope = _SCOPE.search(before)
    place = f"({scope['scope']})" if scope else ""
    if own in _GENERIC and earlier:
        return tuple(f"{name}{own if own != '均' else ''}{place}" for name in earlier)
    own = own or _RANK_VERB.sub("", before).strip()
    if _RANK_VERB.search(before) and own:
        several = split_list(own) if _EACH.search(before) else (own,)
        return tuple(f"{name}{place}" for name in several)
    words = _COPULA.sub("", before) if _COPULA.search(before) else before
    named = trim_indicator(f"{words}{after}".strip("的"))
    return (named or before,)


def find_rankings(passage: Passage, numbers: tuple[Draft, ...]) -> tuple[Draft, ...]:
    """Statements of rank in a paragraph.

    Parameters
    ----------
    passage : Passage
        The paragraph.
    numbers : tuple of Draft
        Its statistics: a rank without an indicator is that of the statistic before it.

    Returns
    -------
    tuple of Draft
        In the order of the text. Where a rank is aimed at, the draft is a target.
    """
    if not _QUICK.search(passage.text):
        return ()
    found: list[Draft] = []
    in_chinese = _chinese().occurs(passage.plain)
    for pattern, needs, is_english_rule, row in _rules():
        if not (passage.is_english if is_english_rule else in_chinese):
            continue
        for match in pattern.finditer(passage.plain):
            clause = passage.clause_at(match.start())
            behind = numbers[: bisect_right(numbers, match.start(), key=_UPTO)]
            upto = behind[-1].upto if behind else 0
            first = max(clause.start, upto, match.start() - FAR)
            before = passage.plain[first : match.start()]
            if needs and not needs.search(before + match.group()):
                continue
            if before.rfind("“") > before.rfind("”"):
                continue  # a name in quotation marks
            mode, strength = passage.mode(match.start(), match.end())
            states = _STATED.search(before) is not None and strength < 3
            kind: Kind = (
                "target" if mode == "target" and strength >= 2 and not states else "ranking"
            )
            value = _value(row, match)
            sentence = passage.sentence_at(match.start())
            near = behind[bisect_left(behind, sentence.start, key=_AT) :]
            near = tuple(d for d in near if sentence.start <= d.start)
            stated = tuple(dict.fromkeys(
                d.indicator for d in near if d.indicator and d.start == near[-1].start
            ))  # fmt: skip
            after = passage.plain[match.end() : min(clause.end, match.end() + FAR)]
            span = phrase_span(passage, clause.start, clause.end)
            notes = ("no-number",) if value is None else ()
            found += [
                Draft(
                    kind, span.start, span.end, match.start(), match.end(), name,
                    row["comparator"], value, "位", value, "位" if value is not None else None,
                    row["growth_kind"], subject=subject_at(passage, match.start()),
                    ambiguity=(*notes, *(("no-metric",) if row["growth_kind"] == "max" else ())),
                )
                for name in _indicators(before, after, stated)
            ]  # fmt: skip
    return tuple(sorted(found, key=lambda draft: draft.at))
