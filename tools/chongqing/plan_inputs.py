# ruff: noqa: E501 (one row of a table a line)
"""What the plan needs beside the account: parameters, money, people and projects; all assumed."""

from __future__ import annotations

import numpy as np

from chongqing import research
from chongqing.raw_tables import SECTORS, Numbers
from chongqing.sectors import NAMES, group_of

ESTIMATE = {"status": "assumed", "source": "upriver-estimate"}
YEARS = tuple(range(2024, 2031))

# Investment for one unit of output a year, by sector; others by group.
_CAPITAL_GROUP = {
    "agriculture": 0.8, "mining": 1.6, "manufacturing": 0.7, "utilities": 2.6,
    "construction": 0.25, "services": 1.0,
}  # fmt: skip
_CAPITAL = {
    "11": 0.9, "12": 0.95, "13": 0.9, "14": 0.8, "15": 0.55, "18": 0.55, "19": 0.6, "20": 0.55,
    "28": 0.35, "29": 1.8, "30": 0.6, "31": 1.1, "32": 0.4, "33": 2.2, "34": 0.8, "37": 2.6,
    "39": 1.0, "40": 0.8, "42": 0.9,
}  # fmt: skip
_DEPRECIATION = {
    "agriculture": 0.05, "mining": 0.07, "manufacturing": 0.07, "utilities": 0.045,
    "construction": 0.08, "services": 0.05,
}  # fmt: skip
_GROWTH_LIMIT = {
    "agriculture": 0.05, "mining": 0.06, "manufacturing": 0.12, "utilities": 0.09,
    "construction": 0.07, "services": 0.10,
}  # fmt: skip
_GROWTH_LIMIT_SECTOR = {"18": 0.18, "19": 0.20, "20": 0.14, "21": 0.15, "31": 0.18}
# Value of a tonne that goes by air, 1e4 yuan.
_DENSITY = {
    "12": 30, "16": 25, "17": 25, "18": 20, "19": 20, "20": 60, "21": 60, "06": 4, "01": 3, "08": 10,
}  # fmt: skip
# Share of trade with all other places that goes by air; together about what the airport carried.
_AIR = {
    "20": 0.15, "21": 0.14, "12": 0.02, "18": 0.016, "17": 0.03, "16": 0.026, "19": 0.03,
    "08": 0.026, "06": 0.005, "01": 0.005,
}  # fmt: skip

# Growth of final demand a year by category, and where a product differs.
_DEMAND = {
    "household": 0.050, "government": 0.045, "investment": 0.045, "exports": 0.050,
    "outflow": 0.055,
}  # fmt: skip
_DEMAND_PRODUCT: dict[tuple[str, str], float] = {
    ("household", "01"): 0.025, ("household", "06"): 0.035, ("household", "18"): 0.065,
    ("household", "31"): 0.085, ("household", "33"): 0.030, ("household", "40"): 0.060,
    ("investment", "27"): 0.030, ("investment", "31"): 0.090, ("investment", "35"): 0.090,
    ("investment", "17"): 0.060, ("exports", "18"): 0.120, ("exports", "19"): 0.100,
    ("exports", "20"): 0.050, ("outflow", "01"): 0.030, ("outflow", "02"): 0.0,
    ("outflow", "11"): 0.02, ("outflow", "13"): 0.030, ("outflow", "14"): 0.035,
    ("outflow", "18"): 0.085, ("outflow", "19"): 0.090, ("outflow", "20"): 0.080,
    ("outflow", "31"): 0.090, ("outflow", "27"): 0.020,
}  # fmt: skip

# node: output at full scale a year (1e8 yuan), cost of learning the trade (1e8 yuan).
_ENTRY: dict[str, tuple[float, float]] = {
    "nev-chip": (40, 12), "nev-sensor": (25, 5), "nev-light": (60, 5), "nev-drive": (80, 7),
    "nev-chassis": (60, 6), "nev-cockpit": (70, 9), "nev-charging": (40, 2),
    "ess-cathode": (120, 9), "ess-electrolyte": (60, 4), "ess-foil": (70, 4),
    "ess-equipment": (40, 5), "ess-bms": (30, 3), "ess-pcs": (50, 4), "ess-use": (20, 2),
    "ess-recycle": (40, 3), "dis-driver": (30, 9), "ic-design": (50, 9), "ic-material": (50, 12),
    "ic-equipment": (30, 14), "low-design": (15, 4), "low-avionics": (20, 7),
    "low-service": (20, 2), "mat-glass": (50, 3), "mat-pa": (80, 6), "mat-part": (70, 4),
}  # fmt: skip

# fund: (English, Chinese, kind, amount in 2024, growth a year, cost, uses it may pay)
_FUNDS: dict[str, tuple[str, str, str, float, float, float, tuple[str, ...]]] = {
    "fiscal": ("City and district budgets for industry", "市区两级产业财政资金", "fiscal", 160, 0.04, 0.0, ("projects", "entry", "research", "talent", "routes", "abatement")),
    "guidance": ("Government guidance funds", "政府产业引导基金", "equity", 220, 0.06, 0.02, ("projects", "entry", "research")),
    "loans": ("Bank loans to industry and services", "银行产业贷款", "loan", 1900, 0.06, 0.036, ("capacity", "projects", "abatement")),
    "own": ("Firms' own money and private investment", "企业自筹与社会资本", "social", 1650, 0.06, 0.06, ("capacity", "projects", "entry", "research", "talent", "abatement")),
    "bonds": ("Special bonds and corporate bonds", "专项债与企业债", "bond", 320, 0.03, 0.032, ("projects", "abatement")),
}  # fmt: skip

# fund: years of repayment, where it is borrowed; see the note of the source "upriver-loans".
_TERMS = {"loans": 10, "bonds": None}  # bonds fall due at once, after the plan
_LOANS = {"status": "assumed", "source": "upriver-loans"}

# occupation: (English, Chinese, stock, inflow, attrition, recruits, cost a person in 1e4 yuan)
_PEOPLE: dict[str, tuple[str, str, int, int, float, int, float]] = {
    "research": ("Research and development staff", "研发人员", 210000, 19000, 0.05, 12000, 22.0),
    "software": ("Software and algorithm engineers", "软件与算法工程师", 356000, 37000, 0.06, 20000, 18.0),
    "process": ("Process and equipment engineers", "工艺与设备工程师", 260000, 23000, 0.05, 10000, 12.0),
    "technician": ("Skilled technicians", "技能人才", 1500000, 150000, 0.06, 40000, 3.0),
    "manager": ("Operations and trade managers", "经营与外贸人才", 320000, 29000, 0.05, 10000, 9.0),
    "logistics": ("Logistics and aviation staff", "物流与航空人才", 240000, 24000, 0.05, 8000, 5.0),
}  # fmt: skip
# Assumed share of each stock that the base year needs, and how it is spread over sectors.
_NEEDED_IN_BASE = 0.95
_SPREAD: dict[str, dict[str, float]] = {
    "research": {"manufacturing": 1.0, "35": 8.0, "36": 2.0, "31": 2.0, "20": 1.8, "18": 1.5, "21": 2.5},
    "software": {"31": 30.0, "20": 3.0, "18": 1.5, "21": 2.0, "32": 1.5, "manufacturing": 0.4, "29": 0.2},
    "process": {"manufacturing": 1.0, "utilities": 0.8, "mining": 0.5, "20": 1.3, "19": 1.3},
    "technician": {"manufacturing": 1.0, "construction": 0.6, "mining": 0.5, "utilities": 0.5, "29": 0.6},
    "manager": {"manufacturing": 0.6, "28": 1.0, "34": 2.0, "32": 0.8, "31": 0.8},
    "logistics": {"29": 10.0, "28": 1.0, "manufacturing": 0.1},
}  # fmt: skip


def air_share(code: str) -> float | None:
    """Share of a sector's trade that goes by air.

    Parameters
    ----------
    code : str
        Sector.

    Returns
    -------
    float, optional
        0 for other goods; missing for services and construction.
    """
    if group_of(code) in ("services", "construction", "utilities"):
        return None
    return _AIR.get(code, 0.0)


def parameter_rows() -> list[dict[str, object]]:
    """Rows of the table ``industry_parameters``.

    Returns
    -------
    list of dict
        One row an industry or node and parameter.
    """
    rows: list[dict[str, object]] = []

    def add(code: str, parameter: str, value: float, unit: str) -> None:
        rows.append(
            {"industry": code, "parameter": parameter, "value": value, "unit": unit, **ESTIMATE}
        )

    for code in NAMES:
        group = group_of(code)
        add(code, "capital_per_output", _CAPITAL.get(code, _CAPITAL_GROUP[group]), "CNY/CNY")
        add(code, "depreciation", _DEPRECIATION[group], "ratio")
        add(code, "growth_limit", _GROWTH_LIMIT_SECTOR.get(code, _GROWTH_LIMIT[group]), "ratio")
        if code in _DENSITY:
            add(code, "value_density", _DENSITY[code], "1e4 CNY/t")
    for node, (scale, cost) in _ENTRY.items():
        add(node, "entry_scale", scale, "1e8 CNY")
        add(node, "entry_cost", cost, "1e8 CNY")
    return rows


def demand_rows() -> list[dict[str, object]]:
    """Rows of the table ``demand_growth``.

    Returns
    -------
    list of dict
        One row a category and sector.
    """
    return [
        {"category": category, "industry": code,
         "rate": _DEMAND_PRODUCT.get((category, code), rate), **ESTIMATE}
        for category, rate in _DEMAND.items()
        for code in NAMES
    ]  # fmt: skip


def fund_rows() -> list[dict[str, object]]:
    """Rows of the table ``funds``.

    Returns
    -------
    list of dict
        One row a fund and year.
    """
    return [
        {"fund": fund, "year": year, "name_en": en, "name_zh": zh, "kind": kind,
         "amount": round(amount * (1 + growth) ** (year - YEARS[0]), 1), "cost": cost,
         "term": _TERMS.get(fund), **(_LOANS if fund in _TERMS else ESTIMATE)}
        for fund, (en, zh, kind, amount, growth, cost, _) in _FUNDS.items()
        for year in YEARS
    ]  # fmt: skip


def fund_rule_rows() -> list[dict[str, object]]:
    """Rows of the table ``fund_rules``.

    Returns
    -------
    list of dict
        One row a fund and use.
    """
    matched = {"leverage": research.match(), **research.ASSUMED}
    rows = [
        {"fund": fund, "use": use,
         **(matched if (fund, use) == ("fiscal", "research") else ESTIMATE)}
        for fund, values in _FUNDS.items()
        for use in values[-1]
    ]  # fmt: skip
    return [*rows, {"fund": "own", "use": "repayment", **_LOANS}]


def occupation_rows() -> list[dict[str, object]]:
    """Rows of the table ``occupations``.

    Returns
    -------
    list of dict
        One row an occupation.
    """
    return [
        {"occupation": code, "name_en": values[0], "name_zh": values[1]}
        for code, values in _PEOPLE.items()
    ]


def talent_rows() -> list[dict[str, object]]:
    """Rows of the table ``talent``.

    Returns
    -------
    list of dict
        One row an occupation and year; the stock stands in the first year and moves with the
        inflow and the losses of the table.
    """
    rows: list[dict[str, object]] = []
    for code, (_, _, stock, inflow, attrition, recruits, cost) in _PEOPLE.items():
        people = float(stock)
        for year in YEARS:
            arrivals = round(inflow * 1.02 ** (year - YEARS[0]))
            rows.append(
                {"place": "500000", "occupation": code, "year": year, "stock": round(people),
                 "inflow": arrivals, "attrition": attrition, "recruit_limit": recruits,
                 "recruit_cost": cost, **ESTIMATE}
            )  # fmt: skip
            people = people * (1 - attrition) + arrivals
    return rows


def skill_rows(output: Numbers) -> list[dict[str, object]]:
    """Rows of the table ``skill_needs``.

    Parameters
    ----------
    output : array (42), 1e8 yuan
        Output of the base year.

    Returns
    -------
    list of dict
        Persons for 1e8 yuan of output; together they need 95 % of each stock.
    """
    rows: list[dict[str, object]] = []
    for code, spread in _SPREAD.items():
        weight = np.array(
            [spread.get(sector, spread.get(group_of(sector), 0.0)) for sector in SECTORS]
        )
        scale = _NEEDED_IN_BASE * _PEOPLE[code][2] / float(weight @ output)
        for sector, value in zip(SECTORS, weight * scale, strict=True):
            if value > 0:
                rows.append(
                    {"industry": sector, "occupation": code, "need": round(value, 4), **ESTIMATE}
                )
    return rows


_SCENARIOS: dict[str, tuple[str, str, float, list[tuple[str, str, float]]]] = {
    "as-expected": ("As expected", "符合预期", 0.5, []),
    "weak-markets": ("Weak outside markets, less money", "外部市场偏弱、资金偏紧", 0.3,
                     [("outside_demand", "growth", -0.02), ("money", "factor", 0.9)]),
    "slow-technology": ("New nodes disappoint, projects cost more", "新环节不及预期、项目超支",
                        0.2, [("entry_effect", "factor", 0.6), ("project_cost", "factor", 1.15),
                              ("recruit_limit", "factor", 0.7)]),
}  # fmt: skip


def scenario_rows() -> list[dict[str, object]]:
    """Rows of the table ``scenarios``.

    Returns
    -------
    list of dict
        One row a scenario.
    """
    return [
        {"scenario": code, "name_en": en, "name_zh": zh, "probability": chance, **ESTIMATE}
        for code, (en, zh, chance, _) in _SCENARIOS.items()
    ]


def scenario_change_rows() -> list[dict[str, object]]:
    """Rows of the table ``scenario_changes``.

    Returns
    -------
    list of dict
        One row a change.
    """
    return [
        {"scenario": code, "step": step, "what": what, "operation": operation, "amount": amount,
         **ESTIMATE}
        for code, (_, _, _, changes) in _SCENARIOS.items()
        for step, (what, operation, amount) in enumerate(changes, start=1)
    ]  # fmt: skip
