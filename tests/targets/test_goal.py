"""Which value a promise asks for, or what is missing to say so."""

import pytest

from upriver.core.periods import parse_period
from upriver.targets import Observed, Promise, goal_of


def promise(kind: str, value: float | None, unit: str, **more: object) -> Promise:
    return Promise("t", "ge", value, unit, kind, True, "1e8 CNY", **more)  # type: ignore[arg-type]


def test_a_level_is_brought_to_the_unit_of_the_indicator() -> None:
    assert goal_of(promise("level", 2.0, "1e12 CNY"), []).value == pytest.approx(20000.0)


def test_growth_from_a_stated_base() -> None:
    goal = goal_of(
        promise(
            "cagr", 10.0, "%",
            base_period=parse_period("2023"), base_value=100.0, deadline=parse_period("2027"),
        ),
        [],
    )  # fmt: skip
    assert goal.value == pytest.approx(100 * 1.1**4)


def test_the_base_may_come_from_an_observation() -> None:
    seen = [Observed(parse_period("2022"), 80.0, "1e8 CNY")]
    goal = goal_of(promise("reduction", 13.0, "%", base_period=parse_period("2022")), seen)
    assert goal.value == pytest.approx(80 * 0.87)


def test_a_quarter_is_no_base_for_a_yearly_amount() -> None:
    seen = [Observed(parse_period("2022-Q1"), 20.0, "1e8 CNY")]
    goal = goal_of(promise("reduction", 13.0, "%", base_period=parse_period("2022")), seen)
    assert goal.value is None
    assert "2022 is unknown" in str(goal.missing)


def test_a_multiple_without_a_base_says_so_in_both_languages() -> None:
    missing = goal_of(promise("multiple", 2.0, "times"), []).missing
    assert missing is not None
    assert "twice of what" in missing.en
    assert "未说明基期" in missing.zh


def test_growth_without_a_base_stays_a_growth() -> None:
    goal = goal_of(promise("cagr", 10.0, "%"), [])
    assert goal.value is None
    assert goal.growth == pytest.approx(0.1)
    assert goal.missing is None


@pytest.mark.parametrize(
    ("kind", "value", "unit", "said"),
    [
        ("level", None, "1e8 CNY", "unknown"),
        ("level", 3.0, "firms", "does not fit"),
        ("yoy", 3.0, "1e8 CNY", "no ratio"),
    ],
)
def test_what_is_missing_is_said(kind: str, value: float | None, unit: str, said: str) -> None:
    assert said in str(goal_of(promise(kind, value, unit), []).missing)


def test_a_reduction_over_years_asks_for_growth_when_only_growth_was_seen() -> None:
    """13 % less in five years is 2.75 % less a year."""
    cut = promise(
        "reduction", 13.0, "%", base_period=parse_period("2022"), deadline=parse_period("2027")
    )
    grown = [Observed(parse_period("2023"), -2.6, "%", "yoy")]
    goal = goal_of(cut, grown)
    assert goal.missing is None
    assert goal.growth == pytest.approx(0.87 ** (1 / 5) - 1)
    bound = [Observed(parse_period("2023"), -2.6, "%", "yoy", "lt")]
    assert "2022 is unknown" in str(goal_of(cut, bound).missing)


def test_a_multiple_over_years_does_so_too() -> None:
    twice = promise(
        "multiple", 2.0, "times", base_period=parse_period("2022"), deadline=parse_period("2027")
    )
    grown = [Observed(parse_period("2023"), 15.0, "%", "yoy")]
    assert goal_of(twice, grown).growth == pytest.approx(2 ** (1 / 5) - 1)


def points(kind: str, value: float, unit: str, **more: object) -> Promise:
    return Promise("t", "ge", value, unit, kind, True, "%", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("unit", ["pp", "个百分点", "%"])
def test_points_are_added_to_the_share_of_the_base(unit: str) -> None:
    """Two points more than 80.5 % are 82.5 %, not 2 %."""
    seen = [Observed(parse_period("2023"), 80.5, "%", "share")]
    goal = goal_of(points("delta_pp", 2.0, unit, base_period=parse_period("2023")), seen)
    assert goal.value == pytest.approx(82.5)
    fall = goal_of(points("delta_pp", -2.0, unit, base_value=80.5), [])
    assert fall.value == pytest.approx(78.5)


def test_points_without_a_base_cannot_be_told() -> None:
    goal = goal_of(points("delta_pp", 2.0, "pp"), [])
    assert (goal.value, goal.lacks) == (None, "base")
    goal = goal_of(points("delta_pp", 2.0, "pp", base_period=parse_period("2020")), [])
    assert "2020 is unknown" in str(goal.missing)


def test_points_are_no_level() -> None:
    goal = goal_of(points("level", 2.0, "pp", base_value=80.5), [])
    assert (goal.value, goal.lacks) == (None, "unit")
    assert "delta_pp" in str(goal.missing)


def test_points_of_an_amount_do_not_fit() -> None:
    assert goal_of(promise("delta_pp", 2.0, "pp", base_value=100.0), []).lacks == "unit"
