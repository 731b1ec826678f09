"""One text a rule of the plan, so that a change of its mathematics is seen and read.

The economy has two industries and two years; every part of the plan is on.
"""

from pathlib import Path

import numpy as np
import pytest

from golden_file import REWRITE
from planning_whole import SETTINGS, everything
from upriver.planning.matrix import to_matrix
from upriver.planning.model import build_model

FOLDER = Path(__file__).parent / "planning"


def texts() -> dict[str, str]:
    """Every rule of the model in words and numbers, one row a line, nothing left out."""
    matrix = to_matrix(build_model(everything(), SETTINGS).model)
    names = {
        int(position): f"{name}[{','.join(map(str, labels))}]"
        for name, positions in matrix.columns.items()
        for position, *labels in zip(
            positions.values.ravel(),
            *(part.ravel() for part in np.meshgrid(
                *(positions.coords[dim].values for dim in positions.dims), indexing="ij")),
            strict=True,
        )
    }  # fmt: skip
    found = {}
    for name, positions in matrix.rows.items():
        lines = []
        for row in sorted(int(at) for at in positions.values.ravel() if at >= 0):
            here = slice(matrix.A.indptr[row], matrix.A.indptr[row + 1])
            left = " ".join(
                f"{value:+.6g} {names[int(column)]}"
                for value, column in zip(matrix.A.data[here], matrix.A.indices[here], strict=True)
            )
            low, high = matrix.row_lower[row], matrix.row_upper[row]
            sign = "=" if low == high else "<=" if np.isinf(low) else ">="
            right = high if np.isinf(low) else low
            lines.append(f"{left} {sign} {right + 0.0:.6g}")
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
