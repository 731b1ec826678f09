"""The diagnosis of the toy region, checked by hand, and what is skipped for want of data."""

from pathlib import Path

import numpy as np
import pytest

from toy import INPUTS, OUTPUT, PRODUCTION, toy_region, write_toy
from upriver.core.errors import DataError
from upriver.data.region import Region
from upriver.services.account import read_account
from upriver.services.diagnose import diagnose
from upriver.services.diagnosis_settings import DiagnosisSettings


@pytest.fixture
def region(tmp_path: Path) -> Region:
    return toy_region(tmp_path)


def test_location_quotients_by_hand(region: Region) -> None:
    rows = {row["industry"]: row for row in diagnose(region).industries.to_dicts()}
    here = np.array(PRODUCTION["500000"], dtype=float)
    everywhere = np.array(list(PRODUCTION.values()), dtype=float).sum(axis=0)
    expected = (here / here.sum()) / (everywhere / everywhere.sum())
    assert [rows[code]["rca"] for code in OUTPUT] == pytest.approx(expected.tolist())
    assert rows["01"]["presence"] is True
    assert rows["04"]["presence"] is False


def test_multipliers_by_hand(region: Region) -> None:
    """With equal coefficients a in a 5x5 table every output multiplier is 1 / (1 - 5a)."""
    measures = read_account(region, year=2023).measures
    local = 5 * INPUTS["local"]
    assert measures["output_multiplier"].values == pytest.approx(1 / (1 - local))
    assert measures["backward_linkage"].values == pytest.approx(1.0)
    supplied = INPUTS["local"] / sum(INPUTS.values())
    assert measures["local_supply_rate"].values == pytest.approx(supplied)
    foreign = 5 * INPUTS["foreign"] / (1 - local)
    assert measures["outside_foreign"].values == pytest.approx(foreign)


def test_self_sufficiency_by_hand(region: Region) -> None:
    measures = read_account(region, year=2023).measures
    total = sum(OUTPUT.values())
    for code, output in OUTPUT.items():
        sold = 0.5 * (output - INPUTS["local"] * total)
        bought = (INPUTS["domestic"] + INPUTS["foreign"]) * total + 8.0
        expected = (output - sold) / (output - sold + bought)
        assert measures["self_sufficiency"].sel(industry=code).item() == pytest.approx(expected)


def test_chain_nodes_and_their_gap(region: Region) -> None:
    (chain,) = diagnose(region).chains
    nodes = {row["industry"]: row for row in chain.nodes.to_dicts()}
    assert chain.coverage == pytest.approx(2 / 3)
    assert nodes["N-CELL"]["firms"] == 0, "the cell maker sits in another province"
    assert nodes["N-CELL"]["label"] == "gap"
    assert "0" in nodes["N-CELL"]["reason_zh"]
    assert nodes["N-CAR"]["firm_names_zh"] == "整车厂"
    assert nodes["N-CAR"]["lead_firms"] == "f1"
    # The car needs 0.4 of cells, the cells 0.5 of materials: weights 0.4 and 0.2.
    assert chain.completeness == pytest.approx(0.2 / 0.6)


def test_the_sign_and_the_age_are_told(region: Region) -> None:
    result = diagnose(region)
    assert result.production_year == 2020
    assert "larger economies score higher" in result.anchor.en
    assert "经济规模" in result.anchor.zh
    named = diagnose(region, DiagnosisSettings(anchor="310000"))
    rows = {row["place"]: row for row in named.places.to_dicts()}
    assert rows["310000"]["eci"] > 0
    assert "Place 310000 is high" in named.anchor.en


def test_old_figures_are_noted(region: Region) -> None:
    rows = region.table("production").with_columns(year=2007)
    rows = rows.with_columns(year=rows["year"].cast(int))
    result = diagnose(region.replace(production=rows))
    assert "16 years older" in result.notes[0].en
    assert "16 年" in result.notes[0].zh


@pytest.mark.parametrize(
    ("drop", "analysis"),
    [
        (("flows",), "Multipliers"),
        (("production",), "Specialisation"),
        (("chain_links",), "Chains"),
    ],
)
def test_what_is_absent_is_skipped_and_said(
    tmp_path: Path, drop: tuple[str, ...], analysis: str
) -> None:
    result = diagnose(Region.open(write_toy(tmp_path / "less", drop=drop)))
    others = ("Chances of entry", "What the region loses with each firm")
    (skipped,) = (each for each in result.skipped if not each.analysis.en.startswith(others))
    assert analysis in skipped.analysis.en
    assert drop[0] in skipped.reason.en
    assert drop[0] in skipped.reason.zh


def test_everything_absent_is_no_crash(tmp_path: Path) -> None:
    gone = ("flows", "final_uses", "primary_inputs", "production", "chains", "firms")
    result = diagnose(Region.open(write_toy(tmp_path / "less", drop=gone)))
    assert len(result.skipped) == 4
    assert len(result.industries) == 0
    assert result.to_dict()["chains"] == []


def test_an_unknown_flow_is_refused(region: Region) -> None:
    flows = region.table("flows")
    broken = region.replace(flows=flows.with_columns(value=flows["value"].scatter(0, None)))
    with pytest.raises(DataError, match="flows of 2023 has 1 cells without a value"):
        diagnose(broken)


def test_provenance_reaches_the_result(region: Region) -> None:
    provenance = diagnose(region).provenance
    assert provenance["account"].shares["reported"] == pytest.approx(1.0)
    assert provenance["specialisation"].newest == 2020
