"""Which promises the limits allow, and which two clash, on the textbook economy.

Under a hard cap of 130 there are four units of emission above 126 to give to y1 or y2. A promise of
final demand in sector 1 or in sector 2 alone can be kept up to 4 / m; both cannot.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from planning_toy import BARE, DEMAND, EMISSIONS, FLOWS, OUTPUT, textbook
from upriver.core.errors import PlanningError
from upriver.planning import solve_plan
from upriver.planning.records import PlanTarget
from upriver.planning.together import Together, what_goes_together

if TYPE_CHECKING:
    from upriver.planning.inputs import PlanInputs

L = np.linalg.inv(np.eye(2) - FLOWS / OUTPUT)
EMITTED = (EMISSIONS / OUTPUT) @ L


def output(first: float, second: float) -> np.ndarray:
    return np.asarray(L @ [first, second])


def wants(sector: int, value: float, *, hard: bool = False) -> PlanTarget:
    return PlanTarget(
        f"X{sector}", "output", "level", 1, value, 2024, {str(sector): 1.0}, hard=hard,
        published=value, unit="1e8 CNY", indicator=f"X{sector}", plan_unit="1e8 CNY",
    )  # fmt: skip


def economy(*targets: PlanTarget, cap: float = 130.0, soft: bool = False) -> PlanInputs:
    inputs = textbook(demand=0.9 * DEMAND, room=0.3 * DEMAND, cap=cap)
    assert inputs.nature is not None
    nature = replace(inputs.nature, hard=inputs.nature.hard & (not soft))
    return replace(inputs, nature=nature, targets=targets)


def found(inputs: PlanInputs) -> Together:
    return what_goes_together(solve_plan(inputs, BARE))


ALL_FIRST = output(315 + 4 / EMITTED[0], 1530.0)
ALL_SECOND = output(315.0, 1530 + 4 / EMITTED[1])


def test_two_promises_that_share_the_room_under_a_cap_clash() -> None:
    pair = (wants(1, ALL_FIRST[0]), wants(2, ALL_SECOND[1]))
    told = found(economy(*pair))
    assert [row["least"] for row in told.promises.to_dicts()] == [0.0, 0.0]
    (clash,) = told.pairs.to_dicts()
    assert (clash["code"], clash["other"]) == ("X1", "X2")
    assert clash["missed"] == pytest.approx(1 - ALL_FIRST[1] / ALL_SECOND[1], abs=5e-4)


def test_half_of_the_room_for_each_is_no_clash() -> None:
    halves = output(315 + 2 / EMITTED[0], 1530 + 2 / EMITTED[1])
    assert not found(economy(wants(1, halves[0]), wants(2, halves[1]))).pairs.to_dicts()


def test_keeping_a_promise_costs_the_value_of_the_other_use() -> None:
    """Four units in y1 are worth 30.606, in y2 72.142857; the promise has no price here."""
    settings = BARE.model_copy(update={"shortfall_price": 0.0})
    solved = solve_plan(economy(wants(1, ALL_FIRST[0])), settings)
    (row,) = what_goes_together(solved).promises.to_dicts()
    assert row["missed"] > 0.0
    assert row["value_lost"] == pytest.approx(4 / EMITTED[1] - 4 / EMITTED[0], rel=0.02)
    assert row["way_en"] is None


def test_what_no_plan_can_keep_says_what_must_give_way() -> None:
    """The promise needs y1 = 380: 8.494 units above 126, so the cap must be 134.495."""
    wanted = output(380.0, 1530.0)[0]
    (row,) = found(economy(wants(1, wanted))).promises.to_dicts()
    assert row["least"] == pytest.approx(1 - ALL_FIRST[0] / wanted, abs=2e-4)
    looser = 126 + 65 * EMITTED[0] - 130
    assert f"the cap on CO2 by {10 * looser:.4g} kt" in row["way_en"]
    assert f"({looser / 130:.1%})" in row["way_zh"].replace("（", "(").replace("）", ")")


def test_what_markets_stop_no_loosening_helps() -> None:
    """Even with all that can be sold x1 is 1200."""
    (row,) = found(economy(wants(1, 1500.0), cap=1e4)).promises.to_dicts()
    assert row["least"] == pytest.approx(1 - 1200.0 / 1500.0, abs=1e-6)
    assert "20.0% would still be missed" in row["way_en"]


def test_a_soft_cap_is_a_promise_that_can_clash() -> None:
    wanted = output(380.0, 1530.0)[0]
    told = found(economy(wants(1, wanted), soft=True))
    assert [row["kind"] for row in told.promises.to_dicts()] == ["target", "cap"]
    (clash,) = told.pairs.to_dicts()
    assert clash["other"] == "CO2"
    assert clash["missed"] == pytest.approx((126 + 65 * EMITTED[0]) / 130 - 1, abs=5e-4)


def test_a_plan_without_soft_promises_is_an_error() -> None:
    with pytest.raises(PlanningError, match="no soft promise"):
        found(economy(wants(1, 900.0, hard=True)))
