"""Paragraphs keep the way back to the source; cut sentences are rejoined."""

from __future__ import annotations

from upriver.documents.articles import split_articles


def test_offsets_lead_back_to_the_source():
    text = "标题\n\n产值达９０亿元，\n  增长5%。\n企业151家。"
    for article in split_articles(text):
        for paragraph in article.paragraphs:
            for offset, source, length in paragraph.pieces:
                words = paragraph.text[offset : offset + length]
                assert len(text[source : source + length]) == len(words)
                assert text[source : source + length].replace("９０", "90") == words


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


def test_markdown_marks_are_no_words():
    (article,) = split_articles("# 报告\n\n- 产值达90亿元。\n- 增长5%。")
    assert [p.text for p in article.paragraphs] == ["报告", "产值达90亿元。", "增长5%。"]
    assert article.paragraphs[0].role == "heading"


def test_guests_are_paired_with_offices_in_columns():
    text = "受访嘉宾\n市经济信息委主任\n江北区委书记\n铜梁区委书记蓝庆华\n滕宏伟\n谭庆\n\n蓝庆华说，加快发展。"
    guests = split_articles(text)[0].guests
    assert guests["滕宏伟"].title == "江北区委书记"
    assert guests["谭庆"].title == "铜梁区委书记"
