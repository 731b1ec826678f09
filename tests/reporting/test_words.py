"""The report's words: the same keys in both languages, all used, none missing."""

from __future__ import annotations

import re
import string

import pytest

from source_tree import SOURCE
from upriver.data.schema import table_specs
from upriver.planning.near_optimal import VERDICTS
from upriver.reporting.document import SECTIONS
from upriver.reporting.facts.chains import LABELS, LISTS, STAGES
from upriver.reporting.facts.claims import KINDS as CLAIM_KINDS
from upriver.reporting.facts.cultivation import METHODS
from upriver.reporting.facts.plan import GROUPS, PRICE_KINDS, USES
from upriver.reporting.facts.routes import STATES as ROUTE_STATES
from upriver.reporting.facts.scenarios import NAMED
from upriver.reporting.facts.targets import STATES
from upriver.reporting.facts.undertakings import KINDS
from upriver.reporting.places_document import PARTS
from upriver.reporting.words import Words, entries
from upriver.targets import EVIDENCE_NAMES, VALIDITY_NAMES


def _categories(table: str, field: str) -> set[str]:
    return set(table_specs()[table].field(field).categories)


# Families whose last part is a value of the data: the locale has exactly these.
FAMILIES = {
    "list": LISTS,
    "lead": ("local_firm", "outside_firm", "place"),
    "supply": ("firm", "industry"),
    "label": set(LABELS),
    "stage": set(STAGES),
    "state": set(STATES),
    "use": set(USES),
    "price": set(PRICE_KINDS),
    "kind": set(KINDS),
    "claim": set(CLAIM_KINDS),
    "group": set(GROUPS),
    "status": {"reported", "derived", "assumed"},
    "severity": {"error", "warning", "note"},
    "source": _categories("sources", "kind"),
    "comparator": _categories("targets", "comparator"),
    "seen": {"eq", "about", "ge", "gt", "le", "lt"},
    "evidence": set(EVIDENCE_NAMES),
    "validity": set(VALIDITY_NAMES),
    "service": _categories("air_services", "kind"),
    "settings": {"plan"},
    "method": set(METHODS),
    "section": set(SECTIONS),
    "scenarios.kind": set(NAMED),
    "verdict": set(VERDICTS),
    "shared.part": set(PARTS),
    "shared.kind": {"project", "entry"},
}
# Keys put together in code from a stem and a name: where, and the names.
JOINED = {
    "route.": {*ROUTE_STATES, "title_near", "title_wide"},
    "relatedness.": {"strong", "present", "near", "far"},
    "linkages.": {"key", "pull", "push", "weak"},
    "origins.": {"local", "domestic", "foreign"},
    "firms.": {"direct", "seen", "estimated"},
    "pressures.": {"plan", "usual", "cap"},
    "scorecard.": {"done", "expected", "planned"},
    "money.": {"sources", "uses"},
    "loans.": {"drawn", "principal", "interest", "debt"},
    "places.": {"ranks", "top", "diversity"},
    "quotients.": {"quotient", "interval", "class", "sure", "unsure"},
}
WRITTEN = re.compile(r"""\b(?:w|words|words\.marked|self)\(\s*["']([a-z_]+\.[a-z_]+)["']""")


def _used() -> set[str]:
    folder = SOURCE / "reporting"
    found: set[str] = set()
    for path in [*folder.rglob("*.py"), *folder.rglob("*.html")]:
        text = path.read_text(encoding="utf-8")
        found |= set(WRITTEN.findall(text))
        # A choice between two keys inside a call.
        found |= set(re.findall(r"""["']((?:finding|tile)\.[a-z_]+)["']""", text))
        found |= {f"tile.{key}" for key in re.findall(r'\b_add\(\s*"([a-z_]+)"', text)}
        found |= {f"tile.{key}_note" for key in re.findall(r'\b_add\(\s*"([a-z_]+)"', text)}
    for family, names in FAMILIES.items():
        found |= {f"{family}.{name}" for name in names}
    for stem, names in JOINED.items():
        found |= {stem + name for name in names}
    return found


def test_both_languages_have_the_same_keys_in_the_same_order() -> None:
    assert list(entries("en")) == list(entries("zh"))


def test_every_key_is_used_and_every_used_key_exists() -> None:
    assert _used() == set(entries("en"))


@pytest.mark.parametrize("key", entries("en"))
def test_both_languages_fill_the_same_places(key: str) -> None:
    """A place filled in one language only would lose a number in the other."""
    fields = [
        {name for _, name, _, _ in string.Formatter().parse(entries(language)[key]) if name}
        for language in ("en", "zh")
    ]
    either = {"production_year", "rest", "all"}  # the other half of a listing
    assert fields[0] - either == fields[1] - either


def test_chinese_is_chinese_and_english_is_english() -> None:
    chinese = re.compile("[\u4e00-\u9fff]")
    assert not [key for key, text in entries("en").items() if chinese.search(text)]
    silent = {
        key
        for key in entries("zh")
        if key.startswith(("comparator.", "join.", "price", "seen.", "evidence."))
    }
    plain = {key for key, text in entries("zh").items() if not chinese.search(text)}
    assert plain <= silent


def test_listing_says_how_many_are_left_out() -> None:
    names = ["a", "b", "c", "d"]
    assert Words("en").listing(names[:1]) == "a"
    assert Words("en").listing(names[:2]) == "a and b"
    assert Words("en").listing(names) == "a, b, c and 1 more"
    assert Words("zh").listing(names) == "a、b、c等 4 项"


def test_periods_are_told_in_words_where_they_are_open() -> None:
    assert Words("en").period("2023..") == "since 2023"
    assert Words("zh").period("..2027") == "2027 前"
    assert Words("en").period("2024-01..2024-04") == "2024-01–2024-04"
    assert Words("en").period(None) == "–"


def test_values_are_escaped_in_marked_text() -> None:
    text = Words("en").marked("finding.conflict", problem="<b>x</b>", remedy="&")
    assert "&lt;b&gt;x&lt;/b&gt; &amp;" in text


def test_an_unknown_key_raises() -> None:
    with pytest.raises(KeyError, match=r"no\.such"):
        Words("en")("no.such")
