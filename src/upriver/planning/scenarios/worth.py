"""What it is worth to think in scenarios, and what it would be worth to know the future."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from upriver.planning.scenarios.joint import hold, mean_block, same_rules
from upriver.planning.solve import solve_matrix

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from concurrent.futures import Executor

    import numpy.typing as npt

    from upriver.planning.matrix import Matrix
    from upriver.planning.scenarios.joint import Joint
    from upriver.planning.settings import PlanSettings
    from upriver.planning.solve import Solution


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
    """

    recourse: float
    alone: npt.NDArray[np.float64]
    mean_decides: npt.NDArray[np.float64] | None
    mean_plan: npt.NDArray[np.float64] | None
    probability: npt.NDArray[np.float64]

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
    joint: Joint, settings: PlanSettings, *, recourse: float, executor: Executor | None = None
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
    executor : Executor, optional
        Solves the scenarios elsewhere or side by side; any object with ``map``. Default: one
        after the other.

    Returns
    -------
    Worth
        Values of all four.

    Raises
    ------
    SolverError
        If the solver ends without an answer.

    References
    ----------
    Birge, J. R. (1982). The value of the stochastic solution in stochastic linear programs with
    fixed recourse. Mathematical Programming 24, 314-325.
    """
    run: Callable[..., Iterable[Solution | None]] = executor.map if executor else map
    blocks = list(joint.blocks.values())
    every = [settings] * len(blocks)
    alone = _values(run(solve_matrix, blocks, every), missing=float("nan"))
    mean = _plan_for_the_mean(joint, settings)
    decides = None
    if mean is not None:
        held = [hold(block, shared=joint.shared, values=mean) for block in blocks]
        decides = _values(run(solve_matrix, held, every), missing=float("-inf"))
    return Worth(recourse, alone, decides, mean, joint.probability)


def _values(solutions: Iterable[Solution | None], *, missing: float) -> npt.NDArray[np.float64]:
    return np.array([missing if one is None else one.objective for one in solutions])


def _plan_for_the_mean(joint: Joint, settings: PlanSettings) -> npt.NDArray[np.float64] | None:
    if not same_rules(joint.blocks):
        return None
    mean: Matrix = mean_block(joint.blocks, weight=joint.probability)
    solution = solve_matrix(mean, settings)
    return None if solution is None else solution.columns
