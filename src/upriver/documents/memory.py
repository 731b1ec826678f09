"""What were the clauses before about: indicators for numbers that do not name their own."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from upriver.documents.lists import head_of
from upriver.documents.nouns import ALLOCATE, EACH, JUST_JOINS, Item

if TYPE_CHECKING:
    from upriver.documents.spots import Spot


@dataclass
class Memory:
    """What the clauses before were about.

    Parameters
    ----------
    items : tuple of Item
        Indicators of the last clause that named any.
    series : tuple of Item
        All indicators that the sentence has named.
    origin : int, optional
        Where the clause begins that named ``items``.
    previous : Spot, optional
        The number before.
    growth : str
        How the number before was meant.
    lead : str
        Words before the first number of a list.
    rate : str
        What the number before was per: 日, 年, 亩.
    rate_at : int
        Where the clause of that number begins.
    """

    items: tuple[Item, ...] = ()
    series: tuple[Item, ...] = ()
    origin: int | None = None
    previous: Spot | None = None
    growth: str = ""
    lead: str = ""
    rate: str = ""
    rate_at: int = -1
    _queue: tuple[Item, ...] = ()
    _queued_at: int = -1
    _taken: int = 0
    _named_first: bool = False
    _share: Item | None = None
    _shares: list[Item] = field(default_factory=list)

    def begin_sentence(self) -> None:
        """Forget which indicators the sentence before named."""
        self.series, self._queued_at, self.rate = (), -1, ""

    def follows(self, spot: Spot) -> bool:
        """Whether a number stands in the clause right behind the one before.

        Parameters
        ----------
        spot : Spot
            The number.

        Returns
        -------
        bool
            True when only a comma parts the two clauses.
        """
        last = self.previous
        return last is not None and 0 <= spot.clause.start - last.clause.end <= 1

    def lean(self, item: Item) -> None:
        """Note a rate of the thing before: points that follow it are its own.

        Parameters
        ----------
        item : Item
            The rate.
        """
        self._share = item

    def indicators(self, spot: Spot, own: tuple[Item, ...]) -> tuple[Item, ...]:
        """Indicators of a number: its own, or those of the clauses before.

        Parameters
        ----------
        spot : Spot
            The number.
        own : tuple of Item
            What its clause names.

        Returns
        -------
        tuple of Item
            Several when the number holds for each of them.
        """
        if own and self.items and own[0].name.startswith("占") and spot.quantity.kind == "ratio":
            if 1 < len(self.series) == spot.count and JUST_JOINS.fullmatch(spot.right.strip()):
                # 分别占全省的43%和51%: a share of each thing before.
                self._shares = [i._replace(name=f"{i.name}{own[0].name}") for i in self.series]
                self._share = self._shares.pop(0)
                return (self._share,)
            self._share = self.items[0]._replace(name=f"{self.items[0].name}{own[0].name}")
            return (self._share,)  # a share of what stands in the clause before
        if not own and self._shares and spot.index and spot.quantity.kind == "ratio":
            return (self._shares.pop(0),)
        self._shares = []
        if not own and self._share and spot.quantity.kind == "points":
            return (self._share,)  # 占投资的比重为32%，提高2个百分点
        self._share = None
        own = self._each_of(spot, own)
        if own:
            self.items, self.origin, self._queued_at = own, spot.clause.start, -1
            self._named_first = spot.index == 0
            self.series = tuple(dict.fromkeys((*self.series, *own)))
        if self._is_shared_out(spot, own):
            return self._next(spot)
        if not own and EACH.search(spot.left) and len(self.series) > len(self.items):
            return self.series
        last = self.previous
        if not own and last and last.clause == spot.clause and not EACH.search(spot.left):
            return self.items[:1]
        return self.items

    def _each_of(self, spot: Spot, own: tuple[Item, ...]) -> tuple[Item, ...]:
        """A measure for each thing of the list before: 单产分别提高1%、2%和3%."""
        several = len(own) == 1 and 1 < len(self.items) == spot.count
        if not several or not ALLOCATE.search(spot.whole_left):
            return own
        if head_of(own[0].name) != own[0].name:
            return own
        return tuple(
            item._replace(name=item.name.removesuffix(head_of(item.name)) + own[0].name)
            for item in self.items
        )

    def _next(self, spot: Spot) -> tuple[Item, ...]:
        """The indicator whose turn it is in a list that is shared out."""
        if self._queued_at != spot.clause.start:
            several = len(self.items) > 1 or self._is_of_one(spot)
            self._queue = self.items if several else self.series[-spot.count :]
            self._queued_at, self._taken = spot.clause.start, 0
        self._taken += 1
        if spot.count == 2 * len(self._queue):  # 分别由3亿元和5%上升为4亿元和6%
            self._queue *= 2
        return self._queue[self._taken - 1 : self._taken] or self._queue[-1:]

    def _is_of_one(self, spot: Spot) -> bool:
        """Whether as many numbers stood before of one thing: 回程4列、5箱，分别增长1%、2%."""
        last = self.previous
        if last is None or not self.follows(spot) or self.origin != last.clause.start:
            return False
        return last.count == spot.count and len(self.items) == 1 and self._named_first

    def _is_shared_out(self, spot: Spot, own: tuple[Item, ...]) -> bool:
        """Whether each number of a clause belongs to one of the indicators before."""
        if spot.count < 2:
            return False
        if ALLOCATE.search(spot.whole_left):
            return len(self.items) > 1 or (not own and len(self.series) > 1)
        if 1 < len(self.items) == spot.count:
            return True
        # 恢复至2019年的121%和110%: two numbers for the two indicators of the clauses before.
        if self.origin == spot.clause.start:
            return False  # exports grew 5 percent to 14 billion yuan: both are of exports
        joined = spot.index > 0 or JUST_JOINS.fullmatch(spot.right.strip())
        named = self.origin == spot.clause.start  # 回程4列、5箱: both are of what the clause names
        return not own and not named and 1 < len(self.series) == spot.count and bool(joined)
