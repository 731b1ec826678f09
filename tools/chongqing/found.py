# ruff: noqa: E501 (one row of a table a line)
"""Figures of the city and its districts that were found on further public pages."""

from __future__ import annotations

CITY, TONGLIANG = "500000", "500151"
MONEY, VEHICLES, PEOPLE = "1e8 CNY", "1e4 vehicles", "1e4 persons"

# Indicator, place, period, kind, comparator, value, unit, source.
Row = tuple[str, str, str, str, str, float, str, str]

REPORTED: tuple[Row, ...] = (
    # Economy and industry.
    ("gdp", CITY, "2020", "level", "eq", 25002.79, MONEY, "communique-2020"),
    ("gdp", CITY, "2020", "yoy", "eq", 3.9, "%", "communique-2020"),
    ("primary_va", CITY, "2020", "level", "eq", 1803.33, MONEY, "communique-2020"),
    ("secondary_va", CITY, "2020", "level", "eq", 9992.21, MONEY, "communique-2020"),
    ("tertiary_va", CITY, "2020", "level", "eq", 13207.25, MONEY, "communique-2020"),
    ("gdp", CITY, "2021", "level", "eq", 27894.02, MONEY, "tjj-2022-02"),
    ("gdp", CITY, "2021", "yoy", "eq", 8.3, "%", "tjj-2022-02"),
    ("primary_va", CITY, "2021", "level", "eq", 1922.03, MONEY, "tjj-2022-02"),
    ("secondary_va", CITY, "2021", "level", "eq", 11184.94, MONEY, "tjj-2022-02"),
    ("tertiary_va", CITY, "2021", "level", "eq", 14787.05, MONEY, "tjj-2022-02"),
    ("gdp", CITY, "2022", "yoy", "eq", 2.6, "%", "cqgov-2023-03"),
    ("gdp", CITY, "2025", "level", "eq", 33757.93, MONEY, "gov-report-2026"),
    ("gdp", CITY, "2025", "yoy", "eq", 5.3, "%", "gov-report-2026"),
    ("large_industry_va", CITY, "2025", "yoy", "eq", 5.9, "%", "xinhua-2026-01"),
    ("industry_va", CITY, "2012", "level", "eq", 4291.4, MONEY, "jxw-2022-10"),
    ("industry_va", CITY, "2015", "level", "eq", 5558, MONEY, "cqsb-2021-01"),
    ("industry_va", CITY, "2021", "level", "eq", 7888.7, MONEY, "jxw-2022-10"),
    ("industry_va", CITY, "2022", "level", "eq", 8276, MONEY, "cqnews-2023-11"),
    ("industry_share", CITY, "2021", "share", "eq", 28.3, "%", "jxw-2022-10"),
    ("large_industry_output", CITY, "2020", "level", "about", 21900, MONEY, "cqsb-2021-01"),
    ("large_industry_revenue", CITY, "2021", "level", "eq", 27118.94, MONEY, "tjj-2022-09"),
    ("large_industry_revenue", CITY, "2024", "level", "about", 28000, MONEY, "cqnews-2025-08"),
    ("large_industry_firms", CITY, "2012", "level", "eq", 4985, "firms", "tjj-2022-09"),
    ("large_industry_firms", CITY, "2021", "level", "eq", 7098, "firms", "tjj-2022-09"),
    ("labour_productivity", CITY, "2021", "level", "eq", 41.9, "1e4 CNY/person", "jxw-2022-10"),
    ("upgrade_investment_share", CITY, "2019", "share", "eq", 39, "%", "cqrb-2020-03"),
    # Parts of industry.
    ("hightech_share", CITY, "2017", "share", "eq", 17.0, "%", "ichongqing-profile"),
    ("hightech_share", CITY, "2019", "share", "eq", 19.2, "%", "cqcb-2020-01"),
    ("hightech_share", CITY, "2021-H1", "share", "eq", 19.4, "%", "ichongqing-2021-07"),
    ("strategic_share", CITY, "2017", "share", "eq", 17.3, "%", "ichongqing-profile"),
    ("strategic_share", CITY, "2019", "share", "eq", 25.0, "%", "cqcb-2020-01"),
    ("strategic_share", CITY, "2025", "share", "about", 36, "%", "cqworld-2026-01"),
    ("car_output", CITY, "2025", "level", "eq", 278.8, VEHICLES, "nev-year-2025"),
    ("nev_output", CITY, "2025", "level", "eq", 129.6, VEHICLES, "nev-year-2025"),
    ("nev_output", CITY, "2025", "yoy", "eq", 36, "%", "nev-year-2025"),
    ("cluster_nev", CITY, "2025", "level", "gt", 8000, MONEY, "nev-year-2025"),
    ("cluster_nev", CITY, "2023-01..2023-10", "yoy", "eq", 5.8, "%", "clusters-2023-10"),
    ("cluster_materials", CITY, "2023-01..2023-10", "yoy", "eq", 2.8, "%", "clusters-2023-10"),
    ("cluster_materials", CITY, "2024", "level", "gt", 6200, MONEY, "cqrb-materials"),
    ("cluster_food", CITY, "2023", "level", "eq", 2581.42, MONEY, "food-2024-05"),
    ("cluster_food", CITY, "2023", "yoy", "eq", 4.2, "%", "food-2024-05"),
    ("cluster_food", CITY, "2024-H1", "level", "eq", 819.75, MONEY, "nyncw-2024-07"),
    ("cluster_food", CITY, "2024-H1", "yoy", "eq", 5.7, "%", "nyncw-2024-07"),
    ("cluster_food", CITY, "2024", "level", "eq", 2670, MONEY, "food-2025-02"),
    ("cluster_food", CITY, "2024", "yoy", "eq", 4.3, "%", "food-2025-02"),
    ("software_revenue", CITY, "2020", "level", "eq", 2008.2, MONEY, "software-2021"),
    ("software_revenue", CITY, "2020", "yoy", "eq", 17.1, "%", "software-2021"),
    ("software_people", CITY, "2020", "level", "eq", 18.8, PEOPLE, "software-2021"),
    ("software_revenue", CITY, "2022-01..2022-07", "level", "eq", 1558.9, MONEY, "cri-2022-09"),
    ("software_revenue", CITY, "2022-01..2022-07", "yoy", "eq", 14.9, "%", "cri-2022-09"),
    ("software_revenue", CITY, "2022", "level", "eq", 2705, MONEY, "software-2023-06"),
    ("software_revenue", CITY, "2022", "yoy", "eq", 10.5, "%", "software-2023-06"),
    ("software_revenue", CITY, "2023-01..2023-04", "level", "eq", 806.5, MONEY, "software-2023-06"),
    ("software_revenue", CITY, "2023-01..2023-04", "yoy", "eq", 16.5, "%", "software-2023-06"),
    ("cluster_software", CITY, "2022", "level", "eq", 3036, MONEY, "software-2023-06"),
    ("cluster_software", CITY, "2023-01..2023-10", "yoy", "eq", 13, "%", "cena-2023-12"),
    ("cluster_software", CITY, "2025", "level", "gt", 5000, MONEY, "cqworld-2026-01"),
    ("numeric_control", CITY, "2021", "share", "eq", 56.6, "%", "people-2021-08"),
    ("design_tools", CITY, "2021", "share", "eq", 77.8, "%", "people-2021-08"),
    ("design_tools", CITY, "2022", "share", "gt", 80, "%", "cqrb-2023-03"),
    # Research.
    ("rd_spending", CITY, "2020", "level", "eq", 526.79, MONEY, "rd-2020"),
    ("rd_spending", CITY, "2020", "yoy", "eq", 12.2, "%", "rd-2020"),
    ("rd_intensity", CITY, "2020", "share", "eq", 2.11, "%", "rd-2020"),
    ("industrial_rd", CITY, "2020", "level", "eq", 372.56, MONEY, "rd-2020"),
    ("industrial_rd", CITY, "2020", "yoy", "eq", 10.9, "%", "rd-2020"),
    ("rd_spending", CITY, "2021", "level", "eq", 603.8, MONEY, "rd-2021"),
    ("rd_spending", CITY, "2022", "level", "eq", 686.6, MONEY, "rd-2022"),
    ("rd_spending", CITY, "2022", "yoy", "eq", 13.7, "%", "rd-2022"),
    ("rd_intensity", CITY, "2022", "share", "eq", 2.36, "%", "rd-2022"),
    ("rd_spending", CITY, "2024", "level", "gt", 800, MONEY, "chinanews-2025-10"),
    ("hightech_firms", CITY, "2024", "level", "eq", 9123, "firms", "chinanews-2025-10"),
    ("hightech_firms", CITY, "2025", "level", "gt", 10000, "firms", "chinanews-2026-01"),
    ("contract_value", CITY, "2024", "level", "eq", 974.24, MONEY, "chinanews-2025-10"),
    # Airport.
    ("airport_passengers", CITY, "2024", "level", "eq", 4867.7, "1e4 passengers", "ckg-2024"),
    ("airport_passengers", CITY, "2024", "yoy", "eq", 9, "%", "ckg-2024"),
    ("airport_cargo", CITY, "2024", "level", "eq", 47, "1e4 t", "ckg-2024"),
    ("airport_cargo", CITY, "2024", "yoy", "eq", 21, "%", "ckg-2024"),
    # Environment.
    ("good_water_share", CITY, "2023", "share", "eq", 100, "%", "xinhua-2024-01"),
    ("good_water_share", CITY, "2024", "share", "eq", 100, "%", "chinanews-2026-01"),
    ("good_water_share", CITY, "2025", "share", "eq", 100, "%", "chinanews-2026-01"),
    ("good_air_days", CITY, "2025", "level", "ge", 325, "days", "chinanews-2026-01"),
    ("forest_cover", CITY, "2023", "share", "eq", 55.06, "%", "rmrb-2024-08"),
    ("forest_cover", CITY, "2025", "share", "gt", 55, "%", "chinanews-2026-01"),
    ("green_cover", CITY, "2019", "share", "eq", 41.82, "%", "green-2019"),
    # Tongliang.
    ("gdp", TONGLIANG, "2025-H1", "yoy", "eq", 2.9, "%", "cqstl-2025-09"),
    ("primary_va", TONGLIANG, "2025-H1", "yoy", "eq", 3.4, "%", "cqstl-2025-09"),
    ("large_industry_va", TONGLIANG, "2025-H1", "yoy", "eq", 0.4, "%", "cqstl-2025-09"),
)  # fmt: skip

# Worked out from what a page says, or taken from the nearest thing that was published; the note
# of the source says which.
DERIVED: tuple[Row, ...] = (
    ("labour_productivity", CITY, "2012", "level", "about", 25.5, "1e4 CNY/person", "jxw-2022-10"),
    ("green_cover", CITY, "2018", "share", "eq", 40.36, "%", "green-2019"),
    ("rd_intensity", CITY, "2019", "share", "eq", 1.99, "%", "rd-2020"),
    ("rd_intensity", CITY, "2021", "share", "eq", 2.16, "%", "rd-2022"),
    ("energy_intensity_industry", CITY, "2016..2025", "cagr", "about", -2.6, "%", "cqworld-2026-01"),
    ("cluster_electronics", CITY, "2024", "yoy", "eq", 2.9, "%", "industry-2024"),
    ("cluster_motorcycle", CITY, "2024", "yoy", "eq", 9.1, "%", "industry-2024"),
    ("farm_va", TONGLIANG, "2025-H1", "yoy", "eq", 3.4, "%", "cqstl-2025-09"),
    ("storage_capacity", TONGLIANG, "2024", "level", "about", 28, "GWh", "cri-2024-09"),
)  # fmt: skip
