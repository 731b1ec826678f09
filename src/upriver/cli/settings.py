"""Settings from the command line: a TOML file, and single values that override it."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel

from upriver.core.errors import DataError
from upriver.core.message import Message
from upriver.services.settings_values import SECTIONS, has_sections, read_toml, settings_from

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

Settings = TypeVar("Settings", bound=BaseModel)

SECTION_OF = {
    "DiagnosisSettings": "diagnosis",
    "PlanSettings": "plan",
    "ExplorationSettings": "exploration",
    "DisruptionSettings": "disruption",
}


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
        nested: Any = value
        for part in reversed(name.strip().split(".")):
            nested = {part: nested}
        return dict(nested)


def _merged(one: dict[str, Any], two: dict[str, Any]) -> dict[str, Any]:
    """Both together; what stands in the second wins, group by group."""
    out = dict(one)
    for name, value in two.items():
        both = isinstance(value, dict) and isinstance(out.get(name), dict)
        out[name] = _merged(out[name], value) if both else value
    return out


def _needs_section(name: str) -> DataError:
    return DataError(
        Message(
            f"This command has several services; {name} does not say for which it is.",
            f"该命令包含多项服务，{name} 未说明用于哪一项。",
        ),
        Message(
            f"Put it under one of {', '.join(f'[{each}]' for each in SECTIONS)}, or write for "
            "example --set plan.last_year=2030.",
            f"请放入 {'、'.join(f'[{each}]' for each in SECTIONS)} 之一，"
            "或写如 --set plan.last_year=2030。",
        ),
    )


def read_settings(
    model: type[Settings],
    *,
    file: Path | None = None,
    words: Sequence[str] = (),
    own: str | None = None,
) -> Settings:
    """Settings of a service.

    Parameters
    ----------
    model : type of BaseModel
        The settings of the service; its defaults hold for what is not named.
    file : Path, optional
        A TOML file: settings of one service, or of all of them in sections.
    words : sequence of str
        ``NAME=VALUE`` or ``SECTION.NAME=VALUE``; they override the file.
    own : str, optional
        Section of what stands in none; default: that of the model; empty when there is none.

    Returns
    -------
    BaseModel
        The settings.

    Raises
    ------
    DataError
        If the file cannot be read, a name is unknown, a value does not fit, or it is open which
        service a value is for.
    """
    section = SECTION_OF[model.__name__]
    own = section if own is None else own
    values: dict[str, Any] = {}
    whole = False  # whether the file or a word names sections: then all of them are checked
    for part in [*([read_toml(file)] if file else []), *(_from_word(word) for word in words)]:
        sorted_out = has_sections(part)
        whole = whole or sorted_out
        if part and not sorted_out and not own:
            raise _needs_section(next(iter(part)))
        values = _merged(values, part if sorted_out else {own: part})
    if whole:
        from upriver.services.settings_file import Settings as AllSettings  # noqa: PLC0415 - slow

        found: Settings = getattr(settings_from(AllSettings, values), section)
        return found
    return settings_from(model, values.get(section, {}))
