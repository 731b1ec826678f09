"""The best decisions before the future is known, and what follows in each of its branches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from upriver.planning.scenarios.aims import mean_order
from upriver.planning.scenarios.risk import conditional_value, with_caution
from upriver.planning.stages import reach

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    import numpy.typing as npt
    import xarray as xr

    from upriver.core.progress import Search
    from upriver.planning.scenarios.joint import Joint
    from upriver.planning.settings import PlanSettings
    from upriver.planning.solve import Solution


@dataclass(frozen=True)
class TwoStage:
    """Decisions under several scenarios.

    Parameters
    ----------
    joint : Joint
        Blocks of the scenarios.
    solution : Solution
        Answer for all of them together.
    values : ndarray (scenario)
        Objective of each scenario; with aims in order its value, without any price of missing
        a promise.
    expected : float
        Their mean, weighted by probability.
    worst : float
        Mean of the worst outcomes at ``level``.
    level : float
        Level of the worst outcomes.
    """

    joint: Joint
    solution: Solution
    values: npt.NDArray[np.float64]
    expected: float
    worst: float
    level: float

    def value(self, name: str) -> xr.DataArray | None:
        """Values of a decision.

        Parameters
        ----------
        name : str
            Name of the variable.

        Returns
        -------
        DataArray (scenario, ...) or None
            None when the part is off. Shared decisions are the same in all scenarios.
        """
        return self.solution.value(name)

    def price(self, name: str) -> xr.DataArray | None:
        """Prices of a rule, given that the scenario comes.

        Parameters
        ----------
        name : str
            Name of the constraint.

        Returns
        -------
        DataArray (scenario, ...) or None
            Gain in the objective of the scenario for one more unit: the price in the joint
            model over the probability. With caution it also holds the extra weight of bad
            scenarios.
        """
        price = self.solution.price(name)
        if price is None or "scenario" not in price.dims:
            return price
        weight = price.coords["scenario"].copy(data=self.joint.probability)
        alone: xr.DataArray = price / weight
        return alone.transpose(*price.dims)


def solve_two_stage(
    joint: Joint,
    settings: PlanSettings,
    *,
    caution: float = 0.0,
    level: float = 0.9,
    watch: Callable[[Search], None] | None = None,
) -> TwoStage | None:
    """Find the best decisions for several scenarios at once.

    Parameters
    ----------
    joint : Joint
        Blocks of the scenarios.
    settings : PlanSettings
        Limits of the search.
    caution : float
        Weight of the worst outcomes, from 0 to 1.
    level : float
        The worst outcomes are those that make up the share ``1 - level``.
    watch : callable, optional
        Told how far the search has come.

    Returns
    -------
    TwoStage or None
        None when no common decision lets every scenario keep its rules.

    Raises
    ------
    SolverError
        If the solver ends without an answer for another reason.

    Notes
    -----
    With aims in order, promises and pressure count with their means; caution weighs the outcomes
    of value, while the mean of what is missed is held.

    References
    ----------
    Birge, J. R. and Louveaux, F. (2011). Introduction to stochastic programming, 2nd ed.
    Springer, chapters 1 and 4. Rockafellar, R. T. and Uryasev, S. (2000). Optimization of
    conditional value-at-risk. Journal of Risk 2(3), 21-41.
    """
    matrix = with_caution(joint, weight=caution, level=level)
    orders = list(joint.orders.values())
    order = mean_order(matrix, orders, weight=joint.probability, at=joint.at) if orders else ()
    solution = reach(matrix, order, settings, watch=watch)
    if solution is None:
        return None
    values = joint.worth(solution.columns)
    return TwoStage(
        joint,
        solution,
        values,
        float(joint.probability @ values),
        conditional_value(values, joint.probability, level=level),
        level,
    )
