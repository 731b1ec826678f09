"""The triangular factors of ``I - A``, kept in double or in single precision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, NoReturn

import numpy as np
from scipy.linalg import lapack

from upriver.core.errors import DataError
from upriver.core.message import Message

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

Precision = Literal["double", "single"]
MOST_REFINEMENTS = 40
ROUNDING = 2e-15


@dataclass(frozen=True, eq=False)
class Factor:
    """Factors of ``I - A``; what they answer is exact in either precision.

    Made by `factorise`.

    Parameters
    ----------
    lower_upper : ndarray (industry, industry)
        Factors of the matrix or of its transposed, columns adjacent in memory.
    pivots : ndarray (industry)
        Exchanged rows.
    of_transposed : bool
        Whether it is the transposed that was factorised; its own solutions are the faster ones.
    """

    lower_upper: npt.NDArray[Any]
    pivots: npt.NDArray[np.int32]
    of_transposed: bool

    def solve(
        self, right: Floats, times: Callable[[Floats], Floats], *, transposed: bool = False
    ) -> Floats:
        """Solve for some right-hand sides; in single precision refine until rounding.

        Parameters
        ----------
        right : ndarray (industry, any)
            Right-hand sides.
        times : callable
            Multiplies columns by ``A``, or by ``A'`` when transposed, in double precision.
        transposed : bool
            Whether ``(I - A)'`` is meant.

        Returns
        -------
        ndarray (industry, any)
            Solutions.

        Raises
        ------
        DataError
            If refinement in single precision does not settle.
        """
        found = self._once(right, transposed=transposed)
        if self.lower_upper.dtype == np.float64:
            return found
        size = np.abs(right).max(axis=0, initial=0.0)
        size[size == 0.0] = 1.0
        last = np.inf
        for _ in range(MOST_REFINEMENTS):
            rest = times(found)
            rest -= found
            rest += right
            worst = float((np.abs(rest).max(axis=0, initial=0.0) / size).max(initial=0.0))
            if worst >= 0.5 * last:  # rounding is reached, or nothing is gained
                break
            last = worst
            if worst <= ROUNDING:
                break
            found += self._once(rest, transposed=transposed)
        if last > 1e-11:
            _refuse_unsettled(last)
        return found

    def _once(self, right: Floats, *, transposed: bool) -> Floats:
        getrs = lapack.dgetrs if self.lower_upper.dtype == np.float64 else lapack.sgetrs
        found, info = getrs(
            self.lower_upper,
            self.pivots,
            right.astype(self.lower_upper.dtype, order="F"),
            trans=int(transposed != self.of_transposed),
            overwrite_b=True,
        )
        if info:
            code = f"getrs {info}"
            raise ValueError(code)
        return np.asarray(found, dtype=np.float64)


def factorise(matrix: npt.NDArray[Any], *, refuse: Callable[[], NoReturn]) -> Factor:
    """Factorise ``I - A`` in its own memory.

    Parameters
    ----------
    matrix : ndarray (industry, industry)
        The matrix in rows or in columns, of 8 or 4 bytes a number; overwritten.
    refuse : callable
        Raises the error that names the industries when the matrix is singular.

    Returns
    -------
    Factor
        Its factors.

    Raises
    ------
    DataError
        If the matrix is singular.
    """
    getrf = lapack.dgetrf if matrix.dtype == np.float64 else lapack.sgetrf
    of_transposed = not matrix.flags.f_contiguous
    columns = matrix.T if of_transposed else matrix
    lower_upper, pivots, info = getrf(columns, overwrite_a=True)
    if info > 0:
        refuse()
    return Factor(lower_upper, pivots, of_transposed)


def _refuse_unsettled(last: float) -> None:
    raise DataError(
        Message(
            f"Refinement stopped at a relative residual of {last:.2g}: the economy is "
            "too near to using up all that it makes for single precision.",
            f"迭代精化止于相对残差 {last:.2g}：该经济几乎消耗其全部产出，单精度不足。",
        ),
        Message('Use precision="double".', '请使用 precision="double"。'),
    )
