"""Coefficients, Leontief inverse and footprint of a table, against pymrio.

Needs the extra ``bench``: ``pip install -e '.[bench]'``. The two programs must agree before
their times are compared.
"""

from __future__ import annotations

import argparse
import sys
from functools import partial
from importlib.util import find_spec
from typing import Any

import numpy as np
import pandas as pd
import xarray as xr

from measure import report, timed
from upriver import inputoutput

SIZES = (42, 360, 2000)


def table(industries: int, *, seed: int = 1) -> tuple[xr.DataArray, xr.DataArray]:
    """Flows and output of a made-up economy whose columns use less than they make.

    Parameters
    ----------
    industries : int
        How many.
    seed : int
        Of the random numbers.

    Returns
    -------
    flows : DataArray (industry, industry_to), CNY
        Who buys from whom.
    output : DataArray (industry), CNY
        Gross output.
    """
    rng = np.random.default_rng(seed)
    labels = [f"i{number:04d}" for number in range(industries)]
    shares = rng.lognormal(0, 1.5, (industries, industries))
    shares *= rng.uniform(0.3, 0.7, industries) / shares.sum(axis=0)
    output = rng.lognormal(5, 1, industries)
    flows = xr.DataArray(
        shares * output,
        coords={"industry": labels, "industry_to": labels},
        dims=("industry", "industry_to"),
        attrs={"units": "CNY"},
    )
    made = xr.DataArray(output, coords={"industry": labels}, dims="industry")
    return flows, made.assign_attrs(units="CNY")


def ours(flows: xr.DataArray, output: xr.DataArray) -> tuple[xr.DataArray, xr.DataArray]:
    coefficients = inputoutput.technical_coefficients(flows, output)
    inverse = inputoutput.leontief_inverse(coefficients)
    return inverse, inputoutput.output_multiplier(inverse)


def peer(flows: pd.DataFrame, output: pd.DataFrame) -> tuple[pd.DataFrame, pd.Series]:
    import pymrio  # noqa: PLC0415 - optional

    coefficients = pymrio.calc_A(flows, output)
    inverse = pymrio.calc_L(coefficients)
    return inverse, inverse.sum(axis=0)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="the smallest size only")
    quick = parser.parse_args().quick
    installed = find_spec("pymrio") is not None
    if not installed:
        print("pymrio is absent: pip install -e '.[bench]'", file=sys.stderr)
    for industries in SIZES[:1] if quick else SIZES:
        flows, output = table(industries)
        seconds, extra, (inverse, _) = timed(partial(ours, flows, output))
        peer_s, more = None, dict[str, Any](industries=industries)
        if installed:
            labels = flows["industry"].values
            theirs = pd.DataFrame(flows.values, index=labels, columns=labels)
            made = pd.DataFrame({"indout": output.values}, index=labels)
            peer_s, _, (other, _) = timed(partial(peer, theirs, made))
            gap = float(np.abs(inverse.values - other.to_numpy()).max())
            more["largest_difference"] = gap
        report(
            "inputoutput",
            seconds,
            extra_mib=extra,
            packages=("numpy", "xarray", *(["pymrio"] if installed else [])),
            peer="pymrio" if installed else None,
            peer_s=peer_s,
            **more,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
