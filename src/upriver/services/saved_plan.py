"""A plan in one file: saved whole, loaded exactly as it was."""

from __future__ import annotations

import dataclasses
import json
import math
import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl
from pydantic import ValidationError

from upriver.core.errors import DataError
from upriver.core.files import write_archive
from upriver.core.message import Message
from upriver.data.provenance import STATUSES, Provenance
from upriver.planning.audit import Audit
from upriver.planning.records import SkippedPart
from upriver.planning.result import TABLES, Plan
from upriver.planning.settings import PlanSettings
from upriver.services.saved_parts import array_bytes, array_from, table_bytes, table_from
from upriver.version import __version__

if TYPE_CHECKING:
    from collections.abc import Mapping

KIND = "upriver plan"
FORMAT = 4  # 1 had industries only, 2 no limits and no stages, 3 no word on unknown ranges
FACTS = "plan.json"
BROKEN = (KeyError, TypeError, ValueError, pl.exceptions.PolarsError, ValidationError)
# What the parts of a file give that was cut or edited; each becomes a DataError.


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
    files = {FACTS: (json.dumps(_facts(plan), ensure_ascii=False, indent=1) + "\n").encode()}
    files |= {f"tables/{name}.parquet": table_bytes(getattr(plan, name)) for name in TABLES}
    files |= {f"arrays/{name}.parquet": array_bytes(each) for name, each in plan.arrays.items()}
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
    files = _files(path)
    try:
        facts = json.loads(files[FACTS])
        if not isinstance(facts, dict) or facts.get("kind") != KIND:
            raise _no_plan(path)
        if facts["format"] > FORMAT:
            raise _newer(path, facts)
        if facts["format"] < FORMAT:
            raise _older(path, facts)
        arrays = {name: array_from(files[f"arrays/{name}.parquet"]) for name in facts["arrays"]}
        tables: dict[str, Any] = {
            name: table_from(files[f"tables/{name}.parquet"]) for name in TABLES
        }
        return Plan(arrays=arrays, **tables, **_parts(facts))
    except DataError:
        raise
    except BROKEN as reason:
        raise _broken(path, reason) from reason


def _facts(plan: Plan) -> dict[str, Any]:
    return {
        "kind": KIND,
        "format": FORMAT,
        "version": __version__,
        "region": plan.region,
        "name": _said(plan.name),
        "base_year": plan.base_year,
        "years": list(plan.years),
        "fingerprint": plan.fingerprint,
        "objective": _number(plan.objective),
        "gain": _number(plan.gain),
        "gap_of_gain": _number(plan.gap_of_gain),
        "arrays": list(plan.arrays),
        "settings": plan.settings.model_dump(mode="json"),
        "notes": [_said(note) for note in plan.notes],
        "skipped": [
            {"part": _said(each.part), "reason": _said(each.reason), "tables": list(each.tables)}
            for each in plan.skipped
        ],
        "audit": {name: _number(value) for name, value in dataclasses.asdict(plan.audit).items()},
        "provenance": {name: _basis(part) for name, part in plan.provenance.items()},
        "rests_on": None if plan.rests_on is None else _basis(plan.rests_on),
    }


def _parts(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Fields of a plan that are neither table nor array."""
    whole = {field.name for field in dataclasses.fields(Audit) if field.type == "int"}
    audit: dict[str, Any] = {
        name: int(value) if name in whole else float(value)
        for name, value in facts["audit"].items()
    }
    rests_on = facts["rests_on"]
    return {
        "region": facts["region"],
        "name": _message(facts["name"]),
        "base_year": int(facts["base_year"]),
        "years": tuple(facts["years"]),
        "fingerprint": facts["fingerprint"],
        "objective": float(facts["objective"]),
        "gain": None if facts["gain"] is None else float(facts["gain"]),
        "gap_of_gain": None if facts["gap_of_gain"] is None else float(facts["gap_of_gain"]),
        "settings": PlanSettings.model_validate(facts["settings"]),
        "notes": tuple(_message(note) for note in facts["notes"]),
        "skipped": tuple(
            SkippedPart(_message(each["part"]), _message(each["reason"]), tuple(each["tables"]))
            for each in facts["skipped"]
        ),
        "audit": Audit(**audit),
        "provenance": {name: _provenance(part) for name, part in facts["provenance"].items()},
        "rests_on": None if rests_on is None else _provenance(rests_on),
    }


def _said(message: Message) -> dict[str, str]:
    return {"en": message.en, "zh": message.zh}


def _message(said: Mapping[str, str]) -> Message:
    return Message(said["en"], said["zh"])


def _number(value: float | None) -> float | str | None:
    """A number as JSON; one without end as a word, which JSON numbers do not have."""
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


def _files(path: Path) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(path) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
    except FileNotFoundError as reason:
        raise DataError(
            Message(f"There is no file {path}.", f"没有文件 {path}。"),
            Message(
                "Save a plan first: upriver plan DIR --save FILE.",
                "请先保存规划：upriver plan DIR --save FILE。",
            ),
        ) from reason
    except (zipfile.BadZipFile, zlib.error, OSError) as reason:
        if path.is_file() and zipfile.is_zipfile(path):
            raise _broken(path, reason) from reason
        raise _no_plan(path) from reason
    if FACTS not in files:
        raise _no_plan(path)
    return files


def _no_plan(path: Path) -> DataError:
    return DataError(
        Message(f"{path} is not a saved plan.", f"{path} 不是已保存的规划。"),
        Message(
            "Name a file that 'upriver plan DIR --save FILE' wrote.",
            "请给出由 upriver plan DIR --save FILE 写成的文件。",
        ),
    )


def _newer(path: Path, facts: Mapping[str, Any]) -> DataError:
    version = facts.get("version", "?")
    return DataError(
        Message(
            f"{path} was saved by upriver {version} in format {facts['format']}; this one, "
            f"{__version__}, knows formats up to {FORMAT}.",
            f"{path} 由 upriver {version} 以格式 {facts['format']} 保存；"
            f"当前版本 {__version__} 只认识格式 {FORMAT} 及以前。",
        ),
        Message("Update upriver.", "请升级 upriver。"),
    )


def _older(path: Path, facts: Mapping[str, Any]) -> DataError:
    return DataError(
        Message(
            f"{path} was saved in format {facts['format']}, which lacks tables that plans have "
            "now: the limits with their use, range and source.",
            f"{path} 以格式 {facts['format']} 保存，缺少现有规划的表："
            "各项约束的使用、适用范围与来源。",
        ),
        Message("Make the plan again and save it.", "请重新求出规划并保存。"),
    )


def _broken(path: Path, reason: Exception) -> DataError:
    return DataError(
        Message(
            f"The saved plan {path} is broken: {type(reason).__name__}, {reason}.",
            f"已保存的规划 {path} 已损坏：{type(reason).__name__}，{reason}。",
        ),
        Message("Take another copy, or make the plan again.", "请换用其他副本，或重新求出规划。"),
    )
