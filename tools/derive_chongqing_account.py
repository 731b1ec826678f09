"""Derive the account of Chongqing for 2023 and check the method against the survey of 2007.

Run from the root of the checkout::

    python tools/derive_chongqing_account.py RAW_FOLDER OUT_FOLDER

``RAW_FOLDER`` holds ``china_national`` and ``china_provincial_2007``. Four tables are written:
flows, final_uses, primary_inputs and production.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from chongqing.account import DELTA, ORIGINS, Account, derive, square, vector
from chongqing.places import PROVINCES
from chongqing.raw_tables import (
    SECTORS,
    TO_HUNDRED_MILLION,
    Competitive,
    Flags,
    Numbers,
    read_competitive,
    read_non_competitive,
    read_rows,
)
from chongqing.sectors import (
    WITHOUT_2007,
    crosswalk_2007,
    fold_153,
    fold_2007,
    matrix_2007,
)
from chongqing.structure import structure_2023
from chongqing.write import Row, write_table
from upriver.inputoutput.regionalise import flq, regional_coefficients

UNIT, BASE_YEAR, SURVEY_YEAR = "1e8 CNY", 2023, 2007
_PROVINCIAL = "china_provincial_2007"
_SURVEY_USES = {
    "household": ("FU101", "FU102"), "government": ("FU103",), "investment": ("FU201",),
    "inventories": ("FU202",), "exports": ("EX_export",), "outflow": ("OUT_to_provinces",),
    "imports": ("IM_import",), "inflow": ("IN_from_provinces",), "error": ("ERR",),
}  # fmt: skip
_SUPPLY = ("imports", "inflow")
_COMPONENTS = {
    "compensation": "VA001", "net_taxes": "VA002", "depreciation": "VA003", "surplus": "VA004",
}  # fmt: skip
# Assumed: persons employed in 2023 by broad sector, 1e4; spread by compensation of employees.
_EMPLOYED = {"primary": 350.0, "secondary": 430.0, "tertiary": 880.0}
# Published: research over GDP, 2.45 % in 2023. Assumed: who spends it.
_RESEARCH_OVER_GDP = 0.0245
_RESEARCH_WEIGHT = {"20": 3.0, "21": 3.5, "18": 2.2, "19": 2.2, "16": 2.2, "17": 2.4, "12": 1.8}
_RESEARCH_BY_INDUSTRY = 0.72


@dataclass(frozen=True)
class Derived:
    """Everything that is written, and the check on the method.

    Parameters
    ----------
    account : Account
        The account of 2023.
    survey : Competitive
        The survey table of 2007 in the sectors of 2020.
    whole : array of bool (42)
        Sectors of 2020 that are one whole sector of 2007.
    weights : dict
        Crosswalk from the sectors of 2007.
    error : float
        Mean absolute error of output multipliers when the method is applied to 2007.
    """

    account: Account
    survey: Competitive
    whole: Flags
    weights: dict[tuple[str, str], float]
    error: float


def multiplier_error(region: Competitive, nation: Competitive) -> float:
    """Apply the quotients to a year with a survey and compare output multipliers.

    Parameters
    ----------
    region, nation : Competitive
        Tables of one year in the same sectors.

    Returns
    -------
    float
        Mean absolute relative error. The truth takes the share from outside as equal for all
        buyers of a product, because the survey does not tell them apart.
    """
    technique = nation.flows / nation.output
    quotients = flq(vector(region.output), vector(nation.output), delta=DELTA)
    estimate = regional_coefficients(square(technique), quotients).values
    outside = region.columns["IM_import"] + region.columns["IN_from_provinces"]
    sales = region.columns["EX_export"] + region.columns["OUT_to_provinces"]
    used = region.output - sales + outside
    share = np.clip(np.divide(outside, used, out=np.zeros(42), where=used > 0), 0.0, 1.0)
    truth = region.flows / region.output * (1.0 - share)[:, None]

    def multipliers(matrix: Numbers) -> Numbers:
        return np.asarray(np.linalg.inv(np.eye(42) - matrix).sum(axis=0))

    known = multipliers(truth)
    return float((np.abs(multipliers(estimate) - known) / known).mean())


def derive_all(raw: Path) -> Derived:
    """Read the raw tables and derive.

    Parameters
    ----------
    raw : Path
        Folder of the raw input-output data.

    Returns
    -------
    Derived
        Account, survey and check.
    """
    weights = crosswalk_2007(raw)
    matrix = matrix_2007(weights)
    region = read_competitive(raw / _PROVINCIAL / "CHQ_Chongqing_2007_42.csv")
    nation = read_competitive(raw / _PROVINCIAL / "NATIONAL_China_2007_42.csv")
    survey, nation_2007 = fold_2007(region, matrix), fold_2007(nation, matrix)
    now = read_non_competitive(raw / "china_national/china_2020_42.csv")
    detail = read_competitive(raw / "china_national/china_2020_153.csv")
    government, consumption = fold_153(detail.columns["FU103"]), fold_153(detail.columns["TC"])
    share = np.divide(government, consumption, out=np.zeros(42), where=consumption > 0)
    structure = structure_2023(survey, nation_2007, now)
    account = derive(survey, now, structure, share)
    alone = (matrix > 0).sum(axis=0) == 1
    whole = np.array([alone[at] and matrix[:, at].sum() == 1.0 for at in range(42)])
    return Derived(account, survey, whole, weights, multiplier_error(region, nation))


def _row(**values: object) -> Row:
    return {**values, "unit": UNIT}


def flow_rows(derived: Derived) -> list[Row]:
    """Rows of the table ``flows``.

    Parameters
    ----------
    derived : Derived
        From `derive_all`.

    Returns
    -------
    list of dict
        Every pair of sectors, zeros too: an absent cell would be unknown.
    """
    rows: list[Row] = []
    blocks = [(BASE_YEAR, origin, derived.account.flows[origin]) for origin in ORIGINS]
    for year, origin, block in [*blocks, (SURVEY_YEAR, "total", derived.survey.flows)]:
        for i, seller in enumerate(SECTORS):
            for j, buyer in enumerate(SECTORS):
                kept = year == SURVEY_YEAR and derived.whole[i] and derived.whole[j]
                rows.append(
                    _row(year=year, origin=origin, industry=seller, industry_to=buyer,
                         value=block[i, j], **_origin_of(year, reported=kept))
                )  # fmt: skip
    return rows


def use_rows(derived: Derived) -> list[Row]:
    """Rows of the table ``final_uses``.

    Parameters
    ----------
    derived : Derived
        From `derive_all`.

    Returns
    -------
    list of dict
        Imports and inflows of the survey count as supply, so they are negative.
    """
    rows: list[Row] = []
    for origin in ORIGINS:
        for category, values in derived.account.uses[origin].items():
            for at, code in enumerate(SECTORS):
                rows.append(
                    _row(year=BASE_YEAR, origin=origin, industry=code, category=category,
                         value=values[at], **_origin_of(BASE_YEAR, reported=False))
                )  # fmt: skip
    for category, columns in _SURVEY_USES.items():
        sign = -1.0 if category in _SUPPLY else 1.0
        total = sign * np.sum([derived.survey.columns[name] for name in columns], axis=0)
        for at, code in enumerate(SECTORS):
            rows.append(
                _row(year=SURVEY_YEAR, origin="total", industry=code, category=category,
                     value=total[at], **_origin_of(SURVEY_YEAR, reported=bool(derived.whole[at])))
            )  # fmt: skip
    return rows


def input_rows(derived: Derived) -> list[Row]:
    """Rows of the table ``primary_inputs``.

    Parameters
    ----------
    derived : Derived
        From `derive_all`.

    Returns
    -------
    list of dict
        Components of value added in both years.
    """
    rows: list[Row] = []
    for category, raw_name in _COMPONENTS.items():
        both = (
            (BASE_YEAR, derived.account.inputs[category]),
            (SURVEY_YEAR, derived.survey.inputs[raw_name]),
        )
        for year, values in both:
            for at, code in enumerate(SECTORS):
                kept = year == SURVEY_YEAR and bool(derived.whole[at])
                rows.append(
                    _row(year=year, category=category, industry=code, value=values[at],
                         **_origin_of(year, reported=kept))
                )  # fmt: skip
    return rows


def _origin_of(year: int, *, reported: bool) -> Row:
    if year == SURVEY_YEAR:
        return {"status": "reported" if reported else "derived", "source": "nbs-io-2007"}
    return {"status": "derived", "source": "upriver-account"}


def production_rows(derived: Derived, raw: Path) -> list[Row]:
    """Rows of the table ``production``.

    Parameters
    ----------
    derived : Derived
        From `derive_all`.
    raw : Path
        Folder of the raw input-output data.

    Returns
    -------
    list of dict
        The city in 2023, the provinces in 2007, and figures of Jiangbei district in 2024.
    """
    account = derived.account
    rows = [
        _row(place="500000", industry=code, year=BASE_YEAR, measure=measure, value=values[at],
             status="derived", source="upriver-account")
        for measure, values in (
            ("output", account.output),
            ("value_added", account.value_added),
            ("exports", account.uses["local"]["exports"]),
        )
        for at, code in enumerate(SECTORS)
    ]  # fmt: skip
    for code, value in (("18", 1073.6), ("19", 209.5)):
        rows.append(
            _row(place="500105", industry=code, year=2024, measure="output", value=value,
                 status="reported", source="cqjb-2025-01")
        )  # fmt: skip
    return [*rows, *_assumed_rows(account), *_province_rows(derived, raw)]


def _assumed_rows(account: Account) -> list[Row]:
    """Employment and research of the city by sector, both assumed."""
    at = {code: number for number, code in enumerate(SECTORS)}
    broad = {
        "primary": ["01"],
        "secondary": [code for code in SECTORS if "02" <= code <= "27"],
        "tertiary": [code for code in SECTORS if code >= "28"],
    }
    pay = account.inputs["compensation"]
    rows: list[Row] = []
    for name, codes in broad.items():
        total = sum(pay[at[code]] for code in codes)
        for code in codes:
            people = _EMPLOYED[name] * pay[at[code]] / total
            rows.append(
                {"place": "500000", "industry": code, "year": BASE_YEAR, "measure": "employment",
                 "value": people, "unit": "1e4 persons", "status": "assumed",
                 "source": "upriver-estimate"}
            )  # fmt: skip
    research = _RESEARCH_OVER_GDP * float(account.value_added.sum())
    weight = {
        code: _RESEARCH_WEIGHT.get(code, 1.0) * account.value_added[at[code]]
        for code in SECTORS
        if "02" <= code <= "26"
    }
    spent = {
        code: research * _RESEARCH_BY_INDUSTRY * value / sum(weight.values())
        for code, value in weight.items()
    }
    others = {"35": 0.5, "31": 0.25, "36": 0.15, "39": 0.10}
    spent |= {code: research * (1 - _RESEARCH_BY_INDUSTRY) * part for code, part in others.items()}
    rows += [
        _row(place="500000", industry=code, year=BASE_YEAR, measure="research",
             value=spent.get(code, 0.0), status="assumed", source="upriver-estimate")
        for code in SECTORS
    ]  # fmt: skip
    return rows


def _province_rows(derived: Derived, raw: Path) -> list[Row]:
    """Provinces in 2007, put into the sectors of 2020."""
    _, table = read_rows(raw / _PROVINCIAL / "margins_2007_30_provinces.csv")
    matrix = matrix_2007(derived.weights)
    rows: list[Row] = []
    for short, place in PROVINCES.items():
        own = sorted((row for row in table if row[0] == short), key=lambda row: row[2])
        for column, measure in ((4, "output"), (5, "value_added"), (6, "exports")):
            old = np.array([float(row[column]) * TO_HUNDRED_MILLION for row in own])
            for at, (code, value) in enumerate(zip(SECTORS, old @ matrix, strict=True)):
                if code == WITHOUT_2007:
                    continue
                rows.append(
                    _row(place=place, industry=code, year=SURVEY_YEAR, measure=measure,
                         value=value, **_origin_of(SURVEY_YEAR, reported=bool(derived.whole[at])))
                )  # fmt: skip
    return rows


def main(arguments: list[str]) -> int:
    """Write the four tables and print the check.

    Parameters
    ----------
    arguments : list of str
        Raw folder and output folder.

    Returns
    -------
    int
        Exit status.
    """
    if len(arguments) != 2:
        print(__doc__)
        return 2
    raw, out = Path(arguments[0]), Path(arguments[1])
    derived = derive_all(raw)
    write_table(out, "flows", flow_rows(derived))
    write_table(out, "final_uses", use_rows(derived))
    write_table(out, "primary_inputs", input_rows(derived))
    write_table(out, "production", production_rows(derived, raw))
    print(f"output multipliers of 2007, mean absolute error: {derived.error:.1%}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
