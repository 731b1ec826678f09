"""All facts of a report, from what the services found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from upriver.core.errors import InfeasibleError
from upriver.reporting.facts.basis import basis_facts
from upriver.reporting.facts.chains import chains_facts
from upriver.reporting.facts.claims import claims_facts
from upriver.reporting.facts.cultivation import cultivation_facts
from upriver.reporting.facts.exploration import exploration_facts
from upriver.reporting.facts.plain import Facts, label, said
from upriver.reporting.facts.plan import conflict_facts, plan_facts
from upriver.reporting.facts.routes import routes_facts
from upriver.reporting.facts.scenarios import scenario_facts
from upriver.reporting.facts.standing import standing_facts
from upriver.reporting.facts.targets import targets_facts
from upriver.reporting.facts.undertakings import opened_services

if TYPE_CHECKING:
    from upriver.core.errors import UpriverError
    from upriver.data.region import Region
    from upriver.planning.result import Plan
    from upriver.planning.scenarios.result import ScenarioPlan
    from upriver.services.check import CheckResult
    from upriver.services.diagnose import Diagnosis
    from upriver.services.explore import Exploration
    from upriver.services.read import ReadResult
    from upriver.services.track import Scorecard


def gather_facts(
    region: Region,
    *,
    check: CheckResult | None = None,
    reading: ReadResult | None = None,
    diagnosis: Diagnosis | None = None,
    plan: Plan | None = None,
    plan_error: UpriverError | None = None,
    scenarios: ScenarioPlan | None = None,
    scenarios_error: UpriverError | None = None,
    scorecard: Scorecard | None = None,
    exploration: Exploration | None = None,
) -> Facts:
    """Everything the report says, before it is put into words.

    Parameters
    ----------
    region : Region
        The package.
    check : CheckResult, optional
        What the check found.
    reading : ReadResult, optional
        What was read in the documents.
    diagnosis : Diagnosis, optional
        Where the region stands.
    plan : Plan, optional
        The plan.
    plan_error : UpriverError, optional
        Why there is no plan.
    scenarios : ScenarioPlan, optional
        The plan under scenarios.
    scenarios_error : UpriverError, optional
        Why there is none.
    scorecard : Scorecard, optional
        Whether the targets are on course.
    exploration : Exploration, optional
        What surrounds the plan.

    Returns
    -------
    dict
        Keys ``region standing cultivation chains plan exploration conflict scenarios targets
        claims routes basis reasons``. Plain data that JSON can hold; a part that is absent is
        None, and ``reasons`` may say why.
    """
    planned = plan_facts(plan, region) if plan else None
    standing = standing_facts(diagnosis) if diagnosis and len(diagnosis.industries) else None
    return {
        "region": {
            "code": region.code,
            "name": label(region, region.code),
            "base_year": region.base_year,
        },
        "standing": standing,
        "cultivation": cultivation_facts(diagnosis) if diagnosis else None,
        "chains": chains_facts(diagnosis) if diagnosis and diagnosis.chains else None,
        "plan": planned,
        "exploration": exploration_facts(exploration, region) if exploration else None,
        "conflict": conflict_facts(plan_error, region)
        if isinstance(plan_error, InfeasibleError) and not plan
        else None,
        "scenarios": scenario_facts(scenarios) if scenarios else None,
        "targets": targets_facts(scorecard, region, plan=planned) if scorecard else None,
        "claims": claims_facts(reading) if reading else None,
        "routes": routes_facts(region, opened=opened_services(plan, region) if plan else {}),
        "basis": basis_facts(
            region,
            check=check,
            skipped=_skipped(diagnosis, planned),
            settings=_settings(plan),
        ),
        "reasons": _reasons(diagnosis, plan_error) | _told("scenarios", scenarios_error),
    }


def _told(section: str, error: UpriverError | None) -> dict[str, Facts | None]:
    if error is None:
        return {}
    return {section: {"en": error.render("en"), "zh": error.render("zh")}}


def _skipped(diagnosis: Diagnosis | None, planned: Facts | None) -> list[Facts]:
    found = [
        {"analysis": said(each.analysis), "reason": said(each.reason), "tables": list(each.tables)}
        for each in (diagnosis.skipped if diagnosis else ())
    ]
    return found + (planned["skipped"] if planned else [])


def _settings(plan: Plan | None) -> dict[str, Any]:
    """Settings that somebody chose, by step."""
    chosen = plan.settings.model_dump(mode="json", exclude_defaults=True) if plan else {}
    return {"plan": chosen} if chosen else {}


def _reasons(
    diagnosis: Diagnosis | None, plan_error: UpriverError | None
) -> dict[str, Facts | None]:
    """Why a section is empty, where a service said so."""
    reasons: dict[str, Facts | None] = dict.fromkeys(
        ("standing", "cultivation", "chains", "plan", "targets", "claims", "routes")
    )
    tables = {"chains": "chains", "production": "cultivation"}
    for each in diagnosis.skipped if diagnosis else ():
        for table, section in tables.items():
            if table in each.tables:
                reasons[section] = said(each.reason)
    return reasons | _told("plan", plan_error)
