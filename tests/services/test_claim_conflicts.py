"""What cannot stand beside one another, and what only seems so."""

from __future__ import annotations

from dataclasses import replace
from time import process_time

import pytest

from review_toy import NOW, PAGE, claims, money, package, percent, result
from upriver.data.region import Region
from upriver.services.claim_catalogue import catalogue_of
from upriver.services.claim_conflicts import find_conflicts
from upriver.services.record_claims import record_claims
from upriver.services.review import Ruling, decide, review
from upriver.services.review_items import review_items

EXPORTS, TARGET = claims()[0], claims()[3]


@pytest.fixture
def folder(tmp_path):
    return package(tmp_path / "toy")


def found(folder, tmp_path, *given):
    """Conflicts of claims, each of its own page."""
    for number, claim in enumerate(given):
        page = result(tmp_path, [claim], name=f"p{number}.txt", text=PAGE + "。" * number)
        record_claims(folder, page)
    return review(folder).conflicts


def test_a_row_of_the_table_with_another_value(folder, tmp_path):
    conflict = found(folder, tmp_path, EXPORTS)["p0-001"][0]
    assert conflict.what == "value"
    assert (conflict.mine.value, conflict.mine.phrase) == ("50 亿元", "甲市去年出口额为50亿元")
    assert conflict.other.key == "observations:exports A 2023"
    assert (conflict.other.value, conflict.other.date, conflict.other.source) == (
        "52 1e8 CNY", "2023", "Yearbook",
    )  # fmt: skip


def test_the_same_value_in_another_unit_is_no_conflict(folder, tmp_path):
    same = replace(EXPORTS, value=0.52, unit="百亿元", value_norm=5.2e9)
    assert not found(folder, tmp_path, same)


@pytest.mark.parametrize(
    ("change", "conflicts"),
    [
        ({**money(52), "comparator": "~"}, False),
        ({**money(51), "comparator": ">"}, False),
        ({**money(53), "comparator": ">"}, True),
        ({**money(53), "comparator": "<="}, False),
        ({**money(50), "comparator": "~"}, False),
        ({**money(49), "comparator": "~"}, True),
        ({**money(52.4), "comparator": "="}, False),
        ({**money(52.6), "comparator": "="}, True),
        (
            {"value": (50, 55), "value_norm": (5e9, 5.5e9), "unit": "亿元", "comparator": "range"},
            False,
        ),
        ({"period": "2022"}, False),
        ({"period": None}, False),
        ({"region": "乙区"}, False),
        ({"growth_kind": "yoy", **percent(9)}, False),
        ({"value": None, "value_norm": None}, False),
    ],
)
def test_bounds_rounding_and_other_topics(folder, tmp_path, change, conflicts):
    """The table says 52 for the year 2023."""
    assert bool(found(folder, tmp_path, replace(EXPORTS, **change))) is conflicts


def test_two_pages_that_disagree_are_marked_on_both_sides(folder, tmp_path):
    mine = replace(EXPORTS, period="2022")
    conflicts = found(folder, tmp_path, mine, replace(mine, **money(60)))
    assert conflicts["p0-001"][0].other.key == "p1-001"
    assert conflicts["p1-001"][0].other.key == "p0-001"
    assert conflicts["p1-001"][0].other.phrase == EXPORTS.source_phrase


def test_a_target_with_another_value_or_another_deadline(folder, tmp_path):
    assert found(folder, tmp_path, TARGET)["p0-001"][0].what == "value"
    later = replace(TARGET, **percent(35), deadline="2028")
    assert found(folder, tmp_path, TARGET, later)["p1-001"][0].what == "deadline"


def test_two_steps_of_one_path_are_no_conflict(folder, tmp_path):
    later = replace(TARGET, **percent(40), deadline="2030")
    assert "p0-001" not in found(folder, tmp_path, later)


def test_a_missing_deadline_contradicts_nothing(folder, tmp_path):
    assert not found(folder, tmp_path, replace(TARGET, deadline=None))


def test_a_rejected_claim_conflicts_with_nothing(folder, tmp_path):
    mine = replace(EXPORTS, period="2022")
    found(folder, tmp_path, mine, replace(mine, **money(60)))
    decide(folder, [Ruling("p1-001", False, reason="misprint")], author="Li", now=NOW)
    assert not review(folder).conflicts


def test_a_row_made_from_a_claim_is_met_as_that_claim_only(folder, tmp_path):
    mine = replace(EXPORTS, period="2022")
    found(folder, tmp_path, mine, replace(mine, **money(60)))
    outcome = decide(folder, [Ruling("p0-001", True)], author="Li", now=NOW)
    assert outcome.settled.entered
    keys = [each.other.key for each in review(folder).conflicts["p1-001"]]
    assert keys == ["p0-001"]


def test_at_most_nine_others_are_named_and_equal_ones_once(folder, tmp_path):
    mine = replace(EXPORTS, period="2022")
    many = [replace(mine, **money(60 + number % 12)) for number in range(24)]
    record_claims(folder, result(tmp_path, [mine, *many]))
    conflicts = review(folder).conflicts["page-001"]
    assert len(conflicts) == 9
    assert len({each.other.value for each in conflicts}) == 9


def test_thousands_of_periods_of_one_topic_are_not_compared_with_one_another(folder, tmp_path):
    """An archive that prints one indicator for 4000 periods, in less than a second; a search
    through all of them for each claim takes more than ten.
    """
    record_claims(folder, result(tmp_path, [EXPORTS]))
    region = Region.open(folder)
    catalogue, (item,) = catalogue_of(region), review_items(region)

    many = [
        replace(
            item, claim=f"c{n}", document=f"d{n}",
            now=replace(item.now, region="X", period=f"{1000 + n}"),
        )
        for n in range(4000)
    ]  # fmt: skip
    last = many[-1]
    again = replace(last, claim="again", document="d", now=replace(last.now, **money(60)))
    began = process_time()
    conflicts = find_conflicts(region, [*many, again], catalogue)
    assert process_time() - began < 1
    assert conflicts.keys() == {"again", "c3999"}
