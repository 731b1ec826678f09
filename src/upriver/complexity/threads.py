"""Many small matrix products run faster one after another on each core."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING

from threadpoolctl import ThreadpoolController

if TYPE_CHECKING:
    from collections.abc import Iterator


class _Limit:
    """How many callers want single-threaded products at the moment."""

    def __init__(self) -> None:
        self.controller = ThreadpoolController()
        self.lock = Lock()
        self.callers = 0
        self.stack = ExitStack()

    def enter(self) -> None:
        with self.lock:
            if self.callers == 0:
                self.stack.enter_context(self.controller.limit(limits=1, user_api="blas"))
            self.callers += 1

    def leave(self) -> None:
        with self.lock:
            self.callers -= 1
            if self.callers == 0:
                self.stack.close()


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
