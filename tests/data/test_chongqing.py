"""The bundled region: accounts add up, figures equal what was published, every source exists."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from shared_data import SHARED, needs_shared
from upriver.core.periods import parse_period
from upriver.core.units import parse_unit
from upriver.data.checks import check_region
from upriver.data.examples import chongqing, example_path
from upriver.data.schema import table_specs

ROOT = Path(__file__).resolve().parents[2]
TABLES = example_path("chongqing") / "tables"
DOCUMENTS = example_path("chongqing") / "documents"
# The targets on the public page of 31 May 2024: value, unit, comparator, deadline.
PAGE_TARGETS = {
    "TL-manufacturing-share": ("36", "%", "gt", "2027", "500151"),
    "TL-double-new": ("10", "%", "ge", "2027", "500151"),
    "TL-rd": ("12", "%", "ge", "2027", "500151"),
    "TL-hightech-firms": ("2", "times", "multiple", "", "500151"),
    "TL-science-firms": ("2", "times", "multiple", "", "500151"),
    "TL-specialised-firms": ("2", "times", "multiple", "", "500151"),
    "TL-gene-bank": ("1", "places", "rank", "2027", "500151"),
    "TL-farm-va": ("90", "1e8 CNY", "ge", "2027", "500151"),
    "JB-goods-sales": ("10000", "1e8 CNY", "ge", "", "500105"),
    "CKG-routes-2024": ("", "routes", "ge", "2024-12-31", "500000"),
    "HU-rcep": ("100", "%", "eq", "", "500000"),
}
# Value added of 2023 by broad sector, 1e8 yuan, as the statistics bureau published it.
PUBLISHED = {"primary": 2074.68, "secondary": 11699.14, "tertiary": 16371.97}


def rows(name: str) -> list[dict[str, str]]:
    with (TABLES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def account_sums(year: str) -> tuple[dict[str, float], dict[str, float]]:
    """Uses of each product made in the region, and inputs of each sector."""
    uses: dict[str, float] = defaultdict(float)
    inputs: dict[str, float] = defaultdict(float)
    for row in rows("flows"):
        if row["year"] == year:
            inputs[row["industry_to"]] += float(row["value"])
            if row["origin"] in ("local", "total"):
                uses[row["industry"]] += float(row["value"])
    for row in rows("final_uses"):
        if row["year"] == year and row["origin"] in ("local", "total"):
            uses[row["industry"]] += float(row["value"])
    for row in rows("primary_inputs"):
        if row["year"] == year:
            inputs[row["industry"]] += float(row["value"])
    return uses, inputs


@pytest.mark.parametrize(("year", "sectors"), [("2023", 42), ("2007", 42)])
def test_accounts_balance(year: str, sectors: int) -> None:
    uses, inputs = account_sums(year)
    assert len(uses) == len(inputs) == sectors
    for code, value in inputs.items():
        assert uses[code] == pytest.approx(value, rel=1e-6, abs=1e-6), code


def test_output_of_production_is_that_of_the_account() -> None:
    _, inputs = account_sums("2023")
    output = {
        row["industry"]: float(row["value"])
        for row in rows("production")
        if (row["place"], row["year"], row["measure"]) == ("500000", "2023", "output")
    }
    assert output == pytest.approx(inputs, rel=1e-7)


@pytest.mark.parametrize("name", ["flows", "final_uses"])
def test_account_has_no_negative_cells_in_2023(name: str) -> None:
    worst = min(float(row["value"]) for row in rows(name) if row["year"] == "2023")
    assert worst >= 0.0


def test_value_added_equals_the_published_totals() -> None:
    group = {row["industry"]: row["group"] for row in rows("industries")}
    broad = {"agriculture": "primary", "services": "tertiary"}
    total: dict[str, float] = defaultdict(float)
    for row in rows("primary_inputs"):
        if row["year"] == "2023":
            total[broad.get(group[row["industry"]], "secondary")] += float(row["value"])
    for name, published in PUBLISHED.items():
        assert total[name] == pytest.approx(published, rel=1e-3)


def test_survey_of_2007_gives_the_gdp_of_its_source() -> None:
    """GDP 4179.2494 (1e8 yuan): sum of value added in the provincial table of 2007."""
    total = sum(float(row["value"]) for row in rows("primary_inputs") if row["year"] == "2007")
    assert total == pytest.approx(4179.2494, rel=1e-6)


def test_trade_with_other_countries_is_near_the_customs_figures() -> None:
    """Customs: 8,006.8 in 2025 after +12 %, so about 7,150 in 2024; services come on top."""
    uses = [row for row in rows("final_uses") if row["year"] == "2023"]
    exports = sum(float(row["value"]) for row in uses if row["category"] == "exports")
    imports = sum(
        float(row["value"])
        for row in [*rows("flows"), *rows("final_uses")]
        if row["year"] == "2023" and row["origin"] == "foreign"
    )
    assert 4500 < exports < 5600
    assert 2100 < imports < 2900


def test_the_region_is_short_of_ores_and_long_in_vehicles() -> None:
    net: dict[str, float] = defaultdict(float)
    for row in rows("final_uses"):
        if row["year"] == "2023" and row["category"] in ("exports", "outflow"):
            net[row["industry"]] += float(row["value"])
    for name in ("flows", "final_uses"):
        for row in rows(name):
            if row["year"] == "2023" and row["origin"] in ("domestic", "foreign"):
                net[row["industry"]] -= float(row["value"])
    assert max(net, key=net.__getitem__) == "18"
    assert min(net["02"], net["04"]) < 0


def test_every_source_that_is_named_exists() -> None:
    known = {row["source"] for row in rows("sources")}
    for name in table_specs():
        if (TABLES / f"{name}.csv").exists() and "source" in table_specs()[name].names:
            used = {row["source"] for row in rows(name) if row.get("source")}
            assert used <= known, name


def test_every_page_has_an_address_or_says_what_it_is() -> None:
    for row in rows("sources"):
        assert row["title"]
        assert row["kind"]
        assert row["publisher"]
        if row["kind"] == "copy":
            assert row["url"].startswith("http")
            assert "check against the original" in row["note"]


def test_figures_rest_on_sources_of_the_right_kind() -> None:
    kind = {row["source"]: row["kind"] for row in rows("sources")}
    for name in ("observations", "targets", "traffic"):
        for row in rows(name):
            own_account = row["source"] == "upriver-account" and row["status"] == "derived"
            assert own_account or kind[row["source"]] != "estimate", row
    for name in table_specs():
        if (TABLES / f"{name}.csv").exists() and "status" in table_specs()[name].names:
            for row in rows(name):
                if kind[row["source"]] == "estimate":
                    assert row["status"] != "reported", (name, row)


def test_all_thirty_provinces_of_2007_are_there() -> None:
    cells = Counter(
        row["place"]
        for row in rows("production")
        if row["year"] == "2007" and row["measure"] == "output"
    )
    assert len(cells) == 30
    assert set(cells.values()) == {41}  # repair was no sector of its own in 2007
    assert {"110000", "310000", "440000", "500000", "650000"} <= set(cells)


@pytest.mark.parametrize("target", sorted(PAGE_TARGETS))
def test_targets_of_the_page(target: str) -> None:
    found = next(row for row in rows("targets") if row["target"] == target)
    cells = tuple(found[name] for name in ("value", "unit", "comparator", "deadline", "place"))
    assert cells == PAGE_TARGETS[target]
    assert found["base_period"] == ""
    assert found["source"] == "cqrb-2024-05-31"


def test_targets_of_the_page_are_all() -> None:
    found = {row["target"] for row in rows("targets") if row["source"] == "cqrb-2024-05-31"}
    assert found == set(PAGE_TARGETS)


@pytest.mark.parametrize(
    ("indicator", "place", "period", "kind", "value"),
    [
        ("nev_output", "500000", "2024-01..2024-04", "yoy", 123),
        ("large_industry_firms", "500105", "2024-05", "level", 151),
        ("intl_routes", "500000", "2024-05", "level", 25),
        ("airport_passengers", "500000", "2024-Q1", "level", 1216.95),
        ("airport_intl_cargo", "500000", "2024-Q1", "level", 3.9),
        ("gdp", "500000", "2023", "level", 30145.79),
        ("nev_output", "500000", "2024", "level", 95.32),
        ("forest_cover", "500000", "2022", "share", 55.04),
        ("pm25", "500000", "2024", "level", 33.6),
    ],
)
def test_published_figures(
    indicator: str, place: str, period: str, kind: str, value: float
) -> None:
    found = [
        float(row["value"])
        for row in rows("observations")
        if (row["indicator"], row["place"], row["period"], row["growth_kind"])
        == (indicator, place, period, kind)
    ]
    assert value in found


def test_sources_that_disagree_are_both_kept() -> None:
    days = {
        row["source"]: row["value"]
        for row in rows("observations")
        if (row["indicator"], row["place"], row["period"]) == ("good_air_days", "500000", "2024")
    }
    assert days == {"cqrd-2025": "333", "gov-report-2025": "329"}


def test_units_and_periods_can_be_read() -> None:
    for name in ("observations", "targets", "traffic", "indicators"):
        for row in rows(name):
            parse_unit(row["unit"])
            for column in ("period", "deadline", "base_period"):
                if row.get(column):
                    parse_period(row[column])


def test_nodes_without_a_firm_exist_and_have_links() -> None:
    nodes = {row["industry"] for row in rows("industries") if row["classification"] == "chain"}
    busy = {row["industry"] for row in rows("firms")}
    linked = {row[side] for row in rows("chain_links") for side in ("industry", "industry_to")}
    assert len(nodes - busy) >= 15
    assert nodes == linked
    opened = {row["industry"] for row in rows("projects") if row["kind"] == "entry"}
    assert opened <= nodes - busy


# What is made in Chongqing, 1e8 yuan: figures as the pages of their sources give them.
FIRM_FIGURES = {
    "seres": (358.42, "2023", "derived"),
    "avatr": (56.45, "2023", "derived"),
    "byd-bishan": (55.5 * 4, "2023", "derived"),  # the first quarter, times four
    "qingshan": (28.9 * 4, "2023", "derived"),
    "huafeng": (330.0, "2023", "reported"),
    "wankai": (106.0, "2022", "reported"),
}


def test_figures_of_firms_are_those_of_their_pages() -> None:
    figures = {
        row["firm"]: (float(row["revenue"]), row["year"], row["status"])
        for row in rows("firms")
        if row["revenue"]
    }
    assert figures == FIRM_FIGURES


def test_firms_of_a_sector_stay_below_its_output() -> None:
    _, output = account_sums("2023")
    home = {row["industry"]: row["parent"] or row["industry"] for row in rows("industries")}
    made: dict[str, float] = defaultdict(float)
    for row in rows("firms"):
        if row["revenue"]:
            made[home[row["industry"]]] += float(row["revenue"])
    assert set(made) == {"12", "18", "19"}
    for sector, value in made.items():
        assert 0.0 < value < output[sector], sector


def test_every_supply_joins_two_firms_of_the_bundle() -> None:
    place = {row["firm"]: row["place"] for row in rows("firms")}
    inside = {row["place"] for row in rows("places") if row["parent"] == "500000"} | {"500000"}
    kind = {row["source"]: row["kind"] for row in rows("sources")}
    links = [(row["firm"], row["firm_to"]) for row in rows("supplies")]
    assert len(links) == len(set(links)) == 13
    for row in rows("supplies"):
        assert row["firm"] != row["firm_to"]
        assert {place[row["firm"]], place[row["firm_to"]]} <= inside
        assert row["value"] == ""  # no page gives one
        assert (row["status"], kind[row["source"]] != "estimate") == ("reported", True)


def test_costs_of_research_follow_from_published_support() -> None:
    """Support of one project (1e4 yuan) over the public share: 92.6 of 603.8 in 2021."""
    support = {"r-chip": 1000, "r-wire": 1000, "r-computer": 1000, "r-lidar": 1000,
               "r-casting": 1000, "r-icmaterial": 1000, "r-icequipment": 1000, "r-recycle": 550,
               "r-robot": 500, "r-flight": 300, "r-os": 300, "r-industrial": 300}  # fmt: skip
    tasks = {row["task"]: row for row in rows("research_tasks")}
    assert set(tasks) == set(support)
    for code, row in tasks.items():
        assert float(row["cost"]) == pytest.approx(support[code] / 1e4 * 603.8 / 92.6, abs=5e-3)
        assert row["status"] == "assumed"  # nobody publishes a chance
    (match,) = [row for row in rows("fund_rules") if row["leverage"]]
    assert (match["fund"], match["use"]) == ("fiscal", "research")
    assert float(match["leverage"]) == pytest.approx(603.8 / 92.6 - 1, abs=0.05)


def test_a_task_opens_something_or_has_a_worth_of_its_own() -> None:
    opening = {row["task"] for row in rows("research_unlocks")}
    needy = {row["task"] for row in rows("research_needs")}
    for row in rows("research_tasks"):
        assert (row["task"] in opening) != bool(row["value"]), row["task"]
        assert row["task"] in needy


def test_bank_loans_have_the_published_rate_and_term() -> None:
    """Loan prime rate above five years of January 2025; ten years at most, as a rule."""
    found = {(row["fund"], row["term"]) for row in rows("funds") if row["term"]}
    assert found == {("loans", "10")}
    assert {row["cost"] for row in rows("funds") if row["fund"] == "loans"} == {"0.036"}
    repay = [row["fund"] for row in rows("fund_rules") if row["use"] == "repayment"]
    assert repay == ["own"]


def test_people_of_the_base_year_are_enough() -> None:
    output = {
        row["industry"]: float(row["value"])
        for row in rows("production")
        if (row["place"], row["year"], row["measure"]) == ("500000", "2023", "output")
    }
    needed: dict[str, float] = defaultdict(float)
    for row in rows("skill_needs"):
        needed[row["occupation"]] += float(row["need"]) * output[row["industry"]]
    stock = {
        row["occupation"]: float(row["stock"]) for row in rows("talent") if row["year"] == "2024"
    }
    assert set(needed) == set(stock)
    for occupation, people in stock.items():
        assert 0.9 * people < needed[occupation] <= people


def test_the_package_has_no_errors() -> None:
    region = chongqing()
    errors = [finding for finding in check_region(region) if finding.severity == "error"]
    assert errors == []
    assert (region.code, region.base_year) == ("500000", 2023)


@pytest.mark.parametrize("row", rows("documents"), ids=lambda row: row["document"])
def test_documents_are_there_and_say_that_they_are_summaries(row: dict[str, str]) -> None:
    text = (DOCUMENTS.parent / row["path"]).read_text(encoding="utf-8")
    assert "upriver" in text.splitlines()[0]
    assert "1216.95" in text or "12.1695" in text
    assert len(text) > 500


def test_the_tables_are_small() -> None:
    assert sum(file.stat().st_size for file in TABLES.glob("*.csv")) < 2_500_000


@needs_shared
@pytest.mark.shared
def test_tables_are_what_the_scripts_write(tmp_path: Path) -> None:
    out = tmp_path / "region" / "tables"
    command = [sys.executable, "tools/build_chongqing.py", str(SHARED / "data"), str(out)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert "mean absolute error: 9.2%" in done.stdout
    written = {file.name: file.read_bytes() for file in out.iterdir()}
    assert written == {file.name: file.read_bytes() for file in TABLES.iterdir()}
