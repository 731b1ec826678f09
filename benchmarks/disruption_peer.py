"""One disruption run by BoARIO, in an environment of its own: reads and writes npz files.

Needs boario, pymrio and progressbar2 beside each other: ``python disruption_peer.py in.npz
out.npz``. Started by ``disruption.py``; BoARIO is under the GPL and is only run.
"""

from __future__ import annotations

import logging
import sys
import time

import numpy as np
import pandas as pd
import pymrio
from boario import event
from boario.extended_models import ARIOPsiModel
from boario.simulation import Simulation


def main(source: str, target: str) -> None:
    logging.disable(logging.WARNING)
    case = np.load(source)
    regions, sectors, steps = int(case["regions"]), int(case["sectors"]), int(case["steps"])
    names = [f"s{number:03d}" for number in range(sectors)]
    index = pd.MultiIndex.from_product(
        [[f"r{number:02d}" for number in range(regions)], names], names=["region", "sector"]
    )
    flows = pd.DataFrame(case["flows"], index, index)
    places = pd.MultiIndex.from_product([index.levels[0], ["use"]], names=["region", "category"])
    final = pd.DataFrame(0.0, index, places)
    final.iloc[:, 0] = case["final"]
    table = pymrio.IOSystem(Z=flows, Y=final).calc_system()
    model = ARIOPsiModel(
        table,
        order_type="alt" if bool(case["available"]) else "noalt",
        alpha_max=1.25,
        alpha_tau=365,
        main_inv_dur=int(case["cover"]),
        psi_param=0.8,
        inventory_restoration_tau=60,
    )
    simulation = Simulation(model, n_temporal_units_to_sim=steps, show_progress=False)
    hit = pd.Series(case["lost"], index)
    simulation.add_event(
        event.from_series(
            hit[hit > 0],
            event_type="arbitrary",
            occurrence=int(case["first"]),
            duration=int(case["duration"]),
            recovery_tau=1,
        )
    )
    start = time.perf_counter()
    simulation.loop()
    seconds = time.perf_counter() - start
    np.savez(
        target,
        production=simulation.production_realised.to_numpy(),
        unmet=simulation.final_demand_unmet.to_numpy(),
        capacity=simulation.production_capacity.to_numpy(),
        seconds=seconds,
    )


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
