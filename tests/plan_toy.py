"""A small plan with money, projects, people's promises and a cap, and a way to compare plans."""

from __future__ import annotations

import dataclasses
from dataclasses import replace
from typing import TYPE_CHECKING

import xarray as xr

from planning_toy import BARE, DEMAND, capacity, plant, promise, purse, textbook
from upriver.core.message import Message
from upriver.data.provenance import Provenance
from upriver.planning import LeftOut, SkippedPart, solve_plan, to_plan
from upriver.planning.result import TABLES

if TYPE_CHECKING:
    from upriver.planning import PlacesPlan, Plan, PlanInputs, PlanSettings

YEARS = (2024, 2025, 2026)
SETTINGS = BARE.model_copy(
    update={"last_year": 2026, "discount_rate": 0.05, "money_price": 1.0, "compare": True}
)
BASIS = Provenance({"reported": 1 / 3, "derived": 2 / 3, "assumed": 0.0}, 2021, 2023, ("s1",), 9, 1)


def plan_inputs(*, money: float = 900.0, wanted: float = 2500.0, cap: float = 170.0) -> PlanInputs:
    """Three years; two plants may win markets; a promise out of reach; a cap that binds."""
    base = textbook(demand=0.9 * DEMAND, years=YEARS, cap=cap)
    names = {"a": "=HYPERLINK(1)", "b": "Plant \x07 b", "VA": "Value added", "f": "Fund"}
    return replace(
        base,
        economy=replace(base.economy, tradable=base.economy.tradable | True),
        capacity=capacity(growth=0.05),
        money=purse(money, YEARS),
        projects=(plant("a", cost=20.0, effect=80.0), plant("b", cost=30.0, effect=50.0)),
        targets=(promise(wanted, year=2026),),
        notes=(Message("A note.", "一条说明。"),),
        skipped=(SkippedPart(Message("Air", "航空"), Message("No table.", "无表。"), ("air",)),),
        left_out=(LeftOut("c", "project", Message("No cost.", "无投资。")),),
        provenance={"money": BASIS, "flows": BASIS},
        labels={code: Message(name, f"名{name}") for code, name in names.items()},
        fingerprint="0123456789abcdef",
    )


def toy_plan(settings: PlanSettings = SETTINGS, **changes: float) -> Plan:
    """The plan of these inputs."""
    return to_plan(solve_plan(plan_inputs(**changes), settings), rests_on=BASIS)


def assert_same_plan(one: Plan, other: Plan) -> None:
    """Both plans are the same to the last digit, type, label and order."""
    assert_same_results(one, other, TABLES)


def assert_same_results(
    one: Plan | PlacesPlan,
    other: Plan | PlacesPlan,
    tables: tuple[str, ...],
    *,
    but: tuple[str, ...] = (),
) -> None:
    """Arrays, tables and all other fields are the same."""
    assert list(one.arrays) == list(other.arrays)
    for name, array in one.arrays.items():
        xr.testing.assert_identical(array, other.arrays[name])
        assert array.name == other.arrays[name].name
        for dim in array.dims:
            assert array.coords[dim].dtype == other.arrays[name].coords[dim].dtype
    for field in dataclasses.fields(one):
        mine, yours = getattr(one, field.name), getattr(other, field.name)
        if field.name in tables:
            assert mine.frame.schema == yours.frame.schema
            assert mine.frame.equals(yours.frame, null_equal=True)
            assert (dict(mine.units), mine.notes) == (dict(yours.units), yours.notes)
        elif field.name not in {"arrays", *but}:
            assert mine == yours, field.name
