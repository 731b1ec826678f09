"""Disruption day by day, against BoARIO on the same made-up economy.

``--peer PYTHON`` names the Python of an environment with boario, pymrio and progressbar2; without
it only our own time is printed. Both trajectories must agree before times are compared.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path
from statistics import median

import numpy as np
import xarray as xr

from measure import report, timed
from upriver import inputoutput

SECTORS = {300: 50, 1000: 50, 3000: 100}
PACKAGES = ("numpy", "numba", "xarray")
STEPS, FIRST, DURATION, COVER = 60, 5, 20, 30
# The peer's event starts one step after its occurrence and lasts two steps longer.
HIT = slice(FIRST + 1, FIRST + DURATION + 3)


def economy(industries: int, *, seed: int = 1) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Flows, final demand and losses of a made-up economy of many regions.

    Parameters
    ----------
    industries : int
        Regions times sectors.
    seed : int
        Of the random numbers.

    Returns
    -------
    tuple of ndarray
        Flows, final demand, share of capacity lost.
    """
    rng = np.random.default_rng(seed)
    shares = rng.lognormal(0, 1.5, (industries, industries))
    shares *= rng.uniform(0.3, 0.7, industries) / shares.sum(axis=0)
    final = rng.lognormal(5, 1, industries) * 1e3
    output = np.linalg.solve(np.eye(industries) - shares, final)
    lost = np.zeros(industries)
    lost[: max(3, industries // 50)] = 0.5
    return shares * output, final, lost


def ours(
    flows: np.ndarray, final: np.ndarray, lost: np.ndarray, *, scenarios: int
) -> inputoutput.Disruption:
    """Our run.

    Parameters
    ----------
    flows, final, lost : ndarray
        From `economy`.
    scenarios : int
        How many at once.

    Returns
    -------
    Disruption
        The result.
    """
    count = len(final)
    labels = [f"i{number:05d}" for number in range(count)]
    square = {"industry": labels, "industry_to": labels}
    use = xr.DataArray(final, {"industry": labels}, ("industry",))
    sector = [f"s{number % SECTORS[count]:03d}" for number in range(count)]
    path = np.zeros((scenarios, STEPS, count))
    path[:, HIT] = lost
    names = [f"run {number}" for number in range(scenarios)]
    coords = {"scenario": names, "step": np.arange(STEPS), "industry": labels}
    return inputoutput.simulate_disruption(
        xr.DataArray(flows, square, ("industry", "industry_to"), attrs={"units": "CNY"}),
        use,
        shocks=xr.DataArray(path, coords, ("scenario", "step", "industry")),
        product=xr.DataArray(sector, {"industry": labels}, ("industry",)),
        cover=xr.full_like(use, COVER),
        settings=inputoutput.DisruptionSettings(steps=STEPS),
        workers=2,
    )


def peer(
    python: str, flows: np.ndarray, final: np.ndarray, lost: np.ndarray
) -> tuple[float, np.ndarray]:
    """Run the other program once.

    Parameters
    ----------
    python : str
        Its interpreter.
    flows, final, lost : ndarray
        From `economy`.

    Returns
    -------
    seconds : float
        Of its loop alone.
    production : ndarray (step, industry)
        Its output.
    """
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "in.npz", Path(folder) / "out.npz"
        np.savez(
            source, flows=flows, final=final, lost=lost, regions=len(final) // SECTORS[len(final)],
            sectors=SECTORS[len(final)], steps=STEPS, first=FIRST, duration=DURATION, cover=COVER,
            available=False,
        )  # fmt: skip
        script = Path(__file__).with_name("disruption_peer.py")
        command = [python, str(script), str(source), str(target)]
        subprocess.run(command, check=True, capture_output=True)
        result = np.load(target)
        return float(result["seconds"]), result["production"]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="the smallest size only")
    parser.add_argument("--peer", help="Python of the environment that holds BoARIO")
    chosen = parser.parse_args()
    if not chosen.peer:
        print("BoARIO is not named: --peer PYTHON", file=sys.stderr)
    for industries in list(SECTORS)[:1] if chosen.quick else SECTORS:
        case = economy(industries)
        ours(*case, scenarios=1)  # compiles
        seconds, extra, made = timed(partial(ours, *case, scenarios=1), repeats=5)
        name = f"disruption, {industries} industries, {STEPS} steps"
        if chosen.peer:
            runs = [peer(chosen.peer, *case) for _ in range(3)]
            theirs, production = median(run[0] for run in runs), runs[0][1]
            apart = float(np.abs(made.production.values[0] / production - 1.0).max())
            if apart > 1e-9:
                print(f"trajectories differ by {apart:.1e}", file=sys.stderr)
                return 1
            report(name, seconds, extra_mib=extra, packages=PACKAGES, peer="boario", peer_s=theirs)
        else:
            report(name, seconds, extra_mib=extra, packages=PACKAGES)
        if industries == 1000:
            seconds, extra, _ = timed(partial(ours, *case, scenarios=8))
            report(f"{name}, 8 scenarios", seconds, extra_mib=extra, packages=PACKAGES)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
