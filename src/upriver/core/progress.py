"""How a long step tells its caller where it is, without printing anything itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Callable


class Progress(Protocol):
    """What a service calls as it advances; the command line draws it, tests ignore it."""

    def __call__(self, step: str, done: int, total: int) -> None:
        """Report one advance.

        Parameters
        ----------
        step : str
            Name of the step, a key of the message catalogue.
        done : int
            How many of its parts are finished.
        total : int
            How many parts it has.
        """
        ...


def silent(step: str, done: int, total: int) -> None:
    """Report nothing.

    Parameters
    ----------
    step : str
        Ignored.
    done : int
        Ignored.
    total : int
        Ignored.
    """


@dataclass(frozen=True, slots=True)
class Search:
    """How far a search for the best answer has come.

    Parameters
    ----------
    seconds : float
        How long it has taken.
    best : float
        Worth of the best answer so far; minus infinity before there is one.
    bound : float
        No answer is worth more.
    gain : float, optional
        What the best answer is worth beyond doing nothing, where that is known.
    step : str
        Name of the step that searches; empty for the only search there is.
    """

    seconds: float
    best: float
    bound: float
    gain: float | None = None
    step: str = ""

    @property
    def left(self) -> float | None:
        """Share of the gain, or of the worth where no gain is known, that may be left to find.

        Returns
        -------
        float or None
            0 or more; None before there is an answer.
        """
        size = abs(self.best) if self.gain is None else self.gain
        if not size > 0 or size == float("inf"):
            return None
        return max(0.0, self.bound - self.best) / size


@runtime_checkable
class Watcher(Protocol):
    """A listener that also wants to hear how far a search has come, about once a second."""

    def search(self, state: Search) -> None:
        """Take one report of a search.

        Parameters
        ----------
        state : Search
            How far it has come.
        """
        ...


def watching(progress: Progress, step: str = "") -> Callable[[Search], None] | None:
    """What a search should tell a listener, if it wants to hear of it.

    Parameters
    ----------
    progress : Progress
        Any listener.
    step : str
        Name of the step that searches, where there are several.

    Returns
    -------
    callable or None
        Its method ``search``; None where it has none.
    """
    if not isinstance(progress, Watcher):
        return None
    return partial(_named, progress, step) if step else progress.search


def _named(listener: Watcher, step: str, state: Search) -> None:
    listener.search(replace(state, step=step))
