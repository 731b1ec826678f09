"""Every form is read with the way back to the file; what is no text is refused in both languages."""

from __future__ import annotations

import pytest

from document_files import docx, paragraph, pdf
from upriver.core.errors import DocumentError
from upriver.documents.reading import Document, document_from_bytes, read_document

TEXT = "力争到2027年，全区研发投入年均增长12%以上。\n工业企业151家。"


def test_line_ends_are_one_kind_and_lead_back():
    written = "一。\r\n二。\r三。\n四。"
    document = document_from_bytes(written.encode(), name="a.txt")
    assert document.text == "一。\n二。\n三。\n四。"
    for word in ("一。", "二。", "三。", "四。", "二。\n三", "。\n二"):
        at = document.text.index(word)
        origin = document.origin(at, at + len(word))
        there = written[origin.start : origin.end]
        assert there.replace("\r\n", "\n").replace("\r", "\n") == word


def test_offsets_of_a_plain_text_are_those_of_the_file():
    document = document_from_bytes(TEXT.encode(), name="a.txt")
    assert document.text == TEXT
    assert (document.origin(3, 9).start, document.origin(3, 9).end) == (3, 9)
    assert Document("a", TEXT).origin(3, 9).kind == "characters"


@pytest.mark.parametrize(
    ("data", "name", "match"),
    [
        (b"", "a.txt", "the document is empty"),
        (b" \n\t", "a.txt", "the document is empty"),
        ("\ufeff \n".encode(), "a.txt", "the document is empty"),
        (b"<html><script>1</script></html>", "a.html", "the document is empty"),
        (b"\x89PNG\r\n\x1a\n", "a.txt", "this is a PNG file"),
        (b"\x1f\x8b\x08\x00", "a.txt", "this is a GZIP file"),
        (b"{\\rtf1 text}", "a.txt", "this is a RTF file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.doc", "an old DOC, XLS or PPT file"),
        (b"abc\x00\x01\x02def", "a.txt", r"U\+0000 at character 3.*binary"),
        (b"%PDF-1.7 \x00", "a.txt", "the PDF file is broken"),
        (b"no pdf", "a.pdf", "the PDF file is broken"),
        (b"PK\x03\x04rest", "a.txt", "the DOCX file is broken"),
        (b"no zip", "a.docx", "the DOCX file is broken"),
    ],
)
def test_what_is_no_text_is_refused(data, name, match):
    with pytest.raises(DocumentError, match=match) as refusal:
        document_from_bytes(data, name=name)
    assert f"{name}：" in refusal.value.render("zh")


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    with pytest.raises(DocumentError, match="cannot be read"):
        read_document(tmp_path / "none.txt")
    with pytest.raises(DocumentError, match="cannot be read"):
        read_document(tmp_path)


@pytest.mark.parametrize(
    ("data", "name", "form", "encoding"),
    [
        (TEXT.encode(), "a", "text", "utf-8"),
        (TEXT.encode("gb18030"), "a.TXT", "text", "gb18030"),
        (TEXT.encode(), "a.md", "markdown", "utf-8"),
        (f"<!DOCTYPE html><p>{TEXT}".encode(), "a.txt", "html", "utf-8"),
        (f"<p>{TEXT}".encode(), "a.htm", "html", "utf-8"),
        (docx(paragraph(TEXT)), "a.docx", "docx", "embedded"),
        (docx(paragraph(TEXT)), "wrongly-named.txt", "docx", "embedded"),
        (pdf([[(50, 700, 10, "产值达90亿元。")]]), "a.pdf", "pdf", "embedded"),
    ],
)
def test_the_form_is_found(tmp_path, data, name, form, encoding):
    path = tmp_path / name
    path.write_bytes(data)
    document = read_document(path)
    assert (document.form, document.encoding, document.name) == (form, encoding, name)
    assert "亿元" in document.text or "151家" in document.text


def test_traditional_characters_are_told() -> None:
    text = "產業規模達到九十億元以上並持續增長，推動科技創新與產業創新深度融合。"
    (note,) = document_from_bytes(text.encode(), name="a.txt").notes
    assert "traditional characters" in note.en
    assert document_from_bytes("增长5%，产业规模达到九十亿元。".encode(), name="a.txt").notes == ()
