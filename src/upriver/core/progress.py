"""How a long step tells its caller where it is, without printing anything itself."""

from __future__ import annotations

from typing import Protocol


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
