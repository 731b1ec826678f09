"""How wrong a regional table made from the national one is, on provinces whose own is known.

Takes the bundled table of Chongqing 2007 and the national one. With the folder of reference
data (``--tables``, or the variable UPRIVER_SHARED) it takes every provincial table there, too.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from functools import partial
from pathlib import Path

import polars as pl
import xarray as xr

from measure import report, timed
from upriver import examples, inputoutput
from upriver.supplychain import local_use, outside_dependence

DELTAS = (0.0, 0.05, 0.1, 0.15, 0.2, 0.3)
TRADE = {
    "exports": "EX_export",
    "outflow": "OUT_to_provinces",
    "imports": "IM_import",
    "inflow": "IN_from_provinces",
}
Table = tuple[xr.DataArray, xr.DataArray, dict[str, xr.DataArray]]


def bundled() -> Table:
    """Flows, output and trade of Chongqing in 2007.

    Returns
    -------
    flows : DataArray (industry, industry_to), 1e8 CNY
        Purchases whatever their origin.
    output : DataArray (industry), 1e8 CNY
        Output.
    trade : dict of str to DataArray (industry), 1e8 CNY
        Exports, outflow, imports and inflow, all positive.
    """
    table = examples.survey_2007("500000")
    return table["flows"], table["output"], {name: table[name] for name in TRADE}


def provincial(path: Path) -> Table:
    """Flows, output and trade of one provincial table.

    Parameters
    ----------
    path : Path
        A CSV file in 1e4 CNY with the columns of the reference data.

    Returns
    -------
    flows : DataArray (industry, industry_to), 1e8 CNY
        Purchases whatever their origin.
    output : DataArray (industry), 1e8 CNY
        Output.
    trade : dict of str to DataArray (industry), 1e8 CNY
        Exports, outflow, imports and inflow, all positive.
    """
    frame = pl.read_csv(path, schema_overrides={"Code": pl.String}, infer_schema_length=None)
    codes = [name for name in frame.columns if name.isdigit()]
    rows = frame.filter(pl.col("Code").is_in(codes)).sort("Code")
    industry, attrs = {"industry": codes}, {"units": "1e8 CNY"}

    def _column(name: str) -> xr.DataArray:
        return xr.DataArray(rows[name].to_numpy() / 1e4, industry, ("industry",), attrs=attrs)

    flows = xr.DataArray(
        rows.select(codes).to_numpy() / 1e4,
        {**industry, "industry_to": codes},
        ("industry", "industry_to"),
        attrs=attrs,
    )
    return flows, _column("GO"), {name: _column(column) for name, column in TRADE.items()}


def errors(table: Table, nation: tuple[xr.DataArray, xr.DataArray]) -> xr.DataArray:
    """Error of every method on one province.

    Parameters
    ----------
    table : tuple
        Flows, output and trade of the province.
    nation : tuple of two DataArray
        Flows and output of the nation.

    Returns
    -------
    DataArray (quotient, measure), ratio
        From `inputoutput.regionalisation_error`.
    """
    flows, output, trade = table
    use = local_use(output, **trade)
    bought = {name: trade[name] for name in ("imports", "inflow")}
    away = outside_dependence(use, **bought).sum("origin").clip(0.0, 1.0)
    A = inputoutput.technical_coefficients(flows, output)
    local, _ = inputoutput.split_coefficients(A, away)
    return inputoutput.regionalisation_error(
        inputoutput.technical_coefficients(*nation),
        local,
        output_region=output,
        output_nation=nation[1],
        deltas=DELTAS,
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tables", type=Path, help="folder of provincial tables (CSV)")
    parser.add_argument("--quick", action="store_true", help="the bundled table only")
    asked = parser.parse_args()
    shared = os.environ.get("UPRIVER_SHARED")
    folder = asked.tables
    if folder is None and shared:
        folder = Path(shared) / "data" / "inputoutput" / "china_provincial_2007"
    china = examples.survey_2007("100000")
    nation = china["flows"], china["output"]
    tables = {"bundled": bundled()}
    if folder is not None and not asked.quick:
        paths = sorted(folder.glob("*_2007_42.csv"))
        tables |= {p.name[:3]: provincial(p) for p in paths if not p.name.startswith("NATIONAL")}
    found = {}
    for name, table in tables.items():
        seconds, extra, found[name] = timed(partial(errors, table, nation))
        one = found[name].sel(measure="multiplier_error")
        report(
            "regionalisation",
            seconds,
            extra_mib=extra,
            packages=("numpy", "xarray"),
            table=name,
            error_percent=_percent(one),
        )
    if len(found) > 1:
        every = [one for name, one in found.items() if name != "bundled"]
        middle = xr.concat(every, "place").median("place")
        for measure in middle["measure"].values.tolist():
            line = {"case": "regionalisation, median", "tables": len(every), "measure": measure}
            print(json.dumps({**line, "percent": _percent(middle.sel(measure=measure))}))
    return 0


def _percent(values: xr.DataArray) -> dict[str, float]:
    names = values["quotient"].values.tolist()
    return dict(zip(names, (values.values * 100).round(1).tolist(), strict=True))


if __name__ == "__main__":
    sys.exit(main())
