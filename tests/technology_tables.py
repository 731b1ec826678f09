"""Supply-use tables of the published cases of technology choice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from openpyxl import load_workbook

if TYPE_CHECKING:
    from pathlib import Path


class SupplyUse:
    """One workbook; a test may change it before it asks."""

    def __init__(self, shared: Path, name: str) -> None:
        book = load_workbook(
            shared / "data" / "planning" / "rcot" / f"SUT_{name}.xlsx", data_only=True
        )
        sheets = {
            sheet: [list(row) for row in book[sheet].iter_rows(values_only=True)]
            for sheet in ("V", "U+e", "F", "pi")
        }

        def numbers(sheet: str) -> np.ndarray:
            return np.array([row[1:] for row in sheets[sheet][1:]], dtype=float)

        self.product = [str(code) for code in sheets["V"][0][1:]]
        self.technology = [str(row[0]) for row in sheets["V"][1:]]
        self.factor = [str(row[0]) for row in sheets["F"][1:]]
        self.make, self.factor_use, self.price = numbers("V"), numbers("F"), numbers("pi")[:, 0]
        self.use, self.demand = numbers("U+e")[:, :-1], numbers("U+e")[:, -1]
        self.limit = self.factor_use.sum(axis=1)
