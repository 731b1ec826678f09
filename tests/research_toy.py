"""The toy region with two research tasks in a row, of which the second opens a plant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from toy import toy_region
from upriver.planning import PlanSettings

if TYPE_CHECKING:
    from pathlib import Path

    from upriver.data.region import Region

FACT = {"status": "assumed", "source": "s2"}
SETTINGS = PlanSettings(last_year=2027)


def task(code: str, **figures: object) -> dict[str, object]:
    row = {"task": code, "name_en": f"Task {code}", "name_zh": f"任务{code}", "cost": 0.1,
           "duration": 1, "success": 0.7, "teams": None, "value": None, "earliest": None,
           "latest": None}  # fmt: skip
    return row | figures | FACT


def unlock(code: str, kind: str, what: str) -> dict[str, object]:
    return {"task": code, "kind": kind, "code": what, **FACT}


def project(code: str, **figures: object) -> dict[str, object]:
    row = {"project": code, "name_en": "Plant", "name_zh": "工厂", "kind": "capacity",
           "place": "500000", "industry": "02", "stressor": None, "service": None, "cost": 1.0,
           "running_cost": 0.0, "lead_time": 1, "effect": 20.0, "effect_unit": "1e8 CNY",
           "earliest": None, "latest": None, "requires": None}  # fmt: skip
    return row | figures | FACT


def researching(path: Path, *unlocks: dict[str, object], **figures: object) -> Region:
    return toy_region(path).replace(
        projects=pl.DataFrame([project("p")], infer_schema_length=None),
        research_tasks=pl.DataFrame(
            [task("a", teams=2, value=8.0), task("b", **figures)], infer_schema_length=None
        ),
        research_unlocks=pl.DataFrame(
            [unlock("a", "task", "b"), unlock("b", "project", "p"), *unlocks]
        ),
        research_needs=pl.DataFrame(
            [{"task": "a", "occupation": "engineer", "need": 30.0, **FACT}]
        ),
        occupations=pl.DataFrame(
            [{"occupation": "engineer", "name_en": "Engineers", "name_zh": "工程师"}]
        ),
    )
