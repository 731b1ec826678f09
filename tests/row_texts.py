"""Rows of a model in words and numbers, one row a line, nothing left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from upriver.planning.matrix import Matrix


def row_texts(matrix: Matrix) -> dict[str, str]:
    """The text of every rule by its name."""
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
