"""Why an industry has its class, in sentences of both languages."""

from __future__ import annotations

import re

import report_facts
from upriver.reporting.cultivation_words import (
    cultivation_finding,
    deciding_facts,
    interval,
    other_classes,
)
from upriver.reporting.words import Words

EN, ZH = Words("en"), Words("zh")


def test_all_deciding_facts_are_told_in_both_languages() -> None:
    cultivation = report_facts.cultivation()
    each = cultivation["industries"][2]
    assert deciding_facts(each, cultivation, EN) == (
        "Held, but simple; pulled by Sector 1 (0.62), Sector 2 (0.50); chance of entry within "
        "10 years 30%; 7 of 23 comparable places made that jump; specialisation grew by 2.1% a "
        "year; would add 0.40 to the outlook."
    )
    assert deciding_facts(each, cultivation, ZH) == (
        "已具备，但复杂度低；由行业1（0.62）、行业2（0.50）带动；10 年内进入的概率为 30%；"
        "23 个可比地区中有 7 个实现了这一跃升；专业化程度年均上升 2.1%；"
        "可使发展前景增加 0.40。"
    )


def test_jumps_without_a_forecast_name_the_years() -> None:
    cultivation = report_facts.cultivation()
    each = {**cultivation["industries"][2], "entry_chance": None, "pulls": [], "momentum": None}
    assert deciding_facts(each, cultivation, EN) == (
        "Held, but simple; 7 of 23 comparable places made the jump within 10 years; would add "
        "0.40 to the outlook."
    )


def test_what_is_unknown_is_not_told() -> None:
    cultivation = report_facts.cultivation()
    held = {**cultivation["industries"][2], "presence": True, "outlook_gain": None, "pulls": []}
    assert deciding_facts(held, cultivation, EN) == (
        "Held, but simple; specialisation grew by 2.1% a year."
    )
    nothing = {**held, "reason": report_facts.name("", ""), "momentum": None}
    assert deciding_facts(nothing, cultivation, EN) == "–"


def test_losses_are_told_as_losses_and_trifles_not_at_all() -> None:
    cultivation = report_facts.cultivation()
    each = {**cultivation["industries"][1], "outlook_gain": -0.2}
    assert deciding_facts(each, cultivation, EN) == (
        "Held, but simple; specialisation fell by 3.0% a year; would take 0.20 from the outlook."
    )
    trifle = {**each, "momentum": 0.001, "outlook_gain": -0.001}
    assert deciding_facts(trifle, cultivation, EN) == "Held, but simple."


def test_other_classes_are_named_with_their_chances() -> None:
    cultivation = report_facts.cultivation()
    sure, unsure = cultivation["industries"][:2]
    assert other_classes(sure, cultivation, EN) == ""
    assert other_classes(unsure, cultivation, EN) == "watch 40%"
    assert other_classes(unsure, cultivation, ZH) == "跟踪观察 40%"


def test_the_first_page_names_what_is_sure_in_each_class() -> None:
    told = cultivation_finding(report_facts.facts(), EN)
    assert told is not None
    assert re.sub("<[^>]+>", "", told) == (
        "4 industries have a cultivation class by open rules: strengthen: 1 (Sector 1 100%); "
        "upgrade: 1; scale up: 1 (Sector 3 90%); 1 are only watched. For 1 the "
        "class is less than 70% sure, and 2 cannot be judged."
    )
    assert "<b>1</b>" in told
    assert cultivation_finding(report_facts.facts(cultivation=None), EN) is None


def test_an_interval_needs_both_ends() -> None:
    assert interval(0.5, 1.25) == "0.50–1.25"
    assert interval(None, 1.25) == ""
