"""One aim after the other under several futures: what is held is the mean over the scenarios.

``min sum p missed(s)`` · ``max sum p value(s)`` · ``min sum p pressure(s)``, the aims before held.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from upriver.planning.stages import STAGES, VALUE, Stage

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from upriver.planning.matrix import Matrix

    Order = tuple[Stage, ...]


def mean_order(
    matrix: Matrix,
    orders: Sequence[Order],
    *,
    weight: npt.NDArray[np.float64],
    at: npt.NDArray[np.int64],
) -> Order:
    """Aims of several models as those of the model that holds them all.

    Parameters
    ----------
    matrix : Matrix
        The model that holds them; its objective is the aim of value.
    orders : sequence of tuple of Stage
        Aims of each model; empty for a weighted objective.
    weight : ndarray
        Weight of each model.
    at : ndarray of int (model, column)
        For each model the position of each of its columns in ``matrix``.

    Returns
    -------
    tuple of Stage
        The weighted mean of each aim, in its own unit; an aim that some models do not have
        counts nothing there. Columns behind those of the models have no weight.
    """
    found = []
    for name in STAGES:
        own = [next((each for each in order if each.name == name), None) for order in orders]
        known = [each for each in own if each is not None]
        if not known:
            continue
        if name == VALUE:
            found.append(Stage(VALUE, matrix.cost))
            continue
        weights, scale = np.zeros(len(matrix.cost)), known[0].scale
        for share, places, each in zip(weight, at, own, strict=True):
            if each is not None:
                weights[places[: len(each.weights)]] += share * scale / each.scale * each.weights
        found.append(Stage(name, weights, scale))
    return tuple(found)


def own_order(matrix: Matrix, order: Order) -> Order:
    """Aims of one model that has more columns now than when they were made.

    Parameters
    ----------
    matrix : Matrix
        The model; its objective is the aim of value.
    order : tuple of Stage
        Its aims; empty for a weighted objective.

    Returns
    -------
    tuple of Stage
        The same aims.
    """
    every = np.arange(len(matrix.cost))
    return mean_order(matrix, [order], weight=np.ones(1), at=every[None, :])
