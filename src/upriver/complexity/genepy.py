"""One index from two eigenvectors: GENEPY of places and of industries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import xarray as xr
from scipy.linalg import eigh
from scipy.sparse.linalg import LinearOperator, eigsh

from upriver.complexity.matrix import read_presence
from upriver.complexity.spectrum import spread
from upriver.core.dims import INDUSTRY, PLACE
from upriver.core.errors import DataError
from upriver.core.message import Message

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

COMPONENT = "component"
# Up to this size all eigenvectors are found at once, above it only the wanted two.
DENSE = 400


@dataclass(frozen=True, eq=False)
class Genepy:
    """GENEPY of places and industries with its two components.

    Parameters
    ----------
    places : DataArray (place), ratio
        From 0; NaN for a place without presence.
    industries : DataArray (industry), ratio
        From 0; NaN for an industry present nowhere.
    place_components : DataArray (place, component), ratio
        The two eigenvectors of length 1; the first is all of one sign and close to fitness,
        the second sorts by kind of specialisation as the ECI does.
    place_eigenvalues : DataArray (component), ratio
        Their eigenvalues, largest size first.
    """

    places: xr.DataArray
    industries: xr.DataArray
    place_components: xr.DataArray
    place_eigenvalues: xr.DataArray


def genepy(presence: xr.DataArray) -> Genepy:
    """Complexity of places and industries from two eigenvectors (GENEPY).

    With ``W_cp = M_cp / (k_c k'_p)``, ``k'_p = sum_c M_cp / k_c``, ``N = W W'`` without its
    diagonal, ``N x_i = l_i x_i``:
    ``GENEPY_c = (sum_i l_i x_ci^2)^2 + 2 sum_i l_i^2 x_ci^2``, ``i = 1, 2``.
    Industries likewise with ``W' W``.

    Parameters
    ----------
    presence : DataArray (place, industry), ratio
        From the function of that name. Unknown cells count as no presence.

    Returns
    -------
    Genepy
        Index and components. There is no sign to choose, since components enter squared.

    Raises
    ------
    LabelError
        If dimensions differ.
    DataError
        If a cell is neither 0 nor 1 nor unknown, or fewer than 3 places or industries remain.

    Notes
    -----
    The index is not scaled: compare ranks, or values within one matrix. Squaring the second
    component makes both its ends complex; look at the components before concluding.

    References
    ----------
    .. [1] Sciarra, C., Chiarotti, G., Ridolfi, L. and Laio, F. (2020). Reconciling contrasting
       views on economic complexity. Nature Communications 11, 3352.
    """
    M = read_presence(presence)
    held = np.where(np.isnan(M), 0.0, M)
    rows, columns = held.sum(axis=1) > 0.0, held.sum(axis=0) > 0.0
    if min(int(rows.sum()), int(columns.sum())) < 3:
        raise DataError(
            Message(
                f"presence leaves {int(rows.sum())} places and {int(columns.sum())} industries; "
                "at least 3 of each are needed.",
                f"presence 仅剩 {int(rows.sum())} 个地区、{int(columns.sum())} 个行业；"
                "各至少需要 3 个。",
            ),
            Message("Add places or use a finer classification.", "请增加地区或使用更细的分类。"),
        )
    W = weights_kernel(held[np.ix_(rows, columns)])
    values, vectors = components_kernel(W)
    index = combined(values, vectors)
    other = combined(*components_kernel(W.T))
    place = {PLACE: presence.coords[PLACE].values}
    component = {COMPONENT: ["1", "2"]}
    parts = np.column_stack([spread(vectors[:, i], rows) for i in (0, 1)])
    units = {"units": "ratio"}
    return Genepy(
        xr.DataArray(spread(index, rows), place, (PLACE,), "genepy", units),
        xr.DataArray(
            spread(other, columns),
            {INDUSTRY: presence.coords[INDUSTRY].values},
            (INDUSTRY,),
            "genepy",
            units,
        ),
        xr.DataArray(parts, {**place, **component}, (PLACE, COMPONENT), "component", units),
        xr.DataArray(values, component, (COMPONENT,), "eigenvalue", units),
    )


def weights_kernel(M: Floats) -> Floats:
    """Presence over diversity and over the ubiquity that diversity corrects.

    Parameters
    ----------
    M : ndarray (place, industry)
        Presence, 1 or 0, without empty rows and columns.

    Returns
    -------
    ndarray (place, industry)
        ``M_cp / (k_c k'_p)``.
    """
    k = M.sum(axis=1)
    return np.asarray(M / k[:, None] / ((1.0 / k) @ M), dtype=np.float64)


def components_kernel(W: Floats) -> tuple[Floats, Floats]:
    """Two leading eigenvectors of ``W W'`` without its diagonal.

    Parameters
    ----------
    W : ndarray (n, m)
        Weights.

    Returns
    -------
    tuple of ndarray (2) and ndarray (n, 2)
        Eigenvalues, largest size first, and eigenvectors of length 1. The largest entry of
        each is positive.
    """
    size = len(W)
    own = np.einsum("ij,ij->i", W, W)
    if size <= DENSE:
        gram = W @ W.T
        np.fill_diagonal(gram, 0.0)
        values, vectors = eigh(gram)
    else:
        operator = LinearOperator(
            (size, size), matvec=lambda x: W @ (x @ W) - own * x, dtype=np.float64
        )
        # A fixed start makes the iteration give the same digits every time.
        values, vectors = eigsh(operator, k=2, which="LM", v0=np.sqrt(own))
    order = np.argsort(-np.abs(values), kind="stable")[:2]
    values, vectors = values[order], vectors[:, order]
    flip = vectors[np.abs(vectors).argmax(axis=0), [0, 1]] < 0.0
    return values, np.where(flip, -vectors, vectors)


def combined(values: Floats, vectors: Floats) -> Floats:
    """GENEPY from two eigenvalues and eigenvectors.

    Parameters
    ----------
    values : ndarray (2)
        Eigenvalues.
    vectors : ndarray (n, 2)
        Eigenvectors.

    Returns
    -------
    ndarray (n)
        The index.
    """
    squares = vectors**2
    return np.asarray((squares @ values) ** 2 + 2.0 * (squares @ values**2), dtype=np.float64)


def genepy_kernel(M: Floats) -> tuple[Floats, Floats]:
    """GENEPY of places and industries without empty rows and columns.

    Parameters
    ----------
    M : ndarray (place, industry)
        Presence, 1 or 0.

    Returns
    -------
    tuple of ndarray (place) and ndarray (industry)
        The index of each.
    """
    W = weights_kernel(M)
    return combined(*components_kernel(W)), combined(*components_kernel(W.T))
