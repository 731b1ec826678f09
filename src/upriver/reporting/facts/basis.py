"""What everything rests on: status and age of every table, sources, findings, what was left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from upriver.data.provenance import Provenance
from upriver.data.schema import table_specs
from upriver.reporting.facts.plain import Facts, finding, said
from upriver.reporting.land import land_source
from upriver.version import __version__

if TYPE_CHECKING:
    from upriver.data.region import Region
    from upriver.services.check import CheckResult


def basis_facts(
    region: Region,
    *,
    check: CheckResult | None = None,
    skipped: list[Facts] | None = None,
    settings: dict[str, Any] | None = None,
) -> Facts:
    """Facts of the data behind the report.

    Parameters
    ----------
    region : Region
        The package.
    check : CheckResult, optional
        What the check found.
    skipped : list of dict, optional
        Analyses that did not run: ``analysis reason tables``.
    settings : dict, optional
        Settings that differ from their defaults, by step.

    Returns
    -------
    dict
        Keys ``tables whole sources findings skipped fingerprint version base_year
        price_year settings outline``.
    """
    specs = table_specs()
    parts = {
        name: region.provenance(name)
        for name in region.tables
        if specs[name].kind == "fact" and region.has(name)
    }
    tables = [
        {"table": name, "title": said(specs[name].title), **part.to_dict()}
        for name, part in parts.items()
    ]
    return {
        "tables": tables,
        "whole": Provenance.combine(parts.values()).to_dict(),
        "sources": _sources(region, parts),
        "findings": [finding(each) for each in check.findings] if check else None,
        "skipped": skipped or [],
        "fingerprint": region.fingerprint,
        "version": __version__,
        "base_year": region.base_year,
        "price_year": region.metadata.price_year,
        "settings": settings or {},
        "outline": land_source(),
    }


def _sources(region: Region, parts: dict[str, Provenance]) -> list[Facts]:
    """Sources that a figure names, with the number of tables they feed."""
    if not region.has("sources"):
        return []
    used: dict[str, int] = {}
    for part in parts.values():
        for source in part.sources:
            used[source] = used.get(source, 0) + 1
    wanted = ("source", "title", "publisher", "date", "url", "licence", "kind")
    return [
        {**{field: record[field] or "" for field in wanted}, "tables": used[record["source"]]}
        for record in region.table("sources").sort("source").to_dicts()
        if record["source"] in used
    ]
