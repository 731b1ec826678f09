"""The scorer: what counts as found, what as invented, and how agreement is measured."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from upriver.core.errors import DataError
from upriver.documents.claims import Claim
from upriver.documents.evaluation import (
    combine,
    evaluate,
    is_match,
    likeness,
    overlaps,
    period_of,
    read_gold,
    tally,
)

CLAIM = Claim(
    kind="statistic", region="江北区", speaker=None, subject=None, indicator="工业增加值",
    comparator="=", value=5, unit="亿元", value_norm=500000000, unit_norm="元",
    growth_kind="level", base=None, period="2024-Q1", deadline=None, source_phrase="", start=10,
    end=20, ambiguity=(), confidence=0.9,
)  # fmt: skip


def row_of(claim=CLAIM, **changes):
    return claim.to_dict() | {"period": "2024Q1"} | changes


def test_a_claim_is_found_by_value_unit_growth_and_span():
    assert is_match(CLAIM, row_of())
    assert is_match(CLAIM, row_of(value_norm=5, unit_norm="亿元"))
    assert is_match(CLAIM, row_of(growth_kind="cumulative"))
    assert not is_match(CLAIM, row_of(value_norm=500000001000))
    assert not is_match(CLAIM, row_of(unit_norm="美元"))
    assert not is_match(CLAIM, row_of(growth_kind="share"))
    assert not is_match(CLAIM, row_of(start=20, end=30))


def test_units_have_synonyms_and_rates():
    people = replace(CLAIM, value_norm=5000, unit_norm="人/年", growth_kind="per_year")
    assert is_match(people, row_of(value_norm=0.5, unit_norm="万名/年", growth_kind="per_year"))
    assert not is_match(people, row_of(value_norm=5000, unit_norm="人", growth_kind="per_year"))


def test_ranges_and_missing_values():
    pair = replace(CLAIM, value_norm=(5, 10))
    assert is_match(pair, row_of(value_norm=[5, 10]))
    assert not is_match(pair, row_of(value_norm=[5, 11]))
    assert not is_match(pair, row_of(value_norm=5))
    empty = replace(CLAIM, value=None, value_norm=None)
    assert is_match(empty, row_of(value_norm=None, unit_norm=None))
    assert not is_match(CLAIM, row_of(value_norm=None))


def test_a_system_is_found_where_it_stands():
    system = replace(CLAIM, kind="system", value=None, value_norm=None)
    assert is_match(system, row_of(kind="system", indicator=None, start=19, end=40))
    assert overlaps(system, row_of(start=0, end=11))
    assert not overlaps(system, row_of(start=0, end=10))


def test_recall_precision_and_f1():
    other = replace(CLAIM, value_norm=7, start=30, end=40)
    found = tally((CLAIM, other), (row_of(), row_of(value_norm=1, start=50, end=60)))
    assert (len(found.matches), len(found.missed), len(found.surplus)) == (1, 1, 1)
    assert (found.recall, found.precision, found.f1) == (0.5, 0.5, 0.5)
    nothing = tally((), ())
    assert (nothing.recall, nothing.precision, nothing.f1) == (1, 1, 1)


def test_each_claim_is_used_once_and_the_likest_indicator_wins():
    wrong = replace(CLAIM, indicator="进口额")
    found = tally((wrong, CLAIM), (row_of(), row_of(indicator="进口总额")))
    pairs = [(m.row["indicator"], m.claim.indicator) for m in found.matches]
    assert pairs == [("工业增加值", "工业增加值"), ("进口总额", "进口额")]
    assert len(tally((CLAIM,), (row_of(), row_of())).missed) == 1


def test_more_matches_beat_likelier_ones():
    """A greedy reader would give the first row the only claim that fits the second."""
    near, far = replace(CLAIM, start=10, end=20), replace(CLAIM, start=16, end=30, indicator="甲")
    rows = (row_of(start=12, end=18, indicator="甲"), row_of(start=25, end=40))
    assert len(tally((near, far), rows).matches) == 2


def test_the_kind_is_told_apart_from_the_finding():
    scores = evaluate((CLAIM,), (row_of(kind="target"),))
    assert scores.together.f1 == 1
    assert scores.together.accuracy("kind") == 0
    assert scores.kinds["target"].recall == 0
    assert scores.kinds["statistic"].precision == 0


def test_optional_rows_are_neither_hit_nor_miss():
    assert tally((CLAIM,), (row_of(kind="optional"),)).surplus == ()
    assert tally((), (row_of(kind="optional"),)).missed == ()
    other = replace(CLAIM, value_norm=6)
    assert tally((other,), (row_of(kind="optional"),)).surplus == (other,)


def test_a_value_where_the_page_has_none_is_invented():
    empty = row_of(kind="target", value=None, value_norm=None, unit_norm="元")
    assert evaluate((CLAIM,), (empty,)).invented == (CLAIM,)
    assert evaluate((replace(CLAIM, value=None, value_norm=None),), (empty,)).invented == ()
    assert evaluate((CLAIM,), (empty, row_of())).invented == ()


@pytest.mark.parametrize(
    ("field", "mine", "gold", "agrees"),
    [
        ("comparator", ">", ">", True),
        ("comparator", ">", ">=", False),
        ("indicator", "工业增加值", "规上工业增加值(预计)", True),
        ("indicator", "工业增加值", "旅客吞吐量", False),
        ("period", "2024-Q1", "2024-01..2024-03", True),
        ("period", "2024-05-31", "as of 2024-05 (截至5月底)", True),
        ("period", "2024-05", "as of 2024-06", False),
        ("period", "..2027", "to 2027", True),
        ("period", None, None, True),
        ("deadline", "2027", "2027", True),
        ("deadline", None, "2027", False),
        ("region", "江北区", "江北", True),
        ("region", "江北区", "重庆市", False),
    ],
)
def test_agreement(field, mine, gold, agrees):
    claim = replace(CLAIM, **{field: mine})
    (match,) = tally((claim,), (row_of() | {field: gold},)).matches
    assert match.agrees(field) is agrees


@pytest.mark.parametrize(
    ("printed", "period"),
    [
        ("2024Q1", "2024-Q1"), ("2025-2027", "2025..2027"), ("to 2027", "..2027"),
        ("2024-01..2024-06", "2024-H1"), ("2024-01..2024-12", "2024"), ("2024H2", "2024-H2"),
        ("2024-01..2024-05", "2024-01..2024-05"), ("2024 暑期", "2024 暑期"), (None, None),
    ],
)  # fmt: skip
def test_periods_of_gold_rows(printed, period):
    assert period_of(printed) == period


def test_likeness_leaves_out_remarks_in_brackets():
    assert likeness("财政总收入(全省)", "财政总收入") == 1
    assert likeness("number of firms", "Number of firms") == 1
    assert likeness(None, None) == 1
    assert likeness(None, "产值") == 0
    assert likeness("甲乙", "乙丙") == 0.5


def test_documents_are_scored_together():
    whole = combine((evaluate((CLAIM,), (row_of(),)), evaluate((), (row_of(),))))
    assert (whole.together.recall, whole.together.precision) == (0.5, 1)
    shown = whole.to_dict()
    assert shown["together"] == {
        "gold": 2, "claims": 1, "matched": 1, "recall": 0.5, "precision": 1.0, "f1": 0.6667,
    }  # fmt: skip
    assert shown["accuracy"]["comparator"] == 1
    assert shown["invented"] == 0


def test_gold_files(tmp_path):
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(row_of(), ensure_ascii=False) + "\n\n", encoding="utf-8")
    assert read_gold(path) == (row_of(),)
    path.write_text("{not json\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"Line 1 of gold\.jsonl is no gold row"):
        read_gold(path)
    path.write_text('{"kind": "target"}\n', encoding="utf-8")
    with pytest.raises(DataError, match="indicator, value_norm"):
        read_gold(path)
