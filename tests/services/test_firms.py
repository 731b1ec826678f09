"""What a region loses with each firm, on the toy region with revenues and a link."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest

from toy import FACT, tables, write_toy
from upriver.core.errors import DataError
from upriver.data.region import Region
from upriver.services.account import read_account
from upriver.services.diagnose import diagnose
from upriver.services.disrupt import disrupt
from upriver.services.firms import diagnose_firms
from upriver.services.hybrid import read_network

if TYPE_CHECKING:
    from pathlib import Path

REVENUE = {"f1": 30.0, "f2": 20.0, "f3": 9.0}
NONE = dict.fromkeys(REVENUE)


def link(supplier: str, buyer: str, value: float | None, year: int = 2023) -> dict[str, object]:
    unit = "1e4 CNY"
    known = None if value is None else value * 1e4
    return {"firm": supplier, "firm_to": buyer, "year": year, "value": known, "unit": unit, **FACT}


@pytest.fixture
def region(tmp_path: Path) -> Region:
    return with_firms(tmp_path, [link("f2", "f1", 0.5, 2021), link("f2", "f1", 1.0)])


def with_firms(path: Path, links: list[dict[str, object]], **revenue: float | None) -> Region:
    sizes = {**REVENUE, **revenue}
    firms = tables()["firms"].with_columns(
        revenue=pl.col("firm").replace_strict(sizes, default=None, return_dtype=pl.Float64),
        year=pl.lit(2022, pl.Int64),
    )
    changed = {"firms": firms}
    if links:
        changed["supplies"] = pl.DataFrame(links, infer_schema_length=None)
    return Region.open(write_toy(path / "toy", **changed))


def test_firms_of_other_places_stay_outside_and_the_newest_link_counts(region: Region) -> None:
    account = read_account(region, year=2023)
    network = read_network(region, account.table, account.provenance)
    assert network.firms["firm"].to_list() == ["f1", "f2"]
    assert network.links.rows() == [("f2", "f1", 2023, 1.0)]
    assert network.hybrid.network.value[network.hybrid.seen].tolist() == [1.0]


def test_what_is_lost_with_each_firm(region: Region) -> None:
    found = diagnose_firms(region, read_account(region, year=2023))
    rows = found.firms.to_dicts()
    assert [row["firm"] for row in rows] == ["f1", "f2"]
    assert [row["direct"] for row in rows] == pytest.approx([0.03, 0.02])
    for row in rows:
        assert row["index"] >= max(row["downstream"], row["upstream"]) > row["direct"]
        assert 0.0 < row["seen_share"] < 1.0
    assert [(row["suppliers"], row["customers"]) for row in rows] == [(1, 0), (0, 1)]
    assert "营收年份与账户基年 2023 不同" in found.notes[0].zh


def test_without_values_nothing_is_seen_and_that_is_said(tmp_path: Path) -> None:
    found = diagnose_firms(
        with_firms(tmp_path, [link("f2", "f1", None)]),
        read_account(with_firms(tmp_path / "b", []), year=2023),
    )
    assert found.firms.to_polars()["seen_share"].to_list() == [0.0, 0.0]
    assert found.firms.to_polars()["suppliers"].to_list() == [1, 0]
    assert "No value of any link" in found.notes[-1].en


def test_the_diagnosis_says_why_it_left_firms_out(tmp_path: Path) -> None:
    none = with_firms(tmp_path / "none", [], **NONE)
    reasons = {each.analysis.en: each.reason.en for each in diagnose(none).skipped}
    text = reasons["What the region loses with each firm"]
    assert "No local firm has a revenue." in text
    large = diagnose(with_firms(tmp_path / "large", [], f1=301.0))
    reasons = {each.analysis.en: each.reason.en for each in large.skipped}
    text = reasons["What the region loses with each firm"]
    assert "Firms of industry 03 make 301, the industry 300: 'f1'" in text


def test_a_stop_is_lost_by_the_firm_first_and_spreads(region: Region) -> None:
    result = disrupt(region, {"car": {"f1": 1.0}, "half": {"03": 0.5, "f2": 1.0}})
    assert result.days.to_polars()["scenario"].unique(maintain_order=True).to_list() == [
        "car", "half",
    ]  # fmt: skip
    first = result.days.to_polars().filter(pl.col("day") == 1)["output"].to_list()
    assert first == pytest.approx([1 - 0.03, 1 - 0.15 - 0.02])
    rows = {row["node"]: row for row in result.nodes.to_dicts() if row["scenario"] == "car"}
    assert rows["f1"]["lowest"] == 0.0
    assert rows["f1"]["loss"] == pytest.approx(30.0 * 30 / 365, rel=0.05)
    assert rows["f1"]["kind"], rows["rest:03"]["kind"] == ("firm", "rest")
    assert rows["rest:02"]["loss"] > 0.0, "suppliers lose a customer"
    assert result.days.to_polars().filter(pl.col("day") == 365)["output"].min() > 0.99


def test_stops_that_cannot_be_are_refused(region: Region, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="called nix"):
        disrupt(region, {"x": {"nix": 1.0}})
    with pytest.raises(DataError, match=r"0 to 1, got 1\.5"):
        disrupt(region, {"x": {"f1": 1.5}})
    with pytest.raises(DataError, match="Nothing stands still"):
        disrupt(region, {})
    unsized = with_firms(tmp_path / "unsized", [], **NONE)
    with pytest.raises(DataError, match="f1 has no revenue"):
        disrupt(unsized, {"x": {"f1": 1.0}})


def test_without_firms_industries_can_stop(tmp_path: Path) -> None:
    region = Region.open(write_toy(tmp_path / "toy", drop=("firms",)))
    result = disrupt(region, {"x": {"03": 1.0}})
    assert set(result.nodes.to_polars()["kind"]) == {"rest"}
