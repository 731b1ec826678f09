"""How fast an indicator must move, with figures that can be checked by hand."""

from datetime import date

import pytest

from upriver.core.periods import parse_period
from upriver.targets import Observed, is_stock, pace_between, required_pace
from upriver.targets.pace import covers_year, is_comparable


def seen(period: str, value: float = 1.0, unit: str = "1e8 CNY", kind: str = "level") -> Observed:
    return Observed(parse_period(period), value, unit, kind)


def test_pace_that_tongliang_needs() -> None:
    """Farming of Tongliang: 60.84 in 2020, 90 promised for 2027, which is 5.8 % a year."""
    pace = required_pace(
        60.84, 90.0, observed=date(2020, 12, 31), deadline=date(2027, 12, 31), kind="level"
    )
    assert pace is not None
    assert pace.proportional
    assert pace.value == pytest.approx((90 / 60.84) ** (1 / 7) - 1, rel=1e-3)


def test_shares_move_by_points() -> None:
    pace = required_pace(
        26.0, 28.0, observed=date(2023, 12, 31), deadline=date(2027, 12, 31), kind="share"
    )
    assert pace is not None
    assert not pace.proportional
    assert pace.value == pytest.approx(0.5, rel=1e-3)


def test_no_pace_without_time() -> None:
    assert pace_between(1.0, 2.0, years=0.0, proportional=True) is None


def test_no_growth_from_nothing() -> None:
    assert pace_between(0.0, 2.0, years=1.0, proportional=True) is None


@pytest.mark.parametrize(
    ("unit", "stock"),
    [("routes", True), ("firms", True), ("%", True), ("1e8 CNY", False), ("1e4 t", False)],
)
def test_counts_exist_at_a_moment_and_money_does_not(unit: str, stock: bool) -> None:
    assert is_stock(unit) is stock


def test_a_quarter_is_not_held_against_a_year() -> None:
    assert not is_comparable(seen("2023"), seen("2024-Q1"), unit="1e8 CNY")
    assert is_comparable(seen("2023-Q1"), seen("2024-Q1"), unit="1e8 CNY")
    assert not covers_year(seen("2024-Q1"), unit="1e8 CNY")
    assert covers_year(seen("2024-05", unit="routes"), unit="routes")


def test_units_of_another_kind_are_not_compared() -> None:
    assert not is_comparable(seen("2023"), seen("2024", unit="1e4 t"), unit="1e8 CNY")
