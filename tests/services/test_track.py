"""The scorecard of a small region."""

from datetime import date
from pathlib import Path

import polars as pl

from toy import toy_region
from upriver.data.region import Region
from upriver.services.track import track

FACT = {"status": "reported", "source": "s1"}


def region(tmp_path: Path) -> Region:
    indicators = pl.DataFrame(
        [{"indicator": "gdp", "name_en": "GDP", "name_zh": "地区生产总值", "unit": "1e8 CNY",
          "direction": "higher", "plan_measure": "value_added", "plan_scope": "all"}]
    )  # fmt: skip
    observations = pl.DataFrame(
        [{"indicator": "gdp", "place": "500000", "period": period, "growth_kind": "level",
          "comparator": "eq", "value": value, "unit": "1e8 CNY", **FACT}
         for period, value in (("2022", 500.0), ("2023", 550.0))]
    )  # fmt: skip
    targets = pl.DataFrame(
        [{"target": "T", "indicator": "gdp", "place": "500000", "comparator": "ge",
          "value": 600.0, "unit": "1e8 CNY", "growth_kind": "level", "deadline": "2025",
          "hard": False, **FACT}]
    )  # fmt: skip
    return toy_region(tmp_path).replace(
        indicators=indicators, observations=observations, targets=targets
    )


def test_a_target_gets_a_state_a_reason_and_a_row(tmp_path: Path) -> None:
    card = track(region(tmp_path))
    assert card.as_of == date(2023, 12, 31)
    assert card.counts["on_course"] == 1
    assert card.table.to_dicts()[0]["reason_zh"].startswith("2023 为 550 亿元，目标 600 亿元")
    assert card.to_dict()["counts"]["on_course"] == 1


def test_an_earlier_day_sees_less(tmp_path: Path) -> None:
    card = track(region(tmp_path), as_of=date(2022, 12, 31))
    assert card.counts["cannot_say"] == 1


def test_rows_carry_gap_probability_evidence_and_age(tmp_path: Path) -> None:
    package = region(tmp_path)
    row = track(package, as_of=date(2025, 6, 30)).table.to_dicts()[0]
    assert row["gap"] == 50.0
    assert row["age_days"] == 547
    assert row["stale"] is False
    assert row["cadence"] == "year"
    assert row["evidence"] == "none"  # one indicator is no kind
    assert row["chance"] is None
    late = track(package, as_of=date(2025, 12, 31)).table.to_dicts()[0]
    assert late["stale"] is True


def test_a_claim_of_a_document_is_followed_up(tmp_path: Path) -> None:
    claim = {
        "claim": "k1", "document": "d1", "kind": "statistic", "region": "重庆", "indicator": "地区生产总值",
        "comparator": "gt", "value": 520.0, "unit": "亿元", "value_norm": 5.2e10, "unit_norm": "元",
        "growth_kind": "level", "period": "2022", "source_phrase": "x", "start": 0, "end": 1,
    }  # fmt: skip
    other = {**claim, "claim": "k2", "growth_kind": "yoy"}
    vague = {**claim, "claim": "k3", "period": "lately"}
    package = region(tmp_path).replace(claims=pl.DataFrame([claim, other, vague]))
    (window,) = track(package).windows
    assert window.statement.code == "k1"
    assert window.state == "holds"  # 550 in 2023; 500 in 2022 did not agree
    assert (window.since, window.until) == ("2023", "2023")
    assert "GDP: more than CNY 52 billion was stated in 2022" in window.reason.en


def test_districts_nest_under_the_city(tmp_path: Path) -> None:
    base = region(tmp_path)
    target = base.table("targets").to_dicts()[0]
    rows = [target, {**target, "target": "D", "place": "500101", "value": 900.0, "parent": "T"}]
    places = base.table("places")
    district = {**dict.fromkeys(places.columns), "place": "500101", "name_en": "District",
                "name_zh": "一区", "parent": "500000", "kind": "district"}  # fmt: skip
    package = base.replace(
        targets=pl.DataFrame(rows, schema=base.table("targets").schema),
        places=pl.concat([places, pl.DataFrame([district], schema=places.schema)]),
    )
    card = track(package)
    (found,) = [each for each in card.contradictions if each.rule == "district-above-city"]
    assert (found.left, found.right) == ("D", "T")
    assert (found.left_value, found.right_value) == (900.0, 600.0)
    assert card.contradiction_table().to_dicts()[0]["problem_zh"]
    assert card.rows[1].parent == "T"
