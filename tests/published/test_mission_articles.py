"""The articles of the page the project began with, against the lines as a person read them.

Source: ``seed_segments.json``: for each article of a page of Chongqing Daily of 31 May 2024
the ranges of its lines in the order of reading, and the place where one line holds the end
of one article and the middle of another.
"""

from __future__ import annotations

import json

import pytest

from shared_data import SHARED, needs_shared
from upriver.documents.articles import split_articles
from upriver.documents.reading import read_document

pytestmark = [pytest.mark.shared, needs_shared]

PAGE = SHARED / "mission" / "000_daa6de2731081779.txt"
GOLD = SHARED / "mission" / "seed_segments.json"


@pytest.fixture(scope="module")
def page():
    return read_document(PAGE).text


@pytest.fixture(scope="module")
def gold():
    return json.loads(GOLD.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def articles(page):
    return {article.title: article for article in split_articles(page)}


def lines_of(page: str, article) -> list[int]:
    """Numbers of the lines of an article in the order of reading, captions apart."""
    found = [
        page.count("\n", 0, source) + 1
        for paragraph in article.paragraphs
        if paragraph.role != "caption"
        for _, source, _ in paragraph.pieces
    ]
    return [line for place, line in enumerate(found) if place == 0 or found[place - 1] != line]


def gold_lines(page: str, ranges: list[dict]) -> list[int]:
    """Numbers of the lines that hold words, in the order of reading."""
    lines = page.split("\n")
    return [
        number
        for each in ranges
        for number in range(each["lines"][0], each["lines"][1] + 1)
        if lines[number - 1].strip()
    ]


def test_the_page_holds_three_articles(articles, gold):
    assert sorted(articles) == sorted(gold["articles"][name]["title"] for name in "ABC")


@pytest.mark.parametrize("name", ["A", "B", "C"])
def test_lines_stand_in_the_order_of_reading(page, articles, gold, name):
    segment = gold["articles"][name]
    wanted = gold_lines(page, segment["reading_order"])
    captions = gold_lines(page, gold["articles"]["A-caption"]["reading_order"])
    assert lines_of(page, articles[segment["title"]]) == [n for n in wanted if n not in captions]


def test_the_caption_is_set_apart(page, articles, gold):
    title = gold["articles"]["A"]["title"]
    found = [p for p in articles[title].paragraphs if p.role == "caption"]
    at = [page.count("\n", 0, p.pieces[0][1]) + 1 for p in found]
    assert at == gold_lines(page, gold["articles"]["A-caption"]["reading_order"])


def test_a_line_of_two_articles_is_divided_where_the_second_goes_on(page, articles, gold):
    """Line 78: A ends with 铜梁将持续提升, B goes on with ，重庆经济国际化程度越来越高."""
    last = articles[gold["articles"]["A"]["title"]].paragraphs[-1]
    assert last.text.endswith("铜梁将持续提升")
    (joined,) = [
        p
        for p in articles[gold["articles"]["B"]["title"]].paragraphs
        if "，重庆经济国际化" in p.text
    ]
    assert "投入新开，重庆经济国际化程度越来越高。" in joined.text
    _, end, _ = last.pieces[-1][1], last.pieces[-1][1] + last.pieces[-1][2], None
    assert page[end] == "，"
    assert joined.pieces[1][1] == end + 1  # the comma stands at the end of line 153 already


@pytest.mark.parametrize(
    "sentence",
    [
        "构建从电芯生产到材料、设备、回收等全产业链",
        "深入实施“1+5+N”金融服务港湾行动",
        "海南航空将围绕助力重庆打造内陆开放高地",
    ],
)
def test_broken_sentences_are_whole(articles, sentence):
    texts = [p.text for article in articles.values() for p in article.paragraphs]
    assert sum(sentence in text for text in texts) == 1


def test_every_piece_leads_back_to_the_page(page, articles):
    covered = [False] * len(page)
    for article in articles.values():
        for paragraph in article.paragraphs:
            for offset, source, length in paragraph.pieces:
                assert page[source : source + length] == paragraph.text[offset : offset + length]
                assert not any(covered[source : source + length])
                covered[source : source + length] = [True] * length
    left = "".join(sign for sign, is_read in zip(page, covered, strict=True) if not is_read)
    # Line ends, the marks of the headline, and the comma that two articles share.
    assert set(left.split()) == {"##", "，"}


def test_names_are_matched_to_titles(articles, gold):
    guests = articles[gold["articles"]["A"]["title"]].guests
    assert {name: guest.title for name, guest in guests.items()} == gold["speaker_table"]["map"]


def test_bylines(articles):
    assert [article.byline for article in articles.values()] == [
        "新重庆-重庆日报记者 夏元 陈维灯",
        "□新重庆-重庆日报评论员",
        "□新重庆-重庆日报记者 黄乔",
    ]
