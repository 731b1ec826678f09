"""A plan with what was known in 2017, against the accounts of 2018 and 2020: China, 42 industries.

``python benchmarks/backtest.py [FOLDER]``. The folder holds the national accounts of 2015, 2017,
2018 and 2020 of the reference data; they are not part of the repository. The plan sees the account
of 2017 and the growth of final demand from 2015 to 2017, and nothing later. Accounts are in prices
of their years, so growth is compared after the mean of all industries is taken away.
"""

from __future__ import annotations

import csv
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import xarray as xr
from scipy.stats import spearmanr

from upriver.planning import PlanInputs, solve_plan
from upriver.planning.parts import Economy, own_product
from upriver.planning.reading.economy import SMALLEST
from upriver.planning.settings import PlanSettings

if TYPE_CHECKING:
    import numpy.typing as npt

    Real = npt.NDArray[np.float64]

FOLDER = Path(__file__).resolve().parents[2] / "shared/data/inputoutput/china_national"
COUNT, YEARS = 42, (2018, 2019, 2020)
UNIT = 1e4  # of the accounts, in 1e8 CNY
SETTINGS = PlanSettings(first_year=2018, last_year=2020, default_growth=0.0)


@dataclass(frozen=True)
class Account:
    """Products used of own make and bought outside, and what was made.

    Parameters
    ----------
    names : list of str
        Industries.
    own, bought : ndarray (industry, use)
        42 industries, consumption, investment, inventories, exports.
    output : ndarray (industry)
        Gross output, 1e8 CNY.
    """

    names: list[str]
    own: Real
    bought: Real
    output: Real

    @property
    def value_added(self) -> float:
        """Value added of all industries.

        Returns
        -------
        float
            1e8 CNY.
        """
        return float(self.output.sum() - (self.own + self.bought)[:, :COUNT].sum())


def read_account(path: Path) -> Account:
    """Read an account that tells own products from imports.

    Parameters
    ----------
    path : Path
        The table.

    Returns
    -------
    Account
        In 1e8 CNY.
    """
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    codes = [row["Code"] for row in rows[:COUNT]]
    uses = [*codes, "TC", "FU201", "FU202", "EX"]

    def _block(origin: str) -> Real:
        mine = [row for row in rows if row["Origin"] == origin and row["Code"] in codes]
        return np.array([[float(row[use] or 0) for use in uses] for row in mine]) / UNIT

    own = _block("Domestic")
    output = np.array([float(row["GO"]) for row in rows[:COUNT]]) / UNIT
    return Account([row["Description"] for row in rows[:COUNT]], own, _block("Imports"), output)


def in_classes_of_2017(output: Real, later: Real) -> Real:
    """Output of 2015 in the industries of 2017.

    Parameters
    ----------
    output : ndarray
        42 industries of 2015.
    later : ndarray
        Output of the 42 industries of 2017.

    Returns
    -------
    ndarray
        Other manufacturing and reuse of waste are one; research and technical services are two,
        which grew alike for want of knowledge.
    """
    science = output[35] * later[34:36] / later[34:36].sum()
    return np.concatenate([output[:21], [output[21:23].sum()], output[23:35], science, output[36:]])


def output_and_demand(path: Path) -> tuple[Real, float, float]:
    """Output by industry, final demand inside and exports of the account of 2015.

    Parameters
    ----------
    path : Path
        The table, which does not tell own products from imports.

    Returns
    -------
    tuple
        Output, demand inside, exports; 1e8 CNY.
    """
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))[:COUNT]
    output = np.array([float(row["GO"]) for row in rows]) / UNIT
    inside = sum(float(row["TC"]) + float(row["FU201"]) for row in rows) / UNIT
    return output, inside, sum(float(row["EX"]) for row in rows) / UNIT


def inputs_of(account: Account, *, inside: float, exports: float) -> PlanInputs:
    """A plan's data from one account and two growth rates.

    Parameters
    ----------
    account : Account
        Of 2017.
    inside, exports : float
        Growth a year of final demand inside and of exports, the same for every product.

    Returns
    -------
    PlanInputs
        No projects, no entries, no limits but those of demand and trade.
    """
    codes = [f"{at + 1:02d}" for at in range(COUNT)]
    used = account.own + account.bought
    technology = used[:, :COUNT] / account.output
    tiny = np.where(technology < SMALLEST, technology, 0.0)
    technology = technology - tiny
    technology[technology.argmax(axis=0), np.arange(COUNT)] += tiny.sum(axis=0)
    at_home = used[:, COUNT : COUNT + 3]
    use = used[:, :COUNT].sum(axis=1) + at_home.sum(axis=1)
    bought = account.bought[:, : COUNT + 3].sum(axis=1)
    sold = account.own[:, COUNT + 3]
    share = np.clip(bought / use, 0, 1)
    made = account.own[:, : COUNT + 3].sum(axis=1) + sold
    elapsed = np.arange(1, len(YEARS) + 1)
    moving = at_home[:, :2].sum(axis=1)[:, None] * (1 + inside) ** elapsed
    demand = moving + at_home[:, 2][:, None]
    one, each, year = {"industry": codes}, {"product": codes}, {"year": list(YEARS)}

    def _over(values: Real, **coords: list[str] | list[int]) -> xr.DataArray:
        return xr.DataArray(values, dict(coords), tuple(coords))

    return PlanInputs(
        region="china",
        base_year=2017,
        years=YEARS,
        economy=Economy(
            output=_over(made, **one),
            make=own_product(codes),
            technology=_over(technology, **each, **one),
            value_added=_over(1 - technology.sum(axis=0), **one),
            local_demand=_over(demand, **each, **year),
            sales=_over(sold[None], category=["exports"], **each),
            sales_limit=_over(
                (sold[:, None] * (1 + exports) ** elapsed)[None],
                category=["exports"], **each, **year,
            ),
            inflow_share=_over(np.where(share < SMALLEST, 0.0, share), **each),
            tradable=_over(np.ones(COUNT), **each).astype(bool),
        ),
    )  # fmt: skip


def growth(start: Real, end: Real, years: int) -> Real:
    """Growth a year.

    Parameters
    ----------
    start, end : ndarray
        Levels.
    years : int
        How far they lie apart.

    Returns
    -------
    ndarray
        Ratio a year.
    """
    return np.asarray((end / start) ** (1 / years) - 1)


def scores(told: Real, seen: Real, weights: Real) -> dict[str, float]:
    """How near growth that was told comes to what was seen.

    Parameters
    ----------
    told, seen : ndarray (industry)
        Growth a year.
    weights : ndarray (industry)
        Output of the base year.

    Returns
    -------
    dict of str to float
        ``total`` growth of all output told; ``rank``, the rank correlation between industries,
        missing where all are told the same; ``error``, the mean absolute error in points after
        the mean is taken away; ``weighted``, the same weighted by output.
    """
    share = weights / weights.sum()
    off = np.abs((told - told.mean()) - (seen - seen.mean()))
    off_weighted = np.abs((told - share @ told) - (seen - share @ seen))
    rank = float(spearmanr(told, seen).statistic) if np.ptp(told) > 1e-9 else float("nan")
    return {
        "total": 100 * float(share @ told),
        "rank": rank,
        "error": 100 * float(off.mean()),
        "weighted": 100 * float(share @ off_weighted),
    }


def backtest(folder: Path = FOLDER, *, end: int = 2020) -> dict[str, dict[str, float]]:
    """Compare business as usual, the plan and naive tellings with what came about.

    Parameters
    ----------
    folder : Path
        Folder with the accounts.
    end : {2018, 2020}
        Year of the account that is told.

    Returns
    -------
    dict of str to dict
        Scores by telling; ``seen`` holds the truth's own total.
    """
    before, now, later = (
        output_and_demand(folder / "china_2015_42.csv"),
        read_account(folder / "china_2017_42.csv"),
        read_account(folder / f"china_{end}_42.csv"),
    )
    used = now.own + now.bought
    inside = float((used[:, COUNT : COUNT + 2].sum() / before[1]) ** 0.5 - 1)
    exports = float((now.own[:, COUNT + 3].sum() / before[2]) ** 0.5 - 1)
    solved = solve_plan(inputs_of(now, inside=inside, exports=exports), SETTINGS)
    assert solved.usual is not None
    base = solved.inputs.economy.output.values
    told, added = {}, {"seen": (later.value_added / now.value_added) ** (1 / (end - 2017)) - 1}
    for name, solution in (("business as usual", solved.usual), ("plan", solved.solution)):
        made = solution.value("output")
        assert made is not None
        then = made.sel(year=end).values
        told[name] = growth(base, then, end - 2017)
        paid = solved.inputs.economy.value_added.values
        added[name] = float(((paid @ then) / (paid @ base)) ** (1 / (end - 2017)) - 1)
    told["past growth"] = growth(in_classes_of_2017(before[0], now.output), now.output, 2)
    told["equal growth"] = np.full(COUNT, float((now.output.sum() / before[0].sum()) ** 0.5 - 1))
    seen = growth(now.output, later.output, end - 2017)
    mixed = (told["past growth"] + told["equal growth"]) / 2
    told["half past growth"] = mixed
    found = {name: scores(each, seen, now.output) for name, each in told.items()}
    found["seen"] = scores(seen, seen, now.output)
    for name, rate in added.items():
        found[name]["value added"] = 100 * rate
    found["demand"] = {"inside": 100 * inside, "exports": 100 * exports}
    return found


def main() -> None:
    """Print the comparison."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    for end in (2018, 2020):
        print(f"2017 to {end}")
        for name, each in backtest(folder, end=end).items():
            print(f"{name:18}", *(f"{key} {value:6.2f}" for key, value in each.items()))


if __name__ == "__main__":
    main()
