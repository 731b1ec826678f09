"""The two books side by side: what the economy must give up for less pressure on nature."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import highspy
import numpy as np
import polars as pl

from upriver.core.errors import PlanningError
from upriver.core.frames import Table
from upriver.core.message import Message
from upriver.core.progress import Progress, silent
from upriver.planning.constraints.accounts import net_pressure
from upriver.planning.engine import interior_points, require_accepted, solver
from upriver.planning.matrix import to_matrix
from upriver.planning.model import build_model

if TYPE_CHECKING:
    import xarray as xr

    from upriver.planning.forms import Form
    from upriver.planning.inputs import PlanInputs
    from upriver.planning.matrix import Matrix
    from upriver.planning.model import PlanModel
    from upriver.planning.settings import PlanSettings

BOOK = "ecological_book"
PER_CENT = 100.0  # the row counts per cent of base-year pressure, summed: no tiny coefficients
FAR = 1e6
ROOM = 1e-9
"""Of the way from the most to the least: the cleanest plan is found to a tolerance only."""
REWARD = 1e-6
"""Worth of the slack below a limit over that of the limit: no point could be better in one book
without being worse in the other."""


@dataclass(frozen=True, eq=False)
class Front:
    """Plans between the most valuable and the cleanest.

    Parameters
    ----------
    table : Table
        ``point limit pressure value given_up price``, from the most valuable to the cleanest:
        ``pressure`` is the mean of all stressors and years over the base year, ``limit`` what it
        was held to, ``value`` the objective, ``given_up`` the value lost against the first
        point, ``price`` the value of one more per cent of base-year pressure.
    stressors : tuple of str
        What the book counts, each with the same weight.
    """

    table: Table
    stressors: tuple[str, ...]


def pareto_front(
    inputs: PlanInputs,
    settings: PlanSettings,
    *,
    points: int = 11,
    stressors: tuple[str, ...] | None = None,
    progress: Progress = silent,
) -> Front:
    """Trace how value falls as pressure on nature is held lower (epsilon constraint).

    Parameters
    ----------
    inputs : PlanInputs
        Data of the plan; its nature part must be on.
    settings : PlanSettings
        Choices of the planner. Whole decisions are taken as fractions here.
    points : int
        How many plans, at least 2.
    stressors : tuple of str, optional
        What the book counts; all yearly stressors with an intensity by default.
    progress : Progress
        Told after each point.

    Returns
    -------
    Front
        The points, evenly spaced in pressure.

    Raises
    ------
    PlanningError
        If there are no stressors, one is unknown, fewer than two points are asked for, or the
        model has no solution.

    Notes
    -----
    The linear relaxation is solved once, by interior points where it is large, and then again from
    the last basis with another limit.
    A small reward on the slack (augmented epsilon constraint) keeps weakly efficient points
    out. With whole decisions the true front lies below this one.

    References
    ----------
    .. [1] Mavrotas, G. (2009). Effective implementation of the epsilon-constraint method in
       multi-objective mathematical programming problems. Applied Mathematics and Computation
       213, 455-465.
    """
    chosen = _stressors(inputs, stressors)
    if points < 2:
        raise PlanningError(
            Message(f"A front needs two points, got {points}.", f"前沿至少需两点，实际 {points}。"),
            Message("Ask for more points.", "请增加点数。"),
        )
    matrix = _with_book(inputs, settings, chosen)
    size = PER_CENT * len(chosen) * len(inputs.years)
    row = np.atleast_1d(matrix.rows[BOOK].values)
    weights = matrix.A[row].toarray().ravel()
    engine = solver(matrix, settings=settings, relaxed=True)
    interior_points(engine, matrix, whole=False, settings=settings)
    top, at_top = _solve(engine, matrix)
    require_accepted(engine.setOptionValue("solver", "simplex"))  # from one point to the next
    most = float(weights @ at_top)
    least = _least(matrix, weights, settings=settings)
    slope = REWARD * max(abs(top), 1.0) / max(most - least, 1e-9)
    rewarded = matrix.cost - slope * weights
    every = np.arange(len(rewarded), dtype=np.int32)
    require_accepted(engine.changeColsCost(len(rewarded), every, rewarded))
    rows = []
    limits = np.linspace(most, least, points) + ROOM * (most - least)
    for number, limit in enumerate(limits):
        engine.set_row_bounds(row, np.array([-np.inf]), np.array([float(limit)]))
        _, columns = _solve(engine, matrix)
        price = float(engine.row_prices()[row[0]])
        value = float(matrix.cost @ columns)
        rows.append(
            {
                "point": number,
                "limit": float(limit) / size,
                "pressure": float(weights @ columns) / size,
                "value": value,
                "given_up": top - value,
                "price": abs(price) * size / PER_CENT,
            }
        )
        progress("plan.front", number + 1, points)
    units = {
        "limit": "ratio", "pressure": "ratio", "value": "1e8 CNY", "given_up": "1e8 CNY",
        "price": "1e8 CNY/%",
    }  # fmt: skip
    return Front(Table(pl.DataFrame(rows), units), chosen)


def _stressors(inputs: PlanInputs, wanted: tuple[str, ...] | None) -> tuple[str, ...]:
    known = known_stressors(inputs)
    unknown = sorted(set(wanted or ()) - set(known))
    if unknown or not known:
        raise PlanningError(
            Message(
                f"The plan has no pressure from {', '.join(unknown)}."
                if unknown
                else "The plan has no pressures on nature.",
                f"规划中没有 {'、'.join(unknown)} 的压力数据。"
                if unknown
                else "规划没有环境压力数据。",
            ),
            Message(
                f"Known: {', '.join(known) or '-'}; give pressures and stressors.",
                f"现有：{'、'.join(known) or '无'}；请提供 pressures 与 stressors 表。",
            ),
        )
    assert inputs.nature is not None
    yearly = [code for code in known if inputs.nature.basis.get(code, "output") == "output"]
    return tuple(wanted or yearly or known)


def known_stressors(inputs: PlanInputs) -> tuple[str, ...]:
    """Stressors with a pressure in the base year.

    Parameters
    ----------
    inputs : PlanInputs
        Data of the plan.

    Returns
    -------
    tuple of str
        Empty without data on nature.
    """
    if inputs.nature is None:
        return ()
    base = _base_pressure(inputs)
    return tuple(
        code for code in base.coords["stressor"].values.tolist() if base.sel(stressor=code)
    )


def _base_pressure(inputs: PlanInputs) -> xr.DataArray:
    assert inputs.nature is not None
    return (inputs.nature.intensity * inputs.economy.output).sum("industry")


def _with_book(inputs: PlanInputs, settings: PlanSettings, chosen: tuple[str, ...]) -> Matrix:
    """The model with one more row, which does not bind yet."""
    built = build_model(inputs, settings)
    total = ecological_book(inputs, built, settings=settings, stressors=chosen)
    built.model.add_constraints(total <= FAR, name=BOOK)
    return to_matrix(built.model)


def ecological_book(
    inputs: PlanInputs,
    built: PlanModel,
    *,
    settings: PlanSettings,
    stressors: tuple[str, ...],
    base: PlanInputs | None = None,
) -> Form:
    """Pressure on nature of all years, each stressor over its own base year.

    Parameters
    ----------
    inputs : PlanInputs
        Data of the plan.
    built : PlanModel
        Its model.
    settings : PlanSettings
        Choices of the planner.
    stressors : tuple of str
        What the book counts, each with the same weight.
    base : PlanInputs, optional
        Whose base year pressure is counted against, where a scenario has changed its figures.

    Returns
    -------
    Form
        Per cent of base-year pressure, summed over stressors and years.
    """
    share = PER_CENT / _base_pressure(base or inputs)
    pressure = net_pressure(inputs, variables=built.variables, settings=settings)
    chosen = list(stressors)
    return (pressure.sel(stressor=chosen) * share.sel(stressor=chosen)).sum()


def _solve(engine: highspy.Highs, matrix: Matrix) -> tuple[float, np.ndarray]:
    require_accepted(engine.run())
    if engine.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise PlanningError(
            Message("The model of the front has no solution.", "前沿模型无解。"),
            Message("Make a plan first: it names the conflict.", "请先求规划，它会指出冲突。"),
        )
    columns = np.array(engine.getSolution().col_value)
    return float(matrix.cost @ columns), columns


def _least(matrix: Matrix, weights: np.ndarray, *, settings: PlanSettings) -> float:
    """Lowest pressure that all rules leave possible."""
    engine = solver(matrix, settings=settings, relaxed=True)
    every = np.arange(len(weights), dtype=np.int32)
    require_accepted(engine.changeColsCost(len(weights), every, -weights))
    _, columns = _solve(engine, matrix)
    return float(weights @ columns)
