"""What is said when there is no plan."""

from dataclasses import replace

import pytest

from planning_toy import BARE, promise, textbook
from upriver.core.errors import InfeasibleError
from upriver.planning import solve_plan

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
