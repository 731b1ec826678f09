"""Which matrix has the wanted row and column totals and stays closest to a known one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

from upriver.core.errors import DataError
from upriver.core.labels import require_dims, require_same_labels, require_same_units
from upriver.core.message import Message, listing

if TYPE_CHECKING:
    import numpy.typing as npt

    Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Balanced:
    """A balanced matrix and how the balancing went.

    Parameters
    ----------
    matrix : DataArray
        The balanced matrix, dimensions and labels of the input.
    row_factors, column_factors : DataArray
        The multipliers: ``matrix = r * start * s`` for positive cells, and
        ``start / (r * s)`` for negative ones. NaN for a row or column without entries.
    iterations : int
        Passes over rows and columns.
    gap : float
        Largest absolute gap of a row or column total, over the sum of all absolute totals.
    tolerance : float
        The gap that was asked for.
    """

    matrix: xr.DataArray
    row_factors: xr.DataArray
    column_factors: xr.DataArray
    iterations: int
    gap: float
    tolerance: float


def ras(
    matrix: xr.DataArray,
    row_totals: xr.DataArray,
    column_totals: xr.DataArray,
    *,
    tolerance: float = 1e-10,
    max_iterations: int = 1000,
) -> Balanced:
    """Balance a non-negative matrix by scaling rows and columns in turn.

    ``X = r Z s`` with row and column sums as wanted.

    Parameters
    ----------
    matrix : DataArray (row, column), any unit
        The known matrix. Zero cells stay zero.
    row_totals : DataArray (row), the same unit
        Wanted row sums.
    column_totals : DataArray (column), the same unit
        Wanted column sums.
    tolerance : float
        Largest gap of a row or column sum, over the sum of all totals.
    max_iterations : int
        Passes after which to give up.

    Returns
    -------
    Balanced
        The matrix, its multipliers, the passes and the gap that is left.

    Raises
    ------
    LabelError
        If dimensions or labels do not fit.
    DataError
        If a figure is missing or negative, row and column totals sum to different numbers, a
        positive total meets an empty row or column, or the gap stays above the tolerance.
    UnitError
        If matrix and totals say that their units differ.

    Notes
    -----
    The result minimises the information distance to the start. It moves every cell of a row
    by one factor: a change of technique in a single cell is spread over its row and column.
    With many zeros there may be no solution at all; the error then names the worst rows.

    References
    ----------
    .. [1] Stone, R. and Brown, A. (1962). A Computable Model of Economic Growth. London.
    .. [2] Bacharach, M. (1965). Estimating nonnegative matrices from marginal data.
       International Economic Review 6, 294-310.

    Examples
    --------
    >>> import xarray as xr
    >>> seller, buyer = {"industry": ["a", "b"]}, {"industry_to": ["a", "b"]}
    >>> start = xr.DataArray([[1.0, 1.0], [1.0, 1.0]], {**seller, **buyer},
    ...                      ("industry", "industry_to"))
    >>> rows = xr.DataArray([6.0, 2.0], seller, ("industry",))
    >>> columns = xr.DataArray([4.0, 4.0], buyer, ("industry_to",))
    >>> ras(start, rows, columns).matrix.values.tolist()
    [[3.0, 3.0], [1.0, 1.0]]
    """
    start, rows, columns = _read(matrix, row_totals, column_totals)
    for array, values, name in (
        (matrix, start, "matrix"),
        (row_totals, rows, "row_totals"),
        (column_totals, columns, "column_totals"),
    ):
        if (values < 0).any():
            raise _refuse_cells(array, values < 0, name, "negative", "负数", gras_helps=True)
    return _balance(matrix, start, rows, columns, tolerance, max_iterations)


def gras(
    matrix: xr.DataArray,
    row_totals: xr.DataArray,
    column_totals: xr.DataArray,
    *,
    tolerance: float = 1e-10,
    max_iterations: int = 1000,
) -> Balanced:
    """Balance a matrix that has negative cells, keeping every sign.

    ``X = r P s - N / (r s)`` with ``P`` the positive and ``N`` the negative part.

    Parameters
    ----------
    matrix : DataArray (row, column), any unit
        The known matrix. Zero cells stay zero, signs stay.
    row_totals : DataArray (row), the same unit
        Wanted row sums, of any sign.
    column_totals : DataArray (column), the same unit
        Wanted column sums, of any sign.
    tolerance : float
        Largest gap of a row or column sum, over the sum of all absolute totals.
    max_iterations : int
        Passes after which to give up.

    Returns
    -------
    Balanced
        The matrix, its multipliers, the passes and the gap that is left.

    Raises
    ------
    LabelError
        If dimensions or labels do not fit.
    DataError
        If a figure is missing, row and column totals sum to different numbers, a total asks
        for a sign that its row or column cannot give, or the gap stays above the tolerance.
    UnitError
        If matrix and totals say that their units differ.

    Notes
    -----
    Without negative cells the result is that of `ras`. Final uses with stock changes and
    tables with an error column need it.

    References
    ----------
    .. [1] Junius, T. and Oosterhaven, J. (2003). The solution of updating or regionalizing a
       matrix with both positive and negative entries. Economic Systems Research 15, 87-96.
    .. [2] Lenzen, M., Wood, R. and Gallego, B. (2007). Some comments on the GRAS method.
       Economic Systems Research 19, 461-465.
    .. [3] Temurshoev, U., Miller, R. E. and Bouwmeester, M. C. (2013). A note on the GRAS
       method. Economic Systems Research 25, 361-367.
    """
    start, rows, columns = _read(matrix, row_totals, column_totals)
    return _balance(matrix, start, rows, columns, tolerance, max_iterations)


def _balance(
    matrix: xr.DataArray,
    start: Numbers,
    rows: Numbers,
    columns: Numbers,
    tolerance: float,
    max_iterations: int,
) -> Balanced:
    dim_row, dim_column = (str(dim) for dim in matrix.dims)
    _refuse_impossible(matrix, start, rows, dim_row)
    _refuse_impossible(matrix, start.T, columns, dim_column)
    r, s, iterations, gap = _kernel(start, rows, columns, tolerance, max_iterations)
    values = _scaled(start, r, s)
    if not gap <= tolerance:
        raise _not_converged(matrix, values, rows, columns, gap, iterations)
    empty_row, empty_column = ~start.any(axis=1), ~start.any(axis=0)
    units = {"units": matrix.attrs["units"]} if "units" in matrix.attrs else {}
    return Balanced(
        xr.DataArray(values, matrix.coords, matrix.dims, "balanced", units),
        xr.DataArray(
            np.where(empty_row, np.nan, r),
            {dim_row: matrix.coords[dim_row].values},
            (dim_row,),
            "row_factors",
            {"units": "ratio"},
        ),
        xr.DataArray(
            np.where(empty_column, np.nan, s),
            {dim_column: matrix.coords[dim_column].values},
            (dim_column,),
            "column_factors",
            {"units": "ratio"},
        ),
        iterations,
        gap,
        tolerance,
    )


def _kernel(
    start: Numbers, rows: Numbers, columns: Numbers, tolerance: float, max_iterations: int
) -> tuple[Numbers, Numbers, int, float]:
    """Multipliers of rows and columns, the passes taken, and the gap that is left."""
    positive, negative = np.maximum(start, 0.0), np.maximum(-start, 0.0)
    scale = max(float(np.abs(rows).sum()), float(np.abs(columns).sum())) or 1.0
    r, s = np.ones(len(rows)), np.ones(len(columns))
    gap, iterations = np.inf, 0
    while iterations < max_iterations and gap > tolerance:
        # Where no balance exists the factors run away; the last ones that were numbers are kept.
        with np.errstate(over="ignore", invalid="ignore"):
            up = _factors(rows, positive @ s, negative @ _inverse(s))
            across = _factors(columns, up @ positive, _inverse(up) @ negative)
            values = _scaled(start, up, across)
        if not np.isfinite(values).all():
            break
        r, s = up, across
        iterations += 1
        gap = (
            max(
                float(np.abs(values.sum(axis=1) - rows).max(initial=0.0)),
                float(np.abs(values.sum(axis=0) - columns).max(initial=0.0)),
            )
            / scale
        )
    return r, s, iterations, gap


def _factors(totals: Numbers, plus: Numbers, minus: Numbers) -> Numbers:
    """Positive root of ``plus f^2 - total f - minus = 0``: the factor that meets the total.

    Where the row is all positive it is ``total / plus``; where it is all negative,
    ``-minus / total``. An empty row keeps the factor 1.
    """
    out = np.ones_like(totals)
    root = np.sqrt(totals**2 + 4.0 * plus * minus)
    up = (plus > 0) & (totals >= 0)
    out[up] = (totals[up] + root[up]) / (2.0 * plus[up])
    # The same root without the difference of two near numbers.
    down = (minus > 0) & (totals < 0)
    out[down] = 2.0 * minus[down] / (root[down] - totals[down])
    return out


def _inverse(factors: Numbers) -> Numbers:
    """Reciprocal; 0 where the factor is 0, because such a row has no negative cells."""
    out = np.zeros_like(factors)
    np.divide(1.0, factors, out=out, where=factors != 0)
    return out


def _scaled(start: Numbers, r: Numbers, s: Numbers) -> Numbers:
    up = r[:, None] * np.maximum(start, 0.0) * s
    down = _inverse(r)[:, None] * np.maximum(-start, 0.0) * _inverse(s)
    return np.asarray(up - down, dtype=np.float64)


def _read(
    matrix: xr.DataArray, row_totals: xr.DataArray, column_totals: xr.DataArray
) -> tuple[Numbers, Numbers, Numbers]:
    dims = tuple(str(dim) for dim in matrix.dims)
    require_dims(matrix, dims if len(dims) == 2 else ("row", "column"), name="matrix")
    require_dims(row_totals, dims[:1], name="row_totals")
    require_dims(column_totals, dims[1:], name="column_totals")
    require_same_labels(matrix, row_totals, dims=dims[:1], names=("matrix", "row_totals"))
    require_same_labels(matrix, column_totals, dims=dims[1:], names=("matrix", "column_totals"))
    for totals, name in ((row_totals, "row_totals"), (column_totals, "column_totals")):
        require_same_units(matrix, totals, names=("matrix", name))
    values = []
    for array, name in (
        (matrix, "matrix"),
        (row_totals, "row_totals"),
        (column_totals, "column_totals"),
    ):
        numbers = np.asarray(array.values, dtype=np.float64)
        if not np.isfinite(numbers).all():
            raise _refuse_cells(array, ~np.isfinite(numbers), name, "unknown", "未知")
        values.append(numbers)
    start, rows, columns = values
    total_rows, total_columns = float(rows.sum()), float(columns.sum())
    scale = max(float(np.abs(rows).sum()), float(np.abs(columns).sum()))
    if abs(total_rows - total_columns) > 1e-9 * scale:
        raise DataError(
            Message(
                f"row_totals sum to {total_rows:.10g}, column_totals to {total_columns:.10g}; "
                "they must be equal.",
                f"row_totals 合计 {total_rows:.10g}，column_totals 合计 {total_columns:.10g}；"
                "二者必须相等。",
            ),
            Message(
                "Scale one set to the other's sum and say so.",
                "请把其中一组按比例调整到另一组的合计，并注明。",
            ),
        )
    return start, rows, columns


def _refuse_cells(
    array: xr.DataArray,
    bad: npt.NDArray[np.bool_],
    name: str,
    en: str,
    zh: str,
    *,
    gras_helps: bool = False,
) -> DataError:
    cells = [
        " -> ".join(
            str(array.coords[dim].values[place])
            for dim, place in zip(array.dims, position, strict=True)
        )
        for position in np.argwhere(bad)
    ]
    remedy = (
        Message("Use gras for negative cells.", "含负数请用 gras。")
        if gras_helps
        else Message("Fill or estimate them first.", "请先补齐或估计。")
    )
    return DataError(
        Message(f"{name} is {en} at {listing(cells)}.", f"{name} 在 {listing(cells)} 处为{zh}。"),
        remedy,
    )


def _refuse_impossible(matrix: xr.DataArray, lines: Numbers, totals: Numbers, dim: str) -> None:
    """Refuse a total whose sign no cell of its row (or column) can give."""
    can_rise, can_fall = (lines > 0).any(axis=1), (lines < 0).any(axis=1)
    # A mixed line reaches any total; a one-sided line with total 0 is scaled to nothing,
    # which is only possible for positive cells.
    bad = ((totals > 0) & ~can_rise) | ((totals < 0) & ~can_fall)
    bad |= (totals == 0) & can_fall & ~can_rise
    if bad.any():
        found = [
            f"{label} ({total:.6g})"
            for label, total in zip(matrix.coords[dim].values[bad], totals[bad], strict=True)
        ]
        raise DataError(
            Message(
                f"No cell along {dim} can give the wanted total: {listing(found)}.",
                f"{dim} 维上没有单元格能达到所要求的合计：{listing(found)}。",
            ),
            Message(
                "Give the matrix a starting value there, or set the total to 0.",
                "请为矩阵补一个初始值，或把该合计设为 0。",
            ),
        )


def _not_converged(
    matrix: xr.DataArray,
    values: Numbers,
    rows: Numbers,
    columns: Numbers,
    gap: float,
    iterations: int,
) -> DataError:
    worst = []
    for dim, axis, totals in zip(matrix.dims, (1, 0), (rows, columns), strict=True):
        gaps = np.abs(values.sum(axis=axis) - totals)
        place = int(gaps.argmax())
        worst.append(f"{dim} {matrix.coords[dim].values[place]} ({gaps[place]:.4g})")
    return DataError(
        Message(
            f"No balance after {iterations} iterations: relative gap {gap:.3g}, largest at "
            f"{'; '.join(worst)}.",
            f"迭代 {iterations} 次后仍未平衡：相对缺口 {gap:.3g}，最大处 {'；'.join(worst)}。",
        ),
        Message(
            "Raise max_iterations or tolerance; if it stays, zeros block the wanted totals.",
            "请提高 max_iterations 或放宽 tolerance；若仍不收敛，说明零单元格使合计无法达到。",
        ),
    )
