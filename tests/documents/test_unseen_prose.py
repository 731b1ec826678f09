"""Prose that no grammar was written for: each rule in a sentence of ours, with what it must say."""

from __future__ import annotations

from datetime import date

import pytest

from upriver.documents.extract import extract_claims
from upriver.documents.numbers import parse_numeral
from upriver.documents.reading import Document

NUMERIC = {"statistic", "target", "forecast"}


def claims(text, *, today=date(2024, 6, 18), region="重庆市"):
    return extract_claims(Document("a", text), date=today, region=region)


def numbers(text, **known):
    return [
        (c.indicator, c.comparator, c.value, c.growth_kind)
        for c in claims(text, **known)
        if c.kind in NUMERIC
    ]


def systems(text):
    return [c.indicator for c in claims(text) if c.kind == "system"]


@pytest.mark.parametrize(
    "text",
    [
        "全面贯彻党的十五大精神，落实十五大提出的部署。",
        "文艺演出在区文化宫举行（附图片3张）。",
        "震中位于北纬41.1度、东经114.3度。",
        "中国队夺得男子3米板冠军。",
        "汇率一度升至130·30日元兑1美元的水平。",
        "如果产值达到500亿元，园区即告建成。",
        "来源：本区网站 阅读：2,356次 字体：大 中 小",
        "随着75052次中欧班列驶出站台，新线路投用。",
        "《条例》共8章46条，自公布之日起施行。",
        "深入实施“3个1”工程。",
        "创造了领先于世界的运输效率。",
        "股评：26.405张家界今日上市。",
    ],
)
def test_what_only_looks_like_an_amount_is_not_claimed(text):
    assert numbers(text) == []


@pytest.mark.parametrize(
    ("text", "value", "unit", "norm"),
    [
        ("贷款总额达76·5万亿元。", 76.5, "万亿元", 76.5e12),
        ("培训一万二千人。", 12000, "人", 12000),
        ("参加人数1万2千人。", 12000, "人", 12000),
        ("投资达到10个亿。", 10, "个亿", 1e9),
        ("公路密度达到5公里/百平方公里。", 5, "公里/百平方公里", 5),
    ],
)
def test_numerals_and_units(text, value, unit, norm):
    (claim,) = claims(text)
    assert (claim.value, claim.unit, claim.value_norm) == (value, unit, norm)


def test_a_numeral_with_a_tail_below_a_myriad():
    assert [parse_numeral(text) for text in ("一万二千", "1万2千", "三万零五十")] == [
        12000, 12000, 30050,
    ]  # fmt: skip


def test_both_numbers_of_a_clause_belong_to_the_measure_that_it_names():
    assert numbers("进口50亿元、增长5%，出口60亿元、增长6%。") == [
        ("进口", "=", 50, "level"),
        ("进口", "=", 5, "yoy"),
        ("出口", "=", 60, "level"),
        ("出口", "=", 6, "yoy"),
    ]


def test_a_fall_and_what_is_shortened_to():
    assert numbers("利润下降幅度均超过10%。")[0][1:3] == ("<", -10)
    assert [value for _, _, value, _ in numbers("办理周期从90天缩短为6天。")] == [90, 6]


def test_a_ratio_with_an_upper_bound():
    (claim,) = claims("到2027年，城乡居民收入差距控制在2.2∶1以内。")
    assert (claim.kind, claim.comparator, claim.value) == ("target", "<=", 2.2)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("“十一五”期末，全区生产总值240亿元，是“十五”期末的1.9倍。", "2010"),
        ("“十一五”期间完成投资178亿元，是“十五”期间的5.1倍。", "2006..2010"),
    ],
)
def test_five_year_plans_of_the_past(text, period):
    found = claims(text)
    assert [claim.period for claim in found] == [period, period]
    assert {claim.kind for claim in found} == {"statistic"}


def test_a_plan_period_in_its_first_year_is_aimed_at():
    text = "“十五五”时期，全区生产总值年均增长6%以上。"
    first, later = (claims(text, today=date(year, 2, 1))[0].kind for year in (2026, 2029))
    assert (first, later) == ("target", "statistic")


def test_a_year_that_is_just_over_is_estimated_not_foreseen():
    text = "2024年，全县发展向好。预计全年地区生产总值900亿元。"
    (claim,) = claims(text, today=date(2025, 1, 4))
    assert (claim.kind, claim.period) == ("statistic", "2024")


def test_what_is_handled_is_no_aim():
    assert [c.kind for c in claims("区里将20台设备送到乡村。")] == ["statistic"]
    assert [c.kind for c in claims("区里将建成充电站20座。")] == ["target"]


def test_prizes_are_no_subsidies_and_a_daily_rate_is_not_a_yearly_one():
    assert numbers("获得奖励的200多项成果通过验收。")[0][3] == "level"
    second = claims("单井日均产量5000立方米，年产煤层气5亿立方米。")[1]
    assert second.unit == "亿立方米"


def test_names_in_a_row_behind_one_verb():
    assert systems("把全区建设成为重要生态屏障、战略资源基地、向北开放桥头堡。") == [
        "重要生态屏障", "战略资源基地", "向北开放桥头堡",
    ]  # fmt: skip


def test_quoted_strategies_are_systems_and_common_words_are_not():
    assert systems("实施“工业强市、产业兴市”战略，开展三年攻坚行动。") == [
        "“工业强市、产业兴市”战略", "三年攻坚行动",
    ]  # fmt: skip
    assert systems("优化产业总体布局，完善公共服务体系。") == []


ENGLISH = [
    (
        "(Xinhua) -- China's northern province of Heilongjiang saw its exports grow 29.6 percent.",
        ("exports", 29.6, "yoy", "黑龙江省"),
    ),
    (
        "The trade volume of Northwest China's Gansu province reached 8 billion yuan in 2023.",
        ("trade volume of Northwest China's Gansu province", 8, "level", "甘肃省"),
    ),
    ("Real GDP growth rose to 8.9 percent.", ("Real GDP growth", 8.9, "yoy", "湖南省")),
    ("Unemployment fell to 5.1 percent.", ("Unemployment", 5.1, "share", "湖南省")),
    ("Output per worker was USD 59 000.", ("Output per worker", 59000, "level", "湖南省")),
]


@pytest.mark.parametrize(("text", "wanted"), ENGLISH)
def test_english_subjects_places_and_growth(text, wanted):
    found = next(c for c in claims(text, region="Hunan") if c.kind in NUMERIC)
    assert (found.indicator, found.value, found.growth_kind, found.region) == wanted


def test_english_falls_and_what_may_happen():
    fall = numbers("Trade reached 8 billion yuan, decreasing by 2.6 percent.", region="Hunan")[1]
    assert fall == ("Trade", "=", -2.6, "yoy")
    (claim,) = claims("The surplus may fall to 5.5 percent of GDP.", region="Hunan")
    assert (claim.kind, claim.indicator) == ("forecast", "surplus")


def test_goals_for_a_year_are_targets():
    (claim,) = claims("The main goals for 2026 are GDP growth of around 5 percent.", region="Hunan")
    assert (claim.kind, claim.indicator, claim.deadline) == ("target", "GDP growth", "2026")


def test_items_of_a_list_without_stops_are_paragraphs_of_their_own():
    text = "地方案例\n• 广东：产业规模超3000亿元\n• 四川：产值30亿元\n主要目标\n1. 培育企业100家"
    found = [(c.indicator, c.region, c.kind) for c in claims(text, region="中国")]
    assert found == [
        ("产业规模", "广东省", "statistic"),
        ("产值", "四川省", "statistic"),
        ("企业", "中国", "target"),
    ]


def test_a_list_that_the_next_clause_shares_out():
    text = "2002年高新产品产值、工业总产值，分别由1997年的20亿元和59亿元上升为34亿元和65亿元。"
    assert [name for name, _, _, _ in numbers(text)][2:] == ["高新产品产值", "工业总产值"]


def test_support_of_at_most_and_what_a_threshold_counts():
    assert numbers("支持起降点建设（最高奖励400万元）。")[0][1] == "<="
    assert numbers("高新技术企业数量超过300家的园区共有65个。")[-1][0].endswith("300家的园区")


def test_aims_in_quotation_marks_are_systems():
    text = "围绕“对接中心城，争创百强县”奋斗目标，落实“打造‘三大高地’”工作部署。"
    assert systems(text) == ["“对接中心城，争创百强县”奋斗目标", "“打造‘三大高地’”工作部署"]


@pytest.mark.parametrize(
    ("text", "value", "growth"),
    [
        ("固定资产投资增长-5.2%。", -5.2, "yoy"),
        ("居民消费价格同比－0.3%。", -0.3, "yoy"),
        ("工业增加值增速为3.1%。", 3.1, "yoy"),
        ("失业率为5%。", 5, "share"),
        ("研发投入按10%给予补助。", 10, "subsidy"),
        ("股指跌1.2%。", -1.2, "change"),
    ],
)
def test_signs_and_rates_of_growth(text, value, growth):
    assert [found[2:] for found in numbers(text)] == [(value, growth)]


def test_a_dash_between_two_numbers_is_no_minus():
    assert [found[2] for found in numbers("占比20%-30%，投资5-8亿元。")] == [(20, 30), (5, 8)]


def test_points_whose_unit_is_said_once():
    text = "增速比全国、全省分别高1.2个和0.8个百分点。"
    assert [(c.value, c.unit) for c in claims(text)] == [(1.2, "个百分点"), (0.8, "个百分点")]


def test_classes_of_clusters_in_a_row():
    text = "到2027年，形成1个五千亿级、3个千亿级、10个百亿级产业集群。"
    assert [(c.value, c.unit) for c in claims(text)] == [(1, "个"), (3, "个"), (10, "个")]


def test_a_stock_that_grew_since_the_end_of_last_year():
    assert numbers("高速公路320公里，比上年末增加25公里。")[1][2:] == (25, "flow")


def test_a_row_of_a_table_whose_lines_were_lost_claims_nothing():
    assert numbers("贵州茅台 600519 1700.5 1.23%") == []


def test_a_fall_and_the_level_that_it_led_to_are_two_numbers():
    found = numbers("Retail sales dropped 1.1% to 96.4 billion yuan.", region="Hunan")
    assert found == [
        ("Retail sales", "=", -1.1, "yoy"),
        ("Retail sales", "=", 96.4, "level"),
    ]


@pytest.mark.parametrize(
    ("text", "kind", "growth"),
    [
        ("The OECD expects growth of 4.7 percent in 2026.", "forecast", "yoy"),
        ("The World Bank supported 284 projects.", "statistic", "level"),
        ("Inflation is projected at 0.4 percent.", "forecast", "yoy"),
        ("Services contributed 45 percent of GDP growth.", "statistic", "share"),
    ],
)
def test_who_foresees_and_who_only_acts(text, kind, growth):
    (claim,) = claims(text, region="Hunan")
    assert (claim.kind, claim.growth_kind) == (kind, growth)


def test_a_goal_reached_is_said_once_for_a_list():
    text = "到2030年，风电、光伏发电量占比分别达到18%和12%。"
    assert [c.comparator for c in claims(text)] == [">=", ">="]


def test_town_and_country_are_two():
    assert [name for name, _, _, _ in numbers("城乡居民人均可支配收入分别增长7%和8%。")] == [
        "城镇居民人均可支配收入",
        "农村居民人均可支配收入",
    ]


def test_a_year_that_is_described_before_it_is_named_is_a_base():
    found = claims("2022年，班列日均运量较扩能改造前的2020年增长20.7%。")[0]
    assert (found.growth_kind, found.period) == ("vs_base", "2022")


def test_a_heading_of_aims():
    text = "展望2025年工作目标\n\n经济提质，确保地区生产总值增长7%，投资15亿元。"
    assert [(c.kind, c.deadline) for c in claims(text)] == [("target", "2025"), ("target", "2025")]


def test_the_highest_of_a_day_is_no_bound():
    assert numbers("单日最高2.3万人次。")[0][1] == "="
    assert numbers("给予最高50万元奖励。")[0][1] == "<="


def test_growth_that_a_report_expects_of_the_year_is_an_aim():
    text = "今年地区生产总值预期增长6%左右。由于出口下降3%，外贸承压。"
    found = [(c.kind, c.indicator, c.value) for c in claims(text, today=date(2024, 1, 20))]
    assert found == [("target", "地区生产总值", 6), ("statistic", "出口", -3)]
