"""What does a DOCX file say: paragraphs, headings and tables in order, hidden text left out."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers import expat

from upriver.core.message import Message
from upriver.documents.encodings import refusal
from upriver.documents.markup import CELL_GAP
from upriver.documents.sources import Extract, TextBuilder

if TYPE_CHECKING:
    from upriver.core.errors import DocumentError
    from upriver.documents.sources import Role

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
# An XML part may grow to this many characters; the text of a thousand-page book is a tenth.
_MOST_BYTES = 256_000_000
_CHUNK = 1 << 16
_CELL_LIMIT = 200
_SIGNS = {"tab": " ", "br": " ", "cr": " ", "noBreakHyphen": "-", "ptab": " "}
_UNREAD = frozenset(["del", "moveFrom", "instrText", "delText", "rPrChange", "pPrChange"])
_HEADING_NAME = re.compile(r"(?:heading|标题|title|subtitle)\s*\d*", re.IGNORECASE)
_SAVE_AGAIN = Message(
    "Open it in a word processor, save it as .docx again, and read that file.",
    "请在文字处理软件中打开并重新另存为 .docx，再读取。",
)


@dataclass
class _Paragraph:
    """A paragraph that is being read."""

    number: int
    words: list[str] = field(default_factory=list)
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph that was read, or a row of a table inside a cell."""

    words: str
    number: int
    role: Role | None = None


class _Part:
    """Runs an XML parser over one part of the file."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self.words
        self.parser.StartDoctypeDeclHandler = self._refuse_doctype
        self.has_doctype = False

    def _refuse_doctype(self, *_: object) -> None:
        self.has_doctype = True
        msg = "a document type declaration"
        raise expat.ExpatError(msg)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        space, _, name = tag.rpartition(" ")
        if space in {_WORD, _STRICT}:
            facts = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
            self.start(name, facts)
        elif space == _COMPATIBILITY:
            self.start(f"mc:{name}", {})

    def _end(self, tag: str) -> None:
        space, _, name = tag.rpartition(" ")
        if space in {_WORD, _STRICT}:
            self.end(name)
        elif space == _COMPATIBILITY:
            self.end(f"mc:{name}")

    def start(self, name: str, facts: dict[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def words(self, words: str) -> None:
        """Characters of an element."""


class _Styles(_Part):
    """Which styles are headings."""

    def __init__(self) -> None:
        super().__init__()
        self.headings: set[str] = set()
        self._style = ""

    def start(self, name: str, facts: dict[str, str]) -> None:
        if name == "style":
            self._style = facts.get("styleId", "")
        elif (name == "name" and _HEADING_NAME.fullmatch(facts.get("val", ""))) or (
            name == "outlineLvl" and facts.get("val", "9") != "9"
        ):
            self.headings.add(self._style)


class _Body(_Part):
    """Paragraphs and rows of tables in the order of the file."""

    def __init__(self, headings: set[str]) -> None:
        super().__init__()
        self.builder = TextBuilder("paragraphs")
        self.skipped = 0
        self._headings = headings
        self._open: list[_Paragraph] = []
        self._rows: list[list[list[_Line]]] = []
        self._cells: list[list[_Line]] = []
        self._unread = 0
        self._is_text = False
        self._is_hidden = False
        self._in_run_facts = False
        self._count = 0
        self._any = False

    def start(self, name: str, facts: dict[str, str]) -> None:
        if name in _UNREAD or name == "mc:Fallback":
            self._unread += 1
            self.skipped += name in {"del", "moveFrom"}
        if self._unread:
            return
        if name == "p":
            self._count += 1
            self._open.append(_Paragraph(self._count))
        elif name == "tr":
            self._rows.append([])
        elif name == "tc":
            self._cells.append([])
        elif name == "r":
            self._is_hidden = False
        elif name == "rPr":
            self._in_run_facts = True
        elif name == "t":
            self._is_text = True
        else:
            self._detail(name, facts)

    def _detail(self, name: str, facts: dict[str, str]) -> None:
        if not self._open:
            return
        paragraph = self._open[-1]
        if (name == "pStyle" and facts.get("val", "") in self._headings) or (
            name == "outlineLvl" and facts.get("val", "9") != "9"
        ):
            paragraph.role = "heading"
        elif name == "numPr":
            paragraph.role = paragraph.role or "item"
        elif name == "vanish" and self._in_run_facts:
            self._is_hidden = facts.get("val", "true") not in {"0", "false", "off"}
        elif name in _SIGNS and not self._in_run_facts and not self._is_hidden:
            self._open[-1].words.append(_SIGNS[name])

    def end(self, name: str) -> None:
        if name in _UNREAD or name == "mc:Fallback":
            self._unread -= 1
            return
        if self._unread:
            return
        if name == "t":
            self._is_text = False
        elif name == "rPr":
            self._in_run_facts = False
        elif name == "p" and self._open:
            self._end_paragraph(self._open.pop())
        elif name == "tc" and self._cells and self._rows:
            self._rows[-1].append(self._cells.pop())
        elif name == "tr" and self._rows:
            self._end_row(self._rows.pop())

    def words(self, words: str) -> None:
        if self._is_text and not self._unread and not self._is_hidden and self._open:
            self._open[-1].words.append(words)

    def _end_paragraph(self, paragraph: _Paragraph) -> None:
        words = re.sub(r"\s+", " ", "".join(paragraph.words)).strip()
        if not words:
            return
        self._keep(_Line(words, paragraph.number, paragraph.role))

    def _keep(self, line: _Line) -> None:
        if self._cells:
            self._cells[-1].append(line)
            return
        self._gap()
        if line.role:
            self.builder.mark(line.role)
        self.builder.add(line.words, line.number, line.number)

    def _end_row(self, cells: list[list[_Line]]) -> None:
        joined = [" ".join(line.words for line in cell) for cell in cells]
        filled = [cell for cell in cells if cell]
        if len(filled) < 2 or max(map(len, joined)) > _CELL_LIMIT:
            # A frame around paragraphs, not a table of data.
            for line in (line for cell in cells for line in cell):
                self._keep(line)
            return
        # An empty cell keeps its place, so that the others stay under their headings.
        row = _Line(CELL_GAP.join(joined), filled[0][0].number)
        if self._cells:
            self._cells[-1].append(row)
            return
        self._gap()
        self.builder.mark("table")
        self.builder.add(row.words, row.number, row.number)

    def _gap(self) -> None:
        if self._any:
            self.builder.put("\n\n")
        self._any = True


_OTHER_FORM = Message(
    "Save it as .docx, PDF or plain text in UTF-8, and read that file.",
    "请另存为 .docx、PDF 或 UTF-8 纯文本，再读取。",
)
_TABLES = Message(
    "Tables are taken in by upriver import-excel; to read its text, save it as .docx, PDF or "
    "plain text in UTF-8.",
    "表格请用 upriver import-excel 导入；若要读其中文字，请另存为 .docx、PDF 或 UTF-8 纯文本。",
)


def _broken(name: str, reason: str) -> DocumentError:
    return refusal(
        name,
        Message(f"the DOCX file is broken: {reason}.", f"DOCX 文件已损坏（{reason}）。"),
        _SAVE_AGAIN,
    )


def _too_large(name: str, part: str) -> DocumentError:
    most = _MOST_BYTES // 1_000_000
    return refusal(
        name,
        Message(
            f"its part {part} unpacks to more than {most} MB, which no document does.",
            f"其中的 {part} 解压后超过 {most} MB，不是正常文件。",
        ),
        Message("Do not open it; ask for another copy.", "请勿打开，另行索取。"),
    )


def _run(archive: zipfile.ZipFile, part: str, reader: _Part, name: str) -> None:
    """Feed one part to its reader, never more than the limit."""
    if archive.getinfo(part).file_size > _MOST_BYTES:
        raise _too_large(name, part)
    size = 0
    try:
        with archive.open(part) as stream:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                if size > _MOST_BYTES:
                    raise _too_large(name, part)
                reader.parser.Parse(chunk, False)
            reader.parser.Parse(b"", True)
    except expat.ExpatError as fault:
        if reader.has_doctype:
            raise _broken(name, f"{part}, document type declaration") from fault
        raise _broken(name, f"{part}, XML, {fault}") from fault
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as fault:
        raise _broken(name, f"{part}, {fault}") from fault
    except RuntimeError as fault:
        # The zip entry is encrypted, or packed in a way that the standard library does not know.
        raise _broken(name, f"{part}, {fault}") from fault


def _other_kind(names: set[str]) -> str:
    kinds = {"xl/workbook.xml": "XLSX", "ppt/presentation.xml": "PPTX", "content.xml": "ODF",
             "META-INF/container.xml": "EPUB"}  # fmt: skip
    return next((kind for part, kind in kinds.items() if part in names), "ZIP")


def read_docx(data: bytes, *, name: str) -> Extract:
    """Text of a DOCX file.

    Parameters
    ----------
    data : bytes
        The file.
    name : str
        Its name, for messages.

    Returns
    -------
    Extract
        Paragraphs with an empty line between them, in the order of the file; a row of a
        table is one line with `` | `` between its cells; text boxes stand before the
        paragraph that holds them. The way back counts paragraphs from 1; for a row it is its
        first one.

    Raises
    ------
    DocumentError
        If the file is no DOCX, broken, encrypted, or unpacks to more than 256 MB.

    Notes
    -----
    Deleted, moved and hidden text and field codes are not read, nor are headers, footers,
    footnotes, comments and the numbers that Word gives to lists. A document type declaration
    is refused, so that no entity can grow.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, RuntimeError) as fault:
        raise _broken(name, str(fault)) from fault
    with archive:
        names = set(archive.namelist())
        main = "word/document.xml"
        if main not in names:
            kind = _other_kind(names)
            raise refusal(
                name,
                Message(f"this is a {kind} file, not text.", f"这是 {kind} 文件，不是文本。"),
                _TABLES if kind == "XLSX" else _OTHER_FORM,
            )
        styles = _Styles()
        if "word/styles.xml" in names:
            _run(archive, "word/styles.xml", styles, name)
        body = _Body(styles.headings)
        _run(archive, main, body, name)
    notes = []
    if body.skipped:
        notes.append(
            Message(
                f"{body.skipped} deleted or moved stretch(es) of the revision were not read.",
                f"修订中删除或移走的 {body.skipped} 处文字未读取。",
            )
        )
    if "word/footnotes.xml" in names or "word/endnotes.xml" in names:
        notes.append(Message("Footnotes and endnotes were not read.", "未读取脚注和尾注。"))
    return body.builder.extract(tuple(notes))
