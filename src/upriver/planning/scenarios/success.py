"""Entries and projects may fail: their chances, and the futures that follow from them."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from upriver.core.errors import DataError
from upriver.core.message import Message, listing
from upriver.planning.chances import chain_chance
from upriver.planning.scenarios.changes import Change, Scenario

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from upriver.planning.inputs import PlanInputs


def entry_chances(inputs: PlanInputs, *, most: float, exponent: float) -> dict[str, float]:
    """Chance that an entry succeeds, from how much of what is related is already there.

    ``P = most · relatedness^exponent``

    Parameters
    ----------
    inputs : PlanInputs
        Data of the plan.
    most : float
        Chance when everything related is there, from 0 to 1.
    exponent : float
        How fast the chance falls with relatedness; above 1 distant entries are punished more.

    Returns
    -------
    dict of str to float
        By candidate, from the relatedness at the start of the plan.

    Notes
    -----
    The form is that of strategic diffusion; both numbers are assumptions until a region has
    counted its own entries.

    References
    ----------
    Alshamsi, A., Pinheiro, F. L. and Hidalgo, C. A. (2018). Optimal diversification strategies
    in the networks of related products and of related research areas. Nature Communications
    9, 1328.
    """
    return {item.candidate: float(most * item.relatedness**exponent) for item in inputs.candidates}


def research_chances(inputs: PlanInputs, *, teams: Mapping[str, int]) -> dict[str, float]:
    """Chance that what waits for research opens: all research behind it succeeds.

    Parameters
    ----------
    inputs : PlanInputs
        Data of the plan.
    teams : mapping of str to int
        Teams at work on each task that runs.

    Returns
    -------
    dict of str to float
        By candidate and project; only those all of whose tasks run.

    Notes
    -----
    `success_scenarios` draws each of them alone. Doors that share a task fail together in truth:
    its scenarios then have the right chances one by one, and too few joint failures.
    """
    waiting = dict.fromkeys(door for item in inputs.tasks for door in item.opens)
    found = {door: chain_chance(inputs.tasks, door, teams=teams) for door in waiting}
    return {door: chance for door, chance in found.items() if chance is not None}


def success_scenarios(
    chances: Mapping[str, float],
    *,
    what: Mapping[str, str],
    draws: int,
    rng: np.random.Generator,
    left: float = 0.0,
) -> tuple[Scenario, ...]:
    """Futures in which some undertakings succeed and the others fail, independently.

    Parameters
    ----------
    chances : mapping of str to float
        Chance of success of each undertaking, 0 to 1; those of 1 never fail.
    what : mapping of str to str
        Quantity that a failure changes: ``"project_effect"`` or ``"entry_effect"``.
    draws : int
        Number of draws. When all combinations are no more than that, they are counted exactly
        and nothing is drawn.
    rng : numpy.random.Generator
        Source of the draws.
    left : float
        Share of the effect that a failure leaves.

    Returns
    -------
    tuple of Scenario
        Equal outcomes are one scenario. Costs are paid whether or not it succeeds.

    Raises
    ------
    DataError
        If a chance is outside 0 to 1, or there is no draw.
    """
    wrong = [code for code, chance in chances.items() if not 0 <= chance <= 1]
    if wrong or draws < 1:
        raise DataError(
            Message(
                f"Chances lie between 0 and 1 and draws are at least 1; see {listing(wrong)}."
                if wrong
                else f"There must be at least one draw, got {draws}.",
                f"成功概率应在 0 与 1 之间，见 {listing(wrong)}。"
                if wrong
                else f"抽样次数至少为 1，实际为 {draws}。",
            ),
            Message("Correct the chances or the draws.", "请更正概率或抽样次数。"),
        )
    open_codes = [code for code, chance in chances.items() if chance < 1]
    if 2 ** len(open_codes) <= draws:
        outcomes = _all_outcomes([chances[code] for code in open_codes])
    else:
        outcomes = _drawn_outcomes([chances[code] for code in open_codes], draws=draws, rng=rng)
    return tuple(
        Scenario(
            f"chance-{number}",
            weight,
            tuple(
                Change(what[code], "factor", left, code)  # type: ignore[arg-type]
                for code, works in zip(open_codes, outcome, strict=True)
                if not works
            ),
            Message(f"chance {number}", f"第 {number} 种成败"),
        )
        for number, (outcome, weight) in enumerate(outcomes.items(), start=1)
    )


def _all_outcomes(chances: Sequence[float]) -> dict[tuple[bool, ...], float]:
    found = {}
    for outcome in product((True, False), repeat=len(chances)):
        weight = float(
            np.prod([p if works else 1 - p for p, works in zip(chances, outcome, strict=True)])
        )
        if weight > 0:
            found[outcome] = weight
    return found


def _drawn_outcomes(
    chances: Sequence[float], *, draws: int, rng: np.random.Generator
) -> dict[tuple[bool, ...], float]:
    found: dict[tuple[bool, ...], float] = {}
    for row in rng.random((draws, len(chances))) < np.array(chances):
        outcome = tuple(bool(works) for works in row)
        found[outcome] = found.get(outcome, 0.0) + 1.0 / draws
    return found


def crossed(one: Sequence[Scenario], two: Sequence[Scenario]) -> tuple[Scenario, ...]:
    """Every scenario of one set with every scenario of the other, independently.

    Parameters
    ----------
    one, two : sequence of Scenario
        Two independent sources of surprise.

    Returns
    -------
    tuple of Scenario
        Probabilities are multiplied; the changes of ``one`` come first.
    """
    return tuple(
        Scenario(
            f"{first.scenario}+{second.scenario}",
            first.probability * second.probability,
            first.changes + second.changes,
            Message(f"{first.label.en}, {second.label.en}", f"{first.label.zh}、{second.label.zh}"),
        )
        for first in one
        for second in two
    )
