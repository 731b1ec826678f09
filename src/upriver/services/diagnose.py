"""Where the region stands: what it is good at, how it hangs together, where its chains break."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from upriver.core.errors import DataError
from upriver.core.frames import Table
from upriver.core.message import Message
from upriver.core.progress import Progress, silent
from upriver.data.provenance import Provenance
from upriver.services.account import Account, read_account
from upriver.services.account_parts import TABLES
from upriver.services.chain_lists import chain_lists
from upriver.services.chains import ChainDiagnosis, diagnose_chains, industry_measures
from upriver.services.comparison import find_comparison
from upriver.services.cultivation import RegionCultivation, cultivate_region
from upriver.services.diagnosis_settings import DiagnosisSettings
from upriver.services.firms import FirmDiagnosis, diagnose_firms
from upriver.services.leads import find_leads
from upriver.services.specialisation import Specialisation, specialise
from upriver.services.standing_tables import industry_table, place_table

if TYPE_CHECKING:
    import xarray as xr

    from upriver.data.region import Region

OLD = 5  # years after which the age of figures is worth a sentence
CHAIN_TABLES = ("chains", "chain_links", "firms")


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
    audit : Table
        What an audit of the account found, each with its number: ``code severity industry
        number limit problem_en problem_zh remedy_en remedy_zh``.
    industries : Table
        One row an industry: names, size, specialisation, relatedness, complexity with
        intervals, cultivation class with its chance and facts, multipliers, linkages,
        dependence; null where unknown.
    places : Table
        ``place name_en name_zh eci eci_low eci_high eci_rank rank_low rank_high top_chance
        diversity``, by rank.
    proximity : DataArray (industry, industry_to), optional
        How often two industries go together.
    rca, density : DataArray (place, industry), optional
        Location quotient and relatedness density of all places.
    chances : Table
        ``industry cultivation chance``: the chance of each cultivation class.
    pulls : Table
        ``industry held proximity share``: held industries near to each industry.
    backtest : Table, optional
        How good entry chances of this kind were in the past, one row a method.
    top : int
        What counts as the top of the places.
    level : float
        Chance that an interval shall cover.
    horizon : int
        Years ahead for entry chances.
    chains : tuple of ChainDiagnosis
        The industry chains.
    lists : Table
        The lists as practised: map, leaders, suppliers, long and short boards, key
        technologies. Columns as `chain_lists`.
    leads : Table
        Who could fill each gap, ranked with reasons. Columns as `find_leads`.
    firms : FirmDiagnosis, optional
        What the region loses with each firm.
    anchor : Message, optional
        How the sign of the complexity index was fixed.
    uncertainty_note : Message, optional
        What the intervals mean, and what was assumed for them.
    notes : tuple of Message
        What a reader must know before trusting the numbers.
    skipped : tuple of Skipped
        What did not run, and for want of what.
    provenance : dict of str to Provenance
        Keys ``account``, ``specialisation``, ``chains``, ``firms``, ``industries`` where they
        ran.
    """

    region: str
    base_year: int
    production_year: int | None
    audit: Table
    industries: Table
    places: Table
    proximity: xr.DataArray | None
    rca: xr.DataArray | None
    density: xr.DataArray | None
    chances: Table
    pulls: Table
    backtest: Table | None
    top: int
    level: float
    horizon: int
    chains: tuple[ChainDiagnosis, ...]
    lists: Table
    leads: Table
    firms: FirmDiagnosis | None
    anchor: Message | None
    uncertainty_note: Message | None
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
            "audit": self.audit.to_dicts(),
            "industries": self.industries.to_dicts(),
            "places": self.places.to_dicts(),
            "chances": self.chances.to_dicts(),
            "pulls": self.pulls.to_dicts(),
            "backtest": self.backtest.to_dicts() if self.backtest else None,
            "top": self.top,
            "level": self.level,
            "horizon": self.horizon,
            "chains": [
                {
                    "chain": chain.chain,
                    "name_en": chain.name_en,
                    "name_zh": chain.name_zh,
                    "coverage": chain.coverage,
                    "completeness": None if np.isnan(chain.completeness) else chain.completeness,
                    "nodes": chain.nodes.to_dicts(),
                    "links": chain.links.to_dicts(),
                    "leaders": chain.leaders.to_dicts(),
                }
                for chain in self.chains
            ],
            "lists": self.lists.to_dicts(),
            "leads": self.leads.to_dicts(),
            "firms": self.firms.to_dict() if self.firms else None,
            "uncertainty_note": (
                {"en": self.uncertainty_note.en, "zh": self.uncertainty_note.zh}
                if self.uncertainty_note
                else None
            ),
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
    progress("diagnose", 0, 4)
    account = _account(region, skipped)
    progress("diagnose", 1, 4)
    special = _specialisation(region, chosen, skipped)
    progress("diagnose", 2, 4)
    grown = _cultivation(region, special, chosen, skipped)
    progress("diagnose", 3, 4)
    measures = industry_measures(region, account, special)
    chains = _chains(region, measures, chosen, skipped)
    firms = _firms(region, account, skipped)
    progress("diagnose", 4, 4)
    provenance: dict[str, Provenance] = {}
    if account:
        provenance["account"] = account.provenance
    if special:
        provenance["specialisation"] = special.provenance
    if firms:
        provenance["firms"] = firms.provenance
    if account or special:
        provenance["industries"] = Provenance.combine(
            part.provenance for part in (account, special) if part
        )
    if chains:
        provenance["chains"] = Provenance.combine(region.provenance(t) for t in CHAIN_TABLES)
    return Diagnosis(
        region=region.code,
        base_year=region.base_year,
        production_year=special.comparison.year if special else None,
        audit=account.audit.to_table() if account else Table(pl.DataFrame()),
        industries=industry_table(region, account, special, grown),
        places=place_table(region, special, grown),
        proximity=special.proximity if special else None,
        rca=special.measures.rca if special else None,
        density=special.measures.density if special else None,
        chances=grown.chances if grown else Table(pl.DataFrame()),
        pulls=grown.pulls if grown else Table(pl.DataFrame()),
        backtest=_backtest(grown),
        top=chosen.top,
        level=chosen.level,
        horizon=chosen.horizon,
        chains=chains,
        lists=chain_lists(region, chains),
        leads=find_leads(region, chains, measures, special=special, limits=chosen.leads),
        firms=firms,
        anchor=special.anchor if special else None,
        uncertainty_note=grown.note if grown else None,
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
    comparison = None if reason else find_comparison(region)
    if comparison is None:
        reason = reason or Message(
            "No year has five places with five industries, the region among them.",
            "没有一个年份同时有五个以上地区（含本区域）和五个以上行业的数据。",
        )
        analysis = Message(
            "Specialisation, relatedness, complexity, cultivation",
            "专业化、关联度、复杂度与培育分类",
        )
        skipped.append(Skipped(analysis, reason, ("production",)))
        return None
    return specialise(region, comparison, convention=settings.convention)


def _cultivation(
    region: Region,
    special: Specialisation | None,
    settings: DiagnosisSettings,
    skipped: list[Skipped],
) -> RegionCultivation | None:
    if special is None:
        return None
    found = cultivate_region(region, special, settings)
    if found.no_forecast:
        analysis = Message("Chances of entry, and how good they were", "进入概率及其检验")
        skipped.append(Skipped(analysis, found.no_forecast, ("production",)))
    return found


def _backtest(grown: RegionCultivation | None) -> Table | None:
    if grown is None or grown.forecast is None or grown.forecast.backtest is None:
        return None
    return grown.forecast.backtest.scores


def _chains(
    region: Region,
    measures: xr.Dataset,
    settings: DiagnosisSettings,
    skipped: list[Skipped],
) -> tuple[ChainDiagnosis, ...]:
    reason = _absent(region, CHAIN_TABLES)
    if reason:
        analysis = Message("Chains and their gaps", "产业链及其断点")
        skipped.append(Skipped(analysis, reason, CHAIN_TABLES))
        return ()
    return diagnose_chains(region, measures, settings=settings)


def _firms(region: Region, account: Account | None, skipped: list[Skipped]) -> FirmDiagnosis | None:
    try:
        found = diagnose_firms(region, account)
    except DataError as error:
        analysis = Message("What the region loses with each firm", "各企业停产的区域损失")
        reason = Message(error.render("en"), error.render("zh"))
        skipped.append(Skipped(analysis, reason, ("firms", "supplies")))
        return None
    return found


def _notes(region: Region, special: Specialisation | None) -> tuple[Message, ...]:
    if special is None:
        return ()
    notes = list(special.measures.cautions)
    year = special.comparison.year
    age = region.base_year - year
    if age >= OLD:
        notes.insert(
            0,
            Message(
                f"Places are compared with figures of {year}, {age} years older than the "
                "account: read specialisation and relatedness as structure, not as news.",
                f"地区比较使用 {year} 年数据，比账户早 {age} 年："
                "专业化与关联度反映结构，不代表近况。",
            ),
        )
    return tuple(notes)
