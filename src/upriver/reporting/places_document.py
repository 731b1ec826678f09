"""The document of a plan of several places: facts, words and pictures in one file a language."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from upriver.reporting.charts.shared import (
    joint_gain,
    place_growth,
    place_money,
    shared_cap,
    trade_flows,
)
from upriver.reporting.document import Drawn, template_environment
from upriver.reporting.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from upriver.core.message import Language
    from upriver.reporting.facts.plain import Facts
    from upriver.reporting.svg import Picture, Renderer

PICTURES: dict[str, Callable[[Facts, Words], Picture | None]] = {
    "growth": place_growth,
    "trade": trade_flows,
    "money": place_money,
    "apart": joint_gain,
}
PARTS = ("do", "trade", "money", "promises", "binds", "apart", "basis")
MOST = 20  # rows of a long table
DRAWN = 4  # shared caps that are drawn
NAMED = 3  # places in the title


def places_pictures(facts: Facts, words: Words) -> dict[str, Picture]:
    """All pictures whose facts are there, by name.

    Parameters
    ----------
    facts : dict
        Facts of the plan of several places.
    words : Words
        The reader's language.

    Returns
    -------
    dict of str to Picture
        ``cap-1`` and so on for the shared caps that bind.
    """
    draw = dict(PICTURES)
    draw |= {f"cap-{n + 1}": partial(shared_cap, at=n) for n in range(_drawn_caps(facts))}
    found = {name: each(facts, words) for name, each in draw.items()}
    return {name: picture for name, picture in found.items() if picture is not None}


def _drawn_caps(facts: Facts) -> int:
    """How many shared caps are drawn: those that have a price, but one at least."""
    binding = sum(1 for each in facts["caps"] if each["worth"])
    return min(len(facts["caps"]), DRAWN, max(binding, 1))


def render_places(facts: Facts, *, language: Language, renderer: Renderer) -> str:
    """The report on a plan of several places as one HTML text.

    Parameters
    ----------
    facts : dict
        From :func:`upriver.reporting.facts.shared.shared_facts`.
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
    drawn: dict[str, Drawn | None] = dict.fromkeys(PICTURES)
    drawn |= {
        name: Drawn(renderer.draw(picture, name), picture.title, picture.description)
        for name, picture in places_pictures(facts, words).items()
    }
    template = template_environment(language, words).get_template("places.html")
    who = words.listing([words.name(each["name"]) for each in facts["places"]], most=NAMED)
    caps = [drawn[f"cap-{n + 1}"] for n in range(_drawn_caps(facts))]
    text = template.render(facts=facts, drawn=drawn, parts=PARTS, most=MOST, who=who, caps=caps)
    return "\n".join(line for line in text.split("\n") if line.strip()) + "\n"
