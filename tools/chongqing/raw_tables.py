"""Read the input-output tables that the account of Chongqing is derived from."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from pathlib import Path

Numbers = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

# The raw tables are in 1e4 yuan; everything here is in 1e8 yuan.
TO_HUNDRED_MILLION = 1e-4
SECTORS = tuple(f"{number:02d}" for number in range(1, 43))


@dataclass(frozen=True)
class Competitive:
    """A table that does not tell where a product is from.

    Parameters
    ----------
    codes : tuple of str
        Sector codes of the table.
    flows : array (seller, buyer)
        Intermediate use.
    columns : dict of str to array (seller)
        Final uses and output, by the name of the raw column.
    inputs : dict of str to array (buyer)
        Components of value added, by the name of the raw row.
    """

    codes: tuple[str, ...]
    flows: Numbers
    columns: dict[str, Numbers]
    inputs: dict[str, Numbers]

    @property
    def output(self) -> Numbers:
        """Output by sector.

        Returns
        -------
        array (seller)
            In 1e8 yuan.
        """
        return self.columns["GO"]

    @property
    def value_added(self) -> Numbers:
        """Value added by sector.

        Returns
        -------
        array (buyer)
            In 1e8 yuan.
        """
        return self.inputs["TVA"]


@dataclass(frozen=True)
class NonCompetitive:
    """The national table that keeps domestic and imported products apart.

    Parameters
    ----------
    domestic, imported : array (seller, buyer)
        Intermediate use by origin.
    domestic_uses, imported_uses : dict of str to array (seller)
        Final uses by origin: TC, FU201, FU202, EX.
    inputs : dict of str to array (buyer)
        Components of value added.
    output : array (seller)
        Output.
    """

    domestic: Numbers
    imported: Numbers
    domestic_uses: dict[str, Numbers]
    imported_uses: dict[str, Numbers]
    inputs: dict[str, Numbers]
    output: Numbers


def read_rows(path: Path) -> tuple[list[str], list[list[str]]]:
    """Read a CSV file.

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    tuple
        Header and rows.
    """
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = list(csv.reader(file))
    return header, rows


def _number(text: str) -> float:
    return float(text) * TO_HUNDRED_MILLION if text else 0.0


def read_competitive(path: Path) -> Competitive:
    """Read a table with one block of flows.

    Parameters
    ----------
    path : Path
        CSV file: one row a product, then the components of value added.

    Returns
    -------
    Competitive
        In 1e8 yuan.
    """
    header, rows = read_rows(path)
    first = header.index("01" if "01" in header else "001")
    size = header.index("TIU") - first
    body = rows[:size]
    flows = np.array([[_number(cell) for cell in row[first : first + size]] for row in body])
    columns = {
        header[at].split("_")[0] if header[at].startswith("FU") else header[at]: np.array(
            [_number(row[at]) for row in body]
        )
        for at in range(first + size, len(header))
    }
    inputs = {
        row[0].split("_")[0]: np.array([_number(cell) for cell in row[first : first + size]])
        for row in rows[size:]
    }
    return Competitive(tuple(header[first : first + size]), flows, columns, inputs)


def read_non_competitive(path: Path) -> NonCompetitive:
    """Read the 42-sector national table of 2020.

    Parameters
    ----------
    path : Path
        CSV file: every product twice (Domestic, Imports), then totals.

    Returns
    -------
    NonCompetitive
        In 1e8 yuan.
    """
    header, rows = read_rows(path)
    origin, first = header.index("Origin"), header.index("01")
    blocks: dict[str, Numbers] = {}
    uses: dict[str, dict[str, Numbers]] = {}
    for name in ("Domestic", "Imports"):
        body = [row for row in rows if row[origin] == name]
        blocks[name] = np.array([[_number(c) for c in row[first : first + 42]] for row in body])
        uses[name] = {
            column: np.array([_number(row[header.index(column)]) for row in body])
            for column in ("TC", "FU201", "FU202", "EX", "GO")
        }
    inputs = {
        row[0]: np.array([_number(cell) for cell in row[first : first + 42]])
        for row in rows
        if row[origin] == "TOT"
    }
    return NonCompetitive(
        blocks["Domestic"],
        blocks["Imports"],
        uses["Domestic"],
        uses["Imports"],
        inputs,
        uses["Domestic"]["GO"],
    )
