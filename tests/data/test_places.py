"""Which places lie inside the region."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from toy import toy_region
from upriver.data.places import places_inside

if TYPE_CHECKING:
    from pathlib import Path


def test_districts_of_districts_lie_inside_and_other_provinces_do_not(tmp_path: Path) -> None:
    region = toy_region(tmp_path)
    places = region.table("places")
    park = places.filter(pl.col("place") == "500105").with_columns(
        place=pl.lit("PARK"), parent=pl.lit("500105")
    )
    wider = region.replace(places=pl.concat([park, places]))
    assert places_inside(wider) == {"500000", "500105", "PARK"}
