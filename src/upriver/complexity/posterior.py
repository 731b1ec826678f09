"""What the true quotients may be, given counts, and given what other cells tell of a cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from upriver.complexity.factors import Factors, fitted, redrawn, started
from upriver.core.numerics import divide

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Singles = npt.NDArray[np.float32]
    Flags = npt.NDArray[np.bool_]
    Whole = npt.NDArray[np.int64]

# Log quotients are compared as log(quotient + FLOOR): below it, little and nothing are alike.
FLOOR = 0.05
# Standard deviations, from the expected log quotient, at which the prior's parts stand.
STEPS = np.array([-3.0, -2.25, -1.5, -0.75, 0.0, 0.75, 1.5, 2.25, 3.0])
# The same with the first part, exactly zero, in front.
PARTS = np.concatenate([[0.0], STEPS])
# Spread of each part, in the same measure: wide enough that neighbours overlap.
WIDTH = 0.6
LEAST_SPREAD, MOST_SPREAD = 0.08, 2.5
# Cells are grouped by expected quotient and expected count; each group has its own shape.
BY_LEVEL, BY_COUNT = 8, 3
SHAPE_STRENGTH = 10.0  # cells that the common shape counts for beside a group's own
SPREAD_STRENGTH = 4.0  # cells that the common spread counts for beside a unit's own
BLOCK, SAMPLE = 50_000, 10_000  # cells worked on at once; cells that class bounds rest on
START = (-0.3, 1.2)  # level and spread before anything is known
WARM_UP, APART = 10, 3  # sweeps before the chains part, and before each is used


@dataclass(frozen=True, eq=False)
class Cells:
    """Counts as the model sees them.

    Parameters
    ----------
    count : ndarray (place, industry)
        Effective number of observations; 0 where not modelled.
    expected : ndarray (place, industry)
        What it would be at a quotient of 1.
    modelled : ndarray (place, industry) of bool
        Known cells whose quotient is open.
    scale : ndarray (place, industry)
        Output at a quotient of 1.
    fixed : ndarray (place, industry)
        Output of all other cells, NaN where unknown.
    size : ndarray (place, industry) of int
        Class of expected count.
    """

    count: Floats
    expected: Floats
    modelled: Flags
    scale: Floats
    fixed: Floats
    size: Whole


class State(NamedTuple):
    """Everything about the prior that is itself uncertain.

    Parameters
    ----------
    factors : Factors
        What places and industries have in common.
    level : ndarray (place, industry)
        Expected log quotient, by the factors.
    spread : ndarray (place, industry)
        Standard deviation around it.
    shapes : ndarray (group, part)
        Share of each part of the prior, the first being exactly zero, by group of cells.
    """

    factors: Factors
    level: Floats
    spread: Floats
    shapes: Floats


class Drawn(NamedTuple):
    """One draw of all cells.

    Parameters
    ----------
    quotient : ndarray (place, industry)
        True quotients; 0 where not modelled.
    part : ndarray (place, industry) of int
        Part of the prior that each came from.
    group : ndarray (place, industry) of int
        Group of the cell.
    """

    quotient: Floats
    part: Whole
    group: Whole


def read_cells(output: Floats, unit: Floats | None, relative_error: Floats) -> Cells:
    """Counts behind outputs.

    Parameters
    ----------
    output : ndarray (place, industry)
        Outputs, NaN for unknown.
    unit : ndarray (industry), optional
        Size of one observation; None when nothing was sampled.
    relative_error : ndarray (place, industry)
        Relative standard deviation of the reported figure.

    Returns
    -------
    Cells
        A reported figure with relative error ``v`` weighs as much as ``1 / v**2``
        observations, a sampled one of ``n`` with error as ``n / (1 + n v**2)``.
    """
    lost = np.isnan(output)
    known = np.where(lost, 0.0, output)
    scale = known.sum(axis=1, keepdims=True) * divide(known.sum(axis=0), known.sum())
    noise = np.maximum(relative_error**2, 1e-12)
    modelled = ~lost & (scale > 0.0)
    if unit is None:
        modelled &= known > 0.0  # a reported zero is a zero
        weight = np.where(modelled, divide(1.0, known * noise), 0.0)
    else:
        weight = 1.0 / (unit + known * noise)
    count = np.where(modelled, known * weight, 0.0)
    expected = np.where(modelled, scale * weight, 1.0)
    size = _classes(expected, modelled, BY_COUNT)
    return Cells(count, expected, modelled, scale, np.where(modelled, 0.0, output), size)


def start(cells: Cells, rng: np.random.Generator) -> State:
    """State after the warm-up.

    Parameters
    ----------
    cells : Cells
        The counts.
    rng : Generator
        Source of randomness.

    Returns
    -------
    State
        From which chains can part.
    """
    shape = cells.count.shape
    parts = len(PARTS)
    level, spread = np.full(shape, START[0]), np.full(shape, START[1])
    shapes = np.full((BY_LEVEL * BY_COUNT, parts), 1.0 / parts)
    state = State(started(*shape), level, spread, shapes)
    for _ in range(WARM_UP):
        state = _next_state(cells, state, _draw(cells, state, rng), rng)
    return state


def chain(cells: Cells, state: State, draws: int, rng: np.random.Generator) -> Iterator[Floats]:
    """Draw matrices of outputs one after another.

    Parameters
    ----------
    cells : Cells
        The counts.
    state : State
        Where the chain begins.
    draws : int
        How many.
    rng : Generator
        Source of randomness.

    Yields
    ------
    ndarray (place, industry)
        Outputs; NaN where unknown.
    """
    for sweep in range(APART + draws):
        drawn = _draw(cells, state, rng)
        if sweep >= APART:
            yield np.where(cells.modelled, drawn.quotient * cells.scale, cells.fixed)
        if sweep < APART + draws - 1:
            state = _next_state(cells, state, drawn, rng)


def _draw(cells: Cells, state: State, rng: np.random.Generator) -> Drawn:
    """Quotients given the prior's state: a part of the prior, then a gamma number."""
    group = _groups(cells, state.level)
    weights = state.shapes.astype(np.float32)
    quotient, part = np.zeros(group.shape), np.zeros(group.shape, dtype=np.int64)
    rows = max(1, BLOCK // max(group.shape[1], 1))
    for first in range(0, len(group), rows):
        here = slice(first, first + rows)
        level, spread = state.level[here], state.spread[here]
        count, expected = cells.count[here], cells.expected[here]
        shape = 1.0 / np.expm1((WIDTH * spread) ** 2)  # of a gamma as wide as a part
        base = np.log(expected / shape) + level
        part[here] = _draw_parts(count, shape, base, spread, weights, group[here], rng)
        mean = np.exp(level + spread * PARTS[part[here]])
        drawn = rng.standard_gamma(shape + count) / (shape / mean + expected)
        drawn[(part[here] == 0) | ~cells.modelled[here]] = 0.0
        quotient[here] = drawn
    return Drawn(quotient, part, group)


def _draw_parts(
    count: Floats,
    shape: Floats,
    base: Floats,
    spread: Floats,
    weights: Singles,
    group: Whole,
    rng: np.random.Generator,
) -> Whole:
    """Part of the prior each cell belongs to, by negative binomial likelihood.

    Single precision halves the time; its error is far below the width of a part.
    """
    chances = np.empty((len(PARTS), *group.shape), dtype=np.float32)
    chances[0] = np.where(count == 0.0, 0.0, -np.inf)
    n, a = count.astype(np.float32), (shape + count).astype(np.float32)
    start, step = base.astype(np.float32), spread.astype(np.float32)
    for number in range(1, len(PARTS)):
        odds = np.minimum(start + np.float32(PARTS[number]) * step, np.float32(80.0))
        chances[number] = n * odds - a * np.log1p(np.exp(odds))
    chances -= chances.max(axis=0)
    np.exp(chances, out=chances)
    for number in range(len(PARTS)):
        chances[number] *= weights[:, number][group]
        if number:
            chances[number] += chances[number - 1]
    mark = rng.random(group.shape, dtype=np.float32) * chances[-1]
    part = np.zeros(group.shape, dtype=np.int64)
    for bound in chances[:-1]:
        part += mark >= bound
    return part


def _groups(cells: Cells, level: Floats) -> Whole:
    """Group of every cell: by expected quotient, and by expected count."""
    own = _classes(level, cells.modelled, BY_LEVEL)
    return own * BY_COUNT + cells.size


def _classes(values: Floats, modelled: Flags, number: int) -> Whole:
    """Classes of about equal size, with bounds from a regular sample."""
    step = values.size // SAMPLE + 1
    some = np.sort(values.reshape(-1)[::step][modelled.reshape(-1)[::step]])
    if some.size < number:
        return np.zeros(values.shape, dtype=np.int64)
    edges = some[np.arange(1, number) * some.size // number]
    found: Whole = np.searchsorted(edges, values, side="left").astype(np.int64)
    return found


def _next_state(cells: Cells, state: State, drawn: Drawn, rng: np.random.Generator) -> State:
    """Redraw factors, spreads and shapes as if the drawn quotients were the truth."""
    values = np.log(drawn.quotient + FLOOR)
    factors = redrawn(values, state.factors, state.spread, cells.modelled, rng)
    mean = fitted(factors)
    spread = _draw_spread(np.where(cells.modelled, values - mean, 0.0), state, cells, rng)
    quotient = np.exp(np.clip(mean, np.log(1.4 * FLOOR), 4.0)) - FLOOR
    return State(factors, np.log(quotient), spread, _draw_shapes(cells, state, drawn, rng))


def _draw_spread(rest: Floats, state: State, cells: Cells, rng: np.random.Generator) -> Floats:
    """Standard deviation as product of one of the industry and one of the place."""
    squares, known = rest**2, cells.modelled
    mean = max(float(squares.sum()) / max(int(known.sum()), 1), LEAST_SPREAD**2)
    place = np.median(state.spread, axis=1) ** 2
    place = place / place.mean()
    own = (squares / place[:, None]).sum(axis=0) + SPREAD_STRENGTH * mean
    industry = own / rng.chisquare(known.sum(axis=0) + SPREAD_STRENGTH)
    own = (squares / industry).sum(axis=1) + SPREAD_STRENGTH
    place = own / rng.chisquare(known.sum(axis=1) + SPREAD_STRENGTH)
    spread = np.sqrt(industry * place[:, None])
    return np.asarray(np.clip(spread, LEAST_SPREAD, MOST_SPREAD), dtype=np.float64)


def _draw_shapes(cells: Cells, state: State, drawn: Drawn, rng: np.random.Generator) -> Floats:
    groups, parts = state.shapes.shape
    flat = (drawn.group * parts + drawn.part)[cells.modelled]
    count = np.bincount(flat, minlength=groups * parts).reshape(groups, parts)
    common = (count.sum(axis=0) + 1.0) / (count.sum() + parts)
    drawn_shapes = rng.standard_gamma(count + SHAPE_STRENGTH * (common + 0.01))
    return np.asarray(drawn_shapes / drawn_shapes.sum(axis=1, keepdims=True), dtype=np.float64)
