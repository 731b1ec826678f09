"""What words does a HTML page show: block elements become lines, markup and scripts go."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "br",
        "caption",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "title",
    ]
)
_SILENT = frozenset(
    ["script", "style", "noscript", "template", "svg", "iframe", "button", "select"]
)
_SPACES = re.compile(r"[ \t\r\n\f\u00a0\u3000]+")


class _Words(HTMLParser):
    """Collects the lines of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self._line: list[str] = []
        self._silent = 0

    def end_line(self) -> None:
        line = _SPACES.sub(" ", "".join(self._line)).strip()
        self._line.clear()
        if line:
            self.lines.append(line)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in _SILENT:
            self._silent += 1
        elif tag in _BLOCKS:
            self.end_line()

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in _BLOCKS:
            self.end_line()

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._line.append(data)


def html_to_text(page: str) -> str:
    r"""Words of a HTML page, one block element a paragraph.

    Parameters
    ----------
    page : str
        The page.

    Returns
    -------
    str
        Paragraphs with an empty line between them; empty when the page shows nothing.

    Examples
    --------
    >>> html_to_text("<h1>标题</h1><p>增长<b>6%</b>。</p><script>var a</script>")
    '标题\n\n增长6%。'
    """
    parser = _Words()
    parser.feed(page)
    parser.close()
    parser.end_line()
    return "\n\n".join(parser.lines)
