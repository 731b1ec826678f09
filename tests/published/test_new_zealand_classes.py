"""What became of the cultivation classes: 39 cities of New Zealand, three spans of 10 to 12 years.

No publication gives classes that could be reproduced. What can be checked from outside is what
happened next: classes made with the figures up to one census, without a look ahead, and the
location quotients of a census ten or twelve years later. Source of the figures: Davies and Mare
(2021), Regional Studies 55, 479-494; Motu Working Paper 19-01 (MIT licence), Stats NZ censuses.
The order that is expected is that of Neffke, Henning and Boschma (2011), Economic Geography 87,
237-265: what is near to the rest enters and stays, what is distant leaves.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import polars as pl
import pytest
import xarray as xr

from new_zealand import FOLDER, TEXT
from shared_data import needs_shared
from upriver.complexity import ComplexityMeasures, Convention, complexity_measures
from upriver.complexity.cultivation import CultivationThresholds, cultivation_class
from upriver.complexity.cultivation.rules import levels_kernel

pytestmark = needs_shared
SPANS = ((1986, 1991, 2001), (1991, 1996, 2006), (1996, 2001, 2013))
CONVENTION = Convention(diagonal=0, anchor="size")


@cache
def jobs() -> xr.DataArray:
    """Cities of at least 3,000 jobs and industries of at least 800 in every census."""
    frame = pl.read_csv(FOLDER / "emp_city_industry_lq.csv.gz", schema_overrides=TEXT)
    years = sorted(frame["year"].unique())
    places, industries = sorted(frame["ua"].unique()), sorted(frame["ind"].unique())
    values = np.zeros((len(years), len(places), len(industries)))
    for year, place, industry, count in frame.select("year", "ua", "ind", "emp").iter_rows():
        values[years.index(year), places.index(place), industries.index(industry)] = count
    array = xr.DataArray(
        values,
        {"year": years, "place": places, "industry": industries},
        ("year", "place", "industry"),
    )
    wide = (array.sum("industry") >= 3000).all("year").values
    deep = (array.sum("place") >= 800).all("year").values
    return array.isel(place=np.flatnonzero(wide), industry=np.flatnonzero(deep))


@cache
def measures(year: int) -> ComplexityMeasures:
    return complexity_measures(jobs().sel(year=year, drop=True), convention=CONVENTION)


@cache
def outcomes(before: int, start: int, end: int) -> pl.DataFrame:
    """Class of each city's industries in the start year, and the quotients of both years."""
    then, now, later = measures(before), measures(start), measures(end)
    parts = []
    for place in now.rca["place"].values:
        own = {"place": place, "drop": True}
        quotient, past = now.rca.sel(**own), then.rca.sel(**own)
        known = (quotient.values > 0) & (past.values > 0)
        ratio = np.where(known, quotient.values / np.where(known, past.values, 1.0), np.nan)
        growth = quotient.copy(data=np.log(ratio) / (start - before))
        found = cultivation_class(
            quotient,
            now.density.sel(**own),
            complexity=now.index.pci,
            momentum=growth,
        )
        columns = {"cultivation": found.values.tolist(), "start": quotient.values,
                   "end": later.rca.sel(**own).values}  # fmt: skip
        parts.append(pl.DataFrame(columns))
    return pl.concat(parts)


def held(frame: pl.DataFrame, *classes: str) -> float:
    """Share of the industries of these classes that are held at the end."""
    chosen = frame.filter(pl.col("cultivation").is_in(classes))
    return float((chosen["end"] >= 1.0).mean())


@pytest.mark.parametrize("span", SPANS)
def test_the_classes_come_true_in_their_order(span: tuple[int, int, int]) -> None:
    """What to scale enters far more often than what to seed, and that more than what to watch."""
    frame = outcomes(*span)
    assert held(frame, "scale") > 2 * held(frame, "seed")
    assert held(frame, "seed") > 1.25 * held(frame, "watch")
    assert held(frame, "strengthen", "upgrade") > held(frame, "exit")


def test_how_often_the_classes_came_true() -> None:
    """Of 39 x 65 industries at three starts: entered by class, and stayed by class."""
    frame = pl.concat([outcomes(*span) for span in SPANS])
    assert len(frame) == 3 * 39 * 65
    shares = {each: held(frame, each) for each in ("scale", "seed", "watch")}
    assert shares == pytest.approx({"scale": 0.301, "seed": 0.105, "watch": 0.067}, abs=0.005)
    present = frame.filter(pl.col("start") >= 1.0)
    assert held(present, "strengthen", "upgrade") == pytest.approx(0.807, abs=0.005)
    assert held(present, "exit") == pytest.approx(0.766, abs=0.005)


@pytest.mark.parametrize(
    ("low", "high", "near", "far"),
    [(1.0, np.inf, 0.89, 0.72), (0.75, 1.0, 0.31, 0.20), (0.0, 0.75, 0.09, 0.03)],
    ids=["held", "foothold", "neither"],
)
def test_near_beside_far(low: float, high: float, near: float, far: float) -> None:
    """Held later, among industries that start alike: nearer than half of their like, or not."""
    told: dict[int, list[float]] = {0: [], 1: []}
    for _, start, end in SPANS:
        now, later = measures(start), measures(end).rca.values
        quotient, unknown = now.rca.values, np.full(now.rca.shape, np.nan)
        pci = np.broadcast_to(now.index.pci.values, quotient.shape)
        levels = levels_kernel(
            quotient, now.density.values, pci, unknown, unknown, CultivationThresholds()
        )
        chosen = (quotient >= low) & (quotient < high)
        for level in told:
            told[level] += (later[chosen & (levels["related"] == level)] >= 1.0).tolist()
    assert np.mean(told[1]) == pytest.approx(near, abs=0.005)
    assert np.mean(told[0]) == pytest.approx(far, abs=0.005)


def test_growth_alone_would_not_tell_entry() -> None:
    """Why the rules do not take growth for nearness: risers entered no more often than fallers."""
    entered: dict[str, list[float]] = {"rising": [], "falling": []}
    for before, start, end in SPANS:
        then, now, later = (measures(year).rca.values for year in (before, start, end))
        known = (then > 0) & (now >= 0.75) & (now < 1.0)
        growth = np.log(np.where(known, now / np.where(known, then, 1.0), 1.0)) / (start - before)
        entered["rising"] += (later[known & (growth >= 0.02)] >= 1.0).tolist()
        entered["falling"] += (later[known & (growth <= -0.02)] >= 1.0).tolist()
    assert np.mean(entered["rising"]) == pytest.approx(0.30, abs=0.02)
    assert np.mean(entered["falling"]) == pytest.approx(0.31, abs=0.02)
