"""Research tasks from the tables of a package into a plan, and what is noted or refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from research_toy import SETTINGS, researching, unlock
from toy import toy_region
from upriver.core.errors import DataError
from upriver.data.checks import check_region
from upriver.planning.reading.region import read_inputs
from upriver.services.plan import plan

if TYPE_CHECKING:
    from pathlib import Path

    from upriver.data.region import Region


def test_tables_become_a_plan(tmp_path: Path) -> None:
    region = researching(tmp_path)
    inputs = read_inputs(region, SETTINGS)
    first, second = inputs.tasks
    assert (first.teams, first.value, first.after, first.opens) == (2, 8.0, (), ())
    assert (second.teams, second.value, second.after, second.opens) == (1, 0.0, ("a",), ("p",))
    made = plan(region, SETTINGS)
    rows = {row["task"]: row for row in made.what_to_research.to_dicts()}
    assert (rows["a"]["name_zh"], rows["a"]["year"], rows["a"]["teams"]) == ("任务a", 2024, 2)
    assert rows["a"]["success"] == pytest.approx(0.91)
    assert rows["a"]["expected"] == pytest.approx(0.91 * 8.0)
    assert (rows["b"]["year"], rows["b"]["finished"], rows["b"]["behind"]) == (2025, 2026, 1)
    assert rows["b"]["chain_success"] == pytest.approx(0.91 * 0.7)
    (door,) = made.unlocked.to_dicts()
    assert (door["code"], door["kind"], door["tasks"]) == ("p", "project", 2)
    assert door["opened"]
    assert door["year"] >= 2026
    assert door["success"] == pytest.approx(0.91 * 0.7)
    assert made.provenance["tasks"].rows == 2


def test_without_the_table_the_part_is_off_and_named(tmp_path: Path) -> None:
    inputs = read_inputs(toy_region(tmp_path), SETTINGS)
    assert inputs.tasks == ()
    assert ("research_tasks",) in [each.tables for each in inputs.skipped]


def test_what_the_plan_does_not_have_is_noted(tmp_path: Path) -> None:
    notes = [each.en for each in read_inputs(
        researching(tmp_path, unlock("b", "node", "01")), SETTINGS).notes]  # fmt: skip
    assert any("which is not for the plan to open" in note for note in notes)
    assert any("need engineer, whose number the plan does not know" in note for note in notes)


def test_a_door_that_no_teams_make_likely_is_noted(tmp_path: Path) -> None:
    notes = [each.en for each in read_inputs(researching(tmp_path, success=0.3), SETTINGS).notes]
    assert any("behind p succeeds with 27% at best" in note for note in notes)


def faults(region: Region) -> list[tuple[str, str]]:
    return [
        (each.code, each.render("en"))
        for each in check_region(region)
        if each.table.startswith("research") and each.severity == "error"
    ]


def test_a_sound_package_has_no_faults(tmp_path: Path) -> None:
    assert faults(researching(tmp_path)) == []


@pytest.mark.parametrize("success", [0.0, 1.5])
def test_chances_are_chances(tmp_path: Path, success: float) -> None:
    ((code, says),) = faults(researching(tmp_path, success=success))
    assert code == "research-chance"
    assert "above 0 and at most 1" in says


def test_what_waits_must_be_known(tmp_path: Path) -> None:
    region = researching(tmp_path, unlock("a", "project", "q"), unlock("b", "node", "zz"))
    assert [code for code, _ in faults(region)] == ["unknown-code", "unknown-code"]


def test_a_circle_is_found_without_what_stands_behind_it(tmp_path: Path) -> None:
    region = researching(tmp_path, unlock("b", "task", "a"))
    found = faults(region)
    assert [code for code, _ in found] == ["research-circle", "research-circle"]
    with pytest.raises(DataError, match="circle"):
        read_inputs(region, SETTINGS)
