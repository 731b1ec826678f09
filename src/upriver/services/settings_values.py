"""Values of settings from a TOML file, and errors that name the setting in both languages."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from upriver.core.errors import DataError
from upriver.core.message import Message, both_halves, listing

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Settings = TypeVar("Settings", bound=BaseModel)

SECTIONS = ("diagnosis", "plan", "exploration", "disruption")

# pydantic's kinds of errors that a reader of Chinese should not meet in English
FAULTS = {
    "extra_forbidden": Message("there is no such setting", "没有此设置"),
    "missing": Message("it is needed", "必须给出"),
    "int_parsing": Message("it must be a whole number", "应为整数"),
    "int_type": Message("it must be a whole number", "应为整数"),
    "float_parsing": Message("it must be a number", "应为数字"),
    "float_type": Message("it must be a number", "应为数字"),
    "bool_parsing": Message("it must be true or false", "应为 true 或 false"),
    "greater_than": Message("it must be above {gt}", "应大于 {gt}"),
    "greater_than_equal": Message("it must be at least {ge}", "应不小于 {ge}"),
    "less_than": Message("it must be below {lt}", "应小于 {lt}"),
    "less_than_equal": Message("it must be at most {le}", "应不大于 {le}"),
}


def read_toml(path: Path) -> dict[str, Any]:
    """Values of a settings file, not checked yet.

    Parameters
    ----------
    path : Path
        A TOML file.

    Returns
    -------
    dict
        As written.

    Raises
    ------
    DataError
        If it cannot be read.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as reason:
        raise DataError(
            Message(
                f"Cannot read the settings in {path}: {reason}.",
                f"无法读取设置 {path}：{reason}。",
            ),
            Message(
                "Write a TOML file: name = value, one a line.",
                "请写成 TOML：每行一个 name = value。",
            ),
        ) from reason


def has_sections(values: Mapping[str, Any]) -> bool:
    """Whether values are sorted by section.

    Parameters
    ----------
    values : mapping
        Of a file or of single words.

    Returns
    -------
    bool
        False when all of them belong to one service.

    Raises
    ------
    DataError
        If some stand in sections and others do not.
    """
    inside = [name for name in values if name in SECTIONS]
    outside = [name for name in values if name not in SECTIONS]
    if inside and outside:
        raise DataError(
            Message(
                f"These settings stand outside every section: {listing(outside)}.",
                f"这些设置不在任何分节中：{listing(outside)}。",
            ),
            Message(
                f"Put them under one of {', '.join(f'[{each}]' for each in SECTIONS)}.",
                f"请放入 {'、'.join(f'[{each}]' for each in SECTIONS)} 之一。",
            ),
        )
    return bool(inside)


def _fault(error: Any) -> Message:
    name = ".".join(str(part) for part in error["loc"])
    if error["type"] == "value_error":  # said by the settings themselves, in both languages
        told = both_halves(str(error["ctx"]["error"]))
        return Message(f"{name}: {told.en}", f"{name}：{told.zh}") if name else told
    known = FAULTS.get(error["type"], Message(error["msg"], error["msg"]))
    context = error.get("ctx", {})
    return Message(
        f"{name}: {known.en.format(**context)}, got {error['input']!r}",
        f"{name}：{known.zh.format(**context)}，实际为 {error['input']!r}",
    )


def settings_from(model: type[Settings], values: Mapping[str, Any]) -> Settings:
    """Settings of a service from plain values.

    Parameters
    ----------
    model : type of BaseModel
        The settings; their defaults hold for what is not named.
    values : mapping
        Values by name.

    Returns
    -------
    BaseModel
        The settings.

    Raises
    ------
    DataError
        If a name is unknown or a value does not fit.
    """
    try:
        return model(**values)
    except ValidationError as reason:
        wrong = [_fault(each) for each in reason.errors()]
        raise DataError(
            Message(
                f"The settings do not fit: {'; '.join(each.en for each in wrong)}.",
                f"设置不合要求：{'；'.join(each.zh for each in wrong)}。",
            ),
            Message(
                f"Settings are {listing(model.model_fields, most=30)}.",
                f"可用的设置有 {listing(model.model_fields, most=30)}。",
            ),
        ) from reason
