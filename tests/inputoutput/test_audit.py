"""Every rule of the audit fires on the fault it is for, and on nothing else."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr

from upriver.core.errors import DataError, LabelError
from upriver.inputoutput import AuditLimits, InputOutputTable, TableAudit, audit_table

LABELS = ["a", "b", "c", "d"]
Z = np.array([[10.0, 20, 5, 8], [15, 5, 10, 9], [4, 6, 8, 3], [7, 2, 1, 6]])
FINAL = np.array([[60.0, -3], [70, 1], [40, 0], [30, 2]])


def parts(
    flows: np.ndarray = Z,
    final: np.ndarray = FINAL,
    output: np.ndarray | None = None,
    value_added: np.ndarray | None = None,
    units: str = "1e8 CNY",
) -> dict[str, xr.DataArray]:
    """Balanced unless a part is given."""
    n = len(flows)
    labels = [chr(ord("a") + k) for k in range(n)]
    x = flows.sum(axis=1) + final.sum(axis=1) if output is None else output
    v = x - flows.sum(axis=0) if value_added is None else value_added
    attrs, industry = {"units": units}, {"industry": labels}
    return {
        "flows": xr.DataArray(flows[None], {"origin": ["total"], **industry, "industry_to": labels}, ("origin", "industry", "industry_to"), attrs=attrs),
        "final_uses": xr.DataArray(final[None], {"origin": ["total"], **industry, "category": ["household", "error"]}, ("origin", "industry", "category"), attrs=attrs),
        "primary_inputs": xr.DataArray(v[None], {"category": ["wages"], **industry}, ("category", "industry"), attrs=attrs),
        "output": xr.DataArray(x, industry, ("industry",), attrs=attrs),
    }  # fmt: skip


def audit(given: dict[str, xr.DataArray], **options: object) -> TableAudit:
    flows, final = given["flows"], given["final_uses"]
    rest = {"primary_inputs": given["primary_inputs"], "output": given["output"]}
    return audit_table(flows, final, **rest, **options)  # type: ignore[arg-type]


def codes(found: TableAudit) -> set[str]:
    return {finding.code for finding in found.findings if finding.severity != "note"}


def test_a_sound_table_has_its_error_told_and_nothing_else() -> None:
    found = audit(parts(), limits=AuditLimits(error_share=0.05))
    assert found.usable
    assert [finding.code for finding in found.findings] == ["error-column"]
    assert found.findings[0].number == pytest.approx(6 / (Z.sum() + FINAL.sum()))
    InputOutputTable(**parts())


def test_the_error_column_is_a_warning_above_the_limit() -> None:
    found = audit(parts(), limits=AuditLimits(error_share=0.01))
    shares = {f.industry: f.number for f in found.findings if f.code == "error-share"}
    assert set(shares) == {"a", "d"}
    assert shares["d"] == pytest.approx(2 / (16 + 32))


def test_a_table_too_bad_for_the_class_is_still_read() -> None:
    flows, x = Z.copy(), Z.sum(axis=1) + FINAL.sum(axis=1)
    flows[0, 1] = np.nan
    x[2] = -5
    bad = parts(flows, output=x, value_added=x - Z.sum(axis=0))
    with pytest.raises(DataError, match="flows has no number"):
        InputOutputTable(**bad)
    found = audit(bad)
    assert {"missing", "negative-output", "negative-value-added"} <= codes(found)
    assert not found.usable
    missing = next(finding for finding in found.findings if finding.code == "missing")
    assert missing.number == 1 / 16
    assert missing.industry == "a"


def test_swapped_sellers_and_buyers_are_seen() -> None:
    right = parts()
    wrong = parts(Z.T, output=right["output"].values, value_added=right["primary_inputs"].values[0])
    assert "orientation" in codes(audit(wrong))
    assert "orientation" not in codes(audit(right))


def test_residuals_are_named_by_row_and_column() -> None:
    x = Z.sum(axis=1) + FINAL.sum(axis=1)
    found = audit(parts(output=x + np.array([0, 10, 0, 0]), value_added=x - Z.sum(axis=0)))
    named = {(f.code, f.industry): f.number for f in found.findings if "balance" in f.code}
    assert set(named) == {("row-balance", "b"), ("column-balance", "b")}
    assert named["row-balance", "b"] == pytest.approx(10 / (x[1] + 10))


def test_another_unit_is_seen_by_its_name_and_by_its_scale() -> None:
    named = parts()
    named["primary_inputs"] = named["primary_inputs"].assign_attrs(units="1e4 CNY")
    found = audit(named)
    (unit,) = (finding for finding in found.findings if finding.code == "unit")
    assert unit.number == pytest.approx(1e-4)
    x = Z.sum(axis=1) + FINAL.sum(axis=1)
    scale = [
        f
        for f in audit(parts(output=1e4 * x, value_added=x - Z.sum(axis=0))).findings
        if f.code == "unit-scale"
    ]
    assert [finding.number for finding in scale] == pytest.approx([1e4, 1e4])


def test_a_part_without_unit_is_named() -> None:
    given = parts()
    del given["flows"].attrs["units"]
    (unit,) = (finding for finding in audit(given).findings if finding.code == "unit")
    assert np.isnan(unit.number)
    assert "flows is in None" in unit.problem.en


def test_negative_flows_are_weighed() -> None:
    flows = Z.copy()
    flows[2, 1] = -6
    found = [f for f in audit(parts(flows)).findings if f.code == "negative-flows"]
    assert [(f.industry, f.severity) for f in found] == [("c", "warning")]
    assert found[0].number == pytest.approx(6 / np.abs(flows).sum())


@pytest.mark.parametrize("place", [0, 2, 4])
def test_a_subtotal_among_the_industries_is_found(place: int) -> None:
    """The sum of the four stands first, in the middle (with the pair before it) or last."""
    inside = range(2) if place == 2 else range(4)
    order = [k for k in range(4) if k < place] + [4] + [k for k in range(4) if k >= place]
    rows = np.vstack([Z, Z[list(inside)].sum(axis=0)])
    flows = np.hstack([rows, rows[:, list(inside)].sum(axis=1, keepdims=True)])
    final = np.vstack([FINAL, FINAL[list(inside)].sum(axis=0)])
    x = np.append(Z.sum(axis=1) + FINAL.sum(axis=1), 0)
    x[4] = x[list(inside)].sum()
    turned = parts(flows[np.ix_(order, order)], final[order], output=x[order])
    found = [finding for finding in audit(turned).findings if finding.code == "subtotal"]
    assert [(f.industry, f.number) for f in found] == [
        (LABELS[place] if place < 4 else "e", len(inside))
    ]


def test_idle_and_unsurveyed_industries_are_named() -> None:
    flows = Z.copy()
    flows[:, 1] = 0
    flows[3] = 0
    final = FINAL.copy()
    final[3] = 0
    found = audit(parts(flows, final)).findings
    named = {(finding.code, finding.industry) for finding in found}
    assert {("no-inputs", "b"), ("idle-buyer", "d")} <= named
    flows[:, 3] = 0
    empty = {(f.code, f.industry) for f in audit(parts(flows, final)).findings}
    assert ("empty", "d") in empty
    flows = Z.copy()
    flows[2] = 0
    assert ("no-sales", "c") in {(f.code, f.industry) for f in audit(parts(flows)).findings}


def test_a_copied_column_is_named() -> None:
    flows = Z.copy()
    flows[:, 3] = 0.4 * flows[:, 0]
    found = [f for f in audit(parts(flows)).findings if f.code == "copied-column"]
    assert [finding.industry for finding in found] == ["d"]
    assert "'a'" not in found[0].problem.en
    assert "as a:" in found[0].problem.en


def test_columns_above_one_and_an_unproductive_economy() -> None:
    x = np.array([20.0, 90, 70, 40])
    found = audit(parts(Z, output=x)).findings
    sums = {f.industry: f.number for f in found if f.code == "column-sum"}
    assert sums == {"a": pytest.approx(36 / 20)}
    assert "unproductive" not in {finding.code for finding in found}
    closed = audit(parts(Z, output=Z.sum(axis=0))).findings
    radius = [finding.number for finding in closed if finding.code == "unproductive"]
    assert radius == pytest.approx([1.0])
    worse = audit(parts(Z, output=0.5 * Z.sum(axis=0))).findings
    assert next(f.number for f in worse if f.code == "unproductive") == pytest.approx(2.0)


def test_goods_in_transit_are_told() -> None:
    given = parts()
    uses = given["final_uses"].values[0]
    given["final_uses"] = xr.DataArray(
        np.column_stack([uses, [0, 0, -80, 0], [0, 0, 80, 0]])[None],
        {"origin": ["total"], "industry": LABELS, "category": ["household", "error", "inflow", "outflow"]},
        ("origin", "industry", "category"),
        attrs={"units": "1e8 CNY"},
    )  # fmt: skip
    (found,) = (f for f in audit(given).findings if f.code == "transit")
    assert (found.industry, found.number) == ("c", pytest.approx(80 / 61))


def test_findings_are_ordered_and_make_a_table() -> None:
    x = Z.sum(axis=1) + FINAL.sum(axis=1)
    found = audit(parts(output=x + np.array([0, 10, 0, 0]), value_added=x - Z.sum(axis=0)))
    severities = [finding.severity for finding in found.findings]
    assert severities == sorted(severities, key=["error", "warning", "note"].index)
    rows = found.to_table().to_dicts()
    assert len(rows) == len(found.findings)
    assert rows[0]["industry"] == "b"
    assert rows[0]["limit"] == 1e-3
    assert found.count("error") == 2
    assert found.findings[0].to_finding(table="flows").render("zh").startswith("flows：")


def test_mismatched_sectors_are_refused() -> None:
    given = parts()
    given["output"] = given["output"].assign_coords(industry=["a", "b", "c", "x"])
    with pytest.raises(LabelError, match="only in flows: 'd'; only in output: 'x'"):
        audit(given)
