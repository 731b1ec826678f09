"""Whatever the words are: events and plans have no value, lists count what they print."""

from __future__ import annotations

import re
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from upriver.core.periods import parse_period
from upriver.documents.extract import extract_claims
from upriver.documents.reading import document_from_bytes

WORDS = st.sampled_from([
    "3月5日", "5月底", "去年12月", "当天", "2027年", "年底前", "，", "。", "；", "、", "：", "计划", "将", "拟于", "正在",
    "开通", "投产", "签署", "揭牌", "编制", "完成", "东湾航线", "合作协议", "二期规划", "巴黎", "罗马", "重庆", "成都",
    "等城市", "等地", "三大", "四类", "产业", "钢铁", "汽车", "通达", "来自", "“", "”", "《", "》", "的", "后", "未",
    "3条", "120亿元", "HU445", "500强", "33618", "\n", " opened ", "On March 5, ", "will ", "by 2027", "\ud800",
])  # fmt: skip
CELLS = st.sampled_from([
    "指标", "单位", "2025年", "2030年目标", "年均增长（%）", "属性", "同比增长（%）", "工业增加值", "企业数（家）", "亿元", "家",
    "%", "86.4", "≥220", "[13.5]", "8.5左右", "12-15", "-3.2", "1,204", "—", "", "xx", "完成任务", "约束性", "预期性", "全市",
    "铜梁区", "地区", "1.", "3", "七",
])  # fmt: skip
LIMITS = settings(
    deadline=None, max_examples=250, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
TODAY = date(2025, 5, 20)


def claims_of(text: str, name: str):
    data = text.encode("utf-8", "replace")
    if not text.strip():
        return "", ()
    document = document_from_bytes(data, name=name)
    found = extract_claims(document, date=TODAY, region="重庆市")
    for claim in found:
        assert document.text[claim.start : claim.end] == claim.source_phrase
        for period in (claim.period, claim.deadline):
            assert period is None or parse_period(period).text == period
    return document.text, found


@LIMITS
@given(words=st.lists(WORDS, max_size=30))
def test_nothing_is_invented_in_prose(words):
    _, found = claims_of("".join(words), "a.txt")
    for claim in found:
        if claim.kind in {"event", "plan"}:
            assert (claim.value, claim.value_norm, claim.unit, claim.unit_norm) == (None,) * 4
            assert claim.indicator
            assert claim.period or claim.kind == "plan"
        if claim.kind == "enumeration":
            assert claim.value == claim.value_norm == len(claim.members) >= 2
            assert len(set(claim.members)) == len(claim.members)
            assert all(member in claim.source_phrase for member in claim.members)
        else:
            assert claim.members == ()


@LIMITS
@given(rows=st.lists(st.lists(CELLS, min_size=2, max_size=6), min_size=1, max_size=6))
def test_a_table_gives_only_figures_that_it_prints(rows):
    header = ["指标", "单位", "2025年", "2030年", "年均增长（%）", "属性"]
    lines = ["| " + " | ".join(row) + " |" for row in [header, *rows]]
    text, found = claims_of("\n".join([lines[0], "|---|---|---|---|---|---|", *lines[1:]]), "a.md")
    for claim in found:
        if "read-from-table" not in claim.ambiguity:
            continue
        printed = {
            float(n) for n in re.findall(r"\d+(?:\.\d+)?", claim.source_phrase.replace(",", ""))
        }
        ends = claim.value if isinstance(claim.value, tuple) else (claim.value,)
        assert all(abs(end) in printed for end in ends)
        assert claim.unit in claim.source_phrase + text.split("\n")[0]
        assert claim.kind in {"statistic", "target"}
