"""Entries of New Zealand cities, forecast from the past in eight tests.

Source of the data: Davies and Mare (2019), Motu Working Paper 19-01 (MIT licence), Stats NZ
censuses. Source of the goals and of the figures of density and level: the project's own earlier
backtest on this panel (reference notes on complexity, section 5), in which the best single
method reached a mean area of 0.779 and a mean average precision of 0.299, the best pair of
methods 0.793 and 0.323.
"""

from __future__ import annotations

import runpy
from typing import Any

import numpy as np
import pytest

from shared_data import SHARED, needs_shared
from source_tree import ROOT
from upriver.complexity.entry import BacktestSettings, backtest

pytestmark = needs_shared
FOLDER = SHARED / "data" / "complexity" / "nz-cities-1976-2013"
NOTES = runpy.run_path(str(ROOT / "benchmarks" / "new_zealand.py"))
METHODS = ("density", "level", "logit", "ensemble")


@pytest.fixture(scope="module")
def rows() -> list[dict[str, Any]]:
    """Scores of every method in every test."""
    panels = {kind: NOTES["panel"](FOLDER, kind) for kind in ("industry", "occupation")}
    found = []
    for setting in NOTES["SETTINGS"]:
        test = backtest(
            panels[setting.kind],
            start=setting.start,
            end=setting.end,
            settings=BacktestSettings(
                start_below=setting.start_below, methods=METHODS, replicates=0
            ),
            rng=np.random.default_rng(2013),
        )
        assert max(end for _, end in test.pairs) <= setting.start
        assert len(np.unique(test.fold)) == 4
        scores = {row["method"]: row for row in test.scores.to_dicts()}
        found.append({"setting": setting, "test": test, **scores})
    return found


def test_the_panels_are_those_of_the_notes() -> None:
    industry = NOTES["panel"](FOLDER, "industry")
    assert industry.shape == (8, 64, 65)
    assert NOTES["panel"](FOLDER, "occupation").shape == (7, 50, 200)


def test_base_rates_and_baselines_of_the_notes_come_out(rows: list[dict[str, Any]]) -> None:
    """Industries: base rate, then area and precision of density, and area of the level."""
    printed = [
        (0.139, 0.709, 0.27, 0.746),
        (0.138, 0.678, 0.22, 0.772),
        (0.047, 0.729, 0.17, 0.506),
        (0.038, 0.690, 0.07, 0.613),
    ]
    for row, (base, area, precision, level) in zip(rows, printed, strict=False):
        assert row["density"]["base_rate"] == pytest.approx(base, abs=6e-4)
        assert row["density"]["auc"] == pytest.approx(area, abs=1e-3)
        assert row["density"]["average_precision"] == pytest.approx(precision, abs=6e-3)
        assert row["level"]["auc"] == pytest.approx(level, abs=1e-3)


@pytest.mark.parametrize("method", ["logit", "ensemble"])
def test_goals(rows: list[dict[str, Any]], method: str) -> None:
    mean = {
        name: np.mean([row[method][name] for row in rows])
        for name in ("auc", "average_precision", "ece")
    }
    assert len(rows) == 8
    assert mean["auc"] >= 0.79
    assert mean["average_precision"] >= 0.32
    assert mean["ece"] <= 0.03
    for row in rows:
        assert row[method]["auc"] > row["density"]["auc"], row["setting"]
        assert row[method]["average_precision"] > row["density"]["average_precision"]
        assert row[method]["ece"] <= 0.04, row["setting"]


def test_the_level_is_no_guide_to_true_jumps(rows: list[dict[str, Any]]) -> None:
    """Among options that start below one half it orders hardly better than a guess, or worse."""
    jumps = [row["level"]["auc"] for row in rows if row["setting"].start_below == 0.5]
    assert np.mean(jumps) < 0.5
