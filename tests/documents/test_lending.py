"""What the clauses before lend to a number: its indicator, its owner, its mode, its year, its place."""

from __future__ import annotations

from datetime import date

import pytest

from upriver.documents.extract import extract_claims
from upriver.documents.reading import Document

TODAY = date(2024, 6, 18)


def read(text, *, region="东湾市", today=TODAY):
    found = extract_claims(Document("news", text), date=today, region=region)
    assert all(text[c.start : c.end] == c.source_phrase for c in found)
    return [claim for claim in found if claim.kind in {"statistic", "target", "forecast"}]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # a port that stands alone has the measure of the clause before
        (
            "全省集装箱吞吐量900万标箱，增长7%。其中东湾港完成300万标箱，增长5%。",
            [("集装箱吞吐量", 900), ("集装箱吞吐量", 7), ("集装箱吞吐量", 300), ("集装箱吞吐量", 5)],
        ),
        # an investment is that of the projects counted before it
        ("新开工项目90个，总投资200亿元。", [("新开工项目", 90), ("新开工项目总投资", 200)]),
        ("产业链企业90家，投资总额200亿元。", [("产业链企业", 90), ("投资总额", 200)]),
        ("投资90亿元的东湾高速公路项目进展顺利。", [("东湾高速公路项目投资", 90)]),
        # two numbers of one thing, and their two growths
        (
            "去程40列、5万标箱，同比分别增长6%、9%；回程30列、4万标箱，同比分别增长2%、3%。",
            [("去程", 40), ("去程", 5), ("去程", 6), ("去程", 9),
             ("回程", 30), ("回程", 4), ("回程", 2), ("回程", 3)],
        ),
        (
            "客运量90万人次、车辆40万辆，同比分别增长6%、9%。",
            [("客运量", 90), ("车辆", 40), ("客运量", 6), ("车辆", 9)],
        ),
        ("国内“快线”“准快线”分别达8条、14条。", [("国内“快线”", 8), ("“准快线”", 14)]),
        # a clause without a number says what the next one measures
        ("工业增加值延续平稳态势，同比增长9.6%。", [("工业增加值", 9.6)]),
        ("采矿业投资由负转正，同比增长0.8%。", [("采矿业投资", 0.8)]),
        ("工业用电量负增长3%，增速较上季度放慢2个百分点。", [("工业用电量", -3), ("工业用电量", -2)]),
        # two things in one word
        (
            "城乡居民人均可支配收入分别达4万元和2万元。",
            [("城镇居民人均可支配收入", 4), ("农村居民人均可支配收入", 2)],
        ),
        ("城乡收入比由1.93缩小到1.86。", [("城乡收入比", 1.93), ("城乡收入比", 1.86)]),
        (
            "汽车、电子、材料三大产业产值分别增长5%、6%和7%。",
            [("汽车产业产值", 5), ("电子产业产值", 6), ("材料产业产值", 7)],
        ),
        ("水质优良（达到或优于Ⅲ类）比例为95%。", [("水质优良（达到或优于Ⅲ类）比例", 95)]),
        ("一组数据可见势头之猛：完成销量90万台。", [("销量", 90)]),
        ("生产总值连续迈上5000亿元、6000亿元两大台阶。", [("生产总值", 5000), ("生产总值", 6000)]),
    ],
)  # fmt: skip
def test_indicators(text, wanted):
    assert [(claim.indicator, claim.value) for claim in read(text)] == wanted


@pytest.mark.parametrize(
    ("text", "value", "unit", "growth"),
    [
        ("生产总值按可比价格计算增长8.5%。", 8.5, "%", "yoy"),
        ("呈增长势头企业占规上工业企业75.8%。", 75.8, "%", "share"),
        ("规上工业增长面超过60%。", 60, "%", "share"),
        ("贷款利率减20个基点。", -20, "个基点", "delta_pp"),
        ("制造业下拉全市增速1.2个百分点。", -1.2, "个百分点", "delta_pp"),
        ("细颗粒物浓度比十年前下降54%。", -54, "%", "vs_base"),
        ("细颗粒物浓度好于年度目标3微克/立方米。", 3, "微克/立方米", "vs_base"),
        ("日均航班590架次。旅客吞吐量1.1万人次。", 1.1, "万人次", "level"),
        ("生态质量指数（EQI）值为59.6。", 59.6, None, "level"),
        ("进出境交通工具76.9万列辆架次。", 76.9, "万列辆架次", "level"),
        ("电池销量1529兆瓦时。", 1529, "兆瓦时", "level"),
        ("年产零部件170万台（套）。", 170, "万台（套）", "level"),
        ("今年是“十四五”开局之年，全市提出，产值增长6%以上。", 6, "%", "yoy"),
    ],
)
def test_how_a_number_is_meant(text, value, unit, growth):
    claim = read(text)[-1]
    assert (claim.value, claim.unit, claim.growth_kind) == (value, unit, growth)


def test_numbers_that_leave_their_points_to_the_last_one():
    found = read("工业增加值降幅、产值降幅分别比1—2月收窄13.1个和13.0个百分点。")
    assert [(claim.value, claim.unit) for claim in found] == [
        (-13.1, "个百分点"), (-13, "个百分点"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        ("客运航线超210条。", ">"),
        ("项目签约31个。", "="),
        ("贷款余额突破千亿元大关。", ">"),
        ("旅客吞吐量重返200万人次。", ">="),
        ("该港对外贸易额约占全省的30%。", "~"),
    ],
)
def test_comparators(text, comparator):
    assert read(text)[0].comparator == comparator


@pytest.mark.parametrize(
    "text",
    [
        "积极开展工业“三年倍增”计划。",
        "推动工业经济能级倍增。",
        "两个产业正在向千亿级迈进。",
    ],
)
def test_names_and_wishes_are_no_numbers(text):
    assert not [claim for claim in read(text) if claim.growth_kind != "count"]


def test_a_streak_of_years_is_no_claim():
    assert [claim.value for claim in read("优良天数比例连续4年达到86%以上。")] == [86]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("力争产值达到90亿元，同比增长10%。", ["target", "target"]),
        ("预计产值达到90亿元，同比增长10%。", ["forecast", "forecast"]),
        ("2022年企业收入90亿元，预计增长11%。", ["statistic", "statistic"]),
        ("2022年企业收入90亿元，今年有望增长11%。", ["statistic", "forecast"]),
        ("一、2023年工作回顾。预计全年产值增长5%。", ["statistic"]),
        ("争取上级政策资金90亿元。", ["statistic"]),
        ("培育重点项目13个，计划投资5亿元。", ["statistic", "statistic"]),
        ("全市计划完成投资90亿元。建成充电站50座。", ["target", "target"]),
        ("全市计划完成投资90亿元。去年建成充电站50座。", ["target", "statistic"]),
        ("力争投资增长7%。产值达到900亿元，企业达到50家。", ["target"] * 3),
        ("力争投资增长7%。目前企业达到50家。", ["target", "statistic"]),
    ],
)
def test_kinds(text, kinds):
    assert [claim.kind for claim in read(text)] == kinds


def test_what_a_work_report_foresees_for_the_year_ahead_is_its_aim():
    text = "会议听取政府工作报告。2024年，预计产值增长5%。"
    assert [claim.kind for claim in read(text, today=date(2024, 1, 24))] == ["target"]


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        # 今年以来 only sets the scene
        ("今年以来，经济平稳。1—3月，产值90亿元。投资增长2%。", ["2024-Q1", "2024-Q1"]),
        # an aside on a longer time ends with its clause or its semicolon
        (
            "2023年，水质优良比例为89%，“十三五”以来上升20个百分点；劣水质比例为0.7%。",
            ["2023", "2016-01..2024-06", "2023"],
        ),
        ("发布《2023东湾生态环境状况公报》。优良天数比例为86%。", ["2023"]),
        # a talk that prints its date is told from there
        ("新华社东湾2017年7月9日电，今年上半年产值90亿元。", ["2017-H1"]),
        ("2022年9月28日，商务局介绍，今年1—8月出口90亿元。", ["2022-01..2022-08"]),
        ("工业增加值延续2月份平稳态势，同比增长9%。", [None]),
        ("东湾机场13日旅客吞吐量9万人次。", ["2024-06-13"]),
        ("东湾机场28日旅客吞吐量9万人次。", ["2024-05-28"]),
        ("2011年至2017年，全市造林90万亩。7年间，投资40亿元。", ["2011..2017", "2011..2017"]),
        ("一、2023年工作回顾。预计全年产值90亿元。", ["2023"]),
        # what was opened in the year goes on from the paragraph before, a stock does not
        ("2023年，产值90亿元。\n企业投产40家。", ["2023", "2023"]),
        ("2023年，产值90亿元。\n企业达到40家。", ["2023", None]),
    ],
)
def test_periods(text, periods):
    assert [claim.period for claim in read(text)] == periods


def test_a_month_in_which_a_plan_was_published_is_no_deadline():
    (claim,) = read("2024年6月公布的规划提出，未来五年，产值年均增速要保持在6.5%以上。")
    assert claim.deadline is None


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        ("近年来，临溪市坚持工业立市。全市产值90亿元。另据重庆市介绍，产值800亿元。",
         ["临溪市", "重庆市"]),
        ("在叶县人民代表大会上，县长报告：全县产值90亿元。", ["叶县"]),
        ("据交通运输部消息，全国港口吞吐量90万吨。其中上海港完成8万吨。", ["中国", "上海市"]),
        ("新华社北京7月11日电，中欧班列开行90列。", ["中国"]),
        ("湘西州提出，力争全州装机150万千瓦。", ["湘西州"]),
        ("中国民航网7月5日消息，甘肃省机场旅客吞吐量90万人次。", ["甘肃省"]),
        ("中国综合保税区160个，保税区7个。", ["中国", "中国"]),
        ("位于天津高新区的电池工厂产值90亿元。", ["天津市"]),
        ("宜春市产值90亿元。另据大冶市委书记王刚介绍，新签约项目40个。", ["宜春市", "大冶市"]),
    ],
)  # fmt: skip
def test_places(text, regions):
    assert [claim.region for claim in read(text, region=None)] == regions


def test_news_from_the_office_of_another_city():
    text = "随州市产值90亿元。\n又讯，记者从南阳市工信局获悉，该市产值80亿元。"
    assert [claim.region for claim in read(text, region=None)] == ["随州市", "南阳市"]
