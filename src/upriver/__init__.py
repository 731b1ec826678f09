"""Plan the industrial economy of a place.

Names are loaded when they are first used, so that importing the package costs next to nothing.

Examples
--------
>>> import upriver as up
>>> region = up.examples.chongqing()
>>> region.code
'500000'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from upriver.version import __version__

if TYPE_CHECKING:
    from upriver import complexity, documents, inputoutput, supplychain, targets
    from upriver.core.errors import (
        DataError,
        DocumentError,
        InfeasibleError,
        LabelError,
        MissingPartError,
        OutputError,
        PeriodError,
        PlanningError,
        SolverError,
        UnitError,
        UpriverError,
    )
    from upriver.core.findings import Finding
    from upriver.core.message import Message
    from upriver.data import examples
    from upriver.data.region import Region
    from upriver.planning.comparison import compare_plans
    from upriver.planning.places.comparison import compare_places
    from upriver.services.check import check
    from upriver.services.diagnose import diagnose
    from upriver.services.disrupt import disrupt
    from upriver.services.explore import explore
    from upriver.services.places import plan_districts, plan_places
    from upriver.services.plan import plan
    from upriver.services.plan_excel import (
        write_exploration_excel,
        write_places_excel,
        write_plan_excel,
    )
    from upriver.services.read import read
    from upriver.services.report import report
    from upriver.services.report_places import report_places
    from upriver.services.run import run
    from upriver.services.saved_places import load_places_plan, save_places_plan
    from upriver.services.saved_plan import load_plan, save_plan
    from upriver.services.scenarios import scenarios
    from upriver.services.settings_file import read_settings
    from upriver.services.track import track

# name: (module, attribute), or the module itself when the attribute is empty
_HOMES = {
    "DataError": ("upriver.core.errors", "DataError"),
    "DocumentError": ("upriver.core.errors", "DocumentError"),
    "Finding": ("upriver.core.findings", "Finding"),
    "InfeasibleError": ("upriver.core.errors", "InfeasibleError"),
    "LabelError": ("upriver.core.errors", "LabelError"),
    "Message": ("upriver.core.message", "Message"),
    "MissingPartError": ("upriver.core.errors", "MissingPartError"),
    "OutputError": ("upriver.core.errors", "OutputError"),
    "PeriodError": ("upriver.core.errors", "PeriodError"),
    "PlanningError": ("upriver.core.errors", "PlanningError"),
    "Region": ("upriver.data.region", "Region"),
    "SolverError": ("upriver.core.errors", "SolverError"),
    "UnitError": ("upriver.core.errors", "UnitError"),
    "UpriverError": ("upriver.core.errors", "UpriverError"),
    "check": ("upriver.services.check", "check"),
    "compare_places": ("upriver.planning.places.comparison", "compare_places"),
    "compare_plans": ("upriver.planning.comparison", "compare_plans"),
    "complexity": ("upriver.complexity", ""),
    "diagnose": ("upriver.services.diagnose", "diagnose"),
    "disrupt": ("upriver.services.disrupt", "disrupt"),
    "documents": ("upriver.documents", ""),
    "examples": ("upriver.data.examples", ""),
    "explore": ("upriver.services.explore", "explore"),
    "inputoutput": ("upriver.inputoutput", ""),
    "load_places_plan": ("upriver.services.saved_places", "load_places_plan"),
    "load_plan": ("upriver.services.saved_plan", "load_plan"),
    "plan": ("upriver.services.plan", "plan"),
    "plan_districts": ("upriver.services.places", "plan_districts"),
    "plan_places": ("upriver.services.places", "plan_places"),
    "read": ("upriver.services.read", "read"),
    "read_settings": ("upriver.services.settings_file", "read_settings"),
    "report": ("upriver.services.report", "report"),
    "report_places": ("upriver.services.report_places", "report_places"),
    "run": ("upriver.services.run", "run"),
    "save_places_plan": ("upriver.services.saved_places", "save_places_plan"),
    "save_plan": ("upriver.services.saved_plan", "save_plan"),
    "scenarios": ("upriver.services.scenarios", "scenarios"),
    "supplychain": ("upriver.supplychain", ""),
    "targets": ("upriver.targets", ""),
    "track": ("upriver.services.track", "track"),
    "write_exploration_excel": ("upriver.services.plan_excel", "write_exploration_excel"),
    "write_places_excel": ("upriver.services.plan_excel", "write_places_excel"),
    "write_plan_excel": ("upriver.services.plan_excel", "write_plan_excel"),
}

__all__ = [
    "DataError",
    "DocumentError",
    "Finding",
    "InfeasibleError",
    "LabelError",
    "Message",
    "MissingPartError",
    "OutputError",
    "PeriodError",
    "PlanningError",
    "Region",
    "SolverError",
    "UnitError",
    "UpriverError",
    "__version__",
    "check",
    "compare_places",
    "compare_plans",
    "complexity",
    "diagnose",
    "disrupt",
    "documents",
    "examples",
    "explore",
    "inputoutput",
    "load_places_plan",
    "load_plan",
    "plan",
    "plan_districts",
    "plan_places",
    "read",
    "read_settings",
    "report",
    "report_places",
    "run",
    "save_places_plan",
    "save_plan",
    "scenarios",
    "supplychain",
    "targets",
    "track",
    "write_exploration_excel",
    "write_places_excel",
    "write_plan_excel",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        message = f"module 'upriver' has no attribute {name!r}"
        raise AttributeError(message)
    module, attribute = _HOMES[name]
    found: object = import_module(module)
    if attribute:
        found = getattr(found, attribute)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return __all__
