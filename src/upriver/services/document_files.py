"""Which documents do paths, folders and patterns name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from upriver.core.errors import DocumentError
from upriver.core.message import Message
from upriver.documents.reading import FORMS

if TYPE_CHECKING:
    from collections.abc import Sequence


def _is_document(path: Path) -> bool:
    return path.suffix.lower() in FORMS and path.is_file() and not path.name.startswith(".")


def _of_folder(folder: Path) -> list[Path]:
    inside = sorted(path for path in folder.rglob("*") if _is_document(path))
    if not inside:
        raise DocumentError(
            Message(f"The folder {folder} holds no document.", f"目录 {folder} 中没有可读的文件。"),
            Message(
                f"Put files ending in {', '.join(FORMS)} there, or name the files.",
                f"请放入扩展名为 {'、'.join(FORMS)} 的文件，或直接给出文件名。",
            ),
        )
    return inside


def _of_pattern(pattern: Path) -> list[Path]:
    root = Path(pattern.anchor or ".")
    matched = sorted(root.glob(pattern.relative_to(pattern.anchor).as_posix()))
    files = [
        file
        for path in matched
        for file in (sorted(path.rglob("*")) if path.is_dir() else [path])
        if _is_document(file) or (file == path and file.is_file() and not file.name.startswith("."))
    ]
    if not files:
        raise DocumentError(
            Message(f"No file matches {pattern}.", f"没有文件与 {pattern} 相符。"),
            Message(
                "Check the folder and the pattern; ** also looks into folders below.",
                "请检查目录与通配符；** 可匹配下级目录。",
            ),
        )
    return files


def find_files(paths: Sequence[str | Path]) -> tuple[Path, ...]:
    """Files that are named, each once.

    Parameters
    ----------
    paths : sequence of str or Path
        Files, folders, or patterns with ``*``, ``?`` or ``**``.

    Returns
    -------
    tuple of Path
        In the order of the paths; the files of a folder or a pattern are sorted by name. Of
        a folder, those whose ending is known. A file that is named need not exist.

    Raises
    ------
    DocumentError
        If nothing is named, a folder holds no document, or a pattern matches nothing.
    """
    found: list[Path] = []
    for given in paths:
        path = Path(given)
        if path.is_dir():
            found += _of_folder(path)
        elif set("*?[") & set(str(path)) and not path.exists():
            found += _of_pattern(path)
        else:
            found.append(path)
    if not found:
        raise DocumentError(
            Message("paths names no document.", "paths 没有给出任何文件。"),
            Message("Give at least one file or folder.", "请至少给出一个文件或目录。"),
        )
    return tuple(dict.fromkeys(found))
