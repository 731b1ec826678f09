"""What the command line says of tables from which no plan can be made: all of it, at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl
import pytest

from toy import write_toy
from upriver.cli.main import main
from upriver.core.message import LANGUAGES
from upriver.planning import planner

if TYPE_CHECKING:
    from pathlib import Path

    from upriver.core.message import Language

FACT = {"status": "assumed", "source": "s2"}
PROJECT = {"project": "p", "name_en": "P", "name_zh": "项目", "kind": "capacity",
           "industry": "02", "cost": 5.0, "lead_time": 1, "effect": 8.0,
           "effect_unit": "1e8 CNY/a", "earliest": None, "latest": None, "requires": None,
           **FACT}  # fmt: skip
STRESSOR = {"stressor": "CO2", "name_en": "CO2", "name_zh": "二氧化碳", "unit": "t"}
PRESSURE = {"stressor": "CO2", "industry": "02", "year": 2023, "value": 9.0, "unit": "t", **FACT}
CAP = {"stressor": "CO2", "year": 2025, "value": 9.0, "unit": "t", "hard": True, **FACT}
INDICATOR = {"indicator": "gdp", "name_en": "GDP", "name_zh": "生产总值", "unit": "1e8 CNY",
             "direction": "higher", "plan_measure": "value_added", "plan_scope": "all"}  # fmt: skip
TARGET = {"target": "GDP", "indicator": "gdp", "place": "500000", "comparator": "ge",
          "value": 600.0, "unit": "1e8 CNY", "growth_kind": "level", "deadline": "2026",
          "hard": False, **FACT}  # fmt: skip
SEEN = {"indicator": "gdp", "comparator": "eq", "place": "500000", "period": "2023", "value": 500.0,
        "unit": "1e8 CNY", "growth_kind": "level", **FACT}  # fmt: skip
FUND = {"fund": "f", "year": 2024, "name_en": "F", "name_zh": "基金", "kind": "fiscal",
        "amount": 5.0, **FACT}  # fmt: skip
TALENT = {"place": "500000", "occupation": "o", "year": 2023, "stock": 9.0, "inflow": 1.0,
          "attrition": 0.1, **FACT}  # fmt: skip
JOB = {"occupation": "o", "name_en": "O", "name_zh": "工程师"}
PARAMETER = {"industry": "02", "parameter": "depreciation", "value": 0.05, "unit": "1/a", **FACT}


def frames(**rows: list[dict[str, Any]]) -> dict[str, pl.DataFrame]:
    return {name: pl.DataFrame(each, infer_schema_length=None) for name, each in rows.items()}


def nature(pressure: dict[str, Any], cap: dict[str, Any]) -> dict[str, pl.DataFrame]:
    return frames(stressors=[STRESSOR], pressures=[PRESSURE | pressure], caps=[CAP | cap])


FAULTS = [
    (frames(projects=[PROJECT | {"cost": -5.0}]), "projects, row 2, column cost", "Wanted at least 0, got"),
    (frames(projects=[PROJECT | {"earliest": 2027, "latest": 2025}]),
     "projects, row 2, column latest", "ends in 2025, before it begins in 2027"),
    (frames(projects=[PROJECT | {"requires": "q"}, PROJECT | {"project": "q", "requires": "p"}]),
     "projects, row 2, column requires", "circle, so none can start: p → q → p"),
    (nature({}, {"value": -1.0}), "caps, row 2, column value", "it is -1"),
    (nature({"value": -1.0}, {}), "pressures, row 2, column value", "it is -1"),
    (nature({}, {"unit": "m3"}), "caps, row 2, column unit", "'m3' cannot be turned into 't'"),
    (frames(indicators=[INDICATOR], targets=[TARGET | {"unit": "persons"}]),
     "targets, row 2, column unit", "'persons' cannot be turned into '1e8 CNY'"),
    (frames(indicators=[INDICATOR], targets=[TARGET | {"growth_kind": "yoy"}]),
     "targets, row 2, column unit", "cannot be turned into 'ratio'"),
    (frames(funds=[FUND | {"amount": -5.0}]), "funds, row 2, column amount", "Wanted at least 0, got"),
    (frames(occupations=[JOB], talent=[TALENT | {"attrition": 5.0}]),
     "talent, row 2, column attrition", "Write 5 per cent as 0.05"),
    (frames(occupations=[JOB], talent=[TALENT | {"stock": -5.0}]),
     "talent, row 2, column stock", "Wanted at least 0, got"),
    (frames(industry_parameters=[PARAMETER | {"value": 5.0, "unit": "ratio"}]),
     "industry_parameters, row 2, column value", "between 0 and 1; it is 5"),
    (frames(indicators=[INDICATOR], targets=[TARGET],
            observations=[SEEN | {"unit": "persons"}]),
     "observations, row 2, column unit", "'persons' cannot be turned into '1e8 CNY'"),
    (frames(stressors=[STRESSOR], pressures=[PRESSURE], projects=[PROJECT],
            project_pressures=[{"project": "p", "stressor": "CO2", "value": 1.0, "unit": "m3", **FACT}]),
     "project_pressures, row 2, column unit", "'m3' cannot be turned into 't'"),
]  # fmt: skip


@pytest.mark.parametrize("command", ["plan", "check", "run"])
@pytest.mark.parametrize(("changed", "where", "says"), FAULTS)
def test_a_fault_is_named_with_its_row(
    command: str,
    changed: dict[str, pl.DataFrame],
    where: str,
    says: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(planner, "build_model", None)  # nobody may get as far as a model
    package = write_toy(tmp_path / "toy", **changed)
    out = ["--out", str(tmp_path / "out")] if command == "run" else []
    assert main([command, str(package), *out, "--lang", "en"]) != 0
    told = " ".join("".join(capsys.readouterr()).split())
    assert says in told
    assert where in told or command == "check"  # its table has columns of its own


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_faults_are_told_at_once_in_the_language_of_the_reader(
    language: Language, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    faults = {**FAULTS[1][0], **FAULTS[3][0], **FAULTS[6][0]}
    assert main(["plan", str(write_toy(tmp_path / "toy", **faults)), "--lang", language]) != 0
    told = " ".join("".join(capsys.readouterr()).split())
    wanted = {
        "en": ("3 error(s)", "caps, row 2", "targets, row 2", "projects, row 2"),
        "zh": ("共 3 处错误", "caps 第 2 行", "targets 第 2 行", "projects 第 2 行"),
    }
    assert all(each in told for each in wanted[language])


def test_a_cap_below_what_exists_names_its_row_in_the_notes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """9 t are emitted, 8 allowed; nothing abates, and 2 per cent a year do not make up for it."""
    tables = nature({}, {"value": 8.0, "year": 2024})
    assert main(["plan", str(write_toy(tmp_path / "toy", **tables)), "--lang", "en"]) in (0, 1, 4)
    told = " ".join("".join(capsys.readouterr()).split())
    assert "caps, row 2, column value: The cap 8 t is below the 9 t of the base year" in told


@pytest.mark.parametrize("command", ["check", "plan"])
def test_a_cap_and_a_promise_below_what_exists_are_told_with_their_rows(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The check tells them too, before anything is solved; they are no errors."""
    less = INDICATOR | {"plan_measure": "pressure", "plan_scope": "CO2", "unit": "t",
                        "direction": "lower"}  # fmt: skip
    asked = TARGET | {"comparator": "le", "value": 1.0, "unit": "t", "hard": False}
    tables = nature({}, {"value": 8.0, "year": 2024}) | frames(indicators=[less], targets=[asked])
    code = main([command, str(write_toy(tmp_path / "toy", **tables)), "--lang", "en"])
    assert code in (0, 4)
    assert command != "check" or code == 0
    told = " ".join("".join(capsys.readouterr()).split())
    assert "caps, row 2, column value: The cap 8 t is below the 9 t of the base year" in told
    assert "targets, row 2, column value: The target 1 t is far below the 9 t" in told
