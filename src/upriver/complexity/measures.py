"""All measures of one matrix in one call."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

from upriver.complexity.anchor import SIZE
from upriver.complexity.complexity import ComplexityIndex, labelled_index
from upriver.complexity.convention import Convention
from upriver.complexity.engine import KernelMeasures, measure_kernel
from upriver.complexity.matrix import read_matrix
from upriver.core.dims import INDUSTRY, PLACE
from upriver.core.errors import DataError
from upriver.core.frames import Table, arrays_to_table
from upriver.core.message import Message, listing

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class ComplexityMeasures:
    """Specialisation, relatedness and complexity of one matrix.

    Parameters
    ----------
    rca : DataArray (place, industry), ratio
        Location quotients; NaN where unknown, and for a place or industry without output.
    presence : DataArray (place, industry), ratio
        1, 0, or NaN where the quotient is.
    diversity : DataArray (place), items
        Industries present.
    ubiquity : DataArray (industry), items
        Places where it is present.
    density : DataArray (place, industry), ratio
        Share of what is near an industry that the place has.
    index : ComplexityIndex
        ECI, PCI and how far to trust them.
    outlook_index : DataArray (place), ratio
        Complexity not yet held, weighted by density.
    outlook_gain : DataArray (place, industry), ratio
        What one more industry would bring into reach.
    convention : Convention
        How it was counted.
    cautions : tuple of Message
        What is missing and why, then the cautions of the index.
    """

    rca: xr.DataArray
    presence: xr.DataArray
    diversity: xr.DataArray
    ubiquity: xr.DataArray
    density: xr.DataArray
    index: ComplexityIndex
    outlook_index: xr.DataArray
    outlook_gain: xr.DataArray
    convention: Convention
    cautions: tuple[Message, ...]

    def to_table(self) -> Table:
        """All measures in one tidy table.

        Returns
        -------
        Table
            One row a place and industry: ``rca, presence, density, outlook_gain, ubiquity,
            pci, diversity, eci, outlook_index``; missing as null.
        """
        table = arrays_to_table(
            {
                "rca": self.rca,
                "presence": self.presence,
                "density": self.density,
                "outlook_gain": self.outlook_gain,
                "ubiquity": self.ubiquity,
                "pci": self.index.pci,
                "diversity": self.diversity,
                "eci": self.index.eci,
                "outlook_index": self.outlook_index,
            },
            [PLACE, INDUSTRY],
        )
        return Table(table.frame, table.units, self.cautions)


def complexity_measures(
    output: xr.DataArray,
    *,
    convention: Convention = Convention(),  # noqa: B008 - frozen
    anchor: xr.DataArray | str | None = None,
) -> ComplexityMeasures:
    """Specialisation, relatedness and complexity of a matrix, without forming proximities.

    Parameters
    ----------
    output : DataArray (place, industry), any unit
        Output, exports, employment or counts; NaN where unknown.
    convention : Convention
        How to count.
    anchor : DataArray (place) or (industry), or str, optional
        What shall be high when complexity is high, as in `complexity_index`; default that of
        the convention. ``"size"`` is the known output of the place.

    Returns
    -------
    ComplexityMeasures
        Every measure but proximity itself. A place or industry without output or of which
        nothing is known is NaN, no other is; the cautions name it.

    Raises
    ------
    LabelError
        If dimensions are others, labels stand twice, or the anchor's labels differ.
    DataError
        If a number is negative, there is no output at all, the threshold leaves fewer than 3
        places or industries, all are alike, or the anchor cannot decide.

    Notes
    -----
    Exact: the same numbers as with all proximities formed, to rounding. With unknown cells
    that are not whole places or industries each pair has its own places to be judged on;
    then proximities are formed in blocks, which takes longer.

    References
    ----------
    .. [1] Hidalgo, C. A. and Hausmann, R. (2009). The building blocks of economic complexity.
       PNAS 106, 10570-10575.
    .. [2] Hausmann, R. et al. (2014). The Atlas of Economic Complexity. MIT Press.

    Examples
    --------
    >>> import numpy as np
    >>> import xarray as xr
    >>> values = np.random.default_rng(0).lognormal(0.0, 2.0, (5, 8))
    >>> output = xr.DataArray(values,
    ...     {"place": list("ABCDE"), "industry": list("stuvwxyz")}, ("place", "industry"))
    >>> measures = complexity_measures(output)
    >>> measures.density.shape, len(measures.to_table())
    ((5, 8), 40)
    """
    values = read_matrix(output, name="output")
    refuse_empty(values)
    found = measure_kernel(values, convention=convention)
    presence = _array(found.presence, output, "presence")
    wanted = convention.anchor if anchor is None else anchor
    if isinstance(wanted, str) and wanted == SIZE:
        wanted = size_of(output, values)
    index = labelled_index(
        presence,
        found.complexity,
        convention=convention,
        anchor=wanted,
        unknown=int(np.isnan(found.presence).sum()),
    )
    if not convention.unsigned and opposite(index.eci.values, found.eci):
        found = found.turned()
    return ComplexityMeasures(
        _array(found.rca, output, "rca"),
        presence,
        _vector(found.diversity, output, PLACE, "diversity", "items"),
        _vector(found.ubiquity, output, INDUSTRY, "ubiquity", "items"),
        _array(found.density, output, "density"),
        index,
        _vector(found.outlook_index, output, PLACE, "outlook_index", "ratio"),
        _array(found.outlook_gain, output, "outlook_gain"),
        convention,
        (*missing_cautions(values, found, output), *index.cautions),
    )


def refuse_empty(values: Floats) -> None:
    """Refuse a matrix in which nothing is produced.

    Parameters
    ----------
    values : ndarray (place, industry)
        Outputs, NaN for unknown.

    Raises
    ------
    DataError
        If every cell is zero or unknown.
    """
    if not (values > 0.0).any():
        raise DataError(
            Message(
                "output is zero or unknown in every cell; nothing can be measured.",
                "output 的所有单元格均为零或未知，无法测度。",
            ),
            Message(
                "Check the value column, the year and the filter.",
                "请检查数值列、年份与筛选条件。",
            ),
        )


def size_of(output: xr.DataArray, values: Floats) -> xr.DataArray:
    """Known output of each place, as an anchor.

    Parameters
    ----------
    output : DataArray (place, industry)
        Where the labels come from.
    values : ndarray (place, industry)
        Its numbers.

    Returns
    -------
    DataArray (place)
        Sums, named ``size``.
    """
    known = np.where(np.isnan(values), 0.0, values) if np.isnan(values).any() else values
    coords = {PLACE: output.coords[PLACE].values}
    return xr.DataArray(known.sum(axis=1), coords, (PLACE,), SIZE)


def missing_cautions(
    values: Floats, found: KernelMeasures, output: xr.DataArray
) -> tuple[Message, ...]:
    """Which places and industries have no result, and why.

    Parameters
    ----------
    values : ndarray (place, industry)
        Outputs, NaN for unknown.
    found : KernelMeasures
        What came of them.
    output : DataArray (..., place, industry)
        Where the labels come from.

    Returns
    -------
    tuple of Message
        Empty when every unit has a result.
    """
    cautions: list[Message] = []
    names = {PLACE: ("places", "地区"), INDUSTRY: ("industries", "行业")}
    for dim, count in ((PLACE, found.diversity), (INDUSTRY, found.ubiquity)):
        labels, (en, zh) = output.coords[dim].values, names[dim]
        empty = labels[np.isnan(count)].tolist()
        if empty:
            cautions.append(
                Message(
                    f"These {en} are without any known output and have no result: "
                    f"{listing(empty)}.",
                    f"下列{zh}没有已知产出，因而没有结果：{listing(empty)}。",
                )
            )
        absent = labels[count == 0.0].tolist()
        if absent:
            cautions.append(
                Message(
                    f"These {en} reach the threshold nowhere and have no complexity: "
                    f"{listing(absent)}.",
                    f"下列{zh}处处低于门槛，因而没有复杂度：{listing(absent)}。",
                )
            )
    unknown = np.isnan(values)
    cells = 0
    if unknown.any():
        patchy = unknown[~np.isnan(found.diversity)][:, ~np.isnan(found.ubiquity)]
        cells = int(np.count_nonzero(patchy))
    if cells:
        cautions.append(
            Message(
                f"Unknown cells are left out ({cells}); each pair of industries is judged on "
                "the places where both are known.",
                f"未知的单元格未计入（{cells} 个）；每对行业只按两者均已知的地区判断。",
            )
        )
    return tuple(cautions)


def opposite(one: Floats, two: Floats) -> bool:
    """Whether two versions of one index differ in sign.

    Parameters
    ----------
    one, two : ndarray (place)
        Scores, NaN for unknown.

    Returns
    -------
    bool
        True when they run against each other.
    """
    both = np.isfinite(one) & np.isfinite(two)
    return bool((one[both] @ two[both]) < 0.0)


def _array(values: Floats, output: xr.DataArray, name: str) -> xr.DataArray:
    return xr.DataArray(values, output.coords, output.dims, name, {"units": "ratio"})


def _vector(values: Floats, output: xr.DataArray, dim: str, name: str, units: str) -> xr.DataArray:
    return xr.DataArray(values, {dim: output.coords[dim].values}, (dim,), name, {"units": units})
