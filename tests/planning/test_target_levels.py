"""Which level of the plan a promise of points asks for."""

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from toy import toy_region
from upriver.planning.reading.targets import _level

ROW: dict[str, Any] = {
    "target": "T", "indicator": "share", "place": "500000", "value": 2.0, "unit": "pp",
    "growth_kind": "delta_pp", "base_period": "2023", "base_value": None, "deadline": "2027",
}  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "level"),
    [
        ({}, (27.0, "%")),
        ({"base_value": 30.0}, (32.0, "%")),
        ({"value": -2.0, "unit": "%"}, (23.0, "%")),
        ({"base_period": "2020"}, "its base value of 2020 is unknown"),
        ({"base_period": None}, "its base is not stated"),
        ({"growth_kind": "level"}, "points say a change, not a level"),
    ],
)
def test_points_are_added_to_the_base(tmp_path: Path, changes: Any, level: Any) -> None:
    seen = {"indicator": "share", "place": "500000", "period": "2023", "growth_kind": "share",
            "comparator": "eq", "value": 25.0, "unit": "%", "status": "reported", "source": "s1"}  # fmt: skip
    indicators = pl.DataFrame(
        [{"indicator": "share", "name_en": "S", "name_zh": "比重", "unit": "%",
          "direction": "higher"}]
    )  # fmt: skip
    region = toy_region(tmp_path).replace(indicators=indicators, observations=pl.DataFrame([seen]))
    found = _level(region, {**ROW, **changes}, {"unit": "%"}, base_year=2023)
    if isinstance(level, str):
        assert getattr(found, "en", None) == level
    else:
        assert found == (pytest.approx(level[0]), level[1])
