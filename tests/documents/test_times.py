"""Phrases of time, resolved against the date of a document of 31 May 2024."""

from __future__ import annotations

from datetime import date

import pytest

from upriver.core.periods import parse_period
from upriver.documents.times import find_times

TODAY = date(2024, 5, 31)


@pytest.mark.parametrize(
    ("text", "role", "period"),
    [
        ("今年1—4月", "in", "2024-01..2024-04"), ("去年", "in", "2023"), ("前两个月", "in", "2024-01..2024-02"),
        ("今年一季度", "in", "2024-Q1"), ("截至今年一季度", "in", "2024-Q1"), ("1—3月", "in", "2024-Q1"),
        ("上半年", "in", "2024-H1"), ("今年下半年", "in", "2024-H2"), ("截至目前", "asof", "2024-05"),
        ("到2027年", "by", "2027"), ("到2027年底", "by", "2027-12-31"), ("截至今年底", "by", "2024-12-31"),
        ("2023年以来", "since", "2023-01..2024-05"), ("5月16日", "in", "2024-05-16"),
        ("2025—2027年", "in", "2025..2027"), ("“十四五”期间", "in", "2021..2025"),
        ("到“十五五”末", "by", "2030"), ("较2020年", "base", "2020"), ("去年同期", "base", "2023"),
        ("截至2023年底", "in", "2023-12-31"), ("前三季度", "in", "2023-01..2023-09"), ("预计前三季度", "in", "2024-01..2024-09"),
        ("近年来", "vague", None), ("2024年上半年", "in", "2024-H1"), ("展望2035年", "by", "2035"),
        ("By 2027", "by", "2027"), ("in the first quarter of 2024", "in", "2024-Q1"),
        ("last year", "in", "2023"), ("since 2023", "since", "2023-01..2024-05"),
        ("by the end of this year", "by", "2024-12-31"), ("from 2020", "base", "2020"),
        ("January to April of 2024", "in", "2024-01..2024-04"),
    ],
)  # fmt: skip
def test_phrases(text, role, period):
    time = find_times(text, today=TODAY)[-1]
    assert (time.role, time.period) == (role, period)
    if period is not None:
        assert parse_period(period).text == period


@pytest.mark.parametrize("text", ["今年一季度", "去年", "目前", "this year"])
def test_without_a_date_nothing_is_guessed(text):
    (time,) = find_times(text, today=None)
    assert time.period is None
    assert time.notes == ("document-date-unknown",)


def test_the_following_year_counts_from_the_one_before():
    first, second = find_times("2023年8月印发，次年11月实施", today=None)
    assert (first.period, second.period) == ("2023-08", "2024-11")


@pytest.mark.parametrize("text", ["13月", "2月31日启动了", "This may happen", "march on"])
def test_no_phrase_of_time(text):
    assert all(t.period is None or parse_period(t.period) for t in find_times(text, today=TODAY))


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("2024年2月30日，增长5%", "in"), ("2024年13月，增长5%", "in"),
        ("2024年1—13月，增长5%", "in"), ("到2027年2月31日，达到5亿元", "by"),
        ("比2023年2月29日增长5%", "base"),
    ],
)  # fmt: skip
def test_a_date_that_cannot_be_is_marked_and_not_guessed(text, role):
    (time,) = find_times(text, today=TODAY)
    assert (time.role, time.period, time.year) == (role, None, None)
    assert time.notes == ("date-impossible",)
