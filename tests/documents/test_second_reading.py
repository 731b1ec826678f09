"""Answers of a model stand only when their words and numbers are in the text."""

from __future__ import annotations

from datetime import date

import pytest

from upriver.documents.reading import Document
from upriver.documents.second_reading import MARK, check_answers

TEXT = "外贸方面，实绩企业那时便有31家。据悉，乙区的展厅要在2027年建到40个以上。"
GOOD = {
    "kind": "statistic", "source_phrase": "实绩企业那时便有31家", "start": 5,
    "indicator": "实绩企业", "value": 31,
}  # fmt: skip
TARGET = {
    "kind": "target", "source_phrase": "乙区的展厅要在2027年建到40个以上",
    "start": TEXT.index("乙区"), "indicator": "展厅", "value": 40, "region": "乙区",
}  # fmt: skip


def check(*answers, first=(), text=TEXT):
    return check_answers(Document("a", text), answers, first=first, date=date(2024, 5, 31))


def test_what_stands_is_marked_and_read_by_the_rules():
    claim = check(GOOD).claims[0]
    assert (claim.value, claim.unit, claim.growth_kind, claim.indicator) == (
        31, "家", "level", "实绩企业",
    )  # fmt: skip
    assert TEXT[claim.start : claim.end] == claim.source_phrase
    assert MARK in claim.ambiguity
    assert claim.confidence < 0.5


def test_time_and_bound_come_from_the_phrase():
    claim = check(TARGET).claims[0]
    assert (claim.comparator, claim.deadline, claim.region) == (">=", "2027", "乙区")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"start": 6}, "does not stand in the text"),
        ({"start": -25}, "does not stand in the text"),
        ({"start": None}, "does not stand in the text"),
        ({"start": "5"}, "does not stand in the text"),
        ({"start": True}, "does not stand in the text"),
        ({"source_phrase": "实绩企业已有31家"}, "does not stand in the text"),
        ({"source_phrase": ""}, "does not stand in the text"),
        ({"source_phrase": ["实绩企业"]}, "does not stand in the text"),
        ({"value": 32}, "not the one that the rules read"),
        ({"value": "31"}, "not the one that the rules read"),
        ({"value": None}, "not the one that the rules read"),
        ({"source_phrase": "实绩企业那时便有"}, "read no number"),
        ({"indicator": "外资企业"}, "does not stand in the phrase"),
        ({"indicator": ""}, "does not stand in the phrase"),
        ({"indicator": 3}, "does not stand in the phrase"),
        ({"kind": "rumour"}, "as was asked"),
        ({"kind": "system"}, "as was asked"),
    ],
)
def test_what_cannot_stand_is_refused(change, reason):
    reading = check({**GOOD, **change})
    assert reading.claims == ()
    assert reason in reading.refused[0].reason.en


@pytest.mark.parametrize("answer", [None, 3, "text", [], {}, {"kind": "statistic"}])
def test_answers_of_no_form_are_refused(answer):
    reading = check(answer)
    assert reading.claims == ()
    assert len(reading.refused) == 1


def test_what_the_rules_found_is_not_added_again():
    first = check(GOOD).claims
    assert check(GOOD, first=first).known == 1
    again = check(GOOD, GOOD)
    assert (len(again.claims), again.known) == (1, 1)


def test_an_invented_region_is_dropped():
    claim = check({**GOOD, "region": "丙县"}).claims[0]
    assert claim.region is None
    assert "region-not-stated" in claim.ambiguity
