"""Research stands beside what is entered and funded: in the steps, the timeline and the words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from research_toy import SETTINGS, researching
from upriver.reporting.charts.timeline import KINDS
from upriver.reporting.facts import undertakings
from upriver.services.plan import plan

if TYPE_CHECKING:
    from pathlib import Path


def test_tasks_are_steps_with_their_years_and_chances(tmp_path: Path) -> None:
    region = researching(tmp_path)
    made = plan(region, SETTINGS)
    steps = undertakings.steps(made, region)
    found = {each["code"]: each for each in steps if each["kind"] == "research"}
    assert {code: (each["start"], each["ready"]) for code, each in found.items()} == {
        "a": (2024, 2025), "b": (2025, 2026)}  # fmt: skip
    assert found["a"]["cost"] == pytest.approx(0.2)  # two teams
    assert found["b"]["effect"] == pytest.approx(0.91 * 0.7)
    assert found["b"]["name"] == {"en": "Task b", "zh": "任务b"}
    kinds = [each["kind"] for each in steps]
    assert kinds == sorted(kinds, key=undertakings.KINDS.index)


def test_every_kind_of_step_has_a_colour() -> None:
    assert tuple(KINDS) == undertakings.KINDS
