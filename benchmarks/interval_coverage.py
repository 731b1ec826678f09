"""How often 90 % intervals cover a known truth: one line of JSON a kind, method and measure.

Every sample has a new truth from a seeded generator, nested or like provinces, seen as a count,
as the output of unequal firms, or with reporting errors. Or the truth is the jobs of New
Zealand cities in 2013, of which a tenth is drawn; that needs the reference data: name its folder
with ``--cities``.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

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


def counted(truth: Floats, per_cell: float, rng: np.random.Generator) -> Floats:
    """Counts of a sample from a truth.

    Parameters
    ----------
    truth : ndarray (place, industry)
        True figures, NaN for unknown.
    per_cell : float
        Observations over the number of cells.
    rng : Generator
        Source of randomness.

    Returns
    -------
    ndarray (place, industry)
        Counts, NaN where the truth is.
    """
    chances = np.nan_to_num(truth) / np.nansum(truth)
    drawn = rng.multinomial(round(per_cell * truth.size), chances.reshape(-1))
    return np.where(np.isnan(truth), np.nan, drawn.reshape(truth.shape))


def of_firms(truth: Floats, per_cell: float, rng: np.random.Generator) -> Floats:
    """Output of firms of unequal size, log-normal with deviation 1 and median 1.

    Parameters
    ----------
    truth : ndarray (place, industry)
        What the output would be with endless firms.
    per_cell : float
        Firms over the number of cells.
    rng : Generator
        Source of randomness.

    Returns
    -------
    ndarray (place, industry)
        Sum of the sizes of a random number of firms.
    """
    firms = rng.poisson(truth / truth.sum() * truth.size * per_cell)
    sums = [rng.lognormal(0.0, 1.0, number).sum() for number in firms.reshape(-1)]
    return np.array(sums).reshape(truth.shape)


def misreported(truth: Floats, error: float, rng: np.random.Generator) -> Floats:
    """True figures with a log-normal error.

    Parameters
    ----------
    truth : ndarray (place, industry)
        True figures.
    error : float
        Relative standard deviation.
    rng : Generator
        Source of randomness.

    Returns
    -------
    ndarray (place, industry)
        What is reported.
    """
    wide = np.sqrt(np.log1p(error**2))
    noise = np.exp(wide * rng.standard_normal(truth.shape) - wide**2 / 2.0)
    return np.asarray(truth * noise, dtype=np.float64)


class Kind(NamedTuple):
    """A truth, how it is seen, and what the resampling is told.

    Parameters
    ----------
    truth : callable
        True figures, from the number of the sample.
    seen : callable
        Figures with chance in them, from truth, amount and generator.
    amount : float
        Observations a cell, or relative error.
    unit_size : float, optional
        Told to the resampling.
    relative_error : float
        Likewise.
    """

    truth: Callable[[int], Floats]
    seen: Callable[[Floats, float, np.random.Generator], Floats]
    amount: float
    unit_size: float | None
    relative_error: float = 0.0


MEAN_SIZE, WEIGHTED_SIZE = np.exp(0.5), np.exp(1.5)  # of log-normal firms, plain and by size
KINDS = {
    "nested": Kind(nested, counted, 8.0, 1.0),
    "provinces": Kind(provinces, counted, 40.0, 1.0),
    "firms, size-weighted mean": Kind(provinces, of_firms, 40.0, float(WEIGHTED_SIZE)),
    "firms, plain mean": Kind(provinces, of_firms, 40.0, float(MEAN_SIZE)),
    "reporting error 0.1": Kind(provinces, misreported, 0.1, None, 0.1),
    "reporting error 0.3": Kind(provinces, misreported, 0.3, None, 0.3),
}


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


def coverage(kind: Kind, method: str, *, samples: int, replicates: int) -> Iterator[dict[str, Any]]:
    """Share of true values inside their intervals.

    Parameters
    ----------
    kind : Kind
        Truth and how it is seen.
    method : str
        Of the resampling.
    samples, replicates : int
        How many samples, and replicates of each.

    Yields
    ------
    dict
        Measure, cover, and width of the intervals in standard deviations of the truth.
    """
    resampling = Resampling.model_validate(
        {"unit_size": kind.unit_size, "method": method, "replicates": replicates}
    )
    inside: dict[str, list[float]] = {name: [] for name in MEASURES}
    width: dict[str, list[float]] = {name: [] for name in MEASURES}
    for seed in range(samples):
        figures = kind.truth(seed)
        true = truths_of(figures)
        rng = np.random.default_rng([1, seed])
        counts = labelled(kind.seen(figures, kind.amount, rng))
        anchor = xr.DataArray(true["eci"], {"place": counts.coords["place"].values}, ("place",))
        found = measure_uncertainty(
            counts,
            resampling=resampling,
            rng=rng,
            anchor=anchor.rename("truth"),
            relative_error=kind.relative_error,
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
    kinds = dict(KINDS)
    if given.cities:
        jobs = cities(given.cities)
        tenth = float(np.nansum(jobs)) / 10.0 / jobs.size
        kinds["cities"] = Kind(lambda _: jobs, counted, tenth, 1.0)
    else:
        print("cities are left out: name their folder with --cities", file=sys.stderr)
    for name, kind in kinds.items():
        for method in METHODS if kind.unit_size else METHODS[:1]:
            sizes = {"samples": given.samples, "replicates": given.replicates}
            for line in coverage(kind, method, **sizes):
                print(
                    json.dumps({"case": "coverage", "kind": name, "method": method, **line}),
                    flush=True,
                )
    return 0


if __name__ == "__main__":
    sys.exit(main())
