"""What is said when there is no plan."""

from dataclasses import replace

import numpy as np
import pytest

from planning_toy import BARE, promise, textbook
from upriver.core.errors import InfeasibleError
from upriver.core.message import Message
from upriver.planning import solve_plan
from upriver.planning.conflict import all_conflicts, cheapest_relaxation
from upriver.planning.conflict_words import ways_out
from upriver.planning.matrix import Matrix, to_matrix
from upriver.planning.model import build_model
from upriver.planning.rule_groups import RuleGroup, rule_groups
from upriver.planning.solve import solve_matrix

MADE = 2050.0  # value added of the textbook economy


def test_two_promises_out_of_reach_are_both_named_with_their_own_way_out() -> None:
    """Value added is 2050 by the book; 2100 and 2255 are 50 and 205 too high."""
    targets = (
        promise(MADE + 50, year=2024, hard=True, name="A"),
        promise(MADE + 205, year=2024, hard=True, name="B"),
    )
    with pytest.raises(
        InfeasibleError, match=r"A .*and .*B .*cannot be met, each by itself"
    ) as caught:
        solve_plan(replace(textbook(), targets=targets), BARE)
    assert caught.value.conflict == ("A", "B")
    assert caught.value.relaxation == pytest.approx({"A": 50.0, "B": 205.0})
    assert "放宽 50 亿元" in caught.value.render("zh")


def test_a_promise_against_a_cap_names_both() -> None:
    """Within a room of 350 more of each product the promise holds, and so does the cap; not both."""
    inputs = textbook(room=350.0, cap=140.0)
    inputs = replace(inputs, targets=(promise(MADE + 300, year=2024, hard=True, name="A"),))
    with pytest.raises(InfeasibleError, match="cannot hold together") as caught:
        solve_plan(inputs, BARE)
    assert set(caught.value.conflict) == {"A", "CO2"}


def test_what_is_relaxed_as_told_has_a_plan() -> None:
    wanted = MADE + 50
    with pytest.raises(InfeasibleError, match="cannot be met") as caught:
        solve_plan(replace(textbook(), targets=(promise(wanted, year=2024, hard=True),)), BARE)
    given = wanted - caught.value.relaxation["VA"] - 1e-6
    solved = solve_plan(replace(textbook(), targets=(promise(given, year=2024, hard=True),)), BARE)
    assert solved.solution.audit.passed


def test_the_years_in_which_a_limit_stands_in_the_way_are_named() -> None:
    """The promise is for 2024; the cap of 2023-2025 contradicts it in that year alone."""
    years = (2024, 2025, 2026)
    inputs = textbook(room=350.0, cap=140.0, years=years)
    inputs = replace(inputs, targets=(promise(MADE + 300, year=2025, hard=True, name="A"),))
    with pytest.raises(InfeasibleError, match=r"CO2 \(2025\)") as caught:
        solve_plan(inputs, BARE.model_copy(update={"last_year": 2026}))
    assert "“CO2”上限（2025 年）" in caught.value.render("zh")
    assert caught.value.relaxation.keys() <= {"A", "CO2"}


def only(matrix: Matrix, groups: tuple[RuleGroup, ...], codes: set[str]) -> Matrix:
    """The model with some of its promises and limits, without the others."""
    lower, upper = matrix.row_lower.copy(), matrix.row_upper.copy()
    for group in groups:
        if group.code not in codes:
            lower[group.rows], upper[group.rows] = -np.inf, np.inf
    return replace(matrix, row_lower=lower, row_upper=upper)


@pytest.mark.parametrize("cap", [100.0, 140.0, 145.0])
@pytest.mark.parametrize("more", [200.0, 300.0, 5000.0])
@pytest.mark.parametrize("relaxed", [True, False])
def test_no_group_can_be_left_out_and_what_gives_way_has_a_plan(
    cap: float, more: float, relaxed: bool
) -> None:
    years = (2024, 2025)
    inputs = textbook(room=350.0, cap=cap, years=years)
    inputs = replace(
        inputs,
        targets=(
            promise(MADE + more, year=2025, hard=True, name="A"),
            promise(MADE + 10, year=2024, hard=True, name="B"),
        ),
    )
    settings = BARE.model_copy(update={"last_year": 2025})
    built = build_model(inputs, settings)
    matrix = to_matrix(built.model)
    groups = rule_groups(inputs, built, matrix)
    conflicts = all_conflicts(matrix, groups, settings=settings, relaxed=relaxed)
    assert conflicts
    every = {group.code for conflict in conflicts for group in conflict}
    for conflict in conflicts:
        codes = {group.code for group in conflict}
        assert solve_matrix(only(matrix, groups, codes), settings) is None
        for left_out in codes:
            assert solve_matrix(only(matrix, groups, codes - {left_out}), settings) is not None
    involved = tuple(group for group in groups if group.code in every)
    share = cheapest_relaxation(matrix, involved, settings=settings, relaxed=relaxed)
    lower, upper = matrix.row_lower.copy(), matrix.row_upper.copy()
    for group in involved:
        given = (share.get(group.code, 0.0) + 1e-9) * group.sizes
        lower[group.rows] -= given
        upper[group.rows] += given
    assert solve_matrix(replace(matrix, row_lower=lower, row_upper=upper), settings) is not None


def test_many_ways_out_are_a_list_and_few_a_sentence() -> None:
    def ways(count: int, soft: int = 4) -> list[tuple[RuleGroup, float]]:
        rows = np.arange(1)
        return [
            (RuleGroup(f"g{n}", Message(f"the fund {n}", f"资金{n}"), rows, rows + 1.0, 200.0,
                       "1e8 CNY", softens=n < soft), 0.5)
            for n in range(count)
        ]  # fmt: skip

    few, many = (ways_out(ways(count), can_be_soft=True) for count in (2, 4))
    assert few.en == (
        "The cheapest way out: loosen the fund 0 by CNY 10 billion (50.00%); "
        "loosen the fund 1 by CNY 10 billion (50.00%). Or make them soft."
    )
    assert many.zh.splitlines()[0] == "代价最小的办法："
    assert many.zh.splitlines()[1] == "  - 将资金0放宽 100 亿元（50.00%）"
    assert many.en.splitlines()[-1] == "Or make them soft."
    assert len(many.en.splitlines()) == 6
    one, some, none = (ways_out(ways(*each), can_be_soft=True) for each in ((1, 1), (2, 1), (2, 0)))
    assert one.en.endswith("(50.00%). Or make it soft.")
    assert some.en.endswith("Or make the targets and caps among them soft.")
    assert some.zh.endswith("或将其中的目标与上限改为软约束。")
    assert none.en.endswith("(50.00%).")
    assert "软" not in none.zh
