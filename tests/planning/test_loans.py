"""Borrowed money and money that must be matched: cases worked out by hand."""

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from plain_plan import PlainPlan
from planning_toy import BARE, over, textbook
from planning_whole import SETTINGS, everything
from upriver.core.errors import DataError
from upriver.planning import solve_plan, to_plan
from upriver.planning.constraints.loans import due_after
from upriver.planning.inputs import PlanInputs
from upriver.planning.parts import MoneyInputs
from upriver.planning.records import USES, OwnRule, ResearchTask, RuleTerm
from upriver.planning.settings import PlanSettings

YEARS = (2024, 2025, 2026, 2027)
LATER = BARE.model_copy(update={"last_year": 2027, "discount_rate": 0.1, "money_price": 1.0})
KEPT = LATER.model_copy(update={"salvage": 1.0})


def purse(
    *, term: float = 2, cost: float = 0.04, own: float = 50.0, leverage: float = np.nan
) -> MoneyInputs:
    """A bank that pays for research, and own money that repays it."""
    asked = [[leverage if use == "research" else np.nan for use in USES], [np.nan] * len(USES)]
    return MoneyInputs(
        amount=over([[20.0] * 4, [own] * 4], fund=["bank", "own"], year=list(YEARS)),
        cost=over([cost, 0.0], fund=["bank", "own"]),
        may_pay=over([[use == "research" for use in USES], [0] * len(USES)],
                     fund=["bank", "own"], use=list(USES)).astype(bool),
        term=over([term, np.nan], fund=["bank", "own"]),
        may_repay=over([0, 1], fund=["bank", "own"]).astype(bool),
        leverage=None if np.isnan(leverage) else over(asked, fund=["bank", "own"], use=list(USES)),
    )  # fmt: skip


def borrowing(money: MoneyInputs, *, first: int = 2024, value: float = 40.0) -> PlanInputs:
    """A research task of 10 that is paid for in one year."""
    task = ResearchTask("a", 10.0, 1, 1.0, value=value, earliest=first)
    return replace(textbook(years=YEARS), tasks=(task,), money=money)


def gain(inputs: PlanInputs, settings: PlanSettings = LATER) -> float:
    bare = replace(inputs, tasks=())
    value = [solve_plan(each, settings).solution.objective for each in (inputs, bare)]
    return value[0] - value[1]


def test_one_yuan_is_repaid_in_equal_parts() -> None:
    principal, interest = due_after(4, cost=0.1, steps=6)
    assert principal == [0.25] * 4 + [0.0] * 2
    assert interest == pytest.approx([0.1, 0.075, 0.05, 0.025, 0.0, 0.0])


def test_what_is_drawn_is_repaid_with_interest() -> None:
    plan = to_plan(solve_plan(borrowing(purse()), LATER))
    assert plan.arrays["repayment"].sel(fund="own").values == pytest.approx([0, 5.4, 5.2, 0])
    assert plan.arrays["debt"].sel(loan="bank").values == pytest.approx([10, 5, 0, 0])
    rows = plan.loans.to_dicts()
    assert [(row["year"], row["drawn"], row["principal"]) for row in rows[:3]] == [
        (2024, 10.0, 0.0), (2025, 0.0, 5.0), (2026, 0.0, 5.0)]  # fmt: skip
    assert [row["interest"] for row in rows[:3]] == pytest.approx([0.0, 0.4, 0.2])
    own = [row for row in plan.funds.to_dicts() if row["fund"] == "own"]
    left = [row["available"] - row["spent"] - row["repaid"] for row in own]
    assert np.cumsum(left) == pytest.approx([row["carried"] for row in own])


def test_what_a_fund_repays_is_used_too() -> None:
    plan = to_plan(solve_plan(borrowing(purse()), LATER))
    own = [row for row in plan.limits.to_dicts() if (row["kind"], row["code"]) == ("money", "own")]
    assert [row["used"] for row in own] == pytest.approx([0.0, 5.4, 5.2, 0.0])
    assert [row["left"] for row in own] == pytest.approx([50.0, 94.6, 139.4, 189.4])


def test_the_value_of_a_loan_is_that_of_its_payments() -> None:
    wanted = 40 / 1.1**2 - 5.4 / 1.1**2 - 5.2 / 1.1**3
    assert gain(borrowing(purse())) == pytest.approx(wanted, rel=1e-9)


@pytest.mark.parametrize("term", [1, 2, 5, 30])
@pytest.mark.parametrize("first", [2024, 2027])
def test_a_loan_at_the_discount_rate_is_worth_nothing_by_itself(term: int, first: int) -> None:
    """Nor is one that is repaid after the last year: the end of the plan is no free lunch."""
    loan = borrowing(purse(term=term, cost=0.1), first=first)
    paid = replace(purse(), term=None, may_repay=None, cost=over([0.0, 0.0], fund=["bank", "own"]))
    own = borrowing(paid, first=first)
    assert gain(loan, KEPT) == pytest.approx(gain(own, KEPT), rel=1e-9)
    assert gain(own, KEPT) > 1.0


def test_what_falls_due_after_the_plan_is_shown() -> None:
    plan = to_plan(solve_plan(borrowing(purse(term=3), first=2027), KEPT))
    rows = plan.loans.to_dicts()
    assert plan.arrays["repayment"].values == pytest.approx(0.0)
    assert [row["year"] for row in rows if row["after_plan"]] == [2028, 2029, 2030]
    assert sum(row["principal"] for row in rows) == pytest.approx(10.0)
    assert sum(row["interest"] for row in rows) == pytest.approx(0.04 * (10 + 20 / 3 + 10 / 3))
    assert rows[-1]["debt"] == 0.0


def test_nothing_is_borrowed_that_cannot_be_repaid() -> None:
    short = LATER.model_copy(update={"carry_over": False})
    assert gain(borrowing(purse(own=5.4)), short) > 1.0
    assert gain(borrowing(purse(own=5.3)), short) == pytest.approx(0.0, abs=1e-6)


def test_a_ceiling_on_debt_is_a_rule_of_ones_own() -> None:
    rule = OwnRule("ceiling", (RuleTerm("debt", 1.0, {"loan": "bank"}),), "<=", 9.0, each_year=True)
    assert gain(replace(borrowing(purse()), rules=(rule,))) == pytest.approx(0.0, abs=1e-6)


def test_money_that_must_be_matched_pays_its_part_only() -> None:
    """Three yuan of others beside each yuan of the bank: it pays a quarter."""
    money = replace(purse(leverage=3.0, cost=0.0), term=None, may_repay=None)
    both = money.may_pay.copy(data=np.array([[use == "research" for use in USES]] * 2))
    money = replace(money, may_pay=both, cost=over([0.0, 0.06], fund=["bank", "own"]))
    found = to_plan(solve_plan(borrowing(money), LATER)).arrays["money"]
    assert found.sel(use="research", year=2024, fund="bank") == pytest.approx(2.5)
    assert found.sel(use="research", year=2024, fund="own") == pytest.approx(7.5)


def owing() -> PlanInputs:
    """Every part of the plan, half of its money borrowed, some of it to be matched."""
    inputs = everything()
    uses, years = list(USES), list(inputs.years)
    asked = np.full((3, len(USES)), np.nan)
    asked[2, uses.index("capacity")], asked[2, uses.index("projects")] = 1.5, 0.5
    return replace(
        inputs,
        rules=(),
        money=MoneyInputs(
            amount=over([[60.0] * 2, [90.0] * 2, [40.0] * 2], fund=["a", "b", "c"], year=years),
            cost=over([0.02, 0.05, 0.01], fund=["a", "b", "c"]),
            may_pay=over(np.ones((3, len(USES))), fund=["a", "b", "c"], use=uses).astype(bool),
            term=over([np.nan, 4.0, 1.0], fund=["a", "b", "c"]),
            may_repay=over([1, 0, 1], fund=["a", "b", "c"]).astype(bool),
            leverage=over(asked, fund=["a", "b", "c"], use=uses),
        ),
    )


@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.parametrize("changes", [{}, {"discount_rate": 0.08, "salvage": 0.9},
                                     {"carry_over": False, "money_price": 0.7}])  # fmt: skip
def test_plain_loops_find_the_same_plan(whole: bool, changes: dict[str, float]) -> None:
    settings = SETTINGS.model_copy(update={"whole_decisions": whole} | changes)
    solved = solve_plan(owing(), settings).solution
    assert solved.objective == pytest.approx(PlainPlan(owing(), settings).optimum(), rel=1e-9)
    assert float(solved.value("repayment").sum()) > 0


@pytest.mark.parametrize(
    ("changes", "match"),
    [
        ({"term": over([0.5, np.nan], fund=["bank", "own"])}, "whole years"),
        ({"may_repay": None}, "no fund may repay"),
    ],
)
def test_loans_that_make_no_sense_are_refused(changes: dict[str, object], match: str) -> None:
    with pytest.raises(DataError, match=match):
        borrowing(replace(purse(), **changes))


def test_what_a_fund_repays_is_used_of_it() -> None:
    """A fund that repays 5.4 of 5.4 is used up: nothing of it is left, and it may have a price."""
    plan = to_plan(solve_plan(borrowing(purse(own=5.4)), LATER))
    rows = plan.limits.to_polars().filter((pl.col("kind") == "money") & (pl.col("code") == "own"))
    assert rows["used"].to_list() == pytest.approx([0.0, 5.4, 5.2, 0.0])
    for row in rows.to_dicts():
        assert row["left"] == pytest.approx(row["limit"] - row["used"])
    (last,) = [row for row in plan.funds.to_dicts() if row["fund"] == "own"][-1:]
    assert rows["left"][-1] == pytest.approx(last["carried"])
