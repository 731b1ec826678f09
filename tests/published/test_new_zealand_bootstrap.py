"""How much resampled jobs move the complexity of New Zealand cities, against published sizes.

Source: Davies and Mare (2021), Relatedness, complexity and local growth, Regional Studies 55,
479-494, with the table of bootstrap deviations of Motu Working Paper 19-01 (0.13 to 0.20 for the
eigenvector index); data under the MIT licence, Stats NZ censuses.
"""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
import xarray as xr

from shared_data import SHARED, needs_shared
from upriver.complexity import Resampling, measure_uncertainty

pytestmark = needs_shared
FOLDER = SHARED / "data" / "complexity" / "nz-cities-1976-2013"


def jobs() -> xr.DataArray:
    """The 80 cities with 1,400 jobs and more in 2013, by 65 industries."""
    frame = pl.read_csv(
        FOLDER / "emp_city_industry_lq.csv.gz",
        schema_overrides={"ua": pl.String, "ind": pl.String},
    )
    table = frame.filter(pl.col("year") == 2013).pivot(on="ind", index="ua", values="emp")
    industries = sorted(table.columns[1:])
    matrix = xr.DataArray(
        table.select(industries).to_numpy().astype(float),
        {"place": table["ua"].to_list(), "industry": industries},
        ("place", "industry"),
    )
    return matrix[(matrix.sum("industry") >= 1400).values]


@pytest.mark.parametrize(
    ("method", "low", "high"), [("multinomial", 0.12, 0.14), ("bayesian", 0.11, 0.14)]
)
def test_deviation_of_the_index(method: str, low: float, high: float) -> None:
    """Resampled jobs alone give 0.13, the lower end of what is published."""
    output = jobs()
    assert output.shape == (80, 65)
    resampling = Resampling(unit_size=1, method=method, replicates=100)
    found = measure_uncertainty(output, resampling=resampling, rng=np.random.default_rng(0))
    assert low < float(found.draws.eci.std("replicate").mean()) < high
    assert low < float((found.eci.upper - found.eci.lower).mean()) / 3.29 < high
