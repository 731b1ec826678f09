"""Intervals of every measure: bounds, chances, determinism, and cover of a known truth."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr

from upriver.complexity import (
    Convention,
    Resampling,
    Uncertainty,
    complexity_measures,
    measure_uncertainty,
    option_chance,
)
from upriver.core.errors import DataError, LabelError

MEASURES = ("rca", "density", "eci", "pci", "rank", "outlook_index")


def labelled(values: np.ndarray) -> xr.DataArray:
    coords = {
        "place": [f"p{number}" for number in range(values.shape[0])],
        "industry": [f"i{number}" for number in range(values.shape[1])],
    }
    return xr.DataArray(values, coords, ("place", "industry"))


def provinces(seed: int) -> np.ndarray:
    """Shares of 30 places by 40 industries with two factors in common and few zeros."""
    rng = np.random.default_rng(seed)
    size, weight = rng.lognormal(0, 0.8, 30), rng.lognormal(0, 1, 40)
    inner = rng.normal(size=(30, 2)) @ rng.normal(size=(40, 2)).T
    values = np.exp(0.45 * inner + 0.6 * rng.normal(size=inner.shape))
    values *= rng.uniform(size=inner.shape) > 0.05
    values *= size[:, None] * weight
    return values / values.sum()


def nested(seed: int) -> np.ndarray:
    """Shares of 40 places that differ in skill by 80 industries that differ in need."""
    rng = np.random.default_rng(seed)
    skill, need = rng.uniform(0, 1, 40), rng.uniform(0, 1, 80)
    able = rng.uniform(size=(40, 80)) < 1 / (1 + np.exp(8 * (need - skill[:, None])))
    values = np.where(able, rng.lognormal(3, 1, (40, 80)), 0.0)
    values[0, :] += 1.0
    values[:, 0] += 1.0
    values *= rng.lognormal(0, 1.0, 40)[:, None]
    return values / values.sum()


def sample(truth: np.ndarray, observations: int, seed: int) -> xr.DataArray:
    drawn = np.random.default_rng(seed).multinomial(observations, truth.reshape(-1))
    return labelled(drawn.reshape(truth.shape).astype(float))


COUNTS = sample(provinces(1), 40_000, 2)


def measured(output: xr.DataArray = COUNTS, **given: object) -> Uncertainty:
    settings = {"unit_size": 1.0, "replicates": 40} | dict(given.pop("settings", {}))
    rng = np.random.default_rng(given.pop("seed", 0))
    return measure_uncertainty(output, resampling=Resampling(**settings), rng=rng, **given)


@pytest.mark.parametrize("make", [provinces, nested])
def test_intervals_cover_the_truth_as_often_as_they_say(make: object) -> None:
    """90 % intervals cover 85 to 95 % of true quotients, densities, ECI and PCI.

    A new truth, and a new sample of 40 observations a cell, in each of 12 rounds.
    """
    inside: dict[str, list[np.ndarray]] = {name: [] for name in MEASURES}
    for seed in range(12):
        truth = make(100 + seed)
        known = complexity_measures(labelled(truth))
        counts = sample(truth, 40 * truth.size, seed)
        anchor = known.index.eci.rename("truth")
        found = measured(counts, anchor=anchor, seed=seed, settings={"replicates": 100})
        true = {"rca": known.rca, "density": known.density}
        true |= {"eci": known.index.eci, "pci": known.index.pci}
        for name, value in true.items():
            interval = getattr(found, name)
            held = (interval.lower <= value + 1e-9) & (value - 1e-9 <= interval.upper)
            inside[name].append(held.values.reshape(-1))
    for name in ("rca", "density", "eci", "pci"):
        assert 0.85 <= np.concatenate(inside[name]).mean() <= 0.95, name


def test_plain_bootstrap_misses_densities_more_often() -> None:
    """Noise on top of noise: the reason why it is not the default."""
    cover = {}
    for method in ("bayesian", "multinomial"):
        inside = []
        for seed in range(4):
            truth = provinces(200 + seed)
            known = complexity_measures(labelled(truth))
            counts = sample(truth, 20 * truth.size, seed)
            given = {"replicates": 60, "method": method}
            found = measured(counts, seed=seed, settings=given).density
            inside.append((found.lower <= known.density) & (known.density <= found.upper))
        cover[method] = float(np.mean([held.values.mean() for held in inside]))
    assert cover["multinomial"] < 0.8
    assert cover["bayesian"] > 0.84


def test_points_are_those_of_the_measures() -> None:
    found, point = measured(), complexity_measures(COUNTS)
    xr.testing.assert_identical(found.rca.point, point.rca)
    xr.testing.assert_identical(found.density.point, point.density)
    xr.testing.assert_identical(found.eci.point, point.index.eci)
    xr.testing.assert_identical(found.pci.point, point.index.pci)
    xr.testing.assert_identical(found.outlook_index.point, point.outlook_index)
    assert int(found.rank.point.sel(place=str(point.index.eci.idxmax().item()))) == 1
    assert found.cautions == point.cautions


def test_bounds_are_in_order_and_in_range() -> None:
    found = measured()
    for name in MEASURES:
        interval = getattr(found, name)
        assert (interval.lower <= interval.upper).all(), name
        assert interval.lower.dims == interval.point.dims
    assert (found.rca.lower >= 0).all()
    assert (found.density.upper <= 1).all()
    assert (found.rank.lower >= 1).all()
    assert (found.rank.upper <= 30).all()
    assert (found.rca.lower.values[COUNTS.values == 0] == 0).all()


def test_more_observations_make_narrower_intervals() -> None:
    truth = provinces(3)
    few, many = (measured(sample(truth, size, 4)) for size in (12_000, 1_200_000))
    for name in ("rca", "density", "eci", "pci"):
        width = [
            float((one.upper - one.lower).mean())
            for one in (getattr(few, name), getattr(many, name))
        ]
        assert width[1] < 0.5 * width[0], name


def test_workers_and_repetition_do_not_matter() -> None:
    one, two = measured(workers=1, keep=("p3",)), measured(workers=3, keep=("p3",))
    for name in MEASURES:
        assert (
            getattr(one, name).lower.values.tobytes() == getattr(two, name).lower.values.tobytes()
        )
    for name in ("eci", "pci", "rca", "density", "outlook_gain"):
        first, second = getattr(one.draws, name), getattr(two.draws, name)
        assert first.values.tobytes() == second.values.tobytes()
    other = measured(seed=1)
    assert other.eci.lower.values.tobytes() != one.eci.lower.values.tobytes()


def test_chances_add_up() -> None:
    found = measured(top=5, keep=("p3", "p1"))
    assert float(found.top_chance.sum()) == pytest.approx(5.0)
    np.testing.assert_allclose(found.option_chance.sum("industry"), 5.0)
    assert found.option_chance.coords["place"].values.tolist() == ["p3", "p1"]
    assert found.draws.rca.shape == (40, 2, 40)
    share = (found.draws.rca.sel(place="p1") >= 1.0).mean("replicate")
    np.testing.assert_allclose(found.presence_chance.sel(place="p1"), share)


def test_options_by_complexity_and_by_gain() -> None:
    found = measured(top=5, keep=("p3",))
    by_pci = option_chance(found.draws, top=3, by="pci")
    absent = found.draws.rca.values[:, 0] < 1.0
    score = np.where(absent, found.draws.pci.values, -np.inf)
    best = np.zeros(40)
    for row in score:
        best[np.argsort(-row)[:3]] += 1 / 40
    np.testing.assert_allclose(by_pci.values[0], best)
    by_gain = option_chance(found.draws, top=3, by="outlook_gain")
    assert float(by_gain.sum()) == pytest.approx(3.0)
    with pytest.raises(DataError, match="top must be at least 1"):
        option_chance(found.draws, top=0)


def test_bounds_are_quantiles_of_the_draws() -> None:
    found = measured(keep=("p7",))
    tails = np.quantile(found.draws.density.values[:, 0], [0.05, 0.95], axis=0, method="weibull")
    np.testing.assert_allclose(found.density.lower.sel(place="p7"), tails[0], atol=1e-6)
    np.testing.assert_allclose(found.density.upper.sel(place="p7"), tails[1], atol=1e-6)
    tails = np.quantile(found.draws.eci.values, [0.05, 0.95], axis=0, method="weibull")
    np.testing.assert_allclose(found.eci.lower, tails[0])


def test_replicates_keep_the_sign_of_the_point() -> None:
    """Turned round by its anchor, everything turns round and nothing else changes."""
    size = COUNTS.sum("industry").rename("size")
    up, down = measured(anchor=size), measured(anchor=-size)
    np.testing.assert_allclose(up.eci.lower, -down.eci.upper)
    np.testing.assert_allclose(up.pci.upper, -down.pci.lower)
    np.testing.assert_allclose(up.density.lower, down.density.lower)
    middle = np.median(up.draws.eci.values, axis=0)
    assert np.corrcoef(middle, up.eci.point.values)[0, 1] > 0.9


def test_unknown_and_empty_units_stay_without_result() -> None:
    values = COUNTS.values.copy()
    values[4, 5], values[2, :], values[:, 9] = np.nan, np.nan, 0.0
    found = measured(labelled(values), keep=("p4",))
    assert np.isnan(found.rca.lower.values[4, 5])
    assert np.isnan(found.presence_chance.values[4, 5])
    assert np.isnan(found.option_chance.values[0, 5])
    for interval in (found.eci, found.rank, found.outlook_index):
        assert np.isnan(interval.upper.values[2])
        assert np.isfinite(np.delete(interval.upper.values, 2)).all()
    assert np.isnan(found.top_chance.values[2])
    assert np.isnan(found.pci.lower.values[9])
    assert np.isfinite(np.delete(found.pci.lower.values, 9)).all()
    assert np.isnan(found.density.lower.values[:, 9]).all()


def test_a_scarce_industry_may_vanish_from_a_replicate() -> None:
    """Present with one observation, it is resampled away in about a third of the replicates."""
    values = COUNTS.values.copy()
    values[:, 9] = 0.0
    values[6, 9] = 1.0
    found = measured(labelled(values), settings={"method": "multinomial"}, keep=("p6",))
    gone = np.isnan(found.draws.pci.values[:, 9])
    assert 0.1 < gone.mean() < 0.6
    assert np.isfinite(found.pci.lower.values[9])
    assert found.rca.lower.values[6, 9] == 0.0


def test_convention_is_followed() -> None:
    plain = measured(keep=("p3",))
    other = measured(keep=("p3",), convention=Convention(threshold=2.0, diagonal=0))
    assert float(other.presence_chance.sum()) < 0.7 * float(plain.presence_chance.sum())
    share = (other.draws.rca.sel(place="p3") >= 2.0).mean("replicate")
    np.testing.assert_allclose(other.presence_chance.sel(place="p3"), share)


def test_progress_and_table() -> None:
    told: list[tuple[str, int, int]] = []
    found = measured(progress=lambda step, done, total: told.append((step, done, total)), workers=1)
    assert told == [("uncertainty", done, 40) for done in range(1, 41)]
    table = found.to_table().to_polars()
    assert table.shape == (1200, 22)
    row = table.to_dicts()[3 * 40 + 4]
    assert (row["place"], row["industry"]) == ("p3", "i4")
    assert row["eci_low"] == float(found.eci.lower.sel(place="p3"))


def test_bad_arguments_are_named() -> None:
    with pytest.raises(LabelError, match="keep names places that output has not: 'x'"):
        measured(keep=("p1", "x"))
    with pytest.raises(DataError, match="top must be at least 1, got 0"):
        measured(top=0)
    with pytest.raises(DataError, match="workers must be at least 1, got 0"):
        measured(workers=0)
    with pytest.raises(DataError, match="zero or unknown in every cell"):
        measured(labelled(np.zeros((5, 5))))


def test_an_index_that_is_hardly_determined_says_so() -> None:
    """Pure chance leaves no gap between the second and the third eigenvalue."""
    rng = np.random.default_rng(0)
    found = measured(labelled(rng.poisson(200.0, (30, 40)).astype(float)))
    assert "eigenvalue differ by only" in found.cautions[-1].en
    assert "特征值仅相差" in found.cautions[-1].zh
    assert not any("differ by only" in caution.en for caution in measured().cautions)


@pytest.mark.parametrize("method", ["reflections", "fitness", "genepy"])
def test_other_indices(method: str) -> None:
    found = measured(convention=Convention(method=method), settings={"replicates": 20})
    middle = np.median(found.draws.eci.values, axis=0)
    assert np.corrcoef(middle, found.eci.point.values)[0, 1] > 0.9
