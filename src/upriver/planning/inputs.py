"""What the model is made from: labelled arrays and records, nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from upriver.core.errors import DataError, LabelError
from upriver.core.labels import require_dims, require_same_labels
from upriver.core.message import Message, listing

if TYPE_CHECKING:
    from collections.abc import Mapping

    import xarray as xr

    from upriver.data.provenance import Provenance
    from upriver.planning.records import (
        Candidate,
        LeftOut,
        OwnRule,
        PlanProject,
        PlanTarget,
        SkippedPart,
    )


@dataclass(frozen=True, eq=False)
class Economy:
    """The region's own account in its base year, and the demand it meets.

    Parameters
    ----------
    output : DataArray (industry), 1e8 CNY
        Output in the base year.
    technology : DataArray (industry, industry_to), ratio
        Input of each product, wherever it is from, for one unit of output.
    value_added : DataArray (industry), ratio
        Value added for one unit of output.
    local_demand : DataArray (industry, year), 1e8 CNY
        Final demand inside the region, wherever the product is from.
    sales : DataArray (category, industry), 1e8 CNY
        Base-year sales to other places, by market.
    sales_limit : DataArray (category, industry, year), 1e8 CNY
        What those markets take, year by year, if the share in them stays.
    inflow_share : DataArray (industry), ratio
        Share of the product used inside that comes from outside, base year.
    tradable : DataArray (industry), bool
        Whether the product may win markets and replace inflows.
    employment, research : DataArray (industry), optional
        Persons (1e4) and research spending (1e8 CNY) for one 1e8 CNY of output.
    """

    output: xr.DataArray
    technology: xr.DataArray
    value_added: xr.DataArray
    local_demand: xr.DataArray
    sales: xr.DataArray
    sales_limit: xr.DataArray
    inflow_share: xr.DataArray
    tradable: xr.DataArray
    employment: xr.DataArray | None = None
    research: xr.DataArray | None = None


@dataclass(frozen=True, eq=False)
class CapacityInputs:
    """How capacity is built and worn out.

    Parameters
    ----------
    capital_per_output : DataArray (industry), CNY/CNY
        Investment for one unit of output a year.
    depreciation : DataArray (industry), ratio
        Share worn out in a year.
    growth_limit : DataArray (industry), ratio
        Largest growth of capacity in a year without projects.
    """

    capital_per_output: xr.DataArray
    depreciation: xr.DataArray
    growth_limit: xr.DataArray


@dataclass(frozen=True, eq=False)
class MoneyInputs:
    """Money by source and year, and what it may pay for.

    Parameters
    ----------
    amount : DataArray (fund, year), 1e8 CNY
        What can be spent.
    cost : DataArray (fund), ratio
        Cost of the money a year.
    may_pay : DataArray (fund, use), bool
        Which source may pay for which use.
    """

    amount: xr.DataArray
    cost: xr.DataArray
    may_pay: xr.DataArray


@dataclass(frozen=True, eq=False)
class PeopleInputs:
    """People by occupation.

    Parameters
    ----------
    stock : DataArray (occupation), 1e4 persons
        People at the start of the plan.
    arrivals : DataArray (occupation, year), 1e4 persons
        Graduates and others who come without extra effort.
    attrition : DataArray (occupation, year), ratio
        Share that leaves in a year.
    recruit_limit : DataArray (occupation, year), 1e4 persons
        How many more can be recruited.
    recruit_cost : DataArray (occupation), 1e8 CNY/1e4 persons
        Cost of recruiting.
    need : DataArray (industry, occupation), 1e4 persons/1e8 CNY
        People for one unit of output in the base year.
    """

    stock: xr.DataArray
    arrivals: xr.DataArray
    attrition: xr.DataArray
    recruit_limit: xr.DataArray
    recruit_cost: xr.DataArray
    need: xr.DataArray


@dataclass(frozen=True, eq=False)
class AirInputs:
    """Air freight.

    Parameters
    ----------
    need : DataArray (industry), 1e4 t/1e8 CNY
        Freight by air for one unit of trade with other places.
    running : float
        Freight that running services carry a year, 1e4 t.
    services : int
        Number of running services.
    """

    need: xr.DataArray
    running: float
    services: int


@dataclass(frozen=True, eq=False)
class NatureInputs:
    """Pressure on nature and its limits.

    Parameters
    ----------
    intensity : DataArray (stressor, industry), unit of the stressor over 1e8 CNY
        Pressure for one unit of output in the base year.
    caps : DataArray (stressor, year), unit of the stressor
        Limits; missing where there is none.
    hard : DataArray (stressor, year), bool
        Whether the limit must hold.
    units : mapping of str to str
        Unit of each stressor in these arrays.
    """

    intensity: xr.DataArray
    caps: xr.DataArray
    hard: xr.DataArray
    units: Mapping[str, str]


@dataclass(frozen=True, eq=False)
class PlanInputs:
    """Everything the model is built from.

    Parameters
    ----------
    region : str
        Code of the region.
    base_year : int
        Year of the account and of its prices.
    years : tuple of int
        Years of the plan, without gaps.
    economy : Economy
        Account and demand.
    capacity, money, people, air, nature : optional
        Parts that are off when missing.
    projects : tuple of PlanProject
        What may be started.
    candidates : tuple of Candidate
        What may be entered.
    targets : tuple of PlanTarget
        What was promised, in plan quantities.
    rules : tuple of OwnRule
        What the planner has added.
    left_out : tuple of LeftOut
        Targets and projects outside the plan, with the reason.
    skipped : tuple of SkippedPart
        Parts that are off.
    notes : tuple of Message
        What a reader should know about the data.
    provenance : mapping of str to Provenance
        Where each block comes from.
    labels : mapping of str to Message
        Names of all codes.
    fingerprint : str
        Of the data package, or empty.

    Raises
    ------
    LabelError
        If dimensions or labels of the arrays do not fit.
    DataError
        If a figure that must be known is missing, or the years have gaps.
    """

    region: str
    base_year: int
    years: tuple[int, ...]
    economy: Economy
    capacity: CapacityInputs | None = None
    money: MoneyInputs | None = None
    people: PeopleInputs | None = None
    air: AirInputs | None = None
    nature: NatureInputs | None = None
    projects: tuple[PlanProject, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    targets: tuple[PlanTarget, ...] = ()
    rules: tuple[OwnRule, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    skipped: tuple[SkippedPart, ...] = ()
    notes: tuple[Message, ...] = ()
    provenance: Mapping[str, Provenance] = field(default_factory=dict)
    labels: Mapping[str, Message] = field(default_factory=dict)
    fingerprint: str = ""

    def __post_init__(self) -> None:
        _check_years(self)
        for name, array, dims in _expected(self):
            require_dims(array, dims, name=name)
            _check_labels(self, name, array)
            _check_known(name, array)

    @property
    def industries(self) -> list[str]:
        """Codes of the industries, in order.

        Returns
        -------
        list of str
            The labels of ``economy.output``.
        """
        return [str(code) for code in self.economy.output.coords["industry"].values]

    def label(self, code: str) -> Message:
        """Name of a code in both languages.

        Parameters
        ----------
        code : str
            Any code of the inputs.

        Returns
        -------
        Message
            Its name, or the code itself.
        """
        return self.labels.get(code, Message(code, code))


def _check_years(inputs: PlanInputs) -> None:
    years = inputs.years
    first = inputs.base_year + 1
    if not years or list(years) != list(range(years[0], years[0] + len(years))):
        raise DataError(
            Message(
                f"years must follow each other, got {listing(years)}.",
                f"years 应逐年相连，实际为 {listing(years)}。",
            ),
            Message("Give every year from the first to the last.", "请给出首年至末年的每一年。"),
        )
    if years[0] != first:
        raise DataError(
            Message(
                f"The plan must begin in {first}, the year after the base year {inputs.base_year}; "
                f"it begins in {years[0]}.",
                f"规划应始于基年 {inputs.base_year} 的次年 {first}，实际为 {years[0]}。",
            ),
            Message("Change first_year or the base year.", "请修改 first_year 或基年。"),
        )


def _expected(inputs: PlanInputs) -> list[tuple[str, xr.DataArray, tuple[str, ...]]]:
    one = inputs.economy
    rows: list[tuple[str, xr.DataArray | None, tuple[str, ...]]] = [
        ("output", one.output, ("industry",)),
        ("technology", one.technology, ("industry", "industry_to")),
        ("value_added", one.value_added, ("industry",)),
        ("local_demand", one.local_demand, ("industry", "year")),
        ("sales", one.sales, ("category", "industry")),
        ("sales_limit", one.sales_limit, ("category", "industry", "year")),
        ("inflow_share", one.inflow_share, ("industry",)),
        ("tradable", one.tradable, ("industry",)),
        ("employment", one.employment, ("industry",)),
        ("research", one.research, ("industry",)),
    ]
    if inputs.capacity:
        rows += [
            ("capital_per_output", inputs.capacity.capital_per_output, ("industry",)),
            ("depreciation", inputs.capacity.depreciation, ("industry",)),
            ("growth_limit", inputs.capacity.growth_limit, ("industry",)),
        ]
    if inputs.money:
        rows += [
            ("amount", inputs.money.amount, ("fund", "year")),
            ("cost", inputs.money.cost, ("fund",)),
            ("may_pay", inputs.money.may_pay, ("fund", "use")),
        ]
    if inputs.people:
        people = inputs.people
        rows += [
            ("stock", people.stock, ("occupation",)),
            ("arrivals", people.arrivals, ("occupation", "year")),
            ("attrition", people.attrition, ("occupation", "year")),
            ("recruit_limit", people.recruit_limit, ("occupation", "year")),
            ("recruit_cost", people.recruit_cost, ("occupation",)),
            ("need", people.need, ("industry", "occupation")),
        ]
    if inputs.air:
        rows.append(("air need", inputs.air.need, ("industry",)))
    if inputs.nature:
        rows += [
            ("intensity", inputs.nature.intensity, ("stressor", "industry")),
            ("caps", inputs.nature.caps, ("stressor", "year")),
            ("hard", inputs.nature.hard, ("stressor", "year")),
        ]
    return [(name, array, dims) for name, array, dims in rows if array is not None]


def _check_labels(inputs: PlanInputs, name: str, array: xr.DataArray) -> None:
    for dim in array.dims:
        if dim == "industry":
            require_same_labels(array, inputs.economy.output, dims=[dim], names=(name, "output"))
        elif dim == "industry_to":
            turned = array.isel(industry=0, drop=True).rename(industry_to="industry")
            require_same_labels(
                turned, inputs.economy.output, dims=["industry"], names=(name, "output")
            )
        elif dim == "year":
            found = [int(year) for year in array.coords["year"].values]
            if found != list(inputs.years):
                raise LabelError(
                    Message(
                        f"{name} must cover the years {inputs.years}, it covers {found}.",
                        f"{name} 应覆盖年份 {inputs.years}，实际为 {found}。",
                    ),
                    Message("Reindex it on the years of the plan.", "请按规划年份重新索引。"),
                )


def _check_known(name: str, array: xr.DataArray) -> None:
    if name == "caps" or array.dtype.kind == "b":
        return
    values = np.asarray(array.values, dtype=np.float64)
    if np.isfinite(values).all():
        return
    place = np.argwhere(~np.isfinite(values))[0]
    cell = ", ".join(
        f"{dim}={array.coords[dim].values[at]}" for dim, at in zip(array.dims, place, strict=True)
    )
    raise DataError(
        Message(
            f"{name} is unknown at {cell} ({int((~np.isfinite(values)).sum())} such cells).",
            f"{name} 在 {cell} 处未知（共 {int((~np.isfinite(values)).sum())} 处）。",
        ),
        Message(
            "Fill it in the tables, or say in words what its absence means.",
            "请在表中补齐，或明确其缺失的含义。",
        ),
    )
