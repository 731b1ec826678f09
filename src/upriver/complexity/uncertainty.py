"""How sure specialisation, relatedness and complexity are, given how few cases they rest on."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

from upriver.complexity.complexity import complexity_index
from upriver.complexity.convention import Convention
from upriver.complexity.engine import KernelMeasures, measure_kernel
from upriver.complexity.matrix import read_matrix
from upriver.complexity.resampling import Resampling, multinomial_source, posterior_source
from upriver.complexity.specialisation import presence, rca
from upriver.core.dims import INDUSTRY, PLACE
from upriver.core.progress import Progress, silent

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

REPLICATE = "replicate"


@dataclass(frozen=True, eq=False)
class Interval:
    """A number as computed, and between which bounds the true one probably lies.

    Parameters
    ----------
    point : DataArray
        Computed from the figures as given.
    lower, upper : DataArray
        Bounds of the interval, with the labels of the point.
    """

    point: xr.DataArray
    lower: xr.DataArray
    upper: xr.DataArray


@dataclass(frozen=True, eq=False)
class Draws:
    """The draws themselves, for questions that intervals cannot answer.

    Parameters
    ----------
    eci : DataArray (replicate, place), ratio
        Complexity of every place.
    pci : DataArray (replicate, industry), ratio
        Complexity of every industry.
    rca, density, outlook_gain : DataArray (replicate, place, industry), ratio
        Of the kept places only.
    """

    eci: xr.DataArray
    pci: xr.DataArray
    rca: xr.DataArray
    density: xr.DataArray
    outlook_gain: xr.DataArray


@dataclass(frozen=True, eq=False)
class Uncertainty:
    """Measures with intervals, and chances of the statements one makes of them.

    Parameters
    ----------
    rca, density : Interval (place, industry)
        Location quotient and relatedness density.
    eci, rank, outlook_index : Interval (place)
        Complexity of places, their rank by it (1 is the highest), and their outlook.
    pci : Interval (industry)
        Complexity of industries.
    presence_chance : DataArray (place, industry), ratio
        Chance that the true quotient reaches the threshold.
    top_chance : DataArray (place), ratio
        Chance that the place is among the `top` most complex ones.
    option_chance : DataArray (place, industry), ratio
        For the kept places: chance that the industry is among the `top` nearest of those
        that the place has not.
    draws : Draws
        The draws of complexity, and all draws of the kept places.
    top : int
        What counts as the top.
    resampling : Resampling
        How it was done.
    """

    rca: Interval
    density: Interval
    eci: Interval
    pci: Interval
    rank: Interval
    outlook_index: Interval
    presence_chance: xr.DataArray
    top_chance: xr.DataArray
    option_chance: xr.DataArray
    draws: Draws
    top: int
    resampling: Resampling


def measure_uncertainty(
    output: xr.DataArray,
    *,
    resampling: Resampling,
    rng: np.random.Generator,
    convention: Convention = Convention(),  # noqa: B008 - frozen
    anchor: xr.DataArray | str | None = None,
    relative_error: xr.DataArray | float = 0.0,
    top: int = 10,
    keep: Sequence[str] = (),
    workers: int | None = None,
    progress: Progress = silent,
) -> Uncertainty:
    values = read_matrix(output, name="output")
    wanted = anchor if anchor is not None else convention.anchor
    if isinstance(wanted, str) and wanted == "size":
        wanted = output.sum(INDUSTRY).rename("size")
    held = presence(rca(output), threshold=convention.threshold)
    along = complexity_index(held, anchor=wanted, ddof=convention.ddof).eci.values

    def measure(numbers: Floats) -> KernelMeasures:
        return measure_kernel(
            numbers,
            convention=convention,
            along=along,
        )

    point = measure(values)
    unit = resampling.unit_size
    size = np.array([unit[c] for c in output[INDUSTRY].values.tolist()]) if isinstance(unit, dict) else float(unit or 1.0)
    source = {"bayesian": posterior_source, "multinomial": multinomial_source}[resampling.method](values / size)
    rows = [output[PLACE].values.tolist().index(place) for place in keep]
    error = np.broadcast_to(np.asarray(relative_error, dtype=float), values.shape)
    log_sd = np.sqrt(np.log1p(error**2))
    children = rng.spawn(resampling.replicates)
    store: list[KernelMeasures | None] = [None] * len(children)
    lock = Lock()
    done = 0

    def one(number: int) -> None:
        nonlocal done
        child = children[number]
        drawn = source(child) * size
        if log_sd.any():
            drawn = drawn * np.exp(log_sd * child.standard_normal(values.shape) - log_sd**2 / 2)
        found = measure(drawn)
        with lock:
            store[number] = found
            done += 1
            progress("uncertainty", done, len(children))

    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(one, range(len(children))))
    kept = [found for found in store if found is not None]
    tail = (1.0 - resampling.level) / 2.0

    def array(numbers: Floats, dims: tuple[str, ...], name: str) -> xr.DataArray:
        coords = {dim: output.coords[dim].values for dim in dims if dim != REPLICATE}
        if REPLICATE not in dims and PLACE in dims and numbers.shape[0] == len(rows) != len(values):
            coords[PLACE] = np.array(list(keep))
        if REPLICATE in dims and PLACE in dims and numbers.shape[1] == len(rows) and name != "eci":
            coords[PLACE] = np.array(list(keep), dtype=object)
        return xr.DataArray(numbers, coords, dims, name, {"units": "ratio"})

    def interval(middle: Floats, draws: Floats, dims: tuple[str, ...], name: str) -> Interval:
        low, high = np.nanquantile(draws, [tail, 1.0 - tail], axis=0)
        return Interval(array(middle, dims, name), array(low, dims, name), array(high, dims, name))

    both, eci = (PLACE, INDUSTRY), np.stack([found.eci for found in kept])
    pci = np.stack([found.pci for found in kept])
    density = np.stack([found.density for found in kept])
    quotient = np.stack([found.rca for found in kept])
    gain = np.stack([found.outlook_gain[rows] for found in kept])
    outlook = np.stack([found.outlook_index for found in kept])
    ranks = (-eci).argsort(axis=1).argsort(axis=1) + 1.0
    present = np.stack([found.presence for found in kept])
    open_ = np.where(present[:, rows] == 0.0, density[:, rows], -np.inf)
    order = (-open_).argsort(axis=2).argsort(axis=2) < top
    return Uncertainty(
        rca=interval(point.rca, quotient, both, "rca"),
        density=interval(point.density, density, both, "density"),
        eci=interval(point.eci, eci, (PLACE,), "eci"),
        pci=interval(point.pci, pci, (INDUSTRY,), "pci"),
        rank=interval((-point.eci).argsort().argsort() + 1.0, ranks, (PLACE,), "rank"),
        outlook_index=interval(point.outlook_index, outlook, (PLACE,), "outlook_index"),
        presence_chance=array(present.mean(axis=0), both, "presence_chance"),
        top_chance=array((ranks <= top).mean(axis=0), (PLACE,), "top_chance"),
        option_chance=array((order & (open_ > -np.inf)).mean(axis=0), both, "option_chance"),
        draws=Draws(
            array(eci, (REPLICATE, PLACE), "eci"),
            array(pci, (REPLICATE, INDUSTRY), "pci"),
            array(quotient[:, rows], (REPLICATE, *both), "rca"),
            array(density[:, rows], (REPLICATE, *both), "density"),
            array(gain, (REPLICATE, *both), "outlook_gain"),
        ),
        top=top,
        resampling=resampling,
    )
