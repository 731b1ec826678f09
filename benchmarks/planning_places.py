"""Building and solving the plan of a synthetic nation: 31 provinces that trade.

``python benchmarks/planning_places.py [--quick | --long | --nation] [--method hipo] [--sight 3]
[--threads 2]``. The nation is seeded; its figures mean nothing. Interior points run without a
clean basis at the end; whether the answer holds is told by the audit, from the coefficients
alone. With ``--sight`` the years are planned one after the other.
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from measure import forget_peak, peak_mib, report
from planning import SETTINGS
from planning_nation import nation
from upriver.core.errors import SolverError
from upriver.planning.places import (
    PlacesSettings,
    PlaceSystem,
    build_places,
    solve_places,
    usual_places,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from upriver.planning.places import SolvedPlaces
    from upriver.planning.settings import PlanSettings

PACKAGES = ("numpy", "xarray", "highspy")


@dataclass(frozen=True)
class Case:
    """One size of the nation.

    Parameters
    ----------
    industries, years : int
        Sizes.
    products : int, optional
        How many products; as many as industries when left out.
    solve : bool
        Whether it is solved too, or only built.
    """

    industries: int
    years: int
    products: int | None = None
    solve: bool = True

    @property
    def name(self) -> str:
        """What is measured.

        Returns
        -------
        str
            Sizes in words.
        """
        goods = f", {self.products} products" if self.products else ""
        return f"31 places of {self.industries} industries{goods}, {self.years} years"


QUICK = (Case(42, 1),)
USUAL = (*QUICK, Case(42, 3), Case(42, 10, solve=False), Case(150, 10, 42, solve=False))
NATION = (Case(150, 10, 42),)
LONG = (Case(42, 1), Case(42, 3), Case(42, 10), *NATION, Case(150, 10, 150, solve=False))


def in_cpu_time(work: Callable[[], object]) -> float:
    """Seconds of processor time that a piece of work takes, once.

    Parameters
    ----------
    work : callable
        Takes nothing.

    Returns
    -------
    float
        Seconds of this process.
    """
    start = time.process_time()
    work()
    return time.process_time() - start


def measure(case: Case, *, chosen: PlanSettings) -> None:
    """Build, cut business as usual out, and solve one case.

    Parameters
    ----------
    case : Case
        Sizes.
    chosen : PlanSettings
        Method, time limit and years in sight.
    """
    settings = chosen.model_copy(update={"last_year": 2024 + case.years})
    system = nation(industries=case.industries, products=case.products, years=case.years)
    forget_peak()
    before = peak_mib()
    build = partial(build_places, system, settings)
    built = build()
    extra = peak_mib() - before
    matrix = built.coupled.matrix
    report(
        f"{case.name}, build", in_cpu_time(build), extra_mib=extra, packages=PACKAGES,
        rows=matrix.A.shape[0], columns=matrix.A.shape[1], nonzeros=matrix.A.nnz,
        rows_between=int((built.coupled.row_block < 0).sum()),
        columns_between=int((built.coupled.column_block < 0).sum()),
    )  # fmt: skip
    seconds = in_cpu_time(partial(usual_places, built, settings))
    report(f"{case.name}, business as usual", seconds, extra_mib=0.0, packages=PACKAGES)
    if case.solve:
        solve(case.name, system, settings)


def solve(name: str, system: PlaceSystem, settings: PlanSettings) -> None:
    """Build and solve without crossover and without business as usual, and audit the answer.

    Parameters
    ----------
    name : str
        What is measured.
    system : PlaceSystem
        The places.
    settings : PlanSettings
        Choices of the planner.
    """
    found: list[SolvedPlaces] = []
    sight = settings.places.foresight
    name += f", {settings.linear_method}" + (f", {sight} years in sight" if sight else "")
    forget_peak()
    before, start = peak_mib(), time.perf_counter()
    try:
        seconds = in_cpu_time(lambda: found.append(solve_places(system, settings)))
    except SolverError as error:
        print(f"{name}: {error.problem.en}")
        return
    solution = found[0].solution
    report(
        name, seconds, extra_mib=peak_mib() - before, packages=PACKAGES,
        solver_threads=settings.threads, clock_s=time.perf_counter() - start,
        objective=solution.objective, passed=solution.audit.passed,
        row_violation=solution.audit.row_violation, duality_gap=solution.audit.duality_gap,
    )  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one year only")
    parser.add_argument("--long", action="store_true", help="ten years solved too")
    parser.add_argument("--nation", action="store_true", help="150 activities, ten years, only")
    parser.add_argument("--threads", type=int, default=SETTINGS.threads, help="of the solver")
    parser.add_argument("--limit", type=float, default=3600.0, help="seconds of the solver")
    parser.add_argument("--method", choices=("ipx", "hipo"), default="ipx")
    parser.add_argument("--sight", type=int, help="years in sight; all when left out")
    given = parser.parse_args()
    chosen = SETTINGS.model_copy(
        update={
            "whole_decisions": False, "compare": False, "clean_basis": False,
            "time_limit": given.limit, "linear_method": given.method,
            "places": PlacesSettings(foresight=given.sight, apart=False),
            "threads": given.threads,
        }
    )  # fmt: skip
    cases = {given.quick: QUICK, given.long: LONG, given.nation: NATION}.get(True, USUAL)
    for case in cases:
        measure(case, chosen=chosen)
    return 0


if __name__ == "__main__":
    sys.exit(main())
