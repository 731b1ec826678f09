"""Two plans of the same places side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from upriver.core.frames import Table, tables_of
from upriver.planning.comparison import compare_plans, require_same
from upriver.planning.tables.changes import price_change, setting_change, value_change
from upriver.planning.tables.sides import (
    alike,
    amounts,
    amounts_table,
    by_key,
    difference,
    paired,
    paired_table,
    summed,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from upriver.planning.comparison import PlanComparison
    from upriver.planning.places.result import PlacesPlan
    from upriver.planning.tables.sides import Row

PLACE = ("place", "place_en", "place_zh")
OWN = ("economy", "industries", "undertakings", "money")


@dataclass(frozen=True, eq=False)
class PlacesComparison:
    """Two plans of the same places for the same years.

    Parameters
    ----------
    names : tuple of str
        What the plans are called.
    value : Table
        Objective, gain and gap of the whole, and gain of each place.
    economy : Table
        Value added, business as usual and spending by place and year.
    trade : Table
        What a place sells to and buys from the others in the last year, by product.
    grants : Table
        What a place is given from shared funds in all years.
    caps : Table
        Pressure on what is shared by place and year.
    targets : Table
        Promises of several places: wanted, value, met, price, and what ``change`` it is.
    prices : Table
        The highest price of what is shared over the years, and what ``change`` it is.
    industries : Table
        Value added of the last year by place and industry.
    undertakings : Table
        Projects and entries that either plan begins, by place.
    money : Table
        Spending of all years by place, fund and use.
    settings : Table
        Settings that differ.
    plans : mapping of str to PlanComparison
        Everything else of each place.
    same_data : bool, optional
        Whether both rest on the same data packages; missing when a plan does not know.
    """

    names: tuple[str, str]
    value: Table
    economy: Table
    trade: Table
    grants: Table
    caps: Table
    targets: Table
    prices: Table
    industries: Table
    undertakings: Table
    money: Table
    settings: Table
    plans: Mapping[str, PlanComparison]
    same_data: bool | None

    @property
    def tables(self) -> dict[str, Table]:
        """All tables by name.

        Returns
        -------
        dict of str to Table
            ``value economy trade grants caps targets prices industries undertakings money
            settings``.
        """
        return tables_of(self)

    def to_dict(self) -> dict[str, Any]:
        """Comparison as plain data, for JSON.

        Returns
        -------
        dict
            Names, tables as rows, the comparison of every place, and whether the data are the
            same.
        """
        return {
            "names": list(self.names),
            "same_data": self.same_data,
            **{name: table.to_dicts() for name, table in self.tables.items()},
            "plans": {code: found.to_dict() for code, found in self.plans.items()},
        }


def compare_places(
    first: PlacesPlan, second: PlacesPlan, *, names: tuple[str, str] = ("first", "second")
) -> PlacesComparison:
    """Compare two plans of several places.

    Parameters
    ----------
    first, second : PlacesPlan
        Plans of the same places, base year and years.
    names : tuple of str
        What to call them.

    Returns
    -------
    PlacesComparison
        Differences are the second less the first.

    Raises
    ------
    DataError
        If places, base year or years are not the same, or a unit differs.
    """
    require_same(first, second, names)
    plans = {
        code: compare_plans(own, second.plans[code], names=names)
        for code, own in first.plans.items()
    }
    known = {found.same_data for found in plans.values()}
    return PlacesComparison(
        names=names,
        value=_value(first, second),
        **{name: _stacked(first, plans, name) for name in OWN},
        trade=_trade(first, second),
        grants=_grants(first, second),
        caps=_caps(first, second),
        targets=_targets(first, second),
        prices=price_change(first, second, name="code"),
        settings=setting_change(first, second),
        plans=plans,
        same_data=None if None in known else known == {True},
    )


def _stacked(first: PlacesPlan, plans: Mapping[str, PlanComparison], name: str) -> Table:
    """One table of all places, one under the other, with a place in front."""
    frames, units = [], {}
    for code, found in plans.items():
        table: Table = getattr(found, name)
        label = dict(zip(PLACE, (code, first.names[code].en, first.names[code].zh), strict=True))
        frames.append(
            table.frame.select(
                *(pl.lit(text, pl.String).alias(column) for column, text in label.items()), pl.all()
            )
        )
        units = dict(table.units)
    return Table(pl.concat(frames), units)


def _value(first: PlacesPlan, second: PlacesPlan) -> Table:
    """Of all together, whose place is empty, and the gain of each."""
    rows = [dict.fromkeys(PLACE, "") | row for row in value_change(first, second).to_dicts()]
    for code, name in first.names.items():
        one, other = first.gains.get(code), second.gains.get(code)
        rows.append(
            {"quantity": "gain", "place": code, "place_en": name.en, "place_zh": name.zh,
             "first": one, "second": other, "difference": difference(one, other)}
        )  # fmt: skip
    return amounts_table(rows, ("quantity", *PLACE))


def _trade(first: PlacesPlan, second: PlacesPlan) -> Table:
    last, keys = first.years[-1], ("place", "product")
    named = (*PLACE[1:], "product_en", "product_zh")
    sides = [
        {key[:2]: row for key, row in by_key(plan.trade, *keys, "year").items() if key[2] == last}
        for plan in (first, second)
    ]
    rows: list[Row] = []
    for what in ("sold", "bought"):
        found = amounts((sides[0], sides[1]), keys, what, absent=0.0, kept=named)
        rows += [{"quantity": what, **row} for row in found]
    texts = ("quantity", *PLACE, "product", "product_en", "product_zh")
    return amounts_table(rows, texts, unit="1e8 CNY")


def _grants(first: PlacesPlan, second: PlacesPlan) -> Table:
    keys = ("fund", "place")
    sides = (summed(first.grants, "amount", *keys), summed(second.grants, "amount", *keys))
    named = ("fund_en", "fund_zh", *PLACE[1:])
    rows = amounts(sides, keys, "amount", absent=0.0, kept=named)
    return amounts_table(rows, ("fund", "fund_en", "fund_zh", *PLACE), unit="1e8 CNY")


def _caps(first: PlacesPlan, second: PlacesPlan) -> Table:
    keys = ("cap", "place", "year")
    sides = (by_key(first.caps, *keys), by_key(second.caps, *keys))
    named = ("cap_en", "cap_zh", *PLACE[1:], "unit")
    rows = amounts(sides, keys, "pressure", kept=named)
    return amounts_table(rows, ("cap", "cap_en", "cap_zh", *PLACE, "unit"), year=True)


def _targets(first: PlacesPlan, second: PlacesPlan) -> Table:
    kept = ("target", "target_en", "target_zh", "year", "comparator", "unit")
    columns = dict.fromkeys(("wanted", "value", "met", "price"), pl.Float64)
    sides = (by_key(first.targets, "target"), by_key(second.targets, "target"))
    rows = paired(sides, tuple(columns), kept=kept, change=_promise_change)
    return paired_table(rows, kept, columns | {"met": pl.Boolean}, units={"price": "1e8 CNY/%"})


def _promise_change(one: Row | None, other: Row | None) -> str:
    if one is None or other is None:
        return "added" if one is None else "dropped"
    if one["met"] != other["met"]:
        return "met" if other["met"] else "missed"
    before, after = (abs(row["value"] - row["wanted"]) for row in (one, other))
    if one["met"] or alike(before, after):
        return "same"
    return "closer" if after < before else "further"
