"""How well were the claims read: recall, precision and F1 against rows read by a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.optimize import linear_sum_assignment

from upriver.documents.gold import (
    GROWTH_GROUPS,
    REQUIRED,
    GoldRow,
    is_match,
    likeness,
    normalised,
    overlaps,
    period_of,
    read_gold,
    same_deadline,
    same_place,
    same_time,
    same_value,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from upriver.documents.claims import Claim

__all__ = [
    "ALIKE",
    "FIELDS",
    "GROWTH_GROUPS",
    "NUMERIC",
    "REQUIRED",
    "Evaluation",
    "GoldRow",
    "Match",
    "Tally",
    "combine",
    "evaluate",
    "is_match",
    "likeness",
    "overlaps",
    "period_of",
    "read_gold",
    "tally",
]

NUMERIC = ("statistic", "target")
FIELDS = (
    "kind", "indicator", "comparator", "period", "deadline", "region", "subject", "speaker",
)  # fmt: skip
# From here on two names of an indicator are taken for the same one.
ALIKE = 0.5


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
            For an indicator, whether the two names are alike (``ALIKE``); for a period, whether
            both are the same stretch of time; for a deadline, whether both end on the same day;
            for a region, whether both name the same place (``same_place``); else whether they
            are equal.
        """
        mine, gold = getattr(self.claim, field), self.row.get(field)
        if field == "indicator":
            return likeness(mine, gold) >= ALIKE
        if field == "period":
            return same_time(mine, gold)
        if field == "deadline":
            return same_deadline(mine, gold)
        if field == "region":
            return same_place(mine, gold)
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
    mine, _ = normalised(claim.value_norm, claim.unit_norm)
    gold, _ = normalised(row["value_norm"], row["unit_norm"])
    return gold is None or same_value(mine, gold)


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
