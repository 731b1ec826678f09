"""Pages in several languages, drawn side by side."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from upriver.core.files import write_text
from upriver.reporting.svg import Renderer, drawing_threads

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from upriver.core.message import Language
    from upriver.core.progress import Progress


def write_pages(
    out: str | Path,
    name: str,
    render: Callable[[Language, Renderer], str],
    *,
    languages: Sequence[Language],
    progress: Progress,
) -> tuple[Path, ...]:
    """Write a page in each language.

    Parameters
    ----------
    out : str or Path
        Folder for the files; it is made when it is not there.
    name : str
        What stands before ``.<language>.html``.
    render : callable
        Gives the page of a language, drawn by a renderer.
    languages : sequence of {"en", "zh"}
        One file is written for each.
    progress : Progress
        Told of every finished file, step ``"report"``; the facts were the first step.

    Returns
    -------
    tuple of Path
        In the order of ``languages``.

    Raises
    ------
    OutputError
        If the folder cannot be written to.
    MissingPartError
        If the ECharts build that draws the pictures is not installed.
    """
    steps = len(languages) + 1
    progress("report", 1, steps)

    def _rendered(language: Language) -> str:
        # A drawing engine belongs to the thread that made it; while it draws, others run.
        return render(language, Renderer())

    paths: list[Path] = []
    with drawing_threads(len(languages)) as pool:
        for done, (language, text) in enumerate(
            zip(languages, pool.map(_rendered, languages), strict=True), start=2
        ):
            paths.append(write_text(Path(out) / f"{name}.{language}.html", text))
            progress("report", done, steps)
    return tuple(paths)
