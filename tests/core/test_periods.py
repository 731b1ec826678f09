"""Periods are read, ordered and compared."""

from datetime import date

import pytest

from upriver.core.errors import PeriodError
from upriver.core.periods import parse_period


@pytest.mark.parametrize(
    ("text", "start", "end", "canonical"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31), "2024"),
        ("2024-Q1", date(2024, 1, 1), date(2024, 3, 31), "2024-Q1"),
        ("2024Q4", date(2024, 10, 1), date(2024, 12, 31), "2024-Q4"),
        ("2025H1", date(2025, 1, 1), date(2025, 6, 30), "2025-H1"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "2024-02"),
        ("2024-05-16", date(2024, 5, 16), date(2024, 5, 16), "2024-05-16"),
        ("2024-01..2024-04", date(2024, 1, 1), date(2024, 4, 30), "2024-01..2024-04"),
        ("..2027", None, date(2027, 12, 31), "..2027"),
        ("2024-05..", date(2024, 5, 1), None, "2024-05.."),
    ],
)
def test_bounds(text: str, start: date | None, end: date | None, canonical: str) -> None:
    period = parse_period(text)
    assert (period.start, period.end, period.text) == (start, end, canonical)


@pytest.mark.parametrize("text", ["", "..", "24", "2024-13", "2024-02-30", "2025..2024", "2024-Q5"])
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(PeriodError, match="Cannot read the period"):
        parse_period(text)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2023-Q1", "2024-Q1", True),
        ("2023-01..2023-02", "2024-01..2024-02", True),
        ("2023", "2024", True),
        ("2023", "2024-Q1", False),
        ("2023-05-16", "2024-05-16", True),
        ("2023-05-16", "2024-05-17", False),
        ("2024-05..", "2024", False),
    ],
)
def test_comparable(one: str, other: str, same: bool) -> None:
    assert parse_period(one).is_comparable(parse_period(other)) is same


def test_open_periods_have_no_length() -> None:
    period = parse_period("2024-05..")
    assert period.is_open
    assert period.days is None
    assert period.year == 2024
