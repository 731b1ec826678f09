"""Specialisation to complexity: against plain matrix products and two Python packages.

Needs the extra ``bench``: ``pip install -e '.[bench]'``. Data are nested and log-normal, 35 % of
the cells filled. Programs take turns, so that a busy machine slows all of them, and must agree
before their times are compared.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import warnings
from contextlib import redirect_stdout
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import polars as pl
import xarray as xr
from threadpoolctl import threadpool_limits

from measure import peak_mib, report, timed
from upriver import complexity
from upriver.complexity.engine import measure_kernel
from upriver.complexity.resampling import Resampling
from upriver.complexity.uncertainty import measure_uncertainty

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pandas as pd

PLACES = 230
SIZES = (250, 1000, 5000)
YEARS = 20
REPLICATES = 200
REPEATS = 7
SEED = 1
CLOSE = 1e-9


class Plain(NamedTuple):
    """All measures as plain matrix products give them."""

    rca: np.ndarray[Any, Any]
    eci: np.ndarray[Any, Any]
    pci: np.ndarray[Any, Any]
    density: np.ndarray[Any, Any]
    outlook_index: np.ndarray[Any, Any]
    outlook_gain: np.ndarray[Any, Any]


def matrices(years: int, industries: int) -> np.ndarray[Any, Any]:
    """Output of places by industry, nested as real economies are, drifting over the years.

    Parameters
    ----------
    years : int
        How many.
    industries : int
        How many.

    Returns
    -------
    ndarray (year, place, industry)
        35 % of the cells of each year are filled.
    """
    rng = np.random.default_rng(SEED)
    scale = rng.normal(size=(PLACES, 1)) + rng.normal(size=industries)
    score = rng.normal(size=(PLACES, 1)) - rng.normal(size=industries)
    noise = rng.normal(size=(PLACES, industries))
    drift = rng.normal(size=(PLACES, industries))
    out = np.empty((years, PLACES, industries))
    for year in range(years):
        able = score + 2.0 * noise
        values = np.exp(scale + 0.5 * able + 0.8 * drift)
        out[year] = np.where(able >= np.quantile(able, 0.65), values, 0.0)
        out[year, :, 0] += 1.0  # every place has something
        out[year, 0] += 1e-3  # every industry is somewhere
        noise = 0.98 * noise + 0.2 * rng.normal(size=noise.shape)
        drift = 0.98 * drift + 0.2 * rng.normal(size=drift.shape)
    return out


def labelled(values: np.ndarray[Any, Any]) -> xr.DataArray:
    names = {
        "year": np.arange(2000, 2000 + values.shape[0]),
        "place": [f"p{number:03d}" for number in range(values.shape[-2])],
        "industry": [f"i{number:05d}" for number in range(values.shape[-1])],
    }
    dims = ("year", "place", "industry")[3 - values.ndim :]
    return xr.DataArray(values, {dim: names[dim] for dim in dims}, dims, attrs={"units": "CNY"})


def plain(x: np.ndarray[Any, Any]) -> Plain:
    """Every measure by plain products, the matrix of proximities formed.

    Parameters
    ----------
    x : ndarray (place, industry)
        Output, no empty row or column.

    Returns
    -------
    Plain
        Measures; the sign of the index is open.
    """
    rca = x / x.sum(axis=1, keepdims=True) / (x.sum(axis=0) / x.sum())
    M = (rca >= 1.0).astype(np.float64)
    d, u = M.sum(axis=1), M.sum(axis=0)
    half = M / np.sqrt(d)[:, None] / np.sqrt(u)
    k = np.linalg.eigh(half @ half.T)[1][:, -2] / np.sqrt(d)
    q = (k @ M) / u
    eci, pci = (k - k.mean()) / k.std(ddof=1), (q - q.mean()) / q.std(ddof=1)
    phi = M.T @ M
    phi /= np.maximum(u[:, None], u)
    total = phi.sum(axis=0)
    density = (M @ phi) / total
    missing = 1.0 - M
    return Plain(
        rca,
        eci,
        pci,
        density,
        (missing * density) @ pci,
        missing * ((missing * (pci / total)) @ phi),
    )


def turns(
    works: Sequence[Callable[[], Any]], *, repeats: int = REPEATS
) -> tuple[list[float], list[Any]]:
    """Let several pieces of work take turns.

    Parameters
    ----------
    works : sequence of callable
        What competes.
    repeats : int
        How often each one runs, after one run that is not counted.

    Returns
    -------
    seconds : list of float
        Median of each.
    results : list
        What each one returned last.
    """
    results: list[Any] = [work() for work in works]
    times: list[list[float]] = [[] for _ in works]
    for _ in range(repeats):
        for number, work in enumerate(works):
            results[number] = None
            start = time.perf_counter()
            results[number] = work()
            times[number].append(time.perf_counter() - start)
    return [median(one) for one in times], results


def worst(found: complexity.ComplexityMeasures, other: Plain) -> float:
    """Largest difference from the plain way, relative to the largest number.

    Parameters
    ----------
    found : ComplexityMeasures
        Ours.
    other : Plain
        The plain way's.

    Returns
    -------
    float
        About 1e-14 when all is well.
    """
    sign = np.sign(found.index.eci.values @ other.eci)
    pairs = [
        (found.rca.values, other.rca),
        (found.index.eci.values, sign * other.eci),
        (found.index.pci.values, sign * other.pci),
        (found.density.values, other.density),
        (found.outlook_index.values, sign * other.outlook_index),
        (found.outlook_gain.values, sign * other.outlook_gain),
    ]
    return max(float(np.abs(one - two).max() / np.abs(two).max()) for one, two in pairs)


def against_plain(industries: int) -> None:
    x = matrices(1, industries)[0]
    output, extra = labelled(x), memory(x)
    for threads in (1, None):
        with threadpool_limits(threads):
            seconds, (ours, other) = turns(
                [partial(complexity.complexity_measures, output), partial(plain, x)]
            )
        difference = worst(ours, other)
        if difference > CLOSE:
            text = f"the two ways differ by {difference}"
            raise RuntimeError(text)
        report(
            "complexity",
            seconds[0],
            extra_mib=extra,
            packages=("numpy", "scipy", "xarray"),
            peer="plain products" + ("" if threads else ", all threads"),
            peer_s=seconds[1],
            threads=threads or os.cpu_count(),
            places=PLACES,
            industries=industries,
            share_of_peer=round(seconds[0] / seconds[1], 3),
            difference=difference,
        )


def against_packages(industries: int) -> None:
    output = labelled(matrices(1, industries)[0])
    rows = output.to_series().rename("value").reset_index()
    rows = rows[rows["value"] > 0.0].assign(year=2020)
    for name, peer in (("ecomplexity", ecomplexity), ("econcomplex", econcomplex)):
        if find_spec(name) is None:
            print(f"{name} is absent: pip install -e '.[bench]'", file=sys.stderr)
            continue
        seconds, extra, ours = timed(partial(complexity.measures_table, rows[KEPT]), repeats=3)
        peer_s, peer_mib, theirs = timed(partial(peer, rows), repeats=1)
        report(
            "complexity, long table",
            seconds,
            extra_mib=extra,
            packages=("numpy", "polars", "pandas", name),
            peer=name,
            peer_s=peer_s,
            places=PLACES,
            industries=industries,
            peer_extra_mib=round(peer_mib, 1),
            agreement=round(agreement(ours.to_pandas(), theirs), 9),
        )


KEPT = ["place", "industry", "value"]


def ecomplexity(rows: pd.DataFrame) -> pd.DataFrame:
    from ecomplexity import ecomplexity as run  # noqa: PLC0415 - optional

    names = {"time": "year", "loc": "place", "prod": "industry", "val": "value"}
    with redirect_stdout(sys.stderr), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found: pd.DataFrame = run(rows, names)
    return found


def econcomplex(rows: pd.DataFrame) -> pd.DataFrame:
    from econcomplex import compute_complexity  # noqa: PLC0415 - optional

    names = {"loc": "place", "act": "industry", "val": "value"}
    with redirect_stdout(sys.stderr), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found: pd.DataFrame = compute_complexity(rows[KEPT], names)
    return found


def agreement(ours: pd.DataFrame, theirs: pd.DataFrame) -> float:
    """Correlation of two programs' complexity of places, whatever the sign.

    Parameters
    ----------
    ours, theirs : pandas.DataFrame
        Rows with ``place`` and ``eci``.

    Returns
    -------
    float
        From 0 to 1.
    """
    one, two = (frame.groupby("place")["eci"].first() for frame in (ours, theirs))
    return float(abs(np.corrcoef(one, two.reindex(one.index))[0, 1]))


def panel(industries: int, years: int) -> None:
    values = matrices(years, industries)
    output = labelled(values)

    def year_by_year() -> list[Plain]:
        return [plain(values[year]) for year in range(years)]

    for workers in (1, None):
        work = partial(complexity.panel_measures, output, anchor="previous", workers=workers)
        before = peak_mib()
        work()
        extra = peak_mib() - before
        with threadpool_limits(1):
            (seconds, peer_s), _ = turns([work, year_by_year], repeats=3)
        report(
            "complexity, panel",
            seconds,
            extra_mib=extra,
            packages=("numpy",),
            peer="plain products, year by year",
            peer_s=peer_s,
            threads=workers or os.cpu_count(),
            industries=industries,
            years=years,
            share_of_peer=round(seconds / peer_s, 3),
            results_mib=round(3 * values.nbytes / 2**20),
        )


def replicates(industries: int, number: int) -> None:
    """Resampling of jobs: the kernel with multinomial draws, and intervals of everything."""
    x = matrices(1, industries)[0]
    chances = (x / x.sum()).ravel()
    there = np.flatnonzero(chances)

    def draws() -> None:
        rng = np.random.default_rng(SEED)
        for _ in range(number):
            drawn = np.zeros(x.size)
            drawn[there] = rng.multinomial(10_000_000, chances[there])
            measure_kernel(drawn.reshape(x.shape))

    def intervals() -> None:
        measure_uncertainty(
            labelled(np.round(x / x.sum() * 1e7)),
            resampling=Resampling(unit_size=1.0, replicates=number),
            rng=np.random.default_rng(SEED),
        )

    for name, work in (("draws and measures", draws), ("intervals of all", intervals)):
        seconds, extra, _ = timed(work, repeats=1)
        report(
            f"complexity, replicates: {name}",
            seconds,
            extra_mib=extra,
            packages=("numpy", "scipy"),
            industries=industries,
            replicates=number,
            each_s=round(seconds / number, 4),
        )


def long_tables(industries: int) -> None:
    output = labelled(matrices(1, industries)[0])
    rows = pl.from_pandas(output.to_series().rename("value").reset_index())
    rows = rows.filter(pl.col("value") > 0.0)
    with threadpool_limits(1):
        seconds, _ = turns(
            [
                partial(complexity.complexity_measures, output),
                partial(complexity.measures_table, rows),
                partial(complexity.measures_table, rows.to_pandas()),
            ]
        )
    for name, taken in zip(("polars", "pandas"), seconds[1:], strict=True):
        report(
            f"complexity, long {name} table in and out",
            taken,
            extra_mib=0.0,
            packages=("polars", "pandas"),
            peer="arrays in and out",
            peer_s=seconds[0],
            rows_in=len(rows),
            rows_out=output.size,
            times_arrays=round(taken / seconds[0], 3),
        )


def memory(x: np.ndarray[Any, Any]) -> float:
    """Memory above the input at the highest point, all results included.

    Parameters
    ----------
    x : ndarray (place, industry)
        Output.

    Returns
    -------
    float
        MiB of resident memory of a fresh process.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.npy"
        np.save(path, x)
        command = [sys.executable, __file__, "--memory", str(path)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    return float(json.loads(done.stdout))


def print_memory(path: str) -> None:
    warm = labelled(np.random.default_rng(0).lognormal(size=(20, 40)))
    complexity.complexity_measures(warm)
    output = labelled(np.load(path))
    before = peak_mib()
    measures = complexity.complexity_measures(output)
    print(json.dumps(peak_mib() - before))
    del measures


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="the smallest size only")
    parser.add_argument("--no-packages", action="store_true", help="leave the slow packages out")
    parser.add_argument("--memory", help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.memory:
        print_memory(wanted.memory)
        return 0
    sizes = SIZES[:1] if wanted.quick else SIZES
    for industries in sizes:
        against_plain(industries)
    long_tables(sizes[-1])
    panel(sizes[-1], 3 if wanted.quick else YEARS)
    replicates(sizes[-1], 20 if wanted.quick else REPLICATES)
    for industries in () if wanted.no_packages else sizes:
        against_packages(industries)
    return 0


if __name__ == "__main__":
    sys.exit(main())
