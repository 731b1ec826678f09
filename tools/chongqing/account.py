"""The input-output account of Chongqing for 2023, from the national table and published totals."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import xarray as xr

from chongqing.raw_tables import SECTORS, Competitive, NonCompetitive, Numbers
from chongqing.sectors import members
from chongqing.structure import GDP, Structure
from upriver.inputoutput.balance import ras
from upriver.inputoutput.regionalise import flq, regional_coefficients, slq

DELTA = 0.1
# Assumed: nominal growth of the national economy from 2020 to 2023.
NATION_GROWTH = 1.244
# Assumed: final uses over GDP. The sum above 1 is a net inflow of 1.3 %.
HOUSEHOLD, GOVERNMENT, INVESTMENT, INVENTORIES = 0.345, 0.17, 0.49, 0.008
# Assumed: construction in fixed investment; the nation's 64 % would leave a quarter of the
# building done elsewhere.
CONSTRUCTION_IN_INVESTMENT = 0.75
# Derived: exports and imports of goods. 8,006.8 in 2025 after +12 %, of which 5,587.3 exports;
# 2023 is put a little below 2024.
EXPORTS_GOODS, IMPORTS_GOODS = 4800.0, 2350.0
# Assumed from the goods named by customs: vehicles, electronics, other machinery.
EXPORTS_VEHICLES, EXPORTS_ELECTRONICS, EXPORTS_MACHINERY = 560.0, 2900.0, 800.0
IMPORTS_ELECTRONICS = 1500.0
# Assumed: an inland province sells and buys fewer services abroad than the nation does.
SERVICES_ABROAD = 0.35
# Assumed: half of the outflow share of 2007 is the least that still leaves for other provinces.
LEAST_OUTFLOW = 0.5
# Assumed: at most half of the manufactured goods in final use are local; brands cross.
MOST_LOCAL_GOODS = 0.5
# Products that are used where they are made: their consumption follows local output.
STAYING = ("24", "25", "26", "28", "30", "33", "37", "38", "39", "40", "41", "42")
# Public services: the region consumes what it makes.
PUBLIC = ("37", "39", "40", "42")
# Products that are not bought outside while the region has them to sell.
UNIFORM = ("02", "03", "05", "27", *STAYING)
# Assumed: what still leaves the region of products that stay.
LEAST_OUTFLOW_STAYING = 0.02
USES = ("household", "government", "investment")
ORIGINS = ("local", "domestic", "foreign")


@dataclass(frozen=True)
class Account:
    """An input-output account by origin.

    Parameters
    ----------
    flows : dict of str to array (seller, buyer)
        By origin: local, domestic, foreign; 1e8 yuan.
    uses : dict of str to dict of str to array (seller)
        Final uses by origin and category; 1e8 yuan.
    inputs : dict of str to array (buyer)
        Components of value added; 1e8 yuan.
    output, value_added : array (42)
        1e8 yuan.
    """

    flows: dict[str, Numbers]
    uses: dict[str, dict[str, Numbers]]
    inputs: dict[str, Numbers]
    output: Numbers
    value_added: Numbers


def vector(values: Numbers) -> xr.DataArray:
    """Label 42 numbers.

    Parameters
    ----------
    values : array (42)
        Numbers in the order of the sectors.

    Returns
    -------
    DataArray (industry)
        The same numbers.
    """
    return xr.DataArray(values, {"industry": list(SECTORS)}, ("industry",))


def square(values: Numbers) -> xr.DataArray:
    """Label a 42 by 42 matrix.

    Parameters
    ----------
    values : array (42, 42)
        Rows sell, columns buy.

    Returns
    -------
    DataArray (industry, industry_to)
        The same numbers.
    """
    labels = list(SECTORS)
    return xr.DataArray(
        values, {"industry": labels, "industry_to": labels}, ("industry", "industry_to")
    )


def _intermediate(nation: NonCompetitive, structure: Structure) -> Numbers:
    """Intermediate use of all origins: national technique, balanced to the region's inputs."""
    technique = (nation.domestic + nation.imported) / nation.output
    start = technique * structure.output
    columns = structure.output - structure.value_added
    rows = start.sum(axis=1) * columns.sum() / start.sum()
    balanced = ras(square(start), vector(rows), vector(columns).rename(industry="industry_to"))
    return np.asarray(balanced.matrix.values)


def _final_uses(
    nation: NonCompetitive, structure: Structure, flows: Numbers, government_share: Numbers
) -> dict[str, Numbers]:
    """Final uses of all origins, national structure, totals set over GDP."""
    consumption = nation.domestic_uses["TC"] + nation.imported_uses["TC"]
    quotient = slq(vector(structure.output), vector(nation.output)).values
    consumption = consumption * np.where(np.isin(SECTORS, STAYING), quotient, 1.0)
    public = np.isin(SECTORS, PUBLIC)
    left = (1.0 - LEAST_OUTFLOW_STAYING) * structure.output - flows.sum(axis=1)
    out: dict[str, Numbers] = {}
    for name, total, share in (
        ("household", HOUSEHOLD * GDP, 1.0 - government_share),
        ("government", GOVERNMENT * GDP, government_share),
    ):
        fixed = np.where(public, np.maximum(left, 0.0) * share, 0.0)
        free = np.where(public, 0.0, consumption * share)
        out[name] = fixed + (total - fixed.sum()) * free / free.sum()
    investment = nation.domestic_uses["FU201"] + nation.imported_uses["FU201"]
    building = SECTORS.index("27")
    rest = investment.sum() - investment[building]
    shares = investment / rest * (1.0 - CONSTRUCTION_IN_INVESTMENT)
    shares[building] = CONSTRUCTION_IN_INVESTMENT
    out["investment"] = INVESTMENT * GDP * shares
    return out


def _exports(nation: NonCompetitive, structure: Structure) -> Numbers:
    """Exports by sector: named groups as published, the rest like the nation's."""
    prior = nation.domestic_uses["EX"] * structure.output / nation.output
    goods = members("agriculture", "mining", "manufacturing")
    machinery = np.isin(SECTORS, ("15", "16", "17", "19", "21"))
    vehicles, electronics = np.isin(SECTORS, ("18",)), np.isin(SECTORS, ("20",))
    other = goods & ~machinery & ~vehicles & ~electronics
    other_total = EXPORTS_GOODS - EXPORTS_VEHICLES - EXPORTS_ELECTRONICS - EXPORTS_MACHINERY
    out = np.where(goods, 0.0, prior * SERVICES_ABROAD)
    for where, total in (
        (vehicles, EXPORTS_VEHICLES),
        (electronics, EXPORTS_ELECTRONICS),
        (machinery, EXPORTS_MACHINERY),
        (other, other_total),
    ):
        out += total * np.where(where, prior, 0.0) / prior[where].sum()
    return out


def _foreign(
    nation: NonCompetitive, flows: Numbers, uses: dict[str, Numbers]
) -> tuple[Numbers, dict[str, Numbers]]:
    """What is bought abroad: national import shares, scaled to the region's imports."""
    total = nation.domestic + nation.imported
    share = np.divide(nation.imported, total, out=np.zeros_like(total), where=total > 0)
    start = flows * share
    start_uses: dict[str, Numbers] = {}
    for name, column in (("household", "TC"), ("government", "TC"), ("investment", "FU201")):
        both = nation.domestic_uses[column] + nation.imported_uses[column]
        part = np.divide(nation.imported_uses[column], both, out=np.zeros(42), where=both > 0)
        start_uses[name] = uses[name] * part
    row = start.sum(axis=1) + sum(start_uses.values())
    goods = members("agriculture", "mining", "manufacturing")
    electronics = np.isin(SECTORS, ("20",))
    factor = np.full(42, SERVICES_ABROAD)
    factor[electronics] = IMPORTS_ELECTRONICS / row[electronics].sum()
    factor[goods & ~electronics] = (IMPORTS_GOODS - IMPORTS_ELECTRONICS) / row[
        goods & ~electronics
    ].sum()
    scaled = np.minimum(start * factor[:, None], 0.95 * flows)
    scaled_uses = {
        name: np.minimum(values * factor, 0.95 * uses[name]) for name, values in start_uses.items()
    }
    return scaled, scaled_uses


def _inventories(nation: NonCompetitive) -> Numbers:
    """Stock changes of local products: national structure of products that can be stored."""
    values = np.maximum(nation.domestic_uses["FU202"], 0.0)
    return np.asarray(INVENTORIES * GDP * values / values.sum())


def _local(
    nation: NonCompetitive,
    structure: Structure,
    inside: Numbers,
    inside_uses: dict[str, Numbers],
) -> tuple[Numbers, dict[str, Numbers]]:
    """The part of domestic products that the region supplies itself: location quotients."""
    region, whole = vector(structure.output), vector(nation.output * NATION_GROWTH)
    quotients = flq(region, whole, delta=DELTA)
    flows = np.asarray(regional_coefficients(square(inside), quotients).values)
    size = structure.output.sum() / (nation.output.sum() * NATION_GROWTH)
    share = np.minimum(1.0, slq(region, whole).values * np.log2(1.0 + size) ** DELTA)
    share = np.where(members("manufacturing"), np.minimum(share, MOST_LOCAL_GOODS), share)
    return flows, {name: values * share for name, values in inside_uses.items()}


def _fit_to_output(local: list[Numbers], inside: list[Numbers], room: Numbers) -> list[Numbers]:
    """Cut local supply to what output allows; raise it for products that are not cross-hauled."""
    wanted = sum(values.reshape(42, -1).sum(axis=1) for values in local)
    most = sum(values.reshape(42, -1).sum(axis=1) for values in inside)
    cut = np.minimum(1.0, np.divide(room, wanted, out=np.ones(42), where=wanted > 0))
    missing = np.where(np.isin(SECTORS, UNIFORM), np.minimum(room, most) - wanted, 0.0)
    gap = most - wanted
    lift = np.divide(np.maximum(missing, 0.0), gap, out=np.zeros(42), where=gap > 0)
    out = []
    for part, whole in zip(local, inside, strict=True):
        shape = (42,) + (1,) * (part.ndim - 1)
        out.append(part * cut.reshape(shape) + (whole - part) * lift.reshape(shape))
    return out


def _room(region_2007: Competitive, output: Numbers, exports: Numbers) -> Numbers:
    """Output that may stay in the region: not exported, and not the least outflow."""
    old = np.divide(
        region_2007.columns["OUT_to_provinces"],
        region_2007.output,
        out=np.zeros(42),
        where=region_2007.output > 0,
    )
    least = LEAST_OUTFLOW * np.minimum(old, 0.6)
    least = np.where(np.isin(SECTORS, UNIFORM), LEAST_OUTFLOW_STAYING, least)
    return np.maximum(output * (1.0 - least) - exports, 0.0)


def derive(
    region_2007: Competitive,
    nation: NonCompetitive,
    structure: Structure,
    government_share: Numbers,
) -> Account:
    """Derive the account of 2023.

    Parameters
    ----------
    region_2007 : Competitive
        The survey table, in the sectors of 2020.
    nation : NonCompetitive
        The national table of 2020.
    structure : Structure
        Output and value added of the region.
    government_share : array (42)
        Share of government in final consumption by product.

    Returns
    -------
    Account
        Rows and columns balance to rounding.
    """
    output = structure.output
    flows = _intermediate(nation, structure)
    uses = _final_uses(nation, structure, flows, government_share)
    foreign, foreign_uses = _foreign(nation, flows, uses)
    inside = flows - foreign
    inside_uses = {name: uses[name] - foreign_uses[name] for name in USES}
    local, local_uses = _local(nation, structure, inside, inside_uses)
    exports = _exports(nation, structure)
    room = _room(region_2007, output, exports)
    stocks = np.minimum(_inventories(nation), np.minimum(0.05 * output, 0.5 * room))
    local, *fitted = _fit_to_output(
        [local, *(local_uses[name] for name in USES)],
        [inside, *(inside_uses[name] for name in USES)],
        room - stocks,
    )
    local_uses = dict(zip(USES, fitted, strict=True))
    outflow = output - local.sum(axis=1) - sum(local_uses.values()) - stocks - exports
    outflow = np.where(np.abs(outflow) < 1e-9, 0.0, outflow)
    none = np.zeros(42)
    local_all = local_uses | {"inventories": stocks, "exports": exports, "outflow": outflow}
    domestic_all = {name: inside_uses[name] - local_uses[name] for name in USES}
    rest = {"inventories": none, "exports": none, "outflow": none}
    components = ("VA001", "VA002", "VA003", "VA004")
    total = sum(nation.inputs[name] for name in components)
    inputs = {
        name: structure.value_added * nation.inputs[code] / total
        for name, code in zip(
            ("compensation", "net_taxes", "depreciation", "surplus"), components, strict=True
        )
    }
    return Account(
        {"local": local, "domestic": inside - local, "foreign": foreign},
        {"local": local_all, "domestic": domestic_all | rest, "foreign": foreign_uses | rest},
        inputs,
        output,
        structure.value_added,
    )
