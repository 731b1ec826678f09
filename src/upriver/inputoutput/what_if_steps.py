"""Two questions of a planner: what if a supplier comes, and what if an industry falls silent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from upriver.core.dims import INDUSTRY, ORIGIN
from upriver.core.errors import DataError
from upriver.core.labels import require_dims, require_same_labels
from upriver.core.message import Message
from upriver.inputoutput.square import BUYER, read_numbers
from upriver.inputoutput.what_if import ChangedSystem, refuse_strange, what_if

if TYPE_CHECKING:
    from collections.abc import Sequence

    import xarray as xr

    from upriver.inputoutput.system import LeontiefSystem


def add_supplier(
    system: LeontiefSystem, outside: xr.DataArray, *, industry: str, share: float
) -> ChangedSystem:
    """Put a local supplier in the place of a share of what comes from outside.

    ``a_ij(local) + share * a_ij(outside)`` in the row of the industry

    Parameters
    ----------
    system : LeontiefSystem
        The local economy, from `leontief_system` of the local coefficients.
    outside : DataArray (industry, industry_to) or (origin, industry, industry_to), money per money
        Coefficients of inputs from outside, by origin if that is known.
    industry : str
        What the supplier makes.
    share : float
        Part of the outside inputs of every buyer that it takes over, 0 to 1.

    Returns
    -------
    ChangedSystem
        The economy with the supplier. Costs one solve.

    Raises
    ------
    LabelError
        If labels are not those of the economy.
    DataError
        If a number is missing, the share lies outside 0 to 1, or the economy uses up more than
        it makes.

    Notes
    -----
    The supplier buys as its industry does. What final users buy outside is not in the
    coefficients: add the same share of it to the final demand that is asked about.

    Examples
    --------
    >>> import xarray as xr
    >>> labels = {"industry": ["cell", "car"], "industry_to": ["cell", "car"]}
    >>> dims = ("industry", "industry_to")
    >>> local = xr.DataArray([[0.0, 0.1], [0.0, 0.0]], labels, dims)
    >>> outside = xr.DataArray([[0.0, 0.3], [0.0, 0.0]], labels, dims)
    >>> cars = xr.DataArray([0.0, 100.0], {"industry": ["cell", "car"]}, ("industry",))
    >>> from upriver.inputoutput import leontief_system
    >>> system = leontief_system(local)
    >>> add_supplier(system, outside, industry="cell", share=0.5).output(cars).values.tolist()
    [25.0, 100.0]
    """
    if not 0.0 <= share <= 1.0:
        raise DataError(
            Message(
                f"share must lie in 0 to 1, got {share:g}.",
                f"share 应在 0 至 1 内，实际为 {share:g}。",
            ),
            Message("Give the part that is taken over.", "请给出被替代的比例。"),
        )
    refuse_strange(system, [industry])
    dims = (ORIGIN, INDUSTRY, BUYER) if ORIGIN in outside.dims else (INDUSTRY, BUYER)
    require_dims(outside, dims, name="outside")
    local = system.coefficients
    require_same_labels(local, outside, dims=(INDUSTRY, BUYER), names=("coefficients", "outside"))
    bought = outside.sel({INDUSTRY: [industry]})
    taken = read_numbers(bought, name="outside").reshape(-1, local.sizes[BUYER]).sum(axis=0)
    row = local.sel({INDUSTRY: [industry]})
    return what_if(system, rows=row.copy(data=np.asarray(row.values) + share * taken))


def lose_industries(system: LeontiefSystem, industries: Sequence[str]) -> ChangedSystem:
    """Let some industries fall silent: they buy nothing, sell nothing, and nobody replaces them.

    Parameters
    ----------
    system : LeontiefSystem
        The economy.
    industries : sequence of str
        Who falls silent.

    Returns
    -------
    ChangedSystem
        The economy without them. For one industry the output that is lost elsewhere is its
        `extraction_loss`.

    Raises
    ------
    LabelError
        If an industry is not one of the economy.

    Examples
    --------
    >>> import xarray as xr
    >>> labels = {"industry": ["1", "2"], "industry_to": ["1", "2"]}
    >>> A = xr.DataArray([[0.15, 0.25], [0.2, 0.05]], labels, ("industry", "industry_to"))
    >>> y = xr.DataArray([600.0, 1500.0], {"industry": ["1", "2"]}, ("industry",))
    >>> from upriver.inputoutput import leontief_system
    >>> lose_industries(leontief_system(A), ["2"]).output(y).round(2).values.tolist()
    [705.88, 0.0]
    """
    return what_if(system, without=industries)
