"""Which class an industry gets, by the first rule that holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

from upriver.complexity.cultivation.rules import RULES, deciding_rules, levels_kernel
from upriver.complexity.cultivation.thresholds import CultivationThresholds
from upriver.core.dims import INDUSTRY
from upriver.core.errors import LabelError
from upriver.core.labels import require_same_labels
from upriver.core.message import Message

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Whole = npt.NDArray[np.int64]

CULTIVATION = "cultivation"
CODES = np.array([*(rule.cultivation for rule in RULES), ""])


def cultivation_class(
    rca: xr.DataArray,
    density: xr.DataArray,
    *,
    complexity: xr.DataArray,
    momentum: xr.DataArray | None = None,
    entry_chance: xr.DataArray | None = None,
    thresholds: CultivationThresholds = CultivationThresholds(),  # noqa: B008 - frozen
) -> xr.DataArray:
    """Give each industry of a place its class, by the first rule that holds.

    Parameters
    ----------
    rca : DataArray (industry) or (replicate, industry), ratio
        Location quotients of the place.
    density : DataArray, dimensions as rca, ratio
        Relatedness density of the place, best without the industry itself.
    complexity : DataArray, dimensions as rca, ratio
        Complexity of the industries.
    momentum : DataArray (industry) or dimensions as rca, per year, optional
        Growth of the location quotient; where it is unknown the industry counts as steady.
    entry_chance : DataArray (industry), ratio, optional
        Chance that the place enters; where it is known it decides, in place of density, whether
        an industry that is not held is near.
    thresholds : CultivationThresholds
        Limits of the rules.

    Returns
    -------
    DataArray, dimensions as rca, text
        Codes of `CLASSES`; empty where quotient, density or complexity is unknown.

    Raises
    ------
    LabelError
        If dimensions or industries differ.

    Notes
    -----
    Near means nearer than half of its like in this place: held industries are compared with
    held ones, the others with the others. A large place is so not near to everything, and what
    is held, which is near by construction, does not crowd out the options. Demanding means
    more complex than half of all industries. The rules say what speaks for an industry in the
    numbers; they know nothing of markets, owners or land.

    References
    ----------
    .. [1] Balland, P.-A., Boschma, R., Crespo, J. and Rigby, D. L. (2019). Smart specialization
       policy in the European Union: relatedness, knowledge complexity and regional
       diversification. Regional Studies 53, 1252-1268.
    .. [2] Neffke, F., Henning, M. and Boschma, R. (2011). How do regions diversify over time?
       Industry relatedness and the development of new growth paths in regions. Economic
       Geography 87, 237-265.

    Examples
    --------
    >>> import xarray as xr
    >>> labels = {"industry": ["cars", "cloth", "chips"]}
    >>> def row(*values):
    ...     return xr.DataArray(list(values), labels, ("industry",))
    >>> cultivation_class(row(1.5, 1.2, 0.1), row(0.4, 0.3, 0.5),
    ...     complexity=row(0.8, -1.0, 1.2)).values.tolist()
    ['strengthen', 'upgrade', 'seed']
    """
    rules, _ = decide(
        rca,
        density,
        complexity=complexity,
        momentum=momentum,
        entry_chance=entry_chance,
        thresholds=thresholds,
    )
    coords = {dim: rca.coords[dim].values for dim in rca.dims if dim in rca.coords}
    return xr.DataArray(CODES[rules], coords, rca.dims, CULTIVATION, {"units": "text"})


def decide(
    rca: xr.DataArray,
    density: xr.DataArray,
    *,
    complexity: xr.DataArray,
    momentum: xr.DataArray | None,
    entry_chance: xr.DataArray | None,
    thresholds: CultivationThresholds,
) -> tuple[Whole, dict[str, Whole]]:
    """The deciding rules, and the levels of the conditions.

    Parameters
    ----------
    rca, density, complexity : DataArray (industry) or (replicate, industry), ratio
        As in `cultivation_class`.
    momentum, entry_chance : DataArray, dimensions as rca, optional
        As in `cultivation_class`.
    thresholds : CultivationThresholds
        Limits of the rules.

    Returns
    -------
    tuple of ndarray of int and dict of str to ndarray of int
        Positions in ``RULES``, -1 where quotient, density or complexity is unknown; and
        positions in ``LEVELS`` by condition.

    Raises
    ------
    LabelError
        If dimensions or industries differ.
    """
    for name, other in (("density", density), ("complexity", complexity)):
        if other.dims != rca.dims:
            raise LabelError(
                Message(
                    f"{name} must have the dimensions of rca, {rca.dims}, got {other.dims}.",
                    f"{name} 的维度应与 rca 相同（{rca.dims}），实际为 {other.dims}。",
                ),
                Message("Broadcast it first.", "请先扩展维度。"),
            )
        require_same_labels(rca, other, dims=(INDUSTRY,), names=("rca", name))
    x, d, q = (np.asarray(a.values, dtype=np.float64) for a in (rca, density, complexity))
    growth = _beside(rca, momentum, "momentum")
    chance = _beside(rca, entry_chance, "entry_chance")
    levels = levels_kernel(x, d, q, growth, chance, thresholds)
    known = ~(np.isnan(x) | np.isnan(d) | np.isnan(q))
    return np.where(known, deciding_rules(levels), -1), levels


def _beside(rca: xr.DataArray, array: xr.DataArray | None, name: str) -> Floats:
    if array is None:
        return np.full(rca.shape, np.nan)
    if array.dims not in (rca.dims, (INDUSTRY,)):
        raise LabelError(
            Message(
                f"{name} must have the dimensions {rca.dims} or (industry), got {array.dims}.",
                f"{name} 的维度应为 {rca.dims} 或 (industry)，实际为 {array.dims}。",
            ),
            Message("Broadcast it first.", "请先扩展维度。"),
        )
    require_same_labels(rca, array, dims=(INDUSTRY,), names=("rca", name))
    values = np.asarray(array.values, dtype=np.float64)
    return np.asarray(np.broadcast_to(values, rca.shape))
