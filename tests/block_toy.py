"""Models of one scenario written down by hand, without a plan around them."""

from __future__ import annotations

import numpy as np
import xarray as xr
from scipy.sparse import csr_array

from upriver.planning.matrix import Matrix


def block(
    columns: dict[str, list[str]],
    *,
    cost: list[float],
    rows: list[tuple[float, list[float], float]],
    upper: list[float] | None = None,
) -> Matrix:
    """Model with named columns; each row is (lower, coefficients, upper)."""
    labels, start = {}, 0
    for name, codes in columns.items():
        at = np.arange(start, start + len(codes))
        labels[name] = xr.DataArray(at, {"code": codes}, "code")
        start += len(codes)
    number = np.arange(len(rows)).astype(str)
    return Matrix(
        csr_array(np.array([row[1] for row in rows], dtype=float)),
        np.array([row[0] for row in rows], dtype=float),
        np.array([row[2] for row in rows], dtype=float),
        np.zeros(start),
        np.full(start, np.inf) if upper is None else np.array(upper, dtype=float),
        np.array(cost, dtype=float),
        np.zeros(start, dtype=bool),
        {"rule": xr.DataArray(np.arange(len(rows)), {"rule": number}, "rule")},
        labels,
    )


def first(matrix: Matrix, name: str) -> dict[str, xr.DataArray]:
    """All cells of one variable are decided before the scenario is known."""
    return {name: xr.ones_like(matrix.columns[name], dtype=bool)}


def farm(yields: tuple[float, float, float]) -> Matrix:
    """The farmer of Birge and Louveaux: land now; sales and purchases once yields are seen."""
    wheat, corn, beets = yields
    inf = np.inf
    return block(
        {
            "land": ["wheat", "corn", "beets"],
            "bought": ["wheat", "corn"],
            "sold": ["wheat", "corn", "beets", "beets over quota"],
        },
        cost=[-150, -230, -260, -238, -210, 170, 150, 36, 10],
        rows=[
            (-inf, [1, 1, 1, 0, 0, 0, 0, 0, 0], 500),
            (200, [wheat, 0, 0, 1, 0, -1, 0, 0, 0], inf),
            (240, [0, corn, 0, 0, 1, 0, -1, 0, 0], inf),
            (-inf, [0, 0, -beets, 0, 0, 0, 0, 1, 1], 0),
        ],
        upper=[inf, inf, inf, inf, inf, inf, inf, 6000, inf],
    )


def vendor(demand: float) -> Matrix:
    """Ordered now at 1 apiece, sold for 3 apiece as far as demand goes."""
    inf = np.inf
    return block(
        {"ordered": ["paper"], "sold": ["paper"]},
        cost=[-1, 3],
        rows=[(-inf, [-1, 1], 0), (-inf, [0, 1], demand)],
        upper=[5, inf],
    )
