"""How the figures could have come out otherwise: draws of the underlying counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from upriver.core.numerics import divide

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]


class Resampling(BaseModel):
    """What is resampled and how often; nothing about precision is assumed for the caller."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    unit_size: float | dict[str, float] | None = Field(
        description="Size of one independent observation in the unit of the output: 1 for persons "
        "or firms, for money the typical size of one establishment; by industry code if it "
        "differs; null only for method 'reporting' "
        "/ 单个独立观测的大小，与产出同单位：人数或企业数取 1，金额取单个企业的典型规模；"
        "可按行业代码分别给出；仅 'reporting' 方法可为空"
    )
    method: Literal["bayesian", "multinomial", "reporting"] = Field(
        default="bayesian",
        description="Posterior draws of the true shares; plain resampling of observations; or "
        "reporting error alone / 真实份额的后验抽样；观测的直接重抽样；或仅报告误差",
    )
    replicates: int = Field(default=200, ge=20, description="Number of draws / 抽样次数")
    level: float = Field(
        default=0.9, gt=0.0, lt=1.0, description="Chance that an interval shall cover / 区间置信水平"
    )


class Source(Protocol):
    """Something that draws a matrix of outputs."""

    def __call__(self, rng: np.random.Generator) -> Floats:
        """Draw one matrix.

        Parameters
        ----------
        rng : Generator
            Source of randomness, used by this draw alone.

        Returns
        -------
        ndarray (place, industry)
            Outputs; NaN where the given output is unknown.
        """
        ...


def posterior_source(counts: Floats) -> Source:
    known = np.where(np.isnan(counts), 0.0, counts)
    expected = known.sum(1, keepdims=True) * known.sum(0) / known.sum()
    shape = counts + 0.3 * np.minimum(expected, 1.0)
    lost = np.isnan(counts)
    shape[lost] = 0.0

    def draw(rng: np.random.Generator) -> Floats:
        out = rng.standard_gamma(shape)
        out[lost] = np.nan
        return out

    return draw


def multinomial_source(counts: Floats) -> Source:
    lost = np.isnan(counts)
    known = np.where(lost, 0.0, counts)
    total = round(float(known.sum()))
    chances = divide(known, known.sum())
    by_place = chances.sum(axis=1)

    def draw(rng: np.random.Generator) -> Floats:
        drawn = rng.multinomial(total, by_place / by_place.sum())
        out = rng.multinomial(drawn, np.where(by_place[:, None] > 0, divide(chances, by_place[:, None]), 1.0 / chances.shape[1])).astype(np.float64)
        out[lost] = np.nan
        return out

    return draw
