"""A model whose promises and limits may give way: by how much, and which of them are needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import highspy
import numpy as np
from scipy.sparse import csr_array, hstack

from upriver.planning.engine import interior_points, require_accepted, solver
from upriver.planning.matrix import Matrix

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from upriver.planning.rule_groups import RuleGroup
    from upriver.planning.settings import PlanSettings

    Whole = npt.NDArray[np.int64]
    Real = npt.NDArray[np.float64]

SMALL = 1e-7
"""Relative relaxation below which a rule counts as kept."""
# A large model of which few rows are held shrinks before it is solved, and the simplex method is
# quick; where it is not, interior points take over.
FEW, STEPS = 100, 6000


class Elastic:
    """A model in which the rows of some groups may give way at a price.

    Parameters
    ----------
    matrix : Matrix
        The model.
    groups : sequence of RuleGroup
        Groups whose rows may give way; giving way by the whole size of a row costs 1.
    settings : PlanSettings
        Limits of the search.
    relaxed : bool
        Take whole decisions as fractions.

    Notes
    -----
    Where the groups that are held can be kept together, the price is 0. Otherwise the duals of
    the rows prove the contradiction, and a group without a dual has no part in it. A model with
    whole decisions has no duals: every row that is held is under suspicion there, and whether
    rows contradict each other is asked without letting any of them give way, which is quicker.

    References
    ----------
    Chinneck, J. W. (2008). Feasibility and Infeasibility in Optimization. Springer, chapter 6:
    elastic, sensitivity and deletion filters.
    """

    def __init__(
        self,
        matrix: Matrix,
        groups: Sequence[RuleGroup],
        *,
        settings: PlanSettings,
        relaxed: bool,
    ) -> None:
        self._groups = {group.code: group for group in groups}
        self._wide, self._columns = _widened(matrix, groups)
        self.whole = bool(matrix.whole.any()) and not relaxed
        self.unsure = False  # whether a question found no answer in time
        self._settings = settings
        self._engine = solver(self._wide, settings=settings, relaxed=relaxed)

    @property
    def rows(self) -> dict[str, Whole]:
        """All rows of every group.

        Returns
        -------
        dict of str to ndarray of int
            By code, in the order in which groups are to be dropped.
        """
        return {code: group.rows for code, group in self._groups.items()}

    def contradiction(self, held: Mapping[str, Whole]) -> dict[str, Whole] | None:
        """Rows that cannot hold together, among those that are held; all others are dropped.

        Parameters
        ----------
        held : mapping of str to ndarray of int
            Rows to be held, by code. Without whole decisions a group is held with all its rows.

        Returns
        -------
        dict of str to ndarray of int, or None
            Rows that are needed for the contradiction, as far as that is known; None when all
            can hold together, or no answer is found in time.
        """
        if not self.whole:
            codes = list(held)
            return self._proof(codes) if (self.price(codes) or 0.0) > SMALL else None
        rows = np.concatenate([np.zeros(0, dtype=np.int64), *self.rows.values()])
        kept = np.isin(rows, np.concatenate([np.zeros(0, dtype=np.int64), *held.values()]))
        self._engine.set_row_bounds(
            rows,
            np.where(kept, self._wide.row_lower[rows], -np.inf),
            np.where(kept, self._wide.row_upper[rows], np.inf),
        )
        self._give({})
        return dict(held) if self._possible() is False else None

    def enough(self, shares: Mapping[str, float]) -> bool:
        """Whether there is an answer once groups give way.

        Parameters
        ----------
        shares : mapping of str to float
            Relative relaxation by code; other groups hold.

        Returns
        -------
        bool
            False also where no answer is found in time.
        """
        for code, rows in self.rows.items():
            self._let(self._columns[code], rows, price=0.0)
        self._give(shares)
        return self._possible() is True

    def _give(self, shares: Mapping[str, float]) -> None:
        """Let rows give way at no price, but no further than said."""
        for code, columns in self._columns.items():
            share = shares.get(code, 0.0)
            most = np.full(len(columns), share * (1 + 1e-6) + 1e-9 if share else 0.0)
            at, none = columns.astype(np.int32), np.zeros(len(columns))
            require_accepted(self._engine.changeColsCost(len(at), at, none))
            require_accepted(self._engine.changeColsBounds(len(at), at, none, most))

    def _possible(self) -> bool | None:
        """Whether there is an answer; None where that is not known in time."""
        require_accepted(self._engine.clearSolver())
        interior_points(self._engine, self._wide, whole=self.whole, settings=self._settings)
        require_accepted(self._engine.run())
        states, status = highspy.HighsModelStatus, self._engine.getModelStatus()
        if status in (states.kInfeasible, states.kUnboundedOrInfeasible):
            return False
        feasible = highspy.SolutionStatus.kSolutionStatusFeasible
        if self._engine.getInfo().primal_solution_status == feasible:
            return True
        self.unsure = True
        return None

    def price(self, held: Sequence[str], *, others: float = 0.0) -> float | None:
        """Least total of the relative relaxations when some groups are held, the others dropped.

        Parameters
        ----------
        held : sequence of str
            Codes of the groups that should hold.
        others : float
            Price of giving way for the other groups.

        Returns
        -------
        float or None
            0 when they can hold together; None when the rest of the model contradicts itself,
            or no answer is found in time. Of whole decisions the best that was found in time.
        """
        count = 0
        for code, at in self._columns.items():
            kept, rows = code in held or others > 0.0, self._groups[code].rows
            count += len(rows) * kept
            price = 1.0 if code in held else others
            self._let(at, rows, price=price if kept else None)
        require_accepted(self._engine.clearSolver())
        if count <= FEW and not self.whole:
            self._method("simplex", steps=STEPS)
            require_accepted(self._engine.run())
            if self._engine.getModelStatus() == highspy.HighsModelStatus.kOptimal:
                return self._objective()
            require_accepted(self._engine.clearSolver())
        if not self.whole:
            self._method("choose", steps=2**31 - 1)
        interior_points(self._engine, self._wide, whole=self.whole, settings=self._settings)
        require_accepted(self._engine.run())
        status, states = self._engine.getModelStatus(), highspy.HighsModelStatus
        if status == states.kOptimal:
            return self._objective()
        self.unsure |= status == states.kTimeLimit
        feasible = highspy.SolutionStatus.kSolutionStatusFeasible
        if self.whole and self._engine.getInfo().primal_solution_status == feasible:
            return self._objective()  # enough, if not the least
        return None

    def _let(self, columns: Whole, rows: Whole, *, price: float | None) -> None:
        """Hold rows at the price of giving way, or take them away."""
        engine, wide = self._engine, self._wide
        at, count = columns.astype(np.int32), len(columns)
        most, low, high = np.inf, wide.row_lower[rows], wide.row_upper[rows]
        if price is None:
            price, most, low, high = (
                0.0,
                0.0,
                np.full(len(rows), -np.inf),
                np.full(len(rows), np.inf),
            )
        none = np.zeros(count)
        require_accepted(engine.changeColsCost(count, at, np.full(count, -price)))
        require_accepted(engine.changeColsBounds(count, at, none, np.full(count, most)))
        engine.set_row_bounds(rows, low, high)

    def _method(self, name: str, *, steps: int) -> None:
        require_accepted(self._engine.setOptionValue("solver", name))
        require_accepted(self._engine.setOptionValue("simplex_iteration_limit", steps))

    def _objective(self) -> float:
        return max(0.0, -float(self._engine.getInfo().objective_function_value))

    def _proof(self, held: Sequence[str]) -> dict[str, Whole]:
        """Rows of the held groups that have a dual; groups without any are left out."""
        dual = np.abs(self._engine.row_prices())
        found = {}
        for code in held:
            group = self._groups[code]
            rows = group.rows[dual[group.rows] * group.sizes > SMALL]
            if len(rows):
                found[code] = rows
        return found

    def relaxation(self) -> dict[str, float]:
        """Largest relative relaxation of a row of each group in the last answer.

        Returns
        -------
        dict of str to float
            Groups that hold are left out.
        """
        values = np.array(self._engine.getSolution().col_value)
        most = {code: float(values[at].max(initial=0.0)) for code, at in self._columns.items()}
        return {code: share for code, share in most.items() if share > SMALL}


def _widened(matrix: Matrix, groups: Sequence[RuleGroup]) -> tuple[Matrix, dict[str, Whole]]:
    """The model with a column for every row and side that may give way; they maximise."""
    first = matrix.A.shape[1]
    rows: list[Whole] = []
    signs: list[Real] = []
    columns: dict[str, Whole] = {}
    for group in groups:
        above, below = (
            np.isfinite(side[group.rows]) for side in (matrix.row_upper, matrix.row_lower)
        )
        rows += [group.rows[above], group.rows[below]]
        signs += [-group.sizes[above], group.sizes[below]]
        count = int(above.sum() + below.sum())
        columns[group.code] = np.arange(first, first + count)
        first += count
    extra = first - matrix.A.shape[1]
    at = np.concatenate(rows)
    slack = csr_array(
        (np.concatenate(signs), (at, np.arange(extra))), shape=(matrix.A.shape[0], extra)
    )
    wide = Matrix(
        csr_array(hstack([matrix.A, slack], format="csr")),
        matrix.row_lower,
        matrix.row_upper,
        np.concatenate([matrix.lower, np.zeros(extra)]),
        np.concatenate([matrix.upper, np.full(extra, np.inf)]),
        np.concatenate([np.zeros_like(matrix.cost), np.full(extra, -1.0)]),
        np.concatenate([matrix.whole, np.zeros(extra, dtype=bool)]),
        matrix.rows,
        matrix.columns,
    )
    return wide, columns
