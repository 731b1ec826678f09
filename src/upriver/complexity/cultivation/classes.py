"""The six things that can be done with an industry, by name."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from importlib.resources import files

from upriver.core.message import Message


@dataclass(frozen=True)
class CultivationClass:
    """One of the six things that can be done with an industry.

    Parameters
    ----------
    cultivation : str
        Its code.
    name : Message
        Its name.
    meaning : Message
        When it applies and what it asks for.
    """

    cultivation: str
    name: Message
    meaning: Message


def read_rows(name: str) -> list[dict[str, str]]:
    """Rows of a table that stands beside this module.

    Parameters
    ----------
    name : str
        Name of the file.

    Returns
    -------
    list of dict
        One a row.
    """
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


CLASSES = tuple(
    CultivationClass(
        row["cultivation"],
        Message(row["name_en"], row["name_zh"]),
        Message(row["meaning_en"], row["meaning_zh"]),
    )
    for row in read_rows("classes.csv")
)
