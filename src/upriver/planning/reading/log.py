"""What the reading of the tables leaves to be told: parts that are off, notes, provenance."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from upriver.core.message import Message
from upriver.planning.records import LeftOut, SkippedPart

if TYPE_CHECKING:
    from typing import Literal

    from upriver.data.provenance import Provenance
    from upriver.data.region import Region


@dataclass
class ReadingLog:
    """Collects what a reader of the plan must be told.

    Parameters
    ----------
    skipped : list of SkippedPart
        Parts that are off.
    notes : list of Message
        What a reader should know about the data.
    left_out : list of LeftOut
        Targets, projects, candidates and tasks outside the plan.
    provenance : dict of str to Provenance
        Where each block comes from.
    """

    skipped: list[SkippedPart] = field(default_factory=list)
    notes: list[Message] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    provenance: dict[str, Provenance] = field(default_factory=dict)

    def skip(self, en: str, zh: str, *, reason: Message, tables: tuple[str, ...]) -> None:
        """Note a part that is off.

        Parameters
        ----------
        en, zh : str
            Name of the part.
        reason : Message
            What is missing.
        tables : tuple of str
            Tables that would switch it on.
        """
        self.skipped.append(SkippedPart(Message(en, zh), reason, tables))

    def note(self, en: str, zh: str) -> None:
        """Note something about the data.

        Parameters
        ----------
        en, zh : str
            The sentence.
        """
        self.notes.append(Message(en, zh))

    def leave_out(
        self, code: str, kind: Literal["target", "project", "candidate", "task"], en: str, zh: str
    ) -> None:
        """Note a target, project or task outside the plan.

        Parameters
        ----------
        code : str
            Its code.
        kind : {"target", "project", "candidate", "task"}
            What it is.
        en, zh : str
            The reason.
        """
        self.left_out.append(LeftOut(code, kind, Message(en, zh)))

    def rest_on(self, block: str, region: Region, table: str, **filters: Any) -> None:
        """Keep where a block comes from.

        Parameters
        ----------
        block : str
            Name of the block.
        region : Region
            The data package.
        table : str
            Its table.
        **filters : Any
            Rows of the table that the block uses, and ``value`` and ``by`` of
            `Region.provenance`.
        """
        self.provenance[block] = region.provenance(table, **filters)


def absent(*tables: str) -> Message:
    """Reason that tables are not in the package.

    Parameters
    ----------
    *tables : str
        Names of tables.

    Returns
    -------
    Message
        The sentence.
    """
    names = ", ".join(tables)
    return Message(f"The package has no {names}.", f"数据包中没有 {names} 表。")
