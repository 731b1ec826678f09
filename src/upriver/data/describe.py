"""A region at a glance: what its package holds and how much of it is assumed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from upriver.data.schema import table_specs

if TYPE_CHECKING:
    from upriver.core.message import Language
    from upriver.data.region import Region


def describe(region: Region, language: Language = "en") -> str:
    """Summary of a region's package.

    Parameters
    ----------
    region : Region
        The package.
    language : {"en", "zh"}
        The reader's language.

    Returns
    -------
    str
        One line for the region, one for each table with its rows and statuses.
    """
    zh = language == "zh"
    base = f"基年 {region.base_year}" if zh else f"base year {region.base_year}"
    lines = [f"{region.name(language)} ({region.code}), {base}, {region.fingerprint}"]
    words = {"reported": "已公布", "derived": "推算", "assumed": "假设"}
    for name in region.tables:
        rows = region.table(name)
        line = f"  {name:<22}{rows.height:>7} {'行' if zh else 'rows'}"
        if table_specs()[name].kind == "fact" and rows.height:
            shares = region.provenance(name).shares
            line += "   " + ", ".join(
                f"{share:.0%} {words[status] if zh else status}"
                for status, share in shares.items()
                if share
            )
        lines.append(line)
    return "\n".join(lines)
