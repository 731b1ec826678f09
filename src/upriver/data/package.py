"""Reading a data package: a folder or a zip of tables with a Frictionless descriptor."""

from __future__ import annotations

import difflib
import hashlib
import io
import zipfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import TYPE_CHECKING

import polars as pl

from upriver.core.errors import DataError
from upriver.core.findings import Finding
from upriver.core.message import Message, listing
from upriver.data.descriptor import DESCRIPTOR, Metadata, read_metadata
from upriver.data.schema import table_specs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from upriver.data.schema import TableSpec

TABLE_ENDINGS = (".csv", ".parquet")


@dataclass(frozen=True)
class Package:
    """The files of a data package, read but not yet interpreted.

    Parameters
    ----------
    path : Path
        Where it was read from.
    metadata : Metadata
        Which region it describes, and its base year.
    tables : mapping of str to bytes
        Content of each table file, by table name.
    endings : mapping of str to str
        File ending of each table.
    documents : mapping of str to bytes
        Content of every other file below ``documents/``, by path inside the package.
    """

    path: Path
    metadata: Metadata
    tables: Mapping[str, bytes]
    endings: Mapping[str, str]
    documents: Mapping[str, bytes]

    @property
    def fingerprint(self) -> str:
        """Hash of the content, to say which data a result rests on.

        Returns
        -------
        str
            Sixteen hexadecimal digits.
        """
        digest = hashlib.sha256(repr(self.metadata).encode())
        for files in (self.tables, self.documents):
            for name in sorted(files):
                digest.update(name.encode() + b"\0" + files[name])
        return digest.hexdigest()[:16]


def _missing(problem: Message) -> DataError:
    return DataError(
        problem,
        Message(
            "Name the folder or zip that holds datapackage.json; "
            "'upriver new DIR --example chongqing' makes one.",
            "请指定含 datapackage.json 的目录或 zip；"
            "可用“upriver new DIR --example chongqing”生成一个。",
        ),
    )  # fmt: skip


def _folder_files(path: Path) -> dict[str, bytes]:
    wanted = [path / DESCRIPTOR, *(path / "tables").glob("*"), *(path / "documents").rglob("*")]
    return {
        file.relative_to(path).as_posix(): file.read_bytes()
        for file in sorted(wanted)
        if file.is_file() and not file.name.startswith(".")
    }


def _zip_files(path: Path) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(path) as archive:
            names = [name for name in archive.namelist() if not name.endswith("/")]
            roots = [name for name in names if PurePosixPath(name).name == DESCRIPTOR]
            root = min((str(PurePosixPath(name).parent) for name in roots), key=len, default=".")
            prefix = "" if root == "." else f"{root}/"
            return {
                name.removeprefix(prefix): archive.read(name)
                for name in sorted(names)
                if name.startswith(prefix)
            }
    except zipfile.BadZipFile as reason:
        raise _missing(Message(f"{path} is not a zip file.", f"{path} 不是 zip 文件。")) from reason


def read_package(path: str | Path) -> Package:
    """Read the files of a data package.

    Parameters
    ----------
    path : str or Path
        A folder, or a zip, with ``datapackage.json`` and ``tables/``.

    Returns
    -------
    Package
        Its metadata and raw tables.

    Raises
    ------
    DataError
        If there is no package at the path, or its descriptor cannot be read.
    """
    path = Path(path)
    if path.is_dir():
        files = _folder_files(path)
    elif path.is_file():
        files = _zip_files(path)
    else:
        raise _missing(Message(f"There is nothing at {path}.", f"{path} 不存在。"))
    if DESCRIPTOR not in files:
        raise _missing(Message(f"{path} holds no {DESCRIPTOR}.", f"{path} 中没有 {DESCRIPTOR}。"))
    metadata = read_metadata(files[DESCRIPTOR], path)
    tables: dict[str, bytes] = {}
    endings: dict[str, str] = {}
    for name in sorted(files):
        inside = PurePosixPath(name)
        if inside.parts[0] == "tables" and inside.suffix in TABLE_ENDINGS:
            tables[inside.stem], endings[inside.stem] = files[name], inside.suffix
    documents = {name: files[name] for name in files if name.startswith("documents/")}
    return Package(
        path,
        metadata,
        MappingProxyType(tables),
        MappingProxyType(endings),
        MappingProxyType(documents),
    )


def decode_text(content: bytes) -> tuple[str, str] | None:
    """Decode a table's bytes.

    Parameters
    ----------
    content : bytes
        The file.

    Returns
    -------
    tuple of str and str, optional
        Text and encoding (``utf-8`` or ``gb18030``); missing when neither fits.
    """
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding), encoding.removesuffix("-sig")
        except UnicodeDecodeError:
            continue
    return None


def _unreadable(name: str, code: str, problem: Message) -> tuple[pl.DataFrame, list[Finding]]:
    remedy = Message(
        "Save the table again as CSV with UTF-8 encoding and one header row.",
        "请重新保存为 UTF-8 编码、带一行表头的 CSV。",
    )
    return pl.DataFrame(), [Finding(code, "error", problem, remedy, table=name)]


def raw_table(package: Package, name: str) -> tuple[pl.DataFrame, list[Finding]]:
    """Read one table as it was written, all text when it is CSV.

    Parameters
    ----------
    package : Package
        The package.
    name : str
        Name of the table.

    Returns
    -------
    table : polars.DataFrame
        As written; without columns when it could not be read.
    findings : list of Finding
        Why it could not be read, or a note on its encoding.
    """
    content = package.tables[name]
    if not content.strip():
        return _unreadable(name, "empty-file", Message("The file is empty.", "文件为空。"))
    if package.endings[name] == ".parquet":
        try:
            return pl.read_parquet(io.BytesIO(content)), []
        except pl.exceptions.ComputeError as reason:
            return _unreadable(
                name, "bad-file",
                Message(f"Not a Parquet file: {reason}.", f"不是 Parquet 文件：{reason}。"),
            )  # fmt: skip
    decoded = decode_text(content)
    if decoded is None or "\0" in decoded[0]:
        return _unreadable(
            name, "wrong-encoding",
            Message(
                "The file is neither UTF-8 nor GB18030 text.", "文件既非 UTF-8 也非 GB18030 文本。"
            ),
        )  # fmt: skip
    text, encoding = decoded
    findings = []
    if encoding != "utf-8":
        findings.append(
            Finding(
                "encoding", "note",
                Message("Read as GB18030.", "已按 GB18030 读入。"),
                Message("Save it as UTF-8 to be safe.", "建议另存为 UTF-8。"),
                table=name,
            )
        )  # fmt: skip
    try:
        frame = pl.read_csv(io.StringIO(text), infer_schema=False)
    except (pl.exceptions.ComputeError, pl.exceptions.ShapeError) as reason:
        return _unreadable(
            name, "bad-file",
            Message(f"Not a table: {reason}.", f"不是规整的表：{reason}。"),
        )  # fmt: skip
    return frame, findings


def _sheet_names() -> dict[str, str]:
    """Table by what a sheet may be called: its name, its Chinese title or the head of that.

    A table with a single key is also known by the Chinese names of the key: 地区 for places.
    """
    specs = table_specs()
    keys = Counter(alias for spec in specs.values() for alias in _key_names(spec))
    known = {alias: name for name, spec in specs.items() for alias in _key_names(spec)
             if keys[alias] == 1}  # fmt: skip
    known |= {head: name for name, head in _heads().items()}
    known |= {spec.title.zh: name for name, spec in specs.items()}
    return {
        word.casefold(): name for word, name in (known | {name: name for name in specs}).items()
    }


def _heads() -> dict[str, str]:
    """Head of the Chinese title by table; the whole title where several begin alike."""
    titles = {name: spec.title.zh for name, spec in table_specs().items()}
    often = Counter(title.split("：")[0] for title in titles.values())
    return {
        name: title if often[title.split("：")[0]] > 1 else title.split("：")[0]
        for name, title in titles.items()
    }


def _key_names(spec: TableSpec) -> tuple[str, ...]:
    keys = [each for each in spec.fields if each.key]
    return keys[0].aliases if len(keys) == 1 else ()


def _strange_sheets(file: str, strange: list[str], known: dict[str, str]) -> DataError:
    """Sheets that are no tables, with the name that each may have been meant to have."""
    near = {
        sheet: difflib.get_close_matches(sheet.strip().casefold(), known, n=1, cutoff=0.5)
        for sheet in strange
    }
    meant = ", ".join(f"{sheet} → {known[names[0]]}" for sheet, names in near.items() if names)
    heads = _heads()
    told = "、".join(f"{head}（{name}）" for name, head in heads.items())
    return DataError(
        Message(
            f"{file}: {listing(strange)} is no table of a data package.",
            f"{file}：工作表 {listing(strange)} 不是数据包的表。",
        ),
        Message(
            f"{f'Rename {meant}. ' if meant else ''}Call a sheet like its table, or take it away: "
            f"{', '.join(heads)}.",
            f"{f'请改名：{meant}。' if meant else ''}请以表名命名工作表，其余移走：{told}。",
        ),
    )


def read_workbook(path: str | Path) -> dict[str, pl.DataFrame]:
    """Read an Excel workbook with one sheet a table.

    Parameters
    ----------
    path : str or Path
        An ``.xlsx`` file; a sheet is called like its table, in English or Chinese.

    Returns
    -------
    dict of str to polars.DataFrame
        The sheets as text, by table name.

    Raises
    ------
    DataError
        If a sheet's name is no table, or the file is no workbook.
    """
    path = Path(path)
    known = _sheet_names()
    if not zipfile.is_zipfile(path):
        raise _missing(Message(f"{path} is not an Excel workbook.", f"{path} 不是 Excel 工作簿。"))
    sheets = pl.read_excel(
        path, sheet_id=0, infer_schema_length=0, drop_empty_rows=False, raise_if_empty=False
    )
    strange = [sheet for sheet in sheets if sheet.strip().casefold() not in known]
    if strange:
        raise _strange_sheets(path.name, strange, known)
    found: dict[str, pl.DataFrame] = {}
    for sheet, frame in sheets.items():
        name = known[sheet.strip().casefold()]
        if name in found:
            raise DataError(
                Message(
                    f"{path.name}: two sheets hold the table {name}; one is {sheet!r}.",
                    f"{path.name}：有两张工作表都是表 {name}，其一为 {sheet!r}。",
                ),
                Message("Put them into one sheet.", "请合为一张。"),
            )
        # A day of a spreadsheet is read with a clock.
        found[name] = frame.with_columns(
            pl.col(pl.String).str.replace(r"^(\d{4}-\d\d-\d\d)[ T]00:00:00$", "$1")
        )
    return found
