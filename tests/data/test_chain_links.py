"""Links of one chain as arrays: no link, no share; an unknown share stays unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from toy import toy_region
from upriver.data.chain_links import read_chain_links

if TYPE_CHECKING:
    from pathlib import Path


def test_no_link_is_no_share_and_unknown_is_not_zero(tmp_path: Path) -> None:
    region = toy_region(tmp_path)
    links = region.table("chain_links")
    blank = pl.when(pl.col("industry") == "N-MAT").then(None).otherwise("share").alias("share")
    essential, share = read_chain_links(
        region.replace(chain_links=links.with_columns(blank)), "nev"
    )
    assert essential["industry"].values.tolist() == ["N-CAR", "N-CELL", "N-MAT"]
    assert essential.sel(industry="N-MAT", industry_to="N-CELL").item() == 2
    assert np.isnan(essential.sel(industry="N-CAR", industry_to="N-CELL").item())
    assert np.isnan(share.sel(industry="N-MAT", industry_to="N-CELL").item())
    assert share.sel(industry="N-CAR", industry_to="N-CELL").item() == 0.0
    assert share.sel(industry="N-CELL", industry_to="N-CAR").item() == 0.4
