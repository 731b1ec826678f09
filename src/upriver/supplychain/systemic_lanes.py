"""Cascades that have reached much of the network, several side by side, compiled.

Once most firms change in each round, passing on changes costs more than adding up anew; and one
look at a link then serves the same link of all cascades.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numba
import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from upriver.supplychain.cascade_rules import Directions

    Floats = npt.NDArray[np.float64]
    Places = npt.NDArray[np.int64]

LANES = 8
SCARCE = 1e-12
"""Share of a market below which nothing is left that could replace a supplier."""


class Gathered(NamedTuple):
    """Links in the order in which each firm adds up what it loses.

    Parameters
    ----------
    in_start : ndarray (firm + 1)
        Where the suppliers of each firm begin.
    seller, down, group : ndarray (link)
        Position of the supplier; share of the firm's output lost with it; number of its pair
        with an essential supplying sector, -1 where not essential. In the order of the groups.
    out_start : ndarray (firm + 1)
        Where the customers of each firm begin.
    customer, up : ndarray (link)
        Position of the customer; share of the firm's output lost with it.
    """

    in_start: Places
    seller: npt.NDArray[np.int32]
    down: Floats
    group: npt.NDArray[np.int32]
    out_start: Places
    customer: npt.NDArray[np.int32]
    up: Floats


class Lanes(NamedTuple):
    """Cascades side by side, one a column.

    Parameters
    ----------
    down, up : ndarray (firm, lane)
        What each firm still makes for want of inputs, and of customers.
    row, steps : ndarray (lane)
        Which scenario it is, and its rounds so far.
    taken : ndarray (1)
        How many lanes are in use.
    """

    down: Floats
    up: Floats
    row: Places
    steps: Places
    taken: Places


def gather(net: Directions) -> Gathered:
    """Sort the links by who loses.

    Parameters
    ----------
    net : Directions
        From `weigh`.

    Returns
    -------
    Gathered
        As many entries as links; links that carry no loss of input are left out.
    """
    firms = len(net.sales)
    seller = net.supplier[net.out_link]
    kept = np.flatnonzero(net.down > 0.0)
    kept = kept[np.lexsort((net.cell[kept], net.buyer[kept]))]
    counts = np.bincount(net.buyer[kept], minlength=firms)
    start = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    return Gathered(
        start, seller[kept], net.down[kept], net.cell[kept],
        net.out_start, net.buyer, net.up[net.out_link],
    )  # fmt: skip


def lanes(firms: int) -> Lanes:
    """Room for some cascades.

    Parameters
    ----------
    firms : int
        Size of the network.

    Returns
    -------
    Lanes
        All free. A free lane holds zeros: where nothing is left, nothing is added up.
    """
    states = (np.zeros((firms, LANES)), np.zeros((firms, LANES)))
    row, steps = np.zeros(LANES, dtype=np.int64), np.zeros(LANES, dtype=np.int64)
    return Lanes(*states, row, steps, np.zeros(1, dtype=np.int64))


def _losses(net: Directions, state: Floats, substitution: bool, loss: Floats) -> None:
    """What each firm fails to deliver and its market does not replace."""
    width = state.shape[1]
    for firm in range(len(state)):
        for lane in range(width):
            loss[firm, lane] = 1.0 - state[firm, lane]
    if not substitution:
        return
    left = np.zeros((len(net.market_sales), width))
    for firm in range(len(state)):
        line, sales = left[net.market[firm]], net.sales[firm]
        for lane in range(width):
            line[lane] += state[firm, lane] * sales
    for firm in range(len(state)):
        at, sales = net.market[firm], net.sales[firm]
        floor = SCARCE * net.market_sales[at]
        for lane in range(width):
            rest = left[at, lane]
            if rest > floor and sales < rest:
                loss[firm, lane] *= sales / rest


def _lower(state: Floats, firm: int, worst: Floats, change: Floats) -> None:
    """Let a firm make what its largest loss leaves."""
    for lane in range(state.shape[1]):
        after = 1.0 - worst[lane]
        after = after if after > 0.0 else 0.0
        fall = state[firm, lane] - after
        fall = fall if fall > 0.0 else 0.0
        change[lane] = fall if fall > change[lane] else change[lane]
        state[firm, lane] = after if fall > 0.0 else state[firm, lane]


def _spent(state: Floats, firm: int) -> bool:
    """Whether nothing is left of a firm in any lane."""
    most = 0.0
    for lane in range(state.shape[1]):
        most = max(most, state[firm, lane])
    return most <= 0.0


def _want(links: Gathered, loss: Floats, state: Floats, change: Floats) -> None:
    """One round for want of inputs: the worst essential group, or all that is not essential."""
    width = state.shape[1]
    worst, part = np.empty(width), np.empty(width)
    for firm in range(len(state)):
        first, last = links.in_start[firm], links.in_start[firm + 1]
        if first == last or _spent_c(state, firm):
            continue
        worst[:] = 0.0
        part[:] = 0.0
        group = links.group[first]
        for at in range(first, last):
            if links.group[at] != group:
                group = links.group[at]
                for lane in range(width):
                    worst[lane] = part[lane] if part[lane] > worst[lane] else worst[lane]
                    part[lane] = 0.0
            line, weight = loss[links.seller[at]], links.down[at]
            for lane in range(width):
                part[lane] += weight * line[lane]
        for lane in range(width):
            worst[lane] = part[lane] if part[lane] > worst[lane] else worst[lane]
        _lower_c(state, firm, worst, change)


def _miss(links: Gathered, loss: Floats, state: Floats, change: Floats) -> None:
    """One round for want of customers."""
    width = state.shape[1]
    unsold = np.empty(width)
    for firm in range(len(state)):
        first, last = links.out_start[firm], links.out_start[firm + 1]
        if first == last or _spent_c(state, firm):
            continue
        unsold[:] = 0.0
        for at in range(first, last):
            line, weight = loss[links.customer[at]], links.up[at]
            for lane in range(width):
                unsold[lane] += weight * line[lane]
        _lower_c(state, firm, unsold, change)


def _finish(
    net: Directions,
    links: Gathered,
    pool: Lanes,
    rules: tuple[bool, float],
    group: Places,
    spread: Floats,
    result: Floats,
) -> None:
    """Run the cascades in the lanes until each stops, and fill their rows."""
    substitution, tolerance = rules
    down, up, taken = pool.down, pool.up, pool.taken[0]
    loss, change = np.empty(down.shape), np.empty(down.shape[1])
    running = taken
    alive = np.arange(down.shape[1]) < taken
    while running > 0:
        change[:] = 0.0
        _losses_c(net, down, substitution, loss)
        _want_c(links, loss, down, change)
        _losses_c(net, up, False, loss)
        _miss_c(links, loss, up, change)
        for lane in range(taken):
            if not alive[lane]:
                continue
            pool.steps[lane] += 1
            if change[lane] > tolerance:
                continue
            row = pool.row[lane]
            result[row, 3] = pool.steps[lane]
            for firm in range(len(down)):
                weight = net.weight[firm]
                lost = (1.0 - min(down[firm, lane], up[firm, lane])) * weight
                result[row, 0] += lost
                result[row, 1] += (1.0 - down[firm, lane]) * weight
                result[row, 2] += (1.0 - up[firm, lane]) * weight
                if len(group) > 0:
                    spread[row, group[firm]] += lost
            down[:, lane] = 0.0
            up[:, lane] = 0.0
            alive[lane] = False
            running -= 1
    pool.taken[0] = 0


_compile: Any = numba.njit(cache=True, nogil=True)
_losses_c: Any = _compile(_losses)
_lower_c: Any = _compile(_lower)
_spent_c: Any = _compile(_spent)
_want_c: Any = _compile(_want)
_miss_c: Any = _compile(_miss)
finish: Any = _compile(_finish)
