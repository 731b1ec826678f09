"""What each aim of a lexicographic plan came to, what later ones cost it, and its own prices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from upriver.planning.stages import STAGE_UNITS, STAGES, VALUE
from upriver.planning.tables.limits import ROWS
from upriver.planning.tables.values import NOISE, named, number_columns, text_columns, to_table

if TYPE_CHECKING:
    from upriver.core.frames import Table
    from upriver.planning.planner import Solved

LIMIT_UNITS = {"money": "1e8 CNY", "talent": "1e4 persons", "air": "1e4 t", "capacity": "1e8 CNY"}


def stage_table(solved: Solved) -> Table:
    """Every aim in its order.

    Parameters
    ----------
    solved : Solved
        A plan.

    Returns
    -------
    Table
        Columns stage, name_en, name_zh, best (what the stage found), bound (proven), final (in
        the plan), given_up (what the later stages cost it), gap (relative, left by the search),
        stopped (whether time ran out), passed (own check), unit. Empty for a weighted objective.
    """
    rows = [
        {
            "stage": each.stage.name,
            "name_en": STAGES[each.stage.name].en,
            "name_zh": STAGES[each.stage.name].zh,
            "best": each.stage.read(each.solution.objective),
            "bound": each.stage.read(each.solution.bound),
            "final": each.stage.read(each.final),
            "given_up": each.given_up / each.stage.scale,
            "gap": each.solution.audit.gap,
            "stopped": each.solution.stopped,
            "passed": each.solution.audit.passed,
            "unit": STAGE_UNITS[each.stage.name],
        }
        for each in solved.solution.stages
    ]
    schema = text_columns("stage", "name_en", "name_zh")
    schema |= number_columns("best", "bound", "final", "given_up", "gap")
    schema |= dict.fromkeys(("stopped", "passed"), pl.Boolean) | {"unit": pl.String}
    return to_table(rows, schema, {"gap": "ratio"})


def stage_price_table(solved: Solved) -> Table:
    """What one more unit of a limit would do for each aim but value.

    Parameters
    ----------
    solved : Solved
        A plan.

    Returns
    -------
    Table
        Columns stage, kind, code, name_en, name_zh, year, price, unit: by how many per cent the
        stage would come closer for one more unit of the limit, the stages before it held. Prices
        of value stand in the table of prices.
    """
    rows: list[dict[str, Any]] = []
    natural = solved.inputs.nature.units if solved.inputs.nature else {}
    for each in solved.solution.stages:
        if each.stage.name == VALUE:
            continue
        for kind, (name, dim) in ROWS.items():
            price = each.solution.price(name)
            if price is None:
                continue
            table = price.transpose(*([dim] if dim else []), "year")
            codes = [str(code) for code in table.coords[dim].values] if dim else [""]
            values = (table.values if dim else table.values[None]) / each.stage.scale
            rows += [
                {
                    "stage": each.stage.name,
                    "kind": kind,
                    "code": code,
                    **named(solved.inputs, code),
                    "year": year,
                    "price": values[row, at],
                    "unit": f"{STAGE_UNITS[each.stage.name]} / "
                    f"{LIMIT_UNITS.get(kind) or natural[code]}",
                }
                for row, code in enumerate(codes)
                for at, year in enumerate(solved.inputs.years)
                if abs(values[row, at]) > NOISE
            ]
    schema = text_columns("stage", "kind", "code", "name_en", "name_zh")
    schema |= {"year": pl.Int64, "price": pl.Float64, "unit": pl.String}
    return to_table(rows, schema, {})
