"""Units in the tables of a plan that cannot be turned into those of the thing they measure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from upriver.core.errors import UnitError
from upriver.core.units import conversion_factor
from upriver.data.conform import HEADER_ROWS
from upriver.planning.faults import unit_unfit
from upriver.planning.reading.resources import UNITS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from upriver.core.findings import Finding
    from upriver.data.region import Region

GROWTHS = ("yoy", "cagr", "reduction", "multiple", "delta_pp")
LEVELS = ("level", "share")
ACCOUNT = ("flows", "final_uses", "primary_inputs")
MONEY = "1e8 CNY"


def rows_of(region: Region, table: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Rows of a table, as a spreadsheet counts them.

    Parameters
    ----------
    region : Region
        The data package.
    table : str
        Its name.

    Yields
    ------
    int and dict
        Number of the row and its cells; nothing where the table is absent.
    """
    if region.has(table):
        for at, row in enumerate(region.table(table).iter_rows(named=True)):
            yield at + HEADER_ROWS, row


def unit_findings(region: Region) -> Iterator[Finding]:
    """Units that do not fit.

    Parameters
    ----------
    region : Region
        The data package.

    Yields
    ------
    Finding
        Errors with table, row and column.
    """
    yield from _account(region)
    yield from _nature(region)
    yield from _parameters(region)
    yield from _promises(region)


def _account(region: Region) -> Iterator[Finding]:
    """The account is in money; of each unit that is none the first row is told."""
    for table in ACCOUNT:
        seen: set[str] = set()
        for row, each in rows_of(region, table):
            if each["unit"] not in seen:
                seen.add(each["unit"])
                yield from _fits(each["unit"], (MONEY,), table, row)


def _nature(region: Region) -> Iterator[Finding]:
    natural = {each["stressor"]: each["unit"] for _, each in rows_of(region, "stressors")}
    for table in ("caps", "pressures", "project_pressures"):
        for row, each in rows_of(region, table):
            yield from _fits(each["unit"], (natural[each["stressor"]],), table, row)


def _parameters(region: Region) -> Iterator[Finding]:
    for row, each in rows_of(region, "industry_parameters"):
        wanted = UNITS.get(each["parameter"])
        if wanted is not None:
            per_year = f"{wanted} a" if "/" in wanted else f"{wanted}/a"
            yield from _fits(each["unit"], (wanted, per_year), "industry_parameters", row)


def _promises(region: Region) -> Iterator[Finding]:
    """Targets, and the observations to which they are linked."""
    own = {each["indicator"]: each for _, each in rows_of(region, "indicators")}
    linked = set()
    for row, each in rows_of(region, "targets"):
        indicator = own[each["indicator"]]
        if indicator["plan_measure"]:
            linked.add(each["indicator"])
        if each["growth_kind"] in GROWTHS:
            yield from _fits(each["unit"], ("ratio",), "targets", row)
        elif each["growth_kind"] in LEVELS:
            yield from _fits(each["unit"], (indicator["unit"],), "targets", row)
    for row, each in rows_of(region, "observations"):
        if each["indicator"] in linked and each["growth_kind"] in LEVELS:
            yield from _fits(each["unit"], (own[each["indicator"]]["unit"],), "observations", row)


def _fits(unit: str, wanted: tuple[str, ...], table: str, row: int) -> Iterator[Finding]:
    for one in (wanted[0], f"{wanted[0]}/a", *wanted[1:]):
        try:
            conversion_factor(unit, one)
        except UnitError:
            continue
        return
    yield unit_unfit(table, unit, wanted[0], row=row, column="unit")
