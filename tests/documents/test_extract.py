"""What the grammar makes of prose that no rule was written for."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from upriver.core.periods import parse_period
from upriver.documents.claims import AMBIGUITIES
from upriver.documents.extract import extract_claims, home_place
from upriver.documents.reading import Document

TODAY = date(2024, 5, 31)
PIECES = [
    "力争", "到2027年", "去年", "今年1—4月", "2月29日", "产值", "达到", "超过", "90", "亿元", "同比", "增长",
    "5.5%", "下降", "，", "。", "；", "、", "三成", "翻番", "万亿级", "全市", "江北区", "蓝庆华说", "“", "”", "《",
    "》", "第一", "最大的", "体系", "构建", "5～10家", "以上", "左右", "其中", "HU445", "33618", "\n", "占",
    "比重", "每三辆车有一辆是", "与经济增长同步", "分别", "和", "billion yuan ", "grew 5 percent ", "by 2027 ",
]  # fmt: skip


def claims_of(text, *, region="重庆市", today=TODAY):
    return extract_claims(Document("a", text), date=today, region=region)


def one(text):
    (claim,) = [c for c in claims_of(text) if c.kind in {"statistic", "target", "forecast"}]
    return claim


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join), st.booleans())
def test_any_text_gives_well_formed_claims(text, is_dated):
    for claim in claims_of(text, today=TODAY if is_dated else None):
        assert text[claim.start : claim.end] == claim.source_phrase
        assert claim.source_phrase
        assert set(claim.ambiguity) <= set(AMBIGUITIES)
        for period in (claim.period, claim.deadline):
            assert period is None or parse_period(period).text == period


def test_a_fall_is_negative_and_turns_the_comparator_round():
    claim = one("单位工业增加值能耗较2020年下降18%以上。")
    assert (claim.value_norm, claim.comparator) == (-0.18, "<=")
    assert (claim.growth_kind, claim.base) == ("vs_base", "2020")


def test_to_reach_is_an_upper_bound_where_less_is_better():
    assert one("力争城镇调查失业率达到5%。").comparator == "<="
    assert one("力争营业收入达到90亿元。").comparator == ">="


def test_pairs_and_lists():
    pair = claims_of("财政总收入、一般公共预算收入分别增长5%和7.5%。")
    assert [(c.indicator, c.value) for c in pair] == [("财政总收入", 5), ("一般公共预算收入", 7.5)]
    each = claims_of("出口额、进口额均增长5%以上。")
    assert [(c.indicator, c.value) for c in each] == [("出口额", 5), ("进口额", 5)]


def test_growth_in_times_is_in_percent():
    claim = one("出口额同比增长1.3倍。")
    assert (claim.value, claim.unit, claim.value_norm) == (130, "%", 1.3)
    assert "growth-in-times" in claim.ambiguity


def test_a_condition_is_no_statistic_and_the_base_of_a_change_is_one():
    assert not claims_of("对年营业收入突破10亿元的企业，加强服务。")
    text = "到2025年，城镇化率由2020年的54.2%提高到62.1%。"
    found = [(c.kind, c.indicator, c.value, c.period) for c in claims_of(text)]
    assert found == [
        ("statistic", "城镇化率", 54.2, "2020"), ("target", "城镇化率", 62.1, "2025"),
    ]  # fmt: skip


def test_a_class_of_what_is_counted_is_no_amount():
    (claim,) = claims_of("到2025年，形成2个万亿级产业集群。")
    assert (claim.value, claim.indicator) == (2, "万亿级产业集群")


def test_regions_change_with_the_subject():
    text = "江苏省提出，到2025年产值达到90亿元。\n《山东省行动计划（2025—2027年）》提出，到2027年产值达到80亿元。"
    found = [(c.region, c.deadline) for c in claims_of(text, region=None) if c.kind == "target"]
    assert found == [("江苏省", "2025"), ("山东省", "2027")]


def test_a_plan_lends_its_last_year_as_deadline():
    text = "低空经济实施方案（2024—2026年）\n——开通无人机航线100条以上。"
    claim = next(c for c in claims_of(text) if c.kind == "target")
    assert (claim.period, claim.deadline) == ("2024..2026", "2026")
    assert "deadline-of-plan" in claim.ambiguity


@pytest.mark.parametrize(
    ("text", "kind", "indicator", "value_norm", "comparator", "growth"),
    [
        ("Industrial output grew 6.1 percent year on year in 2023.", "statistic", "Industrial output", 0.061, "=", "yoy"),
        ("By 2027, the city aims to raise output to more than 1.2 trillion yuan.", "target", "output", 1.2e12, ">", "level"),
        ("Exports fell by about 3 per cent last year.", "statistic", "Exports", -0.03, "~", "yoy"),
        ("The park hosts at least 151 companies.", "statistic", "companies", 151, ">=", "level"),
        ("Investment is expected to exceed RMB30 billion this year.", "forecast", "Investment", 3e10, ">", "level"),
    ],
)  # fmt: skip
def test_english(text, kind, indicator, value_norm, comparator, growth):
    claim = one(text)
    assert (claim.kind, claim.indicator, claim.comparator) == (kind, indicator, comparator)
    assert (claim.value_norm, claim.growth_kind) == (value_norm, growth)


def test_without_a_date_relative_periods_stay_missing():
    (claim,) = claims_of("今年一季度出口额增长5%。", today=None)
    assert claim.period is None
    assert "document-date-unknown" in claim.ambiguity


def test_full_width_digits_are_read_and_quoted_as_printed():
    (claim,) = claims_of("出口额增长５．５％。")
    assert claim.value == 5.5
    assert claim.source_phrase == "出口额增长５．５％"


def test_home_place():
    assert home_place("次日，会议召开。记者在嘉兴市采访。").name == "嘉兴市"
    assert home_place("没有地名。") is None


@pytest.mark.parametrize("words", ["2024-05", "2025 to 2007", "1" * 500, "亿" * 500, "一" * 500])
def test_years_that_run_backwards_and_endless_numbers_are_no_error(words):
    for claim in claims_of(f"Output in {words} grew 5 percent. 产值达{words}家，增长5%。"):
        assert claim.value is None or claim.value_norm != float("inf")
