"""Rules that a planner adds in the words of the model: names of decisions, labels, numbers.

``sum over terms of coefficient · decision(at) <= bound`` (or ``>=``, ``=``), once or every year
"""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

from upriver.core.errors import DataError
from upriver.core.findings import Finding
from upriver.core.message import Message, listing
from upriver.planning.variables import UNITS

if TYPE_CHECKING:
    from upriver.planning.forms import Form
    from upriver.planning.inputs import PlanInputs
    from upriver.planning.program import Program
    from upriver.planning.records import OwnRule, RuleTerm
    from upriver.planning.variables import Variables

PREFIX = "rule_"
YEAR = "year"
SENSES = ("<=", ">=", "=")


def add_own_rules(model: Program, inputs: PlanInputs, *, variables: Variables) -> None:
    """Add the planner's own rules.

    Parameters
    ----------
    model : Program
        The model being built.
    inputs : PlanInputs
        Data of the plan.
    variables : Variables
        Decisions of the plan.

    Raises
    ------
    DataError
        If a rule has no terms, an unknown sense or figures that are not known, or a term names a
        decision or a label that the plan does not have; all of them are listed.
    """
    findings = [
        *(found for rule in inputs.rules for found in _unfit(rule)),
        *(
            found
            for rule in inputs.rules
            for term in rule.terms
            for found in _faults(rule, term, variables)
        ),
    ]
    if findings:
        raise DataError(
            Message(
                f"Own rules cannot be added: {len(findings)} fault(s).",
                f"自定义规则无法加入：{len(findings)} 处问题。",
            ),
            Message("Correct them:", "请逐一改正："),
            findings=tuple(findings),
        )
    for rule in inputs.rules:
        first, *others = (_expression(term, rule, variables) for term in rule.terms)
        left = first
        for other in others:
            left = left + other
        model.add_constraints(left, rule.sense, rule.bound, name=PREFIX + rule.rule)


def _expression(term: RuleTerm, rule: OwnRule, variables: Variables) -> Form:
    decision = getattr(variables, term.variable)
    part = term.coefficient * decision.sel({dim: [label] for dim, label in term.at.items()})
    over = [dim for dim in decision.dims if not (rule.each_year and dim == YEAR)]
    total: Form = part.sum(over)
    return total


def _unfit(rule: OwnRule) -> list[Finding]:
    """What is wrong with a rule whatever the plan decides on."""
    found = []
    if rule.sense not in SENSES:
        found.append(
            _fault(
                rule,
                f"its sense is {rule.sense!r}; wanted one of {listing(SENSES)}",
                f"比较符为 {rule.sense!r}，应为 {listing(SENSES)} 之一",
            )
        )
    if not rule.terms:
        found.append(_fault(rule, "it has no terms", "没有任何项"))
    if not isfinite(rule.bound):
        found.append(_fault(rule, "its bound is not known", "界限未知"))
    found += [
        _fault(
            rule,
            f"the coefficient of {term.variable} is not known",
            f"{term.variable} 的系数未知",
        )
        for term in rule.terms
        if not isfinite(term.coefficient)
    ]
    return found


def _faults(rule: OwnRule, term: RuleTerm, variables: Variables) -> list[Finding]:
    decision = getattr(variables, term.variable, None) if term.variable in UNITS else None
    if decision is None:
        known = [name for name in UNITS if getattr(variables, name, None) is not None]
        return [
            _fault(
                rule,
                f"this plan has no decision {term.variable!r}; it has {listing(known, most=30)}",
                f"本规划没有决策 {term.variable!r}；现有 {listing(known, most=30)}",
            )
        ]
    found = []
    for dim, label in term.at.items():
        if dim not in decision.dims:
            dims = ", ".join(str(each) for each in decision.dims)
            found.append(
                _fault(
                    rule,
                    f"{term.variable} has no dimension {dim!r}; it has {dims}",
                    f"{term.variable} 没有维度 {dim!r}；现有 {dims}",
                )
            )
        elif label not in decision.indexes[dim]:
            labels = listing(decision.indexes[dim].tolist(), most=6)
            found.append(
                _fault(
                    rule,
                    f"{term.variable} has no {dim} {label!r}; it has {labels}",
                    f"{term.variable} 的 {dim} 中没有 {label!r}；现有 {labels}",
                )
            )
    if rule.each_year and (YEAR in term.at or YEAR not in decision.dims):
        found.append(
            _fault(
                rule,
                f"it holds in every year, so {term.variable} must have years and name none",
                f"该规则逐年成立，{term.variable} 须含年份且不得指定年份",
            )
        )
    return found


def _fault(rule: OwnRule, en: str, zh: str) -> Finding:
    return Finding(
        "own-rule",
        "error",
        Message(f"Rule {rule.rule}: {en}.", f"规则 {rule.rule}：{zh}。"),
        Message("Correct this rule.", "请改正该规则。"),
        table="rule_terms",
        value=rule.rule,
    )
