"""What to do about a link: attract, expand, match, research or extend, and what decided it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, Field

from upriver.core.dims import INDUSTRY
from upriver.core.labels import require_dims
from upriver.core.message import Message
from upriver.supplychain.gaps import Evidence, GapKind

if TYPE_CHECKING:
    import xarray as xr

    from upriver.supplychain.gaps import LinkGaps

DecisionKind = Literal["research", "attract", "expand", "match", "extend"]
DECISION_NAMES: dict[DecisionKind, Message] = {
    "research": Message("research and back up", "攻关备份"),
    "attract": Message("attract or build", "招引新建"),
    "expand": Message("expand", "扩能强链"),
    "match": Message("match supply and demand", "供需对接"),
    "extend": Message("extend the chain", "延链"),
}
ANSWERS: dict[GapKind, DecisionKind] = {
    "choke": "research",
    "break": "attract",
    "weak": "expand",
    "blocked": "match",
}


class DecisionThresholds(BaseModel):
    """From which number on a sound link should be extended. Proposals, not official limits."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    outside_sales: float = Field(
        default=0.3,
        ge=0.0,
        le=1.0,
        description="A link that sells more than this share of its output outside has a surplus "
        "/ 销往区外的产出份额高于此值即为有富余",
    )
    upstreamness: float = Field(
        default=2.0,
        ge=1.0,
        description="And stands upstream above this number of steps to final use "
        "/ 且到最终使用的步数高于此值即处于上游",
    )


@dataclass(frozen=True, slots=True)
class Decision:
    """One thing to do about a link.

    Parameters
    ----------
    industry, industry_to : str
        Supplying and using node.
    kind : {"research", "attract", "expand", "match", "extend"}
        攻关备份, 招引新建, 扩能强链, 供需对接, 延链.
    evidence : tuple of Evidence
        The numbers that decided it, and their limits.
    """

    industry: str
    industry_to: str
    kind: DecisionKind
    evidence: tuple[Evidence, ...]

    @property
    def message(self) -> Message:
        """The decision and its reasons in one sentence.

        Returns
        -------
        Message
            Such as "attract or build: local firms 0; share of chain cost 0.12 > 0.01".
        """
        name = DECISION_NAMES[self.kind]
        reasons = [part.message for part in self.evidence]
        return Message(
            f"{name.en}: {'; '.join(reason.en for reason in reasons)}.",
            f"{name.zh}：{'；'.join(reason.zh for reason in reasons)}。",
        )


def decide(
    gaps: tuple[LinkGaps, ...],
    *,
    outside_sales: xr.DataArray,
    upstreamness: xr.DataArray,
    thresholds: DecisionThresholds | None = None,
) -> tuple[Decision, ...]:
    """Turn the labels of the links into things to do.

    Parameters
    ----------
    gaps : tuple of LinkGaps
        From `gap_labels`.
    outside_sales : DataArray (industry), ratio
        Share of the output of each node that is sold outside the place; NaN when unknown.
    upstreamness : DataArray (industry), steps
        Steps from each node to final use; NaN when unknown.
    thresholds : DecisionThresholds, optional
        The limits for extending a chain.

    Returns
    -------
    tuple of Decision
        In the order of the links, the gravest first within a link: choke points are
        researched and backed up, breaks filled by attracting or building, weak spots
        expanded, blocked links matched. A link without any label and without an open
        question on its supply, with a surplus and far upstream, is extended. A link may
        have several decisions or none.

    Raises
    ------
    LabelError
        If an array lacks the dimension or a node of the links.

    Notes
    -----
    Open questions decide nothing. The rules follow the practice of chain leaders
    (强链、补链、延链); the limits are proposals.
    """
    limits = thresholds or DecisionThresholds()
    for array, name in ((outside_sales, "outside_sales"), (upstreamness, "upstreamness")):
        require_dims(array, (INDUSTRY,), name=name)
    found: list[Decision] = []
    for gap in gaps:
        given = {label.kind: label.evidence for label in gap.labels}
        answers = [
            Decision(gap.industry, gap.industry_to, answer, given[kind])
            for kind, answer in ANSWERS.items()
            if kind in given
        ]
        doubts = [label for label in gap.open_questions if label.kind != "choke"]
        if not answers and not doubts:
            evidence = (
                Evidence(
                    "outside_sales",
                    float(outside_sales.sel({INDUSTRY: gap.industry})),
                    ">",
                    limits.outside_sales,
                ),
                Evidence(
                    "upstreamness",
                    float(upstreamness.sel({INDUSTRY: gap.industry})),
                    ">",
                    limits.upstreamness,
                ),
            )
            if all(part.holds for part in evidence):
                answers = [Decision(gap.industry, gap.industry_to, "extend", evidence)]
        found += answers
    return tuple(found)
