"""Why an industry has its class, and how sure that is, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from upriver.core.figures import UNKNOWN, number, percent

if TYPE_CHECKING:
    from upriver.reporting.facts.plain import Facts
    from upriver.reporting.words import Words

SLIGHT = 0.005  # growth and gain below which nothing is said
LIKELY = 0.05  # chance from which another class is named
SURE = 0.7  # chance from which a class counts as sure
NAMED = 2  # sure industries of a class that the first page names


def interval(low: float | None, high: float | None, *, digits: int = 2) -> str:
    """Both ends of an interval.

    Parameters
    ----------
    low, high : float, optional
        The ends.
    digits : int
        Digits behind the point.

    Returns
    -------
    str
        Such as ``0.91–1.24``; empty when unknown.

    Examples
    --------
    >>> interval(0.914, 1.238)
    '0.91–1.24'
    """
    if low is None or high is None:
        return ""
    return f"{number(low, digits)}–{number(high, digits)}"


def deciding_facts(each: Facts, cultivation: Facts, words: Words) -> str:
    """What decided the class of an industry, in one sentence.

    Parameters
    ----------
    each : dict
        Facts of the industry.
    cultivation : dict
        Facts of the cultivation classes.
    words : Words
        The reader's language.

    Returns
    -------
    str
        The rule, then what pulls it, the jumps of comparable places, growth and gain, as far
        as they are known.
    """
    parts = [
        words.name(each["reason"]),
        _pulled(each, words),
        _chance(each, cultivation, words),
        _jumps(each, cultivation, words),
        _growth(each, words),
        _gain(each, words),
    ]
    told = words("join.part").join(part for part in parts if part)
    return words("join.end", text=told[:1].upper() + told[1:]) if told else UNKNOWN


def _pulled(each: Facts, words: Words) -> str:
    if not each["pulls"]:
        return ""
    near = [
        words("join.bracket", name=words.name(one["name"]), value=number(one["proximity"], 2))
        for one in each["pulls"]
    ]
    return words("cultivation.pulled", names=words("join.comma").join(near))


def _chance(each: Facts, cultivation: Facts, words: Words) -> str:
    if each["entry_chance"] is None or each["presence"]:
        return ""
    chance = percent(each["entry_chance"])
    return words("cultivation.entry", chance=chance, years=cultivation["horizon"])


def _jumps(each: Facts, cultivation: Facts, words: Words) -> str:
    if each["jumped"] is None or not each["comparable"] or each["presence"]:
        return ""
    counts = {
        "jumped": number(each["jumped"], 0),
        "comparable": number(each["comparable"], 0),
    }
    if each["entry_chance"] is not None:  # the years have been told
        return words("cultivation.entered", **counts)
    return words("cultivation.jumped", **counts, years=cultivation["horizon"])


def _growth(each: Facts, words: Words) -> str:
    growth = each["momentum"]
    if growth is None or abs(growth) < SLIGHT:
        return ""
    rate = percent(abs(growth), 1)
    return (
        words("cultivation.grew", rate=rate) if growth > 0 else words("cultivation.fell", rate=rate)
    )


def _gain(each: Facts, words: Words) -> str:
    gain = each["outlook_gain"]
    if gain is None or abs(gain) < SLIGHT:
        return ""
    size = number(abs(gain), 2)
    return (
        words("cultivation.adds", gain=size) if gain > 0 else words("cultivation.takes", gain=size)
    )


def other_classes(each: Facts, cultivation: Facts, words: Words) -> str:
    """The classes that an industry may belong to instead, with their chances.

    Parameters
    ----------
    each : dict
        Facts of the industry.
    cultivation : dict
        Facts of the cultivation classes.
    words : Words
        The reader's language.

    Returns
    -------
    str
        The likeliest first; empty when the class is sure.
    """
    names = {one["code"]: words.name(one["name"]) for one in cultivation["classes"]}
    others = [
        (chance, code)
        for code, chance in each["chances"].items()
        if chance is not None and chance >= LIKELY and code != each["cultivation"]
    ]
    others.sort(key=lambda other: (-other[0], other[1]))
    return words("join.comma").join(f"{names[code]} {percent(chance)}" for chance, code in others)


def cultivation_finding(facts: Facts, words: Words) -> Markup | None:
    """What to cultivate, for the first page.

    Parameters
    ----------
    facts : dict
        All facts of the report.
    words : Words
        The reader's language.

    Returns
    -------
    Markup, optional
        Classes in the order of the rules with their surest industries and their chances;
        missing when nothing was judged.
    """
    cultivation = facts["cultivation"]
    if not cultivation or not cultivation["industries"]:
        return None
    judged = cultivation["industries"]
    told = [
        _class(each, [one for one in judged if one["cultivation"] == each["code"]], words)
        for each in cultivation["classes"]
        if each["count"] and each["code"] != "watch"
    ]
    return words.marked(
        "finding.cultivation",
        judged=len(judged),
        classes=Markup(words("join.part")).join(told) or words("finding.nothing"),
        watch=sum(each["cultivation"] == "watch" for each in judged),
        unsure=sum((each["chance"] or 0.0) < SURE for each in judged),
        unjudged=sum(len(each["names"]) for each in cultivation["unjudged"]),
    )


def _class(each: Facts, members: list[Facts], words: Words) -> Markup:
    """A class with its size and the industries that surely belong to it."""
    names = [
        words("join.beside", name=words.name(one["name"]), value=percent(one["chance"]))
        for one in members[:NAMED]
        if (one["chance"] or 0.0) >= SURE
    ]
    count = words.marked("cultivation.count", name=words.name(each["name"]), count=each["count"])
    if not names:
        return count
    return words.marked("join.bracket", name=count, value=words("join.comma").join(names))
