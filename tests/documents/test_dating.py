"""Which period a number belongs to when its sentence does not say."""

from __future__ import annotations

from datetime import date

import pytest

from upriver.documents.extract import extract_claims
from upriver.documents.reading import Document

TODAY = date(2024, 11, 20)


def periods(*paragraphs, today=TODAY):
    claims = extract_claims(Document("example", "\n".join(paragraphs)), date=today, region="重庆市")
    return {claim.value: claim.period for claim in claims if claim.kind != "ranking"}


NINE_MONTHS = "2024-01..2024-09"
TOPIC = "今年前三季度，全市外贸总值700亿元，同比增长3.1%。"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a month of the topic holds for its own sentence
        (f"{TOPIC}9月份，出口值82亿元。民营企业出口增长6.4%。", {82: "2024-09", 6.4: NINE_MONTHS}),
        # so does each quarter of a list
        (
            f"{TOPIC}分季度看，一、二、三季度外贸总值分别为210亿元、230亿元和260亿元。加工贸易增长1.7%。",
            {210: "2024-Q1", 230: "2024-Q2", 260: "2024-Q3", 1.7: NINE_MONTHS},
        ),
        # a quarter of the running year is a new topic
        ("今年投资增长2%。三季度，工业投资增长4.5%。商贸投资增长7%。", {4.5: "2024-Q3", 7: "2024-Q3"}),
        # a quarter of a year that is over is not, unless it prints its year
        ("2022年，投资增长2%。四季度，工业投资增长4.5%。商贸投资增长7%。", {4.5: "2022-Q4", 7: "2022"}),
        (
            "2022年，投资增长2%。2022年四季度，工业投资增长4.5%。商贸投资增长7%。",
            {4.5: "2022-Q4", 7: "2022-Q4"},
        ),
        # 分季度看 tells the year before by its quarters
        (
            "2023年，投资增长2%。分季度看，一季度增长4.5%，四季度增长7%。出口增长3%。",
            {4.5: "2023-Q1", 7: "2023-Q4", 3: "2023"},
        ),
        # the day of a stock dates the stocks behind it, not the growths
        (
            f"{TOPIC}截至9月底，全市建成充电桩3.6万个。充电站1200座。软件业收入增长8.8%。",
            {3.6: "2024-09-30", 1200: "2024-09-30", 8.8: NINE_MONTHS},
        ),
        # what is compared with is no period
        ("2023年，粮食产量900万吨，低于最高年份2016年；棉花产量12万吨。", {12: "2023"}),
        ("2023年，工业投资增长8%，创近5年新高，出口值增长4%。", {8: "2023", 4: "2023"}),
        # the year of a goal belongs to the goal
        (
            f"{TOPIC}工业投资完成310亿元，完成全年400亿元目标的77.5%。水利投资增长5.2%。",
            {310: NINE_MONTHS, 77.5: NINE_MONTHS, 5.2: NINE_MONTHS},
        ),
        # nor does a vague stretch replace the year
        ("2023年是转折之年。一年来，全市狠抓招商。工业投资增长8.5%。", {8.5: "2023"}),
        # when somebody spoke is not when it was
        ("市经信委2024年7月介绍，全市工业企业利润总额占全国的2.6%。", {2.6: None}),
        # a bulletin is about the year in its title
        ("据《2022年全市水资源公报》，水库蓄水量增长3.3%。", {3.3: "2022"}),
    ],
)  # fmt: skip
def test_period_in_a_paragraph(text, expected):
    found = periods(text)
    assert {value: found[value] for value in expected} == expected


def test_the_topic_holds_in_the_next_paragraphs():
    found = periods(
        "市统计局今日发布季度数据。一季度，工业增加值增长3.4%。",
        "新闻发言人李明表示，生产持续恢复。装备制造业增加值增长5.6%。新增企业240家。",
        "截至3月底，全市建成充电桩3.6万个。",
        "软件业收入增长8.8%，本季度手机出货量增长2.2%。",
        today=date(2024, 5, 10),
    )
    assert found[3.6] == "2024-03-31"
    assert {found[value] for value in (3.4, 5.6, 240, 8.8, 2.2)} == {"2024-Q1"}


def test_stocks_of_an_article_keep_their_day():
    found = periods("截至2023年底，储能装机规模80万千瓦。", "独立储能项目占比41.5%。")
    assert found == {80: "2023-12-31", 41.5: "2023-12-31"}


def test_the_whole_year_is_the_one_that_is_told_of():
    told = "2023年，粮食产量800万吨。截至2023年末，常住人口310万人。城镇新增就业5万人。"
    found = periods(told, "全年财政收入210亿元。", "力争全年出口增长6%。")
    assert (found[310], found[5], found[210], found[6]) == ("2023-12-31", "2023", "2023", "2024")


def test_the_end_of_the_year_that_is_told_of():
    found = periods(
        "2023年，我市经济回升向好。",
        "工业方面，工业增加值增长7.1%。截至年底，规上企业达4200家。",
        today=date(2024, 1, 20),
    )
    assert found == {7.1: "2023", 4200: "2023-12-31"}


def test_months_without_a_year_in_an_undated_article():
    paragraphs = (
        "截至2023年10月底，锂电产值300亿元。",
        "自2019年投产以来，企业达30家。1—9月，产值增长6.5%。",
    )
    assert periods(*paragraphs, today=None)[6.5] == "2023-01..2023-09"


def test_what_has_grown_to_is_no_deadline_in_an_undated_article():
    text = "园区产值从2012年的5亿元增长至2021年的15亿元。2022年1至7月，营业收入27亿元。"
    assert periods(text, today=None) == {5: "2012", 15: "2021", 27: "2022-01..2022-07"}


def test_english_months_and_bases():
    found = periods(
        "Retail sales grew 12.5 percent in January and February. This represents 3.5 percent "
        "growth compared with the level in the same period of 2019. Exports grew 7.5 percent.",
        "Jobless rates stood at 5.1 percent in January and 5.3 percent in February. "
        "Imports rose 4.4 percent.",
    )
    # ... and "half" is no share
    assert periods(
        "Exports grew 5.5 percent in the first half of 2024. By the end of June, there were 420 "
        "smart factories. Industrial output grew 6.6 percent."
    ) == {5.5: "2024-H1", 420: "2024-06-30", 6.6: "2024-H1"}
    assert periods(
        "Trade rose 6.1 percent in 2023, up from 3.3 percent in 2022. Exports grew 5.2 percent."
    ) == {6.1: "2023", 3.3: "2022", 5.2: "2023"}
    two_months = "2024-01..2024-02"
    assert {found[value] for value in (12.5, 3.5, 7.5, 4.4)} == {two_months}
    assert (found[5.1], found[5.3]) == ("2024-01", "2024-02")


@pytest.mark.parametrize(
    ("heading", "today", "period"),
    [
        ("2022 achievements", TODAY, "2022"),
        ("Economic performance in 2023", TODAY, "2023"),
        ("THE PAST FIVE YEARS", date(2023, 3, 5), "2018..2022"),
        ("THE PAST FIVE YEARS", None, None),
    ],
)
def test_an_english_heading_gives_the_period(heading, today, period):
    words = "Industrial output of the whole city grew by an annual average of 6.6 percent."
    assert periods("The report was delivered on Jan 9.", heading, words, today=today)[6.6] == period


def test_what_an_impossible_date_dates_has_no_date():
    """Neither the year of the sentence before nor an earlier deadline stands for it."""
    text = (
        "2023年，投资90亿元。2024年13月，投资100亿元，增长5%。"
        "到2026年，产值达到400亿元。到2027年2月31日，产值达到500亿元，利润达到60亿元。"
    )
    claims = extract_claims(Document("example", text), date=TODAY, region=None)
    found = {claim.value: claim for claim in claims}
    assert (found[90].period, found[400].deadline) == ("2023", "2026")
    for value in (100, 5, 500, 60):
        assert (found[value].period, found[value].deadline) == (None, None)
        assert "date-impossible" in found[value].ambiguity
    assert {found[value].kind for value in (500, 60)} == {"target"}
