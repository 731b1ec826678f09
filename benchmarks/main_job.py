"""The main job on the bundled region: load, check, diagnose, build, solve, report.

``--quick`` runs every phase once; without it each is run three times and the median counts.
The report runs in this process; ``total`` is a fresh ``upriver demo`` from the shell.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

import upriver as up
from measure import report, timed
from upriver.planning.model import build_model
from upriver.planning.reading.region import read_inputs
from upriver.planning.settings import PlanSettings

PACKAGES = ("numpy", "polars", "xarray", "highspy", "pydantic")


def load() -> up.Region:
    region = up.examples.chongqing()
    for name in region.tables:
        region.table(name)
    return region


def total(folder: Path) -> float:
    """Wall time of the whole demonstration in a fresh process.

    Parameters
    ----------
    folder : Path
        Where it writes.

    Returns
    -------
    float
        Seconds.
    """
    code = "import sys; from upriver.cli.main import main; sys.exit(main())"
    command = [sys.executable, "-c", code, "demo", "-q", "--out", str(folder)]
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="every phase once")
    repeats = 1 if parser.parse_args().quick else 3
    run = partial(timed, repeats=repeats)

    seconds, extra, region = timed(load, repeats=repeats)
    report("load", seconds, extra_mib=extra, packages=PACKAGES)
    seconds, extra, _ = run(partial(up.check, region))
    report("check", seconds, extra_mib=extra, packages=PACKAGES)
    seconds, extra, diagnosis = timed(partial(up.diagnose, region), repeats=repeats)
    report("diagnose", seconds, extra_mib=extra, packages=PACKAGES)

    settings = PlanSettings()
    inputs = read_inputs(region, settings)
    seconds, extra, _ = run(partial(build_model, inputs, settings))
    report("build", seconds, extra_mib=extra, packages=PACKAGES)
    seconds, extra, plan = timed(partial(up.plan, region, settings), repeats=repeats)
    report(
        "plan (read, build, solve, compare)",
        seconds,
        extra_mib=extra,
        packages=PACKAGES,
        rows=plan.audit.rows,
        columns=plan.audit.columns,
        nonzeros=plan.audit.nonzeros,
    )
    seconds, extra, scorecard = timed(partial(up.track, region), repeats=repeats)
    report("track", seconds, extra_mib=extra, packages=PACKAGES)
    with tempfile.TemporaryDirectory() as folder:
        write = partial(
            up.report, region, folder, diagnosis=diagnosis, plan=plan, scorecard=scorecard
        )
        seconds, extra, _ = timed(write, repeats=repeats)
        report("report (both languages)", seconds, extra_mib=extra, packages=PACKAGES)
        whole = min(total(Path(folder) / str(number)) for number in range(repeats))
        report("total (upriver demo)", whole, extra_mib=0.0, packages=PACKAGES)
    return 0


if __name__ == "__main__":
    sys.exit(main())
