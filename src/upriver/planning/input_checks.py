"""Whether the arrays of a plan fit each other: dimensions, labels, years, known figures."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from upriver.core.errors import DataError, LabelError, UpriverError
from upriver.core.findings import Finding
from upriver.core.labels import require_dims, require_same_labels
from upriver.core.message import Message, listing
from upriver.planning.chances import require_sound_tasks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import xarray as xr

    from upriver.planning.inputs import PlanInputs
    from upriver.planning.parts import MoneyInputs, PeopleInputs


MAY_BE_MISSING = ("caps", "term", "leverage")


def require_fitting(inputs: PlanInputs) -> None:
    """Compare every array of a plan with its years, industries and products.

    Parameters
    ----------
    inputs : PlanInputs
        Data of the plan.

    Raises
    ------
    LabelError
        If dimensions or labels of the arrays do not fit.
    DataError
        If a figure that must be known is missing, the years have gaps, or research tasks wait
        for what is not there or for one another in a circle; or if there is more than one
        fault, all of which are then listed.
    """
    _check_years(inputs)
    faults: list[UpriverError] = []
    for check in _checks(inputs):
        try:
            check()
        except UpriverError as fault:
            faults.append(fault)
    if len(faults) == 1:
        raise faults[0]
    if faults:
        found = [finding for fault in faults for finding in _listed(fault)]
        raise DataError(
            Message(
                f"The arrays of the plan do not fit: {len(found)} faults.",
                f"规划的数组不相符：共 {len(found)} 处。",
            ),
            Message("Correct them:", "请逐一改正："),
            findings=tuple(found),
        )
    _check_retraining(inputs.people)
    _check_loans(inputs.money)


def _listed(fault: UpriverError) -> tuple[Finding, ...]:
    """What an error lists, or the error itself."""
    if isinstance(fault, DataError) and fault.findings:
        return fault.findings
    return (Finding("array-does-not-fit", "error", fault.problem, fault.remedy),)


def _checks(inputs: PlanInputs) -> Iterator[Callable[[], None]]:
    """Checks that do not need one another."""
    yield partial(require_sound_tasks, inputs.tasks, doors=_doors(inputs))
    for name, array, dims in _expected(inputs):
        yield partial(_check_array, inputs, name, array, dims)


def _check_array(inputs: PlanInputs, name: str, array: xr.DataArray, dims: tuple[str, ...]) -> None:
    require_dims(array, dims, name=name)
    _check_labels(inputs, name, array)
    _check_known(name, array)


def _doors(inputs: PlanInputs) -> list[str]:
    return [
        *(item.candidate for item in inputs.candidates),
        *(item.project for item in inputs.projects),
    ]


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
        ("make", one.make, ("product", "industry")),
        ("technology", one.technology, ("product", "industry")),
        ("value_added", one.value_added, ("industry",)),
        ("local_demand", one.local_demand, ("product", "year")),
        ("sales", one.sales, ("category", "product")),
        ("sales_limit", one.sales_limit, ("category", "product", "year")),
        ("inflow_share", one.inflow_share, ("product",)),
        ("tradable", one.tradable, ("product",)),
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
            ("term", inputs.money.term, ("fund",)),
            ("may_repay", inputs.money.may_repay, ("fund",)),
            ("leverage", inputs.money.leverage, ("fund", "use")),
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
            ("retrain_limit", people.retrain_limit, ("occupation", "occupation_to")),
            ("retrain_cost", people.retrain_cost, ("occupation", "occupation_to")),
        ]
    if inputs.air:
        rows.append(("air need", inputs.air.need, ("product",)))
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
        elif dim == "product":
            like = inputs.economy.inflow_share
            require_same_labels(array, like, dims=[dim], names=(name, "inflow_share"))
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


def _check_retraining(people: PeopleInputs | None) -> None:
    if people is None or people.retrain_limit is None:
        return
    one, cost = people.retrain_limit, people.retrain_cost
    if cost is None or bool((np.diag(one.values) > 0).any()):
        raise DataError(
            Message(
                "Retraining needs a cost, and leads from one occupation to another.",
                "转岗培训须有成本，且应从一个职业转向另一个职业。",
            ),
            Message("Give the cost and leave the diagonal at 0.", "请给出成本，并将对角线置为 0。"),
        )
    turned = one.isel(occupation=0, drop=True).rename(occupation_to="occupation")
    for name, array in (("retrain_limit", one), ("retrain_limit", turned), ("retrain_cost", cost)):
        require_same_labels(array, people.stock, dims=["occupation"], names=(name, "stock"))


def _check_loans(money: MoneyInputs | None) -> None:
    if money is None:
        return
    for name in ("term", "may_repay", "leverage"):
        array = getattr(money, name)
        if array is not None:
            require_same_labels(array, money.amount, dims=["fund"], names=(name, "amount"))
    if money.leverage is not None:
        require_same_labels(
            money.leverage, money.may_pay, dims=["use"], names=("leverage", "may_pay")
        )
    if money.term is None or not bool(money.term.notnull().any()):
        return
    terms = money.term.dropna("fund").values
    if (terms < 1).any() or (terms != np.round(terms)).any():
        raise DataError(
            Message(
                f"A loan is repaid over whole years, at least one; got {listing(terms.tolist())}.",
                f"借款期限应为不小于 1 的整年数，实际为 {listing(terms.tolist())}。",
            ),
            Message("Correct the term.", "请更正期限。"),
        )
    if money.may_repay is None or not bool(money.may_repay.any()):
        raise DataError(
            Message(
                "There are loans, but no fund may repay them.", "有借款，但没有资金可用于还款。"
            ),
            Message("Say which fund may pay for repayment.", "请指明可用于还本付息的资金。"),
        )


def _check_known(name: str, array: xr.DataArray) -> None:
    if name in MAY_BE_MISSING or array.dtype.kind == "b":
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
