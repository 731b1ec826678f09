"""What does a file say: its text, the encoding that was found, and nothing guessed."""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from upriver.core.message import Message
from upriver.documents.docx import read_docx
from upriver.documents.encodings import decode, refusal
from upriver.documents.grid import tab_rows
from upriver.documents.markdown import read_markdown
from upriver.documents.markup import read_html
from upriver.documents.pdf import read_pdf
from upriver.documents.sources import Extract, SourceMap

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from upriver.documents.sources import Origin, Role

Form = Literal["text", "markdown", "html", "docx", "pdf"]

FORMS: dict[str, Form] = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".docx": "docx",
    ".pdf": "pdf",
}
_PDF, _ZIP = b"%PDF-", b"PK\x03\x04"
_MAGIC = {
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"\x1f\x8b": "GZIP",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7Z",
    b"{\\rtf": "RTF",
}
_OLE = b"\xd0\xcf\x11\xe0"
_LOOKS_HTML = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--[^>]{0,500}-->\s*)?(?:<!doctype html|<html)",
    re.IGNORECASE,
)
_RETURN = re.compile("\r\n?")
_HANZI = re.compile("[\u4e00-\u9fff]+")
_SAMPLE = 20_000
_FEWEST = 10  # below so many characters nothing is said of the script
_TRADITIONAL = Message(
    "The text is in traditional characters, the rules read simplified ones: most of its claims "
    "are not found. Convert it first.",
    "文件为繁体字，而规则只认简体字，大部分论断读不出。请先转换为简体。",
)
_EMPTY = Message("the document is empty.", "文件没有内容。")
_GIVE_TEXT = Message("Give a file that holds text.", "请提供有文字的文件。")
_OTHER_FORMAT = Message(
    "Save it as .docx, PDF or plain text in UTF-8, and read that file.",
    "请另存为 .docx、PDF 或 UTF-8 纯文本，再读取。",
)


@dataclass(frozen=True, slots=True)
class Document:
    r"""A text with its name; offsets of claims count in this text.

    Parameters
    ----------
    name : str
        Where it is from: the file's name.
    text : str
        The words. Line ends are ``\n``. Of a plain text it is the file's own text, so that
        offsets count in both.
    encoding : str
        The encoding that was found; ``"str"`` for a text that was given, ``"embedded"`` for
        DOCX and PDF, which fix their own.
    form : {"text", "markdown", "html", "docx", "pdf"}
        What the file was.
    origins : SourceMap
        The way from the text back to the file.
    roles : mapping of int to str
        What a line is, by its offset, where the format says so: headings, rows of tables.
    notes : tuple of Message
        What was left out of the text, and what is odd about the file.
    """

    name: str
    text: str
    encoding: str = "str"
    form: Form = "text"
    origins: SourceMap = field(default_factory=SourceMap)
    roles: Mapping[int, Role] = field(default_factory=dict)
    notes: tuple[Message, ...] = ()

    def origin(self, start: int, end: int) -> Origin:
        """Where a stretch of the text stands in the file.

        Parameters
        ----------
        start, end : int
            Offsets in the text, the end not included.

        Returns
        -------
        Origin
            Offsets of characters in a text, Markdown or HTML file; the paragraphs of a DOCX;
            the pages and the line of a PDF.
        """
        return self.origins.origin(start, end)


def _read_text(text: str) -> Extract:
    """Text with one kind of line end."""
    if "\r" not in text:
        return Extract(text, roles=tab_rows(text))
    origins = SourceMap("characters", array("q"), array("q"), array("q"), array("q"))
    at = written = 0
    for ending in _RETURN.finditer(text):
        stretch = ending.start() - at
        for length, first, last in (
            (stretch, at, ending.start()), (1, ending.start(), ending.end())
        ):  # fmt: skip
            if length:
                origins.starts.append(written)
                origins.ends.append(written + length)
                origins.firsts.append(first)
                origins.lasts.append(last)
                written += length
        at = ending.end()
    if at < len(text):
        origins.starts.append(written)
        origins.ends.append(written + len(text) - at)
        origins.firsts.append(at)
        origins.lasts.append(len(text))
    whole = _RETURN.sub("\n", text)
    return Extract(whole, origins, tab_rows(whole))


def _is_traditional(text: str) -> bool:
    """Whether a good part of the Chinese characters is not in the set of simplified ones."""
    found = "".join(_HANZI.findall(text[:_SAMPLE]))
    simplified = len(found.encode("gb2312", "ignore")) // 2
    return len(found) >= _FEWEST and simplified < 0.85 * len(found)


def _document(name: str, extract: Extract, encoding: str, form: Form) -> Document:
    if not extract.text.strip():
        raise refusal(name, _EMPTY, _GIVE_TEXT)
    return Document(
        name=name,
        text=extract.text,
        encoding=encoding,
        form=form,
        origins=extract.origins,
        roles=extract.roles,
        notes=(*extract.notes, *((_TRADITIONAL,) if _is_traditional(extract.text) else ())),
    )


def _refuse_other_formats(data: bytes, name: str) -> None:
    kind = next((kind for magic, kind in _MAGIC.items() if data.startswith(magic)), None)
    if kind is not None:
        problem = Message(f"this is a {kind} file, not text.", f"这是 {kind} 文件，不是文本。")
        raise refusal(name, problem, _OTHER_FORMAT)
    if data.startswith(_OLE):
        problem = Message(
            "this is an old DOC, XLS or PPT file, or a DOCX with a password.",
            "这是旧版 DOC、XLS、PPT 文件，或带密码的 DOCX。",
        )
        raise refusal(name, problem, _OTHER_FORMAT)


def document_from_bytes(data: bytes, *, name: str) -> Document:
    """Read the bytes of a document.

    Parameters
    ----------
    data : bytes
        A text, Markdown, HTML, DOCX or PDF file.
    name : str
        File name. Its ending says what a text file is; DOCX, PDF and HTML are known by
        their beginning.

    Returns
    -------
    Document
        Text, encoding, form and the way back to the file.

    Raises
    ------
    DocumentError
        If it is empty, binary, broken, encrypted, a picture, or in no encoding that is
        known for certain.

    Examples
    --------
    >>> document_from_bytes("增长6%".encode("gb18030"), name="a.txt").encoding
    'gb18030'
    """
    if not data.strip(b" \t\r\n"):
        raise refusal(name, _EMPTY, _GIVE_TEXT)
    ending = f".{name.rpartition('.')[2].lower()}" if "." in name else ""
    form = FORMS.get(ending, "text")
    if data.startswith(_ZIP) or form == "docx":
        return _document(name, read_docx(data, name=name), "embedded", "docx")
    if data.startswith(_PDF) or form == "pdf":
        return _document(name, read_pdf(data, name=name), "embedded", "pdf")
    _refuse_other_formats(data, name)
    decoded = decode(data, name=name)
    if form == "html" or _LOOKS_HTML.match(decoded.text):
        form, extract = "html", read_html(decoded.text)
    elif form == "markdown":
        extract = read_markdown(decoded.text)
    else:
        extract = _read_text(decoded.text)
    whole = Extract(extract.text, extract.origins, extract.roles, (*decoded.notes, *extract.notes))
    return _document(name, whole, decoded.encoding, form)


def read_document(path: Path) -> Document:
    """Read a document from a file.

    Parameters
    ----------
    path : Path
        A text, Markdown, HTML, DOCX or PDF file.

    Returns
    -------
    Document
        Text, encoding, form and the way back to the file.

    Raises
    ------
    DocumentError
        If the file is absent, a folder, not readable, empty, binary, broken, encrypted, a
        picture, or in no encoding that is known for certain.

    Notes
    -----
    The encoding is found, never assumed; see ``upriver.documents.encodings.decode``.
    """
    try:
        data = path.read_bytes()
    except OSError as reason:
        raise refusal(
            str(path),
            Message(f"cannot be read: {reason.strerror}.", f"无法读取：{reason.strerror}。"),
            Message("Check the path and its permissions.", "请检查路径与权限。"),
        ) from reason
    return document_from_bytes(data, name=path.name)
