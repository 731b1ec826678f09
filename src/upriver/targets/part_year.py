"""Years of which only the first months were published, carried to twelve."""

from __future__ import annotations

from typing import TYPE_CHECKING

from upriver.core.periods import parse_period
from upriver.targets.derived import in_unit
from upriver.targets.history import BOUNDS
from upriver.targets.pace import FULL_YEAR, is_stock
from upriver.targets.records import Observed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

# Root mean square of the log of (months known x 12 / months) to the year, over monthly series of
# travel and freight; see docs/explanation/scorecard.
DOUBT = {6: 0.17, 7: 0.14, 8: 0.13, 9: 0.12, 10: 0.10, 11: 0.07}


def carried_years(seen: Sequence[Observed], *, unit: str, as_of: date) -> list[Observed]:
    """Amounts of years that are over and of which half or more of the months are known.

    Parameters
    ----------
    seen : sequence of Observed
        Observations of one indicator at one place.
    unit : str
        Its unit.
    as_of : date
        Day of the judgement.

    Returns
    -------
    list of Observed
        "About" figures of status ``derived`` with their doubt, one a year; none for stocks and
        shares, for years of which an amount is known, and for bounds.

    Examples
    --------
    >>> from datetime import date
    >>> eight = Observed(parse_period("2024-01..2024-08"), 48.0, "1e8 CNY")
    >>> [(each.period.text, each.value, each.doubt)
    ...  for each in carried_years([eight], unit="1e8 CNY", as_of=date(2025, 12, 31))]
    [('2024', 72.0, 0.13)]
    """
    if is_stock(unit):
        return []
    told = {
        item.period.year
        for item in seen
        if item.growth_kind == "level" and (item.period.days or 0) >= FULL_YEAR
    }
    best: dict[int, tuple[int, Observed]] = {}
    for item in seen:
        months = _first_months(item)
        year = item.period.year
        over = parse_period(str(year)).end
        if months not in DOUBT or year in told or over is None or over > as_of:
            continue
        if in_unit(item, unit) is not None and months > best.get(year, (0, item))[0]:
            best[year] = (months, item)
    return [
        Observed(
            parse_period(str(year)), float(f"{(in_unit(item, unit) or 0.0) * 12 / months:.4g}"),
            unit, "level", "about", "derived", item.source, DOUBT[months], "part",
        )
        for year, (months, item) in sorted(best.items())
    ]  # fmt: skip


def _first_months(item: Observed) -> int:
    """Number of months from January on that an amount covers; 0 when it is no such amount."""
    start, end = item.period.start, item.period.end
    if item.growth_kind != "level" or item.comparator in BOUNDS or start is None or end is None:
        return 0
    if start.year != end.year:
        return 0
    whole = parse_period(f"{end.year}-01..{end.year}-{end.month:02d}")
    return end.month if (start, end) == (whole.start, whole.end) else 0
