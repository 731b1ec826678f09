"""Nothing is made without capacity, and capacity takes money and time.

``output <= capacity + added`` ·
``capacity(t) = (1 - depreciation) capacity(t-1) + replacement + expansion`` ·
``replacement <= self_financed · depreciation · capacity(t-1)`` ·
``replacement + expansion <= (depreciation + growth_limit) capacity(t-1)`` ·
``output(t) <= (1 + growth_limit) output(t-1) + added(t) - added(t-1)``
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from upriver.planning.forms import Form
    from upriver.planning.inputs import PlanInputs
    from upriver.planning.program import Program
    from upriver.planning.settings import PlanSettings
    from upriver.planning.variables import Variables


def add_capacity(
    model: Program,
    inputs: PlanInputs,
    *,
    variables: Variables,
    settings: PlanSettings,
    added: Form | None,
) -> None:
    """Add capacity, its wear, its renewal and the limit on its growth.

    Parameters
    ----------
    model : Program
        The model being built.
    inputs : PlanInputs
        Data of the plan.
    variables : Variables
        Decisions of the plan.
    settings : PlanSettings
        Choices of the planner.
    added : Form (industry, year), 1e8 CNY, optional
        Capacity that finished projects and opened nodes add.

    Notes
    -----
    Capacity of the base year equals its output: the account knows of no idle capacity.
    What projects and new nodes add does not wear out within the horizon.
    """
    if inputs.capacity is None or variables.capacity is None:
        return
    assert variables.replacement is not None
    assert variables.expansion is not None
    params = inputs.capacity
    start = inputs.economy.output.expand_dims(year=list(inputs.years))
    before = variables.capacity.shift(year=1).fillna(start.transpose("industry", "year"))
    room = variables.capacity if added is None else variables.capacity + added
    model.add_constraints(variables.output - room <= 0, name="capacity_limit")
    made_before = variables.output.shift(year=1).fillna(start.transpose("industry", "year"))
    pace = variables.output - made_before * (1 + params.growth_limit)
    if added is not None:
        there_before = added.shift(year=1).fillna(0)
        pace = pace - added + there_before
    model.add_constraints(pace <= 0, name="output_ramp")
    new = variables.replacement + variables.expansion
    model.add_constraints(
        variables.capacity - before * (1 - params.depreciation) - new == 0, name="capacity_stock"
    )
    model.add_constraints(
        variables.replacement - before * (settings.self_financed * params.depreciation) <= 0,
        name="capacity_renewal",
    )
    ramp = params.depreciation + params.growth_limit
    model.add_constraints(new - before * ramp <= 0, name="capacity_ramp")
