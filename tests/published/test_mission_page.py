"""The page the project began with, against the rows that were read from it by hand.

Source: a page of Chongqing Daily of 31 May 2024 (three articles set into one another) and
``seed_claims.jsonl``, its 11 targets and 28 statistics as read by a person.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from shared_data import SHARED, needs_shared
from upriver.core.periods import parse_period
from upriver.documents.claims import AMBIGUITIES, KEYS
from upriver.documents.evaluation import combine, evaluate, is_match, period_of, read_gold, tally
from upriver.documents.extract import extract_claims
from upriver.documents.reading import read_document

pytestmark = [pytest.mark.shared, needs_shared]

PAGE = SHARED / "mission" / "000_daa6de2731081779.txt"
GOLD = SHARED / "mission" / "seed_claims.jsonl"
PASSAGES = SHARED / "data" / "documents"
# Dates and regions that the passages do not print, from the addresses beside them.
DATES = {
    "01": date(2025, 1, 17), "02": date(2025, 2, 11), "03": date(2024, 6, 1),
    "06": date(2025, 6, 1), "07": date(2018, 4, 20),
}  # fmt: skip
REGIONS = {"01": "湖北省"}


@pytest.fixture(scope="module")
def document():
    return read_document(PAGE)


@pytest.fixture(scope="module")
def claims(document):
    return extract_claims(document, date=date(2024, 5, 31), region="重庆市")


@pytest.fixture(scope="module")
def gold():
    return read_gold(GOLD)


@pytest.mark.parametrize(("kind", "count"), [("target", 11), ("statistic", 28)])
def test_all_are_found_and_none_is_invented(claims, gold, kind, count):
    result = tally(claims, gold, kinds=(kind,))
    assert [row["id"] for row in result.missed] == []
    assert [claim.source_phrase for claim in result.surplus] == []
    assert len(result.matches) == count


@pytest.mark.parametrize("kind", ["target", "statistic", "ranking", "forecast"])
def test_comparators(claims, gold, kind):
    for match in tally(claims, gold, kinds=(kind,)).matches:
        assert match.claim.comparator == match.row["comparator"], match.row["id"]


def test_rankings_and_the_forecast(claims, gold):
    for kind, count in (("ranking", 9), ("forecast", 1)):
        found = tally(claims, gold, kinds=(kind,))
        assert (len(found.matches), len(found.missed), len(found.surplus)) == (count, 0, 0)


@pytest.mark.parametrize(("kind", "count"), [("event", 3), ("plan", 6), ("enumeration", 3)])
def test_events_plans_and_lists(claims, gold, kind, count):
    """All of them, none besides, from the first to the last character of their phrases."""
    found = tally(claims, gold, kinds=(kind,))
    assert (len(found.matches), len(found.missed), len(found.surplus)) == (count, 0, 0)
    for match in found.matches:
        assert match.claim.start == match.row["start"], match.row["id"]
        assert match.claim.source_phrase == match.row["source_phrase"].rstrip("，")


def test_times_of_events_and_plans(claims, gold):
    """Events on their day; of the plans the two that are dated (one of them 暑期, July to August)."""
    events = tally(claims, gold, kinds=("event",)).matches
    assert {m.row["id"]: m.claim.period for m in events} == {
        m.row["id"]: m.row["period"] for m in events
    }
    plans = {m.row["id"]: m.claim for m in tally(claims, gold, kinds=("plan",)).matches}
    assert (plans["B-PLA01"].deadline, plans["B-PLA01"].comparator) == ("2024-06-24", "by")
    assert plans["B-PLA02"].deadline == "2024-08"
    assert all(plans[f"B-PLA0{n}"].deadline is None for n in (3, 4, 5, 6))


def test_members_of_lists(claims, gold):
    for match in tally(claims, gold, kinds=("enumeration",)).matches:
        assert match.claim.value == match.row["value"] == len(match.claim.members)


def test_period_deadline_and_region(claims, gold):
    """27 of 28 and 11 of 11 periods, 10 of 11 deadlines, 38 of 39 regions.

    Apart from the rows read by hand: the first flight's day stands in another paragraph
    (B-STA04), 中远期 is no date (B-TAR02), 长江流域 is no place of the gazetteer (C-STA03).
    """
    statistics = tally(claims, gold, kinds=("statistic",)).matches
    targets = tally(claims, gold, kinds=("target",)).matches
    both = (*statistics, *targets)
    wrong_period = {m.row["id"] for m in both if m.claim.period != period_of(m.row["period"])}
    wrong_deadline = {m.row["id"] for m in targets if m.claim.deadline != m.row["deadline"]}
    wrong_region = {m.row["id"] for m in both if m.claim.region != m.row["region"]}
    assert wrong_period == {"B-STA04"}
    assert wrong_deadline == {"B-TAR02"}
    assert wrong_region == {"C-STA03"}


def test_indicators_are_close_to_those_read_by_hand(claims, gold):
    together = tally(claims, gold)
    assert together.indicator_likeness >= 0.8
    assert together.accuracy("indicator") >= 0.85
    assert evaluate(claims, gold).invented == ()


def test_named_systems(claims, gold):
    """79 of the 91 that were read by hand, and 13 besides."""
    systems = tally(claims, gold, kinds=("system",))
    assert systems.recall >= 0.85
    assert systems.precision >= 0.80


def test_a_number_that_the_page_lost_stays_missing(claims, gold):
    row = next(row for row in gold if row["id"] == "B-TAR01")
    (claim,) = [claim for claim in claims if claim.kind == "target" and is_match(claim, row)]
    assert claim.value is None
    assert claim.value_norm is None
    assert "value-lost" in claim.ambiguity
    assert claim.deadline == "2024-12-31"


@pytest.mark.parametrize(
    "name", ["HU445", "500强", "33618", "22411", "“416”", "11263", "1+5+N", "六届五次", "三张名片"]
)
def test_names_are_no_statistics(document, claims, name):
    numeric = [c for c in claims if c.kind in {"statistic", "target", "ranking", "forecast"}]
    digits = int("".join(sign for sign in name if sign.isdigit()) or -1)
    at = document.text.find(name)
    assert at >= 0
    while at >= 0:
        around = [claim for claim in numeric if claim.start <= at < claim.end]
        assert all(claim.value not in {digits, 3, 5, 6} for claim in around)
        at = document.text.find(name, at + 1)


@pytest.mark.parametrize("code", ["33618", "22411", "416", "11263", "1+5+N"])
def test_schemes_are_recognised_by_their_code(claims, code):
    found = [c for c in claims if c.kind == "system" and code in (c.indicator or "")]
    assert found
    assert all("digits-not-expanded" in claim.ambiguity for claim in found)
    assert all(claim.value is None for claim in found)


def test_every_claim_is_well_formed(document, claims):
    for claim in claims:
        assert document.text[claim.start : claim.end] == claim.source_phrase
        assert set(claim.ambiguity) <= set(AMBIGUITIES)
        assert 0 < claim.confidence <= 1
        assert tuple(claim.to_dict()) == KEYS
        for text in (claim.period, claim.deadline):
            if text is not None:
                assert parse_period(text).text == text


def test_speakers_of_the_interview(claims):
    """The page prints offices and names in two columns, with one pair glued together."""
    by_phrase = {claim.source_phrase: claim for claim in claims}
    assert by_phrase["江北现有规模以上工业企业151家"].speaker == "滕宏伟"
    assert by_phrase["江北现有规模以上工业企业151家"].region == "江北区"
    assert by_phrase["实现农业增加值90亿元以上"].region == "铜梁区"


def passage_scores(number):
    path = Path(PASSAGES / f"{number}.txt")
    found = extract_claims(read_document(path), date=DATES.get(number), region=REGIONS.get(number))
    return found, read_gold(path.with_suffix(".jsonl"))


@pytest.mark.parametrize("number", [f"{n:02d}" for n in range(1, 9)])
def test_eight_passages(number):
    """Every statistic, target and ranking of the eight passages, and nothing besides."""
    found, rows = passage_scores(number)
    for kind in ("statistic", "target", "ranking"):
        result = tally(found, rows, kinds=(kind,))
        assert [row["id"] for row in result.missed] == []
        assert [claim.source_phrase for claim in result.surplus] == []
        for field in ("comparator", "region", "deadline"):
            assert result.accuracy(field) == 1


def test_scores_of_the_eight_passages():
    """F1 on statistics and targets together, and what else was read of each."""
    scores = combine(evaluate(*passage_scores(f"{n:02d}")) for n in range(1, 9))
    assert (len(scores.together.matches), scores.together.f1) == (79, 1.0)
    assert scores.together.accuracy("indicator") >= 0.92
    assert scores.together.accuracy("period") >= 0.92
    assert scores.invented == ()


def test_systems_of_the_eight_passages():
    """15 of 16 named systems; prose names more of them than the readers wrote down."""
    scores = combine(evaluate(*passage_scores(f"{n:02d}")) for n in range(1, 9))
    assert len(scores.kinds["system"].matches) == 15
