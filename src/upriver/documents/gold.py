"""Does a claim state the fact of a row that a person read: value, unit, growth and place."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import lru_cache
from math import prod
from typing import TYPE_CHECKING, Any

from upriver.core.errors import DataError, PeriodError
from upriver.core.message import Message
from upriver.core.periods import parse_period
from upriver.documents.numbers import SCALES
from upriver.documents.places import place_named
from upriver.documents.rules import rows as grammar_rows

if TYPE_CHECKING:
    from pathlib import Path

    from upriver.documents.claims import Claim

GoldRow = dict[str, Any]

REQUIRED = ("kind", "indicator", "value_norm", "unit_norm", "growth_kind", "start", "end")
# Growth kinds that one reader may exchange for another without changing what is claimed.
GROWTH_GROUPS: dict[str, str] = {
    "level": "level", "count": "level", "flow": "level", "cumulative": "level", "daily": "level",
    "per_year": "level", "duration": "level", "subsidy": "level", "derived": "level",
    "elimination": "level", "grade": "level",
    "yoy": "yoy", "change": "yoy", "mom": "mom", "cagr": "cagr", "share": "share",
    "multiple": "multiple", "vs_base": "vs_base", "delta_pp": "points", "pp_per_year": "points",
    "rank": "rank", "unique": "rank", "ordinal": "rank", "max": "rank", "milestone": "milestone",
}  # fmt: skip
_SCALED = re.compile(r"([百千]?[万亿]+)(.+)")
_BRACKET = re.compile(r"[(（][^()（）]*[)）]")
_TOKEN = re.compile(r"[A-Za-z]+|[0-9]+(?:\.[0-9]+)?|[\u4e00-\u9fff]")


def read_gold(path: Path) -> tuple[GoldRow, ...]:
    """Rows of a gold file, one JSON object a line.

    Parameters
    ----------
    path : Path
        The file. Each object has at least the keys ``REQUIRED``; the offsets ``start`` and
        ``end`` count the characters of the text beside it.

    Returns
    -------
    tuple of dict
        The rows in the order of the file.

    Raises
    ------
    DataError
        A line is no JSON object, or one of the keys is missing.
    """
    found: list[GoldRow] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as reason:
            raise _refuse(path, number, str(reason)) from reason
        missing = [key for key in REQUIRED if not isinstance(row, dict) or key not in row]
        if missing:
            raise _refuse(path, number, ", ".join(missing))
        found.append(row)
    return tuple(found)


def _refuse(path: Path, number: int, what: str) -> DataError:
    return DataError(
        Message(
            f"Line {number} of {path.name} is no gold row: {what}.",
            f"{path.name} 第 {number} 行不是标注行：{what}。",
        ),
        Message(
            f"Write one JSON object a line with the keys {', '.join(REQUIRED)}.",
            f"每行写一个 JSON 对象，键为 {'、'.join(REQUIRED)}。",
        ),
    )


@lru_cache(maxsize=1)
def _units() -> dict[str, tuple[str, float]]:
    return {row["unit"]: (row["norm"], float(row["factor"])) for row in grammar_rows("units")}


def normalised(value: Any, unit: str | None) -> tuple[Any, str | None]:
    """Value and unit with the unit's scale and its synonyms resolved.

    Parameters
    ----------
    value : number, list of numbers or str, optional
        A value.
    unit : str, optional
        Its unit.

    Returns
    -------
    tuple
        The value and the unit as the grammar writes them.

    Examples
    --------
    >>> normalised(3, "万名"), normalised(2, "亿元")
    ((30000.0, '人'), (200000000.0, '元'))
    """
    match = _SCALED.fullmatch(unit or "")
    factor, word = 1.0, unit
    if match:
        factor, word = prod(SCALES[sign] for sign in match[1]), match[2]
    head, slash, per = (word or "").partition("/")
    known = _units().get(word or "") or _units().get(head)
    norm, own = known if known is not None else (head or None, 1.0)
    if slash and word not in _units():
        norm = f"{norm}/{per}"
    if isinstance(value, list | tuple):
        return [part * factor * own for part in value], norm
    return (value * factor * own if isinstance(value, int | float) else value), norm


def same_value(mine: Any, gold: Any) -> bool:
    """Whether two values are equal to one part in a million.

    Parameters
    ----------
    mine, gold : number, list of numbers or str, optional
        Normalised values.

    Returns
    -------
    bool
        True for two numbers, two ranges or two missing values that agree; a value that gold
        gives in words is taken as missing.
    """
    if isinstance(mine, list) and isinstance(gold, list):
        return len(mine) == len(gold) and all(map(same_value, mine, gold))
    if isinstance(mine, int | float) and isinstance(gold, int | float):
        return abs(mine - gold) <= 1e-6 * max(1.0, abs(gold)) if mine and gold else mine == gold
    return mine is None and not isinstance(gold, int | float | list)


def overlaps(claim: Claim, row: GoldRow) -> bool:
    """Whether the phrase of a claim and that of a gold row share a character.

    Parameters
    ----------
    claim : Claim
        The claim.
    row : dict
        The gold row.

    Returns
    -------
    bool
        True when the offsets overlap.
    """
    return bool(claim.start < row["end"] and row["start"] < claim.end)


def is_match(claim: Claim, row: GoldRow) -> bool:
    """Whether a claim states the fact of a gold row, whatever its kind is.

    Parameters
    ----------
    claim : Claim
        The claim.
    row : dict
        The gold row.

    Returns
    -------
    bool
        True when the phrases overlap and value, unit and group of growth kinds are equal.
        For a named system, a plan or an event the overlap is enough.

    Notes
    -----
    Values are compared in normalised units, to one part in a million. Units are compared
    after scale and synonym are resolved: 万人 and 人, 名 and 人. A unit is not compared
    where the row has no value.
    """
    if not overlaps(claim, row):
        return False
    if row["kind"] in {"system", "plan", "event", "enumeration"}:
        return True
    mine, unit = normalised(claim.value_norm, claim.unit_norm)
    gold, gold_unit = normalised(row["value_norm"], row["unit_norm"])
    return (
        same_value(mine, gold)
        and (unit == gold_unit or gold is None or isinstance(gold, str))
        and GROWTH_GROUPS.get(claim.growth_kind or "")
        == GROWTH_GROUPS.get(row["growth_kind"] or "")
    )


def likeness(first: str | None, second: str | None) -> float:
    """How alike two names of an indicator are.

    Parameters
    ----------
    first, second : str, optional
        The names. What stands in brackets is a remark and does not count.

    Returns
    -------
    float
        Twice the number of shared tokens over the number of all tokens (Dice), from 0 to 1.
        A token is a Chinese character, a Latin word or a number.

    Examples
    --------
    >>> likeness("工业增加值", "规上工业增加值")
    0.8333333333333334
    """
    one, two = _tokens(first), _tokens(second)
    total = one.total() + two.total()
    return 2 * (one & two).total() / total if total else 1.0


def _tokens(name: str | None) -> Counter[str]:
    return Counter(_TOKEN.findall(_BRACKET.sub("", name or "").casefold()))


def period_of(text: str | None) -> str | None:
    """Period of a gold row in the spelling of ``upriver.core.periods``.

    Parameters
    ----------
    text : str, optional
        Such as ``"2024Q1"``, ``"2025-2027"``, ``"to 2027"`` or ``"as of 2024-05 (现有)"``.

    Returns
    -------
    str, optional
        Such as ``"2024-Q1"``, ``"2025..2027"``, ``"..2027"`` or ``"2024-05"``.

    Examples
    --------
    >>> period_of("as of 2024-05 (现有)"), period_of("2025-2027"), period_of("2024-01..2024-03")
    ('2024-05', '2025..2027', '2024-Q1')
    """
    if text is None:
        return None
    plain = re.sub(r"\s*\(.*\)$", "", text).removeprefix("as of ")
    plain = re.sub(r"^to ", "..", plain)
    plain = re.sub(r"^(\d{4})-?([QH]\d)$", r"\1-\2", plain)
    plain = re.sub(r"^(\d{4})-(\d{4})$", r"\1..\2", plain)
    try:
        period = parse_period(plain)
    except PeriodError:
        return plain
    return _whole_parts(period.text)


def same_time(mine: str | None, gold: str | None) -> bool:
    """Whether two periods are one; the end of a month is the month that a stock is 'as of'.

    Parameters
    ----------
    mine : str, optional
        Period of a claim.
    gold : str, optional
        Period of a gold row.

    Returns
    -------
    bool
        True when both are missing or name the same stretch of time.
    """
    if gold is not None and gold.startswith("as of") and mine is not None:
        return (period_of(gold) or "")[:7] == mine.rpartition("..")[2][:7]
    return period_of(mine) == period_of(gold)


def same_deadline(mine: str | None, gold: str | None) -> bool:
    """Whether two deadlines are one day: by 2026 is by its last day.

    Parameters
    ----------
    mine : str, optional
        Deadline of a claim.
    gold : str, optional
        Deadline of a gold row.

    Returns
    -------
    bool
        True when both are missing, are written alike or end on the same day.

    Examples
    --------
    >>> same_deadline("2026-12-31", "2026"), same_deadline("2026-06-30", "2026")
    (True, False)
    """
    if mine is None or gold is None or same_time(mine, gold):
        return same_time(mine, gold)
    try:
        ends = [parse_period(period_of(text) or "").end for text in (mine, gold)]
    except PeriodError:
        return False
    return ends[0] is not None and ends[0] == ends[1]


def same_place(mine: str | None, gold: str | None) -> bool:
    """Whether two names are those of one place.

    Parameters
    ----------
    mine : str, optional
        Region of a claim.
    gold : str, optional
        Region of a gold row.

    Returns
    -------
    bool
        True for equal names, for two names that the gazetteer gives one place, and for a
        district with and without the name of its city.

    Examples
    --------
    >>> same_place("深圳市", "Shenzhen"), same_place("海沧区", "厦门市海沧区")
    (True, True)
    >>> same_place("重庆市", "江北区")
    False
    """
    if mine is None or gold is None or mine == gold:
        return mine == gold
    one, two = (place_named(name) for name in (mine, gold))
    if one is not None and one == two:
        return True
    short, long = sorted((mine, gold), key=len)
    city = place_named(long.removesuffix(short)) if long.endswith(short) else None
    return city is not None and short[-1] in "区县市旗"


def _whole_parts(text: str) -> str:
    """Months that make up a quarter, a half or a year, written as such."""
    match = re.fullmatch(r"(\d{4})-(\d\d)\.\.\1-(\d\d)", text)
    if match is None:
        return text
    first, last = int(match[2]), int(match[3])
    if (first, last) == (1, 12):
        return match[1]
    if (first, last) in {(1, 6), (7, 12)}:
        return f"{match[1]}-H{last // 6}"
    if last - first == 2 and first % 3 == 1:
        return f"{match[1]}-Q{last // 3}"
    return text
