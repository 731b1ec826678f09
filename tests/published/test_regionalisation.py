"""Location quotients against the survey tables of provinces, RAS against the table of 2020.

Source of the tables: National Bureau of Statistics of China (China Regional Input-Output
Tables 2007; national tables 2007, 2018 and 2020). Errors in per cent were computed
independently from the same tables.
"""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
import xarray as xr

from science_arrays import industry_matrix, industry_vector
from shared_data import SHARED, needs_shared
from upriver import examples
from upriver.inputoutput import (
    AuditLimits,
    audit_table,
    extraction_share,
    extractions,
    flow_error,
    ghosh_inverse,
    leontief_inverse,
    output_coefficients,
    regionalisation_error,
    split_coefficients,
    structural_decomposition,
    technical_coefficients,
    updated_flows,
)
from upriver.supplychain import local_use, outside_dependence

FOLDER = SHARED / "data" / "inputoutput"


def read(path: str) -> tuple[pl.DataFrame, list[str]]:
    frame = pl.read_csv(
        FOLDER / path, schema_overrides={"Code": pl.String}, infer_schema_length=None
    )
    return frame, [name for name in frame.columns if name.isdigit()]


def error_of(path: str) -> xr.DataArray:
    frame, codes = read(path)
    rows = frame.filter(pl.col("Code").is_in(codes)).sort("Code")

    def column(name: str) -> xr.DataArray:
        return industry_vector(rows[name].to_numpy() / 1e4, codes, units="1e8 CNY")

    bought = {"imports": column("IM_import"), "inflow": column("IN_from_provinces")}
    sold = {"exports": column("EX_export"), "outflow": column("OUT_to_provinces")}
    use = local_use(column("GO"), **bought, **sold)
    away = outside_dependence(use, **bought).sum("origin").clip(0.0, 1.0)
    flows = industry_matrix(rows.select(codes).to_numpy() / 1e4, codes, units="1e8 CNY")
    local = split_coefficients(technical_coefficients(flows, column("GO")), away)[0]
    nation = examples.survey_2007("100000")
    output = nation["output"]
    return regionalisation_error(
        technical_coefficients(nation["flows"], output),
        local,
        output_region=column("GO"),
        output_nation=output,
        deltas=(0.1, 0.2, 0.3),
    )


@needs_shared
def test_provinces_at_delta_a_tenth() -> None:
    """Chongqing 9.2 % (AFLQ 7.9 %), median of the ten tables at hand 14.3 %."""
    paths = sorted((FOLDER / "china_provincial_2007").glob("[!N]*_2007_42.csv"))
    assert len(paths) == 10
    found = {
        path.name[:3]: error_of(f"china_provincial_2007/{path.name}").sel(
            measure="multiplier_error"
        )
        * 100
        for path in paths
    }
    chongqing = found["CHQ"]
    assert chongqing.round(1).values.tolist() == [
        85.6, 17.7, 19.4, 9.2, 14.6, 20.2, 7.9, 13.2, 19.3,
    ]  # fmt: skip
    median = xr.concat(list(found.values()), "place").median("place")
    assert round(float(median.sel(quotient="flq 0.1")), 1) == 14.3
    assert float(median.sel(quotient="flq 0.1")) <= 15
    assert float(median.sel(quotient="flq 0.1")) < float(median.sel(quotient="slq")) < 20


def domestic(year: int) -> tuple[xr.DataArray, xr.DataArray, xr.DataArray]:
    frame, codes = read(f"china_national/china_{year}_42.csv")
    rows = frame.filter((pl.col("Origin") == "Domestic") & pl.col("Code").is_in(codes)).sort("Code")
    made = frame.filter(pl.col("Code") == "TI").select(codes).to_numpy()[0]
    flows = industry_matrix(rows.select(codes).to_numpy(), codes)
    output = industry_vector(made, codes)
    return flows, output, industry_vector(made - flows.values.sum(axis=1), codes)


@needs_shared
def test_table_of_2018_carried_to_2020() -> None:
    """Weighted error 4.0961 % of the updated flows, 7.7415 % of held coefficients."""
    old, old_output, _ = domestic(2018)
    truth, output, _ = domestic(2020)
    A = technical_coefficients(old, old_output)
    done = updated_flows(
        A,
        output,
        sales=industry_vector(truth.values.sum(axis=1), truth.industry.values),
        purchases=industry_vector(truth.values.sum(axis=0), truth.industry.values),
        tolerance=1e-14,
    )
    error = flow_error(done.matrix, truth)
    assert round(error.total * 100, 4) == 4.0961
    assert abs(error.bias) < 1e-9
    held = flow_error(A.copy(data=A.values * output.values), truth)
    assert round(held.total * 100, 4) == 7.7415


@needs_shared
def test_change_of_output_2018_to_2020_is_shared_out_in_full() -> None:
    old, old_output, old_demand = domestic(2018)
    new, output, demand = domestic(2020)
    found = structural_decomposition(
        (
            leontief_inverse(technical_coefficients(old, old_output)),
            leontief_inverse(technical_coefficients(new, output)),
        ),
        (old_demand, demand),
    )
    change = output.values - old_output.values
    np.testing.assert_allclose(found.change.values, change, atol=1e-9 * output.values.max())
    np.testing.assert_allclose(
        found.contributions.sum("factor").values, change, atol=1e-9 * output.values.max()
    )
    assert float(found.contributions.sel(factor="level").sum()) > 0


@needs_shared
def test_extractions_of_149_sectors_equal_solving_anew() -> None:
    """China 2017 in 149 sectors: all three losses against a fresh solve for every sector."""
    frame, codes = read("china_national/china_2017_149.csv")
    rows = frame.filter(pl.col("Code").is_in(codes)).sort("Code")
    x = industry_vector(rows["GO"].to_numpy(), codes)
    flows = industry_matrix(rows.select(codes).to_numpy(), codes)
    A, B = technical_coefficients(flows, x), output_coefficients(flows, x)
    L, G = leontief_inverse(A), ghosh_inverse(B)
    found = extractions(L, G, output=x)
    share = extraction_share(L, x)
    np.testing.assert_allclose(found.total.values / found.output, share.values, rtol=1e-12)
    y = x.values - flows.values.sum(axis=1)
    v = x.values - flows.values.sum(axis=0)
    for k in range(0, len(codes), 10):
        a, b = A.values.copy(), B.values.copy()
        a[:, k], b[k] = 0.0, 0.0
        bought = np.linalg.solve(np.eye(len(a)) - a, y)
        sold = np.linalg.solve((np.eye(len(b)) - b).T, v)
        total = x.values.sum()
        assert found.backward.values[k] == pytest.approx(total - bought.sum(), abs=1e-12 * total)
        assert found.forward.values[k] == pytest.approx(total - sold.sum(), abs=1e-12 * total)


def test_audit_of_chongqing_2007_tells_the_error_column() -> None:
    """The source's column 其他 is above 2 % of output; one sector is in transit."""
    region = examples.chongqing()
    year = {"year": 2007, "unit": "1e8 CNY"}
    flows = region.array("flows", **year)
    # Sector 23 (waste and scrap) had no output that year and has no row.
    output = region.array("production", place="500000", measure="output", **year)
    output = output.reindex(industry=flows.industry.values, fill_value=0.0)
    audit = audit_table(
        flows,
        region.array("final_uses", **year),
        primary_inputs=region.array("primary_inputs", **year),
        output=output,
        limits=AuditLimits(),
    )
    assert audit.usable
    (error,) = (finding for finding in audit.findings if finding.code == "error-column")
    assert error.severity == "warning"
    assert error.number > 0.02
    transit = {f.industry: round(f.number, 2) for f in audit.findings if f.code == "transit"}
    assert transit == {"22": 1.02}
