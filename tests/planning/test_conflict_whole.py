"""Conflicts that come from whole decisions, from chances of research and from matched money.

Each case is held against the solver: what is named has no plan together, has one as soon as any
part of it is left out, and has one with all of it once it gives way as told.
"""

from __future__ import annotations

from dataclasses import replace
from math import log
from typing import TYPE_CHECKING

import numpy as np
import pytest

from planning_toy import BARE, over, purse, textbook
from upriver.core.errors import InfeasibleError
from upriver.core.message import Message
from upriver.planning import conflict, solve_plan
from upriver.planning.conflict import explain_groups
from upriver.planning.elastic import Elastic
from upriver.planning.matrix import Matrix, to_matrix
from upriver.planning.model import build_model
from upriver.planning.parts import MoneyInputs
from upriver.planning.records import USES, Candidate, OwnRule, ResearchTask, RuleTerm
from upriver.planning.rule_groups import CHANCE, RuleGroup, rule_groups
from upriver.planning.solve import solve_matrix

if TYPE_CHECKING:
    from upriver.planning.inputs import PlanInputs
    from upriver.planning.settings import PlanSettings

YEARS = (2024, 2025, 2026, 2027)
SETTINGS = BARE.model_copy(update={"last_year": 2027, "carry_over": False})
NODE = Candidate("n", "n", "1", "", scale=90.0, capital=0.0, barrier=0.0, lead_time=0,
                 relatedness=1.0, neighbours={})  # fmt: skip
NAMES = {"r": Message("Start a", "启动甲"), "n": Message("Node N", "环节N"),
         "bank": Message("the bank", "银行"), "own": Message("own money", "自有资金")}  # fmt: skip


def at_least(bound: float, variable: str, **at: str | int) -> OwnRule:
    return OwnRule("r", (RuleTerm(variable, 1.0, dict(at)),), ">=", bound)


def half_a_task() -> PlanInputs:
    """A task of 10 that shall be half begun by 2025, with 6 a year: in part it can, whole not."""
    return replace(
        textbook(years=YEARS),
        money=purse(6.0, YEARS),
        tasks=(ResearchTask("a", 10.0, 1, 1.0),),
        rules=(at_least(0.5, "task_started", task="a", year=2025),),
        labels=NAMES,
    )


def unlikely(share: float) -> PlanInputs:
    """A node behind a task that succeeds every second time, where eight times in ten are asked.

    In part it may open by log 2 / (2 log 2 - log(5/4)) = 0.596, more than half of it; whole not.
    """
    return replace(
        textbook(years=YEARS),
        tasks=(ResearchTask("a", 0.0, 1, 0.5, opens=("n",)),),
        candidates=(NODE,),
        rules=(at_least(share, "opened", candidate="n", year=2027),),
        labels=NAMES,
    )


def matched() -> PlanInputs:
    """A task of 10; the bank has 20 but asks for three yuan beside each of its own, of which
    there are 2 a year."""
    asked = [[3.0 if use == "research" else np.nan for use in USES], [np.nan] * len(USES)]
    money = MoneyInputs(
        amount=over([[20.0] * 4, [2.0] * 4], fund=["bank", "own"], year=list(YEARS)),
        cost=over([0.0, 0.0], fund=["bank", "own"]),
        may_pay=over(np.ones((2, len(USES))), fund=["bank", "own"], use=list(USES)).astype(bool),
        leverage=over(asked, fund=["bank", "own"], use=list(USES)),
    )
    return replace(
        textbook(years=YEARS),
        money=money,
        tasks=(ResearchTask("a", 10.0, 1, 1.0, latest=2024),),
        rules=(at_least(1.0, "task_started", task="a", year=2025),),
        labels=NAMES,
    )


CHANCY = SETTINGS.model_copy(update={"least_success": 0.8})
CASES = {
    "whole": (half_a_task(), SETTINGS, {"r", "f"}),
    "chance": (unlikely(0.5), CHANCY, {"r", "research_success_n"}),
    "chance in part too": (unlikely(1.0), CHANCY, {"r", "research_success_n"}),
    "matched": (matched(), SETTINGS, {"r", "money_leverage_bank", "own"}),
}


def failing(inputs: PlanInputs, settings: PlanSettings) -> InfeasibleError:
    with pytest.raises(InfeasibleError, match="There is no plan") as caught:
        solve_plan(inputs, settings)
    return caught.value


def apart(inputs: PlanInputs, settings: PlanSettings) -> tuple[Matrix, tuple[RuleGroup, ...]]:
    built = build_model(inputs, settings)
    matrix = to_matrix(built.model)
    return matrix, rule_groups(inputs, built, matrix)


def possible(
    matrix: Matrix, groups: tuple[RuleGroup, ...], held: set[str], settings: PlanSettings,
    *, wider: dict[str, float] | None = None,
) -> bool:  # fmt: skip
    """Whether whole decisions keep what is held, with rows that are wider by a share."""
    lower, upper = matrix.row_lower.copy(), matrix.row_upper.copy()
    for group in groups:
        given = ((wider or {}).get(group.code, 0.0) + 1e-7) * group.sizes
        lower[group.rows] -= given if group.code in held else np.inf
        upper[group.rows] += given if group.code in held else np.inf
    changed = replace(matrix, row_lower=lower, row_upper=upper)
    return solve_matrix(changed, settings) is not None


@pytest.mark.parametrize("case", CASES)
def test_what_is_named_is_minimal_and_what_gives_way_is_enough(case: str) -> None:
    inputs, settings, wanted = CASES[case]
    error = failing(inputs, settings)
    assert set(error.conflict) == wanted
    matrix, groups = apart(inputs, settings)
    assert not possible(matrix, groups, wanted, settings)
    for left_out in wanted:
        assert possible(matrix, groups, wanted - {left_out}, settings)
    shares = {}
    for group in groups:
        given = error.relaxation.get(group.code, 0.0)
        shares[group.code] = (
            -log(1 - given / group.reference) if group.unit == CHANCE else given / group.reference
        )
    every = {group.code for group in groups}
    assert possible(matrix, groups, every, settings, wider=shares)
    assert not possible(matrix, groups, every, settings, wider={
        code: 0.99 * share for code, share in shares.items()
    })  # fmt: skip


def test_a_conflict_of_whole_decisions_names_its_years_and_the_way_out() -> None:
    """The task may begin in 2024 or 2025, so the money of those years stands in the way. Half of
    the rule is less than the 4 of 6 that money would have to give."""
    told = failing(half_a_task(), SETTINGS)
    assert "the rule Start a and the money of f (2024-2025) cannot hold together" in told.render(
        "en"
    )
    assert "规则“启动甲”、资金“f”（2024—2025 年）不能同时成立" in told.render("zh")
    assert told.relaxation == pytest.approx({"r": 0.5})


def test_with_decisions_in_part_there_is_no_conflict() -> None:
    for inputs, settings in ((half_a_task(), SETTINGS), (unlikely(0.5), CHANCY)):
        parts = settings.model_copy(update={"whole_decisions": False})
        assert solve_plan(inputs, parts).solution.audit.passed


def test_the_least_chance_of_research_is_named_and_may_fall() -> None:
    """From 80 % to the 50 % of its only team: log(8/5) = 0.47 is less than half of the rule."""
    told = failing(unlikely(0.5), CHANCY)
    assert told.relaxation == pytest.approx({"research_success_n": 0.3}, rel=1e-6)
    assert (
        "loosen the least chance of the research behind Node N from 80.00% to 50.00%"
    ) in told.render("en")
    assert "将“环节N”所需研发的成功概率下限放宽，由 80.00% 降至 50.00%" in told.render("zh")


def test_money_that_must_be_matched_is_named_and_may_be_less() -> None:
    """All 2 of one's own and 8 of the bank, which asks for 24 beside them: 22 are missing, of the
    60 it asks for at most."""
    told = failing(matched(), SETTINGS)
    assert told.relaxation == pytest.approx({"money_leverage_bank": 22.0}, rel=1e-6)
    assert (
        "loosen the matched money that the bank asks for by CNY 2.2 billion (36.67%)"
    ) in told.render("en")
    assert "将资金“银行”的配套要求放宽 22 亿元（36.67%）" in told.render("zh")
    assert "(2024)" in told.render("en")


def test_whole_decisions_may_need_a_wider_way_out_than_parts() -> None:
    """With 4 a year 0.8 of the task can be paid by 2025, and 0.9 are asked for: in part a tenth of
    the rule would do, but whole the task cannot be paid at all."""
    inputs = replace(half_a_task(), rules=(at_least(0.9, "task_started", task="a", year=2025),))
    inputs = replace(inputs, money=purse(4.0, YEARS))
    matrix, groups = apart(inputs, SETTINGS)
    told = explain_groups(matrix, groups, settings=SETTINGS)
    assert set(told.conflict) == {"r", "f"}
    assert told.relaxation == pytest.approx({"r": 0.9})


def test_what_was_not_held_against_whole_decisions_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """A large model is explained with decisions in part; a search may run out of time."""
    plain = failing(matched(), SETTINGS)
    assert "taken in part" not in plain.render("en")
    with monkeypatch.context() as large:
        large.setattr(conflict, "LARGE", 0)
        told = failing(matched(), SETTINGS)
    assert "taken in part" in told.render("en")
    assert "可部分实施" in told.render("zh")

    def never(self: Elastic) -> None:
        self.unsure = True

    monkeypatch.setattr(Elastic, "_possible", never)
    late = failing(matched(), SETTINGS)
    assert "not to the end in time" in late.render("en")
    assert late.conflict == plain.conflict
