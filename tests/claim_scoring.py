"""Compare extracted claims with rows read by hand: recall and precision a kind."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from upriver.documents.claims import Claim

Gold = dict[str, Any]

GROUPS = {
    "level": "level", "count": "level", "flow": "level", "cumulative": "level", "daily": "level",
    "per_year": "level", "duration": "level", "subsidy": "level", "derived": "level",
    "yoy": "yoy", "change": "yoy", "cagr": "cagr", "share": "share", "multiple": "multiple",
    "vs_base": "vs_base", "delta_pp": "points", "pp_per_year": "points",
    "rank": "rank", "unique": "rank", "ordinal": "rank", "max": "rank",
    "elimination": "level", "milestone": "milestone",
}  # fmt: skip
_SCALED = re.compile(r"^([百千]?[万亿]+)(.+)$")
_SCALES = {"万": 1e4, "亿": 1e8, "万亿": 1e12, "百万": 1e6, "千万": 1e7}


def read_gold(path: Path) -> list[Gold]:
    """Rows of a file with one JSON object a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def _normal(value: Any, unit: str | None) -> tuple[Any, str | None]:
    """Value and unit with a scale in the unit moved into the value."""
    match = _SCALED.match(unit or "")
    if match and match[1] in _SCALES and isinstance(value, int | float):
        return value * _SCALES[match[1]], match[2]
    return value, unit


def _same_value(mine: Any, gold: Any) -> bool:
    if isinstance(gold, list):
        return isinstance(mine, tuple) and all(
            _same_value(a, b) for a, b in zip(mine, gold, strict=True)
        )
    if mine is None or gold is None or isinstance(mine, tuple):
        return mine is gold
    return abs(mine - gold) <= 1e-9 * max(1.0, abs(gold))


def overlaps(claim: Claim, gold: Gold) -> bool:
    """Whether the two phrases share a character."""
    return claim.start < gold["end"] and gold["start"] < claim.end


def matches(claim: Claim, gold: Gold) -> bool:
    """Whether a claim states the fact of a gold row: kind, value, unit, growth group, span."""
    value, unit = _normal(gold["value_norm"], gold["unit_norm"])
    if claim.kind != gold["kind"] or not overlaps(claim, gold):
        return False
    if gold["kind"] == "system":
        return True
    return (
        _same_value(claim.value_norm, value)
        and (claim.unit_norm == unit or (value is None))
        and GROUPS.get(claim.growth_kind or "") == GROUPS.get(gold["growth_kind"] or "")
    )


def likeness(first: str | None, second: str | None) -> float:
    """Overlap of the characters of two indicators, from 0 to 1 (Dice)."""
    one, two = set(first or ""), set(second or "")
    return 2 * len(one & two) / (len(one) + len(two)) if one or two else 1.0


@dataclass
class Score:
    """What one kind of claim scored."""

    gold: int
    found: int
    claims: int
    pairs: list[tuple[Gold, Claim]]
    missed: list[Gold]
    surplus: list[Claim]

    @property
    def recall(self) -> float:
        return self.found / self.gold if self.gold else 1.0

    @property
    def precision(self) -> float:
        return self.found / self.claims if self.claims else 1.0


def score(claims: tuple[Claim, ...], gold: list[Gold], kind: str) -> Score:
    """Match claims of a kind with gold rows one to one; surplus over optional rows is ignored."""
    rows = [row for row in gold if row["kind"] == kind]
    optional = [row for row in gold if row["kind"] == "optional"]
    left = [claim for claim in claims if claim.kind == kind]
    pairs: list[tuple[Gold, Claim]] = []
    missed = []
    for row in rows:
        fits = [claim for claim in left if matches(claim, row)]
        best = max(fits, key=lambda c: likeness(c.indicator, row["indicator"]), default=None)
        if best is None:
            missed.append(row)
            continue
        pairs.append((row, best))
        left.remove(best)
    surplus = [
        claim for claim in left
        if not any(overlaps(claim, row) and _same_value(claim.value_norm, row["value_norm"]) for row in optional)
    ]  # fmt: skip
    return Score(len(rows), len(pairs), len(pairs) + len(surplus), pairs, missed, surplus)


def period_of(gold: Gold) -> str | None:
    """Period of a gold row in the spelling of ``upriver.core.periods``."""
    text = gold["period"]
    if text is None:
        return None
    text = re.sub(r"\s*\(.*\)$", "", text)
    if text.startswith("as of "):
        return text.removeprefix("as of ")
    if text.startswith("to "):
        return f"..{text.removeprefix('to ')}"
    text = re.sub(r"^(\d{4})([QH])", r"\1-\2", text)
    return re.sub(r"^(\d{4})-(\d{4})$", r"\1..\2", text)
