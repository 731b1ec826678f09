"""What the data of a part of a place rest on: those of the whole, and its share in them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

from upriver.data.inheritance import DERIVED, average_cells, inherited, worst_of
from upriver.data.provenance import STATUSES, Provenance

if TYPE_CHECKING:
    from collections.abc import Iterable

    from upriver.planning.inputs import PlanInputs

COMMON = ("caps", "money", "targets", "rules", "air")  # not data of a part
SAME_OUTPUT = 0.005  # parts that add up to the account this closely are taken as they are
ASSUMED = xr.Dataset(
    {"reported": 0.0, "derived": 0.0, "assumed": 1.0, "oldest": np.nan, "newest": np.nan}
)


@dataclass(frozen=True, eq=False)
class PartBasis:
    """What the shares of the parts rest on.

    Parameters
    ----------
    inputs : PlanInputs
        Data of the whole.
    output : DataArray (place, industry)
        As it was given, with ``attrs["provenance"]``; without it the shares count as assumed.
    share : DataArray (place, industry), ratio
        Share of each part in the output of the whole.
    part : DataArray (place), ratio
        Share of each part in final demand.
    demand : DataArray (place), optional
        That share as it was given, likewise.
    """

    inputs: PlanInputs
    output: xr.DataArray
    share: xr.DataArray
    part: xr.DataArray
    demand: xr.DataArray | None = None

    @cached_property
    def cells(self) -> xr.Dataset:
        """Status and age of the shares.

        Returns
        -------
        Dataset (place, industry)
            That of the part's own row where the rows of all parts add up to the account;
            elsewhere they are scaled to it, and the share rests on the rows of all parts.
        """
        own = _cells(self.output)
        whole = self.inputs.economy.output
        gap = abs(self.output.sum("place") - whole)
        exact = gap <= SAME_OUTPUT * whole
        return own.where(exact, worst_of([own, _of_all(own)]))

    @property
    def sources(self) -> tuple[str, ...]:
        """Sources of the shares.

        Returns
        -------
        tuple of str
            Keys; none where an array does not say.
        """
        given = [self.output, *([] if self.demand is None else [self.demand])]
        known = [array.attrs["provenance"] for array in given if "provenance" in array.attrs]
        return tuple(sorted({source for one in known for source in one.sources}))

    def of_part(
        self, name: str, *, projects: Iterable[str], candidates: bool
    ) -> dict[str, Provenance]:
        """What the blocks of a part rest on.

        Parameters
        ----------
        name : str
            The part.
        projects : iterable of str
            Projects that stand in it.
        candidates : bool
            Whether it may enter nodes.

        Returns
        -------
        dict of str to Provenance
            Amounts are as good as the worst of the whole's figure and the part's share in it;
            coefficients of the whole that are held to be those of the part are derived at best.
            ``production`` is the output of the part itself.
        """
        done = {"production": self._production(name)}
        for block, one in self.inputs.provenance.items():
            if block in COMMON or (block == "candidates" and not candidates):
                continue
            if block == "projects":
                done |= _own_projects(one, list(projects))
            elif block == "candidates":
                done[block] = one
            elif one.cells is None:
                done[block] = inherited(one, [DERIVED])
            else:
                limit, size = self._limit(name, one.cells)
                done[block] = inherited(one, [limit, DERIVED], size=size, sources=self.sources)
        return done

    def of_trade(self, trade: xr.DataArray) -> Provenance:
        """What the trade between the parts rests on.

        Parameters
        ----------
        trade : DataArray (place, place_to, product), 1e8 CNY
            Sales between them.

        Returns
        -------
        Provenance
            A surplus and a lack are differences between what is made and what is used, so every
            sale rests on the shares of all parts and on the account.
        """
        cells, economy = self.cells, self.inputs.economy
        made = economy.make * economy.output * self.share
        limits = [average_cells(_of_all(cells), made.sum("place"), "industry"), self._demand(None)]
        account = self.inputs.provenance.get("flows")
        start = Provenance(
            dict.fromkeys(STATUSES, 0.0) | {"derived": 1.0}, None, None,
            () if account is None else account.sources, int((trade > 0).sum()), 0,
        )  # fmt: skip
        if account is not None:
            start = replace(start, shares=account.shares, oldest=account.oldest,
                            newest=account.newest)  # fmt: skip
        size = trade.sum(["place", "place_to"])
        return inherited(start, [*limits, DERIVED], size=size, sources=self.sources)

    def _production(self, name: str) -> Provenance:
        cells = self.cells.sel(place=name, drop=True)
        one = Provenance(
            dict.fromkeys(STATUSES, 0.0) | {"reported": 1.0}, None, None, self.sources,
            self.share.sizes["industry"], 0,
            cells.assign(size=self.share.sel(place=name, drop=True) * self.inputs.economy.output),
        )  # fmt: skip
        return inherited(one, [])

    def _demand(self, name: str | None) -> xr.Dataset:
        """Share in final demand, of one part or of all."""
        if self.demand is not None:
            return _of_all(_cells(self.demand))
        economy = self.inputs.economy
        cells, share = self.cells, self.share
        if name is None:
            cells, share = _of_all(cells), share.sum("place")
        else:
            cells, share = cells.sel(place=name, drop=True), share.sel(place=name, drop=True)
        return average_cells(cells, share * economy.output * economy.value_added, "industry")

    def _limit(self, name: str, cells: xr.Dataset) -> tuple[xr.Dataset, xr.DataArray | float]:
        """Status of a part's share in a block of the whole by its labels, and the share."""
        (by,) = (str(dim) for dim in cells.dims)
        labels = list(cells.indexes[by])
        mine = self.cells.sel(place=name, drop=True)
        share = self.share.sel(place=name, drop=True)
        output = self.inputs.economy.output
        own = share * output
        if by == "category":
            return self._uses(name, labels)
        limit, size = mine, share
        if by == "occupation" and self.inputs.people is not None:
            need = self.inputs.people.need
            limit = average_cells(mine, need * own, "industry")
            total = (need * output).sum("industry")
            size = (need * own).sum("industry") / total.where(total > 0)
        elif by != "industry":
            limit, size = limit.rename(industry=by), size.rename(industry=by)
        # An industry that is divided into activities has other codes in the plan.
        middle = average_cells(mine, own, "industry")
        part = float(own.sum() / output.sum())
        return limit.reindex({by: labels}).fillna(middle), size.reindex({by: labels}).fillna(part)

    def _uses(self, name: str, labels: list[str]) -> tuple[xr.Dataset, xr.DataArray]:
        """Final uses inside go by the share in demand, sales by the share in what is made."""
        economy = self.inputs.economy
        made = (economy.make * economy.output).sum("industry")
        rate = economy.sales / made.where(made > 0)
        by_maker = economy.make * economy.output * self.share.sel(place=name, drop=True)
        sold = (by_maker * rate).sum("product")  # category, industry
        sales = average_cells(self.cells.sel(place=name, drop=True), sold, "industry")
        total = economy.sales.sum("product")
        part = sold.sum("industry") / total.where(total > 0)
        inside = float(self.part.sel(place=name))
        return (
            sales.reindex(category=labels).fillna(self._demand(name)),
            part.reindex(category=labels).fillna(inside),
        )


def _cells(array: xr.DataArray) -> xr.Dataset:
    """Cells of an array; what does not say where it is from is assumed."""
    known = array.attrs.get("provenance")
    if known is None or known.cells is None:
        return ASSUMED.broadcast_like(array)
    cells: xr.Dataset = known.cells[list(ASSUMED.data_vars)].reindex_like(array)
    return cells.where(cells["reported"].notnull(), ASSUMED)


def _of_all(cells: xr.Dataset) -> xr.Dataset:
    """What rests on the rows of all parts."""
    reported, assumed = cells["reported"].min("place"), cells["assumed"].max("place")
    return xr.Dataset(
        {"reported": reported, "derived": (1.0 - reported - assumed).clip(min=0.0),
         "assumed": assumed, "oldest": cells["oldest"].min("place"),
         "newest": cells["newest"].max("place")}
    )  # fmt: skip


def _own_projects(block: Provenance, projects: list[str]) -> dict[str, Provenance]:
    """Projects that stand in a part, as they are."""
    if not projects:
        return {}
    if block.cells is None:
        return {"projects": block}
    own = block.cells.sel(project=[code for code in projects if code in block.cells["project"]])
    return {"projects": inherited(replace(block, cells=own), [])}
