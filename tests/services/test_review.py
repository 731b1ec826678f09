"""Decisions: kept with author, time and reason; accepted claims become rows and follow them."""

from __future__ import annotations

import json
from dataclasses import replace

import polars as pl
import pytest

from review_toy import NOW, PAGE, claim, claims, money, package, result
from upriver.core.errors import DataError
from upriver.data.region import Region
from upriver.services.check import check
from upriver.services.record_claims import record_claims
from upriver.services.review import Ruling, decide, find_claims, review
from upriver.services.review_items import corrected, parse_value


@pytest.fixture
def folder(tmp_path):
    path = package(tmp_path / "toy")
    record_claims(path, result(tmp_path))
    return path


def accept(folder, claim, *, by="Li", **changes):
    return decide(folder, [Ruling(claim, True, changes)], author=by, now=NOW)


def rows(folder, table):
    return [row for row in Region.open(folder).table(table).iter_rows(named=True) if row["claim"]]


def test_an_accepted_statistic_becomes_an_observation(folder):
    outcome = accept(folder, "page-001")
    assert outcome.settled.entered == {"page-001": "observations:exports A 2023 level"}
    assert rows(folder, "observations") == [
        {"indicator": "exports", "place": "A", "period": "2023", "growth_kind": "level",
         "comparator": "eq", "value": 50.0, "unit": "1e8 CNY", "status": "reported",
         "source": "page", "claim": "page-001"},
    ]  # fmt: skip
    assert check(folder).ok


def test_an_accepted_target_becomes_a_target_soft_unless_a_person_says_otherwise(folder):
    accept(folder, "page-004")
    first = rows(folder, "targets")[0]
    assert (first["target"], first["comparator"], first["value"]) == ("A-share-2027", "gt", 36.0)
    assert (first["hard"], first["deadline"], first["owner"]) == (False, "2027", "甲市")
    accept(folder, "page-004", hard="yes", parent="T1", owner="经信局", weight="0.20")
    second = rows(folder, "targets")[0]
    assert second["weight"] == 0.2
    assert (second["hard"], second["parent"], second["owner"]) == (True, "T1", "经信局")
    assert check(folder).ok


def test_units_are_converted_to_that_of_the_indicator(folder):
    accept(folder, "page-003", code="passengers")
    row = rows(folder, "observations")[0]
    assert (row["value"], row["unit"]) == (120.0, "1e4 passengers")
    outcome = accept(folder, "page-005", unit="万元")
    assert rows(folder, "targets")[0]["value"] == pytest.approx(8e-4)
    assert outcome.decisions[0].verdict == "corrected"


def test_growth_keeps_its_own_unit(folder):
    accept(folder, "page-002")
    row = rows(folder, "observations")[0]
    assert (row["growth_kind"], row["value"], row["unit"]) == ("yoy", 5.0, "%")


def test_a_name_that_is_no_indicator_waits_and_the_nearest_are_named(folder):
    outcome = accept(folder, "page-006")
    waiting = outcome.settled.waiting["page-006"]
    assert waiting.candidates == ("firms",)
    assert "code=CODE" in waiting.reasons[0].en
    assert not rows(folder, "observations")
    assert accept(folder, "page-006", code="firms").settled.entered


def test_a_claim_about_a_subject_is_not_matched_by_its_bare_indicator(folder, tmp_path):
    about = claims()[0]
    record_claims(folder, result(tmp_path, [replace(about, subject="甲市港")], name="b.txt"))
    waiting = accept(folder, "page-009").settled.waiting
    assert "甲市港出口额" in waiting["page-009"].reasons[0].zh


def test_a_match_that_a_person_made_is_known_for_the_same_name(folder, tmp_path):
    second = replace(claims()[2], period="2022", value=100, value_norm=1000000)
    record_claims(folder, result(tmp_path, [second]))
    accept(folder, "page-003", code="passengers")
    assert accept(folder, "page-009").settled.entered == {
        "page-009": "observations:passengers A 2022 level"
    }


def test_a_new_indicator_is_made_only_when_it_is_confirmed(folder):
    outcome = accept(folder, "page-008", name_en="New air routes")
    assert "direction=" in outcome.settled.waiting["page-008"].reasons[0].en
    accept(folder, "page-008", direction="higher", growth_kind="level")
    row = Region.open(folder).table("indicators").row(-1, named=True)
    assert (row["indicator"], row["name_zh"], row["unit"], row["direction"]) == (
        "new_air_routes", "航线", "条", "higher",
    )  # fmt: skip


def test_a_lost_number_stays_lost(folder):
    accept(folder, "page-008", name_en="New air routes", direction="higher", growth_kind="level")
    assert rows(folder, "targets")[0]["value"] is None


def test_an_unknown_comparator_waits(folder, tmp_path):
    record_claims(folder, result(tmp_path, [replace(claims()[1], comparator=None)]))
    waiting = accept(folder, "page-009").settled.waiting["page-009"]
    assert "comparator is not known" in waiting.reasons[0].en
    assert accept(folder, "page-009", comparator="=").settled.entered


def test_systems_are_kept_as_claims(folder):
    outcome = accept(folder, "page-007")
    assert outcome.review.item("page-007").state == "accepted"
    assert not outcome.settled.waiting
    assert not outcome.settled.entered


def test_a_correction_is_kept_with_before_and_after(folder):
    outcome = decide(
        folder, [Ruling("page-001", True, {"value": "51.5", "period": "2022"}, "printed wrong")],
        author="Li", now=NOW,
    )  # fmt: skip
    made = Region.open(folder).table("decisions").row(0, named=True)
    assert made["decision"] == "D00001"
    assert (made["verdict"], made["author"], made["reason"]) == ("corrected", "Li", "printed wrong")
    assert made["time"] == "2024-06-03T09:30:00+08:00"
    assert json.loads(made["before"]) == {"value": "50", "period": "2023"}
    assert json.loads(made["after"]) == {"value": "51.5", "period": "2022"}
    item = outcome.review.item("page-001")
    assert (item.read.value, item.now.value, item.now.value_norm) == (50, 51.5, 5.15e9)
    assert rows(folder, "observations")[0]["value"] == 51.5


def test_claims_never_change_and_decisions_only_grow(folder):
    claims_before = (folder / "tables" / "claims.csv").read_bytes()
    accept(folder, "page-001")
    first = (folder / "tables" / "decisions.csv").read_bytes()
    accept(folder, "page-001", value="49")
    decide(folder, [Ruling("page-001", False, reason="double")], author="Wang", now=NOW)
    assert (folder / "tables" / "decisions.csv").read_bytes().startswith(first)
    assert (folder / "tables" / "claims.csv").read_bytes() == claims_before
    verdicts = [each.verdict for each in review(folder).item("page-001").decisions]
    assert verdicts == ["accepted", "corrected", "rejected"]


def test_rejecting_takes_the_row_away_and_no_other(folder):
    before = Region.open(folder).table("observations")
    accept(folder, "page-001")
    outcome = decide(folder, [Ruling("page-001", False, reason="double")], author="Li", now=NOW)
    assert outcome.settled.withdrawn == {"page-001": "observations:exports A 2023 level"}
    assert Region.open(folder).table("observations").equals(before)
    assert accept(folder, "page-001").settled.entered


def test_deciding_the_same_again_adds_nothing(folder):
    accept(folder, "page-001")
    outcome = accept(folder, "page-001")
    assert outcome.decisions == ()
    assert outcome.unchanged == ("page-001",)
    assert Region.open(folder).table("decisions").height == 1


def test_what_stands_already_is_not_written_twice(folder, tmp_path):
    same = replace(claims()[3], comparator=">=", value=35, value_norm=0.35)
    record_claims(folder, result(tmp_path, [same]))
    outcome = accept(folder, "page-009")
    assert outcome.settled.standing == {"page-009": "targets:T1"}
    assert not rows(folder, "targets")


def test_one_source_cannot_say_two_things_of_one_period(folder, tmp_path):
    other = replace(claims()[0], **money(55))
    record_claims(folder, result(tmp_path, [other]))
    accept(folder, "page-001")
    outcome = accept(folder, "page-009")
    assert "The same source already says 50" in outcome.settled.waiting["page-009"].reasons[0].en


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"value": "soon"}, "wanted a number such as 36, or a range such as 5..10, got 'soon'"),
        ({"value": "nan"}, "wanted a number"),
        ({"deadline": "next year"}, "wanted a period such as 2024"),
        ({"unit": "xyz"}, "wanted a unit such as 1e8 CNY"),
        ({"kind": "rumour"}, "wanted one of 'statistic'"),
        ({"comparator": "=="}, "wanted one of '='"),
        ({"growth_kind": "fast"}, "wanted one of 'level'"),
        ({"place": "C"}, "wanted a place of the package, such as 'A', 'B'"),
        ({"parent": "T9"}, "wanted a target of the package"),
        ({"direction": "up"}, "wanted higher or lower"),
        ({"hard": "maybe"}, "wanted yes or no"),
        ({"weight": "-1"}, "wanted a number from 0 up"),
        ({"weight": "1..2"}, "wanted a number from 0 up"),
        ({"code": "出口"}, "wanted a code of letters"),
        ({"colour": "red"}, "no field 'colour'"),
    ],
)
def test_what_cannot_be_used_is_refused_and_nothing_is_written(folder, changes, reason):
    with pytest.raises(DataError, match="nothing was written") as caught:
        accept(folder, "page-001", **changes)
    assert reason in caught.value.findings[0].problem.en
    assert not Region.open(folder).has("decisions")


def test_all_findings_are_reported_at_once(folder):
    rulings = [
        Ruling("page-001", True, {"value": "x", "period": "y"}, row=2),
        Ruling("page-002", False, row=3),
        Ruling("page-999", True, row=4),
        Ruling("page-001", True, row=5),
    ]
    with pytest.raises(DataError, match=r"5 finding\(s\)") as caught:
        decide(folder, rulings, author="Li", now=NOW)
    assert [(f.row, f.column) for f in caught.value.findings] == [
        (2, "Value / 数值"), (2, "Period / 期间"), (3, "reason"), (4, "claim"), (5, "claim"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "after", ["no json", "[]", '{"colour": "red"}', '{"value": 3}', '{"value": "x"}']
)
def test_a_history_that_was_edited_is_refused_with_its_row(folder, after):
    accept(folder, "page-001", value="51")
    path = folder / "tables" / "decisions.csv"
    frame = pl.read_csv(path, infer_schema=False).with_columns(pl.lit(after).alias("after"))
    frame.write_csv(path)
    with pytest.raises(DataError, match="table decisions cannot be used") as caught:
        review(folder)
    assert (caught.value.findings[0].row, caught.value.findings[0].column) == (2, "after")


def test_somebody_must_decide(folder):
    with pytest.raises(DataError, match="Nobody is named"):
        accept(folder, "page-001", by=" ")


def test_claims_are_named_by_key_number_or_stretch(folder, tmp_path):
    items = review(folder).items
    assert find_claims(items, ["page-002", "1", "3..5", "4"]) == (
        "page-002", "page-001", "page-003", "page-004", "page-005",
    )  # fmt: skip
    with pytest.raises(DataError, match="cannot be found") as caught:
        find_claims(items, ["99", "what", "7..12"])
    assert [finding.value for finding in caught.value.findings] == ["99", "what", "7..12"]
    record_claims(folder, result(tmp_path, name="b.txt", text=f"{PAGE}又一页。"))
    with pytest.raises(DataError, match="cannot be found") as caught:
        find_claims(review(folder).items, ["1"])
    assert "'page-001', 'b-001'" in caught.value.findings[0].remedy.en


def test_a_corrected_value_is_normalised_by_its_unit():
    claim = claims()[0]
    assert corrected(claim, {"value": "5..10"}).value_norm == (500000000, 1000000000)
    assert corrected(claim, {"unit": "万元"}).value_norm == 500000
    assert corrected(claim, {"value": "", "indicator": "进口额"}).value_norm is None
    with pytest.raises(ValueError, match=r"1\.\.2\.\.3"):
        parse_value("1..2..3")


def test_about_and_points_become_targets(folder, tmp_path):
    """约25%, and 2个百分点 on a base that a person states."""
    text = "到2027年，制造业占比达到约25%。到2030年，制造业占比提高2个百分点。"
    given = {"kind": "target", "indicator": "制造业占比", "period": None}
    found = [
        claim("制造业占比达到约25%", text=text, **given, comparator="~", value=25, unit="%",
              value_norm=0.25, unit_norm="ratio", growth_kind="share", deadline="2027"),
        claim("制造业占比提高2个百分点", text=text, **given, value=2, unit="个百分点",
              value_norm=2, unit_norm="个百分点", growth_kind="delta_pp", deadline="2030"),
    ]  # fmt: skip
    record_claims(folder, result(tmp_path, found, text=text, name="two.txt"))
    made = [Ruling("two-001", accepts=True),
            Ruling("two-002", accepts=True, changes={"base": "2023", "comparator": ">="})]  # fmt: skip
    outcome = decide(folder, made, author="Li", now=NOW)
    assert set(outcome.settled.entered) == {"two-001", "two-002"}
    rows = Region.open(folder).table("targets").filter(pl.col("claim").is_not_null()).to_dicts()
    told = [(r["comparator"], r["value"], r["growth_kind"], r["base_period"]) for r in rows]
    assert told == [("about", 25.0, "share", None), ("ge", 2.0, "delta_pp", "2023")]
