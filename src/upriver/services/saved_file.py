"""Opening a saved result: is it one, is it whole, is it of this version."""

from __future__ import annotations

import json
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import polars as pl
from pydantic import ValidationError

from upriver.core.errors import DataError
from upriver.core.message import Message
from upriver.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

T = TypeVar("T")
Facts = dict[str, Any]
Files = dict[str, bytes]
BROKEN = (KeyError, TypeError, ValueError, pl.exceptions.PolarsError, ValidationError)
# What the parts of a file give that was cut or edited; each becomes a DataError.


@dataclass(frozen=True)
class SavedKind:
    """A kind of result that is saved.

    Parameters
    ----------
    kind : str
        Stands in the file.
    facts : str
        The file in the archive that says what it is.
    format : int
        The format that is written, and the newest that is known.
    title : Message
        What it is.
    command : str
        What writes it.
    lacking : Message
        What files of older formats lack.
    """

    kind: str
    facts: str
    format: int
    title: Message
    command: str
    lacking: Message

    def head(self) -> Facts:
        """The first facts of a file.

        Returns
        -------
        dict
            Keys ``kind format version``.
        """
        return {"kind": self.kind, "format": self.format, "version": __version__}

    def facts_bytes(self, facts: Facts) -> bytes:
        """The facts as they stand in the file.

        Parameters
        ----------
        facts : dict
            Plain data.

        Returns
        -------
        bytes
            JSON with the head first.
        """
        return (json.dumps(self.head() | facts, ensure_ascii=False, indent=1) + "\n").encode()


def read_archive(path: Path, kind: SavedKind) -> Files:
    """All parts of a saved file.

    Parameters
    ----------
    path : Path
        The file.
    kind : SavedKind
        What it should be; for the words of an error.

    Returns
    -------
    dict of str to bytes
        By name in the archive.

    Raises
    ------
    DataError
        If the file is absent, no archive, or broken.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    except FileNotFoundError as reason:
        raise DataError(
            Message(f"There is no file {path}.", f"没有文件 {path}。"),
            Message(
                f"Save a plan first: {kind.command}.",
                f"请先保存规划：{kind.command}。",
            ),
        ) from reason
    except (zipfile.BadZipFile, zlib.error, OSError) as reason:
        if path.is_file() and zipfile.is_zipfile(path):
            raise _broken(path, reason) from reason
        raise _no_plan(path, kind) from reason


def parse_saved(path: Path, files: Files, kind: SavedKind, build: Callable[[Facts, Files], T]) -> T:
    """A result from the parts of its file.

    Parameters
    ----------
    path : Path
        The file, for the words of an error.
    files : dict of str to bytes
        From `read_archive`.
    kind : SavedKind
        What it must be.
    build : callable
        Makes the result of its facts and parts.

    Returns
    -------
    object
        What ``build`` makes.

    Raises
    ------
    DataError
        If it is of another kind, broken, or was saved by an older or newer version.
    """
    if kind.facts not in files:
        raise _no_plan(path, kind)
    try:
        facts = json.loads(files[kind.facts])
        if not isinstance(facts, dict) or facts.get("kind") != kind.kind:
            raise _no_plan(path, kind)
        if facts["format"] > kind.format:
            raise _newer(path, facts, kind)
        if facts["format"] < kind.format:
            raise _older(path, facts, kind)
        return build(facts, files)
    except DataError:
        raise
    except BROKEN as reason:
        raise _broken(path, reason) from reason


def _no_plan(path: Path, kind: SavedKind) -> DataError:
    return DataError(
        Message(f"{path} is not a saved {kind.title.en}.", f"{path} 不是已保存的{kind.title.zh}。"),
        Message(
            f"Name a file that '{kind.command}' wrote.",
            f"请给出由 {kind.command} 写成的文件。",
        ),
    )


def _newer(path: Path, facts: Mapping[str, Any], kind: SavedKind) -> DataError:
    version = facts.get("version", "?")
    return DataError(
        Message(
            f"{path} was saved by upriver {version} in format {facts['format']}; this one, "
            f"{__version__}, knows formats up to {kind.format}.",
            f"{path} 由 upriver {version} 以格式 {facts['format']} 保存；"
            f"当前版本 {__version__} 只认识格式 {kind.format} 及以前。",
        ),
        Message("Update upriver.", "请升级 upriver。"),
    )


def _older(path: Path, facts: Mapping[str, Any], kind: SavedKind) -> DataError:
    return DataError(
        Message(
            f"{path} was saved in format {facts['format']}, {kind.lacking.en}",
            f"{path} 以格式 {facts['format']} 保存，{kind.lacking.zh}",
        ),
        Message("Make the plan again and save it.", "请重新求出规划并保存。"),
    )


def _broken(path: Path, reason: Exception) -> DataError:
    return DataError(
        Message(
            f"The saved plan {path} is broken: {type(reason).__name__}, {reason}.",
            f"已保存的规划 {path} 已损坏：{type(reason).__name__}，{reason}。",
        ),
        Message("Take another copy, or make the plan again.", "请换用其他副本，或重新求出规划。"),
    )
