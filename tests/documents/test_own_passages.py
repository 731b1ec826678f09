"""Eleven passages of our own against the rows that were read from them beforehand."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from upriver.documents.evaluation import combine, evaluate, read_gold
from upriver.documents.extract import extract_claims
from upriver.documents.reading import read_document

PASSAGES = Path(__file__).parent / "own"


def score(number):
    path = PASSAGES / f"{number:02d}.txt"
    facts = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    found = extract_claims(
        read_document(path), date=date.fromisoformat(facts["date"]), region=facts["region"]
    )
    return evaluate(found, read_gold(path.with_suffix(".jsonl")))


@pytest.fixture(scope="module")
def scores():
    return combine(score(number) for number in range(1, 12))


def test_statistics_and_targets(scores):
    assert scores.together.f1 >= 0.96
    assert scores.invented == ()


@pytest.mark.parametrize(
    ("field", "least"),
    [
        ("kind", 0.98), ("indicator", 0.92), ("comparator", 0.99), ("period", 0.85),
        ("deadline", 0.97), ("region", 0.94),
    ],
)  # fmt: skip
def test_fields(scores, field, least):
    assert scores.together.accuracy(field) >= least


@pytest.mark.parametrize(("kind", "least"), [("event", 0.8), ("plan", 0.7), ("enumeration", 0.6)])
def test_new_kinds_find_much_and_add_nothing(scores, kind, least):
    assert scores.kinds[kind].recall >= least
    assert [claim.source_phrase for claim in scores.kinds[kind].surplus] == []
