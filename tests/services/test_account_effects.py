"""Households, single links and filled gaps of the toy account, by hand and by solving anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from toy import OUTPUT, toy_region
from upriver import examples
from upriver.services.account import Account, read_account

if TYPE_CHECKING:
    from pathlib import Path

X = np.array(list(OUTPUT.values()))


@pytest.fixture
def account(tmp_path: Path) -> Account:
    return read_account(toy_region(tmp_path), year=2023)


def test_income_follows_from_wages_and_the_local_inverse(account: Account) -> None:
    """All local coefficients are 0.06, wages 0.6 of the 0.55 that is value added."""
    L = np.linalg.inv(np.eye(5) - 0.06)
    wages = 0.6 * (1 - 5 * 0.09)
    np.testing.assert_allclose(account.measures.income_multiplier, wages * L.sum(axis=0))
    np.testing.assert_allclose(account.measures.income_ratio, L.sum(axis=0))


def test_households_that_buy_for_more_than_all_wages_do_not_close_the_circle(
    account: Account,
) -> None:
    """Here they buy local goods for 350 of 330 of wages."""
    assert "output_multiplier_2" not in account.measures


def test_type_two_equals_the_larger_system_with_households() -> None:
    account = read_account(examples.chongqing(), year=2023)
    table = account.table
    x = table.output.values
    wages = table.primary_inputs.sel(category="compensation").values
    bought = table.local_final_uses.sel(category="household").values
    size = len(x)
    larger = np.zeros((size + 1, size + 1))
    larger[:size, :size] = table.local_flows.values / x
    larger[size, :size], larger[:size, size] = wages / x, bought / wages.sum()
    expected = np.linalg.inv(np.eye(size + 1) - larger)[:size, :size].sum(axis=0)
    found = account.measures.output_multiplier_2.values
    np.testing.assert_allclose(found, expected, rtol=1e-12)
    assert (found > account.measures.output_multiplier.values).all()


def test_every_pair_has_its_own_supply_and_share_of_sales(account: Account) -> None:
    np.testing.assert_allclose(account.pairs.local_supply, 0.06 / 0.09)
    share = account.pairs.buyer_share.sel(industry="01", industry_to="02").item()
    assert share == pytest.approx(0.06 * 200.0 / 100.0)


def test_a_tenth_of_the_outside_purchases_made_here_is_a_fresh_solve(account: Account) -> None:
    local, outside = np.full((5, 5), 0.06), np.full((5, 5), 0.03)
    y = X - 0.06 * X.sum()
    local[2] += 0.1 * outside[2]
    y[2] += 0.1 * 8.0
    more = np.linalg.solve(np.eye(5) - local, y) - X
    expected = 0.55 * more.sum()
    assert account.measures.filling_gain.sel(industry="03").item() == pytest.approx(expected)


def test_the_bundled_region_buys_electronics_for_cars_mostly_outside() -> None:
    """A link has its own rate: far below the self-sufficiency of all electronics."""
    account = read_account(examples.chongqing(), year=2023)
    rate = account.pairs.local_supply.sel(industry="20", industry_to="18").item()
    assert rate < account.measures.self_sufficiency.sel(industry="20").item() - 0.2
    gain = account.measures.filling_gain
    direct = 0.1 * account.measures.outside_purchases * account.measures.value_added_multiplier
    active = direct.values > 1.0
    np.testing.assert_allclose(gain.values[active], direct.values[active], rtol=0.1)
