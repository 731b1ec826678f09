"""What is measured in an English clause: its subject, its object, or what is counted."""

from __future__ import annotations

import re
from functools import lru_cache

from upriver.documents.rules import alternation, rows

_LEAD = re.compile(
    r"^(?:\W|[A-Za-z ]{2,20}\) ?--?|(?:the|its|their|a|an|and|with|while|whereas|but"
    r"|in|of|that|said|also|which|where|as|for|on|total|registering|recording|a total of"
    r"|combined|meanwhile|among them|of which|according to [^,]+"
    r"|(?-i:[A-Z]\w+'s)|city's|province's|district's|county's|country's|region's|municipality's|already|now|currently)\b)+",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?:\W|\b(?:of|by|to|at|about|an?|the|and|in|for|from|with|roughly|around|nearly|some|on|or"
    r"|year[- ]on[- ]year|average annual rate|annual rate|annually|also|further|already|sharply"
    r"|slightly|steadily|rapidly|again|only|just|be|been|being|cut|reduced|raised|lifted|kept"
    r"|brought|increased|expected|forecast|set|projected|planned|estimated|averaging"
    r"|worth)\b)+$",
    re.IGNORECASE,
)
_GENERIC = re.compile(
    r"(?:(?:year[- ]on[- ]year|average annual|annual|average|from a year earlier|growth"
    r"|an? (?:year[- ]on[- ]year |annual )?(?:increase|rise|growth|decline|drop|fall|decrease|gain)"
    r"|increase|decline|rise|drop|fall|gain|or|it|which|they|this|that|these|those|increment"
    r"|figures?|levels?|totals?|numbers?)\s*(?:of\s*)?)+",
    re.IGNORECASE,
)
_OBJECT = re.compile(
    r"\b(?:cut|reduce|lower|raise|lift|boost|increase|expand|bring|push|keep|double|triple"
    r"|quadruple|grow|improve|hold|maintain)(?:s|d|ed|ing)?\s+"
    r"(?:down\s+|up\s+)?(?P<noun>(?!by\b|to\b)[A-Za-z].+?)\s*"
    r"(?:\b(?:by|to|above|beyond|below|under|within|at|from)\b.*)?$",
    re.IGNORECASE,
)
_GOAL = re.compile(
    r".*?\b(?:aims? (?:to|for|at)|plans? to|strives? (?:to|for)|targets?|expects?|hopes? to"
    r"|pledged to|vows? to|vowed to|seeks? to|intends? to|the (?:goal|target|aim) is(?: to)?"
    r"|(?:goals|targets|objectives)(?: for)?\s+(?:are|include))\s+"
    r"(?:get|achieve|reach|have|build|see|of)?\s*",
    re.IGNORECASE,
)
# Heilongjiang saw its trade grow; Wuxi became the 14th city with GDP above a trillion.
_SEES = re.compile(
    r".*\b(?:(?:saw|sees?|seen|seeing|witness(?:ed|es))\s+(?:its|their|the|an?)\s+(?=[A-Za-z])"
    r"|(?:became|becomes|rank(?:s|ed))\b.*\b(?:with|by (?:post|report|record)ing)\s+)"
)
_REACHES = re.compile(
    r"(?<!home )\b(?:to|at|of|output|exceed\w*|surpass\w*|reach\w*|totall?ed|hit|amounted to"
    r"|with)\s*$",
    re.IGNORECASE,
)
_STOP = re.compile(
    r"\s*(?:[,;.]|\b(?:over|by|in|during|from|since|until|than|up|down|worth|were|was|are|is|will|have"
    r"|has|had|and|while|with|to|this|last|next|compared|now|which|who|that|at|as|on)\b).*",
    re.IGNORECASE,
)
# realized a 10.1 percent year-on-year growth in exports
_MOVE_IN = re.compile(
    r"\s*(?:year[- ]on[- ]year |annual |average annual )?(?:growth|increase|rise|decline|drop|fall"
    r"|reduction|decrease|gain|cut) (?:in|of) (?:the |its |their )*"
    r"(?P<noun>[A-Za-z][A-Za-z'& -]{1,70})",
    re.IGNORECASE,
)
# has secured over £195m of investment: what follows is what was got.
_GETS = re.compile(
    r"\b(?:secur|attract|receiv|rais|generat|deliver|leverag|provid|pledg|commit|unlock|draw|drew"
    r"|bring|brought|win|won|invest|utiliz|utilis|absorb)\w*\s*(?:\w+\s*)?$",
    re.IGNORECASE,
)
_WORD = re.compile("[A-Za-z]{3}")
_HAN = re.compile("[\u4e00-\u9fff]")
_SPACES = re.compile(r"\s+")
_COUNTED = re.compile(r"\s*(?:(?:in|of|for|on)\s)?[A-Za-z' -]{0,40}")
_OF = re.compile(r"\s*of (?:the |its |all |their )*(?P<noun>[A-Za-z][A-Za-z'& -]{1,60})")


@lru_cache(maxsize=1)
def _verb() -> re.Pattern[str]:
    verbs = alternation(row["verb"] for row in rows("verbs"))
    return re.compile(rf"\b(?:{verbs})\b.*", re.IGNORECASE | re.DOTALL)


@lru_cache(maxsize=1)
def _share() -> re.Pattern[str]:
    verbs = alternation(row["verb"] for row in rows("verbs") if row["role"] == "share")
    return re.compile(rf"\b(?:{verbs})\b", re.IGNORECASE)


def is_noun_phrase(words: str) -> bool:
    """Whether English words hold no verb of the grammar.

    Parameters
    ----------
    words : str
        The words before a name.

    Returns
    -------
    bool
        True for "The trade volume of".

    Examples
    --------
    >>> is_noun_phrase("The trade volume of "), is_noun_phrase("Exports rose in ")
    (True, False)
    """
    return _verb().search(words) is None


def is_english(text: str) -> bool:
    """Whether words are English: Latin letters in a row and no Chinese characters.

    Parameters
    ----------
    text : str
        The words around a number.

    Returns
    -------
    bool
        False for a bare unit between Chinese clauses.

    Examples
    --------
    >>> is_english("output rose 5 percent"), is_english("R&D投入")
    (True, False)
    """
    return _WORD.search(text) is not None and _HAN.search(text) is None


def _noun(words: str) -> str:
    """Noun phrase without the words that lead to it or from it."""
    text = _TAIL.sub("", _LEAD.sub("", _SPACES.sub(" ", words).strip()))
    return "" if not text or _GENERIC.fullmatch(text) else text.strip()


def english_indicator(left: str, right: str, *, unit: str = "") -> str:
    """Indicator of an English clause.

    Parameters
    ----------
    left, right : str
        The clause before and behind the quantity, without its phrases of time.
    unit : str
        The counted noun, when the unit is one.

    Returns
    -------
    str
        The noun phrase before the verb; else what follows the number; empty when the clause
        names neither.

    Examples
    --------
    >>> english_indicator("The city's industrial output reached ", "")
    'industrial output'
    >>> english_indicator("Services accounted for ", " of GDP")
    'Services share of GDP'
    >>> english_indicator("It plans to raise exports to ", "")
    'exports'
    """
    left = _SEES.sub("", left)
    part = _OF.match(right)
    share = _share().search(left)
    if share and part:
        owner = _noun(_verb().sub("", left[: share.start()]))
        return f"{owner} share of {_STOP.sub('', part['noun'])}".strip()
    got = part and not unit and (_GETS.search(left) or not _noun(left))
    named = part if got else _MOVE_IN.match(right)
    if named:
        return _STOP.sub("", named["noun"]).strip()
    moved = _OBJECT.search(_GOAL.sub("", left))
    if moved and _noun(moved["noun"]):
        return _noun(moved["noun"])
    if unit and not _REACHES.search(left):
        counted = _COUNTED.match(right)
        words = _STOP.sub("", counted.group()) if counted else ""
        return f"{unit}{words.rstrip()}"
    goal = _GOAL.match(left)
    noun = _noun(_verb().sub("", left[goal.end() :] if goal else left))
    if noun:
        return noun
    if unit:
        counted = _COUNTED.match(right)
        return f"{unit}{_STOP.sub('', counted.group()).rstrip() if counted else ''}"
    return _STOP.sub("", part["noun"]).strip() if part else ""


def english_object(left: str, right: str) -> str:
    """What a verb such as double acts on.

    Parameters
    ----------
    left, right : str
        The clause before and behind the verb.

    Returns
    -------
    str
        Its object where it has one, else its subject.

    Examples
    --------
    >>> english_object("The city plans to ", " the number of firms to 3,000")
    'number of firms'
    >>> english_object("Exports ", " to 3 billion yuan")
    'Exports'
    """
    moved = re.match(
        r"\s*(?:the|its|their)\s+(?P<noun>[A-Za-z][^,;]*?)(?:\s+(?:to|by|in)\b|$)", right
    )
    return _noun(moved["noun"]) if moved else english_indicator(left, "")
