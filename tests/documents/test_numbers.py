"""Numerals in figures and characters, with the tails that converters read wrongly."""

from __future__ import annotations

import pytest

from upriver.documents.numbers import narrow, parse_numeral, times_scale
from upriver.documents.quantities import find_quantities


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,216.95", 1216.95), ("十五", 15), ("一百二十万", 1_200_000), ("三点五亿", 350_000_000),
        ("3.5亿", 350_000_000), ("1亿2000万", 120_000_000), ("两千", 2000), ("千亿", 100_000_000_000),
        ("万亿", 1_000_000_000_000), ("三千五百", 3500), ("百万", 1_000_000), ("一万二千", 12_000),
        ("二十", 20), ("零点八", 0.8), ("1．5", 1.5), ("5千", 5000),
    ],
)  # fmt: skip
def test_numerals(text, value):
    assert parse_numeral(text) == value


@pytest.mark.parametrize("text", ["三五", "二〇二四", "点五", "", "十点", "企业"])
def test_what_is_no_numeral(text):
    assert parse_numeral(text) is None


def test_narrowing_keeps_the_length():
    assert narrow("增长６．５％～７％") == "增长6.5%~7%"


def test_products_carry_no_binary_dust():
    assert times_scale(1073.6, 1e8) == 107_360_000_000
    assert times_scale(0.07, 0.01) == 0.0007


@pytest.mark.parametrize(
    ("text", "value", "unit", "norm"),
    [
        ("5～10家", (5, 10), "家", (5, 10)),
        ("6%—7%", (6, 7), "%", (0.06, 0.07)),
        ("20万到30万人", (20, 30), "万人", (200_000, 300_000)),
        ("三五家", (3, 5), "家", (3, 5)),
        ("1.2 trillion yuan", 1.2, "trillion yuan", 1_200_000_000_000),
        ("RMB30 billion", 30, "RMB billion", 30_000_000_000),
        ("US$3 million", 3, "US$ million", 3_000_000),
        ("百分之三点五", 3.5, "%", 0.035),
        ("近三成", 30, "%", 0.3),
        ("突破3万亿，", 3, "万亿", 3_000_000_000_000),
        ("33.6微克/立方米", 33.6, "微克/立方米", 33.6),
    ],
)
def test_quantities(text, value, unit, norm):
    (quantity,) = find_quantities(text)
    assert (quantity.value, quantity.unit, quantity.value_norm) == (value, unit, norm)


@pytest.mark.parametrize(
    "text", ["一家企业", "两个方面", "数十家企业", "几百人", "10至5家", "万户"]
)
def test_articles_and_vague_numbers_are_left_out(text):
    assert find_quantities(text) == ()
