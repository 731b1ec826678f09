"""Money of the whole in the hands of its places: gifts, loans, and money that must be matched."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

from upriver.planning.places.system import SharedFund

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from upriver.planning.parts import MoneyInputs


def without_funds(money: MoneyInputs) -> MoneyInputs:
    """The same uses and years, and no fund.

    Parameters
    ----------
    money : MoneyInputs
        Money of the whole.

    Returns
    -------
    MoneyInputs
        Of a place that is given everything.
    """
    parts = {each.name: getattr(money, each.name) for each in fields(money)}
    none = slice(0, 0)
    return replace(
        money, **{name: part.isel(fund=none) for name, part in parts.items() if part is not None}
    )


def lent_funds(money: MoneyInputs) -> tuple[SharedFund, ...]:
    """The funds of the whole as what it shares out.

    Parameters
    ----------
    money : MoneyInputs
        Money of the whole.

    Returns
    -------
    tuple of SharedFund
        With their terms and what must be matched. Where none of them is a loan, any may pay
        for what a place owes.
    """
    years = money.amount.indexes["year"].tolist()
    uses = money.may_pay.indexes["use"].tolist()
    found = []
    for code in money.amount.indexes["fund"].tolist():
        asked = [np.nan] * len(uses)
        if money.leverage is not None:
            asked = money.leverage.sel(fund=code, use=uses).values.tolist()
        term = np.nan if money.term is None else float(money.term.sel(fund=code))
        found.append(
            SharedFund(
                code,
                dict(zip(years, money.amount.sel(fund=code).values.tolist(), strict=True)),
                tuple(use for use in uses if bool(money.may_pay.sel(fund=code, use=use))),
                float(money.cost.sel(fund=code)),
                term=None if np.isnan(term) else round(term),
                repays=money.may_repay is None or bool(money.may_repay.sel(fund=code)),
                leverage={
                    use: each for use, each in zip(uses, asked, strict=True) if not np.isnan(each)
                },
            )
        )
    return tuple(found)


def with_lent(
    money: MoneyInputs, funds: Sequence[SharedFund], *, part: Mapping[str, float]
) -> MoneyInputs:
    """Money of a place with the funds that may give to it.

    Parameters
    ----------
    money : MoneyInputs
        Of the place.
    funds : sequence of SharedFund
        What may give to it.
    part : mapping of str to float
        Part of each fund that is the place's own; nothing of those that are left out.

    Returns
    -------
    MoneyInputs
        Its own funds first.
    """
    own = money.amount.indexes["fund"].tolist()
    codes = [fund.fund for fund in funds]
    uses, years = (money.may_pay.indexes["use"].tolist(), money.amount.indexes["year"].tolist())
    amount = [[part.get(fund.fund, 0.0) * fund.amount.get(year, 0.0) for year in years]
              for fund in funds]  # fmt: skip
    owing = money.term is not None or any(fund.term is not None for fund in funds)
    matched = money.leverage is not None or any(fund.leverage for fund in funds)
    term, repay, asked = money.term, money.may_repay, money.leverage
    if owing and (term is None or repay is None):
        term = _over(np.full(len(own), np.nan), fund=own)
        repay = _over(np.ones(len(own), dtype=bool), fund=own)
    if matched and asked is None:
        asked = _over(np.full((len(own), len(uses)), np.nan), fund=own, use=uses)
    return replace(
        money,
        amount=_and(money.amount, amount, fund=codes, year=years),
        cost=_and(money.cost, [fund.cost for fund in funds], fund=codes),
        may_pay=_and(money.may_pay, [[use in fund.uses for use in uses] for fund in funds],
                     fund=codes, use=uses),
        term=_and(term, [fund.term or np.nan for fund in funds], fund=codes) if owing else None,
        may_repay=_and(repay, [fund.repays for fund in funds], fund=codes) if owing else None,
        leverage=_and(asked, [[fund.leverage.get(use, np.nan) for use in uses] for fund in funds],
                      fund=codes, use=uses) if matched else None,
    )  # fmt: skip


def _over(values: object, **coords: list[str]) -> xr.DataArray:
    return xr.DataArray(values, coords=coords, dims=list(coords))


def _and(own: xr.DataArray | None, more: object, **coords: list[str]) -> xr.DataArray:
    assert own is not None
    return xr.concat([own, _over(more, **coords)], "fund")
