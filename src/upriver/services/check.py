"""Is the package sound: everything wrong with it, at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from upriver.core.errors import UpriverError
from upriver.data.checks import check_region
from upriver.data.region import Region
from upriver.planning.base_year_findings import base_year_findings
from upriver.planning.reading.region import read_inputs
from upriver.planning.reading.table_findings import table_findings
from upriver.planning.settings import PlanSettings
from upriver.services.account_parts import audit_findings

if TYPE_CHECKING:
    from pathlib import Path

    from upriver.core.findings import Finding


@dataclass(frozen=True)
class CheckResult:
    """All findings of a check.

    Parameters
    ----------
    region : Region
        The package that was looked at.
    findings : tuple of Finding
        Errors, warnings and notes, by table and row.
    """

    region: Region
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> tuple[Finding, ...]:
        """Findings that stop a run.

        Returns
        -------
        tuple of Finding
            Empty when the package is sound.
        """
        return self._of("error")

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """Findings that a planner should look at.

        Returns
        -------
        tuple of Finding
            They do not stop a run.
        """
        return self._of("warning")

    @property
    def notes(self) -> tuple[Finding, ...]:
        """Findings that only inform.

        Returns
        -------
        tuple of Finding
            They do not stop a run.
        """
        return self._of("note")

    @property
    def ok(self) -> bool:
        """Whether there is no error.

        Returns
        -------
        bool
            True for a sound package.
        """
        return not self.errors

    def _of(self, severity: str) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.severity == severity)

    def to_dict(self) -> dict[str, Any]:
        """Result as plain data, for JSON.

        Returns
        -------
        dict
            Keys ``ok region fingerprint findings``.
        """
        return {
            "ok": self.ok,
            "region": self.region.code,
            "fingerprint": self.region.fingerprint,
            "findings": [finding.to_dict() for finding in self.findings],
        }


def check(region: Region | str | Path) -> CheckResult:
    """Look for everything that is wrong with a package.

    Parameters
    ----------
    region : Region, str or Path
        A region, or where its package is.

    Returns
    -------
    CheckResult
        All findings; ``ok`` is false when one of them is an error.

    Raises
    ------
    DataError
        If there is no package at the path.
    """
    opened = region if isinstance(region, Region) else Region.open(region)
    findings = check_region(opened)
    if not any(finding.severity == "error" for finding in findings):
        findings = (*findings, *table_findings(opened), *audit_findings(opened))
    if not any(finding.severity == "error" for finding in findings):
        findings = (*findings, *_below_what_exists(opened))
    return CheckResult(opened, findings)


def _below_what_exists(region: Region) -> tuple[Finding, ...]:
    """Limits and promises below what is left of the base year, as the plan would tell them."""
    if not region.has("caps") and not region.has("targets"):
        return ()
    settings = PlanSettings()
    try:
        inputs = read_inputs(region, settings)
    except UpriverError:  # what no plan can be made from is for the plan to say
        return ()
    return tuple(base_year_findings(inputs, settings=settings))
