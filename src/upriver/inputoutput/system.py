"""An economy that is factorised once and asked many times."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, NoReturn

import numpy as np
import xarray as xr

from upriver.core.dims import INDUSTRY
from upriver.core.labels import require_dims, require_same_labels
from upriver.inputoutput.factor import Factor, Precision, factorise
from upriver.inputoutput.leontief import closed_circle, refuse_singular, refuse_unproductive
from upriver.inputoutput.square import read_numbers, read_square

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]


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
    _factor: Factor = field(repr=False)
    ones: Floats = field(repr=False)

    @cached_property
    def positions(self) -> dict[str, int]:
        """Where each industry stands.

        Returns
        -------
        dict of str to int
            From 0, by label.
        """
        return {
            label: at for at, label in enumerate(self.coefficients.coords[INDUSTRY].values.tolist())
        }

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
        A = self._A.T if transposed else self._A
        return self._factor.solve(right, lambda columns: A @ columns, transposed=transposed)


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
    matrix = np.empty(A.shape, dtype=kind, order="F")  # columns are for solving forward
    np.negative(A, out=matrix, casting="same_kind")
    matrix[np.diag_indices_from(matrix)] += 1.0
    labels = coefficients.coords[INDUSTRY].values

    def _refuse() -> NoReturn:
        refuse_singular(closed_circle(A, lambda at: labels[at].tolist()))

    factor = factorise(matrix, refuse=_refuse)
    nonnegative = bool(A.min(initial=0.0) >= 0.0)
    bare = LeontiefSystem(coefficients, precision, nonnegative, A, factor, np.empty(0))
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
