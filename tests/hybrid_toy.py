"""Two sectors, an outside, four firms: what the hybrid network is tested on."""

from __future__ import annotations

from typing import Any

import numpy as np
import xarray as xr

SECTORS = ["cars", "steel"]
SQUARE = {"industry": SECTORS, "industry_to": SECTORS}
FLOWS = xr.DataArray(
    [[10.0, 4.0], [30.0, 20.0]], SQUARE, ("industry", "industry_to"), attrs={"units": "CNY"}
)
OUTPUT = xr.DataArray([100.0, 80.0], {"industry": SECTORS}, ("industry",), attrs={"units": "CNY"})
OUTSIDE = xr.DataArray(
    [[[5.0, 0.0], [6.0, 10.0]], [[1.0, 2.0], [0.0, 3.0]]],
    {"origin": ["domestic", "foreign"], **SQUARE},
    ("origin", "industry", "industry_to"),
    attrs={"units": "CNY"},
)
FIRMS = ["a", "b", "c", "d"]
SECTOR = xr.DataArray(["steel", "steel", "cars", "cars"], {"firm": FIRMS}, ("firm",))
REVENUE = xr.DataArray(
    [20.0, 10.0, 40.0, float("nan")], {"firm": FIRMS}, ("firm",), attrs={"units": "CNY"}
)


def arguments(**changes: Any) -> dict[str, Any]:
    """Arguments of `hybrid_network`, with the changes of a test."""
    return {
        "sector": SECTOR,
        "revenue": REVENUE,
        "supplier": ["a"],
        "buyer": ["c"],
        "value": [9.0],
        "flows": FLOWS,
        "output": OUTPUT,
        "outside": OUTSIDE,
        **changes,
    }


def drawn(seed: int) -> dict[str, Any]:
    """A table with firms and links that fit into it, drawn at random."""
    draw = np.random.default_rng(seed)
    sectors = [f"s{number}" for number in range(draw.integers(1, 5))]
    count = len(sectors)
    square = {"industry": sectors, "industry_to": sectors}
    flows = draw.lognormal(1.0, 1.0, (count, count)) * (draw.random((count, count)) < 0.8)
    output = flows.sum(axis=1) * draw.uniform(1.05, 2.0, count) + draw.lognormal(0.0, 1.0, count)
    outside = draw.lognormal(0.0, 1.0, (2, count, count)) * (draw.random((2, count, count)) < 0.6)
    firms = np.array([f"f{number}" for number in range(draw.integers(0, 8))], dtype=np.str_)
    at = draw.integers(0, count, len(firms))
    share = draw.uniform(0.02, 0.1, len(firms))
    size = output[at] * share if len(firms) else np.empty(0)
    pairs = [
        (i, j) for i in range(len(firms)) for j in range(len(firms))
        if i != j and flows[at[i], at[j]] > 0 and draw.random() < 0.3
    ]  # fmt: skip
    value = [
        float("nan")
        if draw.random() < 0.3
        else float(flows[at[i], at[j]] * share[i] * share[j] * draw.uniform(0.2, 1.5))
        for i, j in pairs
    ]
    dims = ("industry", "industry_to")
    return {
        "sector": xr.DataArray(
            np.array([sectors[k] for k in at], dtype=np.str_), {"firm": firms}, ("firm",)
        ),
        "revenue": xr.DataArray(size, {"firm": firms}, ("firm",), attrs={"units": "CNY"}),
        "supplier": [str(firms[i]) for i, _ in pairs],
        "buyer": [str(firms[j]) for _, j in pairs],
        "value": value,
        "flows": xr.DataArray(flows, square, dims),
        "output": xr.DataArray(output, {"industry": sectors}, ("industry",)),
        "outside": xr.DataArray(
            outside, {"origin": ["domestic", "foreign"], **square}, ("origin", *dims)
        ),
    }
