"""The loop of the disruption model, compiled; one call is one scenario.

Two layouts share what each industry decides: a list of links, and matrices (`disruption_cells`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numba
import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from upriver.inputoutput.disruption_cells import GridCells, LinkCells

    Floats = npt.NDArray[np.float64]
    Rules = tuple[float, float, float, bool]
    Now = tuple[Floats, Floats, Floats, Floats]

NOISE = 1e-9
"""Scarcity below this share is rounding: overproduction then returns to normal. So is output
below this share of the normal one: it attracts no orders."""


def _decide(
    rules: Rules,
    base: Floats,
    state: tuple[Floats, Floats, Floats],
    bought: Floats,
    lost: Floats,
    now: Now,
    results: tuple[Floats, Floats, Floats],
) -> None:
    """Output that demand, capacity and stocks allow, and whom it serves.

    Of ``now`` the first is yesterday's output until it is written anew, the second what demand
    and capacity alone would give.
    """
    _, most, adjust, _ = rules
    over, ordered, allowed = state
    out, want, served, strength = now
    production, unmet, cap = results
    for i in range(len(base)):
        total = ordered[i] + bought[i]
        scarcity = 1.0 - out[i] / total if total > 0.0 else 0.0
        if abs(scarcity) > NOISE:
            over[i] = max(1.0, over[i] + (most - over[i]) * scarcity / adjust)
        else:
            over[i] += (1.0 - over[i]) / adjust
        want[i] = min(total, over[i] * (1.0 - lost[i]) * base[i])
        out[i] = min(want[i], allowed[i])
        served[i] = out[i] / total if total > 0.0 else 1.0
        strength[i] = out[i] / base[i] if out[i] > NOISE * base[i] else 0.0
        production[i] = out[i]
        unmet[i] = bought[i] * (1.0 - served[i])
        cap[i] = allowed[i] / base[i] if allowed[i] < np.inf else np.nan


def _first_links(
    cells: LinkCells, base: Floats, allowed: Floats, ordered: Floats
) -> tuple[Floats, Floats]:
    """Stocks and orders before anything happens."""
    stocks, orders = np.zeros(len(cells.buyer)), np.empty(len(cells.buyer))
    for cell in range(len(cells.buyer)):
        j = cells.buyer[cell]
        orders[cell] = cells.need[cell] * base[j]
        if cells.cover[cell] < np.inf:
            stocks[cell] = cells.cover[cell] * orders[cell]
            limit = stocks[cell] / (cells.floor[cell] * cells.need[cell])
            allowed[j] = min(allowed[j], limit)
        for link in range(cells.start[cell], cells.start[cell + 1]):
            ordered[cells.supplier[link]] += cells.share[link] * orders[cell]
    return stocks, orders


def _trade_links(
    cells: LinkCells,
    rules: Rules,
    held: tuple[Floats, Floats, Floats],
    now: Now,
    ordered: Floats,
    allowed: Floats,
) -> None:
    """Deliver the old orders, use the inputs, place the new orders; one pass over the cells."""
    start, supplier, share, buyer, need, cover, floor = cells
    restock, _, _, follow = rules
    stocks, orders, weights = held
    out, want, served, strength = now
    ordered[:] = 0.0
    allowed[:] = np.inf
    for cell in range(len(buyer)):
        j = buyer[cell]
        first, last = start[cell], start[cell + 1]
        used = need[cell] * out[j]
        order = used
        if cover[cell] < np.inf:
            rate = 0.0
            for link in range(first, last):
                rate += (weights[link] if follow else share[link]) * served[supplier[link]]
            stock = max(0.0, stocks[cell] + orders[cell] * rate - used)
            stocks[cell] = stock
            order += max(0.0, cover[cell] * need[cell] * want[j] - stock) / restock
            allowed[j] = min(allowed[j], stock / (floor[cell] * need[cell]))
        orders[cell] = order
        if follow:
            total = 0.0
            for link in range(first, last):
                total += share[link] * strength[supplier[link]]
            for link in range(first, last):
                if total > 0.0:
                    weights[link] = share[link] * strength[supplier[link]] / total
                else:
                    weights[link] = share[link]
                ordered[supplier[link]] += weights[link] * order
        else:
            for link in range(first, last):
                ordered[supplier[link]] += share[link] * order


def _run_links(
    cells: LinkCells,
    rules: Rules,
    base: Floats,
    final: Floats,
    lost: Floats,
    demand: Floats,
    production: Floats,
    unmet: Floats,
    cap: Floats,
) -> None:
    """Fill production, unmet demand and the input limit, (step, industry) each."""
    n = len(base)
    ordered, allowed = np.zeros(n), np.full(n, np.inf)
    stocks, orders = _first_links_c(cells, base, allowed, ordered)
    held = (stocks, orders, cells.share.copy())
    now = (base.copy(), np.empty(n), np.ones(n), np.ones(n))
    over = np.ones(n)
    for step in range(len(lost)):
        results = (production[step], unmet[step], cap[step])
        state = (over, ordered, allowed)
        _decide_c(rules, base, state, final * demand[step], lost[step], now, results)
        _trade_links_c(cells, rules, held, now, ordered, allowed)


def _add(line: Floats, factor: float, row: Floats) -> None:
    """Add a multiple of one row to a line."""
    for j in range(len(row)):
        line[j] += factor * row[j]


def _product(row: Floats, line: Floats) -> float:
    """Sum of the products; summed in the order that is fastest."""
    total = 0.0
    for j in range(len(row)):
        total += row[j] * line[j]
    return total


def _stock_up(
    rule: tuple[float, float, float],
    need: Floats,
    now: Now,
    rate: Floats,
    stocks: Floats,
    orders: Floats,
    allowed: Floats,
) -> None:
    """Take in, use and order one product, for all its buyers."""
    cover, floor, restock = rule
    out, want = now[0], now[1]
    for j in range(len(need)):
        used = need[j] * out[j]
        stock = stocks[j] + orders[j] * rate[j] - used
        stock = stock if stock > 0.0 else 0.0
        gap = cover * need[j] * want[j] - stock
        gap = gap if gap > 0.0 else 0.0
        limit = stock / (floor * need[j]) if need[j] > 0.0 else np.inf
        stocks[j] = stock
        orders[j] = used + gap / restock
        allowed[j] = limit if limit < allowed[j] else allowed[j]


def _trade_grid(
    cells: GridCells,
    rules: Rules,
    stocks: Floats,
    orders: Floats,
    now: Now,
    ordered: Floats,
    allowed: Floats,
) -> None:
    """Deliver, use and order product by product; orders follow normal sales."""
    rate = np.empty(len(ordered))
    allowed[:] = np.inf
    for k in range(len(cells.need)):
        rows = range(cells.start[k], cells.start[k + 1])
        if cells.cover[k] < np.inf:
            rate[:] = 0.0
            for row in rows:
                _add_c(rate, now[2][cells.maker[row]], cells.share[row])
            rule = (cells.cover[k], cells.floor[k], rules[0])
            _stock_up_c(rule, cells.need[k], now, rate, stocks[k], orders[k], allowed)
        else:
            orders[k] = cells.need[k] * now[0]
        for row in rows:
            ordered[cells.maker[row]] = _product_c(cells.share[row], orders[k])


def _follow_grid(
    cells: GridCells,
    rules: Rules,
    held: tuple[Floats, Floats, Floats, Floats],
    now: Now,
    ordered: Floats,
    allowed: Floats,
) -> None:
    """Deliver, use and order product by product; orders follow what makers still make.

    Instead of the share of each maker in each order, the output of the step before and the
    sums ``whole`` are kept; where no maker made anything, normal sales decide.
    """
    stocks, orders, whole, before = held
    served, strength = now[2], now[3]
    n = len(ordered)
    rate, plain, split, rest = np.empty(n), np.empty(n), np.empty(n), np.empty(n)
    allowed[:] = np.inf
    for k in range(len(cells.need)):
        rows = range(cells.start[k], cells.start[k + 1])
        rate[:] = 0.0
        plain[:] = 0.0
        total = np.zeros(n)
        for row in rows:
            i = cells.maker[row]
            _add_c(rate, before[i] * served[i], cells.share[row])
            _add_c(plain, served[i], cells.share[row])
            _add_c(total, strength[i], cells.share[row])
        if cells.cover[k] < np.inf:
            for j in range(n):
                rate[j] = rate[j] / whole[k, j] if whole[k, j] > 0.0 else plain[j]
            rule = (cells.cover[k], cells.floor[k], rules[0])
            _stock_up_c(rule, cells.need[k], now, rate, stocks[k], orders[k], allowed)
        else:
            orders[k] = cells.need[k] * now[0]
        for j in range(n):
            some = total[j] > 0.0
            split[j] = orders[k, j] / total[j] if some else 0.0
            rest[j] = 0.0 if some else orders[k, j]
        whole[k] = total
        for row in rows:
            i = cells.maker[row]
            normal = _product_c(cells.share[row], rest)
            ordered[i] = normal + strength[i] * _product_c(cells.share[row], split)
    before[:] = strength


def _run_grid(
    cells: GridCells,
    rules: Rules,
    base: Floats,
    final: Floats,
    lost: Floats,
    demand: Floats,
    production: Floats,
    unmet: Floats,
    cap: Floats,
) -> None:
    """Fill production, unmet demand and the input limit, (step, industry) each."""
    n = len(base)
    ordered, allowed = np.zeros(n), np.full(n, np.inf)
    orders, stocks = cells.need * base, np.zeros(cells.need.shape)
    whole = np.empty((0, n))
    if rules[3]:
        whole = np.ones(cells.need.shape)
    for k in range(len(cells.need)):
        if cells.cover[k] < np.inf:
            stocks[k] = cells.cover[k] * orders[k]
            for j in range(n):
                if cells.need[k, j] > 0.0:
                    limit = stocks[k, j] / (cells.floor[k] * cells.need[k, j])
                    allowed[j] = min(allowed[j], limit)
        for row in range(cells.start[k], cells.start[k + 1]):
            ordered[cells.maker[row]] = _product_c(cells.share[row], orders[k])
    now = (base.copy(), np.empty(n), np.ones(n), np.ones(n))
    over, before = np.ones(n), np.ones(n)
    for step in range(len(lost)):
        results = (production[step], unmet[step], cap[step])
        state = (over, ordered, allowed)
        _decide_c(rules, base, state, final * demand[step], lost[step], now, results)
        if rules[3]:
            held = (stocks, orders, whole, before)
            _follow_grid_c(cells, rules, held, now, ordered, allowed)
        else:
            _trade_grid_c(cells, rules, stocks, orders, now, ordered, allowed)


_compile: Any = numba.njit(cache=True, nogil=True)
_decide_c: Any = _compile(_decide)
_first_links_c: Any = _compile(_first_links)
_trade_links_c: Any = _compile(_trade_links)
run_links: Any = _compile(_run_links)
_add_c: Any = _compile(_add)
_product_c: Any = numba.njit(cache=True, nogil=True, fastmath={"reassoc", "nsz"})(_product)
_stock_up_c: Any = _compile(_stock_up)
_trade_grid_c: Any = _compile(_trade_grid)
_follow_grid_c: Any = _compile(_follow_grid)
run_grid: Any = _compile(_run_grid)
