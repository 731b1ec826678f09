"""The workbook of what surrounds a plan, in both languages."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from plan_toy import SETTINGS, plan_inputs
from upriver.core.message import LANGUAGES, Message
from upriver.planning import solve_plan, to_plan
from upriver.planning.foresight import short_foresight
from upriver.planning.front import pareto_front
from upriver.planning.near_optimal import DECIDED, VERDICTS, near_optimal
from upriver.planning.together import what_goes_together
from upriver.reporting.excel.explored_book import explored_book
from upriver.services.explore import Exploration

if TYPE_CHECKING:
    from upriver.core.message import Language


@pytest.fixture(scope="module")
def exploration() -> Exploration:
    solved = solve_plan(plan_inputs(), SETTINGS.model_copy(update={"compare": True}))
    return Exploration(
        to_plan(solved),
        near_optimal(solved, plans=3),
        pareto_front(solved.inputs, solved.settings, points=3),
        short_foresight(solved, windows=(1,)),
        what_goes_together(solved),
        (Message("One thing is not known.", "有一事未知。"),),
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_has_a_sheet_with_its_rows(
    exploration: Exploration, language: Language
) -> None:
    content = explored_book(exploration, language).content()
    assert content == explored_book(exploration, language).content()
    book = load_workbook(BytesIO(content))
    name = {"en": "Sure or exchangeable", "zh": "稳定与可互换"}[language]
    assert exploration.near is not None
    decided = exploration.near.decisions.to_dicts()
    rows = list(book[name].iter_rows(min_row=5, values_only=True))
    assert len(rows) == len(decided) > 0
    for row, each in zip(rows, decided, strict=True):
        words = (VERDICTS[each["verdict"]].to(language), DECIDED[each["kind"]].to(language))
        assert row[0] == each[f"name_{language}"].replace("\x07", "")
        assert (row[2], row[1]) == words
        assert row[4] == pytest.approx(each["share"])
    two = book[{"en": "The two books", "zh": "两本账"}[language]]
    given = [row[2] for row in two.iter_rows(min_row=5, values_only=True)]
    assert given == pytest.approx(exploration.tables["front"].to_polars()["given_up"].to_list())
    unknown = book[{"en": "Not found out", "zh": "未能得出"}[language]]
    assert {"en": "One thing is not known.", "zh": "有一事未知。"}[language] in {
        cell.value for line in unknown.iter_rows() for cell in line
    }
