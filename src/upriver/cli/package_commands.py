"""Commands about data packages: make one, check one, carry one to and from Excel."""
# Services are imported where they are used, so that --help stays fast.
# ruff: noqa: PLC0415

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from upriver.cli.common import both
from upriver.cli.help import HelpCommand
from upriver.cli.screen import Screen
from upriver.core.errors import DataError
from upriver.core.message import Message

if TYPE_CHECKING:
    from upriver.services.check import CheckResult

PackagePath = Annotated[
    Path,
    typer.Argument(
        metavar="DIR",
        help=both("Folder or zip of a data package.", "数据包的目录或 zip。"),
    ),
]
NewPath = Annotated[Path, typer.Argument(metavar="DIR", help=both("A new folder.", "一个新目录。"))]


def add_package_commands(app: typer.Typer) -> None:
    """Add the commands of this module.

    Parameters
    ----------
    app : typer.Typer
        The program.
    """
    add = app.command
    add("new", cls=HelpCommand, help=both(
        "Make a data package: a copy of an example, or empty tables to fill in.",
        "新建数据包：复制示例，或生成待填写的空表。",
    ))(new)  # fmt: skip
    add("check", cls=HelpCommand, help=both(
        "Check a data package; exit code 1 when it has errors.",
        "检查数据包；有错误时退出码为 1。",
    ))(check)  # fmt: skip
    add("import-excel", cls=HelpCommand, help=both(
        "Turn an Excel workbook, one sheet a table, into a data package.",
        "把 Excel 工作簿（一表一页）转为数据包。",
    ))(import_excel)  # fmt: skip


def new(
    ctx: typer.Context,
    folder: NewPath,
    example: Annotated[
        str,
        typer.Option(
            metavar="NAME", help=both("Copy this example: chongqing.", "复制该示例：chongqing。")
        ),
    ] = "",
    empty: Annotated[
        bool,
        typer.Option(
            "--empty", help=both("Make every table with its header only.", "只生成各表的表头。")
        ),
    ] = False,
    region: Annotated[
        str,
        typer.Option(
            metavar="CODE",
            help=both("Code of the place (with --empty).", "地区代码（配合 --empty）。"),
        ),
    ] = "",
    base_year: Annotated[
        int,
        typer.Option(
            metavar="YEAR",
            help=both("Year of the accounts (with --empty).", "账户年份（配合 --empty）。"),
        ),
    ] = 0,
) -> None:
    """Make a data package."""
    screen = Screen(ctx.obj)
    if bool(example) == empty:
        raise DataError(
            Message("Say what the new package is to hold.", "请说明新数据包的内容。"),
            Message(
                "Add --example chongqing, or --empty --region CODE --base-year YEAR.",
                "请加 --example chongqing，或 --empty --region 代码 --base-year 年份。",
            ),
        )
    if example:
        from upriver.data.examples import copy_example

        path = copy_example(example, folder)
    else:
        path = _empty_package(folder, region, base_year, screen)
    if screen.common.as_json:
        screen.json({"path": path})
    else:
        screen.say(Message(f"The data package is in {path}.", f"数据包已写入 {path}。"))
        screen.remark(Message(f"Next: upriver check {path}", f"下一步：upriver check {path}"))


def _empty_package(folder: Path, region: str, base_year: int, screen: Screen) -> Path:
    from upriver.data.descriptor import Metadata
    from upriver.data.write import write_template

    if not region or not base_year:
        raise DataError(
            Message("An empty package needs a region and a year.", "空数据包需要地区代码与年份。"),
            Message(
                "Add --region 500000 --base-year 2023, with your own code and year.",
                "请加 --region 500000 --base-year 2023，换成自己的代码与年份。",
            ),
        )
    metadata = Metadata(region=region, base_year=base_year, price_year=base_year)
    return write_template(folder, metadata, language=screen.common.language)


def check(ctx: typer.Context, package: PackagePath) -> None:
    """Check a data package."""
    from upriver.data.region import Region
    from upriver.services.check import check as check_service

    screen = Screen(ctx.obj)
    with screen.steps() as steps:
        steps("load", 0, 1)
        region = Region.open(package)
        steps("check", 0, 1)
        result = check_service(region)
    if screen.common.as_json:
        screen.json({"ok": result.ok, "findings": result.findings})
    else:
        show_check(screen, result)
        screen.times(steps.seconds)
    if not result.ok:
        raise typer.Exit(1)


def show_check(screen: Screen, result: CheckResult) -> None:
    """Print the findings of a check and how many there are of each kind.

    Parameters
    ----------
    screen : Screen
        Where to print.
    result : CheckResult
        What the service found.
    """
    screen.findings(result.findings)
    count = Counter(finding.severity for finding in result.findings)
    screen.say(
        Message(
            f"{count['error']} error(s), {count['warning']} warning(s), {count['note']} note(s).",
            f"错误 {count['error']} 处，警告 {count['warning']} 处，提示 {count['note']} 处。",
        ),
        style="green" if result.ok else "red",
    )


def import_excel(
    ctx: typer.Context,
    workbook: Annotated[
        Path, typer.Argument(metavar="XLSX", help=both("The workbook.", "工作簿。"))
    ],
    folder: NewPath,
    region: Annotated[
        str, typer.Option(metavar="CODE", help=both("Code of the place.", "地区代码。"))
    ],
    base_year: Annotated[
        int, typer.Option(metavar="YEAR", help=both("Year of the accounts.", "账户年份。"))
    ],
) -> None:
    """Turn an Excel workbook into a data package."""
    from upriver.data.descriptor import Metadata
    from upriver.data.package import read_workbook
    from upriver.data.write import write_package

    screen = Screen(ctx.obj)
    metadata = Metadata(region=region, base_year=base_year, price_year=base_year)
    tables = read_workbook(workbook)
    path = write_package(folder, tables, metadata)
    if screen.common.as_json:
        screen.json({"path": path, "tables": sorted(tables)})
    else:
        screen.say(
            Message(
                f"{len(tables)} table(s) written to {path}.",
                f"已将 {len(tables)} 张表写入 {path}。",
            )
        )
        screen.remark(Message(f"Next: upriver check {path}", f"下一步：upriver check {path}"))
