"""Named firms inside the regional table: what is seen between them, closed by what is left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

from upriver.core.errors import DataError
from upriver.core.message import Message, listing
from upriver.supplychain.cascade_rules import CascadeRules
from upriver.supplychain.hybrid_cells import Cells, Nodes, free_cells, free_totals, join_links
from upriver.supplychain.hybrid_inputs import Known, read_known, read_table
from upriver.supplychain.network import FIRM, FirmNetwork
from upriver.supplychain.sparse_balance import balance_cells

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

REST, OUTSIDE = "rest", "outside"
GAP = 1e-6
"""Largest share of a column that the balance may leave open."""


@dataclass(frozen=True, eq=False)
class HybridNetwork:
    """Firms, the rest of each sector and the outside, adding up to the table.

    Parameters
    ----------
    network : FirmNetwork
        Nodes are the firms by their names, ``rest:`` and sector, and origin, colon and sector.
        A node ``rest:`` may sell to itself: trade among firms nobody has named.
    kind : DataArray (firm), text
        ``firm``, ``rest`` or ``outside``.
    output : DataArray (firm), money
        Revenue of a firm, the rest of a sector's output; of the outside what it sells here.
    seen : ndarray (link), bool
        Links whose value was given. All others are estimates.
    unsized : tuple of str
        Firms without revenue: they and their links count with the rest of their sector.
    passes : int
        Rounds of the balancing.
    """

    network: FirmNetwork
    kind: xr.DataArray
    output: xr.DataArray
    seen: npt.NDArray[np.bool_]
    unsized: tuple[str, ...]
    passes: int

    @property
    def seen_share(self) -> float:
        """Share of the sales between nodes that was seen, not estimated.

        Returns
        -------
        float
            0 to 1; NaN when nothing is sold.
        """
        total = float(self.network.value.sum())
        return float(self.network.value[self.seen].sum()) / total if total else float("nan")

    def rules(
        self,
        *,
        essential: xr.DataArray | None = None,
        substitution: bool = True,
        tolerance: float = 1e-4,
    ) -> CascadeRules:
        """Rules of a cascade in which sales to final users and local output count.

        Parameters
        ----------
        essential : DataArray (industry, industry_to), optional
            0, 1 or 2; all 1 when not given.
        substitution : bool
            Whether a market replaces a supplier as far as it can, from outside too.
        tolerance : float
            A cascade stops when no node changes by more.

        Returns
        -------
        CascadeRules
            Losses count by local output; the outside cannot be lost.
        """
        local = self.output.where(self.kind != OUTSIDE, 0.0)
        return CascadeRules(
            essential=essential,
            weights=local,
            revenue=self.output,
            substitution=substitution,
            tolerance=tolerance,
        )


def hybrid_network(
    sector: xr.DataArray,
    revenue: xr.DataArray,
    *,
    supplier: Sequence[str],
    buyer: Sequence[str],
    value: Sequence[float],
    flows: xr.DataArray,
    output: xr.DataArray,
    outside: xr.DataArray | None = None,
    pooled: bool = False,
) -> HybridNetwork:
    """Network of named firms that adds up to the regional table.

    Each sector of the table is its named firms and a rest. Sales that are seen stay as they
    are. What the table has beyond them is shared out: a node sells and buys like its sector, in
    proportion to its size; then rows and columns are scaled until each node's sales, and its
    purchases from each sector, add up (the solution of maximum entropy).

    Parameters
    ----------
    sector : DataArray (firm), text
        Sector of each firm, a label of the table.
    revenue : DataArray (firm), money a year
        What each makes in the place; NaN when unknown.
    supplier, buyer : sequence of str
        Firms of each link that is known.
    value : sequence of float, money a year
        What the supplier sells to the buyer; NaN where only the link is known. Such a link is
        estimated like all others.
    flows : DataArray (industry, industry_to), money a year
        Sales of local industries to local industries.
    output : DataArray (industry), money a year
        Output of each.
    outside : DataArray (origin, industry, industry_to), money a year, optional
        What local industries buy from each origin outside.
    pooled : bool
        Let unknown sales between two named firms run through the rest of their sectors. Links
        then grow with firms times sectors, not with firms times firms.

    Returns
    -------
    HybridNetwork
        For every two sectors the links between their nodes add up to the table.

    Raises
    ------
    LabelError
        If labels or dimensions differ.
    DataError
        If a firm is unknown or its sector is not in the table, a number is missing or negative,
        firms are larger than their sector, or links larger than the supplier or than what the
        table has between two sectors. The findings name each of them. Also if no values satisfy
        all sums.

    Notes
    -----
    The estimate spreads trade as evenly as the sums allow, so real dependence on one partner is
    hidden where it is not seen: `seen_risk` says how much of a result was seen. All firms of a
    sector are taken to buy with its technique. Revenue earned elsewhere must be left out.

    References
    ----------
    .. [1] Bacharach, M. (1965). Estimating nonnegative matrices from marginal data.
       International Economic Review 6, 294-310.
    .. [2] Miller, R. E. and Blair, P. D. (2009). Input-Output Analysis, section 7.4.

    Examples
    --------
    >>> import xarray as xr
    >>> square = {"industry": ["s", "c"], "industry_to": ["s", "c"]}
    >>> flows = xr.DataArray([[0.0, 6.0], [0.0, 0.0]], square)
    >>> output = xr.DataArray([10.0, 20.0], {"industry": ["s", "c"]})
    >>> sector = xr.DataArray(["s", "c"], {"firm": ["a", "b"]}, ("firm",))
    >>> size = xr.DataArray([5.0, 10.0], {"firm": ["a", "b"]}, ("firm",))
    >>> made = hybrid_network(sector, size, supplier=["a"], buyer=["b"], value=[3.0],
    ...                       flows=flows, output=output)
    >>> dict(zip(made.network.firms[made.network.buyer].tolist(), made.network.value.tolist()))
    {'b': 3.0, 'rest:c': 3.0}
    >>> made.seen_share
    0.5
    """
    table = read_table(flows, output, outside)
    known = read_known(sector, revenue, supplier=supplier, buyer=buyer, value=value, table=table)
    nodes = _nodes(known, table.output, table.sectors)
    seen = known.seen
    totals = free_totals(nodes, seen, table.flows, table.output)
    cells = free_cells(nodes, seen, totals.block, known=known.unvalued, pooled=pooled)
    done = balance_cells(
        cells.start,
        cells.row,
        column=cells.column,
        row_total=totals.row,
        column_total=totals.column[cells.columns],
    )
    _require_balance(done.column_gap, cells, totals.column, nodes, table.sectors)
    given, network, size = join_links(nodes, seen, cells, done.value, table)
    return _labelled(network, size, nodes, given, known, done.iterations)


def _nodes(known: Known, output: Floats, sectors: npt.NDArray[np.str_]) -> Nodes:
    """Firms first, then a rest for each sector that has one."""
    count = len(sectors)
    rest = output - np.bincount(known.sector, known.revenue, count)
    some = np.flatnonzero(rest > 1e-9 * output)
    return Nodes(
        names=np.concatenate([known.firms, [f"{REST}:{name}" for name in sectors[some]]]),
        sector=np.concatenate([known.sector, some]).astype(np.int64),
        size=np.concatenate([known.revenue, rest[some]]),
        firms=len(known.firms),
    )


def _require_balance(
    gap: Floats, cells: Cells, column: Floats, nodes: Nodes, sectors: npt.NDArray[np.str_]
) -> None:
    unmet = column.copy()
    unmet[cells.columns] = gap
    bad = np.flatnonzero(np.abs(unmet) > GAP * np.maximum(column, column.mean()))
    if not len(bad):
        return
    seller, buyer = bad // len(nodes.size), bad % len(nodes.size)
    pairs = sorted(
        {
            f"{sectors[a]} -> {nodes.names[b]}"
            for a, b in zip(seller.tolist(), buyer.tolist(), strict=True)
        }
    )
    raise DataError(
        Message(
            f"No estimate meets what these buy from each sector: {listing(pairs)}.",
            f"无法使以下采购额与投入产出表一致：{listing(pairs)}。",
        ),
        Message(
            "Check the values of their links; do not pool where firms make most of a sector.",
            "请核对其供货额；若具名企业占行业大部分，请勿使用 pooled。",
        ),
    )


def _labelled(
    network: FirmNetwork,
    size: Floats,
    nodes: Nodes,
    seen: npt.NDArray[np.bool_],
    known: Known,
    passes: int,
) -> HybridNetwork:
    local = len(nodes.size)
    kinds = ["firm"] * nodes.firms + [REST] * (local - nodes.firms)
    kinds += [OUTSIDE] * (len(network.firms) - local)
    along = {FIRM: network.firms}
    return HybridNetwork(
        network,
        xr.DataArray(kinds, along, (FIRM,), "kind"),
        xr.DataArray(size, along, (FIRM,), "output", {"units": known.units}),
        seen,
        known.unsized,
        passes,
    )
