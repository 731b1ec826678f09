"""Rules of the audit: does the table add up, stand upright, and speak one unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from upriver.core.message import Message
from upriver.core.numerics import divide
from upriver.inputoutput.audit_finding import AuditFinding

if TYPE_CHECKING:
    import numpy.typing as npt

    from upriver.inputoutput.audit_finding import AuditInput

    Numbers = npt.NDArray[np.float64]

SOURCE = Message("Check it against the source.", "请与来源核对。")


def balance_findings(given: AuditInput, limit: float) -> list[AuditFinding]:
    """Rows and columns that do not sum to output.

    Parameters
    ----------
    given : AuditInput
        The table.
    limit : float
        Largest residual relative to output.

    Returns
    -------
    list of AuditFinding
        One a row or column, the residual relative to output as its number; infinite when
        there is no output.
    """
    found = []
    x = given.output
    total = float(np.nansum(np.abs(x)))
    for code, line, line_zh, sums in (
        ("row-balance", "row", "行", given.sales),
        ("column-balance", "column", "列", given.purchases + given.value_added),
    ):
        left = x - sums
        # The last term is rounding: it matters only to industries next to nothing in size.
        bad = np.abs(left) > limit * np.abs(x) + 1e-9 * total
        for place in np.flatnonzero(bad):
            share = float(abs(left[place] / x[place])) if x[place] else float("inf")
            label = given.labels[place]
            found.append(
                AuditFinding(
                    code,
                    "error",
                    label,
                    share,
                    limit,
                    Message(
                        f"{line} {label}: output {x[place]:.6g} less its sum leaves "
                        f"{left[place]:.6g}, {share:.3g} of output (limit {limit:g}).",
                        f"{line_zh} {label}：产出 {x[place]:.6g} 减去合计余 {left[place]:.6g}，"
                        f"占产出 {share:.3g}（上限 {limit:g}）。",
                    ),
                    SOURCE,
                )
            )
    return found


def orientation_findings(given: AuditInput, limit: float) -> list[AuditFinding]:
    """Whether sellers and buyers are swapped: the transposed flows balance, the given do not.

    Parameters
    ----------
    given : AuditInput
        The table.
    limit : float
        Largest residual relative to output.

    Returns
    -------
    list of AuditFinding
        One or none; its number is the residual as given over the one transposed.
    """
    as_given = _misfit(given, given.flows)
    turned = _misfit(given, given.flows.swapaxes(1, 2))
    if not as_given > limit or not turned < 0.1 * as_given:
        return []
    ratio = as_given / max(turned, 1e-15)
    return [
        AuditFinding(
            "orientation",
            "error",
            "",
            ratio,
            10.0,
            Message(
                f"Transposed flows fit output {ratio:.3g} times better ({turned:.3g} against "
                f"{as_given:.3g} of output left over): buyers seem to stand in rows.",
                f"转置后的流量与产出的吻合好 {ratio:.3g} 倍（余额占产出 {turned:.3g}，"
                f"原为 {as_given:.3g}）：买方似乎在行上。",
            ),
            Message(
                "Put sellers in rows and buyers in columns.", "请把卖方放在行上、买方放在列上。"
            ),
        )
    ]


def _misfit(given: AuditInput, flows: Numbers) -> float:
    columns = given.output - flows.sum(axis=(0, 1)) - given.value_added
    home = given.home
    rows = given.output - flows[home].sum(axis=1) - given.final_uses[home].sum(axis=1)
    known = ~np.isnan(columns) & ~np.isnan(rows)
    gap = np.abs(columns[known]).sum() + np.abs(rows[known]).sum()
    return float(divide(gap, 2.0 * np.abs(given.output[known]).sum()))


def scale_findings(given: AuditInput, limit: float) -> list[AuditFinding]:
    """Whether output, or a part of the table, is written in another unit than it says.

    Parameters
    ----------
    given : AuditInput
        The table.
    limit : float
        Median ratio above which the scales differ.

    Returns
    -------
    list of AuditFinding
        One a side; its number is the median of output over the sum of inputs, or of sales.
    """
    found = []
    for side, side_zh, sums in (
        ("the sum of inputs", "投入合计", given.purchases + given.value_added),
        ("the sum of sales", "使用合计", given.sales),
    ):
        ratios = divide(given.output, sums)
        usual = ratios[np.isfinite(ratios) & (ratios > 0)]
        if not len(usual):
            continue
        middle = float(np.median(usual))
        if 1.0 / limit <= middle <= limit:
            continue
        found.append(
            AuditFinding(
                "unit-scale",
                "error",
                "",
                middle,
                limit,
                Message(
                    f"Output is {middle:.4g} times {side} in the median industry; they seem to be "
                    "in different units.",
                    f"产出与{side_zh}之比的中位数为 {middle:.4g}；两者单位似不一致。",
                ),
                Message("Convert all parts to one unit.", "请把各部分换算为同一单位。"),
            )
        )
    return found
