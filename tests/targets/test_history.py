"""What is known from year to year, and what may not be carried forward."""

import math

import pytest

from upriver.core.periods import parse_period
from upriver.targets import Observed, history_of, own_speed, speeds_of


def level(year: str, value: float, comparator: str = "eq") -> Observed:
    return Observed(parse_period(year), value, "1e8 CNY", "level", comparator)


def rate(year: str, value: float) -> Observed:
    return Observed(parse_period(year), value, "%", "yoy")


def test_bounds_and_parts_of_a_year_are_no_points() -> None:
    found = history_of(
        [level("2022", 10.0), level("2023", 12.0, "gt"), level("2024-Q1", 3.0)], unit="1e8 CNY"
    )
    assert [point.value for point in found.points] == [10.0]
    assert own_speed(found, proportional=True) is None


def test_growth_off_a_fallen_base_is_dropped() -> None:
    seen = [level("2019", 100.0), level("2022", 40.0), rate("2023", 80.0), rate("2022", -30.0)]
    found = history_of(seen, unit="1e8 CNY")
    assert found.dropped == 1
    assert [year for year, _ in found.rates] == [2022]


def test_between_trough_and_top_it_recovers_and_lends_no_speed() -> None:
    seen = [level("2019", 100.0), level("2020", 40.0), level("2023", 80.0)]
    found = history_of(seen, unit="1e8 CNY")
    assert found.recovering
    assert found.peak is not None
    assert found.peak.value == 100.0
    assert own_speed(found, proportional=True) is None
    assert speeds_of(found, proportional=True) == []
    back = history_of([*seen, level("2024", 105.0)], unit="1e8 CNY")
    assert not back.recovering


def test_speeds_are_not_counted_twice() -> None:
    found = history_of([level("2022", 100.0), level("2023", 110.0), rate("2023", 9.0),
                        rate("2024", 5.0)], unit="1e8 CNY")  # fmt: skip
    assert speeds_of(found, proportional=True) == pytest.approx([math.log(1.1), math.log(1.05)],
                                                                rel=1e-2)  # fmt: skip


def test_growth_of_a_part_of_a_year_speaks_for_its_indicator_only() -> None:
    found = history_of([rate("2024-Q1", 30.0)], unit="1e8 CNY")
    assert speeds_of(found, proportional=True) == []
    assert own_speed(found, proportional=True) == (pytest.approx(math.log(1.3)), 1.0)
