"""What surrounds a plan: what is almost as good, what cleaner costs, what foresight is worth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field

from upriver.core.errors import PlanningError
from upriver.core.progress import Progress, silent
from upriver.planning.foresight import Foresight, short_foresight
from upriver.planning.front import Front, pareto_front
from upriver.planning.near_optimal import NearOptimal, near_optimal
from upriver.planning.stages import by_value
from upriver.planning.together import Together, what_goes_together
from upriver.services.plan import read_off, solve

if TYPE_CHECKING:
    from collections.abc import Callable

    import xarray as xr

    from upriver.core.frames import Table
    from upriver.core.message import Message
    from upriver.core.processes import Mapper
    from upriver.data.region import Region
    from upriver.planning.result import Plan
    from upriver.planning.settings import PlanSettings


class ExplorationSettings(BaseModel):
    """How far a plan is explored."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    slack: float = Field(
        default=0.05,
        gt=0,
        lt=1,
        description="Share of the gain that a plan may give up and still count as almost as good "
        "/ 仍算近优的方案可放弃的增益份额",
    )
    plans: int = Field(
        default=10, ge=1, description="Plans to look for, this one among them / 要找的方案数"
    )
    points: int = Field(
        default=11, ge=2, description="Points of the front between the two books / 两本账前沿的点数"
    )
    windows: tuple[int, ...] = Field(
        default=(1, 3), description="Years in sight of a short-sighted planner / 短视规划可见的年数"
    )


@dataclass(frozen=True, eq=False)
class Exploration:
    """A plan and what surrounds it.

    Parameters
    ----------
    plan : Plan
        The plan itself.
    near : NearOptimal, optional
        What else is almost as good.
    front : Front, optional
        What less pressure on nature costs.
    foresight : Foresight, optional
        What is lost by seeing only some years ahead.
    together : Together, optional
        Which promises can be kept, at what cost, and which two clash.
    skipped : tuple of Message
        What could not be found out, and why.
    """

    plan: Plan
    near: NearOptimal | None
    front: Front | None
    foresight: Foresight | None
    together: Together | None
    skipped: tuple[Message, ...]

    @property
    def tables(self) -> dict[str, Table]:
        """Tables of what could be found out.

        Returns
        -------
        dict of str to Table
            ``decisions alternatives promises clashes front foresight``.
        """
        found: dict[str, Table] = {}
        if self.near:
            found |= {"decisions": self.near.decisions, "alternatives": self.near.alternatives}
        if self.together:
            found |= {"promises": self.together.promises, "clashes": self.together.pairs}
        if self.front:
            found["front"] = self.front.table
        if self.foresight:
            found["foresight"] = self.foresight.table
        return found

    def to_dict(self) -> dict[str, Any]:
        """Exploration as plain data, for JSON.

        Returns
        -------
        dict
            The tables as rows, and ``skipped``.
        """
        return {
            **{name: table.to_dicts() for name, table in self.tables.items()},
            "skipped": [{"en": each.en, "zh": each.zh} for each in self.skipped],
        }


def explore(
    region: Region,
    settings: PlanSettings | None = None,
    exploration: ExplorationSettings | None = None,
    *,
    density: xr.DataArray | None = None,
    executor: Mapper | None = None,
    progress: Progress = silent,
) -> Exploration:
    """Make a plan and look at what surrounds it.

    Parameters
    ----------
    region : Region
        The data package.
    settings : PlanSettings, optional
        Choices of the planner.
    exploration : ExplorationSettings, optional
        How far to look.
    density : DataArray (industry), optional
        As in `plan`.
    executor : Mapper, optional
        Works on the windows of short sight elsewhere or side by side; any object with ``map``.
        Everything else goes on from the answer before it and cannot be shared out.
    progress : callable
        Told of every finished part.

    Returns
    -------
    Exploration
        The plan, other plans, what cannot be had together, the front and the worth of
        foresight. What cannot be found out
        is skipped with the reason.

    Raises
    ------
    DataError
        If the account of the base year is absent or does not balance.
    InfeasibleError
        If targets and limits contradict each other.
    SolverError
        If no plan is found in time.
    """
    chosen = exploration or ExplorationSettings()
    solved = solve(region, settings, density=density, progress=progress)
    skipped: list[Message] = []

    def _try(part: Callable[[], Any]) -> Any:
        try:
            return part()
        except PlanningError as error:
            skipped.append(error.problem)
            return None

    near = _try(lambda: near_optimal(
        by_value(solved), slack=chosen.slack, plans=chosen.plans, progress=progress
    ))  # fmt: skip
    together = _try(lambda: what_goes_together(solved, progress=progress))
    front = _try(lambda: pareto_front(
        solved.inputs, solved.settings, points=chosen.points, progress=progress
    ))  # fmt: skip
    foresight = _try(lambda: short_foresight(
        solved, windows=chosen.windows, executor=executor, progress=progress
    ))  # fmt: skip
    plan = read_off(solved, progress=progress)
    return Exploration(plan, near, front, foresight, together, tuple(skipped))
