"""One thing a check found: where it is, what is wrong, and the way out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from upriver.core.message import Language, Message

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding of a check.

    Parameters
    ----------
    code : str
        Name of the rule, such as ``"duplicate-key"``.
    severity : {"error", "warning", "note"}
        An error stops the run, a warning is shown, a note informs.
    problem : Message
        What was wanted and what came.
    remedy : Message
        What to do next.
    table : str
        Name of the table, or empty.
    row : int, optional
        Row as a spreadsheet shows it: the header is row 1.
    column : str
        Name of the column, or empty.
    value : str
        The offending value as text, or empty.
    """

    code: str
    severity: Severity
    problem: Message
    remedy: Message
    table: str = ""
    row: int | None = None
    column: str = ""
    value: str = ""

    def render(self, language: Language) -> str:
        """One line for a reader.

        Parameters
        ----------
        language : {"en", "zh"}
            The reader's language.

        Returns
        -------
        str
            Place, problem and remedy.
        """
        zh = language == "zh"
        parts = [self.table]
        if self.row is not None:
            parts.append(f"第 {self.row} 行" if zh else f"row {self.row}")
        if self.column:
            parts.append(f"列 {self.column}" if zh else f"column {self.column}")
        where = (" " if zh else ", ").join(part for part in parts if part)
        colon, gap = ("：", "") if zh else (": ", " ")
        text = f"{self.problem.to(language)}{gap}{self.remedy.to(language)}"
        return f"{where}{colon}{text}" if where else text

    def to_dict(self) -> dict[str, Any]:
        """Finding as plain data, for JSON.

        Returns
        -------
        dict
            Keys ``code severity table row column value problem remedy``; the last two
            hold both languages.
        """
        return {
            "code": self.code,
            "severity": self.severity,
            "table": self.table,
            "row": self.row,
            "column": self.column,
            "value": self.value,
            "problem": {"en": self.problem.en, "zh": self.problem.zh},
            "remedy": {"en": self.remedy.en, "zh": self.remedy.zh},
        }
