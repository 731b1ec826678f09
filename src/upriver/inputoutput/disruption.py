"""How a loss of capacity runs through the chains day by day, and how it heals."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

from upriver.core.dims import INDUSTRY
from upriver.core.progress import Progress, silent
from upriver.inputoutput.disruption_cells import GridCells
from upriver.inputoutput.disruption_inputs import (
    SCENARIO,
    STEP,
    network,
    read_demand,
    read_final,
    read_shocks,
)
from upriver.inputoutput.disruption_settings import DisruptionSettings
from upriver.inputoutput.trade_links import TradeLinks, trade_links

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]


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
    ``a_k output + max(0, n_k a_k wanted - S_k) / restocking``; overproduction ``alpha``
    moves by ``(overproduction - alpha) scarcity / adjustment``, never below 1, where scarcity is
    ``1 - output of the step before / orders of this one``; without scarcity or slack it returns
    to 1.

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
    from upriver.inputoutput.disruption_kernel import (  # noqa: PLC0415 - slow to import
        run_grid,
        run_links,
    )

    chosen = settings or DisruptionSettings()
    final, lost = read_final(links, final_demand), read_shocks(links, shocks, chosen)
    asked = read_demand(demand, lost, final_demand, shocks)
    cells, base, final = network(links, final, product, cover, chosen)
    run = run_grid if isinstance(cells, GridCells) else run_links
    shape = lost.shape
    results = [np.empty(shape) for _ in range(3)]

    rules = (
        chosen.restocking,
        chosen.overproduction,
        chosen.adjustment,
        chosen.orders == "available",
    )

    def _scenario(number: int) -> None:
        parts = (each[number] for each in (lost, asked, *results))
        run(cells, rules, base, final, *parts)

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
