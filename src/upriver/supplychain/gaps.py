"""Which links of a chain are broken, weak, blocked or at risk of being choked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from upriver.core.dims import INDUSTRY, to
from upriver.core.message import Message
from upriver.supplychain.chain import read_essential, read_link, read_node

if TYPE_CHECKING:
    import xarray as xr

GapKind = Literal["break", "weak", "blocked", "choke"]
KINDS: tuple[GapKind, ...] = ("break", "weak", "blocked", "choke")
KIND_NAMES: dict[GapKind, Message] = {
    "break": Message("break", "断点"),
    "weak": Message("weak spot", "弱点"),
    "blocked": Message("blocked link (to be looked into)", "堵点（待核实）"),
    "choke": Message("choke point", "卡点"),
}
INDICATOR_NAMES: dict[str, Message] = {
    "essential": Message("importance level", "重要性等级"),
    "firms": Message("local firms listed", "所列本地企业数"),
    "requirement": Message("share of chain cost", "占链成本份额"),
    "self_sufficiency": Message("self-sufficiency", "自给率"),
    "matching_gap": Message("matching gap", "供需错配度"),
    "foreign_share": Message("share from abroad", "国外依存度"),
    "source_concentration": Message("concentration of sources (HHI)", "来源集中度（HHI）"),
    "outside_sales": Message("share of output sold outside", "销往区外份额"),
    "upstreamness": Message("steps to final use", "到最终使用的步数"),
}


class GapThresholds(BaseModel):
    """From which number on a link gets a label. Proposals, not official limits."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    requirement: float = Field(
        default=0.01,
        ge=0.0,
        le=1.0,
        description="A link without local firm is a break when it takes more than this share of "
        "chain cost / 无本地企业的环节占链成本超过此份额即为断点",
    )
    self_sufficiency: float = Field(
        default=0.5,
        ge=0.0,
        le=1.0,
        description="A link with local firms is weak below this share of local use "
        "/ 有本地企业但自给率低于此值为弱点",
    )
    matching_gap: float = Field(
        default=0.3,
        ge=0.0,
        le=1.0,
        description="A link with local firms may be blocked above this gap "
        "/ 供需错配度高于此值可能为堵点",
    )
    foreign_share: float = Field(
        default=0.5,
        ge=0.0,
        le=1.0,
        description="An essential link can be choked above this share from abroad "
        "/ 关键环节国外依存度高于此值可能为卡点",
    )
    source_concentration: float = Field(
        default=0.4,
        ge=0.0,
        le=1.0,
        description="And above this Herfindahl index of the foreign sources; 0.4 is the limit of "
        "the European Commission and CEPII for strategic dependence "
        "/ 且国外来源集中度（HHI）高于此值；0.4 为欧盟委员会与 CEPII 对战略依赖的界限",
    )


@dataclass(frozen=True, slots=True)
class Evidence:
    """One number and the limit it was held against.

    Parameters
    ----------
    indicator : str
        A key of ``INDICATOR_NAMES``.
    value : float
        The number; NaN when unknown.
    sign : {"<", ">", "="}
        How it is compared.
    threshold : float
        The limit.
    """

    indicator: str
    value: float
    sign: Literal["<", ">", "="]
    threshold: float

    @property
    def holds(self) -> bool | None:
        """Whether the condition is met.

        Returns
        -------
        bool or None
            None when the number is unknown.
        """
        if np.isnan(self.value):
            return None
        if self.sign == "=":
            return self.value == self.threshold
        return self.value < self.threshold if self.sign == "<" else self.value > self.threshold

    @property
    def message(self) -> Message:
        """The comparison as text.

        Returns
        -------
        Message
            Such as "self-sufficiency 0.21 < 0.5".
        """
        name = INDICATOR_NAMES[self.indicator]
        tail = f"{self.sign} {self.threshold:g}"
        if np.isnan(self.value):
            return Message(f"{name.en} unknown (wanted {tail})", f"{name.zh}未知（应 {tail}）")
        if self.sign == "=":
            return Message(f"{name.en} {self.value:g}", f"{name.zh} {self.value:g}")
        return Message(f"{name.en} {self.value:.3g} {tail}", f"{name.zh} {self.value:.3g} {tail}")


@dataclass(frozen=True, slots=True)
class GapLabel:
    """One label of a link, with what decided it.

    Parameters
    ----------
    kind : {"break", "weak", "blocked", "choke"}
        断点, 弱点, 堵点 (a candidate to look into), 卡点.
    evidence : tuple of Evidence
        The numbers and their limits.
    certain : bool
        False when nothing speaks against the label but a number is missing: cannot say.
    """

    kind: GapKind
    evidence: tuple[Evidence, ...]
    certain: bool

    @property
    def missing(self) -> tuple[str, ...]:
        """List the indicators that would have to be known.

        Returns
        -------
        tuple of str
            Keys of ``INDICATOR_NAMES``; empty when the label is certain.
        """
        return tuple(part.indicator for part in self.evidence if part.holds is None)

    @property
    def message(self) -> Message:
        """The label and its reasons in one sentence.

        Returns
        -------
        Message
            The sentence.
        """
        name = KIND_NAMES[self.kind]
        reasons = [part.message for part in self.evidence]
        en, zh = "; ".join(r.en for r in reasons), "；".join(r.zh for r in reasons)
        if self.certain:
            return Message(f"{name.en}: {en}.", f"{name.zh}：{zh}。")
        return Message(f"{name.en}: cannot say ({en}).", f"{name.zh}：无法判断（{zh}）。")


@dataclass(frozen=True, slots=True)
class LinkGaps:
    """What can and what cannot be said of one link.

    Parameters
    ----------
    industry, industry_to : str
        Supplying and using node.
    essential : int
        1 ordinary, 2 essential.
    labels : tuple of GapLabel
        Labels that the numbers give.
    open_questions : tuple of GapLabel
        Labels that can be neither given nor refused.
    """

    industry: str
    industry_to: str
    essential: int
    labels: tuple[GapLabel, ...]
    open_questions: tuple[GapLabel, ...]


def gap_labels(
    essential: xr.DataArray,
    firms: xr.DataArray,
    *,
    requirement: xr.DataArray,
    self_sufficiency: xr.DataArray,
    matching_gap: xr.DataArray,
    foreign_share: xr.DataArray,
    source_concentration: xr.DataArray,
    thresholds: GapThresholds | None = None,
) -> tuple[LinkGaps, ...]:
    """Label the links of a chain 断点, 弱点, 堵点 or 卡点, each with number and limit.

    Parameters
    ----------
    essential : DataArray (industry, industry_to)
        0 negligible, 1 ordinary, 2 essential; NaN where the chain has no link.
    firms : DataArray (industry), firms
        Number of local firms at each node; NaN where nobody has looked.
    requirement : DataArray (industry, industry_to), ratio
        Share of each link in chain cost, from `link_requirement`.
    self_sufficiency : DataArray (industry), ratio
        Share of local use made in the place.
    matching_gap : DataArray (industry), ratio
        From the function of that name.
    foreign_share : DataArray (industry), ratio
        Share of local use that comes from abroad.
    source_concentration : DataArray (industry), ratio
        Herfindahl index of the countries of origin.
    thresholds : GapThresholds, optional
        The limits.

    Returns
    -------
    tuple of LinkGaps
        One for each link that is not negligible, in the order of the nodes. All arrays may
        hold NaN for unknown: then the label becomes an open question, unless another number
        already refuses it.

    Raises
    ------
    LabelError
        If dimensions or labels do not fit.
    DataError
        If essential is none of 0, 1, 2, or a count, share or index is negative.

    Notes
    -----
    断点: no local firm and a requirement above the limit. 弱点: local firms, but too little of
    local use is made here. 堵点: local firms, and what could be traded here goes other ways.
    卡点: essential, mostly from abroad, and from few countries. The rules are proposals built
    on public practice; a link may carry several labels. A negative self-sufficiency (goods in
    transit) counts as below every limit.
    """
    limits = thresholds or GapThresholds()
    level = read_essential(essential)
    need = read_link(essential, requirement, name="requirement")
    node = {
        "firms": read_node(essential, firms, name="firms"),
        "self_sufficiency": read_node(
            essential, self_sufficiency.clip(min=0.0), name="self_sufficiency"
        ),
        "matching_gap": read_node(essential, matching_gap, name="matching_gap"),
        "foreign_share": read_node(essential, foreign_share, name="foreign_share"),
        "source_concentration": read_node(
            essential, source_concentration, name="source_concentration"
        ),
    }
    nodes = essential.coords[INDUSTRY].values.tolist()
    buyers = essential.coords[to(INDUSTRY)].values.tolist()
    found = []
    for i, j in np.argwhere(level > 0.0):
        numbers = {name: float(values[i]) for name, values in node.items()}
        numbers |= {"essential": float(level[i, j]), "requirement": float(need[i, j])}
        judged = [_judge(kind, _conditions(kind, numbers, limits)) for kind in KINDS]
        given = tuple(label for label in judged if label is not None)
        found.append(
            LinkGaps(
                nodes[i],
                buyers[j],
                int(level[i, j]),
                tuple(label for label in given if label.certain),
                tuple(label for label in given if not label.certain),
            )
        )
    return tuple(found)


def _conditions(
    kind: GapKind, numbers: dict[str, float], limits: GapThresholds
) -> tuple[Evidence, ...]:
    held = Evidence("firms", numbers["firms"], ">", 0.0)
    if kind == "break":
        return (
            Evidence("firms", numbers["firms"], "=", 0.0),
            Evidence("requirement", numbers["requirement"], ">", limits.requirement),
        )
    if kind == "weak":
        return (
            held,
            Evidence("self_sufficiency", numbers["self_sufficiency"], "<", limits.self_sufficiency),
        )
    if kind == "blocked":
        return (held, Evidence("matching_gap", numbers["matching_gap"], ">", limits.matching_gap))
    return (
        Evidence("essential", numbers["essential"], "=", 2.0),
        Evidence("foreign_share", numbers["foreign_share"], ">", limits.foreign_share),
        Evidence(
            "source_concentration",
            numbers["source_concentration"],
            ">",
            limits.source_concentration,
        ),
    )


def _judge(kind: GapKind, evidence: tuple[Evidence, ...]) -> GapLabel | None:
    """No label when any condition fails; an open one when none fails but one is unknown."""
    states = [part.holds for part in evidence]
    if any(state is False for state in states):
        return None
    return GapLabel(kind, evidence, certain=all(state is True for state in states))
