"""Leads: the closest candidate of the gravest gap first, and nothing below the limit."""

from __future__ import annotations

import pytest
import xarray as xr

from science_arrays import industry_vector
from upriver.core.errors import DataError, LabelError
from upriver.supplychain import LeadThresholds, chain_steps, rank_leads

NAN = float("nan")
GAPS = ["cell", "film"]


def near(rows: list[list[float]]) -> xr.DataArray:
    who = [f"c{n}" for n in range(len(rows[0]))]
    return xr.DataArray(rows, {"industry": GAPS, "candidate": who}, ("industry", "candidate"))


def ranked(rows: list[list[float]], need: list[float], **limits: float) -> list[tuple]:
    table = rank_leads(
        near(rows),
        industry_vector(need, GAPS, units="ratio"),
        essential=industry_vector([2.0, 1.0], GAPS, units="1"),
        thresholds=LeadThresholds(**limits),
    )
    return [(row["industry"], row["candidate"], row["score"]) for row in table.to_dicts()]


def test_score_by_hand_and_order() -> None:
    found = ranked([[0.5, 1.0, 0.2], [0.9, NAN, 0.4]], [0.4, 0.6])
    assert found == [
        ("cell", "c1", pytest.approx(0.4)),
        ("film", "c0", pytest.approx(0.27)),
        ("cell", "c0", pytest.approx(0.2)),
        ("film", "c2", pytest.approx(0.12)),
    ]


def test_a_gap_of_unknown_need_comes_last_without_a_score() -> None:
    found = ranked([[0.5, 1.0], [0.9, 0.4]], [NAN, 0.1])
    assert [row[0] for row in found] == ["film", "film", "cell", "cell"]
    assert found[-1][2] is None


def test_only_the_best_are_kept() -> None:
    assert len(ranked([[0.5, 1.0, 0.7], [0.9, 0.8, 0.4]], [0.4, 0.1], most=1)) == 2
    assert len(ranked([[0.5, 1.0, 0.7], [0.9, 0.8, 0.4]], [0.4, 0.1], closeness=0.85)) == 2


def test_bad_shares_and_labels_are_named() -> None:
    with pytest.raises(DataError, match=r"closeness of 'film'"):
        ranked([[0.5], [1.5]], [0.4, 0.1])
    with pytest.raises(LabelError, match="need"):
        rank_leads(
            near([[0.5], [0.5]]),
            industry_vector([0.1, 0.1], ["cell", "glass"], units="ratio"),
            essential=industry_vector([1.0, 1.0], GAPS, units="1"),
        )


def test_steps_lead_both_ways_and_no_way_is_unknown() -> None:
    steps = chain_steps([("ore", "cell"), ("cell", "car"), ("film", "panel"), ("cell", "car")])
    assert steps.sel(industry="car", industry_to="ore").item() == 2
    assert steps.sel(industry="car", industry_to="car").item() == 0
    assert steps.sel(industry="car", industry_to="film").isnull().item()
    assert chain_steps([]).size == 0
