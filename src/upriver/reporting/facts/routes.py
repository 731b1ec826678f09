"""The air routes: flying, announced, possible, and opened by the plan."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from upriver.reporting.facts.plain import Facts, pair, plain, rests_on

if TYPE_CHECKING:
    from collections.abc import Mapping

    from upriver.data.region import Region

STATES = ("opened", "running", "announced", "candidate", "closed")


def routes_facts(region: Region, *, opened: Mapping[str, int] | None = None) -> Facts | None:
    """Facts of the air services.

    Parameters
    ----------
    region : Region
        With ``airports`` and ``air_services``.
    opened : mapping of str to int, optional
        Year in which the plan opens a service.

    Returns
    -------
    dict, optional
        Keys ``home services counts provenance``; missing when a table is absent. ``home``
        is the airport most services leave from.
    """
    if not region.has("airports", "air_services"):
        return None
    airports = {each["airport"]: _airport(each) for each in region.table("airports").to_dicts()}
    rows = region.table("air_services").to_dicts()
    leaving = Counter(each["airport"] for each in rows)
    home = min(leaving, key=lambda code: (-leaving[code], code))
    years = opened or {}
    services = [
        {
            "code": each["service"],
            "to": airports[each["airport_to"]],
            "kind": each["kind"],
            "state": "opened" if each["service"] in years else each["state"],
            "year": years.get(each["service"]),
            "began": each["began"],
            "weekly": plain(each["weekly"]),
            "freight": plain(each["freight"]),
            "carrier": each["carrier"] or "",
        }
        for each in rows
        if each["airport"] == home
    ]
    services.sort(key=lambda each: (STATES.index(each["state"]), each["kind"], each["code"]))
    counts = {
        state: len({each["to"]["code"] for each in services if each["state"] == state})
        for state in STATES
    }
    return {
        "home": airports[home],
        "services": services,
        "counts": counts,
        "provenance": rests_on(region.provenance("air_services")),
    }


def _airport(record: Mapping[str, Any]) -> Facts:
    return {
        "code": record["airport"],
        "name": pair(record),
        "country": record["country"],
        "lat": plain(record["lat"]),
        "lon": plain(record["lon"]),
    }
