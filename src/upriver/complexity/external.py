"""How complex places are by the industries' complexity that was measured elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
import xarray as xr

from upriver.complexity.matrix import read_presence
from upriver.core.dims import INDUSTRY, PLACE
from upriver.core.errors import DataError, LabelError
from upriver.core.labels import require_dims
from upriver.core.message import Message, listing
from upriver.core.numerics import divide

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

LEAST_MATCHED = 0.5
SMALL_SHARE = 0.8


@dataclass(frozen=True, eq=False)
class ExternalIndex:
    """Complexity of places on the scale of another set of places.

    Parameters
    ----------
    eci : DataArray (place), ratio
        With `outside`, in deviations of the outside places from their mean, so 0 is their
        average; without it the mean PCI in the units of the given PCI. NaN for a place that
        holds no industry with a PCI.
    known_share : DataArray (place), ratio
        Share of the industries held that have a PCI, from 0 to 1.
    missing : tuple of str
        Industries of the places without a PCI; they are left out of the means.
    unused : tuple of str
        Industries with a PCI that the places' classification does not have.
    scale : str
        ``outside`` or ``pci``: what the unit of `eci` is.
    cautions : tuple of Message
        Why the result is weak; empty when it is not.
    """

    eci: xr.DataArray
    known_share: xr.DataArray
    missing: tuple[str, ...]
    unused: tuple[str, ...]
    scale: Literal["outside", "pci"]
    cautions: tuple[Message, ...]


def external_index(
    presence: xr.DataArray,
    *,
    pci: xr.DataArray,
    outside: xr.DataArray | None = None,
    ddof: Literal[0, 1] = 1,
    least_matched: float = LEAST_MATCHED,
) -> ExternalIndex:
    """Complexity of places from a PCI of outside: the mean PCI of what they hold.

    ``ECI_c = (a_c - mean a) / sd a`` with ``a_c = sum_p M_cp PCI_p / sum_p M_cp``, and mean and
    deviation taken over the outside places

    Parameters
    ----------
    presence : DataArray (place, industry), ratio
        What the places hold, for example districts. Unknown cells count as no presence.
    pci : DataArray (industry), ratio
        Complexity of industries from elsewhere, for example from world trade. Its industries
        may be more or fewer; codes must be of the same classification.
    outside : DataArray (place, industry), ratio, optional
        Presence of the outside places that gave the PCI. Their own mean PCIs are the yardstick.
    ddof : {0, 1}
        Divisor of the outside deviation is ``n - ddof``.
    least_matched : float
        Smallest share of the places' industries that must have a PCI.

    Returns
    -------
    ExternalIndex
        Index, what it rests on, and what was left out.

    Raises
    ------
    LabelError
        If dimensions differ, or so few industries have a PCI that the codes must be of another
        classification.
    DataError
        If a cell is neither 0 nor 1 nor unknown, or the outside places are all alike.

    Notes
    -----
    Use it for few places, whose own matrix is too small for an eigenvector, or to compare with
    the world. It has no sign to choose: high is what the PCI calls high. It takes for granted
    that an industry is as demanding here as there.

    References
    ----------
    .. [1] Hausmann, R. et al. (2014). The Atlas of Economic Complexity. MIT Press, p. 24.

    Examples
    --------
    >>> import xarray as xr
    >>> M = xr.DataArray([[1.0, 1.0], [1.0, 0.0]],
    ...     {"place": ["A", "B"], "industry": ["cars", "rice"]}, ("place", "industry"))
    >>> pci = xr.DataArray([2.0, -1.0], {"industry": ["cars", "rice"]}, ("industry",))
    >>> external_index(M, pci=pci).eci.values.tolist()
    [0.5, 2.0]
    """
    M = read_presence(presence)
    require_dims(pci, (INDUSTRY,), name="pci")
    here, there = presence.coords[INDUSTRY].values.tolist(), pci.coords[INDUSTRY].values.tolist()
    known = dict(zip(there, np.asarray(pci.values, dtype=np.float64).tolist(), strict=True))
    Q = np.array([known.get(code, np.nan) for code in here])
    missing = tuple(code for code, value in zip(here, Q, strict=True) if np.isnan(value))
    _refuse_mismatch(here, there, missing, least_matched)
    mean, share = _held_mean(M, Q)
    scale: Literal["outside", "pci"] = "pci"
    if outside is not None:
        mean = _standardised(mean, outside, known, ddof)
        scale = "outside"
    place = {PLACE: presence.coords[PLACE].values}
    units = {"units": "ratio"}
    return ExternalIndex(
        xr.DataArray(mean, place, (PLACE,), "eci", units),
        xr.DataArray(share, place, (PLACE,), "known_share", units),
        missing,
        tuple(code for code in there if code not in set(here)),
        scale,
        _cautions(presence, share, missing),
    )


def _held_mean(M: Floats, Q: Floats) -> tuple[Floats, Floats]:
    held = np.where(np.isnan(M), 0.0, M)
    counted = np.isfinite(Q)
    number = held @ counted.astype(np.float64)
    mean = divide(held @ np.where(counted, Q, 0.0), number)
    return mean, divide(number, held.sum(axis=1))


def _standardised(
    mean: Floats, outside: xr.DataArray, known: dict[str, float], ddof: int
) -> Floats:
    M = read_presence(outside)
    Q = np.array([known.get(code, np.nan) for code in outside.coords[INDUSTRY].values.tolist()])
    _refuse_mismatch(
        outside.coords[INDUSTRY].values.tolist(),
        list(known),
        tuple(np.asarray(outside.coords[INDUSTRY].values)[np.isnan(Q)].tolist()),
        LEAST_MATCHED,
    )
    yard = _held_mean(M, Q)[0]
    yard = yard[np.isfinite(yard)]
    deviation = float(yard.std(ddof=ddof)) if yard.size > ddof else 0.0
    if not deviation > 0.0:
        raise DataError(
            Message(
                f"The {yard.size} outside places all hold the same mean PCI; there is no scale.",
                f"{yard.size} 个外部地区的平均 PCI 全同，无法确定尺度。",
            ),
            Message("Leave outside out, or give more places.", "请省略 outside，或提供更多地区。"),
        )
    return np.asarray((mean - yard.mean()) / deviation, dtype=np.float64)


def _refuse_mismatch(
    here: list[str], there: list[str], missing: tuple[str, ...], least: float
) -> None:
    matched = len(here) - len(missing)
    if matched == 0 or matched < least * len(here):
        raise LabelError(
            Message(
                f"Only {matched} of {len(here)} industries have a PCI; without one: "
                f"{listing(missing)}; the PCI has {listing(there)}.",
                f"{len(here)} 个行业中仅 {matched} 个有 PCI；缺少者有 {listing(missing)}；"
                f"PCI 的行业有 {listing(there)}。",
            ),
            Message(
                "Translate the codes to one classification first.", "请先用对照表统一行业分类代码。"
            ),
        )


def _cautions(
    presence: xr.DataArray, share: Floats, missing: tuple[str, ...]
) -> tuple[Message, ...]:
    if not missing:
        return ()
    cautions = [
        Message(
            f"{len(missing)} industries have no PCI and are left out: {listing(missing)}.",
            f"{len(missing)} 个行业没有 PCI，未计入：{listing(missing)}。",
        )
    ]
    low = np.asarray(presence.coords[PLACE].values)[share < SMALL_SHARE].tolist()
    if low:
        cautions.append(
            Message(
                f"Less than {SMALL_SHARE:.0%} of what they hold has a PCI: {listing(low)}.",
                f"所具备行业中有 PCI 的不足 {SMALL_SHARE:.0%}：{listing(low)}。",
            )
        )
    return tuple(cautions)
