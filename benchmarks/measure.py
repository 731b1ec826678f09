"""How a case is timed: median of some repeats, peak memory, one JSON object a line."""

from __future__ import annotations

import json
import os
import platform
import resource
import sys
import time
from importlib import metadata
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Result = TypeVar("Result")


def peak_mib() -> float:
    """Highest memory of this process so far.

    Returns
    -------
    float
        MiB of resident memory.
    """
    status = Path("/proc/self/status")
    if status.exists():  # unlike the other figure this one does not start with the parent's
        for line in status.read_text(encoding="ascii").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 2**10
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 2**10)


def forget_peak() -> None:
    """Let the peak start anew from what is resident now, where the system can (Linux)."""
    reset = Path("/proc/self/clear_refs")
    if reset.exists() and os.access(reset, os.W_OK):
        reset.write_text("5", encoding="ascii")


def timed(work: Callable[[], Result], *, repeats: int = 3) -> tuple[float, float, Result]:
    """Run a piece of work some times.

    Parameters
    ----------
    work : callable
        Takes nothing; does the same each time.
    repeats : int
        How often.

    Returns
    -------
    seconds : float
        Median wall time.
    extra_mib : float
        By how much the process's peak memory rose.
    result : object
        What the last run returned.
    """
    forget_peak()
    before, times = peak_mib(), []
    for _ in range(repeats):
        start = time.perf_counter()
        result = work()
        times.append(time.perf_counter() - start)
    return median(times), peak_mib() - before, result


def in_turns(*works: Callable[[], object], repeats: int) -> list[float]:
    """Run pieces of work one after the other, again and again: other load then hits all alike.

    Parameters
    ----------
    *works : callable
        Each takes nothing; does the same each time.
    repeats : int
        How often each is run.

    Returns
    -------
    list of float
        Median wall time of each.
    """
    times: list[list[float]] = [[] for _ in works]
    for _ in range(repeats):
        for work, found in zip(works, times, strict=True):
            start = time.perf_counter()
            work()
            found.append(time.perf_counter() - start)
    return [median(found) for found in times]


def versions(*names: str) -> dict[str, str]:
    """Versions of Python and of packages.

    Parameters
    ----------
    *names : str
        Packages that took part.

    Returns
    -------
    dict of str to str
        By name.
    """
    return {"python": platform.python_version()} | {name: metadata.version(name) for name in names}


def report(
    case: str,
    ours_s: float,
    *,
    extra_mib: float,
    packages: tuple[str, ...],
    peer: str | None = None,
    peer_s: float | None = None,
    **more: Any,
) -> None:
    """Print one case as one line of JSON.

    Parameters
    ----------
    case : str
        What was measured.
    ours_s : float
        Seconds of upriver.
    extra_mib : float
        By how much its peak memory rose.
    packages : tuple of str
        Whose versions are printed.
    peer : str, optional
        The program it is compared with.
    peer_s : float, optional
        Seconds of that program for the same work.
    **more
        Further facts, such as sizes.
    """
    line = {
        "case": case,
        "ours_s": round(ours_s, 4),
        "peer": peer,
        "peer_s": None if peer_s is None else round(peer_s, 4),
        "ratio": None if peer_s is None else round(peer_s / ours_s, 2),
        "extra_mib": round(extra_mib, 1),
        "threads": int(os.environ.get("OMP_NUM_THREADS", os.cpu_count() or 1)),
        "versions": versions(*packages),
        **more,
    }
    print(json.dumps(line), flush=True)
