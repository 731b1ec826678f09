"""Rules of the audit: missing numbers, units, negatives, the error column, goods in transit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from upriver.core.errors import UnitError
from upriver.core.message import Message, listing
from upriver.core.numerics import divide
from upriver.core.units import conversion_factor
from upriver.inputoutput.audit_balance import SOURCE
from upriver.inputoutput.audit_finding import AuditFinding

if TYPE_CHECKING:
    import xarray as xr

    from upriver.inputoutput.audit_finding import AuditInput

# Columns that are negative by their nature.
SIGNED_USES = {"imports", "inflow", "inventories", "IM", "IN", "FU202", "IM_import"}
SIGNED_USES |= {"IN_from_provinces", "FU202_invent"}
BOUGHT = ("imports", "inflow", "IM_import", "IN_from_provinces", "IM")
SOLD = ("exports", "outflow", "EX_export", "OUT_to_provinces", "EX")


def missing_findings(given: AuditInput) -> list[AuditFinding]:
    """Cells without a number.

    Parameters
    ----------
    given : AuditInput
        The table.

    Returns
    -------
    list of AuditFinding
        One an array that has any; its number is the share of its cells.
    """
    found = []
    for name, values, axis in (
        ("flows", given.flows, 1),
        ("final_uses", given.final_uses, 1),
        ("primary_inputs", given.primary_inputs, 1),
        ("output", given.output, 0),
    ):
        bad = np.isnan(values)
        if not bad.any():
            continue
        others = tuple(k for k in range(values.ndim) if k != axis)
        rows = [given.labels[place] for place in np.flatnonzero(bad.any(axis=others))]
        share = float(bad.mean())
        found.append(
            AuditFinding(
                "missing",
                "error" if name != "primary_inputs" else "warning",
                rows[0] if len(rows) == 1 else "",
                share,
                0.0,
                Message(
                    f"{name} has no number in {int(bad.sum())} cells ({share:.3g} of them), at "
                    f"{listing(rows)}.",
                    f"{name} 有 {int(bad.sum())} 个单元格没有数值（占 {share:.3g}），"
                    f"位于 {listing(rows)}。",
                ),
                Message(
                    "Fill or estimate them; unknown is not zero.",
                    "请补齐或估计；未知不等于零。",
                ),
            )
        )
    return found


def unit_findings(
    given: AuditInput, flows: xr.DataArray, final_uses: xr.DataArray, primary_inputs: xr.DataArray
) -> list[AuditFinding]:
    """Parts whose unit is missing or is not that of output.

    Parameters
    ----------
    given : AuditInput
        The table.
    flows : DataArray (origin, industry, industry_to), money
        For its unit.
    final_uses : DataArray (origin, industry, category), money
        For its unit.
    primary_inputs : DataArray (category, industry), money
        For its unit.

    Returns
    -------
    list of AuditFinding
        One a part; its number is the factor to the unit of output, NaN if there is none.
    """
    found = []
    parts = {"flows": flows, "final_uses": final_uses, "primary_inputs": primary_inputs}
    for name, array in parts.items():
        came = array.attrs.get("units")
        factor = float("nan")
        if came is not None and given.units is not None:
            try:
                factor = conversion_factor(str(came), str(given.units))
            except UnitError:
                factor = float("nan")
        if factor == 1.0:
            continue
        found.append(
            AuditFinding(
                "unit",
                "error",
                "",
                factor,
                1.0,
                Message(
                    f"{name} is in {came}, output in {given.units}.",
                    f"{name} 的单位为 {came}，output 的单位为 {given.units}。",
                ),
                Message(
                    'Convert all parts to one unit and set attrs["units"].',
                    '请换算为同一单位，并设置 attrs["units"]。',
                ),
            )
        )
    return found


def negative_findings(given: AuditInput) -> list[AuditFinding]:
    """Negative flows, outputs, value added and final uses that should have none.

    Parameters
    ----------
    given : AuditInput
        The table.

    Returns
    -------
    list of AuditFinding
        The number is the negative part over the absolute sum, or the amount itself for an
        output or a sum of value added.
    """
    found = []
    allowed = [use in SIGNED_USES or k in given.error_uses for k, use in enumerate(given.uses)]
    uses = given.final_uses[:, :, [not is_signed for is_signed in allowed]]
    for name, values in (("flows", given.flows), ("final_uses", uses)):
        low = values < 0
        if low.any():
            share = float(divide(-values[low].sum(), np.nansum(np.abs(values))))
            rows = [given.labels[k] for k in np.flatnonzero(low.any(axis=(0, 2)))]
            found.append(
                AuditFinding(
                    f"negative-{name.replace('_', '-')}",
                    "warning",
                    rows[0] if len(rows) == 1 else "",
                    share,
                    0.0,
                    Message(
                        f"{name} has {int(low.sum())} negative cells, {share:.3g} of its absolute "
                        f"sum, in rows {listing(rows)}.",
                        f"{name} 有 {int(low.sum())} 个负值，占绝对值合计 {share:.3g}，"
                        f"位于行 {listing(rows)}。",
                    ),
                    Message(
                        "Keep them if the source has them, and balance with gras.",
                        "若来源如此则保留，平衡时用 gras。",
                    ),
                )
            )
    for code, name, name_zh, amounts in (
        ("negative-output", "output", "产出", given.output),
        ("negative-value-added", "value added", "增加值", given.value_added),
    ):
        found += [
            AuditFinding(
                code,
                "error" if code == "negative-output" else "warning",
                given.labels[k],
                float(amounts[k]),
                0.0,
                Message(
                    f"{name} of {given.labels[k]} is {amounts[k]:.6g}.",
                    f"{given.labels[k]} 的{name_zh}为 {amounts[k]:.6g}。",
                ),
                SOURCE,
            )
            for k in np.flatnonzero(amounts < 0)
        ]
    return found


def error_findings(given: AuditInput, limit: float) -> list[AuditFinding]:
    """Size of the source's error column; told even when it is nothing.

    Parameters
    ----------
    given : AuditInput
        The table.
    limit : float
        Largest error relative to output.

    Returns
    -------
    list of AuditFinding
        One for the table, and one an industry above the limit: absolute error over output.
    """
    error = np.abs(given.final_uses[given.home][:, list(given.error_uses)]).sum(axis=1)
    share = float(divide(np.nansum(error), np.nansum(np.abs(given.output))))
    remedy = Message(
        "It stays in the table as a category; results of these industries are no surer.",
        "误差作为一个类别保留在表中；相应行业的结果不会比它更可靠。",
    )
    names = listing([given.uses[k] for k in given.error_uses])
    told = Message(
        f"The error column ({names}) holds {share:.3%} of output."
        if names
        else "The table has no error column.",
        f"误差列（{names}）占产出 {share:.3%}。" if names else "该表没有误差列。",
    )
    if np.isnan(share):
        share = 0.0
    found = [
        AuditFinding(
            "error-column", "warning" if share > limit else "note", "", share, limit, told, remedy
        )
    ]
    each = divide(error, np.abs(given.output))
    each[(given.output == 0) & (error > 0)] = np.inf
    found += [
        AuditFinding(
            "error-share",
            "warning",
            given.labels[k],
            float(each[k]),
            limit,
            Message(
                f"The error of {given.labels[k]} is {each[k]:.3%} of its output (limit {limit:g}).",
                f"{given.labels[k]} 的误差占其产出 {each[k]:.3%}（上限 {limit:g}）。",
            ),
            remedy,
        )
        for k in np.flatnonzero(each > limit)
    ]
    return found


def transit_findings(given: AuditInput) -> list[AuditFinding]:
    """Products of which more comes in than is used here: goods in transit.

    Parameters
    ----------
    given : AuditInput
        The table.

    Returns
    -------
    list of AuditFinding
        One a product of a competitive table; its number is inflow and imports over local use.
    """
    if given.origins != ("total",):
        return []
    bought = [k for k, use in enumerate(given.uses) if use in BOUGHT]
    away = {*bought, *given.error_uses, *(k for k, use in enumerate(given.uses) if use in SOLD)}
    here = [k for k in range(len(given.uses)) if k not in away]
    came_in = np.abs(given.final_uses[0][:, bought].sum(axis=1))
    used = given.flows[0].sum(axis=1) + given.final_uses[0][:, here].sum(axis=1)
    share = divide(came_in, used)
    return [
        AuditFinding(
            "transit",
            "warning",
            given.labels[k],
            float(share[k]),
            1.0,
            Message(
                f"{share[k]:.3g} times as much of {given.labels[k]} comes in as is used here.",
                f"{given.labels[k]} 的流入为本地使用的 {share[k]:.3g} 倍。",
            ),
            Message(
                "Cap the outside share at 1; part of it only passes through.",
                "请把外部份额封顶为 1；其中一部分只是过境。",
            ),
        )
        for k in np.flatnonzero((share > 1.0) & (used > 0))
    ]
