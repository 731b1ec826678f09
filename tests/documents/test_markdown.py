"""Markdown loses its signs and keeps the way back."""

from __future__ import annotations

import pytest

from upriver.documents.markdown import read_markdown


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("# 报告 #", "报告"),
        ("报告\n===", "报告\n"),
        ("增长**6%**，_约_ `5`。", "增长6%，约 5。"),
        ("3*4*5 和 a_b_c", "345 和 a_b_c"),
        ("未闭合 **强调", "未闭合 **强调"),
        ("见[公报](http://a.b/c_(d))和<https://x.y>。", "见公报和https://x.y。"),
        ("![图](a.png)正文", "正文"),
        ("[**重点**](x)", "重点"),
        ("> 引文\n- 条目\n+ [x] 完成\n1. 编号", "引文\n条目\n完成\n1. 编号"),
        ("上\n\n---\n\n下", "上\n\n\n\n下"),
        ("| 指标 | 值 |\n|---|---|\n| 出口 | 5% |", "指标 | 值\n\n出口 | 5%"),
        ("```\nx = 151\n```\n正文", "\n\n\n正文"),
        ("---\ntitle: 题\n---\n正文", "正文"),
        (r"\*不是强调\* &amp; &#20803;", "*不是强调* & 元"),
        ("一<b>二</b><br/>三<!-- 四 -->", "一二三"),
        ("2024年—2027年：\r\n增长。", "2024年—2027年：\n增长。"),
        ("脚注[^1]\n\n[链]: http://a.b", "脚注\n\n"),
    ],
)
def test_signs_are_gone(written, words):
    assert read_markdown(written).text == words


def test_every_word_leads_back_to_the_file():
    written = "# 标题\r\n\r\n- 增长**6%**，见[公报](a.html)&#12290;"
    found = read_markdown(written)
    assert found.text == "标题\n\n增长6%，见公报。"
    for word, there in [
        ("标题", "标题"),
        ("增长6%", "增长**6%"),
        ("公报", "公报"),
        ("。", "&#12290;"),
    ]:
        at = found.text.index(word)
        origin = found.origins.origin(at, at + len(word))
        assert written[origin.start : origin.end] == there


def test_headings_and_rows_are_known():
    found = read_markdown("# 一、目标：增长6%\n\n正文。\n\n小节\n---\n\n| 甲 | 乙 |")
    roles = {found.text[at:].split("\n")[0]: role for at, role in found.roles.items()}
    assert roles == {"一、目标：增长6%": "heading", "小节": "heading", "甲 | 乙": "table"}
