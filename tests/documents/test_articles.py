"""Articles are taken apart and put back into the order of reading, with the way to the source."""

from __future__ import annotations

from pathlib import Path

import pytest

from document_files import docx
from upriver.documents.articles import split_articles
from upriver.documents.reading import document_from_bytes

LISTED = (
    "<w:p><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t>{0}</w:t></w:r></w:p>"
)
PAGE = (Path(__file__).parent / "pages" / "harbour.txt").read_text(encoding="utf-8")


def order(text: str, article) -> list[int]:
    """Numbers of the lines of an article in the order of reading, captions apart."""
    return [
        text.count("\n", 0, source) + 1
        for paragraph in article.paragraphs
        if paragraph.role != "caption"
        for _, source, _ in paragraph.pieces
    ]


def test_offsets_lead_back_to_the_source():
    text = "标题\n\n产值达９０亿元，\n  增长5%。\n企业151家。"
    for article in split_articles(text):
        for paragraph in article.paragraphs:
            for offset, source, length in paragraph.pieces:
                words = paragraph.text[offset : offset + length]
                assert len(text[source : source + length]) == len(words)
                assert text[source : source + length].replace("９０", "90") == words


def test_a_page_of_our_own_is_taken_apart():
    """A headline inside the body, a column inside another article, a title parted from its name."""
    garden, canteen = split_articles(PAGE)
    assert garden.title == "千亿化工园向绿而行"
    assert garden.byline == "本报记者 沈知远 通讯员 白露"
    assert order(PAGE, garden) == [1, 3, 5, 7, 9, 14, 16, 30, 32, 34, 36]
    assert canteen.title == "小饭桌托起大民生：全市老年食堂这样开下去"
    assert canteen.byline == "□本报记者 乔一禾"
    assert order(PAGE, canteen) == [40, 38, 18, 20, 22, 24, 26, 28, 42, 44]
    texts = [paragraph.text for paragraph in (*garden.paragraphs, *canteen.paragraphs)]
    assert any("每年减少公路运输150万吨，既省运费又降风险。" in text for text in texts)
    assert any("柳荫社区党委书记祁小川告诉记者" in text for text in texts)
    captions = [p.text for p in garden.paragraphs if p.role == "caption"]
    assert captions == ["△滨河化工园的公共管廊一角", "记者 方小满 摄"]


def test_a_line_of_two_articles_is_divided():
    """The article that breaks off goes on within a sentence of the other one."""
    lines = PAGE.split("\n")
    tail = "".join(lines[at - 1] for at in (30, 32, 36))
    shared = "目前全市已建成社区老年食堂238家，" + tail.replace("150万吨，", "吨位再创新高，")
    text = "\n\n".join(
        [*(lines[at - 1] for at in (3, 5, 7, 9, 16, 18, 20, 22, 24, 28, 42, 44)), shared]
    )
    garden, canteen = split_articles(text)
    assert canteen.paragraphs[-1].text == "目前全市已建成社区老年食堂238家"
    assert garden.paragraphs[-1].text.endswith("下降12%以上。")
    start = garden.paragraphs[-1].pieces[-1][1]
    assert text[start - 6 : start] == "食堂238家"


def test_articles_without_anything_in_common_stay_as_they_are():
    """An article that breaks off does not take what is not its own."""
    lines = PAGE.split("\n")
    text = "\n\n".join(lines[at - 1] for at in (3, 5, 7, 9, 16, 18, 20, 22, 24, 28, 42, 44))
    garden, canteen = split_articles(text)
    assert garden.paragraphs[-1].text.endswith("每年减少公路运输")
    assert canteen.paragraphs[-1].text.endswith("直接与企业的补贴挂钩。")


def test_a_sentence_cut_by_a_caption_goes_on_behind_it():
    text = "以龙头为引领，构建从电芯生产\n\n俯瞰赋能中心(资料图片)\n记者 谢智强 摄(视觉重庆)\n\n到回收的全产业链。\n另一段。"
    paragraphs = split_articles(text)[0].paragraphs
    assert [p.role for p in paragraphs] == ["body", "caption", "caption", "body"]
    assert paragraphs[0].text == "以龙头为引领，构建从电芯生产到回收的全产业链。"
    start, end, is_cut = paragraphs[0].source_span(10, 20)
    assert is_cut
    assert text[start:end] == "到回收的全产"[: end - start]


def test_a_marked_byline_begins_an_article():
    text = "甲标题\n□本报记者 张三\n甲文讲汽车产业发展。\n乙标题讲航线\n□本报记者 李四\n乙文讲国际航线恢复。"
    first, second = split_articles(text)
    assert first.title == "甲标题"
    assert second.title == "乙标题讲航线"
    assert second.byline == "□本报记者 李四"


def test_a_byline_at_the_foot_begins_no_article():
    text = "汽车产业发展\n产值达90亿元。\n增长5%。\n记者 张三\n责任编辑：李四"
    assert len(split_articles(text)) == 1


def test_markdown_marks_are_no_words():
    (article,) = split_articles("# 报告\n\n- 产值达90亿元。\n- 增长5%。")
    assert [p.text for p in article.paragraphs] == ["报告", "产值达90亿元。", "增长5%。"]
    assert article.paragraphs[0].role == "heading"


def test_guests_are_paired_with_offices_in_columns():
    text = "受访嘉宾\n市经济信息委主任\n江北区委书记\n铜梁区委书记蓝庆华\n滕宏伟\n谭庆\n\n蓝庆华说，加快发展。"
    guests = split_articles(text)[0].guests
    assert guests["滕宏伟"].title == "江北区委书记"
    assert guests["谭庆"].title == "铜梁区委书记"


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (
            [
                "全市规模以上工业企业",
                "今年一季度营业收入达",
                "到27000亿元，增",
                "长的势头保持到了第二",
                "季度，全年有望达到3",
                "0000亿元。",
            ],
            "全年有望达到30000亿元。",
        ),
        (["2024", "35家企业入园。"], "2024 35家企业入园。"),
        (["投入新开，", "，重庆经济向好。"], "投入新开，重庆经济向好。"),
        (["The plan adds", "90 firms."], "The plan adds 90 firms."),
    ],
)
def test_joints(lines, joined):
    (article,) = split_articles("\n".join(lines))
    assert " ".join(p.text for p in article.paragraphs).endswith(joined)


def test_long_paragraphs_are_divided_at_stops_and_keep_every_character():
    text = "产值达90亿元，增长5%。" * 2000 + "无" * 9000
    (article,) = split_articles(text)
    assert all(len(p.text) <= 4000 for p in article.paragraphs)
    assert "".join(p.text for p in article.paragraphs) == text
    at = 0
    for paragraph in article.paragraphs:
        assert paragraph.pieces == ((0, at, len(paragraph.text)),)
        at += len(paragraph.text)
    assert all(p.text.endswith("。") for p in article.paragraphs[:5])


def test_roles_that_the_format_gives_are_kept():
    text = "目标，增长6%；\n\n甲 | 乙\n\n正文在这里。"
    (article,) = split_articles(text, {0: "heading", 10: "table"})
    assert [p.role for p in article.paragraphs] == ["heading", "table", "body"]


def test_nothing_gives_no_article():
    assert split_articles("") == ()
    assert split_articles(" \n\n ") == ()


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ("- 工业产值达90亿元\n- 出口增长5%\n".encode(), "a.txt"),
        ("- 工业产值达90亿元\n- 出口增长5%\n".encode(), "a.md"),
        ("<ul><li>工业产值达90亿元<li>出口增长5%</ul>".encode(), "a.html"),
        (
            docx("".join(LISTED.format(words) for words in ("工业产值达90亿元", "出口增长5%"))),
            "a.docx",
        ),
    ],
)
def test_items_of_a_list_are_whole_as_they_stand(data, name):
    """Without a stop, and yet not glued into one number: 90亿元 and 出口 are two statements."""
    document = document_from_bytes(data, name=name)
    (article,) = split_articles(document.text, document.roles)
    assert [(p.text, p.role) for p in article.paragraphs] == [
        ("工业产值达90亿元", "item"), ("出口增长5%", "item")
    ]  # fmt: skip
