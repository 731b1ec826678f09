"""What it is worth to think in scenarios, and what it would be worth to know the future."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from upriver.core.processes import mapped
from upriver.planning.scenarios.aims import mean_order, own_order
from upriver.planning.scenarios.joint import hold, mean_block, same_rules
from upriver.planning.stages import VALUE, reach

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import numpy.typing as npt

    from upriver.core.processes import Mapper
    from upriver.core.progress import Search
    from upriver.planning.matrix import Matrix
    from upriver.planning.scenarios.aims import Order
    from upriver.planning.scenarios.joint import Joint
    from upriver.planning.settings import PlanSettings

    Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Worth:
    """Four ways to decide, compared.

    Parameters
    ----------
    recourse : float
        Expected value of the best common decision (RP).
    alone : ndarray (scenario)
        Value of each scenario when it is known in advance; NaN where it has no plan at all.
    mean_decides : ndarray (scenario), optional
        Value of each scenario when the plan for the mean of all figures was followed; minus
        infinity where that plan breaks a rule. Missing when there is no model of the mean.
    mean_plan : ndarray (column), optional
        The plan for the mean.
    probability : ndarray (scenario)
        Chances.
    aims_alone, aims_of_mean : mapping of str to ndarray (scenario)
        With aims in order, what each came to in ``alone`` and ``mean_decides``, as a reader
        counts it; NaN where there is no plan. Empty for a weighted objective.
    """

    recourse: float
    alone: npt.NDArray[np.float64]
    mean_decides: npt.NDArray[np.float64] | None
    mean_plan: npt.NDArray[np.float64] | None
    probability: npt.NDArray[np.float64]
    aims_alone: Mapping[str, Floats] = field(default_factory=dict)
    aims_of_mean: Mapping[str, Floats] = field(default_factory=dict)

    @property
    def wait_and_see(self) -> float:
        """Expected value when every scenario is known in advance (WS).

        Returns
        -------
        float
            At least ``recourse``, up to the gap of the search.
        """
        return float(self.probability @ self.alone)

    @property
    def mean_value(self) -> float | None:
        """Expected value of following the plan for the mean (EEV).

        Returns
        -------
        float or None
            Minus infinity when that plan breaks a rule in some scenario; None when there is no
            model of the mean.
        """
        return None if self.mean_decides is None else float(self.probability @ self.mean_decides)

    @property
    def perfect_information(self) -> float:
        """What it would be worth to know the scenario in advance (EVPI = WS - RP).

        Returns
        -------
        float
            Not negative, up to the gap of the search.
        """
        return self.wait_and_see - self.recourse

    @property
    def stochastic_solution(self) -> float | None:
        """What it is worth to plan for scenarios and not for their mean (VSS = RP - EEV).

        Returns
        -------
        float or None
            Not negative, up to the gap of the search; infinite when the plan for the mean
            breaks a rule in some scenario.
        """
        return None if self.mean_value is None else self.recourse - self.mean_value


def worth_of_knowing(
    joint: Joint,
    settings: PlanSettings,
    *,
    recourse: float,
    executor: Mapper | None = None,
    watch: Callable[[Search], None] | None = None,
) -> Worth:
    """Compare the common decision with perfect knowledge and with planning for the mean.

    Parameters
    ----------
    joint : Joint
        Blocks of the scenarios.
    settings : PlanSettings
        Limits of each search.
    recourse : float
        Expected value of the best common decision.
    executor : Mapper, optional
        Solves the scenarios elsewhere or side by side; any object with ``map``. Default: one
        after the other.
    watch : callable, optional
        Told how far each search has come that is made here.

    Returns
    -------
    Worth
        Values of all four.

    Raises
    ------
    SolverError
        If the solver ends without an answer.

    Notes
    -----
    With aims in order neither difference is a worth: knowing is first spent on missing less, and
    value may even be lower for it. Compare the aims one by one.

    References
    ----------
    Birge, J. R. (1982). The value of the stochastic solution in stochastic linear programs with
    fixed recourse. Mathematical Programming 24, 314-325.
    """
    alone = solve_alone(joint, settings, executor=executor, watch=watch)
    mean = _plan_for_the_mean(joint, settings, watch=watch)
    decides: list[Reached | None] | None = None
    if mean is not None:
        held = {
            name: hold(block, shared=joint.shared, values=mean)
            for name, block in joint.blocks.items()
        }
        decides = _solve_each(held, joint.orders, settings, executor=executor, watch=watch)
    return Worth(
        recourse,
        _values(alone, missing=float("nan")),
        None if decides is None else _values(decides, missing=float("-inf")),
        mean,
        joint.probability,
        _aims(alone),
        _aims(decides or []),
    )


Reached = tuple[float, dict[str, float]]
"""Value of a plan, and what each of its aims came to; small enough to be sent."""


def solve_alone(
    joint: Joint,
    settings: PlanSettings,
    *,
    executor: Mapper | None = None,
    watch: Callable[[Search], None] | None = None,
) -> list[Reached | None]:
    """Every scenario as if it were known now.

    Parameters
    ----------
    joint : Joint
        Blocks of the scenarios.
    settings : PlanSettings
        Limits of each search.
    executor : Mapper, optional
        Solves the scenarios elsewhere or side by side.
    watch : callable, optional
        Told how far each search has come that is made here.

    Returns
    -------
    list
        Value and aims of each scenario; None where it has no plan.

    Raises
    ------
    SolverError
        If the solver ends without an answer.
    """
    return _solve_each(joint.blocks, joint.orders, settings, executor=executor, watch=watch)


def _solve_each(
    blocks: Mapping[str, Matrix],
    orders: Mapping[str, Order],
    settings: PlanSettings,
    *,
    executor: Mapper | None,
    watch: Callable[[Search], None] | None,
) -> list[Reached | None]:
    here = watch if executor is None else None  # a listener is not sent to another process
    work = [(block, orders.get(name, ())) for name, block in blocks.items()]
    return mapped(partial(_reached, settings=settings, watch=here), work, executor=executor)


def _reached(
    work: tuple[Matrix, Order],
    *,
    settings: PlanSettings,
    watch: Callable[[Search], None] | None,
) -> Reached | None:
    block, order = work
    found = reach(block, own_order(block, order), settings, watch=watch)
    if found is None:
        return None
    aims = {each.stage.name: each.stage.read(each.final) for each in found.stages}
    return aims.get(VALUE, found.objective), aims


def _values(found: list[Reached | None], *, missing: float) -> Floats:
    return np.array([missing if one is None else one[0] for one in found])


def _aims(found: list[Reached | None]) -> dict[str, Floats]:
    names = dict.fromkeys(name for one in found if one is not None for name in one[1])
    return {
        name: np.array([np.nan if one is None else one[1].get(name, 0.0) for one in found])
        for name in names
    }


def _plan_for_the_mean(
    joint: Joint, settings: PlanSettings, *, watch: Callable[[Search], None] | None
) -> Floats | None:
    if not same_rules(joint.blocks):
        return None
    mean: Matrix = mean_block(joint.blocks, weight=joint.probability)
    orders = list(joint.orders.values())
    every = np.tile(np.arange(len(mean.cost)), (len(orders), 1))
    order = mean_order(mean, orders, weight=joint.probability, at=every) if orders else ()
    solution = reach(mean, order, settings, watch=watch)
    return None if solution is None else solution.columns
