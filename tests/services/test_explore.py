"""What surrounds the toy region's plan, and what is said where it cannot be found out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from toy import toy_region
from upriver.planning.settings import PlanSettings
from upriver.services.explore import Exploration, ExplorationSettings, explore
from upriver.services.plan import plan

if TYPE_CHECKING:
    from pathlib import Path

SHORT = PlanSettings(last_year=2025)


@pytest.fixture(scope="module")
def explored(tmp_path_factory: pytest.TempPathFactory) -> Exploration:
    region = toy_region(tmp_path_factory.mktemp("toy"))
    return explore(region, SHORT, ExplorationSettings(plans=2, points=2, windows=(1,)))


def test_the_plan_is_the_one_that_plan_makes(explored: Exploration, tmp_path: Path) -> None:
    alone = plan(toy_region(tmp_path), SHORT)
    assert explored.plan.to_dict() == alone.to_dict()


def test_tables_are_there_and_the_rest_is_said(explored: Exploration) -> None:
    assert set(explored.tables) == {"decisions", "alternatives", "foresight"}
    assert explored.front is None
    promises, reason = explored.skipped
    assert "no soft promise" in promises.en
    assert "no pressures on nature" in reason.en
    shown = explored.to_dict()
    assert [row["name_zh"] for row in shown["decisions"]] == ["环节N-CELL"]
    assert shown["skipped"][1] == {"en": reason.en, "zh": reason.zh}
