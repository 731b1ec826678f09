"""Planted contradictions are found with both rows and both figures; sound rows are left alone."""

from datetime import date
from typing import Any

import pytest

from upriver.core.message import Message
from upriver.core.periods import parse_period
from upriver.targets import (
    Contradiction,
    GrowthClass,
    Measure,
    Observed,
    Pools,
    Promise,
    Register,
    Registered,
    assess,
    definition_contradictions,
    observation_contradictions,
    place_contradictions,
    promise_contradictions,
)

POOLS = Pools(GrowthClass(0.05, 0.03, 0.02, (0.0, 0.02, 0.05, 0.08, 0.1), 4))
MEASURES = {
    "gdp": Measure("gdp", Message("GDP", "总值"), "1e8 CNY", True),
    "farm": Measure("farm", Message("Farming", "农业"), "1e8 CNY", True, part_of="gdp"),
    "share": Measure("share", Message("Share", "占比"), "%", True),
}
Seen = dict[tuple[str, str], list[Observed]]


def seen(period: str, value: float, unit: str = "1e8 CNY", kind: str = "level",
         comparator: str = "eq", source: str = "s1") -> Observed:  # fmt: skip
    return Observed(parse_period(period), value, unit, kind, comparator, "reported", source)


def promised(code: str, value: float, *, indicator: str = "gdp", place: str = "c",
             comparator: str = "ge", unit: str = "1e8 CNY", kind: str = "level", due: str = "2027",
             known: Seen | None = None, parent: str = "", owner: str = "o",
             base: float | None = None) -> Registered:  # fmt: skip
    measure = MEASURES[indicator]
    promise = Promise(
        code, comparator, value, unit, kind, measure.higher, measure.unit, parse_period(due),
        parse_period("2023") if base else None, base,
    )  # fmt: skip
    judged = assess(
        promise, (known or {}).get((indicator, place), []), as_of=date(2025, 6, 30), pools=POOLS
    )
    return Registered(code, place, measure, promise, judged, parent, owner)


def found(*promises: Registered, known: Seen | None = None) -> list[Contradiction]:
    register = Register(
        promises, MEASURES, known or {}, {"d1": "c", "d2": "c", "z": "c"}, frozenset({"d1", "d2"})
    )
    return [
        *promise_contradictions(register, POOLS), *definition_contradictions(register),
        *place_contradictions(register), *observation_contradictions(register),
    ]  # fmt: skip


def only(contradictions: list[Contradiction], rule: str) -> Contradiction:
    assert [each.rule for each in contradictions] == [rule]
    each = contradictions[0]
    assert each.problem.en != each.problem.zh
    return each


def test_at_least_and_at_most_that_exclude_each_other() -> None:
    each = only(
        found(promised("a", 36.0, indicator="share", unit="%", kind="share"),
              promised("b", 30.0, indicator="share", unit="%", kind="share", comparator="le")),
        "opposed-promises",
    )  # fmt: skip
    assert (each.left, each.right, each.left_value, each.right_value) == ("a", "b", 36.0, 30.0)


def test_a_later_promise_asks_for_less() -> None:
    each = only(found(promised("a", 200.0, due="2025"), promised("b", 100.0)), "falling-promises")
    assert each.severity == "warning"


def test_level_and_growth_lead_to_different_figures() -> None:
    known: Seen = {("gdp", "c"): [seen("2024", 100.0)]}
    level = promised("a", 130.0, known=known)
    growth = promised("b", 2.0, unit="%", kind="cagr", known=known)
    each = only(found(level, growth, known=known), "level-and-growth")
    assert each.left_value == 130.0
    assert each.right_value == pytest.approx(106.12, rel=1e-3)
    fitting = promised("b", 9.14, unit="%", kind="cagr", known=known)
    assert found(level, fitting, known=known) == []


def test_a_doubling_that_is_not_the_stated_value() -> None:
    twice = promised("a", 2.0, unit="times", kind="multiple", comparator="multiple", base=100.0)
    each = only(found(twice, promised("b", 150.0)), "level-and-growth")
    assert (each.left_value, each.right_value) == (200.0, 150.0)
    assert found(twice, promised("b", 200.0)) == []


@pytest.mark.parametrize("value", [120.0, -3.0])
def test_a_share_out_of_range(value: float) -> None:
    only(
        found(promised("a", value, indicator="share", unit="%", kind="share")), "share-out-of-range"
    )
    known: Seen = {("share", "c"): [seen("2024", value, "%", "share")]}
    only(found(known=known), "share-out-of-range")


def test_a_part_above_its_whole() -> None:
    known: Seen = {("farm", "c"): [seen("2024", 60.0)], ("gdp", "c"): [seen("2024", 50.0)]}
    each = only(found(known=known), "part-above-whole")
    assert (each.left_value, each.right_value) == (60.0, 50.0)
    assert "farm c 2024" in each.left
    capped = promised("b", 50.0, comparator="le")
    each = only(found(promised("a", 60.0, indicator="farm"), capped), "part-above-whole")
    assert each.severity == "warning"
    bounded: Seen = {
        ("farm", "c"): [seen("2024", 60.0)],
        ("gdp", "c"): [seen("2024", 50.0, comparator="gt")],
    }
    assert found(known=bounded) == []


def test_what_was_already_met() -> None:
    known: Seen = {("gdp", "c"): [seen("2021", 120.0), seen("2024", 90.0)]}
    each = only(found(promised("a", 100.0, known=known), known=known), "already-met")
    assert each.severity == "note"


def test_a_speed_nobody_ever_had() -> None:
    known: Seen = {("gdp", "c"): [seen("2024", 100.0)]}
    each = only(found(promised("a", 300.0, known=known), known=known), "beyond-all-seen")
    assert each.left_value == pytest.approx(3 ** (1 / 3) - 1, rel=1e-2)
    assert each.right_value == pytest.approx(0.10517, rel=1e-3)


def test_districts_together_above_their_city() -> None:
    rows = [
        promised("c", 100.0),
        promised("d1", 70.0, place="d1"),
        promised("d2", 50.0, place="d2"),
    ]
    each = only(found(*rows), "districts-above-city")
    assert (each.left, each.left_value, each.right_value) == ("d1, d2", 120.0, 100.0)
    rows[2] = promised("z", 50.0, place="z")  # a zone overlaps with districts: not added
    assert found(*rows) == []
    rows[2] = promised("z", 150.0, place="z")
    only(found(*rows), "district-above-city")


def test_districts_show_more_than_their_city() -> None:
    known: Seen = {("gdp", "c"): [seen("2024", 100.0)], ("gdp", "d1"): [seen("2024", 60.0)],
                   ("gdp", "d2"): [seen("2024", 55.0)]}  # fmt: skip
    each = only(found(known=known), "districts-above-city")
    assert each.left_value == 115.0


def test_due_later_than_what_it_serves_and_nobody_to_answer() -> None:
    rows = [promised("a", 1.0, due="2025"), promised("b", 1.0, indicator="share", unit="%",
                                                    kind="share", parent="a", owner="")]  # fmt: skip
    assert [each.rule for each in found(*rows)] == ["later-than-parent", "owner-unknown"]


def test_two_sources_and_growth_that_levels_refute() -> None:
    known: Seen = {("gdp", "c"): [seen("2024", 100.0), seen("2024", 104.0, source="s2")]}
    each = only(found(known=known), "sources-disagree")
    assert (each.left_value, each.right_value) == (100.0, 104.0)
    bounds: Seen = {
        ("gdp", "c"): [seen("2024", 100.0), seen("2024", 98.0, comparator="gt", source="s2")]
    }
    assert found(known=bounds) == []
    bounds = {
        ("gdp", "c"): [seen("2024", 100.0), seen("2024", 110.0, comparator="gt", source="s2")]
    }
    only(found(known=bounds), "sources-disagree")
    grown: Seen = {("gdp", "c"): [seen("2023", 100.0), seen("2024", 101.0),
                                  seen("2024", 9.0, "%", "yoy")]}  # fmt: skip
    each = only(found(known=grown), "growth-and-levels")
    assert each.right_value == pytest.approx(0.01)


def test_a_sound_register_is_silent() -> None:
    known: Seen = {("gdp", "c"): [seen("2023", 100.0), seen("2024", 106.0),
                                  seen("2024", 6.0, "%", "yoy")]}  # fmt: skip
    rows: list[Any] = [
        promised("a", 115.0, known=known, due="2026"),
        promised("b", 120.0, known=known),
    ]
    assert found(*rows, known=known) == []
