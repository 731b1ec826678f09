"""From the page the project began with to targets, scorecard and plan, through the review.

Source: a page of Chongqing Daily of 31 May 2024 and ``seed_claims.jsonl``, its statements as read
by a person. The rows of ``targets`` and ``observations`` that the bundled region holds from that
page were written by hand. They are taken out here; the review must bring each of them back.
"""

from __future__ import annotations

import csv
import json
from datetime import datetime, timedelta, timezone
from math import isclose

import polars as pl
import pytest

from shared_data import SHARED, needs_shared
from upriver.cli.main import main
from upriver.core.units import convert
from upriver.data.examples import chongqing, copy_example
from upriver.data.region import Region
from upriver.services.check import check
from upriver.services.plan import plan
from upriver.services.review import Ruling, decide, review
from upriver.services.track import track

pytestmark = [pytest.mark.shared, needs_shared]

PAGE = SHARED / "mission" / "000_daa6de2731081779.txt"
GOLD = SHARED / "mission" / "seed_claims.jsonl"
SOURCE = "cqrb-2024-05-31"
NOW = datetime(2024, 6, 3, 9, 30, tzinfo=timezone(timedelta(hours=8)))
# What a person knows that the page does not say: which indicator is meant, and for how long
# "so far" reaches.
KNOWN = {
    "A-STA01": {"code": "nev_output"},
    "A-STA02": {"code": "large_industry_firms"},
    "A-STA03": {"code": "nev_share_of_city", "period": "..2024-05"},
    "A-STA04": {"code": "goods_sales", "period": "..2024-05"},
    "B-STA01": {"code": "intl_routes"},
    "B-STA03": {"code": "intl_flights", "unit": "班/周"},
    "B-STA08": {"code": "airport_passengers"},
    "B-STA09": {"code": "airport_passengers"},
    "B-STA10": {"code": "airport_intl_passengers"},
    "B-STA11": {"code": "airport_intl_passengers"},
    "B-STA13": {"code": "airport_cargo"},
    "B-STA14": {"code": "airport_cargo"},
    "B-STA15": {"code": "airport_intl_cargo"},
    "B-STA16": {"code": "airport_intl_cargo"},
    "A-TAR01": {"code": "manufacturing_share"},
    "A-TAR02": {"code": "double_new_va"},
    "A-TAR03": {"code": "rd_spending"},
    "A-TAR04": {"code": "hightech_firms"},
    "A-TAR05": {"code": "science_firms"},
    "A-TAR06": {"code": "specialised_firms"},
    "A-TAR07": {"code": "goods_sales"},
    "A-TAR08": {"code": "gene_bank_rank", "growth_kind": "rank"},
    "A-TAR09": {"code": "farm_va"},
    "B-TAR01": {"code": "intl_routes", "comparator": ">="},
    "B-TAR02": {"code": "rcep_coverage"},
}
TABLES = ("targets", "observations")
ALIKE = ("indicator", "place", "growth_kind", "comparator")


def by_hand(table):
    """Rows of the bundled region that were read from the page by a person."""
    rows = chongqing().table(table).filter(pl.col("source") == SOURCE)
    return list(rows.iter_rows(named=True))


def claim_of(items, gold, taken):
    """The claim that states a row of the gold: kind, value, and a shared character."""
    for item in items:
        claim = item.read
        same = claim.value_norm == gold["value_norm"] or (
            claim.value_norm is not None
            and gold["value_norm"] is not None
            and isclose(claim.value_norm, gold["value_norm"], rel_tol=1e-9)
        )
        overlap = claim.start < gold["end"] and gold["start"] < claim.end
        if claim.kind == gold["kind"] and same and overlap and item.claim not in taken:
            return item.claim
    raise AssertionError(gold["id"])


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The bundled region without the page, the page read into it, and a filled-in sheet."""
    base = tmp_path_factory.mktemp("trip")
    path = copy_example("chongqing", base / "region")
    for table in TABLES:
        frame = pl.read_csv(path / "tables" / f"{table}.csv", infer_schema=False)
        rest = frame.filter(pl.col("source") != SOURCE)
        rest.write_csv(path / "tables" / f"{table}.csv")
    words = ["--date", "2024-05-31", "--region", "重庆市", "--source", SOURCE, "-q"]
    assert main(["read", str(PAGE), "--into", str(path), *words]) == 0
    sheet = base / "claims.csv"
    assert main(["review", str(path), "--export", str(sheet), "-q", "--lang", "zh"]) == 0
    fill_in(sheet, path)
    assert main(["review", str(path), "--import", str(sheet), "--by", "李", "-q"]) == 0
    return path


def fill_in(sheet, path):
    """Write the decisions of a person into the sheet."""
    gold = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines() if line]
    items = review(path).items
    chosen = {}
    for row in gold:
        if row["id"] in KNOWN:
            chosen[claim_of(items, row, chosen)] = KNOWN[row["id"]]
    assert len(chosen) == len(KNOWN)
    columns = {
        "code": "指标代码",
        "period": "期间",
        "unit": "单位",
        "growth_kind": "增长口径",
        "comparator": "比较",
    }
    with sheet.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if row["论断编号"] in chosen:
            row["裁定"] = "接受"
            for name, text in chosen[row["论断编号"]].items():
                row[columns[name]] = text
    with sheet.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


@pytest.mark.parametrize(("table", "count"), [("targets", 11), ("observations", 14)])
def test_every_row_written_by_hand_is_brought_back(folder, table, count):
    made = Region.open(folder).table(table).filter(pl.col("claim").is_not_null())
    rows = list(made.iter_rows(named=True))
    hand = by_hand(table)
    assert len(hand) == len(rows) == count
    time = "deadline" if table == "targets" else "period"
    for old in hand:
        same = [
            row
            for row in rows
            if all(row[name] == old[name] for name in (*ALIKE, time, "source", "status"))
        ]
        assert len(same) == 1, old
        if old["value"] is None:
            assert same[0]["value"] is None
        else:
            assert convert(same[0]["value"], same[0]["unit"], old["unit"]) == pytest.approx(
                old["value"], rel=1e-12
            )


def test_the_package_stays_sound_and_rows_lead_back_to_the_page(folder):
    assert check(folder).ok
    state = review(folder)
    text = state.texts[state.items[0].document]
    region = Region.open(folder)
    for table in TABLES:
        for row in region.table(table).filter(pl.col("claim").is_not_null()).iter_rows(named=True):
            item = state.item(row["claim"])
            assert text[item.read.start : item.read.end] == item.read.source_phrase
            assert item.decisions[0].author == "李"


def test_the_scorecard_judges_them_and_says_what_is_missing(folder):
    rows = {row.target: row for row in track(Region.open(folder)).rows}
    made = Region.open(folder).table("targets").filter(pl.col("claim").is_not_null())
    assert set(made["target"]) <= set(rows)
    lost = next(row for row in made.iter_rows(named=True) if row["value"] is None)
    doubled = next(
        row for row in made.iter_rows(named=True) if row["indicator"] == "hightech_firms"
    )
    for row in (lost, doubled):
        assessment = rows[row["target"]].assessment
        assert assessment.state == "cannot_say"
        assert assessment.required is None
        assert assessment.reason.en
        assert assessment.reason.zh


def test_the_plan_says_why_it_leaves_them_out_and_is_bound_when_the_number_is_known(folder):
    region = Region.open(folder)
    made = region.table("targets").filter(pl.col("claim").is_not_null())
    routes = made.row(by_predicate=pl.col("indicator") == "intl_routes", named=True)
    first = plan(region)
    left = {row["code"]: row["reason_en"] for row in first.left_out.to_dicts()}
    assert left[routes["target"]] == "its value is unknown"
    share = made.row(by_predicate=pl.col("indicator") == "manufacturing_share", named=True)
    assert left[share["target"]] == "the plan covers the region as a whole, not its districts"
    # A person who holds the printed page supplies what the extraction lost; 26 is the test's.
    changes = {"value": "26"}
    ruling = Ruling(routes["claim"], True, changes, "as if read from the printed page")
    outcome = decide(folder, [ruling], author="李", now=NOW)
    assert outcome.decisions[0].before == {"value": ""}
    second = plan(Region.open(folder))
    bound = {row["target"]: row for row in second.targets.to_dicts()}
    assert bound[routes["target"]]["wanted"] == 26
    assert routes["target"] not in {row["code"] for row in second.left_out.to_dicts()}


def test_reading_the_page_again_changes_nothing(folder):
    files = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    words = ["--date", "2024-05-31", "--region", "重庆市", "--source", SOURCE, "-q"]
    assert main(["read", str(PAGE), "--into", str(folder), *words]) == 0
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == files


def test_a_later_page_that_says_otherwise_is_marked(folder, tmp_path, capsys):
    page = tmp_path / "later.txt"
    page.write_text("到2027年，铜梁区制造业增加值占地区生产总值比重超过38%。", encoding="utf-8")
    words = ["--date", "2025-05-31", "--region", "铜梁区", "--json"]
    assert main(["read", str(page), "--into", str(folder), *words]) == 0
    claims = json.loads(capsys.readouterr().out)["claims"]
    others = [each["other"] for claim in claims for each in claim["conflicts"]]
    assert any(other["value"] == "> 36 %" and "36%" in other["phrase"] for other in others)
    assert {other["date"] for other in others} == {"2024-05-31"}
