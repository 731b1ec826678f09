"""A plan that holds although some things disappoint: a budget of surprises for every limit.

For a row ``a x <= b`` with forms ``d_k(x)`` by which it may be worse:
``a x + G z + sum_k p_k <= b`` · ``z + p_k >= d_k(x)`` · ``z + p_k >= -d_k(x)`` · ``z, p >= 0``
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import xarray as xr
from scipy.sparse import coo_array, csr_array, vstack

from upriver.core.errors import DataError
from upriver.core.message import Message

if TYPE_CHECKING:
    import numpy.typing as npt

    from upriver.planning.matrix import Matrix

# Limits that the effect of an undertaking serves.
SERVED = ("capacity_limit", "output_ramp", "new_markets", "air_freight", "cap", "target")


@dataclass(frozen=True)
class Surprises:
    """What may turn out worse, row by row.

    Parameters
    ----------
    row : ndarray of int (surprise)
        Position of the row that each surprise hits.
    form : csr_array (surprise, column)
        By how much: a linear form of the decisions, whose absolute value counts. Coefficients
        that go wrong together stand in one form.
    """

    row: npt.NDArray[np.int64]
    form: csr_array


def protect(matrix: Matrix, surprises: Surprises, *, budget: float) -> Matrix:
    """Model whose rows hold when at most ``budget`` of their surprises come.

    Parameters
    ----------
    matrix : Matrix
        The model.
    surprises : Surprises
        What may turn out worse. A row with one limit moves against that limit; an equation has
        no worse side.
    budget : float
        How many surprises a row must bear; the part behind the comma counts for one more
        surprise in part. 0 changes nothing, and the number of surprises of a row is its worst
        case.

    Returns
    -------
    Matrix
        The rows and columns of ``matrix`` come first and keep their positions; new columns are
        ``surprise_level`` and ``surprise_part``.

    Raises
    ------
    DataError
        If the budget is negative or a surprise hits an equation.

    Notes
    -----
    Every row has its own budget: the surprises of different rows need not be the same, so the
    protection is on the safe side. With all ``d_k`` independent and symmetric, a row with n
    surprises is broken with a chance of about ``1 - Phi((budget - 1) / sqrt(n))``.

    References
    ----------
    Bertsimas, D. and Sim, M. (2004). The price of robustness. Operations Research 52(1), 35-53.
    """
    if budget < 0:
        raise DataError(
            Message(
                f"A budget of surprises is at least 0, got {budget:g}.",
                f"意外预算不得为负，实际为 {budget:g}。",
            ),
            Message("Choose 0 or more.", "请取 0 或以上。"),
        )
    if budget == 0 or not len(surprises.row):
        return matrix
    _require_one_limit(matrix, surprises)
    hit, level_of = np.unique(surprises.row, return_inverse=True)
    table = _protected(matrix, surprises, budget=budget, hit=hit, level_of=level_of)
    rows, columns = matrix.A.shape
    levels, parts = len(hit), len(surprises.row)
    part = np.arange(parts)
    return replace(
        matrix,
        A=table,
        row_lower=np.concatenate([matrix.row_lower, np.zeros(2 * parts)]),
        row_upper=np.concatenate([matrix.row_upper, np.full(2 * parts, np.inf)]),
        lower=np.concatenate([matrix.lower, np.zeros(levels + parts)]),
        upper=np.concatenate([matrix.upper, np.full(levels + parts, np.inf)]),
        cost=np.concatenate([matrix.cost, np.zeros(levels + parts)]),
        whole=np.concatenate([matrix.whole, np.zeros(levels + parts, dtype=bool)]),
        rows=matrix.rows
        | {
            "surprise_above": _numbered(rows + part, "surprise"),
            "surprise_below": _numbered(rows + parts + part, "surprise"),
        },
        columns=matrix.columns
        | {
            "surprise_level": _numbered(columns + np.arange(levels), "limit"),
            "surprise_part": _numbered(columns + levels + part, "surprise"),
        },
    )


def _protected(
    matrix: Matrix,
    surprises: Surprises,
    *,
    budget: float,
    hit: npt.NDArray[np.int64],
    level_of: npt.NDArray[np.int64],
) -> csr_array:
    """Coefficients: the rows with their protection, then two covers a surprise."""
    rows, columns = matrix.A.shape
    levels, parts = len(hit), len(surprises.row)
    count = columns + levels + parts
    part = np.arange(parts)
    sign = np.where(np.isfinite(matrix.row_upper), 1.0, -1.0)

    def _wider(table: csr_array, height: int) -> csr_array:
        return csr_array((table.data, table.indices, table.indptr), (height, count))

    more = coo_array(
        (
            np.concatenate([budget * sign[hit], sign[surprises.row]]),
            (
                np.concatenate([hit, surprises.row]),
                np.concatenate([columns + np.arange(levels), columns + levels + part]),
            ),
        ),
        shape=(rows, count),
    )
    cover = csr_array(
        coo_array(
            (
                np.ones(2 * parts),
                (
                    np.concatenate([part, part]),
                    np.concatenate([columns + level_of, columns + levels + part]),
                ),
            ),
            shape=(parts, count),
        )
    )
    form = _wider(surprises.form, parts)
    kept = csr_array(_wider(matrix.A, rows) + csr_array(more))
    return csr_array(vstack([kept, cover - form, cover + form], format="csr"))


def _numbered(positions: npt.NDArray[np.int64], dim: str) -> xr.DataArray:
    return xr.DataArray(positions, {dim: np.arange(len(positions)).astype(str)}, dim)


def _require_one_limit(matrix: Matrix, surprises: Surprises) -> None:
    limits = np.isfinite(matrix.row_lower[surprises.row]).astype(int)
    limits += np.isfinite(matrix.row_upper[surprises.row])
    if (limits == 1).all():
        return
    name = matrix.row_name(int(surprises.row[np.flatnonzero(limits != 1)[0]]))
    raise DataError(
        Message(
            f"{name} has two limits or none; only a row with one limit has a worse side.",
            f"{name} 有两侧限制或没有限制；只有单侧约束才有“更坏”的方向。",
        ),
        Message("Name inequalities only.", "请只指定不等式约束。"),
    )


def undertaking_surprises(
    matrix: Matrix, *, loss: float, pattern: csr_array | None = None
) -> Surprises:
    """Projects and opened nodes that bring less than planned.

    Parameters
    ----------
    matrix : Matrix
        Model of a plan.
    loss : float
        Share of its effect that an undertaking loses when it disappoints.
    pattern : csr_array (row, column), optional
        Cells in which an undertaking may have an effect; default those of ``matrix``. Scenarios
        in which some effects vanish need the cells of all of them, to stay comparable.

    Returns
    -------
    Surprises
        One for each undertaking and each limit that its effect serves: capacity, growth of
        output, new markets, air freight, caps and targets.
    """
    owner, count = _owners(matrix)
    served = [matrix.rows[name].values.ravel() for name in SERVED if name in matrix.rows]
    rows = np.concatenate([np.zeros(0, dtype=np.int64), *served])
    serves = np.zeros(matrix.A.shape[0], dtype=bool)
    serves[rows[rows >= 0]] = True

    def _cells(table: csr_array) -> tuple[npt.NDArray[Any], ...]:
        cells = table.tocoo()
        kept = serves[cells.row] & (owner[cells.col] >= 0)
        row = cells.row[kept].astype(np.int64)
        return row * count + owner[cells.col[kept]], cells.col[kept], cells.data[kept]

    keys = np.unique(_cells(matrix.A if pattern is None else pattern)[0])
    own, column, data = _cells(matrix.A)
    form = coo_array(
        (loss * data, (np.searchsorted(keys, own), column)), shape=(len(keys), matrix.A.shape[1])
    )
    return Surprises(keys // count, csr_array(form))


def _owners(matrix: Matrix) -> tuple[npt.NDArray[np.int64], int]:
    """Number of the undertaking that each column decides on, or -1, and how many there are."""
    owner = np.full(matrix.A.shape[1], -1, dtype=np.int64)
    count = 0
    for name, dim in (("started", "project"), ("opened", "candidate")):
        if name in matrix.columns:
            for code in matrix.columns[name].coords[dim].values:
                at = matrix.columns[name].sel({dim: code}).values
                owner[at[at >= 0]] = count
                count += 1
    return owner, max(count, 1)
