"""The tables of 2007 beside the bundled region."""

from __future__ import annotations

import numpy as np
import pytest

from upriver import examples
from upriver.core.errors import DataError


@pytest.mark.parametrize(("place", "gdp"), [("100000", 266044), ("500000", 4179)])
def test_value_added_is_the_published_one(place: str, gdp: int) -> None:
    """Value added in 1e8 CNY (National Bureau of Statistics, tables of 2007)."""
    table = examples.survey_2007(place)
    value_added = table["output"].values - table["flows"].values.sum(axis=0)
    assert round(float(value_added.sum())) == gdp
    assert all(np.isfinite(array.values).all() for array in table.values())
    assert {array.attrs["units"] for array in table.values()} == {"1e8 CNY"}


def test_chongqing_has_trade_with_other_provinces() -> None:
    """Imports 236, from other provinces 4466, exports 355, to other provinces 3515 (1e8 CNY)."""
    table = examples.survey_2007("500000")
    sums = [round(float(table[k].sum())) for k in ("imports", "inflow", "exports", "outflow")]
    assert sums == [236, 4466, 355, 3515]


def test_another_place_is_refused() -> None:
    with pytest.raises(DataError, match="no table of '510000'"):
        examples.survey_2007("510000")
