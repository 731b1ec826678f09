"""What does a PDF with a text layer say: its words in the order of reading, page by page."""

from __future__ import annotations

import ctypes
from collections import Counter
from typing import TYPE_CHECKING

import pypdfium2
import pypdfium2.raw as pdfium

from upriver.core.message import Message
from upriver.documents.columns import (
    PrintedLine,
    Run,
    joint,
    page_furniture,
    paragraphs_of,
    read_lines,
)
from upriver.documents.encodings import refusal
from upriver.documents.sources import Extract, TextBuilder

if TYPE_CHECKING:
    from upriver.core.errors import DocumentError

_MOST_LETTERS = 200_000
_HEADING_SIZE = 1.15
_LONGEST_HEADING = 60
# Share of a letter's height below the line it stands on.
_DESCENT = 0.12
# Letters of space that may part two cells of a narrow table; that between words is smaller.
_CELL_GAP = 0.4
_BREAKS = frozenset("\r\n\x00\x02\x03\ufffe\uffff")
_OCR = Message(
    "Run it through character recognition (OCR), or ask for the text, and read that file.",
    "请先用文字识别（OCR）处理，或索取文字版，再读取。",
)


def _refuse_open(name: str, fault: pypdfium2.PdfiumError) -> DocumentError:
    if fault.err_code in {pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY}:
        return refusal(
            name,
            Message("the PDF is encrypted and needs a password.", "PDF 已加密，需要密码。"),
            Message(
                "Save it without a password and read that file.", "请另存为无密码的文件，再读取。"
            ),
        )
    return refusal(
        name,
        Message("the PDF file is broken and cannot be opened.", "PDF 文件已损坏，无法打开。"),
        Message(
            "Fetch the file once more, or print it to a new PDF.", "请重新获取，或重新打印为 PDF。"
        ),
    )


def _letters(text: pypdfium2.PdfTextPage) -> list[tuple[str, float, float, float, float]]:
    """Characters of a page with their boxes; an empty box for one that the library made up."""
    box, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    found = []
    count = min(max(pdfium.FPDFText_CountChars(text), 0), _MOST_LETTERS)
    for index in range(count):
        code = pdfium.FPDFText_GetUnicode(text, index)
        if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
            code = 0xFFFD
        sign = chr(code)
        made = pdfium.FPDFText_IsGenerated(text, index) == 1
        if made or not pdfium.FPDFText_GetLooseCharBox(text, index, ctypes.byref(box)):
            found.append((sign, 0.0, 0.0, 0.0, 0.0))
            continue
        low, high = box.bottom, box.top
        if pdfium.FPDFText_GetMatrix(text, index, ctypes.byref(matrix)):
            # The box of a flat sign such as 一 is flat; the line it stands on is not.
            size = pdfium.FPDFText_GetFontSize(text, index) * abs(matrix.d)
            is_upright = abs(matrix.b) < 0.1 * abs(matrix.a) and size > 0
            if is_upright and pdfium.FPDFText_GetCharOrigin(
                text, index, ctypes.byref(x), ctypes.byref(y)
            ):
                low, high = y.value - _DESCENT * size, y.value + (1 - _DESCENT) * size
        found.append((sign, box.left, box.right, low, high))
    return found


def _runs(letters: list[tuple[str, float, float, float, float]]) -> list[Run]:
    """Characters that stand beside one another, as runs."""
    runs: list[Run] = []
    words: list[str] = []
    cuts: list[tuple[int, float, float]] = []
    left = right = bottom = top = 0.0

    def end() -> None:
        joined = "".join(words)
        if joined.strip():
            places = tuple((len("".join(words[:n])), first, last) for n, first, last in cuts)
            runs.append(Run(joined, left, right, bottom, top, places))
        words.clear()
        cuts.clear()

    for sign, first, last, low, high in letters:
        if sign in _BREAKS or (sign < " " and sign != "\t"):
            if sign == "\x02" and words:
                words.append("-")  # a hyphen at the end of a line
            end()
            continue
        if high <= low or last < first:
            if words:
                words.append(" " if sign.isspace() else sign)
            continue
        size = high - low
        if words:
            middle = (low + high) / 2
            beside = -0.5 * size <= first - right <= size
            if not beside or not bottom <= middle <= top or not 0.6 < size / (top - bottom) < 1.7:
                end()
        if not words:
            left, bottom, top = first, low, high
        elif first - right > _CELL_GAP * size:
            cuts.append((len(words), right, first))
        words.append(" " if sign in "\t\u00a0" else sign)
        right = last
        bottom, top = min(bottom, low), max(top, high)
    end()
    return runs


def _write(
    builder: TextBuilder, paragraph: list[tuple[int, int, PrintedLine]], body: float
) -> None:
    """Lines of a paragraph as one line of text."""
    if builder.length:
        builder.put("\n\n")
    first = paragraph[0][2]
    length = sum(len(line.words) for _, _, line in paragraph)
    if first.is_row:
        builder.mark("table")
    elif first.box.size > _HEADING_SIZE * body and length <= _LONGEST_HEADING:
        builder.mark("heading")
    for place, (page, number, line) in enumerate(paragraph):
        words, gap = line.words, ""
        if place + 1 < len(paragraph):
            words, gap = joint(words, paragraph[place + 1][2].words)
        builder.add(words, page + 1, number + 1)
        builder.put(gap)


def _read_pages(
    document: pypdfium2.PdfDocument,
) -> tuple[list[list[PrintedLine]], list[float], list[int]]:
    """Lines and height of each page, and the pages that cannot be read."""
    pages: list[list[PrintedLine]] = []
    heights: list[float] = []
    broken: list[int] = []
    columns = 0
    for number in range(len(document)):
        try:
            page = document[number]
            text = page.get_textpage()
        except pypdfium2.PdfiumError:
            broken.append(number + 1)
            pages.append([])
            heights.append(0.0)
            continue
        heights.append(page.get_height())
        lines = read_lines(_runs(_letters(text)), first_column=columns)
        columns = lines[-1].column + 1 if lines else columns
        pages.append(lines)
        text.close()
        page.close()
    return pages, heights, broken


def _pages_text(numbers: list[int]) -> str:
    shown = ", ".join(map(str, numbers[:10]))
    return shown if len(numbers) <= 10 else f"{shown} (+{len(numbers) - 10})"


def _notes(empty: list[int], broken: list[int], dropped: int) -> tuple[Message, ...]:
    notes = []
    if empty:
        pages = _pages_text(empty)
        notes.append(Message(f"no text on page(s) {pages}.", f"第 {pages} 页没有文字。"))
    if broken:
        pages = _pages_text(broken)
        notes.append(Message(f"page(s) {pages} cannot be read.", f"第 {pages} 页无法读取。"))
    if dropped:
        notes.append(
            Message(
                f"{dropped} page number(s) and repeated line(s) at page edges were left out.",
                f"略去页边的页码和重复行 {dropped} 处。",
            )
        )
    return tuple(notes)


def read_pdf(data: bytes, *, name: str) -> Extract:
    """Text of a PDF with a text layer.

    Parameters
    ----------
    data : bytes
        The file.
    name : str
        Its name, for messages.

    Returns
    -------
    Extract
        Paragraphs with an empty line between them, columns one after the other. The way
        back counts pages and lines from 1. Notes name pages without text.

    Raises
    ------
    DocumentError
        If the file is broken, encrypted, or has no text; then the message names its pages.

    Notes
    -----
    PDFium reads the letters and their places; order, lines and paragraphs are ours. Lines of
    larger letters are headings. Text set from top to bottom and text in pictures is not read.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as fault:
        raise _refuse_open(name, fault) from fault
    try:
        pages, heights, broken = _read_pages(document)
    finally:
        document.close()
    if not any(pages):
        count = len(pages)
        raise refusal(
            name,
            Message(
                f"the PDF has {count} page(s) and no text: its pages are pictures, or empty.",
                f"PDF 共 {count} 页，没有文字：页面是图片或空白。",
            ),
            _OCR,
        )
    furniture = page_furniture(pages, heights)
    kept = [
        (page, number, line)
        for page, lines in enumerate(pages)
        for number, line in enumerate(lines)
        if (page, number) not in furniture
    ] or [(p, n, line) for p, lines in enumerate(pages) for n, line in enumerate(lines)]
    sizes: Counter[float] = Counter()
    for _, _, line in kept:
        sizes[round(line.box.size, 1)] += len(line.words)
    body = sizes.most_common(1)[0][0]
    builder = TextBuilder("pages")
    places = {id(line): (page, number) for page, number, line in kept}
    for paragraph in paragraphs_of([line for _, _, line in kept]):
        _write(builder, [(*places[id(line)], line) for line in paragraph], body)
    empty = [n + 1 for n, lines in enumerate(pages) if not lines and n + 1 not in broken]
    return builder.extract(_notes(empty, broken, len(furniture)))
