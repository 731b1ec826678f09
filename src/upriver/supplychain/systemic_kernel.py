"""The loop of the cascade, compiled: only what has changed is passed on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numba
import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from upriver.supplychain.cascade_rules import Directions

    Floats = npt.NDArray[np.float64]
    Places = npt.NDArray[np.int64]

SCARCE = 1e-12
"""Share of a market below which nothing is left that could replace a supplier."""
LOW = 1e-2
"""Share of a market below which what is left is summed anew: a difference would cancel."""


class _Work(NamedTuple):
    """State of one cascade; it is set back through the lists of what was touched.

    ``count`` holds the lengths of the lists lossy, dirty, opened, waning, wanting and seen.
    """

    down: Floats
    sent: Floats
    short: Floats
    worst: Floats
    total: Floats
    left: Floats
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
    count: Places


LOSSY, DIRTY, OPENED, WANING, WANTING, SEEN = range(6)


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
        lists[0], np.zeros(cells, dtype=np.int64), lists[1], flags[0], flags[1],
        np.ones(firms), zeros[3], zeros[4], lists[2], lists[3], lists[4], flags[2], flags[3],
        np.zeros(6, dtype=np.int64),
    )  # fmt: skip


def _replaced(net: Directions, left: Floats, firm: int, substitution: bool) -> float:
    """Share of a firm's loss that nobody makes good."""
    if not substitution:
        return 1.0
    market = net.market[firm]
    if left[market] <= SCARCE * net.market_sales[market]:
        return 1.0
    return min(1.0, net.sales[firm] / left[market])


def _take(net: Directions, work: _Work, firm: int, fall: float, after: float) -> None:
    """Take what a firm no longer makes out of its market."""
    market = net.market[firm]
    work.down[firm] = after
    work.left[market] -= fall * net.sales[firm]
    if work.left[market] < LOW * net.market_sales[market]:
        rest = 0.0
        for place in range(net.member_start[market], net.member_start[market + 1]):
            other = net.member[place]
            rest += work.down[other] * net.sales[other]
        work.left[market] = rest


def _list_lossy(work: _Work, firm: int) -> None:
    if not work.in_lossy[firm]:
        work.in_lossy[firm] = True
        work.lossy[work.count[LOSSY]] = firm
        work.count[LOSSY] += 1


def _list_seen(work: _Work, firm: int) -> None:
    if not work.in_seen[firm]:
        work.in_seen[firm] = True
        work.seen[work.count[SEEN]] = firm
        work.count[SEEN] += 1


def _lessen(net: Directions, work: _Work, link: int, loss: float) -> None:
    """Let a buyer want for the loss of one input; remember whom to look at again."""
    add = net.down[link] * loss
    if add <= 0.0:
        return
    buyer, cell = net.buyer[link], net.cell[link]
    if cell < 0:
        work.total[buyer] += add
    else:
        if work.short[cell] == 0.0:
            work.dirty[work.count[DIRTY]] = cell
            work.count[DIRTY] += 1
        work.short[cell] += add
        work.worst[buyer] = max(work.worst[buyer], work.short[cell])
    if not work.stamp[buyer]:
        work.stamp[buyer] = True
        work.opened[work.count[OPENED]] = buyer
        work.count[OPENED] += 1
    _list_lossy_c(work, buyer)


def _want(net: Directions, work: _Work, link: int, loss: float) -> None:
    """Let a supplier lose part of one customer; remember whom to look at again."""
    supplier = net.supplier[link]
    work.unsold[supplier] += net.up[link] * loss
    if not work.marked[supplier]:
        work.marked[supplier] = True
        work.wanting[work.count[WANTING]] = supplier
        work.count[WANTING] += 1
    _list_seen_c(work, supplier)


def _downstream(
    net: Directions, work: _Work, substitution: bool, cut: int, passed: float
) -> tuple[float, float]:
    """One round for want of inputs: the largest change, and what the cut link has passed on."""
    work.count[OPENED] = 0
    for place in range(work.count[LOSSY]):
        firm = work.lossy[place]
        loss = _replaced_c(net, work.left, firm, substitution) * (1.0 - work.down[firm])
        more = loss - work.sent[firm]
        if more > 0.0:
            work.sent[firm] = loss
            for at in range(net.out_start[firm], net.out_start[firm + 1]):
                if net.out_link[at] != cut:
                    _lessen_c(net, work, net.out_link[at], more)
    if cut >= 0:
        loss = _replaced_c(net, work.left, net.supplier[cut], substitution)
        if loss > passed:
            _lessen_c(net, work, cut, loss - passed)
            passed = loss
    change = 0.0
    for place in range(work.count[OPENED]):
        buyer = work.opened[place]
        work.stamp[buyer] = False
        before = work.down[buyer]
        after = max(0.0, 1.0 - max(work.worst[buyer], work.total[buyer]))
        if after < before:
            change = max(change, before - after)
            _take_c(net, work, buyer, before - after, after)
    return change, passed


def _upstream(net: Directions, work: _Work, cut: int, first: bool) -> float:
    """One round for want of customers: the largest change."""
    work.count[WANTING] = 0
    for place in range(work.count[WANING]):
        buyer = work.waning[place]
        loss = 1.0 - work.up[buyer]
        more = loss - work.told[buyer]
        work.told[buyer] = loss
        for link in range(net.in_start[buyer], net.in_start[buyer + 1]):
            if link != cut:
                _want_c(net, work, link, more)
    if first and cut >= 0:
        _want_c(net, work, cut, 1.0)
    work.count[WANING] = 0
    change = 0.0
    for place in range(work.count[WANTING]):
        supplier = work.wanting[place]
        work.marked[supplier] = False
        before = work.up[supplier]
        after = max(0.0, 1.0 - work.unsold[supplier])
        if after < before:
            change = max(change, before - after)
            work.up[supplier] = after
            work.waning[work.count[WANING]] = supplier
            work.count[WANING] += 1
    return change


def _hit(net: Directions, work: _Work, firm: int, remaining: float) -> None:
    """Take a firm's own loss before anything spreads."""
    if remaining >= 1.0:
        return
    _list_lossy_c(work, firm)
    _list_seen_c(work, firm)
    work.waning[work.count[WANING]] = firm
    work.count[WANING] += 1
    work.up[firm] = remaining
    _take_c(net, work, firm, 1.0 - remaining, remaining)


def _settle(net: Directions, work: _Work, result: Floats, group: Places, spread: Floats) -> None:
    """Add up what is lost, by group where there are groups, and forget the cascade."""
    for place in range(work.count[LOSSY]):
        firm = work.lossy[place]
        loss = (1.0 - min(work.down[firm], work.up[firm])) * net.weight[firm]
        result[0] += loss
        result[1] += (1.0 - work.down[firm]) * net.weight[firm]
        if len(group) > 0:
            spread[group[firm]] += loss
    for place in range(work.count[SEEN]):
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
    for place in range(work.count[LOSSY]):
        firm = work.lossy[place]
        work.down[firm], work.sent[firm] = 1.0, 0.0
        work.worst[firm], work.total[firm] = 0.0, 0.0
        work.in_lossy[firm] = False
        work.left[net.market[firm]] = net.market_sales[net.market[firm]]
    for place in range(work.count[SEEN]):
        firm = work.seen[place]
        work.up[firm], work.told[firm], work.unsold[firm] = 1.0, 0.0, 0.0
        work.in_seen[firm] = False
    for place in range(work.count[DIRTY]):
        work.short[work.dirty[place]] = 0.0
    work.count[:] = 0


def _run(
    net: Directions,
    work: _Work,
    start: Places,
    firm: Places,
    remaining: Floats,
    cut: Places,
    rules: tuple[bool, float],
    group: Places,
    spread: Floats,
    result: Floats,
) -> None:
    """Fill a row (index, downstream, upstream, steps) for every scenario."""
    substitution, tolerance = rules
    for scenario in range(len(result)):
        for place in range(start[scenario], start[scenario + 1]):
            _hit_c(net, work, firm[place], remaining[place])
        passed, steps, link = 0.0, 0, cut[scenario]
        while True:
            fall, passed = _downstream_c(net, work, substitution, link, passed)
            sink = _upstream_c(net, work, link, steps == 0)
            steps += 1
            if max(fall, sink) <= tolerance:
                break
        result[scenario, 3] = steps
        row = scenario if len(group) > 0 else 0
        _settle_c(net, work, result[scenario], group, spread[row])


_compile: Any = numba.njit(cache=True, nogil=True)
_replaced_c: Any = _compile(_replaced)
_take_c: Any = _compile(_take)
_list_lossy_c: Any = _compile(_list_lossy)
_list_seen_c: Any = _compile(_list_seen)
_lessen_c: Any = _compile(_lessen)
_want_c: Any = _compile(_want)
_downstream_c: Any = _compile(_downstream)
_upstream_c: Any = _compile(_upstream)
_hit_c: Any = _compile(_hit)
_forget_c: Any = _compile(_forget)
_settle_c: Any = _compile(_settle)
run: Any = _compile(_run)
