"""How the figures could have come out otherwise: draws of the underlying outputs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple

import numpy as np
import xarray as xr
from pydantic import BaseModel, ConfigDict, Field, PositiveFloat

from upriver.complexity.matrix import read_matrix
from upriver.complexity.measures import refuse_empty
from upriver.complexity.posterior import chain, read_cells, start
from upriver.core.dims import INDUSTRY, PLACE
from upriver.core.errors import DataError, LabelError
from upriver.core.labels import require_dims, require_same_labels
from upriver.core.message import Message, listing
from upriver.core.numerics import divide

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

REPLICATE = "replicate"
# Draws are made in this many streams whatever the number of workers, so it decides the result.
STREAMS = 8


class Resampling(BaseModel):
    """What is resampled and how often; no precision is taken for granted."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    unit_size: PositiveFloat | dict[str, PositiveFloat] | None = Field(
        description="Size of one independent observation in the unit of the output: 1 for persons "
        "or firms; for money the mean size of an establishment weighted by size (sum of squares "
        "over sum), by industry code if it differs; null when nothing was sampled and only the "
        "relative error counts "
        "/ 单个独立观测的大小，与产出同单位：人数或企业数取 1；金额取按规模加权的企业平均规模"
        "（平方和除以总和），可按行业代码分别给出；若无抽样、只计相对误差则为空"
    )
    method: Literal["bayesian", "multinomial"] = Field(
        default="bayesian",
        description="Draws of what the true figures may be, or plain resampling of the "
        "observations / 抽取真实数值的可能取值，或对观测直接重抽样",
    )
    replicates: Annotated[int, Field(ge=20)] = Field(
        default=200, description="Number of draws / 抽样次数"
    )
    level: float = Field(
        default=0.9,
        gt=0.0,
        lt=1.0,
        description="Chance with which an interval shall cover the truth / 区间覆盖真值的概率",
    )


class Stream(NamedTuple):
    """Some of the replicates, to be drawn one after another.

    Parameters
    ----------
    first : int
        Number of the first replicate.
    outputs : iterator of ndarray (place, industry)
        The draws; NaN where the given output is unknown.
    """

    first: int
    outputs: Iterator[Floats]


def resample(
    output: xr.DataArray,
    *,
    resampling: Resampling,
    rng: np.random.Generator,
    relative_error: xr.DataArray | float = 0.0,
) -> xr.DataArray:
    """Draw how a matrix of outputs could as well be.

    Parameters
    ----------
    output : DataArray (place, industry), any unit
        Output, exports, employment or counts; NaN where unknown.
    resampling : Resampling
        Method, size of an observation, number of replicates.
    rng : Generator
        Source of randomness.
    relative_error : DataArray (place, industry) or float
        Relative standard deviation of each figure as reported, on top of the sampling; 0 for
        a figure that is reported exactly.

    Returns
    -------
    DataArray (replicate, place, industry)
        In the unit of the output; unknown cells stay NaN.

    Raises
    ------
    LabelError
        If dimensions or labels differ, or the size of an observation lacks an industry.
    DataError
        If a number is negative, all are zero, an error is negative or unknown, or neither a
        size of an observation nor an error is given.

    Notes
    -----
    With ``"bayesian"`` a quotient ``x`` has a prior whose centre and width are learnt from
    all other cells: log-normal around row, column and up to six common factors, with free
    shape and a share of exact zeros by group of cells. All of that is redrawn with every
    replicate (Gibbs sampling). A count is then Poisson around quotient times expectation, and
    a relative error ``v`` turns ``n`` observations into ``n / (1 + n v^2)``. Consecutive
    replicates of a stream are slightly correlated. With ``"multinomial"`` the observed
    shares are resampled as they are: an empty cell stays empty, and the noise of the data
    comes on top of itself.

    Replicates take 8 bytes a cell each; for a large matrix use `measure_uncertainty`, which
    does not keep them.

    References
    ----------
    .. [1] Efron, B. and Tibshirani, R. (1993). An Introduction to the Bootstrap. Chapman and
       Hall.
    .. [2] Gelman, A. et al. (2013). Bayesian Data Analysis, 3rd ed. CRC Press, chapters 5, 11.

    Examples
    --------
    >>> output = xr.DataArray([[30.0, 0.0], [10.0, 60.0]],
    ...     {"place": ["A", "B"], "industry": ["cars", "ships"]}, ("place", "industry"))
    >>> draws = resample(output, resampling=Resampling(unit_size=1, method="multinomial"),
    ...     rng=np.random.default_rng(0))
    >>> draws.shape, float(draws.sel(place="A", industry="ships").max())
    ((200, 2, 2), 0.0)
    """
    values = read_matrix(output, name="output")
    error = read_error(output, relative_error)
    out = np.empty((resampling.replicates, *values.shape))
    for first, outputs in open_streams(output, values, error, resampling, rng):
        for number, drawn in enumerate(outputs, start=first):
            out[number] = drawn
    coords = {dim: output.coords[dim].values for dim in (PLACE, INDUSTRY)}
    units = {"units": str(output.attrs.get("units", ""))}
    return xr.DataArray(out, coords, (REPLICATE, PLACE, INDUSTRY), "output", units)


def open_streams(
    output: xr.DataArray,
    values: Floats,
    error: Floats,
    resampling: Resampling,
    rng: np.random.Generator,
) -> list[Stream]:
    """Start the streams of draws; each may run in a thread of its own.

    Parameters
    ----------
    output : DataArray (place, industry)
        Where the labels come from.
    values : ndarray (place, industry)
        Its numbers.
    error : ndarray (place, industry)
        Relative standard deviation of each.
    resampling : Resampling
        How to draw.
    rng : Generator
        Source of randomness.

    Returns
    -------
    list of Stream
        Their replicates together are numbered from 0.

    Raises
    ------
    LabelError
        If the size of an observation lacks an industry.
    DataError
        If there is nothing to resample.
    """
    refuse_empty(values)
    unit = _unit(output, resampling)
    if unit is None and (resampling.method == "multinomial" or not error.any()):
        raise DataError(
            Message(
                "unit_size is empty and there is nothing else to resample.",
                "unit_size 为空，没有可供重抽样的内容。",
            ),
            Message(
                "Give the size of one observation (1 for persons or firms, for money the mean size "
                "of an establishment weighted by size), or a relative error and the method "
                "'bayesian'.",
                "请给出单个观测的大小（人数、企业数取 1，金额取按规模加权的企业平均规模），"
                "或在 'bayesian' 方法下给出相对误差。",
            ),
        )
    head, *children = rng.spawn(1 + STREAMS)
    share = np.array_split(np.arange(resampling.replicates), STREAMS)
    shares = [numbers for numbers in share if numbers.size]
    if unit is None or resampling.method == "bayesian":
        cells = read_cells(values, unit, error)
        state = start(cells, head)
        return [
            Stream(int(numbers[0]), chain(cells, state, numbers.size, child))
            for numbers, child in zip(shares, children, strict=False)
        ]
    return [
        Stream(int(numbers[0]), _multinomial(values, unit, error, numbers.size, child))
        for numbers, child in zip(shares, children, strict=False)
    ]


def read_error(output: xr.DataArray, relative_error: xr.DataArray | float) -> Floats:
    """Relative standard deviation of every cell.

    Parameters
    ----------
    output : DataArray (place, industry)
        The matrix it belongs to.
    relative_error : DataArray (place, industry) or float
        As given by the caller; unknown only where the output is.

    Returns
    -------
    ndarray (place, industry)
        0 where the output is unknown.

    Raises
    ------
    LabelError
        If dimensions or labels differ.
    DataError
        If one is negative, infinite, or unknown where the output is known.
    """
    if isinstance(relative_error, xr.DataArray):
        require_dims(relative_error, (PLACE, INDUSTRY), name="relative_error")
        names = ("output", "relative_error")
        require_same_labels(output, relative_error, dims=(PLACE, INDUSTRY), names=names)
    given = np.asarray(relative_error, dtype=np.float64)
    error = np.where(np.isnan(output.values), 0.0, given)
    if not (np.isfinite(error) & (error >= 0.0)).all():
        raise DataError(
            Message(
                "relative_error must be at least 0 and known wherever output is.",
                "relative_error 应不小于 0，且在 output 已知处均已知。",
            ),
            Message("0.1 stands for 10 percent.", "0.1 表示 10%。"),
        )
    return error


def _unit(output: xr.DataArray, resampling: Resampling) -> Floats | None:
    unit, labels = resampling.unit_size, output.coords[INDUSTRY].values.tolist()
    if unit is None:
        return None
    if not isinstance(unit, dict):
        return np.full(len(labels), float(unit))
    missing = [label for label in labels if label not in unit]
    if missing:
        raise LabelError(
            Message(
                f"unit_size lacks the industries {listing(missing)}.",
                f"unit_size 缺少行业 {listing(missing)}。",
            ),
            Message("Give a size for each, or one for all.", "请逐一给出，或给一个统一的大小。"),
        )
    return np.array([unit[label] for label in labels])


def _multinomial(
    values: Floats, unit: Floats, error: Floats, draws: int, rng: np.random.Generator
) -> Iterator[Floats]:
    """Resample observations with the observed shares; errors multiply log-normally."""
    lost = np.isnan(values)
    count = np.where(lost, 0.0, values) / unit
    there = np.flatnonzero(count)
    chances = count.reshape(-1)[there] / count.sum()
    total = max(round(float(count.sum())), 1)
    size = unit * divide(count.sum(), total)
    wide = np.sqrt(np.log1p(error**2))
    for _ in range(draws):
        drawn = np.zeros(values.size)
        drawn[there] = rng.multinomial(total, chances)
        drawn = drawn.reshape(values.shape) * size
        if wide.any():
            drawn = drawn * np.exp(wide * rng.standard_normal(values.shape) - wide**2 / 2.0)
        yield np.where(lost, np.nan, drawn)
