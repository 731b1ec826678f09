"""How well were the claims read: recall, precision and F1 against rows read by a person."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.optimize import linear_sum_assignment

from upriver.core.errors import DataError, PeriodError
from upriver.core.message import Message
from upriver.core.periods import parse_period
from upriver.documents.numbers import SCALES
from upriver.documents.rules import rows as grammar_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from upriver.documents.claims import Claim

GoldRow = dict[str, Any]

REQUIRED = ("kind", "indicator", "value_norm", "unit_norm", "growth_kind", "start", "end")
NUMERIC = ("statistic", "target")
FIELDS = (
    "kind", "indicator", "comparator", "period", "deadline", "region", "subject", "speaker",
)  # fmt: skip
# Growth kinds that one reader may exchange for another without changing what is claimed.
GROWTH_GROUPS: dict[str, str] = {
    "level": "level", "count": "level", "flow": "level", "cumulative": "level", "daily": "level",
    "per_year": "level", "duration": "level", "subsidy": "level", "derived": "level",
    "elimination": "level", "grade": "level",
    "yoy": "yoy", "change": "yoy", "mom": "mom", "cagr": "cagr", "share": "share",
    "multiple": "multiple", "vs_base": "vs_base", "delta_pp": "points", "pp_per_year": "points",
    "rank": "rank", "unique": "rank", "ordinal": "rank", "max": "rank", "milestone": "milestone",
}  # fmt: skip
# From here on two names of an indicator are taken for the same one.
ALIKE = 0.5
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


def _normal(value: Any, unit: str | None) -> tuple[Any, str | None]:
    """Value and unit with the unit's scale and its synonyms resolved."""
    match = _SCALED.fullmatch(unit or "")
    factor, word = 1.0, unit
    if match:
        factor, word = float(np.prod([SCALES[sign] for sign in match[1]])), match[2]
    head, slash, per = (word or "").partition("/")
    norm, own = _units().get(word or "") or _units().get(head, (head or None, 1.0))
    if slash and word not in _units():
        norm = f"{norm}/{per}"
    if isinstance(value, list | tuple):
        return [part * factor * own for part in value], norm
    return (value * factor * own if isinstance(value, int | float) else value), norm


def _same_value(mine: Any, gold: Any) -> bool:
    if isinstance(mine, list) and isinstance(gold, list):
        return len(mine) == len(gold) and all(map(_same_value, mine, gold))
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
    mine, unit = _normal(claim.value_norm, claim.unit_norm)
    gold, gold_unit = _normal(row["value_norm"], row["unit_norm"])
    return (
        _same_value(mine, gold)
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


def _same_time(mine: str | None, gold: str | None) -> bool:
    """Whether two periods are one; the end of a month is the month that a stock is 'as of'."""
    if gold is not None and gold.startswith("as of") and mine is not None:
        return (period_of(gold) or "")[:7] == mine.rpartition("..")[2][:7]
    return period_of(mine) == period_of(gold)


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


@dataclass(frozen=True)
class Match:
    """A gold row and the claim that states it.

    Parameters
    ----------
    row : dict
        The gold row.
    claim : Claim
        The claim.
    """

    row: GoldRow
    claim: Claim

    def agrees(self, field: str) -> bool:
        """Whether claim and row agree in one respect.

        Parameters
        ----------
        field : str
            One of ``FIELDS``.

        Returns
        -------
        bool
            For an indicator, whether the two names are alike (``ALIKE``); for a period or a
            deadline, whether both are the same stretch of time; else whether they are equal.
        """
        mine, gold = getattr(self.claim, field), self.row.get(field)
        if field == "indicator":
            return likeness(mine, gold) >= ALIKE
        if field in {"period", "deadline"}:
            return _same_time(mine, gold)
        return bool(mine == gold)


@dataclass(frozen=True)
class Tally:
    """What was found, missed and added.

    Parameters
    ----------
    matches : tuple of Match
        Gold rows with their claims, one to one.
    missed : tuple of dict
        Gold rows without a claim.
    surplus : tuple of Claim
        Claims without a gold row; those over an ``optional`` row are left out.
    """

    matches: tuple[Match, ...]
    missed: tuple[GoldRow, ...]
    surplus: tuple[Claim, ...]

    @property
    def recall(self) -> float:
        """Share of the gold rows that were found.

        Returns
        -------
        float
            From 0 to 1; 1 when there are none.
        """
        gold = len(self.matches) + len(self.missed)
        return len(self.matches) / gold if gold else 1.0

    @property
    def precision(self) -> float:
        """Share of the claims that are in the gold rows.

        Returns
        -------
        float
            From 0 to 1; 1 when there are none.
        """
        claims = len(self.matches) + len(self.surplus)
        return len(self.matches) / claims if claims else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of recall and precision.

        Returns
        -------
        float
            From 0 to 1.
        """
        total = 2 * len(self.matches) + len(self.missed) + len(self.surplus)
        return 2 * len(self.matches) / total if total else 1.0

    def accuracy(self, field: str) -> float:
        """Share of the matches that agree in one respect.

        Parameters
        ----------
        field : str
            One of ``FIELDS``.

        Returns
        -------
        float
            From 0 to 1; 1 when there are no matches.
        """
        agreed = sum(match.agrees(field) for match in self.matches)
        return agreed / len(self.matches) if self.matches else 1.0

    @property
    def indicator_likeness(self) -> float:
        """Mean likeness of the indicators of the matches.

        Returns
        -------
        float
            From 0 to 1; 1 when there are no matches.
        """
        alike = [likeness(m.claim.indicator, m.row["indicator"]) for m in self.matches]
        return sum(alike) / len(alike) if alike else 1.0


@dataclass(frozen=True)
class Evaluation:
    """Scores of one or more documents.

    Parameters
    ----------
    together : Tally
        Statistics and targets together: a claim may match a row of the other kind, which
        ``together.accuracy("kind")`` shows.
    kinds : dict of str to Tally
        Each kind of claim by itself; the kind must agree.
    invented : tuple of Claim
        Claims with a value where a gold row says that the text states none.
    """

    together: Tally
    kinds: dict[str, Tally]
    invented: tuple[Claim, ...]

    def to_dict(self) -> dict[str, Any]:
        """Scores as plain data, for JSON.

        Returns
        -------
        dict
            Counts and shares, rounded to four digits.
        """
        fields = {field: round(self.together.accuracy(field), 4) for field in FIELDS}
        return {
            "together": _shares(self.together),
            "accuracy": fields | {"indicator_likeness": round(self.together.indicator_likeness, 4)},
            "kinds": {kind: _shares(tally) for kind, tally in self.kinds.items()},
            "invented": len(self.invented),
        }


def _shares(tally: Tally) -> dict[str, float | int]:
    return {
        "gold": len(tally.matches) + len(tally.missed),
        "claims": len(tally.matches) + len(tally.surplus),
        "matched": len(tally.matches),
        "recall": round(tally.recall, 4),
        "precision": round(tally.precision, 4),
        "f1": round(tally.f1, 4),
    }


def _pair(claims: Sequence[Claim], wanted: Sequence[GoldRow]) -> list[tuple[int, int]]:
    """The largest one-to-one matching; among equals, the one with the likest indicators."""
    if not claims or not wanted:
        return []
    worth = np.zeros((len(wanted), len(claims)))
    for i, row in enumerate(wanted):
        for j, claim in enumerate(claims):
            if is_match(claim, row):
                alike = likeness(claim.indicator, row["indicator"]) + (claim.kind == row["kind"])
                worth[i, j] = len(wanted) + alike / 3  # one more match beats any likeness
    chosen = zip(*linear_sum_assignment(worth, maximize=True), strict=True)
    return [(int(i), int(j)) for i, j in chosen if worth[i, j] > 0]


def tally(
    claims: Iterable[Claim], gold: Iterable[GoldRow], *, kinds: Sequence[str] = NUMERIC
) -> Tally:
    """Match the claims of some kinds with the gold rows of these kinds, one to one.

    Parameters
    ----------
    claims : iterable of Claim
        All claims of one document.
    gold : iterable of dict
        All gold rows of the document. A claim that only an ``optional`` row accounts for is
        neither right nor wrong.
    kinds : sequence of str, optional
        Which kinds are matched; with more than one, a claim may match a row of another one.

    Returns
    -------
    Tally
        The matches, what was missed and what is surplus.
    """
    every = tuple(gold)
    wanted = [row for row in every if row["kind"] in kinds]
    mine = [claim for claim in claims if claim.kind in kinds]
    pairs = _pair(mine, wanted)
    found, used = {i for i, _ in pairs}, {j for _, j in pairs}
    optional = [row for row in every if row["kind"] == "optional"]
    surplus = [
        claim
        for j, claim in enumerate(mine)
        if j not in used and not any(_is_excused(claim, row) for row in optional)
    ]
    return Tally(
        tuple(Match(wanted[i], mine[j]) for i, j in pairs),
        tuple(row for i, row in enumerate(wanted) if i not in found),
        tuple(surplus),
    )


def _is_excused(claim: Claim, row: GoldRow) -> bool:
    if not overlaps(claim, row):
        return False
    mine, _ = _normal(claim.value_norm, claim.unit_norm)
    gold, _ = _normal(row["value_norm"], row["unit_norm"])
    return gold is None or _same_value(mine, gold)


def evaluate(claims: Iterable[Claim], gold: Iterable[GoldRow]) -> Evaluation:
    """Score the claims of one document against gold rows.

    Parameters
    ----------
    claims : iterable of Claim
        All claims of the document.
    gold : iterable of dict
        All gold rows, as ``read_gold`` gives them.

    Returns
    -------
    Evaluation
        Statistics and targets together, each kind by itself, and invented values.

    Notes
    -----
    A kind without gold rows and without claims is left out. A claim counts as invented when
    it gives a value, matches no gold row, and lies over a row that has none.
    """
    mine, every = tuple(claims), tuple(gold)
    together = tally(mine, every)
    names = [row["kind"] for row in every] + [claim.kind for claim in mine]
    shown = [kind for kind in dict.fromkeys(names) if kind != "optional"]
    empty = [row for row in every if row["kind"] in NUMERIC and row["value_norm"] is None]
    invented = tuple(
        claim
        for claim in together.surplus
        if claim.value is not None and any(overlaps(claim, row) for row in empty)
    )
    return Evaluation(together, {k: tally(mine, every, kinds=(k,)) for k in shown}, invented)


def combine(evaluations: Iterable[Evaluation]) -> Evaluation:
    """Scores of several documents as those of one (micro average).

    Parameters
    ----------
    evaluations : iterable of Evaluation
        One a document.

    Returns
    -------
    Evaluation
        All matches, all that was missed, all surplus.
    """
    parts = tuple(evaluations)
    names = dict.fromkeys(kind for part in parts for kind in part.kinds)
    return Evaluation(
        _joined(part.together for part in parts),
        {kind: _joined(p.kinds[kind] for p in parts if kind in p.kinds) for kind in names},
        tuple(claim for part in parts for claim in part.invented),
    )


def _joined(tallies: Iterable[Tally]) -> Tally:
    parts = tuple(tallies)
    return Tally(
        tuple(match for part in parts for match in part.matches),
        tuple(row for part in parts for row in part.missed),
        tuple(claim for part in parts for claim in part.surplus),
    )
