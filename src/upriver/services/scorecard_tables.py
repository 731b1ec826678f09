"""The scorecard, its contradictions and its statements as flat tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from upriver.core.frames import Table
from upriver.targets import (
    EVIDENCE_NAMES,
    MISSING_NAMES,
    RULES,
    STATE_NAMES,
    VALIDITY_NAMES,
    Contradiction,
    Window,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from upriver.core.message import Message
    from upriver.services.track import ScoreRow

_COLUMNS: dict[str, type[pl.DataType]] = {
    "target": pl.String, "indicator": pl.String, "name_en": pl.String, "name_zh": pl.String,
    "place": pl.String, "place_name_en": pl.String, "place_name_zh": pl.String,
    "comparator": pl.String, "value": pl.Float64, "unit": pl.String, "growth_kind": pl.String,
    "base_period": pl.String, "base_value": pl.Float64, "deadline": pl.String, "hard": pl.Boolean,
    "cadence": pl.String, "owner": pl.String, "parent": pl.String,
    "goal": pl.Float64, "goal_unit": pl.String,
    "observed": pl.Float64, "observed_comparator": pl.String, "observed_unit": pl.String,
    "period": pl.String, "age_days": pl.Int64, "stale": pl.Boolean,
    "source": pl.String, "status": pl.String,
    "gap": pl.Float64, "required_pace": pl.Float64, "pace_so_far": pl.Float64,
    "pace_unit": pl.String, "recovering": pl.Boolean,
    "forecast": pl.Float64, "forecast_lower": pl.Float64, "forecast_upper": pl.Float64,
    "forecast_unit": pl.String, "forecast_coverage": pl.Float64,
    "chance": pl.Float64, "chance_bound": pl.String,
    "evidence": pl.String, "evidence_en": pl.String, "evidence_zh": pl.String,
    "missing": pl.String, "missing_en": pl.String, "missing_zh": pl.String,
    "needs_en": pl.String, "needs_zh": pl.String,
    "state": pl.String, "state_en": pl.String, "state_zh": pl.String,
    "reason_en": pl.String, "reason_zh": pl.String,
}  # fmt: skip


def score_table(rows: Sequence[ScoreRow]) -> Table:
    """One row a target.

    Parameters
    ----------
    rows : sequence of ScoreRow
        The scorecard.

    Returns
    -------
    Table
        What was promised, now, pace, needed, gap, forecast, probability, evidence, age, state.
    """
    flat = [_flat(row) for row in rows]
    return Table(pl.DataFrame(flat, schema=dict(_COLUMNS), orient="row"), {})


def _flat(row: ScoreRow) -> dict[str, Any]:
    judged, promise = row.assessment, row.promise
    newest, pace, outlook = judged.newest, judged.required or judged.so_far, judged.outlook
    unit = None if pace is None else ("ratio/a" if pace.proportional else f"{judged.goal.unit}/a")
    ahead_unit = judged.goal.unit if judged.goal.value is not None else "ratio/a"
    return {
        "target": row.target,
        "indicator": row.indicator,
        **_both("name", row.name),
        "place": row.place,
        **_both("place_name", row.place_name),
        "comparator": promise.comparator,
        "value": promise.value,
        "unit": promise.unit,
        "growth_kind": promise.growth_kind,
        "base_period": promise.base_period.text if promise.base_period else None,
        "base_value": promise.base_value,
        "deadline": promise.deadline.text if promise.deadline else None,
        "hard": row.hard,
        "cadence": row.cadence,
        "owner": row.owner,
        "parent": row.parent or None,
        "goal": judged.goal.value,
        "goal_unit": judged.goal.unit,
        "observed": newest.value if newest else None,
        "observed_comparator": newest.comparator if newest else None,
        "observed_unit": newest.unit if newest else None,
        "period": newest.period.text if newest else None,
        "age_days": row.age_days,
        "stale": row.stale,
        "source": newest.source if newest else None,
        "status": newest.status if newest else None,
        "gap": row.gap,
        "required_pace": judged.required.value if judged.required else None,
        "pace_so_far": judged.so_far.value if judged.so_far else None,
        "pace_unit": unit,
        "recovering": judged.recovering,
        "forecast": outlook.center if outlook else None,
        "forecast_lower": outlook.lower if outlook else None,
        "forecast_upper": outlook.upper if outlook else None,
        "forecast_unit": ahead_unit if outlook else None,
        "forecast_coverage": outlook.coverage if outlook else None,
        "chance": outlook.chance if outlook else None,
        "chance_bound": outlook.bound if outlook else None,
        "evidence": row.evidence,
        **_both("evidence", EVIDENCE_NAMES[row.evidence]),
        "missing": judged.missing or None,
        **_both("missing", MISSING_NAMES[judged.missing]),
        "needs_en": row.needs.en if row.needs else None,
        "needs_zh": row.needs.zh if row.needs else None,
        "state": judged.state,
        **_both("state", STATE_NAMES[judged.state]),
        **_both("reason", judged.reason),
    }


def _both(name: str, text: Message) -> dict[str, str]:
    return {f"{name}_en": text.en, f"{name}_zh": text.zh}


_FOUND: dict[str, type[pl.DataType]] = {
    "rule": pl.String, "severity": pl.String, "left": pl.String, "right": pl.String,
    "left_value": pl.Float64, "right_value": pl.Float64, "unit": pl.String,
    "rule_en": pl.String, "rule_zh": pl.String, "problem_en": pl.String, "problem_zh": pl.String,
    "remedy_en": pl.String, "remedy_zh": pl.String,
}  # fmt: skip


def contradiction_table(found: Sequence[Contradiction]) -> Table:
    """One row a contradiction.

    Parameters
    ----------
    found : sequence of Contradiction
        What the rules found.

    Returns
    -------
    Table
        Both rows, both figures, the rule, and what to do.
    """
    rows = [
        {
            "rule": each.rule,
            "severity": each.severity,
            "left": each.left,
            "right": each.right or None,
            "left_value": each.left_value,
            "right_value": each.right_value,
            "unit": each.unit or None,
            **_both("rule", RULES[each.rule]),
            **_both("problem", each.problem),
            **_both("remedy", each.remedy),
        }
        for each in found
    ]
    return Table(pl.DataFrame(rows, schema=dict(_FOUND), orient="row"), {})


_WINDOWS: dict[str, type[pl.DataType]] = {
    "statement": pl.String, "comparator": pl.String, "value": pl.Float64, "unit": pl.String,
    "made": pl.String, "source": pl.String, "since": pl.String, "until": pl.String,
    "state": pl.String, "state_en": pl.String, "state_zh": pl.String,
    "reason_en": pl.String, "reason_zh": pl.String,
}  # fmt: skip


def window_table(windows: Sequence[Window]) -> Table:
    """One row a statement.

    Parameters
    ----------
    windows : sequence of Window
        When each held.

    Returns
    -------
    Table
        What was said, when it held, and the figures.
    """
    rows = [
        {
            "statement": each.statement.code,
            "comparator": each.statement.comparator,
            "value": each.statement.value,
            "unit": each.statement.unit,
            "made": each.statement.period.text,
            "source": each.statement.source,
            "since": each.since or None,
            "until": each.until or None,
            "state": each.state,
            **_both("state", VALIDITY_NAMES[each.state]),
            **_both("reason", each.reason),
        }
        for each in windows
    ]
    return Table(pl.DataFrame(rows, schema=dict(_WINDOWS), orient="row"), {})
