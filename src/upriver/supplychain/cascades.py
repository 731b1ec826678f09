"""Many cascades at once: scenarios dealt out to threads, one result row each."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from upriver.core.progress import Progress, silent

if TYPE_CHECKING:
    import numpy.typing as npt

    from upriver.supplychain.cascade_rules import CascadeRules, Directions

    Floats = npt.NDArray[np.float64]
    Places = npt.NDArray[np.int64]

SMALLEST, CHUNK = 32, 256
LARGE = 1 / 16
"""Share of firms that lose from which a cascade is run beside others of its kind."""
NO_LINK = -1


class Failures(NamedTuple):
    """What each scenario takes out of a network.

    Parameters
    ----------
    start : ndarray (scenario + 1)
        Where each scenario's firms begin.
    firm : ndarray (hit)
        Positions of the firms hit.
    remaining : ndarray (hit), ratio
        What each can still make.
    cut : ndarray (scenario)
        Position, among the links by supplier, of the one that is cut; -1 for none.
    """

    start: Places
    firm: Places
    remaining: Floats
    cut: Places


def single_failures(firms: Places) -> Failures:
    """One scenario a firm, in which it stops.

    Parameters
    ----------
    firms : ndarray (scenario)
        Positions of the firms.

    Returns
    -------
    Failures
        As many scenarios as firms.
    """
    count = len(firms)
    start = np.arange(count + 1, dtype=np.int64)
    return Failures(start, firms, np.zeros(count), np.full(count, NO_LINK, dtype=np.int64))


def run_cascades(
    net: Directions,
    failures: Failures,
    rules: CascadeRules,
    *,
    group: Places | None = None,
    workers: int = 1,
    progress: Progress = silent,
) -> tuple[Floats, Floats]:
    """Let every scenario run until it stops.

    Parameters
    ----------
    net : Directions
        From `weigh`.
    failures : Failures
        The scenarios.
    rules : CascadeRules
        Substitution and tolerance.
    group : ndarray (firm), optional
        Number of each firm's group, for sums by group.
    workers : int
        Threads; the result is the same for any number.
    progress : Progress
        Told after each part.

    Returns
    -------
    numbers : ndarray (scenario, 4)
        Index, downstream, upstream, steps.
    spread : ndarray (scenario, group)
        Part of the index lost in each group; without groups there is nothing in it.
    """
    from upriver.supplychain.systemic_kernel import (  # noqa: PLC0415 - numba imports slowly
        run,
        workspace,
    )
    from upriver.supplychain.systemic_lanes import finish, gather, lanes  # noqa: PLC0415

    count, firms = len(failures.cut), len(net.sales)
    numbers = np.zeros((count, 4))
    groups = np.empty(0, dtype=np.int64) if group is None else group.astype(np.int64)
    width = int(groups.max(initial=-1)) + 1
    spread = np.zeros((count if width else 1, width))
    settings = (bool(rules.substitution), float(rules.tolerance))
    links = gather(net)
    size = max(SMALLEST, min(CHUNK, -(-count // (4 * max(1, workers)))))

    def _part(first: int) -> int:
        last = min(first + size, count)
        rows, place = slice(first, last), 0
        part = (failures.start[first : last + 1], *failures[1:3], failures.cut[rows])
        into = (settings, groups, spread[rows] if width else spread, numbers[rows])
        work, pool = workspace(net), lanes(firms)
        while place < last - first:
            place = run(net, work, part, *into, pool, place, LARGE * firms)
            finish(net, links, pool, *into)
        return last

    with ThreadPoolExecutor(max_workers=max(1, workers)) as threads:
        for done in threads.map(_part, range(0, count, size)):
            progress("cascades", done, count)
    return numbers, spread
