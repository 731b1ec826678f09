"""Capacity, money, people, air freight and nature: what limits the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import xarray as xr

from upriver.core.errors import UnitError
from upriver.core.message import Message
from upriver.core.units import convert
from upriver.planning.parts import CapacityInputs, MoneyInputs, PeopleInputs
from upriver.planning.reading.log import absent
from upriver.planning.records import USES

if TYPE_CHECKING:
    from upriver.data.region import Region
    from upriver.planning.reading.log import ReadingLog

UNITS = {
    "capital_per_output": "ratio",
    "depreciation": "ratio",
    "growth_limit": "ratio",
    "entry_cost": "1e8 CNY",
    "entry_scale": "1e8 CNY",
    "value_density": "1e4 CNY/t",
}


def parameters(region: Region, parameter: str) -> dict[str, float]:
    """One technical parameter by industry or node.

    Parameters
    ----------
    region : Region
        The data package.
    parameter : str
        A category of ``industry_parameters.parameter``.

    Returns
    -------
    dict of str to float
        Known values in the unit of the plan; empty when there are none.

    Raises
    ------
    UnitError
        If a unit does not fit the parameter.
    """
    if not region.has("industry_parameters"):
        return {}
    rows = region.table("industry_parameters").filter(
        (pl.col("parameter") == parameter) & pl.col("value").is_not_null()
    )
    wanted = UNITS[parameter]
    return {
        row["industry"]: _converted(row["value"], row["unit"], wanted)
        for row in rows.iter_rows(named=True)
    }


def _converted(value: float, unit: str, wanted: str) -> float:
    """Value in the wanted unit, which may be stated with or without "a year"."""
    try:
        return convert(value, unit, wanted)
    except UnitError:
        per_year = f"{wanted} a" if "/" in wanted else f"{wanted}/a"
        return convert(value, unit, per_year)


def read_capacity(region: Region, codes: list[str], *, log: ReadingLog) -> CapacityInputs | None:
    """Read how capacity is built and worn out.

    Parameters
    ----------
    region : Region
        The data package.
    codes : list of str
        Industries of the plan.
    log : ReadingLog
        Takes notes and provenance.

    Returns
    -------
    CapacityInputs or None
        None when a parameter is missing for every industry. An industry without a figure
        takes the median of the others, which is noted.
    """
    names = ("capital_per_output", "depreciation", "growth_limit")
    found = {name: parameters(region, name) for name in names}
    empty = [name for name in names if not set(found[name]) & set(codes)]
    if empty:
        log.skip(
            "Capacity and investment",
            "产能与投资",
            reason=Message(
                f"industry_parameters has no {', '.join(empty)}.",
                f"industry_parameters 中没有 {', '.join(empty)}。",
            ),
            tables=("industry_parameters",),
        )
        return None
    arrays = {}
    for name in names:
        known = found[name]
        middle = float(np.median([known[code] for code in codes if code in known]))
        missing = [code for code in codes if code not in known]
        if missing:
            log.note(
                f"{name} is unknown for {len(missing)} industries; the median {middle:g} is taken.",
                f"{len(missing)} 个行业的 {name} 未知，取中位数 {middle:g}。",
            )
        arrays[name] = xr.DataArray(
            [known.get(code, middle) for code in codes], coords={"industry": codes}, dims="industry"
        )
    log.rest_on("capacity", region, "industry_parameters", parameter=list(names))
    return CapacityInputs(**arrays)


def read_money(region: Region, years: tuple[int, ...], *, log: ReadingLog) -> MoneyInputs | None:
    """Read money by source and what it may pay for.

    Parameters
    ----------
    region : Region
        The data package.
    years : tuple of int
        Years of the plan.
    log : ReadingLog
        Takes notes and provenance.

    Returns
    -------
    MoneyInputs or None
        None when ``funds`` or ``fund_rules`` is absent: money is then priced, not limited. The
        cost and the term of a fund are those of its newest row.
        A year without a row takes the amount of the year before, which is noted.
    """
    absent_tables = [name for name in ("funds", "fund_rules") if not region.has(name)]
    if absent_tables:
        log.skip("Money", "资金", reason=absent(*absent_tables), tables=tuple(absent_tables))
        return None
    rows = region.table("funds")
    funds = rows["fund"].unique(maintain_order=True).to_list()
    amount = _carried_forward(
        region.array("funds", value="amount", unit="1e8 CNY"), funds, "fund", years, log, "funds"
    )
    newest = rows.sort("year").group_by("fund", maintain_order=True).last()
    price = dict(zip(newest["fund"], newest["cost"].fill_null(0.0), strict=True))
    term = dict(zip(newest["fund"], newest["term"], strict=True))
    rules = {(row["fund"], row["use"]): row["leverage"]
             for row in region.table("fund_rules").iter_rows(named=True)}  # fmt: skip
    log.rest_on("money", region, "funds", value="amount")

    def _by_fund(values: list[float] | list[bool]) -> xr.DataArray:
        return xr.DataArray(values, coords={"fund": funds}, dims="fund")

    def _by_use(values: list[list[float]] | list[list[bool]]) -> xr.DataArray:
        return xr.DataArray(values, {"fund": funds, "use": list(USES)}, ["fund", "use"])

    allowed = [[(fund, use) in rules for use in USES] for fund in funds]
    asked = [[_or_nan(rules.get((fund, use))) for use in USES] for fund in funds]
    owing = any(value is not None for value in term.values())
    return MoneyInputs(
        amount,
        _by_fund([price[fund] for fund in funds]),
        _by_use(allowed),
        term=_by_fund([_or_nan(term[fund]) for fund in funds]) if owing else None,
        may_repay=_by_fund(_repaying(funds, term, rules, log=log)) if owing else None,
        leverage=_by_use(asked) if not np.isnan(asked).all() else None,
    )


def _or_nan(value: float | None) -> float:
    return float("nan") if value is None else float(value)


def _repaying(
    funds: list[str],
    term: dict[str, int | None],
    rules: dict[tuple[str, str], float | None],
    *,
    log: ReadingLog,
) -> list[bool]:
    """Which funds may repay loans: those the rules name, or all that are no loans themselves."""
    named = [(fund, "repayment") in rules for fund in funds]
    if any(named):
        return named
    log.note(
        "fund_rules names no fund for repayment; loans are repaid by all funds that are not repaid "
        "themselves.",
        "fund_rules 未指明还款资金；由所有无须偿还的资金还本付息。",
    )
    return [term[fund] is None for fund in funds]


def _carried_forward(
    array: xr.DataArray,
    codes: list[str],
    dim: str,
    years: tuple[int, ...],
    log: ReadingLog,
    table: str,
) -> xr.DataArray:
    """Yearly figures on the years of the plan; a year without a row takes the one before."""
    known = sorted(int(year) for year in array.coords["year"].values)
    every = sorted({*known, *years})
    full = array.reindex({dim: codes, "year": every}).ffill("year").bfill("year")
    gaps = [year for year in years if year not in known]
    if gaps:
        log.note(
            f"{table} has no rows for {gaps}; the nearest known year is taken.",
            f"{table} 没有 {gaps} 的数据，取最近的已知年份。",
        )
    kept = full.sel(year=list(years)).transpose(dim, "year")
    return kept.fillna(0.0).drop_attrs()


def read_people(
    region: Region,
    codes: list[str],
    years: tuple[int, ...],
    *,
    output: xr.DataArray,
    log: ReadingLog,
) -> PeopleInputs | None:
    """Read people by occupation and what the industries need.

    Parameters
    ----------
    region : Region
        The data package.
    codes : list of str
        Industries of the plan.
    years : tuple of int
        Years of the plan.
    output : DataArray (industry), 1e8 CNY
        Output of the base year.
    log : ReadingLog
        Takes notes and provenance.

    Returns
    -------
    PeopleInputs or None
        None when ``talent`` or ``skill_needs`` is absent. Where the needs of the base year
        exceed the people who were there, the needs are brought down to them and this is noted.
    """
    missing = [name for name in ("talent", "skill_needs") if not region.has(name)]
    if missing:
        log.skip("Talent", "人才", reason=absent(*missing), tables=tuple(missing))
        return None
    rows = region.table("talent").filter(pl.col("place") == region.code)
    needs = region.table("skill_needs").filter(pl.col("industry").is_in(codes))
    jobs = [job for job in rows["occupation"].unique(maintain_order=True)
            if job in set(needs["occupation"])]  # fmt: skip
    if not jobs:
        log.skip(
            "Talent",
            "人才",
            reason=Message(
                "talent has no occupation of this place that skill_needs knows.",
                "talent 中没有本地区且 skill_needs 已知的职业。",
            ),
            tables=("talent", "skill_needs"),
        )
        return None

    def _yearly(column: str) -> xr.DataArray:
        if rows[column].is_null().all():
            return xr.DataArray(
                np.zeros((len(jobs), len(years))),
                coords={"occupation": jobs, "year": list(years)},
                dims=["occupation", "year"],
            )
        array = region.array("talent", value=column, place=region.code, labels={"occupation": jobs})
        return _carried_forward(array, jobs, "occupation", years, log, f"talent.{column}")

    need = (
        region.array("skill_needs", value="need", labels={"industry": codes, "occupation": jobs})
        .fillna(0.0)
        .transpose("industry", "occupation")
        .drop_attrs()
        / 1e4
    )
    stock = _yearly("stock").isel(year=0, drop=True) / 1e4
    need = _calibrated(region, need, stock, output=output, log=log)
    log.rest_on("people", region, "talent", value="stock", by="occupation", place=region.code)
    log.rest_on("skill_needs", region, "skill_needs", value="need")
    return PeopleInputs(
        stock=stock,
        arrivals=_yearly("inflow") / 1e4,
        attrition=_yearly("attrition"),
        recruit_limit=_yearly("recruit_limit") / 1e4,
        recruit_cost=_yearly("recruit_cost").isel(year=0, drop=True),
        need=need,
    )


def _calibrated(
    region: Region,
    need: xr.DataArray,
    stock: xr.DataArray,
    *,
    output: xr.DataArray,
    log: ReadingLog,
) -> xr.DataArray:
    wanted = (need * output).sum("industry")
    factor = (stock / wanted.where(wanted > 0)).fillna(1.0).clip(max=1.0)
    for job in [str(code) for code in factor.coords["occupation"].values]:
        share = float(factor.sel(occupation=job))
        if share < 1:
            log.note(
                f"Needs for {region.label(job, 'en')} exceed the base-year stock; they are "
                f"scaled by {share:.2f}.",
                f"基年“{region.label(job, 'zh')}”的需求超过存量，按 {share:.2f} 折算。",
            )
    return (need * factor).transpose("industry", "occupation")
