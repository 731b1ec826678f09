"""How alike the profiles of industries or places are, when sizes differ and cells are missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np
import xarray as xr

from upriver.complexity.matrix import OTHER, read_matrix
from upriver.core.dims import INDUSTRY, to
from upriver.core.errors import DataError, LabelError
from upriver.core.labels import require_dims, require_same_labels
from upriver.core.message import Message, listing
from upriver.core.numerics import divide

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]


def weighted_correlation(values: xr.DataArray, *, weights: xr.DataArray) -> xr.DataArray:
    """Relatedness of columns as their weighted correlation over the rows, from 0 to 1.

    ``(1 + r_ij) / 2`` with ``r`` the correlation of columns i and j over the rows where both
    are known; means are weighted by ``w``, products of deviations by ``w^2``

    Parameters
    ----------
    values : DataArray (row, column), any unit
        For the relatedness of industries: local shares, (place, industry). For that of places:
        location quotients, (industry, place). NaN where unknown.
    weights : DataArray (row), any unit
        How far each row is trusted: the size of the place, or of the industry.

    Returns
    -------
    DataArray (column, column_to), ratio
        From 0 (opposite profiles) to 1 (the same); 1 on the diagonal. NaN where the two are
        known together in fewer than 2 rows, or one of them does not vary there.

    Raises
    ------
    LabelError
        If the dimensions are not two, or the rows of values and weights differ.
    DataError
        If a value is infinite, or a weight is missing or negative.

    Notes
    -----
    Weights keep small places, whose shares are mostly noise, from deciding. Missing cells are
    left out pair by pair, so the matrix need not be positive semidefinite.

    References
    ----------
    .. [1] Davies, B. and Mare, D. C. (2021). Relatedness, complexity and local growth. Regional
       Studies 55, 479-494.
    .. [2] Langfelder, P. and Horvath, S. (2008). WGCNA: an R package for weighted correlation
       network analysis. BMC Bioinformatics 9, 559.

    Examples
    --------
    >>> import xarray as xr
    >>> share = xr.DataArray([[0.2, 0.4], [0.3, 0.6], [0.5, 1.0]],
    ...     {"place": list("ABC"), "industry": ["cars", "ships"]}, ("place", "industry"))
    >>> size = xr.DataArray([1.0, 2.0, 3.0], {"place": list("ABC")}, ("place",))
    >>> weighted_correlation(share, weights=size).round(12).values.tolist()
    [[1.0, 1.0], [1.0, 1.0]]
    """
    row, column = _dims(values)
    require_dims(values, (row, column), name="values")
    require_dims(weights, (row,), name="weights")
    require_same_labels(values, weights, dims=(row,), names=("values", "weights"))
    x = np.asarray(values.values, dtype=np.float64)
    w = np.asarray(weights.values, dtype=np.float64)
    bad = weights.coords[row].values[~(w >= 0.0) | np.isinf(w)]
    if bad.size:
        raise DataError(
            Message(
                f"weights must be known and at least 0, but are not at {listing(bad.tolist())}.",
                f"weights 应为已知的非负数，{listing(bad.tolist())} 处不符。",
            ),
            Message("Leave these rows out of both.", "请在两者中去掉这些行。"),
        )
    if np.isinf(x).any():
        odd = np.argwhere(np.isinf(x))
        cells = [f"{values.coords[row].values[i]}, {values.coords[column].values[j]}"
                 for i, j in odd]  # fmt: skip
        raise DataError(
            Message(
                f"values are infinite at {listing(cells)}.",
                f"values 在 {listing(cells)} 处无穷大。",
            ),
            Message("Correct the cells, or leave unknown ones empty.", "请改正；未知的请留空。"),
        )
    labels = values.coords[column].values
    return xr.DataArray(
        _correlation_kernel(x, w),
        {column: labels, to(column): labels},
        (column, to(column)),
        "weighted_correlation",
        {"units": "ratio"},
    )


def continuous_proximity(
    rca: xr.DataArray, *, kind: Literal["correlation", "cosine"] = "correlation"
) -> xr.DataArray:
    """Proximity from how far places are specialised, without a threshold.

    correlation ``(1 + r_ij) / 2``; cosine ``sum_p x_pi x_pj / sqrt(sum_p x_pi^2 sum_p x_pj^2)``

    Parameters
    ----------
    rca : DataArray (place, industry), ratio
        Location quotients, or another measure of specialisation such as the symmetric one;
        NaN where unknown.
    kind : {"correlation", "cosine"}
        The measure.

    Returns
    -------
    DataArray (industry, industry_to), ratio
        From 0 to 1, symmetric. NaN for an industry without any value, and with correlation for
        one that does not vary. A pair is judged on the places where both are known.

    Raises
    ------
    LabelError
        If the dimensions are others.
    DataError
        If a number is negative.

    Notes
    -----
    The quotients of tiny places are extreme and decide the outcome: filter them, take
    symmetric or shrunken quotients, or use `weighted_correlation`.

    References
    ----------
    .. [1] Hausmann, R. et al. (2014). The Atlas of Economic Complexity. MIT Press.
    """
    if kind == "correlation":
        read_matrix(rca, name="rca")
        place = str(rca.dims[0])
        even = xr.DataArray(np.ones(rca.sizes[place]), {place: rca.coords[place].values}, (place,))
        return weighted_correlation(rca, weights=even).rename("continuous_proximity")
    x = read_matrix(rca, name="rca")
    known = (~np.isnan(x)).astype(np.float64)
    zero = np.where(np.isnan(x), 0.0, x)
    square = (zero**2).T @ known
    values = divide(zero.T @ zero, np.sqrt(square * square.T))
    labels = rca.coords[INDUSTRY].values
    coords = {INDUSTRY: labels, OTHER: labels}
    attrs = {"units": "ratio"}
    return xr.DataArray(
        np.clip(values, 0.0, 1.0), coords, (INDUSTRY, OTHER), "continuous_proximity", attrs
    )


def _dims(values: xr.DataArray) -> tuple[str, str]:
    if values.ndim != 2:
        raise LabelError(
            Message(
                f"values must have two dimensions, got {tuple(values.dims)}.",
                f"values 应有两个维度，实际为 {tuple(values.dims)}。",
            ),
            Message("Choose one year first.", "请先选定一个年份。"),
        )
    return str(values.dims[0]), str(values.dims[1])


def _correlation_kernel(x: Floats, w: Floats) -> Floats:
    known = ~np.isnan(x)
    K = known.astype(np.float64)
    w = w / w.max() if w.max(initial=0.0) > 0.0 else w
    # Deviations from each column's own mean keep the sums of squares free of cancellation.
    centre = divide((w[:, None] * np.where(known, x, 0.0)).sum(axis=0), w @ K)
    X = np.where(known, x - np.where(np.isnan(centre), 0.0, centre), 0.0)
    one, two = w[:, None], (w**2)[:, None]
    mean = divide((one * X).T @ K, (one * K).T @ K)  # of the row column, where both are known
    both, own = two * K, two * X
    product = own.T @ X
    first = own.T @ K
    weight = both.T @ K
    joint = product - first * mean.T - first.T * mean + weight * mean * mean.T
    spread = (own * X).T @ K - 2.0 * mean * first + mean**2 * weight
    # Below this a column does not vary over the rows of the pair; what is left is rounding.
    scale = (two * np.where(known, x, 0.0) ** 2).T @ K
    spread = np.where((spread > 1e-14 * scale) & (K.T @ K >= 2.0), spread, np.nan)
    r = divide(joint, np.sqrt(spread * spread.T))
    out = np.clip((1.0 + r) / 2.0, 0.0, 1.0)
    own_known = ~np.isnan(np.diagonal(out))
    out[own_known, own_known] = 1.0
    return np.asarray(out, dtype=np.float64)
