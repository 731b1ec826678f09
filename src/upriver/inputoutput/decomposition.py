"""Why output, income or emissions changed: technique, demand or what a unit of output brings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

from upriver.core.dims import INDUSTRY
from upriver.core.errors import LabelError
from upriver.core.frames import Table, arrays_to_table
from upriver.core.labels import require_dims, require_same_labels
from upriver.core.message import Message
from upriver.core.numerics import divide
from upriver.inputoutput.square import BUYER, along, read_inverse, read_numbers

if TYPE_CHECKING:
    import numpy.typing as npt

    Numbers = npt.NDArray[np.float64]

FACTOR = "factor"
FACTORS: dict[str, Message] = {
    "intensity": Message("effect per unit of output", "单位产出的效应"),
    "technology": Message("technique", "技术"),
    "mix": Message("mix of final demand", "最终需求结构"),
    "level": Message("level of final demand", "最终需求规模"),
}


@dataclass(frozen=True, eq=False)
class StructuralDecomposition:
    """A change and the factors that made it.

    Parameters
    ----------
    change : DataArray (industry), unit of the effect
        Later less earlier effect.
    contributions : DataArray (factor, industry), the same unit
        One row a factor; they sum to the change.
    spread : DataArray (factor, industry), the same unit
        Absolute difference of the two polar forms: how much the order of the factors matters.
    """

    change: xr.DataArray
    contributions: xr.DataArray
    spread: xr.DataArray

    def to_table(self) -> Table:
        """Put contributions and their spread in one table.

        Returns
        -------
        Table
            One row a factor and industry.
        """
        columns = {"contribution": self.contributions, "spread": self.spread}
        return arrays_to_table(columns, [FACTOR, INDUSTRY])


def structural_decomposition(
    inverses: tuple[xr.DataArray, xr.DataArray],
    final_demands: tuple[xr.DataArray, xr.DataArray],
    *,
    intensities: tuple[xr.DataArray, xr.DataArray] | None = None,
) -> StructuralDecomposition:
    """Change of output, or of an effect, shared out over its factors.

    ``e = f * L (m g)`` with ``g`` the sum of final demand and ``m = y / g`` its mix. Each
    factor changes once with the factors before it at the earlier and those after it at the
    later year, once the other way round; the mean of both is its contribution.

    Parameters
    ----------
    inverses : tuple of two DataArray (industry, industry_to), money per money
        Leontief inverses, the earlier first.
    final_demands : tuple of two DataArray (industry), money
        Final demands, in one price year.
    intensities : tuple of two DataArray (industry), anything per money, optional
        Effect per unit of output. Without them the change of output is decomposed.

    Returns
    -------
    StructuralDecomposition
        The change, the contributions, which sum to it exactly, and the spread of both forms.

    Raises
    ------
    LabelError
        If labels differ, or not two years are given.
    DataError
        If a number is missing.

    Notes
    -----
    Deflate first: at current prices a change of price shows up as technique and level. There
    is no one right order of the factors; a spread as large as the contribution says that
    the split is arbitrary. Factors are taken as independent, which they are not in full.
    When final demand sums to zero in a year, its mix is taken as zero.

    References
    ----------
    .. [1] Dietzenbacher, E. and Los, B. (1998). Structural decomposition techniques: sense and
       sensitivity. Economic Systems Research 10, 307-324.
    .. [2] Miller, R. E. and Blair, P. D. (2009). Input-Output Analysis, 2nd ed., section 13.1.
    """
    names = ["technology", "mix", "level"]
    years = [_read_year(inverses, final_demands, intensities, year) for year in (0, 1)]
    if intensities is not None:
        names = ["intensity", *names]
    early, late = years
    first, second = _polar(early, late), -_polar(late, early)
    like = inverses[0]
    units = str(final_demands[0].attrs.get("units", "CNY"))
    if intensities is not None:
        amount, _, money = str(intensities[0].attrs.get("units", "")).partition("/")
        units = amount if money == units else ""
    skip = 0 if intensities is not None else 1
    coords = {FACTOR: names, INDUSTRY: like.coords[INDUSTRY].values}

    def _labelled(values: Numbers, name: str) -> xr.DataArray:
        return xr.DataArray(values[skip:], coords, (FACTOR, INDUSTRY), name, {"units": units})

    return StructuralDecomposition(
        change=along(_effect(late) - _effect(early), like, name="change", units=units),
        contributions=_labelled((first + second) / 2.0, "contributions"),
        spread=_labelled(np.abs(first - second), "spread"),
    )


_Year = tuple["Numbers", "Numbers", "Numbers", float]


def _effect(year: _Year) -> Numbers:
    f, L, m, g = year
    return f * (L @ m) * g


def _polar(start: _Year, end: _Year) -> Numbers:
    """Change factor by factor, the first one with all the others still at ``end``."""
    f0, L0, m0, g0 = start
    f1, L1, m1, g1 = end
    later = L1 @ m1
    early = L0 @ m0
    return np.array(
        [
            (f1 - f0) * later * g1,
            f0 * (later - L0 @ m1) * g1,
            f0 * (L0 @ m1 - early) * g1,
            f0 * early * (g1 - g0),
        ]
    )


def _read_year(
    inverses: tuple[xr.DataArray, xr.DataArray],
    final_demands: tuple[xr.DataArray, xr.DataArray],
    intensities: tuple[xr.DataArray, xr.DataArray] | None,
    year: int,
) -> _Year:
    for name, pair in (
        ("inverses", inverses),
        ("final_demands", final_demands),
        ("intensities", intensities),
    ):
        if pair is not None and len(pair) != 2:
            raise LabelError(
                Message(
                    f"{name} must hold two years, got {len(pair)}.",
                    f"{name} 应为两个年份，实际为 {len(pair)} 个。",
                ),
                Message("Give the earlier and the later one.", "请给出前后两个年份。"),
            )
    L = read_inverse(inverses[year], name=f"inverses[{year}]")
    require_same_labels(
        inverses[0],
        inverses[year],
        dims=(INDUSTRY, BUYER),
        names=("inverses[0]", f"inverses[{year}]"),
    )
    y = _read_vector(inverses[0], final_demands[year], f"final_demands[{year}]")
    f = np.ones(len(L))
    if intensities is not None:
        f = _read_vector(inverses[0], intensities[year], f"intensities[{year}]")
    level = float(y.sum())
    return f, L, np.nan_to_num(divide(y, level)), level


def _read_vector(like: xr.DataArray, array: xr.DataArray, name: str) -> Numbers:
    require_dims(array, (INDUSTRY,), name=name)
    require_same_labels(like, array, dims=(INDUSTRY,), names=("inverses[0]", name))
    return read_numbers(array, name=name)
