"""A plan of several places in one file: saved whole, loaded exactly as it was."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from upriver.core.files import write_archive
from upriver.core.message import Message
from upriver.planning.places.result import TABLES, PlacesPlan
from upriver.services import saved_plan
from upriver.services.saved_file import SavedKind, parse_saved, read_archive
from upriver.services.saved_plan import (
    data_files,
    data_from,
    message,
    number,
    plan_files,
    plan_from,
    said,
    shared_facts,
    shared_parts,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from upriver.planning.result import Plan
    from upriver.services.saved_file import Facts, Files

FORMAT = 2
KIND = SavedKind(
    "upriver plan of places",
    "places.json",
    FORMAT,
    Message("plan of several places", "多地规划"),
    "upriver plan-places DIR... --save FILE",
    Message(
        "which does not say what the data of each place rest on.", "其中未说明各地数据的依据。"
    ),
)


def save_places_plan(plan: PlacesPlan, path: str | Path) -> Path:
    """Save a plan of several places in one file.

    Parameters
    ----------
    plan : PlacesPlan
        The plan.
    path : str or Path
        Where it shall stand; a zip of ``places.json`` and Parquet files, with the plan of every
        place in a folder of its own.

    Returns
    -------
    Path
        The same path. The same plan gives the same bytes.

    Raises
    ------
    OutputError
        If it cannot be written; an old file is then untouched.
    """
    facts = {
        **shared_facts(plan),
        "names": {code: said(name) for code, name in plan.names.items()},
        "gains": {code: number(value) for code, value in plan.gains.items()},
    }
    tables = {name: getattr(plan, name) for name in TABLES}
    files = {KIND.facts: KIND.facts_bytes(facts), **data_files(tables, plan.arrays)}
    for folder, own in zip(_folders(plan.names), plan.plans.values(), strict=True):
        files |= {f"{folder}{name}": content for name, content in plan_files(own).items()}
    return write_archive(Path(path), {name: files[name] for name in sorted(files)})


def load_places_plan(path: str | Path) -> PlacesPlan:
    """Load a plan of several places that was saved.

    Parameters
    ----------
    path : str or Path
        A file from `save_places_plan`.

    Returns
    -------
    PlacesPlan
        Every table, array, note and setting as it was, with the plan of every place.

    Raises
    ------
    DataError
        If the file is absent or no saved plan of several places, is broken, or was saved by an
        older or newer version.
    """
    path = Path(path)
    return _from_files(path, read_archive(path, KIND))


def load_any_plan(path: str | Path) -> Plan | PlacesPlan:
    """Load what was saved, a plan of one place or of several.

    Parameters
    ----------
    path : str or Path
        A file from `save_plan` or `save_places_plan`.

    Returns
    -------
    Plan or PlacesPlan
        As it was.

    Raises
    ------
    DataError
        If the file is absent or no saved plan, is broken, or was saved by an older or newer
        version.
    """
    path = Path(path)
    files = read_archive(path, saved_plan.KIND)
    if KIND.facts in files:
        return _from_files(path, files)
    return parse_saved(path, files, saved_plan.KIND, plan_from)


def _from_files(path: Path, files: Files) -> PlacesPlan:
    def _built(facts: Facts, files: Files) -> PlacesPlan:
        plans = {}
        for code, folder in zip(facts["names"], _folders(facts["names"]), strict=True):
            own = {
                name.removeprefix(folder): content
                for name, content in files.items()
                if name.startswith(folder)
            }
            plans[code] = parse_saved(path, own, saved_plan.KIND, plan_from)
        return PlacesPlan(
            plans=plans,
            names={code: message(name) for code, name in facts["names"].items()},
            gains={code: float(value) for code, value in facts["gains"].items()},
            **data_from(facts, files, TABLES),
            **shared_parts(facts),
        )

    return parse_saved(path, files, KIND, _built)


def _folders(names: Mapping[str, object]) -> list[str]:
    """A folder a place, by number: a code may hold what a file name may not."""
    return [f"plans/{at:04d}/" for at in range(len(names))]
