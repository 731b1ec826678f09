"""Write the report on a plan of several places: one self-contained file a language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from upriver.core.message import LANGUAGES
from upriver.core.progress import silent
from upriver.reporting.facts.shared import shared_facts
from upriver.reporting.places_document import render_places
from upriver.services.pages import write_pages

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from upriver.core.message import Language
    from upriver.core.progress import Progress
    from upriver.planning.places.result import PlacesPlan
    from upriver.reporting.svg import Renderer


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
    progress("report", 0, len(languages) + 1)
    facts = shared_facts(plan)

    def _rendered(language: Language, renderer: Renderer) -> str:
        return render_places(facts, language=language, renderer=renderer)

    return write_pages(out, "places", _rendered, languages=languages, progress=progress)
