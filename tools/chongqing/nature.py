# ruff: noqa: E501 (one row of a table a line)
"""What presses on nature: stressors, pressures of the 42 sectors, and caps."""

from __future__ import annotations

import numpy as np

from chongqing.raw_tables import SECTORS, Numbers

# By stressor: English, Chinese, unit.
_STRESSORS = {
    "CO2": ("Carbon dioxide", "二氧化碳", "1e4 t"),
    "ENERGY": ("Energy used", "能源消费", "1e4 tce"),
    "COD": ("Chemical oxygen demand", "化学需氧量", "t"),
    "NH3N": ("Ammonia nitrogen", "氨氮", "t"),
    "NOX": ("Nitrogen oxides", "氮氧化物", "t"),
}
# Totals of the sectors in 2023. Published anchors: carbon dioxide from energy 15,887 in 2020,
# energy 8,875 in 2020 and 9,271 in 2021 (1e4 t, 1e4 tce), caps of 2015 for the pollutants
# (39.5, 5.1 and 35.6 in 1e4 t, households and towns included). What households emit is left out.
_TOTAL = {"CO2": 15200.0, "ENERGY": 8300.0, "COD": 145000.0, "NH3N": 6800.0, "NOX": 150000.0}
# Shares of the heavy sectors; the rest is spread over all sectors by output.
_SHARES: dict[str, dict[str, float]] = {
    "CO2": {"24": 0.38, "13": 0.19, "14": 0.16, "12": 0.10, "29": 0.08},
    "ENERGY": {"14": 0.19, "12": 0.19, "13": 0.15, "24": 0.10, "29": 0.13},
    "COD": {"01": 0.62, "06": 0.07, "30": 0.08, "12": 0.05, "10": 0.04, "07": 0.02, "37": 0.03},
    "NH3N": {"01": 0.58, "12": 0.10, "06": 0.06, "30": 0.09, "37": 0.04},
    "NOX": {"29": 0.44, "13": 0.20, "24": 0.13, "14": 0.09, "12": 0.05},
}  # fmt: skip
# Change of the cap a year. Energy: the plan for 2021-2025 allowed 8,875 to 10,213 in five years,
# 2.85 %. Pollutants: the plan for 2011-2015 cut 7 to 9 % in five years; a third of that
# pace is assumed, because the easy cuts are made. Carbon dioxide: a rise that ends in 2030 is assumed.
_CHANGE = {"ENERGY": 0.0285, "COD": -0.005, "NH3N": -0.005, "NOX": -0.005}
_CO2_GROWTH = {
    2024: 0.010,
    2025: 0.009,
    2026: 0.008,
    2027: 0.006,
    2028: 0.004,
    2029: 0.002,
    2030: 0.0,
}
_HARD = ("CO2",)
YEARS = tuple(range(2024, 2031))


def stressor_rows() -> list[dict[str, object]]:
    """Rows of the table ``stressors``.

    Returns
    -------
    list of dict
        One row a stressor.
    """
    return [
        {"stressor": code, "name_en": en, "name_zh": zh, "unit": unit}
        for code, (en, zh, unit) in _STRESSORS.items()
    ]


def pressure_rows(output: Numbers) -> list[dict[str, object]]:
    """Rows of the table ``pressures``.

    Parameters
    ----------
    output : array (42), 1e8 yuan
        Output of the base year.

    Returns
    -------
    list of dict
        One row a stressor and sector in 2023.
    """
    rows: list[dict[str, object]] = []
    for code, shares in _SHARES.items():
        heavy = np.array([shares.get(sector, 0.0) for sector in SECTORS])
        light = np.where(heavy > 0, 0.0, output)
        values = _TOTAL[code] * (heavy + (1.0 - heavy.sum()) * light / light.sum())
        for sector, value in zip(SECTORS, values, strict=True):
            rows.append(
                {"stressor": code, "industry": sector, "year": 2023, "value": float(f"{value:.6g}"),
                 "unit": _STRESSORS[code][2], "status": "derived", "source": "upriver-nature"}
            )  # fmt: skip
    return rows


def cap_rows() -> list[dict[str, object]]:
    """Rows of the table ``caps``.

    Returns
    -------
    list of dict
        One row a stressor and year.
    """
    rows: list[dict[str, object]] = []
    for code, (_, _, unit) in _STRESSORS.items():
        value = _TOTAL[code]
        for year in YEARS:
            value *= 1.0 + (_CO2_GROWTH[year] if code == "CO2" else _CHANGE[code])
            rows.append(
                {"stressor": code, "year": year, "value": float(f"{value:.6g}"), "unit": unit,
                 "hard": code in _HARD, "status": "derived", "source": "upriver-nature"}
            )  # fmt: skip
    return rows
