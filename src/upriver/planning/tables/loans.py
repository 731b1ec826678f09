"""What was borrowed and when it is paid back, beyond the last year of the plan too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from upriver.planning.constraints.loans import due_after, loans
from upriver.planning.tables.values import (
    NOISE,
    Values,
    named,
    number_columns,
    text_columns,
    to_table,
)

if TYPE_CHECKING:
    from upriver.core.frames import Table
    from upriver.planning.planner import Solved

MONEY = "1e8 CNY"


def loan_table(solved: Solved) -> Table:
    """Loans by fund and year, until all is paid back.

    Parameters
    ----------
    solved : Solved
        A plan.

    Returns
    -------
    Table
        Columns fund, name_en, name_zh, year, after_plan (whether the year lies after the last
        one), drawn, principal and interest (that fall due in the year), debt (at its end). No
        rows for funds without a term.
    """
    inputs, plan = solved.inputs, Values(solved.inputs, solved.solution)
    rows: list[dict[str, Any]] = []
    money = plan.get("money", "fund", "use", "year")
    repaid = plan.get("repayment", "fund", "year")
    if inputs.money is not None and money is not None and repaid is not None:
        funds = [str(code) for code in inputs.money.amount.coords["fund"].values]
        terms = loans(inputs.money)
        for code, term in zip(terms.coords["loan"].values.tolist(), terms.values, strict=True):
            at = funds.index(code)
            drawn = money[at].sum(axis=0) + repaid[at]
            cost = float(inputs.money.cost.sel(fund=code))
            rows += _rows(solved, code, int(term), cost=cost, drawn=drawn)
    schema = text_columns("fund", "name_en", "name_zh")
    schema |= {"year": pl.Int64, "after_plan": pl.Boolean}
    numbers = ("drawn", "principal", "interest", "debt")
    schema |= number_columns(*numbers)
    return to_table(rows, schema, dict.fromkeys(numbers, MONEY))


def _rows(
    solved: Solved, code: str, term: int, *, cost: float, drawn: np.ndarray[Any, Any]
) -> list[dict[str, Any]]:
    first, count = solved.inputs.years[0], len(drawn)
    principal, interest = np.zeros(count + term), np.zeros(count + term)
    for at, amount in enumerate(drawn):
        parts = due_after(term, cost=cost, steps=term)
        principal[at + 1 : at + 1 + term] += amount * np.array(parts[0])
        interest[at + 1 : at + 1 + term] += amount * np.array(parts[1])
    debt = np.concatenate([drawn, np.zeros(term)]).cumsum() - principal.cumsum()
    last = count + int(np.flatnonzero(principal[count:] > NOISE).max(initial=-1)) + 1
    return [
        {
            "fund": code,
            **named(solved.inputs, code),
            "year": first + at,
            "after_plan": at >= count,
            "drawn": float(drawn[at]) if at < count else 0.0,
            "principal": principal[at],
            "interest": interest[at],
            "debt": max(0.0, debt[at]) if abs(debt[at]) > NOISE else 0.0,
        }
        for at in range(last)
    ]
