"""The report service on the bundled region: the services' own numbers, the same bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from upriver.core.errors import OutputError
from upriver.data.examples import chongqing
from upriver.reporting.facts.gather import gather_facts
from upriver.services.diagnose import diagnose
from upriver.services.plan import plan as make_plan
from upriver.services.report import report
from upriver.services.track import track

if TYPE_CHECKING:
    from pathlib import Path

    from upriver.data.region import Region
    from upriver.planning.result import Plan
    from upriver.reporting.facts.plain import Facts


@pytest.fixture(scope="module")
def region() -> Region:
    return chongqing()


@pytest.fixture(scope="module")
def plan(region: Region) -> Plan:
    return make_plan(region)


@pytest.fixture(scope="module")
def facts(region: Region, plan: Plan) -> Facts:
    return gather_facts(region, diagnosis=diagnose(region), plan=plan, scorecard=track(region))


def test_one_file_a_language_in_the_given_order(region: Region, tmp_path: Path) -> None:
    steps: list[tuple[str, int, int]] = []
    paths = report(
        region,
        tmp_path / "deep" / "out",
        languages=("zh", "en"),
        progress=lambda step, done, total: steps.append((step, done, total)),
    )
    assert [path.name for path in paths] == ["report.zh.html", "report.en.html"]
    assert [path.parent for path in paths] == [tmp_path / "deep" / "out"] * 2
    assert steps == [("report", done, 3) for done in range(4)]


def test_the_same_results_give_the_same_bytes(region: Region, plan: Plan, tmp_path: Path) -> None:
    given = {"plan": plan, "diagnosis": diagnose(region), "languages": ("en",)}
    first = report(region, tmp_path / "one", **given)[0].read_bytes()  # type: ignore[arg-type]
    again = report(chongqing(), tmp_path / "two", **given)[0].read_bytes()  # type: ignore[arg-type]
    assert first == again


def test_a_folder_that_cannot_be_written_to_is_refused(region: Region, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OutputError, match="Cannot write"):
        report(region, tmp_path / "file" / "out", languages=("en",))


@pytest.mark.parametrize(
    "dropped", ["observations", "pressures", "production", "airports", "chains", "flows", "sources"]
)
def test_a_package_that_lacks_a_table_still_gets_its_report(
    region: Region, dropped: str, tmp_path: Path
) -> None:
    empty = region.table(dropped).clear()
    poorer = region.replace(**{dropped: empty})
    paths = report(
        poorer,
        tmp_path,
        diagnosis=diagnose(poorer),
        scorecard=track(poorer),
        languages=("en",),
    )
    assert 'class="absent"' in paths[0].read_text(encoding="utf-8")


def test_growth_is_that_of_the_plan(facts: Facts, plan: Plan) -> None:
    summary = plan.summary.frame.sort("year")
    assert facts["plan"]["path"]["total"][1:] == pytest.approx(
        summary["value_added"].to_list(), rel=1e-5
    )
    assert facts["plan"]["path"]["usual"][1:] == pytest.approx(
        summary["business_as_usual"].to_list(), rel=1e-5
    )
    last = [group["values"][-1] for group in facts["plan"]["path"]["groups"]]
    assert sum(last) == pytest.approx(facts["plan"]["growth"]["end"], rel=1e-4)


def test_money_adds_up_by_source_and_by_use(facts: Facts, plan: Plan) -> None:
    money = facts["plan"]["money"]
    spent = plan.money.frame["amount"].sum()
    assert money["total"] == pytest.approx(spent, rel=1e-5)
    for side in ("sources", "uses"):
        assert sum(sum(each["values"]) for each in money[side]) == pytest.approx(spent, rel=1e-4)


def test_everything_started_is_listed_once(facts: Facts, plan: Plan) -> None:
    codes = [each["code"] for each in facts["plan"]["steps"]]
    started = plan.projects.frame.filter(plan.projects.frame["started"])["project"].to_list()
    opened = plan.what_to_enter.frame.filter(plan.what_to_enter.frame["opened"])[
        "candidate"
    ].to_list()
    tasks = plan.what_to_research.to_dicts()
    put_out = [row["task"] for row in tasks if row["started"]]
    assert put_out
    assert sorted(codes) == sorted([*started, *opened, *put_out])
    assert all(each["start"] <= each["ready"] for each in facts["plan"]["steps"])


def test_routes_opened_by_the_plan_are_marked(facts: Facts, plan: Plan) -> None:
    routes = plan.projects.frame.filter(plan.projects.frame["started"])
    opened = {each["code"] for each in facts["routes"]["services"] if each["state"] == "opened"}
    assert len(opened) == routes.filter(routes["kind"] == "route").height


def test_promises_are_counted_by_state(facts: Facts, region: Region) -> None:
    assert facts["targets"]["counts"] == track(region).counts
    assert len(facts["targets"]["rows"]) == region.table("targets").height


def test_base_year_value_added_is_that_of_the_account(facts: Facts) -> None:
    """The plan starts where the diagnosis stands."""
    total = sum(each["value_added"] or 0.0 for each in facts["standing"]["industries"])
    assert facts["plan"]["growth"]["start"] == pytest.approx(total, rel=1e-3)
