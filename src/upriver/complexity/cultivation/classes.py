"""The rules by which an industry of a place gets its class, as data."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np
import xarray as xr
from pydantic import BaseModel, ConfigDict, Field

from upriver.core.dims import INDUSTRY
from upriver.core.errors import LabelError
from upriver.core.labels import require_same_labels
from upriver.core.message import Message

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

CONDITIONS = ("advantage", "related", "complex", "momentum")
LEVELS = {
    "advantage": ("none", "foothold", "held"),
    "related": ("far", "near"),
    "complex": ("low", "high"),
    "momentum": ("falling", "steady", "rising"),
}


@dataclass(frozen=True)
class CultivationClass:
    """One of the six things that can be done with an industry.

    Parameters
    ----------
    cultivation : str
        Its code.
    name : Message
        Its name.
    meaning : Message
        When it applies and what it asks for.
    """

    cultivation: str
    name: Message
    meaning: Message


@dataclass(frozen=True)
class Rule:
    """One rule; the first that holds decides.

    Parameters
    ----------
    cultivation : str
        Class that it gives.
    levels : dict of str to tuple of str
        For each condition the levels that satisfy it.
    reason : Message
        The rule in words.
    """

    cultivation: str
    levels: dict[str, tuple[str, ...]]
    reason: Message


class CultivationThresholds(BaseModel):
    """From which number on a condition of the rules holds. Proposals, not official limits."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    held: float = Field(
        default=1.0,
        gt=0,
        description="Location quotient from which an industry is held / 视为已具备的区位商",
    )
    foothold: float = Field(
        default=0.5,
        gt=0,
        description="Location quotient from which there is a foothold / 视为已有基础的区位商",
    )
    related: float = Field(
        default=0.5,
        ge=0,
        lt=1,
        description="An industry is near when it ranks above this share of the industries by "
        "density in the place / 视为关联：本地关联密度排在此比例的行业之上",
    )
    complexity: float = Field(
        default=0.5,
        ge=0,
        lt=1,
        description="An industry is demanding when it ranks above this share of the industries by "
        "complexity / 视为复杂度高：复杂度排在此比例的行业之上",
    )
    momentum: float = Field(
        default=0.02,
        gt=0,
        description="Growth of the location quotient a year from which it rises, or falls "
        "/ 视为上升（或下降）的区位商年增长率",
    )
    entry_chance: float = Field(
        default=0.2,
        gt=0,
        lt=1,
        description="Entry chance from which an industry that is not held is near, where entry "
        "was forecast / 有进入预测时，未具备行业视为关联的进入概率",
    )


def _read_rows(name: str) -> list[dict[str, str]]:
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _rule(row: dict[str, str]) -> Rule:
    levels = {
        name: tuple(row[name].split("|")) if row[name] else LEVELS[name] for name in CONDITIONS
    }
    return Rule(row["cultivation"], levels, Message(row["reason_en"], row["reason_zh"]))


CLASSES = tuple(
    CultivationClass(
        row["cultivation"],
        Message(row["name_en"], row["name_zh"]),
        Message(row["meaning_en"], row["meaning_zh"]),
    )
    for row in _read_rows("classes.csv")
)
RULES = tuple(_rule(row) for row in _read_rows("rules.csv"))


def cultivation_class(
    rca: xr.DataArray,
    density: xr.DataArray,
    *,
    complexity: xr.DataArray,
    momentum: xr.DataArray | None = None,
    entry_chance: xr.DataArray | None = None,
    thresholds: CultivationThresholds = CultivationThresholds(),  # noqa: B008 - frozen
) -> xr.DataArray:
    """Give each industry of a place its class, by the first rule that holds.

    Parameters
    ----------
    rca : DataArray (industry) or (replicate, industry), ratio
        Location quotients of the place.
    density : DataArray, dimensions as rca, ratio
        Relatedness density of the place.
    complexity : DataArray, dimensions as rca, ratio
        Complexity of the industries.
    momentum : DataArray (industry), per year, optional
        Growth of the location quotient; where it is unknown the industry counts as steady.
    entry_chance : DataArray (industry), ratio, optional
        Chance that the place enters; where it is known it decides, in place of density, whether
        an industry that is not held is near.
    thresholds : CultivationThresholds
        Limits of the rules.

    Returns
    -------
    DataArray, dimensions as rca, text
        Codes of `CLASSES`; empty where quotient, density or complexity is unknown.

    Raises
    ------
    LabelError
        If dimensions or industries differ.

    Notes
    -----
    Near means nearer than half of the industries are to this place, so that a large place does
    not count as near to everything; demanding means more complex than half of them. The rules
    say what speaks for an industry in the numbers; they know nothing of markets, owners or
    land.

    References
    ----------
    .. [1] Balland, P.-A., Boschma, R., Crespo, J. and Rigby, D. L. (2019). Smart specialization
       policy in the European Union: relatedness, knowledge complexity and regional
       diversification. Regional Studies 53, 1252-1268.
    .. [2] Neffke, F., Henning, M. and Boschma, R. (2011). How do regions diversify over time?
       Industry relatedness and the development of new growth paths in regions. Economic
       Geography 87, 237-265.

    Examples
    --------
    >>> import xarray as xr
    >>> labels = {"industry": ["cars", "cloth", "chips"]}
    >>> def row(*values):
    ...     return xr.DataArray(list(values), labels, ("industry",))
    >>> cultivation_class(row(1.5, 1.2, 0.1), row(0.4, 0.3, 0.5),
    ...     complexity=row(0.8, -1.0, 1.2)).values.tolist()
    ['strengthen', 'upgrade', 'seed']
    """
    for name, other in (("density", density), ("complexity", complexity)):
        if other.dims != rca.dims:
            raise LabelError(
                Message(
                    f"{name} must have the dimensions of rca, {rca.dims}, got {other.dims}.",
                    f"{name} 的维度应与 rca 相同（{rca.dims}），实际为 {other.dims}。",
                ),
                Message("Broadcast it first.", "请先扩展维度。"),
            )
        require_same_labels(rca, other, dims=(INDUSTRY,), names=("rca", name))
    growth = _beside(rca, momentum, "momentum")
    chance = _beside(rca, entry_chance, "entry_chance")
    x, d, q = (np.asarray(a.values, dtype=np.float64) for a in (rca, density, complexity))
    codes = _class_kernel(x, d, q, growth, chance, thresholds)
    attrs = {"units": "text"}
    return xr.DataArray(codes, rca.coords, rca.dims, "cultivation", attrs)


def deciding_rules(levels: dict[str, npt.NDArray[np.int64]]) -> npt.NDArray[np.int64]:
    """Position of the rule that decides, for each combination of levels.

    Parameters
    ----------
    levels : dict of str to ndarray of int
        For each condition the position of its level in ``LEVELS``.

    Returns
    -------
    ndarray of int
        Positions in ``RULES``; the last rule takes what is left.
    """
    decided = np.full(levels["advantage"].shape, -1, dtype=np.int64)
    for number, rule in enumerate(RULES):
        holds = decided < 0
        for name in CONDITIONS:
            wanted = [LEVELS[name].index(level) for level in rule.levels[name]]
            holds = holds & np.isin(levels[name], wanted)
        decided[holds] = number
    return decided


def levels_of(
    rca: Floats,
    density: Floats,
    complexity: Floats,
    momentum: Floats,
    entry_chance: Floats,
    thresholds: CultivationThresholds,
) -> dict[str, npt.NDArray[np.int64]]:
    """Levels of the four conditions.

    Parameters
    ----------
    rca, density, complexity : ndarray (..., industry)
        Of one place.
    momentum, entry_chance : ndarray (industry)
        NaN where unknown.
    thresholds : CultivationThresholds
        Limits.

    Returns
    -------
    dict of str to ndarray of int
        Positions in ``LEVELS``; meaningless where a number is unknown.
    """
    held = rca >= thresholds.held
    near = _at_least(density, thresholds.related)
    forecast = ~np.isnan(entry_chance) & ~held
    near = np.where(forecast, entry_chance >= thresholds.entry_chance, near)
    growth = np.where(np.isnan(momentum), 0.0, momentum)
    limit = thresholds.momentum
    whole = np.broadcast_to(growth, rca.shape)
    return {
        "advantage": held.astype(np.int64) + (rca >= min(thresholds.foothold, thresholds.held)),
        "related": near.astype(np.int64),
        "complex": _at_least(complexity, thresholds.complexity).astype(np.int64),
        "momentum": 1 + (whole >= limit).astype(np.int64) - (whole <= -limit),
    }


def _at_least(values: Floats, share: float) -> npt.NDArray[np.bool_]:
    """Whether a value is at least the quantile of its row; unknown values do not count."""
    known = ~np.isnan(values)
    # An unknown value sorts last; the quantile is the one below which the share lies.
    order = np.sort(values, axis=-1)
    count = known.sum(axis=-1, keepdims=True)
    at = np.minimum(np.floor(share * count).astype(np.int64), np.maximum(count - 1, 0))
    limit = np.take_along_axis(order, at, axis=-1)
    return np.asarray(values >= limit)


def _class_kernel(
    rca: Floats,
    density: Floats,
    complexity: Floats,
    momentum: Floats,
    entry_chance: Floats,
    thresholds: CultivationThresholds,
) -> npt.NDArray[np.str_]:
    levels = levels_of(rca, density, complexity, momentum, entry_chance, thresholds)
    names = np.array([rule.cultivation for rule in RULES])
    codes = names[deciding_rules(levels)]
    return np.where(np.isnan(rca) | np.isnan(density) | np.isnan(complexity), "", codes)


def _beside(rca: xr.DataArray, array: xr.DataArray | None, name: str) -> Floats:
    if array is None:
        return np.full(rca.sizes[INDUSTRY], np.nan)
    require_same_labels(rca, array, dims=(INDUSTRY,), names=("rca", name))
    return np.asarray(array.values, dtype=np.float64)
