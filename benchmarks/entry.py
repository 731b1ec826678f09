"""Entries of New Zealand cities forecast from the past: eight tests, five ways.

Needs the reference data: set UPRIVER_SHARED, or keep it beside the checkout. ``--quick`` runs the
first two tests. Every line is one test; the last one sums up.
"""

from __future__ import annotations

import argparse
import os
import sys
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from measure import report, timed
from new_zealand import SETTINGS, panel
from upriver.complexity.entry import BacktestSettings, backtest

PACKAGES = ("numpy", "scikit-learn", "xarray")
SEED = 2013
SHOWN = ("auc", "auc_low", "auc_high", "average_precision", "precision_at_top", "lift", "ece",
         "brier")  # fmt: skip


def data_folder() -> Path:
    """Where the data set lies.

    Returns
    -------
    Path
        A folder, which need not exist.
    """
    named = os.environ.get("UPRIVER_SHARED")
    shared = Path(named) if named else Path(__file__).resolve().parents[2] / "shared"
    return shared / "data" / "complexity" / "nz-cities-1976-2013"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="the first two tests only")
    quick = parser.parse_args().quick
    folder = data_folder()
    if not folder.exists():
        print(f"no data in {folder}; set UPRIVER_SHARED", file=sys.stderr)
        return 1
    panels = {kind: panel(folder, kind) for kind in ("industry", "occupation")}
    rows, total = [], 0.0
    for setting in SETTINGS[:2] if quick else SETTINGS:
        run = partial(
            backtest,
            panels[setting.kind],
            start=setting.start,
            end=setting.end,
            settings=BacktestSettings(start_below=setting.start_below),
            rng=np.random.default_rng(SEED),
        )
        seconds, extra, found = timed(run, repeats=1)
        total += seconds
        scores = {row["method"]: row for row in found.scores.to_dicts()}
        rows.append(scores)
        facts: dict[str, Any] = {
            method: {name: round(row[name], 3) for name in SHOWN} for method, row in scores.items()
        }
        report(
            "entry",
            seconds,
            extra_mib=extra,
            packages=PACKAGES,
            **setting._asdict(),
            options=found.options,
            base_rate=round(found.base_rate, 4),
            **facts,
        )
    means: dict[str, Any] = {
        method: {
            name: round(float(np.mean([row[method][name] for row in rows])), 4)
            for name in ("auc", "average_precision", "ece")
        }
        for method in rows[0]
    }
    worst = {
        method: round(min(row[method]["auc"] - row["density"]["auc"] for row in rows), 3)
        for method in rows[0]
    }
    report("entry, mean", total, extra_mib=0.0, packages=PACKAGES, **means, least_gain=worst)
    return 0


if __name__ == "__main__":
    sys.exit(main())
