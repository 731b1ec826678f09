"""How good the forecasts of targets are on real series: one line of JSON a case and horizon.

Three trials against what one would do without a model. Monthly and quarterly series of the tourism
competition from rolling origins, against the same season of the year before. Indian airports
while they recover, sums of half a year, against the year before and against a year's growth
carried forward. Few yearly figures, pooled over series, against the last figure and against the
own growth. The data are not part of the repository: name the folder with ``--series``, which
holds the tables of the competition and the airports, and the table of GDP with ``--gdp``.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import random
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import xarray as xr

from upriver.targets import (
    change_ahead,
    expected_drift,
    forecast,
    forecast_recovery,
    growth_class,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

REACH = 1.2815515655446004  # of an 80 % interval of a normal law
HEADER = {"monthly": 3, "quarterly": 3, "yearly": 2}
AIRPORTS = "aai_india_airports_monthly_2014_2023.csv"


def competition(folder: Path, kind: str) -> list[tuple[Floats, Floats]]:
    """Series of the tourism competition.

    Parameters
    ----------
    folder : Path
        Where the tables lie.
    kind : str
        ``monthly quarterly yearly``.

    Returns
    -------
    list of (ndarray, ndarray)
        The known part and what came after it.
    """
    head = HEADER[kind]
    found = []
    pairs = zip(
        _columns(folder / f"tourism_{kind}_in.csv"),
        _columns(folder / f"tourism_{kind}_oos.csv"),
        strict=True,
    )
    for known, later in pairs:
        size, ahead = int(float(known[0])), int(float(later[0]))
        found.append(
            (np.array([float(x) for x in known[head : head + size]]),
             np.array([float(x) for x in later[head : head + ahead]]))
        )  # fmt: skip
    return found


def _columns(file: Path) -> list[tuple[str, ...]]:
    with file.open(encoding="utf-8") as text:
        return list(zip(*list(csv.reader(text))[1:], strict=True))


def rolling(
    series: list[tuple[Floats, Floats]], *, season: int, horizons: tuple[int, ...], origins: int
) -> Iterator[dict[str, Any]]:
    """Accuracy by horizon from several origins of each series.

    Parameters
    ----------
    series : list of (ndarray, ndarray)
        The series.
    season : int
        Steps in a year.
    horizons : tuple of int
        Steps ahead that are reported.
    origins : int
        Origins of each series, half a year apart; the last is the competition's own.

    Yields
    ------
    dict
        Scaled error of both, their ratio, and the share of figures inside the 80 % interval.
    """
    errors: dict[int, list[tuple[float, float, bool]]] = defaultdict(list)
    for known, later in series:
        whole, last = np.concatenate([known, later]), len(known)
        for step in range(origins):
            at = last - step * max(season // 2, 1)
            if at < 3 * season:
                break
            seen = whole[:at]
            scale = float(np.abs(seen[season:] - seen[:-season]).mean())
            found = forecast(xr.DataArray(seen, dims="time"), horizon=max(horizons), season=season)
            repeated = np.resize(seen[-season:], max(horizons))
            for h in horizons:
                if at + h > len(whole) or scale == 0:
                    continue
                true = whole[at + h - 1]
                low, high = float(found.lower[h - 1]), float(found.upper[h - 1])
                errors[h].append(
                    (abs(true - float(found.center[h - 1])) / scale,
                     abs(true - repeated[h - 1]) / scale, low <= true <= high)
                )  # fmt: skip
    for h, rows in errors.items():
        ours, naive, inside = (float(np.mean(each)) for each in zip(*rows, strict=True))
        yield {
            "horizon": h, "forecasts": len(rows), "mase": round(ours, 3),
            "mase_seasonal_naive": round(naive, 3), "relative_mae": round(ours / naive, 3),
            "coverage_80": round(inside, 3),
        }  # fmt: skip


def own_split(series: list[tuple[Floats, Floats]], *, season: int) -> dict[str, Any]:
    """Mean scaled error of the competition's own split, all steps together.

    Parameters
    ----------
    series : list of (ndarray, ndarray)
        The series.
    season : int
        Steps in a year.

    Returns
    -------
    dict
        Comparable with the published tables.
    """
    ours, naive = [], []
    for known, later in series:
        scale = np.abs(known[season:] - known[:-season]).mean()
        found = forecast(xr.DataArray(known, dims="time"), horizon=len(later), season=season)
        ours.append(np.abs(later - found.center.values).mean() / scale)
        naive.append(np.abs(later - np.resize(known[-season:], len(later))).mean() / scale)
    return {
        "series": len(series),
        "mase": round(float(np.mean(ours)), 3),
        "mase_seasonal_naive": round(float(np.mean(naive)), 3),
    }


def airports(file: Path, kind: str) -> dict[str, Floats]:
    """Months of the largest airports.

    Parameters
    ----------
    file : Path
        The table.
    kind : str
        Column of passengers.

    Returns
    -------
    dict of str to ndarray
        2014 to 2023 by month; unknown is not a number. The twenty largest of 2019.
    """
    found: dict[str, Floats] = {}
    with file.open(encoding="utf-8") as text:
        for row in csv.DictReader(text):
            values = found.setdefault(row["airport_code"], np.full(120, np.nan))
            if row[kind]:
                values[(int(row["year"]) - 2014) * 12 + int(row["month"]) - 1] = float(row[kind])
    size = {code: float(np.nansum(values[60:72])) for code, values in found.items()}
    return {code: found[code] for code in sorted(size, key=lambda each: -size[each])[:20]}


def recovery(file: Path, kind: str) -> dict[str, Any]:
    """Half-year sums of airports that recover, five origins.

    Parameters
    ----------
    file : Path
        The table.
    kind : str
        Column of passengers.

    Returns
    -------
    dict
        Median absolute errors in percent, and the share inside the 80 % interval.
    """
    errors: dict[str, list[float]] = defaultdict(list)
    for values in airports(file, kind).values():
        for at in (92, 95, 98, 101, 104):  # September 2021 to September 2022
            known, later = values[: at + 1], float(values[at + 1 : at + 7].sum())
            gaps = np.flatnonzero(np.isnan(known))
            first = int(gaps[-1]) + 1 if len(gaps) else 0
            found, before = forecast_recovery(
                xr.DataArray(known[first:], dims="time"), horizon=6, season=12,
                reference=60 - first,
            )  # fmt: skip
            repeated = float(known[-12:-6].sum())
            growth = float(known[-3:].sum()) / max(float(known[-15:-12].sum()), 1.0)
            low, high = np.quantile(found.totals(last=6, factors=before.values), [0.1, 0.9])
            errors["ours"].append(abs(float((found.center * before).sum()) - later) / later)
            errors["seasonal_naive"].append(abs(repeated - later) / later)
            errors["growth_carried"].append(abs(repeated * growth - later) / later)
            errors["inside"].append(float(low <= later <= high))
    return {
        "forecasts": len(errors["ours"]),
        **{
            f"median_error_{name}": round(100 * float(np.median(errors[name])), 1)
            for name in ("ours", "seasonal_naive", "growth_carried")
        },
        "coverage_80": round(float(np.mean(errors["inside"])), 3),
    }


def gdp_panel(file: Path) -> dict[str, dict[int, float]]:
    """GDP in dollars of countries and groups of countries.

    Parameters
    ----------
    file : Path
        The table.

    Returns
    -------
    dict of str to dict of int to float
        By code and year.
    """
    found: dict[str, dict[int, float]] = defaultdict(dict)
    with file.open(encoding="utf-8") as text:
        for row in csv.DictReader(text):
            found[row["Country Code"]][int(row["Year"])] = float(row["Value"])
    return found


def few_from_gdp(
    panel: dict[str, dict[int, float]], *, points: int, horizon: int
) -> Iterator[tuple[dict[str, list[float]], dict[str, float]]]:
    """Draw groups of 25 series from each fifth year: speeds that are known, change that followed.

    Parameters
    ----------
    panel : dict of str to dict of int to float
        GDP by code and year.
    points, horizon : int
        Yearly figures that are known; years ahead.

    Yields
    ------
    (dict, dict)
        Log growth by code, and the log change over the horizon.
    """
    for origin in range(1965, 2020, 5):
        able = [
            code
            for code, values in sorted(panel.items())
            if {*range(origin - points + 1, origin + 1), origin + horizon} <= set(values)
        ]
        draw = random.Random(origin)
        for _ in range(4):
            chosen = draw.sample(able, min(25, len(able)))
            speeds = {
                code: [
                    math.log(panel[code][origin - n] / panel[code][origin - n - 1])
                    for n in range(points - 1)
                ]
                for code in chosen
            }
            yield (
                speeds,
                {
                    code: math.log(panel[code][origin + horizon] / panel[code][origin])
                    for code in chosen
                },
            )


def few_from_tourism(
    series: list[tuple[Floats, Floats]], *, points: int, horizon: int
) -> Iterator[tuple[dict[str, list[float]], dict[str, float]]]:
    """Draw groups of 25 yearly series of the competition.

    Parameters
    ----------
    series : list of (ndarray, ndarray)
        The yearly series.
    points, horizon : int
        Yearly figures that are known; years ahead.

    Yields
    ------
    (dict, dict)
        Log growth by series, and the log change over the horizon.
    """
    able = [
        n for n, (known, later) in enumerate(series)
        if len(known) >= points and min(*known[-points:], *later) > 0
    ]  # fmt: skip
    draw = random.Random(5)
    for _ in range(40):
        chosen = draw.sample(able, 25)
        speeds = {str(n): list(np.diff(np.log(series[n][0][-points:]))) for n in chosen}
        yield (
            speeds,
            {str(n): math.log(series[n][1][horizon - 1] / series[n][0][-1]) for n in chosen},
        )


def few(
    samples: Iterator[tuple[dict[str, list[float]], dict[str, float]]], *, horizon: int
) -> dict[str, Any]:
    """Accuracy of few yearly figures pooled over series.

    Parameters
    ----------
    samples : iterator of (dict, dict)
        Known speeds, and what followed.
    horizon : int
        Years ahead.

    Returns
    -------
    dict
        Mean absolute errors of the log change, and the share inside the 80 % interval.
    """
    rows = []
    for speeds, followed in samples:
        pool = growth_class(speeds)
        if pool is None:
            continue
        for code, rates in speeds.items():
            own = float(np.mean(rates))
            drift = expected_drift(pool, speed=own, years=len(rates))
            mean, spread = change_ahead(pool, drift, years=horizon)
            true = followed[code]
            rows.append(
                (abs(mean - true), abs(true), abs(own * horizon - true),
                 abs(mean - true) <= REACH * spread)
            )  # fmt: skip
    ours, last, own_growth, inside = (float(np.mean(each)) for each in zip(*rows, strict=True))
    return {
        "forecasts": len(rows), "mae_log": round(ours, 3), "mae_log_last_figure": round(last, 3),
        "mae_log_own_growth": round(own_growth, 3), "coverage_80": round(inside, 3),
    }  # fmt: skip


def _show(case: str, row: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps({"case": case, **row}) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Print every trial."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--series", type=Path, required=True)
    parser.add_argument("--gdp", type=Path)
    parser.add_argument("--quick", action="store_true", help="every sixth series")
    chosen = parser.parse_args()
    every = 6 if chosen.quick else 1

    for kind, season, horizons in (("monthly", 12, (1, 6, 12, 24)), ("quarterly", 4, (1, 4, 8))):
        series = competition(chosen.series, kind)[::every]
        _show(f"tourism {kind}, own split", own_split(series, season=season))
        for row in rolling(series, season=season, horizons=horizons, origins=4):
            _show(f"tourism {kind}, rolling", row)
    for kind in ("pax_intl", "pax_domestic"):
        _show(f"recovery, {kind}", recovery(chosen.series / AIRPORTS, kind))
    yearly = competition(chosen.series, "yearly")
    for points in (2, 3, 5):
        for horizon in (1, 2, 4):
            drawn = few_from_tourism(yearly, points=points, horizon=horizon)
            row = {"points": points, "horizon": horizon, **few(drawn, horizon=horizon)}
            _show("few yearly figures, tourism", row)
    if chosen.gdp:
        panel = gdp_panel(chosen.gdp)
        for points in (2, 3, 5):
            for horizon in (1, 2, 4):
                sample = few_from_gdp(panel, points=points, horizon=horizon)
                row = {"points": points, "horizon": horizon, **few(sample, horizon=horizon)}
                _show("few yearly figures, GDP in dollars", row)


if __name__ == "__main__":
    main()
