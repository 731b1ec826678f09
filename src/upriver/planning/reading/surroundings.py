"""Air freight and nature: what trade and output need from outside the economy."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import xarray as xr

from upriver.core.message import Message
from upriver.core.units import convert
from upriver.planning.parts import AirInputs, NatureInputs
from upriver.planning.reading.economy import SMALLEST
from upriver.planning.reading.log import absent
from upriver.planning.reading.resources import parameters

if TYPE_CHECKING:
    from upriver.data.region import Region
    from upriver.planning.parts import Economy
    from upriver.planning.reading.log import ReadingLog

STEPS = (1.0, 1e4, 1e8)  # powers of ten by which a unit may be scaled
LARGE = 1e5


def read_air(
    region: Region, codes: list[str], *, economy: Economy, log: ReadingLog
) -> AirInputs | None:
    """Read what flies and what can fly.

    Parameters
    ----------
    region : Region
        The data package.
    codes : list of str
        Industries of the account.
    economy : Economy
        Account of the base year.
    log : ReadingLog
        Takes notes and provenance.

    Returns
    -------
    AirInputs or None
        None when services, air shares or value densities are unknown. Where the trade of the
        base year would need more freight than was carried, the need is brought down to it.
    """
    off = ("Air freight", "航空货运")
    if not region.has("air_services"):
        log.skip(*off, reason=absent("air_services"), tables=("air_services",))
        return None
    shares = region.table("industries").filter(pl.col("air_share").is_not_null())
    share = dict(zip(shares["industry"], shares["air_share"], strict=True))
    density = parameters(region, "value_density")
    flying = [code for code in codes if share.get(code, 0) > 0 and density.get(code, 0) > 0]
    running, services = _running_freight(region, log=log)
    if not flying or running <= 0:
        log.skip(
            *off,
            reason=Message(
                "No industry has both air_share and value_density, or no freight is known.",
                "没有行业同时给出 air_share 与 value_density，或货运能力未知。",
            ),
            tables=("industries", "industry_parameters", "air_services", "traffic"),
        )
        return None
    need = xr.DataArray(
        [share[code] / density[code] if code in flying else 0.0 for code in codes],
        coords={"product": codes},
        dims="product",
    )
    use = (economy.technology * economy.output).sum("industry")
    inside = use + economy.local_demand.isel(year=0, drop=True)
    trade = economy.sales.sum("category") + economy.inflow_share * inside
    carried = float((need * trade).sum())
    if carried > running:
        log.note(
            f"Trade of the base year would need {carried:.1f} x 1e4 t by air; {running:.1f} were "
            f"carried. The need is scaled by {running / carried:.2f}.",
            f"按基年贸易额测算需航空货运 {carried:.1f} 万吨，实际能力 {running:.1f} 万吨，"
            f"需求按 {running / carried:.2f} 折算。",
        )
        need = need * (running / carried)
    log.rest_on("air", region, "air_services", value="freight")
    return AirInputs(need, running, services)


def _running_freight(region: Region, *, log: ReadingLog) -> tuple[float, int]:
    """Freight carried a year (1e4 t) and the number of running services."""
    rows = region.table("air_services").filter(pl.col("state") == "running")
    listed = float(rows["freight"].fill_null(0.0).sum()) / 1e4
    carried = 0.0
    if region.has("traffic") and region.has("airports"):
        own = region.table("airports").filter(pl.col("place") == region.code)["airport"].to_list()
        flown = region.table("traffic").filter(
            pl.col("airport").is_in(own)
            & (pl.col("period") == str(region.base_year))
            & (pl.col("measure") == "cargo")
            & pl.col("value").is_not_null()
        )
        carried = sum(
            convert(row["value"], row["unit"], "1e4 t") for row in flown.iter_rows(named=True)
        )
    if carried > listed:
        log.note(
            f"Running services list {listed:.1f} x 1e4 t of freight a year; the airport carried "
            f"{carried:.1f}, which is taken.",
            f"在飞航线列出的年货运能力为 {listed:.1f} 万吨，"
            f"机场实际完成 {carried:.1f} 万吨，取后者。",
        )
    return max(listed, carried), rows.height


def read_nature(
    region: Region,
    codes: list[str],
    years: tuple[int, ...],
    *,
    economy: Economy,
    log: ReadingLog,
) -> NatureInputs | None:
    """Read what output presses on nature, and the limits.

    Parameters
    ----------
    region : Region
        The data package.
    codes : list of str
        Industries of the plan.
    years : tuple of int
        Years of the plan.
    economy : Economy
        Account of the base year.
    log : ReadingLog
        Takes notes and provenance.

    Returns
    -------
    NatureInputs or None
        None when ``pressures`` is absent. Units are scaled by powers of ten thousand
        so that the base-year total stays below 100,000.
    """
    if not region.has("pressures", "stressors"):
        log.skip("Nature", "生态环境", reason=absent("pressures"), tables=("pressures", "caps"))
        return None
    rows = region.table("pressures").filter(
        pl.col("industry").is_in(codes) & pl.col("value").is_not_null()
    )
    natural = dict(region.table("stressors").select("stressor", "unit").rows())
    basis = dict(region.table("stressors").select("stressor", "basis").drop_nulls().rows())
    kept = [code for code in natural if code in set(rows["stressor"])]
    intensity = np.zeros((len(kept), len(codes)))
    units: dict[str, str] = {}
    output = economy.output.values
    for at, stressor in enumerate(kept):
        mine = rows.filter(pl.col("stressor") == stressor)
        year = _nearest_year(mine["year"].to_list(), region.base_year)
        amounts = np.zeros(len(codes))
        for row in mine.filter(pl.col("year") == year).iter_rows(named=True):
            amounts[codes.index(row["industry"])] = convert(
                row["value"], row["unit"], natural[stressor]
            )
        if year != region.base_year:
            log.note(
                f"Pressures of {stressor} are of {year}, output is of {region.base_year}.",
                f"{stressor} 的压力数据为 {year} 年，产出为 {region.base_year} 年。",
            )
        factor = next((step for step in STEPS if amounts.sum() / step < LARGE), STEPS[-1])
        units[stressor] = _larger(natural[stressor], round(np.log10(factor)))
        intensity[at] = np.divide(
            amounts / factor, output, where=output > 0, out=np.zeros_like(output)
        )
        tiny = (intensity[at] > 0) & (intensity[at] < SMALLEST)
        if tiny.any():
            lost = float(intensity[at, tiny] @ output[tiny]) / float(intensity[at] @ output)
            log.note(
                f"Pressure of {stressor} below {SMALLEST:g} {units[stressor]} per 1e8 CNY is left "
                f"out for {int(tiny.sum())} industries: {lost:.2g} of the whole.",
                f"{int(tiny.sum())} 个行业每亿元产出的 {stressor} 压力小于 {SMALLEST:g} "
                f"{units[stressor]}，未计入，合计占 {lost:.2g}。",
            )
        intensity[at, intensity[at] < SMALLEST] = 0.0
    log.rest_on("pressures", region, "pressures", by="industry")
    caps, hard = _caps(region, kept, years, units, log=log)
    return NatureInputs(
        xr.DataArray(
            intensity,
            coords={"stressor": kept, "industry": codes},
            dims=["stressor", "industry"],
        ),
        caps,
        hard,
        units,
        basis={code: basis[code] for code in kept if code in basis},
    )


def _nearest_year(years: list[int], wanted: int) -> int:
    return min(set(years), key=lambda year: (abs(year - wanted), year))


def _larger(unit: str, power: int) -> str:
    """A unit times a power of ten: one number in front, not two."""
    if not power:
        return unit
    number, _, rest = unit.partition(" ")
    if rest and re.fullmatch(r"1e\d+", number):
        return f"1e{int(number[2:]) + power} {rest}"
    return f"1e{power} {unit}"


def _caps(
    region: Region,
    kept: list[str],
    years: tuple[int, ...],
    units: dict[str, str],
    *,
    log: ReadingLog,
) -> tuple[xr.DataArray, xr.DataArray]:
    coords = {"stressor": kept, "year": list(years)}
    caps = xr.DataArray(np.full((len(kept), len(years)), np.nan), coords, ["stressor", "year"])
    hard = xr.DataArray(np.zeros((len(kept), len(years)), dtype=bool), coords, ["stressor", "year"])
    if not region.has("caps"):
        log.skip("Limits on nature", "环境上限", reason=absent("caps"), tables=("caps",))
        return caps, hard
    rows = region.table("caps").filter(
        pl.col("stressor").is_in(kept)
        & pl.col("year").is_in(list(years))
        & pl.col("value").is_not_null()
    )
    for row in rows.iter_rows(named=True):
        at = {"stressor": row["stressor"], "year": row["year"]}
        caps.loc[at] = convert(row["value"], row["unit"], units[row["stressor"]])
        hard.loc[at] = bool(row["hard"])
    if not rows.is_empty():
        log.rest_on("caps", region, "caps")
    return caps, hard
