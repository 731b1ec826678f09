"""The links between firms as the package has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from upriver.core.units import conversion_factor

if TYPE_CHECKING:
    from upriver.data.region import Region

MONEY = "1e8 CNY"
COLUMNS = {"firm": pl.String, "firm_to": pl.String, "year": pl.Int64, "value": pl.Float64}


def read_supplies(region: Region) -> pl.DataFrame:
    """Links between firms, each as of its newest year.

    Parameters
    ----------
    region : Region
        A package; without ``supplies`` there is no row.

    Returns
    -------
    polars.DataFrame
        ``firm firm_to year value`` by supplier and buyer, ``value`` in 1e8 CNY, null where only
        the link is known.

    Raises
    ------
    UnitError
        If a value is not in money.
    """
    if not region.has("supplies"):
        return pl.DataFrame(schema=COLUMNS)
    rows = region.table("supplies")
    factors = {unit: conversion_factor(unit, MONEY) for unit in sorted(set(rows["unit"]))}
    return (
        rows.with_columns(
            pl.col("value").cast(pl.Float64)
            * pl.col("unit").replace_strict(factors, return_dtype=pl.Float64)
        )
        .sort("firm", "firm_to", "year")
        .unique(["firm", "firm_to"], keep="last", maintain_order=True)
        .select(list(COLUMNS))
    )
