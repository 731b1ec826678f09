"""An input-output table whose accounts have been checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from upriver.core.dims import CATEGORY, INDUSTRY, ORIGIN
from upriver.core.errors import DataError, LabelError, UnitError
from upriver.core.findings import Finding
from upriver.core.labels import require_dims, require_same_labels
from upriver.core.message import Message, listing
from upriver.core.units import conversion_factor
from upriver.inputoutput.square import BUYER, along, read_numbers, require_same_industries

if TYPE_CHECKING:
    import numpy.typing as npt
    import xarray as xr

LOCAL, DOMESTIC, FOREIGN, TOTAL = "local", "domestic", "foreign", "total"


@dataclass(frozen=True, eq=False)
class InputOutputTable:
    """Flows between industries, final uses, primary inputs and output of one place and year.

    Parameters
    ----------
    flows : DataArray (origin, industry, industry_to), money
        Sales of the row industry's goods to the column industry, by origin of the goods.
        Origins are ``local`` (made in the place) and, if known, ``domestic`` (from the rest
        of the country) and ``foreign``; a competitive table has the one origin ``total``.
    final_uses : DataArray (origin, industry, category), the same unit
        Final uses and sales to the outside. In a competitive table, imports and inflows are
        negative columns. An error column, if the source has one, is a category too.
    primary_inputs : DataArray (category, industry), the same unit
        Value added by kind. Missing cells are allowed; the column is then not checked.
    output : DataArray (industry), the same unit
        Output of each industry.
    tolerance : float
        Largest residual of a row or column, relative to its output.

    Raises
    ------
    LabelError
        If dimensions or labels do not fit, or an origin is unknown.
    UnitError
        If a unit is missing or differs.
    DataError
        If a number is missing, an output is negative, or rows or columns do not balance; the
        findings name every industry with its residual.

    Notes
    -----
    Row balance: local (or total) flows and final uses sum to output. Column balance: flows of
    all origins and primary inputs sum to output.
    """

    flows: xr.DataArray
    final_uses: xr.DataArray
    primary_inputs: xr.DataArray
    output: xr.DataArray
    tolerance: float = 1e-3

    def __post_init__(self) -> None:
        _check_labels(self)
        _check_units(self)
        read_numbers(self.flows, name="flows")
        read_numbers(self.final_uses, name="final_uses")
        negative = read_numbers(self.output, name="output") < 0
        findings = [
            _finding(
                "negative-output",
                label,
                Message(f"output of {label} is {value:.6g}.", f"{label} 的产出为 {value:.6g}。"),
            )
            for label, value in zip(
                self.output.coords[INDUSTRY].values[negative],
                self.output.values[negative],
                strict=True,
            )
        ]
        findings += _unbalanced(self, row_residual(self), "row", "行")
        findings += _unbalanced(self, column_residual(self), "column", "列")
        if findings:
            names = listing(sorted({finding.value for finding in findings}))
            raise DataError(
                Message(
                    f"The input-output table does not balance: {names}.",
                    f"投入产出表不平衡：{names}。",
                ),
                Message(
                    "Correct the table, keep the source's error column as a category, or raise "
                    "tolerance.",
                    "请改正表格，或把误差列作为一个类别保留，或放宽 tolerance。",
                ),
                findings=tuple(findings),
            )

    @property
    def competitive(self) -> bool:
        """Whether inputs are given without their origin.

        Returns
        -------
        bool
            True when the one origin is ``total``.
        """
        return bool(self.flows.coords[ORIGIN].values.tolist() == [TOTAL])

    @property
    def local_flows(self) -> xr.DataArray:
        """Select the flows of goods made here, or of all goods in a competitive table.

        Returns
        -------
        DataArray (industry, industry_to), money
            The first origin's block.
        """
        return self._block(self.flows)

    @property
    def local_final_uses(self) -> xr.DataArray:
        """Select the final uses of goods made here, or of all goods in a competitive table.

        Returns
        -------
        DataArray (industry, category), money
            The first origin's block.
        """
        return self._block(self.final_uses)

    @property
    def total_flows(self) -> xr.DataArray:
        """Sum the flows whatever their origin.

        Returns
        -------
        DataArray (industry, industry_to), money
            Sum over origins.
        """
        total = self.flows.sum(ORIGIN)
        total.attrs["units"] = self.flows.attrs["units"]
        return total

    @property
    def outside_flows(self) -> xr.DataArray | None:
        """Select the flows of goods from outside, by origin.

        Returns
        -------
        DataArray (origin, industry, industry_to) or None
            Without the local block; None when the table does not tell.
        """
        outside = [o for o in self.flows.coords[ORIGIN].values.tolist() if o in (DOMESTIC, FOREIGN)]
        return self.flows.sel({ORIGIN: outside}) if outside else None

    def _block(self, array: xr.DataArray) -> xr.DataArray:
        origin = TOTAL if self.competitive else LOCAL
        return array.sel({ORIGIN: origin}, drop=True)


def row_residual(table: InputOutputTable) -> xr.DataArray:
    """Output less all sales, by selling industry.

    Parameters
    ----------
    table : InputOutputTable
        The table.

    Returns
    -------
    DataArray (industry), money
        0 in a balanced table.
    """
    sales = table.local_flows.values.sum(axis=1) + table.local_final_uses.values.sum(axis=1)
    return _residual(table, sales, "row_residual")


def column_residual(table: InputOutputTable) -> xr.DataArray:
    """Output less all inputs, by buying industry.

    Parameters
    ----------
    table : InputOutputTable
        The table.

    Returns
    -------
    DataArray (industry), money
        0 in a balanced table; NaN where a primary input is unknown.
    """
    inputs = table.flows.values.sum(axis=(0, 1)) + table.primary_inputs.values.sum(axis=0)
    return _residual(table, inputs, "column_residual")


def _residual(table: InputOutputTable, sums: npt.NDArray[np.float64], name: str) -> xr.DataArray:
    values = np.asarray(table.output.values - sums, dtype=np.float64)
    return along(values, table.output, name=name, units=str(table.output.attrs["units"]))


def _unbalanced(
    table: InputOutputTable, residual: xr.DataArray, line: str, line_zh: str
) -> list[Finding]:
    x = np.abs(np.asarray(table.output.values, dtype=np.float64))
    gap = np.abs(residual.values)
    # The last term is rounding: it matters only to industries next to nothing in size.
    bad = gap > table.tolerance * x + 1e-9 * x.sum()
    found = []
    for place in np.flatnonzero(bad):
        label, left = str(residual.coords[INDUSTRY].values[place]), float(residual.values[place])
        share = abs(left) / x[place] if x[place] else float("inf")
        found.append(
            _finding(
                f"{line}-balance",
                label,
                Message(
                    f"{line} {label}: output {x[place]:.6g} less the sum of the {line} is "
                    f"{left:.6g}, {share:.3g} of output (tolerance {table.tolerance:g}).",
                    f"{line_zh} {label}：产出 {x[place]:.6g} 减去该{line_zh}合计为 {left:.6g}，"
                    f"占产出 {share:.3g}（容差 {table.tolerance:g}）。",
                ),
            )
        )
    return found


def _finding(code: str, label: str, problem: Message) -> Finding:
    remedy = Message("Check it against the source.", "请与来源核对。")
    return Finding(code, "error", problem, remedy, value=label)


def _check_labels(table: InputOutputTable) -> None:
    require_dims(table.flows, (ORIGIN, INDUSTRY, BUYER), name="flows")
    require_same_industries(table.flows, name="flows")
    require_dims(table.final_uses, (ORIGIN, INDUSTRY, CATEGORY), name="final_uses")
    require_dims(table.primary_inputs, (CATEGORY, INDUSTRY), name="primary_inputs")
    require_dims(table.output, (INDUSTRY,), name="output")
    require_same_labels(
        table.flows, table.final_uses, dims=(ORIGIN, INDUSTRY), names=("flows", "final_uses")
    )
    for array, name in ((table.primary_inputs, "primary_inputs"), (table.output, "output")):
        require_same_labels(table.flows, array, dims=(INDUSTRY,), names=("flows", name))
    origins = table.flows.coords[ORIGIN].values.tolist()
    split = LOCAL in origins and set(origins) <= {LOCAL, DOMESTIC, FOREIGN}
    if origins != [TOTAL] and not split:
        raise LabelError(
            Message(
                f"origin of flows must be 'total' alone, or 'local' with 'domestic' and "
                f"'foreign', got {listing(origins)}.",
                f"flows 的 origin 应仅为 'total'，或为 'local' 加 'domestic'、'foreign'，"
                f"实际为 {listing(origins)}。",
            ),
            Message("Rename the origins.", "请修改来源地标签。"),
        )


def _check_units(table: InputOutputTable) -> None:
    wanted = table.output.attrs.get("units")
    for array, name in (
        (table.output, "output"),
        (table.flows, "flows"),
        (table.final_uses, "final_uses"),
        (table.primary_inputs, "primary_inputs"),
    ):
        came = array.attrs.get("units")
        if came is not None and conversion_factor(str(came), str(wanted)) == 1.0:
            continue
        raise UnitError(
            Message(
                f"{name} must be in the unit of output ({wanted}), got {came}.",
                f"{name} 的单位应与 output（{wanted}）相同，实际为 {came}。",
            ),
            Message(
                'Set attrs["units"] on all four arrays, after converting to one unit.',
                '请先换算为同一单位，再为四个数组设置 attrs["units"]。',
            ),
        )
