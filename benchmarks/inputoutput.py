"""Accounts of many places against pymrio; what-if against a fresh solve; paths; extraction.

Needs the extra ``bench``: ``pip install -e '.[bench]'``. The two programs must agree before
their times are compared. ``--large`` adds 49 places of 163 industries (about 6 GiB for the
peer), ``--quick`` runs the small sizes only.
"""

from __future__ import annotations

import argparse
import gc
import sys
from functools import partial
from importlib.util import find_spec
from typing import Any

import numpy as np
import pandas as pd
import xarray as xr

from measure import in_turns, report, timed
from upriver import inputoutput

WORLDS = ((20, 50), (40, 50))
LARGE = (49, 163)
STRESSORS, CATEGORIES = 10, 7
FOUR = ("place", "industry", "place_to", "industry_to")
OWN = ("numpy", "scipy", "xarray")


def world(places: int, industries: int, *, seed: int = 1) -> tuple[xr.DataArray, ...]:
    """Flows, final demand and stressors of a made-up world whose rows and columns balance.

    Parameters
    ----------
    places, industries : int
        How many.
    seed : int
        Of the random numbers.

    Returns
    -------
    flows : DataArray (place, industry, place_to, industry_to), CNY
        Who buys from whom; within a place twenty times as much.
    final_demand : DataArray (place, industry, place_to, category), CNY
        What is finally used.
    stressors : DataArray (stressor, place, industry), t
        What is emitted.
    """
    rng = np.random.default_rng(seed)
    n = places * industries
    cells = np.exp(rng.standard_normal((n, n), dtype=np.float32)).astype(np.float64)
    flows = cells.reshape(places, industries, places, industries)
    for place in range(places):
        flows[place, :, place] *= 20
    cells /= cells.sum(axis=0)
    cells *= rng.uniform(0.35, 0.75, n)  # coefficients
    used = rng.lognormal(0, 1, (n, places, CATEGORIES))
    output = np.linalg.solve(np.eye(n) - cells, used.sum(axis=(1, 2)))
    cells *= output
    names = {
        "place": [f"P{k:02d}" for k in range(places)],
        "industry": [f"i{k:03d}" for k in range(industries)],
        "place_to": [f"P{k:02d}" for k in range(places)],
    }
    kinds = {"stressor": [f"s{k}" for k in range(STRESSORS)]}
    amounts = rng.lognormal(0, 1, (STRESSORS, n)) * output
    return (
        xr.DataArray(
            flows, names | {"industry_to": names["industry"]}, FOUR, attrs={"units": "CNY"}
        ),
        xr.DataArray(
            used.reshape(places, industries, places, CATEGORIES),
            names | {"category": [f"c{k}" for k in range(CATEGORIES)]},
            (*FOUR[:3], "category"),
            attrs={"units": "CNY"},
        ),
        xr.DataArray(
            amounts.reshape(STRESSORS, places, industries),
            kinds | {"place": names["place"], "industry": names["industry"]},
            ("stressor", "place", "industry"),
            attrs={"units": "t"},
        ),
    )


def peer(flows: xr.DataArray, final_demand: xr.DataArray, stressors: xr.DataArray) -> Any:
    """Accounts of pymrio for the same world.

    Parameters
    ----------
    flows, final_demand, stressors : DataArray
        From `world`.

    Returns
    -------
    Extension
        With M, D_cba, D_pba, D_imp and D_exp.
    """
    import pymrio  # noqa: PLC0415 - optional

    n = flows.sizes["place"] * flows.sizes["industry"]
    places, industries = flows["place"].values, flows["industry"].values
    rows = pd.MultiIndex.from_product([places, industries], names=["region", "sector"])
    uses = pd.MultiIndex.from_product(
        [places, final_demand["category"].values], names=["region", "category"]
    )
    system = pymrio.IOSystem(
        Z=pd.DataFrame(flows.values.reshape(n, n), rows, rows, copy=False),
        Y=pd.DataFrame(final_demand.values.reshape(n, -1), rows, uses, copy=False),
    )
    amounts = stressors.values.reshape(-1, n)
    system.effects = pymrio.Extension(
        "effects", F=pd.DataFrame(amounts, stressors["stressor"].values, rows, copy=False)
    )
    system.calc_all()
    return system.effects


def differences(ours: inputoutput.Footprints, theirs: Any) -> float:
    """Largest difference of any account, relative to that account's largest number.

    Parameters
    ----------
    ours : Footprints
        Accounts of upriver.
    theirs : Extension
        Accounts of pymrio.

    Returns
    -------
    float
        At least 0.
    """
    pairs = {
        "M": ours.multipliers,
        "D_cba": ours.consumption,
        "D_pba": ours.production,
        "D_imp": ours.imports,
        "D_exp": ours.exports,
    }
    gaps = []
    for name, array in pairs.items():
        other = getattr(theirs, name).to_numpy()
        gaps.append(float(np.abs(array.values.reshape(other.shape) - other).max() / other.max()))
    return max(gaps)


def accounts(places: int, industries: int, *, repeats: int, compare: bool) -> None:
    """Time the accounts in both precisions, and the peer.

    Parameters
    ----------
    places, industries : int
        Size of the world.
    repeats : int
        How often each is run.
    compare : bool
        Whether the peer is there.
    """
    flows, demand, stressors = world(places, industries)
    n = places * industries
    matrix = n * n * 8 / 2**20
    inputoutput.footprints(*world(2, 50)[:2], stressors=world(2, 50)[2])  # threads are up
    works = {
        precision: partial(
            inputoutput.footprints, flows, demand, stressors=stressors, precision=precision
        )
        for precision in ("double", "single")
    }
    runs = {precision: timed(work, repeats=1) for precision, work in works.items()}
    peer_s, theirs, memory = None, None, dict[str, Any]()
    if compare:
        other = partial(peer, flows, demand, stressors)
        peer_s, extra, theirs = timed(other, repeats=1)
        memory["peer_matrices"] = round(extra / matrix, 2)
        if repeats > 1:
            *ours_s, peer_s = in_turns(*works.values(), other, repeats=repeats)
            runs = {
                precision: (seconds, *run[1:])
                for (precision, run), seconds in zip(runs.items(), ours_s, strict=True)
            }
    for precision, (seconds, extra, found) in runs.items():
        more = {} if theirs is None else {"largest_difference": differences(found, theirs)}
        report(
            f"accounts, {precision}",
            seconds,
            extra_mib=extra,
            packages=(*OWN, *(["pymrio"] if compare else [])),
            peer="pymrio calc_all" if compare else None,
            peer_s=peer_s,
            cells=n,
            stressors=STRESSORS,
            matrices=round(extra / matrix, 2),
            **memory,
            **more,
        )


def economy(industries: int, *, seed: int = 2) -> xr.DataArray:
    """Coefficients of one made-up economy.

    Parameters
    ----------
    industries : int
        How many.
    seed : int
        Of the random numbers.

    Returns
    -------
    DataArray (industry, industry_to), CNY/CNY
        Column sums from 0.35 to 0.75.
    """
    rng = np.random.default_rng(seed)
    values = rng.lognormal(0, 1.5, (industries, industries))
    values *= rng.uniform(0.35, 0.75, industries) / values.sum(axis=0)
    names = [f"i{k:04d}" for k in range(industries)]
    return xr.DataArray(
        values,
        {"industry": names, "industry_to": names},
        ("industry", "industry_to"),
        attrs={"units": "CNY/CNY"},
    )


def vector(like: xr.DataArray, *, seed: int) -> xr.DataArray:
    """Positive random vector over the industries of an economy.

    Parameters
    ----------
    like : DataArray (industry, industry_to)
        The economy.
    seed : int
        Of the random numbers.

    Returns
    -------
    DataArray (industry), CNY
        Numbers from 1 to 2.
    """
    values = np.random.default_rng(seed).uniform(1, 2, like.sizes["industry"])
    return xr.DataArray(
        values, {"industry": like["industry"].values}, ("industry",), attrs={"units": "CNY"}
    )


def answers(industries: int, changed: int) -> None:
    """Time a change of some columns against solving anew.

    Parameters
    ----------
    industries, changed : int
        Size of the economy, and how many columns change.
    """
    coefficients = economy(industries)
    demand = vector(coefficients, seed=3)
    system = inputoutput.leontief_system(coefficients)
    before = system.output(demand)
    new = coefficients.isel(industry_to=slice(0, changed)) * 0.9
    fresh = coefficients.copy(deep=True)
    fresh[:, :changed] = new.values
    works = (
        lambda: inputoutput.what_if(system, columns=new).output(demand, before=before),
        lambda: inputoutput.solve_output(fresh, demand),
        lambda: inputoutput.leontief_system(fresh).output(demand),
    )
    _, extra, found = timed(works[0], repeats=1)
    wanted = works[1]()
    seconds, peer_s, again_s = in_turns(*works, repeats=9)
    report(
        "what-if",
        seconds,
        extra_mib=extra,
        packages=OWN,
        peer="solve_output",
        peer_s=peer_s,
        industries=industries,
        columns=changed,
        factorise_anew_s=round(again_s, 4),
        largest_difference=float(np.abs(found / wanted - 1).max()),
    )


def extraction(industries: int = 149) -> None:
    """Time the loss of every industry, from the inverse.

    Parameters
    ----------
    industries : int
        How many.
    """
    coefficients = economy(industries)
    inverse = inputoutput.leontief_inverse(coefficients)
    output = vector(coefficients, seed=4)
    seconds, extra, _ = timed(lambda: inputoutput.extraction_loss(inverse, output), repeats=30)
    report(
        "extraction of all industries",
        seconds,
        extra_mib=extra,
        packages=OWN,
        industries=industries,
    )


def paths(industries: int, *, most: int = 1000) -> None:
    """Time the largest paths, after the multipliers.

    Parameters
    ----------
    industries, most : int
        Size of the economy, and how many paths.
    """
    coefficients = economy(industries)
    effect = vector(coefficients, seed=5)
    multiplier = inputoutput.leontief_system(coefficients, precision="single").multiplier(effect)
    demand = xr.zeros_like(effect)
    demand[0] = 1.0
    seconds, extra, found = timed(
        lambda: inputoutput.structural_paths(
            coefficients, effect, final_demand=demand, multiplier=multiplier, most=most
        )
    )
    report(
        "structural paths",
        seconds,
        extra_mib=extra,
        packages=OWN,
        industries=industries,
        paths=most,
        covered=round(found.covered, 3),
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="the small sizes only")
    parser.add_argument("--large", action="store_true", help="also 7,987 cells")
    given = parser.parse_args()
    compare = find_spec("pymrio") is not None
    if not compare:
        print("pymrio is absent: pip install -e '.[bench]'", file=sys.stderr)
    extraction()
    for places, industries in WORLDS[:1] if given.quick else WORLDS:
        accounts(places, industries, repeats=9, compare=compare)
    for size in (1000,) if given.quick else (1000, 3000):
        for changed in (1, 5):
            answers(size, changed)
    paths(1000)
    gc.collect()
    if given.large:
        accounts(*LARGE, repeats=1, compare=compare)
        gc.collect()
        paths(LARGE[0] * LARGE[1])
    return 0


if __name__ == "__main__":
    sys.exit(main())
