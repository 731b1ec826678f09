# ruff: noqa: E501 (one row of a table a line)
"""What was seen: published figures, read from the collected facts by their number."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from chongqing.found import DERIVED, REPORTED
from chongqing.sources import source_of

if TYPE_CHECKING:
    from pathlib import Path

CITY, JIANGBEI, TONGLIANG, FULING = "500000", "500105", "500151", "500102"
MONEY, PAGE = "1e8 CNY", "cqrb-2024-05-31"
_Q3_2024, _Q3_2025 = "2024-01..2024-09", "2025-01..2025-09"

# fact: (indicator, place, period, kind, comparator, unit of the fact)
_FACTS: dict[str, tuple[str, str, str, str, str, str]] = {
    "F016": ("large_industry_va", CITY, "2024", "yoy", "eq", "%"),
    "F019": ("strategic_va", CITY, "2024", "yoy", "eq", "%"),
    "F020": ("strategic_share", CITY, "2024", "share", "eq", "%"),
    "F022": ("industrial_investment", CITY, "2024", "yoy", "eq", "%"),
    "F023": ("large_industry_va", CITY, _Q3_2024, "yoy", "eq", "%"),
    "F024": ("strategic_va", CITY, _Q3_2024, "yoy", "eq", "%"),
    "F025": ("strategic_share", CITY, _Q3_2024, "share", "eq", "%"),
    "F028": ("gdp", CITY, _Q3_2024, "level", "eq", MONEY),
    "F029": ("gdp", CITY, _Q3_2024, "yoy", "eq", "%"),
    "F030": ("primary_va", CITY, _Q3_2024, "level", "eq", MONEY),
    "F031": ("primary_va", CITY, _Q3_2024, "yoy", "eq", "%"),
    "F032": ("secondary_va", CITY, _Q3_2024, "level", "eq", MONEY),
    "F033": ("secondary_va", CITY, _Q3_2024, "yoy", "eq", "%"),
    "F034": ("tertiary_va", CITY, _Q3_2024, "level", "eq", MONEY),
    "F035": ("tertiary_va", CITY, _Q3_2024, "yoy", "eq", "%"),
    "F036": ("car_industry_va", CITY, _Q3_2024, "yoy", "eq", "%"),
    "F037": ("chemicals_va", CITY, _Q3_2024, "yoy", "eq", "%"),
    "F040": ("electronics_va", CITY, _Q3_2024, "yoy", "eq", "%"),
    "F042": ("nev_output", CITY, _Q3_2024, "level", "eq", "1e4 vehicles"),
    "F043": ("nev_output", CITY, _Q3_2024, "yoy", "eq", "%"),
    "F044": ("lcd_output", CITY, _Q3_2024, "level", "eq", "1e8 units"),
    "F045": ("retail_sales", CITY, _Q3_2024, "level", "eq", "1e12 CNY"),
    "F049": ("gdp", CITY, "2024", "level", "eq", MONEY),
    "F050": ("gdp", CITY, "2024", "yoy", "eq", "%"),
    "F051": ("gdp_per_head", CITY, "2024", "level", "gt", "1e4 CNY/person"),
    "F052": ("nev_output", CITY, "2024", "level", "eq", "1e4 vehicles"),
    "F053": ("nev_output", CITY, "2024", "yoy", "eq", "%"),
    "F057": ("secondary_share", CITY, "2024", "share", "eq", "%"),
    "F058": ("tertiary_share", CITY, "2024", "share", "eq", "%"),
    "F062": ("car_industry_va", CITY, "2024", "yoy", "about", "%"),
    "F064": ("gdp", CITY, "2023", "level", "eq", MONEY),
    "F065": ("gdp", CITY, "2023", "yoy", "eq", "%"),
    "F066": ("primary_va", CITY, "2023", "level", "eq", MONEY),
    "F067": ("secondary_va", CITY, "2023", "level", "eq", MONEY),
    "F068": ("tertiary_va", CITY, "2023", "level", "eq", MONEY),
    "F069": ("primary_va", CITY, "2023", "yoy", "eq", "%"),
    "F070": ("secondary_va", CITY, "2023", "yoy", "eq", "%"),
    "F071": ("tertiary_va", CITY, "2023", "yoy", "eq", "%"),
    "F074": ("nev_output", CITY, "2023", "level", "eq", "1e4 vehicles"),
    "F077": ("rd_intensity", CITY, "2023", "share", "about", "%"),
    "F079": ("software_people", CITY, "2023", "level", "gt", "1e4 persons"),
    "F085": ("rd_intensity", CITY, "2024", "share", "about", "%"),
    "F086": ("patents_per_10k", CITY, "2024", "level", "eq", "patents/1e4 person"),
    "F087": ("contract_value", CITY, "2024", "level", "eq", MONEY),
    "F134": ("farm_va", TONGLIANG, "2020", "level", "eq", MONEY),
    "F135": ("farm_va", TONGLIANG, "2020", "yoy", "eq", "%"),
    "F161": ("strategic_share", CITY, "2022", "share", "eq", "%"),
    "F162": ("large_industry_va", "500113", "2023", "yoy", "eq", "%"),
    "F172": ("industry_va", "500112", "2020", "level", "eq", MONEY),
    "F173": ("industry_va", FULING, "2020", "level", "eq", MONEY),
    "F192": ("storage_value", TONGLIANG, "2024-01..2024-08", "level", "eq", MONEY),
    "F193": ("storage_value", TONGLIANG, "2024-01..2024-08", "yoy", "eq", "%"),
    "F215": ("large_industry_output", JIANGBEI, "2024", "level", "eq", MONEY),
    "F216": ("large_industry_output", JIANGBEI, "2024", "yoy", "eq", "%"),
    "F217": ("large_industry_va", JIANGBEI, "2024", "yoy", "eq", "%"),
    "F218": ("car_value", JIANGBEI, "2024", "level", "eq", MONEY),
    "F219": ("car_value", JIANGBEI, "2024", "yoy", "eq", "%"),
    "F221": ("car_output", JIANGBEI, "2024", "level", "eq", "1e4 vehicles"),
    "F222": ("nev_output", JIANGBEI, "2024", "level", "eq", "1e4 vehicles"),
    "F223": ("nev_output", JIANGBEI, "2024", "yoy", "eq", "%"),
    "F229": ("large_industry_output", JIANGBEI, "2022", "level", "eq", MONEY),
    "F230": ("large_industry_firms", JIANGBEI, "2022", "level", "eq", "firms"),
    "F232": ("large_industry_va", JIANGBEI, "2022", "yoy", "eq", "%"),
    "F233": ("car_value", JIANGBEI, "2022", "level", "eq", MONEY),
    "F234": ("appliance_value", JIANGBEI, "2022", "level", "eq", MONEY),
    "F235": ("nev_output", JIANGBEI, "2022", "level", "eq", "1e4 vehicles"),
    "F238": ("nev_share_of_city", JIANGBEI, "2024", "share", "eq", "%"),
    "F239": ("nev_output", JIANGBEI, "2023", "level", "about", "1e4 vehicles"),
    "F240": ("airport_passengers", CITY, "2023", "level", "eq", "1e4 passengers"),
    "F245": ("intl_routes", CITY, "2023", "level", "eq", "routes"),
    "F246": ("intl_flights", CITY, "2023", "level", "about", "flights/week"),
    "F247": ("airport_cargo", CITY, "2023", "level", "eq", "1e4 t"),
    "F248": ("airport_passengers", CITY, "2025", "level", "gt", "1e4 passengers"),
    "F249": ("airport_cargo", CITY, "2025", "level", "gt", "1e4 t"),
    "F250": ("intl_routes", CITY, "2025", "level", "eq", "routes"),
    "F251": ("intl_flights", CITY, "2025", "level", "eq", "flights/week"),
    "F252": ("intl_cargo_routes", CITY, "2025", "level", "eq", "routes"),
    "F253": ("airport_intl_passengers", CITY, "2025", "yoy", "eq", "%"),
    "F258": ("good_air_days", CITY, "2022", "level", "eq", "days"),
    "F260": ("forest_cover", CITY, "2022", "share", "eq", "%"),
    "F263": ("tributary_share", CITY, "2022", "share", "eq", "%"),
    "F270": ("good_air_days", CITY, "2023", "level", "eq", "days"),
    "F271": ("waste_reuse", CITY, "2023", "share", "eq", "%"),
    "F277": ("pm25", CITY, "2024", "level", "eq", "ug/m3"),
    "F279": ("good_air_days", CITY, "2024", "level", "eq", "days"),
    "F280": ("forest_cover", CITY, "2024", "share", "ge", "%"),
    "F281": ("eco_index", CITY, "2024", "level", "eq", "1"),
    "F284": ("good_air_days", CITY, "2020", "level", "eq", "days"),
    "F285": ("tributary_share", CITY, "2020", "share", "eq", "%"),
    "F286": ("good_air_days", CITY, "2021", "level", "eq", "days"),
    "F287": ("good_water_share", CITY, "2021", "share", "eq", "%"),
    "F292": ("nev_output", CITY, "2020", "level", "eq", "1e4 vehicles"),
    "F293": ("nev_output", CITY, "2025", "level", "gt", "1e4 vehicles"),
    "F294": ("car_output", CITY, "2024", "level", "eq", "1e4 vehicles"),
    "F341": ("display_value", CITY, "2022", "level", "gt", MONEY),
    "F372": ("gdp", CITY, _Q3_2025, "level", "eq", MONEY),
    "F373": ("gdp", CITY, _Q3_2025, "yoy", "eq", "%"),
    "F374": ("car_industry_va", CITY, _Q3_2025, "yoy", "eq", "%"),
    "F379": ("motorcycle_va", CITY, _Q3_2025, "yoy", "eq", "%"),
    "F380": ("manufacturing_investment", CITY, _Q3_2025, "yoy", "eq", "%"),
    "F384": ("upgrade_investment_share", CITY, _Q3_2025, "share", "eq", "%"),
    "F385": ("gdp", CITY, "2025-Q1", "level", "eq", MONEY),
    "F386": ("secondary_va", CITY, "2025-Q1", "level", "eq", MONEY),
    "F387": ("tertiary_va", CITY, "2025-Q1", "level", "eq", MONEY),
    "F388": ("large_industry_va", CITY, "2025-Q1", "yoy", "eq", "%"),
    "F391": ("nev_output", CITY, "2025-Q1", "yoy", "eq", "%"),
    "F392": ("gdp", CITY, "2025-H1", "level", "eq", MONEY),
    "F393": ("large_industry_va", CITY, "2025-H1", "yoy", "eq", "%"),
    "F396": ("motorcycle_va", CITY, "2025-H1", "yoy", "eq", "%"),
    "F399": ("nev_output", CITY, "2025-H1", "yoy", "eq", "%"),
    "F400": ("lcd_output", CITY, "2025-H1", "yoy", "eq", "%"),
    "F412": ("materials_value", FULING, "2024", "level", "eq", MONEY),
    "F414": ("large_industry_output", FULING, "2024", "level", "gt", MONEY),
    "F415": ("large_industry_va", FULING, "2024", "yoy", "eq", "%"),
    "F417": ("gdp", FULING, "2024", "level", "gt", MONEY),
    "F426": ("materials_value", FULING, "2023", "level", "eq", MONEY),
    "F433": ("gdp", "CQ-LJ", "2024", "level", "gt", MONEY),
    "F435": ("hightech_firms", "CQ-LJ", "2024", "level", "eq", "firms"),
    "F436": ("little_giants", "CQ-LJ", "2024", "level", "eq", "firms"),
    "F439": ("gdp", "500115", "2024", "yoy", "eq", "%"),
    "F440": ("large_industry_va", "500115", "2024", "yoy", "eq", "%"),
    "F443": ("gdp", TONGLIANG, "2024", "yoy", "eq", "%"),
    "F450": ("population", TONGLIANG, "2024", "level", "eq", "1e4 persons"),
    "F462": ("gdp", CITY, "2012", "level", "about", "1e12 CNY"),
    "F463": ("gdp", CITY, "2021", "level", "about", "1e12 CNY"),
    "F465": ("gdp_per_head", CITY, "2021", "level", "eq", "1e4 CNY/person"),
    "F466": ("hightech_firms", CITY, "2021", "level", "eq", "firms"),
    "F467": ("rd_spending", CITY, "2021", "level", "eq", MONEY),
    "F469": ("hightech_share", CITY, "2021", "share", "eq", "%"),
    "F470": ("strategic_share", CITY, "2021", "share", "eq", "%"),
    "F471": ("tertiary_share", CITY, "2021", "share", "eq", "%"),
    "F472": ("digital_share", CITY, "2021", "share", "eq", "%"),
    "F492": ("large_industry_output", CITY, "2020", "level", "gt", "1e12 CNY"),
    "F493": ("industry_va", CITY, "2020", "level", "about", MONEY),
}  # fmt: skip
_DERIVED_FACTS = ("F238", "F239")

# Figures of the page, and of pages beside the collected facts.
_DIRECT: tuple[tuple[str, str, str, str, str, float, str, str], ...] = (
    ("nev_output", CITY, "2024-01..2024-04", "yoy", "eq", 123, "%", PAGE),
    ("large_industry_firms", JIANGBEI, "2024-05", "level", "eq", 151, "firms", PAGE),
    ("nev_share_of_city", JIANGBEI, "..2024-05", "share", "about", 50, "%", PAGE),
    ("goods_sales", JIANGBEI, "..2024-05", "level", "gt", 7200, MONEY, PAGE),
    ("intl_routes", CITY, "2024-05", "level", "eq", 25, "routes", PAGE),
    ("intl_flights", CITY, "2024-05", "level", "gt", 130, "flights/week", PAGE),
    ("airport_passengers", CITY, "2024-Q1", "level", "eq", 1216.95, "1e4 passengers", PAGE),
    ("airport_passengers", CITY, "2024-Q1", "yoy", "eq", 23.1, "%", PAGE),
    ("airport_intl_passengers", CITY, "2024-Q1", "level", "eq", 35.9, "1e4 passengers", PAGE),
    ("airport_intl_passengers", CITY, "2024-Q1", "yoy", "gt", 300, "%", PAGE),
    ("airport_cargo", CITY, "2024-Q1", "level", "eq", 11.1, "1e4 t", PAGE),
    ("airport_cargo", CITY, "2024-Q1", "yoy", "eq", 32.8, "%", PAGE),
    ("airport_intl_cargo", CITY, "2024-Q1", "level", "eq", 3.9, "1e4 t", PAGE),
    ("airport_intl_cargo", CITY, "2024-Q1", "yoy", "eq", 22.8, "%", PAGE),
    ("intl_routes", CITY, "2024-08", "level", "eq", 27, "routes", "ecns-2024"),
    ("intl_flights", CITY, "2024-08", "level", "eq", 155, "flights/week", "ecns-2024"),
    ("intl_routes", CITY, "2024-10", "level", "eq", 29, "routes", "ecns-2024"),
    ("intl_flights", CITY, "2024-10", "level", "eq", 160, "flights/week", "ecns-2024"),
    ("intl_routes", CITY, "2025-12", "level", "eq", 38, "routes", "ecns-2025-12"),
    ("intl_flights", CITY, "2025-12", "level", "eq", 200, "flights/week", "ecns-2025-12"),
    ("intl_cargo_routes", CITY, "2025-12", "level", "eq", 21, "routes", "ecns-2025-12"),
    ("good_air_days", CITY, "2024", "level", "eq", 329, "days", "gov-report-2025"),
    ("energy_intensity", CITY, "2024", "cumulative", "eq", -14, "%", "gov-report-2025"),
    ("gdp", CITY, "2022", "level", "eq", 29129.03, MONEY, "cqgov-2023-03"),
    ("primary_va", CITY, "2022", "level", "eq", 2012.05, MONEY, "cqgov-2023-03"),
    ("secondary_va", CITY, "2022", "level", "eq", 11693.86, MONEY, "cqgov-2023-03"),
    ("tertiary_va", CITY, "2022", "level", "eq", 15423.12, MONEY, "cqgov-2023-03"),
    ("population", CITY, "2022", "level", "eq", 3213.34, "1e4 persons", "cqgov-2023-03"),
    ("forest_cover", CITY, "2021", "share", "eq", 54.5, "%", "cqtjj-2022-06"),
    ("good_air_days", CITY, "2021", "level", "eq", 326, "days", "cqtjj-2022-06"),
    ("pm25", CITY, "2021", "level", "eq", 35, "ug/m3", "cqtjj-2022-06"),
    ("large_industry_output", CITY, "2023", "level", "gt", 26000, MONEY, "industry-2023"),
    ("large_industry_va", CITY, "2023", "yoy", "eq", 6.6, "%", "industry-2023"),
    ("strategic_share", CITY, "2023", "share", "eq", 32.2, "%", "industry-2023"),
    ("manufacturing_investment", CITY, "2023", "yoy", "eq", 13.5, "%", "industry-2023"),
    ("software_people", CITY, "2023", "level", "gt", 35.6, "1e4 persons", "industry-2023"),
    ("nev_output", CITY, "2023", "yoy", "eq", 30.3, "%", "industry-2023"),
    ("cluster_nev", CITY, "2023-01..2023-10", "level", "eq", 4993.7, MONEY, "clusters-2023-10"),
    ("cluster_electronics", CITY, "2023-01..2023-10", "level", "eq", 5885.5, MONEY, "clusters-2023-10"),
    ("cluster_materials", CITY, "2023-01..2023-10", "level", "eq", 5320.9, MONEY, "clusters-2023-10"),
    ("car_industry_va", CITY, "2024", "yoy", "eq", 26.7, "%", "industry-2024"),
    ("chemicals_va", CITY, "2024", "yoy", "eq", 16.2, "%", "industry-2024"),
    ("electronics_va", CITY, "2024", "yoy", "eq", 2.9, "%", "industry-2024"),
    ("materials_va", CITY, "2024", "yoy", "eq", 3.7, "%", "industry-2024"),
    ("motorcycle_va", CITY, "2024", "yoy", "eq", 9.1, "%", "industry-2024"),
    ("exports", CITY, "2025", "level", "eq", 5587.3, MONEY, "trade-2025"),
    ("imports", CITY, "2025", "level", "eq", 2419.5, MONEY, "trade-2025"),
    ("energy_total", CITY, "2020", "level", "eq", 8874.54, "1e4 tce", "energy-2020"),
    ("energy_total", CITY, "2021", "level", "eq", 9271, "1e4 tce", "energy-2020"),
    ("co2_energy", CITY, "2020", "level", "eq", 15886.96, "1e4 t", "energy-2020"),
    ("gdp", FULING, "2022", "level", "eq", 1504.37, MONEY, "fuling-2022"),
)  # fmt: skip

# Ten months of 2023 carried to twelve.
_DERIVED: tuple[tuple[str, str, str, str, str, float, str, str], ...] = (
    ("cluster_nev", CITY, "2023", "level", "about", 5992.44, MONEY, "clusters-2023-10"),
    ("cluster_electronics", CITY, "2023", "level", "about", 7062.6, MONEY, "clusters-2023-10"),
    ("cluster_materials", CITY, "2023", "level", "about", 6385.08, MONEY, "clusters-2023-10"),
)


def account_rows(value_added: dict[str, float], groups: dict[str, str]) -> list[dict[str, object]]:
    """Observations that only the base-year account can give.

    Parameters
    ----------
    value_added : dict of str to float
        Value added of 2023 by sector, 1e8 CNY.
    groups : dict of str to str
        Group of each sector.

    Returns
    -------
    list of dict
        Shares of manufacturing and of industry in the economy, and industry itself.
    """
    total = sum(value_added.values())
    made = sum(value for code, value in value_added.items() if groups[code] == "manufacturing")
    industry = sum(
        value
        for code, value in value_added.items()
        if groups[code] in ("mining", "manufacturing", "utilities")
    )
    found = (
        ("manufacturing_share", "share", 100 * made / total, "%"),
        ("industry_share", "share", 100 * industry / total, "%"),
        ("industry_va", "level", industry, MONEY),
    )
    return [
        {"indicator": indicator, "place": CITY, "period": "2023", "growth_kind": kind,
         "comparator": "about", "value": float(f"{value:.6g}"), "unit": unit,
         "status": "derived", "source": "upriver-account"}
        for indicator, kind, value, unit in found
    ]  # fmt: skip


def observation_rows(facts_file: Path) -> list[dict[str, object]]:
    """Rows of the table ``observations``.

    Parameters
    ----------
    facts_file : Path
        The collected facts, one JSON object a line.

    Returns
    -------
    list of dict
        One row a figure and source; facts without a source are refused.

    Raises
    ------
    ValueError
        If a fact that is asked for has no source or no number.
    """
    with facts_file.open(encoding="utf-8") as file:
        facts = {fact["id"]: fact for fact in map(json.loads, file)}
    rows: list[dict[str, object]] = []
    for number, (indicator, place, period, kind, comparator, unit) in _FACTS.items():
        fact = facts[number]
        if fact["source_kind"] == "memory" or not fact["source_url"]:
            message = f"fact {number} has no source"
            raise ValueError(message)
        rows.append(
            {"indicator": indicator, "place": place, "period": period, "growth_kind": kind,
             "comparator": comparator, "value": float(fact["value"]), "unit": unit,
             "status": "derived" if number in _DERIVED_FACTS else "reported",
             "source": source_of(fact["source_url"])}
        )  # fmt: skip
    names = ("indicator", "place", "period", "growth_kind", "comparator", "value", "unit", "source")
    rows += [
        {**dict(zip(names, row, strict=True)), "status": "reported"}
        for row in (*_DIRECT, *REPORTED)
    ]
    rows += [
        {**dict(zip(names, row, strict=True)), "status": "derived"} for row in (*_DERIVED, *DERIVED)
    ]
    return rows
