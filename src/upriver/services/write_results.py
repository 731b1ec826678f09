"""The results of a run as plain files: tables for a spreadsheet, JSON for a program."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING, Any

from upriver.core.errors import InfeasibleError, UpriverError
from upriver.core.files import replacing, write_text
from upriver.core.frames import tables_of

if TYPE_CHECKING:
    from pathlib import Path

    from upriver.core.frames import Table
    from upriver.planning.result import Plan
    from upriver.planning.scenarios.result import ScenarioPlan
    from upriver.services.check import CheckResult
    from upriver.services.diagnose import Diagnosis
    from upriver.services.explore import Exploration
    from upriver.services.read import ReadResult
    from upriver.services.track import Scorecard

BYTE_ORDER_MARK = b"\xef\xbb\xbf"  # without it a spreadsheet garbles Chinese


def write_results(
    folder: Path,
    *,
    check: CheckResult,
    reading: ReadResult | None,
    diagnosis: Diagnosis,
    plan: Plan | None,
    plan_error: UpriverError | None,
    scorecard: Scorecard,
    scenarios: ScenarioPlan | None = None,
    scenarios_error: UpriverError | None = None,
    exploration: Exploration | None = None,
) -> tuple[Path, ...]:
    """Write the results of a run as plain files.

    Parameters
    ----------
    folder : Path
        Where they shall stand.
    check : CheckResult
        Becomes ``check.json``.
    reading : ReadResult, optional
        Becomes ``claims.jsonl``.
    diagnosis : Diagnosis
        Becomes ``diagnosis.json`` and ``diagnosis/*.csv``.
    plan : Plan, optional
        Becomes ``plan.json`` and ``plan/*.csv``, one file a table.
    plan_error : UpriverError, optional
        Becomes ``conflict.json``.
    scorecard : Scorecard
        Becomes ``scorecard.csv``, with ``scorecard-contradictions.csv`` and
        ``scorecard-statements.csv``.
    scenarios : ScenarioPlan, optional
        Becomes ``scenarios.json`` and ``scenarios/*.csv``.
    scenarios_error : UpriverError, optional
        Becomes ``scenarios-conflict.json``.
    exploration : Exploration, optional
        Becomes ``exploration.json`` and ``plan/decisions.csv``, ``plan/alternatives.csv``,
        ``plan/promises.csv``, ``plan/clashes.csv``, ``plan/front.csv``,
        ``plan/foresight.csv``.

    Returns
    -------
    tuple of Path
        The files, sorted.

    Raises
    ------
    OutputError
        If the folder cannot be written to.
    """
    texts = {
        "check.json": _json(check.to_dict()),
        "diagnosis.json": _json(diagnosis.to_dict()),
    }
    tables = {
        "scorecard": scorecard.table,
        "scorecard-contradictions": scorecard.contradiction_table(),
        "scorecard-statements": scorecard.window_table(),
        "diagnosis/audit": diagnosis.audit,
        "diagnosis/industries": diagnosis.industries,
        "diagnosis/places": diagnosis.places,
        "diagnosis/chances": diagnosis.chances,
        "diagnosis/pulls": diagnosis.pulls,
        "diagnosis/chain-lists": diagnosis.lists,
        "diagnosis/leads": diagnosis.leads,
    }
    if diagnosis.backtest is not None:
        tables["diagnosis/backtest"] = diagnosis.backtest
    if diagnosis.firms is not None:
        tables["diagnosis/firms"] = diagnosis.firms.firms
    tables |= {f"diagnosis/chain-{chain.chain}": chain.nodes for chain in diagnosis.chains}
    tables |= {f"diagnosis/links-{chain.chain}": chain.links for chain in diagnosis.chains}
    if reading is not None:
        texts["claims.jsonl"] = reading.to_json()
    if plan is not None:
        texts["plan.json"] = _json(plan_facts(plan))
        tables |= {f"plan/{name}": table for name, table in tables_of(plan).items()}
    if scenarios is not None:
        texts["scenarios.json"] = _json(scenarios.to_dict())
        tables |= {f"scenarios/{name}": table for name, table in tables_of(scenarios).items()}
    if exploration is not None:
        texts["exploration.json"] = _json(exploration.to_dict())
        tables |= {f"plan/{name}": table for name, table in exploration.tables.items()}
    for name, error in (("conflict", plan_error), ("scenarios-conflict", scenarios_error)):
        if error is not None:
            texts[f"{name}.json"] = _json(_conflict(error))
    paths = [write_text(folder / name, text) for name, text in texts.items()]
    paths += [_write_table(folder / f"{name}.csv", table) for name, table in tables.items()]
    return tuple(sorted(paths))


def plan_facts(plan: Plan) -> dict[str, Any]:
    """Everything about a plan that is not a table.

    Parameters
    ----------
    plan : Plan
        The plan.

    Returns
    -------
    dict
        Years, value, gain, audit, settings, notes, what was left out of it, provenance.
    """
    return {
        "region": plan.region,
        "fingerprint": plan.fingerprint,
        "base_year": plan.base_year,
        "years": list(plan.years),
        "objective": plan.objective,
        "gain": plan.gain,
        "gap_of_gain": plan.gap_of_gain,
        "audit": {**dataclasses.asdict(plan.audit), "passed": plan.audit.passed},
        "settings": plan.settings.model_dump(mode="json"),
        "notes": [{"en": note.en, "zh": note.zh} for note in plan.notes],
        "skipped": [
            {
                "part": {"en": each.part.en, "zh": each.part.zh},
                "reason": {"en": each.reason.en, "zh": each.reason.zh},
                "tables": list(each.tables),
            }
            for each in plan.skipped
        ],
        "provenance": {name: part.to_dict() for name, part in plan.provenance.items()},
        "rests_on": plan.rests_on.to_dict() if plan.rests_on else None,
    }


def _conflict(error: UpriverError) -> dict[str, Any]:
    facts: dict[str, Any] = {"en": error.render("en"), "zh": error.render("zh")}
    if isinstance(error, InfeasibleError):
        facts |= {"conflict": list(error.conflict), "relaxation": error.relaxation}
    return facts


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _write_table(path: Path, table: Table) -> Path:
    frame = table.to_polars()
    with replacing(path) as temporary:
        temporary.write_bytes(BYTE_ORDER_MARK + frame.write_csv().encode())
    return path
