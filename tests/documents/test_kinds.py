"""Events, plans and counted lists: what is one, and what only looks like one."""

from __future__ import annotations

from datetime import date

import pytest

from upriver.documents.extract import extract_claims
from upriver.documents.reading import Document

TODAY = date(2025, 5, 20)


def claims_of(text, kind, *, today=TODAY, region="重庆市"):
    found = extract_claims(Document("a", text), date=today, region=region)
    assert all(text[c.start : c.end] == c.source_phrase for c in found)
    return [claim for claim in found if claim.kind == kind]


@pytest.mark.parametrize(
    ("text", "what", "period"),
    [
        ("3月5日，东湾大桥正式通车。", "东湾大桥通车", "2025-03-05"),
        ("去年12月，东湾—孟买货机航线首航成功。", "东湾—孟买货机航线首航成功", "2024-12"),
        ("2月26日，创新中心揭牌，市政府与大学当天签署共建协议。", "市政府与大学签署共建协议", "2025-02-26"),
        ("5月6日上午，随着货机从东湾机场起飞，东湾货运航线恢复开通。", "东湾货运航线恢复开通", "2025-05-06"),
        ("3月31日起，民航进入夏秋航季。", "民航进入夏秋航季", "2025-03-31"),
        ("2018年，东湾市获批国家级示范区。", "东湾市获批国家级示范区", "2018"),
        ("4月18日，总投资50亿元的电池项目开工。", "总投资50亿元的电池项目开工", "2025-04-18"),
        ("On March 28, a German firm opened its second plant in the park.",
         "German firm opened its second plant in the park", "2025-03-28"),
        ("A joint laboratory was launched in April 2025 in the park.",
         "joint laboratory was launched in April 2025 in the park", "2025-04"),
    ],
)  # fmt: skip
def test_what_happened_on_a_day_is_an_event(text, what, period):
    found = claims_of(text, "event")[-1]
    assert (found.period, found.deadline) == (period, None)
    assert what in (found.indicator, f"A {found.indicator}", f"a {found.indicator}")
    assert (found.value, found.value_norm, found.unit) == (None, None, None)
    assert found.growth_kind == "milestone"


@pytest.mark.parametrize(
    "text",
    [
        "东湾大桥正式通车。",  # no date
        "近日，东湾大桥通车。",
        "3月，全市新开通5G基站1000个。",  # counted: a statistic
        "4个项目已于4月底前建成投产。",
        "2021年落户的企业去年产值翻了一番。",  # only describes
        "该项目3月5日投产后，产值大幅增长。",
        "6月30日，东湾大桥将通车。",  # a plan
        "据市统计局3月5日发布的数据，工业增长5%。",
        "自2021年3月投产以来，企业发展很快。",
        "《3月5日东湾大桥通车》一文引起关注。",
        "截至3月5日，东湾大桥尚未通车。",
        "今年进入夏秋航季后，各大公司加快恢复和新开通国际航线。",
        "The plant will open on March 28, 2026.",
    ],
)
def test_what_is_no_event(text):
    assert claims_of(text, "event") == []


@pytest.mark.parametrize(
    ("text", "what", "deadline"),
    [
        ("东湾航空计划6月24日开通东湾—科伦坡航线。", "开通东湾—科伦坡航线", "2025-06-24"),
        ("东湾航空计划联合同行尽快恢复开通直飞东京、雅加达等航线。", "恢复开通直飞东京、雅加达等航线", None),
        ("公司计划赴巴林参加2025年世界航空大会。", "参加2025年世界航空大会", None),
        ("东湾航空将拓展航线深度，持续在东南亚航线上投入新开。", "持续在东南亚航线上投入新开", None),
        ("一期拟于明年三季度投产。", "一期投产", "2026-Q3"),
        ("加快建设科技园，6月底前完成主体工程。", "完成主体工程", "2025-06-30"),
        ("市里正在编制空港二期规划。", "编制空港二期规划", None),
        ("公司计划在暑期恢复东湾—普吉航线。", "恢复东湾—普吉航线", "2025-08"),
        ("11月12日，世界电池大会将在东湾开幕。", "世界电池大会在东湾开幕", "2025-11-12"),
        ("The city will build a new port by 2027.", "build a new port by 2027", "2027"),
    ],
)  # fmt: skip
def test_what_shall_be_done_is_a_plan(text, what, deadline):
    (found,) = claims_of(text, "plan")
    assert found.indicator == what
    assert (found.deadline, found.comparator) == (deadline, "by" if deadline else None)
    assert found.value is None


@pytest.mark.parametrize(
    "text",
    [
        "全市将加快发展先进制造业。",  # nothing that can be seen to be done
        "全市将推动企业开通国际航线。",  # somebody else's
        "公司将以开通北美航线为主。",
        "通过开通国际航线，公司将积极构建枢纽。",
        "全市计划建成充电站4500座。",  # a target
        "集团今年将新开3条以上货运航线。",
        "力争到2027年，建成西部规模最大的资源库。",  # a target of rank
        "2023年，公司计划开通航线。",  # over
        "力争到2027年，工业增加值达到90亿元。",
        "The city is to build 10 robotic brands by 2027.",
    ],
)
def test_what_is_no_plan(text):
    assert claims_of(text, "plan") == []


def test_a_plan_with_a_number_is_a_target():
    text = "集团今年将新开3条以上货运航线。"
    (found,) = claims_of(text, "target")
    assert (found.comparator, found.value, found.deadline) == (">=", 3, "2025")


@pytest.mark.parametrize(
    ("text", "members"),
    [
        ("航线通达巴黎、罗马、伦敦、多哈等城市（地区）。", ("巴黎", "罗马", "伦敦", "多哈")),
        ("他们分别来自重庆、湖南、成都等地。", ("重庆", "湖南", "成都")),
        ("全市钢铁、汽车、电子三大产业稳步增长。", ("钢铁", "汽车", "电子")),
        ("市里以跨境电商、冷链、生鲜、电子四类货物为重点。", ("跨境电商", "冷链", "生鲜", "电子")),
        ("北京、上海和广州三大城市继续领先。", ("北京", "上海", "广州")),
        ("我们聚焦三大产业：钢铁、汽车、电子。", ("钢铁", "汽车", "电子")),
        ("公司在4个国家（法国、德国、意大利、荷兰）设厂。", ("法国", "德国", "意大利", "荷兰")),
    ],
)
def test_a_counted_list_gives_its_members(text, members):
    (found,) = claims_of(text, "enumeration")
    assert found.members == members
    assert (found.value, found.comparator, found.growth_kind) == (len(members), "count", "derived")
    assert all(member in found.source_phrase for member in members)


@pytest.mark.parametrize(
    "text",
    [
        "全市钢铁、汽车、电子四大产业稳步增长。",  # the number is not that of the list
        "打造金融中心、培训中心、法务中心“三个平台”。",  # a scheme of that name
        "航线通达巴黎、罗马等城市。",
        "开通伦敦、马尼拉、法兰克福等3条航线。",  # a printed number: a statistic
        "达到第一个、第二个100万件。",
        "企业提升质量、增加投入、完善机制等地方经验值得推广。",
    ],
)
def test_what_is_no_counted_list(text):
    assert claims_of(text, "enumeration") == []


def test_the_number_of_a_list_is_no_statistic():
    text = "全市抓好钢铁、汽车、电子三大产业。"
    assert claims_of(text, "statistic") == []
    assert len(claims_of("已开通伦敦、马尼拉等3条航线。", "statistic")) == 1


def test_an_open_list_says_that_its_count_is_derived():
    (found,) = claims_of("航线通达巴黎、罗马、伦敦等城市。", "enumeration")
    assert {"count-derived", "list-open"} <= set(found.ambiguity)
    assert found.indicator == "通达城市"
