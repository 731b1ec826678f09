"""How far the coefficients of a rule lie apart, and the size at which a solver gets the rule.

The unit of a rule is arbitrary: tonnes or ten thousand tonnes of the same cap are the same cap.
What counts is how far its own coefficients lie apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from upriver.core.errors import PlanningError
from upriver.core.message import Message

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt
    import xarray as xr

    from upriver.planning.matrix import Matrix

    Real = npt.NDArray[np.float64]

WIDEST_RANGE = 1e8
SMALLEST = 1e-6
"""Size below which no coefficient is brought; solvers drop those below 1e-9."""
# Tables from which the coefficients of a rule come.
FROM_TABLES = {
    "chain_balance": "flows",
    "inflow_share": "flows, final_uses",
    "inflow_limit": "flows, final_uses",
    "replaced_limit": "flows, final_uses",
    "capacity_limit": "projects, industry_parameters",
    "output_ramp": "projects, industry_parameters",
    "new_markets": "projects, industry_parameters",
    "spending_capacity": "industry_parameters",
    "spending_projects": "projects",
    "spending_abatement": "projects",
    "spending_routes": "projects",
    "spending_entry": "projects, industry_parameters",
    "spending_talent": "talent",
    "talent_need": "skill_needs, talent",
    "air_freight": "industry_parameters, industries, projects",
    "cap": "pressures, projects",
    "target": "targets, crosswalk",
    "target_whole": "targets, crosswalk",
    "shared_cap": "caps, pressures, projects",
    "trade_bought_most": "trade",
    "trade_bought_least": "trade",
    "trade_sold_most": "trade",
    "trade_sold_least": "trade",
}


def row_extremes(matrix: Matrix) -> tuple[Real, Real]:
    """Smallest and largest coefficient of every row, by size.

    Parameters
    ----------
    matrix : Matrix
        A model taken apart.

    Returns
    -------
    tuple of ndarray
        One number a row; 1 for rows without coefficients.
    """
    sizes, starts = np.abs(matrix.A.data), matrix.A.indptr
    small, large = np.ones(len(starts) - 1), np.ones(len(starts) - 1)
    full = np.flatnonzero(np.diff(starts))
    if len(full):
        small[full] = np.minimum.reduceat(sizes, starts[full])
        large[full] = np.maximum.reduceat(sizes, starts[full])
    return small, large


def row_factors(matrix: Matrix) -> Real:
    """By what each row is multiplied before a solver gets it: powers of two, which lose nothing.

    Parameters
    ----------
    matrix : Matrix
        A model taken apart.

    Returns
    -------
    ndarray
        They bring the largest coefficient of a row to 1 and below 2, unless its smallest would
        then fall below a millionth.
    """
    small, large = row_extremes(matrix)
    to_one, to_least = -np.floor(np.log2(large)), np.ceil(np.log2(SMALLEST / small))
    return np.exp2(np.maximum(to_one, to_least))


def coefficient_range(matrix: Matrix) -> float:
    """Largest over smallest coefficient within a row, of the row where it is widest.

    Parameters
    ----------
    matrix : Matrix
        A model taken apart.

    Returns
    -------
    float
        At least 1.
    """
    small, large = row_extremes(matrix)
    return float((large / small).max(initial=1.0))


def check_range(matrix: Matrix, *, labels: Mapping[str, Message] | None = None) -> None:
    """Refuse a model with a rule whose coefficients lie too far apart.

    Parameters
    ----------
    matrix : Matrix
        A model taken apart, or made by hand.
    labels : mapping of str to Message, optional
        Names of the codes, for the message.

    Raises
    ------
    PlanningError
        If coefficients of a row differ by more than eight orders of magnitude; the two cells
        are named, with the tables their figures come from.
    """
    small, large = row_extremes(matrix)
    spread = large / small
    if spread.max(initial=1.0) <= WIDEST_RANGE:
        return
    row = int(spread.argmax())
    begin, end = matrix.A.indptr[row : row + 2]
    values, columns = matrix.A.data[begin:end], matrix.A.indices[begin:end]
    sizes, names = np.abs(values), labels or {}
    rule = _in_words(matrix.rows, row, names)
    table = FROM_TABLES.get(matrix.row_name(row).partition("(")[0], "")

    def _cell(at: int) -> Message:
        column = _in_words(matrix.columns, int(columns[at]), names)
        return Message(f"{values[at]:.3g} of {column.en}", f"{column.zh} 的 {values[at]:.3g}")

    least, most = _cell(int(sizes.argmin())), _cell(int(sizes.argmax()))
    raise PlanningError(
        Message(
            f"The coefficients of {rule.en} range over {spread[row]:.1e}; at most "
            f"{WIDEST_RANGE:.0e} can be solved safely. Smallest: {least.en}. "
            f"Largest: {most.en}." + (f" They come from the tables {table}." if table else ""),
            f"{rule.zh} 的系数跨度为 {spread[row]:.1e}，可靠求解的上限为 {WIDEST_RANGE:.0e}。"
            f"最小：{least.zh}。最大：{most.zh}。" + (f"数据来自表 {table}。" if table else ""),
        ),
        Message("Correct the figure or its unit in the tables.", "请核对表中该数值或其单位。"),
    )


def _in_words(
    blocks: Mapping[str, xr.DataArray], position: int, names: Mapping[str, Message]
) -> Message:
    """A row or column with its dimensions, its codes and their names."""
    for block, positions in blocks.items():
        found = np.argwhere(positions.values == position)
        if len(found):
            codes = {
                str(dim): str(positions.coords[dim].values[at])
                for dim, at in zip(positions.dims, found[0], strict=True)
            }
            en, zh = (
                ", ".join(
                    f"{dim}={code}" + (f" {getattr(names[code], side)}" if code in names else "")
                    for dim, code in codes.items()
                )
                for side in ("en", "zh")
            )
            return Message(f"{block}({en})", f"{block}({zh})") if codes else Message(block, block)
    return Message(str(position), str(position))
