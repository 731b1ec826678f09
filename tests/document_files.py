"""Small DOCX and PDF files, written byte by byte for tests."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

_SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MIXED = "http://schemas.openxmlformats.org/markup-compatibility/2006"
STYLES = (
    f'<w:styles xmlns:w="{_SPACE}"><w:style w:type="paragraph" w:styleId="a1">'
    '<w:name w:val="heading 1"/></w:style></w:styles>'
)


def paragraph(words: str, *, style: str = "") -> str:
    """XML of a paragraph."""
    facts = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{facts}<w:r><w:t>{escape(words)}</w:t></w:r></w:p>"


def table(rows: list[list[str]]) -> str:
    """XML of a table."""
    cells = ["".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows]
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def docx(body: str, *, head: str = "", parts: dict[str, str] | None = None) -> bytes:
    """A DOCX file with a body of XML."""
    whole = (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<w:document xmlns:w="{_SPACE}"'
        f' xmlns:mc="{_MIXED}"><w:body>{body}</w:body></w:document>'
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/styles.xml", STYLES)
        archive.writestr("word/document.xml", whole)
        for part, words in (parts or {}).items():
            archive.writestr(part, words)
    return packed.getvalue()


def pdf(pages: list[list[tuple[float, float, float, str]]]) -> bytes:
    """A PDF whose pages hold words at places: left, baseline, size, words.

    The font is not embedded: its letters are one em wide and named by their UCS-2 code.
    """
    first = 6
    kids = " ".join(f"{first + 2 * number} 0 R" for number in range(len(pages)))
    objects = {
        1: "<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>",
        3: "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light"
        " /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
        4: "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /CIDSystemInfo"
        " << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /FontDescriptor 5 0 R >>",
        5: "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880]"
        " /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
    }
    for number, page in enumerate(pages):
        shown = "\n".join(
            f"BT /F1 {size} Tf 1 0 0 1 {left} {baseline} Tm <{words.encode('utf-16-be').hex()}> Tj ET"
            for left, baseline, size, words in page
        )
        objects[first + 2 * number] = (
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >>"
            f" >> /Contents {first + 2 * number + 1} 0 R >>"
        )
        objects[first + 2 * number + 1] = f"<< /Length {len(shown)} >>\nstream\n{shown}\nendstream"
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number in sorted(objects):
        places.append(len(out))
        out += f"{number} 0 obj\n{objects[number]}\nendobj\n".encode()
    start = len(out)
    out += f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n".encode()
    out += "".join(f"{place:010d} 00000 n \n" for place in places).encode()
    out += (
        f"trailer << /Size {len(places) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    )
    return bytes(out)


def column(
    words: str, *, left: float, top: float, width: int, size: float = 10
) -> list[tuple[float, float, float, str]]:
    """Words set in lines of a number of letters, from the top down."""
    lines = [words[at : at + width] for at in range(0, len(words), width)]
    return [(left, top - 1.5 * size * row, size, line) for row, line in enumerate(lines)]
