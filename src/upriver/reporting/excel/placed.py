"""The plans that a sheet shows: one, or those of several places with a column that says which."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from upriver.core.message import Message
from upriver.reporting.excel.book import Column

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from upriver.core.message import Language
    from upriver.planning.result import Plan

PLACE = Message("Place", "地区")


@dataclass(frozen=True)
class Placed:
    """Plans with the names of their places.

    Parameters
    ----------
    plans : tuple of (Message, Plan)
        In order; all for the same years.
    several : bool
        Whether a sheet says of which place a row is.
    """

    plans: tuple[tuple[Message, Plan], ...]
    several: bool

    @property
    def first(self) -> Plan:
        """Any of the plans, for what is the same in all.

        Returns
        -------
        Plan
            The first.
        """
        return self.plans[0][1]

    def columns(self, columns: list[Column], language: Language) -> list[Column]:
        """Columns of a sheet.

        Parameters
        ----------
        columns : list of Column
            Those of one plan.
        language : {"en", "zh"}
            The reader's language.

        Returns
        -------
        list of Column
            With the place in front where there are several.
        """
        return [Column(PLACE.to(language)), *columns] if self.several else columns

    def rows(
        self, each: Callable[[Plan], Iterable[list[Any]]], language: Language
    ) -> list[list[Any]]:
        """Rows of a sheet.

        Parameters
        ----------
        each : callable
            Gives the rows of one plan.
        language : {"en", "zh"}
            The reader's language.

        Returns
        -------
        list of list
            With the place in front where there are several.
        """
        return [
            [name.to(language), *row] if self.several else row
            for name, plan in self.plans
            for row in each(plan)
        ]
