"""Whatever the bytes are: a document that leads back to its file, or a refusal in two languages."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from document_files import docx, paragraph, pdf, table
from upriver.core.errors import DocumentError
from upriver.documents.articles import split_articles
from upriver.documents.extract import extract_claims
from upriver.documents.lines import plain_signs
from upriver.documents.reading import Document, document_from_bytes

NAMES = st.sampled_from(["a.txt", "a.md", "a.html", "a.docx", "a.pdf", "a"])
WORDS = st.sampled_from(
    ["产值达90亿元", "，", "。", "\n", "\n\n", "　", " ", "□本报记者 张三", "■", "增长5%", "到2027年", "<p>",
     "</p>", "<table><tr><td>", "<!--", "-->", "&amp;", "&#20803;", "**", "[", "](", ")", "# ", "| ", "```", "\r\n",
     "记者 李四 摄", "以上", "同比", "每两台就有一台", "其中", "分别", "９％", "⼯业", "增⻓",  "“", "”", "《", "》", "\ud800", "\U0001f600"]
)  # fmt: skip
PROSE = st.lists(WORDS, max_size=40).map("".join)
LIMITS = settings(
    deadline=None, max_examples=120, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


def check(data: bytes, name: str) -> None:
    """A document whose offsets lead back, or a refusal that speaks both languages."""
    try:
        document = document_from_bytes(data, name=name)
    except DocumentError as refusal:
        check_refusal(refusal)
        return
    assert document.text.strip()
    if document.form in {"text", "markdown", "html"}:
        source = data.decode(document.encoding)
        for at in range(0, len(document.text), 7):
            origin = document.origin(at, at + 1)
            assert 0 <= origin.start <= origin.end <= len(source)
    check_articles(document)


def check_refusal(refusal: DocumentError) -> None:
    """Problem and remedy in both languages."""
    assert refusal.problem.en
    assert refusal.problem.zh != refusal.problem.en
    assert refusal.remedy.zh


def check_articles(document: Document) -> None:
    """Every piece of every paragraph stands in the text, and none twice."""
    text = document.text
    seen = bytearray(len(text))
    for article in split_articles(text, document.roles):
        for part in article.paragraphs:
            for offset, source, length in part.pieces:
                assert (
                    plain_signs(text[source : source + length])
                    == part.text[offset : offset + length]
                )
                assert not any(seen[source : source + length])
                seen[source : source + length] = b"\x01" * length


@LIMITS
@given(data=st.binary(max_size=400), name=NAMES)
def test_any_bytes(data, name):
    check(data, name)


@LIMITS
@given(
    prose=PROSE,
    name=NAMES,
    encoding=st.sampled_from(["utf-8", "gb18030", "big5", "utf-16", "utf-32"]),
)
def test_any_prose_in_any_encoding(prose, name, encoding):
    check(prose.encode(encoding, "ignore"), name)


SEEDS = {
    "a.docx": docx(
        paragraph("标题", style="a1") + paragraph("产值达90亿元。") + table([["甲", "乙"]])
    ),
    "a.pdf": pdf([[(50, 700, 10, "产值达90亿元，增长5%。"), (50, 680, 10, "企业151家。")]]),
    "a.html": "<html><meta charset='gbk'><p>产值<b>90</b>亿元。<table><tr><td>甲<td>乙".encode(
        "gbk"
    ),
}


@LIMITS
@given(
    name=st.sampled_from(sorted(SEEDS)),
    cuts=st.lists(st.tuples(st.integers(0, 3000), st.binary(max_size=6)), max_size=6),
    end=st.integers(0, 4000),
)
def test_damaged_files(name, cuts, end):
    data = bytearray(SEEDS[name])
    for at, new in cuts:
        data[at % len(data) : at % len(data) + len(new)] = new
    check(bytes(data[:end] if end < 2000 else data), name)


@settings(LIMITS, max_examples=60)
@given(prose=PROSE)
def test_claims_of_any_prose_are_in_the_text(prose):
    document = Document("a", prose.replace("\ud800", ""))
    for claim in extract_claims(document, date=date(2024, 5, 31), region="重庆市"):
        assert document.text[claim.start : claim.end] == claim.source_phrase


@pytest.mark.parametrize(
    "text",
    [
        "到2027年，" + "（其中，" * 100 + "产值达到90亿元" + "）" * 100 + "。",
        "“" * 100 + "产值达到90亿元" + "”" * 100 + "。",
        "全市" + "，其中产值达到90亿元" * 100 + "。",
    ],
    ids=["brackets", "quotations", "clauses"],
)
def test_a_hundred_nested_clauses(text):
    claims = extract_claims(Document("a", text), date=date(2024, 5, 31), region="重庆市")
    assert claims
    assert all(claim.value == 90 for claim in claims)
    assert all(text[claim.start : claim.end] == claim.source_phrase for claim in claims)
