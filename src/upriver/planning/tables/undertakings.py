"""What to enter and what to fund."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from upriver.planning.constraints.projects import project_spending
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
EFFECT_UNITS = {"capacity": "1e8 CNY", "route": "1e4 t"}


def _first(
    done: np.ndarray[tuple[int, ...], np.dtype[np.float64]], years: tuple[int, ...]
) -> int | None:
    at = np.flatnonzero(done > 0.5)
    return years[int(at[0])] if len(at) else None


def enter_table(solved: Solved) -> Table:
    """What to enter: every candidate node.

    Parameters
    ----------
    solved : Solved
        A plan.

    Returns
    -------
    Table
        Columns candidate, node, name_en, name_zh, industry, industry_name_en,
        industry_name_zh, chain, is_project, opened, year, share (of the decision, below one
        only when decisions may be partial), relatedness (at the start), relatedness_at_entry,
        barrier (cost of learning the trade after what relatedness saves, recomputed from the
        decisions), investment, scale (output at full scale), need (share of its chain's cost
        that the node stands for).
    """
    inputs, plan = solved.inputs, Values(solved.inputs, solved.solution)
    opened = plan.get("opened", "candidate", "year")
    codes = [item.candidate for item in inputs.candidates]
    rows: list[dict[str, Any]] = []
    for row, item in enumerate(inputs.candidates):
        assert opened is not None
        path = opened[row]
        before = np.array(
            [
                item.relatedness
                + sum(
                    share * (opened[codes.index(code), at - 1] if at else 0.0)
                    for code, share in item.neighbours.items()
                )
                for at in range(len(inputs.years))
            ]
        )
        step = np.diff(path, prepend=0.0)
        saved = solved.settings.relatedness_discount * before
        cost = item.barrier * float(
            np.where(step > NOISE, np.maximum(step - saved, 0.0), 0.0).sum()
        )
        year = _first(path, inputs.years)
        at_entry = before[inputs.years.index(year)] if year is not None else None
        rows.append(
            {
                "candidate": item.candidate,
                "node": item.node,
                **named(inputs, item.node),
                "industry": item.industry,
                **named(inputs, item.industry, "industry_"),
                "chain": item.chain,
                "is_project": item.is_project,
                "opened": year is not None,
                "year": year,
                "share": path[-1],
                "relatedness": item.relatedness,
                "relatedness_at_entry": at_entry,
                "barrier": cost,
                "investment": item.capital * path[-1],
                "scale": item.scale,
                "need": item.need,
            }
        )
    text = (
        "candidate", "node", "name_en", "name_zh", "industry", "industry_name_en",
        "industry_name_zh", "chain",
    )  # fmt: skip
    ratios = ("share", "relatedness", "relatedness_at_entry", "need")
    amounts = ("barrier", "investment", "scale")
    schema = text_columns(*text)
    schema |= {"is_project": pl.Boolean, "opened": pl.Boolean, "year": pl.Int64}
    schema |= number_columns(*ratios, *amounts)
    units = dict.fromkeys(ratios, "ratio") | dict.fromkeys(amounts, MONEY)
    return to_table(rows, schema, units)


def project_table(solved: Solved) -> Table:
    """Every project: whether and when it starts.

    Parameters
    ----------
    solved : Solved
        A plan.

    Returns
    -------
    Table
        Columns project, name_en, name_zh, kind, place, industry, started, year, finished
        (year of the first effect), share, cost, spent (within the plan, running costs
        included), running_cost, effect, effect_unit.
    """
    inputs, plan = solved.inputs, Values(solved.inputs, solved.solution)
    started = plan.started()
    spent = _spent(solved)
    stressors = inputs.nature.units if inputs.nature else {}
    rows: list[dict[str, Any]] = []
    for row, item in enumerate(inputs.projects):
        year = _first(started[row], inputs.years)
        rows.append(
            {
                "project": item.project,
                **named(inputs, item.project),
                "kind": item.kind,
                "place": item.place,
                "industry": item.industry,
                "started": year is not None,
                "year": year,
                "finished": None if year is None else year + item.lead_time,
                "share": started[row, -1],
                "cost": item.cost,
                "spent": spent[row].sum(),
                "running_cost": item.running_cost,
                "effect": item.effect,
                "effect_unit": EFFECT_UNITS.get(item.kind, stressors.get(item.stressor, "")),
            }
        )
    schema = text_columns("project", "name_en", "name_zh", "kind", "place", "industry")
    schema |= {"started": pl.Boolean, "year": pl.Int64, "finished": pl.Int64}
    schema |= number_columns("share", "cost", "spent", "running_cost", "effect")
    schema |= {"effect_unit": pl.String}
    units = dict.fromkeys(("cost", "spent", "running_cost"), MONEY) | {"share": "ratio"}
    return to_table(rows, schema, units)


def _spent(solved: Solved) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Spending on each project in each year."""
    inputs = solved.inputs
    started = Values(inputs, solved.solution).started()
    if not inputs.projects:
        return started
    cost = project_spending(inputs).transpose("project", "year", "year_to").values
    spent: np.ndarray[tuple[int, ...], np.dtype[np.float64]]
    spent = np.einsum("pyt,pt->py", cost, started)
    return spent


def fund_table(solved: Solved) -> Table:
    """What to fund: every project and year with spending.

    Parameters
    ----------
    solved : Solved
        A plan.

    Returns
    -------
    Table
        Columns project, name_en, name_zh, kind, place, year, spending.
    """
    inputs, spent = solved.inputs, _spent(solved)
    rows = [
        {
            "project": item.project,
            **named(inputs, item.project),
            "kind": item.kind,
            "place": item.place,
            "year": year,
            "spending": spent[row, at],
        }
        for row, item in enumerate(inputs.projects)
        for at, year in enumerate(inputs.years)
        if spent[row, at] > NOISE
    ]
    schema = text_columns("project", "name_en", "name_zh", "kind", "place")
    schema |= {"year": pl.Int64, "spending": pl.Float64}
    return to_table(rows, schema, {"spending": MONEY})
