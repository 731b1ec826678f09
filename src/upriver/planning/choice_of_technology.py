"""Which technologies make what is finally used at least cost, and what each product costs.

``min p'Fz`` subject to ``(V' - U) z >= e``, ``F z <= phi``, ``z >= 0``. Technologies and products
need not be as many: a technology may make several products, a product may have several
technologies or come along with another.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import xarray as xr
from scipy.sparse import csr_array

from upriver.core.errors import DataError
from upriver.core.labels import require_dims, require_same_labels
from upriver.core.message import Message
from upriver.planning.coefficients import check_range
from upriver.planning.conflict import explain_groups
from upriver.planning.matrix import Matrix, numbered
from upriver.planning.rule_groups import RuleGroup
from upriver.planning.settings import PlanSettings
from upriver.planning.solve import solve_matrix

if TYPE_CHECKING:
    from upriver.planning.audit import Audit

ALONE = PlanSettings(compare=False, gap=0.0, gap_of_gain=0.0)


@dataclass(frozen=True, eq=False)
class TechnologyChoice:
    """What is run, and what things are worth.

    Parameters
    ----------
    activity : DataArray (technology), ratio
        Level of each technology; 1 is the level of the tables.
    product_price : DataArray (product), unit of cost over unit of the product
        What one more unit of final demand costs; zero for a product that is left over.
    factor_rent : DataArray (factor), unit of cost over unit of the factor
        What one more unit of a scarce factor saves, beyond its price.
    surplus : DataArray (product), unit of the product
        Made beyond all use.
    cost : float
        Payments to all factors.
    audit : Audit
        Own check of the answer.
    """

    activity: xr.DataArray
    product_price: xr.DataArray
    factor_rent: xr.DataArray
    surplus: xr.DataArray
    cost: float
    audit: Audit


def choose_technology(
    make: xr.DataArray,
    use: xr.DataArray,
    *,
    factor_use: xr.DataArray,
    factor_price: xr.DataArray,
    final_demand: xr.DataArray,
    factor_limit: xr.DataArray | None = None,
) -> TechnologyChoice:
    """Levels of technologies that meet final demand at least factor cost.

    Parameters
    ----------
    make : DataArray (technology, product)
        Supply table: what each technology makes at level 1, by-products included.
    use : DataArray (product, technology)
        What each technology uses up at level 1.
    factor_use : DataArray (factor, technology)
        Labour, capital, land and emissions of each technology at level 1.
    factor_price : DataArray (factor)
        What a unit of each factor costs.
    final_demand : DataArray (product)
        What must be left for final use.
    factor_limit : DataArray (factor), optional
        What there is of each factor; NaN where there is no limit. No limits when absent.

    Returns
    -------
    TechnologyChoice
        Levels, prices, rents and surpluses.

    Raises
    ------
    LabelError
        If dimensions or labels do not fit.
    DataError
        If a figure that must be known is missing.
    InfeasibleError
        If no levels meet the demand within the limits; the products and factors that contradict
        each other are named.
    PlanningError
        If coefficients differ by more than eight orders of magnitude.
    SolverError
        If the solver ends without an answer.

    Notes
    -----
    Where several levels cost the same, one of them is returned; prices may then be one of several
    too. A technology keeps its mix of products: what comes along and finds no use is surplus.

    References
    ----------
    Duchin, F. and Levine, S. H. (2011). Sectors may use multiple technologies simultaneously:
    the rectangular choice-of-technology model with binding factor constraints. Economic Systems
    Research 23(3), 281-302.

    Examples
    --------
    >>> import xarray as xr
    >>> each = {"technology": ["old", "new"], "product": ["steel"]}
    >>> make = xr.DataArray([[1.0], [1.0]], coords=each, dims=list(each))
    >>> labour = xr.DataArray(
    ...     [[3.0, 2.0]], coords={"factor": ["labour"], "technology": ["old", "new"]},
    ...     dims=["factor", "technology"],
    ... )
    >>> choice = choose_technology(
    ...     make, 0 * make.T, factor_use=labour,
    ...     factor_price=xr.DataArray([1.0], coords={"factor": ["labour"]}, dims="factor"),
    ...     final_demand=xr.DataArray([5.0], coords={"product": ["steel"]}, dims="product"),
    ... )
    >>> choice.activity.values.tolist(), choice.cost
    ([0.0, 5.0], 10.0)
    """
    limit = (
        xr.full_like(factor_price, np.nan, dtype=float) if factor_limit is None else factor_limit
    )
    _check(make, use, factor_use, factor_price, final_demand, limit)
    matrix = _matrix(make, use, factor_use, factor_price, final_demand, limit)
    check_range(matrix)
    solution = solve_matrix(matrix, ALONE)
    if solution is None:
        groups = _groups(matrix, final_demand, limit)
        raise explain_groups(matrix, groups, settings=ALONE, can_be_soft=False)
    activity, price, rent = (
        solution.value("activity"), solution.price("balance"), solution.price("factor_limit")
    )  # fmt: skip
    assert activity is not None
    assert price is not None
    assert rent is not None
    level = activity.values
    left = make.values.T @ level - use.values @ level - final_demand.values
    return TechnologyChoice(
        activity,
        -price + 0.0,
        rent,
        final_demand.copy(data=np.where(np.abs(left) < 1e-9 * make.values.sum(), 0.0, left)),
        -solution.objective,
        solution.audit,
    )


def _check(
    make: xr.DataArray,
    use: xr.DataArray,
    factor_use: xr.DataArray,
    factor_price: xr.DataArray,
    final_demand: xr.DataArray,
    limit: xr.DataArray,
) -> None:
    expected = (
        ("make", make, ("technology", "product")),
        ("use", use, ("product", "technology")),
        ("factor_use", factor_use, ("factor", "technology")),
        ("factor_price", factor_price, ("factor",)),
        ("final_demand", final_demand, ("product",)),
        ("factor_limit", limit, ("factor",)),
    )
    like = {"technology": make, "product": make, "factor": factor_use}
    names = {"technology": "make", "product": "make", "factor": "factor_use"}
    for name, array, dims in expected:
        require_dims(array, dims, name=name)
        for dim in dims:
            require_same_labels(array, like[dim], dims=[dim], names=(name, names[dim]))
        unknown = ~np.isfinite(np.asarray(array.values, dtype=np.float64))
        if name != "factor_limit" and unknown.any():
            raise DataError(
                Message(
                    f"{name} is unknown in {int(unknown.sum())} cells.",
                    f"{name} 有 {int(unknown.sum())} 处未知。",
                ),
                Message("Fill them; unknown is not zero.", "请补齐；未知不等于零。"),
            )


def _matrix(
    make: xr.DataArray,
    use: xr.DataArray,
    factor_use: xr.DataArray,
    factor_price: xr.DataArray,
    final_demand: xr.DataArray,
    limit: xr.DataArray,
) -> Matrix:
    net = make.values.T - use.values
    products, factors = final_demand.sizes["product"], limit.sizes["factor"]
    wide = np.where(np.isnan(limit.values), np.inf, limit.values)
    count = make.sizes["technology"]
    return Matrix(
        csr_array(np.vstack([net, factor_use.values]).astype(float)),
        np.concatenate([final_demand.values.astype(float), np.full(factors, -np.inf)]),
        np.concatenate([np.full(products, np.inf), wide]),
        np.zeros(count),
        np.full(count, np.inf),
        -(factor_price.values @ factor_use.values).astype(float),
        np.zeros(count, dtype=bool),
        {
            "balance": numbered({"product": final_demand.coords["product"].values.tolist()}),
            "factor_limit": numbered(
                {"factor": limit.coords["factor"].values.tolist()}, after=products
            ),
        },
        {"activity": numbered({"technology": make.coords["technology"].values.tolist()})},
    )


def _groups(
    matrix: Matrix, final_demand: xr.DataArray, limit: xr.DataArray
) -> tuple[RuleGroup, ...]:
    found = []
    for rule, dim, size in (
        ("factor_limit", "factor", limit),
        ("balance", "product", final_demand),
    ):
        for code in [str(label) for label in size.coords[dim].values]:
            amount = float(size.sel({dim: code}))
            if np.isnan(amount):
                continue
            name = {
                "factor": Message(f"the limit of {code}", f"{code} 的上限"),
                "product": Message(f"the final demand for {code}", f"对 {code} 的最终需求"),
            }[dim]
            reference = max(abs(amount), 1.0)
            at = np.array([int(matrix.rows[rule].sel({dim: code}))])
            unit = str(size.attrs.get("units", ""))
            found.append(RuleGroup(code, name, at, np.array([reference]), reference, unit))
    return tuple(found)
