"""Of a page the main content is kept, with the way back to each character."""

from __future__ import annotations

import pytest

from upriver.documents.markup import read_html

FRAME = (
    "<!DOCTYPE html><html><head><title>题_某网</title><style>p{{}}</style></head><body>"
    '<div class="top-nav"><a href="/">首页</a><a href="/x">要闻</a></div>'
    "<nav><ul><li><a href='1'>经济</a></li><li><a href='2'>社会</a></li></ul></nav>"
    "{0}"
    '<div id="footer">版权所有</div><script>var a = "<p>151</p>";</script></body></html>'
)
BODY = (
    "<h1>标题</h1><p>产值<b>90</b>亿&#20803;。<br>二行，增长&nbsp;5%。</p><p>三段有足够多的字。</p>"
)


def blocks(page: str) -> list[str]:
    return read_html(page).text.split("\n\n")


def test_scripts_menus_and_footers_are_dropped():
    assert blocks(FRAME.format(BODY)) == [
        "标题",
        "产值90亿元。",
        "二行，增长 5%。",
        "三段有足够多的字。",
    ]


def test_the_title_stands_in_for_a_missing_headline():
    assert blocks("<title>题</title><p>产值90亿元。</p>") == ["题", "产值90亿元。"]


def test_every_word_leads_back_to_the_page():
    page = FRAME.format(BODY)
    found = read_html(page)
    for word, there in [
        ("标题", "标题"), ("产值", "产值"), ("90", "90"), ("元", "&#20803;"), ("三段", "三段"),
        ("产值90亿元", "产值<b>90</b>亿&#20803;"), ("增长 5%", "增长&nbsp;5%"),
    ]:  # fmt: skip
        at = found.text.index(word)
        origin = found.origins.origin(at, at + len(word))
        assert page[origin.start : origin.end] == there


def test_tables_of_data_are_rows_and_frames_are_paragraphs():
    data = "<table><tr><th>指标</th><th>2024年</th></tr><tr><td>出口额</td><td>1200亿元</td></tr></table>"
    found = read_html(data)
    assert found.text.split("\n\n") == ["指标 | 2024年", "出口额 | 1200亿元"]
    assert set(found.roles.values()) == {"table"}
    frame = (
        "<table><tr><td><p>第一段。</p><p>第二段。</p></td><td><p>第三段。</p></td></tr></table>"
    )
    assert blocks(frame) == ["第一段。", "第二段。", "第三段。"]


def test_the_main_element_is_the_content():
    page = "<div>页首广告一条</div><main><h2>标题</h2><p>正文在这里，字数比别处多。</p></main><div>页尾</div>"
    assert blocks(page) == ["标题", "正文在这里，字数比别处多。"]


def test_a_frame_with_a_misleading_name_is_kept_when_it_is_the_page():
    assert blocks('<div class="menu"><p>整页正文都在这里，增长6%。</p></div><p>附。</p>')[
        0
    ].startswith("整页")


def test_hidden_words_are_not_read():
    page = '<p>看得见。</p><p hidden>甲</p><p style="display: none">乙</p><template>丙</template>'
    assert blocks(page) == ["看得见。"]


def test_lists_of_links_are_left_out_and_links_in_prose_kept():
    links = "".join(f'<li><a href="{n}">相关新闻{n}</a></li>' for n in range(4))
    page = f'<p>据<a href="x">公报</a>，增长6%。</p><ul>{links}</ul><ul><li>第一条措施。</li></ul>'
    assert blocks(page) == ["据公报，增长6%。", "第一条措施。"]


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("<p>甲<!-- 151 -- -->乙", "甲乙"),
        ("<p>甲<!-- 151", "甲"),
        ("<p>增长<6%，a<3", "增长<6%，a<3"),
        ('<p title="a>b">甲', "甲"),
        ("<p>甲&unknown;&lt;乙&", "甲&unknown;<乙&"),
        ("<p>一<p>二<li>三<li>四", "一\n\n二\n\n三\n\n四"),
        ("</div></p>甲</b>", "甲"),
        ("<script>x</scr></script>甲", "甲"),
        ("<p><![CDATA[x]]>甲", "甲"),
        ("", ""),
    ],
)
def test_broken_markup(page, words):
    assert read_html(page).text == words


def test_headings_are_known_from_the_page():
    found = read_html("<h2>产业，先行；增长6%</h2><p>正文。</p>")
    assert found.roles == {0: "heading"}
