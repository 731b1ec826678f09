"""What happens day by day when firms or industries of the region stand still."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
import xarray as xr

from upriver.core.dims import INDUSTRY
from upriver.core.errors import DataError
from upriver.core.frames import Table
from upriver.core.message import Message, listing
from upriver.core.progress import Progress, silent
from upriver.inputoutput import DisruptionSettings, TradeLinks, simulate_links
from upriver.services.account import read_table
from upriver.services.account_parts import MONEY
from upriver.services.hybrid import read_network

if TYPE_CHECKING:
    from collections.abc import Mapping

    from upriver.data.provenance import Provenance
    from upriver.data.region import Region
    from upriver.inputoutput import Disruption
    from upriver.services.hybrid import RegionNetwork

BACK = 0.999
"""Share of normal output from which the region counts as back to normal."""


@dataclass(frozen=True, eq=False)
class DisruptionResult:
    """What the region makes and lacks while firms stand still.

    Parameters
    ----------
    days : Table
        ``scenario day output unmet``: shares of normal output and of normal final demand.
    nodes : Table
        One row a firm or rest of an industry and scenario, the largest loss first:
        ``scenario node kind industry name_en name_zh normal loss share lowest lowest_day
        back_day``. ``loss`` in 1e8 CNY over all days, ``share`` of normal output of these days,
        ``lowest`` output over normal, ``back_day`` the first day from which output stays at
        normal; null when it does not come back.
    disruption : Disruption
        All of it as arrays, 1e8 CNY a day.
    notes : tuple of Message
        What a reader must know.
    provenance : Provenance
        What it rests on.
    """

    days: Table
    nodes: Table
    disruption: Disruption
    notes: tuple[Message, ...]
    provenance: Provenance

    def to_dict(self) -> dict[str, Any]:
        """Result as plain data, for JSON.

        Returns
        -------
        dict
            Keys ``days nodes notes provenance``.
        """
        return {
            "days": self.days.to_dicts(),
            "nodes": self.nodes.to_dicts(),
            "notes": [{"en": note.en, "zh": note.zh} for note in self.notes],
            "provenance": self.provenance.to_dict(),
        }


def disrupt(
    region: Region,
    stops: Mapping[str, Mapping[str, float]],
    settings: DisruptionSettings | None = None,
    *,
    workers: int = 1,
    progress: Progress = silent,
) -> DisruptionResult:
    """Say what the region loses, day by day, when firms or industries stand still.

    Parameters
    ----------
    region : Region
        A package with an account; firms with a revenue stand out of their industry.
    stops : mapping of mappings
        By scenario, what stands still: the code of a firm or of an industry of the account, and
        the share of its capacity that is lost, 0 to 1.
    settings : DisruptionSettings, optional
        How long, and how stocks, orders and overproduction work; 30 days by default.
    workers : int
        Scenarios at once.
    progress : Progress
        Told after each scenario.

    Returns
    -------
    DisruptionResult
        Days, nodes and arrays.

    Raises
    ------
    DataError
        If there is no account of the base year, a code is unknown, a firm has no revenue, a
        share is not 0 to 1, or firms and account contradict each other.

    Notes
    -----
    What comes from outside the region arrives. Services are not kept in stock: products marked
    as not tradable never limit their buyers. Stocks are hardly known; vary ``cover``.
    """
    chosen = settings or DisruptionSettings(duration=30)
    table, provenance = read_table(region, year=region.base_year)
    network = read_network(region, table, provenance)
    hybrid = network.hybrid
    local = np.flatnonzero(hybrid.kind.values != "outside")
    nodes = hybrid.network.firms[local]
    sector = hybrid.network.sectors[hybrid.network.sector[local]]
    inside = np.isin(hybrid.network.supplier, local)
    links = TradeLinks(
        nodes,
        hybrid.network.supplier[inside],
        hybrid.network.buyer[inside],
        hybrid.network.value[inside],
        MONEY,
    )
    along = {INDUSTRY: nodes}
    final = hybrid.output.values[local] - np.bincount(links.supplier, links.value, len(nodes))
    found = simulate_links(
        links,
        xr.DataArray(np.maximum(final, 0.0), along, (INDUSTRY,), attrs={"units": MONEY}),
        shocks=_shocks(region, stops, nodes, sector, network),
        product=xr.DataArray(sector, along, (INDUSTRY,)),
        cover=xr.DataArray(_cover(region, sector, chosen), along, (INDUSTRY,)),
        settings=chosen,
        workers=workers,
        progress=progress,
    )
    normal_final = np.maximum(final, 0.0).sum() / chosen.steps_per_year
    return DisruptionResult(
        _days(found, normal_final),
        _nodes(region, found, hybrid.kind.values[local], sector),
        found,
        network.notes,
        network.provenance,
    )


def _shocks(
    region: Region,
    stops: Mapping[str, Mapping[str, float]],
    nodes: np.ndarray,
    sector: np.ndarray,
    network: RegionNetwork,
) -> xr.DataArray:
    lost = np.zeros((len(stops), len(nodes)))
    for row, hit in enumerate(stops.values()):
        for code, share in hit.items():
            here = (nodes == code) | (sector == code)
            if not here.any():
                raise _unknown(code, network)
            if not 0.0 <= share <= 1.0:
                raise DataError(
                    Message(
                        f"The share lost at {code} must be 0 to 1, got {share:g}.",
                        f"{code} 的产能损失份额应在 0 到 1 之间，实际为 {share:g}。",
                    ),
                    Message("Write 1 for a full stop.", "完全停产请填 1。"),
                )
            lost[row, here] = np.maximum(lost[row, here], share)
    if not stops:
        raise DataError(
            Message("Nothing stands still.", "没有指定停产对象。"),
            Message(
                f"Name a firm or an industry of {region.name('en')}.",
                f"请指定{region.name('zh')}的企业或行业。",
            ),
        )
    coords = {"scenario": np.array(list(stops), dtype=np.str_), INDUSTRY: nodes}
    return xr.DataArray(lost, coords, ("scenario", INDUSTRY))


def _unknown(code: str, network: RegionNetwork) -> DataError:
    if code in network.hybrid.unsized:
        return DataError(
            Message(f"Firm {code} has no revenue in the package.", f"企业 {code} 没有营收数据。"),
            Message(
                "Give its revenue in firms, or name its industry.",
                "请在 firms 表中填写其营收，或改为指定其行业。",
            ),
        )
    known = listing(network.firms.drop_nulls("revenue")["firm"].to_list(), most=20)
    return DataError(
        Message(
            f"No firm with a revenue and no industry of the account is called {code}.",
            f"没有代码为 {code} 的企业（有营收）或账户行业。",
        ),
        Message(
            f"Firms that can be named: {known}; or the code of an industry.",
            f"可用的企业：{known}；或行业代码。",
        ),
    )


def _cover(region: Region, sector: np.ndarray, settings: DisruptionSettings) -> np.ndarray:
    """Days an input lasts; what cannot be traded cannot be stocked, and never limits."""
    goods = dict(region.table("industries").select("industry", "tradable").rows())
    return np.where([goods.get(code) is False for code in sector], np.inf, settings.cover)


def _days(found: Disruption, normal_final: float) -> Table:
    made = found.production.sum(INDUSTRY) / float(found.normal.sum())
    unmet = found.unmet.sum(INDUSTRY) / normal_final
    scenarios, days = made.coords["scenario"].values, made.coords["step"].values
    return Table(
        pl.DataFrame(
            {
                "scenario": np.repeat(scenarios, len(days)),
                "day": np.tile(days + 1, len(scenarios)),
                "output": made.values.ravel(),
                "unmet": unmet.values.ravel(),
            }
        ),
        {"output": "ratio", "unmet": "ratio"},
    )


def _nodes(region: Region, found: Disruption, kind: np.ndarray, sector: np.ndarray) -> Table:
    normal = found.normal.values
    nodes, days = found.normal.coords[INDUSTRY].values, found.production.sizes["step"]
    rows = []
    for scenario in found.production.coords["scenario"].values.tolist():
        made = found.production.sel(scenario=scenario).values
        loss = found.loss.sel(scenario=scenario).values
        over = made / np.where(normal > 0.0, normal, np.nan)
        for place in np.lexsort((nodes, -loss)).tolist():
            code = str(nodes[place]) if kind[place] == "firm" else str(sector[place])
            path = over[:, place]
            below = np.flatnonzero(path < BACK)
            back = 1 if not len(below) else int(below[-1]) + 2
            rows.append(
                {
                    "scenario": scenario,
                    "node": str(nodes[place]),
                    "kind": str(kind[place]),
                    "industry": str(sector[place]),
                    "name_en": region.label(code, "en"),
                    "name_zh": region.label(code, "zh"),
                    "normal": float(normal[place]),
                    "loss": float(loss[place]),
                    "share": float(loss[place] / (normal[place] * days)) if normal[place] else None,
                    "lowest": float(path.min()) if normal[place] else None,
                    "lowest_day": int(path.argmin()) + 1 if normal[place] else None,
                    "back_day": back if back <= days else None,
                }
            )
    units = {"normal": f"{MONEY} a day", "loss": MONEY, "share": "ratio", "lowest": "ratio"}
    return Table(pl.DataFrame(rows), units)
