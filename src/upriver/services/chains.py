"""Where the region's chains are complete, and where they break."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
import xarray as xr

from upriver.core.units import convert
from upriver.data.chain_links import read_chain_links
from upriver.data.places import places_inside
from upriver.services.chain_leaders import Supplies, leader_table, read_trade
from upriver.services.chain_tables import link_table, node_table
from upriver.supplychain import (
    chain_requirement,
    concentration,
    decide,
    gap_labels,
    local_coverage,
)

if TYPE_CHECKING:
    from upriver.core.frames import Table
    from upriver.data.region import Region
    from upriver.services.account import Account
    from upriver.services.diagnosis_settings import DiagnosisSettings
    from upriver.services.specialisation import Specialisation
    from upriver.supplychain import Decision, LinkGaps

NODE_MEASURES = (
    "self_sufficiency", "matching_gap", "foreign_share", "domestic_share",
    "outside_domestic", "outside_foreign", "extraction_share", "upstreamness",
    "outside_sales", "outside_purchases", "filling_gain", "density", "sources",
)  # fmt: skip
NODE_PARAMETERS = ("foreign_share", "source_concentration")  # of a node itself, if they are known
PAIR_MEASURES = ("local_supply", "buyer_share")


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
    leaders : Table
        One row a leading firm: its local supply rate and outside content. Columns as
        `leader_table`.
    gaps : tuple of LinkGaps
        What the rules say of each link.
    decisions : tuple of Decision
        What to do about them.
    """

    chain: str
    name_en: str
    name_zh: str
    coverage: float
    completeness: float
    nodes: Table
    links: Table
    leaders: Table
    gaps: tuple[LinkGaps, ...]
    decisions: tuple[Decision, ...]


def industry_measures(
    region: Region, account: Account | None, special: Specialisation | None
) -> xr.Dataset:
    """What is known of the industries that the nodes of chains belong to.

    Parameters
    ----------
    region : Region
        The package.
    account : Account, optional
        The region's account.
    special : Specialisation, optional
        The region beside other places.

    Returns
    -------
    Dataset (industry)
        Measures of the account; those of its pairs (industry, industry_to); ``density``, the
        relatedness around the industry here; and ``sources``, the number of other places that
        hold it. NaN where unknown.
    """
    parts = [account.measures, account.pairs] if account else []
    if special:
        held = special.measures.presence.drop_sel(place=region.code).astype(float)
        others = held.sum("place", skipna=False)
        density = special.measures.density.sel(place=region.code, drop=True)
        parts.append(xr.Dataset({"density": density, "sources": others}))
    return xr.merge(parts, join="outer", compat="no_conflicts", combine_attrs="drop")


def diagnose_chains(
    region: Region, measures: xr.Dataset, *, settings: DiagnosisSettings
) -> tuple[ChainDiagnosis, ...]:
    """Look at every chain of the package.

    Parameters
    ----------
    region : Region
        A package with ``chains``, ``chain_links`` and ``firms``.
    measures : Dataset (industry)
        From `industry_measures`; a node takes those of the industry it belongs to.
    settings : DiagnosisSettings
        Limits of the rules.

    Returns
    -------
    tuple of ChainDiagnosis
        In the order of ``chains``.
    """
    firms = region.table("firms").filter(pl.col("place").is_in(list(places_inside(region))))
    supplies = read_trade(region)
    return tuple(
        _diagnose(region, chain, firms, supplies, measures=measures, settings=settings)
        for chain in region.table("chains").iter_rows(named=True)
        if chain["chain"] in set(region.table("chain_links")["chain"])
    )


def _homes(nodes: pl.DataFrame) -> list[str]:
    """Industry of the account that each node belongs to."""
    return nodes.select(pl.coalesce("parent", "industry")).to_series().to_list()


def _pair_measures(nodes: pl.DataFrame, measures: xr.Dataset) -> dict[str, xr.DataArray]:
    """Measures of the pair of industries that two nodes belong to; NaN where unknown."""
    labels = nodes["industry"].to_list()
    square = {"industry": labels, "industry_to": labels}
    found = {}
    for name in PAIR_MEASURES:
        values = np.full((len(labels), len(labels)), np.nan)
        if name in measures:
            homes = xr.DataArray(_homes(nodes), {"node": labels}, ("node",))
            known = np.isin(homes.values, measures["industry_to"].values)
            sellers, buyers = homes[known], homes[known].rename(node="node_to")
            picked = measures[name].sel(industry=sellers, industry_to=buyers).values
            values[np.ix_(known, known)] = picked
        found[name] = xr.DataArray(values, square, ("industry", "industry_to"))
    return found


def _own_parameters(region: Region, nodes: pl.DataFrame, name: str) -> xr.DataArray:
    """What the package says of the nodes themselves; NaN where it says nothing."""
    labels = nodes["industry"].to_list()
    known: dict[str, float] = {}
    if region.has("industry_parameters"):
        rows = region.table("industry_parameters").filter(
            (pl.col("parameter") == name) & pl.col("value").is_not_null()
        )
        known = {
            row["industry"]: convert(row["value"], row["unit"], "ratio")
            for row in rows.iter_rows(named=True)
        }
    values = [known.get(label, np.nan) for label in labels]
    return xr.DataArray(values, {"industry": labels}, ("industry",))


def _node_measures(
    nodes: pl.DataFrame, firms: pl.DataFrame, measures: xr.Dataset
) -> dict[str, xr.DataArray]:
    """Measures of the industry each node belongs to, and how its firms share the sales."""
    labels = nodes["industry"].to_list()
    homes = _homes(nodes)
    node = {}
    for name in NODE_MEASURES:
        values = np.full(len(labels), np.nan)
        if name in measures:
            known = dict(
                zip(measures["industry"].values.tolist(), measures[name].values, strict=True)
            )
            values = np.array([known.get(home, np.nan) for home in homes], dtype=np.float64)
        node[name] = xr.DataArray(values, {"industry": labels}, ("industry",))
    names = {"firm": firms["firm"].to_list()}
    revenue = firms["revenue"].cast(pl.Float64).fill_null(np.nan)
    spread = concentration(
        xr.DataArray(firms["industry"].to_list(), names, ("firm",)),
        xr.DataArray(revenue.to_list(), names, ("firm",)),
        nodes=labels,
    )
    return {**node, "herfindahl": spread.herfindahl, "leading_share": spread.leading_share}


def _diagnose(
    region: Region,
    chain: dict[str, Any],
    firms: pl.DataFrame,
    supplies: Supplies,
    *,
    measures: xr.Dataset,
    settings: DiagnosisSettings,
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
    node = _node_measures(nodes, firms, measures)
    own = {name: _own_parameters(region, nodes, name) for name in NODE_PARAMETERS}
    node["foreign_share"] = own["foreign_share"].fillna(node["foreign_share"])
    node["source_concentration"] = own["source_concentration"]
    node["leader_dependence"] = xr.DataArray(
        [supplies.dependence.get(code, np.nan) for code in codes],
        {"industry": codes},
        ("industry",),
    )
    gaps = gap_labels(
        essential,
        count,
        requirement=requirement,
        self_sufficiency=node["self_sufficiency"],
        matching_gap=node["matching_gap"],
        foreign_share=node["foreign_share"].clip(min=0.0),
        source_concentration=node["source_concentration"],
        thresholds=settings.thresholds,
    )
    decisions = decide(
        gaps,
        outside_sales=node["outside_sales"],
        upstreamness=node["upstreamness"],
        thresholds=settings.decisions,
    )
    held = local_coverage(essential, count, weights=requirement)
    return ChainDiagnosis(
        chain=chain["chain"],
        name_en=chain["name_en"],
        name_zh=chain["name_zh"],
        coverage=float((count > 0).mean()),
        completeness=held.weighted_share,
        nodes=node_table(nodes, firms, count, node, gaps),
        links=link_table(
            links, requirement, count, node, _pair_measures(nodes, measures), gaps, decisions
        ),
        leaders=leader_table(nodes, firms, measures, supplies),
        gaps=gaps,
        decisions=decisions,
    )
