"""Settings from the command line: a TOML file, and single values that override it."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from upriver.core.errors import DataError
from upriver.core.message import Message, listing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

Settings = TypeVar("Settings", bound=BaseModel)

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


def _from_file(path: Path) -> dict[str, Any]:
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


def _from_word(word: str) -> dict[str, Any]:
    name, equals, value = word.partition("=")
    if not equals:
        raise DataError(
            Message(
                f"--set needs NAME=VALUE, got {word!r}.",
                f"--set 应为 NAME=VALUE，实际为 {word!r}。",
            ),
            Message("Write for example --set last_year=2030.", "例如 --set last_year=2030。"),
        )
    try:
        return tomllib.loads(f"{name} = {value}")
    except tomllib.TOMLDecodeError:
        return {name.strip(): value}


def _merged(one: dict[str, Any], two: dict[str, Any]) -> dict[str, Any]:
    """Both together; what stands in the second wins, group by group."""
    out = dict(one)
    for name, value in two.items():
        both = isinstance(value, dict) and isinstance(out.get(name), dict)
        out[name] = _merged(out[name], value) if both else value
    return out


def _fault(error: Any) -> Message:
    name = ".".join(str(part) for part in error["loc"])
    known = FAULTS.get(error["type"], Message(error["msg"], error["msg"]))
    context = error.get("ctx", {})
    return Message(
        f"{name}: {known.en.format(**context)}, got {error['input']!r}",
        f"{name}：{known.zh.format(**context)}，实际为 {error['input']!r}",
    )


def read_settings(
    model: type[Settings], *, file: Path | None = None, words: Sequence[str] = ()
) -> Settings:
    """Settings of a service.

    Parameters
    ----------
    model : type of BaseModel
        The settings of the service; its defaults hold for what is not named.
    file : Path, optional
        A TOML file.
    words : sequence of str
        ``NAME=VALUE``; they override the file.

    Returns
    -------
    BaseModel
        The settings.

    Raises
    ------
    DataError
        If the file cannot be read, a name is unknown or a value does not fit.
    """
    values = _from_file(file) if file else {}
    for word in words:
        values = _merged(values, _from_word(word))
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
