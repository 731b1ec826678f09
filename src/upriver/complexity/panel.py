"""All measures of many years in one call."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

from upriver.complexity.anchor import LEAST_KNOWN, SIZE
from upriver.complexity.complexity import labelled_index
from upriver.complexity.convention import Convention
from upriver.complexity.engine import KernelMeasures, measure_kernel
from upriver.complexity.measures import missing_cautions, opposite, refuse_empty, size_of
from upriver.complexity.threads import one_product_thread
from upriver.core.dims import INDUSTRY, PLACE, YEAR
from upriver.core.errors import DataError, LabelError
from upriver.core.frames import Table, arrays_to_table
from upriver.core.labels import require_dims
from upriver.core.message import Message, listing
from upriver.core.progress import Progress, silent

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

PREVIOUS = "previous"


@dataclass(frozen=True, eq=False)
class PanelMeasures:
    """Specialisation, relatedness and complexity of many years.

    Parameters
    ----------
    rca, density, outlook_gain : DataArray (year, place, industry), ratio
        As in `ComplexityMeasures`; NaN for a place or industry that is absent in the year.
    diversity : DataArray (year, place), items
        Industries present.
    ubiquity : DataArray (year, industry), items
        Places where it is present.
    eci, outlook_index : DataArray (year, place), ratio
        Complexity of places, and complexity within their reach.
    pci : DataArray (year, industry), ratio
        Complexity of industries.
    eigenvalue, spectral_gap, anchor_strength : DataArray (year), ratio
        How far to trust the index of the year; NaN for a year without one.
    convention : Convention
        How it was counted.
    cautions : dict of int to tuple of Message
        By year; a year without cautions has an empty tuple.
    """

    rca: xr.DataArray
    diversity: xr.DataArray
    ubiquity: xr.DataArray
    density: xr.DataArray
    eci: xr.DataArray
    pci: xr.DataArray
    outlook_index: xr.DataArray
    outlook_gain: xr.DataArray
    eigenvalue: xr.DataArray
    spectral_gap: xr.DataArray
    anchor_strength: xr.DataArray
    convention: Convention
    cautions: dict[int, tuple[Message, ...]]

    @property
    def presence(self) -> xr.DataArray:
        """Where an industry is present; made anew each time, as it follows from the quotients.

        Returns
        -------
        DataArray (year, place, industry), ratio
            1, 0, or NaN where the quotient is.
        """
        values = (self.rca.values >= self.convention.threshold).astype(np.float64)
        values[np.isnan(self.rca.values)] = np.nan
        return self.rca.copy(data=values).rename("presence")

    def to_table(self) -> Table:
        """All measures in one tidy table.

        Returns
        -------
        Table
            One row a year, place and industry, with the columns of `ComplexityMeasures`.
        """
        names = (
            "rca",
            "presence",
            "density",
            "outlook_gain",
            "ubiquity",
            "pci",
            "diversity",
            "eci",
            "outlook_index",
        )
        notes = tuple(note for year in self.cautions for note in self.cautions[year])
        table = arrays_to_table({n: getattr(self, n) for n in names}, [YEAR, PLACE, INDUSTRY])
        return Table(table.frame, table.units, notes)


@dataclass(frozen=True, eq=False)
class _Store:
    """Arrays of all years; the large ones turned, as the kernel returns them."""

    rca: Floats
    diversity: Floats
    ubiquity: Floats
    density: Floats
    eci: Floats
    pci: Floats
    outlook_index: Floats
    outlook_gain: Floats

    @staticmethod
    def of(years: int, places: int, industries: int) -> _Store:
        cells, turned = (years, places, industries), (years, industries, places)
        by_place, by_industry = (years, places), (years, industries)
        return _Store(
            np.empty(cells),
            np.empty(by_place),
            np.empty(by_industry),
            np.empty(turned),
            np.empty(by_place),
            np.empty(by_industry),
            np.empty(by_place),
            np.empty(turned),
        )

    def keep(self, year: int, found: KernelMeasures) -> None:
        self.rca[year] = found.rca
        self.diversity[year], self.ubiquity[year] = found.diversity, found.ubiquity
        self.density[year], self.outlook_gain[year] = found.density.T, found.outlook_gain.T
        self.eci[year], self.pci[year] = found.eci, found.pci
        self.outlook_index[year] = found.outlook_index

    def turn(self, year: int) -> None:
        for values in (self.eci, self.pci, self.outlook_index, self.outlook_gain):
            np.negative(values[year], out=values[year])


def panel_measures(
    output: xr.DataArray,
    *,
    convention: Convention = Convention(),  # noqa: B008 - frozen
    anchor: xr.DataArray | str | None = None,
    workers: int | None = None,
    progress: Progress = silent,
) -> PanelMeasures:
    """Specialisation, relatedness and complexity of every year of a panel.

    Parameters
    ----------
    output : DataArray (year, place, industry), any unit
        Output, exports, employment or counts; NaN where unknown. A place or industry that is
        absent in a year is unknown or zero throughout.
    convention : Convention
        How to count.
    anchor : DataArray ((year), place) or ((year), industry), or str, optional
        As in `complexity_measures`, or ``"previous"``: the first year by the anchor of the
        convention, each later one such that it goes with the year before.
    workers : int, optional
        Years worked on at the same time; by default one a core. Results do not depend on it.
    progress : Progress
        Told after each year.

    Returns
    -------
    PanelMeasures
        Every measure with the year first. Each year stands on its own; what a year cannot
        tell is NaN there, and its cautions say why.

    Raises
    ------
    LabelError
        If dimensions are others, labels stand twice, or the anchor's labels differ.
    DataError
        If a number is negative, or no year has any output.

    Notes
    -----
    An index is scaled within its year: it tells ranks, not whether all became more complex.
    Three arrays as large as the panel are returned; take a few years at a time when that is
    too much.

    References
    ----------
    .. [1] Hausmann, R. et al. (2014). The Atlas of Economic Complexity. MIT Press.

    Examples
    --------
    >>> import numpy as np
    >>> values = np.random.default_rng(0).lognormal(0.0, 2.0, (2, 5, 8))
    >>> output = xr.DataArray(values, {"year": [2020, 2021], "place": list("ABCDE"),
    ...     "industry": list("stuvwxyz")}, ("year", "place", "industry"))
    >>> panel_measures(output, anchor="previous").eci.sizes["year"]
    2
    """
    require_dims(output, (YEAR, PLACE, INDUSTRY), name="output")
    values = np.asarray(output.values, dtype=np.float64)
    _refuse_negative(output, values)
    refuse_empty(values)
    years = output.coords[YEAR].values.tolist()
    store = _Store.of(*values.shape)

    def _one(place: int) -> KernelMeasures:
        found = measure_kernel(values[place], convention=convention)
        store.keep(place, found)
        nothing = np.empty((0, 0))
        return found._replace(rca=nothing, density=nothing, outlook_gain=nothing)

    labels = output.isel({YEAR: 0}, drop=True)
    cautions: dict[int, tuple[Message, ...]] = {}
    facts = np.full((3, len(years)), np.nan)
    before: Floats | None = None
    crew = max(1, min(workers or os.cpu_count() or 1, len(years)))
    with one_product_thread(), ThreadPoolExecutor(crew) as pool:
        for place, found in enumerate(pool.map(_one, range(len(years)))):
            wanted = _of_year(convention.anchor if anchor is None else anchor, years[place])
            sign, strength, notes = _signed(
                labels, values[place], found, convention, wanted, before
            )
            if sign < 0.0:
                store.turn(place)
            if not np.isnan(strength):
                before = store.eci[place]
            numbers = found.complexity
            gap = numbers.eigenvalue - numbers.third_eigenvalue
            facts[:, place] = numbers.eigenvalue, gap, strength
            missing = missing_cautions(values[place], found, labels)
            cautions[years[place]] = (*missing, *notes)
            progress("panel", place + 1, len(years))
    return _labelled(store, facts, output, convention, cautions)


def _signed(
    output: xr.DataArray,
    values: Floats,
    found: KernelMeasures,
    convention: Convention,
    anchor: xr.DataArray | str,
    before: Floats | None,
) -> tuple[float, float, tuple[Message, ...]]:
    """Sign of one year's index, how firm it is (NaN when nothing decided), and cautions."""
    if np.isnan(found.eci).all():
        note = Message(
            "The year has no index: fewer than 3 places or industries are present, or all are "
            "alike.",
            "该年没有指数：具备的地区或行业少于 3 个，或结构全同。",
        )
        return 1.0, float("nan"), (note,)
    wanted = anchor
    if isinstance(wanted, str) and wanted == PREVIOUS:
        wanted = SIZE if convention.anchor == PREVIOUS else convention.anchor
        if before is not None and _common(found.eci, before) >= LEAST_KNOWN:
            coords = {PLACE: output.coords[PLACE].values}
            wanted = xr.DataArray(before, coords, (PLACE,), "previous year")
    if isinstance(wanted, str) and wanted == SIZE:
        wanted = size_of(output, values)
    presence = xr.DataArray(found.presence, output.coords, output.dims)
    unknown = int(np.isnan(found.presence).sum())
    try:
        index = labelled_index(
            presence, found.complexity, convention=convention, anchor=wanted, unknown=unknown
        )
    except (DataError, LabelError) as reason:
        if isinstance(reason, LabelError) and not _is_place(wanted, output):
            raise
        return 1.0, float("nan"), (reason.problem,)
    strength = 1.0 if convention.unsigned else index.anchor_strength
    return (-1.0 if opposite(index.eci.values, found.eci) else 1.0), strength, index.cautions


def _common(one: Floats, two: Floats) -> int:
    return int((np.isfinite(one) & np.isfinite(two)).sum())


def _is_place(anchor: xr.DataArray | str, output: xr.DataArray) -> bool:
    return isinstance(anchor, str) and anchor in output.coords[PLACE].values.tolist()


def _of_year(anchor: xr.DataArray | str, year: int) -> xr.DataArray | str:
    if isinstance(anchor, str) or YEAR not in anchor.dims:
        return anchor
    if year not in anchor.coords[YEAR].values.tolist():
        raise LabelError(
            Message(
                f"anchor has no year {year}; it has {listing(anchor.coords[YEAR].values)}.",
                f"anchor 中没有 {year} 年；现有 {listing(anchor.coords[YEAR].values)}。",
            ),
            Message("Give every year of the output.", "请给出 output 的每一年。"),
        )
    chosen: xr.DataArray = anchor.sel({YEAR: year}, drop=True)
    return chosen


def _refuse_negative(output: xr.DataArray, values: Floats) -> None:
    for place, year in enumerate(output.coords[YEAR].values.tolist()):
        bad = (values[place] < 0.0) | np.isinf(values[place])
        if bad.any():
            cells = [
                f"{year}, {output.coords[PLACE].values[i]}, {output.coords[INDUSTRY].values[j]}: "
                f"{values[place, i, j]:g}"
                for i, j in np.argwhere(bad)
            ]
            raise DataError(
                Message(
                    f"output must be a number of at least 0 in every cell, got {listing(cells)}.",
                    f"output 的每个单元格应为非负数，实际为 {listing(cells)}。",
                ),
                Message(
                    "Correct the cells, or leave unknown ones empty.", "请改正；未知的请留空。"
                ),
            )


def _labelled(
    store: _Store,
    facts: Floats,
    output: xr.DataArray,
    convention: Convention,
    cautions: dict[int, tuple[Message, ...]],
) -> PanelMeasures:
    labels = {dim: output.coords[dim].values for dim in (YEAR, PLACE, INDUSTRY)}

    def array(values: Floats, name: str, *dims: str, units: str = "ratio") -> xr.DataArray:
        return xr.DataArray(values, {d: labels[d] for d in dims}, dims, name, {"units": units})

    cells = (YEAR, PLACE, INDUSTRY)
    return PanelMeasures(
        array(store.rca, "rca", *cells),
        array(store.diversity, "diversity", YEAR, PLACE, units="items"),
        array(store.ubiquity, "ubiquity", YEAR, INDUSTRY, units="items"),
        array(store.density.transpose(0, 2, 1), "density", *cells),
        array(store.eci, "eci", YEAR, PLACE),
        array(store.pci, "pci", YEAR, INDUSTRY),
        array(store.outlook_index, "outlook_index", YEAR, PLACE),
        array(store.outlook_gain.transpose(0, 2, 1), "outlook_gain", *cells),
        array(facts[0], "eigenvalue", YEAR),
        array(facts[1], "spectral_gap", YEAR),
        array(facts[2], "anchor_strength", YEAR),
        convention,
        cautions,
    )
