"""How hard the technologies of an invention are to combine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

from upriver.core.errors import DataError
from upriver.core.labels import require_dims, require_same_labels
from upriver.core.message import Message
from upriver.core.numerics import divide

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

INVENTION, TECHNOLOGY = "invention", "technology"


def ease_of_recombination(incidence: xr.DataArray) -> xr.DataArray:
    """How many other technologies a technology was combined with, per invention.

    ``E_i = |technologies combined with i| / |inventions with i|``

    Parameters
    ----------
    incidence : DataArray (invention, technology), ratio
        1 where the invention uses the technology, else 0.

    Returns
    -------
    DataArray (technology), ratio
        From 0 (never combined). NaN for a technology without inventions.

    Raises
    ------
    LabelError
        If the dimensions are others.
    DataError
        If a cell is neither 0 nor 1.

    References
    ----------
    .. [1] Fleming, L. and Sorenson, O. (2001). Technology as a complex adaptive system:
       evidence from patent data. Research Policy 30, 1019-1039, eq. 1.

    Examples
    --------
    >>> import xarray as xr
    >>> uses = xr.DataArray([[1.0, 1.0, 0.0], [1.0, 0.0, 0.0]],
    ...     {"invention": ["p1", "p2"], "technology": ["a", "b", "c"]},
    ...     ("invention", "technology"))
    >>> ease_of_recombination(uses).values.tolist()
    [0.5, 1.0, nan]
    """
    uses = _read(incidence)
    together = uses.T @ uses
    np.fill_diagonal(together, 0.0)
    values = divide((together > 0.0).sum(axis=0), uses.sum(axis=0))
    coords = {TECHNOLOGY: incidence.coords[TECHNOLOGY].values}
    return xr.DataArray(values, coords, (TECHNOLOGY,), "ease_of_recombination", {"units": "ratio"})


def modular_complexity(
    incidence: xr.DataArray, *, ease: xr.DataArray | None = None
) -> xr.DataArray:
    """How interdependent the technologies of an invention are.

    ``K_l = |technologies of l| / sum_i E_i``

    Parameters
    ----------
    incidence : DataArray (invention, technology), ratio
        1 where the invention uses the technology, else 0.
    ease : DataArray (technology), ratio, optional
        From `ease_of_recombination` of earlier inventions; default of these.

    Returns
    -------
    DataArray (invention), ratio
        High when its technologies are rarely combined. NaN for an invention without technology
        or none of whose technologies was ever combined.

    Raises
    ------
    LabelError
        If dimensions or technologies differ.
    DataError
        If a cell is neither 0 nor 1.

    Notes
    -----
    The mean over the inventions of a technology, or of a place, tells how complex these are.

    References
    ----------
    .. [1] Fleming, L. and Sorenson, O. (2001). Technology as a complex adaptive system:
       evidence from patent data. Research Policy 30, 1019-1039, eq. 2.
    """
    uses = _read(incidence)
    given = ease_of_recombination(incidence) if ease is None else ease
    require_dims(given, (TECHNOLOGY,), name="ease")
    require_same_labels(incidence, given, dims=(TECHNOLOGY,), names=("incidence", "ease"))
    E = np.asarray(given.values, dtype=np.float64)
    known = uses * ~np.isnan(E)
    values = divide(known.sum(axis=1), known @ np.where(np.isnan(E), 0.0, E))
    coords = {INVENTION: incidence.coords[INVENTION].values}
    return xr.DataArray(values, coords, (INVENTION,), "modular_complexity", {"units": "ratio"})


def _read(incidence: xr.DataArray) -> Floats:
    require_dims(incidence, (INVENTION, TECHNOLOGY), name="incidence")
    values = np.asarray(incidence.values, dtype=np.float64)
    if not np.isin(values, (0.0, 1.0)).all():
        raise DataError(
            Message(
                "incidence must be 0 or 1 in every cell.", "incidence 的每个单元格应为 0 或 1。"
            ),
            Message("Count an invention's technology once.", "同一发明的同一技术只计一次。"),
        )
    return values
