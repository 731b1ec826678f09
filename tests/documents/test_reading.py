"""Encodings are found, never assumed; what is no text is refused in both languages."""

from __future__ import annotations

import pytest

from upriver.core.errors import DocumentError
from upriver.documents.reading import document_from_bytes, read_document

TEXT = "力争到2027年，全区研发投入年均增长12%以上。\n工业企业151家。"


@pytest.mark.parametrize(
    ("coded", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("gb18030", "gb18030"),
        ("gbk", "gb18030"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
    ],
)
def test_an_encoding_is_found_and_reported(coded, found):
    document = document_from_bytes(TEXT.encode(coded), name="a.txt")
    assert document.text == TEXT
    assert document.encoding == found


def test_line_ends_are_one_kind():
    assert (
        document_from_bytes("一。\r\n二。\r三。".encode(), name="a.txt").text == "一。\n二。\n三。"
    )


@pytest.mark.parametrize(
    ("data", "match"),
    [
        (b"", "the document is empty"),
        (b" \n\t", "the document is empty"),
        (b"%PDF-1.7 \x00", "a PDF file"),
        (b"PK\x03\x04rest", "a ZIP, DOCX or XLSX file"),
        (b"abc\x00\x01\x02def", "control characters"),
        ("產業規模達到九十億元以上並持續增長".encode("big5"), "not valid text"),
        (b"\xff\xfe\x00\xd8", "not valid text in utf-16"),
        (bytes(range(128, 256)), "not valid text"),
    ],
)
def test_what_is_no_text_is_refused(data, match):
    with pytest.raises(DocumentError, match=match) as refusal:
        document_from_bytes(data, name="a.txt")
    assert "a.txt：" in refusal.value.render("zh")


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    with pytest.raises(DocumentError, match="cannot be read"):
        read_document(tmp_path / "none.txt")
    with pytest.raises(DocumentError, match="cannot be read"):
        read_document(tmp_path)


def test_a_html_page_becomes_its_words(tmp_path):
    page = (
        "<!DOCTYPE html><html><head><title>题</title><style>p{}</style></head><body>"
        "<script>var a = 151;</script><h1>标题</h1><p>产值<b>90</b>亿&#20803;。<br>二行。</p>"
        "<table><tr><td>甲</td><td>乙</td></tr></table></body></html>"
    )
    path = tmp_path / "a.html"
    path.write_text(page, encoding="gb18030")
    document = read_document(path)
    assert document.form == "html"
    assert document.text.split("\n\n") == ["题", "标题", "产值90亿元。", "二行。", "甲", "乙"]
