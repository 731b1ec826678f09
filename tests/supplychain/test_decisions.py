"""What to do about links: one answer a label, none for a question that is open."""

from __future__ import annotations

import pytest

from science_arrays import industry_vector
from upriver.core.errors import LabelError
from upriver.supplychain import DecisionThresholds, Evidence, GapLabel, LinkGaps, decide

NAN = float("nan")
NODES = ["part", "car"]


def label(kind: str, value: float, *, certain: bool = True) -> GapLabel:
    return GapLabel(kind, (Evidence("foreign_share", value, ">", 0.5),), certain=certain)


def link(*labels: GapLabel, open_: tuple[GapLabel, ...] = ()) -> tuple[LinkGaps, ...]:
    return (LinkGaps("part", "car", 2, labels, open_),)


def kinds(gaps: tuple[LinkGaps, ...], sold: float = 0.0, steps: float = 1.0) -> list[str]:
    found = decide(
        gaps,
        outside_sales=industry_vector([sold, NAN], NODES, units="ratio"),
        upstreamness=industry_vector([steps, NAN], NODES, units="steps"),
    )
    return [each.kind for each in found]


def test_each_label_has_its_answer_and_the_gravest_comes_first() -> None:
    assert kinds(link(label("break", 1.0))) == ["attract"]
    assert kinds(link(label("weak", 1.0), label("blocked", 1.0), label("choke", 1.0))) == [
        "research", "expand", "match",
    ]  # fmt: skip


def test_the_number_that_decided_goes_with_the_decision() -> None:
    (found,) = decide(
        link(label("choke", 0.7)),
        outside_sales=industry_vector([0.0, 0.0], NODES, units="ratio"),
        upstreamness=industry_vector([1.0, 1.0], NODES, units="steps"),
    )
    assert found.message.en == "research and back up: share from abroad 0.7 > 0.5."
    assert found.message.zh == "攻关备份：国外依存度 0.7 > 0.5。"


def test_a_sound_link_with_a_surplus_upstream_is_extended() -> None:
    assert kinds(link(), sold=0.6, steps=3.0) == ["extend"]
    assert kinds(link(), sold=0.3, steps=3.0) == []
    assert kinds(link(), sold=0.6, steps=2.0) == []
    assert kinds(link(), sold=NAN, steps=3.0) == []
    assert kinds(link(label("weak", 1.0)), sold=0.6, steps=3.0) == ["expand"]


def test_an_open_question_decides_nothing() -> None:
    doubt = (label("weak", NAN, certain=False),)
    assert kinds(link(open_=doubt), sold=0.9, steps=9.0) == []
    unsure_source = (label("choke", NAN, certain=False),)
    assert kinds(link(open_=unsure_source), sold=0.9, steps=9.0) == ["extend"]


def test_limits_are_settings_and_labels_are_needed() -> None:
    found = decide(
        link(),
        outside_sales=industry_vector([0.2, 0.0], NODES, units="ratio"),
        upstreamness=industry_vector([1.5, 1.0], NODES, units="steps"),
        thresholds=DecisionThresholds(outside_sales=0.1, upstreamness=1.0),
    )
    assert [each.kind for each in found] == ["extend"]
    with pytest.raises(LabelError, match="outside_sales"):
        decide(
            link(),
            outside_sales=industry_vector([0.2, 0.0], NODES, units="ratio").rename(industry="x"),
            upstreamness=industry_vector([1.5, 1.0], NODES, units="steps"),
        )
