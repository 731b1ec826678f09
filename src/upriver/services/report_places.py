"""Write the report on a plan of several places: one self-contained file a language."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from upriver.core.files import write_text
from upriver.core.message import LANGUAGES
from upriver.core.progress import silent
from upriver.reporting.facts.shared import shared_facts
from upriver.reporting.places_document import render_places
from upriver.reporting.svg import Renderer, drawing_threads

if TYPE_CHECKING:
    from collections.abc import Sequence

    from upriver.core.message import Language
    from upriver.core.progress import Progress
    from upriver.planning.places.result import PlacesPlan


def report_places(
    plan: PlacesPlan,
    out: str | Path,
    *,
    languages: Sequence[Language] = LANGUAGES,
    progress: Progress = silent,
) -> tuple[Path, ...]:
    """Write the report on a plan of several places.

    Parameters
    ----------
    plan : PlacesPlan
        The plan.
    out : str or Path
        Folder for the files; it is made when it is not there.
    languages : sequence of {"en", "zh"}
        One file is written for each.
    progress : Progress
        Told of every finished file, step ``"report"``.

    Returns
    -------
    tuple of Path
        ``places.<language>.html``, in the order of ``languages``. The same plan gives the same
        bytes.

    Raises
    ------
    OutputError
        If the folder cannot be written to.
    MissingPartError
        If the ECharts build that draws the pictures is not installed.
    """
    steps = len(languages) + 1
    progress("report", 0, steps)
    facts = shared_facts(plan)
    progress("report", 1, steps)

    def _rendered(language: Language) -> str:
        # A drawing engine belongs to the thread that made it; while it draws, others run.
        return render_places(facts, language=language, renderer=Renderer())

    paths: list[Path] = []
    with drawing_threads(len(languages)) as pool:
        for done, (language, text) in enumerate(
            zip(languages, pool.map(_rendered, languages), strict=True), start=2
        ):
            paths.append(write_text(Path(out) / f"places.{language}.html", text))
            progress("report", done, steps)
    return tuple(paths)
