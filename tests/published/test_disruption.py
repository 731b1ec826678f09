"""Disruption in time against another program, and against arithmetic done by hand."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr

from upriver.inputoutput import DisruptionSettings, disruption_cells, simulate_disruption

LABELS = [f"{region} {sector}" for region in ("east", "west") for sector in "abc"]
FLOWS = [
    [10.0, 30.0, 5.0, 2.0, 6.0, 1.0],
    [20.0, 15.0, 25.0, 4.0, 8.0, 3.0],
    [5.0, 10.0, 20.0, 1.0, 2.0, 6.0],
    [3.0, 8.0, 2.0, 12.0, 25.0, 6.0],
    [6.0, 10.0, 5.0, 18.0, 20.0, 22.0],
    [1.0, 4.0, 8.0, 6.0, 9.0, 15.0],
]
FINAL = [60.0, 80.0, 90.0, 50.0, 70.0, 100.0]
LOST = [0.6, 0.0, 0.0, 0.0, 0.3, 0.0]
STEPS, FIRST, LAST = 40, 3, 14

# By step: output of each industry, and unmet final demand for each product, both a year.
BOARIO: dict[int, tuple[tuple[float, ...], tuple[float, ...]]] = {
    2: (
        (114, 155, 134, 106, 151, 143),
        (0, 0, 0),
    ),
    3: (
        (45.6, 155, 134, 106, 105.7, 143),
        (36, 21, 0),
    ),
    4: (
        (45.61785701817, 140.6803969697, 130.4, 96.803157894737, 105.71835289525, 139.7),
        (34.294209266797, 17.736110386326, 0),
    ),
    6: (
        (
            45.652590574553,
            137.49080579696,
            128.22077802651,
            94.396300141909,
            105.75219839407,
            137.81914915255,
        ),
        (33.36938471216, 16.222147402939, 0),
    ),
    10: (
        (
            45.720862658136,
            110.3873121361,
            99.860111408044,
            93.174707678412,
            105.81775840953,
            135.83453557287,
        ),
        (32.322301702853, 28.326014410199, 17.353787986398),
    ),
    14: (
        (
            45.784582841023,
            82.438447883073,
            77.330649010695,
            90.389952598997,
            105.87571044145,
            118.67038874754,
        ),
        (30.247930695754, 39.853138901975, 40.752675482),
    ),
    15: (
        (
            91.023985919674,
            77.091291738085,
            72.932664362174,
            87.318749237148,
            129.21241525513,
            114.88088361625,
        ),
        (1.3739970738783, 29.503307395813, 45.782918463397),
    ),
    16: (
        (
            92.689137809644,
            79.390204035311,
            74.942657490337,
            87.095018157466,
            133.31035539578,
            115.37303746522,
        ),
        (4.9561063334452, 31.109939931497, 44.951821083245),
    ),
    20: (
        (
            90.445096684008,
            80.569886482315,
            75.563671583134,
            83.319451402146,
            125.43578246753,
            112.64267381049,
        ),
        (8.9153513567601, 35.127054745777, 47.10211812002),
    ),
    28: (
        (
            65.220438950926,
            73.401669632019,
            68.242101779459,
            67.820261525956,
            97.503305841674,
            94.506447790517,
        ),
        (28.040015946803, 48.177588144455, 63.161290664217),
    ),
    39: (
        (
            24.634469326333,
            33.328704650618,
            31.909142673388,
            33.465967720877,
            46.256800731691,
            48.666076115252,
        ),
        (66.640950744367, 91.987843311636, 120.43319305929),
    ),
}


@pytest.mark.parametrize("full", [0.0, 2.0], ids=["matrices", "links"])
def test_two_regions_of_three_sectors(full: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """BoARIO 0.7.2, model ARIOPsiModel on the economy above.

    Settings: order_type "noalt", alpha_base 1, alpha_max 1.25, alpha_tau 365, main_inv_dur 6,
    psi_param 0.8, inventory_restoration_tau 60, steps of a day, 40 steps. Event: type
    "arbitrary", 0.6 of east a and 0.3 of west b, occurrence 2, duration 10, recovery_tau 1,
    which acts at steps 3 to 14. All final use is in the east there, so its unmet demand is
    known by product. ``benchmarks/disruption_peer.py`` runs it.
    """
    monkeypatch.setattr(disruption_cells, "FULL", full)
    path = np.zeros((1, STEPS, 6))
    path[:, FIRST : LAST + 1] = LOST
    nodes = {"industry": LABELS}
    result = simulate_disruption(
        xr.DataArray(FLOWS, {**nodes, "industry_to": LABELS}, ("industry", "industry_to")),
        xr.DataArray(FINAL, nodes, ("industry",)),
        shocks=xr.DataArray(
            path,
            {"scenario": ["flood"], "step": np.arange(STEPS), **nodes},
            ("scenario", "step", "industry"),
        ),
        product=xr.DataArray([label[-1] for label in LABELS], nodes, ("industry",)),
        settings=DisruptionSettings(steps=STEPS, cover=6.0),
    )
    for step, (production, unmet) in BOARIO.items():
        made = result.production.values[0, step] * 365
        missing = result.unmet.values[0, step].reshape(2, 3).sum(axis=0) * 365
        np.testing.assert_allclose(made, production, rtol=1e-9, err_msg=f"step {step}")
        np.testing.assert_allclose(missing, unmet, rtol=1e-9, atol=1e-9, err_msg=f"step {step}")


def test_overproduction_of_one_industry_by_hand() -> None:
    """The rule of Hallegatte (2008), Risk Analysis 28, 779, for one industry without inputs.

    A fifth of capacity is lost for good, alpha may reach 1.25, adjustment takes one step.
    Step 0: output 0.8. Step 1: scarcity 0.2, alpha 1 + 0.25 x 0.2 = 1.05, output 0.84.
    Step 2: scarcity 0.16, alpha 1.05 + 0.20 x 0.16 = 1.082, output 0.8656. Step 3: scarcity
    0.1344, alpha 1.082 + 0.168 x 0.1344 = 1.1045792, output 0.88366336.
    """
    nodes = {"industry": ["a"]}
    result = simulate_disruption(
        xr.DataArray([[0.0]], {**nodes, "industry_to": ["a"]}, ("industry", "industry_to")),
        xr.DataArray([100.0], nodes, ("industry",)),
        shocks=xr.DataArray([[0.2]], {"scenario": ["s"], **nodes}, ("scenario", "industry")),
        settings=DisruptionSettings(
            steps=4, steps_per_year=1.0, duration=4, overproduction=1.25, adjustment=1.0
        ),
    )
    made = result.production.values[0, :, 0]
    np.testing.assert_allclose(made, [80.0, 84.0, 86.56, 88.366336], rtol=1e-12)
    np.testing.assert_allclose(result.unmet.values[0, :, 0], 100.0 - made, rtol=1e-12)
