"""The national table beside the bundled region."""

from __future__ import annotations

import numpy as np

from upriver import examples


def test_it_has_the_sectors_of_the_region_and_its_value_added() -> None:
    """GDP of 2007 by the table: 26,604 billion CNY (National Bureau of Statistics)."""
    flows, output = examples.nation_2007()
    region = examples.chongqing().array("flows", year=2007, origin="total", unit="1e8 CNY")
    assert flows.industry.values.tolist() == region.industry.values.tolist()
    assert flows.attrs["units"] == output.attrs["units"] == "1e8 CNY"
    assert np.isfinite(flows.values).all()
    value_added = output.values - flows.values.sum(axis=0)
    assert (value_added > 0).all()
    assert round(float(value_added.sum()) / 10) == 26604
