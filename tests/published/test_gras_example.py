"""The 3 x 4 example with negative cells on which the GRAS papers agree."""

from __future__ import annotations

import numpy as np
import xarray as xr

from upriver.inputoutput import gras


def test_result_equals_that_of_the_riot_package() -> None:
    """Start, totals and result as in the unit test of the R package riot (O. Reiter, 2018).

    It follows Temurshoev, Miller and Bouwmeester (2013), A note on the GRAS method, Economic
    Systems Research 25, 361-367; the program's own tolerance is 0.002.
    """
    sellers, buyers = list("abc"), list("pqrs")
    start = xr.DataArray(
        [[7.0, 3.0, 5.0, -3.0], [2.0, 9.0, 8.0, 0.0], [-2.0, 0.0, 2.0, 0.0]],
        {"industry": sellers, "category": buyers},
        ("industry", "category"),
    )
    rows = xr.DataArray([15.0, 26.0, -1.0], {"industry": sellers}, ("industry",))
    columns = xr.DataArray([9.0, 16.0, 17.0, -2.0], {"category": buyers}, ("category",))
    expected = [
        [8.424340881, 3.375237362, 5.200422021, -2.000000263],
        [3.000997078, 12.624763744, 10.374239178, 0.0],
        [-2.425339135, 0.0, 1.425339135, 0.0],
    ]
    done = gras(start, rows, columns, tolerance=1e-12)
    np.testing.assert_allclose(done.matrix.values, expected, atol=5e-6)
