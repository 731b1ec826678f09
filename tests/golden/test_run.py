"""The whole run on the bundled region: the same numbers as when a person last looked."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from golden_file import require_golden
from upriver.data.examples import example_path
from upriver.services.run import run

if TYPE_CHECKING:
    from upriver.core.frames import Table
    from upriver.core.message import Language
    from upriver.services.run import RunResult

FACTS = Path(__file__).parent / "run"
PLAN_TABLES = ("summary", "projects", "what_to_enter", "what_to_research", "unlocked", "targets",
               "funds", "loans", "talent", "pressure", "prices", "left_out")  # fmt: skip


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> RunResult:
    return run(example_path("chongqing"), tmp_path_factory.mktemp("run") / "out")


def columns(table: Table, *dropped: str) -> list[dict[str, object]]:
    """Rows without columns that only repeat others in words."""
    words = re.compile(r"^name_|_name_|_zh$")
    return [
        {
            name: value
            for name, value in row.items()
            if not words.search(name) and name not in dropped
        }
        for row in table.to_dicts()
    ]


def test_the_findings_are_as_before(result: RunResult) -> None:
    require_golden(FACTS / "check.json", [each.render("en") for each in result.check.findings])


def test_the_claims_are_as_before(result: RunResult) -> None:
    assert result.reading is not None
    claims = [
        [name, claim.kind, claim.region, claim.indicator, claim.comparator, claim.value, claim.unit]
        for name, claim in result.reading.rows
    ]
    require_golden(FACTS / "claims.json", [" | ".join(map(str, claim)) for claim in claims])


def test_the_diagnosis_is_as_before(result: RunResult) -> None:
    diagnosis = result.diagnosis
    chains = {
        chain.chain: {row["industry"]: row["label"] for row in chain.nodes.to_dicts()}
        for chain in diagnosis.chains
    }
    facts = {
        "industries": columns(diagnosis.industries, "group"),
        "places": columns(diagnosis.places),
        "chains": chains,
        "notes": [note.en for note in diagnosis.notes],
        "skipped": [each.analysis.en for each in diagnosis.skipped],
        "provenance": {name: part.to_dict() for name, part in diagnosis.provenance.items()},
    }
    require_golden(FACTS / "diagnosis.json", facts)


def test_the_plan_is_as_before(result: RunResult) -> None:
    plan = result.plan
    assert plan is not None, result.plan_error
    # A weighted plan has no stages.
    assert set(plan.prices.frame["stage"]) == set(plan.limits.frame["stage"]) == {None}
    facts = {name: columns(getattr(plan, name), "stage") for name in PLAN_TABLES}
    require_golden(FACTS / "plan.json", facts | {"skipped": [s.part.en for s in plan.skipped]})


def test_the_plan_passes_its_own_audit(result: RunResult) -> None:
    assert result.plan is not None
    assert result.plan.audit.passed


def test_the_scorecard_is_as_before(result: RunResult) -> None:
    rows = columns(result.scorecard.table, "owner", "state_en")
    require_golden(FACTS / "scorecard.json", {"as_of": result.scorecard.as_of, "rows": rows})


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_report_has_the_same_parts_as_before(result: RunResult, language: Language) -> None:
    """Headings in order and how many pictures and tables; the words are read by a person."""
    page = result.report_paths[language].read_text(encoding="utf-8")
    headings = re.findall(r"<h[1-3][^>]*>(.*?)</h[1-3]>", page, re.S)
    counts = Counter(re.findall(r"<(svg|table)\b", page))
    facts = {
        "headings": [" ".join(re.sub(r"<[^>]+>", "", each).split()) for each in headings],
        "counts": dict(sorted(counts.items())),
    }
    require_golden(FACTS / f"report.{language}.json", facts)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_report_stands_alone(result: RunResult, language: Language) -> None:
    """The page fetches nothing: no script, style, font or picture with an address."""
    page = result.report_paths[language].read_text(encoding="utf-8")
    fetched = re.findall(
        r"""(?:src|href)=["'](?!#|data:)([^"']+)|url\((?!["']?(?:#|data:))""", page
    )
    links = set(re.findall(r"""<a\b[^>]*\bhref=["']([^"']+)""", page))
    assert [each for each in fetched if each not in links] == []
    assert not re.search(r"<script[^>]+src=|@import", page)


def test_another_process_writes_the_same_bytes(result: RunResult, tmp_path: Path) -> None:
    """Same package and settings, another process and hash seed: the same report and results."""
    code = "import sys; from upriver.cli.main import main; sys.exit(main())"
    subprocess.run(
        [sys.executable, "-c", code, "demo", "-q", "--out", str(tmp_path)],
        check=True,
        capture_output=True,
        env=os.environ | {"PYTHONHASHSEED": "7"},
    )
    first = {
        p.relative_to(result.out): p.read_bytes() for p in result.out.rglob("*") if p.is_file()
    }
    second = {p.relative_to(tmp_path): p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    assert first.keys() == second.keys()
    assert [str(name) for name in first if first[name] != second[name]] == []
