"""From the solver's answer to the frozen plan."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

from upriver.core.message import Message
from upriver.planning.gain import gain_notes
from upriver.planning.result import Plan
from upriver.planning.stages import STAGES
from upriver.planning.tables.economy import grow_table, summary_table, trade_table
from upriver.planning.tables.limits import limit_table
from upriver.planning.tables.loans import loan_table
from upriver.planning.tables.promises import (
    attainment_table,
    left_out_table,
    price_table,
    target_table,
)
from upriver.planning.tables.research import research_table, unlocked_table
from upriver.planning.tables.resources import (
    air_table,
    money_table,
    pressure_table,
    retraining_table,
    source_table,
    talent_table,
)
from upriver.planning.tables.stages import stage_price_table, stage_table
from upriver.planning.tables.undertakings import enter_table, fund_table, project_table
from upriver.planning.variables import UNITS

if TYPE_CHECKING:
    import xarray as xr

    from upriver.data.provenance import Provenance
    from upriver.planning.planner import Solved


def to_plan(solved: Solved, *, rests_on: Provenance | None = None) -> Plan:
    """Turn an answer into a plan for readers.

    Parameters
    ----------
    solved : Solved
        Decisions, prices and business as usual.
    rests_on : Provenance, optional
        Provenance of all blocks together.

    Returns
    -------
    Plan
        Arrays, tables, notes and audit.
    """
    inputs, solution = solved.inputs, solved.solution
    gain = None
    if solved.usual is not None:
        gain = solution.gain_over(solved.usual)
    funds, talent = source_table(solved), talent_table(solved)
    air, pressure = air_table(solved), pressure_table(solved)
    return Plan(
        region=inputs.region,
        name=inputs.label(inputs.region),
        base_year=inputs.base_year,
        years=inputs.years,
        settings=solved.settings,
        arrays=_arrays(solved),
        summary=summary_table(solved),
        what_to_grow=grow_table(solved),
        what_to_trade=trade_table(solved),
        what_to_enter=enter_table(solved),
        what_to_fund=fund_table(solved),
        what_to_research=research_table(solved),
        unlocked=unlocked_table(solved),
        projects=project_table(solved),
        targets=target_table(solved),
        attainment=attainment_table(solved),
        money=money_table(solved),
        funds=funds,
        loans=loan_table(solved),
        talent=talent,
        retraining=retraining_table(solved),
        air=air,
        pressure=pressure,
        prices=price_table(solved),
        limits=limit_table(solved, funds=funds, talent=talent, pressure=pressure, air=air),
        stages=stage_table(solved),
        stage_prices=stage_price_table(solved),
        left_out=left_out_table(solved),
        skipped=inputs.skipped,
        notes=(*inputs.notes, *_notes(solved)),
        objective=solution.objective,
        gain=gain,
        gap_of_gain=solution.open_share(gain),
        audit=solution.audit,
        provenance=inputs.provenance,
        rests_on=rests_on,
        fingerprint=inputs.fingerprint,
    )


def _arrays(solved: Solved) -> dict[str, xr.DataArray]:
    found = {}
    for name in solved.solution.matrix.columns:
        array = solved.solution.value(name)
        assert array is not None
        array.attrs = {"units": UNITS[name]}
        if UNITS[name] == "1e8 CNY":
            array.attrs["price_year"] = solved.inputs.base_year
        found[name] = array
    return found


def _notes(solved: Solved) -> list[Message]:
    audit = solved.solution.audit
    notes = [*gain_notes(solved), *_stage_notes(solved)]
    if solved.solution.stopped and not solved.solution.stages:
        notes.append(_stopped_note(solved))
    if audit.whole:
        notes.append(
            Message(
                "Prices are those of the plan with its projects and entries fixed.",
                "价格为项目与进入决策固定后线性规划的影子价格。",
            )
        )
    if not audit.passed:
        notes.append(
            Message(
                f"The own check of the answer failed: rows {audit.row_violation:.1e}, bounds "
                f"{audit.bound_violation:.1e}, duality {audit.duality_gap:.1e}.",
                f"结果自检未通过：约束 {audit.row_violation:.1e}，界 {audit.bound_violation:.1e}，"
                f"对偶间隙 {audit.duality_gap:.1e}。",
            )
        )
    return notes


def _stage_notes(solved: Solved) -> list[Message]:
    """Whose prices these are, and which stage ran out of time, for a lexicographic objective."""
    answers = solved.solution.stages
    if not answers:
        return []
    seconds = solved.settings.time_limit
    notes = [
        Message(
            "Prices are those of the stage of value: what a limit is worth while the promises are "
            "held. The table of stage prices has those of the other stages. Objective and gain "
            "are those of the weighted objective, so that plans can be compared.",
            "价格属于“价值最大”一层，即在守住承诺的前提下某项约束的价值；其他各层的价格见分层价格表。"
            "规划现值与增益按加权目标计，便于方案之间比较。",
        )
    ]
    for each in answers:
        if each.solution.stopped:
            name, gap = STAGES[each.stage.name], each.solution.audit.gap
            notes.append(
                Message(
                    f"The stage '{name.en}' ended at its time limit of {seconds:g} s; its best may "
                    f"be better by up to {gap:.2%}. What the later stages hold is what was found.",
                    f"“{name.zh}”一层到达 {seconds:g} 秒时限，其最优值至多还可改进 {gap:.2%}；"
                    "后面各层守住的是当时已得到的值。",
                )
            )
    return notes


def _stopped_note(solved: Solved) -> Message:
    """How far the best plan so far may be from the best one."""
    solution, seconds = solved.solution, solved.settings.time_limit
    left = abs(solution.bound - solution.objective)
    if not isfinite(left):
        return Message(
            f"A search ended at its time limit of {seconds:g} s with the best plan so far.",
            f"求解到达 {seconds:g} 秒时限，给出当时最好的方案。",
        )
    en = f"at most {left:,.2f} x 1e8 CNY ({solution.audit.gap:.2%} of its value"
    zh = f"至多还有 {left:,.2f} 亿元（为其价值的 {solution.audit.gap:.2%}"
    gain = None if solved.usual is None else solution.gain_over(solved.usual)
    if gain is not None and gain > 0:
        en += f", {left / gain:.1%} of its gain"
        zh += f"、增益的 {left / gain:.1%}"
    return Message(
        f"The search ended at its time limit of {seconds:g} s with the best plan so far; a better "
        f"one is worth {en}) more. Raise time_limit to look for it.",
        f"求解到达 {seconds:g} 秒时限，给出当时最好的方案；更好的方案{zh}）可得。"
        "如需继续寻找，请增大 time_limit。",
    )
