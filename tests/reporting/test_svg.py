"""Static pictures: the same bytes, own ids, words for those who cannot see, nothing that asks out."""

from __future__ import annotations

import importlib.util
import re
import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from upriver.core.errors import MissingPartError
from upriver.reporting import svg
from upriver.reporting.svg import Picture, Renderer, echarts_script

if TYPE_CHECKING:
    from pathlib import Path

BARS = {
    "xAxis": {"data": ["<a>", "中"]},
    "yAxis": {},
    "series": [{"type": "bar", "data": [1, 2], "label": {"show": True}}],
}


def picture(**changed: object) -> Picture:
    parts: dict[str, object] = {
        "option": BARS, "width": 300, "height": 200, "title": "Bars & more", "description": "Two.",
    }  # fmt: skip
    return Picture(**{**parts, **changed})  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    return Renderer()


def test_a_drawing_is_the_same_whatever_was_drawn_before(renderer: Renderer) -> None:
    first = renderer.draw(picture(), "bars")
    renderer.draw(picture(width=400), "other")
    assert renderer.draw(picture(), "bars") == first
    assert Renderer().draw(picture(), "bars") == first


def test_a_drawing_has_a_title_and_a_description(renderer: Renderer) -> None:
    drawn = renderer.draw(picture(), "bars")
    assert '<title id="bars-title">Bars &amp; more</title>' in drawn
    assert '<desc id="bars-desc">Two.</desc>' in drawn
    assert 'role="img" aria-labelledby="bars-title bars-desc"' in drawn


def test_texts_of_the_drawing_are_escaped(renderer: Renderer) -> None:
    drawn = renderer.draw(picture(), "bars")
    assert "&lt;a&gt;" in drawn
    assert "<a>" not in drawn
    assert "中" in drawn


def test_a_drawing_scales_and_carries_no_style_of_its_own(renderer: Renderer) -> None:
    drawn = renderer.draw(picture(), "bars")
    assert 'viewBox="0 0 300 200"' in drawn
    assert not re.search(r"<svg[^>]* width=", drawn)
    assert "<style" not in drawn
    assert "class=" not in drawn


def test_ids_start_with_the_name_and_references_follow(renderer: Renderer) -> None:
    shaded = {
        "type": "linear", "x": 0, "y": 0, "x2": 0, "y2": 1,
        "colorStops": [{"offset": 0, "color": "red"}, {"offset": 1, "color": "blue"}],
    }  # fmt: skip
    option = {**BARS, "series": [{"type": "bar", "data": [1, 2], "itemStyle": {"color": shaded}}]}
    drawn = renderer.draw(picture(option=option), "bars")
    assert all(each.startswith("bars-") for each in re.findall(r'\bid="([^"]+)"', drawn))
    referred = set(re.findall(r"url\(#([^)]+)\)", drawn))
    assert referred
    assert referred <= set(re.findall(r'\bid="([^"]+)"', drawn))


def test_echarts_is_read_without_importing_nicegui() -> None:
    assert "echarts" in echarts_script()
    assert "nicegui" not in sys.modules


def test_a_missing_or_strange_echarts_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    echarts_script.cache_clear()
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(MissingPartError, match="nicegui, which is not installed"):
        svg.echarts_script()
    strange = SimpleNamespace(origin=str(tmp_path / "__init__.py"))
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: strange)
    with pytest.raises(MissingPartError, match="No readable ECharts build"):
        svg.echarts_script()
    monkeypatch.undo()
    echarts_script.cache_clear()
