"""Features say what they say, and nothing of the future."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr

from entry_toy import noise_panel, related_panel
from upriver.complexity.density import density
from upriver.complexity.entry import FEATURES, entry_features
from upriver.complexity.entry.features import LEAST_QUOTIENT, RIDGE, WITHIN_YEAR
from upriver.complexity.presence import presence
from upriver.complexity.relatedness import proximity
from upriver.complexity.specialisation import rca


def standard(values: np.ndarray) -> np.ndarray:
    return (values - values.mean()) / values.std()


def test_features_are_the_named_ones() -> None:
    names = entry_features(noise_panel(0), year=2000).feature.values.tolist()
    assert names == [name for name in FEATURES if name != "technology_density"]
    assert set(WITHIN_YEAR) <= set(FEATURES)


@pytest.mark.parametrize("year", [1990, 2000])
def test_the_future_is_not_looked_at(year: int) -> None:
    output = related_panel(1)
    changed = output.where(output.year <= year, noise_panel(2) * 100.0)
    kept = entry_features(output, year=year)
    assert kept.values.tobytes() == entry_features(changed, year=year).values.tobytes()
    alone = output.sel(year=output.year <= year)
    assert kept.values.tobytes() == entry_features(alone, year=year).values.tobytes()


def test_density_is_that_of_the_product_space() -> None:
    output = related_panel(3)
    found = entry_features(output, year=2000).sel(feature="density")
    held = presence(rca(output.sel(year=2000)))
    wanted = density(held, proximity(held), diagonal=0)
    np.testing.assert_allclose(found.values, standard(wanted.values), rtol=1e-9)


def test_level_is_the_logarithm_of_the_quotient() -> None:
    output = related_panel(3)
    found = entry_features(output, year=2000)
    quotient = rca(output.sel(year=2000)).values
    np.testing.assert_allclose(found.sel(feature="level"), np.log(quotient + LEAST_QUOTIENT))
    np.testing.assert_allclose(found.sel(feature="share"), quotient / (1.0 + quotient))
    before = rca(output.sel(year=1995)).values
    growth = (np.log(quotient + LEAST_QUOTIENT) - np.log(before + LEAST_QUOTIENT)) / 5.0
    np.testing.assert_allclose(found.sel(feature="cell_growth"), growth)
    first = rca(output.sel(year=1990)).values
    held = ((before >= 1.0) * 1.0 + (first >= 1.0)) / 2.0
    np.testing.assert_allclose(found.sel(feature="held_before"), held)


def test_expectation_is_the_ridge_regression_on_all_other_industries() -> None:
    """Against one regression an industry, solved on its own."""
    output = related_panel(4)
    quotient = rca(output.sel(year=2000)).values
    share = quotient / (1.0 + quotient)
    scores = (share - share.mean(axis=0)) / share.std(axis=0)
    places, industries = scores.shape
    wanted = np.empty_like(scores)
    for target in range(industries):
        rest = np.delete(np.arange(industries), target)
        others = scores[:, rest]
        bend = others.T @ others / places + RIDGE * np.eye(industries - 1)
        wanted[:, target] = others @ np.linalg.solve(bend, others.T @ scores[:, target] / places)
    found = entry_features(output, year=2000).sel(feature="expected")
    np.testing.assert_allclose(found.values, wanted, rtol=1e-9, atol=1e-12)


def test_kindred_weighs_places_by_the_square_of_their_correlation() -> None:
    output = related_panel(5)
    quotient = rca(output.sel(year=2000)).values
    share = quotient / (1.0 + quotient)
    scores = (share - share.mean(axis=0)) / share.std(axis=0)
    own = np.linalg.norm(scores, axis=1)
    weights = np.maximum(scores @ scores.T / own[:, None] / own, 0.0) ** 2
    np.fill_diagonal(weights, 0.0)
    wanted = weights @ (quotient >= 1.0) / weights.sum(axis=1, keepdims=True)
    found = entry_features(output, year=2000).sel(feature="kindred")
    np.testing.assert_allclose(found.values, standard(wanted), rtol=1e-9)


def test_correlated_is_the_profile_times_correlations_with_others() -> None:
    output = related_panel(5)
    quotient = rca(output.sel(year=2000)).values
    share = quotient / (1.0 + quotient)
    scores = (share - share.mean(axis=0)) / share.std(axis=0)
    relation = np.corrcoef(share.T)
    np.fill_diagonal(relation, 0.0)
    wanted = scores @ relation / np.sqrt((relation**2).sum(axis=0)) / np.sqrt(scores.shape[1])
    found = entry_features(output, year=2000).sel(feature="correlated")
    np.testing.assert_allclose(found.values, wanted, rtol=1e-9, atol=1e-12)


def test_history_is_unknown_in_the_first_year() -> None:
    found = entry_features(noise_panel(0), year=1990)
    history = ["cell_growth", "place_growth", "industry_growth", "level_before", "held_before",
               "entered_before"]  # fmt: skip
    assert np.isnan(found.sel(feature=history)).all()
    assert not np.isnan(found.drop_sel(feature=history)).any()


def test_a_boom_that_lifts_all_places_is_no_feature() -> None:
    output = related_panel(6)
    boom = output.where(output.year < 2000, output * 3.0)
    for name in ("place_growth", "industry_growth", "place_size"):
        np.testing.assert_allclose(
            entry_features(boom, year=2000).sel(feature=name),
            entry_features(output, year=2000).sel(feature=name),
            atol=1e-9,
        )


def test_an_unknown_cell_stays_unknown_and_alone() -> None:
    output = related_panel(7)
    output[2, 3, 4] = np.nan
    found = entry_features(output, year=2000)
    for name in ("level", "share", "expected", "correlated", "cell_growth"):
        lost = np.isnan(found.sel(feature=name).values)
        assert lost[3, 4]
        assert lost.sum() == 1, name
    assert not np.isnan(found.sel(feature="place_size")).any()


def test_an_unknown_place_spoils_no_other() -> None:
    output = related_panel(8)
    output[2, 3] = np.nan
    found = entry_features(output, year=2000)
    lost = np.isnan(found).any("feature").values
    assert lost[3].all()
    assert not np.delete(lost, 3, axis=0).any()


def test_technologies_add_their_density() -> None:
    output = related_panel(9)
    rng = np.random.default_rng(9)
    skills = xr.DataArray(
        rng.poisson(5.0, (2, 24, 6)).astype(float),
        {"year": [1990, 2000], "place": output.place.values,
         "technology": [f"t{k}" for k in range(6)]},
        ("year", "place", "technology"),
    )  # fmt: skip
    found = entry_features(output, year=2000, technology=skills)
    layer = found.sel(feature="technology_density")
    assert not np.isnan(layer).any()
    later = skills.copy()
    later[1] = later[1] * 0.0 + 1.0
    early = entry_features(output, year=1995, technology=skills)
    assert early.equals(entry_features(output, year=1995, technology=later))
