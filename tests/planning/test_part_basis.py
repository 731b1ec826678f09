"""What the data of districts rest on: their own rows, the account, the worse of both."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
import xarray as xr

from places_toy import CODES, furnished, hills
from planning_toy import over, plant
from upriver.data.inheritance import DERIVED, average_cells, inherited, worst_of
from upriver.data.provenance import STATUSES, Provenance
from upriver.planning.places import PlaceSystem, split_place

if TYPE_CHECKING:
    from upriver.planning.inputs import PlanInputs

# Output of the whole: grain 10, steel 80, cars 90.
ADDS_UP = [[4.0, 60.0, 30.0], [6.0, 20.0, 60.0]]
REPORTED, ASSUMED = "r", "a"


def marked(values: list[list[float]], marks: list[str]) -> xr.DataArray:
    """Output of two districts; a letter a cell says its status."""
    array = over(values, place=["left", "right"], industry=CODES)
    table = np.array([list(row) for row in marks])
    cells = {name: (array.dims, (table == name[0]).astype(float)) for name in STATUSES}
    years = {name: (array.dims, np.full(table.shape, 2023.0)) for name in ("oldest", "newest")}
    array.attrs["provenance"] = Provenance(
        {"reported": 1.0, "derived": 0.0, "assumed": 0.0}, 2023, 2023, ("survey",), 6, 0,
        xr.Dataset(cells | years, array.coords),
    )  # fmt: skip
    return array


def block(by: str, sizes: dict[str, float], status: str = "reported") -> Provenance:
    """A block of the whole with a figure a label."""
    labels, flat = list(sizes), np.ones(len(sizes))
    cells = {name: (by, flat * (name == status)) for name in STATUSES}
    cells |= {"oldest": (by, 2020 * flat), "newest": (by, 2022 * flat), "rows": (by, flat),
              "unknown": (by, 0 * flat), "size": (by, np.array(list(sizes.values())))}  # fmt: skip
    shares = {name: float(name == status) for name in STATUSES}
    whole = Provenance(shares, 2020, 2022, ("yearbook",), len(sizes), 0)
    return replace(whole, cells=xr.Dataset(cells, {by: labels}))


def whole() -> PlanInputs:
    """A place of which everything is reported but capacity."""
    flat = dict(zip(CODES, (10.0, 80.0, 90.0), strict=True))
    bare = replace(block("industry", flat), cells=None)
    assumed = replace(bare, shares={"reported": 0.0, "derived": 0.0, "assumed": 1.0})
    return replace(
        furnished(hills()),
        projects=(replace(plant("mill", cost=4.0, effect=2.0, industry="steel"), place="left"),),
        provenance={
            "flows": block("industry_to", flat),
            "primary_inputs": block("industry", flat),
            "final_uses": block("category", {"household": 70.0, "outflow": 40.0}),
            "pressures": block("industry", flat, "derived"),
            "people": block("occupation", {"engineer": 20.0}),
            "technology": bare,
            "capacity": assumed,
            "projects": block("project", {"mill": 4.0, "lost": 6.0}),
            "money": assumed,
            "candidates": assumed,
        },
    )


def cut(values: list[list[float]], marks: list[str]) -> PlaceSystem:
    return split_place(whole(), marked(values, marks))[0]


def test_districts_with_reported_output_have_nothing_assumed_but_what_the_city_assumes() -> None:
    system = cut(ADDS_UP, ["rrr", "rrr"])
    for name in ("left", "right"):
        blocks = system.places[name].provenance
        assert blocks["production"].shares["reported"] == 1.0
        found = {key: part.shares["assumed"] for key, part in blocks.items()}
        assert {key for key, share in found.items() if share} == {"capacity"}
        assert blocks["flows"].shares["derived"] == 1.0  # technology of the whole
        assert blocks["flows"].sources == ("survey", "yearbook")
        assert (blocks["flows"].oldest, blocks["flows"].newest) == (2020, 2023)
    assert system.provenance["trade"].shares["derived"] == 1.0


def test_districts_by_assumed_shares_are_assumed() -> None:
    """All amounts are; coefficients of the city are derived, its money stays with the whole."""
    system = cut(ADDS_UP, ["aaa", "aaa"])
    for one in system.places.values():
        for name in ("production", "flows", "primary_inputs", "final_uses", "pressures", "people"):
            assert one.provenance[name].shares["assumed"] == 1.0, name
        assert one.provenance["technology"].shares["derived"] == 1.0
    assert system.provenance["trade"].shares["assumed"] == 1.0
    assert system.provenance["money"].shares["assumed"] == 1.0
    assert "money" not in system.places["left"].provenance
    basis = system.rests_on()
    assert basis is not None
    assert basis.shares["assumed"] > 0.5


def test_a_mixed_district_carries_the_shares_of_each_status() -> None:
    """Steel of the left bank, 60 of 94, is assumed; the right bank has rows of its own."""
    system = cut(ADDS_UP, ["rar", "rrr"])
    left, right = (system.places[name].provenance for name in ("left", "right"))
    for name in ("production", "flows", "primary_inputs", "pressures"):
        assert left[name].shares["assumed"] == pytest.approx(60 / 94), name
        assert right[name].shares["assumed"] == 0.0, name
    # Engineers: 0.01, 0.02 and 0.05 for one of output.
    assert left["people"].shares["assumed"] == pytest.approx(1.2 / (0.04 + 1.2 + 1.5))
    # Demand by value added: 0.9, 0.7 and 0.6 of output; sales: 1/8 of steel, a third of cars.
    inside, sold = 42 / (3.6 + 42 + 18), 7.5 / (7.5 + 10)
    part = (3.6 + 42 + 18) / (9 + 56 + 54)
    sizes = 70 * part, 40 * (7.5 + 10) / 40
    wanted = (inside * sizes[0] + sold * sizes[1]) / sum(sizes)
    assert left["final_uses"].shares["assumed"] == pytest.approx(wanted)


def test_shares_that_do_not_add_up_rest_on_the_rows_of_all() -> None:
    """Steel adds up to 70, not 80: the share of the right bank hangs on the left's row, too."""
    system = cut([[4.0, 50.0, 30.0], [6.0, 20.0, 60.0]], ["rar", "rrr"])
    right = system.places["right"].provenance["production"].shares
    steel = 80 * 20 / 70
    assert right["assumed"] == pytest.approx(steel / (6 + steel + 60))


def test_an_output_that_does_not_say_where_it_is_from_is_assumed() -> None:
    bare = marked(ADDS_UP, ["rrr", "rrr"]).drop_attrs()
    system, _ = split_place(whole(), bare, demand=over([1.0, 1.0], place=["left", "right"]))
    assert system.places["left"].provenance["production"].shares["assumed"] == 1.0
    given = split_place(
        whole(), marked(ADDS_UP, ["rrr", "rrr"]), demand=over([1.0, 1.0], place=["left", "right"])
    )[0]
    uses = given.places["right"].provenance["final_uses"].shares["assumed"]
    assert uses == pytest.approx(35 / (35 + 22.5))  # half of 70 inside; 22.5 of 40 are sold


def test_a_district_answers_for_its_own_projects_only() -> None:
    system = cut(ADDS_UP, ["aaa", "rrr"])
    assert system.places["left"].provenance["projects"].rows == 1
    assert "projects" not in system.places["right"].provenance
    assert "candidates" not in system.places["left"].provenance


def test_codes_the_plan_does_not_have_take_the_mean_of_the_district() -> None:
    """Cars are divided into activities: the account knows their industry by another code."""
    account = block("industry", {"grain": 10.0, "vehicles": 170.0})
    inputs = replace(whole(), provenance={"primary_inputs": account})
    system, _ = split_place(inputs, marked(ADDS_UP, ["rar", "rrr"]))
    shares = system.places["left"].provenance["primary_inputs"].shares
    vehicles = 170 * 94 / 180
    assert shares["assumed"] == pytest.approx(vehicles * 60 / 94 / (4 + vehicles))


def test_cells_without_a_status_are_assumed() -> None:
    output = marked(ADDS_UP, ["rrr", "rrr"])
    basis = output.attrs["provenance"]
    output.attrs["provenance"] = replace(basis, cells=basis.cells.sel(industry=["grain", "steel"]))
    system, _ = split_place(whole(), output)
    assert system.places["left"].provenance["production"].shares["assumed"] == pytest.approx(
        30 / 94
    )


def test_figures_are_as_good_as_the_worst_of_their_parts() -> None:
    good = block("industry", {"a": 1.0, "b": 3.0})
    bad = block("industry", {"a": 1.0, "b": 1.0}, "assumed").cells
    assert bad is not None
    assert good.cells is not None
    assert inherited(good, [bad]).shares["assumed"] == 1.0
    assert inherited(good, [DERIVED]).shares["derived"] == 1.0
    half = bad.where(bad["industry"] == "b", good.cells)
    assert inherited(good, [half]).shares["assumed"] == pytest.approx(0.75)
    assert inherited(good, [half], size=over([3.0, 1.0], industry=["a", "b"])).shares[
        "assumed"
    ] == pytest.approx(0.5)
    assert float(worst_of([good.cells, half])["assumed"].sum()) == 1.0
    nothing = average_cells(half, over([0.0, 0.0], industry=["a", "b"]), "industry")
    assert float(nothing["assumed"]) == 0.5
