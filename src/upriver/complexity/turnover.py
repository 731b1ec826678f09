"""Which industries came to a place, which left it, and how fast things grew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

from upriver.complexity.matrix import read_years
from upriver.core.dims import INDUSTRY, PLACE, YEAR
from upriver.core.errors import DataError
from upriver.core.frames import Table, arrays_to_table
from upriver.core.message import Message, listing

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]


def entries(presence: xr.DataArray) -> xr.DataArray:
    """Whether an industry that a place had not in one year is there in the next.

    Parameters
    ----------
    presence : DataArray (year, place, industry), ratio
        1, 0, or NaN for unknown, at least two years in order.

    Returns
    -------
    DataArray (year, place, industry), ratio
        From the second year on: 1 entered, 0 stayed away; NaN where the place had it before,
        or one of the two is unknown. The mean over any dimension is an entry rate.

    Raises
    ------
    LabelError
        If the dimensions are others.
    DataError
        If there are fewer than two years, they are not in order, or a cell is neither 0 nor 1
        nor unknown.

    Notes
    -----
    A quotient that wavers about the threshold enters and exits without anything having
    happened: ask for a low start and a high end where that matters.

    References
    ----------
    .. [1] Boschma, R., Balland, P.-A. and Kogler, D. F. (2015). Relatedness and technological
       change in cities. Industrial and Corporate Change 24, 223-250.
    """
    M = _read_presence(presence)
    return _moves(presence, M, was=0.0, became=1.0, name="entries")


def exits(presence: xr.DataArray) -> xr.DataArray:
    """Whether an industry that a place had in one year is gone in the next.

    Parameters
    ----------
    presence : DataArray (year, place, industry), ratio
        1, 0, or NaN for unknown, at least two years in order.

    Returns
    -------
    DataArray (year, place, industry), ratio
        From the second year on: 1 left, 0 stayed; NaN where the place had it not before, or
        one of the two is unknown. The mean over any dimension is an exit rate.

    Raises
    ------
    LabelError
        If the dimensions are others.
    DataError
        If there are fewer than two years, they are not in order, or a cell is neither 0 nor 1
        nor unknown.

    References
    ----------
    .. [1] Neffke, F., Henning, M. and Boschma, R. (2011). How do regions diversify over time?
       Economic Geography 87, 237-265.
    """
    M = _read_presence(presence)
    return _moves(presence, M, was=1.0, became=0.0, name="exits")


def turnover_table(presence: xr.DataArray) -> Table:
    """List entries and exits, one row a year, place and industry.

    Parameters
    ----------
    presence : DataArray (year, place, industry), ratio
        1, 0, or NaN for unknown, at least two years in order.

    Returns
    -------
    Table
        ``year place industry entry exit``, from the second year on; ``entry`` and ``exit`` as
        `entries` and `exits` have them, null where nothing could enter or leave. A row without
        either is one with an unknown year.

    Raises
    ------
    LabelError
        If the dimensions are others.
    DataError
        If there are fewer than two years, they are not in order, or a cell is neither 0 nor 1
        nor unknown.

    Examples
    --------
    >>> import xarray as xr
    >>> presence = xr.DataArray([[[0.0, 1.0]], [[1.0, 1.0]]],
    ...     {"year": [2010, 2020], "place": ["A"], "industry": ["cars", "ships"]},
    ...     ("year", "place", "industry"))
    >>> for row in turnover_table(presence).to_dicts():
    ...     print(row["industry"], row["entry"], row["exit"])
    cars 1.0 None
    ships None 0.0
    """
    moves = {"entry": entries(presence), "exit": exits(presence)}
    return arrays_to_table(moves, [YEAR, PLACE, INDUSTRY])


def growth(output: xr.DataArray) -> xr.DataArray:
    """Growth from one year of the panel to the next, per year.

    ``(x_t / x_s)^(1 / (t - s)) - 1``

    Parameters
    ----------
    output : DataArray (year, place, industry), any unit
        NaN where unknown, at least two years in order.

    Returns
    -------
    DataArray (year, place, industry), per year
        From the second year on; -1 where all was lost. NaN where it started from zero, or one
        of the two is unknown.

    Raises
    ------
    LabelError
        If the dimensions are others.
    DataError
        If there are fewer than two years, they are not in order, or a number is negative or
        infinite.
    """
    x = read_years(output, name="output")
    if ((x < 0.0) | np.isinf(x)).any():
        raise DataError(
            Message("output has negative or infinite numbers.", "output 含负数或无穷大。"),
            Message("Correct them; unknown ones stay empty.", "请改正；未知的请留空。"),
        )
    steps = np.diff(output.coords[YEAR].values)[:, None, None]
    before = np.where(x[:-1] > 0.0, x[:-1], np.nan)
    values = (x[1:] / before) ** (1.0 / steps) - 1.0
    return _later(values, output, "growth", "1/year")


def _read_presence(presence: xr.DataArray) -> Floats:
    M = read_years(presence, name="presence")
    odd = np.argwhere(~np.isnan(M) & (M != 0.0) & (M != 1.0))
    if len(odd):
        coords = [presence.coords[dim].values for dim in (YEAR, PLACE, INDUSTRY)]
        cells = [
            f"{coords[0][t]} {coords[1][p]}, {coords[2][i]}: {M[t, p, i]:g}" for t, p, i in odd
        ]
        raise DataError(
            Message(
                f"presence must be 0, 1 or unknown in every cell, got {listing(cells)}.",
                f"presence 的每个单元格应为 0、1 或未知，实际为 {listing(cells)}。",
            ),
            Message(
                "Apply presence to the quotients first.", "请先用 presence 按门槛化为 0 和 1。"
            ),
        )
    return M


def _moves(
    presence: xr.DataArray, M: Floats, *, was: float, became: float, name: str
) -> xr.DataArray:
    at_risk = (M[:-1] == was) & ~np.isnan(M[1:])
    values = np.where(at_risk, (M[1:] == became).astype(np.float64), np.nan)
    return _later(values, presence, name, "ratio")


def _later(values: Floats, array: xr.DataArray, name: str, units: str) -> xr.DataArray:
    coords = {
        YEAR: array.coords[YEAR].values[1:],
        PLACE: array.coords[PLACE].values,
        INDUSTRY: array.coords[INDUSTRY].values,
    }
    return xr.DataArray(values, coords, (YEAR, PLACE, INDUSTRY), name, {"units": units})
