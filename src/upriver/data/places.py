"""Which places lie inside the region."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from upriver.data.region import Region


def places_inside(region: Region) -> frozenset[str]:
    """Codes of the region and of everything that belongs to it.

    Parameters
    ----------
    region : Region
        A package with ``places``.

    Returns
    -------
    frozenset of str
        Codes of ``places``; at least that of the region.
    """
    parents = region.table("places").select("place", "parent").drop_nulls().rows()
    inside = {region.code}
    while more := {place for place, parent in parents if parent in inside} - inside:
        inside |= more
    return frozenset(inside)
