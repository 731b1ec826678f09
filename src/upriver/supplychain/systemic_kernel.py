"""The loop of the cascade, compiled: only what has changed is passed on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numba
import numpy as np

from upriver.supplychain.systemic_lanes import SCARCE

if TYPE_CHECKING:
    import numpy.typing as npt

    from upriver.supplychain.cascade_rules import Directions
    from upriver.supplychain.systemic_lanes import Lanes

    Floats = npt.NDArray[np.float64]
    Places = npt.NDArray[np.int64]

LOW = 1e-2
"""Share of a market below which what is left is summed anew: a difference would cancel."""


class _Work(NamedTuple):
    """State of one cascade; it is set back through the lists of what was touched.

    ``counts`` holds the lengths of the lists lossy, dirty, opened, waning and seen.
    """

    down: Floats
    sent: Floats
    short: Floats
    worst: Floats
    total: Floats
    left: Floats
    low: npt.NDArray[np.bool_]
    lossy: Places
    dirty: Places
    opened: Places
    stamp: npt.NDArray[np.bool_]
    in_lossy: npt.NDArray[np.bool_]
    up: Floats
    told: Floats
    unsold: Floats
    waning: Places
    wanting: Places
    seen: Places
    marked: npt.NDArray[np.bool_]
    in_seen: npt.NDArray[np.bool_]
    counts: Places


LOSSY, DIRTY, OPENED, WANING, SEEN = range(5)


def workspace(net: Directions) -> _Work:
    """Memory for the cascades of one thread.

    Parameters
    ----------
    net : Directions
        From `weigh`.

    Returns
    -------
    _Work
        Everything as before a failure.
    """
    firms = len(net.sales)
    cells = int(net.cell.max(initial=-1)) + 1
    zeros = [np.zeros(firms) for _ in range(5)]
    lists = [np.zeros(firms, dtype=np.int64) for _ in range(5)]
    flags = [np.zeros(firms, dtype=np.bool_) for _ in range(4)]
    return _Work(
        np.ones(firms), zeros[0], np.zeros(cells), zeros[1], zeros[2], net.market_sales.copy(),
        np.zeros(len(net.market_sales), dtype=np.bool_),
        lists[0], np.zeros(cells, dtype=np.int64), lists[1], flags[0], flags[1],
        np.ones(firms), zeros[3], zeros[4], lists[2], lists[3], lists[4], flags[2], flags[3],
        np.zeros(5, dtype=np.int64),
    )  # fmt: skip


def _unreplaced(sales: float, left: float, whole: float) -> float:
    """Share of a firm's loss that its market does not make good."""
    if left <= SCARCE * whole:
        return 1.0
    return min(1.0, sales / left)


def _remainder(net: Directions, down: Floats, market: int) -> float:
    """What a nearly empty market can still sell, summed anew."""
    rest = 0.0
    for place in range(net.member_start[market], net.member_start[market + 1]):
        rest += down[net.member[place]] * net.sales[net.member[place]]
    return rest


def _spread_down(  # noqa: C901, PLR0912 - in pieces it would pay a call for every link
    net: Directions, work: _Work, substitution: bool, cut: int, passed: float
) -> float:
    """Pass on what suppliers newly fail to deliver; returns what the cut link has passed on.

    The helper calls stay out of the inner loop: a call with a tuple of arrays costs more than
    the work of a link.
    """
    out_start, buyers, weights = net.out_start, net.buyer, net.down
    cells, worst, total, short = net.cell, work.worst, work.total, work.short
    stamp, opened, in_lossy, lossy = work.stamp, work.opened, work.in_lossy, work.lossy
    market, sales, left, whole = net.market, net.sales, work.left, net.market_sales
    down, sent, dirty = work.down, work.sent, work.dirty
    lost, soiled, found = work.counts[LOSSY], work.counts[DIRTY], 0
    suppliers = lost
    for place in range(suppliers + 1):
        own = place < suppliers
        if own:
            firm = lossy[place]
            loss, before = 1.0 - down[firm], sent[firm]
            first, last = out_start[firm], out_start[firm + 1]
        elif cut >= 0:  # its buyer goes without, whatever the supplier can make
            firm, loss, before = net.supplier[net.out_link[cut]], 1.0, passed
            first, last = cut, cut + 1
        else:
            break
        if substitution:
            at = market[firm]
            loss *= _unreplaced_c(sales[firm], left[at], whole[at])
        more = loss - before
        if more <= 0.0:
            continue
        if own:
            sent[firm] = loss
        else:
            passed = loss
        for at in range(first, last):
            buyer, cell, add = buyers[at], cells[at], weights[at] * more
            if add <= 0.0 or down[buyer] <= 0.0 or (own and at == cut):
                continue
            if cell < 0:
                total[buyer] += add
            else:
                if short[cell] == 0.0:
                    dirty[soiled] = cell
                    soiled += 1
                short[cell] += add
                worst[buyer] = max(worst[buyer], short[cell])
            if not stamp[buyer]:
                stamp[buyer] = True
                opened[found] = buyer
                found += 1
                if not in_lossy[buyer]:
                    in_lossy[buyer] = True
                    lossy[lost] = buyer
                    lost += 1
    work.counts[LOSSY], work.counts[DIRTY], work.counts[OPENED] = lost, soiled, found
    return passed


def _fall(net: Directions, work: _Work) -> float:
    """Let those who want for inputs make less: the largest change."""
    down, left, market, sales = work.down, work.left, net.market, net.sales
    worst, total, stamp, opened = work.worst, work.total, work.stamp, work.opened
    low, change = work.low, 0.0
    for place in range(work.counts[OPENED]):
        firm = opened[place]
        stamp[firm] = False
        fall = down[firm] - max(0.0, 1.0 - max(worst[firm], total[firm]))
        if fall > 0.0:
            change = max(change, fall)
            down[firm] -= fall
            at = market[firm]
            left[at] -= fall * sales[firm]
            if left[at] < LOW * net.market_sales[at]:
                low[at] = True
    for place in range(work.counts[OPENED]):
        at = market[opened[place]]
        if low[at]:
            low[at] = False
            left[at] = _remainder_c(net, down, at)
    return change


def _spread_up(net: Directions, work: _Work, cut: int, first: bool) -> float:
    """One round for want of customers: the largest change."""
    suppliers, weights, unsold, marked = net.supplier, net.up, work.unsold, work.marked
    up, wanting, seen, in_seen, waning = work.up, work.wanting, work.seen, work.in_seen, work.waning
    found, known = 0, work.counts[SEEN]
    buyers = work.counts[WANING]
    for place in range(buyers + 1):
        own = place < buyers
        if own:
            buyer = waning[place]
            loss = 1.0 - up[buyer]
            more = loss - work.told[buyer]
            work.told[buyer] = loss
            begin, end = net.in_start[buyer], net.in_start[buyer + 1]
        elif first and cut >= 0:
            more, begin, end = 1.0, cut, cut + 1
        else:
            break
        for link in range(begin, end):
            if own and link == cut:
                continue
            supplier = suppliers[link]
            if up[supplier] <= 0.0:
                continue
            unsold[supplier] += weights[link] * more
            if not marked[supplier]:
                marked[supplier] = True
                wanting[found] = supplier
                found += 1
                if not in_seen[supplier]:
                    in_seen[supplier] = True
                    seen[known] = supplier
                    known += 1
    change, weak = 0.0, 0
    for place in range(found):
        supplier = wanting[place]
        marked[supplier] = False
        after = max(0.0, 1.0 - unsold[supplier])
        fall = up[supplier] - after
        if fall > 0.0:
            change = max(change, fall)
            up[supplier] = after
            waning[weak] = supplier
            weak += 1
    work.counts[SEEN], work.counts[WANING] = known, weak
    return change


def _hit(net: Directions, work: _Work, firm: int, remaining: float) -> None:
    """Take a firm's own loss before anything spreads."""
    if remaining >= 1.0:
        return
    count, at = work.counts, net.market[firm]
    work.in_lossy[firm], work.in_seen[firm] = True, True
    work.lossy[count[LOSSY]], work.seen[count[SEEN]] = firm, firm
    work.waning[count[WANING]] = firm
    count[LOSSY] += 1
    count[SEEN] += 1
    count[WANING] += 1
    work.up[firm], work.down[firm] = remaining, remaining
    work.left[at] -= (1.0 - remaining) * net.sales[firm]
    if work.left[at] < LOW * net.market_sales[at]:
        work.left[at] = _remainder_c(net, work.down, at)


def _settle(net: Directions, work: _Work, result: Floats, group: Places, spread: Floats) -> None:
    """Add up what is lost, by group where there are groups, and forget the cascade."""
    for place in range(work.counts[LOSSY]):
        firm = work.lossy[place]
        loss = (1.0 - min(work.down[firm], work.up[firm])) * net.weight[firm]
        result[0] += loss
        result[1] += (1.0 - work.down[firm]) * net.weight[firm]
        if len(group) > 0:
            spread[group[firm]] += loss
    for place in range(work.counts[SEEN]):
        firm = work.seen[place]
        result[2] += (1.0 - work.up[firm]) * net.weight[firm]
        if not work.in_lossy[firm]:
            loss = (1.0 - work.up[firm]) * net.weight[firm]
            result[0] += loss
            if len(group) > 0:
                spread[group[firm]] += loss
    _forget_c(net, work)


def _forget(net: Directions, work: _Work) -> None:
    """Set back everything a loss could have reached."""
    for place in range(work.counts[LOSSY]):
        firm = work.lossy[place]
        work.down[firm], work.sent[firm] = 1.0, 0.0
        work.worst[firm], work.total[firm] = 0.0, 0.0
        work.in_lossy[firm] = False
        work.left[net.market[firm]] = net.market_sales[net.market[firm]]
    for place in range(work.counts[SEEN]):
        firm = work.seen[place]
        work.up[firm], work.told[firm], work.unsold[firm] = 1.0, 0.0, 0.0
        work.in_seen[firm] = False
    for place in range(work.counts[DIRTY]):
        work.short[work.dirty[place]] = 0.0
    work.counts[:] = 0


def _hand_over(net: Directions, work: _Work, pool: Lanes, scenario: int, steps: int) -> None:
    """Leave a cascade that has grown large to those that run side by side."""
    lane = pool.taken[0]
    for firm in range(len(work.down)):
        pool.down[firm, lane] = work.down[firm]
        pool.up[firm, lane] = work.up[firm]
    pool.row[lane], pool.steps[lane] = scenario, steps
    pool.taken[0] = lane + 1
    _forget_c(net, work)


def _run(
    net: Directions,
    work: _Work,
    failures: tuple[Places, Places, Floats, Places],
    rules: tuple[bool, float],
    group: Places,
    spread: Floats,
    result: Floats,
    pool: Lanes,
    begin: int,
    large: float,
) -> int:
    """Fill a row (index, downstream, upstream, steps) for every scenario from one on.

    Cascades in which more firms than ``large`` lose go to the pool. Returns the scenario to go
    on with, once the pool is full or all are done.
    """
    substitution, tolerance = rules
    start, firm, remaining, cut = failures
    for scenario in range(begin, len(result)):
        for place in range(start[scenario], start[scenario + 1]):
            _hit_c(net, work, firm[place], remaining[place])
        passed, steps, at = 0.0, 0, cut[scenario]
        link = net.out_link[at] if at >= 0 else -1
        while at >= 0 or work.counts[LOSSY] + work.counts[WANING] <= large:
            passed = _spread_down_c(net, work, substitution, at, passed)
            fall = _fall_c(net, work)
            sink = _spread_up_c(net, work, link, steps == 0)
            steps += 1
            if max(fall, sink) <= tolerance:
                result[scenario, 3] = steps
                row = scenario if len(group) > 0 else 0
                _settle_c(net, work, result[scenario], group, spread[row])
                break
        else:
            _hand_over_c(net, work, pool, scenario, steps)
            if pool.taken[0] == len(pool.row):
                return scenario + 1
    return len(result)


_compile: Any = numba.njit(cache=True, nogil=True)
_unreplaced_c: Any = _compile(_unreplaced)
_remainder_c: Any = _compile(_remainder)
_spread_down_c: Any = _compile(_spread_down)
_fall_c: Any = _compile(_fall)
_spread_up_c: Any = _compile(_spread_up)
_hit_c: Any = _compile(_hit)
_forget_c: Any = _compile(_forget)
_settle_c: Any = _compile(_settle)
_hand_over_c: Any = _compile(_hand_over)
run: Any = _compile(_run)
