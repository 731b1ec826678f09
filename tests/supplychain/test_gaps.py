"""Labels of chain links: given, refused, or left open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pydantic import ValidationError

from science_arrays import industry_matrix, industry_vector
from upriver.core.errors import DataError
from upriver.supplychain import GapThresholds, LinkGaps, gap_labels

if TYPE_CHECKING:
    import xarray as xr

NAN = float("nan")
NODES = ["part", "car"]


def link(
    *,
    level: float = 2,
    firms: float = 4,
    need: float = 0.1,
    own: float = 0.9,
    gap: float = 0.0,
    abroad: float = 0.0,
    sources: float = 0.1,
    thresholds: GapThresholds | None = None,
) -> tuple[LinkGaps, ...]:
    """Diagnosis of the one link part -> car."""

    def node(value: float) -> xr.DataArray:
        return industry_vector([value, NAN], NODES, units="ratio")

    return gap_labels(
        industry_matrix([[NAN, level], [NAN, NAN]], NODES),
        node(firms),
        requirement=industry_matrix([[NAN, need], [NAN, NAN]], NODES),
        self_sufficiency=node(own),
        matching_gap=node(gap),
        foreign_share=node(abroad),
        source_concentration=node(sources),
        thresholds=thresholds,
    )


def kinds(found: tuple[LinkGaps, ...]) -> tuple[list[str], list[str]]:
    (one,) = found
    return [x.kind for x in one.labels], [x.kind for x in one.open_questions]


def test_a_sound_link_carries_nothing() -> None:
    (one,) = link()
    assert (one.industry, one.industry_to, one.essential) == ("part", "car", 2)
    assert (one.labels, one.open_questions) == ((), ())


def test_no_firm_and_a_real_requirement_is_a_break() -> None:
    assert kinds(link(firms=0)) == (["break"], [])
    assert kinds(link(firms=0, need=0.005)) == ([], [])


def test_firms_that_make_too_little_are_a_weak_point() -> None:
    assert kinds(link(own=0.49)) == (["weak"], [])
    assert kinds(link(own=-0.3)) == (["weak"], [])


def test_trade_that_goes_other_ways_is_a_candidate() -> None:
    assert kinds(link(gap=0.4)) == (["blocked"], [])


def test_essential_foreign_and_concentrated_is_a_choke_point() -> None:
    assert kinds(link(abroad=0.7, sources=0.6)) == (["choke"], [])
    assert kinds(link(abroad=0.7, sources=0.6, level=1)) == ([], [])
    assert kinds(link(abroad=0.7, sources=0.3)) == ([], [])


def test_one_link_may_carry_several_labels() -> None:
    assert kinds(link(own=0.1, gap=0.5, abroad=0.8, sources=0.9))[0] == [
        "weak",
        "blocked",
        "choke",
    ]


def test_unknown_numbers_leave_the_question_open() -> None:
    (one,) = link(abroad=0.7, sources=NAN)
    assert one.labels == ()
    (open_question,) = one.open_questions
    assert open_question.kind == "choke"
    assert open_question.missing == ("source_concentration",)
    assert "cannot say" in open_question.message.en
    assert "无法判断" in open_question.message.zh
    assert "来源集中度（HHI）未知" in open_question.message.zh


def test_a_number_that_refuses_needs_no_other() -> None:
    assert kinds(link(abroad=0.1, sources=NAN)) == ([], [])


def test_when_nobody_has_looked_for_firms_nothing_is_claimed() -> None:
    assert kinds(link(firms=NAN, own=0.1)) == ([], ["break", "weak"])


def test_the_message_names_number_and_limit() -> None:
    (label,) = link(own=0.21)[0].labels
    assert label.certain
    assert label.message.en == "weak spot: local firms listed 4 > 0; self-sufficiency 0.21 < 0.5."
    assert label.message.zh == "弱点：所列本地企业数 4 > 0；自给率 0.21 < 0.5。"
    assert label.evidence[1].threshold == 0.5


def test_limits_can_be_moved() -> None:
    assert kinds(link(own=0.49, thresholds=GapThresholds(self_sufficiency=0.4))) == ([], [])


@pytest.mark.parametrize("level", [0.0, NAN])
def test_negligible_and_absent_links_are_not_judged(level: float) -> None:
    assert link(level=level, firms=0) == ()


def test_unknown_settings_are_refused() -> None:
    with pytest.raises(ValidationError, match="Extra inputs are not permitted"):
        GapThresholds(selfsufficiency=0.4)


def test_negative_shares_are_refused() -> None:
    with pytest.raises(DataError, match="foreign_share is negative at 'part'"):
        link(abroad=-0.1)
