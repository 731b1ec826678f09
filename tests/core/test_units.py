"""Units convert, and refuse what cannot be converted."""

import pytest

from upriver.core.errors import UnitError
from upriver.core.units import conversion_factor, convert, parse_unit


@pytest.mark.parametrize(
    ("unit_from", "unit_to", "factor"),
    [
        ("亿元", "1e4 CNY", 1e4),
        ("1e4 CNY", "CNY", 1e4),
        ("万亿元", "1e8 CNY", 1e4),
        ("万人次", "passengers", 1e4),
        ("万吨", "t", 1e4),
        ("t/1e4 CNY", "kg/CNY", 0.1),
        ("%", "ratio", 0.01),
        ("CNY/CNY", "%", 100.0),
        ("GWh", "kWh", 1e6),
        ("万辆", "vehicles", 1e4),
        ("亿元/平方公里", "1e8 CNY/km2", 1.0),
        ("flights/week", "班/周", 1.0),
        ("微克/立方米", "ug/m3", 1.0),
    ],
)
def test_factor(unit_from: str, unit_to: str, factor: float) -> None:
    assert conversion_factor(unit_from, unit_to) == pytest.approx(factor, rel=1e-12)


def test_a_week_and_a_year_are_both_time() -> None:
    assert conversion_factor("flights/week", "flights/a") == pytest.approx(365.25 / 7)


def test_different_kinds_are_refused() -> None:
    with pytest.raises(UnitError, match="measure different things"):
        convert(1.0, "persons", "passengers")


@pytest.mark.parametrize("text", ["", "CNY/", "foo", "1e4 bar", "a/b/c"])
def test_unknown_units_are_refused(text: str) -> None:
    with pytest.raises(UnitError, match="Unknown unit"):
        parse_unit(text)


def test_the_refusal_speaks_chinese() -> None:
    with pytest.raises(UnitError, match="Unknown unit") as caught:
        parse_unit("foo")
    assert "单位 'foo' 无法识别" in caught.value.render("zh")
