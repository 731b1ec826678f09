"""Write the report: one self-contained file a language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from upriver.core.message import LANGUAGES
from upriver.core.progress import silent
from upriver.reporting.document import render_document
from upriver.reporting.facts.gather import gather_facts
from upriver.services.pages import write_pages

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from upriver.core.errors import UpriverError
    from upriver.core.message import Language
    from upriver.core.progress import Progress
    from upriver.data.region import Region
    from upriver.planning.result import Plan
    from upriver.planning.scenarios.result import ScenarioPlan
    from upriver.reporting.svg import Renderer
    from upriver.services.check import CheckResult
    from upriver.services.diagnose import Diagnosis
    from upriver.services.explore import Exploration
    from upriver.services.read import ReadResult
    from upriver.services.track import Scorecard


def report(  # noqa: PLR0913 - one argument a part of the report
    region: Region,
    out: str | Path,
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
    languages: Sequence[Language] = LANGUAGES,
    progress: Progress = silent,
) -> tuple[Path, ...]:
    """Write the report of a region.

    Parameters
    ----------
    region : Region
        The package.
    out : str or Path
        Folder for the files; it is made when it is not there.
    check : CheckResult, optional
        What the check found.
    reading : ReadResult, optional
        What was read in the documents.
    diagnosis : Diagnosis, optional
        Where the region stands.
    plan : Plan, optional
        The plan.
    plan_error : UpriverError, optional
        Why there is no plan; shown in its place.
    scenarios : ScenarioPlan, optional
        The plan under scenarios.
    scenarios_error : UpriverError, optional
        Why there is none.
    scorecard : Scorecard, optional
        Whether the targets are on course.
    exploration : Exploration, optional
        What surrounds the plan.
    languages : sequence of {"en", "zh"}
        One file is written for each.
    progress : Progress
        Told of every finished file, step ``"report"``.

    Returns
    -------
    tuple of Path
        ``report.<language>.html``, in the order of ``languages``. The same results give the
        same bytes. A part without results is replaced by the reason.

    Raises
    ------
    OutputError
        If the folder cannot be written to.
    MissingPartError
        If the ECharts build that draws the pictures is not installed.
    """
    progress("report", 0, len(languages) + 1)
    facts = gather_facts(
        region,
        check=check,
        reading=reading,
        diagnosis=diagnosis,
        plan=plan,
        plan_error=plan_error,
        scenarios=scenarios,
        scenarios_error=scenarios_error,
        scorecard=scorecard,
        exploration=exploration,
    )

    def _rendered(language: Language, renderer: Renderer) -> str:
        return render_document(facts, language=language, renderer=renderer)

    return write_pages(out, "report", _rendered, languages=languages, progress=progress)
