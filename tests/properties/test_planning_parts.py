"""What must hold for research, people, loans and land in a plan, whatever their numbers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planning_toy import BARE, over, purse, textbook
from upriver.planning import solve_plan, to_plan
from upriver.planning.chances import chain_chance, circle_of, race_chance
from upriver.planning.constraints.loans import due_after
from upriver.planning.parts import MoneyInputs
from upriver.planning.records import USES, ResearchTask

if TYPE_CHECKING:
    from upriver.planning.inputs import PlanInputs
    from upriver.planning.settings import PlanSettings

FEW = settings(max_examples=8, deadline=None)
YEARS = (2024, 2025, 2026, 2027)
LATER = BARE.model_copy(update={"last_year": 2027, "discount_rate": 0.1, "money_price": 1.0})


@st.composite
def networks(draw: st.DrawFn) -> tuple[ResearchTask, ...]:
    """Two to five tasks; each may wait for earlier ones."""
    found: list[ResearchTask] = []
    for number in range(draw(st.integers(2, 5))):
        known = [item.task for item in found]
        found.append(
            ResearchTask(
                f"t{number}",
                cost=draw(st.floats(0.5, 5)),
                duration=draw(st.integers(0, 2)),
                success=draw(st.floats(0.2, 1)),
                teams=draw(st.integers(1, 3)),
                value=draw(st.floats(0, 30)),
                after=tuple(code for code in known if draw(st.booleans())),
            )
        )
    return tuple(found)


def plan(tasks: tuple[ResearchTask, ...], money: float) -> PlanInputs:
    return replace(textbook(years=YEARS), tasks=tasks, money=purse(money, YEARS))


def value(inputs: PlanInputs, choices: PlanSettings = LATER) -> float:
    return solve_plan(inputs, choices).solution.objective


@FEW
@given(tasks=networks(), money=st.floats(0, 8), more=st.floats(0, 8))
def test_more_money_never_worsens_research(
    tasks: tuple[ResearchTask, ...], money: float, more: float
) -> None:
    assert value(plan(tasks, money + more)) >= value(plan(tasks, money)) - 1e-6


@FEW
@given(tasks=networks(), money=st.floats(0, 12))
def test_whole_decisions_are_never_better_than_parts_of_them(
    tasks: tuple[ResearchTask, ...], money: float
) -> None:
    parts = LATER.model_copy(update={"whole_decisions": False})
    assert value(plan(tasks, money), parts) >= value(plan(tasks, money)) - 1e-6


@FEW
@given(tasks=networks(), money=st.floats(0, 12), seed=st.integers(0, 99))
def test_other_names_in_another_order_give_the_same_plan(
    tasks: tuple[ResearchTask, ...], money: float, seed: int
) -> None:
    names = {item.task: f"任务{number}" for number, item in enumerate(tasks)}
    renamed = [
        replace(item, task=names[item.task], after=tuple(names[code] for code in item.after))
        for item in tasks
    ]
    order = np.random.default_rng(seed).permutation(len(renamed))
    shuffled = tuple(renamed[at] for at in order)
    assert value(plan(shuffled, money)) == pytest.approx(value(plan(tasks, money)), rel=1e-9)


@FEW
@given(tasks=networks(), money=st.floats(0, 12))
def test_waiting_for_more_and_taking_longer_is_never_better(
    tasks: tuple[ResearchTask, ...], money: float
) -> None:
    before = tuple(item.task for item in tasks[:-1])
    slower = (*tasks[:-1], replace(tasks[-1], after=before, duration=tasks[-1].duration + 1))
    assert value(plan(slower, money)) <= value(plan(tasks, money)) + 1e-6


@FEW
@given(tasks=networks(), money=st.floats(2, 20))
def test_the_table_never_tells_less_than_the_objective_counts(
    tasks: tuple[ResearchTask, ...], money: float
) -> None:
    """Order, windows and money hold in what is shown; expected values are products of chances."""
    made = to_plan(solve_plan(plan(tasks, money), LATER))
    rows = {row["task"]: row for row in made.what_to_research.to_dicts()}
    teams = {code: row["teams"] for code, row in rows.items() if row["started"]}
    for item in tasks:
        if item.task in teams:
            assert all(rows[first]["finished"] <= rows[item.task]["year"] for first in item.after)
            chance = chain_chance(tasks, item.task, teams=teams)
            assert rows[item.task]["chain_success"] == pytest.approx(chance)
            assert chance <= rows[item.task]["success"] + 1e-12
    spent = sum(row["spent"] for row in rows.values())
    assert made.arrays["spending"].sel(use="research").sum() == pytest.approx(spent, abs=1e-6)
    bare = value(replace(plan(tasks, money), tasks=()))
    shown = 0.0
    for item in tasks:
        row = rows[item.task]
        if row["started"] and row["finished"] <= YEARS[-1]:
            shown += row["expected"] / 1.1 ** (row["finished"] - 2023)
        if row["started"]:
            length = max(item.duration, 1)
            paid = [row["cost"] / length / 1.1 ** (row["year"] - 2023 + n) for n in range(length)]
            shown -= sum(paid)
    assert made.objective - bare <= shown + 1e-6


@given(success=st.floats(0.01, 1), teams=st.integers(1, 3))
def test_another_team_helps_ever_less(success: float, teams: int) -> None:
    gains = [race_chance(success, n + 1) - race_chance(success, n) for n in (teams, teams + 1)]
    assert gains[0] >= gains[1] >= 0.0


@given(tasks=networks())
def test_what_waits_for_earlier_ones_has_no_circle(tasks: tuple[ResearchTask, ...]) -> None:
    links = {item.task: list(item.after) for item in tasks}
    assert circle_of(links) == []
    first, last = tasks[0].task, tasks[-1].task
    ring = circle_of(links | {first: [last], last: [*links[last], first]})
    assert first in ring
    assert last in ring


@given(term=st.integers(1, 40), cost=st.floats(0, 0.2), rate=st.floats(0, 0.2))
def test_a_loan_is_repaid_in_full_and_priced_by_its_interest(
    term: int, cost: float, rate: float
) -> None:
    principal, interest = due_after(term, cost=cost, steps=term + 3)
    assert sum(principal) == pytest.approx(1.0)
    assert sum(interest) == pytest.approx(cost * (term + 1) / 2)
    years = np.arange(1.0, term + 4)
    worth = (np.array(principal) + np.array(interest)) @ (1 + rate) ** -years
    assert (worth - 1.0) * (cost - rate) >= -1e-9


@FEW
@given(
    tasks=networks(), term=st.integers(1, 6), cost=st.sampled_from([0.0, 0.01, 0.04, 0.15]), bank=st.floats(1, 9),
    own=st.floats(0, 6),
)  # fmt: skip
def test_what_was_drawn_is_repaid_to_the_yuan(
    tasks: tuple[ResearchTask, ...], term: int, cost: float, bank: float, own: float
) -> None:
    funds, uses = ["bank", "own"], list(USES)
    money = MoneyInputs(
        amount=over([[bank] * 4, [own] * 4], fund=funds, year=list(YEARS)),
        cost=over([cost, 0.0], fund=funds),
        may_pay=over(np.ones((2, len(uses))), fund=funds, use=uses).astype(bool),
        term=over([float(term), np.nan], fund=funds),
        may_repay=over([0, 1], fund=funds).astype(bool),
    )
    made = to_plan(solve_plan(replace(plan(tasks, 1.0), money=money), LATER))
    table = made.loans.to_dicts()
    drawn = sum(row["drawn"] for row in table)
    assert drawn == pytest.approx(float(made.arrays["money"].sel(fund="bank").sum()), abs=1e-6)
    assert sum(row["principal"] for row in table) == pytest.approx(drawn, abs=1e-6)
    due = [row["principal"] + row["interest"] for row in table if not row["after_plan"]]
    paid = made.arrays["repayment"].sum("fund").values
    assert paid[: len(due)] == pytest.approx(due, abs=1e-6)
    owed = [row["debt"] for row in table if not row["after_plan"]]
    assert made.arrays["debt"].values.ravel()[: len(owed)] == pytest.approx(owed, abs=1e-6)
