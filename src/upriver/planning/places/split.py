"""A place cut into its districts: accounts by supply and demand, what is common stays common."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

from upriver.core.errors import DataError
from upriver.core.labels import require_dims, require_same_labels
from upriver.core.message import Message, listing
from upriver.planning.places.lent_money import without_funds
from upriver.planning.places.part_basis import PartBasis
from upriver.planning.places.split_research import task_homes, tasks_at
from upriver.planning.places.system import PlaceSystem
from upriver.planning.places.whole import with_whole

if TYPE_CHECKING:
    from collections.abc import Mapping

    from upriver.planning.inputs import PlanInputs
    from upriver.planning.parts import Economy, PeopleInputs

MARKET = "outflow"


def split_place(
    inputs: PlanInputs,
    output: xr.DataArray,
    *,
    demand: xr.DataArray | None = None,
    where: Mapping[str, str] | None = None,
) -> tuple[PlaceSystem, tuple[Message, ...]]:
    """Cut the data of a place into those of its parts.

    Every part has the technology of the whole. What a part makes beyond sales outside and what
    it needs of the whole's own products goes to the other parts, and what it lacks comes from
    them: the supply-demand pool, without cross-hauling.

    Parameters
    ----------
    inputs : PlanInputs
        Data of the whole.
    output : DataArray (place, industry)
        Output of every part, or anything proportional to it industry by industry. Parts
        together are the whole. Its ``attrs["provenance"]`` says how good the shares are; shares
        of an array without it count as assumed.
    demand : DataArray (place), optional
        Share of each part in final demand, or anything proportional to it, such as people.
        Default: its share in value added.
    where : mapping of str to str, optional
        Part of each project, candidate and research task by code. A project that names a part
        needs none, nor does a task that opens something: it is done where what it opens stands.

    Returns
    -------
    system : PlaceSystem
        Parts, trade between them; caps, funds and targets of the whole are common to all.
    notes : tuple of Message
        What was assumed, and what was left out because nobody says where it is.

    Raises
    ------
    LabelError
        If labels do not fit.
    DataError
        If an output is unknown or negative, or nobody makes what the whole makes.

    Notes
    -----
    Without cross-hauling trade between the parts is as small as it can be. Occupations are
    split by the need for them. A research task stands in every part in which something waits for
    its result. Air freight and own rules stay out.

    References
    ----------
    Miller, R. E. and Blair, P. D. (2009). Input-Output Analysis, 2nd ed. Cambridge University
    Press, section 8.2 (supply-demand pool).
    """
    share = _shares(inputs, output)
    names = [str(name) for name in share.indexes["place"]]
    economy = inputs.economy
    if demand is None:
        weight = (share * economy.output * economy.value_added).sum("industry")
    else:
        require_dims(demand, ("place",), name="demand")
        require_same_labels(demand, share, dims=["place"], names=("demand", "output"))
        weight = demand
    part = weight / weight.sum()
    sold, bought, inflow, used = _trade(economy, share, part)
    volume = sold.sum("place")
    trade = (
        sold * (bought / volume.where(volume > 0)).fillna(0.0).rename(place="place_to")
    ).transpose("place", "place_to", "product")
    whole_sales, market = _sales(economy)
    placed = _placed(inputs, names, where or {})
    homes = task_homes(inputs.tasks, placed)
    basis = PartBasis(inputs, output, share, part, demand)
    places = {}
    for name in names:
        at = {"place": name}
        own = share.sel(at, drop=True)
        projects = tuple(p for p in inputs.projects if placed.get(p.project) == name)
        candidates = tuple(c for c in inputs.candidates if placed.get(c.candidate) == name)
        places[name] = replace(
            inputs,
            region=name,
            economy=_economy(
                whole_sales, own, float(part.sel(at)), market=market,
                sold=sold.sel(at, drop=True), inflow=inflow.sel(at, drop=True),
                used=used.sel(at, drop=True),
            ),
            money=None if inputs.money is None else without_funds(inputs.money),
            people=_people(inputs, own),
            air=None,
            nature=None if inputs.nature is None else replace(
                inputs.nature, caps=xr.full_like(inputs.nature.caps, np.nan)
            ),
            projects=projects,
            candidates=candidates,
            tasks=tasks_at(name, inputs.tasks, homes=homes, placed=placed),
            targets=(),
            rules=(),
            left_out=(),
            provenance=basis.of_part(
                name, projects=[p.project for p in projects], candidates=bool(candidates)
            ),
        )  # fmt: skip
    system = PlaceSystem(
        places, trade=trade, market=market, inflow=inflow,
        provenance={"trade": basis.of_trade(trade)},
    )  # fmt: skip
    system, notes = with_whole(system, inputs)
    return system, (*_told(inputs, placed, homes), *notes)


def _shares(inputs: PlanInputs, output: xr.DataArray) -> xr.DataArray:
    require_dims(output, ("place", "industry"), name="output")
    require_same_labels(output, inputs.economy.output, dims=["industry"], names=("output", "plan"))
    values = output.values
    if not np.isfinite(values).all() or (values < 0).any():
        raise DataError(
            Message("Output of the parts must be known and not negative everywhere.",
                    "各部分产出均须已知且非负。"),
            Message("Fill it in, or enter 0 where nothing is made.", "请补齐；无产出处填 0。"),
        )  # fmt: skip
    total = output.sum("place")
    nobody = (total == 0) & (inputs.economy.output > 0)
    if bool(nobody.any()):
        codes = nobody.indexes["industry"][nobody.values].tolist()
        raise DataError(
            Message(f"No part makes {listing(codes)}, but the whole does.",
                    f"整体有 {listing(codes)} 的产出，但没有任何部分生产。"),
            Message("Say which part makes it.", "请说明由哪一部分生产。"),
        )  # fmt: skip
    return (output / total.where(total > 0)).fillna(0.0)


def _trade(
    economy: Economy, share: xr.DataArray, part: xr.DataArray
) -> tuple[xr.DataArray, xr.DataArray, xr.DataArray, xr.DataArray]:
    """What every part sells to and buys from the others, its inflows and its use."""
    made = (economy.make * economy.output).sum("industry")
    outside = economy.sales.sum("category")
    own = share * economy.output
    made_in = (economy.make * own).sum("industry")
    of_made = (made_in / made.where(made > 0)).fillna(0.0)
    local = 1.0 - economy.inflow_share
    use = ((made - outside) / local.where(local > 0)).fillna(0.0)
    intermediate = (economy.technology * economy.output).sum("industry")
    used = (economy.technology * own).sum("industry") + part * (use - intermediate)
    used = used.where(use > 0, 0.0)
    net = made_in - of_made * outside - local * used
    sold, bought = net.clip(min=0.0), (-net).clip(min=0.0)
    # Rounding must not leave one side larger than the other.
    ratio = (bought.sum("place") / sold.sum("place").where(sold.sum("place") > 0)).fillna(0.0)
    inflow = economy.inflow_share * used + bought
    order = ("place", "product")
    return (
        (sold * ratio).transpose(*order), bought.transpose(*order),
        inflow.clip(min=0.0).transpose(*order), used.transpose(*order),
    )  # fmt: skip


def _sales(economy: Economy) -> tuple[Economy, str]:
    """The whole with a market that can contain the trade between its parts."""
    there = economy.sales.indexes["category"].tolist()
    if MARKET in there:
        return economy, MARKET
    more = [*there, MARKET]
    return replace(
        economy,
        sales=economy.sales.reindex(category=more, fill_value=0.0),
        sales_limit=economy.sales_limit.reindex(category=more, fill_value=0.0),
    ), MARKET


def _economy(
    whole: Economy,
    share: xr.DataArray,
    part: float,
    *,
    market: str,
    sold: xr.DataArray,
    inflow: xr.DataArray,
    used: xr.DataArray,
) -> Economy:
    made = (whole.make * whole.output).sum("industry")
    made_in = (whole.make * (share * whole.output)).sum("industry")
    of_made = (made_in / made.where(made > 0)).fillna(0.0)
    outside = whole.sales * of_made
    chosen = outside.coords["category"] == market
    sales = outside + sold.where(chosen, 0.0)
    # What leaves the system later in proportion must leave the limit of today's market.
    wider = (sales / outside.where(outside > 0)).fillna(1.0)
    limit = (whole.sales_limit * of_made) * wider
    return replace(
        whole,
        output=(share * whole.output).transpose("industry"),
        local_demand=whole.local_demand * part,
        sales=sales.transpose(*whole.sales.dims),
        sales_limit=limit.transpose(*whole.sales_limit.dims),
        inflow_share=(inflow / used.where(used > 0)).fillna(whole.inflow_share).clip(0.0, 1.0),
    )


def _people(inputs: PlanInputs, share: xr.DataArray) -> PeopleInputs | None:
    people = inputs.people
    if people is None:
        return None
    need = (people.need * inputs.economy.output).sum("industry")
    mine = (people.need * (share * inputs.economy.output)).sum("industry")
    part = (mine / need.where(need > 0)).fillna(0.0)
    return replace(
        people,
        stock=people.stock * part,
        arrivals=people.arrivals * part,
        recruit_limit=people.recruit_limit * part,
    )


def _placed(inputs: PlanInputs, names: list[str], where: Mapping[str, str]) -> dict[str, str]:
    found = {item.project: item.place for item in inputs.projects if item.place in names}
    found |= {code: name for code, name in where.items() if name in names}
    return found


def _told(
    inputs: PlanInputs, placed: Mapping[str, str], homes: Mapping[str, tuple[str, ...]]
) -> list[Message]:
    codes = [item.project for item in inputs.projects]
    codes += [item.candidate for item in inputs.candidates]
    lost = [inputs.label(code) for code in codes if code not in placed]
    lost += [inputs.label(item.task) for item in inputs.tasks if not homes[item.task]]
    notes = [
        Message(
            "Accounts of the parts are derived: technology of the whole, supply-demand pool "
            "without cross-hauling.",
            "各部分的账户为推算：沿用整体技术，按供需平衡法，无交叉运输。",
        )
    ]
    if lost:
        notes.append(
            Message(
                f"Left out because nobody says where they are: {listing([n.en for n in lost])}.",
                f"因未说明所在地而未计入：{listing([n.zh for n in lost])}。",
            )
        )
    shared = [inputs.label(code) for code, found in homes.items() if len(found) > 1]
    if shared:
        notes.append(
            Message(
                "Research that opens something in several parts is done, and paid, in each; its "
                f"own value counts once: {listing([n.en for n in shared])}.",
                "在多个部分都有所开启的研发任务，由各部分分别开展并付费，其自身价值只计一次："
                f"{listing([n.zh for n in shared])}。",
            )
        )
    if inputs.air is not None or inputs.rules:
        notes.append(
            Message(
                "Air freight and own rules of the whole are left out.",
                "未计入整体的航空货运与自定义规则。",
            )
        )
    return notes
