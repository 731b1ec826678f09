"""Ratios from their parts."""

import pytest

from upriver.core.message import Message
from upriver.core.periods import parse_period
from upriver.targets import Measure, Observed, ratio_observations, with_ratios

NAME = Message("x", "某")
SHARE = Measure("share", NAME, "%", True, "cars", "cars", "parent")
AIR = Measure("air", NAME, "%", True, "days", "", "period")
HEAD = Measure("head", NAME, "1e4 CNY/person", True, "gdp", "people")


def seen(period: str, value: float, unit: str, comparator: str = "eq") -> Observed:
    return Observed(parse_period(period), value, unit, comparator=comparator, source="s1")


def test_a_district_over_its_city() -> None:
    known = {
        ("cars", "d"): [
            seen("2023", 26.7, "1e4 vehicles", "about"),
            seen("2024", 356000, "vehicles"),
        ],
        ("cars", "c"): [seen("2023", 50, "1e4 vehicles"), seen("2024", 95.32, "1e4 vehicles")],
    }
    found = ratio_observations(SHARE, "d", known, {"d": "c"})
    assert [item.value for item in found] == pytest.approx([53.4, 37.348], rel=1e-4)
    assert [item.comparator for item in found] == ["about", "eq"]
    assert {item.status for item in found} == {"derived"}


def test_a_bound_or_another_period_gives_nothing() -> None:
    known = {
        ("cars", "d"): [seen("2023", 20, "1e4 vehicles", "gt"), seen("2022", 20, "1e4 vehicles")],
        ("cars", "c"): [seen("2023", 50, "1e4 vehicles")],
    }
    assert ratio_observations(SHARE, "d", known, {"d": "c"}) == []


def test_units_go_with_the_ratio_or_it_is_left_out() -> None:
    known = {("gdp", "c"): [seen("2022", 29129.03, "1e8 CNY")],
             ("people", "c"): [seen("2022", 3213.34, "1e4 persons")]}  # fmt: skip
    assert ratio_observations(HEAD, "c", known, {})[0].value == pytest.approx(9.065, rel=1e-3)
    known[("people", "c")] = [seen("2022", 5.0, "firms")]
    assert ratio_observations(HEAD, "c", known, {}) == []


def test_days_become_a_share_of_the_year_and_a_published_ratio_stays() -> None:
    known = {("days", "c"): [seen("2023", 325, "days"), seen("2024", 333, "days")],
             ("air", "c"): [Observed(parse_period("2024"), 91.0, "%", "share", source="s2")]}  # fmt: skip
    full = with_ratios({"air": AIR}, known, {})
    values = {item.period.text: item.value for item in full[("air", "c")]}
    assert values == {"2023": pytest.approx(100 * 325 / 365), "2024": 91.0}
    assert len(known[("air", "c")]) == 1  # the input is left alone
