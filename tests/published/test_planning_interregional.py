"""The two-region example of Miller and Blair through the balance of several places.

Miller and Blair (2009), Input-Output Analysis, 2nd ed., section 3.3: region L has three sectors,
region M two. What a region makes is a product of its own, so that the plan's shares of inflows
are the interregional coefficients of the book: L uses what M makes only as far as M sells it.
The figures below are those of the book's flows, final demands, outputs and inverse; the account
adds up, and the inverse follows from the flows to the four decimals that are printed.
"""

from __future__ import annotations

import numpy as np
import pytest

from planning_toy import BARE, over
from upriver.planning.inputs import PlanInputs
from upriver.planning.parts import Economy, own_product
from upriver.planning.places import PlacesSettings, PlaceSystem
from upriver.planning.places.planner import solve_places

SECTORS = ["L1", "L2", "L3", "M1", "M2"]
HOME = {"L": slice(0, 3), "M": slice(3, 5)}
FLOWS = np.array([
    [150.0, 500.0, 50.0, 25.0, 75.0],
    [200.0, 100.0, 400.0, 200.0, 100.0],
    [300.0, 500.0, 50.0, 60.0, 40.0],
    [75.0, 100.0, 60.0, 200.0, 250.0],
    [50.0, 25.0, 25.0, 150.0, 100.0],
])  # fmt: skip
DEMAND = np.array([200.0, 1000.0, 50.0, 515.0, 450.0])
OUTPUT = np.array([1000.0, 2000.0, 1000.0, 1200.0, 800.0])
INVERSE = np.array([
    [1.4234, 0.4652, 0.2909, 0.1917, 0.3041],
    [0.6346, 1.4237, 0.6707, 0.4092, 0.4558],
    [0.6383, 0.5369, 1.3363, 0.2501, 0.3108],
    [0.2672, 0.2000, 0.1973, 1.3406, 0.5473],
    [0.1468, 0.0908, 0.0926, 0.2155, 1.2538],
])  # fmt: skip
YEAR = 2024
SETTINGS = BARE.model_copy(update={"places": PlacesSettings(trade_drift=0.0)})


def region(name: str, demand: np.ndarray) -> PlanInputs:
    """A region: it makes its own sectors' products and buys those of the other."""
    here = np.zeros(len(SECTORS))
    here[HOME[name]] = 1.0
    technology, own = FLOWS / OUTPUT * here, {"product": SECTORS}
    outside = ((FLOWS * (1 - here)).sum(axis=1) * here)[None]
    economy = Economy(
        output=over(OUTPUT * here, industry=SECTORS),
        make=own_product(SECTORS),
        technology=over(technology, **own, industry=SECTORS),
        value_added=over((1 - technology.sum(axis=0)) * here, industry=SECTORS),
        local_demand=over((demand * here)[:, None], **own, year=[YEAR]),
        sales=over(outside, category=["outflow"], **own),
        sales_limit=over(outside[..., None], category=["outflow"], **own, year=[YEAR]),
        inflow_share=over(1 - here, **own),
        tradable=over(np.ones(len(SECTORS)), **own).astype(bool),
    )
    return PlanInputs(region=name, base_year=YEAR - 1, years=(YEAR,), economy=economy)


def planned(demand: np.ndarray) -> np.ndarray:
    """Outputs of both regions in the plan, in the order of the book."""
    flows = np.zeros((2, 2, len(SECTORS)))
    for at, (seller, buyer) in enumerate((("L", "M"), ("M", "L"))):
        flows[at, 1 - at, HOME[seller]] = FLOWS[HOME[seller], HOME[buyer]].sum(axis=1)
    names = list(HOME)
    system = PlaceSystem(
        {name: region(name, demand) for name in names},
        trade=over(flows, place=names, place_to=names, product=SECTORS),
        inflow=over(flows.sum(axis=0), place=names, product=SECTORS),
    )
    built = solve_places(system, SETTINGS)
    assert built.solution.audit.passed
    output = built.solution.value("output")
    assert output is not None
    return output.sel(year=YEAR).transpose("place", "industry").values.sum(axis=0)


def test_the_example_adds_up_and_its_inverse_follows_from_its_flows() -> None:
    assert (FLOWS.sum(axis=1) + DEMAND == OUTPUT).all()
    inverse = np.linalg.inv(np.eye(len(SECTORS)) - FLOWS / OUTPUT)
    assert np.abs(inverse - INVERSE).max() <= 5e-5


def test_final_demand_of_the_book_gives_the_outputs_of_the_book() -> None:
    assert planned(DEMAND) == pytest.approx(OUTPUT, rel=1e-9)


@pytest.mark.parametrize("sector", SECTORS)
def test_more_demand_for_one_sector_moves_all_by_its_column_of_the_inverse(sector: str) -> None:
    """100 more of final demand: for sector 1 of L that is 142.34 there and 26.72 in sector 1 of M."""
    more = DEMAND.copy()
    more[SECTORS.index(sector)] += 100.0
    moved = planned(more) - OUTPUT
    assert moved == pytest.approx(100 * INVERSE[:, SECTORS.index(sector)], abs=6e-3)
