"""The loop of the disruption model, compiled; one call is one scenario."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numba
import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Places = npt.NDArray[np.int32]
    Cells = tuple[npt.NDArray[np.int64], Places, Floats, Places, Floats, Floats, Floats]
    Rules = tuple[float, float, float, bool]

NOISE = 1e-9
"""Scarcity below this share is rounding: overproduction then returns to normal."""


def _first_stocks(
    buyer: npt.NDArray[np.int32], need: Floats, cover: Floats, floor: Floats, base: Floats
) -> tuple[Floats, Floats, Floats]:
    """Stocks, orders and the output the stocks allow before anything happens."""
    orders = np.empty(len(buyer))
    stocks = np.zeros(len(buyer))
    allowed = np.full(len(base), np.inf)
    for cell in range(len(buyer)):
        j = buyer[cell]
        orders[cell] = need[cell] * base[j]
        if cover[cell] < np.inf:
            stocks[cell] = cover[cell] * orders[cell]
            allowed[j] = min(allowed[j], stocks[cell] / (floor[cell] * need[cell]))
    return stocks, orders, allowed


def _produce(
    ordered: Floats, bought: Floats, capacity: Floats, allowed: Floats, out: Floats, want: Floats
) -> None:
    """Output that demand, capacity and stocks allow; ``want`` is the first two alone."""
    for i in range(len(ordered)):
        want[i] = min(ordered[i] + bought[i], capacity[i])
        out[i] = min(want[i], allowed[i])


def _trade(
    cells: Cells,
    rules: Rules,
    stocks: Floats,
    orders: Floats,
    weights: Floats,
    now: tuple[Floats, Floats, Floats, Floats],
    ordered: Floats,
    allowed: Floats,
) -> None:
    """Deliver the old orders, use the inputs, place the new orders; one pass over the cells."""
    start, supplier, share, buyer, need, cover, floor = cells
    restock, _, _, follow = rules
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


def _run(
    cells: Cells,
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
    start, supplier, share, buyer, need, cover, floor = cells
    _, most, adjust, _ = rules
    n = len(base)
    stocks, orders, allowed = _compiled_first_stocks(buyer, need, cover, floor, base)
    weights = share.copy()
    over, out, want = np.ones(n), base.copy(), np.empty(n)
    served, strength, ordered = np.ones(n), np.ones(n), np.zeros(n)
    for cell in range(len(buyer)):
        for link in range(start[cell], start[cell + 1]):
            ordered[supplier[link]] += share[link] * orders[cell]
    for step in range(len(lost)):
        bought = final * demand[step]
        for i in range(n):  # yesterday's output against today's orders
            total = ordered[i] + bought[i]
            scarcity = 1.0 - out[i] / total if total > 0.0 else 0.0
            if abs(scarcity) > NOISE:
                over[i] = max(1.0, over[i] + (most - over[i]) * scarcity / adjust)
            else:
                over[i] += (1.0 - over[i]) / adjust
        _compiled_produce(ordered, bought, over * (1.0 - lost[step]) * base, allowed, out, want)
        for i in range(n):
            total = ordered[i] + bought[i]
            served[i] = out[i] / total if total > 0.0 else 1.0
            strength[i] = out[i] / base[i] if base[i] > 0.0 else 0.0
            production[step, i] = out[i]
            unmet[step, i] = bought[i] * (1.0 - served[i])
            cap[step, i] = allowed[i] / base[i] if allowed[i] < np.inf else np.nan
        now = (out, want, served, strength)
        _compiled_trade(cells, rules, stocks, orders, weights, now, ordered, allowed)


_compile: Any = numba.njit(cache=True, nogil=True)
_compiled_first_stocks: Any = _compile(_first_stocks)
_compiled_produce: Any = _compile(_produce)
_compiled_trade: Any = _compile(_trade)
run: Any = _compile(_run)
