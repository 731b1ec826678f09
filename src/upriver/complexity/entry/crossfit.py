"""Forecasts in which no place is judged by a model that has seen it."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from upriver.complexity.entry.calibration import Calibration, Ranks, calibrate, rank_columns
from upriver.complexity.entry.models import BASELINES, Logit, Model, fit_model
from upriver.complexity.entry.settings import MEMBERS, METHODS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy.typing as npt

    from upriver.complexity.entry.options import Options
    from upriver.complexity.entry.settings import Method

    Floats = npt.NDArray[np.float64]
    Whole = npt.NDArray[np.int64]


def place_folds(places: int, *, folds: int, rng: np.random.Generator) -> Whole:
    """Group of every place, drawn at random, groups as equal as can be.

    Parameters
    ----------
    places : int
        How many places.
    folds : int
        How many groups.
    rng : Generator
        Source of the draw.

    Returns
    -------
    ndarray (place)
        From 0 to folds - 1.
    """
    return np.asarray(rng.permutation(places) % folds, dtype=np.int64)


def held_out_chances(
    past: Options,
    now: Options,
    *,
    fold: Whole,
    methods: Sequence[Method],
    rng: np.random.Generator,
) -> dict[Method, tuple[Floats, Floats]]:
    """Forecast options of every group of places by models that saw none of its places.

    Parameters
    ----------
    past : Options
        With their outcome.
    now : Options
        To be forecast.
    fold : ndarray (place)
        Group of each place.
    methods : sequence of str
        Methods to use.
    rng : Generator
        Source of the randomness of the trees.

    Returns
    -------
    dict of str to tuple of ndarray (option)
        Calibrated chance, and the score that ranks the options: the chance itself, or the bare
        feature of a baseline.

    Notes
    -----
    Chances of a group are calibrated on the other groups, each scored by a model that saw
    neither the one nor the other. A model without two groups serves both, so k groups need
    k (k + 1) / 2 fits a method.
    """
    folds = int(fold.max()) + 1
    single = _single(methods)
    children = dict(zip(METHODS, rng.spawn(len(METHODS)), strict=True))
    group_past, group_now = fold[past.place], fold[now.place]
    fresh = {method: np.full(len(now), np.nan) for method in single}
    unseen = {method: np.full((folds, len(past)), np.nan) for method in single}
    for method in single:
        for k in range(folds):
            model = _fit(method, past, group_past != k, children[method])
            rows = group_now == k
            fresh[method][rows] = model(now.features[rows])
        for one, two in combinations(range(folds), 2):
            model = _fit(method, past, (group_past != one) & (group_past != two), children[method])
            for tested, other in ((one, two), (two, one)):
                rows = group_past == other
                unseen[method][tested, rows] = model(past.features[rows])
    found: dict[Method, tuple[Floats, Floats]] = {}
    for method in methods:
        chance = np.full(len(now), np.nan)
        for k in range(folds):
            others, rows = group_past != k, group_now == k
            learnt = {m: unseen[m][k, others] for m in single}
            new = {m: fresh[m][rows] for m in single}
            columns, line = _calibration(method, learnt, past.entered[others])
            chance[rows] = line(columns(new))
        found[method] = (chance, fresh[method] if method in BASELINES else chance)
    return found


class OwnForecast(NamedTuple):
    """Chances of options and what they rest on.

    Parameters
    ----------
    chance : ndarray (option)
        Calibrated.
    contributions : ndarray (option, feature) or None
        Log-odds that each feature adds; None for a method that cannot tell.
    intercept : float
        Log-odds of an average option; NaN without contributions.
    """

    chance: Floats
    contributions: Floats | None
    intercept: float


def own_forecast(
    past: Options,
    now: Options,
    *,
    fold: Whole,
    method: Method,
    rng: np.random.Generator,
) -> OwnForecast:
    """Forecast options by a model that saw the past of all places.

    Parameters
    ----------
    past : Options
        With their outcome.
    now : Options
        To be forecast.
    fold : ndarray (place)
        Group of each place, for the calibration.
    method : str
        Method to use.
    rng : Generator
        Source of the randomness of the trees.

    Returns
    -------
    OwnForecast
        Chances, calibrated on past options of places that the scoring model had not seen.
    """
    single = _single((method,))
    children = dict(zip(METHODS, rng.spawn(len(METHODS)), strict=True))
    group = fold[past.place]
    everyone = np.ones(len(past), dtype=np.bool_)
    learnt = {m: np.full(len(past), np.nan) for m in single}
    models = {}
    for m in single:
        for k in range(int(fold.max()) + 1):
            rows = group == k
            learnt[m][rows] = _fit(m, past, ~rows, children[m])(past.features[rows])
        models[m] = _fit(m, past, everyone, children[m])
    columns, line = _calibration(method, learnt, past.entered)
    chance = line(columns({m: models[m](now.features) for m in single}))
    model = models.get(method)
    if not isinstance(model, Logit):
        return OwnForecast(chance, None, float("nan"))
    slope = float(line.slopes[0])
    parts = slope * model.by_feature(now.features)
    return OwnForecast(chance, parts, line.intercept + slope * model.intercept)


def _single(methods: Sequence[Method]) -> tuple[Method, ...]:
    """Methods to fit: an ensemble stands for its members."""
    wanted = [m for method in methods for m in (MEMBERS if method == "ensemble" else (method,))]
    return tuple(dict.fromkeys(wanted))


def _fit(
    method: Method, past: Options, rows: npt.NDArray[np.bool_], rng: np.random.Generator
) -> Model:
    return fit_model(method, past.names, past.features[rows], past.entered[rows], rng=rng)


def _calibration(
    method: Method, learnt: dict[Method, Floats], entered: npt.NDArray[np.bool_]
) -> tuple[Callable[[dict[Method, Floats]], Floats], Calibration]:
    """How scores of the fitted methods become columns, and the line from these to log-odds."""
    if method != "ensemble":

        def columns(scores: dict[Method, Floats]) -> Floats:
            return scores[method]

    else:
        ranks = {member: Ranks.among(learnt[member]) for member in MEMBERS}

        def columns(scores: dict[Method, Floats]) -> Floats:
            return rank_columns([ranks[member](scores[member]) for member in MEMBERS])

    return columns, calibrate(columns(learnt), entered)
