"""Leads for attraction: who could fill each gap of the chains, and what that would bring."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import numpy as np
import polars as pl
import xarray as xr

from upriver.core.frames import Table
from upriver.core.message import Message
from upriver.data.places import places_inside
from upriver.supplychain import LeadThresholds, chain_steps, rank_leads

if TYPE_CHECKING:
    from collections.abc import Mapping

    from upriver.data.region import Region
    from upriver.services.chains import ChainDiagnosis
    from upriver.services.specialisation import Specialisation

WANTED = ("gap", "weak")
TEXTS = (
    "industry", "name_en", "name_zh", "kind", "candidate", "candidate_name_en",
    "candidate_name_zh", "reason_en", "reason_zh",
)  # fmt: skip
NUMBERS = (
    "closeness", "need", "essential", "score", "risk_removed", "market", "value_added",
    "local_content", "jobs",
)  # fmt: skip
SCHEMA = {
    "rank": pl.Int64, **dict.fromkeys(TEXTS, pl.String), **dict.fromkeys(NUMBERS, pl.Float64)
}  # fmt: skip
UNITS = {"market": "1e8 CNY", "value_added": "1e8 CNY", "jobs": "persons/1e8 CNY"}


@dataclass(frozen=True)
class _Candidate:
    """A firm, or a place whose firms are worth a visit."""

    code: str
    kind: Literal["local_firm", "outside_firm", "place"]
    name: Message
    industry: str  # node of a firm; empty for a place


@dataclass(frozen=True)
class _Gap:
    """A node to be filled, with what is known of the links it would serve."""

    code: str
    name: Message
    parent: str
    empty: bool  # no local firm at all
    need: float
    essential: float
    numbers: dict[str, float]


@dataclass(frozen=True, slots=True)
class _Cells:
    """Cells of an array by two labels, looked up many times; NaN where a label is not there."""

    rows: Mapping[str, int] = field(default_factory=dict)
    columns: Mapping[str, int] = field(default_factory=dict)
    values: list[list[float]] = field(default_factory=list)

    @classmethod
    def of(cls, array: xr.DataArray, row: str, column: str) -> _Cells:
        rows, columns = (
            {str(label): at for at, label in enumerate(array[dim].values)} for dim in (row, column)
        )
        return cls(rows, columns, array.transpose(row, column).values.astype(float).tolist())

    def at(self, row: str, column: str) -> float:
        if row not in self.rows or column not in self.columns:
            return math.nan
        return self.values[self.rows[row]][self.columns[column]]


@dataclass(frozen=True, slots=True)
class _Known:
    """Parents of nodes, steps along the chains, proximity of industries, quotients of places."""

    parents: Mapping[str, str | None]
    steps: _Cells
    proximity: _Cells
    quotients: _Cells


def find_leads(
    region: Region,
    chains: tuple[ChainDiagnosis, ...],
    measures: xr.Dataset,
    *,
    special: Specialisation | None,
    limits: LeadThresholds,
) -> Table:
    """Who could fill each break and weak spot, with what it would add and why.

    Parameters
    ----------
    region : Region
        A package with ``firms`` where chains are known.
    chains : tuple of ChainDiagnosis
        The diagnosis of each chain.
    measures : Dataset (industry)
        What is known of the industries.
    special : Specialisation, optional
        Proximity of industries and quotients of places.
    limits : LeadThresholds
        Which leads are kept.

    Returns
    -------
    Table
        ``rank industry name_en name_zh kind candidate candidate_name_en candidate_name_zh
        reason_en reason_zh closeness need essential score risk_removed market
        value_added local_content jobs``. Kinds are ``local_firm`` (makes
        something close), ``outside_firm`` (makes it elsewhere) and ``place`` (its firms hold
        the industry). ``risk_removed`` is the share of chain cost that would no longer
        hang on an essential link without supplier; ``market`` what the industry's product
        is bought for outside, 1e8 CNY; ``value_added`` what the region would gain, through all
        tiers, if a tenth of that were made here, 1e8 CNY; ``local_content`` the share of a unit
        of output that stays here; ``jobs`` the people of the listed occupations, by output.
        Null where unknown.

    Notes
    -----
    Closeness is 1 for a firm at the same node. For a local firm at another node it is the
    mean of the proximity of the two industries (1 inside one industry) and ``1 / (1 + d)``
    with d the links between the two nodes (0 where no chain joins them). For a place with
    location quotient q of 1 or more it is ``q / (1 + q)``.
    """
    gaps = _gaps(chains, measures)
    if not gaps:
        return Table(pl.DataFrame(schema=SCHEMA), UNITS)
    candidates = _candidates(region, special)
    known = _known(region, special)
    codes = [gap.code for gap in gaps]
    near = [[_closeness(gap, who, known) for who in candidates] for gap in gaps]
    square = {"industry": codes, "candidate": [each.code for each in candidates]}
    along = {"industry": codes}
    ranked = rank_leads(
        xr.DataArray(np.array(near, dtype=np.float64), square, ("industry", "candidate")),
        xr.DataArray([gap.need for gap in gaps], along, ("industry",)),
        essential=xr.DataArray([gap.essential for gap in gaps], along, ("industry",)),
        thresholds=limits,
    )
    jobs = _jobs(region)
    of_gap = {gap.code: gap for gap in gaps}
    of_candidate = {each.code: each for each in candidates}
    rows = []
    for row in ranked.to_dicts():
        gap, who = of_gap[row["industry"]], of_candidate[row["candidate"]]
        reason = _reason(region, who, gap, row["closeness"], known)
        rows.append(
            {
                **row,
                "name_en": gap.name.en,
                "name_zh": gap.name.zh,
                "kind": who.kind,
                "candidate": who.code.split(":", 1)[1],
                "candidate_name_en": who.name.en,
                "candidate_name_zh": who.name.zh,
                "reason_en": reason.en,
                "reason_zh": reason.zh,
                "risk_removed": gap.need if gap.empty and gap.essential == 2.0 else 0.0,
                "market": gap.numbers["outside_purchases"],
                "value_added": gap.numbers["filling_gain"],
                "local_content": 1.0 - gap.numbers["content"],
                "jobs": jobs.get(gap.code, jobs.get(gap.parent)),
            }
        )
    return Table(pl.DataFrame(rows, schema=SCHEMA).fill_nan(None), UNITS)


def _gaps(chains: tuple[ChainDiagnosis, ...], measures: xr.Dataset) -> list[_Gap]:
    """Breaks and weak spots of all chains; a node on two chains counts where it weighs most."""
    found: dict[str, _Gap] = {}
    for chain in chains:
        links = chain.links.to_polars()
        for node in chain.nodes.to_dicts():
            mine = links.filter(
                (pl.col("industry") == node["industry"]) & (pl.col("essential") > 0)
            )
            if node["label"] not in WANTED or not mine.height:
                continue
            need = mine["requirement"].max() if mine["requirement"].null_count() == 0 else None
            gap = _Gap(
                node["industry"],
                Message(node["name_en"], node["name_zh"]),
                node["parent"] or node["industry"],
                node["firms"] == 0,
                float("nan") if need is None else min(1.0, float(str(need))),
                float(str(mine["essential"].max())),
                _numbers(measures, node["parent"] or node["industry"]),
            )
            known = found.get(gap.code)
            if known is None or gap.need * gap.essential > known.need * known.essential:
                found[gap.code] = gap
    return [found[code] for code in sorted(found)]


def _numbers(measures: xr.Dataset, industry: str) -> dict[str, float]:
    """What filling a gap brings, read from the industry that the node belongs to."""
    known = "industry" in measures.coords and industry in measures["industry"].values

    def _of(name: str) -> float:
        return (
            float(measures[name].sel(industry=industry)) if known and name in measures else np.nan
        )

    return {
        "outside_purchases": _of("outside_purchases"),
        "filling_gain": _of("filling_gain"),
        "content": _of("outside_domestic") + _of("outside_foreign"),
    }


def _candidates(region: Region, special: Specialisation | None) -> list[_Candidate]:
    inside = places_inside(region)
    found = [
        _Candidate(
            f"firm:{row['firm']}",
            "local_firm" if row["place"] in inside else "outside_firm",
            Message(row["name_en"], row["name_zh"]),
            row["industry"],
        )
        for row in region.table("firms").sort("firm").iter_rows(named=True)
    ]
    if special:
        found += [
            _Candidate(
                f"place:{place}",
                "place",
                Message(region.label(place, "en"), region.label(place, "zh")),
                "",
            )
            for place in special.measures.rca["place"].values.tolist()
            if place not in inside
        ]
    return found


def _known(region: Region, special: Specialisation | None) -> _Known:
    links = region.table("chain_links").select("industry", "industry_to").rows()
    return _Known(
        dict(region.table("industries").select("industry", "parent").rows()),
        _Cells.of(chain_steps(links), "industry", "industry_to"),
        _Cells.of(special.proximity, "industry", "industry_to") if special else _Cells(),
        _Cells.of(special.measures.rca, "place", "industry") if special else _Cells(),
    )


def _closeness(gap: _Gap, who: _Candidate, known: _Known) -> float:
    if who.kind == "place":
        quotient = _quotient(who, gap, known)
        return quotient / (1.0 + quotient) if quotient >= 1.0 else float("nan")
    if who.industry == gap.code:
        return 1.0
    if who.kind == "outside_firm":
        return float("nan")
    home = known.parents.get(who.industry) or who.industry
    near = 1.0 if home == gap.parent else known.proximity.at(gap.parent, home)
    apart = known.steps.at(who.industry, gap.code)
    joined = 0.0 if math.isnan(apart) else 1.0 / (1.0 + apart)
    return (near + joined) / 2.0


def _quotient(who: _Candidate, gap: _Gap, known: _Known) -> float:
    return known.quotients.at(who.code.split(":", 1)[1], gap.parent)


def _reason(
    region: Region,
    who: _Candidate,
    gap: _Gap,
    closeness: float,
    known: _Known,
) -> Message:
    en, zh = region.label(gap.parent, "en"), region.label(gap.parent, "zh")
    if who.kind == "outside_firm":
        return Message("Makes it in another place.", "在其他地区生产该产品。")
    if who.kind == "place":
        quotient = _quotient(who, gap, known)
        return Message(
            f"The place holds {en}: location quotient {quotient:.2f}. Look for firms there.",
            f"该地{zh}区位商为 {quotient:.2f}，可从当地企业中寻找。",
        )
    if who.industry == gap.code:
        return Message("Makes it here and may expand.", "本地已生产，可扩能。")
    made = Message(region.label(who.industry, "en"), region.label(who.industry, "zh"))
    return Message(
        f"Makes {made.en} here; closeness to {en} {closeness:.2f}.",
        f"在本地生产{made.zh}，与{zh}的接近度 {closeness:.2f}。",
    )


def _jobs(region: Region) -> dict[str, float]:
    """People of all listed occupations for one unit of output, by industry."""
    if not region.has("skill_needs"):
        return {}
    known = (
        region.table("skill_needs")
        .group_by("industry")
        .agg(jobs=pl.col("need").sum(), unknown=pl.col("need").null_count())
    )
    return dict(known.filter(pl.col("unknown") == 0).select("industry", "jobs").rows())
