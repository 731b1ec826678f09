"""Building and solving the plan of a synthetic nation: 31 provinces that trade.

``python benchmarks/planning_places.py [--quick | --long]``. The nation is seeded; its figures
mean nothing. Interior points run without a clean basis at the end; whether the answer holds is
told by the audit, from the coefficients alone.
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from measure import forget_peak, peak_mib, report
from planning import SETTINGS
from planning_nation import nation
from upriver.planning.audit import audited
from upriver.planning.engine import require_accepted, solver
from upriver.planning.places import build_places, usual_places

if TYPE_CHECKING:
    from collections.abc import Callable

    from upriver.planning.matrix import Matrix

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
LONG = (Case(42, 1), Case(42, 3), Case(42, 10), Case(150, 3, 42), Case(150, 10, 150, solve=False))


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


def measure(case: Case, *, limit: float) -> None:
    """Build, cut business as usual out, and solve one case.

    Parameters
    ----------
    case : Case
        Sizes.
    limit : float
        Seconds that the solver may take.
    """
    settings = SETTINGS.model_copy(
        update={"whole_decisions": False, "last_year": 2024 + case.years, "time_limit": limit}
    )
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
        solve(f"{case.name}, interior points", matrix, limit=limit)


def solve(name: str, matrix: Matrix, *, limit: float) -> None:
    """Solve without crossover and audit the answer.

    Parameters
    ----------
    name : str
        What is measured.
    matrix : Matrix
        The model.
    limit : float
        Seconds that the solver may take.
    """
    engine = solver(matrix, settings=SETTINGS.model_copy(update={"time_limit": limit}))
    for option, value in (("solver", "ipm"), ("run_crossover", "off")):
        require_accepted(engine.setOptionValue(option, value))
    forget_peak()
    before = peak_mib()
    seconds = in_cpu_time(engine.run)
    solution, info = engine.getSolution(), engine.getInfo()
    audit = audited(
        matrix, np.array(solution.col_value), prices=np.array(solution.row_dual),
        objective=info.objective_function_value,
    )  # fmt: skip
    report(
        name, seconds, extra_mib=peak_mib() - before, packages=PACKAGES,
        status=engine.modelStatusToString(engine.getModelStatus()),
        iterations=info.ipm_iteration_count, passed=audit.passed,
        row_violation=audit.row_violation, duality_gap=audit.duality_gap,
    )  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one year only")
    parser.add_argument("--long", action="store_true", help="ten years solved too")
    parser.add_argument("--limit", type=float, default=3600.0, help="seconds of the solver")
    given = parser.parse_args()
    for case in QUICK if given.quick else LONG if given.long else USUAL:
        measure(case, limit=given.limit)
    return 0


if __name__ == "__main__":
    sys.exit(main())
