"""Which industries of a place cannot be judged, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from upriver.core.dims import INDUSTRY, PLACE
from upriver.core.errors import LabelError
from upriver.core.labels import require_dims, require_same_labels
from upriver.core.message import Message

if TYPE_CHECKING:
    import numpy.typing as npt
    import xarray as xr

    Floats = npt.NDArray[np.float64]

NOWHERE = Message("There is none of it in any place.", "各地均无该行业产出。")
UNKNOWN_EVERYWHERE = Message("Its output is unknown in every place.", "各地该行业的产出均未知。")
UNKNOWN_HERE = Message("Its output in the place is unknown.", "本地该行业的产出未知。")
NO_PROXIMITY = Message(
    "No place is specialised in it, so nothing tells what is near to it.",
    "没有地区在该行业上具有专业化优势，无从判断与之关联的行业。",
)
NO_COMPLEXITY = Message(
    "Its complexity cannot be computed: no place that counts is specialised in it.",
    "无法计算其复杂度：没有可计入的地区在该行业上具有专业化优势。",
)


def unjudged_industries(
    output: xr.DataArray,
    place: str,
    *,
    density: xr.DataArray,
    complexity: xr.DataArray,
    unit_size: float | None = None,
    least_cases: float = 0.0,
) -> dict[str, Message]:
    """Industries of a place that get no class, each with the first reason that applies.

    Parameters
    ----------
    output : DataArray (place, industry), any unit
        Output or counts of all places; NaN where unknown.
    place : str
        The place.
    density : DataArray (industry), ratio
        Relatedness density of the place.
    complexity : DataArray (industry), ratio
        Complexity of the industries.
    unit_size : float, optional
        Size of one observation, in the unit of the output; without it no place is too small.
    least_cases : float
        Observations that the figures of the place must rest on.

    Returns
    -------
    dict of str to Message
        Reasons by industry: the place is too small; there is none of it anywhere; its output is
        unknown; no proximity; no complexity. Industries that can be judged are not in it.

    Raises
    ------
    LabelError
        If dimensions or industries differ, or the place does not exist.

    Examples
    --------
    >>> import xarray as xr
    >>> output = xr.DataArray([[5.0, 0.0], [9.0, 0.0]],
    ...     {"place": ["A", "B"], "industry": ["cars", "ships"]}, ("place", "industry"))
    >>> one = xr.DataArray([0.5, 0.5], {"industry": ["cars", "ships"]}, ("industry",))
    >>> reasons = unjudged_industries(output, "A", density=one, complexity=one)
    >>> {code: reason.en for code, reason in reasons.items()}
    {'ships': 'There is none of it in any place.'}
    """
    require_dims(output, (PLACE, INDUSTRY), name="output")
    for name, array in (("density", density), ("complexity", complexity)):
        require_dims(array, (INDUSTRY,), name=name)
        require_same_labels(output, array, dims=(INDUSTRY,), names=("output", name))
    labels = output.coords[INDUSTRY].values.tolist()
    if place not in output.coords[PLACE].values.tolist():
        raise LabelError(
            Message(f"output has no place {place!r}.", f"output 中没有地区 {place!r}。"),
            Message("Name a place of the matrix.", "请指定矩阵内的地区。"),
        )
    own = np.asarray(output.sel({PLACE: place}).values, dtype=np.float64)
    small = _too_small(own, unit_size, least_cases)
    if small:
        return dict.fromkeys(labels, small)
    everywhere = np.asarray(output.values, dtype=np.float64)
    near = np.asarray(density.values, dtype=np.float64)
    demanding = np.asarray(complexity.values, dtype=np.float64)
    known = ~np.isnan(everywhere)
    total = np.where(known, everywhere, 0.0).sum(axis=0)
    reasons = (UNKNOWN_EVERYWHERE, UNKNOWN_HERE, NOWHERE, NO_PROXIMITY, NO_COMPLEXITY)
    lost = np.stack(
        [~known.any(axis=0), np.isnan(own), total == 0.0, np.isnan(near), np.isnan(demanding)]
    )
    # Of several reasons the first is told.
    first = np.argmax(lost, axis=0)
    return {label: reasons[first[at]] for at, label in enumerate(labels) if lost[:, at].any()}


def _too_small(own: Floats, unit_size: float | None, least: float) -> Message | None:
    if unit_size is None:
        return None
    cases = float(np.nansum(own)) / unit_size
    if cases >= least:
        return None
    return Message(
        f"The place is too small: its figures rest on about {cases:.0f} observations, "
        f"{least:.0f} are needed.",
        f"本地规模过小：数据约含 {cases:.0f} 个观测，至少需要 {least:.0f} 个。",
    )
