"""English prose: plurals that are counted, currencies, ranks, lists, plans and their expectations."""

from __future__ import annotations

from datetime import date

import pytest

from upriver.documents.extract import extract_claims
from upriver.documents.quantities import find_quantities
from upriver.documents.reading import Document

TODAY = date(2025, 3, 19)


def claims(text, *, region="Hunan"):
    return extract_claims(Document("a", text), date=TODAY, region=region)


@pytest.mark.parametrize(
    ("text", "value", "unit", "norm"),
    [
        ("£195m of investment", 195, "£ million", 195_000_000),
        ("£4.7bn a year", 4.7, "£ billion", 4_700_000_000),
        ("S$8.5 billion in pledges", 8.5, "S$ billion", 8_500_000_000),
        ("US$1.24 trillion", 1.24, "US$ trillion", 1_240_000_000_000),
        ("€800 million", 800, "€ million", 800_000_000),
        ("40,000 5G base stations", 40_000, "stations", 40_000),
        ("98 public service platforms", 98, "platforms", 98),
        ("1.3 million apprentices", 1.3, "million apprentices", 1_300_000),
    ],
)
def test_amounts(text, value, unit, norm):
    (quantity,) = find_quantities(text)
    assert (quantity.value, quantity.unit, quantity.value_norm) == (value, unit, norm)


@pytest.mark.parametrize(
    "text",
    ["the G20 leaders", "top 10 brands", "within 5 years", "in 3 phases", "12 of the 31 provinces",
     "the top 25 per cent", "Of these, Phase 2 works"],
)  # fmt: skip
def test_numbers_that_count_nothing(text):
    assert find_quantities(text) == ()


def test_and_makes_a_range_only_after_between():
    assert [q.value for q in find_quantities("rose by 6.7% and 9.5%")] == [6.7, 9.5]
    (between,) = find_quantities("between 5 million and 6 million tonnes")
    assert between.value == (5, 6)


def test_a_plural_that_no_table_holds_shares_its_unit_with_the_first_number():
    found = find_quantities("from 1.2 million to 2 million departures")
    assert [(q.value, q.value_norm, q.unit_norm) for q in found] == [
        (1.2, 1_200_000, "departures"),
        (2, 2_000_000, "departures"),
    ]


def test_a_quarter_in_a_time_is_no_share():
    found = claims("In the first three quarters of 2024, output grew 5 percent.")
    assert [(c.value, c.period) for c in found] == [(5, "2024-01..2024-09")]


def test_a_list_that_respectively_shares_out():
    found = claims(
        "The added value of the primary, secondary and tertiary industries grew by 3.1%, 6.7% and "
        "9.5% respectively."
    )
    assert [(c.indicator, c.value, c.growth_kind) for c in found] == [
        ("added value of the primary industries", 3.1, "yoy"),
        ("added value of the secondary industries", 6.7, "yoy"),
        ("added value of the tertiary industries", 9.5, "yoy"),
    ]


@pytest.mark.parametrize(
    ("text", "indicator", "value"),
    [
        ("The port ranked No. 3 in the world.", "port", 3),
        ("The district climbed to fourth place in the province.", "district", 4),
        ("Exports rose 8 percent, the highest among the 31 provinces.", "Exports", 1),
        ("The city leads the nation in exports of batteries.", "exports of batteries", 1),
        ("The town is the second largest economy in the region.", "town", 2),
    ],
)
def test_ranks(text, indicator, value):
    (rank,) = [c for c in claims(text) if c.kind == "ranking"]
    assert (rank.indicator, rank.value) == (indicator, value)


def test_what_a_plan_expects_is_its_target():
    found = claims(
        "The city aims to lift exports to 30 billion yuan by 2030. Retail sales are expected to "
        "exceed 60 billion yuan."
    )
    assert [(c.kind, c.value, c.deadline) for c in found] == [
        ("target", 30, "2030"), ("target", 60, "2030"),
    ]  # fmt: skip


def test_what_analysts_expect_stays_a_forecast():
    found = claims(
        "The city aims to lift exports to 30 billion yuan by 2030. Analysts say the market is "
        "expected to exceed 60 billion yuan."
    )
    assert [c.kind for c in found] == ["target", "forecast"]


def test_from_behind_to_is_where_it_began():
    found = claims("The plan will raise output per head to £29,425 from £21,178 by 2038.")
    assert [(c.kind, c.value) for c in found] == [("target", 29425), ("statistic", 21178)]


def test_a_cut_on_the_levels_of_a_year_has_a_base():
    (cut,) = claims(
        "The city plans to reduce carbon emissions by 57 per cent on 1990 levels by 2032."
    )
    assert (cut.value, cut.growth_kind, cut.base, cut.deadline) == (-57, "vs_base", "1990", "2032")


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("The city realized a 10.1 percent growth in the output of large firms.",
         "output of large firms"),
        ("The partnership has secured over £195m of investment.", "investment"),
        ("The city is home to more than 6,000 high-tech enterprises.", "high-tech enterprises"),
    ],
)  # fmt: skip
def test_indicators(text, indicator):
    (claim,) = claims(text)
    assert claim.indicator == indicator


def test_a_possessive_names_the_place():
    (claim,) = extract_claims(
        Document("a", "Hunan's exports grew 5 percent in 2024."), date=TODAY, region=None
    )
    assert claim.region == "湖南省"


def test_plans_by_their_capitals():
    found = claims("The Northern Growth Strategy follows the 14th Five-Year Plan. The plan is new.")
    assert [c.indicator for c in found] == ["Northern Growth Strategy", "14th Five-Year Plan"]


def test_a_quarter_without_a_year_is_of_the_past_year_before_it():
    found = claims(
        "In 2020, output grew 3 percent. In the first three quarters, exports rose 8 percent."
    )
    assert [(c.value, c.period) for c in found] == [(3, "2020"), (8, "2020-01..2020-09")]


def test_a_rate_per_thousand_and_where_it_came_from():
    found = claims(
        "The number of hospital beds per 1,000 citizens will be 7.5 in 2026, up from 5.99 in 2020."
    )
    assert [(c.kind, c.value, c.period) for c in found] == [
        ("target", 7.5, "2026"), ("statistic", 5.99, "2020"),
    ]  # fmt: skip


def test_to_fall_to_a_number_is_an_upper_bound():
    (claim,) = claims("The share of coal will drop to 42 percent by 2030.")
    assert (claim.kind, claim.comparator) == ("target", "<=")


def test_years_behind_another_number_are_its_own():
    found = claims(
        "In 2024, exports rose 8 percent, and spending doubled over the past five years."
    )
    assert [(c.value, c.period) for c in found] == [(8, "2024"), (2, "2020..2024")]


def test_a_speaker_without_the_office():
    (claim,) = claims("Chairman Mark Ennis said exports rose 8 percent.")
    assert claim.speaker == "Mark Ennis"
