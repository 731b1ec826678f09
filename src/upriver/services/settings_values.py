"""Values of settings from a TOML file, and errors that name the setting in both languages."""

from __future__ import annotations

import tomllib
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from upriver.core.errors import DataError
from upriver.core.message import Message, both_halves, listing

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Settings = TypeVar("Settings", bound=BaseModel)

UNKNOWN = "extra_forbidden"
SECTIONS = ("diagnosis", "plan", "exploration", "disruption")

# pydantic's kinds of errors that a reader of Chinese should not meet in English
FAULTS = {
    UNKNOWN: Message("there is no such setting", "没有此设置"),
    "missing": Message("it is needed", "必须给出"),
    "int_parsing": Message("it must be a whole number", "应为整数"),
    "int_type": Message("it must be a whole number", "应为整数"),
    "int_from_float": Message("it must be a whole number", "应为整数"),
    "float_parsing": Message("it must be a number", "应为数字"),
    "float_type": Message("it must be a number", "应为数字"),
    "bool_parsing": Message("it must be true or false", "应为 true 或 false"),
    "bool_type": Message("it must be true or false", "应为 true 或 false"),
    "string_type": Message("it must be text", "应为文本"),
    "tuple_type": Message("it must be a list", "应为列表"),
    "finite_number": Message("it must be a finite number", "应为有限数"),
    "literal_error": Message("it must be one of {choices}", "应为 {choices} 之一"),
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
    except FileNotFoundError as reason:
        raise DataError(
            Message(f"There is no settings file {path}.", f"没有设置文件 {path}。"),
            Message("Check the path.", "请检查路径。"),
        ) from reason
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
    context = dict(error.get("ctx", {}))
    context["choices"] = str(context.get("expected", "")).replace(" or ", ", ")
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
        faults = reason.errors()
        wrong = [_fault(each) for each in faults]
        raise DataError(
            Message(
                f"The settings do not fit: {'; '.join(each.en for each in wrong)}.",
                f"设置不合要求：{'；'.join(each.zh for each in wrong)}。",
            ),
            _next_step(model, [each["loc"] for each in faults if each["type"] == UNKNOWN]),
        ) from reason


def _next_step(model: type[BaseModel], unknown: list[tuple[int | str, ...]]) -> Message:
    """Names that come close to those that are unknown, or all of them; else to correct values."""
    if not unknown:
        return Message("Correct the values.", "请改正取值。")
    told = []
    for *inside, name in unknown:
        group: type[BaseModel] | None = model
        for part in inside:
            within = group.model_fields[str(part)].annotation if group is not None else None
            group = within if isinstance(within, type) and issubclass(within, BaseModel) else None
        names = list(group.model_fields) if group is not None else []
        near = get_close_matches(str(name), names, n=3) or names
        where = ".".join(map(str, inside))
        write = "write one of" if len(near) > 1 else "write"
        told.append(
            Message(
                f"{f'In {where} {write}' if where else write.capitalize()} "
                f"{listing(near, most=50)}.",
                f"{where + ' 中' if where else ''}可写 {listing(near, most=50)}。",
            )
        )
    return Message(" ".join(each.en for each in told), "".join(each.zh for each in told))
