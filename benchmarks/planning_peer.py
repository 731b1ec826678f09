"""Pyomo builds the rows of a file; prints the seconds. Run by `planning.py`, never imported."""

from __future__ import annotations

import sys
import time

import numpy as np
import pyomo.environ as pyo
from pyomo.core.expr.numeric_expr import LinearExpression


def build(given: dict[str, np.ndarray]) -> pyo.ConcreteModel:
    """The same rows, each a linear expression over its columns.

    Parameters
    ----------
    given : dict of str to ndarray
        The matrix by rows, its bounds, the objective and which columns are whole.

    Returns
    -------
    ConcreteModel
        Ready to be handed to a solver.
    """
    model = pyo.ConcreteModel()
    count = len(given["cost"])
    bounds = [
        (low, None if np.isinf(high) else high)
        for low, high in zip(given["lower"].tolist(), given["upper"].tolist(), strict=True)
    ]
    whole = given["whole"].tolist()
    model.x = pyo.Var(
        range(count),
        bounds=lambda _, at: bounds[at],
        domain=lambda _, at: pyo.Integers if whole[at] else pyo.Reals,
    )
    columns = [model.x[at] for at in range(count)]
    start, place, value = (given[name].tolist() for name in ("indptr", "indices", "data"))
    low, high = (
        [None if np.isinf(side) else side for side in given[name].tolist()]
        for name in ("row_lower", "row_upper")
    )

    def row(_: pyo.ConcreteModel, at: int) -> object:
        here = slice(start[at], start[at + 1])
        form = LinearExpression(
            constant=0, linear_coefs=value[here], linear_vars=[columns[j] for j in place[here]]
        )
        if low[at] is not None and low[at] == high[at]:
            return form == low[at]
        return form <= high[at] if low[at] is None else form >= low[at]

    filled = [at for at in range(len(low)) if start[at + 1] > start[at]]
    model.rows = pyo.Constraint(filled, rule=row)
    model.goal = pyo.Objective(
        expr=LinearExpression(constant=0, linear_coefs=given["cost"].tolist(), linear_vars=columns),
        sense=pyo.maximize,
    )
    return model


def main() -> None:
    with np.load(sys.argv[1]) as file:
        given = {name: file[name] for name in file.files}
    times = []
    for _ in range(3):
        start = time.perf_counter()
        build(given)
        times.append(time.perf_counter() - start)
    print(sorted(times)[1])


if __name__ == "__main__":
    main()
