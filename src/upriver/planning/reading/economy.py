"""The region's own account: technology, value added, demand and trade."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import xarray as xr

from upriver.core.errors import DataError
from upriver.core.message import Message, listing
from upriver.planning.parts import Economy, own_product

if TYPE_CHECKING:
    from upriver.data.region import Region
    from upriver.planning.reading.log import ReadingLog
    from upriver.planning.settings import PlanSettings

MONEY = "1e8 CNY"
INSIDE = ("household", "government", "investment", "inventories", "error")
MARKETS = ("outflow", "exports")
# Tables of the account, and the column along which a part of the region has its share.
BLOCKS = {"flows": "industry_to", "final_uses": "category", "primary_inputs": "industry"}
STEADY = ("inventories", "error")
IMBALANCE = 0.01
SMALLEST = 1e-5  # smaller input coefficients only widen the range the solver must handle


def plan_industries(region: Region) -> list[str]:
    """Industries of the region's account.

    Parameters
    ----------
    region : Region
        The data package.

    Returns
    -------
    list of str
        Codes, in the order of the table ``industries``.
    """
    rows = region.table("flows").filter(pl.col("year") == region.base_year)
    used = set(rows["industry"]) | set(rows["industry_to"])
    return [code for code in region.table("industries")["industry"] if code in used]


def _require_account(region: Region) -> None:
    wanted = ("flows", "final_uses", "primary_inputs")
    absent = [
        name
        for name in wanted
        if not region.has(name)
        or region.table(name).filter(pl.col("year") == region.base_year).is_empty()
    ]
    if absent:
        raise DataError(
            Message(
                f"A plan needs the account of {region.base_year}; there is nothing for that year "
                f"in {listing(absent)}.",
                f"规划需要 {region.base_year} 年的投入产出账户；{listing(absent)} 中没有该年数据。",
            ),
            Message(
                "Add these tables, or change base_year in datapackage.json.",
                "请补充这些表，或修改 datapackage.json 中的 base_year。",
            ),
        )


def read_economy(
    region: Region, years: tuple[int, ...], *, settings: PlanSettings, log: ReadingLog
) -> Economy:
    """Read the account of the base year.

    Parameters
    ----------
    region : Region
        The data package.
    years : tuple of int
        Years of the plan.
    settings : PlanSettings
        Choices of the planner.
    log : ReadingLog
        Takes notes and provenance.

    Returns
    -------
    Economy
        Account and demand.

    Raises
    ------
    DataError
        If the account of the base year is absent or does not balance.
    """
    _require_account(region)
    codes, year = plan_industries(region), region.base_year
    order = {"industry": codes, "industry_to": codes}
    flows = region.array("flows", unit=MONEY, year=year, labels=order).fillna(0.0)
    finals = region.array("final_uses", unit=MONEY, year=year, labels={"industry": codes}).fillna(
        0.0
    )
    for block, by in BLOCKS.items():
        log.rest_on(block, region, block, by=by, year=year)
    inside = [name for name in INSIDE if name in finals.coords["category"].values]
    markets = [name for name in MARKETS if name in finals.coords["category"].values]
    separated = "local" in flows.coords["origin"].values
    used = flows.sum("origin").reset_coords(drop=True)
    demand = finals.sel(category=inside).sum("origin")
    local = "local" if separated else "total"
    sales = finals.sel(category=markets, origin=local, drop=True).transpose("category", "industry")
    use = used.sum("industry_to") + demand.sum("category")
    if separated:
        bought = flows.drop_sel(origin="local").sum(["origin", "industry_to"]) + finals.sel(
            category=inside
        ).drop_sel(origin="local").sum(["origin", "category"])
    else:
        incoming = [n for n in ("imports", "inflows") if n in finals.coords["category"].values]
        bought = abs(finals.sel(category=incoming)).sum(["origin", "category"])
    output = used.sum("industry_to") + demand.sum("category") + sales.sum("category") - bought
    value_added = _value_added(region, codes)
    _check_columns(used, value_added, output)
    technology = _technology(used, output, log=log)
    log.rest_on("technology", region, "flows", year=year)
    economy = Economy(
        output=output.transpose("industry"),
        make=own_product(codes),
        technology=technology,
        value_added=_kept(1.0 - technology.sum("product"), output),
        local_demand=of_product(
            _grown(region, demand, years, settings=settings, log=log).sum("category")
        ),
        sales=of_product(sales),
        sales_limit=of_product(_grown(region, sales, years, settings=settings, log=log)),
        inflow_share=of_product(_share(bought, use)),
        tradable=_tradable(region, codes),
        employment=_per_output(region, "employment", "1e4 persons", output, log=log),
        research=_per_output(region, "research", MONEY, output, log=log),
    )
    return _bare(economy)


def of_product(array: xr.DataArray) -> xr.DataArray:
    """The same figures, read as those of the product that an industry of the account makes.

    Parameters
    ----------
    array : DataArray (..., industry, ...)
        By industry of a square account.

    Returns
    -------
    DataArray (..., product, ...)
        The same numbers and labels.
    """
    return array.rename(industry="product")


def _bare(economy: Economy) -> Economy:
    """The same arrays without attributes, so that model building carries no baggage."""

    def clean(array: xr.DataArray | None) -> xr.DataArray | None:
        if array is None:
            return None
        return array.drop_attrs().drop_vars([c for c in array.coords if c not in array.dims])

    return Economy(**{name: clean(value) for name, value in vars(economy).items()})  # type: ignore[arg-type]


def _value_added(region: Region, codes: list[str]) -> xr.DataArray:
    rows = region.array(
        "primary_inputs", unit=MONEY, year=region.base_year, labels={"industry": codes}
    )
    categories = rows.coords["category"].values.tolist()
    parts = [name for name in categories if name != "value_added"]
    chosen = ["value_added"] if "value_added" in categories else parts
    return rows.sel(category=chosen).fillna(0.0).sum("category")


def _check_columns(used: xr.DataArray, value_added: xr.DataArray, output: xr.DataArray) -> None:
    columns = used.sum("industry").rename(industry_to="industry") + value_added
    gap = abs(columns - output) / output.where(output > 0)
    worst = float(gap.max())
    if worst > IMBALANCE:
        at = str(gap.idxmax().item())
        sold, paid = (float(each.sel(industry=at)) for each in (output, columns))
        raise DataError(
            Message(
                f"The account does not balance: industry {at!r} sells {sold:.1f} "
                f"and pays for {paid:.1f} (1e8 CNY).",
                f"账户不平衡：行业 {at!r} 的产出为 {sold:.1f} 亿元，投入合计为 {paid:.1f} 亿元。",
            ),
            Message(
                "Balance the table first (see upriver.inputoutput.gras).",
                "请先平衡该表（见 upriver.inputoutput.gras）。",
            ),
        )


def _technology(used: xr.DataArray, output: xr.DataArray, *, log: ReadingLog) -> xr.DataArray:
    """Input coefficients (product, industry); tiny ones go to the largest of their column."""
    sold = output.rename(industry="industry_to")
    table = (used / sold.where(sold > 0)).fillna(0.0).transpose("industry", "industry_to")
    data = table.values.copy()
    tiny = (data > 0) & (data < SMALLEST)
    lost = np.where(tiny, data, 0.0).sum(axis=0)
    if tiny.any():
        log.note(
            f"{int(tiny.sum())} input coefficients below {SMALLEST:g} are added to the largest "
            f"input of their industry; in no industry more than {lost.max():.2g} of output.",
            f"{int(tiny.sum())} 个小于 {SMALLEST:g} 的投入系数并入所在行业的最大投入，"
            f"每个行业不超过产出的 {lost.max():.2g}。",
        )
    data[tiny] = 0.0
    data[data.argmax(axis=0), np.arange(data.shape[1])] += lost
    return table.copy(data=data).rename(industry="product", industry_to="industry")


def _kept(share: xr.DataArray, output: xr.DataArray) -> xr.DataArray:
    return share.where(output > 0, 0.0)


def _share(bought: xr.DataArray, use: xr.DataArray) -> xr.DataArray:
    share = (bought / use.where(use > 0)).fillna(0.0).clip(0.0, 1.0)
    return share.where(share >= SMALLEST, 0.0)


def _grown(
    region: Region,
    base: xr.DataArray,
    years: tuple[int, ...],
    *,
    settings: PlanSettings,
    log: ReadingLog,
) -> xr.DataArray:
    """Demand of the base year, carried forward at the growth the tables give."""
    rate = xr.full_like(base, np.nan).drop_attrs()
    categories = base.coords["category"].values.tolist()
    if region.has("demand_growth"):
        rows = region.table("demand_growth").filter(
            pl.col("category").is_in(categories)
            & pl.col("industry").is_in(base.coords["industry"].values.tolist())
        )
        for row in rows.iter_rows(named=True):
            rate.loc[{"category": row["category"], "industry": row["industry"]}] = row["rate"]
        log.rest_on("demand_growth", region, "demand_growth")
    moving = [name for name in categories if name not in STEADY]
    open_cells = int((rate.sel(category=moving).isnull() & (base.sel(category=moving) != 0)).sum())
    if open_cells:
        log.note(
            f"Growth of final demand is unknown for {open_cells} cells of {listing(moving)}; "
            f"{settings.default_growth:.1%} a year is assumed.",
            f"{listing(moving)} 中有 {open_cells} 个单元的最终需求增速未知，"
            f"按每年 {settings.default_growth:.1%} 假定。",
        )
    rate = rate.fillna(settings.default_growth)
    for name in STEADY:
        if name in categories:
            rate.loc[{"category": name}] = 0.0
    elapsed = xr.DataArray(
        [year - region.base_year for year in years], coords={"year": list(years)}, dims="year"
    )
    return (base * (1 + rate) ** elapsed).transpose("category", "industry", "year")


def _tradable(region: Region, codes: list[str]) -> xr.DataArray:
    rows = region.table("industries")
    known = dict(zip(rows["industry"], rows["tradable"], strict=True))
    data = [known[code] is not False for code in codes]
    return xr.DataArray(data, coords={"product": codes}, dims="product")


def _per_output(
    region: Region, measure: str, unit: str, output: xr.DataArray, *, log: ReadingLog
) -> xr.DataArray | None:
    """Persons or research for one unit of output, where every industry is known."""
    if not region.has("production"):
        return None
    codes = output.coords["industry"].values.tolist()
    rows = region.table("production").filter(
        (pl.col("place") == region.code)
        & (pl.col("year") == region.base_year)
        & (pl.col("measure") == measure)
        & pl.col("industry").is_in(codes)
        & pl.col("value").is_not_null()
    )
    if rows["industry"].n_unique() < len(codes):
        return None
    amount = region.array(
        "production",
        unit=unit,
        place=region.code,
        year=region.base_year,
        measure=measure,
        labels={"industry": codes},
    )
    log.rest_on(
        measure, region, "production", by="industry",
        place=region.code, year=region.base_year, measure=measure,
    )  # fmt: skip
    return (amount / output.where(output > 0)).fillna(0.0)
