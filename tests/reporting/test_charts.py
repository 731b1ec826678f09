"""Every picture, from small facts: what it shows, and that it stays away when there is nothing."""

from __future__ import annotations

import itertools
import json
import re
from typing import Any

import pytest

import report_facts
from upriver.core.message import LANGUAGES
from upriver.reporting.charts.chain import chain_diagram
from upriver.reporting.charts.firms import firm_losses
from upriver.reporting.charts.growth import COLOURS, growth_by_group
from upriver.reporting.charts.linkages import linkage_quadrants, quadrant
from upriver.reporting.charts.money import money_by_year
from upriver.reporting.charts.routes import STATES, great_circle, route_map
from upriver.reporting.charts.scatter import round_range, tick_step
from upriver.reporting.charts.scorecard import scorecard_bars
from upriver.reporting.charts.style import (
    CULTIVATION,
    NODE,
    SERIES,
    STATE,
    STATUS,
    shortened,
    text_width,
    wrapped,
)
from upriver.reporting.charts.timeline import KINDS, MOST, timeline
from upriver.reporting.document import pictures
from upriver.reporting.svg import Renderer
from upriver.reporting.words import Words

EN = Words("en")


def test_firms_lose_their_own_what_is_seen_and_what_is_estimated() -> None:
    """3 % in all: 2 of its own; of the other 1, a quarter was seen."""
    option = firm_losses(report_facts.chains(), EN).option
    own, seen, estimated = (series["data"] for series in option["series"])
    assert own == pytest.approx([2.0, 2.0])
    assert seen == pytest.approx([0.0, 0.25])
    assert [each["value"] for each in estimated] == pytest.approx([1.0, 0.75])
    assert firm_losses(report_facts.chains() | {"firms": None}, EN) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_picture_is_plain_data_and_can_be_drawn(language: Any) -> None:
    found = pictures(report_facts.facts(), Words(language))
    assert set(found) == {
        "relatedness", "places", "linkages", "origins", "growth", "timeline", "money", "pressures",
        "scorecard", "outlook", "routes", "nearer", "provenance", "chain-1", "cultivation", "quotients",
        "firms", "front",
    }  # fmt: skip
    renderer = Renderer()
    for name, picture in found.items():
        json.dumps(picture.option, allow_nan=False)
        drawn = renderer.draw(picture, name)
        assert len(re.findall(r"<(?:path|polyline|circle|rect)\b", drawn)) > 5, name
        assert "NaN" not in drawn, name
        assert "undefined" not in drawn, name
        assert "Infinity" not in drawn, name


def test_pictures_without_facts_stay_away() -> None:
    gone = (
        "standing", "cultivation", "chains", "plan", "exploration", "targets", "routes",
    )  # fmt: skip
    assert set(pictures(report_facts.facts(**dict.fromkeys(gone)), EN)) == {"provenance"}
    standing = report_facts.standing()
    standing["network"] = None
    for each in standing["industries"]:
        each["backward_linkage"] = each["outside_foreign"] = None
    standing["places"] = standing["places"][:2]
    left = pictures(report_facts.facts(standing=standing), EN)
    assert not {"relatedness", "places", "linkages", "origins"} & set(left)


def test_great_circles_are_shortest_and_run_on_across_the_antimeridian() -> None:
    """Chongqing to Seattle by great circle reaches about 62 degrees north (NASA's formula)."""
    home, end = {"lat": 29.7, "lon": 106.6}, {"lat": 47.4, "lon": -122.3}
    way = great_circle(home, end)
    assert way[0] == (106.6, 29.7)
    assert way[-1] == (pytest.approx(237.7), pytest.approx(47.4))
    assert max(lat for _, lat in way) > 57
    steps = [abs(b[0] - a[0]) for a, b in itertools.pairwise(way)]
    assert max(steps) < 20


def test_routes_differ_in_the_kind_of_line_as_well_as_in_colour() -> None:
    looks = [(width, kind) for _, width, kind in STATES.values()]
    assert len(set(looks)) == len(STATES)
    picture = route_map(report_facts.routes(), EN)
    assert picture is not None
    lines = [each for each in picture.option["series"] if each["type"] == "lines"]
    assert [each["lineStyle"]["type"] for each in lines] == ["solid", "solid", "dashed", "dotted"]


def test_the_map_has_the_shape_of_its_frame() -> None:
    picture = route_map(report_facts.routes(), EN)
    assert picture is not None
    geometry = picture.maps["land-wide"]["features"][0]["geometry"]["coordinates"]
    points = [point for polygon in geometry for ring in polygon for point in ring]
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    geo = picture.option["geo"]
    assert geo["width"] / geo["height"] == pytest.approx(
        (east - west) / (north - south) * geo["aspectScale"]
    )
    assert west < -1 < 237 < east


def test_a_gap_is_told_in_words_and_in_the_frame() -> None:
    picture = chain_diagram(report_facts.chains()["chains"][0], EN)
    assert picture is not None
    boxes = picture.option["series"][2]["data"]
    gap = next(box for box in boxes if "Node ore" in box["label"]["formatter"])
    assert "Gap" in gap["label"]["formatter"]
    assert gap["itemStyle"]["borderType"] == "dashed"
    assert len(boxes) == 6


def test_long_names_leave_the_drawing_room() -> None:
    plan = report_facts.plan()
    few = money_by_year(plan, EN)
    source = plan["money"]["sources"][0]
    long = {"en": "Money of a fund with a very long name", "zh": "资金"}
    plan["money"]["sources"] = [{**source, "name": long, "code": str(n)} for n in range(5)]
    many = money_by_year(plan, EN)
    assert few is not None
    assert many is not None
    assert many.height > few.height
    assert many.option["grid"][0]["top"] - few.option["grid"][0]["top"] == many.height - few.height


def test_money_is_the_same_by_source_and_by_use() -> None:
    picture = money_by_year(report_facts.plan(), EN)
    assert picture is not None
    sums = [
        sum(
            point["value"]
            for series in picture.option["series"]
            if series["xAxisIndex"] == at
            for point in series["data"]
        )
        for at in (0, 1)
    ]
    assert sums == pytest.approx([4.5, 4.5])  # 45 in 1e8 CNY is 4.5 billion


def test_growth_shows_the_plan_and_business_as_usual() -> None:
    picture = growth_by_group(report_facts.plan(), Words("zh"))
    assert picture is not None
    assert picture.option["series"][-1]["data"] == [230.0, 240.0, 250.0, 260.0]
    assert [each["name"] for each in picture.option["series"]] == ["制造业", "服务业", "照常情景"]


def test_quadrants_meet_at_the_average() -> None:
    found = [quadrant(b, f) for b, f in ((1, 1), (1.1, 0.9), (0.9, 1.1), (0.9, 0.9))]
    assert found == ["key", "pull", "push", "weak"]
    assert linkage_quadrants(report_facts.standing(), EN) is not None


def test_a_promise_without_a_way_is_not_in_the_picture() -> None:
    targets = report_facts.targets()
    picture = scorecard_bars(targets, EN)
    assert picture is not None
    texts = [point["label"]["formatter"] for point in picture.option["series"][1]["data"]
             if "label" in point]  # fmt: skip
    assert "Promise t1" in texts
    assert "Promise t3" not in texts
    for row in targets["rows"]:
        row["progress"] = None
    assert scorecard_bars(targets, EN) is None


def test_a_long_timeline_keeps_every_kind() -> None:
    plan = report_facts.plan()
    plan["steps"] = [
        report_facts.step(f"{kind}{n}", kind, 2024, 2025, 10.0)
        for kind, count in (("entry", 40), ("capacity", 30), ("route", 3))
        for n in range(count)
    ]
    picture = timeline(plan, EN)
    assert picture is not None
    assert f"{MOST} of 73" in picture.description
    names = [each["label"]["formatter"] for each in picture.option["series"][1]["data"]
             if "label" in each]  # fmt: skip
    assert sum(name.startswith("Step route") for name in names) == 3


@pytest.mark.parametrize(
    "colours",
    [
        SERIES,
        *(
            tuple(dict.fromkeys(each.values()))
            for each in (NODE, STATE, STATUS, KINDS, COLOURS, CULTIVATION)
        ),
    ],
)
def test_colours_stay_apart_for_the_colour_blind(colours: tuple[str, ...]) -> None:
    """Seen with red-green blindness (deuteranopia, Machado 2009), no two colours are the same."""
    matrix = ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969))

    def seen(colour: str) -> tuple[float, ...]:
        rgb = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        return tuple(sum(w * c for w, c in zip(row, rgb, strict=True)) for row in matrix)

    for n, one in enumerate(colours):
        for other in colours[n + 1 :]:
            far = sum((a - b) ** 2 for a, b in zip(seen(one), seen(other), strict=True)) ** 0.5
            assert far > 0.12, (one, other)


@pytest.mark.parametrize("values", [[0.93, 1.71], [5.0], [-3.2, 2.9], [0.001, 0.0012], [10, 900]])
def test_axes_end_on_a_tick_and_hold_everything(values: list[float]) -> None:
    low, high = round_range(values)
    step = tick_step(low, high)
    assert low <= min(values) <= max(values) <= high
    assert (high - low) / step == pytest.approx(round((high - low) / step), abs=1e-6)
    assert 2 <= (high - low) / step <= 13


def test_texts_are_cut_to_their_room() -> None:
    assert shortened("通信设备、计算机和电子设备", 80).endswith("…")
    assert text_width(shortened("通信设备、计算机和电子设备", 80)) <= 80
    assert wrapped("激光雷达与毫米波雷达", 72, size=12) == "激光雷达与毫\n米波雷达"
    assert wrapped("Battery production equipment and tools", 100).count("\n") == 1
