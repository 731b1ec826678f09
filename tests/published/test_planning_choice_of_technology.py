"""Rectangular choice of technology: three small supply-use tables with published answers.

Koslowski, M. et al., Rectangular choice of technology with joint production, Economic Systems
Research (doi 10.1080/09535314.2024.2445717), after Duchin and Levine (2011): square, with more
products than industries, and with more industries than products. Objectives, levels, prices as
duals, the infeasible case and the cases with a new technology, all within 1e-7.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import xarray as xr

from shared_data import SHARED, needs_shared
from technology_tables import SupplyUse
from upriver.core.errors import InfeasibleError
from upriver.planning.choice_of_technology import choose_technology

if TYPE_CHECKING:
    from upriver.planning.choice_of_technology import TechnologyChoice

pytestmark = [pytest.mark.shared, needs_shared]
CLOSE = 1e-7


class Case(SupplyUse):
    """One workbook that can be asked."""

    def __init__(self, name: str) -> None:
        super().__init__(SHARED, name)

    def choose(self, *, limited: bool = True) -> TechnologyChoice:
        def over(values: np.ndarray, *dims: str) -> xr.DataArray:
            return xr.DataArray(values, {dim: getattr(self, dim) for dim in dims}, dims)

        return choose_technology(
            over(self.make, "technology", "product"),
            over(self.use, "product", "technology"),
            factor_use=over(self.factor_use, "factor", "technology"),
            factor_price=over(self.price, "factor"),
            final_demand=over(self.demand, "product"),
            factor_limit=over(self.limit, "factor") if limited else None,
        )


@pytest.mark.parametrize(("name", "cost"), [("c=i", 261.9), ("c+i-", 169.0), ("c-i+", 124.0)])
def test_objectives(name: str, cost: float) -> None:
    found = Case(name).choose()
    assert found.cost == pytest.approx(cost, rel=CLOSE)
    assert found.audit.passed


def test_the_square_table_gives_itself_back_with_its_prices() -> None:
    found = Case("c=i").choose()
    assert found.activity.values == pytest.approx([1, 1, 1], rel=CLOSE)
    wanted = [2.198445693706355, 2.1208619175194343, 2.3871054943124426]
    assert found.product_price.values == pytest.approx(wanted, rel=CLOSE)


def test_more_demand_than_the_factors_allow_is_explained() -> None:
    case = Case("c=i")
    case.demand[1] = 24.0
    with pytest.raises(InfeasibleError, match=r"the limit of f\.4, .*final demand for c\.2"):
        case.choose()
    free = case.choose(limited=False)
    assert free.cost == pytest.approx(270.3834476700777, rel=CLOSE)
    wanted = [1.0053318107953797, 1.0660635074004126, 1.0248495761781369]
    assert free.activity.values == pytest.approx(wanted, rel=CLOSE)


def test_prices_with_by_products() -> None:
    """With five products of three industries many prices carry the same optimum.

    The published ones are those of by-products that are not scarce: with a little less demand for
    the two by-products they are the only ones.
    """
    case = Case("c+i-")
    exact = case.choose()
    assert exact.product_price.values @ case.demand == pytest.approx(169.0, rel=CLOSE)
    case.demand[3:] -= 1e-3
    wanted = [1.0561836072199977, 0.9769985726736475, 1.1709128573052583, 0.0, 0.0]
    assert case.choose().product_price.values == pytest.approx(wanted, rel=CLOSE, abs=1e-12)


def test_a_new_technology_takes_its_share() -> None:
    case = Case("c+i-")
    case.technology.append("new")
    case.make = np.vstack([case.make, [0, 0, 0, 0, 10]])
    case.use = np.column_stack([case.use, [0, 3, 1, 0, 0]])
    case.factor_use = 0.8 * np.column_stack([case.factor_use, [1.2, 3.6, 0, 4.2]])
    case.demand[4] = 3.5
    found = case.choose()
    assert found.cost == pytest.approx(138.46403133681972, rel=CLOSE)
    wanted = [1.001561810996558, 1.0054323860749839, 1.0033392826903056, 0.1493321434619389]
    assert found.activity.values == pytest.approx(wanted, rel=CLOSE)


def test_a_choice_where_industries_outnumber_products() -> None:
    """Without limits three of the five industries do all the work, at the same cost."""
    found = Case("c-i+").choose(limited=False)
    assert found.cost == pytest.approx(124.0, rel=CLOSE)
    assert int((found.activity.values > 1e-9).sum()) <= 3
