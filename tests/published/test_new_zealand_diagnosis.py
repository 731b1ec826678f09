"""A whole diagnosis of a package with eight censuses: Dunedin beside 38 cities of New Zealand.

Source of the figures: Davies and Mare (2021), Regional Studies 55, 479-494; Motu Working Paper
19-01 (MIT licence), Stats NZ censuses 1976 to 2013. Cells that were suppressed are unknown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from new_zealand import write_cities
from shared_data import needs_shared
from upriver.data.region import Region
from upriver.services.diagnose import Diagnosis, diagnose
from upriver.services.diagnosis_settings import DiagnosisSettings

if TYPE_CHECKING:
    from typing import Any

pytestmark = needs_shared
DUNEDIN = "23"


@pytest.fixture(scope="module")
def dunedin(tmp_path_factory: pytest.TempPathFactory) -> Diagnosis:
    path = write_cities(tmp_path_factory.mktemp("nz") / "cities", region=DUNEDIN)
    return diagnose(Region.open(path), DiagnosisSettings(replicates=100))


@pytest.fixture(scope="module")
def rows(dunedin: Diagnosis) -> dict[str, dict[str, Any]]:
    return {row["name_en"]: row for row in dunedin.industries.to_dicts()}


def test_what_dunedin_is_known_for(rows: dict[str, dict[str, Any]]) -> None:
    """A university city: libraries, media and arts are its own, schools and hospitals beside."""
    for name in ("Library and other information services", "Arts and recreational services"):
        assert rows[name]["cultivation"] == "strengthen"
        assert rows[name]["rca_low"] > 1.0
    assert rows["Education and training"]["rca"] > 1.4
    assert rows["Health care and social assistance"]["rca_low"] > 1.2
    assert rows["Air and space transport"]["cultivation"] == "watch"


def test_entries_are_forecast_better_than_by_density(dunedin: Diagnosis) -> None:
    """The goal of the method: AUC of 0.79, and never below density."""
    assert dunedin.backtest is not None
    scores = {row["method"]: row for row in dunedin.backtest.to_dicts()}
    assert scores["logit"]["auc"] >= 0.79
    assert scores["logit"]["auc"] > scores["density"]["auc"]
    assert scores["logit"]["ece"] <= 0.03


def test_chances_and_comparable_cities_are_there(rows: dict[str, dict[str, Any]]) -> None:
    absent = [row for row in rows.values() if row["rca"] < 1.0]
    assert len(absent) > 30
    for row in absent:
        assert 0.0 < row["entry_chance"] < 1.0
        assert 0 <= row["jumped"] <= row["comparable"] <= 38
    hardly = [row for row in absent if row["rca_high"] < 0.75]
    seeds = [row["entry_chance"] for row in hardly if row["cultivation"] == "seed"]
    watched = [row["entry_chance"] for row in hardly if row["cultivation"] == "watch"]
    assert min(seeds) >= 0.05, "one chance in twenty makes a seed of what is hardly there"
    assert sum(seeds) / len(seeds) > sum(watched) / len(watched)
