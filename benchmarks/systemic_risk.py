"""Time and memory of systemic risk on networks of firms made by preferential attachment.

``python benchmarks/systemic_risk.py [--quick]``. The peer programs of the literature are in R;
their published and measured times stand in the README.
"""

from __future__ import annotations

import argparse
from functools import partial

import numpy as np
import xarray as xr

from measure import report, timed
from upriver.supplychain import CascadeRules, FirmNetwork, firm_network, most_systemic
from upriver.supplychain import systemic_risk as risk

SECTORS = 616
LINKS_A_FIRM = 5
SAMPLE = 400


def network(firms: int, seed: int = 7) -> FirmNetwork:
    """Scale-free network: sizes, customers and suppliers follow Pareto laws.

    Parameters
    ----------
    firms : int
        How many.
    seed : int
        Of the random numbers.

    Returns
    -------
    FirmNetwork
        About five links a firm.
    """
    draw = np.random.default_rng(seed)
    size = draw.pareto(1.1, firms) + 1.0
    share = size / size.sum()
    links = firms * LINKS_A_FIRM
    supplier = draw.choice(firms, links, p=share)
    buyer = draw.choice(firms, links, p=np.sqrt(share) / np.sqrt(share).sum())
    keep = supplier != buyer
    supplier, buyer = supplier[keep], buyer[keep]
    value = size[supplier] ** 0.5 * size[buyer] ** 0.5 * draw.lognormal(0.0, 1.0, len(supplier))
    names = np.array([f"f{number:06d}" for number in range(firms)])
    sector = np.array([f"{number:03d}" for number in draw.integers(0, SECTORS, firms)])
    coded = xr.DataArray(sector, {"firm": names}, ("firm",))
    return firm_network(coded, names[supplier].tolist(), names[buyer].tolist(), value.tolist())


def rules(net: FirmNetwork, seed: int = 8) -> CascadeRules:
    """Essential inputs drawn at random: a quarter essential, a quarter negligible.

    Parameters
    ----------
    net : FirmNetwork
        For its sectors.
    seed : int
        Of the random numbers.

    Returns
    -------
    CascadeRules
        With substitution.
    """
    draw = np.random.default_rng(seed)
    level = draw.choice([0.0, 1.0, 1.0, 2.0], (len(net.sectors), len(net.sectors)))
    coords = {"industry": net.sectors, "industry_to": net.sectors}
    return CascadeRules(essential=xr.DataArray(level, coords, ("industry", "industry_to")))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="the small network only")
    chosen = parser.parse_args()
    packages = ("numpy", "numba", "xarray")
    small = network(1_000)
    risk(small, rules(small))  # compiles
    sizes = (1_000,) if chosen.quick else (1_000, 10_000, 20_000)
    for firms in sizes:
        net = network(firms)
        given = rules(net)
        name = f"systemic risk, {firms} firms, {len(net.value)} links"
        seconds, extra, whole = timed(partial(risk, net, given), repeats=1)
        report(f"{name}, every firm", seconds, extra_mib=extra, packages=packages)
        seconds, extra, top = timed(partial(most_systemic, net, 20, given), repeats=1)
        best = np.sort(whole.index.values)[::-1][:20]
        np.testing.assert_allclose(top.index.values, best, rtol=1e-12)
        report(
            f"{name}, the 20 largest ({int(top.attrs['computed'])} of {firms} computed)",
            seconds, extra_mib=extra, packages=packages,
        )  # fmt: skip
    if not chosen.quick:
        net = network(100_000)
        given = rules(net)
        order = np.argsort(-net.sales, kind="stable")
        rest = np.random.default_rng(9).choice(order[SAMPLE // 2 :], SAMPLE // 2, replace=False)
        names = net.firms[np.concatenate([order[: SAMPLE // 2], rest])].tolist()
        hits = {name: {name: 0.0} for name in names}
        for workers in (1, 2):
            seconds, extra, _ = timed(
                partial(risk, net, given, remaining=hits, workers=workers), repeats=1
            )
            name = f"systemic risk, 100000 firms, {len(net.value)} links, {SAMPLE} scenarios"
            report(f"{name}, {workers} threads", seconds, extra_mib=extra, packages=packages)


if __name__ == "__main__":
    main()
