"""Every rule of the grammar does what the example beside it says."""

from __future__ import annotations

import re
from datetime import date

import pytest

from upriver.documents.extract import extract_claims
from upriver.documents.indicators import implied_unit, is_lower_better, trim_indicator
from upriver.documents.masks import find_masks
from upriver.documents.places import find_places, place_named
from upriver.documents.quantities import find_quantities
from upriver.documents.reading import Document
from upriver.documents.rules import TABLES, alternation, rows

TODAY = date(2024, 5, 31)
NUMERIC = {"statistic", "target", "forecast"}


def claims_of(text):
    stop = "." if text.isascii() else "。"  # without a stop, a short line is a headline
    return extract_claims(Document("example", text + stop), date=TODAY, region="重庆市")


def numeric(text):
    return [claim for claim in claims_of(text) if claim.kind in NUMERIC]


def named(table, key):
    return [pytest.param(row, id=row[key]) for row in rows(table)]


@pytest.mark.parametrize("table", TABLES)
def test_a_table_has_no_empty_key_and_no_ragged_row(table):
    for row in rows(table):
        assert None not in row
        assert all(value is not None for value in row.values())
        assert next(iter(row.values()))


@pytest.mark.parametrize("row", named("comparators", "phrase"))
def test_comparator(row):
    (quantity,) = find_quantities(row["example"], masks=find_masks(row["example"], times=()))
    assert quantity.comparator == row["comparator"]
    words = row["example"][quantity.start : quantity.end]
    assert row["phrase"] in words


@pytest.mark.parametrize("row", named("units", "unit"))
def test_unit(row):
    text = row["example"]
    quantity = find_quantities(text, masks=find_masks(text, times=()))[-1]
    assert row["unit"] in quantity.unit or row["unit"] == "成"
    assert quantity.unit_norm == row["norm"]
    assert quantity.value_norm == pytest.approx(float(row["value_norm"]))


@pytest.mark.parametrize("row", named("multiples", "phrase"))
def test_multiple(row):
    (claim,) = numeric(row["example"])
    assert claim.growth_kind == row["growth_kind"]
    assert claim.comparator == row["comparator"]
    assert claim.value == float(row["value"])
    assert row["ambiguity"] in claim.ambiguity


@pytest.mark.parametrize("row", named("growth", "example"))
def test_growth_kind(row):
    assert numeric(row["example"])[0].growth_kind == row["growth_kind"]


@pytest.mark.parametrize("row", named("cues", "example"))
def test_cue(row):
    kinds = {"observed": "statistic", "target": "target", "forecast": "forecast"}
    assert numeric(row["example"])[0].kind == kinds[row["mode"]]


@pytest.mark.parametrize("row", named("names", "example"))
def test_name_is_no_number(row):
    if row["example"] != "详见 http://a.example/2024/30家":
        found = numeric(row["example"])
        assert not [c for c in found if c.value != 2 and "ratio-in-words" not in c.ambiguity]
    assert find_masks(row["example"], times=())


@pytest.mark.parametrize("row", named("ranks", "example"))
def test_rank(row):
    claim = next(c for c in claims_of(row["example"]) if c.comparator == row["comparator"])
    assert claim.kind in {"ranking", "target"}
    assert claim.growth_kind == row["growth_kind"]
    numbers = {
        "均保持全省第三": 3, "力争经济总量进入全国前十": 10, "这里是全省第四大铁路枢纽": 4,
        "The district ranked third in the city": 3,
        "The district climbed to fourth place in the city": 4,
        "The park is the third largest in the region": 3,
        "The district is among the top ten in the city": 10,
    }  # fmt: skip
    expected = {"n": numbers.get(row["example"])}
    wanted = expected.get(row["value"], int(row["value"]) if row["value"].isdigit() else None)
    assert claim.value == wanted


@pytest.mark.parametrize("row", named("systems", "head"))
def test_system(row):
    found = [claim.indicator for claim in claims_of(row["example"]) if claim.kind == "system"]
    assert found == [row["name"]]


@pytest.mark.parametrize("row", named("actions", "verb"))
def test_action(row):
    found = [claim.indicator for claim in claims_of(row["example"]) if claim.kind == "system"]
    assert found == ["现代产业平台"]


@pytest.mark.parametrize("row", named("trims", "word"))
def test_trim(row):
    before = row["example"].removesuffix("33万吨").removeprefix("今年")
    assert trim_indicator(before) == row["indicator"]


@pytest.mark.parametrize("row", named("heads", "head"))
def test_head(row):
    assert row["head"] in row["example"] or row["head"] == "费用占"
    assert implied_unit(row["head"]) == row["unit"]
    assert is_lower_better(row["head"]) is (row["lower_is_better"] == "1")
    if row["unit"] == "元":
        assert numeric(row["example"])[0].unit_norm == "元"


@pytest.mark.parametrize("row", named("facilities", "suffix"))
def test_facility(row):
    found = [mention.place.name for mention in find_places(row["example"]) if mention.place]
    assert found == (["重庆市"] if row["takes_city"] == "1" else [])


def test_every_place_and_alias_is_found():
    for row in rows("places"):
        assert place_named(row["name"]).name == row["name"]
        for alias in filter(None, row["aliases"].split("|")):
            assert place_named(alias) is not None
        if row["parent"]:
            assert place_named(row["parent"]) is not None


def test_alternation_prefers_the_longest_word():
    pattern = re.compile(alternation(["元", "美元", "%", "元每吨", "元每次", "元."]))
    words = [match.group() for match in pattern.finditer("元每吨元每美元%元元.")]
    assert words == ["元每吨", "元", "美元", "%", "元", "元."]


@pytest.mark.parametrize("row", named("happenings", "example"))
def test_happening(row):
    """An act is an event when it is dated, a work is a plan when it is due."""
    today = date(2025, 5, 20) if row["force"] == "act" else date(2024, 5, 20)
    text = row["example"] + ("." if row["language"] == "en" else "。")
    found = extract_claims(Document("a", text), date=today, region="重庆市")
    kinds = [claim.kind for claim in found if claim.kind in {"event", "plan"}]
    assert kinds == ["event" if row["force"] == "act" else "plan"]
