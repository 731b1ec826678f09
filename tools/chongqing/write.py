"""Write the tables of the bundled region so that the same input gives the same bytes."""

from __future__ import annotations

import csv
import io
import math
from typing import TYPE_CHECKING

from upriver.core.files import write_text
from upriver.data.schema import table_specs

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

Row = dict[str, object]
DIGITS = 9


def _cell(value: object) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        if not math.isfinite(value):
            return ""
        number = float(f"{value:.{DIGITS}g}")
        return str(int(number)) if number == int(number) and abs(number) < 1e15 else repr(number)
    return str(value)


def write_table(folder: Path, name: str, rows: Sequence[Row]) -> None:
    """Write one table in the order of its key.

    Parameters
    ----------
    folder : Path
        Folder of the tables.
    name : str
        Name of the table.
    rows : sequence of dict
        Cells by column; absent columns are empty.

    Raises
    ------
    ValueError
        If a row has a column that the spec does not know.
    """
    spec = table_specs()[name]
    for row in rows:
        odd = set(row) - set(spec.names)
        if odd:
            message = f"{name} has no column {sorted(odd)}"
            raise ValueError(message)
    columns = list(spec.names)  # the descriptor names every column, empty or not
    lines = sorted(
        ([_cell(row.get(field)) for field in columns] for row in rows),
        key=lambda cells: [cells[columns.index(field)] for field in spec.key],
    )
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(lines)
    write_text(folder / f"{name}.csv", buffer.getvalue())
