"""The document: one file, no request, the same bytes, a reason where something is absent."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest
from markupsafe import escape

import report_facts
from upriver.core.message import LANGUAGES
from upriver.reporting.document import render_document
from upriver.reporting.svg import Renderer
from upriver.reporting.words import entries

if TYPE_CHECKING:
    from upriver.core.message import Language

VOID = {"meta", "link", "br", "img", "input", "hr"}


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    return Renderer()


FULL = {
    language: render_document(report_facts.facts(), language=language, renderer=Renderer())
    for language in LANGUAGES
}


@pytest.fixture(params=LANGUAGES)
def page(request: pytest.FixtureRequest) -> tuple[str, str]:
    return request.param, FULL[request.param]


def test_the_same_facts_give_the_same_bytes(page: tuple[str, str]) -> None:
    language, text = page
    again = render_document(report_facts.facts(), language=language, renderer=Renderer())  # type: ignore[arg-type]
    assert again == text


class Tags(HTMLParser):
    """Collects open tags, what they refer to, and ids."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.loaded: list[tuple[str, str, str]] = []
        self.ids: list[str] = []
        self.lang: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag not in VOID:
            self.open.append(tag)
        if tag == "html":
            self.lang = values.get("lang")
        self.ids += [values["id"]] if "id" in values else []
        for name in ("src", "href", "srcset", "data", "xlink:href", "action", "poster"):
            if name in values:
                self.loaded.append((tag, name, values[name]))
        assert not [name for name in values if name.startswith("on")], "no script in attributes"

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


def read(text: str) -> Tags:
    tags = Tags()
    tags.feed(text)
    return tags


def test_nothing_is_loaded_from_anywhere(page: tuple[str, str]) -> None:
    """Addresses stand in links only, which nobody follows but the reader."""
    _, text = page
    assert "<script" not in text
    for tag, name, value in read(text).loaded:
        assert (tag, name) == ("a", "href") or value == "data:,", (tag, name, value)
    style = "".join(re.findall(r"<style>(.*?)</style>", text, re.S))
    assert "url(" not in style
    assert "@import" not in style
    assert "@font-face" not in style


def test_tags_are_balanced_and_ids_unique(page: tuple[str, str]) -> None:
    tags = read(page[1])
    assert not tags.wrong
    assert not tags.open
    assert len(tags.ids) == len(set(tags.ids))


def test_the_language_is_declared(page: tuple[str, str]) -> None:
    assert read(page[1]).lang == {"en": "en", "zh": "zh-CN"}[page[0]]


def test_texts_of_the_package_are_escaped(page: tuple[str, str]) -> None:
    assert "年鉴 &lt;2023&gt;" in page[1]
    assert "https://example.org/a?b=1&amp;c=2" in page[1]


def test_every_table_and_picture_says_what_it_rests_on(page: tuple[str, str]) -> None:
    text = page[1]
    assert text.count("<figure>") == 18
    for figure in re.findall(r"<figure>.*?</figure>", text, re.S):
        assert 'class="rests"' in figure
    assert text.count('class="rests"') >= 22


def test_no_word_of_the_program_reaches_the_reader(page: tuple[str, str]) -> None:
    text = re.sub(r"<style>.*?</style>|<svg.*?</svg>", "", page[1], flags=re.S)
    words = re.sub(r"<[^>]+>", " ", text)
    assert not re.search(r"\b(?:None|nan|NaN|True|False|Undefined)\b", words)
    assert "{" not in words


RESEARCH = {
    "tasks": [
        {"code": "a", "name": {"en": "Task a", "zh": "任务a"}, "start": 2024, "ready": 2026,
         "teams": 2, "chance": 0.84, "cost": 1.3, "opens": [{"en": "Plant", "zh": "工厂"}]},
        {"code": "b", "name": {"en": "Task b", "zh": "任务b"}, "start": None, "ready": None,
         "teams": None, "chance": None, "cost": 0.2, "opens": []},
    ],
    "started": 1, "races": 1, "cost": 1.3, "doors": 1, "opened": 1, "least": 0.5,
    "provenance": None,
}  # fmt: skip
LOANS = {
    "names": [{"en": "Bank", "zh": "银行"}], "years": [2024, 2025, 2026],
    "drawn": [10.0, 0.0, 0.0], "principal": [0.0, 2.5, 2.5], "interest": [0.0, 0.4, 0.3],
    "debt": [10.0, 7.5, 5.0], "later": {"principal": 5.0, "interest": 0.3, "until": 2028},
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ("What to research", "1 of them run as a race", "not put out", "84%",
                "Loans and what is repaid", "After 2026 and until 2028, CNY 500 million more")),
        ("zh", ("研发什么", "其中 1 项由多支队伍赛马", "未启动", "84%", "借款与偿还",
                "2026 年之后至 2028 年，还须偿还本金 5 亿元")),
    ],
)  # fmt: skip
def test_research_and_loans_are_told(
    language: Any, said: tuple[str, ...], renderer: Renderer
) -> None:
    facts = report_facts.facts()
    assert not any(each in FULL[language] for each in said)
    facts["plan"] |= {"research": RESEARCH, "loans": LOANS}
    text = render_document(facts, language=language, renderer=renderer)
    assert [each for each in said if each not in text] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("section", report_facts.REASONS)
def test_an_absent_section_says_why(language: Any, section: str, renderer: Renderer) -> None:
    full = FULL[language]
    text = render_document(
        report_facts.facts(**{section: None}), language=language, renderer=renderer
    )
    assert text.count('class="absent"') == full.count('class="absent"') + 1


def test_an_absent_picture_says_why(renderer: Renderer) -> None:
    facts = report_facts.facts()
    facts["standing"]["network"] = None
    facts["standing"]["places"] = []
    for each in facts["standing"]["industries"]:
        each["backward_linkage"] = each["outside_foreign"] = None
    facts["chains"]["chains"][0]["nodes"] = []
    facts["plan"] |= {"steps": [], "pressures": [], "prices": [], "industries": [], "clusters": []}
    facts["plan"]["money"] |= {"total": 0.0}
    facts["plan"]["path"] |= {"years": [2024]}
    facts["routes"]["services"] = facts["routes"]["services"][:1]
    facts["basis"]["tables"] = []
    for each in facts["targets"]["rows"]:
        each["progress"] = each["forecast"] = None
    for language in LANGUAGES:
        words = entries(language)
        text = render_document(facts, language=language, renderer=renderer)
        for key in ("relatedness", "places", "linkages", "origins", "chain", "growth", "timeline",
                    "money", "prices", "pressures", "scorecard", "outlook", "routes", "provenance"):  # fmt: skip
            assert str(escape(words[f"absent.{key}"])) in text, key


def test_a_given_reason_is_shown(renderer: Renderer) -> None:
    facts = report_facts.facts(chains=None)
    facts["reasons"]["chains"] = {"en": "No firms are known.", "zh": "没有企业。"}
    assert "No firms are known." in render_document(facts, language="en", renderer=renderer)


def test_a_conflict_takes_the_place_of_the_plan(renderer: Renderer) -> None:
    conflict = {
        "problem": {
            "en": "Growth and the carbon cap cannot hold together.",
            "zh": "不能同时成立。",
        },
        "remedy": {"en": "Loosen the cap by 3 %.", "zh": "放宽 3 %。"},
        "members": [{"en": "Growth", "zh": "增长"}, {"en": "Carbon cap", "zh": "碳上限"}],
    }
    facts = report_facts.facts(plan=None, conflict=conflict)
    text = render_document(facts, language="en", renderer=renderer)
    assert text.count("Growth and the carbon cap cannot hold together.") == 2  # summary and section
    assert text.count("Loosen the cap by 3 %.") == 2
    assert "<li>Carbon cap</li>" in text
    assert "No plan was computed." not in text


def _with(language: str, **changes: Any) -> str:
    facts = report_facts.facts()
    facts["scenarios"] = facts["scenarios"] | changes
    return render_document(facts, language=language, renderer=Renderer())  # type: ignore[arg-type]


@pytest.mark.parametrize("language", LANGUAGES)
def test_scenarios_without_a_plan_stand_first(language: str) -> None:
    words = {"en": "Scenarios that have no plan", "zh": "没有可行规划的情景"}[language]
    lost = {"en": "Flood &lt;&amp;&gt;", "zh": "洪水 &lt;&amp;&gt;"}[language]
    assert words in FULL[language]
    assert lost in FULL[language]
    assert words not in _with(language, without=[])


@pytest.mark.parametrize("language", LANGUAGES)
def test_aims_in_order_stand_in_place_of_one_worth(language: str) -> None:
    aims = [
        {"name": report_facts.name("Least missed", "落空最少"), "unit": "%", "final": 2.5,
         "known": 1.5, "mean": None}
    ]  # fmt: skip
    text = _with(language, stages=aims)
    assert {"en": "Least missed", "zh": "落空最少"}[language] in text
    assert re.search(r"<td class=\"n\">1.5\s?%</td><td class=\"n\">–</td>", text)
    assert {"en": "The aims in their order", "zh": "逐层求解的目标"}[language] in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_price_whose_range_is_not_known_does_not_look_endless(language: Language) -> None:
    facts = report_facts.facts()
    limit = facts["plan"]["prices"][0]["limit"]
    limit |= {"down": None, "up": None}
    endless = render_document(facts, language=language, renderer=Renderer())
    limit["range_known"] = False
    unknown = render_document(facts, language=language, renderer=Renderer())
    word = {"en": "not worked out", "zh": "未算出"}[language]
    assert "−∞ … +∞" in endless
    assert word not in endless
    assert word in unknown
    assert "−∞ … +∞" not in unknown
