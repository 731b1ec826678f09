"""How fast the region gains or loses ground in each industry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

from upriver.services.comparison import compared_output
from upriver.services.uncertainty import measure_compared

if TYPE_CHECKING:
    from upriver.complexity import Uncertainty
    from upriver.data.region import Region
    from upriver.services.diagnosis_settings import DiagnosisSettings
    from upriver.services.specialisation import Specialisation

SEED = 1  # beside the seed of the newest year, so that the two years are drawn apart


@dataclass(frozen=True, eq=False)
class Momentum:
    """Growth of the region's location quotients.

    Parameters
    ----------
    since : int
        Year from which it is measured.
    growth : DataArray (industry), per year
        Logarithmic growth; NaN where a quotient is zero or unknown.
    draws : DataArray (replicate, industry), per year
        The same as it could have come out.
    """

    since: int
    growth: xr.DataArray
    draws: xr.DataArray


def measure_momentum(
    region: Region,
    special: Specialisation,
    settings: DiagnosisSettings,
    *,
    newest: Uncertainty,
) -> Momentum | None:
    """Growth of the region's location quotients up to the newest year.

    Parameters
    ----------
    region : Region
        The package.
    special : Specialisation
        Its measures in the newest year.
    settings : DiagnosisSettings
        Years over which growth is measured, draws.
    newest : Uncertainty
        Intervals and draws of the newest year.

    Returns
    -------
    Momentum, optional
        From the year that is nearest to so many years before. Missing with one year.
    """
    years = special.comparison.years
    since = _start(years, settings.momentum_years)
    if since is None:
        return None
    before = compared_output(region, special.comparison, year=since)
    earlier = measure_compared(region, special, settings, output=before, seed=(settings.seed, SEED))
    here = {"place": region.code}
    labels = special.output.coords["industry"].values
    now = newest.rca.point.sel(here, drop=True)
    then = earlier.rca.point.sel(here, drop=True).reindex(industry=labels)
    drawn_now = newest.draws.rca.sel(here, drop=True)
    drawn_then = earlier.draws.rca.sel(here, drop=True).reindex(industry=labels)
    length = years[-1] - since
    return Momentum(since, _growth(then, now, length), _growth(drawn_then, drawn_now, length))


def _start(years: tuple[int, ...], wanted: int) -> int | None:
    """The earlier year whose distance to the newest is nearest to the one wanted."""
    earlier = years[:-1]
    return min(earlier, key=lambda year: (abs(years[-1] - year - wanted), year), default=None)


def _growth(then: xr.DataArray, now: xr.DataArray, length: int) -> xr.DataArray:
    both = (then.values > 0) & (now.values > 0)
    growth = np.full(now.shape, np.nan)
    growth[both] = np.log(now.values[both] / then.values[both]) / length
    coords = {"industry": now.coords["industry"].values}
    return xr.DataArray(growth, coords, now.dims, "momentum", {"units": "1/year"})
