"""Everything wrong with the data of a plan is told at once, before a solver is called."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from plan_toy import SETTINGS, plan_inputs
from planning_toy import BARE, over, promise, textbook
from upriver.core.errors import DataError, LabelError
from upriver.core.figures import said
from upriver.planning import PlanInputs, planner, solve_plan
from upriver.planning.faults import circles
from upriver.planning.input_findings import input_findings
from upriver.planning.records import Candidate, PlanProject, PlanTarget, ResearchTask

CANDIDATE = Candidate("n", "n", "1", "", scale=10.0, capital=10.0, barrier=2.0, lead_time=1,
                      relatedness=0.5, neighbours={})  # fmt: skip


def part(name: str, field: str, cell: dict[str, object], value: float) -> Callable[..., PlanInputs]:
    """The same inputs with one cell of an array changed."""

    def change(inputs: PlanInputs) -> PlanInputs:
        block = getattr(inputs, name)
        array = getattr(block, field).copy(deep=True)
        array.loc[cell] = value
        return replace(inputs, **{name: replace(block, **{field: array})})

    return change


def project(**changes: object) -> Callable[..., PlanInputs]:
    def change(inputs: PlanInputs) -> PlanInputs:
        first, *others = inputs.projects
        return replace(inputs, projects=(replace(first, **changes), *others))

    return change


def target(**changes: object) -> Callable[..., PlanInputs]:
    def change(inputs: PlanInputs) -> PlanInputs:
        return replace(inputs, targets=(replace(inputs.targets[0], **changes),))

    return change


def candidate(**changes: object) -> Callable[..., PlanInputs]:
    return lambda inputs: replace(inputs, candidates=(replace(CANDIDATE, **changes),))


def stressor_unit(unit: str) -> Callable[..., PlanInputs]:
    def change(inputs: PlanInputs) -> PlanInputs:
        assert inputs.nature is not None
        return replace(inputs, nature=replace(inputs.nature, units={"CO2": unit} if unit else {}))

    return change


def around(inputs: PlanInputs) -> PlanInputs:
    one, two = inputs.projects
    return replace(inputs, projects=(replace(one, requires="b"), replace(two, requires="a")))


def twice(inputs: PlanInputs) -> PlanInputs:
    return replace(inputs, projects=(inputs.projects[0], inputs.projects[0]))


FAULTS = [
    (part("economy", "output", {"industry": "1"}, -5.0), "economy.output[industry=1]", "it is -5"),
    (part("economy", "technology", {"product": "1", "industry": "2"}, -0.1),
     "economy.technology[product=1, industry=2]", "it is -0.1"),
    (part("economy", "inflow_share", {"product": "2"}, 1.2),
     "economy.inflow_share[product=2]", "between 0 and 1; it is 1.2"),
    (part("capacity", "depreciation", {"industry": "1"}, 4.0),
     "capacity.depreciation[industry=1]", "Write 5 per cent as 0.05"),
    (part("capacity", "growth_limit", {"industry": "1"}, -0.05),
     "capacity.growth_limit[industry=1]", "at least 0"),
    (part("money", "amount", {"fund": "f", "year": 2025}, -9.0),
     "money.amount[fund=f, year=2025]", "it is -9"),
    (part("nature", "intensity", {"stressor": "CO2", "industry": "2"}, -1.0),
     "nature.intensity[stressor=CO2, industry=2]", "it is -1"),
    (part("nature", "caps", {"stressor": "CO2", "year": 2026}, -1.0),
     "nature.caps[stressor=CO2, year=2026]", "it is -1"),
    (project(cost=-20.0), "projects[a], column cost", "it is -20"),
    (project(earliest=2026, latest=2024), "projects[a], column latest", "before it begins in 2026"),
    (project(requires="zz"), "projects[a], column requires", "does not know 'zz'; it knows 'a', 'b'"),
    (project(industry="9"), "projects[a], column industry", "does not know '9'"),
    (project(kind="abatement", stressor="SO2"), "projects[a], column stressor", "not know 'SO2'"),
    (around, "projects[a], column requires", "in a circle, so none can start: a → b → a"),
    (twice, "projects[a]", "stands here 2 times"),
    (candidate(relatedness=1.5), "candidates[n], column relatedness", "it is 1.5"),
    (candidate(scale=-1.0), "candidates[n], column scale", "it is -1"),
    (candidate(industry="9"), "candidates[n], column industry", "does not know '9'"),
    (target(year=2040), "targets[VA], column year", "for 2040; the plan covers 2024-2026"),
    (target(value=float("nan")), "targets[VA], column value", "not known"),
    (target(kind="share", value=45.0, share_of={"1": 1.0}), "targets[VA], column value", "it is 45"),
    (target(weights={"9": 1.0}), "targets[VA], column weights", "does not know '9'"),
    (target(measure="employment"), "targets[VA], column measure", "no figures of employment"),
    (target(measure="pressure", stressor="SO2"), "targets[VA], column stressor", "know 'SO2'"),
    (target(weight=-1.0), "targets[VA], column weight", "it is -1"),
    (target(measure="happiness"), "targets[VA], column measure", "does not know 'happiness'"),
    (target(kind="rank"), "targets[VA], column kind", "does not know 'rank'"),
    (target(sense=0), "targets[VA], column sense", "does not know '0'; it knows '-1', '1'"),
    (target(kind="share", value=0.4), "targets[VA], column share_of", "it knows '1', '2'"),
    (target(plan_unit="1e4 CNY"), "targets[VA], column plan_unit",
     "counts this in '1e8 CNY'; the unit is '1e4 CNY'"),
    (target(plan_unit="persons"), "targets[VA], column plan_unit", "counts this in '1e8 CNY'"),
    (target(unit="t"), "targets[VA], column unit", "'t' cannot be turned into '1e8 CNY'"),
    (target(unit="t", kind="growth", value=0.05), "targets[VA], column unit", "into 'ratio'"),
    (target(plan_unit="bushels", link=2.0), "targets[VA], column plan_unit", "'bushels'"),
    (target(unit="t", plan_unit="persons", link=2.0), "targets[VA], column unit", "'persons'"),
    (stressor_unit(""), "nature.units[CO2]", "Unknown unit"),
    (stressor_unit("barrels"), "nature.units[CO2]", "Unknown unit 'barrels'"),
    (project(presses={"CO2": -1.0}), "projects[a], column presses", "it is -1"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "where", "says"), FAULTS)
def test_a_fault_is_named_with_its_cell_before_the_solver_is_called(
    change: Callable[..., PlanInputs],
    where: str,
    says: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(planner, "build_model", None)
    monkeypatch.setattr(planner, "solve_matrix", None)
    with pytest.raises(DataError, match="No plan can be made from these data") as caught:
        solve_plan(change(plan_inputs()), SETTINGS)
    line = next(each for each in caught.value.render("en").splitlines()[1:] if where in each)
    assert says in line
    (found,) = [each for each in caught.value.findings if each.render("en") in line]
    assert found.severity == "error"
    assert found.problem.zh
    assert found.remedy.zh


def test_sound_inputs_have_no_findings() -> None:
    assert input_findings(plan_inputs()) == ()


def test_all_faults_are_told_at_once() -> None:
    wrong = project(cost=-20.0, earliest=2026, latest=2024)(target(year=2040)(plan_inputs()))
    with pytest.raises(DataError, match=r"3 error\(s\)") as caught:
        solve_plan(wrong, SETTINGS)
    assert [each.code for each in caught.value.findings] == [
        "below-least", "window-reversed", "year-outside",
    ]  # fmt: skip


def test_many_cells_of_one_array_are_counted() -> None:
    inputs = plan_inputs()
    assert inputs.money is not None
    wrong = replace(inputs, money=replace(inputs.money, amount=inputs.money.amount - 1000))
    assert len(input_findings(wrong)) == 3
    people = replace(inputs.economy, technology=-inputs.economy.technology)
    found = input_findings(replace(inputs, economy=people))
    assert "1 more cells of this array" in found[3].render("en")


def test_a_cap_far_below_the_base_year_is_a_warning_that_the_plan_carries() -> None:
    """The economy presses 140; a cap of 60 is below half of it, and nothing abates."""
    inputs = plan_inputs(cap=60.0)
    assert inputs.nature is not None
    (found,) = {each.code for each in input_findings(inputs)}
    assert found == "cap-far-below"
    assert {each.severity for each in input_findings(inputs)} == {"warning"}


@pytest.mark.parametrize(
    ("change", "fits"),
    [({"unit": "%"}, True), ({"unit": "1e12 CNY"}, True), ({"plan_unit": "亿元"}, True),
     ({"plan_unit": "1e8 CNY/a"}, True), ({"plan_unit": "", "unit": ""}, True),
     ({"plan_unit": "1e4 vehicles", "unit": "vehicles", "link": 0.3}, True)],
)  # fmt: skip
def test_units_that_fit_are_let_through(change: dict[str, object], fits: bool) -> None:
    """A level may be promised as growth; linked to an indicator it has the indicator's unit."""
    found = {each.code for each in input_findings(target(**change)(plan_inputs()))}
    assert ("unit-does-not-fit" not in found) is fits


PRESSED = 140.0  # what the textbook economy emits


@pytest.mark.parametrize(
    ("cap", "hard", "codes"),
    [(141.0, True, []), (139.0, True, ["cap-below"]), (139.0, False, []),
     (69.0, True, ["cap-far-below"]), (69.0, False, ["cap-far-below"])],
)  # fmt: skip
def test_a_cap_below_what_exists_is_told(cap: float, hard: bool, codes: list[str]) -> None:
    """A soft cap has its price; it is told only where its unit is in doubt."""
    inputs = textbook(cap=cap)
    assert inputs.nature is not None
    flags = inputs.nature.hard | True if hard else inputs.nature.hard & False
    inputs = replace(inputs, nature=replace(inputs.nature, hard=flags))
    found = input_findings(inputs)
    assert [each.code for each in found] == codes
    if codes:
        assert f"nature.caps[stressor=CO2, year=2024]: The cap {10 * cap:,g} kt is" in found[
            0
        ].render("en")
        assert "the 1,400 kt of the base year" in found[0].problem.en
        assert "基年的 140 万吨" in found[0].problem.zh


def test_abatement_and_cleaner_technology_count_before_a_cap_is_doubted() -> None:
    """130 of 140: 5 % cleaner leaves 133, and a project of 3 the rest; one of 2 does not."""
    settings = BARE.model_copy(update={"cleaner_growth": 0.05})
    for effect, codes in ((3.0, []), (2.0, ["cap-below"])):
        scrubber = PlanProject("s", "abatement", cost=1.0, effect=effect, lead_time=0,
                               stressor="CO2")  # fmt: skip
        inputs = replace(textbook(cap=130.0), projects=(scrubber,))
        assert [each.code for each in input_findings(inputs, settings=settings)] == codes
    budget = replace(textbook(cap=270.0, years=(2024, 2025)), projects=())
    assert budget.nature is not None
    added = replace(budget.nature, basis={"CO2": "cumulative"})
    (found,) = input_findings(replace(budget, nature=added))  # 140 and 280 in all
    assert "year=2025" in found.table
    assert "the 2,800 kt of 2 years like the base year" in found.problem.en


@pytest.mark.parametrize(
    ("measure", "exists", "unit"),
    [("value_added", 2050.0, "1e8 CNY"), ("pressure", PRESSED, "1e4 t")],
)
def test_a_promise_of_at_most_less_than_what_exists_is_told(
    measure: str, exists: float, unit: str
) -> None:
    most = replace(
        promise(exists - 1.0, year=2024, hard=True), measure=measure, sense=-1,
        stressor="CO2" if measure == "pressure" else "", unit="", plan_unit="",
    )  # fmt: skip
    inputs = replace(textbook(cap=1000.0), targets=(most,))
    (found,) = input_findings(inputs)
    assert (found.code, found.table, found.severity) == ("cap-below", "targets[VA]", "warning")
    assert f"; {said(exists, unit).en} would be left" in found.problem.en
    for fine in (replace(most, value=exists + 1.0), replace(most, sense=1),
                 replace(most, hard=False), replace(most, link=0.9)):  # fmt: skip
        assert input_findings(replace(inputs, targets=(fine,))) == ()


def test_circles_are_found_once() -> None:
    assert circles({"a": "b", "b": "c", "c": "b", "d": ""}) == [["b", "c"]]


def test_arrays_that_do_not_fit_are_all_told() -> None:
    inputs = plan_inputs()
    unknown = inputs.economy.output.copy(data=[float("nan"), 1.0])
    odd = over([1.0, 1.0], product=["1", "9"]).astype(bool)
    with pytest.raises(DataError, match="2 faults") as caught:
        replace(inputs, economy=replace(inputs.economy, value_added=unknown, tradable=odd))
    assert "unknown at industry=1" in caught.value.render("en")
    tasks = (
        ResearchTask("a", -1.0, 1, 2.0, after=("b",)),
        ResearchTask("b", 1.0, 1, 0.5, after=("a",)),
    )
    with pytest.raises(DataError, match="4 faults") as caught:
        replace(inputs, tasks=tasks, economy=replace(inputs.economy, value_added=unknown))
    told = caught.value.render("zh")
    assert "研发任务 a：成功概率应大于 0 且不超过 1" in told
    assert "成环：a → b → a" in told or "成环：b → a → b" in told
    with pytest.raises(LabelError, match="tradable"):
        replace(inputs, economy=replace(inputs.economy, tradable=odd))


def test_a_target_outside_is_no_matter_of_the_toy() -> None:
    late: PlanTarget = promise(1.0, year=2030)
    assert input_findings(replace(plan_inputs(), targets=(late,)))[0].code == "year-outside"
