"""What a package calls things, and which of its names a claim means."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from upriver.data.schema import table_specs
from upriver.documents.numbers import narrow

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from upriver.data.region import Region
    from upriver.documents.claims import Claim
    from upriver.services.review_items import ReviewItem

_MOST_CANDIDATES = 3
_LEAST_LIKENESS = 0.5
_SIGNS = str.maketrans({"（": "(", "）": ")", "“": "", "”": "", '"': "", " ": "", "\u3000": ""})


@dataclass(frozen=True)
class Catalogue:
    """What a package knows that claims are compared with.

    Parameters
    ----------
    indicators, places, sources, targets : dict of str to dict
        Rows by code.
    phrases : dict of str to str
        Exact words by claim.
    names : dict of str to list of str
        Codes of indicators by name, folded.
    place_names : dict of str to list of str
        Codes of places by name.
    """

    indicators: Mapping[str, dict[str, Any]]
    places: Mapping[str, dict[str, Any]]
    sources: Mapping[str, dict[str, Any]]
    targets: Mapping[str, dict[str, Any]]
    phrases: Mapping[str, str]
    names: Mapping[str, list[str]]
    place_names: Mapping[str, list[str]]


def folded(name: str) -> str:
    """Name without the signs that writers choose freely.

    Parameters
    ----------
    name : str
        Name of an indicator.

    Returns
    -------
    str
        Without spaces and quotation marks, brackets and digits narrow, small letters; 规模以上
        is 规上, as statisticians shorten it.

    Examples
    --------
    >>> folded("在飞国际（地区） 客运航线") == folded("在飞国际(地区)客运航线")
    True
    """
    return narrow(name).translate(_SIGNS).casefold().replace("规模以上", "规上")


def _rows(region: Region, name: str) -> dict[str, dict[str, Any]]:
    if not region.has(name):
        return {}
    key = table_specs()[name].key[0]
    return {row[key]: row for row in region.table(name).iter_rows(named=True)}


def catalogue_of(region: Region, items: Iterable[ReviewItem] = ()) -> Catalogue:
    """What a package knows.

    Parameters
    ----------
    region : Region
        The package.
    items : iterable of ReviewItem
        Its claims. A name that a person has matched with an indicator is known from then on.

    Returns
    -------
    Catalogue
        Its indicators, places, sources, targets and phrases.

    Raises
    ------
    DataError
        If a table cannot be used.
    """
    indicators, places = _rows(region, "indicators"), _rows(region, "places")
    names: dict[str, list[str]] = {}
    place_names: dict[str, list[str]] = {}
    for rows, index, fold in ((indicators, names, folded), (places, place_names, str.strip)):
        for code, row in rows.items():
            for name in dict.fromkeys((code, fold(row["name_zh"]), fold(row["name_en"]))):
                index.setdefault(name, []).append(code)
    for item in items:
        said, name = item.entry.get("code"), folded(own_name(item.now))
        if item.is_accepted and said in indicators and said not in names.setdefault(name, []):
            names[name].append(said)
    claims = _rows(region, "claims")
    phrases = {key: row["source_phrase"] for key, row in claims.items()}
    sources, targets = _rows(region, "sources"), _rows(region, "targets")
    return Catalogue(indicators, places, sources, targets, phrases, names, place_names)


def own_name(claim: Claim) -> str:
    """Name of what a claim is about, its subject included.

    Parameters
    ----------
    claim : Claim
        The claim.

    Returns
    -------
    str
        Such as 重庆江北国际机场旅客吞吐量; empty when it names nothing.
    """
    return f"{claim.subject or ''}{claim.indicator}" if claim.indicator else ""


def nearest_indicators(claim: Claim, catalogue: Catalogue) -> tuple[str, ...]:
    """Indicators whose names are like that of a claim, to choose from.

    Parameters
    ----------
    claim : Claim
        The claim.
    catalogue : Catalogue
        What the package knows.

    Returns
    -------
    tuple of str
        At most three codes, the nearest first.
    """
    wanted = folded(own_name(claim))
    scored: dict[str, float] = {}
    for name, codes in catalogue.names.items():
        likeness = SequenceMatcher(None, wanted, name, autojunk=False).ratio()
        for code in codes:
            scored[code] = max(likeness, scored.get(code, 0.0))
    best = sorted(scored, key=lambda code: (-scored[code], code))[:_MOST_CANDIDATES]
    return tuple(code for code in best if scored[code] >= _LEAST_LIKENESS)


def match_place(item: ReviewItem, catalogue: Catalogue) -> str | None:
    """Place that a claim is about.

    Parameters
    ----------
    item : ReviewItem
        The claim.
    catalogue : Catalogue
        What the package knows.

    Returns
    -------
    str, optional
        The code that a person gave; else the one place of exactly that name.
    """
    said = item.entry.get("place")
    if said:
        return said if said in catalogue.places else None
    codes = catalogue.place_names.get((item.now.region or "").strip(), [])
    return codes[0] if len(codes) == 1 else None


def match_indicator(item: ReviewItem, catalogue: Catalogue) -> str | None:
    """Indicator that a claim is about.

    Parameters
    ----------
    item : ReviewItem
        The claim.
    catalogue : Catalogue
        What the package knows.

    Returns
    -------
    str, optional
        The code that a person gave; else the one indicator of exactly that name. A claim
        about a subject, such as an airport, matches a name that includes the subject only.
    """
    said = item.entry.get("code")
    if said:
        return said
    codes = catalogue.names.get(folded(own_name(item.now)), []) if item.now.indicator else []
    return codes[0] if len(codes) == 1 else None
