"""Disruption in time: what is conserved, what recovers, and hand-made small cases."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr

from science_arrays import industry_matrix, industry_vector
from upriver.core.errors import DataError, LabelError
from upriver.inputoutput.disruption import simulate_disruption, simulate_links
from upriver.inputoutput.disruption_settings import DisruptionSettings
from upriver.inputoutput.trade_links import TradeLinks, trade_links

Z = industry_matrix([[10.0, 40.0, 0.0], [5.0, 10.0, 60.0], [0.0, 5.0, 5.0]], units="CNY")
F = industry_vector([50.0, 25.0, 110.0])
LABELS = Z.coords["industry"].values
BASE = Z.values.sum(axis=1) + F.values


def _shocks(*rows: list[float]) -> xr.DataArray:
    names = [f"s{number}" for number in range(len(rows))]
    coords = {"scenario": names, "industry": LABELS}
    return xr.DataArray(np.array(rows), coords, ("scenario", "industry"))


def _settings(**changes: object) -> DisruptionSettings:
    return DisruptionSettings.model_validate(
        {"steps": 60, "steps_per_year": 1.0, "cover": 5.0, "restocking": 10.0} | changes
    )


def test_undisturbed_economy_stays_at_base() -> None:
    quiet = simulate_disruption(Z, F, shocks=_shocks([0.0] * 3), settings=_settings(steps=800))
    np.testing.assert_allclose(
        quiet.production.values[0], np.tile(BASE, (800, 1)), rtol=1e-12, atol=0
    )
    np.testing.assert_allclose(quiet.unmet.values, 0.0, atol=1e-11)


def test_first_step_is_the_shock_itself_and_everyone_is_rationed_alike() -> None:
    hit = simulate_disruption(Z, F, shocks=_shocks([0.4, 0.0, 0.0]), settings=_settings())
    np.testing.assert_allclose(hit.production.values[0, 0], BASE * [0.6, 1.0, 1.0], rtol=1e-14)
    np.testing.assert_allclose(hit.unmet.values[0, 0], F.values * [0.4, 0.0, 0.0], atol=1e-12)


def _pair() -> tuple[TradeLinks, xr.DataArray]:
    one = np.array([1], dtype=np.int32)
    links = TradeLinks(np.array(["part", "car"]), one - 1, one, np.array([10.0]), "CNY")
    return links, xr.DataArray([0.0, 100.0], {"industry": links.labels}, ("industry",))


def test_stocks_delay_the_loss_downstream_until_they_fall_below_what_is_heeded() -> None:
    """Five steps of cover, heeded at 0.4, that is at two steps: four full steps, then halves."""
    links, final = _pair()
    nodes = {"scenario": ["s"], "industry": links.labels}
    stop = xr.DataArray([[1.0, 0.0]], nodes, ("scenario", "industry"))
    settings = _settings(steps=7, duration=7, heed=0.4, overproduction=1.0)
    hit = simulate_links(links, final, shocks=stop, settings=settings)
    np.testing.assert_allclose(
        hit.production.values[0, :, 1] / 100.0, [1, 1, 1, 1, 0.5, 0.25, 0.125], rtol=1e-12
    )
    np.testing.assert_allclose(hit.unmet.values[0, 5], [0.0, 75.0], rtol=1e-12)


def test_results_stay_within_what_is_possible() -> None:
    hit = simulate_disruption(
        Z, F, shocks=_shocks([0.7, 0.2, 0.0]), settings=_settings(duration=10, recovery=5)
    )
    assert (hit.production.values >= 0).all()
    assert (hit.unmet.values >= 0).all()
    assert (hit.unmet.values <= F.values * (1 + 1e-12)).all()
    assert np.nanmin(hit.input_limit.values) >= 0
    assert (hit.production.values <= BASE * 1.25 * (1 + 1e-12)).all()
    assert hit.loss.values.sum() > 0


def _plain(lost: np.ndarray, settings: DisruptionSettings) -> np.ndarray:
    """The model written out with matrices; checks each step that no goods appear or vanish."""
    need, over, made = Z.values / BASE, np.ones(3), [BASE]
    target = settings.cover * need
    stock, orders = target * BASE, need * BASE
    for share in lost:
        asked = orders.sum(axis=1) + F.values
        scarcity = 1 - made[-1] / asked
        calm = np.abs(scarcity) <= 1e-9
        goal = np.where(calm, 1 - over, (settings.overproduction - over) * scarcity)
        over = np.maximum(1.0, over + goal / settings.adjustment)
        want = np.minimum(asked, over * (1 - share) * BASE)
        floor = max(1.0, settings.heed * settings.cover) * need
        allowed = np.divide(stock, floor, out=np.full((3, 3), np.inf), where=need > 0).min(axis=0)
        out = np.minimum(want, allowed)
        received = orders * (out / asked)[:, None]
        before, stock = stock.sum(axis=1), stock + received - need * out
        sold = F.values * out / asked
        np.testing.assert_allclose(stock.sum(axis=1), before + out - sold - need @ out, rtol=1e-12)
        orders = need * out + np.maximum(0, target * want - stock) / settings.restocking
        made.append(out)
    return np.array(made[1:])


@pytest.mark.parametrize("hit", [[0.5, 0.0, 0.0], [0.0, 0.9, 0.3], [1.0, 1.0, 0.0]])
def test_kernel_equals_the_model_written_out(hit: list[float]) -> None:
    settings = _settings(steps=150, duration=12, recovery=8, adjustment=30.0)
    result = simulate_disruption(Z, F, shocks=_shocks(hit), settings=settings)
    share = 1.0 - np.clip((np.arange(150) - 11.0) / 8.0, 0.0, 1.0)
    plain = _plain(share[:, None] * np.array(hit), settings)
    np.testing.assert_allclose(result.production.values[0], plain, rtol=1e-9, atol=1e-12)


def test_scenarios_do_not_touch_each_other_and_threads_change_nothing() -> None:
    rows = ([0.5, 0.0, 0.0], [0.0, 0.3, 0.9], [0.0, 0.0, 0.0])
    together = simulate_disruption(Z, F, shocks=_shocks(*rows), settings=_settings(), workers=2)
    for number, row in enumerate(rows):
        alone = simulate_disruption(Z, F, shocks=_shocks(row), settings=_settings())
        np.testing.assert_array_equal(
            together.production.values[number], alone.production.values[0]
        )


def test_money_in_another_unit_scales_the_result() -> None:
    shocks = _shocks([0.5, 0.0, 0.1])
    one = simulate_disruption(Z, F, shocks=shocks, settings=_settings())
    thousand = simulate_disruption(Z * 1e3, F * 1e3, shocks=shocks, settings=_settings())
    np.testing.assert_allclose(thousand.production, one.production * 1e3, rtol=1e-9)


def test_industries_without_inputs_or_sales_do_not_crash() -> None:
    flows, final = Z.copy(), F.copy()
    flows[:, 2] = 0.0
    flows[0, :], final[0] = 0.0, 0.0
    hit = simulate_disruption(flows, final, shocks=_shocks([0.5, 0.5, 0.5]), settings=_settings())
    assert np.isfinite(hit.production.values).all()
    assert (hit.production.values[:, :, 0] == 0).all()
    assert np.isnan(hit.input_limit.values[0, :, 2]).all()
    # What the industry without sales bought is final demand of its suppliers.
    assert float(hit.normal[1]) == pytest.approx(flows.values[1].sum() + 25.0)


def test_an_input_that_never_limits() -> None:
    cover = industry_vector([np.inf, 5.0, 5.0])
    hit = simulate_disruption(
        Z, F, shocks=_shocks([1.0, 0.0, 0.0]), cover=cover, settings=_settings(duration=60)
    )
    made = hit.production.values[0, -1] / BASE
    assert made[0] == 0
    assert (made[1:] > 0.5).all()


def test_suppliers_of_one_product_replace_each_other() -> None:
    """Two firms make one part; orders that follow output spare the buyer the loss."""
    links = TradeLinks(
        np.array(["a", "b", "car"]),
        np.array([0, 1], dtype=np.int32),
        np.array([2, 2], dtype=np.int32),
        np.array([10.0, 10.0]),
        "CNY",
    )
    nodes = {"industry": links.labels}
    final = xr.DataArray([0.0, 0.0, 100.0], nodes, ("industry",))
    product = xr.DataArray(["part", "part", "car"], nodes, ("industry",))
    shocks = xr.DataArray([[1.0, 0.0, 0.0]], {"scenario": ["a stops"]} | nodes)
    made = {}
    for orders in ("normal", "available"):
        settings = _settings(orders=orders, duration=60, adjustment=2.0, steps=40, cover=3.0)
        kwargs = {"shocks": shocks, "settings": settings}
        made[orders] = simulate_links(links, final, product=product, **kwargs)
        alone = simulate_links(links, final, **kwargs)
        assert float(alone.production[0, -1, 2]) == pytest.approx(0.0, abs=1e-6)
    last = {key: float(each.production[0, -1, 2]) for key, each in made.items()}
    assert last["available"] > last["normal"] > 0


def test_links_equal_the_matrix() -> None:
    shocks = _shocks([0.5, 0.0, 0.0])
    dense = simulate_disruption(Z, F, shocks=shocks, settings=_settings())
    listed = simulate_links(trade_links(Z), F, shocks=shocks, settings=_settings())
    np.testing.assert_array_equal(dense.production.values, listed.production.values)


def test_shocks_by_step_equal_duration_and_recovery() -> None:
    settings = _settings(duration=2, recovery=4, steps=12)
    short = simulate_disruption(Z, F, shocks=_shocks([0.4, 0.0, 0.0]), settings=settings)
    path = np.zeros((1, 12, 3))
    path[0, :6, 0] = 0.4 * np.array([1.0, 1.0, 0.75, 0.5, 0.25, 0.0])
    coords = {"scenario": ["s0"], "step": np.arange(12), "industry": LABELS}
    given = xr.DataArray(path, coords, ("scenario", "step", "industry"))
    full = simulate_disruption(Z, F, shocks=given, settings=settings)
    np.testing.assert_allclose(short.production.values, full.production.values, rtol=1e-12)


def test_less_demand_means_less_output() -> None:
    shocks = _shocks([0.0, 0.0, 0.0])
    coords = {"scenario": ["s0"], "step": np.arange(60), "industry": LABELS}
    demand = xr.DataArray(np.full((1, 60, 3), 0.8), coords, ("scenario", "step", "industry"))
    less = simulate_disruption(Z, F, shocks=shocks, demand=demand, settings=_settings())
    np.testing.assert_allclose(less.production.values[0, -1], BASE * 0.8, rtol=1e-4)


def test_refusals_name_the_industry() -> None:
    good = _shocks([0.0, 0.0, 0.0])
    with pytest.raises(DataError, match="shocks is not 0 to 1 at"):
        simulate_disruption(Z, F, shocks=_shocks([1.5, 0.0, 0.0]))
    with pytest.raises(DataError, match="final_demand is negative at"):
        simulate_disruption(Z, -F, shocks=good)
    with pytest.raises(DataError, match="flows is negative at"):
        simulate_disruption(-Z, F, shocks=good)
    with pytest.raises(DataError, match="cover is below one step or missing at"):
        simulate_disruption(Z, F, shocks=good, cover=industry_vector([0.5, 1.0, 1.0]))
    with pytest.raises(DataError, match="cover is unlike others of its product at"):
        simulate_disruption(
            Z,
            F,
            shocks=good,
            cover=industry_vector([2.0, 3.0, 4.0]),
            product=industry_vector([0.0] * 3).astype(str),
        )
    with pytest.raises(LabelError, match="shocks must have the dimensions"):
        simulate_disruption(Z, F, shocks=good.rename(scenario="case"))
    with pytest.raises(LabelError, match="demand must be"):
        simulate_disruption(Z, F, shocks=good, demand=good)


@pytest.mark.parametrize(
    ("supplier", "value", "match"),
    [
        ([0, 7], [1.0, 1.0], "positions outside the labels"),
        ([0, 1], [1.0, np.nan], "missing or not above zero"),
        ([0, 0], [1.0, 1.0], "links that stand twice"),
        ([0, 1], [1.0], "lengths"),
    ],
)
def test_faulty_links(supplier: list[int], value: list[float], match: str) -> None:
    with pytest.raises(DataError, match=match):
        TradeLinks(
            np.array(["a", "b"]),
            np.array(supplier, dtype=np.int32),
            np.array([1, 1], dtype=np.int32),
            np.array(value),
        )


def test_labels_that_stand_twice() -> None:
    none = np.zeros(0, dtype=np.int32)
    with pytest.raises(DataError, match="labels that stand twice"):
        TradeLinks(np.array(["a", "a"]), none, none, np.zeros(0))
