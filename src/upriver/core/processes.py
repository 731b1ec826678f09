"""How is work shared among processes, with the results in order and memory flat."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from upriver.core.errors import DataError, UpriverError
from upriver.core.message import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from concurrent.futures import Future

Item = TypeVar("Item")
Result = TypeVar("Result")

_A_PIECE = 16
# Pieces that may wait for the caller, for each process: more would only fill the memory.
_AHEAD = 3


def cores() -> int:
    """Number of cores that this process may use.

    Returns
    -------
    int
        At least 1.
    """
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return os.cpu_count() or 1


class Mapper(Protocol):
    """What shares work out: a pool of ``concurrent.futures``, of ``multiprocessing``, of a cluster.

    Work and items are sent as they are; a pool of processes pickles them.
    """

    def map(self, work: Callable[[Any], Any], items: Iterable[Any], /) -> Iterable[Any]:
        """Do the work on each item.

        Parameters
        ----------
        work : callable
            A function of one argument.
        items : iterable
            What it is called with.

        Returns
        -------
        iterable
            Results in the order of the items; an error of the work is raised in its place.
        """
        ...


def mapped(
    work: Callable[[Item], Result], items: Iterable[Item], *, executor: Mapper | None = None
) -> list[Result]:
    """Results of a function for each item, here or wherever an executor works.

    Parameters
    ----------
    work : callable
        A function of a module, or a ``partial`` of one, so that other processes can find it.
    items : iterable
        What it is called with.
    executor : Mapper, optional
        Who works; here, one after the other, when there is none.

    Returns
    -------
    list
        In the order of the items.
    """
    return list((executor or _Here()).map(work, items))


class _Here:
    """Work done in this process, one item after the other."""

    def map(self, work: Callable[[Any], Any], items: Iterable[Any], /) -> Iterable[Any]:
        return map(work, items)


def _anew(module: str) -> multiprocessing.context.BaseContext:
    """How processes begin: anew, not as copies of this one, which may hold threads."""
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    # The server imports the work once; its processes begin as copies of it.
    context.set_forkserver_preload([module])
    return context


@contextmanager
def own_processes(workers: int, *, module: str) -> Iterator[Mapper | None]:
    """Processes of this machine as an executor, for as long as the block lasts.

    Parameters
    ----------
    workers : int
        How many.
    module : str
        Module of the work, which they load as they begin.

    Yields
    ------
    Mapper or None
        None for fewer than two: the work is then done here.

    Raises
    ------
    DataError
        If a process stops without a result, as in a script without the line below.

    Notes
    -----
    A script that calls this needs the usual ``if __name__ == "__main__":``.
    """
    if workers < 2:
        yield None
        return
    with ProcessPoolExecutor(workers, mp_context=_anew(module)) as pool:
        try:
            yield pool
        except BrokenProcessPool as reason:
            raise _stopped() from reason


def _run(
    work: Callable[[Item], Result], items: Sequence[Item]
) -> tuple[list[Result], UpriverError | None]:
    """Results up to the first error, and that error."""
    found: list[Result] = []
    for item in items:
        try:
            found.append(work(item))
        except UpriverError as error:
            return found, error
    return found, None


def _given(piece: Future[tuple[list[Result], UpriverError | None]]) -> Iterator[Result]:
    found, error = piece.result()
    yield from found
    if error is not None:
        raise error


def _stopped() -> DataError:
    return DataError(
        Message(
            "A helper process stopped before it gave its result.",
            "有一个辅助进程没有给出结果就停止了。",
        ),
        Message(
            'In a script, call this under  if __name__ == "__main__":  because every helper '
            "process imports the script anew; or give workers=1. If the script has that line, "
            "the system may have ended the process for want of memory: give fewer workers.",
            '在脚本里，请把调用写在  if __name__ == "__main__":  之下，'
            "因为每个辅助进程都会重新导入该脚本；"
            "也可以设 workers=1。若已有这一行，可能是内存不足，进程被系统终止：请减少 workers。",
        ),
    )


def map_in_order(
    work: Callable[[Item], Result], items: Sequence[Item], *, workers: int
) -> Iterator[Result]:
    """Results of a function for each item, worked out by several processes.

    Parameters
    ----------
    work : callable
        A function of a module, so that other processes can find it. Items and results are
        sent between processes: keep them small.
    items : sequence
        What it is called with.
    workers : int
        How many processes. With 1, the work is done here.

    Yields
    ------
    object
        The results in the order of the items. Only a few pieces of work are ahead of the
        caller, so memory does not grow with the number of items.

    Raises
    ------
    DataError
        If a process stops without a result: the script has no ``if __name__ == "__main__":``,
        or the system ended it.

    Notes
    -----
    The processes begin anew rather than as copies of this one, which may hold threads; a
    script that calls this needs the usual ``if __name__ == "__main__":``. An error in one
    of them is raised here, at its place in the order.
    """
    if workers <= 1 or len(items) <= 1:
        yield from map(work, items)
        return
    context = _anew(getattr(work, "func", work).__module__)
    size = max(1, min(_A_PIECE, len(items) // (workers * _AHEAD)))
    waiting: deque[Future[tuple[list[Result], UpriverError | None]]] = deque()
    with ProcessPoolExecutor(min(workers, len(items)), mp_context=context) as pool:
        try:
            for first in range(0, len(items), size):
                waiting.append(pool.submit(_run, work, items[first : first + size]))
                if len(waiting) > workers * _AHEAD:
                    yield from _given(waiting.popleft())
            while waiting:
                yield from _given(waiting.popleft())
        except BrokenProcessPool as reason:
            raise _stopped() from reason
        finally:
            for ahead in waiting:
                ahead.cancel()
