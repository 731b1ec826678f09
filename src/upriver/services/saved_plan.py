"""A plan in one file: saved whole, loaded exactly as it was."""

from __future__ import annotations

import dataclasses
import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

from upriver.core.files import write_archive
from upriver.core.message import Message
from upriver.data.provenance import STATUSES, Provenance
from upriver.planning.audit import Audit
from upriver.planning.records import SkippedPart
from upriver.planning.result import TABLES, Plan
from upriver.planning.settings import PlanSettings
from upriver.services.saved_file import SavedKind, parse_saved, read_archive
from upriver.services.saved_parts import array_bytes, array_from, table_bytes, table_from

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import xarray as xr

    from upriver.core.frames import Table
    from upriver.planning.places.result import PlacesPlan
    from upriver.services.saved_file import Facts, Files

FORMAT = 4  # 1 had industries only, 2 no limits and no stages, 3 no word on unknown ranges
KIND = SavedKind(
    "upriver plan",
    "plan.json",
    FORMAT,
    Message("plan", "规划"),
    "upriver plan DIR --save FILE",
    Message(
        "which lacks what plans have now: the limits with their use, source and range, and why a "
        "range is unknown.",
        "缺少现有规划的内容：各项约束的使用、来源与适用范围，以及范围未知的原因。",
    ),
)


def save_plan(plan: Plan, path: str | Path) -> Path:
    """Save a plan in one file.

    Parameters
    ----------
    plan : Plan
        The plan.
    path : str or Path
        Where it shall stand; a zip of ``plan.json`` and Parquet files, whatever it is called.

    Returns
    -------
    Path
        The same path. The same plan gives the same bytes.

    Raises
    ------
    OutputError
        If it cannot be written; an old file is then untouched.

    Notes
    -----
    Provenance is saved without its values cell by cell; a plan's blocks have none.
    """
    files = plan_files(plan)
    return write_archive(Path(path), {name: files[name] for name in sorted(files)})


def load_plan(path: str | Path) -> Plan:
    """Load a plan that was saved.

    Parameters
    ----------
    path : str or Path
        A file from `save_plan`.

    Returns
    -------
    Plan
        Every table, array, note and setting as it was.

    Raises
    ------
    DataError
        If the file is absent or no saved plan, is broken, or was saved by an older or newer
        version.
    """
    path = Path(path)
    return parse_saved(path, read_archive(path, KIND), KIND, plan_from)


def plan_files(plan: Plan) -> Files:
    """The parts of a plan's file.

    Parameters
    ----------
    plan : Plan
        The plan.

    Returns
    -------
    dict of str to bytes
        By name in the archive.
    """
    parts = {name: getattr(plan, name) for name in TABLES}
    return {KIND.facts: KIND.facts_bytes(_facts(plan)), **data_files(parts, plan.arrays)}


def plan_from(facts: Facts, files: Files) -> Plan:
    """A plan from the parts of its file.

    Parameters
    ----------
    facts : dict
        Its facts.
    files : dict of str to bytes
        All parts.

    Returns
    -------
    Plan
        As it was saved.
    """
    return Plan(**data_from(facts, files, TABLES), **_parts(facts))


def data_files(tables: Mapping[str, Table], arrays: Mapping[str, xr.DataArray]) -> Files:
    """Tables and arrays as parts of a file.

    Parameters
    ----------
    tables : mapping of str to Table
        By name.
    arrays : mapping of str to DataArray
        By name.

    Returns
    -------
    dict of str to bytes
        Parquet files in the folders ``tables`` and ``arrays``.
    """
    files = {f"tables/{name}.parquet": table_bytes(each) for name, each in tables.items()}
    return files | {f"arrays/{name}.parquet": array_bytes(each) for name, each in arrays.items()}


def data_from(facts: Facts, files: Files, tables: Sequence[str]) -> dict[str, Any]:
    """Tables and arrays from the parts of a file.

    Parameters
    ----------
    facts : dict
        With the names of the ``arrays``.
    files : dict of str to bytes
        All parts.
    tables : sequence of str
        Names of the tables.

    Returns
    -------
    dict
        ``arrays`` and each table by its name.
    """
    arrays = {name: array_from(files[f"arrays/{name}.parquet"]) for name in facts["arrays"]}
    return {"arrays": arrays} | {
        name: table_from(files[f"tables/{name}.parquet"]) for name in tables
    }


def _facts(plan: Plan) -> Facts:
    return {
        "region": plan.region,
        "name": said(plan.name),
        "fingerprint": plan.fingerprint,
        **shared_facts(plan),
        "skipped": [
            {"part": said(each.part), "reason": said(each.reason), "tables": list(each.tables)}
            for each in plan.skipped
        ],
    }


def shared_facts(plan: Plan | PlacesPlan) -> Facts:
    """Facts that plans of one place and of several have in common.

    Parameters
    ----------
    plan : Plan or PlacesPlan
        The plan.

    Returns
    -------
    dict
        Plain data; `shared_parts` reads it.
    """
    return {
        "base_year": plan.base_year,
        "years": list(plan.years),
        "objective": number(plan.objective),
        "gain": number(plan.gain),
        "gap_of_gain": number(plan.gap_of_gain),
        "arrays": list(plan.arrays),
        "settings": plan.settings.model_dump(mode="json"),
        "notes": [said(note) for note in plan.notes],
        "audit": {name: number(value) for name, value in dataclasses.asdict(plan.audit).items()},
        "rests_on": None if plan.rests_on is None else _basis(plan.rests_on),
        "provenance": {name: _basis(part) for name, part in plan.provenance.items()},
    }


def _parts(facts: Facts) -> dict[str, Any]:
    """Fields of a plan that are neither table nor array."""
    return {
        **shared_parts(facts),
        "region": facts["region"],
        "name": message(facts["name"]),
        "fingerprint": facts["fingerprint"],
        "skipped": tuple(
            SkippedPart(message(each["part"]), message(each["reason"]), tuple(each["tables"]))
            for each in facts["skipped"]
        ),
    }


def shared_parts(facts: Facts) -> dict[str, Any]:
    """Fields from the facts that plans of one place and of several have in common.

    Parameters
    ----------
    facts : dict
        With those of `shared_facts`.

    Returns
    -------
    dict
        Fields of a plan.
    """
    whole = {field.name for field in dataclasses.fields(Audit) if field.type == "int"}
    audit: dict[str, Any] = {
        name: int(value) if name in whole else float(value)
        for name, value in facts["audit"].items()
    }
    rests_on = facts["rests_on"]
    return {
        "base_year": int(facts["base_year"]),
        "years": tuple(facts["years"]),
        "objective": float(facts["objective"]),
        "gain": None if facts["gain"] is None else float(facts["gain"]),
        "gap_of_gain": None if facts["gap_of_gain"] is None else float(facts["gap_of_gain"]),
        "settings": PlanSettings.model_validate(facts["settings"]),
        "notes": tuple(message(note) for note in facts["notes"]),
        "audit": Audit(**audit),
        "rests_on": None if rests_on is None else _provenance(rests_on),
        "provenance": {name: _provenance(part) for name, part in facts["provenance"].items()},
    }


def said(text: Message) -> dict[str, str]:
    """A message as JSON.

    Parameters
    ----------
    text : Message
        In both languages.

    Returns
    -------
    dict of str to str
        Keys ``en`` and ``zh``.
    """
    return {"en": text.en, "zh": text.zh}


def message(told: Mapping[str, str]) -> Message:
    """A message from JSON.

    Parameters
    ----------
    told : mapping of str to str
        From `said`.

    Returns
    -------
    Message
        In both languages.
    """
    return Message(told["en"], told["zh"])


def number(value: float | None) -> float | str | None:
    """A number as JSON; one without end as a word, which JSON numbers do not have.

    Parameters
    ----------
    value : float, optional
        Any number.

    Returns
    -------
    float, str or None
        ``float()`` reads it back.
    """
    return value if value is None or math.isfinite(value) else str(value)


def _basis(part: Provenance) -> dict[str, Any]:
    """Provenance in full digits, unlike that of a report."""
    return part.to_dict() | {"shares": {status: part.shares[status] for status in STATUSES}}


def _provenance(basis: Mapping[str, Any]) -> Provenance:
    return Provenance(
        basis["shares"],
        basis["oldest"],
        basis["newest"],
        tuple(basis["sources"]),
        basis["rows"],
        basis["unknown"],
    )
