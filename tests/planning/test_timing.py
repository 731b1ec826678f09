"""When a decision pays and when it costs."""

import numpy as np
import pytest

from upriver.planning.timing import closed_windows, completed, outlays, ramped

YEARS = [2024, 2025, 2026, 2027]


def test_a_start_works_after_its_lead_time() -> None:
    matrix = completed("project", ["a"], lead_times=[2], years=YEARS).values[0]
    started_by = np.array([0.0, 1.0, 1.0, 1.0])
    assert (matrix @ started_by).tolist() == [0.0, 0.0, 0.0, 1.0]


@pytest.mark.parametrize(("lead", "paid"), [(0, [0, 6, 0, 0]), (2, [0, 3, 3, 0])])
def test_the_cost_is_paid_once_over_the_lead_time(lead: int, paid: list[float]) -> None:
    matrix = outlays("project", ["a"], costs=[6.0], lead_times=[lead], years=YEARS).values[0]
    assert (matrix @ np.array([0.0, 1.0, 1.0, 1.0])).tolist() == paid


def test_full_scale_is_reached_step_by_step() -> None:
    matrix = ramped("c", ["a"], lead_times=[1], ramp_years=2, years=YEARS).values[0]
    assert (matrix @ np.ones(4)).tolist() == [0.0, 0.5, 1.0, 1.0]


def test_a_window_before_the_plan_keeps_a_decision_out() -> None:
    window = closed_windows("project", [("old", 2020), ("open", None), ("end", 2027)], YEARS)
    assert window is not None
    assert window.coords["project"].values.tolist() == ["old"]
    assert window.values.tolist() == [[0.0, 0.0, 0.0, 1.0]]


def test_no_window_no_rule() -> None:
    assert closed_windows("project", [("a", None)], YEARS) is None
