"""Industries of the account that are divided into activities, from the table ``activities``."""

from __future__ import annotations

import polars as pl
import pytest

import upriver as up
from upriver.core.errors import DataError
from upriver.data.region import Region
from upriver.planning import PlanSettings, read_inputs, solve_plan
from upriver.services.check import check_region

LINEAR = PlanSettings(whole_decisions=False, compare=False, last_year=2027)
VEHICLES = "18"
NEV, ENGINE = "18-nev", "18-engine"


def divided(*rows: dict[str, object], **tables: pl.DataFrame) -> Region:
    """The bundled region with activities of its vehicle industry."""
    region = up.examples.chongqing()
    industries = region.table("industries")
    parent = industries.filter(industry=VEHICLES)
    new = pl.concat(
        parent.with_columns(
            industry=pl.lit(code), parent=pl.lit(VEHICLES), classification=pl.lit("activity"),
            name_en=pl.lit(code), name_zh=pl.lit(code),
        )
        for code in (NEV, ENGINE)
    )  # fmt: skip
    columns = {"activity": "", "product": VEHICLES, "share": 0.0, "value_added": None,
               "employment": None, "status": "assumed", "source": "upriver-estimate"}  # fmt: skip
    activities = pl.DataFrame(
        [columns | row for row in rows],
        schema_overrides={"value_added": pl.Float64, "employment": pl.Float64},
    )
    return region.replace(
        industries=pl.concat([industries, new]), activities=activities, **tables
    )


def test_the_package_with_activities_is_sound() -> None:
    region = divided({"activity": NEV, "share": 0.4, "value_added": 0.2})
    assert not [found for found in check_region(region) if found.table == "activities"]


def test_parts_add_up_to_the_account() -> None:
    pressures = up.examples.chongqing().table("pressures")
    stressor, year = pressures.filter(industry=VEHICLES).select("stressor", "year").row(0)
    own = pressures.filter(industry=VEHICLES, stressor=stressor, year=year).with_columns(
        industry=pl.lit(NEV), value=pl.col("value") * 0.1
    )
    whole = read_inputs(up.examples.chongqing(), LINEAR)
    parts = read_inputs(
        divided(
            {"activity": NEV, "share": 0.4, "value_added": 0.2, "employment": 20.0},
            {"activity": ENGINE, "share": 0.1},
            pressures=pl.concat([pressures, own]),
        ),
        LINEAR,
    )
    assert parts.products == whole.products
    assert len(parts.industries) == len(whole.industries) + 2
    made = parts.economy.output
    share = made.sel(industry=[NEV, ENGINE, VEHICLES]) / whole.economy.output.sel(industry=VEHICLES)
    assert share.values == pytest.approx([0.4, 0.1, 0.5])
    assert float(parts.economy.value_added.sel(industry=NEV)) == 0.2
    assert float(parts.economy.employment.sel(industry=NEV)) == pytest.approx(20.0 / 1e4)
    assert parts.nature is not None
    assert whole.nature is not None
    assert float((parts.nature.intensity * made).sel(stressor=stressor, industry=NEV)) == (
        pytest.approx(
            0.1 * float((whole.nature.intensity * whole.economy.output)
                        .sel(stressor=stressor, industry=VEHICLES)), rel=1e-9)
    )  # fmt: skip
    for old, new in (
        (whole.economy.technology, parts.economy.technology),
        (whole.economy.make, parts.economy.make),
        (whole.economy.value_added, parts.economy.value_added),
        (whole.economy.employment, parts.economy.employment),
        (whole.nature.intensity, parts.nature.intensity),
        (whole.people.need, parts.people.need),
    ):
        before = (old * whole.economy.output).sum("industry")
        after = (new * made).sum("industry").transpose(*before.dims)
        assert after.values == pytest.approx(before.values, rel=1e-9)
    columns = parts.economy.technology.sum("product") + parts.economy.value_added
    assert columns.where(made > 0, 1.0).values == pytest.approx(1.0)


def test_activities_without_figures_of_their_own_change_nothing() -> None:
    """A division in name only gives the same optimum."""
    region = up.examples.chongqing()
    plain = solve_plan(read_inputs(region, LINEAR), LINEAR).solution.objective
    parts = divided({"activity": NEV, "share": 0.4}, {"activity": ENGINE, "share": 0.1})
    found = solve_plan(read_inputs(parts, LINEAR), LINEAR).solution.objective
    assert found == pytest.approx(plain, rel=1e-7)


def test_a_better_activity_is_grown_first() -> None:
    """More value added for the same product: its capacity grows faster than the rest."""
    region = divided({"activity": NEV, "share": 0.4, "value_added": 0.3})
    output = solve_plan(read_inputs(region, LINEAR), LINEAR).solution.value("output")
    base = read_inputs(region, LINEAR).economy.output
    growth = output.isel(year=-1) / base
    assert float(growth.sel(industry=NEV)) > float(growth.sel(industry=VEHICLES)) + 1e-6


def test_a_target_for_the_industry_counts_all_its_activities() -> None:
    region = divided({"activity": NEV, "share": 0.4})
    targets = {item.target: item for item in read_inputs(region, LINEAR).targets}
    for target in read_inputs(up.examples.chongqing(), LINEAR).targets:
        weights = targets[target.target].weights
        assert weights.get(NEV) == target.weights.get(VEHICLES)
        assert targets[target.target].value == pytest.approx(target.value)


def test_an_industry_may_be_divided_wholly() -> None:
    region = divided({"activity": NEV, "share": 0.4}, {"activity": ENGINE, "share": 0.6})
    assert VEHICLES not in read_inputs(region, LINEAR).industries
    assert VEHICLES in read_inputs(region, LINEAR).products


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([{"activity": NEV, "share": 0.7}, {"activity": ENGINE, "share": 0.4}], "add up to 1.1000"),
        ([{"activity": "19", "share": 0.4}], "19 is an industry of the account"),
        ([{"activity": NEV, "product": ENGINE, "share": 0.4}], "no industry of the account"),
        ([{"activity": NEV, "share": 0.9, "value_added": 0.9}], "value_added of the activities"),
        (
            [
                {"activity": NEV, "share": 0.4, "value_added": 0.01},
                {"activity": ENGINE, "share": 0.6, "value_added": 0.02},
            ],
            "value_added of the activities",
        ),
        ([{"activity": NEV, "share": 0.01, "value_added": 1.2}], "more than its output"),
    ],
)
def test_what_does_not_fit_is_refused(rows: list[dict[str, object]], says: str) -> None:
    with pytest.raises(DataError, match=says):
        read_inputs(divided(*rows), LINEAR)
