"""Arguments of the disruption model, checked and laid out for its loop."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

from upriver.core.dims import INDUSTRY
from upriver.core.errors import DataError, LabelError
from upriver.core.labels import require_dims, require_same_labels, require_text_labels
from upriver.core.message import Message, listing
from upriver.inputoutput.disruption_cells import lay_out
from upriver.inputoutput.square import read_numbers

if TYPE_CHECKING:
    import numpy.typing as npt

    from upriver.inputoutput.disruption_cells import Cells
    from upriver.inputoutput.disruption_settings import DisruptionSettings
    from upriver.inputoutput.trade_links import TradeLinks

    Floats = npt.NDArray[np.float64]

SCENARIO, STEP = "scenario", "step"


def network(
    links: TradeLinks,
    final: Floats,
    product: xr.DataArray | None,
    cover: xr.DataArray | None,
    settings: DisruptionSettings,
) -> tuple[Cells, Floats, Floats]:
    """Lay out what each buys of each product, in money a step.

    Parameters
    ----------
    links : TradeLinks
        Sales a year.
    final : ndarray (node), money a year
        All other sales.
    product : DataArray (industry), text
        What each makes; each its own by default.
    cover : DataArray (industry), steps
        How long what each makes lasts in stock.
    settings : DisruptionSettings
        Steps a year and the default cover.

    Returns
    -------
    tuple
        The cells as the loop takes them, normal output, and final demand; purchases of who
        sells nothing have moved into final demand.

    Raises
    ------
    LabelError
        If labels or dimensions differ.
    DataError
        If a number is missing or out of range.
    """
    nodes, per = len(links.labels), settings.steps_per_year
    base = final + np.bincount(links.supplier, links.value, nodes)
    idle = base[links.buyer] <= 0
    if idle.any():
        final = final + np.bincount(links.supplier[idle], links.value[idle], nodes)
    base, final = base / per, final / per
    if product is None:
        code = np.arange(nodes)
    else:
        _require_node_labels(links, product, name="product")
        _, code = np.unique(product.values.astype(str), return_inverse=True)
    keep = np.full(nodes, settings.cover) if cover is None else _read_cover(links, cover, code)
    return lay_out(links, base, code, keep, heed=settings.heed, per=per), base, final


def _require_node_labels(links: TradeLinks, array: xr.DataArray, *, name: str) -> None:
    require_dims(array, (INDUSTRY,), name=name)
    wanted = xr.DataArray(links.labels, {INDUSTRY: links.labels}, (INDUSTRY,))
    require_same_labels(wanted, array, dims=(INDUSTRY,), names=("flows", name))


def _read_cover(links: TradeLinks, cover: xr.DataArray, code: npt.NDArray[np.int64]) -> Floats:
    _require_node_labels(links, cover, name="cover")
    values = np.asarray(cover.values, dtype=np.float64)
    _refuse(
        cover, ~(values >= 1.0), name="cover", en="below one step or missing", zh="不足一步或缺失"
    )
    _, first = np.unique(code, return_index=True)
    differs = values != values[first][code]
    _refuse(cover, differs, name="cover", en="unlike others of its product", zh="与同产品者不同")
    return values


def read_final(links: TradeLinks, final_demand: xr.DataArray) -> Floats:
    """Read final demand over the labels of the links.

    Parameters
    ----------
    links : TradeLinks
        Sales a year.
    final_demand : DataArray (industry), money a year
        All other sales.

    Returns
    -------
    ndarray (node)
        Not negative.

    Raises
    ------
    LabelError
        If labels or dimensions differ.
    DataError
        If a number is missing or out of range.
    """
    _require_node_labels(links, final_demand, name="final_demand")
    values = read_numbers(final_demand, name="final_demand")
    _refuse(final_demand, values < 0, name="final_demand", en="negative", zh="为负")
    return values


def read_shocks(links: TradeLinks, shocks: xr.DataArray, settings: DisruptionSettings) -> Floats:
    """Read the losses as (scenario, step, industry).

    Parameters
    ----------
    links : TradeLinks
        Sales a year.
    shocks : DataArray (scenario, industry) or (scenario, step, industry), share
        Capacity lost.
    settings : DisruptionSettings
        Steps, duration and recovery where the losses have no steps.

    Returns
    -------
    ndarray (scenario, step, node)
        0 to 1.

    Raises
    ------
    LabelError
        If labels or dimensions differ.
    DataError
        If a number is missing or out of range.
    """
    dims = (SCENARIO, STEP, INDUSTRY) if STEP in shocks.dims else (SCENARIO, INDUSTRY)
    if tuple(shocks.dims) != dims:
        found = tuple(shocks.dims)
        raise LabelError(
            Message(
                f"shocks must have the dimensions {dims}, got {found}.",
                f"shocks 的维度应为 {dims}，实际为 {found}。",
            ),
            Message("Rename or transpose it first.", "请先改名或转置。"),
        )
    require_text_labels(shocks, SCENARIO, name="shocks")
    nodes = xr.DataArray(links.labels, {INDUSTRY: links.labels}, (INDUSTRY,))
    require_text_labels(shocks, INDUSTRY, name="shocks")
    require_same_labels(nodes, shocks, dims=(INDUSTRY,), names=("flows", "shocks"))
    values = np.asarray(shocks.values, dtype=np.float64)
    _refuse(
        shocks, ~((values >= 0) & (values <= 1)), name="shocks", en="not 0 to 1", zh="不在 0 至 1"
    )
    if STEP in shocks.dims:
        return np.ascontiguousarray(values)
    after = np.arange(settings.steps) - settings.duration + 1.0
    healed = (after > 0).astype(float) if settings.recovery == 0 else after / settings.recovery
    return np.asarray(values[:, None, :] * (1.0 - np.clip(healed, 0.0, 1.0))[None, :, None])


def read_demand(
    demand: xr.DataArray | None, lost: Floats, final_demand: xr.DataArray, shocks: xr.DataArray
) -> Floats:
    """Read final demand over normal.

    Parameters
    ----------
    demand : DataArray (scenario, step, industry), share
        1 everywhere by default.
    lost : ndarray (scenario, step, node)
        The losses, for the shape.
    final_demand : DataArray (industry)
        For the labels.
    shocks : DataArray with the dimension scenario
        For the labels.

    Returns
    -------
    ndarray (scenario, step, node)
        Not negative.

    Raises
    ------
    LabelError
        If labels or dimensions differ.
    DataError
        If a number is missing or out of range.
    """
    if demand is None:
        return np.broadcast_to(np.ones(1), lost.shape).copy()
    if tuple(demand.dims) != (SCENARIO, STEP, INDUSTRY) or demand.shape != lost.shape:
        found = dict(demand.sizes)
        raise LabelError(
            Message(
                f"demand must be (scenario, step, industry) of {lost.shape}, got {found}.",
                f"demand 应为 (scenario, step, industry)，大小 {lost.shape}，实际为 {found}。",
            ),
            Message("Give it the scenarios and steps of shocks.", "请与 shocks 的情景和步数一致。"),
        )
    require_same_labels(final_demand, demand, dims=(INDUSTRY,), names=("final_demand", "demand"))
    require_same_labels(shocks, demand, dims=(SCENARIO,), names=("shocks", "demand"))
    values = np.asarray(demand.values, dtype=np.float64)
    bad = ~(np.isfinite(values) & (values >= 0))
    _refuse(demand, bad, name="demand", en="negative or missing", zh="为负或缺失")
    return np.ascontiguousarray(values)


def _refuse(
    array: xr.DataArray, bad: npt.NDArray[np.bool_], *, name: str, en: str, zh: str
) -> None:
    if not bad.any():
        return
    places = np.unique(np.argwhere(bad)[:, -1])
    found = listing(array.coords[INDUSTRY].values[places].tolist())
    raise DataError(
        Message(f"{name} is {en} at {found}.", f"{name} 在 {found} 处{zh}。"),
        Message("Correct these industries.", "请改正这些行业。"),
    )
