"""Promises of Chongqing and its districts, held against published figures.

Tongliang's value added of farming was 60.84 (1e8 CNY) in 2020 (Ministry of Agriculture, moa.gov.cn) and
shall be 90 in 2027 (Chongqing Daily, 31 May 2024): 5.8 % a year. Forest cover was 55.04 % in 2022
and shall be 57 % in 2025 (ecological plan of the city for 2021 to 2025).
"""

from datetime import date

import pytest

from upriver.core.periods import parse_period
from upriver.data.examples import chongqing
from upriver.services.track import track
from upriver.targets import Observed, Promise, assess


def test_farming_in_tongliang_needs_5_8_per_cent_a_year() -> None:
    promise = Promise("TL", "ge", 90.0, "1e8 CNY", "level", True, "1e8 CNY", parse_period("2027"))
    seen = [Observed(parse_period("2020"), 60.84, "1e8 CNY")]
    found = assess(promise, seen, as_of=date(2024, 5, 31))
    assert found.required is not None
    assert found.required.value == pytest.approx((90 / 60.84) ** (1 / 7) - 1, rel=2e-3)
    assert round(found.required.value, 3) == 0.058


def test_forest_cover_is_off_course() -> None:
    card = track(chongqing())
    row = next(row for row in card.table.to_dicts() if row["target"] == "CQ25-forest")
    assert row["state"] == "off_course"


def test_promises_without_base_or_value_cannot_be_judged() -> None:
    """The page doubles three counts of firms without a base, and lost a number of routes."""
    states = {row["target"]: row["state"] for row in track(chongqing()).table.to_dicts()}
    for target in ("TL-hightech-firms", "TL-science-firms", "TL-specialised-firms",
                   "CKG-routes-2024"):  # fmt: skip
        assert states[target] == "cannot_say"


def test_the_scorecard_does_not_depend_on_the_day_it_is_made() -> None:
    first, second = track(chongqing()), track(chongqing())
    assert first.table.to_dicts() == second.table.to_dicts()
    assert first.as_of == date(2025, 12, 31)
