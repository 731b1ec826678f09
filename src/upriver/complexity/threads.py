"""Many small matrix products run faster one after another on each core."""

from __future__ import annotations

from contextlib import contextmanager
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING

from threadpoolctl import ThreadpoolController

if TYPE_CHECKING:
    from collections.abc import Iterator


class _Limit:
    """How many callers want single-threaded products at the moment."""

    def __init__(self) -> None:
        self.libraries = ThreadpoolController().select(user_api="blas").lib_controllers
        self.lock = Lock()
        self.callers = 0
        self.before: list[int] = []

    def enter(self) -> None:
        with self.lock:
            if self.callers == 0:
                self.before = [library.num_threads for library in self.libraries]
                self._set([1] * len(self.libraries))
            self.callers += 1

    def leave(self) -> None:
        with self.lock:
            self.callers -= 1
            if self.callers == 0:
                self._set(self.before)

    def _set(self, threads: list[int]) -> None:
        for library, number in zip(self.libraries, threads, strict=True):
            # The first to leave need not be the one who entered first, nor in its thread.
            release = getattr(library, "clear_controlling_thread", None)
            if release is not None:
                release(force=True)
            library.set_num_threads(number)
            if release is not None:
                release(force=True)


@cache
def _limit() -> _Limit:
    return _Limit()


@contextmanager
def one_product_thread() -> Iterator[None]:
    """Keep the matrix library to one thread while this runs, in any number of threads.

    Yields
    ------
    None
        The former number of threads comes back when the last caller has left. Results do not
        depend on how many cores the machine has.
    """
    limit = _limit()
    limit.enter()
    try:
        yield
    finally:
        limit.leave()
