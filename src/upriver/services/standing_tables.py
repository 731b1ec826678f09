"""The standing of a region as tables: one row an industry, one row a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from upriver.core.frames import Table
from upriver.core.message import Message
from upriver.data.conform import empty_table
from upriver.data.schema import table_specs
from upriver.services.account import Account, measure_table
from upriver.services.comparison import local_industries

if TYPE_CHECKING:
    from upriver.data.region import Region
    from upriver.services.cultivation import RegionCultivation
    from upriver.services.specialisation import Specialisation

NOT_TRADED = Message(
    "Its product is not traded between places; where it stands tells of no advantage.",
    "其产品不跨区贸易，布局随人口而定，不反映比较优势。",
)
NOT_COMPARED = Message(
    "There are no figures of it for other places.", "没有其他地区该行业的数据可比。"
)


def industry_table(
    region: Region,
    account: Account | None,
    special: Specialisation | None,
    grown: RegionCultivation | None,
) -> Table:
    """Everything that is known of each industry of the region.

    Parameters
    ----------
    region : Region
        The package.
    account : Account, optional
        Its account.
    special : Specialisation, optional
        Its specialisation beside other places.
    grown : RegionCultivation, optional
        Intervals and classes.

    Returns
    -------
    Table
        One row an industry that any of them knows, by code; null where unknown.
    """
    parts = []
    if account:
        parts.append(measure_table(account))
    if special:
        here = {"place": region.code}
        measures = special.measures
        parts.append(
            pl.DataFrame(
                {
                    "industry": measures.rca["industry"].values.tolist(),
                    "rca": measures.rca.sel(here).values,
                    "density": measures.density.sel(here).values,
                    "presence": measures.presence.sel(here).values,
                    "pci": measures.index.pci.values,
                }
            )
            .fill_nan(None)
            .with_columns(pl.col("presence").cast(pl.Boolean))
        )
    if grown:
        parts.append(grown.industries)
    whole = (
        region.table("industries")
        if region.has("industries")
        else empty_table(table_specs()["industries"])
    )
    table = whole.select("industry", "name_en", "name_zh", "group")
    if not parts:
        return Table(table.head(0))
    known = sorted({code for part in parts for code in part["industry"]})
    table = table.filter(pl.col("industry").is_in(known))
    for part in parts:
        table = table.join(part, on="industry", how="left")
    if grown:
        table = _explained(table, local_industries(region))
    return Table(table.sort("industry"), {"output": "1e8 CNY", "value_added": "1e8 CNY"})


def _explained(table: pl.DataFrame, local: set[str]) -> pl.DataFrame:
    """Say of an industry outside the comparison why it has no class."""
    bound = pl.col("industry").is_in(sorted(local))
    silent = pl.col("cultivation").is_null() & pl.col("unjudged_en").is_null()
    return table.with_columns(
        pl.when(silent & bound)
        .then(pl.lit(getattr(NOT_TRADED, language)))
        .when(silent)
        .then(pl.lit(getattr(NOT_COMPARED, language)))
        .otherwise(pl.col(f"unjudged_{language}"))
        .alias(f"unjudged_{language}")
        for language in ("en", "zh")
    )


def place_table(
    region: Region, special: Specialisation | None, grown: RegionCultivation | None
) -> Table:
    """Complexity of all places, with intervals.

    Parameters
    ----------
    region : Region
        The package.
    special : Specialisation, optional
        Specialisation of all places.
    grown : RegionCultivation, optional
        Intervals.

    Returns
    -------
    Table
        By rank, those without an index last; empty without specialisation.
    """
    numbers = (
        "eci", "eci_low", "eci_high", "rank_low", "rank_high", "top_chance", "diversity",
    )  # fmt: skip
    texts = ("place", "name_en", "name_zh")
    schema = dict.fromkeys(texts, pl.String) | dict.fromkeys(numbers, pl.Float64)
    if special is None or grown is None:
        return Table(pl.DataFrame(schema={**schema, "eci_rank": pl.Int64}))
    codes = special.output["place"].values.tolist()
    sure = grown.uncertainty
    frame = pl.DataFrame(
        {
            "place": codes,
            "name_en": [region.label(code, "en") for code in codes],
            "name_zh": [region.label(code, "zh") for code in codes],
            "eci": special.measures.index.eci.values,
            "eci_low": sure.eci.lower.values,
            "eci_high": sure.eci.upper.values,
            "rank_low": sure.rank.lower.values,
            "rank_high": sure.rank.upper.values,
            "top_chance": sure.top_chance.values,
            "diversity": special.measures.diversity.values,
        },
        schema=schema,
    ).fill_nan(None)
    rank = pl.col("eci").rank("min", descending=True).cast(pl.Int64)
    return Table(frame.with_columns(eci_rank=rank).sort("eci_rank", "place", nulls_last=True))
