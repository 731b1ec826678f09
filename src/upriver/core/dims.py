"""Names of the dimensions, one name a thing."""

from __future__ import annotations

PLACE = "place"
INDUSTRY = "industry"
PRODUCT = "product"
YEAR = "year"
FIRM = "firm"
OCCUPATION = "occupation"
FUND = "fund"
STRESSOR = "stressor"
CHAIN = "chain"
CLUSTER = "cluster"
ORIGIN = "origin"
CATEGORY = "category"
MEASURE = "measure"
PROJECT = "project"
TARGET = "target"
SERVICE = "service"
INDICATOR = "indicator"


def to(dim: str) -> str:
    """Name of the second dimension of a square array.

    Parameters
    ----------
    dim : str
        The row dimension.

    Returns
    -------
    str
        The column dimension: the buyer, the destination.

    Examples
    --------
    >>> to(INDUSTRY)
    'industry_to'
    """
    return f"{dim}_to"
