"""Two plans side by side: what the one does and the other does not, and what it comes to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from upriver.core.errors import DataError
from upriver.core.frames import Table, tables_of
from upriver.core.message import Message
from upriver.planning.tables.changes import (
    economy_change,
    industry_change,
    money_change,
    pressure_change,
    price_change,
    setting_change,
    target_change,
    undertaking_change,
    value_change,
)

if TYPE_CHECKING:
    from upriver.planning.places.result import PlacesPlan
    from upriver.planning.result import Plan


@dataclass(frozen=True, eq=False)
class PlanComparison:
    """Two plans of one region for the same years. Columns end in ``_first`` and ``_second``.

    Parameters
    ----------
    names : tuple of str
        What the plans are called.
    value : Table
        Objective, gain and gap.
    economy : Table
        Value added, business as usual and spending by year.
    industries : Table
        Value added of the last year by industry.
    targets : Table
        One row a target: wanted, value, met, shortfall as a share, and what ``change`` it is.
    undertakings : Table
        Projects and entries that either plan begins: year, share, whether each plan could begin
        it at all (``offered``), and what ``change`` it is.
    money : Table
        Spending of all years by fund and use.
    pressures : Table
        Pressure on nature by stressor and year.
    prices : Table
        The highest price of each scarce thing over the years, and what ``change`` it is.
    settings : Table
        Settings that differ.
    same_data : bool, optional
        Whether both rest on the same data package; missing when a plan does not know.
    """

    names: tuple[str, str]
    value: Table
    economy: Table
    industries: Table
    targets: Table
    undertakings: Table
    money: Table
    pressures: Table
    prices: Table
    settings: Table
    same_data: bool | None

    @property
    def tables(self) -> dict[str, Table]:
        """All tables by name.

        Returns
        -------
        dict of str to Table
            ``value economy industries targets undertakings money pressures prices settings``.
        """
        return tables_of(self)

    def to_dict(self) -> dict[str, Any]:
        """Comparison as plain data, for JSON.

        Returns
        -------
        dict
            Names, tables as rows, and whether the data are the same.
        """
        return {
            "names": list(self.names),
            "same_data": self.same_data,
            **{name: table.to_dicts() for name, table in self.tables.items()},
        }


def compare_plans(
    first: Plan, second: Plan, *, names: tuple[str, str] = ("first", "second")
) -> PlanComparison:
    """Compare two plans.

    Parameters
    ----------
    first, second : Plan
        Plans of the same region, base year and years.
    names : tuple of str
        What to call them.

    Returns
    -------
    PlanComparison
        Differences are the second less the first.

    Raises
    ------
    DataError
        If region, base year or years are not the same, or a unit differs.
    """
    require_same(first, second, names)
    _require_units(first, second)
    same = None
    if first.fingerprint and second.fingerprint:
        same = first.fingerprint == second.fingerprint
    said = Message(
        f"First: {names[0]}; second: {names[1]}.", f"前者：{names[0]}；后者：{names[1]}。"
    )
    tables = {
        "value": value_change(first, second),
        "economy": economy_change(first, second),
        "industries": industry_change(first, second),
        "targets": target_change(first, second),
        "undertakings": undertaking_change(first, second),
        "money": money_change(first, second),
        "pressures": pressure_change(first, second),
        "prices": price_change(first, second),
        "settings": setting_change(first, second),
    }
    noted = {name: Table(each.frame, each.units, (said,)) for name, each in tables.items()}
    return PlanComparison(names=names, **noted, same_data=same)


def require_same(
    first: Plan | PlacesPlan, second: Plan | PlacesPlan, names: tuple[str, str]
) -> None:
    """Refuse plans that cannot be compared.

    Parameters
    ----------
    first, second : Plan or PlacesPlan
        Both of one place, or both of several.
    names : tuple of str
        What they are called.

    Raises
    ------
    DataError
        If region or places, base year or years are not the same.
    """
    for what, zh, one, other in (
        ("region", "区域", _where(first), _where(second)),
        ("base year", "基年", first.base_year, second.base_year),
        ("years", "年份", _span(first), _span(second)),
    ):
        if one != other:
            raise DataError(
                Message(
                    f"The plans have not the same {what}: {names[0]} has {one}, {names[1]} "
                    f"has {other}.",
                    f"两个规划的{zh}不同：{names[0]} 为 {one}，{names[1]} 为 {other}。",
                ),
                Message(
                    "Make both plans for the same region, base year, first_year and last_year.",
                    "请以相同的区域、基年、first_year 与 last_year 求出两个规划。",
                ),
            )


def _where(plan: Plan | PlacesPlan) -> str:
    """The region, or the places in any order."""
    return str(getattr(plan, "region", "")) or ", ".join(sorted(getattr(plan, "names", ())))


def _require_units(first: Plan, second: Plan) -> None:
    for one, other, key in (
        (first.pressure, second.pressure, "stressor"),
        (first.targets, second.targets, "target"),
    ):
        units = {row[key]: row["unit"] for row in one.to_dicts()}
        for row in other.to_dicts():
            if units.get(row[key], row["unit"]) != row["unit"]:
                raise DataError(
                    Message(
                        f"{row[key]} is in {units[row[key]]} in one plan and in {row['unit']} in "
                        "the other.",
                        f"{row[key]} 在一个规划中单位为 {units[row[key]]}，"
                        f"在另一个中为 {row['unit']}。",
                    ),
                    Message(
                        "Make both plans from packages with the same units.",
                        "请用单位一致的数据包求出两个规划。",
                    ),
                )


def _span(plan: Plan | PlacesPlan) -> str:
    return f"{plan.years[0]}-{plan.years[-1]}"
