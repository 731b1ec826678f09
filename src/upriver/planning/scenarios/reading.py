"""Scenarios of a region: what its tables say about futures that may come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from upriver.core.errors import DataError
from upriver.core.message import Message
from upriver.core.units import convert
from upriver.planning.scenarios.changes import Change, Scenario

if TYPE_CHECKING:
    from upriver.data.region import Region
    from upriver.planning.inputs import PlanInputs

# Unit of a quantity in the plan; those without one are changed by factor and growth alone.
PLAN_UNITS = {
    "local_demand": "1e8 CNY",
    "outside_demand": "1e8 CNY",
    "money": "1e8 CNY",
    "arrivals": "1e4 persons",
    "attrition": "ratio",
    "recruit_limit": "1e4 persons",
    "recruit_cost": "1e4 CNY/person",
    "air_room": "1e4 t",
    "project_cost": "1e8 CNY",
    "project_delay": "a",
    "entry_cost": "1e8 CNY",
    "entry_effect": "1e8 CNY",
    "entry_delay": "a",
    "research_cost": "1e8 CNY",
    "research_success": "ratio",
    "research_delay": "a",
}


def read_scenarios(region: Region, inputs: PlanInputs) -> tuple[Scenario, ...]:
    """Read the scenarios of a region.

    Parameters
    ----------
    region : Region
        The data package.
    inputs : PlanInputs
        Data of the plan, for the units of its stressors.

    Returns
    -------
    tuple of Scenario
        In the order of the table; amounts in the units of the plan.

    Raises
    ------
    DataError
        If there are no scenarios, or an amount has no unit where it needs one.
    UnitError
        If a unit does not fit its quantity.
    """
    if not region.has("scenarios"):
        raise DataError(
            Message("The package has no scenarios.", "数据包中没有 scenarios 表。"),
            Message(
                "Add the tables scenarios and scenario_changes, or pass scenarios in Python.",
                "请补充 scenarios 与 scenario_changes 表，或在 Python 中传入情景。",
            ),
        )
    changes: dict[str, list[Change]] = {}
    if region.has("scenario_changes"):
        for row in region.table("scenario_changes").sort("scenario", "step").to_dicts():
            changes.setdefault(row["scenario"], []).append(_change(inputs, row))
    return tuple(
        Scenario(
            row["scenario"],
            row["probability"],
            tuple(changes.get(row["scenario"], ())),
            Message(row["name_en"], row["name_zh"]),
        )
        for row in region.table("scenarios").to_dicts()
    )


def _change(inputs: PlanInputs, row: dict[str, Any]) -> Change:
    amount = row["amount"]
    if row["operation"] in ("add", "value"):
        unit = PLAN_UNITS.get(row["what"])
        if row["what"] == "cap" and inputs.nature is not None:
            unit = inputs.nature.units.get(row["code"] or "")
        if unit is None or row["unit"] is None:
            raise DataError(
                Message(
                    f"Scenario {row['scenario']}, step {row['step']}: {row['what']} with "
                    f"{row['operation']} needs a unit"
                    + ("." if unit is None else f" such as {unit}."),
                    f"情景 {row['scenario']} 第 {row['step']} 项：{row['what']} 使用 "
                    f"{row['operation']} 时须有单位" + ("。" if unit is None else f"，如 {unit}。"),
                ),
                Message(
                    "Give the unit (and the code of the stressor of a cap), or use factor.",
                    "请给出单位（上限须另给环境要素代码），或改用 factor。",
                ),
            )
        amount = convert(amount, row["unit"], unit)
    return Change(
        row["what"],
        row["operation"],
        amount,
        row["code"] or "",
        row["first_year"],
        row["last_year"],
    )
