"""How much every industry must produce, directly and indirectly, for a given demand."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

import numpy as np
import xarray as xr

from upriver.core.dims import INDUSTRY
from upriver.core.errors import DataError
from upriver.core.labels import require_dims, require_same_labels
from upriver.core.message import Message, listing
from upriver.inputoutput.square import read_numbers, read_square, square

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy.typing as npt

    Labels = Callable[[npt.NDArray[np.intp]], list[str]]

ENDLESS = 1e12  # output per unit of demand beyond which only rounding keeps I - A from singular


def leontief_inverse(coefficients: xr.DataArray) -> xr.DataArray:
    """Output of the row industry that one unit of final demand for the column industry needs.

    ``L = (I - A)^-1``

    Parameters
    ----------
    coefficients : DataArray (industry, industry_to), money per money
        From `technical_coefficients`, one origin (local, or total for a competitive table).

    Returns
    -------
    DataArray (industry, industry_to), money per money
        At least the identity when all coefficients are non-negative.

    Raises
    ------
    LabelError
        If sellers and buyers differ.
    DataError
        If a cell is missing, or the economy uses up more than it makes.

    Notes
    -----
    The technique is fixed: no substitution, no economies of scale, no bottleneck. For a
    single demand vector `solve_output` is faster and needs no inverse.

    References
    ----------
    .. [1] Miller, R. E. and Blair, P. D. (2009). Input-Output Analysis, 2nd ed., eq. 2.10.

    Examples
    --------
    >>> import xarray as xr
    >>> labels = {"industry": ["1", "2"], "industry_to": ["1", "2"]}
    >>> A = xr.DataArray([[0.15, 0.25], [0.2, 0.05]], labels, ("industry", "industry_to"))
    >>> leontief_inverse(A).round(4).values.tolist()
    [[1.2541, 0.33], [0.264, 1.1221]]
    """
    A = read_square(coefficients, name="coefficients")
    L = _kernel(A, np.eye(len(A)), coefficients)
    _judge(coefficients, A, L.sum(axis=1), axis=0)
    return square(L, coefficients, name="leontief_inverse", units=_units(coefficients))


def ghosh_inverse(output_coefficients: xr.DataArray) -> xr.DataArray:
    """Output of the column industry that rests on one unit of primary input in the row industry.

    ``G = (I - B)^-1``

    Parameters
    ----------
    output_coefficients : DataArray (industry, industry_to), money per money
        From the function of that name.

    Returns
    -------
    DataArray (industry, industry_to), money per money
        At least the identity when all coefficients are non-negative.

    Raises
    ------
    LabelError
        If sellers and buyers differ.
    DataError
        If a cell is missing, or an industry's allocations exceed its output.

    Notes
    -----
    Read it as an account of where output goes, not as a model of supply shocks.

    References
    ----------
    .. [1] Miller, R. E. and Blair, P. D. (2009). Input-Output Analysis, 2nd ed., section 12.1.
    """
    B = read_square(output_coefficients, name="output_coefficients")
    G = _kernel(B, np.eye(len(B)), output_coefficients)
    _judge(output_coefficients, B, G.sum(axis=1), axis=1)
    return square(G, output_coefficients, name="ghosh_inverse", units=_units(output_coefficients))


def solve_output(coefficients: xr.DataArray, final_demand: xr.DataArray) -> xr.DataArray:
    """Output that a final demand needs, without forming the inverse.

    ``x = A x + y``

    Parameters
    ----------
    coefficients : DataArray (industry, industry_to), money per money
        From `technical_coefficients`, one origin.
    final_demand : DataArray (industry) or (industry, any), money
        Demand for the goods of each industry; a second dimension holds several demands.

    Returns
    -------
    DataArray, dimensions as final_demand, its unit
        Output of each industry.

    Raises
    ------
    LabelError
        If labels differ.
    DataError
        If a number is missing, or the economy uses up more than it makes.

    References
    ----------
    .. [1] Miller, R. E. and Blair, P. D. (2009). Input-Output Analysis, 2nd ed., eq. 2.9.
    """
    A = read_square(coefficients, name="coefficients")
    rest = tuple(str(dim) for dim in final_demand.dims if dim != INDUSTRY)
    require_dims(final_demand, (INDUSTRY, *rest[:1]), name="final_demand")
    require_same_labels(
        coefficients, final_demand, dims=(INDUSTRY,), names=("coefficients", "final_demand")
    )
    y = read_numbers(final_demand, name="final_demand")
    columns = y.reshape(len(A), -1)
    # One column of ones rides along: its solution tells whether the economy is productive.
    solved = _kernel(A, np.hstack([columns, np.ones((len(A), 1))]), coefficients)
    _judge(coefficients, A, solved[:, -1], axis=0)
    return xr.DataArray(
        solved[:, :-1].reshape(y.shape),
        final_demand.coords,
        final_demand.dims,
        "output",
        {"units": final_demand.attrs.get("units", "CNY")},
    )


def _kernel(
    A: npt.NDArray[np.float64], right: npt.NDArray[np.float64], like: xr.DataArray
) -> npt.NDArray[np.float64]:
    labels = like.coords[INDUSTRY].values
    matrix = np.negative(A)
    matrix[np.diag_indices_from(matrix)] += 1.0
    try:
        return np.asarray(np.linalg.solve(matrix, right), dtype=np.float64)
    except np.linalg.LinAlgError:
        refuse_singular(closed_circle(A, lambda at: labels[at].tolist()))


def closed_circle(A: npt.NDArray[np.float64], labels: Labels) -> list[str]:
    """Name the industries that live only on each other when ``I - A`` is singular.

    Parameters
    ----------
    A : ndarray (industry, industry)
        Coefficients.
    labels : callable
        Names the industries at some places.

    Returns
    -------
    list of str
        Those whose needs grow without end, the largest first; empty when none stands out.
    """
    matrix = np.negative(A) * (1.0 - 1e-10)
    matrix[np.diag_indices_from(matrix)] += 1.0
    try:
        needs = np.abs(np.linalg.solve(matrix, np.ones(len(A))))
    except np.linalg.LinAlgError:
        return []
    return name_largest(needs, labels)


def name_largest(needs: npt.NDArray[np.float64], labels: Labels) -> list[str]:
    """Name the industries whose needs are of the size of the largest.

    Parameters
    ----------
    needs : ndarray (industry)
        How much of each is needed.
    labels : callable
        Names the industries at some places.

    Returns
    -------
    list of str
        The largest first.
    """
    order = np.argsort(-needs, kind="stable")
    return labels(order[needs[order] > 1e-6 * needs.max(initial=0.0)])


def refuse_singular(circle: Sequence[str]) -> NoReturn:
    """Refuse an economy in which some industries live only on each other.

    Parameters
    ----------
    circle : sequence of str
        The industries.

    Raises
    ------
    DataError
        Always.
    """
    who = f": {listing(circle)}" if circle else ""
    raise DataError(
        Message(
            f"The system I - A is singular, some industries live only on themselves{who}.",
            f"I - A 奇异，部分行业只靠自身或相互消耗{who.replace(': ', '：')}。",
        ),
        Message(
            "Check that coefficients are inputs per unit of output, buyers in columns, and that "
            "these industries have value added.",
            "请确认系数为单位产出的投入、买方在列上，且这些行业有增加值。",
        ),
    )


def refuse_unproductive(
    coefficients: xr.DataArray,
    matrix: Callable[[], npt.NDArray[np.float64]],
    row_sums: npt.NDArray[np.float64],
    *,
    nonnegative: bool,
    axis: int,
) -> None:
    """Refuse coefficients whose chain of indirect needs does not die out.

    For non-negative coefficients the chain converges exactly when ``(I - A) x = 1`` has a
    positive solution; with negative cells the spectral radius decides.

    Parameters
    ----------
    coefficients : DataArray (industry, industry_to)
        Where the labels come from.
    matrix : callable
        Makes the coefficients that are judged; called only when they are doubtful.
    row_sums : ndarray (industry)
        Solution for a demand of one everywhere.
    nonnegative : bool
        Whether none of the coefficients is negative.
    axis : int
        0 for columns of inputs, 1 for rows of allocations.

    Raises
    ------
    DataError
        If the chain does not die out.
    """
    labels = coefficients.coords[INDUSTRY].values
    if nonnegative and (row_sums > 0).all():
        if row_sums.max(initial=0.0) > ENDLESS:
            refuse_singular(name_largest(row_sums, lambda at: labels[at].tolist()))
        return
    A = matrix()
    if not nonnegative and np.abs(np.linalg.eigvals(A)).max(initial=0.0) < 1.0:
        return
    sums = A.sum(axis=axis)
    order = np.argsort(-sums, kind="stable")[:3]
    worst = listing([f"{labels[place]} ({sums[place]:.4g})" for place in order])
    line_en, line_zh = ("column", "列") if axis == 0 else ("row", "行")
    raise DataError(
        Message(
            f"The coefficients use up more than is made; largest {line_en} sums: {worst}.",
            f"系数所消耗的超过所生产的；{line_zh}和最大者：{worst}。",
        ),
        Message(
            "Check the table's balance, and that buyers stand in columns.",
            "请检查表的平衡关系，并确认买方在列上。",
        ),
    )


def _judge(
    coefficients: xr.DataArray,
    A: npt.NDArray[np.float64],
    row_sums: npt.NDArray[np.float64],
    *,
    axis: int,
) -> None:
    nonnegative = bool((A >= 0).all())
    refuse_unproductive(coefficients, lambda: A, row_sums, nonnegative=nonnegative, axis=axis)


def _units(coefficients: xr.DataArray) -> str:
    return str(coefficients.attrs.get("units", "CNY/CNY"))
