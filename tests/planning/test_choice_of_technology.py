"""Choice of technology, small enough to be done by hand."""

import numpy as np
import pytest
import xarray as xr

from upriver.core.errors import DataError, InfeasibleError, LabelError
from upriver.planning.choice_of_technology import TechnologyChoice, choose_technology


def over(values: object, **coords: list[str]) -> xr.DataArray:
    return xr.DataArray(np.array(values, dtype=float), coords, tuple(coords))


def steel(
    *, ore: float = 100.0, demand: float = 10.0, price: tuple[float, float] = (1.0, 1.0)
) -> TechnologyChoice:
    """Steel by an old way (3 labour, 1 ore) or a new one (1 labour, 2 ore and slag beside it)."""
    ways, goods, factors = ["old", "new"], ["steel", "slag"], ["labour", "ore"]
    return choose_technology(
        over([[1, 0], [1, 1]], technology=ways, product=goods),
        over([[0, 0], [0, 0]], product=goods, technology=ways),
        factor_use=over([[3, 1], [1, 2]], factor=factors, technology=ways),
        factor_price=over(price, factor=factors),
        final_demand=over([demand, 0], product=goods),
        factor_limit=over([np.nan, ore], factor=factors),
    )


def test_the_cheaper_way_is_run_and_sets_the_price() -> None:
    found = steel()
    assert found.activity.values == pytest.approx([0, 10])
    assert found.cost == pytest.approx(30.0)
    assert found.product_price.values == pytest.approx([3.0, 0.0])
    assert found.surplus.values == pytest.approx([0.0, 10.0])
    assert found.factor_rent.values == pytest.approx([0.0, 0.0])
    assert found.audit.passed


def test_a_scarce_factor_brings_back_the_old_way_and_earns_a_rent() -> None:
    """Ten steel from fifteen ore: five each. One more ore swaps a half: 4 - 3 = 1 saved."""
    found = steel(ore=15.0)
    assert found.activity.values == pytest.approx([5, 5])
    assert found.factor_rent.values == pytest.approx([0.0, 1.0])
    assert found.product_price.values == pytest.approx([5.0, 0.0])


def test_what_cannot_be_made_is_named_with_its_way_out() -> None:
    told = "the limit of ore and the final demand for steel"
    with pytest.raises(InfeasibleError, match=told) as caught:
        steel(ore=8.0)
    assert set(caught.value.conflict) == {"ore", "steel"}
    assert "soft" not in str(caught.value)
    assert "最终需求" in caught.value.render("zh")


def test_unknown_is_not_zero() -> None:
    with pytest.raises(DataError, match="factor_price is unknown in 1 cells"):
        steel(price=(1.0, np.nan))


def test_other_labels_are_refused() -> None:
    make = over([[1.0]], technology=["a"], product=["x"])
    with pytest.raises(LabelError, match="product labels differ"):
        choose_technology(
            make,
            over([[0.0]], product=["y"], technology=["a"]),
            factor_use=over([[1.0]], factor=["labour"], technology=["a"]),
            factor_price=over([1.0], factor=["labour"]),
            final_demand=over([1.0], product=["x"]),
        )
