"""Industries and products: several makers of one product, several products of one maker."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from planning_toy import BARE, over
from planning_whole import SETTINGS, everything, with_makers
from upriver.core.errors import LabelError
from upriver.planning import PlanSettings, solve_plan
from upriver.planning.assemble import to_plan
from upriver.planning.inputs import PlanInputs
from upriver.planning.matrix import to_matrix
from upriver.planning.model import build_model
from upriver.planning.parts import Economy, NatureInputs
from upriver.planning.usual import business_as_usual, usual_matrix, usual_settings

PRODUCTS = ["steel", "power"]
MILLS = ["mill", "plant"]


def mills(*, demand: tuple[float, float], cap: float | None = None) -> PlanInputs:
    """A steel mill whose gas gives power, a fifth of its output, beside a power plant."""
    nature = None
    if cap is not None:
        nature = NatureInputs(
            intensity=over([[0.1, 1.0]], stressor=["CO2"], industry=MILLS),
            caps=over([[cap]], stressor=["CO2"], year=[2024]),
            hard=over([[1]], stressor=["CO2"], year=[2024]).astype(bool),
            units={"CO2": "1e4 t"},
        )
    return PlanInputs(
        region="toy",
        base_year=2023,
        years=(2024,),
        economy=Economy(
            output=over([100.0, 30.0], industry=MILLS),
            make=over([[0.8, 0.0], [0.2, 1.0]], product=PRODUCTS, industry=MILLS),
            technology=over(np.zeros((2, 2)), product=PRODUCTS, industry=MILLS),
            value_added=over([1.0, 1.0], industry=MILLS),
            local_demand=over(np.array(demand)[:, None], product=PRODUCTS, year=[2024]),
            sales=over(np.zeros((1, 2)), category=["outflow"], product=PRODUCTS),
            sales_limit=over(
                np.zeros((1, 2, 1)), category=["outflow"], product=PRODUCTS, year=[2024]
            ),
            inflow_share=over([0.0, 0.0], product=PRODUCTS),
            tradable=over([1, 1], product=PRODUCTS).astype(bool),
        ),
        nature=nature,
    )


def answer(inputs: PlanInputs, settings: PlanSettings = BARE) -> tuple[dict[str, float], float]:
    """Output and inflow by code, and the value."""
    solution = solve_plan(inputs, settings).solution
    found = {
        str(code): float(value)
        for name, dim in (("output", "industry"), ("inflow", "product"))
        for code, value in zip(
            solution.value(name).coords[dim].values,
            solution.value(name).isel(year=0).values,
            strict=True,
        )
    }
    return found, solution.objective


def test_a_by_product_counts_as_made() -> None:
    """100 of the mill give the 80 of steel and 20 of the 50 of power; the plant gives the rest."""
    found, value = answer(mills(demand=(80.0, 50.0)))
    assert found == pytest.approx({"mill": 100.0, "plant": 30.0, "steel": 0.0, "power": 0.0})
    assert value == pytest.approx(130.0)


def test_a_by_product_without_a_buyer_holds_its_maker_back() -> None:
    """10 of power are wanted: the mill may run at 50, which gives 40 of steel; 40 are bought."""
    settings = BARE.model_copy(update={"inflow_rise": 1.0})
    found, value = answer(mills(demand=(80.0, 10.0)), settings)
    assert found == pytest.approx({"mill": 50.0, "plant": 0.0, "steel": 40.0, "power": 0.0})
    assert value == pytest.approx(50.0)


def test_a_by_product_saves_the_emissions_of_its_other_maker() -> None:
    """All power from the plant would press 50 + 10; with the gas it is 30 + 10, as the cap is."""
    found, _ = answer(mills(demand=(80.0, 50.0), cap=40.0))
    assert found["plant"] == pytest.approx(30.0)


def test_the_cleaner_maker_takes_over_under_a_cap() -> None:
    """Two ways to one product: output moves to the cleaner one when the cap tightens."""
    inputs = with_makers(everything())
    inputs = replace(inputs, targets=(), rules=())

    def share(cap: float) -> float:
        assert inputs.nature is not None
        nature = replace(
            inputs.nature,
            caps=0 * inputs.nature.caps + cap,
            hard=inputs.nature.hard & False,
        )
        solved = solve_plan(replace(inputs, nature=nature), SETTINGS)
        made = solved.solution.value("output").isel(year=-1)
        return float(made.sel(industry="1b") / made.sel(industry=["1", "1b"]).sum())

    assert share(110.0) > share(300.0) + 1e-3


def test_tables_speak_of_products_where_products_are_meant() -> None:
    inputs = replace(with_makers(everything()), rules=())
    plan = to_plan(solve_plan(inputs, SETTINGS), rests_on=None)
    grown, traded = plan.what_to_grow.frame, plan.what_to_trade.frame
    assert grown["industry"].unique(maintain_order=True).to_list() == ["1", "2", "1b", "2b"]
    assert traded["product"].unique(maintain_order=True).to_list() == ["1", "2"]
    left = traded["made"] + traded["inflow"] - traded["used"] - traded["sales"]
    assert left.to_numpy() == pytest.approx(0.0, abs=1e-6)
    assert plan.arrays["inflow"].dims == ("product", "year")
    assert set(plan.prices.frame.filter(kind="product")["code"]) <= {"1", "2"}
    assert plan.audit.passed


def test_business_as_usual_of_several_makers_is_cut_out_of_the_plan() -> None:
    inputs = with_makers(everything())
    cut = usual_matrix(to_matrix(build_model(inputs, SETTINGS).model), inputs)
    built = to_matrix(
        build_model(business_as_usual(inputs), usual_settings(SETTINGS)).model
    )
    assert abs(cut.A - built.A).max() < 1e-12
    assert cut.upper == pytest.approx(built.upper)
    assert cut.row_lower == pytest.approx(built.row_lower)


def test_a_make_matrix_of_other_products_is_refused() -> None:
    inputs = mills(demand=(80.0, 50.0))
    other = inputs.economy.make.assign_coords(product=["steel", "heat"])
    with pytest.raises(LabelError, match="make"):
        replace(inputs, economy=replace(inputs.economy, make=other))
