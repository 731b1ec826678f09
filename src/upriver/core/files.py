"""Nothing is lost: outputs are written beside their place and moved there."""

from __future__ import annotations

import os
import tempfile
import zipfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from upriver.core.errors import OutputError
from upriver.core.message import Message

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

EPOCH = (1980, 1, 1, 0, 0, 0)  # a zip of the same files has the same bytes


def _refusal(path: Path, reason: OSError) -> OutputError:
    return OutputError(
        Message(
            f"Cannot write {path}: {reason.strerror}.",
            f"无法写入 {path}：{reason.strerror}。",
        ),
        Message(
            "Choose another folder with --out, or make this one writable.",
            "请用 --out 换一个目录，或修改该目录的写权限。",
        ),
    )


def make_folder(path: Path) -> Path:
    """Create a folder that can be written to.

    Parameters
    ----------
    path : Path
        The folder; parents are made too.

    Returns
    -------
    Path
        The same folder.

    Raises
    ------
    OutputError
        If it cannot be made or written to.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=path):
            pass
    except OSError as reason:
        raise _refusal(path, reason) from reason
    return path


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a temporary name to write to, and move it into place at the end.

    Parameters
    ----------
    path : Path
        Where the file shall stand.

    Yields
    ------
    Path
        The temporary name, in the same folder.

    Raises
    ------
    OutputError
        If the folder cannot be written to. The old file is then untouched.
    """
    make_folder(path.parent)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        temporary.chmod(0o644)
        temporary.replace(path)
    except OutputError:
        raise  # of another file, inside this one
    except OSError as reason:
        raise _refusal(path, reason) from reason
    finally:
        temporary.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> Path:
    """Write a UTF-8 text file in one move.

    Parameters
    ----------
    path : Path
        Where the file shall stand.
    text : str
        Its content.

    Returns
    -------
    Path
        The same path.

    Raises
    ------
    OutputError
        If it cannot be written.
    """
    with replacing(path) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n")
    return path


def write_archive(path: Path, files: Mapping[str, bytes]) -> Path:
    """Write a zip in one move; the same files in the same order give the same bytes.

    Parameters
    ----------
    path : Path
        Where the zip shall stand.
    files : mapping of str to bytes
        Content by name inside the zip, in order.

    Returns
    -------
    Path
        The same path.

    Raises
    ------
    OutputError
        If it cannot be written.
    """
    with replacing(path) as temporary, zipfile.ZipFile(temporary, "w") as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return path
