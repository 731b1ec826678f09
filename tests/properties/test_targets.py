"""What must hold of every promise: units and years do not matter, more growth never hurts."""

import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upriver.core.periods import parse_period
from upriver.targets import (
    Assessment,
    GrowthClass,
    Observed,
    Pools,
    Promise,
    Statement,
    assess,
    change_ahead,
    expected_drift,
    growth_class,
    window_of,
)

POOLS = Pools(GrowthClass(0.05, 0.04, 0.03, (0.0, 0.05, 0.1), 3))
VALUES = st.floats(1.0, 1e4)
RATES = st.floats(-0.2, 0.4)


def judged(goal: float, values: list[float], *, unit: str = "1e8 CNY", kept: str = "1e8 CNY",
           first: int = 2020, comparator: str = "ge") -> Assessment:  # fmt: skip
    promise = Promise(
        "t", comparator, goal, unit, "level", comparator == "ge", kept,
        parse_period(str(first + len(values) + 2)),
    )  # fmt: skip
    seen = [Observed(parse_period(str(first + n)), each, unit) for n, each in enumerate(values)]
    return assess(promise, seen, as_of=date(first + len(values) + 1, 1, 1), pools=POOLS)


@given(goal=VALUES, values=st.lists(VALUES, min_size=1, max_size=5))
def test_the_unit_of_the_figures_does_not_matter(goal: float, values: list[float]) -> None:
    one = judged(goal, values)
    other = judged(goal * 1e4, [each * 1e4 for each in values], unit="1e4 CNY")
    assert one.state == other.state
    if one.outlook and other.outlook:
        assert one.outlook.chance == pytest.approx(other.outlook.chance, abs=1e-9)


@given(goal=VALUES, values=st.lists(VALUES, min_size=1, max_size=4))
def test_four_years_later_all_is_the_same(goal: float, values: list[float]) -> None:
    """Four, so that leap years fall on the same places."""
    one, other = judged(goal, values), judged(goal, values, first=2024)
    assert one.state == other.state
    if one.outlook and other.outlook:
        assert one.outlook.chance == pytest.approx(other.outlook.chance, abs=1e-12)


@given(start=VALUES, slow=RATES, more=st.floats(0.0, 0.3), goal=VALUES)
def test_more_growth_never_lowers_the_probability(
    start: float, slow: float, more: float, goal: float
) -> None:
    newest = start * (1 + slow)
    one = judged(goal, [newest / (1 + slow), newest])
    other = judged(goal, [newest / (1 + slow + more), newest])
    if one.outlook and other.outlook:
        assert other.outlook.chance >= one.outlook.chance - 1e-9


@given(values=st.lists(VALUES, min_size=1, max_size=5), goal=VALUES, more=st.floats(1.0, 3.0))
def test_asking_for_more_never_raises_the_probability(
    values: list[float], goal: float, more: float
) -> None:
    one, other = judged(goal, values).outlook, judged(goal * more, values).outlook
    if one and other:
        assert other.chance <= one.chance + 1e-9


@given(values=st.lists(VALUES, min_size=1, max_size=5), goal=VALUES)
def test_at_most_is_the_mirror_of_at_least(values: list[float], goal: float) -> None:
    up, down = judged(goal, values).outlook, judged(goal, values, comparator="le").outlook
    if up and down:
        assert up.chance + down.chance == pytest.approx(1.0, abs=1e-9)
        assert up.lower <= up.center <= up.upper


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.lists(RATES, min_size=1, max_size=4)))
def test_a_pool_is_none_or_sound(groups: dict[str, list[float]]) -> None:
    pool = growth_class(groups)
    count = sum(map(len, groups.values()))
    assert (pool is None) == (count < 8 or len(groups) < 3)
    if pool is not None:
        assert min(pool.rates) - 1e-12 <= pool.mean <= max(pool.rates) + 1e-12
        assert pool.within >= 0
        assert pool.between >= 0
        assert pool.share_as_fast(min(pool.rates)) == 1.0


@given(speed=RATES, years=st.floats(0.5, 9), ahead=st.floats(0.1, 9), longer=st.floats(0.1, 9))
def test_what_is_expected_lies_between_itself_and_its_kind(
    speed: float, years: float, ahead: float, longer: float
) -> None:
    pool = POOLS.growth
    assert pool is not None
    drift = expected_drift(pool, speed=speed, years=years)
    low, high = sorted((speed, pool.mean))
    assert low - 1e-12 <= drift.mean <= high + 1e-12
    assert (
        change_ahead(pool, drift, years=ahead + longer)[1]
        >= (change_ahead(pool, drift, years=ahead)[1])
    )


@given(value=st.floats(1, 99), figure=st.floats(1, 99), comparator=st.sampled_from(["ge", "le"]))
def test_a_statement_and_its_contrary_never_both_hold_unless_equal(
    value: float, figure: float, comparator: str
) -> None:
    seen = [Observed(parse_period("2024"), figure, "%", "share")]
    contrary = {"ge": "lt", "le": "gt"}[comparator]
    states = [
        window_of(
            Statement("s", each, value, "%", parse_period("2023")), seen, as_of=date(2025, 1, 1)
        ).state
        for each in (comparator, contrary)
    ]
    assert sorted(states) == ["holds", "never"]
    assert math.isfinite(value)
