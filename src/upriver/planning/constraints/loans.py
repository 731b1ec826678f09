"""Borrowed money is repaid: in equal parts over the term, with interest on what is still owed.

``debt(k, t) = debt(k, t-1) + drawn(k, t) - due(k, t)`` ·
``due(k, t) = sum over s = 1..term of drawn(k, t-s) / term`` ·
``sum over funds of repayment(f, t) = sum over loans of due(k, t) + cost(k) · debt(k, t-1)``
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

if TYPE_CHECKING:
    from upriver.planning.forms import Form
    from upriver.planning.inputs import PlanInputs
    from upriver.planning.parts import MoneyInputs
    from upriver.planning.program import Program
    from upriver.planning.settings import PlanSettings
    from upriver.planning.variables import Variables


def loans(money: MoneyInputs) -> xr.DataArray:
    """Terms of the funds that are repaid.

    Parameters
    ----------
    money : MoneyInputs
        Money of the plan.

    Returns
    -------
    DataArray (loan), years
        Empty when nothing is repaid.
    """
    if money.term is None:
        return xr.DataArray(np.zeros(0), coords={"loan": np.zeros(0, dtype=object)}, dims="loan")
    kept = money.term[np.flatnonzero(money.term.notnull().values)]
    return kept.rename(fund="loan").drop_attrs()


def paid_out(variables: Variables) -> Form:
    """What every fund pays: uses of money and repayments.

    Parameters
    ----------
    variables : Variables
        Decisions of the plan; its money part must be on.

    Returns
    -------
    Form (fund, year), 1e8 CNY
        For a loan this is what is drawn.
    """
    assert variables.money is not None
    used = variables.money.sum("use")
    if variables.repayment is None:
        return used
    return used + variables.repayment


def due_after(term: int, *, cost: float, steps: int) -> tuple[list[float], list[float]]:
    """Principal and interest of one yuan drawn, in each year after it.

    Parameters
    ----------
    term : int
        Years over which it is repaid in equal parts.
    cost : float
        Interest a year on what is still owed.
    steps : int
        Number of years to look ahead.

    Returns
    -------
    tuple of list of float
        Principal and interest; zero after the term.

    Examples
    --------
    >>> due_after(2, cost=0.1, steps=3)
    ([0.5, 0.5, 0.0], [0.1, 0.05, 0.0])
    """
    years = range(steps)
    return (
        [1.0 / term if year < term else 0.0 for year in years],
        [cost * (1.0 - year / term) if year < term else 0.0 for year in years],
    )


def add_loans(model: Program, inputs: PlanInputs, *, variables: Variables) -> None:
    """Add what is owed and what must be paid back.

    Parameters
    ----------
    model : Program
        The model being built.
    inputs : PlanInputs
        Data of the plan.
    variables : Variables
        Decisions of the plan.

    Notes
    -----
    What falls due after the last year is in the objective, not in the rows: see
    `price_of_drawing`.
    """
    if inputs.money is None or variables.debt is None or variables.repayment is None:
        return
    terms = loans(inputs.money)
    codes = [str(code) for code in terms.coords["loan"].values]
    drawn = paid_out(variables).sel(fund=codes).rename(fund="loan")
    due = (drawn.rename(year="year_to") * _parts(terms, inputs.years)).sum("year_to")
    owed = variables.debt.shift(year=1).fillna(0)
    model.add_constraints(variables.debt - owed - drawn + due == 0, name="loan_debt")
    cost = inputs.money.cost.sel(fund=codes).rename(fund="loan")
    model.add_constraints(
        variables.repayment.sum("fund") - (due + owed * cost).sum("loan") == 0,
        name="loan_repayment",
    )


def _parts(terms: xr.DataArray, years: tuple[int, ...]) -> xr.DataArray:
    """Share of what was drawn in one year that is due in another."""
    at = np.arange(len(years))
    past = at[:, None] - at[None, :]
    data = [np.where((past >= 1) & (past <= term), 1.0 / term, 0.0) for term in terms.values]
    return xr.DataArray(
        np.array(data),
        coords={"loan": terms.coords["loan"], "year": list(years), "year_to": list(years)},
        dims=["loan", "year", "year_to"],
    )


def price_of_drawing(inputs: PlanInputs, *, settings: PlanSettings) -> xr.DataArray:
    """What one yuan drawn from each loan in each year costs, less what it saves at once.

    Parameters
    ----------
    inputs : PlanInputs
        Data of the plan; its money part must be on.
    settings : PlanSettings
        Choices of the planner.

    Returns
    -------
    DataArray (loan, year), ratio
        Present value of all repayments, those after the last year too, less the yuan of own
        money that is not spent now; times the price of money.
    """
    assert inputs.money is not None
    terms = loans(inputs.money)
    count, rate = len(inputs.years), 1 + settings.discount_rate
    data = np.zeros((terms.size, count))
    for row, code in enumerate(terms.coords["loan"].values):
        term = int(terms.values[row])
        cost = float(inputs.money.cost.sel(fund=code))
        parts = np.add(*due_after(term, cost=cost, steps=term))
        later = float(parts @ rate ** -np.arange(1.0, term + 1))
        data[row] = settings.money_price * (later - 1.0) * rate ** -np.arange(1.0, count + 1)
    return xr.DataArray(
        data, coords={"loan": terms.coords["loan"], "year": list(inputs.years)},
        dims=["loan", "year"],
    )  # fmt: skip
