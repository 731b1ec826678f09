"""How fast an indicator has moved, also up to a bound."""

from datetime import date

import pytest

from upriver.core.periods import parse_period
from upriver.targets import Assessment, GrowthClass, Observed, Pools, Promise, assess

MONEY = "1e8 CNY"
END = date(2025, 12, 31)
POOL = GrowthClass(0.055, 0.03, 0.02, (0.04, 0.05, 0.06, 0.07), 4)


def seen(period: str, value: float, comparator: str = "eq", status: str = "reported") -> Observed:
    return Observed(parse_period(period), value, MONEY, "level", comparator, status)


def grown(period: str, percent: float, status: str = "reported") -> Observed:
    return Observed(parse_period(period), percent, "%", "yoy", "eq", status)


def judged(
    goal: float, *items: Observed, due: str = "2027", pools: Pools | None = None
) -> Assessment:
    promise = Promise("t", "ge", goal, MONEY, "level", True, MONEY, deadline=parse_period(due))
    return assess(promise, items, as_of=END, pools=pools)


def test_the_pace_is_that_of_the_last_five_years() -> None:
    """100 in 2010, 200 in 2020, 210 in 2023: 1.6 % a year of late, not the 5.9 % of before."""
    found = judged(260.0, seen("2010", 100.0), seen("2020", 200.0), seen("2023", 210.0))
    assert found.so_far is not None
    assert found.so_far.value == pytest.approx((210 / 200) ** (1 / 3) - 1, rel=2e-3)
    assert found.state == "off_course"


def test_without_a_figure_of_the_last_five_years_the_one_before_counts() -> None:
    found = judged(260.0, seen("2005", 50.0), seen("2012", 100.0), seen("2022", 200.0))
    assert found.so_far is not None
    assert found.so_far.value == pytest.approx(2 ** (1 / 10) - 1, rel=2e-3)


def test_a_bound_far_enough_shows_a_target_on_course() -> None:
    """From 60 in 2023 to more than 80 in 2025: at least 15.5 % a year, 11.8 % needed."""
    found = judged(100.0, seen("2023", 60.0), seen("2025", 80.0, "gt"))
    assert found.state == "on_course"
    assert "at least +15.5% a year was seen" in found.reason.en
    assert "已有至少每年 +15.5%" in found.reason.zh


def test_a_bound_not_far_enough_shows_nothing_but_says_what_was_seen() -> None:
    found = judged(100.0, seen("2020", 60.0), seen("2025", 65.0, "gt"))
    assert found.state == "cannot_say"
    assert found.missing == "pace"
    assert "at least +1.6% a year was seen" in found.reason.en


def test_the_probability_of_a_bound_counts_the_speed_up_to_it_as_a_floor() -> None:
    pools = Pools(growth=POOL)
    slow = judged(100.0, seen("2025", 80.0, "gt"), pools=pools)
    fast = judged(100.0, seen("2023", 60.0), seen("2025", 80.0, "gt"), pools=pools)
    assert slow.outlook is not None
    assert fast.outlook is not None
    assert fast.outlook.chance > slow.outlook.chance
    assert fast.outlook.bound == "ge"


def test_a_bound_on_the_bad_side_shows_no_pace() -> None:
    found = judged(100.0, seen("2025", 80.0, "lt"))
    assert found.so_far is None
    assert found.state == "cannot_say"


def test_a_bound_of_the_year_due_leaves_the_number_before_it_to_judge_by() -> None:
    """55.0 in 2022, 55.2 in 2023, more than 55 in 2025, 57 asked for in 2025."""
    promise = Promise("t", "ge", 57.0, "%", "share", True, "%", deadline=parse_period("2025"))
    items = [
        Observed(parse_period(when), value, "%", "share", comparator)
        for when, value, comparator in (("2022", 55.0, "eq"), ("2023", 55.2, "eq"),
                                        ("2025", 55.0, "gt"))
    ]  # fmt: skip
    found = assess(promise, items, as_of=END)
    assert found.state == "off_course"
    assert found.so_far is not None
    assert found.so_far.value == pytest.approx(0.2, rel=2e-3)
    assert "2025: more than 55%, a bound" in found.reason.en
    assert "unobserved" not in found.reason.en


def test_growth_that_was_worked_out_is_not_said_to_have_been_seen() -> None:
    found = judged(120.0, seen("2024", 100.0), grown("2024", 9.0, "derived"))
    assert found.state == "on_course"
    assert "+9.0% a year was worked out" in found.reason.en
    assert "推算每年 +9.0%" in found.reason.zh
    assert "was seen" in judged(120.0, seen("2024", 100.0), grown("2024", 9.0)).reason.en
