"""The first page in sentences: what a reader must know, with the numbers that decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from upriver.core.figures import money, number, percent, quantity
from upriver.reporting.cultivation_words import cultivation_finding
from upriver.reporting.facts.plain import ranked

if TYPE_CHECKING:
    from markupsafe import Markup

    from upriver.reporting.facts.plain import Facts
    from upriver.reporting.words import Words

STRONG = 1.0  # specialisation from which an industry counts as strong


def key_figures(facts: Facts, words: Words) -> list[dict[str, str]]:
    """The few numbers at the top of the report.

    Parameters
    ----------
    facts : dict
        All facts of the report.
    words : Words
        The reader's language.

    Returns
    -------
    list of dict
        Keys ``value label note``; what is unknown is left out.
    """
    tiles: list[dict[str, str]] = []

    def _add(key: str, value: str, **places: object) -> None:
        tiles.append(
            {
                "value": value,
                "label": words(f"tile.{key}"),
                "note": words(f"tile.{key}_note", **places),
            }
        )

    standing, plan, targets, chains = (
        facts["standing"], facts["plan"], facts["targets"], facts["chains"],
    )  # fmt: skip
    total = _total(standing)
    if total is not None:
        _add("value_added", money(total, words.language), year=facts["region"]["base_year"])
    if plan:
        growth = plan["growth"]
        usual = (
            words("tile.usual", rate=percent(growth["usual_rate"], 1))
            if growth["usual_rate"] is not None
            else words("tile.no_usual")
        )
        _add("growth", percent(growth["rate"], 1), years=_span(plan), usual=usual)
        _add("money", money(plan["money"]["total"], words.language), years=_span(plan),
            steps=sum(each["kind"] != "research" for each in plan["steps"]))  # fmt: skip
    if chains and chains["chains"]:
        counts = chains["counts"]
        nodes = sum(counts.values())
        _add("gaps", number(counts["gap"]), nodes=nodes, unknown=counts["unknown"])
    if targets and targets["rows"]:
        counts = targets["counts"]
        good = counts["reached"] + counts["on_course"]
        _add(
            "targets",
            f"{good}/{len(targets['rows'])}",
            behind=counts["behind"] + counts["off_course"],
        )
    whole = facts["basis"]["whole"]
    if whole["rows"]:
        _add("assumed", percent(whole["shares"]["assumed"]), oldest=whole["oldest"] or "–")
    return tiles


def findings(facts: Facts, words: Words) -> list[Markup]:
    """The findings of the first page.

    Parameters
    ----------
    facts : dict
        All facts of the report.
    words : Words
        The reader's language.

    Returns
    -------
    list of Markup
        One to three sentences each, in the order of the report.
    """
    parts = (
        _standing(facts, words),
        cultivation_finding(facts, words),
        _chains(facts, words),
        _plan(facts, words),
        _steps(facts, words),
        _scarce(facts, words),
        _conflict(facts, words),
        _targets(facts, words),
        _routes(facts, words),
        _basis(facts, words),
    )
    return [part for part in parts if part is not None]


def _total(standing: Facts | None) -> float | None:
    known = [
        each["value_added"]
        for each in (standing["industries"] if standing else [])
        if each["value_added"] is not None
    ]
    return sum(known) if known else None


def _span(plan: Facts) -> str:
    years = plan["years"]
    return f"{years[0]}–{years[-1]}"


def _names(records: list[Facts], words: Words, *, most: int = 3) -> str:
    return words.listing([words.name(each["name"]) for each in records], most=most)


def _standing(facts: Facts, words: Words) -> Markup | None:
    standing = facts["standing"]
    total = _total(standing)
    if not standing or not standing["industries"]:
        return None
    judged = [each for each in standing["industries"] if each["rca"] is not None]
    strong = ranked([each for each in judged if each["rca"] >= STRONG], "rca")
    if not strong:
        return None
    near = ranked([each for each in judged if each["rca"] < STRONG], "density", most=2)
    key = "finding.standing" if total is not None else "finding.standing_only"
    return words.marked(
        key,
        region=words.name(facts["region"]["name"]),
        year=standing["base_year"],
        total=money(total, words.language),
        strong=len(strong),
        judged=len(judged),
        production_year=standing["production_year"],
        first=words.name(strong[0]["name"]),
        rca=number(strong[0]["rca"], 1),
        others=_names(strong[1:3], words) or "–",
        near=_names(near, words) or "–",
    )


def _chains(facts: Facts, words: Words) -> Markup | None:
    chains = facts["chains"]
    known = [each for each in (chains["chains"] if chains else []) if each["coverage"] is not None]
    if not known:
        return None
    weakest = min(known, key=lambda each: (each["coverage"], each["code"]))
    gaps = [node for node in weakest["nodes"] if node["label"] in {"gap", "choke"}]
    counts = chains["counts"]
    return words.marked(
        "finding.chains",
        chains=len(known),
        nodes=sum(counts.values()),
        gaps=counts["gap"],
        chokes=counts["choke"],
        weak=counts["weak"] + counts["blocked"],
        unknown=counts["unknown"],
        chain=words.name(weakest["name"]),
        coverage=percent(weakest["coverage"]),
        missing=_names(gaps, words) or words("finding.nothing"),
    )


def _plan(facts: Facts, words: Words) -> Markup | None:
    plan = facts["plan"]
    if not plan:
        return None
    growth = plan["growth"]
    known = growth["usual_end"] is not None
    more = growth["end"] - growth["usual_end"] if known else 0.0
    key = ("finding.plan" if more >= 0 else "finding.plan_below") if known else "finding.plan_alone"
    return words.marked(
        key,
        start=money(growth["start"], words.language),
        end=money(growth["end"], words.language),
        last=plan["years"][-1],
        rate=percent(growth["rate"], 1),
        usual=percent(growth["usual_rate"], 1),
        gain=money(abs(more) if known else None, words.language),
        money=money(plan["money"]["total"], words.language),
        source=_largest_source(plan, words),
    )


def _largest_source(plan: Facts, words: Words) -> str:
    sources = plan["money"]["sources"]
    if not sources or not plan["money"]["total"]:
        return words("finding.nothing")
    sums = [(sum(each["values"]), words.name(each["name"])) for each in sources]
    amount, name = max(sums)
    return words("finding.source", name=name, share=percent(amount / plan["money"]["total"]))


def _steps(facts: Facts, words: Words) -> Markup | None:
    plan = facts["plan"]
    if not plan or not plan["steps"]:
        return None
    entries = [each for each in plan["steps"] if each["kind"] == "entry"]
    first = sorted(plan["steps"], key=lambda each: (each["start"], -each["cost"], each["code"]))
    return words.marked(
        "finding.steps" if entries else "finding.projects",
        entries=len(entries),
        projects=sum(each["kind"] not in ("entry", "research") for each in plan["steps"]),
        research=_research(plan, words),
        names=_names(entries, words, most=4),
        first=_names([each for each in first if each["start"] == first[0]["start"]], words),
        begin=first[0]["start"],
    )


def _research(plan: Facts, words: Words) -> Markup | str:
    research = plan["research"]
    if not research or not research["started"]:
        return ""
    return words.marked("finding.research", count=research["started"], opened=research["opened"])


def _scarce(facts: Facts, words: Words) -> Markup | None:
    plan = facts["plan"]
    prices = [each for each in (plan["prices"] if plan else []) if each["value"]]
    if not prices:
        return None
    return words.marked(
        "finding.scarce",
        count=len(prices),
        first=price_sentence(prices[0], words),
        also=words("finding.also", others=_names(prices[1:4], words)) if prices[1:] else "",
    )


def pace(speed: Facts | None, unit: str, words: Words) -> str:
    """A speed, in words.

    Parameters
    ----------
    speed : dict, optional
        Keys ``value`` and ``proportional``.
    unit : str
        Unit of the indicator.
    words : Words
        The reader's language.

    Returns
    -------
    str
        A percentage, or an amount a year; a dash when unknown.
    """
    if speed is None or speed["proportional"]:
        return percent(speed["value"] if speed else None, 1)
    if unit in {"ratio", "percent", "%", "pp"}:
        scale = 100.0 if unit == "ratio" else 1.0
        return words("targets.points", value=number(speed["value"] * scale, 2))
    return quantity(speed["value"], unit, words.language)


def price_sentence(price: Facts, words: Words) -> str:
    """What one more unit of something scarce is worth, in plain words.

    Parameters
    ----------
    price : dict
        One of the plan's prices.
    words : Words
        The reader's language.

    Returns
    -------
    str
        A sentence with the year and the unit.
    """
    kind, tongue = price["kind"], words.language
    if kind in {"cap", "rule"}:
        size, unit = _single(price["unit"].partition("/")[2])
        worth = money(price["value"] / size, tongue)
    elif kind in {"talent", "air"}:
        worth, unit = quantity(price["value"], "1e4 CNY", tongue), "1"
    else:
        worth, unit = number(price["value"]), "1"
    return words(
        f"price.{kind}",
        name=words.name(price["name"]),
        year=price["year"] or "",
        worth=worth,
        one=quantity(1.0, unit, tongue) if kind in {"cap", "rule"} else "",
    )


def _single(unit: str) -> tuple[float, str]:
    """How many of a plain unit a unit counts: a price seldom holds for ten thousand tonnes."""
    size, _, plain_unit = unit.partition(" ")
    if plain_unit and size.startswith("1e") and size[2:].isdigit():
        return float(size), plain_unit
    return 1.0, unit


def _conflict(facts: Facts, words: Words) -> Markup | None:
    conflict = facts["conflict"]
    if not conflict:
        return None
    return words.marked("finding.conflict", problem=words.name(conflict["problem"]),
                        remedy=words.name(conflict["remedy"]))  # fmt: skip


def _targets(facts: Facts, words: Words) -> Markup | None:
    targets = facts["targets"]
    if not targets or not targets["rows"]:
        return None
    counts = targets["counts"]
    late = [each for each in targets["rows"] if each["state"] in {"off_course", "behind"}]
    worst = late[0] if late else None
    detail = (
        words(
            "finding.worst",
            name=words.name(worst["label"]),
            promised=quantity(worst["value"], worst["unit"], words.language),
            latest=quantity(worst["latest"], worst["latest_unit"], words.language),
            period=words.period(worst["latest_period"]),
            deadline=worst["deadline"] or "–",
        )
        if worst
        else words("finding.none_late")
    )
    return words.marked(
        "finding.targets",
        count=len(targets["rows"]),
        good=counts["reached"] + counts["on_course"],
        late=counts["behind"] + counts["off_course"],
        unknown=counts["cannot_say"],
        detail=detail,
    )


def _routes(facts: Facts, words: Words) -> Markup | None:
    routes = facts["routes"]
    if not routes:
        return None
    counts = routes["counts"]
    return words.marked(
        "finding.routes",
        home=words.name(routes["home"]["name"]),
        running=counts["running"],
        announced=counts["announced"],
        candidate=counts["candidate"],
        opened=counts["opened"],
    )


def _basis(facts: Facts, words: Words) -> Markup | None:
    whole = facts["basis"]["whole"]
    if not whole["rows"]:
        return None
    tables = [each for each in facts["basis"]["tables"] if each["shares"]["assumed"] >= 0.5]
    most = sorted(tables, key=lambda each: (-each["shares"]["assumed"], each["table"]))
    return words.marked(
        "finding.basis",
        assumed=percent(whole["shares"]["assumed"]),
        reported=percent(whole["shares"]["reported"]),
        oldest=whole["oldest"] or "–",
        newest=whole["newest"] or "–",
        sources=len(facts["basis"]["sources"]),
        tables=words.listing([words.name(each["title"]) for each in most], most=4)
        or words("finding.nothing"),
    )
