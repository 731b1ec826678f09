"""Stretches of years, in Chinese and in English, and what later sentences inherit."""

from __future__ import annotations

from datetime import date

import pytest

from upriver.documents.extract import extract_claims
from upriver.documents.reading import Document
from upriver.documents.times import find_times

TODAY = date(2025, 9, 19)
CHINESE = [
    ("“十四五”时期以来", "since", "2021-01..2025-09"),
    ("“十四五”规划实施以来", "since", "2021-01..2025-09"),
    ("“十四五”前四年", "in", "2021..2024"),
    ("党的二十大以来", "since", "2022-10..2025-09"),
    ("过去的五年", "in", "2020..2025"),
    ("两年来", "in", "2023..2025"),
    ("2021年至今", "since", "2021-01..2025-09"),
    ("2024年3月至今", "since", "2024-03..2025-09"),
    ("刚刚过去的一年", "in", "2024"),
    ("刚刚过去的2024年", "in", "2024"),
    ("2024财年", "in", "2024"),
    ("2024/25财年", "in", "2024..2025"),
    ("年初以来", "since", "2025-01..2025-09"),
]
ENGLISH = [
    ("in the first three quarters of 2024", "in", "2024-01..2024-09"),
    ("in H1 2024", "in", "2024-H1"),
    ("in 1H 2024", "in", "2024-H1"),
    ("in 2Q2024", "in", "2024-Q2"),
    ("in FY2024", "in", "2024"),
    ("in the 2024/25 financial year", "in", "2024..2025"),
    ("in financial year 2023/24", "in", "2023..2024"),
    ("since early 2021", "since", "2021-01..2025-09"),
    ("since the start of the 14th Five-Year Plan", "since", "2021-01..2025-09"),
    ("during the 13th Five-Year Plan period", "in", "2016..2020"),
    ("over the past five years", "in", "2020..2025"),
    ("by year-end", "by", "2025-12-31"),
    ("by mid-2026", "by", "2026-06-30"),
    ("up to 2030", "by", "2030"),
    ("as of end-June", "in", "2025-06-30"),
    ("on 15 March 2024", "in", "2024-03-15"),
    ("in Sept 2024", "in", "2024-09"),
    ("in the year to March 2024", "in", "2023-04..2024-03"),
    ("in the year to December 2024", "in", "2024"),
    ("than those of 2020", "base", "2020"),
    ("on 1990 levels", "base", "1990"),
    ("over the next decade", "vague", None),
]


@pytest.mark.parametrize(("text", "role", "period"), CHINESE)
def test_chinese(text, role, period):
    (time,) = find_times(f"{text}产值增长5%", today=TODAY)
    assert (time.role, time.period) == (role, period)


@pytest.mark.parametrize(("text", "role", "period"), ENGLISH)
def test_english(text, role, period):
    (time,) = find_times(f"Output grew 5 percent {text}.", today=TODAY)
    assert (time.role, time.period) == (role, period)


@pytest.mark.parametrize("text", ["may", "march on", "the decade", "the 12 months"])
def test_words_that_are_no_times(text):
    assert all(time.period is None for time in find_times(f"It {text} works.", today=TODAY))


def test_without_a_date_a_stretch_has_no_period():
    assert [t.period for t in find_times("两年来，年初以来，刚刚过去的一年", today=None)] == [
        None
    ] * 3


def claims(text, *, today=TODAY, region=None):
    found = extract_claims(Document("a", text), date=today, region=region)
    return [(claim.indicator, claim.value, claim.period) for claim in found]


def test_an_aside_on_more_years_is_not_inherited():
    text = "2024年，全市产值90亿元，“十三五”期间产值翻番。财政收入达12亿元。"
    assert claims(text) == [
        ("产值", 90, "2024"), ("产值", 2, "2016..2020"), ("财政收入", 12, "2024")
    ]  # fmt: skip


def test_a_year_in_chinese_digits():
    text = "到二〇三五年，全市产值达到90亿元。"
    (claim,) = extract_claims(Document("a", text), date=TODAY, region="株洲市")
    assert (claim.kind, claim.deadline, claim.source_phrase) == ("target", "2035", text[:-1])


def test_a_fall_since_a_plan_began_has_a_base():
    (claim,) = extract_claims(
        Document("a", "“十四五”以来，全市重污染天数累计减少25%。"), date=TODAY, region="株洲市"
    )
    assert (claim.growth_kind, claim.base, claim.value) == ("vs_base", "2020", -25)
