"""When a decision pays and when it costs: arrays that turn "started by" into yearly effects."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

if TYPE_CHECKING:
    from collections.abc import Sequence


def completed(
    dim: str, codes: Sequence[str], *, lead_times: Sequence[int], years: Sequence[int]
) -> xr.DataArray:
    """Matrix that turns "started by" into "finished by".

    Parameters
    ----------
    dim : str
        Name of the dimension of the decisions.
    codes : sequence of str
        Their labels.
    lead_times : sequence of int
        Years from start to effect.
    years : sequence of int
        Years of the plan.

    Returns
    -------
    DataArray (dim, year, year_to)
        1 where a start by ``year_to`` is an effect in ``year``.

    Examples
    --------
    >>> completed("project", ["a"], lead_times=[1], years=[2024, 2025]).values[0].tolist()
    [[0.0, 0.0], [1.0, 0.0]]
    """
    count = len(years)
    data = np.stack([np.eye(count, k=-lead) for lead in lead_times])
    return _labelled(data, dim, codes, years)


def outlays(
    dim: str,
    codes: Sequence[str],
    *,
    costs: Sequence[float],
    lead_times: Sequence[int],
    years: Sequence[int],
) -> xr.DataArray:
    """Matrix that turns "started by" into spending, spread evenly over the lead time.

    Parameters
    ----------
    dim : str
        Name of the dimension of the decisions.
    codes : sequence of str
        Their labels.
    costs : sequence of float
        Total cost, 1e8 CNY.
    lead_times : sequence of int
        Years over which it is paid, at least one.
    years : sequence of int
        Years of the plan.

    Returns
    -------
    DataArray (dim, year, year_to), 1e8 CNY
        Spending in ``year`` for a start by ``year_to``.

    Examples
    --------
    >>> spent = outlays("project", ["a"], costs=[6.0], lead_times=[2], years=[2024, 2025, 2026])
    >>> spent.values[0].tolist()
    [[3.0, 0.0, 0.0], [0.0, 3.0, 0.0], [-3.0, 0.0, 3.0]]
    """
    count = len(years)
    data = np.stack(
        [
            cost / max(lead, 1) * (np.eye(count) - np.eye(count, k=-max(lead, 1)))
            for cost, lead in zip(costs, lead_times, strict=True)
        ]
    )
    return _labelled(data, dim, codes, years)


def ramped(
    dim: str,
    codes: Sequence[str],
    *,
    lead_times: Sequence[int],
    ramp_years: int,
    years: Sequence[int],
) -> xr.DataArray:
    """Matrix that turns "opened by" into the share of full scale that is reached.

    Parameters
    ----------
    dim : str
        Name of the dimension of the decisions.
    codes : sequence of str
        Their labels.
    lead_times : sequence of int
        Years from opening to the first output.
    ramp_years : int
        Years until full scale.
    years : sequence of int
        Years of the plan.

    Returns
    -------
    DataArray (dim, year, year_to)
        Share of full scale in ``year`` for an opening by ``year_to``.

    Examples
    --------
    >>> share = ramped("candidate", ["n"], lead_times=[0], ramp_years=2, years=[2024, 2025])
    >>> share.values[0].tolist()
    [[0.5, 0.0], [0.5, 0.5]]
    """
    count = len(years)
    data = np.stack(
        [
            sum(np.eye(count, k=-(lead + step)) for step in range(ramp_years)) / ramp_years
            for lead in lead_times
        ]
    )
    return _labelled(data, dim, codes, years)


def per_start(worth: xr.DataArray) -> xr.DataArray:
    """Coefficients on "started by" that give each start its worth.

    Parameters
    ----------
    worth : DataArray (..., year)
        What a start in each year is worth.

    Returns
    -------
    DataArray (..., year)
        The worth of a start in the year less that of a start in the year after.

    Examples
    --------
    >>> per_start(xr.DataArray([3.0, 2.0], coords={"year": [2024, 2025]}, dims="year")).values
    array([1., 2.])
    """
    return worth - worth.shift(year=-1, fill_value=0.0)


def closed_windows(
    dim: str, latest: Sequence[tuple[str, int | None]], years: Sequence[int]
) -> xr.DataArray | None:
    """Matrix that keeps decisions from starting after their last year.

    Parameters
    ----------
    dim : str
        Name of the dimension of the decisions.
    latest : sequence of (str, int or None)
        Label of each decision and the last year in which it may start.
    years : sequence of int
        Years of the plan.

    Returns
    -------
    DataArray (dim, year) or None
        "Started by the last year of the plan" less "started by the last year allowed", which
        must not be positive. None when no window closes within the plan.

    Examples
    --------
    >>> closed_windows("project", [("a", 2024), ("b", None)], [2024, 2025]).values.tolist()
    [[-1.0, 1.0]]
    """
    closing = [(code, year) for code, year in latest if year is not None and year < years[-1]]
    if not closing:
        return None
    data = np.zeros((len(closing), len(years)))
    data[:, -1] = 1.0
    for row, (_, year) in enumerate(closing):
        if year >= years[0]:
            data[row, list(years).index(year)] -= 1.0
    return xr.DataArray(
        data,
        coords={dim: [code for code, _ in closing], "year": list(years)},
        dims=[dim, "year"],
    )


def _labelled(
    data: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
    dim: str,
    codes: Sequence[str],
    years: Sequence[int],
) -> xr.DataArray:
    return _template(dim, tuple(codes), tuple(years)).copy(deep=False, data=data)


@lru_cache(maxsize=64)
def _template(dim: str, codes: tuple[str, ...], years: tuple[int, ...]) -> xr.DataArray:
    """Labels are made once; many arrays of a plan have the same ones."""
    return xr.DataArray(
        np.broadcast_to(0.0, (len(codes), len(years), len(years))),
        coords={dim: list(codes), "year": list(years), "year_to": list(years)},
        dims=[dim, "year", "year_to"],
    )
