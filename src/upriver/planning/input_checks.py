"""Whether the arrays of a plan fit each other: dimensions, labels, years, known figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from upriver.core.errors import DataError, LabelError
from upriver.core.labels import require_dims, require_same_labels
from upriver.core.message import Message, listing

if TYPE_CHECKING:
    import xarray as xr

    from upriver.planning.inputs import PlanInputs


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
        If a figure that must be known is missing, or the years have gaps.
    """
    _check_years(inputs)
    for name, array, dims in _expected(inputs):
        require_dims(array, dims, name=name)
        _check_labels(inputs, name, array)
        _check_known(name, array)


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
