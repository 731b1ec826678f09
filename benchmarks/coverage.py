"""How often 90 % intervals cover a known truth: one line of JSON a truth, method and measure.

Every sample has a new truth from a seeded generator, nested or like provinces; or the truth is
the jobs of New Zealand cities in 2013, of which a tenth is drawn. The last one needs the
reference data; name its folder with ``--cities``.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import numpy as np
import xarray as xr

from upriver.complexity import Interval, Resampling, complexity_measures, measure_uncertainty

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

MEASURES = ("rca", "density", "eci", "pci", "rank", "outlook_index")
METHODS: tuple[str, ...] = get_args(Resampling.model_fields["method"].annotation)
LEAST_JOBS = 3000.0


def nested(seed: int, *, places: int = 60, industries: int = 200) -> Floats:
    """Output of places that differ in skill by industries that differ in need.

    Parameters
    ----------
    seed : int
        Of the random numbers.
    places, industries : int
        How many.

    Returns
    -------
    ndarray (place, industry)
        About half of the cells are zero.
    """
    rng = np.random.default_rng(seed)
    skill, need = rng.uniform(0, 1, places), rng.uniform(0, 1, industries)
    shape = (places, industries)
    able = rng.uniform(0, 1, shape) < 1 / (1 + np.exp(8 * (need - skill[:, None])))
    values = np.where(able, rng.lognormal(3, 1, shape), 0.0)
    values[0, :] += 1.0  # every industry is somewhere
    values[:, 0] += 1.0  # every place has something
    return np.asarray(values * rng.lognormal(0, 1.2, places)[:, None], dtype=np.float64)


def provinces(seed: int, *, places: int = 30, industries: int = 40) -> Floats:
    """Output of places with two factors in common and much of their own.

    Parameters
    ----------
    seed : int
        Of the random numbers.
    places, industries : int
        How many.

    Returns
    -------
    ndarray (place, industry)
        One cell in twenty is zero.
    """
    rng = np.random.default_rng(seed)
    size, weight = rng.lognormal(0, 0.8, places), rng.lognormal(0, 1, industries)
    inner = rng.normal(size=(places, 2)) @ rng.normal(size=(industries, 2)).T
    quotient = np.exp(0.45 * inner + 0.6 * rng.normal(size=inner.shape))
    quotient *= rng.uniform(size=inner.shape) > 0.05
    return np.asarray(size[:, None] * weight * quotient, dtype=np.float64)


def cities(folder: Path) -> Floats:
    """Jobs by city and industry in 2013.

    Parameters
    ----------
    folder : Path
        With the file ``emp_city_industry_lq.csv.gz`` of Davies and Mare.

    Returns
    -------
    ndarray (place, industry)
        Cities of 3,000 jobs and more; suppressed cells are NaN.
    """
    with gzip.open(folder / "emp_city_industry_lq.csv.gz", "rt", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["year"] == "2013"]
    places, industries = (sorted({row[name] for row in rows}) for name in ("ua", "ind"))
    values = np.full((len(places), len(industries)), np.nan)
    for row in rows:
        at = places.index(row["ua"]), industries.index(row["ind"])
        values[at] = float(row["emp"]) if row["emp"] not in {"", "NA"} else np.nan
    large: Floats = values[np.nansum(values, axis=1) >= LEAST_JOBS]
    return large


def labelled(values: Floats) -> xr.DataArray:
    """Matrix with labels.

    Parameters
    ----------
    values : ndarray (place, industry)
        Its numbers.

    Returns
    -------
    DataArray (place, industry), items
        Labels are made up.
    """
    coords = {
        "place": [f"p{number:03d}" for number in range(values.shape[0])],
        "industry": [f"i{number:05d}" for number in range(values.shape[1])],
    }
    return xr.DataArray(values, coords, ("place", "industry"), attrs={"units": "items"})


def sampled(truth: Floats, observations: int, rng: np.random.Generator) -> Floats:
    """Counts of a sample from a truth.

    Parameters
    ----------
    truth : ndarray (place, industry)
        True figures, NaN for unknown.
    observations : int
        Size of the sample.
    rng : Generator
        Source of randomness.

    Returns
    -------
    ndarray (place, industry)
        Counts, NaN where the truth is.
    """
    chances = np.nan_to_num(truth) / np.nansum(truth)
    drawn = rng.multinomial(observations, chances.reshape(-1)).reshape(truth.shape)
    return np.where(np.isnan(truth), np.nan, drawn)


def truths_of(truth: Floats) -> dict[str, Floats]:
    """Every measure of a truth.

    Parameters
    ----------
    truth : ndarray (place, industry)
        True figures.

    Returns
    -------
    dict of str to ndarray
        By name, as `measure_uncertainty` names them.
    """
    known = complexity_measures(labelled(truth), anchor="size")
    eci = known.index.eci
    return {
        "rca": known.rca.values,
        "density": known.density.values,
        "eci": eci.values,
        "pci": known.index.pci.values,
        "rank": (-eci).rank("place").values,
        "outlook_index": known.outlook_index.values,
    }


def coverage(
    truth: Callable[[int], Floats], per_cell: float, resampling: Resampling, *, samples: int
) -> Iterator[dict[str, Any]]:
    """Share of true values inside their intervals.

    Parameters
    ----------
    truth : callable
        True figures, from the number of the sample.
    per_cell : float
        Observations in each sample over the cells of the truth.
    resampling : Resampling
        Method and replicates.
    samples : int
        How many.

    Yields
    ------
    dict
        Measure, cover, and width of the intervals in standard deviations of the truth.
    """
    inside: dict[str, list[float]] = {name: [] for name in MEASURES}
    width: dict[str, list[float]] = {name: [] for name in MEASURES}
    for seed in range(samples):
        figures = truth(seed)
        true = truths_of(figures)
        rng = np.random.default_rng([1, seed])
        counts = labelled(sampled(figures, round(per_cell * figures.size), rng))
        anchor = xr.DataArray(true["eci"], {"place": counts.coords["place"].values}, ("place",))
        found = measure_uncertainty(
            counts, resampling=resampling, rng=rng, anchor=anchor.rename("truth")
        )
        for name in MEASURES:
            interval: Interval = getattr(found, name)
            low, high = interval.lower.values, interval.upper.values
            judged = np.isfinite(true[name]) & np.isfinite(low)
            held = (low <= true[name] + 1e-9) & (true[name] <= high + 1e-9)
            inside[name].append(float(held[judged].mean()))
            width[name].append(float((high - low)[judged].mean() / np.nanstd(true[name])))
    for name in MEASURES:
        yield {
            "measure": name,
            "coverage": round(float(np.mean(inside[name])), 3),
            "width": round(float(np.mean(width[name])), 3),
        }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cities", type=Path, help="folder with the New Zealand data")
    parser.add_argument("--samples", type=int, default=40, help="samples of each kind")
    parser.add_argument("--replicates", type=int, default=200, help="replicates of each sample")
    given = parser.parse_args()
    truths: dict[str, tuple[Callable[[int], Floats], float]] = {
        "nested": (nested, 8.0),
        "provinces": (provinces, 40.0),
    }
    if given.cities:
        jobs = cities(given.cities)
        truths["cities"] = (lambda _: jobs, float(np.nansum(jobs)) / 10.0 / jobs.size)
    else:
        print("cities are left out: name their folder with --cities", file=sys.stderr)
    for name, (truth, per_cell) in truths.items():
        for method in METHODS:
            facts = {"case": "coverage", "truth": name, "per_cell": round(per_cell, 1)}
            resampling = Resampling.model_validate(
                {"unit_size": 1.0, "method": method, "replicates": given.replicates}
            )
            for line in coverage(truth, per_cell, resampling, samples=given.samples):
                print(json.dumps({**facts, "method": method, **line}), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
