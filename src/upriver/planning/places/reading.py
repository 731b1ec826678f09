"""Several places from their data packages, and what they share from the package of the whole."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import xarray as xr

from upriver.core.errors import DataError, LabelError
from upriver.core.message import Message, listing
from upriver.core.units import convert
from upriver.planning.objective import base_value_added
from upriver.planning.places.system import PlaceSystem, SharedCap, SharedFund, WholeTarget

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
    system = PlaceSystem(dict(inputs), trade=trade, labels=labels)
    if whole is None:
        return system, ()
    return _with_whole(system, whole[1])


def _with_whole(system: PlaceSystem, whole: PlanInputs) -> tuple[PlaceSystem, tuple[Message, ...]]:
    notes = [_coverage(system, whole)]
    caps = _shared_caps(system, whole, notes)
    funds = _shared_funds(system, whole, notes)
    labels = {**whole.labels, **system.labels}
    labels |= {cap.cap: whole.label(cap.stressor) for cap in caps}
    targets = []
    for target in whole.targets:
        try:
            replace(system, targets=(WholeTarget(target),))
        except DataError:
            notes.append(_left_out(whole, target.target))
        else:
            targets.append(WholeTarget(target))
    done = replace(system, caps=caps, funds=funds, targets=tuple(targets), labels=labels)
    return done, tuple(notes)


def _shared_caps(
    system: PlaceSystem, whole: PlanInputs, notes: list[Message]
) -> tuple[SharedCap, ...]:
    """Caps of the whole; hard and soft years of one stressor are two caps."""
    caps: list[SharedCap] = []
    if whole.nature is None:
        return ()
    limits, binding = whole.nature.caps, whole.nature.hard
    for code in limits.indexes["stressor"].tolist():
        cap, hard = limits.sel(stressor=code), binding.sel(stressor=code)
        known = cap.notnull()
        if not bool(known.any()):
            continue
        if not _have_stressor(system, code, whole.nature.units[code]):
            notes.append(_left_out(whole, code))
            continue
        for must, name in ((True, code), (False, f"{code} (soft)")):
            chosen = cap.where(known & (hard == must)).dropna("year")
            if chosen.size:
                limit = dict(zip(chosen.indexes["year"].tolist(), chosen.values.tolist(),
                                 strict=True))  # fmt: skip
                caps.append(SharedCap(name, code, limit, hard=must))
    return tuple(caps)


def _shared_funds(
    system: PlaceSystem, whole: PlanInputs, notes: list[Message]
) -> tuple[SharedFund, ...]:
    money = whole.money
    if money is None:
        return ()
    if any(one.money is None for one in system.places.values()):
        notes.append(
            Message(
                "The funds of the whole are left out: some place has no funds, its money is not "
                "limited.",
                "未计入整体资金：有的地方没有资金表，其资金不受限制。",
            )
        )
        return ()
    years = money.amount.indexes["year"].tolist()
    uses = money.may_pay.indexes["use"]
    return tuple(
        SharedFund(
            code,
            dict(zip(years, money.amount.sel(fund=code).values.tolist(), strict=True)),
            tuple(uses[money.may_pay.sel(fund=code).values]),
            float(money.cost.sel(fund=code)),
        )
        for code in money.amount.indexes["fund"].tolist()
    )


def _have_stressor(system: PlaceSystem, code: str, unit: str) -> bool:
    return all(
        one.nature is not None
        and code in one.nature.intensity.indexes["stressor"]
        and one.nature.units[code] == unit
        for one in system.places.values()
    )


def _left_out(whole: PlanInputs, code: str) -> Message:
    label = whole.label(code)
    return Message(
        f"{label.en} of the whole is left out: some place has no figures for it.",
        f"未计入整体的“{label.zh}”：有的地方没有相应数据。",
    )


def _coverage(system: PlaceSystem, whole: PlanInputs) -> Message:
    part = sum(base_value_added(one) for one in system.places.values())
    share = part / base_value_added(whole)
    return Message(
        f"The places make {share:.1%} of the value added of {whole.label(whole.region).en} in "
        f"{whole.base_year}; its caps, funds and targets are held against the places alone.",
        f"{whole.base_year} 年各地合计占{whole.label(whole.region).zh}增加值的 {share:.1%}；"
        "其上限、资金与目标仅与这些地方对照。",
    )
