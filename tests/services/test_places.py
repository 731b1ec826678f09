"""Several packages in one plan, from their tables to the command line."""

import json
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from places_plan_toy import shared_plan
from plan_toy import toy_plan
from toy import METADATA, tables
from upriver.cli.main import main
from upriver.core.errors import DataError, LabelError
from upriver.core.figures import percent
from upriver.core.message import LANGUAGES
from upriver.data.checks import check_region
from upriver.data.region import Region
from upriver.data.write import write_package
from upriver.planning.settings import PlanSettings
from upriver.services.places import plan_districts, plan_places
from upriver.services.plan import plan
from upriver.services.saved_places import load_places_plan, save_places_plan
from upriver.services.saved_plan import save_plan

FACT = {"status": "assumed", "source": "s2"}
SHORT = PlanSettings(last_year=2025)
# Each sells the other some of sector 03; inflows of 03 are 3 % of 1000 and 8 (1e8 CNY).
TRADE = pl.DataFrame(
    [{"year": 2023, "place": a, "place_to": b, "industry": "03", "value": value, "unit": "1e8 CNY",
      **FACT} for a, b, value in (("500000", "510000", 20.0), ("510000", "500000", 30.0))]
)  # fmt: skip
SECTORS = ("01", "02", "03", "04", "05")
# What the places and the whole say of nature and money.
NATURE = {
    "stressors": pl.DataFrame(
        [{"stressor": "CO2", "name_en": "Carbon", "name_zh": "碳", "unit": "1e4 t"}]
    ),
    "pressures": pl.DataFrame(
        [{"stressor": "CO2", "industry": code, "year": 2023, "value": 10.0, "unit": "1e4 t",
          **FACT} for code in SECTORS]
    ),
}  # fmt: skip
USES = ("capacity", "projects", "entry", "research", "talent", "routes", "abatement")


def money(fund: str, amount: float) -> dict[str, pl.DataFrame]:
    return {
        "funds": pl.DataFrame(
            [{"fund": fund, "year": 2024, "name_en": fund.title(), "name_zh": fund, "kind": "fiscal",
              "amount": amount, "cost": 0.0, **FACT}]
        ),
        "fund_rules": pl.DataFrame([{"fund": fund, "use": use, **FACT} for use in USES]),
    }  # fmt: skip


def package(path: Path, code: str, **more: pl.DataFrame) -> Region:
    """The toy package as that of another place."""
    metadata = METADATA.model_copy(update={"region": code})
    return Region.open(write_package(path / code, {**tables(), **more}, metadata))


def test_places_trade_as_their_tables_say(tmp_path: Path) -> None:
    one = package(tmp_path, "500000", trade=TRADE)
    two = package(tmp_path, "510000")
    assert not check_region(one)
    found = plan_places([one, two], SHORT)
    rows = {(row["place"], row["year"]): row for row in found.trade.to_dicts()}
    assert rows["500000", 2024]["base_sold_share"] == pytest.approx(0.4)
    assert rows["510000", 2024]["base_bought_share"] == pytest.approx(20 / 38)
    assert found.audit.passed
    assert found.names["500000"].zh == "重庆"
    assert found.rests_on is not None


def test_without_a_table_each_plans_as_alone(tmp_path: Path) -> None:
    regions = [package(tmp_path, "500000"), package(tmp_path, "510000")]
    found = plan_places(regions, SHORT)
    alone = [plan(region, SHORT).objective for region in regions]
    assert found.objective == pytest.approx(sum(alone), rel=1e-5)
    assert any("unknown" in note.en for note in found.notes)


def test_the_whole_lends_its_caps_funds_and_targets(tmp_path: Path) -> None:
    """A cap of 110 on what two places press 100 in the base year; 5 a year for both."""
    caps = pl.DataFrame(
        [{"stressor": "CO2", "year": 2025, "value": 110.0, "unit": "1e4 t", "hard": True, **FACT}]
    )
    promised = {
        "indicators": pl.DataFrame(
            [{"indicator": "va", "name_en": "Value added", "name_zh": "增加值",
              "unit": "1e8 CNY", "direction": "higher", "plan_measure": "value_added"}]
        ),
        "targets": pl.DataFrame(
            [{"target": "VA", "indicator": "va", "place": "500000", "comparator": "ge",
              "value": 1500.0, "unit": "1e8 CNY", "growth_kind": "level", "deadline": "2025",
              "hard": False, **FACT}]
        ),
    }  # fmt: skip
    whole = package(tmp_path, "500000", **NATURE, **money("city", 5.0), **promised, caps=caps)
    assert not check_region(whole)
    places = [
        package(tmp_path, code, **NATURE, **money("own", 1.0)) for code in ("110000", "510000")
    ]
    found = plan_places(places, SHORT, whole=whole)
    assert "200.0%" in found.notes[0].en  # each of the toys is as large as the whole
    row = found.targets.to_dicts()[0]
    assert (row["target_en"], row["wanted"]) == ("Value added", 1500.0)
    made = sum(r["value_added"] for r in found.places.to_dicts() if r["year"] == 2025)
    assert row["value"] == pytest.approx(made)
    assert {r["cap_zh"] for r in found.caps.to_dicts()} == {"碳"}
    assert all(r["total"] <= 110.0 + 1e-6 for r in found.caps.to_dicts() if r["limit"])
    assert {r["available"] for r in found.grants.to_dicts()} == {5.0}
    bare = plan_places([package(tmp_path / "bare", "110000")], SHORT, whole=whole)
    told = " ".join(note.en for note in bare.notes)
    assert "Carbon of the whole is left out" in told
    assert "The funds of the whole are left out" in told
    assert bare.grants.frame.is_empty()


def test_what_contradicts_is_refused(tmp_path: Path) -> None:
    one = package(tmp_path, "500000", trade=TRADE)
    other = TRADE.with_columns(value=pl.col("value") + 1.0)
    with pytest.raises(DataError, match="differs between packages"):
        plan_places([one, package(tmp_path, "510000", trade=other)], SHORT)
    with pytest.raises(LabelError, match="Several packages are of place"):
        plan_places([one, one], SHORT)
    unknown = TRADE.with_columns(value=pl.lit(None, pl.Float64))
    with pytest.raises(DataError, match="03, 2023 is unknown"):
        plan_places([one.replace(trade=unknown), package(tmp_path / "b", "510000")], SHORT)


def district_rows(status: str = "assumed") -> dict[str, pl.DataFrame]:
    """Two districts of the toy, the first with a quarter of everything but all of sector 05."""
    places = pl.concat(
        [
            tables()["places"],
            pl.DataFrame(
                [{"place": "500106", "name_en": "Place 500106", "name_zh": "沙坪坝",
                  "kind": "district", "parent": "500000"}]
            ),
        ],
        how="diagonal",
    )  # fmt: skip
    rows = [
        {"place": place, "industry": code, "year": 2023, "measure": "output",
         "value": share if code != "05" else float(place == "500105"), "unit": "1e8 CNY",
         **FACT, "status": status}
        for place, share in (("500105", 1.0), ("500106", 3.0)) for code in SECTORS
    ]  # fmt: skip
    production = pl.concat([tables()["production"], pl.DataFrame(rows)], how="diagonal")
    return {"places": places, "production": production}


def test_districts_of_one_package_are_planned_together(tmp_path: Path) -> None:
    """The second district makes nothing of sector 05 and buys what it needs from the first."""
    city = package(tmp_path, "500000", **district_rows())
    found = plan_districts(city, SHORT)
    assert list(found.names) == ["500105", "500106"]
    assert found.names["500106"].zh == "沙坪坝"
    rows = [row for row in found.trade.to_dicts() if row["product"] == "05"]
    assert {row["place"] for row in rows if row["base_sold_share"] > 0} == {"500105"}
    assert {row["place"] for row in rows if row["base_bought_share"] > 0} == {"500106"}
    assert "derived" in found.notes[0].en
    assert found.audit.passed
    missing = district_rows()
    gap = missing["production"].filter(
        ~((pl.col("place") == "500106") & (pl.col("industry") == "03"))
    )
    with pytest.raises(DataError, match="Output of 03 in 500106 is unknown"):
        plan_districts(package(tmp_path / "gap", "500000", **{**missing, "production": gap}), SHORT)
    with pytest.raises(DataError, match="has figures of 0 districts"):
        plan_districts(package(tmp_path / "none", "500000"), SHORT)


def test_places_of_their_own_tables_rest_on_what_they_rest_on_alone(tmp_path: Path) -> None:
    """The tables of the toy are reported; its trade with the other place is assumed."""
    regions = [package(tmp_path, "500000", trade=TRADE), package(tmp_path, "510000")]
    found = plan_places(regions, SHORT)
    for region in regions:
        alone = plan(region, SHORT).rests_on
        assert alone is not None
        assert alone.shares["reported"] == 1.0
        assert found.plans[region.code].rests_on == alone
    assert found.provenance["trade"].shares["assumed"] == 1.0
    assert found.rests_on is not None
    assert 0 < found.rests_on.shares["assumed"] < 0.5


@pytest.mark.parametrize(("status", "assumed"), [("assumed", True), ("reported", False)])
def test_districts_say_how_much_of_them_is_assumed(
    status: str, assumed: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The page, the screen, the workbook and the file tell it, of each district and of all."""
    package(tmp_path, "500000", **district_rows(status))
    words = ["plan-places", str(tmp_path / "500000"), "--districts", "--set", "last_year=2024"]
    saved, excel, out = tmp_path / "a.zip", tmp_path / "a.xlsx", tmp_path / "out"
    asked = [*words, "--save", str(saved), "--excel", str(excel), "--out", str(out)]
    assert main([*asked, "--lang", "en"]) == 0
    shown = capsys.readouterr().out
    found = load_places_plan(saved)
    for one in found.plans.values():
        assert one.provenance["production"].shares[status] == 1.0
        assert one.provenance["flows"].shares["assumed"] == float(assumed)
        assert one.rests_on is not None
        assert (one.rests_on.shares["assumed"] > 0.5) == assumed
        assert (one.rests_on.shares["assumed"] > 0.0) == assumed
    assert found.provenance["trade"].shares["assumed"] == float(assumed)
    assert found.rests_on is not None
    told = percent(found.rests_on.shares["assumed"])
    assert told in shown[shown.index("What the figures rest on") :]
    page = (out / "places.en.html").read_text("utf-8")
    table = page[page.index("What the figures of each place rest on") :]
    assert table.count(told) >= 1
    assert "Place 500106" in table
    (basis,) = [sheet for sheet in openpyxl.load_workbook(excel) if "Assumptions" in sheet.title]
    rows = [[cell.value for cell in row] for row in basis.iter_rows()]
    totals = {row[0]: row[4] for row in rows if row[1] == "All together"}
    wanted = [found.rests_on, *(one.rests_on for one in found.plans.values())]
    shares = [one.shares["assumed"] for one in wanted if one is not None]
    assert sorted(totals.values()) == pytest.approx(sorted(shares))
    assert any(row[0] == "All places" and "rade" in str(row[1]) for row in rows)


def test_districts_are_of_one_package(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    package(tmp_path, "500000", **district_rows())
    path = str(tmp_path / "500000")
    assert main(["plan-places", path, "--districts", "--set", "last_year=2024", "--json"]) == 0
    assert list(json.loads(capsys.readouterr().out)["plans"]) == ["500105", "500106"]
    assert main(["plan-places", path, path, "--districts"]) != 0
    assert "takes one package" in capsys.readouterr().err


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_command_line_shows_who_trades(
    language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    package(tmp_path, "500000", trade=TRADE)
    package(tmp_path, "510000")
    paths = [str(tmp_path / code) for code in ("500000", "510000")]
    options = ["--set", "last_year=2025"]
    assert main(["plan-places", *paths, *options, "--lang", language]) == 0
    shown = capsys.readouterr().out
    for word in {"en": ("Who trades", "Sold to others"), "zh": ("地区间贸易", "售予他地")}[
        language
    ]:
        assert word in shown
    assert main(["plan-places", *paths, *options, "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert list(data["plans"]) == ["500000", "510000"]


def test_the_command_line_hands_over_all_that_the_plan_of_one_place_does(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Saved, as a workbook, as pages; and two saved ones compared. No package is written over."""
    package(tmp_path, "500000", trade=TRADE)
    package(tmp_path, "510000")
    words = ["plan-places", *(str(tmp_path / code) for code in ("500000", "510000"))]
    words += ["--set", "last_year=2024"]
    saved, excel, out = tmp_path / "a" / "one.zip", tmp_path / "b" / "one.xlsx", tmp_path / "c"
    asked = [*words, "--save", str(saved), "--excel", str(excel), "--out", str(out)]
    assert main([*asked, "--lang", "zh"]) == 0
    shown = capsys.readouterr()
    assert "联合规划的得益" in shown.out
    assert f"已保存：{saved}" in shown.err
    assert load_places_plan(saved).names["500000"].zh == "重庆"
    assert openpyxl.load_workbook(excel).sheetnames[0] == "总览"
    pages = [(out / f"places.{language}.html").read_text("utf-8") for language in LANGUAGES]
    assert "What planning together brings" in pages[LANGUAGES.index("en")]
    other = tmp_path / "two.zip"
    assert main([*words, "--set", "places.trade_drift=0.2", "--save", str(other)]) == 0
    for language, told in (("en", "places.trade_drift"), ("zh", "设置")):
        assert main(["compare-plans", str(saved), str(other), "--lang", language]) == 0
        assert told in capsys.readouterr().out
    assert main(["compare-plans", str(saved), str(other), "--json"]) == 0
    assert set(json.loads(capsys.readouterr().out)["plans"]) == {"500000", "510000"}
    inside = tmp_path / "500000" / "plan.zip"
    assert main([*words, "--save", str(inside)]) != 0
    assert "belongs to the package" in capsys.readouterr().err
    assert not inside.exists()


def test_a_plan_of_one_place_is_not_compared_with_one_of_several(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one = save_plan(toy_plan(), tmp_path / "one.zip")
    several = save_places_plan(shared_plan(), tmp_path / "several.zip")
    assert main(["compare-plans", str(one), str(several)]) != 0
    assert "is a plan of several places, the other is not" in capsys.readouterr().err
    assert main(["compare-plans", str(several), str(several), "--lang", "zh"]) == 0
