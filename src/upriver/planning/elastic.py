"""A model whose promises and limits may give way: by how much, and which of them are needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import highspy
import numpy as np
from scipy.sparse import csr_array, hstack

from upriver.planning.engine import interior_points, require_accepted, solver
from upriver.planning.matrix import Matrix

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    the rows prove the contradiction, and a group without a dual has no part in it.

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
        self._whole = bool(matrix.whole.any()) and not relaxed
        self._settings = settings
        self._engine = solver(self._wide, settings=settings, relaxed=relaxed)

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
            or no answer is found in time.
        """
        count = 0
        for code, at in self._columns.items():
            kept, rows = code in held or others > 0.0, self._groups[code].rows
            count += len(rows) * kept
            price = 1.0 if code in held else others
            self._let(at, rows, price=price if kept else None)
        require_accepted(self._engine.clearSolver())
        if count <= FEW and not self._whole:
            self._method("simplex", steps=STEPS)
            require_accepted(self._engine.run())
            if self._engine.getModelStatus() == highspy.HighsModelStatus.kOptimal:
                return self._objective()
            require_accepted(self._engine.clearSolver())
        if not self._whole:
            self._method("choose", steps=2**31 - 1)
        interior_points(self._engine, self._wide, whole=self._whole, settings=self._settings)
        require_accepted(self._engine.run())
        if self._engine.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        return self._objective()

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
        require_accepted(engine.changeRowsBounds(len(rows), rows.astype(np.int32), low, high))  # type: ignore[attr-defined]

    def _method(self, name: str, *, steps: int) -> None:
        require_accepted(self._engine.setOptionValue("solver", name))
        require_accepted(self._engine.setOptionValue("simplex_iteration_limit", steps))

    def _objective(self) -> float:
        return max(0.0, -float(self._engine.getInfo().objective_function_value))

    def proof(self, held: Sequence[str]) -> dict[str, Whole]:
        """Rows of each group that the last contradiction needs, of a model without whole numbers.

        Parameters
        ----------
        held : sequence of str
            Codes of the groups that were held.

        Returns
        -------
        dict of str to ndarray of int
            Positions of the rows that have a dual; groups without any are left out.
        """
        dual = np.abs(np.array(self._engine.getSolution().row_dual))
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
