"""Where the region stands: specialisation, relatedness, complexity, linkages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse.csgraph import minimum_spanning_tree

from upriver.reporting.facts.plain import Facts, pair, plain, rests_on, row, said

if TYPE_CHECKING:
    import xarray as xr

    from upriver.services.diagnose import Diagnosis

STRONG = 0.55  # proximity above which a link is drawn beside the tree
MOST_LINKS = 2  # drawn links an industry, beside the tree


def standing_facts(diagnosis: Diagnosis) -> Facts:
    """Facts of the diagnosis, chains apart.

    Parameters
    ----------
    diagnosis : Diagnosis
        Of the region.

    Returns
    -------
    dict
        Keys ``industries places network top level anchor notes provenance`` and the years.
        Money in 1e8 CNY.
    """
    industries = [_industry(record) for record in diagnosis.industries.to_dicts()]
    places = [_place(record, diagnosis.region) for record in diagnosis.places.to_dicts()]
    return {
        "industries": industries,
        "places": sorted(places, key=lambda place: (place["rank"] is None, place["rank"] or 0)),
        "network": _network(diagnosis.proximity, {each["code"] for each in industries}),
        "top": diagnosis.top,
        "level": plain(diagnosis.level),
        "anchor": said(diagnosis.anchor) if diagnosis.anchor else None,
        "notes": [said(note) for note in diagnosis.notes],
        "base_year": diagnosis.base_year,
        "production_year": diagnosis.production_year,
        "provenance": {
            name: rests_on(diagnosis.provenance.get(name))
            for name in ("industries", "specialisation", "account")
        },
    }


def _industry(record: dict[str, object]) -> Facts:
    numbers = row(
        record,
        "group", "output", "value_added", "rca", "rca_low", "rca_high", "density", "pci",
        "presence",
        "output_multiplier", "value_added_multiplier", "backward_linkage", "forward_linkage",
        "local_supply_rate", "outside_domestic", "outside_foreign", "upstreamness",
        "self_sufficiency",
    )  # fmt: skip
    return {"code": str(record["industry"]), "name": pair(record), **numbers}


def _place(record: dict[str, object], own: str) -> Facts:
    return {
        "code": str(record["place"]),
        "name": pair(record),
        "rank": plain(record["eci_rank"]),
        **row(
            record, "eci", "eci_low", "eci_high", "rank_low", "rank_high", "top_chance", "diversity"
        ),
        "own": record["place"] == own,
    }


def _network(proximity: xr.DataArray | None, known: set[str]) -> Facts | None:
    """Links worth drawing: a spanning tree of the strongest, and the strongest beside it."""
    if proximity is None:
        return None
    codes = [str(code) for code in proximity.coords["industry"].values]
    values = proximity.values.astype(float)
    keep = [place for place, code in enumerate(codes) if code in known and values[place, place] > 0]
    codes = [codes[place] for place in keep]
    values = np.nan_to_num(values[np.ix_(keep, keep)])
    if len(codes) < 3:
        return None
    # A tree of least cost 1 - proximity is a tree of greatest proximity; the small step in
    # cost by position keeps equal links in one order.
    count = len(codes)
    order = np.arange(count * count).reshape(count, count)
    cost = 1.001 - values + 1e-9 * np.minimum(order, order.T)
    tree = minimum_spanning_tree(np.triu(cost, 1)).tocoo()
    links = {(int(a), int(b)): True for a, b in zip(tree.row, tree.col, strict=True)}
    degree = np.zeros(count, dtype=int)
    pairs = np.column_stack(np.triu_indices(count, 1))
    for a, b in pairs[np.argsort(-values[pairs[:, 0], pairs[:, 1]], kind="stable")]:
        strong = values[a, b] >= STRONG and max(degree[a], degree[b]) < MOST_LINKS
        if strong and (int(a), int(b)) not in links:
            links[int(a), int(b)] = False
            degree[[a, b]] += 1
    return {
        "codes": codes,
        "links": [
            {"a": codes[a], "b": codes[b], "proximity": plain(values[a, b]), "tree": in_tree}
            for (a, b), in_tree in sorted(links.items())
        ],
    }
