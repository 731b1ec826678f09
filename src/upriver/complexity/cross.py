"""How near the activities of one layer, such as technologies, are to those of another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import xarray as xr

from upriver.complexity.density import density_kernel
from upriver.complexity.matrix import read_presence
from upriver.complexity.relatedness import Kind, count_kernel, relate_kernel
from upriver.core.dims import PLACE
from upriver.core.errors import LabelError
from upriver.core.labels import require_dims, require_same_labels
from upriver.core.message import Message

if TYPE_CHECKING:
    from collections.abc import Hashable


def cross_proximity(
    first: xr.DataArray, second: xr.DataArray, *, kind: Kind = "minimum"
) -> xr.DataArray:
    """Tell how often the places that hold an activity of one layer hold one of another.

    Parameters
    ----------
    first : DataArray (place, layer), ratio
        Presence of, say, technologies; NaN where unknown.
    second : DataArray (place, other layer), ratio
        Presence of, say, industries in the same places.
    kind : {"minimum", "cosine", "jaccard", "association", "correlation"}
        As in `proximity`.

    Returns
    -------
    DataArray (layer, other layer), ratio
        From 0 to 1, association from 0 without bound. NaN for an activity that is present
        nowhere. A pair is judged on the places where both are known.

    Raises
    ------
    LabelError
        If the places differ, or both layers have one name.
    DataError
        If a cell is neither 0 nor 1 nor unknown.

    Notes
    -----
    Found together is not fed by: a technology and an industry may share places for other
    reasons. Take presence in an earlier year as the first layer to look at what came before.

    References
    ----------
    .. [1] Pugliese, E. et al. (2019). Unfolding the innovation system for the development of
       countries: coevolution of science, technology and production. Scientific Reports 9, 16440.

    Examples
    --------
    >>> import xarray as xr
    >>> patents = xr.DataArray([[1.0], [0.0]],
    ...     {"place": ["A", "B"], "technology": ["lidar"]}, ("place", "technology"))
    >>> cars = xr.DataArray([[1.0], [1.0]],
    ...     {"place": ["A", "B"], "industry": ["cars"]}, ("place", "industry"))
    >>> cross_proximity(patents, cars).values.tolist()
    [[0.5]]
    """
    layer, other = _layer(first, "first"), _layer(second, "second")
    if layer == other:
        raise LabelError(
            Message(
                f"first and second have the same layer {layer!r}.",
                f"first 与 second 的层同为 {layer!r}。",
            ),
            Message(
                "Rename one of the dimensions; within one layer use proximity.",
                "请改其中一个维度名；同一层内请用 proximity。",
            ),
        )
    A = read_presence(first, name="first", over=layer)
    B = read_presence(second, name="second", over=other)
    require_same_labels(first, second, dims=(PLACE,), names=("first", "second"))
    return xr.DataArray(
        relate_kernel(count_kernel(A, B), kind),
        {layer: first.coords[layer].values, other: second.coords[other].values},
        (layer, other),
        "cross_proximity",
        {"units": "ratio"},
    )


def cross_density(first: xr.DataArray, proximity: xr.DataArray) -> xr.DataArray:
    """Share of what is near an activity of another layer that the place has in this layer.

    ``d_pj = sum_t M_pt phi_tj / sum_t phi_tj``

    Parameters
    ----------
    first : DataArray (place, layer), ratio
        Presence of, say, technologies.
    proximity : DataArray (layer, other layer), ratio
        From `cross_proximity`, or any weights from the first layer to the other.

    Returns
    -------
    DataArray (place, other layer), ratio
        From 0 to 1. NaN for an activity without proximity and for a place of which nothing is
        known. Unknown cells are left out of both sums.

    Raises
    ------
    LabelError
        If dimensions or labels differ.
    DataError
        If a presence is neither 0 nor 1 nor unknown.

    References
    ----------
    .. [1] Pugliese, E. et al. (2019). Unfolding the innovation system for the development of
       countries: coevolution of science, technology and production. Scientific Reports 9, 16440.
    """
    layer = _layer(first, "first")
    M = read_presence(first, name="first", over=layer)
    other = str(proximity.dims[-1])
    require_dims(proximity, (layer, other), name="proximity")
    require_same_labels(first, proximity, dims=(layer,), names=("first", "proximity"))
    coords: dict[Hashable, object] = {
        PLACE: first.coords[PLACE].values,
        other: proximity.coords[other].values,
    }
    values = density_kernel(M, proximity.values.astype(float))
    return xr.DataArray(values, coords, (PLACE, other), "cross_density", {"units": "ratio"})


def _layer(array: xr.DataArray, name: str) -> str:
    """Name of the second dimension, checked to be beside places."""
    layers = [str(dim) for dim in array.dims if dim != PLACE]
    require_dims(array, (PLACE, *layers[:1]), name=name)
    return layers[0]
