"""Firms, links and the table of a hybrid network, read and checked together."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from upriver.core.dims import INDUSTRY, ORIGIN, to
from upriver.core.errors import DataError
from upriver.core.findings import Finding
from upriver.core.labels import require_dims, require_same_labels
from upriver.core.message import Message, listing
from upriver.supplychain.hybrid_cells import Seen, Table
from upriver.supplychain.network import FIRM, read_firms

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt
    import xarray as xr

    Floats = npt.NDArray[np.float64]
    Places = npt.NDArray[np.int64]

SLACK = 1e-9  # relative: sums are rounded


class Known(NamedTuple):
    """What is known of firms with a size.

    Parameters
    ----------
    firms : ndarray (firm), text
        Their names.
    sector : ndarray (firm), int
        Place of the sector of each in the table.
    revenue : ndarray (firm), money
        What each makes.
    seen : Seen
        Links with a value.
    unvalued : tuple of ndarray (link), int
        Suppliers and buyers of the links without one.
    unsized : tuple of str
        Firms left out for want of a size.
    units : str
        Unit of money.
    """

    firms: npt.NDArray[np.str_]
    sector: Places
    revenue: Floats
    seen: Seen
    unvalued: tuple[Places, Places]
    unsized: tuple[str, ...]
    units: str


def read_table(flows: xr.DataArray, output: xr.DataArray, outside: xr.DataArray | None) -> Table:
    """Read the table that firms are set into.

    Parameters
    ----------
    flows : DataArray (industry, industry_to), money
        Local sales to local industries.
    output : DataArray (industry), money
        Output of each.
    outside : DataArray (origin, industry, industry_to), money, optional
        Purchases from outside.

    Returns
    -------
    Table
        Numbers, finite and not negative.

    Raises
    ------
    LabelError
        If labels or dimensions differ.
    DataError
        If a number is missing or negative, or an industry sells more than it makes.
    """
    buyer = to(INDUSTRY)
    require_dims(flows, (INDUSTRY, buyer), name="flows")
    require_dims(output, (INDUSTRY,), name="output")
    sellers = flows.coords[INDUSTRY]
    require_same_labels(sellers, output, dims=(INDUSTRY,), names=("flows", "output"))
    columns = flows.coords[buyer].rename({buyer: INDUSTRY})
    require_same_labels(sellers, columns, dims=(INDUSTRY,), names=("rows", "columns"))
    findings = _numbers(flows, "flows") + _numbers(output, "output")
    origins, bought = np.empty(0, dtype=np.str_), np.empty((0, *flows.shape))
    if outside is not None:
        require_dims(outside, (ORIGIN, INDUSTRY, buyer), name="outside")
        require_same_labels(flows, outside, dims=(INDUSTRY, buyer), names=("flows", "outside"))
        findings += _numbers(outside, "outside")
        origins = outside.coords[ORIGIN].values.astype(np.str_)
        bought = np.asarray(outside.values, dtype=np.float64)
    Z = np.asarray(flows.values, dtype=np.float64)
    x = np.asarray(output.values, dtype=np.float64)
    names = sellers.values.astype(np.str_)
    over = np.flatnonzero(Z.sum(axis=1) > x * (1.0 + SLACK))
    for place in over.tolist():
        sold, made = Z[place].sum(), x[place]
        findings.append(
            _finding(
                "sector-sales",
                names[place],
                Message(
                    f"Industry {names[place]} sells {sold:.4g} to industries and makes {made:.4g}.",
                    f"行业 {names[place]} 向各行业销售 {sold:.4g}，产出仅 {made:.4g}。",
                ),
            )
        )
    _refuse(findings)
    return Table(names, Z, x, origins, bought)


def read_known(
    sector: xr.DataArray,
    revenue: xr.DataArray,
    *,
    supplier: Sequence[str],
    buyer: Sequence[str],
    value: Sequence[float],
    table: Table,
) -> Known:
    """Read firms and links, and hold them against the table.

    Parameters
    ----------
    sector : DataArray (firm), text
        Sector of each firm.
    revenue : DataArray (firm), money
        What each makes; NaN when unknown.
    supplier, buyer : sequence of str
        Firms of each link.
    value : sequence of float, money
        NaN where only the link is known.
    table : Table
        From `read_table`.

    Returns
    -------
    Known
        Without the firms that have no size and without their links.

    Raises
    ------
    LabelError
        If labels or dimensions differ.
    DataError
        If anything is larger than what holds it; the findings name each case.
    """
    require_dims(sector, (FIRM,), name="sector")
    require_dims(revenue, (FIRM,), name="revenue")
    require_same_labels(sector, revenue, dims=(FIRM,), names=("sector", "revenue"))
    unknown = [float("nan") if each is None else float(each) for each in value]
    names, homes = read_firms(
        sector,
        supplier,
        buyer,
        [1.0 if each != each else each for each in unknown],  # noqa: PLR0124
    )
    size = np.asarray(revenue.values, dtype=np.float64)
    place = {name: at for at, name in enumerate(table.sectors.tolist())}
    findings = _sized(names, homes, size, place)
    _refuse(findings)
    sized = np.flatnonzero(size > 0.0)
    at = {names[firm]: new for new, firm in enumerate(sized.tolist())}
    pairs: dict[tuple[int, int], float] = {}
    for s, b, v in zip(supplier, buyer, unknown, strict=True):
        if s in at and b in at:
            pairs[at[s], at[b]] = pairs.get((at[s], at[b]), 0.0) + v
    ends = np.array(list(pairs), dtype=np.int64).reshape(-1, 2)
    values = np.array(list(pairs.values()), dtype=np.float64)
    with_value = np.isfinite(values)
    known = Known(
        np.array([names[firm] for firm in sized.tolist()], dtype=np.str_),
        np.array([place[homes[firm]] for firm in sized.tolist()], dtype=np.int64),
        size[sized],
        Seen(ends[with_value, 0], ends[with_value, 1], values[with_value]),
        (ends[~with_value, 0], ends[~with_value, 1]),
        tuple(names[firm] for firm in np.flatnonzero(~(size > 0.0)).tolist()),
        str(revenue.attrs.get("units", "")),
    )
    _refuse(_held(known, table))
    return known


def _sized(
    names: list[str], homes: list[str], size: Floats, place: dict[str, int]
) -> list[Finding]:
    findings = []
    for name, home, made in zip(names, homes, size.tolist(), strict=True):
        if home not in place:
            findings.append(
                _finding(
                    "firm-sector",
                    name,
                    Message(
                        f"Firm {name}: the table has no industry {home}.",
                        f"企业 {name}：投入产出表中没有行业 {home}。",
                    ),
                )
            )
        if made <= 0.0 or made == float("inf"):
            findings.append(
                _finding(
                    "firm-revenue",
                    name,
                    Message(
                        f"Firm {name}: revenue must be above 0 or unknown, got {made:g}.",
                        f"企业 {name}：营收应大于 0 或留空，实际为 {made:g}。",
                    ),
                )
            )
    return findings


def _held(known: Known, table: Table) -> list[Finding]:
    """Firms within sectors, sales within firms, links within the cells of the table."""
    count = len(table.sectors)
    made = np.bincount(known.sector, known.revenue, count)
    findings = [
        _finding(
            "firms-over-sector",
            table.sectors[k],
            Message(
                f"Firms of industry {table.sectors[k]} make {made[k]:.4g}, the industry "
                f"{table.output[k]:.4g}: {listing(known.firms[known.sector == k].tolist())}.",
                f"行业 {table.sectors[k]} 的企业营收合计 {made[k]:.4g}，超过行业产出 "
                f"{table.output[k]:.4g}：{listing(known.firms[known.sector == k].tolist())}。",
            ),
        )
        for k in np.flatnonzero(made > table.output * (1.0 + SLACK)).tolist()
    ]
    seen = known.seen
    sold = np.bincount(seen.supplier, seen.value, len(known.firms))
    findings += [
        _finding(
            "sales-over-revenue",
            known.firms[firm],
            Message(
                f"Firm {known.firms[firm]} sells {sold[firm]:.4g} to named firms and makes "
                f"{known.revenue[firm]:.4g}.",
                f"企业 {known.firms[firm]} 向具名企业供货 {sold[firm]:.4g}，营收仅 "
                f"{known.revenue[firm]:.4g}。",
            ),
        )
        for firm in np.flatnonzero(sold > known.revenue * (1.0 + SLACK)).tolist()
    ]
    pair = known.sector[seen.supplier] * count + known.sector[seen.buyer]
    linked = np.bincount(pair, seen.value, count * count).reshape(count, count)
    for k, j in np.argwhere(linked > table.flows * (1.0 + SLACK)).tolist():
        findings.append(
            _finding(
                "links-over-table",
                table.sectors[k],
                Message(
                    f"Links from {table.sectors[k]} to {table.sectors[j]} add up to "
                    f"{linked[k, j]:.4g}, the table has {table.flows[k, j]:.4g}.",
                    f"{table.sectors[k]} 对 {table.sectors[j]} 的供货合计 {linked[k, j]:.4g}，"
                    f"投入产出表中为 {table.flows[k, j]:.4g}。",
                ),
            )
        )
    return findings


def _numbers(array: xr.DataArray, name: str) -> list[Finding]:
    values = np.asarray(array.values, dtype=np.float64)
    findings = []
    for cell in np.argwhere(~(np.isfinite(values) & (values >= 0.0))).tolist():
        where = " -> ".join(
            str(array.coords[dim].values[at]) for dim, at in zip(array.dims, cell, strict=True)
        )
        found = f"{values[tuple(cell)]:g}"
        findings.append(
            _finding(
                "table-number",
                where,
                Message(
                    f"{name} must be 0 or more at {where}, got {found}.",
                    f"{name} 在 {where} 处应不小于 0，实际为 {found}。",
                ),
            )
        )
    return findings


def _finding(code: str, label: str, problem: Message) -> Finding:
    remedy = Message(
        "Correct it; give what is made and sold in the place, and leave unknown values empty.",
        "请改正：应填本地产出与本地供货，未知则留空。",
    )
    return Finding(code, "error", problem, remedy, value=label)


def _refuse(findings: list[Finding]) -> None:
    if findings:
        raise DataError(
            Message(
                f"Firms and table do not fit together: {len(findings)} faults.",
                f"企业与投入产出表不相容：{len(findings)} 处问题。",
            ),
            Message("Correct these first.", "请先改正。"),
            findings=tuple(findings),
        )
