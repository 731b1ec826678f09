"""Several places from their data packages, or the districts of one package."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import xarray as xr

from upriver.core.errors import DataError, LabelError
from upriver.core.message import Message, listing
from upriver.core.units import convert
from upriver.data.provenance import Provenance
from upriver.planning.places.system import PlaceSystem
from upriver.planning.places.whole import with_whole

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from upriver.data.region import Region
    from upriver.planning.inputs import PlanInputs

MONEY = "1e8 CNY"
SAME = 1e-6  # two packages may state the same trade, rounded alike


def read_trade(regions: Sequence[Region], inputs: Mapping[str, PlanInputs]) -> xr.DataArray | None:
    """Sales between the places, from the tables ``trade`` of all packages.

    Parameters
    ----------
    regions : sequence of Region
        Packages of the places, and of the whole where there is one.
    inputs : mapping of str to PlanInputs
        Data of the places.

    Returns
    -------
    DataArray (place, place_to, product), 1e8 CNY, or None
        Sales of the base year; None when no package has a row between two of the places. What
        is not stated is not trade between them, it is trade with the outside.

    Raises
    ------
    DataError
        If two packages contradict each other, or a sale is stated but unknown.
    """
    names, first = list(inputs), next(iter(inputs.values()))
    codes = first.products
    table = np.full((len(names), len(names), len(codes)), np.nan)
    for region in regions:
        if not region.has("trade"):
            continue
        rows = region.table("trade").filter(
            (pl.col("year") == first.base_year)
            & pl.col("place").is_in(names)
            & pl.col("place_to").is_in(names)
            & pl.col("industry").is_in(codes)
        )
        for row in rows.iter_rows(named=True):
            at = (
                names.index(row["place"]), names.index(row["place_to"]),
                codes.index(row["industry"]),
            )  # fmt: skip
            if row["value"] is None:
                raise _trade_error(row, "is unknown", "未知")
            value = convert(row["value"], row["unit"], MONEY)
            if abs(table[at] - value) > SAME * max(abs(value), 1.0):
                raise _trade_error(row, "differs between packages", "在各数据包中不一致")
            table[at] = value
    if np.isnan(table).all():
        return None
    return xr.DataArray(
        np.nan_to_num(table),
        coords={"place": names, "place_to": names, "product": codes},
        dims=("place", "place_to", "product"),
    )


def _trade_error(row: Mapping[str, object], en: str, zh: str) -> DataError:
    what = f"{row['place']} → {row['place_to']}, {row['industry']}, {row['year']}"
    return DataError(
        Message(f"The trade {what} {en}.", f"贸易 {what} {zh}。"),
        Message("Correct the tables trade.", "请更正 trade 表。"),
    )


def read_places(
    regions: Sequence[Region],
    inputs: Mapping[str, PlanInputs],
    *,
    whole: tuple[Region, PlanInputs] | None = None,
) -> tuple[PlaceSystem, tuple[Message, ...]]:
    """Put places together, and what the whole says about them all.

    Parameters
    ----------
    regions : sequence of Region
        Packages of the places.
    inputs : mapping of str to PlanInputs
        Their data by the code of the place.
    whole : tuple of (Region, PlanInputs), optional
        Package of what the places are part of: its caps are caps on all of them together, its
        funds may be spent in any of them, its targets are promises of all of them.

    Returns
    -------
    system : PlaceSystem
        Places, trade between them, what they share.
    notes : tuple of Message
        What of the whole could not be held against the places.

    Raises
    ------
    DataError
        If the tables contradict each other.
    LabelError
        If a place stands twice, or places do not fit each other.
    """
    codes = [region.code for region in regions]
    twice = [code for code in dict.fromkeys(codes) if codes.count(code) > 1]
    if twice:
        raise LabelError(
            Message(
                f"Several packages are of place {listing(twice)}.",
                f"多个数据包同属地区 {listing(twice)}。",
            ),
            Message("Give one package a place.", "每个地区只给一个数据包。"),
        )
    packages = [*regions, *([whole[0]] if whole else [])]
    trade = read_trade(packages, inputs)
    labels = {
        code: Message(region.name("en"), region.name("zh"))
        for code, region in zip(codes, regions, strict=True)
    }
    parts = [one.provenance("trade") for one in packages if trade is not None and one.has("trade")]
    basis = {"trade": Provenance.combine(parts)} if parts else {}
    system = PlaceSystem(dict(inputs), trade=trade, labels=labels, provenance=basis)
    if whole is None:
        return system, ()
    return with_whole(system, whole[1])


def read_parts(region: Region, inputs: PlanInputs) -> xr.DataArray:
    """Output of the districts of a region by industry, from the table ``production``.

    Parameters
    ----------
    region : Region
        The data package; ``places`` names the region as parent of its districts.
    inputs : PlanInputs
        Data of the whole region.

    Returns
    -------
    DataArray (place, industry), 1e8 CNY
        Output of the base year, of districts with figures; value added where no district has
        output, which says as much about shares of an industry. With provenance, cell by cell.

    Raises
    ------
    DataError
        If fewer than two districts have figures, or one of them lacks an industry.
    """
    children = region.table("places").filter(pl.col("parent") == region.code)["place"]
    rows = pl.DataFrame()
    for measure in ("output", "value_added"):
        if rows.is_empty() and region.has("production"):
            rows = region.table("production").filter(
                pl.col("place").is_in(children.to_list())
                & (pl.col("year") == region.base_year)
                & (pl.col("measure") == measure)
                & pl.col("industry").is_in(inputs.industries)
                & pl.col("value").is_not_null()
            )
    found = [] if rows.is_empty() else [c for c in children if c in set(rows["place"])]
    if len(found) < 2:
        raise DataError(
            Message(
                f"{region.name('en')} has figures of {len(found)} districts; a plan by district "
                f"needs their output by industry in {region.base_year}.",
                f"{region.name('zh')}仅有 {len(found)} 个区县的数据；"
                f"按区县规划需要 {region.base_year} 年分行业产出。",
            ),
            Message(
                "Add rows to production, or make a package for each district.",
                "请在 production 表中补充，或为各区县分别建立数据包。",
            ),
        )
    measure = str(rows["measure"][0])
    table = region.array(
        "production",
        unit=MONEY,
        year=region.base_year,
        measure=measure,
        labels={"place": found, "industry": inputs.industries},
    ).transpose("place", "industry")
    if bool(table.isnull().any()):
        place, industry = np.argwhere(np.isnan(table.values))[0]
        raise DataError(
            Message(
                f"Output of {inputs.industries[industry]} in {found[place]} is unknown.",
                f"{found[place]} 的 {inputs.industries[industry]} 产出未知。",
            ),
            Message("Fill it in; enter 0 where nothing is made.", "请补齐；无产出处填 0。"),
        )
    return table
