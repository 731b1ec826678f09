"""Reading and splitting take time in step with length, whatever the text is made of."""

from __future__ import annotations

from datetime import date
from time import process_time

import pytest

from upriver.core.errors import DocumentError
from upriver.documents.articles import split_articles
from upriver.documents.extract import extract_claims
from upriver.documents.reading import Document, document_from_bytes

SENTENCE = "全市加快建设现代化产业体系，到2027年产值超过900亿元，年均增长12%以上。"
SHAPES = {
    "one line": ("a.txt", SENTENCE),
    "one line without a stop": ("a.txt", SENTENCE[:-1] + "，"),
    "lines without a stop": ("a.txt", SENTENCE[:-1] + "，\n"),
    "headings": ("a.txt", "新质生产力\n"),
    "articles that break off": ("a.txt", "标题讲汽车\n□本报记者 张三\n" + SENTENCE[:-1] + "\n"),
    "line ends of two signs": ("a.txt", SENTENCE + "\r\n"),
    "paragraphs of a page": ("a.html", f"<p>{SENTENCE}</p>"),
    "open elements": ("a.html", "<div>字"),
    "comments without an end": ("a.html", "字<!-- "),
    "signs that are no tags": ("a.html", "< "),
    "attributes without an end": ("a.html", "字<a href='"),
    "entities": ("a.html", "&amp;"),
    "emphasis without an end": ("a.md", "字 **重 "),
    "brackets": ("a.md", "["),
    "rows": ("a.md", "| 甲 | 乙 |\n"),
}


def seconds(name: str, unit: str, size: int) -> float:
    data = (unit * (size // len(unit) + 1))[:size].encode()
    began = process_time()
    try:
        document = document_from_bytes(data, name=name)
        split_articles(document.text, document.roles)
    except DocumentError:
        assert "元" not in unit
    return process_time() - began


@pytest.mark.parametrize("shape", SHAPES)
def test_eight_times_the_text_takes_not_much_more_than_eight_times_the_time(shape):
    """A quadratic step would take 64 times as long."""
    name, unit = SHAPES[shape]
    small = min(seconds(name, unit, 25_000) for _ in range(2))
    large = min(seconds(name, unit, 200_000) for _ in range(2))
    assert large < 24 * max(small, 0.002)


CLAIMS = {
    "a hundred nested clauses a sentence": "（" + "其中产值增长5%，" * 100 + "）。",
    "brackets that stay open": "（其中产值增长5%",
    "one sentence without a stop": "全市产值达90亿元，",
    "numbers of a list": "产值5、6亿元，",
    "numerals": "三",
    "scales": "亿",
    "phrases of time": "2023年",
    "quotations that stay open": "“甲",
}


@pytest.mark.parametrize("shape", CLAIMS)
def test_claims_are_found_in_time_in_step_with_length(shape):
    """Four times the text; a quadratic step would take 16 times as long."""

    def seconds(size: int) -> float:
        text = (CLAIMS[shape] * (size // len(CLAIMS[shape]) + 1))[:size]
        began = process_time()
        extract_claims(Document("a.txt", text), date=date(2024, 5, 31), region=None)
        return process_time() - began

    small = min(seconds(10_000) for _ in range(2))
    assert min(seconds(40_000) for _ in range(2)) < 10 * max(small, 0.01)


def test_a_line_of_fifty_megabytes_is_read():
    """Sixteen million characters without a line end, in less than a minute."""
    data = (SENTENCE * (50_000_000 // len(SENTENCE.encode()) + 1)).encode()
    began = process_time()
    document = document_from_bytes(data, name="a.txt")
    (article,) = split_articles(document.text)
    assert process_time() - began < 60
    assert sum(len(part.text) for part in article.paragraphs) == len(document.text)
