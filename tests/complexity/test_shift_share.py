"""Shift-share: the textbook case, and the parts that must add up."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr

from upriver.complexity import shift_share
from upriver.core.errors import DataError


def panel(values: object) -> xr.DataArray:
    x = np.asarray(values, dtype=float)
    labels = {"year": list(range(2000, 2000 + len(x))), "place": list("AB"), "industry": ["a", "b"]}
    return xr.DataArray(x, labels, ("year", "place", "industry"), attrs={"units": "persons"})


JOBS = panel([[[100, 100], [300, 500]], [[150, 90], [330, 530]]])


def test_parts_by_hand() -> None:
    """All grow by 10 %, industry a by 20 %, b by 10/300 x ... as Dunn (1960) defines them."""
    parts = shift_share(JOBS)
    np.testing.assert_allclose(parts.national.values, 0.1 * JOBS.values[0])
    np.testing.assert_allclose(parts.industry.values[:, 0], 0.1 * JOBS.values[0, :, 0])
    np.testing.assert_allclose(parts.industry.values[:, 1], (20 / 600 - 0.1) * JOBS.values[0, :, 1])
    np.testing.assert_allclose(parts.regional.values[:, 0], [150 - 120, 330 - 360])
    assert parts.regional.attrs["units"] == "persons"


def test_competitive_and_allocation_effect_by_hand() -> None:
    """Esteban-Marquillas (1972): with the nation's structure A would have 200 x 400/1000 = 80
    jobs in industry a; its lead there is 50 % against 20 %."""
    parts = shift_share(JOBS)
    assert float(parts.competitive[0, 0]) == pytest.approx(80 * 0.3)
    assert float(parts.allocation[0, 0]) == pytest.approx((100 - 80) * 0.3)


def test_more_years_add_the_steps() -> None:
    middle = panel([JOBS.values[0], [[120, 95], [310, 520]], JOBS.values[1]])
    parts = shift_share(middle)
    first, second = shift_share(middle[:2]), shift_share(middle[1:])
    for name in ("change", "national", "industry", "regional", "competitive", "allocation"):
        one, two = getattr(first, name), getattr(second, name)
        np.testing.assert_allclose(getattr(parts, name).values, one.values + two.values, atol=1e-9)


def test_unknown_cells_and_empty_years_are_refused() -> None:
    gap = JOBS.copy()
    gap[1, 0, 1] = np.nan
    with pytest.raises(DataError, match="but is not in '2001 A, b'"):
        shift_share(gap)
    with pytest.raises(DataError, match="but is not in '2001 A, b'"):
        shift_share(gap.fillna(np.inf))
    with pytest.raises(DataError, match="A year has no output at all"):
        shift_share(0 * JOBS)
