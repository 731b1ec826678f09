"""The largest prices of a screen, and shares as per cent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from upriver.cli.common import Common
from upriver.cli.largest import in_percent, show_prices
from upriver.cli.screen import Screen
from upriver.core.message import LANGUAGES, Message

if TYPE_CHECKING:
    from upriver.core.message import Language

KINDS = {"cap": Message("limit", "上限"), "product": Message("product", "产品")}
COLUMNS = {"kind": Message("Kind", "类型"), "name": Message("Name", "名称"),
           "price": Message("Price", "价格")}  # fmt: skip


def row(kind: str, price: float) -> dict[str, object]:
    return {"kind": kind, "name_en": f"{kind} {price}", "name_zh": f"{kind}{price}", "price": price}


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_many_the_largest_are_shown_and_the_rest_is_counted(
    language: Language, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [row("product", 0.1), row("cap", 2.0), row("product", -3.0), row("product", 0.5)]
    show_prices(
        Screen(Common(language=language)), rows, title=Message("Prices", "价格表"),
        columns=COLUMNS, kinds=KINDS, most={"product": 2},
    )  # fmt: skip
    shown = capsys.readouterr()
    names = ["cap 2.0", "product -3.0", "product 0.5"]
    if language == "zh":
        names = [name.replace(" ", "") for name in names]
    at = [shown.out.index(name) for name in names]
    assert at == sorted(at)
    assert "0.1" not in shown.out
    assert {"en": "1 more have a smaller price (product).", "zh": "另有 1 项价格较小（产品）。"}[
        language
    ] in shown.err


def test_shares_become_per_cent_and_amounts_stay() -> None:
    rows = [{"value": 0.06, "unit": "ratio"}, {"value": 9.0, "unit": "t"},
            {"value": None, "unit": "ratio"}]  # fmt: skip
    assert in_percent(rows, "value", where="unit") == [
        {"value": pytest.approx(6.0), "unit": "%"}, {"value": 9.0, "unit": "t"},
        {"value": None, "unit": "%"},
    ]  # fmt: skip
    assert in_percent([{"growth": 0.05}], "growth") == [{"growth": pytest.approx(5.0)}]
