"""Value added and output of each of the 42 sectors of Chongqing in 2023.

Published totals fix the frame; published figures of single industries fix some sectors; the rest
is filled by the mean of two structures: that of 2007, grown with the nation, and the nation's.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from chongqing.raw_tables import SECTORS, Competitive, Flags, NonCompetitive, Numbers
from chongqing.sectors import members

# Published: value added of 2023 by broad sector, 1e8 yuan.
PRIMARY, SECONDARY, TERTIARY = 2074.68, 11699.14, 16371.97
GDP = PRIMARY + SECONDARY + TERTIARY
# Assumed: industry's share in GDP. 7,000 of 25,003 in 2020 was 28 %; the share of the whole
# secondary sector fell by about one point until 2023. Construction is the rest.
INDUSTRY_SHARE = 0.276
INDUSTRY = INDUSTRY_SHARE * GDP

# Derived from what the statistics bureau gave for 2024: points that an industry added to the
# growth of industry, over its own growth, is its weight in 2023.
WEIGHT_CARS = 4.9 / 26.7
WEIGHT_MATERIALS = 0.112 * 7.3 / 3.7
WEIGHT_CHEMICALS = 1.0 / 16.2
# The same for 2025: 0.8 points at 21.2 % growth.
WEIGHT_MOTORCYCLES = 0.8 / 21.2
# Assumed: rail vehicles, ships and aircraft beside cars and motorcycles.
WEIGHT_OTHER_VEHICLES = 0.01
# Derived: 5,885.5 in ten months of 2023, carried to twelve, over the output of large industry.
WEIGHT_ELECTRONICS_OUTPUT = 5885.5 * 12 / 10 / 26000
# Assumed: value added a yuan of output in electronics over that of industry.
RELATIVE_RATE_ELECTRONICS = 0.48
# Assumed: the last coal mines closed in 2021; shale gas; few ores; gas supply; repair.
WEIGHTS_ASSUMED = {"02": 0.0005, "03": 0.009, "04": 0.001, "25": 0.009, "23": 0.0015}

# Published: output of industrial firms above the reporting size, more than 26,000.
LARGE_INDUSTRY_OUTPUT = 26000.0
# Assumed: output in the sense of an input-output table over that of large firms.
OUTPUT_OVER_LARGE = 1.25


@dataclass(frozen=True)
class Structure:
    """Value added and output of the 42 sectors.

    Parameters
    ----------
    value_added : array (42)
        In 1e8 yuan.
    output : array (42)
        In 1e8 yuan.
    """

    value_added: Numbers
    output: Numbers


def _shares(values: Numbers, where: Flags) -> Numbers:
    return np.asarray(np.where(where, values, 0.0) / values[where].sum())


def _industry_weights(mixed: Numbers) -> Numbers:
    """Share of each industrial sector in the value added of industry; they sum to 1."""
    fixed = {
        "18": WEIGHT_CARS + WEIGHT_MOTORCYCLES + WEIGHT_OTHER_VEHICLES,
        "20": WEIGHT_ELECTRONICS_OUTPUT * RELATIVE_RATE_ELECTRONICS,
        **WEIGHTS_ASSUMED,
    }
    minerals_metals = WEIGHT_MATERIALS - WEIGHT_CHEMICALS
    pair = [SECTORS.index("13"), SECTORS.index("14")]
    for at in pair:
        fixed[SECTORS[at]] = minerals_metals * mixed[at] / mixed[pair].sum()
    out = np.zeros(42)
    for code, weight in fixed.items():
        out[SECTORS.index(code)] = weight
    industry = members("mining", "manufacturing", "utilities")
    free = industry & (out == 0.0)
    out += (1.0 - out.sum()) * _shares(mixed, free)
    return out


def structure_2023(
    region_2007: Competitive, nation_2007: Competitive, nation_2020: NonCompetitive
) -> Structure:
    """Estimate value added and output of the 42 sectors.

    Parameters
    ----------
    region_2007, nation_2007 : Competitive
        In the sectors of 2020.
    nation_2020 : NonCompetitive
        The national table.

    Returns
    -------
    Structure
        Broad sectors equal the published totals exactly.
    """
    now = nation_2020.inputs["TVA"]
    growth = np.divide(
        now, nation_2007.value_added, out=np.zeros(42), where=nation_2007.value_added > 0
    )
    grown = region_2007.value_added * growth
    value_added = np.zeros(42)
    industry = members("mining", "manufacturing", "utilities")
    services = members("services")
    value_added[SECTORS.index("01")] = PRIMARY
    value_added[SECTORS.index("27")] = SECONDARY - INDUSTRY
    mixed = {
        "industry": (_shares(grown, industry) + _shares(now, industry)) / 2,
        "services": (_shares(grown, services) + _shares(now, services)) / 2,
    }
    value_added += INDUSTRY * _industry_weights(mixed["industry"])
    value_added += TERTIARY * mixed["services"]
    rate = now / nation_2020.output
    factor = np.ones(42)
    wanted = LARGE_INDUSTRY_OUTPUT * OUTPUT_OVER_LARGE
    factor[industry] = wanted / (value_added / rate)[industry].sum()
    return Structure(value_added, value_added / rate * factor)
