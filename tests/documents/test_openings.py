"""A rule is tried only where it can begin, and finds what it would find anywhere."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upriver.documents.openings import RuleIndex, first_signs, openings
from upriver.documents.rules import rows, scan

RULES = [
    r"(?<![A-Za-z])(?!RMB)[A-Za-z]{1,4}-?\d{1,5}", r"(?:世界|全球)*\d{2,4}强", r"\d+(?:\+[0-9A-Z]+)+",
    "[“「]\\d{2,6}[”」]", "一[批些]", "[五八十]?[两三]化", "(?i:Top|Global) ?\\d{2}", "翻(?:了|上)?番", r"\d+号(?:线)?",
    r"[〔\[（(]\d{1,4}[〕\]）)]号", "(?P<named>翻(?P<inner>了)?倍)", "(?<=一)[五翻]强",
]  # fmt: skip
PIECES = [
    "A", "HU", "445", "5", "G", "强", "世界", "全球", "+", "“", "”", "一批", "一", "五", "三化", "TOP ", "top",
    "翻了番", "翻", "番", "号", "线", "，", "RMB", "一些", "十两化", "N",
    "[", "(", "）", "]", "倍", "了",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


@given(TEXTS)
def test_an_index_finds_what_one_pattern_finds(text):
    whole = re.compile("|".join(f"(?:{rule})" for rule in RULES))
    found = [match.span() for match in RuleIndex(RULES).finditer(text)]
    assert found == [match.span() for match in whole.finditer(text)]


@given(TEXTS)
def test_a_rule_occurs_where_an_index_finds_one(text):
    index = RuleIndex(RULES)
    assert index.occurs(text) == any(True for _ in index.finditer(text))


@given(TEXTS)
def test_a_scan_finds_what_the_pattern_finds(text):
    pattern = re.compile(r"(?:世界|全球)?(?<!\d)\d+(?:强|号线?)")
    found = scan(pattern, text, first=re.compile(r"[世全\d]"))
    assert [m.span() for m in found] == [m.span() for m in pattern.finditer(text)]


@pytest.mark.parametrize(
    ("pattern", "signs"),
    [
        ("力争", "力"),
        ("(?:较|比)?上年", "较比上"),
        (r"(?<!\d)\d{2}强", r"\d"),
        (r"(?=[一二]三)[一二]三", "一二"),
        ("a{0,2}b", "ab"),
        ("(?P<n>甲|乙丙)丁", "甲乙"),
        (r"\bno\.", "n"),
        ("(?i:fo)", "fF"),
        (r"《[^》]+》|\+", r"《\+"),
    ],
)
def test_openings(pattern, signs):
    assert openings(pattern) == signs


@pytest.mark.parametrize(
    ("pattern", "signs"),
    [
        ("(?:较|比)上年", {"较", "比"}),
        (r"(?<!\d)率$", {"率"}),
        ("(?i:fo)", {"f", "F"}),
        (r"《|\+", {"《", "+"}),
        (r"\d+强", None),
        ("[一-龥]年", None),
        (".年", None),
    ],
)
def test_first_signs_are_single_characters_or_unknown(pattern, signs):
    assert first_signs(pattern) == signs


@pytest.mark.parametrize(
    "pattern", [".年", "[^年]", "年?", r"\w+", "(?i)the", "(年|月)?", r"\S|年"]
)
def test_what_can_begin_with_anything_has_no_openings(pattern):
    assert openings(pattern) is None


@pytest.mark.parametrize(("table", "column"), [("names", "pattern"), ("multiples", "phrase")])
def test_every_rule_that_is_indexed_has_openings(table, column):
    assert [row[column] for row in rows(table) if openings(row[column]) is None] == []
