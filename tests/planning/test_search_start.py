"""A search that begins at an earlier answer has little or nothing left to do."""

from __future__ import annotations

from dataclasses import replace

import highspy
import numpy as np
from scipy.sparse import csr_array, vstack

from planning_toy import BARE, DEMAND, textbook
from upriver.planning.engine import solver
from upriver.planning.matrix import to_matrix
from upriver.planning.model import build_model
from upriver.planning.search_start import begin_at
from upriver.planning.solve import solve_matrix


def test_the_basis_is_handed_on_to_a_model_with_one_more_row() -> None:
    inputs = textbook(demand=0.9 * DEMAND, room=0.3 * DEMAND, cap=130.0)
    matrix = to_matrix(build_model(inputs, BARE).model)
    found = solve_matrix(matrix, BARE)
    assert found is not None
    more = replace(
        matrix,
        A=csr_array(vstack([matrix.A, csr_array(matrix.cost[None, :])], format="csr")),
        row_lower=np.append(matrix.row_lower, found.objective - 1.0),
        row_upper=np.append(matrix.row_upper, np.inf),
    )
    engine = solver(more, settings=BARE)
    begun = begin_at(engine, found, rows=more.A.shape[0], whole=False)
    assert begun == highspy.HighsStatus.kOk
    engine.run()
    assert engine.getInfo().simplex_iteration_count == 0
    assert engine.getInfo().objective_function_value == found.objective


def test_without_a_basis_the_search_begins_anew() -> None:
    inputs = textbook(demand=0.9 * DEMAND, room=0.3 * DEMAND, cap=130.0)
    matrix = to_matrix(build_model(inputs, BARE).model)
    found = solve_matrix(matrix, BARE)
    assert found is not None
    again = solve_matrix(matrix, BARE, start=replace(found, basis=None))
    assert again is not None
    assert again.objective == found.objective
