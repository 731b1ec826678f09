"""DOCX files are read in order; broken, encrypted and swollen ones are refused."""

from __future__ import annotations

import io
import zipfile

import pytest

from document_files import docx, paragraph, table
from upriver.core.errors import DocumentError
from upriver.documents import docx as module
from upriver.documents.docx import read_docx


def test_paragraphs_headings_and_tables_in_order():
    body = (
        paragraph("工作报告", style="a1") + paragraph("产值90亿元。") + paragraph("")
        + table([["指标", "数值"], ["出口额", "5%"]]) + paragraph("完。")
    )  # fmt: skip
    found = read_docx(docx(body), name="a.docx")
    assert found.text.split("\n\n") == [
        "工作报告",
        "产值90亿元。",
        "指标 | 数值",
        "出口额 | 5%",
        "完。",
    ]
    roles = {found.text[at:].split("\n")[0]: role for at, role in found.roles.items()}
    assert roles == {"工作报告": "heading", "指标 | 数值": "table", "出口额 | 5%": "table"}
    at = found.text.index("90亿")
    origin = found.origins.origin(at, at + 3)
    assert (origin.kind, origin.start, origin.end) == ("paragraphs", 2, 2)
    assert found.origins.origin(at, len(found.text)).end == 8


def test_a_frame_around_paragraphs_is_no_table():
    row = f"<w:tr><w:tc>{paragraph('第一段。')}{paragraph('第二段。')}</w:tc></w:tr>"
    found = read_docx(docx(f"<w:tbl>{row}</w:tbl>"), name="a.docx")
    assert (found.text, found.roles) == ("第一段。\n\n第二段。", {})


def test_insertions_links_and_content_controls_are_read_deletions_and_codes_not():
    body = (
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>控件。</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        "<w:p><w:r><w:t>甲</w:t></w:r><w:ins><w:r><w:t>乙</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>丙</w:delText></w:r></w:del>"
        "<w:hyperlink><w:r><w:t>丁</w:t></w:r></w:hyperlink>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:tab/><w:t>戊</w:t></w:r></w:p>"
    )
    found = read_docx(docx(body), name="a.docx")
    assert found.text == "控件。\n\n甲乙丁 戊"
    assert "1 deleted or moved" in found.notes[0].en


def test_text_boxes_are_read_once():
    box = f"<w:txbxContent>{paragraph('框内。')}</w:txbxContent>"
    body = (
        f"<w:p><w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>框外。</w:t></w:r></w:p>"
    )
    assert read_docx(docx(body), name="a.docx").text == "框内。\n\n框外。"


def test_footnotes_are_said_to_be_unread():
    found = read_docx(
        docx(paragraph("正文。"), parts={"word/footnotes.xml": "<x/>"}), name="a.docx"
    )
    assert "Footnotes" in found.notes[0].en


def other(parts: dict[str, str]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for part, words in parts.items():
            archive.writestr(part, words)
    return packed.getvalue()


def encrypted() -> bytes:
    data = bytearray(docx(paragraph("正文。")))
    for magic, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(magic)
        while at >= 0:
            data[at + place] |= 1
            at = data.find(magic, at + 4)
    return bytes(data)


GOOD = docx(paragraph("产值90亿元。") * 50)
BOMB = '<!DOCTYPE d [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("data", "match"),
    [
        (GOOD[: len(GOOD) // 2], "broken"),
        (GOOD.replace(b"word/document.xml", b"word/documen_.xml"), "this is a ZIP file"),
        (other({"xl/workbook.xml": "<x/>"}), "this is a XLSX file"),
        (other({"word/document.xml": "<w:document"}), "broken.*XML"),
        (other({"word/document.xml": ""}), "broken.*XML"),
        (docx("&b;", head=BOMB), "document type declaration"),
        (encrypted(), "broken.*encrypted"),
    ],
)
def test_what_cannot_be_read_is_refused(data, match):
    with pytest.raises(DocumentError, match=match) as refusal:
        read_docx(data, name="a.docx")
    assert refusal.value.problem.zh.startswith("a.docx：")


def test_a_damaged_stream_is_refused():
    data = bytearray(GOOD)
    at = data.find(b"word/document.xml") + 40
    data[at : at + 30] = b"\xff" * 30
    with pytest.raises(DocumentError, match="broken"):
        read_docx(bytes(data), name="a.docx")


def test_a_file_that_swells_is_refused_before_it_fills_the_memory(monkeypatch):
    monkeypatch.setattr(module, "_MOST_BYTES", 1_000_000)
    data = docx(paragraph("零" * 2_000_000))
    assert len(data) < 20_000
    with pytest.raises(DocumentError, match="unpacks to more than 1 MB"):
        read_docx(data, name="a.docx")


def test_a_header_that_lies_about_the_size_does_not_help(monkeypatch):
    monkeypatch.setattr(module, "_MOST_BYTES", 1_000_000)
    data = docx(paragraph("零" * 2_000_000))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        true = archive.getinfo("word/document.xml").file_size.to_bytes(4, "little")
    assert data.count(true) >= 1
    lying = data.replace(true, (500).to_bytes(4, "little"))
    with pytest.raises(DocumentError, match=r"broken|unpacks"):
        read_docx(lying, name="a.docx")


def test_deep_nesting_is_read():
    body = "<w:sdt>" * 5000 + paragraph("深处。") + "</w:sdt>" * 5000
    assert read_docx(docx(body), name="a.docx").text == "深处。"
