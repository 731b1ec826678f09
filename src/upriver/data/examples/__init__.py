"""The bundled region: Chongqing, from public figures, each with its source."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from upriver.core.errors import DataError
from upriver.core.files import replacing
from upriver.core.message import Message, listing
from upriver.data.descriptor import DESCRIPTOR
from upriver.data.examples.survey_2007 import survey_2007
from upriver.data.package import read_package
from upriver.data.region import Region

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["EXAMPLES", "chongqing", "copy_example", "example_path", "survey_2007"]

EXAMPLES: Sequence[str] = ("chongqing",)


def example_path(name: str) -> Path:
    """Folder of a bundled package.

    Parameters
    ----------
    name : str
        One of ``EXAMPLES``.

    Returns
    -------
    Path
        Read it, copy it, but do not write there.

    Raises
    ------
    DataError
        If there is no such example.
    """
    if name not in EXAMPLES:
        raise DataError(
            Message(f"There is no example {name!r}.", f"没有名为 {name!r} 的示例。"),
            Message(f"Choose {listing(EXAMPLES)}.", f"可选 {listing(EXAMPLES)}。"),
        )
    return Path(str(resources.files("upriver.data") / "examples" / name))


def chongqing() -> Region:
    """Chongqing, as the bundled data package describes it.

    Returns
    -------
    Region
        Base year 2023; every figure names its source.
    """
    return Region.open(example_path("chongqing"))


def copy_example(name: str, path: str | Path) -> Path:
    """Copy a bundled package to a place where it can be edited.

    Parameters
    ----------
    name : str
        One of ``EXAMPLES``.
    path : str or Path
        A new folder.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    DataError
        If there is no such example, or a package at the path already.
    OutputError
        If the place cannot be written to.
    """
    source, path = example_path(name), Path(path)
    if (path / DESCRIPTOR).exists():
        raise DataError(
            Message(f"There is already a package at {path}.", f"{path} 已有数据包。"),
            Message(
                "Choose a new folder; nothing is overwritten.", "请选择新的目录；不会覆盖已有内容。"
            ),
        )
    package = read_package(source)
    files = {f"tables/{table}.csv": content for table, content in package.tables.items()}
    files |= dict(package.documents)
    files[DESCRIPTOR] = (source / DESCRIPTOR).read_bytes()
    for inside, content in sorted(files.items()):
        with replacing(path / inside) as temporary:
            temporary.write_bytes(content)
    return path
