"""Where the region's chains are complete, and where they break."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
import xarray as xr

from upriver.data.chain_links import read_chain_links
from upriver.data.places import places_inside
from upriver.services.chain_tables import link_table, node_table
from upriver.supplychain import (
    GapThresholds,
    LinkGaps,
    chain_requirement,
    gap_labels,
    local_coverage,
)

if TYPE_CHECKING:
    from upriver.core.frames import Table
    from upriver.data.region import Region

NODE_MEASURES = (
    "self_sufficiency", "matching_gap", "foreign_share", "domestic_share",
    "outside_domestic", "outside_foreign", "extraction_share", "upstreamness",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class ChainDiagnosis:
    """One industry chain: its nodes, their firms, and its gaps.

    Parameters
    ----------
    chain : str
        Code of the chain.
    name_en, name_zh : str
        Its names.
    coverage : float
        Share of nodes with a local firm, 0 to 1.
    completeness : float
        Share of links with a local supplier, weighted by what the final product needs of
        them; NaN when the shares are unknown.
    nodes : Table
        ``industry name_en name_zh parent stage firms lead_firms firm_names_en firm_names_zh
        self_sufficiency outside_domestic outside_foreign label reason_en reason_zh``.
    links : Table
        One row a link: what the link weighs, what the supplying node has, the labels with
        the numbers that decided them, and what cannot be said. Columns as `link_table`.
    gaps : tuple of LinkGaps
        What the rules say of each link.
    """

    chain: str
    name_en: str
    name_zh: str
    coverage: float
    completeness: float
    nodes: Table
    links: Table
    gaps: tuple[LinkGaps, ...]


def diagnose_chains(
    region: Region, *, measures: xr.Dataset | None, thresholds: GapThresholds
) -> tuple[ChainDiagnosis, ...]:
    """Look at every chain of the package.

    Parameters
    ----------
    region : Region
        A package with ``chains``, ``chain_links`` and ``firms``.
    measures : Dataset (industry), optional
        Measures of the account; a node takes those of the industry it belongs to.
    thresholds : GapThresholds
        Limits of the rules.

    Returns
    -------
    tuple of ChainDiagnosis
        In the order of ``chains``.
    """
    firms = region.table("firms").filter(pl.col("place").is_in(list(places_inside(region))))
    return tuple(
        _diagnose(region, chain, firms, measures, thresholds)
        for chain in region.table("chains").iter_rows(named=True)
        if chain["chain"] in set(region.table("chain_links")["chain"])
    )


def _node_measures(nodes: pl.DataFrame, measures: xr.Dataset | None) -> dict[str, xr.DataArray]:
    """Measures of the industry each node belongs to; NaN without an account."""
    labels = nodes["industry"].to_list()
    homes = nodes.select(pl.coalesce("parent", "industry")).to_series().to_list()
    out = {}
    for name in NODE_MEASURES:
        values = np.full(len(labels), np.nan)
        if measures is not None:
            known = set(measures["industry"].values.tolist())
            for place, home in enumerate(homes):
                if home in known:
                    values[place] = float(measures[name].sel(industry=home))
        out[name] = xr.DataArray(values, {"industry": labels}, ("industry",))
    return out


def _diagnose(
    region: Region,
    chain: dict[str, Any],
    firms: pl.DataFrame,
    measures: xr.Dataset | None,
    thresholds: GapThresholds,
) -> ChainDiagnosis:
    links = region.table("chain_links").filter(pl.col("chain") == chain["chain"])
    essential, share = read_chain_links(region, chain["chain"])
    codes = essential["industry"].values.tolist()
    nodes = pl.DataFrame({"industry": codes}).join(
        region.table("industries"), on="industry", how="left"
    )
    counts = dict(firms.group_by("industry").len().rows())
    count = xr.DataArray(
        [float(counts.get(code, 0)) for code in codes], {"industry": codes}, ("industry",)
    )
    requirement = chain_requirement(share)
    node = _node_measures(nodes, measures)
    gaps = gap_labels(
        essential,
        count,
        requirement=requirement,
        self_sufficiency=node["self_sufficiency"],
        matching_gap=node["matching_gap"],
        foreign_share=node["foreign_share"].clip(min=0.0),
        source_concentration=xr.full_like(count, np.nan),
        thresholds=thresholds,
    )
    held = local_coverage(essential, count, weights=requirement)
    return ChainDiagnosis(
        chain=chain["chain"],
        name_en=chain["name_en"],
        name_zh=chain["name_zh"],
        coverage=float((count > 0).mean()),
        completeness=held.weighted_share,
        nodes=node_table(nodes, firms, count, node, gaps),
        links=link_table(links, requirement, count, node, gaps),
        gaps=gaps,
    )
