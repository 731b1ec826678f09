"""Caution: what the worst futures bring on average, as linear rows.

``CVaR_a(V) = max_eta  eta - 1/(1 - a) · sum_s p_s · max(eta - V_s, 0)``
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import xarray as xr
from scipy.sparse import coo_array, csr_array, vstack

if TYPE_CHECKING:
    import numpy.typing as npt

    from upriver.planning.matrix import Matrix
    from upriver.planning.scenarios.joint import Joint


def conditional_value(
    values: npt.NDArray[np.float64], probability: npt.NDArray[np.float64], *, level: float
) -> float:
    """Mean of the worst outcomes that make up the share ``1 - level`` (CVaR of a value).

    Parameters
    ----------
    values : ndarray (scenario)
        Outcome of each scenario; more is better.
    probability : ndarray (scenario)
        Its chance.
    level : float
        At least 0, below 1. At 0 the mean.

    Returns
    -------
    float
        At most the mean. A scenario at the edge counts with the part of its chance that is
        needed.

    References
    ----------
    Rockafellar, R. T. and Uryasev, S. (2000). Optimization of conditional value-at-risk.
    Journal of Risk 2(3), 21-41.

    Examples
    --------
    >>> float(conditional_value(np.array([10.0, 0.0]), np.array([0.9, 0.1]), level=0.5))
    8.0
    """
    tail = 1.0 - level
    order = np.argsort(values, kind="stable")
    before = np.concatenate([[0.0], np.cumsum(probability[order])[:-1]])
    taken = np.clip(tail - before, 0.0, probability[order])
    return float(taken @ values[order] / taken.sum())


def with_caution(joint: Joint, *, weight: float, level: float) -> Matrix:
    """Joint model whose objective also counts the worst outcomes.

    ``(1 - weight) · E[V] + weight · CVaR_level(V)``, with a column ``quantile`` for eta and one
    ``below`` a scenario, and the rows ``V_s + below_s - eta >= 0``.

    Parameters
    ----------
    joint : Joint
        Blocks of several scenarios.
    weight : float
        From 0 (only the mean) to 1 (only the worst outcomes).
    level : float
        At least 0, below 1.

    Returns
    -------
    Matrix
        The columns of ``joint`` come first and keep their positions.
    """
    plain = joint.matrix
    if weight == 0:
        return plain
    rows, columns = plain.A.shape
    names = list(joint.blocks)
    count = len(names)
    own = [np.flatnonzero(block.cost) for block in joint.blocks.values()]
    worth = [block.cost[at] for block, at in zip(joint.blocks.values(), own, strict=True)]
    data, row, column = [], [], []
    for number in range(count):
        data.append(np.concatenate([worth[number], [-1.0, 1.0]]))
        row.append(np.full(len(own[number]) + 2, number))
        column.append(
            np.concatenate([joint.at[number][own[number]], [columns, columns + 1 + number]])
        )
    tail = coo_array(
        (np.concatenate(data), (np.concatenate(row), np.concatenate(column))),
        shape=(count, columns + 1 + count),
    )
    wide = csr_array((plain.A.data, plain.A.indices, plain.A.indptr), (rows, columns + 1 + count))
    scenario = {"scenario": names}
    return replace(
        plain,
        A=csr_array(vstack([wide, csr_array(tail)], format="csr")),
        row_lower=np.concatenate([plain.row_lower, np.zeros(count)]),
        row_upper=np.concatenate([plain.row_upper, np.full(count, np.inf)]),
        lower=np.concatenate([plain.lower, [-np.inf], np.zeros(count)]),
        upper=np.concatenate([plain.upper, np.full(1 + count, np.inf)]),
        cost=np.concatenate(
            [
                (1.0 - weight) * plain.cost,
                [weight],
                -weight / (1.0 - level) * joint.probability,
            ]
        ),
        whole=np.concatenate([plain.whole, np.zeros(1 + count, dtype=bool)]),
        rows=plain.rows | {"below": xr.DataArray(rows + np.arange(count), scenario, "scenario")},
        columns=plain.columns
        | {
            "quantile": xr.DataArray(columns),
            "below": xr.DataArray(columns + 1 + np.arange(count), scenario, "scenario"),
        },
    )
