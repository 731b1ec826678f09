"""Who could fill a gap, and what filling it would be worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from upriver.core.dims import INDUSTRY
from upriver.core.errors import DataError
from upriver.core.frames import Table, rows_to_table
from upriver.core.labels import require_dims, require_same_labels
from upriver.core.message import Message, listing

if TYPE_CHECKING:
    import xarray as xr

CANDIDATE = "candidate"


class LeadThresholds(BaseModel):
    """Which leads are worth a call."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    closeness: float = Field(
        default=0.3,
        ge=0.0,
        le=1.0,
        description="A candidate less close to the gap than this is left out "
        "/ 与缺口的接近度低于此值的对象不列入",
    )
    most: int = Field(default=5, ge=1, description="Leads kept for a gap / 每个缺口保留的线索条数")


def rank_leads(
    closeness: xr.DataArray,
    need: xr.DataArray,
    *,
    essential: xr.DataArray,
    thresholds: LeadThresholds | None = None,
) -> Table:
    """Rank who could fill each gap, the most urgent gap and the closest candidate first.

    ``score = closeness * need * essential / 2``

    Parameters
    ----------
    closeness : DataArray (industry, candidate), ratio
        How near each candidate is to making what the gap lacks: 1 makes it already; NaN when
        unknown.
    need : DataArray (industry), ratio
        Share of the chain's cost that the gap stands for; NaN when unknown.
    essential : DataArray (industry)
        Highest importance of the links of the gap: 1 ordinary, 2 essential.
    thresholds : LeadThresholds, optional
        Which leads are kept.

    Returns
    -------
    Table
        ``industry candidate closeness need essential score rank``, by rank; ties go to the
        closer candidate, then by code. A gap of unknown need has no score and comes last,
        with null.

    Raises
    ------
    LabelError
        If dimensions or labels do not fit.
    DataError
        If a closeness or need lies outside 0 to 1.

    Notes
    -----
    The score says where a call is most likely to help the chain. It says nothing of the
    candidate's will, money or capacity.

    Examples
    --------
    >>> import xarray as xr
    >>> gap = {"industry": ["cell"]}
    >>> near = xr.DataArray([[0.5, 1.0]], {**gap, "candidate": ["a", "b"]},
    ...                     ("industry", "candidate"))
    >>> leads = rank_leads(near, xr.DataArray([0.4], gap, ("industry",)),
    ...                    essential=xr.DataArray([2.0], gap, ("industry",)))
    >>> [(row["candidate"], row["score"]) for row in leads.to_dicts()]
    [('b', 0.4), ('a', 0.2)]
    """
    limits = thresholds or LeadThresholds()
    require_dims(closeness, (INDUSTRY, CANDIDATE), name="closeness")
    for array, name in ((need, "need"), (essential, "essential")):
        require_dims(array, (INDUSTRY,), name=name)
        require_same_labels(closeness, array, dims=(INDUSTRY,), names=("closeness", name))
    near, weight = _shares(closeness, "closeness"), _shares(need, "need")
    level = np.asarray(essential.values, dtype=np.float64)
    urgency = weight * level / 2
    gaps = closeness.coords[INDUSTRY].values.tolist()
    candidates = closeness.coords[CANDIDATE].values.tolist()
    rows = []
    for i, gap in enumerate(gaps):
        kept = [j for j in range(len(candidates)) if near[i, j] >= limits.closeness]
        kept.sort(key=lambda j: (-near[i, j], candidates[j]))
        rows += [
            (
                gap,
                candidates[j],
                near[i, j],
                weight[i],
                level[i],
                near[i, j] * urgency[i],
            )
            for j in kept[: limits.most]
        ]
    rows.sort(key=lambda row: (np.isnan(row[5]), -np.nan_to_num(row[5]), -row[2], row[0], row[1]))
    names = ("industry", "candidate", "closeness", "need", "essential", "score")
    columns: dict[str, type[str] | type[float] | type[int] | type[bool]] = {
        "industry": str, "candidate": str, "closeness": float, "need": float,
        "essential": float, "score": float, "rank": int,
    }  # fmt: skip
    return rows_to_table(
        [
            {**{name: _known(value) for name, value in zip(names, row, strict=True)}, "rank": n}
            for n, row in enumerate(rows, start=1)
        ],
        columns,
    )


def _known(value: object) -> object:
    return None if isinstance(value, float) and np.isnan(value) else value


def _shares(array: xr.DataArray, name: str) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    values = np.asarray(array.values, dtype=np.float64)
    odd = (values < 0.0) | (values > 1.0)
    if odd.any():
        where = listing(array.coords[INDUSTRY].values[np.unique(np.argwhere(odd)[:, 0])].tolist())
        raise DataError(
            Message(
                f"{name} of {where} is not between 0 and 1.",
                f"{where} 的 {name} 不在 0 与 1 之间。",
            ),
            Message("Give a share; leave it empty if unknown.", "请给出份额；未知的请留空。"),
        )
    return values
