"""Which figures allow a comparison of the region with other places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    import xarray as xr

    from upriver.data.region import Region

FEWEST = 5  # places and industries below which relatedness means nothing
# Measures by which places are compared, the first that is there; and the unit of each.
MEASURES = {
    "output": "1e8 CNY",
    "value_added": "1e8 CNY",
    "employment": "persons",
    "firms": "firms",
}
COUNTS = ("employment", "firms")


@dataclass(frozen=True)
class Comparison:
    """Figures by which places can be compared.

    Parameters
    ----------
    measure : str
        A measure of ``production``.
    years : tuple of int
        Years with at least five places, the region among them, of five industries each.
    """

    measure: str
    years: tuple[int, ...]

    @property
    def year(self) -> int:
        """The newest of the years.

        Returns
        -------
        int
            A year.
        """
        return self.years[-1]

    @property
    def counted(self) -> bool:
        """Whether the figures count persons or firms rather than money.

        Returns
        -------
        bool
            True for counts.
        """
        return self.measure in COUNTS


def find_comparison(region: Region) -> Comparison | None:
    """Find the measure and the years in which enough places are known to compare them.

    Parameters
    ----------
    region : Region
        A package with ``production``.

    Returns
    -------
    Comparison, optional
        Missing when no measure has a year with five places of five industries and the region
        itself. Industries whose product is not traded between places do not count.
    """
    traded = ~pl.col("industry").is_in(sorted(local_industries(region)))
    rows = region.table("production").drop_nulls("value").filter(traded)
    full = (
        rows.group_by("measure", "year", "place")
        .len()
        .filter(pl.col("len") >= FEWEST)
        .group_by("measure", "year")
        .agg(pl.col("place"))
        .filter((pl.col("place").list.len() >= FEWEST) & pl.col("place").list.contains(region.code))
    )
    for measure in MEASURES:
        years = full.filter(pl.col("measure") == measure)["year"].sort().to_list()
        if years:
            return Comparison(measure, tuple(years))
    return None


def compared_output(region: Region, comparison: Comparison, *, year: int) -> xr.DataArray:
    """Figures of one year of the places that have enough of them.

    Parameters
    ----------
    region : Region
        A package with ``production``.
    comparison : Comparison
        Measure and years.
    year : int
        One of the years.

    Returns
    -------
    DataArray (place, industry), the unit of the measure
        NaN where unknown; provenance in the attributes. Industries whose product is not traded
        between places are left out: they follow the people, and tell of no advantage.
    """
    measure = comparison.measure
    output = region.array("production", measure=measure, year=year, unit=MEASURES[measure])
    bound = local_industries(region)
    traded = [code for code in output["industry"].values.tolist() if code not in bound]
    output = output.sel(industry=traded).assign_attrs(output.attrs)
    wide = output.notnull().sum("industry") >= FEWEST
    return output.sel(place=wide.values).assign_attrs(output.attrs)


def local_industries(region: Region) -> set[str]:
    """Industries whose product is not traded between places.

    Parameters
    ----------
    region : Region
        The package.

    Returns
    -------
    set of str
        Codes; an industry of which it is unknown is not among them.
    """
    table = region.table("industries")
    return set(table.filter(~pl.col("tradable"))["industry"])
