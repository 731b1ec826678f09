"""Cultivation classes, rule by rule and by chance."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr
from pydantic import ValidationError

from science_arrays import industry_vector, place_matrix
from upriver.complexity import proximity
from upriver.complexity.cultivation import (
    CLASSES,
    CultivationThresholds,
    cultivate,
    cultivation_class,
    pulling_industries,
    unjudged_industries,
)
from upriver.core.errors import LabelError
from upriver.core.message import Message

# One industry a case: quotient, density, complexity, growth, and the class it must get. Of the
# held ones those with 0.6 are near, of the others those with 0.4.
CASES = [
    (1.4, 0.2, -0.5, -0.05, "exit"),
    (0.8, 0.1, -0.5, -0.05, "exit"),
    (1.4, 0.6, -0.5, 0.00, "upgrade"),
    (1.4, 0.6, -0.5, -0.05, "upgrade"),
    (1.4, 0.2, 0.5, -0.05, "upgrade"),
    (1.4, 0.2, 0.5, 0.00, "strengthen"),
    (1.4, 0.6, 0.5, np.nan, "strengthen"),
    (1.0, 0.6, 0.5, 0.05, "strengthen"),
    (0.8, 0.4, 0.5, -0.05, "scale"),
    (0.8, 0.4, 0.5, 0.05, "scale"),
    (0.8, 0.4, -0.5, -0.05, "scale"),
    (0.8, 0.4, -0.5, 0.00, "scale"),
    (0.8, 0.1, 0.5, 0.05, "scale"),
    (0.8, 0.1, 0.5, 0.00, "seed"),
    (0.8, 0.1, 0.5, -0.05, "seed"),
    (0.8, 0.1, -0.5, 0.00, "watch"),
    (0.8, 0.1, -0.5, 0.05, "watch"),
    (0.1, 0.4, 0.5, 0.00, "seed"),
    (0.1, 0.4, 0.5, -0.05, "seed"),
    (0.1, 0.4, -0.5, 0.00, "watch"),
    (0.1, 0.1, 0.5, 0.05, "watch"),
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


def test_held_industries_do_not_crowd_out_the_options() -> None:
    """Held industries are near by construction; options are compared with options only."""
    found = cultivation_class(
        industry_vector([2.0, 2.0, 2.0, 0.1, 0.1]),
        industry_vector([0.9, 0.8, 0.7, 0.4, 0.3]),
        complexity=industry_vector([0.0, 0.0, 0.0, 1.0, 1.0]),
    )
    assert found.values.tolist()[3:] == ["seed", "watch"]


def test_a_place_that_holds_nothing_is_near_to_nothing() -> None:
    nothing = industry_vector([0.0, 0.0, 0.0])
    found = cultivation_class(nothing, nothing, complexity=industry_vector([1.0, 1.0, 1.0]))
    assert found.values.tolist() == ["watch"] * 3


def test_a_forecast_entry_decides_what_is_near() -> None:
    """One chance in twenty for what is hardly there, one in four for a foothold."""
    found = cultivation_class(
        industry_vector([0.1, 0.1, 0.1, 0.1, 0.8, 0.8]),
        industry_vector([0.6, 0.6, 0.2, 0.2, 0.6, 0.2]),
        complexity=industry_vector([1.0, 1.0, 1.0, 1.0, -1.0, -1.0]),
        entry_chance=industry_vector([0.04, np.nan, 0.06, np.nan, 0.15, 0.3]),
    )
    assert found.values.tolist() == ["watch", "seed", "seed", "watch", "watch", "scale"]
    strict = cultivation_class(
        industry_vector([0.1, 0.8]),
        industry_vector([0.6, 0.6]),
        complexity=industry_vector([1.0, 1.0]),
        entry_chance=industry_vector([0.06, 0.3]),
        thresholds=CultivationThresholds(entry_none=0.1, entry_foothold=0.4, complexity=0.0),
    )
    assert strict.values.tolist() == ["watch", "seed"], "the foothold is far, but demanding"


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
    assert found.reasons["1"].en == (
        "most often a foothold, near to what the place does and demanding "
        "(by the figures as given: strengthen)"
    )
    assert found.reasons["1"].zh.endswith("（按原始数字为：巩固优势）")
    assert found.levels["1"]["advantage"] == "held"
    assert "unknown" in found.unjudged["3"].en
    assert "没有地区" in found.unjudged["4"].zh
    assert set(found.unjudged) == {"3", "4"}


def test_the_rule_told_is_the_one_that_most_draws_followed() -> None:
    """As given the first is far and the second near; in most draws it is the other way round."""

    def drawn(rows: list[list[float]]) -> xr.DataArray:
        return xr.DataArray(rows, {"industry": ["1", "2"]}, ("replicate", "industry"))

    found = cultivate(
        industry_vector([0.9, 0.8]),
        industry_vector([0.3, 0.4]),
        complexity=industry_vector([0.5, 0.5]),
        momentum=industry_vector([0.05, 0.05]),
        draws=(
            drawn([[0.9, 0.8]] * 5),
            drawn([[0.3, 0.2]] * 4 + [[0.2, 0.3]]),
            drawn([[0.5, 0.5]] * 5),
        ),
    )
    assert found.levels["1"]["related"] == "far"
    assert found.reasons["1"].en == "a foothold, near to what the place does and demanding"
    assert "grows fast, though far" in found.reasons["2"].en
    assert found.chance.sel(cultivation="scale").values.tolist() == [1.0, 1.0]


def test_growth_is_drawn_as_well() -> None:
    """Losing 3 % a year as given, but no more than 1 % in three of four draws."""
    held = industry_vector([1.5])

    def drawn(*values: float) -> xr.DataArray:
        return xr.DataArray([[value] for value in values], {"industry": ["1"]},
                            ("replicate", "industry"))  # fmt: skip

    given = {
        "complexity": industry_vector([0.5]),
        "momentum": industry_vector([-0.03]),
        "draws": (drawn(*[1.5] * 4), drawn(*[0.5] * 4), drawn(*[0.5] * 4)),
    }
    fixed = cultivate(held, industry_vector([0.5]), **given)
    assert fixed.cultivation.values.tolist() == ["upgrade"]
    loose = cultivate(
        held,
        industry_vector([0.5]),
        **given,
        momentum_draws=drawn(-0.03, -0.01, np.nan, 0.0),
    )
    assert loose.cultivation.values.tolist() == ["strengthen"]
    assert float(loose.chance.sel(cultivation="upgrade").item()) == pytest.approx(0.25)


def test_an_industry_that_no_draw_can_judge_keeps_the_class_of_the_figures() -> None:
    nan = xr.DataArray(
        np.full((3, len(CASES)), np.nan),
        {"industry": RCA.industry.values},
        ("replicate", "industry"),
    )
    found = cultivate(RCA, DENSITY, complexity=COMPLEXITY, momentum=MOMENTUM, draws=(nan, nan, nan))
    assert found.cultivation.values.tolist() == [case[4] for case in CASES]


def test_the_table_holds_class_chances_levels_and_reasons() -> None:
    nan = xr.DataArray(np.full((1, 2), np.nan), {"industry": ["1", "2"]}, ("replicate", "industry"))
    found = cultivate(
        industry_vector([1.5, 0.1]),
        industry_vector([0.5, 0.5]),
        complexity=industry_vector([0.5, 0.5]),
        draws=(nan, nan, nan),
        unjudged={"2": Message("Too small.", "太小。")},
    )
    one, two = found.to_table().to_dicts()
    assert one["cultivation"] == "strengthen"
    assert one["chance"] == one["strengthen"] == 1.0
    assert one["advantage"] == "held"
    assert one["reason_zh"] == "已具备、复杂度高且未流失"
    assert one["unjudged_en"] is None
    assert two["cultivation"] is None
    assert two["chance"] is None
    assert two["seed"] is None
    assert two["unjudged_en"] == "Too small."


OUTPUT = place_matrix([[5, 4, 0, np.nan, 3], [6, 2, 0, 1, np.nan], [2, 9, 0, 1, np.nan]])


def test_why_an_industry_cannot_be_judged() -> None:
    labels = ["a", "b", "c", "d", "e"]
    known = industry_vector([0.5] * 5, labels)
    found = unjudged_industries(OUTPUT, "A", density=known, complexity=known)
    assert {code: why.en for code, why in found.items()} == {
        "c": "There is none of it in any place.",
        "d": "Its output in the place is unknown.",
    }
    found = unjudged_industries(
        OUTPUT,
        "B",
        density=industry_vector([np.nan, 0.5, 0.5, 0.5, 0.5], labels),
        complexity=industry_vector([np.nan, np.nan, 0.5, 0.5, 0.5], labels),
    )
    assert {code: why.zh for code, why in found.items()} == {
        "a": "没有地区在该行业上具有专业化优势，无从判断与之关联的行业。",
        "b": "无法计算其复杂度：没有可计入的地区在该行业上具有专业化优势。",
        "c": "各地均无该行业产出。",
        "e": "本地该行业的产出未知。",
    }
    nowhere = OUTPUT.copy()
    nowhere.loc[{"industry": "e"}] = np.nan
    found = unjudged_industries(nowhere, "A", density=known, complexity=known)
    assert found["e"].en == "Its output is unknown in every place."


def test_a_place_of_few_cases_is_too_small() -> None:
    known = industry_vector([0.5] * 5, ["a", "b", "c", "d", "e"])
    given = {"density": known, "complexity": known, "least_cases": 5.0}
    found = unjudged_industries(OUTPUT, "A", unit_size=3.0, **given)
    assert set(found) == set("abcde")
    assert "about 4 observations, 5 are needed" in found["a"].en
    assert set(unjudged_industries(OUTPUT, "A", unit_size=1.0, **given)) == {"c", "d"}
    with pytest.raises(LabelError, match="output has no place 'Z'"):
        unjudged_industries(OUTPUT, "Z", density=known, complexity=known)


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
    with pytest.raises(LabelError, match="momentum must have the dimensions"):
        cultivation_class(
            RCA, DENSITY, complexity=COMPLEXITY, momentum=MOMENTUM.expand_dims("replicate")
        )


def test_limits_are_settings() -> None:
    limits = CultivationThresholds(held=2.0)
    found = cultivation_class(RCA, DENSITY, complexity=COMPLEXITY, thresholds=limits)
    assert "strengthen" not in found.values
    with pytest.raises(ValidationError, match="foothold must not exceed held"):
        CultivationThresholds(held=0.4)
