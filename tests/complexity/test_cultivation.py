"""Cultivation classes, rule by rule and by chance."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr

from science_arrays import industry_vector, place_matrix
from upriver.complexity import proximity
from upriver.complexity.cultivation import (
    CLASSES,
    CultivationThresholds,
    cultivate,
    cultivation_class,
    pulling_industries,
)
from upriver.core.errors import LabelError

# One industry a rule: quotient, density, complexity, growth, and the class it must get.
CASES = [
    (1.4, 0.2, -0.5, -0.05, "exit"),
    (0.7, 0.2, -0.5, -0.05, "exit"),
    (1.4, 0.6, -0.5, 0.00, "upgrade"),
    (1.4, 0.6, -0.5, -0.05, "upgrade"),
    (1.4, 0.2, 0.5, -0.05, "upgrade"),
    (1.4, 0.2, 0.5, 0.00, "strengthen"),
    (1.4, 0.6, 0.5, np.nan, "strengthen"),
    (0.7, 0.6, 0.5, -0.05, "watch"),
    (0.7, 0.6, -0.5, 0.00, "scale"),
    (0.7, 0.2, -0.5, 0.05, "scale"),
    (0.7, 0.2, 0.5, 0.00, "scale"),
    (0.7, 0.2, -0.5, 0.00, "watch"),
    (0.1, 0.6, 0.5, 0.00, "seed"),
    (0.1, 0.6, -0.5, 0.00, "watch"),
    (0.1, 0.2, 0.5, 0.05, "watch"),
    (1.0, 0.6, 0.5, 0.05, "strengthen"),
]
RCA, DENSITY, COMPLEXITY, MOMENTUM = (
    industry_vector([case[at] for case in CASES]) for at in range(4)
)


def test_every_rule_gives_its_class() -> None:
    found = cultivation_class(RCA, DENSITY, complexity=COMPLEXITY, momentum=MOMENTUM)
    assert found.values.tolist() == [case[4] for case in CASES]


def test_quadrants_of_relatedness_and_complexity() -> None:
    """Balland et al. (2019), figure 1: of what a region has not, near and complex is low risk
    and high benefit; far and simple is the dead end."""
    absent = industry_vector([0.0, 0.0, 0.0, 0.0])
    found = cultivation_class(
        absent,
        industry_vector([0.6, 0.6, 0.2, 0.2]),
        complexity=industry_vector([1.0, -1.0, 1.0, -1.0]),
    )
    assert found.values.tolist() == ["seed", "watch", "watch", "watch"]


def test_near_and_demanding_are_relative_to_the_industries() -> None:
    """With four industries two are near and two are demanding, whatever the level."""
    absent = industry_vector([0.0, 0.0, 0.0, 0.0])
    found = cultivation_class(
        absent,
        industry_vector([0.9, 0.8, 0.7, 0.6]),
        complexity=industry_vector([-3.0, -1.0, -2.0, -4.0]),
    )
    assert found.values.tolist() == ["watch", "seed", "watch", "watch"]
    wide = CultivationThresholds(complexity=0.25)
    found = cultivation_class(
        absent,
        industry_vector([0.9, 0.8, 0.7, 0.6]),
        complexity=industry_vector([-3.0, -1.0, -2.0, -4.0]),
        thresholds=wide,
    )
    assert found.values.tolist() == ["seed", "seed", "watch", "watch"]


def test_a_forecast_entry_decides_what_is_near() -> None:
    far = industry_vector([0.6, 0.6, 0.2, 0.2])
    chance = industry_vector([0.05, np.nan, 0.4, np.nan])
    found = cultivation_class(
        industry_vector([0.1, 0.1, 0.1, 0.1]),
        far,
        complexity=industry_vector([1.0, 1.0, 1.0, 1.0]),
        entry_chance=chance,
    )
    assert found.values.tolist() == ["watch", "seed", "seed", "watch"]


def test_chances_are_shares_of_the_draws() -> None:
    rca, density, pci = (
        industry_vector([1.05, 0.1, np.nan, 1.0]),
        industry_vector([0.5, 0.6, 0.3, np.nan]),
        industry_vector([0.5, 0.5, 0.5, 0.5]),
    )

    def drawn(rows: list[list[float]]) -> xr.DataArray:
        labels = {"industry": rca.industry.values}
        return xr.DataArray(rows, labels, ("replicate", "industry"))

    draws = (
        drawn([[1.05, 0.1, np.nan, 1.0]] * 2 + [[0.9, 0.1, np.nan, 1.0]] * 8),
        drawn([[0.5, 0.6, 0.3, np.nan]] * 10),
        drawn([[0.5, 0.5, 0.5, 0.5]] * 10),
    )
    found = cultivate(rca, density, complexity=pci, draws=draws)
    # The first is held as given, but in eight of ten draws it is only a foothold, and near.
    assert found.cultivation.values.tolist() == ["scale", "seed", "", ""]
    chance = found.chance.sel(industry="1")
    assert float(chance.sel(cultivation="scale")) == pytest.approx(0.8)
    assert float(chance.sel(cultivation="strengthen")) == pytest.approx(0.2)
    assert np.isnan(found.chance.sel(industry=["3", "4"])).all()
    assert found.reasons["1"].en == "a foothold near to what the place does"
    assert found.levels["1"]["advantage"] == "held"
    assert "unknown" in found.unjudged["3"].en
    assert "没有地区" in found.unjudged["4"].zh
    assert set(found.unjudged) == {"3", "4"}


def test_an_industry_that_no_draw_can_judge_keeps_the_class_of_the_figures() -> None:
    nan = xr.DataArray(
        np.full((3, len(CASES)), np.nan),
        {"industry": RCA.industry.values},
        ("replicate", "industry"),
    )
    found = cultivate(RCA, DENSITY, complexity=COMPLEXITY, momentum=MOMENTUM, draws=(nan, nan, nan))
    assert found.cultivation.values.tolist() == [case[4] for case in CASES]


def test_pulling_industries_are_held_and_near() -> None:
    presence = place_matrix([[1, 1, 0, 1], [1, 1, 1, 0], [0, 1, 1, 0], [1, 0, 1, 1]])
    near = proximity(presence)
    own = presence.sel(place="A", drop=True)
    pulls = pulling_industries(own, near, most=2)
    numbers = near.values[[0, 1, 3], 2]
    assert [pull.industry for pull in pulls["c"]] == ["a", "b"]
    assert pulls["c"][0].proximity == pytest.approx(numbers[0])
    assert pulls["c"][0].share == pytest.approx(numbers[0] / numbers.sum())
    assert "a" not in [pull.industry for pull in pulls["a"]]


def test_classes_are_named_in_both_languages() -> None:
    assert [each.cultivation for each in CLASSES] == [
        "strengthen", "upgrade", "scale", "seed", "watch", "exit",
    ]  # fmt: skip
    assert CLASSES[3].name.zh == "选种育苗"


def test_labels_must_agree() -> None:
    with pytest.raises(LabelError, match="industry labels differ"):
        cultivation_class(RCA, DENSITY[:3], complexity=COMPLEXITY)
    with pytest.raises(LabelError, match="density must have the dimensions of rca"):
        cultivation_class(RCA, DENSITY.expand_dims("replicate"), complexity=COMPLEXITY)
    limits = CultivationThresholds(held=2.0)
    found = cultivation_class(RCA, DENSITY, complexity=COMPLEXITY, thresholds=limits)
    assert "strengthen" not in found.values
