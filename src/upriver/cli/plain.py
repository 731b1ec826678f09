"""Results as plain data, for ``--json``: every field under its own name, unknown as null."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import xarray as xr
from pydantic import BaseModel

from upriver.core.errors import UpriverError
from upriver.core.frames import Table, array_to_table
from upriver.core.message import Message


def to_plain(value: object) -> Any:
    """Turn a result into what JSON can hold.

    Parameters
    ----------
    value : object
        A result of a service, or a part of one.

    Returns
    -------
    dict, list, str, int, float, bool or None
        Dataclasses become objects, tables and arrays lists of rows, both languages of a
        message stand under ``en`` and ``zh``, unknown numbers are null. An object that offers
        ``to_dict`` is asked for it; anything else is written as text.

    Examples
    --------
    >>> to_plain({"share": float("nan"), "name": Message("Chain", "链")})
    {'share': None, 'name': {'en': 'Chain', 'zh': '链'}}
    """
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float | np.generic):
        return _number(value)
    if isinstance(value, UpriverError):
        return {"kind": type(value).__name__, "problem": to_plain(value.problem),
                "remedy": to_plain(value.remedy),
                "findings": to_plain(getattr(value, "findings", ()))}  # fmt: skip
    if isinstance(value, BaseModel):
        return to_plain(value.model_dump())
    if isinstance(value, Table):
        return to_plain(value.to_dicts())
    if isinstance(value, xr.DataArray):
        return to_plain(array_to_table(value, known_only=True))
    return _container(value)


def _number(value: float | np.generic) -> Any:
    number = value.item() if isinstance(value, np.generic) else value
    return None if isinstance(number, float) and not math.isfinite(number) else number


def _container(value: object) -> Any:
    if isinstance(value, Mapping):
        return {str(key): to_plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [to_plain(each) for each in value]
    if isinstance(value, set | frozenset):
        return [to_plain(each) for each in sorted(value)]
    if not isinstance(value, Message) and hasattr(value, "to_dict"):
        return to_plain(value.to_dict())
    if is_dataclass(value) and not isinstance(value, type):
        shown = [each.name for each in fields(value) if not each.name.startswith("_")]
        return {name: to_plain(getattr(value, name)) for name in shown}
    if isinstance(value, date):
        return value.isoformat()
    return value.as_posix() if isinstance(value, Path) else str(value)
