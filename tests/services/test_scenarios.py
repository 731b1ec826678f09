"""Scenarios of a small region, from its tables to its report and the command line."""

import json
from pathlib import Path

import polars as pl
import pytest

from toy import toy_region, write_toy
from upriver.cli.main import main
from upriver.core.errors import DataError, InfeasibleError, UnitError
from upriver.core.message import LANGUAGES
from upriver.core.progress import Search, watching
from upriver.data.checks import check_region
from upriver.data.region import Region
from upriver.planning.scenarios import Change, Scenario
from upriver.planning.settings import PlanSettings
from upriver.reporting.facts.gather import gather_facts
from upriver.services.plan import plan
from upriver.services.report import report
from upriver.services.run import run
from upriver.services.scenarios import scenarios

FACT = {"status": "assumed", "source": "s2"}
SHORT = PlanSettings(last_year=2025, scenarios={"known_from": 2025})
CASES = pl.DataFrame(
    [{"scenario": code, "name_en": en, "name_zh": zh, "probability": chance, **FACT}
     for code, en, zh, chance in (("b", "Boom", "景气", 0.6), ("s", "Slump", "低迷", 0.4))]
)  # fmt: skip


def changes(*rows: dict[str, object]) -> pl.DataFrame:
    columns = {"code": pl.String, "unit": pl.String, "first_year": pl.Int64, "last_year": pl.Int64}
    full = [
        {"scenario": "s", "step": step, **dict.fromkeys(columns), **row, **FACT}
        for step, row in enumerate(rows, start=1)
    ]
    return pl.DataFrame(full, schema_overrides=columns)


WEAK = changes({"what": "outside_demand", "operation": "factor", "amount": 0.7})


@pytest.fixture
def region(tmp_path: Path) -> Region:
    return toy_region(tmp_path).replace(scenarios=CASES, scenario_changes=WEAK)


def test_tables_and_python_say_the_same(region: Region) -> None:
    read = scenarios(region, SHORT)
    told = scenarios(
        region,
        SHORT,
        futures=(
            Scenario("b", 0.6),
            Scenario("s", 0.4, (Change("outside_demand", "factor", 0.7),)),
        ),
    )
    assert read.expected == pytest.approx(told.expected)
    assert read.outcomes.frame["name_zh"].to_list() == ["景气", "低迷"]
    assert read.outcomes.frame["objective"][0] > read.outcomes.frame["objective"][1]
    # Half of the figures of the scenarios' tables are assumed; the account is reported.
    assert read.rests_on is not None
    assert told.rests_on is not None
    assert read.rests_on.to_dict() != told.rests_on.to_dict()
    json.dumps(read.to_dict())


def test_without_scenarios_there_is_nothing_to_plan_for(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="has no scenarios"):
        scenarios(toy_region(tmp_path), SHORT)


def test_an_amount_in_money_needs_its_unit(region: Region) -> None:
    row = {"what": "local_demand", "operation": "add", "amount": 5000.0, "code": "01"}
    with pytest.raises(DataError, match="local_demand with add needs a unit such as 1e8 CNY"):
        scenarios(region.replace(scenario_changes=changes(row)), SHORT)
    wrong = changes(row | {"unit": "t"})
    with pytest.raises(UnitError, match="t"):
        scenarios(region.replace(scenario_changes=wrong), SHORT)
    right = scenarios(region.replace(scenario_changes=changes(row | {"unit": "1e4 CNY"})), SHORT)
    plain = scenarios(
        region.replace(scenario_changes=changes(row | {"amount": 0.0, "unit": "1e4 CNY"})), SHORT
    )
    assert right.expected != pytest.approx(plain.expected, rel=1e-6)


def test_chances_that_do_not_add_up_are_found_by_the_check(region: Region) -> None:
    half = CASES.with_columns(pl.col("probability") / 2)
    found = [
        item for item in check_region(region.replace(scenarios=half)) if item.table == "scenarios"
    ]
    assert [item.code for item in found] == ["chances-of-scenarios"]
    assert not [item for item in check_region(region) if item.table == "scenarios"]


def test_the_report_has_a_section_only_when_there_are_scenarios(
    region: Region, tmp_path: Path
) -> None:
    made, unsure = plan(region, SHORT), scenarios(region, SHORT)
    facts = gather_facts(region, plan=made, scenarios=unsure)
    assert facts["scenarios"]["worth"]["expected"] == pytest.approx(unsure.expected, rel=1e-5)
    assert [each["probability"] for each in facts["scenarios"]["outcomes"]] == [0.6, 0.4]
    json.dumps(facts["scenarios"])
    paths = report(region, tmp_path / "with", plan=made, scenarios=unsure)
    without = report(region, tmp_path / "without", plan=made)
    titles = {"en": "What could happen", "zh": "可能发生什么"}
    for language, one, other in zip(LANGUAGES, paths, without, strict=True):
        assert titles[language] in one.read_text(encoding="utf-8")
        assert titles[language] not in other.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_command_line_shows_what_the_service_found(
    language: str, region: Region, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_toy(tmp_path / "package", scenarios=CASES, scenario_changes=WEAK)
    options = ["--set", "last_year=2025", "--set", "scenarios.known_from=2025"]
    assert main(["plan", str(path), "--scenarios", *options, "--lang", language]) == 0
    shown = capsys.readouterr().out
    for word in {"en": ("What could happen", "Boom", "EVPI"), "zh": ("可能的结果", "景气", "EVPI")}[
        language
    ]:
        assert word in shown
    assert main(["plan", str(path), "--scenarios", *options, "--json", "--workers", "2"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["expected"] == pytest.approx(scenarios(region, SHORT).expected)


# A rule that output holds, and a future in which nobody outside buys it.
KEPT = {
    "rules": pl.DataFrame(
        [{"rule": "keep", "name_en": "Keep output", "name_zh": "保住产出", "sense": "ge",
          "bound": 100.0, "unit": "1e8 CNY", "each_year": False, **FACT}]
    ),
    "rule_terms": pl.DataFrame(
        [{"rule": "keep", "term": 1, "variable": "output", "at": "industry=01; year=2025",
          "coefficient": 1.0, **FACT}]
    ),
}  # fmt: skip
CLOSED = changes({"what": "outside_demand", "operation": "factor", "amount": 0.1})
SHORT_WORDS = ["--set", "plan.last_year=2025", "--set", "plan.scenarios.known_from=2025"]


def test_a_scenario_without_a_plan_is_told_everywhere_and_the_rest_is_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_toy(tmp_path / "package", scenarios=CASES, scenario_changes=CLOSED, **KEPT)
    out = tmp_path / "out"
    assert main(["run", str(path), "--out", str(out), "--scenarios", *SHORT_WORDS]) == 1
    said = capsys.readouterr().err
    assert "No plan holds in Slump (chance 40% in all)" in said
    assert "In scenario Slump: There is no plan" in said
    assert "情景“低迷”中：无可行规划" in (out / "report.zh.html").read_text(encoding="utf-8")
    (lost,) = pl.read_csv(out / "results/scenarios/without_plan.csv").to_dicts()
    assert lost["scenario"] == "s"
    told = json.loads((out / "results/scenarios.json").read_text(encoding="utf-8"))
    assert [row["scenario"] for row in told["outcomes"]] == ["b"]
    options = ["--set", "last_year=2025", "--set", "scenarios.known_from=2025"]
    assert main(["plan", str(path), "--scenarios", *options, "--quiet"]) == 1
    assert "No plan holds in Slump" in capsys.readouterr().err


def test_a_run_goes_on_when_no_scenario_has_a_plan(tmp_path: Path) -> None:
    both = pl.concat([CLOSED, CLOSED.with_columns(scenario=pl.lit("b"))])
    path = write_toy(tmp_path / "package", scenarios=CASES, scenario_changes=both, **KEPT)
    result = run(path, tmp_path / "out", scenarios=True, plan_settings=SHORT)
    assert result.plan is not None
    assert result.scenarios is None
    assert isinstance(result.scenarios_error, InfeasibleError)
    assert {code.split("/")[0] for code in result.scenarios_error.conflict} == {"b", "s"}
    for language, words in {"en": "In scenario Boom:", "zh": "情景“景气”中："}.items():
        assert words in result.report_paths[language].read_text(encoding="utf-8")
    told = (tmp_path / "out/results/scenarios-conflict.json").read_text(encoding="utf-8")
    assert json.loads(told)["conflict"] == list(result.scenarios_error.conflict)


def test_aims_in_order_reach_the_reader(
    region: Region, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_toy(tmp_path / "package", scenarios=CASES, scenario_changes=WEAK)
    options = ["--set", "last_year=2025", "--set", "objective=lexicographic"]
    assert main(["plan", str(path), "--scenarios", *options, "--lang", "zh"]) == 0
    assert "逐层求解（各情景均值）" in capsys.readouterr().out
    found = scenarios(region, SHORT.model_copy(update={"objective": "lexicographic"}))
    json.dumps(found.to_dict())
    facts = gather_facts(region, plan=plan(region, SHORT), scenarios=found)["scenarios"]
    assert [row["unit"] for row in facts["stages"]] == [
        row["unit"] for row in found.stages.to_dicts()
    ]


def test_the_search_of_scenarios_is_heard(region: Region) -> None:
    """A listener hears from inside the search, and of which step it is."""

    class Listener:
        def __init__(self) -> None:
            self.heard: list[Search] = []

        def __call__(self, step: str, done: int, total: int) -> None: ...

        def search(self, state: Search) -> None:
            self.heard.append(state)

    listener, whole = Listener(), SHORT.scenarios.model_copy(update={"whole_decisions": True})
    watch = watching(listener, "plan.scenarios")
    assert watch is not None
    watch(Search(1.0, 2.0, 3.0))
    assert listener.heard[0].step == "plan.scenarios"
    plain = scenarios(region, SHORT.model_copy(update={"scenarios": whole}))
    heard = scenarios(region, SHORT.model_copy(update={"scenarios": whole}), progress=listener)
    assert heard.to_dict() == plain.to_dict()
