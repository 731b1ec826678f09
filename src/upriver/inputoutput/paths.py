"""Through which chains of purchases a product's total requirement runs."""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from upriver.core.dims import INDUSTRY
from upriver.core.errors import DataError
from upriver.core.labels import require_dims, require_same_labels
from upriver.core.message import Message, listing
from upriver.inputoutput.square import read_numbers, read_square

if TYPE_CHECKING:
    import numpy.typing as npt
    import xarray as xr

    Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class StructuralPath:
    """One chain of purchases.

    Parameters
    ----------
    industries : tuple of str
        From the product that final demand buys to the industry where the effect arises.
    value : float
        Effect that arises at the end of the path, in the unit of intensity times demand.
    share : float
        The same over the total effect of the demand; NaN when that is zero.
    """

    industries: tuple[str, ...]
    value: float
    share: float


@dataclass(frozen=True)
class StructuralPaths:
    """The largest paths of a demand, and how much they cover.

    Parameters
    ----------
    paths : tuple of StructuralPath
        By value, the largest first; equal ones by length, then by name.
    total : float
        Effect of all paths together.
    covered : float
        Share of the total that the listed paths hold.
    """

    paths: tuple[StructuralPath, ...]
    total: float
    covered: float


def structural_paths(
    coefficients: xr.DataArray,
    intensity: xr.DataArray,
    *,
    final_demand: xr.DataArray,
    multiplier: xr.DataArray,
    most: int = 1000,
) -> StructuralPaths:
    """Largest chains of purchases by which a demand has its effect, exactly.

    The value of the path ``j <- i1 <- i2`` is ``f_i2 a_i2,i1 a_i1,j y_j``.

    Parameters
    ----------
    coefficients : DataArray (industry, industry_to), money per money
        From `technical_coefficients`.
    intensity : DataArray (industry), any unit per money
        Effect of one unit of output: jobs, value added, a stressor.
    final_demand : DataArray (industry), money
        Demand for each product.
    multiplier : DataArray (industry), the unit of intensity
        Total effect of one unit of demand, from `effect_multiplier` of the same coefficients
        and intensity.
    most : int
        How many paths.

    Returns
    -------
    StructuralPaths
        Fewer than ``most`` when there are no more with an effect.

    Raises
    ------
    LabelError
        If dimensions or industries differ.
    DataError
        If a number is missing or negative, or the multiplier does not belong to coefficients
        and intensity.

    Notes
    -----
    Best-first search. What lies beyond a node is at most its weight times its multiplier, so
    that no path is overlooked and nothing is cut off by a depth. Negative coefficients would
    break the bound and are refused.

    References
    ----------
    .. [1] Defourny, J. and Thorbecke, E. (1984). Structural path analysis and multiplier
       decomposition within a social accounting matrix framework. Economic Journal 94, 111-136.
    .. [2] Lenzen, M. (2003). Environmentally important paths, linkages and key sectors in the
       Australian economy. Structural Change and Economic Dynamics 14, 1-34.
    """
    A = read_square(coefficients, name="coefficients")
    vectors = {"intensity": intensity, "final_demand": final_demand, "multiplier": multiplier}
    for name, vector in vectors.items():
        require_dims(vector, (INDUSTRY,), name=name)
        require_same_labels(coefficients, vector, dims=(INDUSTRY,), names=("coefficients", name))
    f, y, m = (read_numbers(vector, name=name) for name, vector in vectors.items())
    for name, numbers in (("coefficients", A), ("intensity", f), ("final_demand", y)):
        _refuse_negative(coefficients, numbers, name)
    _refuse_foreign(A, f, m)
    labels = coefficients.coords[INDUSTRY].values.tolist()
    total = float(m @ y)
    found = _search(A, f, y, m, most)
    paths = tuple(
        StructuralPath(
            tuple(labels[at] for at in route), value, value / total if total else float("nan")
        )
        for value, route in found
    )
    return StructuralPaths(paths, total, sum(path.share for path in paths))


class _Suppliers:
    """Suppliers of each buyer by how much can lie behind them; sorted when first asked."""

    def __init__(self, A: Floats, m: Floats) -> None:
        self._A, self._m = A, m
        self._orders: dict[int, tuple[npt.NDArray[np.intp], Floats]] = {}

    def nth(self, buyer: int, rank: int) -> tuple[int, float] | None:
        """Supplier of a rank and its coefficient; None when nothing lies behind it."""
        if buyer not in self._orders:
            behind = self._A[:, buyer] * self._m
            some = np.flatnonzero(behind > 0.0)
            order = some[np.argsort(-behind[some], kind="stable")]
            self._orders[buyer] = (order, self._A[order, buyer])
        order, weights = self._orders[buyer]
        return (int(order[rank]), float(weights[rank])) if rank < len(order) else None


def _search(
    A: Floats, f: Floats, y: Floats, m: Floats, most: int
) -> list[tuple[float, tuple[int, ...]]]:
    """Take the most promising branch or finished path, until enough paths are finished.

    Entries: minus the bound, length, route, weight, rank among siblings (-1: a finished path),
    weight of the parent.
    """
    suppliers = _Suppliers(A, m)
    heap: list[tuple[float, int, tuple[int, ...], float, int, float]] = [
        (-float(y[j] * m[j]), 1, (int(j),), float(y[j]), 0, 0.0)
        for j in np.flatnonzero(y * m > 0.0)
    ]
    heapq.heapify(heap)
    found: list[tuple[float, tuple[int, ...]]] = []
    while heap and len(found) < most:
        bound, length, route, weight, rank, above = heapq.heappop(heap)
        if rank < 0:
            found.append((-bound, route))
            continue
        here = route[-1]
        if f[here] > 0.0:
            heapq.heappush(heap, (-weight * float(f[here]), length, route, weight, -1, above))
        child = suppliers.nth(here, 0)
        if child:
            _push(heap, m, (*route, child[0]), weight * child[1], 0, weight)
        sibling = suppliers.nth(route[-2], rank + 1) if length > 1 else None
        if sibling:
            _push(heap, m, (*route[:-1], sibling[0]), above * sibling[1], rank + 1, above)
    return found


def _push(
    heap: list[tuple[float, int, tuple[int, ...], float, int, float]],
    m: Floats,
    route: tuple[int, ...],
    weight: float,
    rank: int,
    above: float,
) -> None:
    bound = weight * float(m[route[-1]])
    heapq.heappush(heap, (-bound, len(route), route, weight, rank, above))


def _refuse_negative(coefficients: xr.DataArray, numbers: Floats, name: str) -> None:
    if (numbers < 0.0).any():
        rows = np.unique(np.argwhere(numbers < 0.0)[:, 0])
        where = listing(coefficients.coords[INDUSTRY].values[rows].tolist())
        raise DataError(
            Message(
                f"{name} must not be negative, but is at {where}.",
                f"{name} 不得为负，但在 {where} 处为负。",
            ),
            Message("Move negative flows to final uses first.", "请先把负流量移到最终使用。"),
        )


def _refuse_foreign(A: Floats, f: Floats, m: Floats) -> None:
    gap = float(np.abs(m - f - m @ A).max(initial=0.0))
    if gap > 1e-8 * float(np.abs(m).max(initial=0.0)):
        raise DataError(
            Message(
                f"multiplier does not belong to coefficients and intensity: it misses "
                f"f + m A by up to {gap:.3g}.",
                f"multiplier 与 coefficients、intensity 不匹配：与 f + m A 相差至多 {gap:.3g}。",
            ),
            Message("Compute it with effect_multiplier.", "请用 effect_multiplier 计算。"),
        )
