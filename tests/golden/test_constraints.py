"""One text a rule of the plan, so that a change of its mathematics is seen and read.

The economy has two industries and two years; every part of the plan is on.
"""

from pathlib import Path

import linopy
import numpy as np
import polars as pl
import pytest

from golden_file import REWRITE
from planning_whole import SETTINGS, everything
from upriver.planning.model import build_model

FOLDER = Path(__file__).parent / "planning"


def _names(model: linopy.Model) -> dict[int, str]:
    """Name of every column: the decision and its labels."""
    found = {}
    for name in model.variables:
        labels = model.variables[name].labels
        for at in np.ndindex(labels.shape):
            keys = ",".join(
                str(labels.coords[dim].values[place])
                for dim, place in zip(labels.dims, at, strict=True)
            )
            found[int(labels.values[at])] = f"{name}[{keys}]"
    return found


def texts() -> dict[str, str]:
    """Every rule of the model in words and numbers, one row a line, nothing left out."""
    model = build_model(everything(), SETTINGS).model
    columns = _names(model)
    found = {}
    for name in model.constraints:
        lines = []
        rows = model.constraints[name].to_polars().sort("labels", maintain_order=True)
        for row in rows.partition_by("labels", maintain_order=True):
            terms = row.group_by("vars", maintain_order=True).agg(pl.col("coeffs").sum())
            left = " ".join(
                f"{value:+.6g} {columns[column]}" for column, value in terms.rows() if value
            )
            lines.append(f"{left} {row['sign'][0]} {row['rhs'][0] + 0.0:.6g}")
        found[str(name)] = "\n".join(lines) + "\n"
    return found


TEXTS = texts()


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_the_rule_is_as_before(name: str) -> None:
    path = FOLDER / f"{name}.lp.txt"
    if REWRITE:
        path.parent.mkdir(exist_ok=True)
        path.write_text(TEXTS[name], encoding="utf-8")
    assert path.exists(), f"{path.name} is missing: run make golden and read it"
    assert TEXTS[name] == path.read_text(encoding="utf-8"), f"{path.name}: run make golden"


def test_every_text_has_its_rule() -> None:
    files = {path.name.removesuffix(".lp.txt") for path in FOLDER.glob("*.lp.txt")}
    assert files == set(TEXTS)
