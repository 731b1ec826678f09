"""An economy that is factorised once and asked many times."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import xarray as xr
from scipy.linalg import lapack

from upriver.core.dims import INDUSTRY
from upriver.core.errors import DataError
from upriver.core.labels import require_dims, require_same_labels
from upriver.core.message import Message
from upriver.inputoutput.leontief import refuse_singular, refuse_unproductive
from upriver.inputoutput.square import read_numbers, read_square

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

Precision = Literal["double", "single"]
MOST_REFINEMENTS = 40


@dataclass(frozen=True, eq=False)
class LeontiefSystem:
    """The factorised system ``I - A`` of an economy; the inverse is never formed.

    Made by `leontief_system`. In single precision the factor takes half the memory, and every
    answer is refined until it is as exact as in double precision.

    Parameters
    ----------
    coefficients : DataArray (industry, industry_to), money per money
        The coefficients ``A``; kept, not copied.
    precision : {"double", "single"}
        Of the stored factor.
    nonnegative : bool
        Whether none of the coefficients is negative.
    ones : ndarray (industry)
        Output for a demand of one everywhere: positive when the economy is productive.
    """

    coefficients: xr.DataArray
    precision: Precision
    nonnegative: bool
    _A: Floats = field(repr=False)
    _factor: npt.NDArray[Any] = field(repr=False)
    _pivots: npt.NDArray[np.int32] = field(repr=False)
    ones: Floats = field(repr=False)

    def output(self, final_demand: xr.DataArray) -> xr.DataArray:
        """Output that a final demand needs.

        ``x = (I - A)^-1 y``

        Parameters
        ----------
        final_demand : DataArray (industry) or (industry, any), money
            Demand for the goods of each industry; a second dimension holds several demands.

        Returns
        -------
        DataArray, dimensions as final_demand, its unit
            Output of each industry.

        Raises
        ------
        LabelError
            If dimensions or labels differ.
        DataError
            If a number is missing.
        """
        y = read_beside(self.coefficients, final_demand, name="final_demand")
        return shaped_like(final_demand, self.solve(y), name="output")

    def multiplier(self, intensity: xr.DataArray) -> xr.DataArray:
        """Effect in all industries per unit of final demand for one.

        ``m = f (I - A)^-1``

        Parameters
        ----------
        intensity : DataArray (industry) or (industry, any), anything per money
            Effect per unit of output; a second dimension holds several, such as stressors.

        Returns
        -------
        DataArray, dimensions and unit as intensity
            Direct and indirect effect.

        Raises
        ------
        LabelError
            If dimensions or labels differ.
        DataError
            If a number is missing.
        """
        f = read_beside(self.coefficients, intensity, name="intensity")
        return shaped_like(intensity, self.solve(f, transposed=True), name="multiplier")

    def solve(self, right: Floats, *, transposed: bool = False) -> Floats:
        """Solve on bare numbers, for callers that hold them already.

        Parameters
        ----------
        right : ndarray (industry, any)
            Right-hand sides.
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
        if self.precision == "double":
            return found
        A = self._A.T if transposed else self._A
        size = np.abs(right).max(axis=0, initial=0.0)
        last = np.inf
        for _ in range(MOST_REFINEMENTS):
            rest = right - found + A @ found
            worst = float((np.abs(rest).max(axis=0, initial=0.0) / np.where(size, size, 1)).max())
            if worst >= 0.5 * last:  # rounding is reached, or nothing is gained
                break
            last = worst
            found = found + self._once(rest, transposed=transposed)
        if last > 1e-11:
            raise DataError(
                Message(
                    f"Refinement stopped at a relative residual of {last:.2g}: the economy is "
                    "too near to using up all that it makes for single precision.",
                    f"迭代精化止于相对残差 {last:.2g}：该经济几乎消耗其全部产出，单精度不足。",
                ),
                Message('Use precision="double".', '请使用 precision="double"。'),
            )
        return found

    def _once(self, right: Floats, *, transposed: bool) -> Floats:
        getrs = lapack.dgetrs if self.precision == "double" else lapack.sgetrs
        # What is factorised is the transposed matrix, so that rows in memory are columns.
        found, info = getrs(
            self._factor,
            self._pivots,
            right.astype(self._factor.dtype, order="F"),
            trans=0 if transposed else 1,
        )
        if info:
            code = f"getrs {info}"
            raise ValueError(code)
        return np.asarray(found, dtype=np.float64)


def leontief_system(
    coefficients: xr.DataArray, *, precision: Precision = "double"
) -> LeontiefSystem:
    """Factorise an economy once, to ask it many times.

    Parameters
    ----------
    coefficients : DataArray (industry, industry_to), money per money
        From `technical_coefficients`, one origin (local, or total for a competitive table).
    precision : {"double", "single"}
        Of the stored factor: ``n^2`` or half as many doubles of memory. Answers are equally
        exact; single precision needs more passes over the coefficients.

    Returns
    -------
    LeontiefSystem
        Ready to solve; a change of a few coefficients goes through `what_if`.

    Raises
    ------
    LabelError
        If sellers and buyers differ.
    DataError
        If a cell is missing, the system is singular, or the economy uses up more than it makes.

    References
    ----------
    .. [1] Miller, R. E. and Blair, P. D. (2009). Input-Output Analysis, 2nd ed., eq. 2.9.

    Examples
    --------
    >>> import xarray as xr
    >>> labels = {"industry": ["1", "2"], "industry_to": ["1", "2"]}
    >>> A = xr.DataArray([[0.15, 0.25], [0.2, 0.05]], labels, ("industry", "industry_to"))
    >>> y = xr.DataArray([600.0, 1500.0], {"industry": ["1", "2"]}, ("industry",))
    >>> leontief_system(A).output(y).round(2).values.tolist()
    [1247.52, 1841.58]
    """
    A = read_square(coefficients, name="coefficients")
    kind = np.float64 if precision == "double" else np.float32
    matrix = np.empty(A.shape, dtype=kind)
    np.negative(A, out=matrix, casting="same_kind")
    matrix[np.diag_indices_from(matrix)] += 1.0
    getrf = lapack.dgetrf if precision == "double" else lapack.sgetrf
    factor, pivots, info = getrf(matrix.T, overwrite_a=True)
    if info > 0:
        refuse_singular()
    nonnegative = bool(A.min(initial=0.0) >= 0.0)
    bare = LeontiefSystem(coefficients, precision, nonnegative, A, factor, pivots, np.empty(0))
    system = replace(bare, ones=bare.solve(np.ones((len(A), 1)))[:, 0])
    refuse_unproductive(coefficients, lambda: A, system.ones, nonnegative=nonnegative, axis=0)
    return system


def read_beside(coefficients: xr.DataArray, array: xr.DataArray, *, name: str) -> Floats:
    """Read the numbers of an array over the industries of an economy as columns.

    Parameters
    ----------
    coefficients : DataArray (industry, industry_to)
        Where the industries come from.
    array : DataArray (industry) or (industry, any)
        The array to read.
    name : str
        Name of the argument, for the message.

    Returns
    -------
    ndarray (industry, any)
        Its numbers; one column for a vector.

    Raises
    ------
    LabelError
        If dimensions or labels differ.
    DataError
        If a number is missing.
    """
    rest = tuple(str(dim) for dim in array.dims if dim != INDUSTRY)
    require_dims(array, (INDUSTRY, *rest[:1]), name=name)
    require_same_labels(coefficients, array, dims=(INDUSTRY,), names=("coefficients", name))
    return read_numbers(array, name=name).reshape(array.sizes[INDUSTRY], -1)


def shaped_like(array: xr.DataArray, columns: Floats, *, name: str) -> xr.DataArray:
    """Give columns the dimensions, labels and unit of the array they answer.

    Parameters
    ----------
    array : DataArray
        What was asked.
    columns : ndarray (industry, any)
        The answer.
    name : str
        Name of the result.

    Returns
    -------
    DataArray, dimensions as array
        The labelled answer.
    """
    units = {"units": str(array.attrs.get("units", ""))}
    return xr.DataArray(columns.reshape(array.shape), array.coords, array.dims, name, units)
