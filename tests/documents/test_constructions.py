"""Constructions of the language, each in a sentence of ours, and what the grammar reads in it."""

from __future__ import annotations

from datetime import date

import pytest

from upriver.documents.extract import extract_claims
from upriver.documents.reading import Document

TODAY = date(2024, 6, 18)
# Kind, indicator, comparator, value, unit, growth, and the period or the deadline.
CASES = [
    (
        "全区产值33亿元，比增9.2%，利润3亿元，比降4%，投资3.5亿元，比增1.2倍。",
        [
            ("statistic", "产值", "=", 33, "元", "level", None),
            ("statistic", "产值", "=", 9.2, "ratio", "yoy", None),
            ("statistic", "利润", "=", 3, "元", "level", None),
            ("statistic", "利润", "=", -4, "ratio", "yoy", None),
            ("statistic", "投资", "=", 3.5, "元", "level", None),
            ("statistic", "投资", "=", 120, "ratio", "yoy", None),
        ],
    ),
    (
        "工业用电量90亿千瓦时，同比基本持平。",
        [
            ("statistic", "工业用电量", "=", 90, "千瓦时", "level", None),
            ("statistic", "工业用电量", "~", 0, "ratio", "yoy", None),
        ],
    ),
    (
        "在2023成都产业大会上，16个项目签约。",
        [("statistic", "项目签约", "=", 16, "个", "level", None)],
    ),
    (
        "到2025年，审批时限压缩至5个工作日。",
        [("target", "审批时限", "<=", 5, "工作日", "duration", "2025")],
    ),
    (
        "国家高新区总数从2020年的169家增加到178家。",
        [
            ("statistic", "国家高新区总数", "=", 169, "家", "level", "2020"),
            ("statistic", "国家高新区总数", "=", 178, "家", "level", None),
        ],
    ),
    (
        "货运量同比下降2万吨，下降比例达到4.6%。",
        [
            ("statistic", "货运量", "=", -2, "吨", "flow", None),
            ("statistic", "货运量", "=", -4.6, "ratio", "yoy", None),
        ],
    ),
    (
        "1—5月，全市规模以上工业增加值同比增长8.3%，比1—4月加快0.4个百分点，比全国平均水平高2.1个百分点。",
        [
            ("statistic", "规模以上工业增加值", "=", 8.3, "ratio", "yoy", "2024-01..2024-05"),
            ("statistic", "规模以上工业增加值", "=", 0.4, "个百分点", "delta_pp", "2024-01..2024-05"),
            ("statistic", "规模以上工业增加值", "=", 2.1, "个百分点", "delta_pp", "2024-01..2024-05"),
        ],
    ),
    (
        "分行业看，汽车制造业增加值同比增长15.2%，电子信息制造业增长9.7%，食品加工业下降2.4%。",
        [
            ("statistic", "汽车制造业增加值", "=", 15.2, "ratio", "yoy", None),
            ("statistic", "电子信息制造业增加值", "=", 9.7, "ratio", "yoy", None),
            ("statistic", "食品加工业增加值", "=", -2.4, "ratio", "yoy", None),
        ],
    ),
    (
        "新能源汽车、锂离子电池、光伏组件产量分别增长38.5%、27.1%和54.3%。",
        [
            ("statistic", "新能源汽车产量", "=", 38.5, "ratio", "yoy", None),
            ("statistic", "锂离子电池产量", "=", 27.1, "ratio", "yoy", None),
            ("statistic", "光伏组件产量", "=", 54.3, "ratio", "yoy", None),
        ],
    ),
    (
        "5月份，全市居民消费价格同比上涨0.3%，环比下降0.1%。",
        [
            ("statistic", "居民消费价格", "=", 0.3, "ratio", "yoy", "2024-05"),
            ("statistic", "居民消费价格", "=", -0.1, "ratio", "mom", "2024-05"),
        ],
    ),
    (
        "全市高新技术企业达到1286家，较2020年翻了一番多。",
        [
            ("statistic", "高新技术企业", "=", 1286, "家", "level", None),
            ("statistic", "高新技术企业", "~>", 2, "倍", "multiple", None),
        ],
    ),
    (
        "高新技术产业增加值占规上工业比重由2020年的38.2%提升至46.5%。",
        [
            ("statistic", "高新技术产业增加值占规上工业比重", "=", 38.2, "ratio", "share", "2020"),
            ("statistic", "高新技术产业增加值占规上工业比重", "=", 46.5, "ratio", "share", None),
        ],
    ),
    (
        "全年接待游客4820万人次，旅游总收入513亿元，分别增长23.4%和31.2%。",
        [
            ("statistic", "接待游客", "=", 4820, "人次", "level", "2023"),
            ("statistic", "旅游总收入", "=", 513, "元", "level", "2023"),
            ("statistic", "接待游客", "=", 23.4, "ratio", "yoy", "2023"),
            ("statistic", "旅游总收入", "=", 31.2, "ratio", "yoy", "2023"),
        ],
    ),
    (
        "去年，全市外贸进出口总值1023亿元，其中出口712亿元，进口311亿元，分别增长6.4%、8.2%和2.5%。",
        [
            ("statistic", "外贸进出口总值", "=", 1023, "元", "level", "2023"),
            ("statistic", "出口", "=", 712, "元", "level", "2023"),
            ("statistic", "进口", "=", 311, "元", "level", "2023"),
            ("statistic", "外贸进出口总值", "=", 6.4, "ratio", "yoy", "2023"),
            ("statistic", "出口", "=", 8.2, "ratio", "yoy", "2023"),
            ("statistic", "进口", "=", 2.5, "ratio", "yoy", "2023"),
        ],
    ),
    (
        "力争用三年时间，培育百亿级企业5家、五十亿级企业10家，引进亿元以上项目200个。",
        [
            ("target", "百亿级企业", "=", 5, "家", "level", None),
            ("target", "五十亿级企业", "=", 10, "家", "level", None),
            ("target", "亿元以上项目", "=", 200, "个", "level", None),
        ],
    ),
    (
        "目标没有完成：全市去年GDP增速未达到6%，仅为4.8%。",
        [
            ("statistic", "GDP", "<", 6, "ratio", "yoy", "2023"),
            ("statistic", "GDP", "=", 4.8, "ratio", "yoy", "2023"),
        ],
    ),
    (
        "每两家规上企业中就有一家是高新技术企业。",
        [
            ("statistic", "高新技术企业占规上企业比重", "~", 50, "ratio", "share", None),
        ],
    ),
    (
        "快递业务量增长近两倍，突破3亿件。",
        [
            ("statistic", "快递业务量", "~<", 200, "ratio", "yoy", None),
            ("statistic", "快递业务量", ">", 3, "件", "level", None),
        ],
    ),
    (
        "城乡收入比为2.02，比上年缩小0.05。",
        [
            ("statistic", "城乡收入比", "=", 2.02, None, "level", None),
        ],
    ),
    (
        "全市半数以上的乡镇建成了物流网点。",
        [
            ("statistic", "乡镇比重", ">=", 50, "ratio", "share", None),
        ],
    ),
    (
        "前四月，全省高技术制造业投资增长14.6%，占制造业投资的比重为32.1%，同比提高2.3个百分点。",
        [
            ("statistic", "高技术制造业投资", "=", 14.6, "ratio", "yoy", "2024-01..2024-04"),
            ("statistic", "高技术制造业投资占制造业投资的比重", "=", 32.1, "ratio", "share", "2024-01..2024-04"),
            ("statistic", "高技术制造业投资占制造业投资的比重", "=", 2.3, "个百分点", "delta_pp", "2024-01..2024-04"),
        ],
    ),
    (
        "“十四五”以来，累计新增城镇就业45.6万人，年均超过11万人。",
        [
            ("statistic", "新增城镇就业", "=", 45.6, "人", "flow", "2021-01..2024-06"),
            ("statistic", "新增城镇就业", ">", 11, "人/年", "per_year", "2021-01..2024-06"),
        ],
    ),
    (
        "产业链本地配套率由不足三成提升至52%，今年有望突破55%。",
        [
            ("statistic", "产业链本地配套率", "<", 30, "ratio", "share", None),
            ("statistic", "产业链本地配套率", "=", 52, "ratio", "share", None),
            ("forecast", "产业链本地配套率", ">", 55, "ratio", "share", "2024"),
        ],
    ),
    (
        "到2025年底，全市集中式光伏装机达到120万千瓦，分布式光伏达到80万千瓦。",
        [
            ("target", "集中式光伏装机", ">=", 120, "千瓦", "level", "2025-12-31"),
            ("target", "分布式光伏装机", ">=", 80, "千瓦", "level", "2025-12-31"),
        ],
    ),
    (
        "单位产品成本降低两成，良品率提高到99.2%，生产周期从15天缩短到9天。",
        [
            ("statistic", "单位产品成本", "=", -20, "ratio", "yoy", None),
            ("statistic", "良品率", "=", 99.2, "ratio", "share", None),
            ("statistic", "生产周期", "=", 15, "天", "duration", None),
            ("statistic", "生产周期", "=", 9, "天", "duration", None),
        ],
    ),
    (
        "全年粮食总产量达到1089.6万吨，比上年增产12.4万吨；其中夏粮118.5万吨，减产0.9%。",
        [
            ("statistic", "粮食总产量", "=", 1089.6, "吨", "level", "2023"),
            ("statistic", "粮食总产量", "=", 12.4, "吨", "flow", "2023"),
            ("statistic", "夏粮", "=", 118.5, "吨", "level", "2023"),
            ("statistic", "夏粮", "=", -0.9, "ratio", "yoy", "2023"),
        ],
    ),
    (
        "全市国家高新技术企业由2019年的312家增至2023年的1045家，净增733家，年均增长35.3%。",
        [
            ("statistic", "国家高新技术企业", "=", 312, "家", "level", "2019"),
            ("statistic", "国家高新技术企业", "=", 1045, "家", "level", "2023"),
            ("statistic", "国家高新技术企业", "=", 733, "家", "flow", "2023"),
            ("statistic", "国家高新技术企业", "=", 35.3, "ratio", "cagr", "2023"),
        ],
    ),
    (
        "跨境电商进出口额突破百亿元，是2020年的4倍多。",
        [
            ("statistic", "跨境电商进出口额", ">", 1, "元", "level", None),
            ("statistic", "跨境电商进出口额", "~>", 4, "倍", "multiple", None),
        ],
    ),
    (
        "三次产业结构由上年的3.5∶40.2∶56.3调整为3.2∶39.5∶57.3。",
        [
            ("statistic", "第一产业占比", "=", 3.5, "ratio", "share", "2023"),
            ("statistic", "第二产业占比", "=", 40.2, "ratio", "share", "2023"),
            ("statistic", "第三产业占比", "=", 56.3, "ratio", "share", "2023"),
            ("statistic", "第一产业占比", "=", 3.2, "ratio", "share", None),
            ("statistic", "第二产业占比", "=", 39.5, "ratio", "share", None),
            ("statistic", "第三产业占比", "=", 57.3, "ratio", "share", None),
        ],
    ),
    (
        "棉花产量0.8万吨，与上年持平。",
        [
            ("statistic", "棉花产量", "=", 0.8, "吨", "level", None),
            ("statistic", "棉花产量", "=", 0, "ratio", "yoy", None),
        ],
    ),
    (
        "协议资金xx亿元，同比增长x.x%。",
        [
            ("statistic", "协议资金", "=", None, "元", "level", None),
            ("statistic", "协议资金", "=", None, "ratio", "yoy", None),
        ],
    ),
    (
        "东部地区软件收入3590亿元，中部地区201亿元，增长15.6%。",
        [
            ("statistic", "软件收入", "=", 3590, "元", "level", None),
            ("statistic", "软件收入", "=", 201, "元", "level", None),
            ("statistic", "软件收入", "=", 15.6, "ratio", "yoy", None),
        ],
    ),
    (
        "东山机场、西岭机场分别完成旅客吞吐量324万人次、549万人次。",
        [
            ("statistic", "旅客吞吐量", "=", 324, "人次", "level", None),
            ("statistic", "旅客吞吐量", "=", 549, "人次", "level", None),
        ],
    ),
    (
        "首店客流较开业首日增长28%。",
        [
            ("statistic", "首店客流", "=", 28, "ratio", "vs_base", None),
        ],
    ),
    (
        "截至2024年一季度末，上市企业达到18家，总市值超过3200亿元，分别占全省的42.9%和51.3%。",
        [
            ("statistic", "上市企业", "=", 18, "家", "level", "2024-03-31"),
            ("statistic", "总市值", ">", 3200, "元", "level", "2024-03-31"),
            ("statistic", "上市企业占全省比重", "=", 42.9, "ratio", "share", "2024-03-31"),
            ("statistic", "总市值占全省比重", "=", 51.3, "ratio", "share", "2024-03-31"),
        ],
    ),
    (
        "去年，水稻、小麦播种面积分别为210万亩和95万亩，单产分别提高1.2%和0.8%。",
        [
            ("statistic", "水稻播种面积", "=", 210, "亩", "level", "2023"),
            ("statistic", "小麦播种面积", "=", 95, "亩", "level", "2023"),
            ("statistic", "水稻播种单产", "=", 1.2, "ratio", "yoy", "2023"),
            ("statistic", "小麦播种单产", "=", 0.8, "ratio", "yoy", "2023"),
        ],
    ),
    (
        "力争到2027年，年均研发投入强度保持在6%以上，营业收入年均增长9%。",
        [
            ("target", "研发投入强度", ">=", 6, "ratio", "share", "2027"),
            ("target", "营业收入", "=", 9, "ratio", "cagr", "2027"),
        ],
    ),
]  # fmt: skip


def read(text):
    found = extract_claims(Document("sentence", text), date=TODAY, region="嘉兴市")
    return [claim for claim in found if claim.kind != "system"]


@pytest.mark.parametrize(("text", "wanted"), CASES, ids=[text[:12] for text, _ in CASES])
def test_construction(text, wanted):
    found = [
        (
            c.kind, c.indicator, c.comparator, c.value, c.unit_norm, c.growth_kind,
            c.deadline if c.kind == "target" else c.period,
        )
        for c in read(text)
    ]  # fmt: skip
    assert sorted(found, key=repr) == sorted(wanted, key=repr)


def test_places_and_airports_of_a_list_become_region_and_subject():
    regions = read("东部地区软件收入3590亿元，中部地区201亿元，增长15.6%。")
    assert [claim.region for claim in regions] == ["东部地区", "中部地区", "中部地区"]
    airports = read("东山机场、西岭机场分别完成旅客吞吐量324万人次、549万人次。")
    assert [claim.subject for claim in airports] == ["东山机场", "西岭机场"]


def test_a_lost_number_says_so():
    for claim in read("协议资金xx亿元，同比增长x.x%，占全省超x成。"):
        assert claim.value is None
        assert claim.value_norm is None
        assert "value-lost" in claim.ambiguity


def test_a_first_estimate_of_a_year_that_is_over_is_a_statistic():
    review = "一、2023年工作回顾。\n预计全年产值90亿元、增长5%。"
    assert {claim.kind for claim in read(review)} == {"statistic"}
    assert {claim.kind for claim in read("预计全年产值90亿元、增长5%。")} == {"forecast"}


def test_what_is_expected_in_a_plan_is_its_aim():
    plan = "加工业发展规划（2024—2026年）\n到2026年，预计产值达到90亿元。"
    assert {claim.kind for claim in read(plan)} == {"target"}


def test_a_paragraph_hands_its_period_on():
    text = "今年前5个月，全市出口90亿元，增长5%。\n民营企业出口60亿元，增长7%。现有企业151家。"
    assert [claim.period for claim in read(text)][:4] == ["2024-01..2024-05"] * 4


def test_growth_against_a_named_year_is_yearly_when_it_is_the_year_before():
    text = "2023年，全市接待游客90万人次，较2022年增长5%，较2019年增长8%。"
    assert [(c.growth_kind, c.base) for c in read(text)][1:] == [("yoy", None), ("vs_base", "2019")]


def test_a_county_that_the_gazetteer_does_not_hold_is_taken_as_printed():
    (claim,) = read("临溪县实现地区生产总值90亿元。")
    assert claim.region == "临溪县"


@pytest.mark.parametrize(
    ("text", "indicators", "values"),
    [
        ("Output rose 6.1 percent year on year to 470.43 billion yuan in the first five months.",
         ["Output", "Output"], [0.061, 4.7043e11]),
        ("Unemployment fell from 5.4 percent to 5.1 percent last year.",
         ["Unemployment", "Unemployment"], [0.054, 0.051]),
        ("The city plans to double the number of high-tech firms to 3,000 by 2027.",
         ["number of high-tech firms"] * 2, [2, 3000]),
        ("GDP growth is forecast at between 4.5 and 5 percent.", ["GDP growth"], [(0.045, 0.05)]),
        ("One in three new cars sold in the city was electric.", ["new cars"], [0.3333]),
        ("The sector's share rose 1.2 percentage points to 28.4 percent.",
         ["sector's share"] * 2, [1.2, 0.284]),
    ],
)  # fmt: skip
def test_english(text, indicators, values):
    found = read(text)
    assert [claim.indicator for claim in found] == indicators
    assert [claim.value_norm for claim in found] == values
