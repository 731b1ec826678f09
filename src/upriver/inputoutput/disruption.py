"""How a loss of capacity runs through the chains day by day, and how it heals."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
import xarray as xr
from pydantic import BaseModel, ConfigDict, Field

from upriver.core.dims import INDUSTRY
from upriver.core.errors import DataError, LabelError
from upriver.core.labels import require_dims, require_same_labels, require_text_labels
from upriver.core.message import Message, listing
from upriver.core.progress import Progress, silent
from upriver.inputoutput.square import read_numbers
from upriver.inputoutput.trade_links import TradeLinks, trade_links

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

SCENARIO, STEP = "scenario", "step"


class DisruptionSettings(BaseModel):
    """How firms of the disruption model keep stocks, order and overproduce."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    steps: int = Field(default=365, ge=1, description="Days to simulate / 模拟天数")
    steps_per_year: float = Field(
        default=365.0, gt=0, description="Steps in the year of the flows / 流量所属年度的步数"
    )
    cover: float = Field(
        default=90.0,
        ge=1.0,
        description="Steps an input lasts in stock at the start, where no other is given "
        "/ 未另行给出时，投入品初始库存可用的步数",
    )
    heed: float = Field(
        default=0.8,
        ge=0.0,
        le=1.0,
        description="Production is cut once a stock is below this share of its target "
        "/ 库存低于目标的此份额时开始减产",
    )
    restocking: float = Field(
        default=60.0, ge=1.0, description="Steps to refill a stock / 补足库存所需步数"
    )
    overproduction: float = Field(
        default=1.25,
        ge=1.0,
        description="Highest output over normal capacity / 产出最高可达正常产能的倍数",
    )
    adjustment: float = Field(
        default=365.0, ge=1.0, description="Steps to reach it / 达到该倍数所需步数"
    )
    orders: Literal["normal", "available"] = Field(
        default="normal",
        description="Orders among suppliers of one product follow normal sales, or what they "
        "still make / 同一产品的订单按正常销售额或按现有产出分配",
    )
    duration: int = Field(
        default=1, ge=0, description="Steps the whole loss lasts / 全部损失持续的步数"
    )
    recovery: int = Field(
        default=0,
        ge=0,
        description="Steps of even recovery after it; 0 is at once / 此后均匀恢复的步数，0 为立即",
    )


@dataclass(frozen=True, eq=False)
class Disruption:
    """What is made and what is missing in each scenario and step.

    Parameters
    ----------
    production : DataArray (scenario, step, industry), money a step
        Output.
    unmet : DataArray (scenario, step, industry), money a step
        Final demand that is not served.
    input_limit : DataArray (scenario, step, industry), share
        Output that the stocks of inputs allow, over normal output, at the start of the step.
        NaN for who keeps no stocks.
    normal : DataArray (industry), money a step
        Output before the disruption.
    """

    production: xr.DataArray
    unmet: xr.DataArray
    input_limit: xr.DataArray
    normal: xr.DataArray

    @property
    def loss(self) -> xr.DataArray:
        """Output lost over all steps.

        Returns
        -------
        DataArray (scenario, industry), money
            Negative for who makes more than normal.
        """
        steps = self.production.sizes[STEP]
        total = self.normal * steps - self.production.sum(STEP)
        units = str(self.production.attrs["units"]).removesuffix(" per step")
        return total.transpose(SCENARIO, INDUSTRY).rename("loss").assign_attrs(units=units)


def simulate_disruption(
    flows: xr.DataArray,
    final_demand: xr.DataArray,
    *,
    shocks: xr.DataArray,
    product: xr.DataArray | None = None,
    cover: xr.DataArray | None = None,
    demand: xr.DataArray | None = None,
    settings: DisruptionSettings | None = None,
    workers: int = 1,
    progress: Progress = silent,
) -> Disruption:
    """Simulate losses of capacity with stocks, rationing and overproduction (ARIO).

    Per step: ``wanted = min(orders + final demand, alpha (1 - loss) x)``;
    ``output = min(wanted, min_k S_k / (max(1, heed n_k) a_k))``; all customers get the same
    share of what they asked for; ``S_k += received - a_k output``; new orders are
    ``a_k output + max(0, n_k a_k wanted - S_k) / restocking``; overproduction ``alpha`` moves
    to its highest value with scarcity, else back to 1.

    Parameters
    ----------
    flows : DataArray (industry, industry_to), money a year
        Local sales between industries. What comes from outside is taken to be there.
    final_demand : DataArray (industry), money a year
        All other sales; output is the sum of both.
    shocks : DataArray (scenario, industry) or (scenario, step, industry), share
        Capacity lost, 0 to 1. Without steps, `settings` says how long.
    product : DataArray (industry), text
        What each makes; inputs of one product replace each other. Each its own by default.
    cover : DataArray (industry), steps
        How long what this industry makes lasts in its buyers' stocks, at least 1; infinite
        for an input that never limits, such as most services.
    demand : DataArray (scenario, step, industry), share
        Final demand over normal; 1 by default.
    settings : DisruptionSettings
        All else.
    workers : int
        Scenarios at once, a thread each.
    progress : Progress
        Told after each scenario.

    Returns
    -------
    Disruption
        Output, unmet demand and the limit of inputs.

    Raises
    ------
    LabelError
        If labels or dimensions differ.
    DataError
        If a number is missing or out of range, or makers of one product differ in cover.

    Notes
    -----
    Unmet final demand is lost, unmet orders are placed anew through the stocks. Prices, wages
    and substitution between products are absent. What an industry without sales buys counts
    as final demand. The model is not meant for more than about two years.

    References
    ----------
    .. [1] Hallegatte, S. (2008). An adaptive regional input-output model and its application
       to the assessment of the economic cost of Katrina. Risk Analysis 28, 779-799.
    .. [2] Hallegatte, S. (2014). Modeling the role of inventories and heterogeneity in the
       assessment of the economic costs of natural disasters. Risk Analysis 34, 152-167.
    .. [3] Henriet, F., Hallegatte, S. and Tabourier, L. (2012). Firm-network characteristics
       and economic robustness to natural disasters. Journal of Economic Dynamics and
       Control 36, 150-167.
    .. [4] Guan, D. et al. (2020). Global supply-chain effects of COVID-19 control measures.
       Nature Human Behaviour 4, 577-587.
    """
    return simulate_links(
        trade_links(flows),
        final_demand,
        shocks=shocks,
        product=product,
        cover=cover,
        demand=demand,
        settings=settings,
        workers=workers,
        progress=progress,
    )


def simulate_links(
    links: TradeLinks,
    final_demand: xr.DataArray,
    *,
    shocks: xr.DataArray,
    product: xr.DataArray | None = None,
    cover: xr.DataArray | None = None,
    demand: xr.DataArray | None = None,
    settings: DisruptionSettings | None = None,
    workers: int = 1,
    progress: Progress = silent,
) -> Disruption:
    """Simulate losses of capacity in a network given as links; see `simulate_disruption`.

    Parameters
    ----------
    links : TradeLinks
        Sales a year between industries, firms and residual nodes.
    final_demand : DataArray (industry), money a year
        All other sales, over the labels of the links.
    shocks : DataArray (scenario, industry) or (scenario, step, industry), share
        Capacity lost, 0 to 1.
    product : DataArray (industry), text
        What each makes, such as the sector of a firm.
    cover : DataArray (industry), steps
        How long what this node makes lasts in stock.
    demand : DataArray (scenario, step, industry), share
        Final demand over normal.
    settings : DisruptionSettings
        All else.
    workers : int
        Scenarios at once, a thread each.
    progress : Progress
        Told after each scenario.

    Returns
    -------
    Disruption
        Output, unmet demand and the limit of inputs; the dimension of nodes is industry.

    Raises
    ------
    LabelError
        If labels or dimensions differ.
    DataError
        If a number is missing or out of range, or makers of one product differ in cover.
    """
    from upriver.inputoutput.disruption_kernel import run  # noqa: PLC0415 - slow to import

    chosen = settings or DisruptionSettings()
    final, lost = _read_final(links, final_demand), _read_shocks(links, shocks, chosen)
    asked = _read_demand(demand, lost, final_demand, shocks)
    network, base, final = _network(links, final, product, cover, chosen)
    shape = lost.shape
    results = [np.empty(shape) for _ in range(3)]

    def _scenario(number: int) -> None:
        run(
            *network,
            base,
            final,
            lost[number],
            asked[number],
            chosen.restocking,
            chosen.overproduction,
            chosen.adjustment,
            chosen.orders == "available",
            *(each[number] for each in results),
        )

    with ThreadPoolExecutor(max_workers=max(1, workers)) as pool:
        for done, _ in enumerate(pool.map(_scenario, range(shape[0])), start=1):
            progress("disruption", done, shape[0])
    return _labelled(results, base, links, shocks)


def _labelled(
    results: list[Floats], base: Floats, links: TradeLinks, shocks: xr.DataArray
) -> Disruption:
    coords = {
        SCENARIO: shocks.coords[SCENARIO].values,
        STEP: np.arange(results[0].shape[1]),
        INDUSTRY: links.labels,
    }
    money = f"{links.units} per step".strip()
    names = (("production", money), ("unmet", money), ("input_limit", "1"))
    made, unmet, cap = (
        xr.DataArray(values, coords, (SCENARIO, STEP, INDUSTRY), name, {"units": units})
        for values, (name, units) in zip(results, names, strict=True)
    )
    return Disruption(
        made,
        unmet,
        cap,
        xr.DataArray(base, {INDUSTRY: links.labels}, (INDUSTRY,), "normal", {"units": money}),
    )


def _network(
    links: TradeLinks,
    final: Floats,
    product: xr.DataArray | None,
    cover: xr.DataArray | None,
    settings: DisruptionSettings,
) -> tuple[tuple[npt.NDArray[np.generic], ...], Floats, Floats]:
    """Cells (product, buyer) with their links, in steps; purchases of who sells nothing go."""
    nodes = len(links.labels)
    value, final = links.value / settings.steps_per_year, final / settings.steps_per_year
    base = final + np.bincount(links.supplier, value, nodes)
    idle = base[links.buyer] <= 0
    final = final + np.bincount(links.supplier[idle], value[idle], nodes)
    supplier, buyer, value = links.supplier[~idle], links.buyer[~idle], value[~idle]
    if product is None:
        code = np.arange(nodes)
    else:
        _require_node_labels(links, product, name="product")
        _, code = np.unique(product.values.astype(str), return_inverse=True)
    keep = np.full(nodes, settings.cover) if cover is None else _read_cover(links, cover, code)
    cell = code[supplier].astype(np.int64) * nodes + buyer
    order = np.lexsort((supplier, cell))
    supplier, buyer, value, cell = supplier[order], buyer[order], value[order], cell[order]
    _, start, counts = np.unique(cell, return_index=True, return_counts=True)
    bought = np.add.reduceat(value, start) if len(start) else np.empty(0)
    share = value / np.repeat(bought, counts)
    cells = buyer[start].astype(np.int32)
    lasts = keep[supplier[start]]
    floor = np.maximum(1.0, np.where(np.isinf(lasts), 1.0, lasts) * settings.heed)
    ends = np.append(start, len(value)).astype(np.int64)
    need = bought / base[cells]
    return (ends, supplier.astype(np.int32), share, cells, need, lasts, floor), base, final


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


def _read_final(links: TradeLinks, final_demand: xr.DataArray) -> Floats:
    _require_node_labels(links, final_demand, name="final_demand")
    values = read_numbers(final_demand, name="final_demand")
    _refuse(final_demand, values < 0, name="final_demand", en="negative", zh="为负")
    return values


def _read_shocks(links: TradeLinks, shocks: xr.DataArray, settings: DisruptionSettings) -> Floats:
    """Read the losses as (scenario, step, industry)."""
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


def _read_demand(
    demand: xr.DataArray | None, lost: Floats, final_demand: xr.DataArray, shocks: xr.DataArray
) -> Floats:
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
