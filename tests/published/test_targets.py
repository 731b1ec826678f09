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


def test_forest_cover_is_off_course_and_not_likely_to_be_kept() -> None:
    """From 55.06 % in 2023, 0.97 points a year were needed; 0.28 were seen from 2021.

    "Above 55 %" in 2025 is a bound and no number: it leaves open whether 57 % was reached.
    """
    card = track(chongqing())
    row = next(row for row in card.table.to_dicts() if row["target"] == "CQ25-forest")
    assert row["state"] == "off_course"
    assert row["period"] == "2023"
    assert row["required_pace"] == pytest.approx(1.94 / 2, rel=2e-3)
    assert row["pace_so_far"] == pytest.approx(0.56 / 2, rel=2e-3)
    assert row["chance"] < 0.5


def test_one_of_every_two_electric_cars_held_in_2023_and_not_in_2024() -> None:
    """Jiangbei made 26.7 of the city's 50 (1e4 cars) in 2023, 35.6 of 95.32 in 2024.

    cqjb.gov.cn and people.com.cn, January 2025; stated by Chongqing Daily, 31 May 2024.
    """
    window = next(
        each for each in track(chongqing()).windows
        if each.statement.code.startswith("nev_share_of_city 500105")
    )  # fmt: skip
    assert window.state == "no_longer"
    assert (window.since, window.until) == ("2023", "2023")
    figures = {each.observed.period.text: each.observed.value for each in window.checks}
    assert figures["2023"] == pytest.approx(53.4)
    assert figures["2024"] == pytest.approx(37.3)


def test_contradictions_of_the_city_that_public_texts_show() -> None:
    found = {(each.rule, each.left.split()[0]) for each in track(chongqing()).contradictions}
    assert ("falling-promises", "CQ25-storage") in found
    assert ("sources-disagree", "good_air_days") in found
    assert ("growth-and-levels", "secondary_va") in found


def test_more_than_7200_is_a_bound() -> None:
    row = next(r for r in track(chongqing()).table.to_dicts() if r["target"] == "JB-goods-sales")
    assert (row["state"], row["gap"], row["chance"]) == ("cannot_say", None, None)


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
