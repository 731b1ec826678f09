"""Intervals, classes and their facts in the diagnosis, with one year and with several."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest

from entry_toy import related_panel
from panel_toy import write_panel
from toy import toy_region, write_toy
from upriver.complexity.cultivation import CLASSES, CultivationThresholds
from upriver.data.region import Region
from upriver.services.comparison import compared_output, find_comparison
from upriver.services.diagnose import Diagnosis, diagnose
from upriver.services.diagnosis_settings import DiagnosisSettings
from upriver.services.uncertainty import relative_error

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

HOME = "p03"
FEW = DiagnosisSettings(replicates=40, horizon=5)


def by_industry(diagnosis: Diagnosis) -> dict[str, dict[str, Any]]:
    return {row["industry"]: row for row in diagnosis.industries.to_dicts()}


@pytest.fixture(scope="module")
def one_year(tmp_path_factory: pytest.TempPathFactory) -> Diagnosis:
    return diagnose(toy_region(tmp_path_factory.mktemp("one")))


@pytest.fixture(scope="module")
def panel_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("many") / "panel"
    return write_panel(path, related_panel(1).round(), region=HOME)


@pytest.fixture(scope="module")
def many_years(panel_path: Path) -> Diagnosis:
    return diagnose(Region.open(panel_path), FEW)


def test_every_industry_has_a_class_with_its_chance_or_a_reason(many_years: Diagnosis) -> None:
    chances = many_years.chances.to_polars()
    for code, row in by_industry(many_years).items():
        own = dict(
            chances.filter(pl.col("industry") == code).select("cultivation", "chance").rows()
        )
        assert set(own) == {each.cultivation for each in CLASSES}
        assert sum(own.values()) == pytest.approx(1.0)
        assert row["cultivation_chance"] == max(own.values()) == own[row["cultivation"]]
        assert row["unjudged_en"] is None
        assert row["reason_en"]
        assert row["reason_zh"]


def test_intervals_are_in_order_and_in_the_tables(one_year: Diagnosis) -> None:
    for row in one_year.industries.to_dicts():
        for name in ("rca", "density", "pci"):
            assert row[f"{name}_low"] <= row[f"{name}_high"]
    for row in one_year.places.to_dicts():
        assert row["eci_low"] <= row["eci_high"]
        assert 1 <= row["rank_low"] <= row["rank_high"] <= 6
        assert 0.0 <= row["top_chance"] <= 1.0
    total = sum(row["top_chance"] for row in one_year.places.to_dicts())
    assert total >= one_year.top, "so many places are among the top in each draw, more with ties"


def test_one_year_has_no_growth_and_says_what_a_forecast_needs(one_year: Diagnosis) -> None:
    for row in one_year.industries.to_dicts():
        assert row["momentum"] is row["entry_chance"] is row["jumped"] is None
        assert row["cultivation"] != "exit", "nothing is let go for want of data"
    (skipped,) = one_year.skipped
    assert "the package has 1 (2020)" in skipped.reason.en
    assert "数据包有 1 个年份（2020）" in skipped.reason.zh
    assert one_year.backtest is None


def test_the_size_of_an_establishment_is_told_as_assumed(one_year: Diagnosis) -> None:
    note = one_year.uncertainty_note
    assert note is not None
    size = DiagnosisSettings().establishment
    assert f"pieces of {size:g} x 1e8 CNY, the assumed size of one establishment" in note.en
    assert f"每家企业 {size:g} 亿元（假设值）" in note.zh


def test_larger_establishments_make_wider_intervals(tmp_path: Path) -> None:
    region = toy_region(tmp_path)
    width = []
    for size in (0.2, 20.0):
        row = by_industry(diagnose(region, DiagnosisSettings(establishment=size)))["02"]
        width.append(row["rca_high"] - row["rca_low"])
    assert width[0] < 0.5 * width[1]


def test_the_seed_decides_the_draws(tmp_path: Path) -> None:
    region = toy_region(tmp_path)
    one, same, other = (
        diagnose(region, DiagnosisSettings(seed=seed)).to_dict() for seed in (3, 3, 4)
    )
    assert one == same
    assert one["industries"] != other["industries"]


def test_held_and_present_are_one_limit_unless_two_are_chosen() -> None:
    assert DiagnosisSettings(rca_threshold=1.2).class_limits.held == 1.2
    low = DiagnosisSettings(rca_threshold=0.5).class_limits
    assert (low.held, low.foothold) == (0.5, 0.5)
    both = DiagnosisSettings(rca_threshold=1.2, cultivation=CultivationThresholds(held=1.1))
    assert both.class_limits.held == 1.1
    assert both.convention.threshold == 1.2


def test_pulls_are_the_nearest_held_industries(one_year: Diagnosis) -> None:
    presence = {code: row["presence"] for code, row in by_industry(one_year).items()}
    assert one_year.proximity is not None
    pulls = one_year.pulls.to_polars()
    for (code,), group in pulls.group_by("industry"):
        held = group["held"].to_list()
        assert all(presence[each] for each in held)
        assert code not in held
        near = [one_year.proximity.sel(industry=each, industry_to=code).item() for each in held]
        assert group["proximity"].to_list() == near == sorted(near, reverse=True)
        assert group["share"].sum() <= 1.0 + 1e-12


def test_what_it_would_add_by_hand(one_year: Diagnosis) -> None:
    """The step is the complexity of the industry less the mean of those that are held."""
    rows = by_industry(one_year)
    held = [row["pci"] for row in rows.values() if row["presence"]]
    for row in rows.values():
        assert row["complexity_step"] == pytest.approx(row["pci"] - np.mean(held))


def test_figures_that_are_not_reported_waver_more(tmp_path: Path) -> None:
    region = toy_region(tmp_path)
    rows = region.table("production")
    shaky = region.replace(
        production=rows.with_columns(
            status=pl.when(pl.col("industry") == "02")
            .then(pl.lit("assumed"))
            .when(pl.col("industry") == "03")
            .then(pl.lit("derived"))
            .otherwise("status")
        )
    )
    comparison = find_comparison(shaky)
    assert comparison is not None
    error = relative_error(
        compared_output(shaky, comparison, year=2020), DiagnosisSettings(assumed_error=0.4)
    )
    assert error.sel(place="500000").values.tolist() == [0.0, 0.4, 0.1, 0.0, 0.0]
    firm, loose = by_industry(diagnose(region))["02"], by_industry(diagnose(shaky))["02"]
    assert loose["rca_high"] - loose["rca_low"] > 1.5 * (firm["rca_high"] - firm["rca_low"])
    note = diagnose(shaky).uncertainty_note
    assert note is not None
    assert "assumed ones by 30%" in note.en
    assert "假设数按 30%" in note.zh


def test_a_panel_brings_growth_chances_jumps_and_a_backtest(many_years: Diagnosis) -> None:
    rows = by_industry(many_years)
    assert many_years.horizon == 5
    entered = [row for row in rows.values() if not row["presence"]]
    assert entered
    for row in rows.values():
        assert (row["entry_chance"] is None) == row["presence"]
    for row in entered:
        assert 0.0 < row["entry_chance"] < 1.0
        assert 0 <= row["jumped"] <= row["comparable"]
    assert many_years.backtest is not None
    found = {row["method"]: row for row in many_years.backtest.to_dicts()}
    assert {"logit", "density"} <= set(found)
    assert {"auc", "average_precision", "base_rate", "ece", "lift"} <= set(found["logit"])
    assert not [each for each in many_years.skipped if "production" in each.tables]


def test_growth_by_hand(many_years: Diagnosis) -> None:
    """Logarithmic, a year, over the five years before the newest."""
    panel = related_panel(1).round()
    shares = panel / panel.sum("industry")
    quotient = shares / (panel.sum("place") / panel.sum(["place", "industry"]))
    own = quotient.sel(place=HOME)
    expected = np.log(own.sel(year=2010) / own.sel(year=2005)) / 5
    for code, row in by_industry(many_years).items():
        assert row["momentum"] == pytest.approx(expected.sel(industry=code).item())


def test_growth_is_measured_from_the_nearest_year(panel_path: Path) -> None:
    region = Region.open(panel_path)
    far = by_industry(diagnose(region, FEW.model_copy(update={"momentum_years": 13})))
    panel = related_panel(1).round()
    shares = panel / panel.sum("industry")
    quotient = shares / (panel.sum("place") / panel.sum(["place", "industry"]))
    own = quotient.sel(place=HOME, industry="i00")
    expected = np.log(own.sel(year=2010) / own.sel(year=1995)) / 15
    assert far["i00"]["momentum"] == pytest.approx(expected.item())


def test_too_few_places_for_a_forecast_are_told(tmp_path: Path) -> None:
    panel = related_panel(2, places=6).round()
    region = Region.open(write_panel(tmp_path / "small", panel, region=HOME))
    found = diagnose(region, FEW)
    reasons = [each.reason for each in found.skipped if "production" in each.tables]
    assert "places" in reasons[0].en
    assert by_industry(found)["i00"]["entry_chance"] is None
    assert by_industry(found)["i00"]["momentum"] is not None


def test_what_cannot_be_judged_says_why(tmp_path: Path) -> None:
    panel = related_panel(1).round().isel(year=[4])
    panel.loc[{"place": HOME, "industry": "i01"}] = np.nan
    panel.loc[{"industry": "i02"}] = 0.0
    region = Region.open(write_panel(tmp_path / "holes", panel, region=HOME))
    rows = by_industry(diagnose(region, FEW))
    assert rows["i01"]["unjudged_en"] == "Its output in the place is unknown."
    assert rows["i02"]["unjudged_zh"] == "各地均无该行业产出。"
    assert rows["i01"]["cultivation"] is rows["i02"]["cultivation"] is None
    assert rows["i03"]["cultivation"]
    jobs = panel.sel(place=HOME).sum().item()
    strict = FEW.model_copy(update={"cultivation": CultivationThresholds(least_cases=jobs + 1)})
    rows = by_industry(diagnose(region, strict))
    assert all("The place is too small" in row["unjudged_en"] for row in rows.values())


def test_an_industry_that_is_not_traded_says_so(tmp_path: Path) -> None:
    panel = related_panel(1).round().isel(year=[4])
    region = Region.open(write_panel(tmp_path / "local", panel, region=HOME))
    industries = region.table("industries")
    region = region.replace(
        industries=industries.with_columns(tradable=pl.col("industry") != "i05")
    )
    found = diagnose(region, FEW)
    assert "i05" not in by_industry(found), "without an account nothing else is known of it"
    assert "i06" in by_industry(found)


def test_money_and_counts_are_told_apart(tmp_path: Path) -> None:
    panel = related_panel(1).round().isel(year=[4])
    money = Region.open(write_panel(tmp_path / "money", panel, region=HOME, measure="output"))
    jobs = Region.open(write_panel(tmp_path / "jobs", panel, region=HOME))
    notes = [diagnose(region, FEW).uncertainty_note for region in (money, jobs)]
    assert "establishment" in notes[0].en
    assert "counts of 2010" in notes[1].en
    assert "计数" in notes[1].zh


def test_without_a_panel_scikit_learn_is_not_loaded(tmp_path: Path) -> None:
    """A single year needs no forecast, so the start stays quick."""
    package = write_toy(tmp_path / "toy")
    code = (
        "import sys; from upriver.data.region import Region; "
        "from upriver.services.diagnose import diagnose; "
        f"diagnose(Region.open({str(package)!r})); "
        "sys.exit(int(any(name.split('.')[0] == 'sklearn' for name in sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
