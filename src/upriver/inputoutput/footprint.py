"""Who causes what elsewhere: accounts of production and of consumption for many places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NoReturn

import numpy as np
import xarray as xr
from scipy.linalg import blas

from upriver.core.dims import CATEGORY, INDUSTRY, PLACE, STRESSOR, to
from upriver.core.errors import DataError
from upriver.core.labels import require_dims, require_same_labels, require_same_units
from upriver.core.message import Message, listing
from upriver.inputoutput.factor import Factor, Precision, factorise
from upriver.inputoutput.leontief import ENDLESS, closed_circle, name_largest, refuse_singular
from upriver.inputoutput.square import read_numbers, require_same_industries

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

Detail = Literal["sector", "place"]
CONSUMER = to(PLACE)
MOST_ROUNDS = 1000


@dataclass(frozen=True)
class Footprints:
    """What each place's production causes, and what its final demand causes anywhere.

    Parameters
    ----------
    multipliers : DataArray (stressor, place, industry), stressor per money
        Effect anywhere of one unit of final demand for a product of a place.
    consumption : DataArray (stressor, place_to, industry), stressor
        Effect anywhere of the final demand of a place, by product bought.
    production : DataArray (stressor, place, industry), stressor
        Effect that arises in a place, by the industry where it arises.
    imports : DataArray (stressor, place_to, industry) or (stressor, place_to), stressor
        Part of the consumption account that arises in other places.
    exports : DataArray (stressor, place, industry), stressor
        Part of the production account that serves the final demand of other places.
    embodied : DataArray (stressor, place, place_to), stressor
        Effect that arises in a place for the final demand of another, or its own.
    unexplained : DataArray (stressor), ratio
        Share of the stressor that final demand does not reach: 0 when rows of the table add up
        to output. NaN when the stressor is zero everywhere.
    """

    multipliers: xr.DataArray
    consumption: xr.DataArray
    production: xr.DataArray
    imports: xr.DataArray
    exports: xr.DataArray
    embodied: xr.DataArray
    unexplained: xr.DataArray


def footprints(
    flows: xr.DataArray,
    final_demand: xr.DataArray,
    *,
    stressors: xr.DataArray,
    output: xr.DataArray | None = None,
    precision: Precision = "double",
    detail: Detail = "sector",
) -> Footprints:
    """Account for stressors where they arise and where the goods are finally used.

    ``M = S (I - A)^-1`` with ``S = F / x``; ``consumption_ck = sum_r M_rk Y_rk,c``.

    Parameters
    ----------
    flows : DataArray (place, industry, place_to, industry_to), money
        Sales between the industries of all places.
    final_demand : DataArray (place, industry, place_to) or with category last, money
        Goods of each place and industry finally used in each place; categories are summed.
    stressors : DataArray (stressor, place, industry), any unit
        What each industry employs, earns, uses or emits, as an amount.
    output : DataArray (place, industry), money, optional
        Output; the row sums of flows and final demand when not given.
    precision : {"double", "single"}
        Of the stored factor. Results are equally exact; single needs half the memory.
    detail : {"sector", "place"}
        Of the imports: by product bought, or by place only, which needs fewer solutions.

    Returns
    -------
    Footprints
        The accounts. For each place consumption less imports plus exports is production.

    Raises
    ------
    LabelError
        If dimensions or labels do not fit.
    DataError
        If a number is missing, output is negative, an industry without output buys or has a
        stressor, or the economies use up more than they make.

    Notes
    -----
    The inverse is never formed: one factorisation, then one solution for each stressor, each
    place, and (for imports by product) each pair of the two, or each place and product when
    those are fewer. Memory beyond the arguments is a little above one matrix of the flows, or
    half a one in single precision. What final users emit themselves, such as the fuel in
    cars, is not in the table and not in the accounts. A trade deficit in the stressor is no
    proof of relocation: technique differs between places. With negative flows the absolute
    coefficients must die out.

    References
    ----------
    .. [1] Miller, R. E. and Blair, P. D. (2009). Input-Output Analysis, 2nd ed., sections 3.4
       and 10.4.
    .. [2] Stadler, K. (2021). Pymrio: a Python based multi-regional input-output analysis
       toolbox. Journal of Open Research Software 9, 8.

    Examples
    --------
    >>> import xarray as xr
    >>> names = {"place": ["A", "B"], "industry": ["1"]}
    >>> four = ("place", "industry", "place_to", "industry_to")
    >>> Z = xr.DataArray([[[[2.0], [1.0]]], [[[4.0], [0.0]]]],
    ...     names | {"place_to": ["A", "B"], "industry_to": ["1"]}, four)
    >>> Y = xr.DataArray([[[5.0, 2.0]], [[0.0, 6.0]]], names | {"place_to": ["A", "B"]},
    ...     ("place", "industry", "place_to"))
    >>> F = xr.DataArray([[[10.0], [30.0]]], names | {"stressor": ["t"]},
    ...     ("stressor", "place", "industry"))
    >>> accounts = footprints(Z, Y, stressors=F)
    >>> accounts.production.values.ravel().round(6).tolist()
    [10.0, 30.0]
    >>> accounts.consumption.values.ravel().round(6).tolist()
    [14.473684, 25.526316]
    """
    economy = _read(flows, final_demand, stressors, output)
    system = _System.of(economy, precision)
    M = system.solve(economy.S.T, transposed=True).T
    X = system.solve(np.column_stack([economy.Y, np.ones(len(economy.x))]))
    _refuse_endless(economy, X[:, -1])
    return _accounts(economy, system, M, X[:, :-1], stressors, flows, detail)


@dataclass(frozen=True, eq=False)
class _Economy:
    """Bare numbers: cells are places times industries."""

    Z: Floats
    Y: Floats  # (cell, place_to)
    S: Floats  # (stressor, cell)
    F: Floats  # (stressor, cell)
    x: Floats
    divisor: Floats  # output, 1 where it is zero
    places: int
    industries: int
    names: xr.DataArray


@dataclass(frozen=True, eq=False)
class _System:
    """Solutions of ``(I - A) x = y`` without a copy of ``A``."""

    economy: _Economy
    factor: Factor

    @classmethod
    def of(cls, economy: _Economy, precision: Precision) -> _System:
        kind = np.float64 if precision == "double" else np.float32
        matrix = np.empty(economy.Z.shape, dtype=kind)
        np.divide(economy.Z, -economy.divisor, out=matrix, casting="same_kind")
        matrix[np.diag_indices_from(matrix)] += 1.0

        def _refuse() -> NoReturn:
            A = economy.Z / economy.divisor
            refuse_singular(closed_circle(A, lambda at: _cells(economy, at)))

        return cls(economy, factorise(matrix, refuse=_refuse))

    def solve(self, right: Floats, *, transposed: bool = False) -> Floats:
        columns_of_Z, divisor = self.economy.Z.T, self.economy.divisor[:, None]

        def _times(columns: Floats) -> Floats:
            # The multiplication of scipy, whose threads are the ones that solve.
            if transposed:
                product = blas.dgemm(1.0, columns_of_Z, columns)
                product /= divisor
            else:
                product = blas.dgemm(1.0, columns_of_Z, columns / divisor, trans_a=True)
            return np.asarray(product, dtype=np.float64)

        return self.factor.solve(right, _times, transposed=transposed)


def _accounts(
    economy: _Economy,
    system: _System,
    M: Floats,
    X: Floats,
    stressors: xr.DataArray,
    flows: xr.DataArray,
    detail: Detail,
) -> Footprints:
    R, K, S = economy.places, economy.industries, economy.S
    X3, S3 = X.reshape(R, K, R), S.reshape(-1, R, K)
    consumption = np.einsum("srk,rkc->sck", M.reshape(-1, R, K), economy.Y.reshape(R, K, R))
    embodied = np.einsum("srk,rkc->src", S3, X3, optimize=True)
    abroad = ~np.eye(R, dtype=bool)
    exports = S3 * (X3 * abroad[:, None, :]).sum(axis=2)
    production = S * X.sum(axis=1)
    imports = (embodied * abroad).sum(axis=1)
    if detail == "sector":
        imports = _imports(economy, system)
    coords = {name: stressors.coords[name].variable for name in (STRESSOR, PLACE, INDUSTRY)}
    coords[CONSUMER] = flows.coords[CONSUMER].variable
    units = str(stressors.attrs.get("units", ""))
    money = str(flows.attrs.get("units", "CNY"))

    def _labelled(values: Floats, name: str, units: str, *dims: str) -> xr.DataArray:
        shaped = values.reshape([len(coords[dim]) for dim in dims])
        return xr.DataArray(
            shaped, {dim: coords[dim] for dim in dims}, dims, name, {"units": units}
        )

    made, used = (STRESSOR, PLACE, INDUSTRY), (STRESSOR, CONSUMER, INDUSTRY)
    F = economy.F.sum(axis=1)
    reached = np.divide(production.sum(axis=1), F, out=np.full(F.shape, np.nan), where=F != 0)
    return Footprints(
        _labelled(M, "multipliers", f"{units}/{money}", *made),
        _labelled(consumption, "consumption", units, *used),
        _labelled(production, "production", units, *made),
        _labelled(imports, "imports", units, *used[: imports.ndim]),
        _labelled(exports, "exports", units, *made),
        _labelled(embodied, "embodied", units, STRESSOR, PLACE, CONSUMER),
        _labelled(1.0 - reached, "unexplained", "ratio", STRESSOR),
    )


def _imports(economy: _Economy, system: _System) -> Floats:
    """Effect elsewhere of each place's demand by product, by the way with fewer solutions."""
    cells, kinds = len(economy.x), len(economy.S)
    width = max(cells // 32, 256)
    if kinds * economy.places <= cells:
        return _imports_by_stressor(economy, system, max(width // max(kinds, 1), 1))
    return _imports_by_product(economy, system, width)


def _imports_by_stressor(economy: _Economy, system: _System, step: int) -> Floats:
    """One solution for each stressor outside of each place: ``S without c, times L``."""
    R, K, kinds = economy.places, economy.industries, len(economy.S)
    Y = economy.Y.reshape(R, K, R)
    found = np.empty((kinds, R, K))
    for first in range(0, R, step):
        group = range(first, min(first + step, R))
        outside = np.empty((R * K, len(group) * kinds), order="F")
        for at, place in enumerate(group):
            block = outside[:, at * kinds : (at + 1) * kinds]
            block[:] = economy.S.T
            block[place * K : (place + 1) * K] = 0.0
        solved = system.solve(outside, transposed=True)
        for at, place in enumerate(group):
            part = solved[:, at * kinds : (at + 1) * kinds].reshape(R, K, kinds)
            found[:, place] = np.einsum("rks,rk->sk", part, Y[:, :, place])
    return found


def _imports_by_product(economy: _Economy, system: _System, width: int) -> Floats:
    """One solution for each product bought by each place: ``L`` times its demand."""
    R, K, kinds = economy.places, economy.industries, len(economy.S)
    Y = economy.Y.reshape(R, K, R)
    found = np.empty((kinds, R * K))
    for first in range(0, R * K, width):
        bought = np.arange(first, min(first + width, R * K))
        place, product = np.divmod(bought, K)
        at = np.arange(len(bought))
        demand = np.zeros((R, K, len(bought)))
        demand[:, product, at] = Y[:, product, place]
        made = system.solve(demand.reshape(R * K, -1)).reshape(R, K, -1)
        made[place, :, at] = 0.0
        found[:, bought] = economy.S @ made.reshape(R * K, -1)
    return found.reshape(kinds, R, K)


def _read(
    flows: xr.DataArray,
    final_demand: xr.DataArray,
    stressors: xr.DataArray,
    output: xr.DataArray | None,
) -> _Economy:
    require_dims(flows, (PLACE, INDUSTRY, CONSUMER, to(INDUSTRY)), name="flows")
    require_same_industries(flows, name="flows")
    same_places = flows.coords[CONSUMER].rename({CONSUMER: PLACE})
    require_same_labels(flows, same_places, dims=(PLACE,), names=("flows", "place_to of flows"))
    last = (CATEGORY,) if CATEGORY in final_demand.dims else ()
    require_dims(final_demand, (PLACE, INDUSTRY, CONSUMER, *last), name="final_demand")
    require_dims(stressors, (STRESSOR, PLACE, INDUSTRY), name="stressors")
    beside = {"final_demand": final_demand, "stressors": stressors}
    if output is not None:
        require_dims(output, (PLACE, INDUSTRY), name="output")
        beside["output"] = output
    for name, array in beside.items():
        dims = [dim for dim in (PLACE, INDUSTRY, CONSUMER) if dim in array.dims]
        require_same_labels(flows, array, dims=dims, names=("flows", name))
        if name != "stressors":
            require_same_units(flows, array, names=("flows", name))
    R, K = flows.sizes[PLACE], flows.sizes[INDUSTRY]
    Z = read_numbers(flows, name="flows").reshape(R * K, R * K)
    Y = read_numbers(final_demand, name="final_demand").reshape(R * K, R, -1).sum(axis=2)
    F = read_numbers(stressors, name="stressors").reshape(-1, R * K)
    if output is None:
        x = Z.sum(axis=1) + Y.sum(axis=1)
    else:
        x = read_numbers(output, name="output").reshape(R * K)
    names = flows.isel({CONSUMER: 0, to(INDUSTRY): 0}, drop=True)
    idle = x == 0.0
    divisor = np.where(idle, 1.0, x)
    economy = _Economy(Z, Y, np.where(idle, 0.0, F / divisor), F, x, divisor, R, K, names)
    bad = "output is negative", "output 为负"
    _refuse_cells(economy, x < 0.0, *bad)
    bad = "output is 0 but the industry buys", "output 为 0，但该行业有购入"
    buys = np.zeros(len(x), dtype=bool)
    buys[idle] = np.any(Z[:, idle] != 0.0, axis=0)
    _refuse_cells(economy, buys, *bad)
    bad = "output is 0 but there is a stressor", "output 为 0，但有压力量"
    _refuse_cells(economy, idle & np.any(F != 0.0, axis=0), *bad)
    return economy


def _refuse_cells(
    economy: _Economy, bad: npt.NDArray[np.bool_], problem_en: str, problem_zh: str
) -> None:
    if bad.any():
        found = listing(_cells(economy, np.flatnonzero(bad)))
        raise DataError(
            Message(f"{problem_en}: {found}.", f"{problem_zh}：{found}。"),
            Message("Correct the table.", "请改正投入产出表。"),
        )


def _cells(economy: _Economy, at: npt.NDArray[np.intp]) -> list[str]:
    places, industries = (economy.names.coords[dim].values for dim in (PLACE, INDUSTRY))
    rows, columns = np.divmod(at, economy.industries)
    return [f"{places[r]} {industries[k]}" for r, k in zip(rows, columns, strict=True)]


def _refuse_endless(economy: _Economy, ones: Floats) -> None:
    """Refuse coefficients whose chain of indirect needs does not die out."""
    Z = economy.Z
    if Z.min(initial=0.0) >= 0.0:
        if (ones > 0.0).all():
            if ones.max(initial=0.0) > ENDLESS:
                refuse_singular(name_largest(ones, lambda at: _cells(economy, at)))
            return
    elif _dies_out(Z, economy.divisor):
        return
    sums = Z.sum(axis=0) / economy.divisor
    order = np.argsort(-sums, kind="stable")[:3]
    pairs = zip(_cells(economy, order), sums[order], strict=True)
    worst = listing([f"{name} ({value:.4g})" for name, value in pairs])
    raise DataError(
        Message(
            f"The coefficients use up more than is made; largest column sums: {worst}.",
            f"系数所消耗的超过所生产的；列和最大者：{worst}。",
        ),
        Message(
            "Check the table's balance, and that buyers stand in columns.",
            "请检查表的平衡关系，并确认买方在列上。",
        ),
    )


def _dies_out(Z: Floats, divisor: Floats) -> bool:
    """Whether some power of the absolute coefficients has all column sums below one."""
    sums = np.ones(len(Z))
    block = max(len(Z) // 16, 1)
    for _ in range(MOST_ROUNDS):
        after = np.zeros(len(Z))
        for first in range(0, len(Z), block):
            after += sums[first : first + block] @ np.abs(Z[first : first + block])
        sums = after / divisor
        if sums.max(initial=0.0) < 1.0:
            return True
        if sums.max() > 1e6:
            return False
    return False
