"""The report on several places: the plan's own numbers, both languages, the same bytes."""

from __future__ import annotations

import copy
import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from places_plan_toy import CHOSEN, shared_plan, shared_system
from places_toy import SETTINGS, pair
from upriver.core.message import LANGUAGES
from upriver.reporting.charts.shared import (
    MOST_PRODUCTS,
    MOST_SIDE,
    joint_gain,
    place_growth,
    place_money,
    shared_cap,
    trade_flows,
)
from upriver.reporting.facts.shared import shared_facts
from upriver.reporting.places_document import DRAWN, places_pictures, render_places
from upriver.reporting.svg import Renderer
from upriver.reporting.words import Words
from upriver.services.report_places import report_places

if TYPE_CHECKING:
    from pathlib import Path

    from upriver.core.message import Language
    from upriver.planning import PlacesPlan
    from upriver.reporting.facts.plain import Facts


@pytest.fixture(scope="module")
def plan() -> PlacesPlan:
    return shared_plan(system=shared_system(routed=True))


@pytest.fixture(scope="module")
def facts(plan: PlacesPlan) -> Facts:
    return shared_facts(plan)


def test_facts_are_plain_and_the_plans_own(plan: PlacesPlan, facts: Facts) -> None:
    assert json.loads(json.dumps(facts, allow_nan=False))
    assert [each["code"] for each in facts["places"]] == ["hills", "plain"]  # the larger first
    last = {r["place"]: r["value_added"] for r in plan.places.to_dicts() if r["year"] == 2025}
    assert facts["whole"]["end"] == pytest.approx(sum(last.values()), rel=1e-5)
    paid = {each["code"]: each["paid"] for each in facts["money"]["places"]}
    assert paid["hills"]["city"] == pytest.approx(40.0)
    assert facts["whole"]["shared"] == pytest.approx(40.0)
    differences = [row["difference"] for row in plan.apart.to_dicts()]
    assert facts["apart"]["total"] == pytest.approx(sum(differences), rel=1e-4)
    assert facts["trade"]["routes"][0]["product"]["zh"] == "汽车"
    assert facts["caps"][0]["used"] == pytest.approx(1.0, rel=1e-5)


def test_what_is_shared_binds_for_all_and_not_again_in_each_place(facts: Facts) -> None:
    assert facts["binds"][0]["place"]["en"] == "All places together"
    groups: dict[str, set[str]] = {}
    place = ""
    for each in facts["binds"]:
        place = each["place"]["en"] if each["place"] else place
        groups.setdefault(place, set()).add(each["code"])
    assert groups["All places together"] >= {"city", "river"}
    for name in ("Plain", "Hills"):
        assert not groups.get(name, set()) & {"city", "river"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_has_every_part_and_asks_for_nothing(facts: Facts, language: Language) -> None:
    text = render_places(facts, language=language, renderer=Renderer())
    for part in ("do", "trade", "money", "promises", "binds", "apart", "basis"):
        assert f'<section id="{part}"' in text
    assert text.count("<svg") == 5  # growth, trade, money, the river, together or apart
    assert not re.findall(r'(?:src|href)="https?:', text)
    assert "None" not in text
    for word in {"en": ("Plant in the hills", "City fund"), "zh": ("山地工厂", "市级资金")}[
        language
    ]:
        assert word in text
    assert text == render_places(facts, language=language, renderer=Renderer())


def test_a_plan_with_nothing_shared_says_so(tmp_path: Path) -> None:
    """No business as usual, no trade, no money, no caps, no targets, nobody planned apart."""
    off = SETTINGS.places.model_copy(update={"apart": False})
    bare = shared_plan(
        SETTINGS.model_copy(update={"places": off}), system=replace(pair(), trade=None)
    )
    facts = shared_facts(replace(bare, rests_on=None))
    words = Words("en")
    assert facts["apart"] is None
    assert not places_pictures(facts, words)
    for picture in (place_growth, place_money, joint_gain, trade_flows):
        assert picture(facts, words) is None
    assert shared_cap(facts, words, at=0) is None
    text = render_places(facts, language="en", renderer=Renderer())
    for key in ("usual", "trade", "caps", "targets", "apart"):
        assert words(f"shared.absent_{key}") in text


def test_pictures_carry_the_numbers(facts: Facts) -> None:
    zh = Words("zh")  # whose unit is that of the plan
    growth = place_growth(facts, zh)
    assert growth is not None
    usual, planned = growth.option["series"]
    assert [each["value"] for each in planned["data"]] == pytest.approx(
        [each["end"] for each in facts["places"]], rel=1e-3
    )
    assert [each["value"] for each in usual["data"]] == pytest.approx(
        [each["usual"] for each in facts["places"]], rel=1e-3
    )
    money = place_money(facts, zh)
    assert money is not None
    total = sum(each["value"] for series in money.option["series"] for each in series["data"])
    assert total == pytest.approx(sum(sum(e["paid"].values()) for e in facts["money"]["places"]))
    trade = trade_flows(facts, zh)
    assert trade is not None
    (flows,) = trade.option["series"]
    amount = sum(each["amount"] for each in facts["trade"]["flows"])
    assert sum(each["value"] for each in flows["links"]) == pytest.approx(2 * amount, rel=1e-4)
    river = shared_cap(facts, zh, at=0)
    assert river is not None
    *parts, limit = river.option["series"]
    for at in range(2):
        assert sum(part["data"][at] for part in parts) == pytest.approx(235.0, rel=1e-4)
        assert limit["data"][at] == 235.0


def test_losers_are_seen(facts: Facts) -> None:
    gains = joint_gain(facts, Words("zh"))
    assert gains is not None
    for each, datum in zip(
        facts["apart"]["places"], gains.option["series"][0]["data"], strict=True
    ):
        assert datum["label"]["position"] == ("left" if each["difference"] < 0 else "right")
        assert gains.option["xAxis"]["min"] <= datum["value"] <= gains.option["xAxis"]["max"]


def test_with_many_places_the_small_ones_are_one_band(facts: Facts) -> None:
    many = copy.deepcopy(facts)
    many["trade"]["flows"] = [
        {"from": f"a{n}", "from_name": {"en": f"A{n}", "zh": f"甲{n}"}, "to": f"b{n}",
         "to_name": {"en": f"B{n}", "zh": f"乙{n}"}, "product": f"p{n}",
         "product_name": {"en": f"P{n}", "zh": f"丙{n}"}, "amount": 31.0 - n, "known": False}
        for n in range(31)
    ]  # fmt: skip
    many["trade"]["products"] = [
        {
            "code": f"p{n}",
            "name": {"en": f"P{n}", "zh": f"丙{n}"},
            "amount": 31.0 - n,
            "price": None,
        }
        for n in range(31)
    ]
    picture = trade_flows(many, Words("zh"))
    assert picture is not None
    (series,) = picture.option["series"]
    sides = [each["name"].split(":")[0] for each in series["data"]]
    assert sides.count("from") == sides.count("to") == MOST_SIDE + 1
    assert sides.count("product") == MOST_PRODUCTS + 1
    assert sum(each["value"] for each in series["links"]) == pytest.approx(2 * 31 * 32 / 2)
    cap = copy.deepcopy(facts["caps"][0])
    cap["places"] = [cap["places"][0] | {"code": str(n)} for n in range(31)]
    many["caps"] = [cap] * 6
    drawn = places_pictures(many, Words("en"))
    assert sum(name.startswith("cap-") for name in drawn) == DRAWN
    bars = [each for each in drawn["cap-1"].option["series"] if each["type"] == "bar"]
    each_year = [sum(bar["data"][at] for bar in bars) for at in range(2)]
    whole = [31 * value * 10 for value in cap["places"][0]["values"]]  # 1e4 t as kt
    assert each_year == pytest.approx(whole, rel=1e-4)


def test_one_file_a_language_with_the_same_bytes(plan: PlacesPlan, tmp_path: Path) -> None:
    steps: list[tuple[str, int, int]] = []
    paths = report_places(
        plan, tmp_path / "a", languages=("zh", "en"),
        progress=lambda step, done, total: steps.append((step, done, total)),
    )  # fmt: skip
    assert [path.name for path in paths] == ["places.zh.html", "places.en.html"]
    assert steps == [("report", done, 3) for done in range(4)]
    again = report_places(shared_plan(CHOSEN, system=shared_system(routed=True)), tmp_path / "b")
    assert paths[1].read_bytes() == again[LANGUAGES.index("en")].read_bytes()
