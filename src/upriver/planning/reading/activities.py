"""Activities finer than the account: parts of an industry that make its product in another way.

The account knows one technology an industry. A table ``activities`` may say that a part of its
output is made otherwise. What is known of a part is kept; every other part of the same industry,
and the rest that keeps the industry's own code, takes what is left, so that the parts together are
the industry of the account.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import xarray as xr

from upriver.core.errors import DataError
from upriver.core.message import Message, listing
from upriver.core.units import convert
from upriver.planning.reading.resources import parameters

if TYPE_CHECKING:
    from collections.abc import Mapping

    from upriver.data.region import Region
    from upriver.planning.parts import CapacityInputs, Economy, NatureInputs, PeopleInputs
    from upriver.planning.reading.log import ReadingLog

ROUNDING = 0.01  # known figures of all parts may miss that of their industry by so much
TABLE = "activities"
CAPACITY = ("capital_per_output", "depreciation", "growth_limit")


@dataclass(frozen=True)
class Division:
    """How the industries of the account are divided.

    Parameters
    ----------
    owner : mapping of str to str
        Industry of the account by activity, in the order of the plan; an industry that is not
        divided, and the rest of one that is, stand under their own code.
    share : ndarray
        Share of each in the output of its industry.
    own : mapping of str to (mapping of str to float)
        Known figures by field and activity, in the units of the plan.
    """

    owner: Mapping[str, str]
    share: np.ndarray[tuple[int], np.dtype[np.float64]]
    own: Mapping[str, Mapping[str, float]]

    @property
    def codes(self) -> list[str]:
        """Codes of the activities.

        Returns
        -------
        list of str
            In the order of the plan.
        """
        return list(self.owner)

    def spread(self, array: xr.DataArray) -> xr.DataArray:
        """Figures of the industries as those of their activities.

        Parameters
        ----------
        array : DataArray (..., industry, ...)
            By industry of the account.

        Returns
        -------
        DataArray
            The same dimensions, by activity.
        """
        found = array.sel(industry=list(self.owner.values()))
        return found.assign_coords(industry=self.codes).transpose(*array.dims)

    def parted(self, array: xr.DataArray, known: Mapping[str, float], what: str) -> xr.DataArray:
        """Ratios to output of which some are known.

        Parameters
        ----------
        array : DataArray (industry)
            By industry of the account.
        known : mapping of str to float
            Ratios of single activities.
        what : str
            Name of the figure, for a message.

        Returns
        -------
        DataArray (industry)
            By activity; the parts of an industry add up to it.

        Raises
        ------
        DataError
            If the known parts are more than the whole, or are all known and not the whole.
        """
        found = self.spread(array)
        values, owner = found.values.astype(float), np.array(list(self.owner.values()))
        is_known = np.array([code in known for code in self.codes])
        values[is_known] = [known[code] for code in self.codes if code in known]
        for industry in dict.fromkeys(owner[is_known].tolist()):
            mine = owner == industry
            whole = float(array.sel(industry=industry))
            taken = float(self.share[mine & is_known] @ values[mine & is_known])
            open_ = mine & ~is_known
            left = whole - taken
            if open_.any() and left >= 0:
                values[open_] = left / self.share[open_].sum()
            elif not open_.any() and taken > 0 and abs(left) <= ROUNDING * abs(whole):
                values[mine] *= whole / taken
            else:
                raise DataError(
                    Message(
                        f"{TABLE}: {what} of the activities of {industry} is {taken:.4g} of its "
                        f"output; the industry has {whole:.4g}.",
                        f"{TABLE}：{industry} 各生产活动的 {what} 合计为其产出的 {taken:.4g}，"
                        f"而该行业为 {whole:.4g}。",
                    ),
                    Message(
                        "Correct the shares or the figures, or leave unknown ones empty.",
                        "请改正份额或数值；未知者请留空。",
                    ),
                )
        return found.copy(data=values)


def read_division(region: Region, codes: list[str], *, log: ReadingLog) -> Division:
    """Read how the industries of the account are divided.

    Parameters
    ----------
    region : Region
        The data package.
    codes : list of str
        Industries of the account.
    log : ReadingLog
        Takes notes and provenance.

    Returns
    -------
    Division
        Every industry whole where there is no table ``activities``.

    Raises
    ------
    DataError
        If an activity has the code of an industry of the account, belongs to none, or the shares
        of one industry add up to more than one.
    """
    if not region.has(TABLE):
        return Division({code: code for code in codes}, np.ones(len(codes)), {})
    rows = region.table(TABLE)
    found: dict[str, list[tuple[str, float]]] = {}
    for row in rows.iter_rows(named=True):
        if row["activity"] in codes or row["product"] not in codes:
            raise _misplaced(row["activity"], row["product"], codes)
        found.setdefault(row["product"], []).append((row["activity"], row["share"]))
    owner: dict[str, str] = {}
    share: list[float] = []
    for code in codes:
        parts = found.get(code, [])
        rest = 1.0 - sum(part for _, part in parts)
        if rest < -1e-9:
            raise DataError(
                Message(
                    f"{TABLE}: the shares of the activities of {code} add up to {1 - rest:.4f}.",
                    f"{TABLE}：{code} 各生产活动的份额合计为 {1 - rest:.4f}。",
                ),
                Message("They may add up to 1 at most.", "合计至多为 1。"),
            )
        if rest > 1e-9:
            parts = [*parts, (code, rest)]
        owner |= {activity: code for activity, _ in parts}
        share += [part for _, part in parts]
    own = {
        field: {
            row["activity"]: row[field] / unit
            for row in rows.iter_rows(named=True)
            if row[field] is not None
        }
        for field, unit in (("value_added", 1.0), ("employment", 1e4))
    }
    own |= {name: parameters(region, name) for name in CAPACITY}
    log.rest_on(TABLE, region, TABLE)
    log.note(
        f"{len(found)} industries of the account are divided into activities. What the tables do "
        "not know of an activity is taken from its industry, so that the parts add up to it.",
        f"账户中有 {len(found)} 个行业细分为生产活动；表中未给出的数值取自所属行业，"
        "并保证各部分合计等于该行业。",
    )
    return Division(owner, np.array(share), own)


def _misplaced(activity: str, product: str, codes: list[str]) -> DataError:
    if activity in codes:
        return DataError(
            Message(
                f"{TABLE}: {activity} is an industry of the account.",
                f"{TABLE}：{activity} 本身是账户中的行业。",
            ),
            Message(
                "Give the activity a code of its own; what is left keeps that of the industry.",
                "请为生产活动另设代码；其余部分沿用行业代码。",
            ),
        )
    return DataError(
        Message(
            f"{TABLE}: {activity} makes {product}, which is no industry of the account.",
            f"{TABLE}：{activity} 的产品 {product} 不是账户中的行业。",
        ),
        Message(f"Name one of {listing(codes, most=6)}.", f"可用：{listing(codes, most=6)}。"),
    )


def divided_economy(economy: Economy, division: Division) -> Economy:
    """The account by activity; its products stay as they are.

    Parameters
    ----------
    economy : Economy
        By industry of the account.
    division : Division
        How its industries are divided.

    Returns
    -------
    Economy
        An activity with more value added for a unit of output uses up less of every input, in
        the proportions of its industry.

    Raises
    ------
    DataError
        If known figures of activities do not fit their industry.
    """
    own = division.own
    added = division.parted(economy.value_added, own.get("value_added", {}), "value_added")
    _require_part(added)
    whole = division.spread(economy.value_added)
    factor = ((1 - added) / (1 - whole).where(whole < 1)).fillna(1.0)
    employment, research = economy.employment, economy.research
    if employment is not None:
        employment = division.parted(employment, own.get("employment", {}), "employment")
    return replace(
        economy,
        output=division.spread(economy.output) * division.share,
        make=division.spread(economy.make),
        technology=(division.spread(economy.technology) * factor).transpose("product", "industry"),
        value_added=added,
        employment=employment,
        research=None if research is None else division.spread(research),
    )


def _require_part(added: xr.DataArray) -> None:
    if float(added.max()) <= 1:
        return
    code = str(added.idxmax().item())
    raise DataError(
        Message(
            f"{TABLE}: value added of {code} would be {float(added.max()):.4g} of its output, more "
            "than its output.",
            f"{TABLE}：{code} 的增加值为其产出的 {float(added.max()):.4g}，超过产出本身。",
        ),
        Message(
            "Correct value_added or the shares of its industry.",
            "请改正 value_added 或该行业的份额。",
        ),
    )


def divided_capacity(capacity: CapacityInputs | None, division: Division) -> CapacityInputs | None:
    """Capacity by activity: own parameters where they are known.

    Parameters
    ----------
    capacity : CapacityInputs, optional
        By industry of the account.
    division : Division
        How its industries are divided.

    Returns
    -------
    CapacityInputs or None
        None where capacity is off.
    """
    if capacity is None:
        return None
    found = {}
    for name in CAPACITY:
        array = division.spread(getattr(capacity, name))
        known = division.own.get(name, {})
        values = [known.get(code, float(value)) for code, value in
                  zip(division.codes, array.values, strict=True)]  # fmt: skip
        found[name] = array.copy(data=values)
    return replace(capacity, **found)


def divided_people(
    people: PeopleInputs | None, division: Division, *, whole: Economy, parts: Economy
) -> PeopleInputs | None:
    """Needs for people by activity: as the employment of the activity is to its industry's.

    Parameters
    ----------
    people : PeopleInputs, optional
        By industry of the account.
    division : Division
        How its industries are divided.
    whole, parts : Economy
        Account by industry and by activity.

    Returns
    -------
    PeopleInputs or None
        None where people are off.
    """
    if people is None:
        return None
    need = division.spread(people.need)
    if whole.employment is not None and parts.employment is not None:
        base = division.spread(whole.employment)
        need = (need * (parts.employment / base.where(base > 0)).fillna(1.0)).transpose(*need.dims)
    return replace(people, need=need)


def divided_nature(
    nature: NatureInputs | None, division: Division, region: Region, *, parts: Economy
) -> NatureInputs | None:
    """Pressure by activity: own pressures where ``pressures`` has rows of the activity.

    Parameters
    ----------
    nature : NatureInputs, optional
        By industry of the account.
    division : Division
        How its industries are divided.
    region : Region
        The data package.
    parts : Economy
        Account by activity.

    Returns
    -------
    NatureInputs or None
        None where nature is off.

    Raises
    ------
    DataError
        If known pressures of activities do not fit their industry.
    """
    if nature is None or not region.has("pressures"):
        return nature
    inside = [code for code, industry in division.owner.items() if code != industry]
    rows = region.table("pressures").filter(
        pl.col("industry").is_in(inside) & pl.col("value").is_not_null()
    )
    found = []
    for stressor in [str(code) for code in nature.intensity.coords["stressor"].values]:
        own: dict[str, float] = {}
        mine = rows.filter(pl.col("stressor") == stressor).sort(
            (pl.col("year") - region.base_year).abs(), descending=True
        )
        for row in mine.iter_rows(named=True):  # the year nearest to the base year comes last
            output = float(parts.output.sel(industry=row["industry"]))
            if output > 0:
                amount = convert(row["value"], row["unit"], nature.units[stressor])
                own[row["industry"]] = amount / output
        whole = nature.intensity.sel(stressor=stressor)
        found.append(division.parted(whole, own, f"pressure of {stressor}").values)
    return replace(
        nature,
        intensity=xr.DataArray(
            np.array(found).reshape(nature.intensity.sizes["stressor"], len(division.codes)),
            coords={
                "stressor": nature.intensity.coords["stressor"].values,
                "industry": division.codes,
            },
            dims=["stressor", "industry"],
        ),
    )
