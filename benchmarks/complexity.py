"""Specialisation to complexity for 230 places, against py-ecomplexity.

Needs the extra ``bench``: ``pip install -e '.[bench]'``. The two programs must agree before
their times are compared.
"""

from __future__ import annotations

import argparse
import sys
import warnings
from contextlib import redirect_stdout
from functools import partial
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import numpy as np
import xarray as xr

from measure import report, timed
from upriver import complexity

if TYPE_CHECKING:
    import pandas as pd

PLACES = 230
SIZES = (250, 1000, 5000)


def matrix(industries: int, *, seed: int = 1) -> xr.DataArray:
    """Output of places by industry, nested as real economies are.

    Parameters
    ----------
    industries : int
        How many.
    seed : int
        Of the random numbers.

    Returns
    -------
    DataArray (place, industry), CNY
        About a third of the cells are zero.
    """
    rng = np.random.default_rng(seed)
    skill, need = rng.uniform(0, 1, PLACES), rng.uniform(0, 1, industries)
    able = rng.uniform(0, 1, (PLACES, industries)) < 1 / (1 + np.exp(8 * (need - skill[:, None])))
    values = np.where(able, rng.lognormal(3, 1, (PLACES, industries)), 0.0)
    values[0, :] += 1.0  # every industry is somewhere
    values[:, 0] += 1.0  # every place has something
    coords = {
        "place": [f"p{number:03d}" for number in range(PLACES)],
        "industry": [f"i{number:05d}" for number in range(industries)],
    }
    return xr.DataArray(values, coords=coords, dims=("place", "industry"), attrs={"units": "CNY"})


def ours(output: xr.DataArray) -> tuple[xr.DataArray, xr.DataArray]:
    present = complexity.presence(complexity.rca(output))
    proximity = complexity.proximity(present)
    complexity.density(present, proximity)
    index = complexity.complexity_index(present, anchor="diversity")
    complexity.outlook_index(present, proximity, complexity=index.pci)
    complexity.outlook_gain(present, proximity, complexity=index.pci)
    return index.eci, index.pci


def peer(rows: pd.DataFrame) -> pd.DataFrame:
    from ecomplexity import ecomplexity  # noqa: PLC0415 - optional

    names = {"time": "year", "loc": "place", "prod": "industry", "val": "value"}
    with redirect_stdout(sys.stderr), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found: pd.DataFrame = ecomplexity(rows, names)
    return found


def agreement(eci: xr.DataArray, theirs: pd.DataFrame) -> float:
    """Correlation of the two programs' rankings of places.

    Parameters
    ----------
    eci : DataArray (place)
        Ours.
    theirs : pandas.DataFrame
        The peer's rows.

    Returns
    -------
    float
        From 0 to 1, whatever the sign.
    """
    other = theirs.groupby("place")["eci"].first().reindex(eci["place"].values)
    return float(abs(np.corrcoef(eci.values, other.to_numpy())[0, 1]))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="the smallest size only")
    quick = parser.parse_args().quick
    installed = find_spec("ecomplexity") is not None
    if not installed:
        print("ecomplexity is absent: pip install -e '.[bench]'", file=sys.stderr)
    for industries in SIZES[:1] if quick else SIZES:
        output = matrix(industries)
        seconds, extra, (eci, _) = timed(partial(ours, output))
        more: dict[str, Any] = {"places": PLACES, "industries": industries}
        peer_s = None
        if installed:
            rows = output.to_series().rename("value").reset_index().assign(year=2020)
            peer_s, _, theirs = timed(partial(peer, rows), repeats=1)
            more["agreement"] = round(agreement(eci, theirs), 6)
        report(
            "complexity",
            seconds,
            extra_mib=extra,
            packages=("numpy", "xarray", *(["ecomplexity"] if installed else [])),
            peer="ecomplexity" if installed else None,
            peer_s=peer_s,
            **more,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
