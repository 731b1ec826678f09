"""Forecast and probability of a promise from few figures, many, a bound, or a recovery."""

from datetime import date

import pytest

from upriver.core.periods import parse_period
from upriver.targets import Assessment, GrowthClass, Observed, Pools, Promise, assess

POOLS = Pools(
    GrowthClass(0.06, 0.03, 0.03, (0.0, 0.03, 0.06, 0.09, 0.12), 5),
    GrowthClass(0.5, 0.6, 0.5, (-0.5, 0.0, 0.5, 1.0, 2.0), 5),
)
TODAY = date(2025, 6, 30)


def judged(goal: float, *seen: Observed, kind: str = "level", unit: str = "1e8 CNY",
           comparator: str = "ge", due: str = "2027", higher: bool = True) -> Assessment:  # fmt: skip
    promise = Promise(
        "t", comparator, goal, "%" if kind in ("yoy", "cagr") else unit, kind, higher, unit,
        deadline=parse_period(due),
    )  # fmt: skip
    return assess(promise, seen, as_of=TODAY, pools=POOLS)


def seen(period: str, value: float, comparator: str = "eq", unit: str = "1e8 CNY",
         kind: str = "level") -> Observed:  # fmt: skip
    return Observed(parse_period(period), value, unit, kind, comparator)


def test_two_figures_are_drawn_towards_their_kind() -> None:
    found = judged(130.0, seen("2023", 100.0), seen("2024", 120.0)).outlook
    assert found is not None
    assert found.evidence == "own"
    assert 120 * 1.06**3 < found.center < 120 * 1.2**3
    assert found.lower < found.center < found.upper


def test_one_figure_moves_as_its_kind_and_only_extremes_are_judged() -> None:
    likely, open_, hopeless = (judged(goal, seen("2024", 100.0)) for goal in (101.0, 120.0, 250.0))
    assert [each.outlook.evidence for each in (likely, open_, hopeless) if each.outlook] == [
        "class", "class", "class",
    ]  # fmt: skip
    assert [each.state for each in (likely, open_, hopeless)] == [
        "on_course", "cannot_say", "off_course",
    ]  # fmt: skip
    assert open_.missing == "pace"
    assert "growth of its kind" in open_.reason.en


def test_a_bound_gives_a_bound_of_the_probability_and_no_pace() -> None:
    found = judged(130.0, seen("2021", 90.0, "gt"), seen("2024", 110.0, "gt"))
    assert found.so_far is None
    assert found.outlook is not None
    assert found.outlook.bound == "ge"
    assert "at least" in found.reason.en
    assert "仅有界限值" in found.reason.zh


def test_a_bound_keeps_or_breaks_a_promise_where_it_can() -> None:
    assert judged(100.0, seen("2024", 100.0, "gt"), comparator="gt").state == "reached"
    assert judged(100.0, seen("2024", 90.0, "lt"), due="2024").state == "off_course"
    open_ = judged(100.0, seen("2024", 90.0, "gt"), due="2024")
    assert open_.state == "cannot_say"
    assert "leaves open" in open_.reason.en


def test_a_newer_bound_is_told_but_a_number_is_the_start() -> None:
    found = judged(57.0, seen("2021", 54.0, unit="%", kind="share"),
                   seen("2022", 55.0, unit="%", kind="share"),
                   seen("2024", 55.5, "ge", unit="%", kind="share"), kind="share", unit="%")  # fmt: skip
    assert found.newest is not None
    assert found.newest.period.text == "2022"
    assert "a bound" in found.reason.en


def test_a_newer_bound_that_says_more_is_the_start() -> None:
    found = judged(200.0, seen("2020", 100.0), seen("2024", 150.0, "gt"))
    assert found.newest is not None
    assert found.newest.comparator == "gt"


def test_a_recovery_closes_its_gap_and_is_not_extrapolated() -> None:
    steps = [seen("2019", 100.0), seen("2020", 40.0), seen("2022", 60.0), seen("2024", 84.0)]
    found = judged(130.0, *steps)
    assert found.recovering
    assert found.so_far is None
    assert found.outlook is not None
    assert found.outlook.evidence == "recovery"
    assert 84 < found.outlook.center < 100  # 18 % a year since 2022 would be 138
    assert found.state == "off_course"
    assert "not carried forward" in found.reason.en


def test_ten_years_are_smoothed() -> None:
    years = [seen(str(2015 + n), 100.0 * 1.05**n) for n in range(10)]
    found = judged(180.0, *years).outlook
    assert found is not None
    assert found.evidence == "series"
    assert found.center == pytest.approx(100 * 1.05**12, rel=0.05)


def test_a_share_ends_at_a_hundred() -> None:
    found = judged(99.9, seen("2024", 99.5, unit="%", kind="share"), kind="share", unit="%").outlook
    assert found is not None
    assert found.upper <= 100.0
    above = judged(
        101.0, seen("2024", 99.5, unit="%", kind="share"), kind="share", unit="%"
    ).outlook
    assert above is not None
    assert above.chance == 0.0


def test_growth_of_the_first_months_stands_for_the_year() -> None:
    known = [seen("2023", 6.1, unit="%", kind="yoy"), seen("2025-Q1", 5.3, unit="%", kind="yoy")]
    found = judged(6.0, *known, kind="yoy", due="2025").outlook
    assert found is not None
    assert found.center == pytest.approx(0.053)
    assert 0.05 < found.chance < 0.5


def test_growth_off_a_fallen_base_gives_no_pace() -> None:
    known = [seen("2019", 100.0), seen("2022", 40.0), seen("2023", 80.0, unit="%", kind="yoy")]
    found = judged(10.0, *known, kind="cagr", due="2027")
    assert "fallen base" in found.reason.en
    assert "下跌后的基数" in found.reason.zh
    assert found.so_far is None
