"""Linear forms over labelled decisions: bare arrays inside, labels compared at every step.

A form is a sum of products "coefficient times decision" with a constant, for every cell of its
dimensions. Nothing is aligned by accident: two operands must have the same labels, in the same
order, along every dimension they share; along others they are spread. A product is written with
the decision first, ``decision * array``.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import pandas as pd
import xarray as xr

from upriver.core.errors import LabelError
from upriver.core.message import Message, listing
from upriver.planning.spreading import Kind, indexes_of, no_labels, over, same_labels, spread

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    Real: TypeAlias = npt.NDArray[np.float64]
    Whole: TypeAlias = npt.NDArray[np.int64]
    Index: TypeAlias = "dict[str, pd.Index[Any]]"
    Operand: TypeAlias = "Form | xr.DataArray | float"
    Row: TypeAlias = "tuple[Form, str, xr.DataArray | float]"

_NUMBER = count()


@dataclass(frozen=True, slots=True)
class Part:
    """One product of a form; dimensions that the form does not have are summed over.

    Parameters
    ----------
    dims : tuple of str
        Dimensions of both arrays; either may have length 1 where the other is spread.
    factor : ndarray
        Coefficients.
    column : ndarray of int
        Positions of decisions; -1 where there is none.
    """

    dims: tuple[str, ...]
    factor: Real
    column: Whole


class Form:
    """A linear form for every cell of some dimensions.

    Parameters
    ----------
    indexes : mapping of str to Index
        Labels of every dimension, in order.
    parts : list of Part
        Products that are added up.
    constant : ndarray, optional
        Over the dimensions; NaN marks a cell that is absent until `fillna`.
    """

    __array_ufunc__ = None  # arrays on the left leave products to this class

    def __init__(self, indexes: Index, parts: list[Part], constant: Real | None = None) -> None:
        self.indexes, self.parts, self.constant = indexes, parts, constant

    @property
    def dims(self) -> tuple[str, ...]:
        """Dimensions, in order.

        Returns
        -------
        tuple of str
            Names.
        """
        return tuple(self.indexes)

    @property
    def shape(self) -> tuple[int, ...]:
        """Number of labels of every dimension.

        Returns
        -------
        tuple of int
            In the order of `dims`.
        """
        return tuple(len(index) for index in self.indexes.values())

    def constant_over(self, indexes: Index) -> Real | None:
        """Constant spread over more dimensions.

        Parameters
        ----------
        indexes : mapping of str to Index
            At least those of the form.

        Returns
        -------
        ndarray or None
            None where the form has no constant.
        """
        if self.constant is None:
            return None
        shape = [len(index) for index in indexes.values()]
        return np.broadcast_to(spread(self.constant, self.dims, tuple(indexes)), shape)

    def __add__(self, other: Operand) -> Form:
        return self._plus(other, 1.0)

    __radd__ = __add__

    def __sub__(self, other: Operand) -> Form:
        return self._plus(other, -1.0)

    def __rsub__(self, other: Operand) -> Form:
        return (self * -1.0)._plus(other, 1.0)

    def __mul__(self, other: xr.DataArray | float) -> Form:
        theirs = indexes_of(other)
        values = np.asarray(other.values if isinstance(other, xr.DataArray) else other, np.float64)
        if not isinstance(other, xr.DataArray) and values.ndim:
            raise no_labels()
        indexes, dims = same_labels(self.indexes, theirs), tuple(theirs)
        parts = []
        for part in self.parts:
            wide = part.dims + tuple(dim for dim in dims if dim not in part.dims)
            factor = spread(part.factor, part.dims, wide) * spread(values, dims, wide)
            parts.append(Part(wide, factor, spread(part.column, part.dims, wide)))
        constant = self.constant_over(indexes)
        if constant is not None:
            constant = constant * spread(values, dims, tuple(indexes))
        return Form(indexes, parts, constant)

    __rmul__ = __mul__

    def __le__(self, other: Operand) -> Row:
        return self._row("<=", other)

    def __ge__(self, other: Operand) -> Row:
        return self._row(">=", other)

    def __eq__(self, other: object) -> Row:  # type: ignore[override]
        return self._row("=", other)  # type: ignore[arg-type]

    __hash__ = None  # type: ignore[assignment]

    def _row(self, sense: str, other: Operand) -> Row:
        return (self - other, sense, 0.0) if isinstance(other, Form) else (self, sense, other)

    def _plus(self, other: Operand, sign: float) -> Form:
        if isinstance(other, Form):
            indexes = same_labels(self.indexes, other.indexes)
            parts = [Part(part.dims, sign * part.factor, part.column) for part in other.parts]
            mine, theirs = self.constant_over(indexes), other.constant_over(indexes)
        else:
            if np.ndim(other) and not isinstance(other, xr.DataArray):
                raise no_labels()
            indexes, parts = same_labels(self.indexes, indexes_of(other)), []
            mine, theirs = self.constant_over(indexes), over(other, indexes)
        if theirs is None:
            return Form(indexes, self.parts + parts, mine)
        return Form(
            indexes, self.parts + parts, sign * theirs if mine is None else mine + sign * theirs
        )

    def sum(self, dims: str | Sequence[str] | None = None) -> Form:
        """Sum over some dimensions; absent cells count as nothing.

        Parameters
        ----------
        dims : str or sequence of str, optional
            All of them when left out.

        Returns
        -------
        Form
            Without these dimensions.
        """
        gone = self.dims if dims is None else (dims,) if isinstance(dims, str) else tuple(dims)
        parts = self.parts
        for dim in gone:
            size, fresh = float(len(self.indexes[dim])), f"_{next(_NUMBER)}"
            parts = [
                Part(
                    tuple(fresh if each == dim else each for each in part.dims),
                    part.factor if dim in part.dims else part.factor * size,
                    part.column,
                )
                for part in parts
            ]
        constant = self.constant
        if constant is not None:
            constant = np.nansum(constant, axis=tuple(self.dims.index(dim) for dim in gone))
        kept = {dim: index for dim, index in self.indexes.items() if dim not in gone}
        return Form(kept, parts, constant)

    def rename(self, names: Mapping[str, str] | None = None, **more: str) -> Form:
        """Other names for dimensions.

        Parameters
        ----------
        names : mapping of str to str, optional
            New name by old name.
        **more : str
            The same, as keywords.

        Returns
        -------
        Form
            Otherwise the same.
        """
        new = {**(names or {}), **more}
        return Form(
            {new.get(dim, dim): index for dim, index in self.indexes.items()},
            [
                Part(tuple(new.get(dim, dim) for dim in part.dims), part.factor, part.column)
                for part in self.parts
            ],
            self.constant,
        )

    def isel(self, at: Mapping[str, int | slice] | None = None, **more: int | slice) -> Form:
        """Cells by position.

        Parameters
        ----------
        at : mapping of str to int or slice, optional
            A position drops the dimension, a slice keeps it.
        **more : int or slice
            The same, as keywords.

        Returns
        -------
        Form
            The chosen cells.
        """
        form = self
        for dim, where in {**(at or {}), **more}.items():
            form = form._take(dim, where)
        return form

    def sel(self, at: Mapping[str, object] | None = None, **more: object) -> Form:
        """Cells by label.

        Parameters
        ----------
        at : mapping of str to label or list of labels, optional
            A label drops the dimension, a list keeps it.
        **more : label or list of labels
            The same, as keywords.

        Returns
        -------
        Form
            The chosen cells.

        Raises
        ------
        LabelError
            If a label is not there.
        """
        form = self
        for dim, wanted in {**(at or {}), **more}.items():
            index = form.indexes[dim]
            labels: list[Any] = list(wanted) if isinstance(wanted, list | np.ndarray) else [wanted]
            places = np.asarray(index.get_indexer(pd.Index(labels)))
            if (places < 0).any():
                missing = [label for label, place in zip(labels, places, strict=True) if place < 0]
                raise LabelError(
                    Message(
                        f"{dim} has no {listing(missing)}.", f"{dim} 中没有 {listing(missing)}。"
                    ),
                    Message("Name a label that is there.", "请使用已有的标签。"),
                )
            form = form._take(
                dim, places if isinstance(wanted, list | np.ndarray) else int(places[0])
            )
        return form

    def shift(self, **by: int) -> Form:
        """Cells moved along a dimension; those that come in are absent.

        Parameters
        ----------
        **by : int
            Steps forward along one dimension.

        Returns
        -------
        Form
            To be completed with `fillna`, or cut with `isel`.
        """
        ((dim, step),) = by.items()
        size = len(self.indexes[dim])
        source = np.arange(size) - step
        absent = (source < 0) | (source >= size)
        source = np.where(absent, 0, source)
        parts = []
        for part in self.parts:
            wide = part.dims if dim in part.dims else (*part.dims, dim)
            axis = wide.index(dim)
            factor, column = np.broadcast_arrays(
                spread(part.factor, part.dims, wide), spread(part.column, part.dims, wide)
            )
            if factor.shape[axis] == 1:
                factor, column = (np.repeat(each, size, axis) for each in (factor, column))
            column = np.take(column, source, axis=axis)
            np.moveaxis(column, axis, 0)[absent] = -1
            parts.append(Part(wide, np.take(factor, source, axis=axis), column))
        constant = np.zeros(self.shape) if self.constant is None else self.constant
        axis = self.dims.index(dim)
        constant = np.take(np.broadcast_to(constant, self.shape), source, axis=axis)
        np.moveaxis(constant, axis, 0)[absent] = np.nan
        return Form(self.indexes, parts, constant)

    def fillna(self, value: xr.DataArray | float) -> Form:
        """Put a number where a cell is absent.

        Parameters
        ----------
        value : DataArray or float
            Number, or numbers by label.

        Returns
        -------
        Form
            Without absent cells.
        """
        if self.constant is None:
            return self
        same_labels(self.indexes, indexes_of(value))
        fill = over(value, self.indexes)
        return Form(
            self.indexes, self.parts, np.where(np.isnan(self.constant), fill, self.constant)
        )

    def _take(self, dim: str, at: int | slice | Whole) -> Form:
        indexes = dict(self.indexes)
        one = isinstance(at, int)
        if one:
            del indexes[dim]
        else:
            indexes[dim] = indexes[dim][at]

        def cut(array: npt.NDArray[Kind], dims: tuple[str, ...]) -> npt.NDArray[Kind]:
            if dim not in dims:
                return array
            axis = dims.index(dim)
            if array.shape[axis] == 1 and len(self.indexes[dim]) > 1:
                return array.squeeze(axis) if one else array
            return array[(slice(None),) * axis + (at,)]

        parts = [
            Part(
                tuple(each for each in part.dims if not (one and each == dim)),
                cut(part.factor, part.dims),
                cut(part.column, part.dims),
            )
            for part in self.parts
        ]
        constant = None if self.constant is None else cut(self.constant, self.dims)
        return Form(indexes, parts, constant)


class Decision(Form):
    """What is decided: one column a cell.

    Parameters
    ----------
    indexes : mapping of str to Index
        Labels of every dimension.
    columns : ndarray of int
        Position of every cell.
    """

    def __init__(self, indexes: Index, columns: Whole) -> None:
        self.columns = columns
        super().__init__(indexes, [Part(tuple(indexes), np.ones((1,) * columns.ndim), columns)])
