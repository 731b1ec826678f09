"""A plan as an Excel workbook that a finance bureau can go on working with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from upriver.core.files import replacing
from upriver.reporting.excel.explored_book import explored_book
from upriver.reporting.excel.places_book import places_book
from upriver.reporting.excel.plan_book import plan_book

if TYPE_CHECKING:
    from upriver.core.message import Language
    from upriver.planning.places.result import PlacesPlan
    from upriver.planning.result import Plan
    from upriver.reporting.excel.book import Book
    from upriver.services.explore import Exploration


def write_plan_excel(plan: Plan, path: str | Path, language: Language = "zh") -> Path:
    """Write a plan as an Excel workbook.

    Parameters
    ----------
    plan : Plan
        The plan.
    path : str or Path
        Where it shall stand; it should end in ``.xlsx``.
    language : {"en", "zh"}
        Language of sheets, headings and names.

    Returns
    -------
    Path
        The same path. The same plan gives the same bytes.

    Raises
    ------
    OutputError
        If it cannot be written; an old file is then untouched.

    Notes
    -----
    Money stays in the unit of the plan, 1e8 CNY of base-year prices. Totals are formulas; Excel
    works them out when the file is opened.
    """
    return _write(plan_book(plan, language), Path(path))


def write_places_excel(plan: PlacesPlan, path: str | Path, language: Language = "zh") -> Path:
    """Write a plan of several places as one Excel workbook.

    Parameters
    ----------
    plan : PlacesPlan
        The plan.
    path : str or Path
        Where it shall stand; it should end in ``.xlsx``.
    language : {"en", "zh"}
        Language of sheets, headings and names.

    Returns
    -------
    Path
        The same path. The same plan gives the same bytes.

    Raises
    ------
    OutputError
        If it cannot be written; an old file is then untouched.

    Notes
    -----
    One sheet a concern, with a column that names the place: a filter gives the sheet of one.
    """
    return _write(places_book(plan, language), Path(path))


def write_exploration_excel(
    exploration: Exploration, path: str | Path, language: Language = "zh"
) -> Path:
    """Write a plan and what surrounds it as an Excel workbook.

    Parameters
    ----------
    exploration : Exploration
        The plan, other plans almost as good, promises, the two books, short sight.
    path : str or Path
        Where it shall stand; it should end in ``.xlsx``.
    language : {"en", "zh"}
        Language of sheets, headings and names.

    Returns
    -------
    Path
        The same path. The same exploration gives the same bytes.

    Raises
    ------
    OutputError
        If it cannot be written; an old file is then untouched.

    Notes
    -----
    The sheets of `write_plan_excel`, then one sheet a question.
    """
    return _write(explored_book(exploration, language), Path(path))


def _write(book: Book, path: Path) -> Path:
    content = book.content()
    with replacing(path) as temporary:
        temporary.write_bytes(content)
    return path
