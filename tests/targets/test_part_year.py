"""Years of which only the first months are known."""

from datetime import date

import pytest

from upriver.core.periods import parse_period
from upriver.targets import Observed, Promise, assess
from upriver.targets.part_year import DOUBT, carried_years

MONEY = "1e8 CNY"
END = date(2025, 12, 31)


def seen(period: str, value: float, *, kind: str = "level", comparator: str = "eq") -> Observed:
    return Observed(parse_period(period), value, MONEY, kind, comparator)


def carried(*items: Observed, as_of: date = END) -> list[tuple[str, float, float]]:
    found = carried_years(items, unit=MONEY, as_of=as_of)
    assert all((each.comparator, each.status, each.basis) == ("about", "derived", "part")
               for each in found)  # fmt: skip
    return [(each.period.text, each.value, each.doubt) for each in found]


def test_eight_months_are_carried_to_twelve() -> None:
    assert carried(seen("2024-01..2024-08", 48.0)) == [("2024", 72.0, DOUBT[8])]
    assert carried(seen("2024-H1", 40.0)) == [("2024", 80.0, DOUBT[6])]
    assert carried(seen("2024-01..2024-09", 60.0)) == [("2024", 80.0, DOUBT[9])]


def test_the_longest_part_counts() -> None:
    both = seen("2024-H1", 40.0), seen("2024-01..2024-09", 66.0)
    assert carried(*both) == [("2024", 88.0, DOUBT[9])]


def test_less_than_half_a_year_and_months_from_the_middle_are_not_carried() -> None:
    assert carried(seen("2024-Q1", 20.0)) == []
    assert carried(seen("2024-04..2024-12", 60.0)) == []
    assert carried(seen("2023-07..2024-06", 60.0)) == []


def test_a_year_that_is_known_or_not_over_is_left_alone() -> None:
    part = seen("2024-01..2024-08", 48.0)
    assert carried(part, seen("2024", 70.0)) == []
    assert carried(part, seen("2024", 70.0, comparator="gt")) == []
    assert carried(part, as_of=date(2024, 9, 30)) == []


def test_growth_shares_bounds_and_stocks_are_not_carried() -> None:
    assert carried(seen("2024-H1", 5.0, kind="yoy")) == []
    assert carried(seen("2024-H1", 40.0, comparator="gt")) == []
    firms = Observed(parse_period("2024-H1"), 300.0, "firms")
    assert carried_years([firms], unit="firms", as_of=END) == []


def test_a_promise_is_judged_by_what_was_carried_and_says_so() -> None:
    """48.2 in eight months against more than 800: 72.3 a year, which is far off."""
    promise = Promise("t", "gt", 800.0, MONEY, "level", True, MONEY, deadline=parse_period("2025"))
    grown = seen("2024-01..2024-08", 0.565, kind="yoy")
    grown = Observed(grown.period, 56.5, "%", "yoy")
    found = assess(promise, [seen("2024-01..2024-08", 48.2), grown], as_of=END)
    assert found.state == "off_course"
    assert found.newest is not None
    assert found.newest.value == pytest.approx(72.3)
    assert "carried from a part of the year (off by 13% elsewhere)" in found.reason.en
    assert "由部分月份推算" in found.reason.zh
