"""How unevenly a place's economy, or an industry's geography, is spread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np
import xarray as xr

from upriver.complexity.matrix import read_matrix, read_weights
from upriver.core.dims import INDUSTRY, PLACE
from upriver.core.errors import DataError
from upriver.core.message import Message
from upriver.core.numerics import divide

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

Over = Literal["place", "industry"]


def herfindahl(output: xr.DataArray, *, over: Over, normalised: bool = False) -> xr.DataArray:
    """Sum of squared shares (Herfindahl-Hirschman index).

    ``H = sum_k s_k^2``, normalised ``(H - 1/n) / (1 - 1/n)``

    Parameters
    ----------
    output : DataArray (place, industry), any unit
        Output, jobs or counts; NaN where unknown.
    over : {"place", "industry"}
        What is summed over: ``industry`` tells how specialised each place is, ``place`` how
        concentrated each industry is.
    normalised : bool
        Whether 0 means evenly spread, whatever the number of cells.

    Returns
    -------
    DataArray (the other dimension), ratio
        From ``1/n``, normalised from 0, to 1. Unknown cells are left out of shares and of
        ``n``; NaN without any output, and normalised with a single known cell.

    Raises
    ------
    LabelError
        If the dimensions are others.
    DataError
        If a number is negative, or `over` is neither of the two.

    References
    ----------
    .. [1] Hirschman, A. O. (1964). The paternity of an index. American Economic Review 54, 761.

    Examples
    --------
    >>> import xarray as xr
    >>> output = xr.DataArray([[3.0, 1.0], [2.0, 2.0]],
    ...     {"place": ["A", "B"], "industry": ["cars", "ships"]}, ("place", "industry"))
    >>> herfindahl(output, over="industry").values.tolist()
    [0.625, 0.5]
    """
    x, known = _turned(output, over)
    index = (_shares(x) ** 2).sum(axis=1)
    if normalised:
        least = divide(1.0, known.sum(axis=1))
        index = divide(index - least, 1.0 - least)
    return _result(index, output, over, "herfindahl", "ratio")


def entropy(output: xr.DataArray, *, over: Over, base: float = 2.0) -> xr.DataArray:
    """Shannon entropy of the shares.

    ``E = -sum_k s_k log s_k``

    Parameters
    ----------
    output : DataArray (place, industry), any unit
        Output, jobs or counts; NaN where unknown.
    over : {"place", "industry"}
        What is summed over: ``industry`` tells how varied each place is.
    base : float
        Base of the logarithm; 2 gives bits.

    Returns
    -------
    DataArray (the other dimension), bits by default
        From 0 (all in one) to ``log n`` (evenly spread). Unknown cells are left out; NaN
        without any output.

    Raises
    ------
    LabelError
        If the dimensions are others.
    DataError
        If a number is negative, `over` is neither of the two, or the base is not above 1.

    References
    ----------
    .. [1] Shannon, C. E. (1948). A mathematical theory of communication. Bell System Technical
       Journal 27, 379-423.
    """
    if not base > 1.0:
        raise DataError(
            Message(f"base must be above 1, got {base}.", f"base 应大于 1，实际为 {base}。"),
            Message("Use 2 for bits.", "以 2 为底得到比特。"),
        )
    x, _ = _turned(output, over)
    share = _shares(x)
    logs = np.log(np.where(share > 0.0, share, 1.0)) / np.log(base)
    # Adding 0 turns the -0.0 of a single cell into 0.0.
    return _result(-(share * logs).sum(axis=1) + 0.0, output, over, "entropy", "bits")


def gini(output: xr.DataArray, *, over: Over) -> xr.DataArray:
    """Gini coefficient of the values.

    ``G = sum_kl |x_k - x_l| / (2 n sum_k x_k)``

    Parameters
    ----------
    output : DataArray (place, industry), any unit
        Output, jobs or counts; NaN where unknown.
    over : {"place", "industry"}
        Whose inequality is meant.

    Returns
    -------
    DataArray (the other dimension), ratio
        From 0 (all equal) to ``1 - 1/n``. Zeros count, unknown cells do not; NaN without any
        output.

    Raises
    ------
    LabelError
        If the dimensions are others.
    DataError
        If a number is negative, or `over` is neither of the two.

    Notes
    -----
    It takes places of different size as equals; `locational_gini` compares with their size.

    References
    ----------
    .. [1] Gini, C. (1921). Measurement of inequality of incomes. Economic Journal 31, 124-126.
    """
    x, known = _turned(output, over)
    count = known.sum(axis=1)
    ranked = np.sort(np.where(known, x, np.inf), axis=1)
    rank = np.arange(1, x.shape[1] + 1)
    inside = rank <= count[:, None]
    weighted = np.where(inside, np.where(np.isinf(ranked), 0.0, ranked) * rank, 0.0).sum(axis=1)
    total = np.where(known, x, 0.0).sum(axis=1)
    values = divide(2.0 * weighted - (count + 1.0) * total, count * total)
    return _result(values, output, over, "gini", "ratio")


def krugman_index(output: xr.DataArray, *, reference: xr.DataArray | None = None) -> xr.DataArray:
    """How far the structure of a place is from that of all places together.

    ``K_p = sum_i |s_pi - s_i|``

    Parameters
    ----------
    output : DataArray (place, industry), any unit
        Output, jobs or counts; NaN where unknown.
    reference : DataArray (industry), any unit, optional
        Output by industry to compare with, such as the nation's; default all places together.

    Returns
    -------
    DataArray (place), ratio
        From 0 (the same structure) to 2 (nothing in common). NaN for a place with an unknown
        cell or without output.

    Raises
    ------
    LabelError
        If dimensions or industries differ.
    DataError
        If a number is negative, or a reference is unknown.

    Notes
    -----
    All places together include the place itself; give the others as reference to leave it out.
    Half of the index is the coefficient of specialisation. Next to it, how unevenly the quotients
    of a place are spread is ``gini(rca(output), over="industry")``.

    References
    ----------
    .. [1] Krugman, P. (1991). Geography and Trade. MIT Press, pp. 75-76.
    """
    share, whole = _beside_the_whole(output, reference)
    return _place(np.abs(share - whole).sum(axis=1), output, "krugman_index")


def specialisation_coefficient(
    output: xr.DataArray, *, reference: xr.DataArray | None = None
) -> xr.DataArray:
    """Share of a place's output that would have to change industry to match all places together.

    ``C_p = sum_i |s_pi - s_i| / 2``

    Parameters
    ----------
    output : DataArray (place, industry), any unit
        Output, jobs or counts; NaN where unknown.
    reference : DataArray (industry), any unit, optional
        Output by industry to compare with, such as the nation's; default all places together.

    Returns
    -------
    DataArray (place), ratio
        From 0 to 1; NaN as in `krugman_index`.

    Raises
    ------
    LabelError
        If dimensions or industries differ.
    DataError
        If a number is negative, or a reference is unknown.

    References
    ----------
    .. [1] Hoover, E. M. and Giarratani, F. (1985). An Introduction to Regional Economics, 3rd
       ed., section 9.4.
    """
    values = 0.5 * krugman_index(output, reference=reference).values
    return _place(values, output, "specialisation_coefficient")


def hachman_index(output: xr.DataArray, *, reference: xr.DataArray | None = None) -> xr.DataArray:
    """How alike the structure of a place is to that of all places together.

    ``H_p = 1 / sum_i (s_pi / s_i) s_pi``

    Parameters
    ----------
    output : DataArray (place, industry), any unit
        Output, jobs or counts; NaN where unknown.
    reference : DataArray (industry), any unit, optional
        Output by industry to compare with, such as the nation's; default all places together.

    Returns
    -------
    DataArray (place), ratio
        Above 0 to 1 (the same structure); NaN as in `krugman_index`, and for a place with an
        industry that the reference has not.

    Raises
    ------
    LabelError
        If dimensions or industries differ.
    DataError
        If a number is negative, or a reference is unknown.

    Notes
    -----
    Industries that are small everywhere weigh most: a place with an odd small industry looks
    unlike all others.

    References
    ----------
    .. [1] Hachman, F. (1995). Economic Report to the Governor. Bureau of Economic and Business
       Research, University of Utah.
    """
    share, whole = _beside_the_whole(output, reference)
    quotient = divide(share, np.broadcast_to(whole, share.shape))
    # An industry that is nowhere has no quotient, and no share to weigh it with.
    mean = np.where((whole == 0.0) & (share == 0.0), 0.0, quotient * share).sum(axis=1)
    return _place(divide(1.0, mean), output, "hachman_index")


def _beside_the_whole(
    output: xr.DataArray, reference: xr.DataArray | None
) -> tuple[Floats, Floats]:
    """Shares of each place, and those to compare with; unknown cells spoil their place."""
    x = read_matrix(output, name="output")
    if reference is None:
        beside = np.where(np.isnan(x), 0.0, x).sum(axis=0)
    else:
        beside = read_weights(reference, beside=output, dim=INDUSTRY, name="reference")
    return divide(x, x.sum(axis=1, keepdims=True)), divide(beside, beside.sum())


def _turned(output: xr.DataArray, over: Over) -> tuple[Floats, npt.NDArray[np.bool_]]:
    """Rows of the dimension that stays, and which cells are known."""
    if over not in (PLACE, INDUSTRY):
        raise DataError(
            Message(
                f"over must be 'place' or 'industry', got {over!r}.",
                f"over 应为 'place' 或 'industry'，实际为 {over!r}。",
            ),
            Message("Name what is summed over.", "请指明对哪一维求和。"),
        )
    x = read_matrix(output, name="output")
    x = x if over == INDUSTRY else x.T
    return x, ~np.isnan(x)


def _shares(x: Floats) -> Floats:
    """Shares of the known cells; a row without output is NaN."""
    known = np.where(np.isnan(x), 0.0, x)
    return divide(known, known.sum(axis=1, keepdims=True))


def _result(
    values: Floats, output: xr.DataArray, over: Over, name: str, units: str
) -> xr.DataArray:
    dim = PLACE if over == INDUSTRY else INDUSTRY
    return xr.DataArray(values, {dim: output.coords[dim].values}, (dim,), name, {"units": units})


def _place(values: Floats, output: xr.DataArray, name: str) -> xr.DataArray:
    return _result(values, output, "industry", name, "ratio")
