"""The document: facts, words and pictures joined into one file a language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from upriver.core import figures, unit_names
from upriver.reporting.charts.chain import chain_diagram
from upriver.reporting.charts.cultivation import cultivation_map
from upriver.reporting.charts.firms import firm_losses
from upriver.reporting.charts.front import two_books
from upriver.reporting.charts.growth import growth_by_group
from upriver.reporting.charts.linkages import linkage_quadrants
from upriver.reporting.charts.money import money_by_year
from upriver.reporting.charts.origins import input_origins
from upriver.reporting.charts.outlook import outlook_whiskers
from upriver.reporting.charts.places import place_complexity
from upriver.reporting.charts.pressures import pressures_and_caps
from upriver.reporting.charts.provenance import provenance_bars
from upriver.reporting.charts.quotients import quotient_intervals
from upriver.reporting.charts.relatedness import relatedness_map
from upriver.reporting.charts.routes import route_map
from upriver.reporting.charts.scorecard import scorecard_bars
from upriver.reporting.charts.timeline import timeline
from upriver.reporting.cultivation_words import deciding_facts, interval, other_classes
from upriver.reporting.sentences import findings, key_figures, pace, price_sentence
from upriver.reporting.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from markupsafe import Markup

    from upriver.core.message import Language
    from upriver.reporting.facts.plain import Facts
    from upriver.reporting.svg import Picture, Renderer

_PICTURES: dict[str, tuple[str, Callable[[Facts, Words], Picture | None]]] = {
    "relatedness": ("standing", relatedness_map),
    "places": ("standing", place_complexity),
    "linkages": ("standing", linkage_quadrants),
    "origins": ("standing", input_origins),
    "cultivation": ("cultivation", cultivation_map),
    "quotients": ("cultivation", quotient_intervals),
    "firms": ("chains", firm_losses),
    "growth": ("plan", growth_by_group),
    "timeline": ("plan", timeline),
    "money": ("plan", money_by_year),
    "pressures": ("plan", pressures_and_caps),
    "front": ("exploration", two_books),
    "scorecard": ("targets", scorecard_bars),
    "outlook": ("targets", outlook_whiskers),
    "routes": ("routes", route_map),
    "nearer": ("routes", partial(route_map, near=True)),
    "provenance": ("basis", provenance_bars),
}


SECTIONS = (
    "summary", "standing", "cultivation", "chains", "plan", "targets", "routes", "basis",
)  # fmt: skip
MOST = 15  # industries of a cultivation class in the table


@dataclass(frozen=True)
class Drawn:
    """A picture in the document.

    Parameters
    ----------
    svg : Markup
        The drawing.
    title, read : str
        Its caption, and how to read it.
    """

    svg: Markup
    title: str
    read: str


def pictures(facts: Facts, words: Words) -> dict[str, Picture]:
    """All pictures whose facts are there, by name.

    Parameters
    ----------
    facts : dict
        All facts of the report.
    words : Words
        The reader's language.

    Returns
    -------
    dict of str to Picture
        ``chain-1`` and so on for the chains; a picture without data is left out.
    """
    found: dict[str, Picture] = {}
    for name, (section, draw) in _PICTURES.items():
        part = facts[section]
        picture = draw(part, words) if part else None
        if picture:
            found[name] = picture
    for n in range(1, _chain_count(facts) + 1):
        picture = chain_diagram(facts["chains"]["chains"][n - 1], words)
        if picture:
            found[f"chain-{n}"] = picture
    return found


def _chain_count(facts: Facts) -> int:
    return len(facts["chains"]["chains"]) if facts["chains"] else 0


def render_document(facts: Facts, *, language: Language, renderer: Renderer) -> str:
    """The whole report as one HTML text.

    Parameters
    ----------
    facts : dict
        All facts, from :func:`upriver.reporting.facts.gather.gather_facts`.
    language : {"en", "zh"}
        The reader's language.
    renderer : Renderer
        Draws the pictures.

    Returns
    -------
    str
        HTML that needs no other file and asks for none. The same facts give the same text.
    """
    words = Words(language)
    names = [*_PICTURES, *(f"chain-{n}" for n in range(1, _chain_count(facts) + 1))]
    drawn: dict[str, Drawn | None] = dict.fromkeys(names)
    drawn |= {
        name: Drawn(renderer.draw(picture, name), picture.title, picture.description)
        for name, picture in pictures(facts, words).items()
    }
    environment = template_environment(language, words)
    environment.filters |= {
        "decided": lambda each: deciding_facts(each, facts["cultivation"], words),
        "others": lambda each: other_classes(each, facts["cultivation"], words),
    }
    template = environment.get_template("report.html")
    text = template.render(
        facts=facts,
        drawn=drawn,
        tiles=key_figures(facts, words),
        findings=findings(facts, words),
        prices=[price_sentence(each, words) for each in facts["plan"]["prices"]]
        if facts["plan"]
        else [],
    )
    # Blank lines carry nothing; the drawings have none that matter.
    return "\n".join(line for line in text.split("\n") if line.strip()) + "\n"


def template_environment(language: Language, words: Words) -> Environment:
    """Where templates find words, figures and one another.

    Parameters
    ----------
    language : {"en", "zh"}
        The reader's language.
    words : Words
        In that language.

    Returns
    -------
    Environment
        An unknown name raises.
    """
    environment = Environment(
        loader=PackageLoader("upriver.reporting", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    helpers: dict[str, Any] = {
        "w": words,
        "language": language,
        "tag": "zh-CN" if language == "zh" else "en",
        "fonts": _fonts(language),
        "sections": SECTIONS,
        "most": MOST,
        "interval": interval,
        "unit": partial(unit_names.unit_name, language=language),
        "one": partial(figures.one, language=language),
        "move": partial(figures.move, language=language),
    }
    environment.globals.update(helpers)
    environment.filters.update(
        {
            "name": words.name,
            "period": words.period,
            "number": figures.number,
            "percent": figures.percent,
            "money": partial(figures.money, language=language),
            "amount": lambda value, digits=None: figures.number(
                unit_names.in_unit(value, "1e8 CNY", language), digits
            ),
            "pace": lambda speed, unit: pace(speed, unit, words),
            "quantity": lambda value, unit: figures.quantity(value, unit, language),
        }
    )
    return environment


def _fonts(language: Language) -> str:
    """Faces that readers have; the Chinese edition names the Chinese ones first."""
    chinese = (
        '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC"'
    )
    latin = '"Helvetica Neue", "Segoe UI", Arial'
    order = f"{chinese}, {latin}" if language == "zh" else f"{latin}, {chinese}"
    return f"{order}, sans-serif"
