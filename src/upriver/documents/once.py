"""What is worked out when it is first asked for, and then kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


class once(Generic[T]):  # noqa: N801 - it is read as a word above a method, like property
    """Attribute that a method works out at the first look.

    Parameters
    ----------
    work : callable
        The method.

    Notes
    -----
    ``functools.cached_property`` takes a lock before Python 3.12, which costs as much as what
    is worked out here. Without one, two threads can do the same work; both find the same.
    """

    def __init__(self, work: Callable[[Any], T]) -> None:
        self._work = work
        self._name = work.__name__
        self.__doc__ = work.__doc__

    @overload
    def __get__(self, instance: None, owner: type) -> once[T]: ...
    @overload
    def __get__(self, instance: object, owner: type) -> T: ...
    def __get__(self, instance: object | None, owner: type) -> once[T] | T:
        if instance is None:
            return self
        found = instance.__dict__[self._name] = self._work(instance)
        return found
