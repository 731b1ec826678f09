"""A panel of outputs, read and checked once, cut to the years that may be seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

from upriver.complexity.engine import quotient_kernel
from upriver.core.dims import INDUSTRY, PLACE, YEAR
from upriver.core.errors import DataError, LabelError
from upriver.core.labels import require_dims, require_same_labels
from upriver.core.message import Message, listing

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Whole = npt.NDArray[np.int64]

TECHNOLOGY = "technology"
# How far the length of a past pair of years may be from the horizon, as a share of it.
TOLERANCE = 0.25


@dataclass(frozen=True, eq=False)
class EntryPanel:
    """Years of outputs in ascending order, as bare arrays with their labels.

    Parameters
    ----------
    years : tuple of int
        Ascending.
    values : ndarray (year, place, industry)
        Outputs; NaN where unknown.
    places, industries : ndarray
        Labels.
    technology : DataArray (year, place, technology), optional
        Counts of inventions, years ascending.
    """

    years: tuple[int, ...]
    values: Floats
    places: npt.NDArray[np.object_]
    industries: npt.NDArray[np.object_]
    technology: xr.DataArray | None = None

    @classmethod
    def read(cls, output: xr.DataArray, *, technology: xr.DataArray | None = None) -> EntryPanel:
        """Read a panel, refusing what cannot be one.

        Parameters
        ----------
        output : DataArray (year, place, industry), any unit
            Outputs.
        technology : DataArray (year, place, technology), any unit, optional
            Counts of inventions for the same places.

        Returns
        -------
        EntryPanel
            Years ascending.

        Raises
        ------
        LabelError
            If dimensions, years or places are not as they should be.
        DataError
            If a number is negative or infinite, or a year has no output at all.
        """
        require_dims(output, (YEAR, PLACE, INDUSTRY), name="output")
        ordered = output.sortby(YEAR)
        values = _numbers(ordered, "output")
        years = tuple(int(year) for year in ordered.coords[YEAR].values)
        empty = [year for year, each in zip(years, values, strict=True) if not np.nansum(each) > 0]
        if empty:
            raise DataError(
                Message(
                    f"output must be known and positive somewhere in every year, but is not in "
                    f"{listing(empty)}.",
                    f"output 每一年都应有已知的正数，{listing(empty)} 年没有。",
                ),
                Message("Leave these years out.", "请去掉这些年份。"),
            )
        skills = None
        if technology is not None:
            require_dims(technology, (YEAR, PLACE, TECHNOLOGY), name="technology")
            require_same_labels(output, technology, dims=(PLACE,), names=("output", "technology"))
            skills = technology.sortby(YEAR)
            _numbers(skills, "technology")
            first = int(skills.coords[YEAR].values[0])
            if first > years[0]:
                raise LabelError(
                    Message(
                        f"technology must start no later than output, in {years[0]}; it starts "
                        f"in {first}.",
                        f"technology 的起始年不应晚于 output 的 {years[0]} 年，实际为 {first} 年。",
                    ),
                    Message(
                        "Add earlier counts, or leave the earlier years of output out.",
                        "请补充更早的数据，或去掉 output 的早期年份。",
                    ),
                )
        return cls(
            years, values, ordered.coords[PLACE].values, ordered.coords[INDUSTRY].values, skills
        )

    def until(self, year: int) -> EntryPanel:
        """Panel without the years after a year.

        Parameters
        ----------
        year : int
            The last year to keep.

        Returns
        -------
        EntryPanel
            A view on the same numbers.

        Raises
        ------
        LabelError
            If the year is not in the panel.
        """
        count = self.position(year) + 1
        skills = self.technology
        if skills is not None:
            skills = skills.isel({YEAR: skills.coords[YEAR].values <= year})
        return EntryPanel(
            self.years[:count], self.values[:count], self.places, self.industries, skills
        )

    def position(self, year: int) -> int:
        """Position of a year.

        Parameters
        ----------
        year : int
            The year.

        Returns
        -------
        int
            From 0.

        Raises
        ------
        LabelError
            If the year is not in the panel.
        """
        if year not in self.years:
            raise LabelError(
                Message(
                    f"The panel has no year {year}; it has {listing(self.years, most=12)}.",
                    f"面板中没有 {year} 年；现有 {listing(self.years, most=12)}。",
                ),
                Message("Choose one of these years.", "请选择其中的年份。"),
            )
        return self.years.index(year)

    def quotient(self, position: int) -> Floats:
        """Location quotients of one year.

        Parameters
        ----------
        position : int
            Which year.

        Returns
        -------
        ndarray (place, industry)
            NaN where unknown.
        """
        return quotient_kernel(self.values[position])

    def technology_now(self) -> xr.DataArray | None:
        """Counts of inventions in the newest year.

        Returns
        -------
        DataArray (place, technology), any unit, or None
            Of the newest year that is left; None for a panel without technologies.
        """
        return None if self.technology is None else self.technology.isel({YEAR: -1}, drop=True)

    def grid(
        self,
        place: Whole,
        industry: Whole,
        values: npt.NDArray[np.float64] | Whole,
        *,
        name: str,
        units: str = "ratio",
    ) -> xr.DataArray:
        """Spread values of some cells over all places and industries.

        Parameters
        ----------
        place, industry : ndarray (option)
            Positions of the cells.
        values : ndarray (option)
            One a cell.
        name, units : str
            Of the array.

        Returns
        -------
        DataArray (place, industry)
            NaN in all other cells.
        """
        out = np.full((len(self.places), len(self.industries)), np.nan)
        out[place, industry] = values
        coords = {PLACE: self.places, INDUSTRY: self.industries}
        return xr.DataArray(out, coords, (PLACE, INDUSTRY), name, {"units": units})


def past_pairs(years: Sequence[int], *, before: int, horizon: int) -> tuple[tuple[int, int], ...]:
    """Pairs of years that lie wholly in the past and are about as long as the horizon.

    Parameters
    ----------
    years : sequence of int
        Years of the panel.
    before : int
        The year in which one stands; no pair ends after it.
    horizon : int
        Years one looks ahead.

    Returns
    -------
    tuple of tuple of int
        Start and end, one pair a start: the end whose length is nearest to the horizon, the
        shorter one when two are as near. Lengths that are off by more than a quarter of the
        horizon are left out.

    Examples
    --------
    >>> past_pairs([1986, 1991, 1996, 2001], before=2001, horizon=10)
    ((1986, 1996), (1991, 2001))
    """
    pairs = []
    known = sorted(year for year in years if year <= before)
    for start in known:
        ends = [year for year in known if year > start]
        best = min(ends, key=lambda end: (abs(end - start - horizon), end), default=None)
        if best is not None and abs(best - start - horizon) <= TOLERANCE * horizon:
            pairs.append((start, best))
    return tuple(pairs)


def _numbers(array: xr.DataArray, name: str) -> Floats:
    values = np.asarray(array.values, dtype=np.float64)
    bad = np.argwhere((values < 0.0) | np.isinf(values))
    if bad.size:
        labels = [array.coords[dim].values for dim in array.dims]
        cells = [
            ", ".join(str(axis[k]) for axis, k in zip(labels, spot, strict=True))
            + f": {values[tuple(spot)]:g}"
            for spot in bad
        ]
        raise DataError(
            Message(
                f"{name} must be a number of at least 0 in every cell, got {listing(cells)}.",
                f"{name} 的每个单元格应为非负数，实际为 {listing(cells)}。",
            ),
            Message("Correct the cells, or leave unknown ones empty.", "请改正；未知的请留空。"),
        )
    return values
