"""Draws of outputs: what stays, what varies, and by how much."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr
from pydantic import ValidationError

from science_arrays import place_matrix
from upriver.complexity import Resampling, resample
from upriver.core.errors import DataError, LabelError

COUNTS = place_matrix([[400, 100, 0], [50, 200, 150], [np.nan, 30, 70], [20, 80, 900]])
PLAIN = Resampling(unit_size=1, method="multinomial")


def draws(
    output: xr.DataArray = COUNTS,
    resampling: Resampling = PLAIN,
    relative_error: xr.DataArray | float = 0.0,
    seed: int = 0,
) -> np.ndarray:
    rng = np.random.default_rng(seed)
    found = resample(output, resampling=resampling, rng=rng, relative_error=relative_error)
    assert found.dims == ("replicate", "place", "industry")
    return found.values


@pytest.mark.parametrize("method", ["bayesian", "multinomial"])
def test_unknown_stays_unknown_and_the_mean_stays_near(method: str) -> None:
    found = draws(resampling=Resampling(unit_size=1, method=method, replicates=400))
    assert np.isnan(found[:, 2, 0]).all()
    assert np.isfinite(np.delete(found.reshape(400, -1), 6, axis=1)).all()
    known = np.nan_to_num(COUNTS.values)
    middle = np.nan_to_num(found).mean(axis=0)
    np.testing.assert_allclose(middle, known, atol=0.25 * np.sqrt(known).max())


def test_multinomial_has_the_variance_of_counting() -> None:
    """Variance n p (1 - p) of each cell, and the total fixed."""
    found = np.nan_to_num(draws(resampling=PLAIN.model_copy(update={"replicates": 4000})))
    np.testing.assert_allclose(found.sum(axis=(1, 2)), 2000.0)
    known = np.nan_to_num(COUNTS.values)
    np.testing.assert_allclose(found.var(axis=0), known * (1.0 - known / 2000.0), rtol=0.12)


def test_money_varies_as_its_establishments_do() -> None:
    """With units of 100 there are a hundredth of the observations: ten times the deviation."""
    fine = np.nan_to_num(draws()).std(axis=0)
    coarse = np.nan_to_num(draws(COUNTS * 100.0, Resampling(unit_size=1e4, method="multinomial")))
    np.testing.assert_allclose(coarse.std(axis=0) / 100.0, 10.0 * fine, rtol=0.35)


def test_unit_size_by_industry() -> None:
    given = Resampling(unit_size={"a": 1.0, "b": 1.0, "c": 50.0}, method="multinomial")
    spread = draws(resampling=given).std(axis=0)
    # 900 in units of 50 are 18 observations, 400 in units of 1 are 400.
    assert spread[3, 2] / 900.0 > 3.0 * spread[0, 0] / 400.0


def test_an_empty_cell_may_be_small_for_bayes_and_never_for_the_bootstrap() -> None:
    bayes = draws(resampling=Resampling(unit_size=1, replicates=400))
    assert draws()[:, 0, 2].max() == 0.0
    assert 0.0 < bayes[:, 0, 2].mean() < 20.0


def test_relative_error_alone() -> None:
    """Without sampling a figure varies by its error, and an exact one stays."""
    error = xr.zeros_like(COUNTS)
    error[0, 0], error[2, 0] = 0.2, np.nan
    found = draws(resampling=Resampling(unit_size=None, replicates=2000), relative_error=error)
    assert 0.14 < found[:, 0, 0].std() / 400.0 < 0.21
    np.testing.assert_allclose(found[:, 1, 1], 200.0, rtol=1e-4)
    assert (found[:, 0, 2] == 0.0).all()


def test_relative_error_adds_to_sampling() -> None:
    for method in ("bayesian", "multinomial"):
        given = Resampling(unit_size=1, method=method, replicates=1000)
        plain, more = draws(resampling=given), draws(resampling=given, relative_error=0.3)
        assert more[:, 3, 2].std() > 3.0 * plain[:, 3, 2].std()


def test_same_seed_same_bytes() -> None:
    for method in ("bayesian", "multinomial"):
        given = Resampling(unit_size=1, method=method, replicates=20)
        assert (
            draws(resampling=given, seed=3).tobytes() == draws(resampling=given, seed=3).tobytes()
        )
        assert (
            draws(resampling=given, seed=3).tobytes() != draws(resampling=given, seed=4).tobytes()
        )


def test_an_empty_place_and_an_empty_industry_stay_empty() -> None:
    wider = place_matrix([[5, 9, 0, 0], [0, 0, 0, 0], [4, 20, 0, 7], [9, 2, 0, 30]])
    found = draws(wider, Resampling(unit_size=1))
    assert (found[:, 1] == 0.0).all()
    assert (found[:, :, 2] == 0.0).all()


def test_nothing_to_resample() -> None:
    with pytest.raises(DataError, match="unit_size is empty"):
        draws(resampling=Resampling(unit_size=None))
    with pytest.raises(DataError, match="unit_size is empty"):
        draws(resampling=Resampling(unit_size=None, method="multinomial"), relative_error=0.1)
    with pytest.raises(DataError, match="zero or unknown in every cell"):
        draws(place_matrix(np.zeros((3, 3))))


def test_bad_settings_are_named() -> None:
    with pytest.raises(LabelError, match="unit_size lacks the industries 'b', 'c'"):
        draws(resampling=Resampling(unit_size={"a": 1.0}))
    with pytest.raises(DataError, match="relative_error must be at least 0"):
        draws(relative_error=-0.1)
    with pytest.raises(DataError, match="relative_error must be at least 0"):
        draws(relative_error=xr.full_like(COUNTS, np.nan))
    with pytest.raises(LabelError, match="place labels differ"):
        draws(relative_error=COUNTS.isel(place=[0, 1]))
    with pytest.raises(ValidationError, match="greater than 0"):
        Resampling(unit_size=0.0)
    with pytest.raises(ValidationError, match="unit_size\n  Field required"):
        Resampling()
