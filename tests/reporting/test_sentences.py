"""The first page in sentences."""

from __future__ import annotations

import re

import report_facts
from upriver.reporting.sentences import findings, key_figures, pace, price_sentence
from upriver.reporting.words import Words

EN, ZH = Words("en"), Words("zh")


def plain(parts: list[str]) -> list[str]:
    return [re.sub("<[^>]+>", "", part) for part in parts]


def test_findings_name_the_deciding_numbers() -> None:
    told = plain(findings(report_facts.facts(), EN))
    assert told[0].startswith("Testshire made value added of CNY 23 billion in 2023.")
    assert "specialised in 2 of 4 industries, most of all in Sector 1 (2.5 times" in told[0]
    assert "Of 6 nodes in 1 chains, 1 are gaps, 1 are chokepoints" in told[2]
    assert "50% of its nodes have a local firm; missing are Node ore and Node acid." in told[2]
    assert "from CNY 23 billion to CNY 29.3 billion by 2026, 8.4% a year, against 4.2%" in told[3]
    assert "CNY 3.3 billion more in the last year. It spends CNY 4.5 billion" in told[3]
    assert "the largest source is Bank with 78%" in told[3]
    assert (
        "It enters 1 missing nodes (Step e1) and starts 2 projects. First, in 2024: Step e1."
        in told[4]
    )
    assert told[5].startswith("2 limits bind. One more person among engineers in 2025")
    assert "Of 3 promises, 1 are reached or on course, 1 are behind" in told[6]
    assert "promised CNY 9 billion by 2027, last seen CNY 6 billion (2023)" in told[6]
    assert "2 destinations are flown" in told[7]
    assert told[8].startswith("20% of the figures are assumptions and 50% are published")


def test_both_languages_tell_the_same_number_of_findings() -> None:
    facts = report_facts.facts()
    assert len(findings(facts, ZH)) == len(findings(facts, EN)) == 9
    assert "增加值 230 亿元" in plain(findings(facts, ZH))[0]


def test_without_results_only_the_basis_is_told() -> None:
    gone = ("standing", "cultivation", "chains", "plan", "targets", "routes")
    facts = report_facts.facts(**dict.fromkeys(gone))
    assert len(findings(facts, EN)) == 1
    assert [tile["label"] for tile in key_figures(facts, EN)] == ["Rests on assumption"]


def test_key_figures() -> None:
    values = [tile["value"] for tile in key_figures(report_facts.facts(), EN)]
    assert values == ["CNY 23 billion", "8.4%", "CNY 4.5 billion", "1", "1/3", "20%"]


def test_prices_are_told_with_their_unit() -> None:
    talent, cap = report_facts.plan()["prices"]
    assert price_sentence(talent, ZH) == "2025 年多一名工程师，规划价值增加 32 万元。"
    assert price_sentence(cap, EN) == (
        "Room for 1 t more of carbon dioxide in 2026 would add CNY 2,000 to the plan."
    )
    money = {**talent, "kind": "money", "value": 0.4, "name": {"en": "Bank", "zh": "银行"}}
    assert "would add 0.4 yuan to the plan" in price_sentence(money, EN)


def test_a_pace_is_a_growth_or_a_step() -> None:
    assert pace({"value": 0.081, "proportional": True}, "1e8 CNY", EN) == "8.1%"
    assert pace({"value": 0.005, "proportional": False}, "ratio", EN) == "0.50 points"
    assert pace({"value": 3.0, "proportional": False}, "routes", ZH) == "3 条"
    assert pace(None, "t", EN) == "–"
