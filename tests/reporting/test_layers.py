"""Columns of a chain."""

from __future__ import annotations

from report_facts import chains
from upriver.reporting.charts.layers import layers


def _columns(
    nodes: list[tuple[str, str]], links: list[tuple[str, str]]
) -> tuple[tuple[str, ...], ...]:
    facts = [{"code": code, "stage": stage} for code, stage in nodes]
    return layers(facts, [{"a": a, "b": b} for a, b in links]).columns


def test_stages_stand_side_by_side() -> None:
    assert _columns([("c", "down"), ("a", "up"), ("b", "mid")], [("a", "b"), ("b", "c")]) == (
        ("a",), ("b",), ("c",),
    )  # fmt: skip


def test_a_stage_is_split_by_its_own_links() -> None:
    nodes = [("a", "mid"), ("b", "mid"), ("c", "mid")]
    assert _columns(nodes, [("a", "b"), ("b", "c")]) == (("a",), ("b",), ("c",))


def test_a_cycle_within_a_stage_ends() -> None:
    nodes = [("a", "mid"), ("b", "mid")]
    columns = _columns(nodes, [("a", "b"), ("b", "a")])
    assert sorted(code for column in columns for code in column) == ["a", "b"]


def test_a_long_link_passes_a_place_of_its_own() -> None:
    chain = chains()["chains"][0]
    found = layers(chain["nodes"], chain["links"])
    way = found.ways["ore", "car"]
    assert way
    assert all(any(place in column for column in found.columns) for place in way)


def test_a_source_of_a_later_stage_stands_before_what_it_feeds() -> None:
    """Nothing feeds b here, so it stands no later than a."""
    assert _columns([("a", "up"), ("b", "down")], [("b", "a")]) == (("b",), ("a",))
