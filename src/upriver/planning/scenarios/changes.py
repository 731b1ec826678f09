"""A scenario as data: which figures of the plan turn out otherwise, when, and by how much."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, get_args

import numpy as np
import xarray as xr

from upriver.core.errors import DataError, LabelError
from upriver.core.message import Message, listing
from upriver.planning.scenarios.joint import require_probabilities

if TYPE_CHECKING:
    from collections.abc import Sequence

    from upriver.planning.inputs import PlanInputs
    from upriver.planning.records import Candidate, PlanProject

Quantity = Literal[
    "local_demand", "outside_demand", "money", "arrivals", "attrition", "recruit_limit",
    "recruit_cost", "cap", "intensity", "capital_cost", "air_room", "value_added",
    "project_cost", "project_effect", "project_delay", "entry_cost", "entry_effect",
    "entry_delay",
]  # fmt: skip
Operation = Literal["factor", "growth", "add", "value"]

# Where each quantity lives in the inputs, and the dimension that ``code`` names.
ARRAYS: dict[str, tuple[str, str, str]] = {
    "local_demand": ("economy", "local_demand", "product"),
    "outside_demand": ("economy", "sales_limit", "product"),
    "value_added": ("economy", "value_added", "industry"),
    "money": ("money", "amount", "fund"),
    "arrivals": ("people", "arrivals", "occupation"),
    "attrition": ("people", "attrition", "occupation"),
    "recruit_limit": ("people", "recruit_limit", "occupation"),
    "recruit_cost": ("people", "recruit_cost", "occupation"),
    "cap": ("nature", "caps", "stressor"),
    "intensity": ("nature", "intensity", "stressor"),
    "capital_cost": ("capacity", "capital_per_output", "industry"),
}
PROJECTS = {
    "project_cost": ("cost", "running_cost"),
    "project_effect": ("effect",),
    "project_delay": ("lead_time",),
}
CANDIDATES = {
    "entry_cost": ("capital", "barrier"),
    "entry_effect": ("scale",),
    "entry_delay": ("lead_time",),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One figure, or one family of figures, that turns out otherwise.

    Parameters
    ----------
    what : str
        Quantity: one of `Quantity`.
    operation : {"factor", "growth", "add", "value"}
        Multiply by the amount; multiply by ``(1 + amount)^n`` in the n-th year of the change and
        keep the last step after it; add the amount; put the amount in place of the figure.
    amount : float
        In the unit of the operation: ratio, or the unit of the quantity in the plan.
    code : str
        Industry, product, fund, occupation, stressor, project or candidate; empty for all of them.
    first_year, last_year : int, optional
        Years in which it holds; default the whole plan.
    """

    what: Quantity
    operation: Operation
    amount: float
    code: str = ""
    first_year: int | None = None
    last_year: int | None = None


@dataclass(frozen=True, slots=True)
class Scenario:
    """One way in which the future may turn out.

    Parameters
    ----------
    scenario : str
        Its code.
    probability : float
        Its chance, above 0; those of all scenarios add up to 1.
    changes : tuple of Change
        What is otherwise than in the tables; empty for the future of the tables.
    name : Message, optional
        Its name in both languages.
    """

    scenario: str
    probability: float
    changes: tuple[Change, ...] = ()
    name: Message | None = None

    @property
    def label(self) -> Message:
        """Name in both languages.

        Returns
        -------
        Message
            The code when there is no name.
        """
        return self.name or Message(self.scenario, self.scenario)


def check_scenarios(scenarios: Sequence[Scenario]) -> None:
    """Refuse scenarios that are no distribution.

    Parameters
    ----------
    scenarios : sequence of Scenario
        All of them.

    Raises
    ------
    DataError
        If there is none, a code stands twice, or the probabilities do not add up to one.
    """
    codes = [item.scenario for item in scenarios]
    twice = sorted({code for code in codes if codes.count(code) > 1})
    if not codes or twice:
        raise DataError(
            Message(
                f"Scenarios need different codes, got {listing(codes)}."
                if twice
                else "There is no scenario.",
                f"情景代码不得重复，实际为 {listing(codes)}。" if twice else "没有情景。",
            ),
            Message("Give every scenario its own code.", "请为每个情景给出唯一代码。"),
        )
    require_probabilities({item.scenario: item.probability for item in scenarios})


def apply_changes(inputs: PlanInputs, scenario: Scenario) -> PlanInputs:
    """Inputs as they are in one scenario.

    Parameters
    ----------
    inputs : PlanInputs
        Data of the plan.
    scenario : Scenario
        What is otherwise; its changes are made one after the other.

    Returns
    -------
    PlanInputs
        With the same labels. Inputs of the tables are not touched.

    Raises
    ------
    DataError
        If a change concerns a part that is off, is unknown, or leads to a figure below zero.
    LabelError
        If a code or a year is not in the plan.
    """
    for change in scenario.changes:
        if change.what not in get_args(Quantity) or change.operation not in get_args(Operation):
            raise DataError(
                Message(
                    f"Scenario {scenario.scenario}: {change.what} with {change.operation} is "
                    "not known.",
                    f"情景 {scenario.scenario}：无法识别 {change.what}（{change.operation}）。",
                ),
                Message(
                    f"Quantities: {listing(get_args(Quantity), most=30)}. "
                    f"Operations: {listing(get_args(Operation), most=9)}.",
                    f"可用的量：{listing(get_args(Quantity), most=30)}；"
                    f"可用的方式：{listing(get_args(Operation), most=9)}。",
                ),
            )
        if change.what in ARRAYS:
            inputs = _array_changed(inputs, change, scenario=scenario.scenario)
        elif change.what == "air_room":
            inputs = _air_changed(inputs, change, scenario=scenario.scenario)
        else:
            inputs = _undertakings_changed(inputs, change, scenario=scenario.scenario)
    return inputs


def _array_changed(inputs: PlanInputs, change: Change, *, scenario: str) -> PlanInputs:
    block, name, dim = ARRAYS[change.what]
    part = getattr(inputs, block)
    if part is None:
        raise _off(change, scenario)
    array: xr.DataArray = getattr(part, name)
    where = _where(inputs, array, change, dim=dim, scenario=scenario)
    where = where & array.notnull()  # a cap that does not exist is not made by a scenario
    new = array.where(~where, _operated(inputs, array, change, scenario=scenario))
    _require_sense(new, change, scenario=scenario)
    return replace(inputs, **{block: replace(part, **{name: new.transpose(*array.dims)})})


def _where(
    inputs: PlanInputs, array: xr.DataArray, change: Change, *, dim: str, scenario: str
) -> xr.DataArray:
    """Cells that a change concerns."""
    where = xr.ones_like(array, dtype=bool)
    if change.code:
        codes = array.coords[dim].values
        if change.code not in codes:
            raise _unknown(change, scenario, codes.tolist())
        where = where & (array.coords[dim] == change.code)
    timed = change.first_year is not None or change.last_year is not None
    if "year" in array.dims:
        start, end = _window(inputs, change, scenario=scenario)
        # A path that grew stays where it got to; other changes end with their last year.
        last = inputs.years[-1] if change.operation == "growth" else end
        year = array.coords["year"]
        where = where & (year >= start) & (year <= last)
    elif timed or change.operation == "growth":
        raise DataError(
            Message(
                f"Scenario {scenario}: {change.what} is the same in all years, so its change has "
                "no years and no growth.",
                f"情景 {scenario}：{change.what} 不分年份，不能按年份或增速改变。",
            ),
            Message("Leave the years empty and use factor.", "请留空年份并使用 factor。"),
        )
    return where.transpose(*array.dims)


def _window(inputs: PlanInputs, change: Change, *, scenario: str) -> tuple[int, int]:
    start = inputs.years[0] if change.first_year is None else change.first_year
    end = inputs.years[-1] if change.last_year is None else change.last_year
    if start > end or start > inputs.years[-1] or end < inputs.years[0]:
        raise LabelError(
            Message(
                f"Scenario {scenario}: the change of {change.what} from {start} to {end} lies "
                f"outside the plan, {inputs.years[0]} to {inputs.years[-1]}.",
                f"情景 {scenario}：{change.what} 的改变期 {start}—{end} 不在规划期 "
                f"{inputs.years[0]}—{inputs.years[-1]} 内。",
            ),
            Message("Correct the years.", "请更正年份。"),
        )
    return start, end


def _operated(
    inputs: PlanInputs, array: xr.DataArray, change: Change, *, scenario: str
) -> xr.DataArray:
    amount = change.amount
    if change.operation == "factor":
        return array * amount
    if change.operation == "add":
        return array + amount
    if change.operation == "value":
        return xr.full_like(array, amount)
    start, end = _window(inputs, change, scenario=scenario)
    years = np.array(inputs.years)
    steps = np.clip(np.minimum(years, end) - start + 1, 0, None)
    return array * xr.DataArray(
        (1.0 + amount) ** steps, coords={"year": list(inputs.years)}, dims="year"
    )


def _air_changed(inputs: PlanInputs, change: Change, *, scenario: str) -> PlanInputs:
    if inputs.air is None:
        raise _off(change, scenario)
    room = _number(inputs.air.running, change, scenario=scenario)
    return replace(inputs, air=replace(inputs.air, running=room))


def _undertakings_changed(inputs: PlanInputs, change: Change, *, scenario: str) -> PlanInputs:
    if change.what in PROJECTS:
        codes = [item.project for item in inputs.projects]
    else:
        codes = [item.candidate for item in inputs.candidates]
    if not codes:
        raise _off(change, scenario)
    if change.code and change.code not in codes:
        raise _unknown(change, scenario, codes)
    late = change.what.endswith("_delay")
    if late and (change.operation != "add" or change.amount != int(change.amount)):
        raise DataError(
            Message(
                f"Scenario {scenario}: a delay is a whole number of years that is added.",
                f"情景 {scenario}：延期应以 add 给出整年数。",
            ),
            Message("Use the operation add.", "请使用 add。"),
        )

    def _figures(item: PlanProject | Candidate, names: tuple[str, ...]) -> dict[str, Any]:
        new = {name: _number(getattr(item, name), change, scenario=scenario) for name in names}
        return {name: int(value) for name, value in new.items()} if late else new

    def _hit(code: str) -> bool:
        return change.code in ("", code)

    if change.what in PROJECTS:
        names = PROJECTS[change.what]
        projects = tuple(
            replace(item, **_figures(item, names)) if _hit(item.project) else item
            for item in inputs.projects
        )
        return replace(inputs, projects=projects)
    names = CANDIDATES[change.what]
    candidates = tuple(
        replace(item, **_figures(item, names)) if _hit(item.candidate) else item
        for item in inputs.candidates
    )
    return replace(inputs, candidates=candidates)


def _number(figure: float, change: Change, *, scenario: str) -> float:
    """One figure that has no years."""
    if change.operation == "growth" or (change.first_year, change.last_year) != (None, None):
        raise DataError(
            Message(
                f"Scenario {scenario}: {change.what} has no years, so its change has none either.",
                f"情景 {scenario}：{change.what} 不分年份，不能按年份改变。",
            ),
            Message("Leave the years empty and use factor.", "请留空年份并使用 factor。"),
        )
    new = {"factor": figure * change.amount, "add": figure + change.amount}.get(
        change.operation, change.amount
    )
    _require_sense(xr.DataArray(new), change, scenario=scenario)
    return float(new)


def _require_sense(new: xr.DataArray, change: Change, *, scenario: str) -> None:
    if not bool((new < 0).any()) or change.what == "value_added":
        return
    raise DataError(
        Message(
            f"Scenario {scenario}: {change.what} would fall below 0.",
            f"情景 {scenario}：{change.what} 将小于 0。",
        ),
        Message("Correct the amount of the change.", "请更正改变的数值。"),
    )


def _off(change: Change, scenario: str) -> DataError:
    return DataError(
        Message(
            f"Scenario {scenario} changes {change.what}, but that part of the plan is off.",
            f"情景 {scenario} 要改变 {change.what}，但规划中该部分未启用。",
        ),
        Message("Leave the change out, or give the tables of that part.",
                "请删去该项改变，或补充该部分所需的表。"),
    )  # fmt: skip


def _unknown(change: Change, scenario: str, codes: Sequence[str]) -> LabelError:
    return LabelError(
        Message(
            f"Scenario {scenario}: {change.what} knows no {change.code}.",
            f"情景 {scenario}：{change.what} 中没有 {change.code}。",
        ),
        Message(
            f"Codes are {listing(codes, most=12)}; empty means all.",
            f"可用代码有 {listing(codes, most=12)}；留空表示全部。",
        ),
    )
