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
    assert card.table.to_dicts()[0]["reason_zh"].startswith("2023 为 550亿元，目标 600亿元")
    assert card.to_dict()["counts"]["on_course"] == 1


def test_an_earlier_day_sees_less(tmp_path: Path) -> None:
    card = track(region(tmp_path), as_of=date(2022, 12, 31))
    assert card.counts["cannot_say"] == 1
