"""What an entry costs: exact for whole openings, and no less in part than whole ones can cost."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from planning_whole import SETTINGS, YEARS, everything
from upriver.planning.matrix import Matrix, to_matrix
from upriver.planning.model import build_model

BARRIER, DISCOUNT = 10.0, SETTINGS.relatedness_discount
START = {"a": 0.3, "b": 0.4, "c": 0.5}
LINKS = {"a": {"b": 0.2, "c": 0.1}, "b": {"a": 0.25}, "c": {}}
NEVER = max(YEARS) + 1


def nodes() -> Matrix:
    """Three nodes of which opened ones make others cheaper."""
    inputs = everything()
    (node,) = inputs.candidates
    candidates = tuple(
        replace(node, candidate=code, node=code, relatedness=START[code], neighbours=links)
        for code, links in LINKS.items()
    )
    inputs = replace(inputs, candidates=candidates, tasks=(), rules=())
    return to_matrix(build_model(inputs, SETTINGS).model)


def least_cost(
    matrix: Matrix, opened: dict[tuple[str, int], float]
) -> dict[tuple[str, int], float]:
    """Lowest cost of each node and year that the rows leave possible."""
    columns = np.zeros(matrix.A.shape[1])
    for (code, year), share in opened.items():
        columns[int(matrix.columns["opened"].sel(candidate=code, year=year))] = share
    found: dict[tuple[str, int], float] = {}
    for name in ("entry_barrier", "entry_least"):
        for code in matrix.rows[name].coords["candidate"].values.tolist():
            for year in YEARS:
                row = int(matrix.rows[name].sel(candidate=code, year=year))
                cost = int(matrix.columns["entry_cost"].sel(candidate=code, year=year))
                assert matrix.A[[row]].toarray()[0, cost] == 1.0
                bound = matrix.row_lower[row] - float((matrix.A[[row]] @ columns)[0])
                found[code, year] = max(found.get((code, year), 0.0), bound)
    return found


@pytest.mark.parametrize("when", list(product((*YEARS, NEVER), repeat=len(LINKS))))
def test_whole_openings_cost_what_relatedness_leaves(when: tuple[int, ...]) -> None:
    begun = dict(zip(LINKS, when, strict=True))
    matrix = nodes()
    opened = {(code, year): float(begun[code] <= year) for code in LINKS for year in YEARS}
    for (code, year), cost in least_cost(matrix, opened).items():
        near = START[code] + sum(link for other, link in LINKS[code].items() if begun[other] < year)
        wanted = BARRIER * (1 - DISCOUNT * near) if begun[code] == year else 0.0
        assert cost == pytest.approx(wanted, abs=1e-12)


def test_a_tenth_of_a_node_is_not_free() -> None:
    """Not a tenth, not with every neighbour open: 10 * 0.1 * (1 - 0.8 * 0.6) = 0.52."""
    first, second = YEARS
    opened = {("a", second): 0.1, ("b", first): 1.0, ("b", second): 1.0,
              ("c", first): 1.0, ("c", second): 1.0}  # fmt: skip
    costs = least_cost(nodes(), opened)
    assert costs["a", second] == pytest.approx(0.52)
    assert costs["b", first] == pytest.approx(BARRIER * (1 - DISCOUNT * 0.4))
