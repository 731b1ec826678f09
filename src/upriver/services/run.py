"""The main job, end to end: check, read, diagnose, plan, track, report."""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from upriver.core.errors import InfeasibleError, UpriverError
from upriver.core.files import make_folder
from upriver.core.message import LANGUAGES, Language
from upriver.core.progress import Progress, silent
from upriver.data.checks import require_sound
from upriver.data.region import Region
from upriver.planning.faults import refuse_errors
from upriver.planning.reading.table_findings import table_findings
from upriver.services.check import CheckResult
from upriver.services.diagnose import Diagnosis, diagnose
from upriver.services.explore import Exploration, ExplorationSettings, explore
from upriver.services.package_documents import read_package_documents
from upriver.services.plan import plan as make_plan
from upriver.services.report import report
from upriver.services.scenarios import scenarios as plan_for_scenarios
from upriver.services.track import track
from upriver.services.write_results import write_results

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    import xarray as xr

    from upriver.core.processes import Mapper
    from upriver.planning.result import Plan
    from upriver.planning.scenarios.result import ScenarioPlan
    from upriver.planning.settings import PlanSettings
    from upriver.services.diagnosis_settings import DiagnosisSettings
    from upriver.services.read import ReadResult
    from upriver.services.track import Scorecard


@dataclass(frozen=True, eq=False)
class RunResult:
    """Everything one run produced.

    Parameters
    ----------
    region : Region
        The package that was used.
    out : Path
        Folder of the results.
    check : CheckResult
        Warnings and notes of the package.
    reading : ReadResult, optional
        Claims of the package's documents; missing when it has none.
    diagnosis : Diagnosis
        Where the region stands.
    plan : Plan, optional
        Missing when there is none; then ``plan_error`` says why.
    plan_error : UpriverError, optional
        Which promises and limits contradict each other.
    scenarios : ScenarioPlan, optional
        The plan under scenarios, where it was asked for; ``without_plan`` has the scenarios that
        it is not for.
    scenarios_error : UpriverError, optional
        Why there is no plan for any scenario, or no common start.
    scorecard : Scorecard
        Whether the targets are on course.
    exploration : Exploration, optional
        What surrounds the plan, when it was asked for.
    report_paths : dict of str to Path
        Report by language.
    seconds : dict of str to float
        How long each step took, in order.
    """

    region: Region
    out: Path
    check: CheckResult
    reading: ReadResult | None
    diagnosis: Diagnosis
    plan: Plan | None
    plan_error: UpriverError | None
    scenarios: ScenarioPlan | None
    scenarios_error: UpriverError | None
    scorecard: Scorecard
    exploration: Exploration | None
    report_paths: dict[Language, Path]
    seconds: dict[str, float]


@dataclass
class _Clock:
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self.seconds[name] = time.perf_counter() - start


def run(  # noqa: PLR0913 - one argument a part of the run
    region: Region | str | Path,
    out: str | Path,
    *,
    languages: Sequence[Language] = LANGUAGES,
    diagnosis_settings: DiagnosisSettings | None = None,
    plan_settings: PlanSettings | None = None,
    exploration_settings: ExplorationSettings | None = None,
    scenarios: bool = False,
    as_of: date | None = None,
    explored: bool = False,
    executor: Mapper | None = None,
    progress: Progress = silent,
) -> RunResult:
    """Do the whole job once.

    Parameters
    ----------
    region : Region, str or Path
        A region, or where its package is.
    out : str or Path
        Folder for the report and the results.
    languages : sequence of {"en", "zh"}
        Languages of the report.
    diagnosis_settings : DiagnosisSettings, optional
        How the region is diagnosed.
    plan_settings : PlanSettings, optional
        How the plan is made.
    exploration_settings : ExplorationSettings, optional
        How far to look, where ``explored``.
    scenarios : bool
        Whether the plan is made for the scenarios of the package too, where there are any and
        there is a plan. It takes several times as long as the plan.
    as_of : date, optional
        Day of the scorecard. Default: the end of the newest observation.
    explored : bool
        Look at what surrounds the plan, too; that takes a minute or more.
    executor : Mapper, optional
        Solves single scenarios and windows elsewhere or side by side; any object with ``map``.
    progress : callable
        Told of every finished part.

    Returns
    -------
    RunResult
        All results; the files are already written.

    Raises
    ------
    DataError
        If the package has errors; all of them are listed.
    OutputError
        If the folder cannot be written to; this is found before any work is done.
    """
    clock, folder = _Clock(), make_folder(Path(out))
    with clock.step("load"):
        opened = region if isinstance(region, Region) else Region.open(region)
    with clock.step("check"):
        checked = _checked(opened)
    with clock.step("read"):
        reading = read_package_documents(opened, progress=progress)
    with clock.step("diagnose"):
        diagnosis = diagnose(opened, diagnosis_settings, progress=progress)
    with clock.step("plan"):
        looked = (exploration_settings or ExplorationSettings()) if explored else None
        plan, exploration, plan_error = _plan(
            opened, plan_settings, diagnosis, exploration=looked, executor=executor,
            progress=progress,
        )  # fmt: skip
    unsure, unsure_error = None, None
    if scenarios and plan is not None and opened.has("scenarios"):
        unsure, unsure_error = _scenarios(
            opened, plan_settings, diagnosis, clock=clock, executor=executor, progress=progress
        )
    with clock.step("track"):
        scorecard = track(opened, as_of=as_of)
    parts = _Parts(
        check=checked,
        reading=reading,
        diagnosis=diagnosis,
        plan=plan,
        plan_error=plan_error,
        scenarios=unsure,
        scenarios_error=unsure_error,
        scorecard=scorecard,
        exploration=exploration,
    )
    with clock.step("report"):
        paths = report(opened, folder, **parts, languages=languages, progress=progress)
    with clock.step("write"):
        write_results(folder / "results", **parts)
    return RunResult(
        region=opened,
        out=folder,
        **parts,
        report_paths=dict(zip(languages, paths, strict=True)),
        seconds=clock.seconds,
    )


class _Parts(TypedDict):
    """What a run found; the report, the files and the result all get it."""

    check: CheckResult
    reading: ReadResult | None
    diagnosis: Diagnosis
    plan: Plan | None
    plan_error: UpriverError | None
    scenarios: ScenarioPlan | None
    scenarios_error: UpriverError | None
    scorecard: Scorecard
    exploration: Exploration | None


def _checked(region: Region) -> CheckResult:
    """What is doubtful in a package without errors, those of a plan among them."""
    known = require_sound(region)
    return CheckResult(region, (*known, *refuse_errors(table_findings(region))))


def _plan(
    region: Region,
    settings: PlanSettings | None,
    diagnosis: Diagnosis,
    *,
    exploration: ExplorationSettings | None,
    executor: Mapper | None,
    progress: Progress,
) -> tuple[Plan | None, Exploration | None, UpriverError | None]:
    """Plan, or the conflict that stands in its way: that too is a result."""
    density = _density(region, diagnosis)
    try:
        if exploration is not None:
            found = explore(
                region, settings, exploration, density=density, executor=executor,
                progress=progress,
            )  # fmt: skip
            return found.plan, found, None
        return make_plan(region, settings, density=density, progress=progress), None, None
    except InfeasibleError as conflict:
        return None, None, conflict


def _scenarios(
    region: Region,
    settings: PlanSettings | None,
    diagnosis: Diagnosis,
    *,
    clock: _Clock,
    executor: Mapper | None,
    progress: Progress,
) -> tuple[ScenarioPlan | None, UpriverError | None]:
    """Plan for the scenarios, or the conflict that stands in its way: that too is a result."""
    with clock.step("plan.scenarios"):
        density = _density(region, diagnosis)
        try:
            found = plan_for_scenarios(
                region, settings, density=density, executor=executor, progress=progress
            )
        except InfeasibleError as conflict:
            return None, conflict
        return found, None


def _density(region: Region, diagnosis: Diagnosis) -> xr.DataArray | None:
    if diagnosis.density is None:
        return None
    return diagnosis.density.sel(place=region.code, drop=True)
