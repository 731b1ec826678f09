"""Where industries gather, by hand."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr

from science_arrays import industry_vector, place_matrix
from upriver.complexity import ellison_glaeser, hoover_index, location_curve, locational_gini
from upriver.core.errors import DataError, LabelError

JOBS = place_matrix([[10, 40], [30, 20]])
PEOPLE = xr.DataArray([1.0, 3.0], {"place": ["A", "B"]}, ("place",))


def test_share_that_would_have_to_move() -> None:
    """A quarter of the people live in A: industry a is spread like them, of b 5/12 must move."""
    np.testing.assert_allclose(hoover_index(JOBS, size=PEOPLE).values, [0, 2 / 3 - 1 / 4])


def test_gini_with_two_places_is_the_share_that_must_move() -> None:
    np.testing.assert_allclose(
        locational_gini(JOBS, size=PEOPLE).values, hoover_index(JOBS, size=PEOPLE).values
    )


def test_curve_runs_from_the_least_to_the_most_specialised_place() -> None:
    curve = location_curve(JOBS, industry="b", size=PEOPLE)
    assert curve.places == ("B", "A")
    np.testing.assert_allclose(curve.size, [0, 0.75, 1])
    np.testing.assert_allclose(curve.industry, [0, 1 / 3, 1])


def test_gathering_beyond_the_chance_placing_of_plants() -> None:
    """Ellison and Glaeser (1997), eq. 5, by hand: G = 2 (5/12)^2, 1 - X = 3/8."""
    plants = industry_vector([0.1, 0.2], labels=["a", "b"], units="ratio")
    found = ellison_glaeser(JOBS, firm_herfindahl=plants, size=PEOPLE).values
    want_b = (2 * (5 / 12) ** 2 - 3 / 8 * 0.2) / (3 / 8 * 0.8)
    np.testing.assert_allclose(found, [-0.1 / 0.9, want_b])


def test_darts_thrown_at_the_map_give_zero_on_average() -> None:
    rng = np.random.default_rng(2)
    weight = np.array([0.5, 0.3, 0.15, 0.05])
    plants = rng.lognormal(0, 1, 30)
    plants /= plants.sum()
    found = []
    size = xr.DataArray(weight, {"place": list("ABCD")}, ("place",))
    H = industry_vector([(plants**2).sum()], labels=["a"])
    for _ in range(400):
        at = rng.choice(4, size=30, p=weight)
        share = np.bincount(at, weights=plants, minlength=4)
        found.append(ellison_glaeser(place_matrix(share[:, None]), firm_herfindahl=H, size=size))
    mean = float(np.mean([each.values[0] for each in found]))
    assert abs(mean) < 4 * float(np.std([each.values[0] for each in found])) / 20


def test_bad_sizes_and_herfindahls_are_named() -> None:
    with pytest.raises(DataError, match="size must be known and at least 0, but is not at 'B'"):
        hoover_index(JOBS, size=PEOPLE.where(PEOPLE.place != "B"))
    with pytest.raises(DataError, match="firm_herfindahl must be from 0 to 1, but is not at 'b'"):
        ellison_glaeser(JOBS, firm_herfindahl=industry_vector([0.1, 20], labels=["a", "b"]))
    with pytest.raises(LabelError, match="place labels differ"):
        locational_gini(JOBS, size=PEOPLE[:1])
    with pytest.raises(DataError, match="a is unknown in a place"):
        location_curve(place_matrix([[np.nan, 1], [1, 1]]), industry="a")


def test_curve_of_an_industry_that_is_not_there() -> None:
    with pytest.raises(LabelError, match="industry 'z' is not in output, which has 'a', 'b'"):
        location_curve(JOBS, industry="z")


def test_industries_do_not_disturb_each_other() -> None:
    """All columns at once give what each gives alone; an unknown one is unknown by itself."""
    rng = np.random.default_rng(4)
    values = rng.lognormal(0, 1, (9, 6))
    values[2, 3] = np.nan
    size = xr.DataArray(rng.uniform(1, 9, 9), {"place": list("ABCDEFGHI")}, ("place",))
    together = locational_gini(place_matrix(values), size=size).values
    alone = [locational_gini(place_matrix(values[:, [k]]), size=size).item() for k in range(6)]
    np.testing.assert_allclose(together, alone, rtol=1e-13)
    assert np.isnan(together).tolist() == [False, False, False, True, False, False]
