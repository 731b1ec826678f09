"""Pictures of a plan of several places: who makes, trades, pays, presses, and gains."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from upriver.core.figures import number
from upriver.core.unit_names import in_unit, unit_name
from upriver.reporting.charts import style
from upriver.reporting.svg import Picture

if TYPE_CHECKING:
    from upriver.reporting.facts.plain import Facts
    from upriver.reporting.words import Words

WIDTH = 960
ROW, HEAD, FOOT, NAME = 30, 58, 34, 150
MOST_PRODUCTS = 8  # of the picture of trade; the others are one band
MOST_SIDE = 12  # places on either side of it; the others are one band
MOST_SERIES = 7  # places of the picture of a cap; the others are one band
OTHER = "…"
ALIVE = 1e-7


def place_growth(facts: Facts, words: Words) -> Picture | None:
    """Picture of value added by place in the last year, with and without the plan.

    Parameters
    ----------
    facts : dict
        Facts of the plan of several places.
    words : Words
        The reader's language.

    Returns
    -------
    Picture, optional
        Missing without business as usual.
    """
    places = [each for each in facts["places"] if each["usual"] is not None]
    if not places:
        return None
    series = [
        _row_bars(words("shared.usual"), style.MIST, [each["usual"] for each in places], words),
        _row_bars(
            words("shared.plan"), style.DEEP, [each["end"] for each in places], words, label=True
        ),
    ]
    return _rows_picture(
        places, series, words,
        title=words("shared.growth_title", year=facts["years"][-1]),
        read=words("shared.growth_read"), axis=words("shared.value_added"), tall=1.3,
    )  # fmt: skip


def place_money(facts: Facts, words: Words) -> Picture | None:
    """Picture of the money that is spent in each place, by whose money it is.

    Parameters
    ----------
    facts : dict
        Facts of the plan of several places.
    words : Words
        The reader's language.

    Returns
    -------
    Picture, optional
        Missing when nobody spends.
    """
    places = [each for each in facts["money"]["places"] if any(each["paid"].values())]
    if not places:
        return None
    names = {"own": words("shared.own_money"), "": words("shared.open_money")}
    names |= {each["code"]: words.name(each["name"]) for each in facts["money"]["funds"]}
    kept = [key for key in names if any(each["paid"][key] for each in places)]
    series = [
        _row_bars(names[key], style.SERIES[n % len(style.SERIES)],
                  [each["paid"][key] for each in places], words, stack="money")
        for n, key in enumerate(kept)
    ]  # fmt: skip
    for each, datum in zip(places, series[-1]["data"], strict=True):
        total = number(in_unit(sum(each["paid"].values()), "1e8 CNY", words.language))
        datum["label"] = {"show": True, "position": "right", "color": style.GREY,
                          "formatter": total}  # fmt: skip
    return _rows_picture(
        places, series, words, title=words("shared.money_title"),
        read=words("shared.money_read"), axis=words("shared.spending"),
    )  # fmt: skip


def joint_gain(facts: Facts, words: Words) -> Picture | None:
    """Picture of what each place has of planning together.

    Parameters
    ----------
    facts : dict
        Facts of the plan of several places.
    words : Words
        The reader's language.

    Returns
    -------
    Picture, optional
        Missing when nobody was planned alone.
    """
    if facts["apart"] is None:
        return None
    places = [each for each in facts["apart"]["places"] if each["difference"] is not None]
    if not places:
        return None
    bars = _row_bars("", style.DEEP, [each["difference"] for each in places], words)
    for each, datum in zip(places, bars["data"], strict=True):
        less = each["difference"] < 0
        shown = in_unit(each["difference"], "1e8 CNY", words.language)
        datum["itemStyle"] = {"color": style.ORANGE if less else style.DEEP}
        datum["label"] = {"show": True, "position": "left" if less else "right",
                          "color": style.INK, "formatter": number(shown)}  # fmt: skip
    ends = [in_unit(each["difference"], "1e8 CNY", words.language) or 0.0 for each in places]
    room = 0.18 * max(abs(end) for end in ends) or 1.0
    return _rows_picture(
        places, [bars], words, title=words("shared.apart_title"),
        read=words("shared.apart_read"), axis=words("shared.difference"),
        ends=(min(0.0, *ends) - room if min(ends) < 0 else 0.0, max(0.0, *ends) + room),
    )  # fmt: skip


def trade_flows(facts: Facts, words: Words) -> Picture | None:
    """Picture of who sells what to whom: sellers, products, buyers.

    Parameters
    ----------
    facts : dict
        Facts of the plan of several places.
    words : Words
        The reader's language.

    Returns
    -------
    Picture, optional
        Missing when the places do not trade.
    """
    flows = facts["trade"]["flows"]
    if not flows:
        return None
    kept = {each["code"]: n for n, each in enumerate(facts["trade"]["products"][:MOST_PRODUCTS])}
    large = {side: _largest(flows, side) for side in ("from", "to")}
    nodes: dict[str, dict[str, Any]] = {}
    links: dict[tuple[str, str], float] = {}
    for each in flows:
        product = each["product"] if each["product"] in kept else OTHER
        name = words.name(each["product_name"]) if product != OTHER else words("shared.others")
        colour = style.SERIES[kept.get(product, len(style.SERIES) - 1) % len(style.SERIES)]
        keys = []
        for depth, side in enumerate(("from", "product", "to")):
            code, text, ink = product, name, colour
            if side != "product":
                kept_place = each[side] in large[side]
                code = each[side] if kept_place else OTHER
                text = words.name(each[f"{side}_name"]) if kept_place else words("shared.others")
                ink = style.GREY
            keys.append(f"{side}:{code}")
            position = "left" if side == "to" else "right"
            nodes.setdefault(keys[-1], _node(keys[-1], text, ink, position, depth))
        amount = in_unit(each["amount"], "1e8 CNY", words.language) or 0.0
        for pair in itertools.pairwise(keys):
            links[pair] = links.get(pair, 0.0) + amount
    sums = {key: sum(v for (a, b), v in links.items() if key in {a, b}) for key in nodes}
    for key, node in nodes.items():
        total = sums[key] / 2 if key.startswith("product:") else sums[key]
        node["label"]["formatter"] = f"{node['label']['formatter']}  {number(total)}"
    sides = [sum(key.startswith(side) for key in nodes) for side in ("from:", "product:", "to:")]
    height = HEAD + max(300, 44 * max(sides))
    series: dict[str, Any] = {
        "type": "sankey", "left": 8, "right": 8, "top": 34, "bottom": 12, "nodeWidth": 14,
        "nodeGap": 14, "draggable": False, "layoutIterations": 32, "silent": True,
        "data": list(nodes.values()),
        "links": [{"source": a, "target": b, "value": round(value, 6),
                   "lineStyle": {"color": _link_colour(nodes, a, b), "opacity": 0.34}}
                  for (a, b), value in links.items()],
    }  # fmt: skip
    heads = [(words("shared.sellers"), 8, "left"), (words("shared.products"), WIDTH / 2, "center"),
             (words("shared.buyers"), WIDTH - 8, "right")]  # fmt: skip
    unit = unit_name("1e8 CNY", words.language)
    titles = [
        {"text": text + (f" ({unit})" if n == 0 else ""), "left": x, "top": 0,
         "textAlign": align,
         "textStyle": {"fontSize": 13, "color": style.GREY, "fontFamily": "sans-serif"}}
        for n, (text, x, align) in enumerate(heads)
    ]  # fmt: skip
    return Picture(
        style.base(title=titles, series=[series]), WIDTH, height,
        words("shared.trade_title", year=facts["years"][-1]), words("shared.trade_read"),
    )  # fmt: skip


def _largest(flows: list[Facts], side: str) -> set[str]:
    """Places that trade most on one side."""
    sums: dict[str, float] = {}
    for each in flows:
        sums[each[side]] = sums.get(each[side], 0.0) + each["amount"]
    return set(sorted(sums, key=lambda code: (-sums[code], code))[:MOST_SIDE])


def _node(key: str, text: str, colour: str, position: str, depth: int) -> dict[str, Any]:
    label = {"show": True, "formatter": style.shortened(text, 220), "position": position,
             "color": style.INK, "fontSize": style.SIZE, **style.HALO}  # fmt: skip
    return {"name": key, "depth": depth, "itemStyle": {"color": colour}, "label": label}


def _link_colour(nodes: dict[str, dict[str, Any]], a: str, b: str) -> str:
    product = a if a.startswith("product:") else b
    colour: str = nodes[product]["itemStyle"]["color"]
    return colour


def shared_cap(facts: Facts, words: Words, *, at: int) -> Picture | None:
    """Picture of who presses on a shared cap, year by year, with the limit.

    Parameters
    ----------
    facts : dict
        Facts of the plan of several places.
    words : Words
        The reader's language.
    at : int
        Number of the cap.

    Returns
    -------
    Picture, optional
        Missing when there is no such cap.
    """
    if at >= len(facts["caps"]):
        return None
    cap = facts["caps"][at]
    years = [str(year) for year in facts["years"]]
    parts = sorted(cap["places"], key=lambda each: -sum(each["values"]))
    shown = [(words.name(each["name"]), each["values"]) for each in parts[:MOST_SERIES]]
    if len(parts) > MOST_SERIES:
        rest = [sum(values) for values in zip(*(e["values"] for e in parts[MOST_SERIES:]),
                                              strict=True)]  # fmt: skip
        shown.append((words("shared.others"), rest))
    series: list[dict[str, Any]] = [
        {"type": "bar", "stack": "cap", "name": name, "barWidth": "48%",
         "itemStyle": {"color": style.SERIES[n % len(style.SERIES)]},
         "data": [_shown(value, cap["unit"], words) for value in values]}
        for n, (name, values) in enumerate(shown)
    ]  # fmt: skip
    names = [name for name, _ in shown]
    if any(limit is not None for limit in cap["limit"]):
        names.append(words("shared.limit"))
        series.append(
            {"type": "line", "name": names[-1], "symbol": "diamond", "symbolSize": 9,
             "lineStyle": {"color": style.RED, "type": "dashed", "width": 2},
             "itemStyle": {"color": style.RED},
             "data": [_shown(limit, cap["unit"], words) for limit in cap["limit"]]}
        )  # fmt: skip
    option = style.base(
        legend=style.legend(names),
        grid={"left": 72, "right": 16, "top": 64, "bottom": 30, "containLabel": False},
        xAxis=style.category_axis(years),
        yAxis=style.value_axis(unit_name(cap["unit"], words.language),
                               nameTextStyle={"align": "left"}),
        series=series,
    )  # fmt: skip
    title = words("shared.cap_title", cap=words.name(cap["name"]))
    return Picture(option, WIDTH, 320, title, words("shared.cap_read"))


def _shown(value: float | None, unit: str, words: Words) -> float | None:
    shown = in_unit(value, unit, words.language)
    return None if shown is None else round(shown, 4)


def _row_bars(
    name: str,
    colour: str,
    values: list[float | None],
    words: Words,
    *,
    label: bool = False,
    stack: str = "",
) -> dict[str, Any]:
    """Bars to the right, one a place; with their number behind them where it is asked for."""
    data: list[dict[str, Any]] = []
    for value in values:
        shown = _shown(value, "1e8 CNY", words)
        datum: dict[str, Any] = {"value": shown}
        if label:
            datum["label"] = {"show": True, "position": "right", "color": style.INK,
                              "formatter": number(shown)}  # fmt: skip
        data.append(datum)
    more = {"stack": stack} if stack else {"barGap": "12%"}
    return {"type": "bar", "name": name, "itemStyle": {"color": colour}, "barMaxWidth": 16,
            "data": data, **more}  # fmt: skip


def _rows_picture(
    places: list[Facts],
    series: list[dict[str, Any]],
    words: Words,
    *,
    title: str,
    read: str,
    axis: str,
    tall: float = 1.0,
    ends: tuple[float, float] | None = None,
) -> Picture:
    """Bars by place, from the top; taller with more places."""
    height = round(HEAD + FOOT + max(ROW * tall * len(places), 60))
    unit = unit_name("1e8 CNY", words.language)
    names = [style.shortened(words.name(each["name"]), NAME - 12) for each in places]
    limits = {} if ends is None else {"min": ends[0], "max": ends[1], "axisLabel": {"show": False},
                                        "splitLine": {"show": False}}  # fmt: skip
    legend = [each["name"] for each in series if each["name"]]
    option = style.base(
        legend=style.legend(legend, show=bool(legend)),
        grid={"left": NAME, "right": 72, "top": 34, "bottom": FOOT, "containLabel": False},
        xAxis={**style.value_axis(f"{axis} ({unit})", nameLocation="middle", nameGap=22), **limits},
        yAxis=style.category_axis(names, inverse=True),
        series=series,
    )
    return Picture(option, WIDTH, height, title, read)
