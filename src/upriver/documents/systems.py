"""Which named systems, plans and schemes are set up: 体系, 机制, 行动, “33618”, 《…方案》."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from upriver.documents.drafts import Draft
from upriver.documents.rules import alternation, rows, scan
from upriver.documents.sentences import Cover

if TYPE_CHECKING:
    from upriver.documents.passages import Passage

_BOOK = re.compile(
    r"《(?P<name>[^《》]{4,60}(?:方案|规划|计划|意见|纲要|措施|行动|条例|办法|清单|指引)(?:（[^）]*）)?)》"
)
_TITLE = re.compile(r"(?P<name>.{4,60}(?:方案|规划|计划|意见|纲要|措施|条例|办法)(?:（[^）]*）)?)$")
_CODE = re.compile(r"[“「]\d[\d+N]{1,6}[”」]")
_SLOGAN = re.compile(
    r"(?![“「]十[一二三四五六]五)(?:[一二两三四五六七八九十]+[个大项])?[“「](?P<inner>[一二两三四五六七八九十]+[个大项张副首条]?[\u4e00-\u9fff]{1,8}|[^，。“”「」]{2,12}(?:工程|行动|计划|战略|机制))[”」]"
)


# Where a slogan can begin: at its quotation mark or at the numeral before it.
_SLOGAN_FIRST = re.compile("[“「一二两三四五六七八九十]")
_QUOTES = re.compile("[“「]")


@lru_cache(maxsize=1)
def _heads() -> str:
    """Pattern of the heads; a set of their first characters spares most tries."""
    heads = [row["head"] for row in rows("systems")]
    first = "".join(sorted({head[0] for head in heads}))
    return f"(?=[{first}])(?:{alternation(heads)})"


@lru_cache(maxsize=1)
def _built() -> re.Pattern[str]:
    """Verb, name and head at the end of a phrase."""
    verbs = alternation(row["verb"] for row in rows("actions"))
    ends = r"(?=[，。；、！”]|建设|和|与|作为|，|的关键|任务|工作|$)"
    return re.compile(
        rf"(?:{verbs})(?:了|成为|好)?(?P<name>(?=[^，。；！：《》]{{3}})[^，。；！：《》]{{0,32}}?(?:{_heads()})(?:（[^）]{{1,6}}）)?){ends}"
    )


@lru_cache(maxsize=1)
def _quoted() -> re.Pattern[str]:
    return re.compile(
        rf"[“「][^“”「」，。]{{1,16}}[”」](?:[^，。；、“”「」]{{0,14}}?(?:{_heads()}))(?=[，。；、！]|建设|作为|和|$)"
    )


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
    found: list[tuple[int, int]] = [match.span("name") for match in _BOOK.finditer(text)]
    if is_heading:
        found = found or [match.span("name") for match in _TITLE.finditer(text)]
    else:
        quotes = _QUOTES.search(text) is not None
        found += [match.span() for match in _quoted().finditer(text)] if quotes else []
        counted = Cover((q.start, q.end) for q in passage.quantities)
        # What is counted (2个产业集群) is no name.
        found += [
            span
            for span in (match.span("name") for match in _built().finditer(text))
            if not counted.touches(*span)
        ]
        if quotes:
            found += [match.span() for match in scan(_SLOGAN, text, first=_SLOGAN_FIRST)]
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
