"""The settings of all services in one file."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from upriver.core.errors import DataError
from upriver.core.message import Message
from upriver.inputoutput import DisruptionSettings
from upriver.planning.settings import PlanSettings
from upriver.services.diagnosis_settings import DiagnosisSettings
from upriver.services.explore import ExplorationSettings
from upriver.services.settings_values import SECTIONS, has_sections, read_toml, settings_from


class Settings(BaseModel):
    """Settings of every service, a section each."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    diagnosis: DiagnosisSettings = Field(
        default_factory=DiagnosisSettings, description="Of the diagnosis / 诊断"
    )
    plan: PlanSettings = Field(default_factory=PlanSettings, description="Of the plan / 规划")
    exploration: ExplorationSettings = Field(
        default_factory=ExplorationSettings, description="Of what surrounds the plan / 规划周边"
    )
    disruption: DisruptionSettings = Field(
        default_factory=DisruptionSettings, description="Of disruptions / 中断推演"
    )


def read_settings(path: str | Path) -> Settings:
    """Read a settings file with sections.

    Parameters
    ----------
    path : str or Path
        A TOML file with any of ``[diagnosis]``, ``[plan]``, ``[exploration]``,
        ``[disruption]``.

    Returns
    -------
    Settings
        Defaults hold for what the file does not name.

    Raises
    ------
    DataError
        If the file cannot be read or has no sections, a name is unknown, or a value does not
        fit.
    """
    path = Path(path)
    values = read_toml(path)
    if values and not has_sections(values):
        raise DataError(
            Message(f"{path} has no sections.", f"{path} 没有分节。"),
            Message(
                f"Put its settings under one of {', '.join(f'[{each}]' for each in SECTIONS)}.",
                f"请将其中的设置放入 {'、'.join(f'[{each}]' for each in SECTIONS)} 之一。",
            ),
        )
    return settings_from(Settings, values)
