"""One settings file for all services, in Python and on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from upriver.cli.settings import SECTION_OF, read_settings
from upriver.core.errors import DataError
from upriver.inputoutput import DisruptionSettings
from upriver.planning.settings import PlanSettings
from upriver.services import settings_file
from upriver.services.diagnosis_settings import DiagnosisSettings
from upriver.services.explore import ExplorationSettings
from upriver.services.settings_values import SECTIONS, settings_from

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic import BaseModel

TEXT = """
[diagnosis]
replicates = 50
[diagnosis.cultivation]
held = 1.2
[plan]
last_year = 2027
[exploration]
plans = 4
windows = [1, 2]
[disruption]
duration = 20
"""
MODELS: tuple[type[BaseModel], ...] = (
    DiagnosisSettings, PlanSettings, ExplorationSettings, DisruptionSettings
)  # fmt: skip


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "all.toml"
    path.write_text(TEXT, "utf-8")
    return path


def test_python_reads_all_sections(file: Path) -> None:
    found = settings_file.read_settings(file)
    assert found.diagnosis == DiagnosisSettings(replicates=50, cultivation={"held": 1.2})
    assert found.plan == PlanSettings(last_year=2027)
    assert found.exploration == ExplorationSettings(plans=4, windows=(1, 2))
    assert found.disruption == DisruptionSettings(duration=20)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_command_takes_its_section(model: type[BaseModel], file: Path) -> None:
    whole = settings_file.read_settings(file)
    assert read_settings(model, file=file) == getattr(whole, SECTION_OF[model.__name__])


def test_a_file_of_one_service_keeps_working(tmp_path: Path) -> None:
    file = tmp_path / "plan.toml"
    file.write_text("last_year = 2026\n", "utf-8")
    assert read_settings(PlanSettings, file=file) == PlanSettings(last_year=2026)
    with pytest.raises(DataError, match="has no sections"):
        settings_file.read_settings(file)


def test_words_override_with_and_without_their_section(file: Path) -> None:
    words = ["last_year=2028", "exploration.plans=3", "plan.gap=0.1"]
    assert read_settings(PlanSettings, file=file, words=words) == PlanSettings(
        last_year=2028, gap=0.1
    )
    words = ["plans=3", "plan.last_year=2026"]
    around = read_settings(ExplorationSettings, file=file, words=words)
    planned = read_settings(PlanSettings, file=file, words=words, own="exploration")
    assert (around.plans, planned.last_year) == (3, 2026)


def test_a_command_of_several_services_wants_sections(file: Path) -> None:
    assert read_settings(PlanSettings, file=file, own="").last_year == 2027
    assert read_settings(PlanSettings, own="") == PlanSettings()
    with pytest.raises(DataError, match="last_year does not say for which") as caught:
        read_settings(PlanSettings, words=["last_year=2027"], own="")
    assert "未说明用于哪一项" in caught.value.render("zh")


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_wrong_name_in_any_section_is_refused(model: type[BaseModel], tmp_path: Path) -> None:
    """Also by commands that do not use the section: nobody finds out too late."""
    file = tmp_path / "all.toml"
    file.write_text("[plan]\nlast_yaer = 2027\n", "utf-8")
    with pytest.raises(DataError, match=r"plan\.last_yaer: there is no such setting") as caught:
        read_settings(model, file=file)
    assert "没有此设置" in caught.value.render("zh")


def test_what_stands_outside_every_section_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "all.toml"
    file.write_text("gap = 0.1\n[plan]\nlast_year = 2027\n[holiday]\nsun = true\n", "utf-8")
    with pytest.raises(DataError, match="outside every section: 'gap', 'holiday'") as caught:
        read_settings(PlanSettings, file=file)
    assert "不在任何分节" in caught.value.render("zh")


def test_a_word_without_quotes_finds_its_group() -> None:
    assert read_settings(DiagnosisSettings, words=["diagnosis.anchor=diversity"]).anchor == (
        "diversity"
    )


def test_sections_are_those_of_the_settings() -> None:
    assert set(SECTIONS) == set(settings_file.Settings.model_fields) == set(SECTION_OF.values())
    names = {name for model in MODELS for name in model.model_fields}
    assert not names & set(SECTIONS)


def test_values_that_exclude_each_other_are_told_in_either_language() -> None:
    with pytest.raises(DataError, match="do not fit") as refused:
        settings_from(PlanSettings, {"first_year": 2030, "last_year": 2025})
    problem = refused.value.problem
    assert problem.en == "The settings do not fit: last_year must not be before first_year."
    assert problem.zh == "设置不合要求：last_year 不得早于 first_year。"
