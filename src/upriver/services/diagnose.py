"""Where the region stands: what it is good at, how it hangs together, where its chains break."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
from pydantic import BaseModel, ConfigDict, Field

from upriver.core.frames import Table
from upriver.core.message import Message
from upriver.core.progress import Progress, silent
from upriver.data.provenance import Provenance
from upriver.services.account import TABLES, Account, measure_table, read_account
from upriver.services.chains import ChainDiagnosis, diagnose_chains
from upriver.services.specialisation import Specialisation, comparable_year, specialise
from upriver.supplychain import GapThresholds

if TYPE_CHECKING:
    import xarray as xr

    from upriver.data.region import Region

OLD = 5  # years after which the age of figures is worth a sentence
CHAIN_TABLES = ("chains", "chain_links", "firms")


class DiagnosisSettings(BaseModel):
    """How a region is diagnosed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    rca_threshold: float = Field(
        default=1.0, gt=0, description="Location quotient from which an industry is present."
    )
    anchor: str = Field(
        default="size",
        description="What high complexity goes with: size, diversity, or the code of a place.",
    )
    thresholds: GapThresholds = Field(
        default_factory=GapThresholds, description="Limits of the rules for gaps."
    )


@dataclass(frozen=True)
class Skipped:
    """An analysis that did not run.

    Parameters
    ----------
    analysis : Message
        What it would have shown.
    reason : Message
        Why it did not run.
    tables : tuple of str
        Tables that it needs.
    """

    analysis: Message
    reason: Message
    tables: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Diagnosis:
    """Where a region stands.

    Parameters
    ----------
    region : str
        Code of the region.
    base_year : int
        Year of the account.
    production_year : int, optional
        Year of the figures by which places are compared.
    industries : Table
        One row an industry: names, size, specialisation, relatedness, complexity,
        multipliers, linkages, dependence; null where unknown.
    places : Table
        ``place name_en name_zh eci eci_rank diversity``, by rank.
    proximity : DataArray (industry, industry_to), optional
        How often two industries go together.
    rca, density : DataArray (place, industry), optional
        Location quotient and relatedness density of all places.
    chains : tuple of ChainDiagnosis
        The industry chains.
    anchor : Message, optional
        How the sign of the complexity index was fixed.
    notes : tuple of Message
        What a reader must know before trusting the numbers.
    skipped : tuple of Skipped
        What did not run, and for want of what.
    provenance : dict of str to Provenance
        Keys ``account``, ``specialisation``, ``chains``, ``industries`` where they ran.
    """

    region: str
    base_year: int
    production_year: int | None
    industries: Table
    places: Table
    proximity: xr.DataArray | None
    rca: xr.DataArray | None
    density: xr.DataArray | None
    chains: tuple[ChainDiagnosis, ...]
    anchor: Message | None
    notes: tuple[Message, ...]
    skipped: tuple[Skipped, ...]
    provenance: dict[str, Provenance]

    def to_dict(self) -> dict[str, Any]:
        """Diagnosis as plain data, for JSON.

        Returns
        -------
        dict
            Industries, places and chains as rows; notes in both languages.
        """
        return {
            "region": self.region,
            "base_year": self.base_year,
            "production_year": self.production_year,
            "industries": self.industries.to_dicts(),
            "places": self.places.to_dicts(),
            "chains": [
                {
                    "chain": chain.chain,
                    "name_en": chain.name_en,
                    "name_zh": chain.name_zh,
                    "coverage": chain.coverage,
                    "completeness": None if np.isnan(chain.completeness) else chain.completeness,
                    "nodes": chain.nodes.to_dicts(),
                    "links": chain.links.to_dicts(),
                }
                for chain in self.chains
            ],
            "notes": [{"en": note.en, "zh": note.zh} for note in self.notes],
            "skipped": [
                {
                    "analysis": {"en": each.analysis.en, "zh": each.analysis.zh},
                    "reason": {"en": each.reason.en, "zh": each.reason.zh},
                    "tables": list(each.tables),
                }
                for each in self.skipped
            ],
            "provenance": {name: part.to_dict() for name, part in self.provenance.items()},
        }


def diagnose(
    region: Region,
    settings: DiagnosisSettings | None = None,
    *,
    progress: Progress = silent,
) -> Diagnosis:
    """Say where a region stands, as far as its package allows.

    Parameters
    ----------
    region : Region
        The package.
    settings : DiagnosisSettings, optional
        Thresholds and the sign anchor.
    progress : callable
        Told of every finished part.

    Returns
    -------
    Diagnosis
        What could be computed, and what was skipped for want of which table.

    Raises
    ------
    DataError
        If a table that is present cannot be used.
    """
    chosen = settings or DiagnosisSettings()
    skipped: list[Skipped] = []
    progress("diagnose", 0, 3)
    account = _account(region, skipped)
    progress("diagnose", 1, 3)
    special = _specialisation(region, chosen, skipped)
    progress("diagnose", 2, 3)
    chains = _chains(region, account, chosen, skipped)
    progress("diagnose", 3, 3)
    provenance = {}
    if account:
        provenance["account"] = account.provenance
    if special:
        provenance["specialisation"] = special.provenance
    if provenance:
        provenance["industries"] = Provenance.combine(provenance.values())
    if chains:
        provenance["chains"] = Provenance.combine(region.provenance(t) for t in CHAIN_TABLES)
    return Diagnosis(
        region=region.code,
        base_year=region.base_year,
        production_year=special.year if special else None,
        industries=_industry_table(region, account, special),
        places=_place_table(region, special),
        proximity=special.proximity if special else None,
        rca=special.rca if special else None,
        density=special.density if special else None,
        chains=chains,
        anchor=special.anchor if special else None,
        notes=_notes(region, special),
        skipped=tuple(skipped),
        provenance=provenance,
    )


def _absent(region: Region, tables: tuple[str, ...]) -> Message | None:
    missing = [name for name in tables if not region.has(name)]
    if not missing:
        return None
    return Message(
        f"The package has no rows in {', '.join(missing)}.",
        f"数据包中 {'、'.join(missing)} 没有数据。",
    )


def _account(region: Region, skipped: list[Skipped]) -> Account | None:
    reason = _absent(region, TABLES)
    if reason is None and region.base_year not in set(region.table("flows")["year"]):
        reason = Message(
            f"There is no account of the base year {region.base_year}.",
            f"没有基年 {region.base_year} 的账户。",
        )
    if reason:
        analysis = Message("Multipliers, linkages and dependence", "乘数、关联与对外依存")
        skipped.append(Skipped(analysis, reason, TABLES))
        return None
    return read_account(region, year=region.base_year)


def _specialisation(
    region: Region, settings: DiagnosisSettings, skipped: list[Skipped]
) -> Specialisation | None:
    reason = _absent(region, ("production",))
    year = None if reason else comparable_year(region)
    if year is None:
        reason = reason or Message(
            "No year has five places with five industries, the region among them.",
            "没有一个年份同时有五个以上地区（含本区域）和五个以上行业的数据。",
        )
        analysis = Message("Specialisation, relatedness, complexity", "专业化、关联度与复杂度")
        skipped.append(Skipped(analysis, reason, ("production",)))
        return None
    return specialise(region, year=year, threshold=settings.rca_threshold, anchor=settings.anchor)


def _chains(
    region: Region,
    account: Account | None,
    settings: DiagnosisSettings,
    skipped: list[Skipped],
) -> tuple[ChainDiagnosis, ...]:
    reason = _absent(region, CHAIN_TABLES)
    if reason:
        analysis = Message("Chains and their gaps", "产业链及其断点")
        skipped.append(Skipped(analysis, reason, CHAIN_TABLES))
        return ()
    return diagnose_chains(
        region,
        measures=account.measures if account else None,
        thresholds=settings.thresholds,
    )


def _notes(region: Region, special: Specialisation | None) -> tuple[Message, ...]:
    if special is None:
        return ()
    notes = list(special.index.cautions)
    age = region.base_year - special.year
    if age >= OLD:
        notes.insert(
            0,
            Message(
                f"Places are compared with figures of {special.year}, {age} years older than the "
                "account: read specialisation and relatedness as structure, not as news.",
                f"地区比较使用 {special.year} 年数据，比账户早 {age} 年："
                "专业化与关联度反映结构，不代表近况。",
            ),
        )
    return tuple(notes)


def _industry_table(
    region: Region, account: Account | None, special: Specialisation | None
) -> Table:
    parts = []
    if account:
        parts.append(measure_table(account))
    if special:
        here = {"place": region.code}
        parts.append(
            pl.DataFrame(
                {
                    "industry": special.rca["industry"].values.tolist(),
                    "rca": special.rca.sel(here).values,
                    "density": special.density.sel(here).values,
                    "presence": special.presence.sel(here).values,
                    "pci": special.index.pci.values,
                }
            )
            .fill_nan(None)
            .with_columns(pl.col("presence").cast(pl.Boolean))
        )
    table = region.table("industries").select("industry", "name_en", "name_zh", "group")
    if not parts:
        return Table(table.head(0))
    known = sorted({code for part in parts for code in part["industry"]})
    table = table.filter(pl.col("industry").is_in(known))
    for part in parts:
        table = table.join(part, on="industry", how="left")
    return Table(table.sort("industry"), {"output": "1e8 CNY", "value_added": "1e8 CNY"})


def _place_table(region: Region, special: Specialisation | None) -> Table:
    schema = {"place": pl.String, "name_en": pl.String, "name_zh": pl.String,
              "eci": pl.Float64, "diversity": pl.Float64, "eci_rank": pl.Int64}  # fmt: skip
    if special is None:
        return Table(pl.DataFrame(schema=schema))
    codes = special.rca["place"].values.tolist()
    frame = pl.DataFrame(
        {
            "place": codes,
            "name_en": [region.label(code, "en") for code in codes],
            "name_zh": [region.label(code, "zh") for code in codes],
            "eci": special.index.eci.values,
            "diversity": special.diversity.values,
        }
    ).fill_nan(None)
    rank = pl.col("eci").rank("min", descending=True).cast(pl.Int64)
    return Table(frame.with_columns(eci_rank=rank).sort("eci_rank", "place"))
