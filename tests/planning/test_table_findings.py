"""What the tables of a plan leave open is told with its row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from toy import toy_region
from upriver.planning.reading.table_findings import table_findings

if TYPE_CHECKING:
    from pathlib import Path

FACT = {"status": "assumed", "source": "s2"}


def test_empty_cells_of_the_account_are_errors(tmp_path: Path) -> None:
    region = toy_region(tmp_path / "toy")
    number = pl.int_range(pl.len())
    empty = region.table("flows").with_columns(
        pl.when(number >= 1).then(pl.col("value")).otherwise(None).alias("value")
    )
    (found,) = table_findings(region.replace(flows=empty))
    assert (found.severity, found.table, found.row, found.column) == ("error", "flows", 2, "value")
    assert "cell is empty" in found.render("en")
    assert "此处为空" in found.render("zh")
    none = empty.with_columns(pl.lit(None, pl.Float64).alias("value"))
    assert len(table_findings(region.replace(flows=none))) == 4  # three rows, and how many more


def test_industries_whose_pressure_is_not_known_are_doubted(tmp_path: Path) -> None:
    region = toy_region(tmp_path / "toy")
    codes = region.table("flows")["industry"].unique(maintain_order=True).to_list()
    stressors = [{"stressor": "CO2", "name_en": "C", "name_zh": "碳", "unit": "t"}]

    def pressed(*industries: str) -> list[str]:
        rows = [
            {"stressor": "CO2", "industry": code, "year": 2023, "value": 0.0, "unit": "t", **FACT}
            for code in industries
        ]
        found = table_findings(
            region.replace(stressors=pl.DataFrame(stressors), pressures=pl.DataFrame(rows))
        )
        assert {each.severity for each in found} <= {"warning"}
        return [each.problem.en for each in found]

    assert pressed(*codes) == []
    (told,) = pressed(*codes[1:])
    assert told.startswith(f"The pressure of CO2 is unknown for 1 of {len(codes)} industries")
