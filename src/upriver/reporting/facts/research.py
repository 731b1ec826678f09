"""Facts of research and of loans: what is put out, what waits for it, what is owed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from upriver.reporting.facts.plain import Facts, label, pair, plain, rests_on

if TYPE_CHECKING:
    from upriver.data.region import Region
    from upriver.planning.result import Plan


def research_facts(plan: Plan, region: Region) -> Facts | None:
    """Research tasks of a plan, those that start first.

    Parameters
    ----------
    plan : Plan
        Of the region.
    region : Region
        The package, for what waits for each task.

    Returns
    -------
    dict or None
        Keys ``tasks started races cost doors opened least provenance``; each task has ``code
        name start ready teams chance cost opens``. Cost in 1e8 CNY: of all its teams, or of one
        team where the task does not start. None without research tasks.
    """
    rows = plan.what_to_research.to_dicts()
    if not rows:
        return None
    waiting = _waiting(region)
    tasks = [
        {
            "code": row["task"],
            "name": pair(row),
            "start": row["year"] if row["started"] else None,
            "ready": row["finished"] if row["started"] else None,
            "teams": row["teams"],
            "chance": plain(row["chain_success"]),
            "cost": plain(row["cost"]),
            "opens": waiting.get(row["task"], []),
        }
        for row in rows
    ]
    tasks.sort(key=lambda each: (each["start"] is None, each["start"] or 0, each["code"]))
    begun = [each for each in tasks if each["start"] is not None]
    doors = plan.unlocked.to_dicts()
    return {
        "tasks": tasks,
        "started": len(begun),
        "races": sum(each["teams"] > 1 for each in begun),
        "cost": plain(sum(each["cost"] for each in begun)),
        "doors": len(doors),
        "opened": sum(bool(row["opened"]) for row in doors),
        "least": plan.settings.least_success,
        "provenance": rests_on(plan.provenance["tasks"]) if "tasks" in plan.provenance else None,
    }


def _waiting(region: Region) -> dict[str, list[Facts]]:
    """Names of what waits for each task."""
    found: dict[str, list[Facts]] = {}
    if region.has("research_unlocks"):
        for row in region.table("research_unlocks").sort("task", "kind", "code").to_dicts():
            found.setdefault(row["task"], []).append(label(region, row["code"]))
    return found


def loan_facts(plan: Plan) -> Facts | None:
    """What is borrowed, repaid and still owed, all loans together.

    Parameters
    ----------
    plan : Plan
        Any plan.

    Returns
    -------
    dict or None
        Keys ``names years drawn principal interest debt`` (one number a year of the plan) and
        ``later``, what falls due after it: ``principal interest until``. Money in 1e8 CNY. None
        without loans.
    """
    rows = plan.loans.to_dicts()
    if not any(row["drawn"] for row in rows):
        return None
    names = {row["fund"]: pair(row) for row in rows}
    within = [row for row in rows if not row["after_plan"]]
    after = [row for row in rows if row["after_plan"]]

    def _sum(some: list[dict[str, Any]], column: str, year: int | None = None) -> float | None:
        return plain(  # type: ignore[no-any-return]
            sum(row[column] for row in some if year is None or row["year"] == year)
        )

    return {
        "names": list(names.values()),
        "years": list(plan.years),
        **{
            column: [_sum(within, column, year) for year in plan.years]
            for column in ("drawn", "principal", "interest", "debt")
        },
        "later": {
            "principal": _sum(after, "principal"),
            "interest": _sum(after, "interest"),
            "until": max((row["year"] for row in after), default=None),
        },
    }
