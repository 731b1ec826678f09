"""The pictures that show intervals: places, location quotients, and the cultivation map."""

from __future__ import annotations

from typing import Any

import pytest

import report_facts
from upriver.core.message import LANGUAGES
from upriver.reporting.charts.cultivation import AREA, LABEL, cultivation_map
from upriver.reporting.charts.places import AROUND, FIRST, LAST, MOST, place_complexity
from upriver.reporting.charts.placing import Spot, place_far
from upriver.reporting.charts.quotients import quotient_intervals, sure
from upriver.reporting.charts.style import CULTIVATION, PAPER, SHAPES, text_width
from upriver.reporting.charts.whiskers import Track, whisker
from upriver.reporting.facts.cultivation import CODES
from upriver.reporting.words import Words

EN, ZH = Words("en"), Words("zh")


def texts(option: dict[str, Any]) -> list[str]:
    return [
        point["label"]["formatter"]
        for series in option["series"]
        if series["type"] == "scatter"
        for point in series["data"]
        if point.get("label", {}).get("show")
    ]


def test_a_track_is_even_in_figures_or_in_ratios() -> None:
    assert Track(0, 100, -1, 1).at(0.5) == 75.0
    assert Track(0, 100, 0.25, 4, logarithmic=True).at(2.0) == 75.0
    assert Track(10, 20, 0, 1).at(7.0) == 20.0  # outside: at the end
    assert Track(10, 20, 0.1, 1, logarithmic=True).at(0.0) == 10.0


def test_a_whisker_runs_from_end_to_end_and_needs_both() -> None:
    track = Track(0, 100, 0, 10)
    line = whisker(track, 7.0, 2.0, 4.0, colour="#000000")[0]
    assert line["coords"] == [[20.0, 7.0], [40.0, 7.0]]
    assert whisker(track, 7.0, None, 4.0, colour="#000000") == []


def test_places_are_ranked_with_the_interval_of_the_rank() -> None:
    picture = place_complexity(report_facts.standing(), EN)
    assert picture is not None
    shown = texts(picture.option)
    assert [each for each in shown if each in {"Ay", "Bee", "Cee"}] == ["Ay", "Bee", "Cee"]
    assert "1–3" in shown  # the interval of the second
    assert "chance of the" in shown
    assert "Bee is number 2 of 3, and with 90% chance between 1 and 3." in picture.description
    assert "Bee" not in picture.title
    zh = place_complexity(report_facts.standing(), ZH)
    assert zh is not None
    assert zh.description.startswith("乙居 3 个地区的第 2 位，90% 的把握在第 1 至第 3 位之间。")


def test_only_the_own_place_stands_on_a_ground() -> None:
    picture = place_complexity(report_facts.standing(), EN)
    assert picture is not None
    lines = picture.option["series"][0]["data"]
    grounds = [line for line in lines if line["lineStyle"]["width"] > 10]
    assert len(grounds) == 1
    marks = picture.option["series"][1]["data"]
    assert sum(mark.get("symbol") == "diamond" for mark in marks) == 1


def test_a_place_without_an_interval_has_a_mark_and_a_dash() -> None:
    standing = report_facts.standing()
    for each in standing["places"]:
        each.update(dict.fromkeys(("eci_low", "eci_high", "rank_low", "rank_high", "top_chance")))
    picture = place_complexity(standing, EN)
    assert picture is not None
    assert texts(picture.option).count("–") == 6
    assert "is number" not in picture.description


def test_a_long_ranking_keeps_the_top_our_neighbours_and_the_end() -> None:
    standing = report_facts.standing()
    standing["places"] = [
        {**report_facts.place(f"p{n:03d}", f"Place {n}", f"地区{n}", -0.01 * n, n), "own": n == 100}
        for n in range(1, 201)
    ]
    picture = place_complexity(standing, EN)
    assert picture is not None
    shown = texts(picture.option)
    names = [each for each in shown if each.startswith("Place ")]
    assert len(names) == FIRST + 2 * AROUND + 1 + LAST
    assert len(names) <= MOST
    assert {"Place 1", "Place 92", "Place 100", "Place 108", "Place 200"} <= set(names)
    assert shown.count("⋯") == 2


def test_quotients_that_may_be_one_are_hollow_and_watched_ones_left_out() -> None:
    cultivation = report_facts.cultivation()
    picture = quotient_intervals(cultivation, EN)
    assert picture is not None
    shown = texts(picture.option)
    assert "Sector 4" not in shown
    assert shown.index("Sector 1") < shown.index("Sector 2") < shown.index("Sector 3")
    assert "1.05  (0.95–1.16)" in shown
    assert "scale up 90%" in shown
    marks = [point for point in picture.option["series"][1]["data"]
             if point.get("symbolSize") == 8.5 and point["itemStyle"]["color"] == PAPER]  # fmt: skip
    assert len(marks) == 1  # 0.95 to 1.16 holds 1
    assert "2 industries have a location quotient of 1 or more; for 1" in picture.description


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(1.0, 2.0, True), (0.5, 0.9, True), (0.9, 1.0, False), (None, 1.2, None)],
)
def test_one_decides_between_more_and_less(
    low: float | None, high: float | None, expected: bool | None
) -> None:
    assert sure({"rca_low": low, "rca_high": high}) is expected


def test_without_anything_to_do_there_is_no_picture_of_quotients() -> None:
    cultivation = report_facts.cultivation()
    cultivation["industries"] = cultivation["industries"][3:]
    assert quotient_intervals(cultivation, EN) is None
    assert cultivation_map(cultivation, EN) is None


def test_a_quotient_of_nought_stands_at_the_end_of_the_scale() -> None:
    cultivation = report_facts.cultivation()
    cultivation["industries"][2] |= {"rca": 0.0, "rca_low": 0.0, "rca_high": 0.1}
    picture = quotient_intervals(cultivation, EN)
    assert picture is not None
    assert "0.00  (0.00–0.10)" in texts(picture.option)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_map_tells_classes_by_colour_and_shape(language: Any) -> None:
    picture = cultivation_map(report_facts.cultivation(), Words(language))
    assert picture is not None
    classes = [series for series in picture.option["series"] if series.get("name")]
    names = report_facts.CLASSES.values()
    known = {pair[language == "zh"] for pair in names}
    assert len(classes) == 4  # of the six, those that occur
    assert {series["name"] for series in classes} <= known
    assert picture.option["legend"]["data"] == [series["name"] for series in classes]
    looks = {(series["symbol"], series["symbolRotate"]) for series in classes}
    assert len(looks) == len(classes)
    assert sum(len(series["data"]) for series in classes) == 4


def test_every_class_has_a_colour_and_a_shape_of_its_own() -> None:
    assert set(CULTIVATION) == set(SHAPES) == set(CODES)
    assert len(set(SHAPES.values())) == len(SHAPES)


def test_intervals_of_the_map_are_crosses() -> None:
    picture = cultivation_map(report_facts.cultivation(), EN)
    assert picture is not None
    crosses = picture.option["series"][0]["data"]
    assert len(crosses) == 8  # two lines an industry
    assert [[5.0, 0.3], [12.0, 0.3]] in [
        [[round(x, 6), y] for x, y in line["coords"]] for line in crosses
    ]


def test_crowded_labels_of_the_map_move_away_and_never_overlap() -> None:
    """Twelve industries at nearly one spot: every label finds room, some with a line to it."""
    cultivation = report_facts.cultivation()
    cultivation["industries"] = [
        report_facts.grown(n, 1.5, "upgrade", 0.9, density=0.5 + 0.001 * n, pci=0.001 * n)
        for n in range(1, 13)
    ] + [report_facts.grown(20, 0.2, "watch", 0.9, density=0.1, pci=2.0)]
    cultivation["classes"][1]["count"] = 12
    picture = cultivation_map(cultivation, EN)
    assert picture is not None
    shown = texts(picture.option)
    assert len(shown) == len(set(shown)) == 13
    leaders = picture.option["series"][2]["data"]
    far = picture.option["series"][3]["data"]
    assert len(leaders) == len(far) > 4


def test_far_labels_take_the_nearest_free_room() -> None:
    near, wide = Spot(100.0, 100.0, 5.0, "one"), Spot(100.0, 100.0, 5.0, "two")
    found = place_far([near, wide], [None, None], width=300, height=300, size=LABEL)
    assert set(found) == {0, 1}
    first, second = found[0], found[1]
    assert first[2] - first[0] == pytest.approx(text_width("one", LABEL) + 4)
    assert first[0] >= second[2] or second[0] >= first[2] or (
        first[1] >= second[3] or second[1] >= first[3]
    )  # fmt: skip
    blocked = Spot(100.0, 100.0, 400.0, "")
    assert place_far([blocked, near], [None, None], width=300, height=300, size=LABEL) == {}


def test_figures_undo_pixels() -> None:
    x_range, y_range = (20.0, 60.0), (-1.5, 2.5)
    at = AREA.pixel(31.0, 0.25, x_range, y_range)
    assert AREA.figures(*at, x_range, y_range) == pytest.approx([31.0, 0.25])
