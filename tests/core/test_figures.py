"""How numbers are written."""

from __future__ import annotations

import pytest

from upriver.core.figures import money, move, number, percent, quantity
from upriver.core.unit_names import _UNITS, in_unit, unit_name, unit_word
from upriver.core.units import parse_unit
from upriver.data.examples import chongqing


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, "–"), (float("nan"), "–"), (0.0, "0"), (-0.0, "0"), (1234.5, "1,234"), (12.34, "12.3"),
     (40.0, "40"), (1.5, "1.5"), (0.1234, "0.123"), (-3.2, "−3.2"), (-0.0001, "0")],
)  # fmt: skip
def test_numbers_have_three_digits_and_no_minus_nought(value: float | None, text: str) -> None:
    assert number(value) == text


def test_fixed_digits_line_up() -> None:
    assert [number(value, 2) for value in (1.0, 12.345, None)] == ["1.00", "12.35", "–"]


@pytest.mark.parametrize(
    ("share", "text"),
    [(0.0, "0%"), (0.004, "<1%"), (-0.004, ">−1%"), (0.005, "0%"), (0.994, "99%"), (1.2, "120%")],
)
def test_what_is_not_nought_is_not_shown_as_nought(share: float, text: str) -> None:
    assert percent(share) == text


def test_money_has_one_size_a_language() -> None:
    assert [money(value, "zh") for value in (0.5, 300.0, 30145.8)] == [
        "0.5 亿元",
        "300 亿元",
        "3.01 万亿元",
    ]
    assert [money(value, "zh") for value in (0.0278, 0.00004)] == ["278 万元", "4,000 元"]
    assert [money(value, "en") for value in (0.0005, 0.001)] == ["CNY 50,000", "CNY 0.1 million"]
    assert move(-0.2, 30.0, "1e8 CNY", "zh") == "−0.2 亿元 … +30 亿元"
    assert move(0.0, 1e-12, "1e8 CNY", "en") == "0 … 0"
    assert move(-1e-6, None, "1e4 t", "en") == "−0 … +∞ kt"
    assert [money(value, "en") for value in (0.5, 300.0, 30145.8)] == [
        "CNY 50 million", "CNY 30 billion", "CNY 3.01 trillion",
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("unit", _UNITS)
def test_every_unit_is_one_that_packages_may_use(unit: str, language: str) -> None:
    """A name for a unit that ``parse_unit`` refuses would never be used."""
    parse_unit(unit)
    assert isinstance(unit_name(unit, language), str)


def test_a_scale_becomes_a_word() -> None:
    assert quantity(30.0, "1e4 kW", "en") == "300 thousand kW"
    assert quantity(30.0, "1e4 kW", "zh") == "30 万千瓦"
    assert quantity(2.0, "1e8 kWh", "en") == "200 million kWh"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_units_of_the_bundled_region_are_told_without_powers_of_ten(language: str) -> None:
    region = chongqing()
    units = {
        unit
        for name in region.tables
        for column in ("unit", "effect_unit")
        if column in region.table(name).columns
        for unit in region.table(name)[column].drop_nulls().unique()
    }
    assert not [unit for unit in sorted(units) if "1e" in unit_name(unit, language)]


def test_an_unknown_unit_is_shown_as_it_stands() -> None:
    assert quantity(5.0, "GW", "en") == "5 GW"
    assert in_unit(5.0, "GW", "en") == 5.0


def test_quantities_are_converted_with_their_unit() -> None:
    assert quantity(12.0, "1e4 t", "en") == "120 kt"
    assert quantity(12.0, "1e4 t", "zh") == "12 万吨"
    assert quantity(0.0252, "ratio", "zh") == "2.52%"
    assert quantity(32.0, "1e4 CNY", "en") == "CNY 0.32 million"
    assert quantity(None, "t", "en") == "–"


@pytest.mark.parametrize(
    ("unit", "zh"),
    [("1e8 CNY", "亿元"), ("CNY/CNY", "元/元"), ("1e4 t", "万吨"), ("1e8 CNY/%", "亿元/%"),
     ("ratio", "比例"), ("1e4 tce", "万吨标准煤"), ("t", "吨"), ("1e4 kW", "万千瓦"), ("ratio/a", "比例/年"), ("1e8 CNY/1e4 t", "亿元/万吨")],
)  # fmt: skip
def test_a_unit_keeps_its_size_in_chinese(unit: str, zh: str) -> None:
    assert unit_word(unit, "zh") == zh
    assert unit_word(unit, "en") == unit
