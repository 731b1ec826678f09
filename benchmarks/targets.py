"""What the scorecard would have said at a past date of targets whose end is known.

``python benchmarks/targets.py [FOLDER]``. The folder holds the yearly series of the tourism
competition and the monthly traffic of Indian airports (the reference data's ``routes/series``);
they are not part of the repository, and without them the script says so and stops. Every series
is given five promises for some years on: to stand still, or to grow by 2, 5, 8 and 12 % a year.
The scorecard sees at most six yearly figures up to the past date, in packages of twenty series
that lend each other their speeds; then the promise is held against what happened.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from upriver.core.periods import parse_period
from upriver.targets import (
    Assessment,
    Observed,
    Pools,
    Promise,
    assess,
    growth_class,
    history_of,
    speeds_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FOLDER = Path(__file__).resolve().parents[2] / "shared/data/routes/series"
GROWTH = (0.0, 0.02, 0.05, 0.08, 0.12)
MOST, PACKAGE, AHEAD, UNIT = 6, 20, 4, "1e4 t"
STATES = ("on_course", "behind", "off_course")
ORIGINS = (1985, 1990, 1995, 2000, 2003)
BANDS = (0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 1.0)


@dataclass(frozen=True)
class Series:
    """Yearly figures up to a past date, and the one at the deadline.

    Parameters
    ----------
    last : int
        Year of the newest figure.
    seen : tuple of float
        Figures, oldest first.
    due : int
        Year of the deadline.
    end : float
        What came.
    """

    last: int
    seen: tuple[float, ...]
    due: int
    end: float


@dataclass(frozen=True)
class Said:
    """What was said of one promise, and whether it was kept.

    Parameters
    ----------
    state : str
        State at the past date.
    chance : float, optional
        Probability at the past date.
    kept : bool
        What came.
    """

    state: str
    chance: float | None
    kept: bool


def tourism(folder: Path, *, last: int) -> list[Series]:
    """Yearly series of the tourism competition of 2010; the deadline is four years on.

    Parameters
    ----------
    folder : Path
        Where the two files lie.
    last : int
        Newest year that is seen.

    Returns
    -------
    list of Series
        Those with at least four positive figures up to it and one at the deadline.
    """
    found = []
    later = _columns(folder / "tourism_yearly_oos.csv")
    for name, (_, first, *values) in _columns(folder / "tourism_yearly_in.csv").items():
        figures = [*values, *later[name][2:]]
        at = last - int(first)
        if 3 <= at < len(figures) - AHEAD:
            seen, end = figures[max(0, at + 1 - MOST) : at + 1], figures[at + AHEAD]
            if min(*seen, end) > 0:
                found.append(Series(last, tuple(seen), last + AHEAD, end))
    return found


def airports(folder: Path, *, last: int, due: int) -> list[Series]:
    """Yearly traffic of Indian airports, added up from months.

    Parameters
    ----------
    folder : Path
        Where the file lies.
    last, due : int
        Newest year that is seen, and year of the deadline.

    Returns
    -------
    list of Series
        Domestic passengers, aircraft and freight of airports with all twelve months.
    """
    kinds = ("pax_domestic", "aircraftmov_domestic", "freight_domestic")
    months: dict[tuple[str, str, int], dict[str, float]] = defaultdict(dict)
    path = folder / "aai_india_airports_monthly_2014_2023.csv"
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for kind in kinds:
                if row[kind]:
                    key = (row["airport_code"], kind, int(float(row["year"])))
                    months[key][row["month"]] = float(row[kind])
    years = {key: sum(each.values()) for key, each in months.items() if len(each) == 12}
    found = []
    for airport, kind in sorted({key[:2] for key in years}):
        values = [years.get((airport, kind, year), 0.0) for year in range(last - 3, last + 1)]
        end = years.get((airport, kind, due), 0.0)
        if min(*values, end) > 0:
            found.append(Series(last, tuple(values), due, end))
    return found


def _columns(path: Path) -> dict[str, list[float]]:
    """Columns of a file of the competition: length, first year, figures."""
    with path.open(encoding="utf-8", newline="") as file:
        names, *rows = csv.reader(file)
    return {
        name: [float(row[at]) for row in rows if at < len(row) and row[at] not in ("", "NA")]
        for at, name in enumerate(names)
    }


def look(series: Sequence[Series], *, seed: int = 0) -> list[Said]:
    """Judge every promise at the past date and look at what came.

    Parameters
    ----------
    series : sequence of Series
        The series.
    seed : int
        Of the cut into packages.

    Returns
    -------
    list of Said
        Five a series.
    """
    order = np.random.default_rng(seed).permutation(len(series))
    found = []
    for first in range(0, len(order), PACKAGE):
        package = [series[at] for at in order[first : first + PACKAGE]]
        speeds = {
            str(at): speeds_of(history_of(_observed(each), unit=UNIT), proportional=True)
            for at, each in enumerate(package)
        }
        pools = Pools(growth=growth_class(speeds))
        for each in package:
            for growth in GROWTH:
                goal = each.seen[-1] * (1 + growth) ** (each.due - each.last)
                judged = _judge(each, goal, pools)
                if judged.state != "reached":
                    chance = judged.outlook.chance if judged.outlook else None
                    found.append(Said(judged.state, chance, each.end >= goal))
    return found


def _judge(series: Series, goal: float, pools: Pools) -> Assessment:
    promise = Promise(
        "t", "gt", goal, UNIT, "level", True, UNIT, deadline=parse_period(str(series.due))
    )
    return assess(promise, _observed(series), as_of=date(series.last, 12, 31), pools=pools)


def _observed(series: Series) -> list[Observed]:
    first = series.last - len(series.seen) + 1
    return [
        Observed(parse_period(str(first + at)), value, UNIT) for at, value in enumerate(series.seen)
    ]


def by_state(name: str, said: Sequence[Said]) -> str:
    """One row a trial: how many promises, and the share kept, in all and by state.

    Parameters
    ----------
    name : str
        The trial.
    said : sequence of Said
        What was said and what came.

    Returns
    -------
    str
        A row of Markdown; the last two cells are the Brier score of the probabilities and that
        of always saying the share that was kept.
    """
    cells = [name, str(len(said)), _kept(said)]
    cells += [_kept([each for each in said if each.state == state]) for state in STATES]
    pairs = [(each.chance, each.kept) for each in said if each.chance is not None]
    score = float(np.mean([(chance - kept) ** 2 for chance, kept in pairs]))
    base = float(np.mean([kept for _, kept in pairs]))
    cells += [f"{score:.2f}", f"{base * (1 - base):.2f}"]
    return f"| {' | '.join(cells)} |"


def by_chance(said: Sequence[Said]) -> list[str]:
    """Rows of the bands of probability: promises, mean that was said, share kept.

    Parameters
    ----------
    said : sequence of Said
        What was said and what came.

    Returns
    -------
    list of str
        Rows of Markdown.
    """
    rows = []
    pairs = [(each.chance, each.kept) for each in said if each.chance is not None]
    for low, high in pairwise(BANDS):
        inside = [pair for pair in pairs if low <= pair[0] < high or pair[0] == high == BANDS[-1]]
        if inside:
            mean, kept = (
                np.mean([pair[0] for pair in inside]),
                np.mean([pair[1] for pair in inside]),
            )
            rows.append(f"| {low:.0%}–{high:.0%} | {len(inside)} | {mean:.0%} | {kept:.0%} |")
    return rows


def _kept(some: Sequence[Said]) -> str:
    return f"{np.mean([each.kept for each in some]):.0%}" if some else "–"


def trials(folder: Path) -> dict[str, list[Said]]:
    """All trials by name.

    Parameters
    ----------
    folder : Path
        Where the files lie.

    Returns
    -------
    dict of str to list of Said
        What was said and what came.
    """
    found = {f"{last}–{last + AHEAD}": look(tourism(folder, last=last)) for last in ORIGINS}
    for due in (2019, 2021):
        found[f"2017–{due}"] = look(airports(folder, last=2017, due=due))
    return found


def main(arguments: Iterable[str]) -> int:
    """Print the report.

    Parameters
    ----------
    arguments : iterable of str
        The folder, or nothing.

    Returns
    -------
    int
        0, also when the data are absent.
    """
    folder = Path(next(iter(arguments), FOLDER))
    if not (folder / "tourism_yearly_in.csv").exists():
        print(f"No series in {folder}: nothing was looked at.")
        return 0
    found = trials(folder)
    print("\n".join(by_state(name, said) for name, said in found.items()))
    trips = [each for last in ORIGINS for each in found[f"{last}–{last + AHEAD}"]]
    print("\n".join(["", *by_chance(trips)]))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
