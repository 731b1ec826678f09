"""The planner's own rules, from the tables ``rules`` and ``rule_terms``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from upriver.core.errors import DataError
from upriver.core.message import Message
from upriver.planning.records import OwnRule, RuleTerm

if TYPE_CHECKING:
    from upriver.data.region import Region
    from upriver.planning.reading.log import ReadingLog

SENSES = {"le": "<=", "ge": ">=", "eq": "="}


def read_own_rules(region: Region, *, log: ReadingLog) -> tuple[OwnRule, ...]:
    """Read the rules that a planner has added.

    Parameters
    ----------
    region : Region
        The data package; without ``rules`` there are none.
    log : ReadingLog
        Told what they rest on, and of rules without a bound.

    Returns
    -------
    tuple of OwnRule
        In the order of the table.

    Raises
    ------
    DataError
        If a rule has no terms, or a label of a term cannot be read.
    """
    if not region.has("rules", "rule_terms"):
        return ()
    log.rest_on("rules", region, "rules")
    terms = region.table("rule_terms")
    found = []
    for row in region.table("rules").iter_rows(named=True):
        mine = terms.filter(pl.col("rule") == row["rule"]).sort("term")
        if row["bound"] is None:
            log.note(
                f"Rule {row['rule']} has no bound and is left out.",
                f"规则 {row['rule']} 没有界限，未计入。",
            )
            continue
        if not mine.height:
            raise DataError(
                Message(f"Rule {row['rule']} has no terms.", f"规则 {row['rule']} 没有任何项。"),
                Message("Add its terms to rule_terms.", "请在 rule_terms 表中补充。"),
            )
        found.append(
            OwnRule(
                rule=row["rule"],
                terms=tuple(
                    RuleTerm(
                        each["variable"], each["coefficient"], _labels(each["at"], row["rule"])
                    )
                    for each in mine.iter_rows(named=True)
                ),
                sense=SENSES[row["sense"]],  # type: ignore[arg-type]
                bound=row["bound"],
                unit=row["unit"] or "",
                each_year=bool(row["each_year"]),
            )
        )
    return tuple(found)


def _labels(text: str | None, rule: str) -> dict[str, str | int]:
    """Labels of a term, such as ``industry=18; year=2030``."""
    found: dict[str, str | int] = {}
    for part in filter(None, (each.strip() for each in (text or "").split(";"))):
        dim, equals, label = (each.strip() for each in part.partition("="))
        number = dim in ("year", "teams")
        if not equals or not dim or not label or (number and not label.isdigit()):
            raise DataError(
                Message(
                    f"Rule {rule}: cannot read the place {part!r}.",
                    f"规则 {rule}：无法识别位置 {part!r}。",
                ),
                Message(
                    "Write for example: industry=18; year=2030.", "例如：industry=18; year=2030。"
                ),
            )
        found[dim] = int(label) if number else label
    return found
