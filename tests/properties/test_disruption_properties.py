"""The fast disruption loop, in both its layouts, against the model written out cell by cell."""

from __future__ import annotations

from unittest.mock import patch

import numpy as np
import xarray as xr
from hypothesis import given, settings
from hypothesis import strategies as st

from upriver.inputoutput import (
    Disruption,
    DisruptionSettings,
    disruption_cells,
    simulate_disruption,
)

STEPS = 25
MATRICES, LINKS = 0.0, 2.0
ORDERS = st.sampled_from(["normal", "available"])


def _draw(seed: int) -> dict[str, np.ndarray]:
    """Small economy: some makers of one product, some without inputs, sales or stocks."""
    draw = np.random.default_rng(seed)
    n = int(draw.integers(2, 9))
    product = draw.integers(0, max(1, n // 2), n)
    lost = draw.choice([0.0, 0.0, 0.4, 1.0], (2, STEPS, n))
    lost[:, draw.integers(5, STEPS) :] = 0.0
    return {
        "flows": draw.lognormal(0, 1, (n, n)) * (draw.random((n, n)) < draw.choice([0.2, 0.7])),
        "final": draw.lognormal(1, 1, n) * (draw.random(n) < 0.8),
        "product": product,
        "cover": draw.choice([1.0, 3.0, 8.0, np.inf], n)[product],
        "lost": lost,
    }


def _fast(
    case: dict[str, np.ndarray], chosen: DisruptionSettings, full: float, **more: int
) -> Disruption:
    names = [f"i{number}" for number in range(len(case["final"]))]
    nodes = {"industry": names}

    def _over(values: np.ndarray) -> xr.DataArray:
        return xr.DataArray(values, nodes, ("industry",))

    with patch.object(disruption_cells, "FULL", full):
        return simulate_disruption(
            xr.DataArray(case["flows"], {**nodes, "industry_to": names}),
            _over(case["final"]),
            shocks=xr.DataArray(
                case["lost"],
                {"scenario": ["x", "y"], "step": np.arange(STEPS), **nodes},
                ("scenario", "step", "industry"),
            ),
            product=_over(np.array([f"p{number}" for number in case["product"]])),
            cover=_over(case["cover"]),
            settings=chosen,
            **more,
        )


def _plain(case: dict[str, np.ndarray], lost: np.ndarray, chosen: DisruptionSettings) -> np.ndarray:
    Z, product, n = case["flows"].copy(), case["product"], len(case["final"])
    x = Z.sum(axis=1) + case["final"]
    final = case["final"] + Z[:, x == 0].sum(axis=1)
    Z[:, x == 0] = 0.0
    cells = [(k, j) for k in range(n) for j in range(n) if Z[product == k, j].sum() > 0]
    need = {(k, j): Z[product == k, j].sum() / x[j] for k, j in cells}
    lasts = {k: case["cover"][product == k][0] for k, _ in cells}
    stock = {c: lasts[c[0]] * need[c] * x[c[1]] for c in cells}
    asked = {(i, j): Z[i, j] for i in range(n) for j in range(n)}
    over, made, path = np.ones(n), x.copy(), []
    for share in lost:
        total = np.array([sum(asked[i, j] for j in range(n)) for i in range(n)]) + final
        want, out = np.zeros(n), np.zeros(n)
        for i in range(n):
            scarcity = 1 - made[i] / total[i] if total[i] > 0 else 0.0
            step = (chosen.overproduction - over[i]) * scarcity
            if abs(scarcity) <= 1e-9:
                step = 1 - over[i]
            over[i] = max(1.0, over[i] + step / chosen.adjustment)
            want[i] = out[i] = min(total[i], over[i] * (1 - share[i]) * x[i])
        for k, j in cells:
            if np.isfinite(lasts[k]):
                floor = max(1.0, lasts[k] * chosen.heed) * need[k, j]
                out[j] = min(out[j], stock[k, j] / floor)
        after = {}
        for k, j in cells:
            makers = [i for i in range(n) if product[i] == k]
            order = need[k, j] * out[j]
            if np.isfinite(lasts[k]):
                got = sum(asked[i, j] * out[i] / total[i] for i in makers if total[i] > 0)
                stock[k, j] = max(0.0, stock[k, j] + got - order)
                gap = lasts[k] * need[k, j] * want[j] - stock[k, j]
                order += max(0.0, gap) / chosen.restocking
            weight = {i: Z[i, j] for i in makers}
            if chosen.orders == "available":
                strong = {i: Z[i, j] * out[i] / x[i] for i in makers if out[i] > 1e-9 * x[i]}
                weight = strong if sum(strong.values()) > 0 else weight
            whole = sum(weight.values())
            after |= {(i, j): order * w / whole for i, w in weight.items()}
        asked = dict.fromkeys(asked, 0.0) | after
        made = out
        path.append(out)
    return np.array(path)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), ORDERS)
def test_both_layouts_equal_the_model_written_out(seed: int, orders: str) -> None:
    case = _draw(seed)
    chosen = DisruptionSettings.model_validate(
        {"steps": STEPS, "steps_per_year": 1.0, "restocking": 4.0, "adjustment": 10.0}
        | {"orders": orders}
    )
    found = [_fast(case, chosen, full) for full in (MATRICES, LINKS)]
    size = case["flows"].sum() + case["final"].sum()
    for row in range(2):
        plain = _plain(case, case["lost"][row], chosen)
        for each in found:
            np.testing.assert_allclose(
                each.production.values[row], plain, rtol=1e-7, atol=1e-9 * size
            )
    np.testing.assert_allclose(
        found[0].input_limit.values, found[1].input_limit.values, rtol=1e-6, atol=1e-8
    )


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6), ORDERS, st.sampled_from([MATRICES, LINKS]))
def test_threads_and_the_unit_of_money_change_nothing(seed: int, orders: str, full: float) -> None:
    case = _draw(seed)
    chosen = DisruptionSettings.model_validate({"steps": STEPS, "orders": orders})
    one = _fast(case, chosen, full)
    two = _fast(case, chosen, full, workers=2)
    np.testing.assert_array_equal(one.production.values, two.production.values)
    np.testing.assert_array_equal(one.unmet.values, two.unmet.values)
    money = case | {"flows": case["flows"] * 2.0**20, "final": case["final"] * 2.0**20}
    other = _fast(money, chosen, full)
    np.testing.assert_allclose(
        other.production.values, one.production.values * 2.0**20, rtol=1e-9, atol=0
    )
