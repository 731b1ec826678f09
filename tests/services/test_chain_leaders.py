"""Leaders of the toy chain with and without known trade between firms; choke points of nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest

from toy import FACT, toy_region, write_toy
from upriver.data.region import Region
from upriver.services.diagnose import Diagnosis, diagnose

if TYPE_CHECKING:
    from pathlib import Path


def with_tables(path: Path, **tables: list[dict[str, object]]) -> Diagnosis:
    frames = {name: pl.DataFrame(rows) for name, rows in tables.items()}
    return diagnose(Region.open(write_toy(path / "toy", **frames)))


def links(found: Diagnosis) -> dict[str, dict[str, object]]:
    (chain,) = found.chains
    return {str(row["industry"]): row for row in chain.links.to_dicts()}


def test_without_trade_between_firms_a_leader_has_the_rate_of_its_industry(tmp_path: Path) -> None:
    (chain,) = diagnose(toy_region(tmp_path)).chains
    (leader,) = chain.leaders.to_dicts()
    assert (leader["firm"], leader["basis"], leader["suppliers"]) == ("f1", "industry", None)
    assert leader["local_supply_rate"] == pytest.approx(0.06 / 0.09)


def test_known_purchases_decide_and_hold_in_any_unit(tmp_path: Path) -> None:
    """f1 buys 3 here and 1 of the neighbour; f2 sells all it sells to f1; the old year is out."""
    base = {"year": 2023, "unit": "1e8 CNY", **FACT}
    supplies = [
        {"firm": "f2", "firm_to": "f1", "value": 3.0, **base},
        {"firm": "f3", "firm_to": "f1", **base, "value": 1e4, "unit": "1e4 CNY"},
        {"firm": "f3", "firm_to": "f1", **base, "value": 90.0, "year": 2020},
    ]
    found = with_tables(tmp_path, supplies=supplies)
    (chain,) = found.chains
    (leader,) = chain.leaders.to_dicts()
    assert (leader["basis"], leader["suppliers"]) == ("firm", 2.0)
    assert leader["local_supply_rate"] == pytest.approx(0.75)
    assert leader["purchases"] == pytest.approx(4.0)
    assert links(found)["N-MAT"]["leader_dependence"] == 1.0
    assert found.to_dict()["chains"][0]["leaders"] == chain.leaders.to_dicts()


def test_a_node_with_its_own_foreign_share_and_sources_can_be_a_choke_point(tmp_path: Path) -> None:
    values = {"foreign_share": 0.9, "source_concentration": 0.6}
    own = [
        {"industry": "N-MAT", "parameter": name, "value": value, "unit": "ratio", **FACT}
        for name, value in values.items()
    ]
    found = with_tables(tmp_path, industry_parameters=own)
    material = links(found)["N-MAT"]
    assert "choke" in str(material["labels"])
    assert "research" in str(material["decisions"])
    assert "来源集中度（HHI） 0.6 > 0.4" in str(material["reason_zh"])
    assert (material["foreign_share"], material["source_concentration"]) == (0.9, 0.6)
    chosen = found.lists.to_polars().filter(pl.col("list") == "key_technologies")
    assert chosen["industry"].to_list() == ["N-MAT"]
    only = with_tables(tmp_path / "one", industry_parameters=own[:1])
    assert "无法判断" in str(links(only)["N-MAT"]["open_zh"])
