"""Decisions, lists and leads of a diagnosis, and the two chains of the bundled region."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from toy import toy_region
from upriver import examples
from upriver.services.diagnose import Diagnosis, diagnose

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def toy(tmp_path: Path) -> Diagnosis:
    return diagnose(toy_region(tmp_path))


@pytest.fixture(scope="module")
def chongqing() -> Diagnosis:
    return diagnose(examples.chongqing())


def test_a_break_is_to_be_attracted(toy: Diagnosis) -> None:
    (chain,) = toy.chains
    links = {row["industry"]: row for row in chain.links.to_dicts()}
    assert links["N-CELL"]["labels"] == "gap"
    assert links["N-CELL"]["decisions"] == "attract"
    assert links["N-CELL"]["requirement"] == pytest.approx(0.4)
    assert links["N-CELL"]["leading_share"] is None
    assert links["N-MAT"]["leading_share"] == 1.0


def test_the_cell_maker_of_the_neighbour_is_the_first_lead(toy: Diagnosis) -> None:
    first = toy.leads.to_dicts()[0]
    assert (first["industry"], first["candidate"], first["kind"]) == (
        "N-CELL", "f3", "outside_firm",
    )  # fmt: skip
    assert first["closeness"] == 1.0
    assert first["score"] == pytest.approx(0.4)
    assert first["risk_removed"] == pytest.approx(0.4)
    assert first["market"] == pytest.approx((0.02 + 0.01) * 1000 + 8)


def test_a_local_firm_counts_by_proximity_and_steps(toy: Diagnosis) -> None:
    leads = {row["candidate"]: row for row in toy.leads.to_dicts() if row["industry"] == "N-CELL"}
    # The car maker is of the same industry as cells and one link away.
    assert leads["f1"]["closeness"] == pytest.approx((1.0 + 0.5) / 2)


def test_lists_as_practised(toy: Diagnosis) -> None:
    rows = toy.lists.to_dicts()
    assert [row["industry"] for row in rows if row["list"] == "map"] == ["N-CAR", "N-CELL", "N-MAT"]
    assert [row["firm"] for row in rows if row["list"] == "leaders"] == ["f1"]
    assert [row["firm"] for row in rows if row["list"] == "suppliers"] == ["f2"]
    assert "N-CELL" in [row["industry"] for row in rows if row["list"] == "short_boards"]


@pytest.mark.parametrize("chain", ["storage", "nev"])
def test_every_link_of_the_bundled_chains_has_its_numbers(chongqing: Diagnosis, chain: str) -> None:
    (found,) = (each for each in chongqing.chains if each.chain == chain)
    rows = found.links.to_dicts()
    assert len(rows) >= 12
    for row in rows:
        for name in ("requirement", "self_sufficiency", "domestic_share", "foreign_share",
                     "content", "extraction_share", "upstreamness", "density", "sources"):  # fmt: skip
            assert row[name] is not None, (row["industry"], name)
        assert bool(row["labels"]) == bool(row["reason_en"]) == bool(row["reason_zh"])
        assert bool(row["decisions"]) >= bool(row["labels"])


def test_leads_of_the_bundled_region_have_reasons_in_both_languages(chongqing: Diagnosis) -> None:
    rows = chongqing.leads.to_dicts()
    assert {row["kind"] for row in rows} == {"local_firm", "place"}
    assert [row["rank"] for row in rows] == list(range(1, len(rows) + 1))
    assert all(row["reason_en"] and row["reason_zh"] for row in rows)
    scores = [row["score"] for row in rows]
    assert scores == sorted(scores, reverse=True)
