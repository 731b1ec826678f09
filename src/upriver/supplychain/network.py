"""Who sells to whom: a network of firms, read and checked once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from upriver.core.errors import DataError
from upriver.core.findings import Finding
from upriver.core.labels import require_dims
from upriver.core.message import Message, listing

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt
    import xarray as xr

FIRM = "firm"


@dataclass(frozen=True, eq=False)
class FirmNetwork:
    """Firms, their sectors and the links between them.

    Parameters
    ----------
    firms : ndarray (firm)
        Names of the firms.
    sectors : ndarray (sector)
        Names of the sectors, sorted.
    sector : ndarray (firm), int32
        Position of each firm's sector in ``sectors``.
    supplier, buyer : ndarray (link), int32
        Positions of the two firms of each link.
    value : ndarray (link), money
        What the supplier sells to the buyer in a period.
    """

    firms: npt.NDArray[np.str_]
    sectors: npt.NDArray[np.str_]
    sector: npt.NDArray[np.int32]
    supplier: npt.NDArray[np.int32]
    buyer: npt.NDArray[np.int32]
    value: npt.NDArray[np.float64]

    @property
    def sales(self) -> npt.NDArray[np.float64]:
        """Sum what each firm sells to the others.

        Returns
        -------
        ndarray (firm), money
            0 for a firm without customers.
        """
        return _sum(self.supplier, self.value, len(self.firms))

    @property
    def purchases(self) -> npt.NDArray[np.float64]:
        """Sum what each firm buys from the others.

        Returns
        -------
        ndarray (firm), money
            0 for a firm without suppliers.
        """
        return _sum(self.buyer, self.value, len(self.firms))


def firm_network(
    sector: xr.DataArray,
    supplier: Sequence[str],
    buyer: Sequence[str],
    value: Sequence[float],
) -> FirmNetwork:
    """Network of firms from a list of links.

    Parameters
    ----------
    sector : DataArray (firm), text
        Sector of each firm.
    supplier, buyer : sequence of str
        Firms of each link.
    value : sequence of float, money
        What the supplier sells to the buyer in a period; links given twice are summed.

    Returns
    -------
    FirmNetwork
        The network, links sorted by buyer and supplier.

    Raises
    ------
    LabelError
        If sector has another dimension.
    DataError
        If a firm is listed twice or has no sector, a link names an unknown firm or the same
        firm twice, or a value is missing or not positive. The findings name every row.

    Examples
    --------
    >>> import xarray as xr
    >>> sector = xr.DataArray(["steel", "cars"], {"firm": ["a", "b"]}, ("firm",))
    >>> firm_network(sector, ["a"], ["b"], [3.0]).sales.tolist()
    [3.0, 0.0]
    """
    listed, homes = read_firms(sector, supplier, buyer, value)
    firms = np.array(listed, dtype=np.str_)
    places = {name: place for place, name in enumerate(listed)}
    names, codes = np.unique(np.array(homes, dtype=np.str_), return_inverse=True)
    pair = np.array([places[b] for b in buyer], dtype=np.int64) * len(firms)
    pair += np.array([places[s] for s in supplier], dtype=np.int64)
    links, where = np.unique(pair, return_inverse=True)
    return FirmNetwork(
        firms,
        names,
        codes.astype(np.int32),
        (links % max(len(firms), 1)).astype(np.int32),
        (links // max(len(firms), 1)).astype(np.int32),
        _sum(where, np.asarray(value, dtype=np.float64), len(links)),
    )


def read_firms(
    sector: xr.DataArray, supplier: Sequence[str], buyer: Sequence[str], value: Sequence[float]
) -> tuple[list[str], list[str]]:
    """Names and sectors of firms whose links are sound.

    Parameters
    ----------
    sector : DataArray (firm), text
        Sector of each firm.
    supplier, buyer : sequence of str
        Firms of each link.
    value : sequence of float, money
        What the supplier sells to the buyer.

    Returns
    -------
    firms, sectors : list of str
        One of each a firm, in the order given.

    Raises
    ------
    LabelError
        If sector has another dimension.
    DataError
        If a firm is listed twice or has no sector, a link names an unknown firm or the same
        firm twice, or a value is missing or not positive. The findings name every row.
    """
    require_dims(sector, (FIRM,), name="sector")
    firms = [str(each) for each in sector.coords[FIRM].values]
    homes = [
        "" if each is None or each != each else str(each)  # noqa: PLR0124 - NaN is not itself
        for each in sector.values.tolist()
    ]
    findings = _firm_findings(firms, homes)
    if not len(supplier) == len(buyer) == len(value):
        found = f"{len(supplier)}, {len(buyer)}, {len(value)}"
        problem = Message(
            f"supplier, buyer and value must be as long as each other, got {found}.",
            f"supplier、buyer 与 value 的长度应相同，实际为 {found}。",
        )
        raise DataError(problem, Message("Give one of each a link.", "每条链接各给一个。"))
    findings += _link_findings(set(firms), supplier, buyer, value)
    if findings:
        raise DataError(
            Message(
                f"The firm network has {len(findings)} faults.",
                f"企业网络有 {len(findings)} 处问题。",
            ),
            Message("Correct these rows.", "请改正这些行。"),
            findings=tuple(findings),
        )
    return firms, homes


def _sum(
    where: npt.NDArray[np.integer], value: npt.NDArray[np.float64], length: int
) -> npt.NDArray[np.float64]:
    return np.asarray(np.bincount(where, value, length), dtype=np.float64)


def _firm_findings(firms: list[str], homes: list[str]) -> list[Finding]:
    seen: set[str] = set()
    found = []
    for name, home in zip(firms, homes, strict=True):
        if name in seen:
            found.append(_finding("firm-twice", name, f"{name} is listed twice", f"{name} 重复"))
        if not home:
            found.append(_finding("firm-sector", name, f"{name} has no sector", f"{name} 没有行业"))
        seen.add(name)
    return found


def _link_findings(
    firms: set[str], supplier: Sequence[str], buyer: Sequence[str], value: Sequence[float]
) -> list[Finding]:
    found = []
    for row, (s, b, v) in enumerate(zip(supplier, buyer, value, strict=True), start=1):
        unknown = [name for name in (s, b) if name not in firms]
        if unknown:
            names = listing(unknown)
            found.append(
                _finding(
                    "unknown-firm", s, f"link {row}: no firm {names}", f"第 {row} 条无 {names}"
                )
            )
        elif s == b:
            found.append(
                _finding(
                    "self-loop", s, f"link {row}: {s} buys from itself", f"第 {row} 条 {s} 自购"
                )
            )
        if not 0.0 < v < float("inf"):
            found.append(
                _finding(
                    "link-value",
                    s,
                    f"link {row}: value must be above 0, got {v}",
                    f"链接 {row}：数值应大于 0，实际为 {v}",
                )
            )
    return found


def _finding(code: str, label: str, en: str, zh: str) -> Finding:
    remedy = Message("Correct or remove the row.", "请改正或删除该行。")
    return Finding(code, "error", Message(f"{en}.", f"{zh}。"), remedy, value=label)
