"""What every row between the places is made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from upriver.planning.forms import Decision

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import xarray as xr

    from upriver.planning.inputs import PlanInputs
    from upriver.planning.places.base_trade import BaseTrade
    from upriver.planning.places.columns import Between
    from upriver.planning.places.system import PlaceSystem
    from upriver.planning.program import Program
    from upriver.planning.settings import PlanSettings
    from upriver.planning.variables import Variables


@dataclass(frozen=True)
class Coupling:
    """The part of the joint model that is not in the places, while it is put together.

    Parameters
    ----------
    model : Program
        Its rows and columns.
    system : PlaceSystem
        Places that are planned together.
    inputs : mapping of str to PlanInputs
        Data of every place, with markets outside the system only.
    base : BaseTrade
        Trade of the base year.
    between : Between
        Decisions between the places.
    variables : mapping of str to Variables
        Decisions of every place, as columns of the joint model.
    rows : mapping of str to mapping of str to DataArray of int
        Rows of every place, as rows of the joint model.
    settings : PlanSettings
        Choices of the planner.
    rising : bool
        Whether a place may buy a larger share of its inflows from the others than before.
    apart : bool
        Whether what no limit on shares may lift stands in rows of its own: nobody buys more from
        the others than it buys at all. An explanation that drops the limits needs it.
    """

    model: Program
    system: PlaceSystem
    inputs: Mapping[str, PlanInputs]
    base: BaseTrade
    between: Between
    variables: Mapping[str, Variables]
    rows: Mapping[str, Mapping[str, xr.DataArray]]
    settings: PlanSettings
    rising: bool = True
    apart: bool = False


def of_places(names: Sequence[str], decisions: Sequence[Decision]) -> Decision:
    """One decision of several places as one block.

    Parameters
    ----------
    names : sequence of str
        Places.
    decisions : sequence of Decision
        Of every place, all with the same labels.

    Returns
    -------
    Decision (place, ...)
        The same columns.
    """
    first = decisions[0]
    return Decision(
        {"place": pd.Index(names, name="place"), **first.indexes},
        np.stack([each.columns for each in decisions]),
    )


def picked(decision: Decision, dim: str, labels: Sequence[str]) -> Decision:
    """Some cells of a decision, still one column a cell.

    Parameters
    ----------
    decision : Decision
        The decision.
    dim : str
        Dimension along which is chosen.
    labels : sequence of str
        Labels that are there, in the wanted order.

    Returns
    -------
    Decision
        The chosen cells.
    """
    index = decision.indexes[dim]
    at = index.get_indexer(pd.Index(labels))
    axis = list(decision.indexes).index(dim)
    return Decision({**decision.indexes, dim: index[at]}, np.take(decision.columns, at, axis=axis))
