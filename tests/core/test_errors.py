"""Errors speak both languages, are the fitting builtin too, and carry their findings."""

import pytest

from upriver.core.errors import DataError, LabelError, OutputError, PlanningError, UpriverError
from upriver.core.findings import Finding
from upriver.core.message import Message, listing

PROBLEM, REMEDY = Message("It is empty.", "为空。"), Message("Fill it.", "请填写。")


@pytest.mark.parametrize(
    ("error", "builtin"),
    [(DataError, ValueError), (LabelError, LookupError), (OutputError, OSError),
     (PlanningError, RuntimeError)],
)  # fmt: skip
def test_text_and_ancestry(error: type[UpriverError], builtin: type[Exception]) -> None:
    caught = error(PROBLEM, REMEDY)
    assert isinstance(caught, builtin)
    assert str(caught) == "It is empty. Fill it."
    assert caught.render("zh") == "为空。请填写。"


def test_findings_are_listed() -> None:
    finding = Finding("x", "error", PROBLEM, REMEDY, table="flows", row=3, column="value")
    caught = DataError(PROBLEM, REMEDY, findings=(finding,))
    assert "flows, row 3, column value: It is empty. Fill it." in str(caught)
    assert "flows 第 3 行 列 value：为空。请填写。" in caught.render("zh")
    assert finding.to_dict()["problem"] == {"en": "It is empty.", "zh": "为空。"}


def test_listing_counts_the_rest() -> None:
    assert listing("abcde") == "'a', 'b', 'c' (+2)"
