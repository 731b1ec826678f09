"""Rules of the audit: subtotals among industries, empty ones, copies, columns above one."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from upriver.core.message import Message, listing
from upriver.core.numerics import divide
from upriver.inputoutput.audit_balance import SOURCE
from upriver.inputoutput.audit_finding import AuditFinding

if TYPE_CHECKING:
    import numpy.typing as npt

    from upriver.inputoutput.audit_finding import AuditInput

    Numbers = npt.NDArray[np.float64]


def subtotal_findings(given: AuditInput, equal: float) -> list[AuditFinding]:
    """Industries that are the sum of others: a total or subtotal among the sectors.

    Parameters
    ----------
    given : AuditInput
        The table.
    equal : float
        Relative difference below which two sums are the same.

    Returns
    -------
    list of AuditFinding
        One a subtotal; its number is how many industries it sums.
    """
    x, n = given.output, len(given.labels)
    if n < 3 or np.isnan(given.flows).any() or np.isnan(x).any():
        return []
    rows = given.flows.sum(axis=0)
    # An industry is told by its output and by what it sells to each buyer.
    signature = np.column_stack([x, rows])
    running = np.vstack([np.zeros(n + 1), np.cumsum(signature, axis=0)])
    found = []
    for k in range(n):
        if x[k] <= 0:
            continue
        parts = _parts(k, n, x, equal)
        for first, last in parts:
            summed = running[last] - running[first]
            if first <= k < last:
                summed = summed - signature[k]
            gap = np.abs(summed - signature[k]).max()
            if gap <= equal * x[k]:
                found.append(_subtotal(given, k, first, last))
                break
    return found


def _parts(k: int, n: int, x: Numbers, equal: float) -> list[tuple[int, int]]:
    """Runs of at least two industries whose outputs sum to that of industry k."""
    after = np.cumsum(x[k + 1 :])
    before = np.cumsum(x[:k][::-1])
    runs = [(k + 1, k + 2 + int(m)) for m in _hits(after, x[k], equal) if m >= 1]
    runs += [(k - 1 - int(m), k) for m in _hits(before, x[k], equal) if m >= 1]
    if abs(float(x.sum()) - 2.0 * x[k]) <= equal * x[k]:
        runs.append((0, n))
    return runs


def _hits(sums: Numbers, wanted: float, equal: float) -> npt.NDArray[np.intp]:
    return np.flatnonzero(np.abs(sums - wanted) <= equal * wanted)


def _subtotal(given: AuditInput, k: int, first: int, last: int) -> AuditFinding:
    members = [given.labels[j] for j in range(first, last) if j != k]
    return AuditFinding(
        "subtotal",
        "error",
        given.labels[k],
        float(len(members)),
        0.0,
        Message(
            f"{given.labels[k]} is the sum of {len(members)} other industries: {listing(members)}.",
            f"{given.labels[k]} 是另外 {len(members)} 个行业之和：{listing(members)}。",
        ),
        Message(
            "Drop the subtotal from rows and columns; it counts twice.",
            "请从行和列中删除该小计；它造成重复计算。",
        ),
    )


def empty_findings(given: AuditInput) -> list[AuditFinding]:
    """Industries that make but do not buy or sell, buy without making, or have nothing at all.

    Parameters
    ----------
    given : AuditInput
        The table.

    Returns
    -------
    list of AuditFinding
        The number is the industry's output, or its purchases when it has none.
    """
    x, bought, sold = given.output, given.purchases, given.flows[given.home].sum(axis=1)
    wrong = Message(
        "Survey it, or take the cells from a similar region and say so.",
        "请补充调查，或借用相近地区的单元格并注明。",
    )
    rules = (
        (
            "no-inputs", "warning", (x > 0) & (bought == 0), x, wrong,
            ("{0} makes {1:.6g} and buys nothing from industries: its column was not surveyed.",
             "{0} 产出 {1:.6g}，却不向任何行业购买：该列未经调查。"),
        ),
        (
            "no-sales", "note", (x > 0) & (sold == 0), x, wrong,
            ("{0} makes {1:.6g} and sells nothing to industries; was its row surveyed?",
             "{0} 产出 {1:.6g}，却不向任何行业销售；该行是否经过调查？"),
        ),
        (
            "idle-buyer", "error", (x == 0) & (bought != 0), bought, SOURCE,
            ("{0} has no output and buys {1:.6g}.", "{0} 没有产出，却购买 {1:.6g}。"),
        ),
        (
            "empty", "note", (x == 0) & (bought == 0) & (sold == 0), x, wrong,
            ("{0} is empty: its output is {1:g}.", "{0} 为空：产出为 {1:g}。"),
        ),
    )  # fmt: skip
    found = []
    for code, severity, where, amounts, remedy, (en, zh) in rules:
        for k in np.flatnonzero(where):
            label, amount = given.labels[k], float(amounts[k])
            problem = Message(en.format(label, amount), zh.format(label, amount))
            found.append(
                AuditFinding(
                    code,
                    "error"
                    if severity == "error"
                    else "warning"
                    if severity == "warning"
                    else "note",
                    label,
                    amount,
                    0.0,
                    problem,
                    remedy,
                )
            )
    return found


def copied_findings(given: AuditInput, equal: float) -> list[AuditFinding]:
    """Buyers whose coefficients are those of another: the column was not surveyed.

    Parameters
    ----------
    given : AuditInput
        The table.
    equal : float
        Relative difference below which columns are the same.

    Returns
    -------
    list of AuditFinding
        One a copy; its number is the largest difference of a coefficient over the largest
        coefficient.
    """
    shares = divide(given.flows.sum(axis=0), given.purchases)
    usable = np.flatnonzero(np.isfinite(shares).all(axis=0))
    if len(usable) < 2:
        return []
    # One number a column, of weights that no economy has by chance; equal columns lie together.
    weights = np.cos(np.arange(1.0, len(given.labels) + 1.0))
    keys = weights @ shares[:, usable]
    order = usable[np.argsort(keys, kind="stable")]
    found = []
    for one, other in pairwise(order.tolist()):
        first, second = sorted((one, other))
        top = float(shares[:, first].max())
        gap = float(np.abs(shares[:, first] - shares[:, second]).max()) / top
        if gap > equal or np.count_nonzero(shares[:, first]) < 2:
            continue
        found.append(
            AuditFinding(
                "copied-column",
                "warning",
                given.labels[second],
                gap,
                equal,
                Message(
                    f"{given.labels[second]} buys in the same proportions as "
                    f"{given.labels[first]}: its column was copied, not surveyed.",
                    f"{given.labels[second]} 的购买比例与 {given.labels[first]} 相同："
                    "该列系照搬而非调查所得。",
                ),
                Message(
                    "Treat the two as one industry, or survey them.",
                    "请把两者并为一个行业，或补充调查。",
                ),
            )
        )
    return found


def coefficient_findings(given: AuditInput, limit: float) -> list[AuditFinding]:
    """Column sums above one, and an economy that uses up more than it makes.

    Parameters
    ----------
    given : AuditInput
        The table.
    limit : float
        Largest sum of inputs per unit of output.

    Returns
    -------
    list of AuditFinding
        One a column with its sum, and one for the economy with its largest eigenvalue.
    """
    sums = divide(given.purchases, given.output)
    found = [
        AuditFinding(
            "column-sum",
            "error",
            given.labels[k],
            float(sums[k]),
            limit,
            Message(
                f"{given.labels[k]} buys {sums[k]:.4g} per unit of its output (limit {limit:g}).",
                f"{given.labels[k]} 每单位产出购买 {sums[k]:.4g}（上限 {limit:g}）。",
            ),
            SOURCE,
        )
        for k in np.flatnonzero((sums > limit) & (given.output > 0))
    ]
    A = np.nan_to_num(divide(given.flows[given.home], given.output))
    doubtful = (A < 0).any() or (A.sum(axis=0) > 1.0 - 1e-9).any()
    if not doubtful or np.isnan(given.flows[given.home]).any():
        return found
    radius = float(np.abs(np.linalg.eigvals(A)).max(initial=0.0))
    if radius >= 1.0 - 1e-9:
        found.append(
            AuditFinding(
                "unproductive",
                "error",
                "",
                radius,
                1.0,
                Message(
                    f"The economy uses up more than it makes: largest eigenvalue {radius:.4g}.",
                    f"该经济消耗的多于生产的：最大特征值 {radius:.4g}。",
                ),
                Message("Correct the columns with the largest sums.", "请改正列和最大的各列。"),
            )
        )
    return found
