"""What is wrong with an input-output table, with a number each, before any result is drawn.

An audit never repairs. It also reads tables that are too bad for `InputOutputTable`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from upriver.core.dims import CATEGORY, INDUSTRY, ORIGIN
from upriver.core.frames import Table, rows_to_table
from upriver.core.labels import require_dims, require_same_labels
from upriver.inputoutput.audit_balance import balance_findings, orientation_findings, scale_findings
from upriver.inputoutput.audit_cells import (
    error_findings,
    missing_findings,
    negative_findings,
    transit_findings,
    unit_findings,
)
from upriver.inputoutput.audit_finding import AuditFinding, AuditInput
from upriver.inputoutput.audit_structure import (
    coefficient_findings,
    copied_findings,
    empty_findings,
    subtotal_findings,
)
from upriver.inputoutput.square import BUYER, require_same_industries

if TYPE_CHECKING:
    import xarray as xr

    from upriver.core.findings import Severity


class AuditLimits(BaseModel):
    """From which number on an audit speaks up."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    residual: float = Field(
        default=1e-3,
        ge=0.0,
        description="Largest residual of a row or column, relative to output "
        "/ 行或列差额占产出的上限",
    )
    scale: float = Field(
        default=5.0,
        gt=1.0,
        description="Median of output over the sum of inputs, or its inverse, above which one of "
        "them is in another unit / 产出与投入合计之比（或其倒数）的中位数高于此值即视为单位不一致",
    )
    error_share: float = Field(
        default=0.01,
        ge=0.0,
        description="Largest error column, relative to output / 误差列占产出的上限",
    )
    column_sum: float = Field(
        default=1.0,
        gt=0.0,
        description="Largest sum of inputs from industries per unit of output "
        "/ 单位产出中间投入合计的上限",
    )
    equal: float = Field(
        default=1e-6,
        ge=0.0,
        description="Relative difference below which two sums, or two columns of coefficients, "
        "are the same / 两个合计或两列系数视为相同的相对差异",
    )


@dataclass(frozen=True)
class TableAudit:
    """Everything an audit found.

    Parameters
    ----------
    findings : tuple of AuditFinding
        Errors first, then warnings, then notes.
    """

    findings: tuple[AuditFinding, ...]

    @property
    def usable(self) -> bool:
        """Whether results may be drawn from the table.

        Returns
        -------
        bool
            True when there is no error.
        """
        return not self.count("error")

    def count(self, severity: Severity) -> int:
        """Count the findings of one severity.

        Parameters
        ----------
        severity : {"error", "warning", "note"}
            Which.

        Returns
        -------
        int
            How many.
        """
        return sum(finding.severity == severity for finding in self.findings)

    def to_table(self) -> Table:
        """Put the findings in a table.

        Returns
        -------
        Table
            Columns ``code severity industry number limit problem_en problem_zh remedy_en
            remedy_zh``; a finding about the whole table has no industry, one without a limit
            has none.
        """
        rows = [
            {
                "code": finding.code,
                "severity": finding.severity,
                "industry": finding.industry or None,
                "number": finding.number,
                "limit": finding.limit,
                "problem_en": finding.problem.en,
                "problem_zh": finding.problem.zh,
                "remedy_en": finding.remedy.en,
                "remedy_zh": finding.remedy.zh,
            }
            for finding in self.findings
        ]
        columns: dict[str, type[str] | type[float] | type[int] | type[bool]] = {
            "code": str, "severity": str, "industry": str, "number": float, "limit": float,
            "problem_en": str, "problem_zh": str, "remedy_en": str, "remedy_zh": str,
        }  # fmt: skip
        return rows_to_table(rows, columns)


def audit_table(
    flows: xr.DataArray,
    final_uses: xr.DataArray,
    *,
    primary_inputs: xr.DataArray,
    output: xr.DataArray,
    limits: AuditLimits | None = None,
    error_categories: tuple[str, ...] = ("error", "ERR", "其他", "误差"),
) -> TableAudit:
    """Check a table before any result is drawn from it, and give every finding a number.

    Parameters
    ----------
    flows : DataArray (origin, industry, industry_to), money
        Sales of the row industry's goods to the column industry, by origin of the goods.
    final_uses : DataArray (origin, industry, category), money
        Final uses; in a competitive table imports and inflows are negative columns.
    primary_inputs : DataArray (category, industry), money
        Value added by kind.
    output : DataArray (industry), money
        Output of each industry.
    limits : AuditLimits, optional
        From which numbers on findings are made.
    error_categories : tuple of str
        Categories of final use that hold the source's own error. Their share is always told.

    Returns
    -------
    TableAudit
        Findings on units and scale, orientation, balances, negatives, the error column,
        subtotals among the industries, empty and unsurveyed industries, copied columns, column
        sums above one and an unproductive economy.

    Raises
    ------
    LabelError
        If dimensions are others, or the arrays do not hold the same industries in one order.

    Notes
    -----
    Numbers may be missing, negative, in several units or far from balance: each is a
    finding. Checks that need every number of an array are left out when some are missing,
    and the finding on missing numbers says which array it is. A subtotal is found where an
    industry equals the sum of all others, or of a run of industries just before or after it.

    Examples
    --------
    >>> import xarray as xr
    >>> one = {"industry": ["1"]}
    >>> Z = xr.DataArray([[[2.0]]], {"origin": ["total"], **one, "industry_to": ["1"]},
    ...                  ("origin", "industry", "industry_to"), attrs={"units": "CNY"})
    >>> y = xr.DataArray([[[8.0]]], {"origin": ["total"], **one, "category": ["household"]},
    ...                  ("origin", "industry", "category"), attrs={"units": "CNY"})
    >>> v = xr.DataArray([[7.0]], {"category": ["wages"], **one}, ("category", "industry"),
    ...                  attrs={"units": "CNY"})
    >>> x = xr.DataArray([10.0], one, ("industry",), attrs={"units": "CNY"})
    >>> audit = audit_table(Z, y, primary_inputs=v, output=x)
    >>> [(finding.code, round(finding.number, 3)) for finding in audit.findings]
    [('column-balance', 0.1), ('error-column', 0.0)]
    """
    require_dims(flows, (ORIGIN, INDUSTRY, BUYER), name="flows")
    require_same_industries(flows, name="flows")
    require_dims(final_uses, (ORIGIN, INDUSTRY, CATEGORY), name="final_uses")
    require_dims(primary_inputs, (CATEGORY, INDUSTRY), name="primary_inputs")
    require_dims(output, (INDUSTRY,), name="output")
    require_same_labels(flows, final_uses, dims=(ORIGIN,), names=("flows", "final_uses"))
    for array, name in (
        (final_uses, "final_uses"),
        (primary_inputs, "primary_inputs"),
        (output, "output"),
    ):
        require_same_labels(flows, array, dims=(INDUSTRY,), names=("flows", name))
    known = limits or AuditLimits()
    given = AuditInput.read(flows, final_uses, primary_inputs, output, error_categories)
    findings = [*missing_findings(given), *unit_findings(given, flows, final_uses, primary_inputs)]
    findings += orientation_findings(given, known.residual)
    findings += scale_findings(given, known.scale)
    findings += balance_findings(given, known.residual)
    findings += negative_findings(given)
    findings += error_findings(given, known.error_share)
    findings += transit_findings(given)
    findings += subtotal_findings(given, known.equal)
    findings += empty_findings(given)
    findings += copied_findings(given, known.equal)
    findings += coefficient_findings(given, known.column_sum)
    rank = {"error": 0, "warning": 1, "note": 2}
    order = np.argsort([rank[finding.severity] for finding in findings], kind="stable")
    return TableAudit(tuple(findings[place] for place in order))
