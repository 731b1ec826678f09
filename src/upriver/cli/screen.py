"""Where the command line writes: results to standard output, everything else to standard error."""

from __future__ import annotations

import json
import sys
from math import isnan
from typing import TYPE_CHECKING, Any, Literal

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from upriver.cli.progress import Steps, step_name
from upriver.core.message import Message
from upriver.core.unit_names import UNIT, unit_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from upriver.cli.common import Common
    from upriver.core.errors import UpriverError
    from upriver.core.findings import Finding, Severity

SEVERITIES: dict[Severity, tuple[Message, str]] = {
    "error": (Message("error", "错误"), "bold red"),
    "warning": (Message("warning", "警告"), "yellow"),
    "note": (Message("note", "提示"), "dim"),
}
WIDTH_OF_FILE = 160  # columns of a table that is not shown on a terminal


class Screen:
    """The two streams of the terminal, in the reader's language.

    Parameters
    ----------
    common : Common
        Language, quietness and form of the output.
    """

    def __init__(self, common: Common) -> None:
        self.common = common
        wide = None if sys.stdout.isatty() else WIDTH_OF_FILE
        self.out = Console(highlight=False, soft_wrap=True, width=wide)
        self.err = Console(stderr=True, highlight=False, soft_wrap=True)

    def text(self, message: Message) -> str:
        """A message in the reader's language.

        Parameters
        ----------
        message : Message
            The sentence.

        Returns
        -------
        str
            One of its halves.
        """
        return message.to(self.common.language)

    def say(self, message: Message, *, style: str = "") -> None:
        """Print one line of the result.

        Parameters
        ----------
        message : Message
            The sentence.
        style : str
            A Rich style.
        """
        self.out.print(Text(self.text(message), style=style))

    def remark(self, message: Message) -> None:
        """Print one line beside the result, unless the user wants quiet.

        Parameters
        ----------
        message : Message
            The sentence.
        """
        if not self.common.quiet:
            self.err.print(Text(self.text(message), style="dim"))

    def warn(self, message: Message) -> None:
        """Print one line beside the result that the user must see, quiet or not.

        Parameters
        ----------
        message : Message
            The sentence.
        """
        self.err.print(Text(self.text(message), style="yellow"))

    def plain(self, value: object) -> dict[str, Any]:
        """A part of a result as it stands in JSON, for a command that adds to it.

        Parameters
        ----------
        value : object
            A dataclass of a service.

        Returns
        -------
        dict
            Its fields.
        """
        from upriver.cli.plain import to_plain  # noqa: PLC0415 - numpy and xarray, not for --help

        plain: dict[str, Any] = to_plain(value)
        return plain

    def json(self, value: object) -> None:
        """Print the result as JSON.

        Parameters
        ----------
        value : object
            A result of a service.
        """
        from upriver.cli.plain import to_plain  # noqa: PLC0415 - numpy and xarray, not for --help

        self.out.print(
            json.dumps(to_plain(value), ensure_ascii=False, indent=2), markup=False, soft_wrap=True
        )

    def json_lists(self, lists: Mapping[str, Iterable[object]]) -> None:
        """Print an object of lists as JSON, one element a line, without holding the whole text.

        Parameters
        ----------
        lists : mapping of str to iterable
            Lists by name; each is gone through once.
        """
        from upriver.cli.plain import to_plain  # noqa: PLC0415 - numpy and xarray, not for --help

        write = self.out.file.write
        write("{")
        for number, (name, items) in enumerate(lists.items()):
            write(f'{"," if number else ""}\n "{name}": [')
            for place, item in enumerate(items):
                text = json.dumps(to_plain(item), ensure_ascii=False)
                write(f"{',' if place else ''}\n  {text}")
            write("]")
        write("\n}\n")

    def table(
        self, title: Message, headings: Sequence[Message], rows: Iterable[Sequence[Any]]
    ) -> None:
        """Print a table of the result; nothing when it has no row.

        Parameters
        ----------
        title : Message
            Stands above it.
        headings : sequence of Message
            Names of the columns.
        rows : iterable of sequence
            Cells; numbers are set to the right, unknown is a dash. Below a heading ``UNIT``
            stand units of the tables.
        """
        cells = [list(row) for row in rows]
        if not cells:
            return
        table = RichTable(
            title=self.text(title),
            title_justify="left",
            title_style="bold",
            box=SIMPLE_HEAD,
            pad_edge=False,
        )
        for number, heading in enumerate(headings):
            right = any(isinstance(row[number], int | float) for row in cells)
            side: Literal["left", "right"] = "right" if right else "left"
            table.add_column(self.text(heading), justify=side, overflow="fold")
        units = {number for number, heading in enumerate(headings) if heading == UNIT}
        for row in cells:
            for number in units:
                row[number] = row[number] and unit_word(row[number], self.common.language)
            table.add_row(*[Text(_cell(value)) for value in row])
        self.out.print(table, soft_wrap=False)

    def findings(self, findings: Iterable[Finding]) -> None:
        """Print findings, one a line.

        Parameters
        ----------
        findings : iterable of Finding
            What a check found.
        """
        for finding in findings:
            name, style = SEVERITIES[finding.severity]
            line = Text(self.text(name), style=style)
            self.out.print(line.append(f"  {finding.render(self.common.language)}", style="none"))

    def error(self, error: UpriverError) -> None:
        """Print an error: the problem, then the way out.

        Parameters
        ----------
        error : UpriverError
            What was raised.
        """
        if self.common.as_json:
            self.json({"error": error})
            return
        self.refuse(error.problem, error.remedy)
        for finding in getattr(error, "findings", ()):
            self.err.print(Text(f"  - {finding.render(self.common.language)}"))

    def refuse(self, problem: Message, remedy: Message) -> None:
        """Print a problem and the next step to standard error.

        Parameters
        ----------
        problem : Message
            What is wrong.
        remedy : Message
            What to do next.
        """
        zh = self.common.language == "zh"
        label, then = ("错误：", "下一步：") if zh else ("Error: ", "Next: ")
        self.err.print(Text(label, style="bold red").append(self.text(problem), style="none"))
        self.err.print(Text(then, style="bold").append(self.text(remedy), style="none"))

    def steps(self) -> Steps:
        """Progress of a service, drawn when a person is looking.

        Returns
        -------
        Steps
            To be entered with ``with`` and handed to the service.
        """
        shown = self.err.is_terminal and not self.common.quiet and not self.common.as_json
        return Steps(self.err, language=self.common.language, shown=shown)

    def times(self, seconds: Mapping[str, float]) -> None:
        """Say how long each step took, unless the user wants quiet.

        Parameters
        ----------
        seconds : mapping of str to float
            Wall time by step.
        """
        language = self.common.language
        parts = [f"{step_name(step, language)} {time:.2f} s" for step, time in seconds.items()]
        if parts:
            self.remark(Message(f"Time: {', '.join(parts)}", f"用时：{'，'.join(parts)}"))


def _cell(value: object) -> str:
    if value is None or (isinstance(value, float) and isnan(value)):
        return "–"
    if isinstance(value, bool):
        return "✓" if value else "✗"
    if isinstance(value, float):
        return f"{value:,.3g}" if abs(value) < 100 else f"{value:,.0f}"
    return str(value)
