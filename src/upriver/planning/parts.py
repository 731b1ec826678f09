"""Parts of a plan's data: account, capacity, money, people, air, nature."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def own_product(industries: Sequence[str]) -> xr.DataArray:
    """Make matrix of industries that have a product of their own each, of the same code.

    Parameters
    ----------
    industries : sequence of str
        Codes.

    Returns
    -------
    DataArray (product, industry), ratio
        1 where the codes are the same, otherwise 0.
    """
    codes = list(industries)
    return xr.DataArray(
        np.eye(len(codes)), coords={"product": codes, "industry": codes}, dims=["product", "industry"]
    )


@dataclass(frozen=True, eq=False)
class Economy:
    """The region's own account in its base year, and the demand it meets.

    Industries make products; several may make the same one, and one may make several.

    Parameters
    ----------
    output : DataArray (industry), 1e8 CNY
        Output in the base year.
    make : DataArray (product, industry), ratio
        What one unit of output of an industry consists of. Where every industry has a product of
        its own, `own_product`.
    technology : DataArray (product, industry), ratio
        Input of each product, wherever it is from, for one unit of output.
    value_added : DataArray (industry), ratio
        Value added for one unit of output.
    local_demand : DataArray (product, year), 1e8 CNY
        Final demand inside the region, wherever the product is from.
    sales : DataArray (category, product), 1e8 CNY
        Base-year sales to other places, by market.
    sales_limit : DataArray (category, product, year), 1e8 CNY
        What those markets take, year by year, if the share in them stays.
    inflow_share : DataArray (product), ratio
        Share of the product used inside that comes from outside, base year.
    tradable : DataArray (product), bool
        Whether the product may win markets and replace inflows.
    employment, research : DataArray (industry), optional
        Persons (1e4) and research spending (1e8 CNY) for one 1e8 CNY of output.
    """

    output: xr.DataArray
    make: xr.DataArray
    technology: xr.DataArray
    value_added: xr.DataArray
    local_demand: xr.DataArray
    sales: xr.DataArray
    sales_limit: xr.DataArray
    inflow_share: xr.DataArray
    tradable: xr.DataArray
    employment: xr.DataArray | None = None
    research: xr.DataArray | None = None


@dataclass(frozen=True, eq=False)
class CapacityInputs:
    """How capacity is built and worn out.

    Parameters
    ----------
    capital_per_output : DataArray (industry), CNY/CNY
        Investment for one unit of output a year.
    depreciation : DataArray (industry), ratio
        Share worn out in a year.
    growth_limit : DataArray (industry), ratio
        Largest growth of capacity in a year without projects.
    """

    capital_per_output: xr.DataArray
    depreciation: xr.DataArray
    growth_limit: xr.DataArray


@dataclass(frozen=True, eq=False)
class MoneyInputs:
    """Money by source and year, and what it may pay for.

    Parameters
    ----------
    amount : DataArray (fund, year), 1e8 CNY
        What can be spent.
    cost : DataArray (fund), ratio
        Cost of the money a year.
    may_pay : DataArray (fund, use), bool
        Which source may pay for which use.
    """

    amount: xr.DataArray
    cost: xr.DataArray
    may_pay: xr.DataArray


@dataclass(frozen=True, eq=False)
class PeopleInputs:
    """People by occupation.

    Parameters
    ----------
    stock : DataArray (occupation), 1e4 persons
        People at the start of the plan.
    arrivals : DataArray (occupation, year), 1e4 persons
        Graduates and others who come without extra effort.
    attrition : DataArray (occupation, year), ratio
        Share that leaves in a year.
    recruit_limit : DataArray (occupation, year), 1e4 persons
        How many more can be recruited.
    recruit_cost : DataArray (occupation), 1e8 CNY/1e4 persons
        Cost of recruiting.
    need : DataArray (industry, occupation), 1e4 persons/1e8 CNY
        People for one unit of output in the base year.
    """

    stock: xr.DataArray
    arrivals: xr.DataArray
    attrition: xr.DataArray
    recruit_limit: xr.DataArray
    recruit_cost: xr.DataArray
    need: xr.DataArray


@dataclass(frozen=True, eq=False)
class AirInputs:
    """Air freight.

    Parameters
    ----------
    need : DataArray (product), 1e4 t/1e8 CNY
        Freight by air for one unit of trade with other places.
    running : float
        Freight that running services carry a year, 1e4 t.
    services : int
        Number of running services.
    """

    need: xr.DataArray
    running: float
    services: int


@dataclass(frozen=True, eq=False)
class NatureInputs:
    """Pressure on nature and its limits.

    Parameters
    ----------
    intensity : DataArray (stressor, industry), unit of the stressor over 1e8 CNY
        Pressure for one unit of output in the base year.
    caps : DataArray (stressor, year), unit of the stressor
        Limits; missing where there is none.
    hard : DataArray (stressor, year), bool
        Whether the limit must hold.
    units : mapping of str to str
        Unit of each stressor in these arrays.
    """

    intensity: xr.DataArray
    caps: xr.DataArray
    hard: xr.DataArray
    units: Mapping[str, str]
