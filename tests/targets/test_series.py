"""Months and quarters: added up to years, and carried to the year of the deadline."""

from datetime import date

import numpy as np
import pytest

from upriver.core.periods import parse_period
from upriver.targets import Observed, Promise, assess
from upriver.targets.series import newest_run, year_ahead, year_totals

UNIT = "1e4 passengers"


def months(values: list[float], first: int = 2021, unit: str = UNIT) -> list[Observed]:
    return [
        Observed(parse_period(f"{first + n // 12}-{n % 12 + 1:02d}"), value, unit)
        for n, value in enumerate(values)
    ]


def steady(count: int, growth: float = 0.06) -> list[float]:
    rng = np.random.default_rng(1)
    step = np.arange(count)
    season = 1 + 0.2 * np.sin(2 * np.pi * step / 12)
    values = 100 * season * np.exp(growth * step / 12 + rng.normal(0, 0.01, count))
    return [float(value) for value in values]


def promise(goal: float, due: str = "2025", comparator: str = "ge", unit: str = UNIT) -> Promise:
    return Promise("t", comparator, goal, unit, "level", True, unit, parse_period(due))


def test_twelve_months_are_a_year_and_eleven_are_not() -> None:
    (found,) = year_totals(months([1.0] * 12 + [2.0] * 11), unit=UNIT)
    assert (found.period.text, found.value, found.status) == ("2021", 12.0, "derived")
    quarters = [Observed(parse_period(f"2023-Q{q}"), 5.0, UNIT) for q in (1, 2, 3, 4)]
    assert year_totals(quarters, unit=UNIT)[0].value == 20.0
    published = Observed(parse_period("2023"), 21.0, UNIT)
    assert year_totals([*quarters, published], unit=UNIT) == []
    assert year_totals(months([3.0] * 12, unit="firms"), unit="firms") == []


def test_a_run_ends_at_a_gap_and_needs_two_years() -> None:
    seen = months(steady(48))
    del seen[10]
    run = newest_run(seen, unit=UNIT)
    assert run is not None
    assert (len(run.values), run.year, run.step) == (37, 2024, 12)
    assert newest_run(months(steady(24)), unit=UNIT) is None


def test_known_months_of_the_year_are_kept_and_the_rest_is_forecast() -> None:
    whole = steady(60)
    run = newest_run(months(whole[:54]), unit=UNIT)  # to June 2025
    assert run is not None
    drawn = year_ahead(run, due=date(2025, 12, 31))
    assert drawn is not None
    assert np.median(drawn) == pytest.approx(sum(whole[48:60]), rel=0.02)
    assert drawn.min() > sum(whole[48:54])
    later = year_ahead(run, due=date(2027, 12, 31))
    assert later is not None
    assert np.ptp(np.quantile(later, [0.1, 0.9])) > np.ptp(np.quantile(drawn, [0.1, 0.9]))
    assert year_ahead(run, due=date(2024, 12, 31)) is None


def test_a_yearly_promise_is_judged_from_months() -> None:
    seen, whole = months(steady(54)), sum(steady(60)[48:60])
    likely, hopeless = (
        assess(promise(whole * share), seen, as_of=date(2025, 6, 30)) for share in (0.95, 1.2)
    )
    assert likely.outlook is not None
    assert hopeless.outlook is not None
    assert likely.outlook.evidence == hopeless.outlook.evidence == "series"
    assert likely.outlook.chance > 0.9
    assert hopeless.outlook.chance < 0.1
    assert likely.newest is not None
    assert (likely.newest.period.text, likely.newest.status) == ("2024", "derived")
    assert likely.state == "on_course"
    assert hopeless.state == "off_course"


def test_months_off_a_fallen_base_close_their_gap() -> None:
    season = 1 + 0.1 * np.sin(2 * np.pi * np.arange(60) / 12)
    share = np.concatenate([np.ones(24), 0.9 - 0.7 * np.exp(-np.arange(36) / 8.0)])
    values = [float(value) for value in 100 * season * share]
    run = newest_run(months(values[:48], first=2019), unit=UNIT)  # to December 2022
    assert run is not None
    drawn = year_ahead(run, due=date(2023, 12, 31))
    assert drawn is not None
    grown = sum(values[36:48]) ** 2 / sum(values[24:36])  # last year's growth once more
    assert np.median(drawn) == pytest.approx(sum(values[48:60]), rel=0.05)
    assert np.median(drawn) < grown


def test_a_stock_is_read_at_its_deadline() -> None:
    seen = months([20.0 + n for n in range(36)], unit="routes")
    found = assess(promise(70.0, due="2024-12", unit="routes"), seen, as_of=date(2023, 12, 31))
    assert found.outlook is not None
    assert found.outlook.center == pytest.approx(67, abs=4)
