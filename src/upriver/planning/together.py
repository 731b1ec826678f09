"""What cannot be had together: which promises the limits allow, at what cost, which two clash."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import highspy
import numpy as np
import polars as pl
from scipy.sparse import csr_array, hstack, vstack

from upriver.core.errors import PlanningError, SolverError
from upriver.core.message import Message
from upriver.core.progress import Progress, silent
from upriver.planning.conflict_words import by_how_much
from upriver.planning.constraints.targets import target_rows
from upriver.planning.engine import require_accepted, solver
from upriver.planning.model import build_model
from upriver.planning.rule_groups import rule_groups
from upriver.planning.tables.values import number_columns, text_columns, to_table

if TYPE_CHECKING:
    import numpy.typing as npt

    from upriver.core.frames import Table
    from upriver.planning.matrix import Matrix
    from upriver.planning.planner import Solved
    from upriver.planning.rule_groups import RuleGroup

    Floats = npt.NDArray[np.float64]
    Groups = tuple[RuleGroup, ...]
    Row = dict[str, Any]

MOST_WAYS = 4
FIRST = 1e4  # keeping the promise comes before loosening little
MOST_LOOSER = 1.0  # a limit gives way by its own size at most
KEPT = 1e-4
"""Share of a promise that may be missing for it to count as kept."""
DUAL, PRIMAL = 1, 4  # ways of the simplex method: from other bounds, from another objective


@dataclass(frozen=True, eq=False)
class Together:
    """Which promises can be kept, and which cannot be kept together.

    Parameters
    ----------
    promises : Table
        ``kind code name_en name_zh year missed least value_lost way_en way_zh``, a row a soft
        target or soft limit: ``missed`` by the plan and ``least`` that must be missed whatever
        else is given up, both relative to the promise; ``value_lost``, 1e8 CNY, when it is kept
        as well as it can be; ``way_en`` and ``way_zh`` say what would have to give way where it
        cannot be kept, and are missing where it can.
    pairs : Table
        ``code name_en name_zh other other_name_en other_name_zh missed``: promises that can be
        kept one by one, but not both; ``missed`` is the least that the other misses then.
    """

    promises: Table
    pairs: Table


@dataclass(frozen=True)
class _Promise:
    """Columns whose weighted sum says how far it is missed, relative to itself."""

    kind: str
    code: str
    name: Message
    year: int | None
    columns: npt.NDArray[np.int64]
    weights: Floats

    def missed(self, columns: Floats) -> float:
        return max(0.0, float(self.weights @ columns[self.columns]))


def what_goes_together(solved: Solved, *, progress: Progress = silent) -> Together:
    """Find what keeping each promise takes, and which promises clash.

    Parameters
    ----------
    solved : Solved
        A plan with soft targets or soft limits.
    progress : Progress
        Told after each promise.

    Returns
    -------
    Together
        Each promise alone, and the pairs that cannot be kept together.

    Raises
    ------
    PlanningError
        If the plan has no soft promise.

    Notes
    -----
    Projects and entries are taken as fractions: what is impossible here is impossible for whole
    ones too, and what it costs here is the least it costs. The way out loosens money, people and
    caps, each relative to its size, by as little in sum as possible; only where that is not
    enough, the limits on growth and markets too.
    """
    promises = _promises(solved)
    if not promises:
        raise PlanningError(
            Message("The plan has no soft promise.", "规划没有软约束的承诺。"),
            Message("Make targets or caps soft.", "请将目标或上限设为软约束。"),
        )
    groups = _levers(solved)
    search = _Search(solved, promises, groups)
    rows = []
    for number, promise in enumerate(promises, start=1):
        rows.append(_alone(solved, search, promise, groups))
        progress("plan.together", number, 2 * len(promises))
    pairs = []
    able = [promise for promise, row in zip(promises, rows, strict=True) if row["least"] <= KEPT]
    for number, promise in enumerate(able, start=1):
        pairs += _clashes(search, promise, able[number:])
        progress("plan.together", len(promises) + number, len(promises) + len(able))
    return Together(_promise_table(rows), _pair_table(pairs))


def _levers(solved: Solved) -> Groups:
    """Limits that can be loosened, as an infeasible plan would name them."""
    built = build_model(solved.inputs, solved.settings)
    groups = rule_groups(solved.inputs, built, solved.solution.matrix)
    targets = {item.target for item in solved.inputs.targets}
    return tuple(group for group in groups if group.code not in targets)


def _promises(solved: Solved) -> list[_Promise]:
    inputs, matrix = solved.inputs, solved.solution.matrix
    found = []
    if inputs.targets:
        scale = target_rows(inputs, settings=solved.settings).scale
        for target in inputs.targets:
            at = matrix.columns["shortfall"].sel(target=target.target).values
            size = float(scale.sel(target=target.target))
            if not target.hard:
                found.append(
                    _Promise("target", target.target, inputs.label(target.target), target.year,
                             np.array([int(at)]), np.array([1.0 / size]))
                )  # fmt: skip
    if inputs.nature is not None and "overshoot" in matrix.columns:
        soft = (inputs.nature.caps > 0) & ~inputs.nature.hard
        for code in soft.coords["stressor"].values.tolist():
            years = soft.sel(stressor=code)
            if bool(years.any()):
                kept = {"stressor": code, "year": years.coords["year"].values[years.values]}
                caps = inputs.nature.caps.sel(kept).values
                at = matrix.columns["overshoot"].sel(kept).values
                name = inputs.label(code)
                told = Message(f"the cap on {name.en}", f"“{name.zh}”上限")
                found.append(_Promise("cap", code, told, None, at, 1.0 / caps))
    return found


class _Search:
    """One solver for many questions, each begun at the best plan or at an answer to one near it.

    Every promise has a row of its own that counts what is missed; to hold a promise is to bound
    that row. Such a question always has an answer: nothing impossible is ever asked.
    """

    def __init__(self, solved: Solved, promises: list[_Promise], groups: Groups) -> None:
        matrix = solved.solution.matrix
        count, self.size = matrix.A.shape
        self.rows = {each.code: count + at for at, each in enumerate(promises)}
        self.levers, at = {}, self.size
        for group in groups:
            self.levers[group.code] = np.arange(at, at + len(group.rows))
            at += len(group.rows)
        wider = _counting(_with_levers(matrix, groups), promises)
        self.cost = wider.cost
        self.engine = solver(wider, settings=solved.settings, relaxed=True)
        self.best = self._run()
        self.basis = self.engine.getBasis()

    def least(self, promise: _Promise) -> Floats:
        """Decisions that miss a promise least, whatever else they give up."""
        cost = np.zeros(len(self.cost))
        cost[promise.columns] = -promise.weights
        return self._ask(cost, PRIMAL)

    def loosening(self, promise: _Promise, groups: Groups) -> tuple[float, dict[str, float]]:
        """What is still missed once limits give way, and by how much each must at least."""
        at = np.concatenate(
            [np.zeros(0, dtype=np.int64), *(self.levers[group.code] for group in groups)]
        )
        cost = np.zeros(len(self.cost))
        cost[at] = -1.0
        cost[promise.columns] = -FIRST * promise.weights
        self._open(at, MOST_LOOSER)
        found = self._ask(cost, PRIMAL)
        self._open(at, 0.0)
        most = {
            group.code: float(found[self.levers[group.code]].max(initial=0.0)) for group in groups
        }
        return promise.missed(found), {code: share for code, share in most.items() if share > KEPT}

    def best_keeping(self) -> Floats:
        """The best decisions under what is held."""
        return self._ask(self.cost, DUAL)

    def hold(self, promise: _Promise, most: float) -> None:
        """Allow no more of a promise to be missed."""
        self._bound(promise, most + KEPT / 10)

    def release(self, promise: _Promise) -> None:
        """Allow anything again."""
        self._bound(promise, np.inf)

    def _open(self, at: npt.NDArray[np.int64], most: float) -> None:
        places, low = at.astype(np.int32), np.zeros(len(at))
        require_accepted(self.engine.changeColsBounds(len(at), places, low, low + most))

    def _bound(self, promise: _Promise, most: float) -> None:
        row = np.array([self.rows[promise.code]])
        self.engine.set_row_bounds(row, np.array([-np.inf]), np.array([most]))

    def _ask(self, cost: Floats, way: int) -> Floats:
        every = np.arange(len(cost), dtype=np.int32)
        require_accepted(self.engine.setOptionValue("simplex_strategy", way))
        require_accepted(self.engine.changeColsCost(len(cost), every, cost))
        require_accepted(self.engine.setBasis(self.basis))
        return self._run()

    def _run(self) -> Floats:
        require_accepted(self.engine.run())
        if self.engine.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            state = self.engine.modelStatusToString(self.engine.getModelStatus())
            raise SolverError(
                Message(
                    f"The solver gave up weighing promises ({state}).",
                    f"求解器未能权衡各项承诺（{state}）。",
                ),
                Message("Leave the promises out of the exploration.", "探索时请略去承诺权衡。"),
            )
        return np.array(self.engine.getSolution().col_value)


def _with_levers(matrix: Matrix, groups: Groups) -> Matrix:
    """The model with a column for each row that can give way, shut until it is asked for."""
    at = np.concatenate([np.zeros(0, dtype=np.int64), *(group.rows for group in groups)])
    sizes = np.concatenate([np.zeros(0), *(group.sizes for group in groups)])
    sign = np.where(np.isfinite(matrix.row_upper[at]), -1.0, 1.0) * sizes
    more = csr_array((sign, (at, np.arange(len(at)))), shape=(matrix.A.shape[0], len(at)))
    shut = np.zeros(len(at))
    return replace(
        matrix,
        A=csr_array(hstack([matrix.A, more], format="csr")),
        lower=np.append(matrix.lower, shut),
        upper=np.append(matrix.upper, shut),
        cost=np.append(matrix.cost, shut),
        whole=np.append(matrix.whole, shut > 0),
    )


def _counting(matrix: Matrix, promises: list[_Promise]) -> Matrix:
    """The model with a row for each promise that counts what is missed, bounded by nothing."""
    at = np.concatenate([each.columns for each in promises])
    row = np.repeat(np.arange(len(promises)), [len(each.columns) for each in promises])
    value = np.concatenate([each.weights for each in promises])
    more = csr_array((value, (row, at)), shape=(len(promises), matrix.A.shape[1]))
    free = np.full(len(promises), np.inf)
    return replace(
        matrix,
        A=csr_array(vstack([matrix.A, more], format="csr")),
        row_lower=np.append(matrix.row_lower, -free),
        row_upper=np.append(matrix.row_upper, free),
    )


def _alone(solved: Solved, search: _Search, promise: _Promise, groups: Groups) -> Row:
    """What keeping one promise takes."""
    least = promise.missed(search.least(promise))
    search.hold(promise, least)
    kept = search.best_keeping()
    search.release(promise)
    value = _value_weights(solved)
    missed = promise.missed(solved.solution.columns)
    way = _way_out(search, promise, groups) if least > KEPT else None
    return {
        "kind": promise.kind,
        "code": promise.code,
        "name_en": promise.name.en,
        "name_zh": promise.name.zh,
        "year": promise.year,
        "missed": missed if missed > KEPT else 0.0,
        "least": least if least > KEPT else 0.0,
        "value_lost": max(0.0, float(value @ (search.best - kept)[: len(value)])),
        "way_en": way.en if way else None,
        "way_zh": way.zh if way else None,
    }


def _value_weights(solved: Solved) -> Floats:
    """The objective without the prices of missing promises."""
    matrix = solved.solution.matrix
    value = matrix.cost.copy()
    for name in ("shortfall", "overshoot"):
        if name in matrix.columns:
            value[matrix.columns[name].values] = 0.0
    return value


def _clashes(search: _Search, promise: _Promise, others: list[_Promise]) -> list[Row]:
    """Promises that must be missed once this one is kept."""
    rows = []
    search.hold(promise, 0.0)
    seen = search.best_keeping()
    for other in others:
        if other.missed(seen) <= KEPT:
            continue  # that answer keeps both
        seen = search.least(other)
        missed = other.missed(seen)
        if missed > 10 * KEPT:
            rows.append(
                {
                    "code": promise.code,
                    "name_en": promise.name.en,
                    "name_zh": promise.name.zh,
                    "other": other.code,
                    "other_name_en": other.name.en,
                    "other_name_zh": other.name.zh,
                    "missed": missed,
                }
            )
    search.release(promise)
    return rows


def _way_out(search: _Search, promise: _Promise, groups: Groups) -> Message:
    """What would have to give way: money, people and caps, and only then the limits on growth."""
    hard = tuple(group for group in groups if not group.technical)
    for chosen in (hard, groups):
        missed, shares = search.loosening(promise, chosen)
        if missed <= 10 * KEPT and shares:
            largest = sorted(chosen, key=lambda group: -shares.get(group.code, 0.0))
            ways = [
                _loosened(group, shares[group.code])
                for group in largest[:MOST_WAYS]
                if group.code in shares
            ]
            return Message("; ".join(way.en for way in ways), "；".join(way.zh for way in ways))
    return Message(
        f"with money, people, caps and growth limits twice as wide {missed:.1%} would still be "
        "missed: demand, markets and projects stop it",
        f"资金、人才、上限与增速约束各放宽一倍，仍将落空 {missed:.1%}：受需求、市场与项目所限",
    )


def _loosened(group: RuleGroup, share: float) -> Message:
    by = by_how_much(group, share, digits=1)
    return Message(f"{group.name.en} {by.en}", f"{group.name.zh}{by.zh}")


def _promise_table(rows: list[Row]) -> Table:
    schema = text_columns("kind", "code", "name_en", "name_zh")
    schema |= {"year": pl.Int64}
    schema |= number_columns("missed", "least", "value_lost")
    schema |= text_columns("way_en", "way_zh")
    return to_table(rows, schema, {"missed": "ratio", "least": "ratio", "value_lost": "1e8 CNY"})


def _pair_table(rows: list[Row]) -> Table:
    names = ("code", "name_en", "name_zh", "other", "other_name_en", "other_name_zh")
    schema = text_columns(*names)
    schema |= {"missed": pl.Float64}
    return to_table(rows, schema, {"missed": "ratio"})
