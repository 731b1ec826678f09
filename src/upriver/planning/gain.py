"""What a plan gains over business as usual, and why that may be less than nothing.

The gain counts value alone. A plan may give value up for promises that business as usual misses
freely, or because it must keep what business as usual breaks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from upriver.core.message import Message
from upriver.planning.audit import TOLERANCE
from upriver.planning.constraints.own_rules import PREFIX

if TYPE_CHECKING:
    import numpy.typing as npt

    from upriver.planning.planner import Solved

    Floats = npt.NDArray[np.float64]

NAMED = 3  # rules that a note spells out
ROUNDING = 1e-4  # of a rule; less is the noise of the solver


@dataclass(frozen=True)
class UsualPromises:
    """What business as usual does to the promises and rules of the plan.

    Parameters
    ----------
    missed : float
        Price of the soft targets it misses, as the plan would pay it, 1e8 CNY.
    broken : tuple of Message
        Hard targets, hard caps, markets and rules of the planner's own that it does not keep.
    """

    missed: float
    broken: tuple[Message, ...]


def usual_promises(solved: Solved) -> UsualPromises | None:
    """Hold business as usual against the promises of the plan.

    Parameters
    ----------
    solved : Solved
        A plan.

    Returns
    -------
    UsualPromises or None
        None where business as usual was not computed.
    """
    if solved.usual is None:
        return None
    columns = _as_usual(solved)
    missed, hard = _targets(solved, columns)
    return UsualPromises(missed, (*hard, *_rules(solved, columns)))


def gain_notes(solved: Solved) -> list[Message]:
    """Why a plan is worth less than business as usual, where it is.

    Parameters
    ----------
    solved : Solved
        A plan.

    Returns
    -------
    list of Message
        Empty where the plan gains something, or nothing is known.
    """
    if solved.usual is None:
        return []
    solution = solved.solution
    lost = -solution.gain_over(solved.usual)
    usual = usual_promises(solved) if lost > TOLERANCE * abs(solution.objective) else None
    if usual is None:
        return []
    told = [
        Message(
            f"By value alone the plan is worth {lost:,.0f} (1e8 CNY of present value) less than "
            "business as usual.",
            f"仅按价值计，本规划比照常情景少 {lost:,.0f} 亿元（现值）。",
        )
    ]
    if usual.missed > solution.missed:
        told.append(
            Message(
                "It gives that up for its promises: what business as usual would miss of them is "
                f"priced at {usual.missed:,.0f}, what the plan misses at {solution.missed:,.0f}.",
                f"这是为承诺所作的让步：照常情景下承诺的落空按价计为 {usual.missed:,.0f} 亿元，"
                f"本规划为 {solution.missed:,.0f} 亿元。",
            )
        )
    if solution.stages:
        told.append(
            Message(
                "With promises first they are kept at any price.", "承诺优先时，守住承诺不计代价。"
            )
        )
    if usual.broken:
        more = len(usual.broken) - NAMED
        told.append(
            Message(
                "Business as usual also breaks what the plan must keep: "
                f"{', '.join(each.en for each in usual.broken[:NAMED])}"
                + (f" and {more} more." if more > 0 else "."),
                "照常情景还突破了本规划必须遵守的限制："
                f"{'、'.join(each.zh for each in usual.broken[:NAMED])}"
                + (f"等 {len(usual.broken)} 项。" if more > 0 else "。"),
            )
        )
    left = abs(solution.bound - solution.objective)
    if left > TOLERANCE * abs(solution.objective):
        told.append(
            Message(
                f"The search left up to {left:,.0f} to find.",
                f"求解至多还有 {left:,.0f} 亿元尚未找到。",
            )
        )
    if len(told) == 1:
        told.append(
            Message(
                "No promise or rule of its own explains that: what it gives up serves others that "
                "are planned with it.",
                "这不能由其自身的承诺或约束解释：所放弃的价值用于一并规划的其他各地。",
            )
        )
    return [Message(" ".join(each.en for each in told), "".join(each.zh for each in told))]


def _as_usual(solved: Solved) -> Floats:
    """Decisions of business as usual where the plan has them."""
    assert solved.usual is not None
    matrix, usual = solved.solution.matrix, solved.usual
    found = np.zeros(len(matrix.cost))
    for name, at in usual.matrix.columns.items():
        own, there = matrix.columns[name].values.ravel(), at.values.ravel()
        both = (own >= 0) & (there >= 0)
        found[own[both]] = usual.columns[there[both]]
    return found


def _targets(solved: Solved, columns: Floats) -> tuple[float, list[Message]]:
    """Price of the soft targets that these decisions miss, and the hard ones among them."""
    matrix, inputs = solved.solution.matrix, solved.inputs
    if "target" not in matrix.rows:
        return 0.0, []
    price, hard = 0.0, list[Message]()
    for target in inputs.targets:
        row = int(matrix.rows["target"].sel(target=target.target))
        column = int(matrix.columns["shortfall"].sel(target=target.target))
        short = _beyond(solved, row, columns) / abs(float(matrix.A[[row]].toarray()[0, column]))
        price -= 0.0 if target.hard else float(matrix.cost[column] * short)
        if target.hard and short > TOLERANCE * max(1.0, abs(target.value)):
            name = inputs.label(target.target)
            hard.append(
                Message(f"the target {name.en} ({target.year})",
                        f"目标“{name.zh}”（{target.year} 年）")
            )  # fmt: skip
    return price, hard


def _beyond(solved: Solved, row: int, columns: Floats) -> float:
    """How far decisions lie outside a row."""
    matrix = solved.solution.matrix
    activity = float((matrix.A[[row]] @ columns)[0])
    low, high = float(matrix.row_lower[row]), float(matrix.row_upper[row])
    return max(0.0, low - activity, activity - high)


def _rules(solved: Solved, columns: Floats) -> list[Message]:
    """Hard caps, markets that must be kept and own rules that these decisions break."""
    matrix, inputs = solved.solution.matrix, solved.inputs
    found = []
    if inputs.nature is not None and "overshoot" in matrix.columns:
        at = matrix.columns["overshoot"].transpose("stressor", "year")
        for code in at.coords["stressor"].values.tolist():
            own = at.sel(stressor=code).values
            own = own[own >= 0]
            if (columns[own] > matrix.upper[own] + ROUNDING).any():
                name = inputs.label(code)
                found.append(Message(f"the cap on {name.en}", f"“{name.zh}”上限"))
    told = {
        f"{PREFIX}{own.rule}": Message(
            f"the rule {inputs.label(own.rule).en}", f"规则“{inputs.label(own.rule).zh}”"
        )
        for own in inputs.rules
    }
    told["sales_kept"] = Message("the markets that must be kept", "须保留的外销市场")
    for key, rule in told.items():
        there = matrix.rows[key].values.ravel().tolist() if key in matrix.rows else []
        outside = [_beyond(solved, row, columns) for row in there if row >= 0]
        if max(outside, default=0.0) > ROUNDING:
            found.append(rule)
    return found
