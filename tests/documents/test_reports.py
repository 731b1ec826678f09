"""Periods and regions as reports hand them on, and prose as web copies print it."""

from __future__ import annotations

from datetime import date

import pytest

from upriver.documents.extract import extract_claims, home_place
from upriver.documents.reading import Document

JANUARY, SUMMER = date(2025, 1, 12), date(2025, 8, 6)


def claims_of(text, *, today=JANUARY, region="株洲市"):
    found = extract_claims(Document("a", text), date=today, region=region)
    assert all(text[c.start : c.end] == c.source_phrase for c in found)
    return [c for c in found if c.kind in {"statistic", "target", "forecast"}]


def periods(text, **more):
    return [claim.period for claim in claims_of(text, **more)]


def test_past_years_told_in_january_are_over():
    assert periods("过去一年，全市出口额达90亿元。") == ["2024"]
    assert periods("过去五年，全市累计完成投资90亿元。") == ["2020..2024"]
    assert periods("过去三年，全市累计完成投资90亿元。", today=SUMMER) == ["2022..2025"]


def test_a_plan_period_in_a_report_on_one_year_holds_for_its_sentence():
    text = (
        "一、2024年工作回顾\n过去一年，全市出口额达90亿元。\n"
        "“十四五”以来，全市累计完成投资800亿元，年均增长9%。城镇新增就业4.1万人。\n"
    )
    assert periods(text) == ["2024", "2021-01..2025-01", "2021-01..2025-01", "2024"]


def test_a_yearly_average_is_about_several_years():
    text = "2021年至2024年，全市出口额持续增加。2024年出口额达90亿元，年均增长9%。"
    assert periods(text) == ["2024", "2021..2024"]


def test_first_and_last_value_of_a_stretch_of_years():
    text = "2021年至2024年，全市产值由37亿元增加到412亿元。"
    assert periods(text) == ["2021", "2024"]
    assert periods("“十三五”时期，全市产值由37亿元增加到412亿元。") == ["2015", "2020"]


def test_the_whole_year_in_the_aims_of_a_year():
    text = "二、2025年主要目标\n今年出口额增长5%以上。全年新引进项目120个。\n"
    assert [(c.kind, c.deadline) for c in claims_of(text)] == [("target", "2025")] * 2


def test_a_talk_is_no_period():
    text = "2024年9月，科技部有关负责人介绍，全国高新区达173家。"
    assert periods(text, region="中国") == [None]


def test_another_source_does_not_inherit():
    text = "2024年，全市出口额达90亿元。\n\n另一份榜单显示，港口吞吐量达800万吨，增长3%。\n"
    assert periods(text) == ["2024", None, None]


def test_expected_by_a_year_is_a_forecast():
    (claim,) = claims_of("记者了解到，预计到2026年底低空经济规模将突破1万亿元。")
    assert (claim.kind, claim.period) == ("forecast", "2026-12-31")


def test_numbers_on_both_sides_of_a_year():
    text = "Freight rose from 705,000 tonnes in 2021 to 825,000 tonnes in 2024."
    found = claims_of(text)
    assert [(c.value, c.period) for c in found] == [(705000, "2021"), (825000, "2024")]
    assert found[1].source_phrase.startswith("Freight rose")


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        ("在甘肃庆阳，企业产值达90亿元。", ["庆阳市"]),
        ("北京、上海和广州三大城市出口额占12%。", ["株洲市"]),
        ("仁怀市今年上半年工业总产值达624亿元。", ["仁怀市"]),
        ("工信部规划司负责人表示，示范基地产值达90亿元。", ["中国"]),
        ("国家层面，2022年示范基地产值达90亿元。", ["中国"]),
        ("中国—东盟博览会成交90亿元。", ["株洲市"]),
        ("全城市场主体达90万户，超市增加90家。", ["株洲市", "株洲市"]),
        ("另讯 四川省出口额达90亿元，全省产值达700亿元。", ["四川省", "四川省"]),
    ],
)
def test_regions(text, regions):
    assert [claim.region for claim in claims_of(text, today=SUMMER)] == regions


def test_home_of_a_town_beyond_the_gazetteer():
    assert home_place("青川县“十五五”工业发展规划\n\n到2030年，产值达90亿元。").name == "青川县"
    assert home_place("在会议上，主任作了报告。") is None


def test_half_width_signs_of_web_copies():
    text = "2024年,全市出口额达1,204.5亿元,增长5%;进口额达90亿元,其中民营企业占60%。"
    found = claims_of(text)
    assert [claim.value for claim in found] == [1204.5, 5, 90, 60]
    assert found[0].source_phrase == "2024年,全市出口额达1,204.5亿元"


def test_latin_figures_one_a_line():
    text = (
        "Key figures of the first half of 2025\n\n"
        "Gross regional product: 1.69 trillion yuan, up 5.5 percent year on year\n"
        "Coal output stood at 390 million tonnes, down 1.2 percent\n"
        "Value added of large industrial enterprises rose 9.1 percent from a year ago\n"
    )
    found = claims_of(text, today=SUMMER)
    assert [(c.indicator, c.value) for c in found] == [
        ("Gross regional product", 1.69), ("Gross regional product", 5.5),
        ("Coal output", 390), ("Coal output", -1.2),
        ("Value added of large industrial enterprises", 9.1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("要打好“攻坚战”，实施“金种子”计划。", ["“攻坚战”", "“金种子”计划"]),
        ("全市获评“中国食品名城”。", []),
        ("对共建“一带一路”国家进出口增长。", []),
        ("“创新指数”跃居全省第二。", []),
        ("培育了一批国家级产业集群。", []),
        ("聚焦“网、智、数、器、芯”领域。", []),
    ],
)
def test_names_in_quotation_marks(text, named):
    found = extract_claims(Document("a", text), date=SUMMER, region="株洲市")
    assert [claim.indicator for claim in found if claim.kind == "system"] == named
