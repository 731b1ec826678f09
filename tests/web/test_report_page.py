"""The report in a real browser: everything drawn, nothing asked for, nothing spilled, printable."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from upriver.data.examples import chongqing
from upriver.services.check import check
from upriver.services.diagnose import diagnose
from upriver.services.package_documents import read_package_documents
from upriver.services.plan import plan
from upriver.services.report import report
from upriver.services.track import track

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on the path"),
]
WIDTHS = (1280, 390)
# What reaches beyond the window without being inside a box that scrolls.
SPILLED = """() => {
  const wide = document.documentElement.clientWidth + 1, found = [];
  for (const each of document.body.querySelectorAll('*')) {
    if (each.closest('.picture, .scroll')) continue;
    const box = each.getBoundingClientRect();
    if (box.width && (box.right > wide || box.left < -1)) found.push(each.tagName + '.' + each.className);
  }
  return found;
}"""
# Texts of a picture that leave its own frame.
CUT = """() => [...document.querySelectorAll('figure svg')].flatMap(svg => {
  const frame = svg.getBoundingClientRect();
  return [...svg.querySelectorAll('text')].filter(text => {
    const box = text.getBoundingClientRect();
    return box.left < frame.left - 2 || box.right > frame.right + 2
      || box.top < frame.top - 2 || box.bottom > frame.bottom + 2;
  }).map(text => svg.querySelector('title').textContent + ': ' + text.textContent);
})"""
DRAWN = """() => [...document.querySelectorAll('figure')].map(figure => {
  const svg = figure.querySelector('svg'), box = svg.getBoundingClientRect();
  const shapes = svg.querySelectorAll('path, rect, circle, polyline, polygon').length;
  return {name: figure.querySelector('figcaption').textContent, width: box.width,
          height: box.height, shapes};
})"""


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    region = chongqing()
    paths = report(
        region,
        tmp_path_factory.mktemp("report"),
        check=check(region),
        reading=read_package_documents(region),
        diagnosis=diagnose(region),
        plan=plan(region),
        scorecard=track(region),
        languages=("en", "zh"),
    )
    return dict(zip(("en", "zh"), paths, strict=True))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(params=["en", "zh"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def page(browser: Browser, reports: dict[str, Path], language: str) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    opened.upriver_asked, opened.upriver_said = [], []  # type: ignore[attr-defined]
    opened.on("request", lambda request: opened.upriver_asked.append(request.url))  # type: ignore[attr-defined]
    opened.on("console", lambda message: opened.upriver_said.append(message.text))  # type: ignore[attr-defined]
    opened.on("pageerror", lambda error: opened.upriver_said.append(str(error)))  # type: ignore[attr-defined]
    opened.goto(reports[language].as_uri())
    yield opened
    opened.close()


def test_nothing_is_asked_for_and_nothing_complains(
    page: Page, reports: dict[str, Path], language: str
) -> None:
    page.wait_for_load_state("networkidle")
    assert [url for url in page.upriver_asked if not url.startswith("data:")] == [  # type: ignore[attr-defined]
        reports[language].as_uri()
    ]
    assert page.upriver_said == []  # type: ignore[attr-defined]


def test_the_language_and_its_font_are_right(page: Page, language: str) -> None:
    assert page.evaluate("document.documentElement.lang") == {"en": "en", "zh": "zh-CN"}[language]
    first = page.evaluate("getComputedStyle(document.body).fontFamily").split(",")[0]
    assert ("PingFang" in first) == (language == "zh")


def test_every_picture_is_drawn(page: Page) -> None:
    drawn = page.evaluate(DRAWN)
    assert len(drawn) >= 18
    for each in drawn:
        assert each["width"] > 300, each
        assert each["height"] > 60, each
        assert each["shapes"] > 10, each


def test_no_text_of_a_picture_is_cut(page: Page) -> None:
    assert page.evaluate(CUT) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_spills_over_the_window(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    assert page.evaluate(SPILLED) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_contents_lead_to_every_section(page: Page) -> None:
    links = page.eval_on_selector_all("nav a", "all => all.map(each => each.getAttribute('href'))")
    assert len(links) == 8
    for link in links:
        assert page.locator(f"section{link} h2").count() == 1


def test_it_prints_on_a4(page: Page) -> None:
    content = page.pdf(prefer_css_page_size=True, print_background=True)
    assert content.startswith(b"%PDF")
    pages = content.count(b"/Type /Page\n") or content.count(b"/Type /Page ")
    assert 10 <= pages <= 48
    assert b"/MediaBox [0 0 594.95996 841.91998]" in content or b"/MediaBox [0 0 595" in content
