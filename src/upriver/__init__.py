"""upriver (上游): planning the industrial economy of a place.

One data package in; diagnosis; one optimisation; a plan with prices, a scorecard and a
report, in Chinese and English. Names are loaded when they are first used, so that
``import upriver`` is instant.

Examples
--------
>>> import upriver as up
>>> region = up.examples.chongqing()
>>> up.check(region).ok
True
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from upriver.version import __version__

if TYPE_CHECKING:
    from upriver import complexity, documents, inputoutput, supplychain, targets
    from upriver.core.errors import (
        DataError,
        DocumentError,
        InfeasibleError,
        LabelError,
        OutputError,
        PeriodError,
        PlanningError,
        SolverError,
        UnitError,
        UpriverError,
    )
    from upriver.core.frames import Table
    from upriver.core.message import Message
    from upriver.data import examples
    from upriver.data.provenance import Provenance
    from upriver.data.region import Region
    from upriver.planning.settings import PlanSettings
    from upriver.services.check import check
    from upriver.services.diagnose import DiagnosisSettings, diagnose
    from upriver.services.plan import plan
    from upriver.services.read import read
    from upriver.services.report import report
    from upriver.services.run import run
    from upriver.services.track import track

# Where each public name lives; an empty attribute means the module itself.
_HOMES: dict[str, tuple[str, str]] = {
    "DataError": ("upriver.core.errors", "DataError"),
    "DiagnosisSettings": ("upriver.services.diagnose", "DiagnosisSettings"),
    "DocumentError": ("upriver.core.errors", "DocumentError"),
    "InfeasibleError": ("upriver.core.errors", "InfeasibleError"),
    "LabelError": ("upriver.core.errors", "LabelError"),
    "Message": ("upriver.core.message", "Message"),
    "OutputError": ("upriver.core.errors", "OutputError"),
    "PeriodError": ("upriver.core.errors", "PeriodError"),
    "PlanSettings": ("upriver.planning.settings", "PlanSettings"),
    "PlanningError": ("upriver.core.errors", "PlanningError"),
    "Provenance": ("upriver.data.provenance", "Provenance"),
    "Region": ("upriver.data.region", "Region"),
    "SolverError": ("upriver.core.errors", "SolverError"),
    "Table": ("upriver.core.frames", "Table"),
    "UnitError": ("upriver.core.errors", "UnitError"),
    "UpriverError": ("upriver.core.errors", "UpriverError"),
    "check": ("upriver.services.check", "check"),
    "complexity": ("upriver.complexity", ""),
    "diagnose": ("upriver.services.diagnose", "diagnose"),
    "documents": ("upriver.documents", ""),
    "examples": ("upriver.data.examples", ""),
    "inputoutput": ("upriver.inputoutput", ""),
    "plan": ("upriver.services.plan", "plan"),
    "read": ("upriver.services.read", "read"),
    "report": ("upriver.services.report", "report"),
    "run": ("upriver.services.run", "run"),
    "supplychain": ("upriver.supplychain", ""),
    "targets": ("upriver.targets", ""),
    "track": ("upriver.services.track", "track"),
}

__all__ = [
    "DataError",
    "DiagnosisSettings",
    "DocumentError",
    "InfeasibleError",
    "LabelError",
    "Message",
    "OutputError",
    "PeriodError",
    "PlanSettings",
    "PlanningError",
    "Provenance",
    "Region",
    "SolverError",
    "Table",
    "UnitError",
    "UpriverError",
    "__version__",
    "check",
    "complexity",
    "diagnose",
    "documents",
    "examples",
    "inputoutput",
    "plan",
    "read",
    "report",
    "run",
    "supplychain",
    "targets",
    "track",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        message = f"module 'upriver' has no attribute {name!r}"
        raise AttributeError(message)
    home, attribute = _HOMES[name]
    module = import_module(home)
    value = getattr(module, attribute) if attribute else module
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
