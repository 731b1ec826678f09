"""What the build of the manual adds: contents, a link to the other language, an offline check."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.exceptions import PluginError

if TYPE_CHECKING:
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

FETCHED = re.compile(
    r"<(?:script|img|iframe|source)\b[^>]*\bsrc=[\"']?(?:https?:)?//[^\"'>]+"
    r"|<link\b(?=[^>]*rel=[\"']?(?:stylesheet|preload|preconnect))[^>]*href=[\"']?(?:https?:)?//[^\"'>]+"
)
SECTIONS = {
    "tutorial": ("Tutorial", "教程"),
    "how-to": ("How-to", "操作指南"),
    "explanation": ("Explanation", "方法说明"),
    "reference": ("Reference", "参考"),
    "decisions": ("Decisions", "设计决定"),
}


def _pages(folder: Path, *, chinese: bool) -> list[str]:
    """Pages of a section in one language, its index first."""
    names = [page.name for page in folder.glob("*.md") if page.name.endswith(".zh.md") == chinese]
    return [f"{folder.name}/{name}" for name in sorted(names, key=lambda n: (n[:6] != "index.", n))]


def _contents(docs: Path, *, chinese: bool) -> list[Any]:
    pages: list[Any] = ["index.zh.md" if chinese else "index.md"]
    for section, titles in SECTIONS.items():
        pages.append({titles[chinese]: _pages(docs / section, chinese=chinese)})
    return pages


def on_config(config: Any) -> Any:
    """Make the table of contents from the folders, English first.

    Parameters
    ----------
    config : MkDocsConfig
        The manual's configuration.

    Returns
    -------
    MkDocsConfig
        The same, with ``nav``.
    """
    docs = Path(config.docs_dir)
    config.nav = [*_contents(docs, chinese=False), {"中文": _contents(docs, chinese=True)}]
    return config


def on_page_markdown(markdown: str, page: Page, config: Any, files: Files) -> str:  # noqa: ARG001
    """Put a link to the page's twin above it.

    Parameters
    ----------
    markdown : str
        Text of the page.
    page : Page
        The page.
    config : MkDocsConfig
        Unused.
    files : Files
        All files of the manual.

    Returns
    -------
    str
        The text with the link.

    Raises
    ------
    PluginError
        If the page has no twin.
    """
    source = page.file.src_uri
    chinese = source.endswith(".zh.md")
    twin = source.replace(".zh.md", ".md") if chinese else source.replace(".md", ".zh.md")
    if files.get_file_from_path(twin) is None:
        message = f"{source} has no twin {twin}"
        raise PluginError(message)
    name = "English" if chinese else "中文"
    return f"[{name}]({twin.rpartition('/')[2]}){{ .md-button }}\n\n{markdown}"


def on_post_page(output: str, page: Page, config: Any) -> str:  # noqa: ARG001
    """Refuse a page that would fetch something from the network.

    Parameters
    ----------
    output : str
        The finished page.
    page : Page
        The page.
    config : MkDocsConfig
        Unused.

    Returns
    -------
    str
        The same page.

    Raises
    ------
    PluginError
        If a script, style or picture has an address on the network.
    """
    fetched = FETCHED.search(output)
    if fetched:
        message = f"{page.file.src_uri} fetches {fetched.group()}"
        raise PluginError(message)
    return output
