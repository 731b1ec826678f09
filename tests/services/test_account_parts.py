"""The audit of the region's account: what stops a run, and what is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest

from toy import toy_region
from upriver.core.errors import DataError
from upriver.services.account import read_account
from upriver.services.account_parts import audit_findings, audit_parts, read_parts
from upriver.services.check import check
from upriver.services.diagnose import diagnose

if TYPE_CHECKING:
    from pathlib import Path

    from upriver.data.region import Region


@pytest.fixture
def region(tmp_path: Path) -> Region:
    return toy_region(tmp_path)


def with_error_column(region: Region, share: float) -> Region:
    """The same account, a share of each household use moved to the error column."""
    uses = region.table("final_uses")
    home = (pl.col("origin") == "local") & (pl.col("category") == "household")
    error = uses.filter(home).with_columns(category=pl.lit("error"), value=pl.col("value") * share)
    kept = uses.with_columns(
        value=pl.when(home).then(pl.col("value") * (1 - share)).otherwise("value")
    )
    return region.replace(final_uses=pl.concat([kept, error]))


def test_a_balanced_account_is_only_told_that_its_columns_are_alike(region: Region) -> None:
    account = read_account(region, year=2023)
    assert account.audit.usable
    warned = {each.code for each in account.audit.findings if each.severity == "warning"}
    assert warned == {"copied-column"}
    assert [row["code"] for row in diagnose(region).audit.to_dicts()] == [
        finding.code for finding in account.audit.findings
    ]


def test_the_size_of_the_error_column_is_a_number(region: Region) -> None:
    audit = read_account(with_error_column(region, 0.5), year=2023).audit
    (whole,) = (finding for finding in audit.findings if finding.code == "error-column")
    parts = read_parts(with_error_column(region, 0.5), year=2023)
    error = parts.final_uses.sel(origin="local", category="error").sum()
    assert whole.number == pytest.approx(float(error / parts.output.sum()))
    assert whole.severity == "warning"


def test_findings_of_many_industries_are_told_together(region: Region) -> None:
    findings = audit_findings(with_error_column(region, 0.5))
    (together,) = (finding for finding in findings if finding.code == "error-share")
    assert "4 others" in together.problem.en
    assert "4 个行业" in together.problem.zh
    assert "Account of 2023" in together.problem.en
    assert together in check(with_error_column(region, 0.5)).findings


def test_an_account_that_is_off_balance_is_refused_with_every_row(region: Region) -> None:
    flows = region.table("flows")
    wrong = pl.col("industry").is_in(["02", "04"]) & (pl.col("origin") == "local")
    broken = region.replace(
        flows=flows.with_columns(value=pl.when(wrong).then(pl.col("value") * 9).otherwise("value"))
    )
    with pytest.raises(DataError, match="account of 2023 cannot be used") as refused:
        audit_parts(read_parts(broken, year=2023))
    assert {"02", "04"} <= {finding.value for finding in refused.value.findings}
    assert audit_findings(broken.replace(flows=flows)) == audit_findings(region)
