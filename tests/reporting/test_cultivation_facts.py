"""Facts of the cultivation classes, from the diagnosis of the toy region."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl
import pytest

from toy import toy_region
from upriver.core.frames import Table
from upriver.core.message import LANGUAGES
from upriver.reporting.document import render_document
from upriver.reporting.facts.cultivation import CODES, cultivation_facts
from upriver.reporting.facts.gather import gather_facts
from upriver.reporting.svg import Renderer
from upriver.services.diagnose import Diagnosis, diagnose

if TYPE_CHECKING:
    from pathlib import Path

    from upriver.data.region import Region


@pytest.fixture
def region(tmp_path: Path) -> Region:
    return toy_region(tmp_path)


@pytest.fixture
def diagnosis(region: Region) -> Diagnosis:
    return diagnose(region)


def test_facts_are_those_of_the_diagnosis(diagnosis: Diagnosis) -> None:
    facts = cultivation_facts(diagnosis)
    assert facts is not None
    json.dumps(facts, allow_nan=False)
    rows = {each["industry"]: each for each in diagnosis.industries.to_dicts()}
    for each in facts["industries"]:
        row = rows[each["code"]]
        assert each["cultivation"] == row["cultivation"]
        assert each["chance"] == pytest.approx(row["cultivation_chance"], rel=1e-5)
        assert each["rca_low"] == pytest.approx(row["rca_low"], rel=1e-5)
        assert sum(share or 0.0 for share in each["chances"].values()) == pytest.approx(1.0)
        near = [pull["proximity"] for pull in each["pulls"]]
        assert near == sorted(near, reverse=True)
        assert not (each["presence"] and each["outlook_gain"])
    assert sum(each["count"] for each in facts["classes"]) == len(facts["industries"]) == 5
    assert facts["horizon"] == diagnosis.horizon


def test_industries_come_by_class_the_surest_first(diagnosis: Diagnosis) -> None:
    facts = cultivation_facts(diagnosis)
    assert facts is not None
    order = [(CODES.index(each["cultivation"]), -round(each["chance"], 2))
             for each in facts["industries"]]  # fmt: skip
    assert order == sorted(order)


def test_a_class_that_cannot_be_given_has_its_reason_once(diagnosis: Diagnosis) -> None:
    """Three industries without a class, for two reasons."""
    why = pl.Series(["a", "b", "a", None, None], dtype=pl.String)
    bare = diagnosis.industries.frame.with_columns(
        cultivation=pl.when(why.is_null()).then("cultivation"), unjudged_en=why, unjudged_zh=why
    )
    facts = cultivation_facts(replace(diagnosis, industries=Table(bare)))
    assert facts is not None
    assert [each["reason"]["en"] for each in facts["unjudged"]] == ["a", "b"]
    assert [each["zh"] for each in facts["unjudged"][0]["names"]] == ["行业01", "行业03"]
    assert len(facts["industries"]) == 2


def test_a_test_of_forecasts_is_kept_and_its_absence_explained(diagnosis: Diagnosis) -> None:
    facts = cultivation_facts(diagnosis)
    assert facts is not None
    assert facts["backtest"] is None
    skipped = next(each for each in diagnosis.skipped if "production" in each.tables)
    assert facts["no_backtest"] == {"en": skipped.reason.en, "zh": skipped.reason.zh}
    scores = pl.DataFrame(
        {"method": ["density", "logit"], "auc": [0.7, 0.8], "base_rate": [0.1, float("nan")]}
    )
    tested = cultivation_facts(replace(diagnosis, backtest=Table(scores)))
    assert tested is not None
    assert [each["method"] for each in tested["backtest"]] == ["logit", "density"]
    assert tested["backtest"][0]["base_rate"] is None
    assert tested["backtest"][1]["auc"] == 0.7
    assert tested["no_backtest"] is None


def test_without_places_to_compare_the_section_says_why(region: Region) -> None:
    empty = pl.DataFrame(schema=region.table("production").schema)
    bare = region.replace(production=empty)
    facts = gather_facts(bare, diagnosis=diagnose(bare))
    assert facts["cultivation"] is None
    for language in LANGUAGES:
        text = render_document(facts, language=language, renderer=Renderer())
        assert "production" in facts["reasons"]["cultivation"][language]
        assert facts["reasons"]["cultivation"][language] in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_section_of_a_real_diagnosis_shows_intervals_and_reasons(
    region: Region, language: str
) -> None:
    found = diagnose(region)
    facts = gather_facts(region, diagnosis=found)
    text = render_document(facts, language=language, renderer=Renderer())  # type: ignore[arg-type]
    note = found.uncertainty_note
    assert note is not None
    assert note.to(language) in text  # type: ignore[arg-type]
    assert facts["cultivation"]["no_backtest"][language] in text
    for each in facts["cultivation"]["industries"]:
        assert f"{each['rca_low']:.2f}–{each['rca_high']:.2f}" in text
