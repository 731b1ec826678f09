"""What a plan leaves out as negligible is counted and told."""

from dataclasses import replace

import numpy as np
import pytest

from planning_toy import BARE, textbook
from upriver.planning import solve_plan
from upriver.planning.constraints.chain_balance import left_out_shares


def test_small_products_of_ratios_are_counted_with_their_largest_share() -> None:
    """Of product 1 industry 2 uses 0.25, of product 2 industry 1 uses 0.2 of its output.

    With 3e-5 of product 1 bought outside, 0.15 and 0.25 of that are below 1e-5: both inputs of
    product 1 are left out, 150 + 500 of the 1000 that are used with the demand of 350.
    """
    inputs = textbook()
    share = inputs.economy.inflow_share.copy(data=np.array([3e-5, 0.0]))
    inputs = replace(inputs, economy=replace(inputs.economy, inflow_share=share))
    (note,) = left_out_shares(inputs)
    assert "2 coefficients below 1e-05" in note.en
    assert "at most 0.65 of the inflow of a product (1)" in note.en
    assert note in solve_plan(inputs, BARE).inputs.notes


@pytest.mark.parametrize("share", [0.0, 0.5])
def test_nothing_is_told_where_nothing_is_left_out(share: float) -> None:
    inputs = textbook()
    shares = inputs.economy.inflow_share.copy(data=np.array([share, share]))
    assert (
        left_out_shares(replace(inputs, economy=replace(inputs.economy, inflow_share=shares))) == []
    )
