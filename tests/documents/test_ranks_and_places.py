"""Ranks, places, speakers and systems in prose of our own."""

from __future__ import annotations

from datetime import date

import pytest

from upriver.documents.extract import extract_claims
from upriver.documents.reading import Document

TODAY = date(2025, 3, 19)


def claims(text, *, region="株洲市", kind=None):
    found = extract_claims(Document("a", text), date=TODAY, region=region)
    return [claim for claim in found if kind is None or claim.kind == kind]


@pytest.mark.parametrize(
    ("text", "indicator", "value"),
    [
        ("外贸出口每年位居全省前列。", "外贸出口(全省)", None),
        ("产值位列全省第一方阵。", "产值(全省)", None),
        ("营商环境考核名列全省前茅。", "营商环境考核(全省)", None),
        ("增速居全国第3位。", "增速(全国)", 3),
        ("甲港是全国第一个内陆开放口岸。", "内陆开放口岸", 1),
    ],
)
def test_ranks(text, indicator, value):
    (rank,) = claims(text, kind="ranking")
    assert (rank.indicator, rank.value) == (indicator, value)


def test_each_of_several_has_the_rank():
    found = claims("有效发明专利、研发强度均居全省第3位。", kind="ranking")
    assert [(c.indicator, c.value) for c in found] == [
        ("有效发明专利(全省)", 3), ("研发强度(全省)", 3),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["领先第二名甲港近亿吨。", "前三批项目已开工。", "第一个百分点最难。"]
)
def test_no_ranks(text):
    assert claims(text, kind="ranking") == []


def test_a_rank_before_a_growth_says_what_grew():
    (claim,) = claims(
        "天府机场旅客吞吐量增幅在千万级机场中排名第一，同比增长9%。", kind="statistic"
    )
    assert (claim.indicator, claim.value, claim.growth_kind) == ("天府机场旅客吞吐量", 9, "yoy")


def test_a_customs_office_is_a_source_in_its_province():
    (claim,) = claims("据太原海关统计，我省进出口90亿元。", region="山西省")
    assert claim.region == "山西省"


def test_an_airport_away_from_home_holds_for_its_sentence():
    found = claims("郑州机场旅客吞吐量90万人次。货邮吞吐量8万吨。", region="中南地区")
    assert [c.region for c in found] == ["郑州市", "中南地区"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("生态环境部部长黄某秋3月12日在会上说，全国优良天数比例达到89.3%。", "黄某秋"),
        ("市发展改革委副主任张娅介绍，产值增长5%。", "张娅"),
        ("海关总署新闻发言人李某文在14日的发布会上表示，出口增长5%。", "李某文"),
    ],
)
def test_speakers(text, speaker):
    (claim,) = claims(text)
    assert claim.speaker == speaker


def test_a_name_in_quotation_marks_opens_no_speech():
    found = claims("“十四五”期间，产值增长5%。市经信局局长张三介绍，出口增长6%。")
    assert [c.speaker for c in found] == [None, "张三"]


def test_what_is_only_described_is_no_system():
    found = claims("打造布局合理、功能完备的支撑体系。构建“一核三带”产业布局。", kind="system")
    assert [c.indicator for c in found] == ["“一核三带”产业布局"]
