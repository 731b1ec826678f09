"""Official Chinese tables: national 2018 and 2020, Chongqing and the nation 2007.

Source of the tables: National Bureau of Statistics of China (national tables 2018 and 2020;
China Regional Input-Output Tables 2007, Chongqing sheet by Chongqing Municipal Bureau of
Statistics). Expected values were computed independently from the same tables.
"""

from __future__ import annotations

import json

import numpy as np
import polars as pl
import pytest
import xarray as xr

from science_arrays import industry_matrix, industry_vector
from shared_data import SHARED, needs_shared
from upriver.inputoutput import (
    InputOutputTable,
    cilq,
    downstreamness,
    extraction_share,
    flq,
    leontief_inverse,
    output_coefficients,
    output_multiplier,
    outside_content,
    ras,
    regional_coefficients,
    slq,
    split_coefficients,
    technical_coefficients,
    upstreamness,
)
from upriver.supplychain import (
    local_supply_rate,
    local_use,
    outside_dependence,
    self_sufficiency,
)

pytestmark = needs_shared
FOLDER = SHARED / "data" / "inputoutput"
UNITS = {"units": "1e4 CNY"}


@pytest.fixture(scope="module")
def expected() -> dict:
    return json.loads((FOLDER / "expected_values.json").read_text(encoding="utf-8"))


def read(path: str) -> tuple[pl.DataFrame, list[str]]:
    frame = pl.read_csv(
        FOLDER / path, schema_overrides={"Code": pl.String}, infer_schema_length=None
    )
    return frame, [name for name in frame.columns if name.isdigit()]


def national_42(year: int) -> InputOutputTable:
    """Non-competitive table: home and imported products in rows of their own."""
    frame, codes = read(f"china_national/china_{year}_42.csv")
    final = ["TC", "FU201", "FU202", "EX"]
    blocks = [
        frame.filter((pl.col("Origin") == origin) & pl.col("Code").is_in(codes)).sort("Code")
        for origin in ("Domestic", "Imports")
    ]
    value_added = frame.filter(pl.col("Code").str.starts_with("VA"))
    industry = {"industry": codes}
    return InputOutputTable(
        flows=xr.DataArray(
            [block.select(codes).to_numpy() for block in blocks],
            {"origin": ["local", "foreign"], **industry, "industry_to": codes},
            ("origin", "industry", "industry_to"),
            attrs=UNITS,
        ),
        final_uses=xr.DataArray(
            [block.select(final).to_numpy() for block in blocks],
            {"origin": ["local", "foreign"], **industry, "category": final},
            ("origin", "industry", "category"),
            attrs=UNITS,
        ),
        primary_inputs=xr.DataArray(
            value_added.select(codes).to_numpy(),
            {"category": value_added["Code"].to_list(), **industry},
            ("category", "industry"),
            attrs=UNITS,
        ),
        output=xr.DataArray(
            frame.filter(pl.col("Code") == "TI").select(codes).to_numpy()[0],
            industry,
            ("industry",),
            attrs=UNITS,
        ),
        tolerance=1e-9,
    )


def names(path: str, column: str) -> dict[str, str]:
    frame, codes = read(path)
    return dict(frame.filter(pl.col("Code").is_in(codes)).select("Code", column).iter_rows())


def top(array: xr.DataArray, known: dict[str, str], count: int, digits: int) -> dict[str, float]:
    order = np.argsort(-array.values, kind="stable")[:count]
    return {
        known[str(array.industry.values[k])]: round(float(array.values[k]), digits) for k in order
    }


@pytest.fixture(scope="module")
def china_2020() -> InputOutputTable:
    return national_42(2020)


def test_2020_multipliers_and_import_content(china_2020: InputOutputTable, expected: dict) -> None:
    """Top five of 42 sectors; the table itself balances to 1e-9 of output."""
    want = expected["china_2020_42"]
    known = names("china_national/china_2020_42.csv", "Description")
    A = technical_coefficients(china_2020.local_flows, china_2020.output)
    L = leontief_inverse(A)
    assert top(output_multiplier(L), known, 5, 6) == want["domestic_output_multiplier_top5"]
    bought = technical_coefficients(china_2020.outside_flows, china_2020.output)
    content = outside_content(A, bought).sel(origin="foreign")
    assert top(content, known, 5, 6) == want["total_import_content_top5"]


def test_2020_position(china_2020: InputOutputTable, expected: dict) -> None:
    """Weighted upstreamness 2.351669; downstreamness on the same flows weighs the same."""
    x = china_2020.output
    U = upstreamness(output_coefficients(china_2020.local_flows, x))
    weighted = float((U * x).sum() / x.sum())
    assert round(weighted, 6) == expected["china_2020_42"]["weighted_upstreamness"]
    D = downstreamness(technical_coefficients(china_2020.local_flows, x))
    np.testing.assert_allclose(float((D * x).sum() / x.sum()), weighted, rtol=1e-10)


def test_ras_from_2018_to_2020(china_2020: InputOutputTable, expected: dict) -> None:
    """43 iterations to 1e-14, weighted error 4.0961 % against 7.7415 % for keeping A."""
    want = expected["RAS_2018_to_2020_dom42"]
    old = national_42(2018)
    A = technical_coefficients(old.local_flows, old.output)
    start = A.copy(data=A.values * china_2020.output.values).assign_attrs(UNITS)
    truth = china_2020.local_flows
    done = ras(start, truth.sum("industry_to"), truth.sum("industry"), tolerance=1e-14)

    def error(estimate: xr.DataArray) -> float:
        return float(np.abs(estimate.values - truth.values).sum() / truth.values.sum() * 100)

    assert done.iterations == want["iterations"]
    assert round(error(done.matrix), 4) == want["WAPE_percent"]
    assert round(error(start), 4) == want["WAPE_naive_A2018_x2020"]


def test_2020_in_153_sectors(expected: dict) -> None:
    """Competitive table: multipliers and the others' loss when one sector falls silent."""
    want = expected["china_2020_153"]
    path = "china_national/china_2020_153.csv"
    frame, codes = read(path)
    rows = frame.filter(pl.col("Code").is_in(codes)).sort("Code")
    known = names(path, "Description")
    x = industry_vector(rows["GO"].to_numpy(), codes)
    L = leontief_inverse(
        technical_coefficients(industry_matrix(rows.select(codes).to_numpy(), codes), x)
    )
    assert top(output_multiplier(L), known, 5, 6) == want["output_multiplier_top5"]
    loss = top(extraction_share(L, x), known, 5, 6)
    assert loss == want["hypothetical_extraction_total_share_top5"]


CHONGQING = "china_provincial_2007/CHQ_Chongqing_2007_42.csv"
NATION = "china_provincial_2007/NATIONAL_China_2007_42.csv"


@pytest.fixture(scope="module")
def chongqing() -> dict[str, xr.DataArray]:
    frame, codes = read(CHONGQING)
    rows = frame.filter(pl.col("Code").is_in(codes)).sort("Code")

    def column(name: str) -> xr.DataArray:
        return industry_vector(rows[name].to_numpy(), codes)

    return {
        "flows": industry_matrix(rows.select(codes).to_numpy(), codes),
        "output": column("GO"),
        "exports": column("EX_export"),
        "outflow": column("OUT_to_provinces"),
        "imports": column("IM_import"),
        "inflow": column("IN_from_provinces"),
    }


def test_chongqing_external_share_and_self_sufficiency(chongqing: dict, expected: dict) -> None:
    """Eight sectors most supplied from outside, and eight with the least output per use."""
    want = expected["chongqing_2007"]
    known = names(CHONGQING, "SectorZh")
    bought = {k: chongqing[k] for k in ("imports", "inflow")}
    sold = {k: chongqing[k] for k in ("exports", "outflow")}
    use = local_use(chongqing["output"], **bought, **sold)
    away = outside_dependence(use, **bought).sum("origin")
    assert top(away, known, 8, 4) == want["external_supply_share"]
    per_use = chongqing["output"] / use
    lowest = {name: -value for name, value in top(-per_use, known, 8, 4).items()}
    assert lowest == want["self_sufficiency_GO_over_use"]
    own = self_sufficiency(chongqing["output"], use, **sold)
    np.testing.assert_allclose((own + away).values, 1.0, rtol=1e-12)


@pytest.fixture(scope="module")
def chongqing_local(chongqing: dict) -> tuple[xr.DataArray, xr.DataArray, xr.DataArray]:
    """Total, local and outside coefficients, every buyer with the product's outside share."""
    bought = {k: chongqing[k] for k in ("imports", "inflow")}
    use = local_use(
        chongqing["output"], **bought, exports=chongqing["exports"], outflow=chongqing["outflow"]
    )
    share = outside_dependence(use, **bought).sum("origin").clip(0.0, 1.0)
    A = technical_coefficients(chongqing["flows"], chongqing["output"])
    return A, *split_coefficients(A, share)


def test_chongqing_cars_and_their_inputs(chongqing_local: tuple) -> None:
    """Transport equipment: local supply rate 68.7 %, outside content 0.49, own parts 0.135."""
    A, local, outside = chongqing_local
    code = {name: key for key, name in names(CHONGQING, "SectorZh").items()}["交通运输设备制造业"]
    assert round(float(local_supply_rate(local, A).sel(industry=code)), 3) == 0.687
    assert round(float(outside_content(local, outside).sel(industry=code)), 2) == 0.49
    assert round(float(outside.sel(industry=code, industry_to=code)), 3) == 0.135


def test_chongqing_location_quotients(chongqing: dict, chongqing_local: tuple) -> None:
    """Mean error of output multipliers in per cent, by method, against the provincial table."""
    frame, codes = read(NATION)
    rows = frame.filter(pl.col("Code").is_in(codes)).sort("Code")
    nation = industry_vector(rows["GO"].to_numpy(), codes)
    A = technical_coefficients(industry_matrix(rows.select(codes).to_numpy(), codes), nation)
    region = chongqing["output"]
    truth = output_multiplier(leontief_inverse(chongqing_local[1])).values

    def error(coefficients: xr.DataArray) -> float:
        estimate = output_multiplier(leontief_inverse(coefficients)).values
        return round(float(np.abs(estimate / truth - 1).mean() * 100), 1)

    assert error(A) == 85.6
    assert error(regional_coefficients(A, slq(region, nation))) == 17.7
    assert error(regional_coefficients(A, cilq(region, nation))) == 19.4
    found = [
        error(regional_coefficients(A, flq(region, nation, delta=delta)))
        for delta in (0.1, 0.2, 0.3, 0.4, 0.5)
    ]
    assert found == [9.2, 14.6, 20.2, 24.2, 27.7]
