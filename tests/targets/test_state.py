"""Reached, on course, behind, off course, or not to be told, each with its reason."""

from datetime import date

import pytest

from upriver.core.periods import parse_period
from upriver.targets import Assessment, Observed, Promise, assess

TODAY = date(2025, 6, 30)


def seen(period: str, value: float, unit: str = "1e8 CNY", kind: str = "level") -> Observed:
    return Observed(parse_period(period), value, unit, kind)


def judged(value: float, *found: Observed, comparator: str = "ge", due: str | None = "2027",
           kind: str = "level", unit: str = "1e8 CNY", higher: bool = True) -> Assessment:  # fmt: skip
    promise = Promise(
        "t", comparator, value, unit, kind, higher,
        indicator_unit="1e8 CNY" if kind == "yoy" else unit,
        deadline=parse_period(due) if due else None,
    )  # fmt: skip
    return assess(promise, found, as_of=TODAY)


@pytest.mark.parametrize(
    ("goal", "state"), [(130.0, "on_course"), (160.0, "behind"), (300.0, "off_course")]
)
def test_pace_so_far_decides(goal: float, state: str) -> None:
    """10 % was seen: 130 from 110 needs 5.7 % a year, 160 needs 13.3 %, 300 needs 39.7 %."""
    found = judged(goal, seen("2023", 100.0), seen("2024", 110.0))
    assert found.state == state
    assert found.so_far is not None
    assert found.so_far.value == pytest.approx(0.1, rel=5e-3)


def test_what_may_not_be_exceeded_is_judged_the_other_way() -> None:
    falling = judged(80.0, seen("2023", 100.0), seen("2024", 90.0), comparator="le", higher=False)
    rising = judged(80.0, seen("2023", 90.0), seen("2024", 100.0), comparator="le", higher=False)
    assert falling.state == "on_course"
    assert rising.state == "off_course"


def test_more_than_is_not_at_least() -> None:
    assert judged(100.0, seen("2024", 100.0)).state == "reached"
    assert judged(100.0, seen("2024", 100.0), comparator="gt").state != "reached"


def test_one_observation_gives_the_pace_needed_but_no_state() -> None:
    found = judged(130.0, seen("2024", 100.0))
    assert found.state == "cannot_say"
    assert found.required is not None
    assert "only one comparable observation" in found.reason.en
    assert "仅有一个可比观测值" in found.reason.zh


def test_published_growth_stands_in_for_an_earlier_level() -> None:
    found = judged(130.0, seen("2024", 100.0), seen("2024", 12.0, "%", "yoy"))
    assert found.state == "on_course"


def test_a_part_of_a_year_is_not_held_against_a_year() -> None:
    found = judged(130.0, seen("2024-Q1", 500.0))
    assert found.state == "cannot_say"
    assert "in 2024-Q1, which is no whole year" in found.reason.en


def test_later_observations_are_not_looked_at() -> None:
    assert judged(130.0, seen("2024", 100.0), seen("2025", 140.0)).state == "cannot_say"


def test_a_missed_deadline_is_off_course() -> None:
    found = judged(130.0, seen("2023", 100.0), seen("2024", 110.0), due="2024")
    assert found.state == "off_course"
    assert "missed" in found.reason.en


def test_a_deadline_that_passed_unobserved_is_said() -> None:
    found = judged(130.0, seen("2022", 100.0), seen("2023", 110.0), due="2024")
    assert "passed unobserved" in found.reason.en
    assert "尚无观测值" in found.reason.zh


def test_no_deadline_cannot_be_judged() -> None:
    assert "no deadline" in judged(130.0, seen("2024", 100.0), due=None).reason.en


@pytest.mark.parametrize(("rate", "state"), [(12.0, "reached"), (8.0, "off_course")])
def test_growth_of_the_year_itself_decides(rate: float, state: str) -> None:
    found = judged(10.0, seen("2024", rate, "%", "yoy"), due="2024", kind="yoy", unit="%")
    assert found.state == state


def test_growth_of_another_year_is_a_sign_only() -> None:
    found = judged(10.0, seen("2024", 6.0, "%", "yoy"), due="2026", kind="yoy", unit="%")
    assert found.state == "behind"
