"""What does a file say: its text, the encoding that was found, and nothing guessed."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from upriver.core.errors import DocumentError
from upriver.core.message import Message
from upriver.documents.markup import html_to_text

if TYPE_CHECKING:
    from pathlib import Path

Form = Literal["text", "markdown", "html"]

FORMS: dict[str, Form] = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
}
_MAGIC = {
    b"%PDF": "PDF",
    b"PK\x03\x04": "ZIP, DOCX or XLSX",
    b"\xd0\xcf\x11\xe0": "DOC or XLS",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"\x1f\x8b": "GZIP",
}
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_LOOKS_HTML = re.compile(r"\s*(?:<!doctype html|<html|<\?xml[^>]*>\s*<html)", re.IGNORECASE)
# Below this share of common characters a GB18030 reading is Big5 or noise that happens to decode.
_COMMON_SHARE = 0.95
_SAMPLE = 200_000


@dataclass(frozen=True, slots=True)
class Document:
    r"""A text with its name; offsets of claims count in this text.

    Parameters
    ----------
    name : str
        Where it is from: the file's name.
    text : str
        The text. Line ends are ``\n``; of a HTML page, the words without the markup.
    encoding : str
        The encoding that was found, or ``"str"`` for a text that was given.
    form : {"text", "markdown", "html"}
        What the file was.
    """

    name: str
    text: str
    encoding: str = "str"
    form: Form = "text"


def _refuse(name: str, en: str, zh: str, remedy: Message) -> DocumentError:
    return DocumentError(Message(f"{name}: {en}", f"{name}：{zh}"), remedy)


_SAVE_AS_TEXT = Message(
    "Save it as plain text in UTF-8 (.txt, .md or .html) and read that file.",
    "请先另存为 UTF-8 纯文本（.txt、.md 或 .html），再读取。",
)


def _is_common(text: str) -> bool:
    """Whether a GB18030 reading consists of everyday characters."""
    wide = [sign for sign in text[:_SAMPLE] if ord(sign) > 0x7F]
    if not wide:
        return True
    common = len("".join(wide).encode("gb2312", "ignore")) / 2
    return common >= _COMMON_SHARE * len(wide)


def _without_bom_16(data: bytes) -> str | None:
    """UTF-16 without a mark: half of all bytes of its ASCII part are zero, on one side."""
    if len(data) % 2 or b"\x00" not in data[:_SAMPLE]:
        return None
    even, odd = data[0:_SAMPLE:2].count(0), data[1:_SAMPLE:2].count(0)
    if even == odd or min(even, odd) > 0.02 * max(even, odd):
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def _decode(data: bytes, name: str) -> tuple[str, str]:
    """Text and encoding, or a refusal."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            tried = [encoding]
            break
    else:
        sixteen = _without_bom_16(data)
        tried = [sixteen] if sixteen else ["utf-8", "gb18030"]
    for encoding in tried:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "gb18030" and not _is_common(text):
            continue
        if _CONTROL.search(text):
            raise _refuse(
                name,
                "the file holds control characters: it is binary, not text.",
                "文件含有控制字符，是二进制文件而不是文本。",
                _SAVE_AS_TEXT,
            )
        return text, encoding
    raise _refuse(
        name,
        f"the bytes are not valid text in {', '.join(tried)}.",
        f"文件内容不是有效的 {'、'.join(tried)} 文本。",
        _SAVE_AS_TEXT,
    )


def document_from_bytes(data: bytes, *, name: str) -> Document:
    """Read the bytes of a document.

    Parameters
    ----------
    data : bytes
        UTF-8, GB18030 or UTF-16, with or without a byte order mark.
    name : str
        File name; its ending says what the file is.

    Returns
    -------
    Document
        Text, encoding and form.

    Raises
    ------
    DocumentError
        If it is empty, binary, or in no encoding that is known for certain.

    Examples
    --------
    >>> document_from_bytes("增长6%".encode("gb18030"), name="a.txt").encoding
    'gb18030'
    """
    for magic, kind in _MAGIC.items():
        if data.startswith(magic):
            raise _refuse(
                name,
                f"this is a {kind} file, not text.",
                f"这是 {kind} 文件，不是文本。",
                _SAVE_AS_TEXT,
            )
    text, encoding = _decode(data, name)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    ending = f".{name.rpartition('.')[2].lower()}" if "." in name else ""
    form: Form = "html" if _LOOKS_HTML.match(text) else FORMS.get(ending, "text")
    if form == "html":
        text = html_to_text(text)
    if not text.strip():
        raise _refuse(
            name,
            "the document is empty.",
            "文件没有内容。",
            Message("Give a file that holds text.", "请提供有文字的文件。"),
        )
    return Document(name=name, text=text, encoding=encoding, form=form)


def read_document(path: Path) -> Document:
    """Read a document from a file.

    Parameters
    ----------
    path : Path
        A text, Markdown or HTML file.

    Returns
    -------
    Document
        Text, encoding and form. The encoding is found, never assumed: UTF-8 and UTF-16
        must decode without a fault, and GB18030 must also consist of everyday characters.

    Raises
    ------
    DocumentError
        If the file is absent, a folder, not readable, empty, binary, or in another encoding.

    Notes
    -----
    Traditional characters in GB18030 and any text in Big5 are refused rather than guessed.
    """
    try:
        data = path.read_bytes()
    except OSError as reason:
        raise _refuse(
            str(path),
            f"cannot be read: {reason.strerror}.",
            f"无法读取：{reason.strerror}。",
            Message("Check the path and its permissions.", "请检查路径与权限。"),
        ) from reason
    return document_from_bytes(data, name=path.name)
