"""How demanding a place's industries are, read from who else has them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import xarray as xr
from scipy.linalg import eigh
from scipy.stats import rankdata

from upriver.complexity.matrix import read_presence
from upriver.core.dims import INDUSTRY, PLACE
from upriver.core.errors import DataError, LabelError
from upriver.core.labels import require_dims, require_same_labels
from upriver.core.message import Message, listing

if TYPE_CHECKING:
    import numpy.typing as npt

DIVERSITY = "diversity"
# Below these the direction of the index, or the index itself, rests on little.
SMALL_GAP = 0.02
SMALL_CORRELATION = 0.2
SMALL_SCORE = 0.2


@dataclass(frozen=True, eq=False)
class ComplexityIndex:
    """Complexity of places and industries, with what is needed to trust it or not.

    Parameters
    ----------
    eci : DataArray (place), ratio
        Economic complexity, mean 0 and standard deviation 1; NaN for a place without presence.
    pci : DataArray (industry), ratio
        Complexity of industries, scaled likewise; NaN for an industry present nowhere.
    eigenvalue : float
        Second eigenvalue: from 0 (no structure) to 1 (the places fall into separate groups).
    spectral_gap : float
        Second less third eigenvalue; near 0 the index could as well be another vector.
    anchor : str
        What decided the sign: ``diversity``, the name of the given array, or a place.
    anchor_strength : float
        Rank correlation of the index with the anchor; with a place, its score.
    unknown_cells : int
        Cells that were unknown and counted as no presence.
    cautions : tuple of Message
        Why the result is weak; empty when it is not.
    """

    eci: xr.DataArray
    pci: xr.DataArray
    eigenvalue: float
    spectral_gap: float
    anchor: str
    anchor_strength: float
    unknown_cells: int
    cautions: tuple[Message, ...]

    @property
    def weak(self) -> bool:
        """Whether sign or direction of the index rests on little.

        Returns
        -------
        bool
            True when there is a caution.
        """
        return bool(self.cautions)


def complexity_index(
    presence: xr.DataArray, *, anchor: xr.DataArray | str, ddof: int = 1
) -> ComplexityIndex:
    """Economic complexity of places and industries by the method of eigenvectors.

    ``ECI`` is the second eigenvector of ``D^-1 M U^-1 M'`` with ``D`` the diversities and ``U``
    the ubiquities; ``PCI = U^-1 M' ECI``. Both are then scaled to mean 0 and deviation 1.

    Parameters
    ----------
    presence : DataArray (place, industry), ratio
        From the function of that name. Unknown cells count as no presence.
    anchor : DataArray (place), or str
        What shall be high when the index is high: an array such as income or size, a place
        that is known to be complex, or ``"diversity"``. An eigenvector has no sign of its own.
    ddof : int
        Divisor of the deviation is ``n - ddof``.

    Returns
    -------
    ComplexityIndex
        Indices, eigenvalue, gap and cautions.

    Raises
    ------
    LabelError
        If dimensions or places differ, or the anchor place does not exist or has no index.
    DataError
        If a cell is neither 0 nor 1 nor unknown, fewer than 3 places or industries remain, all
        of them are alike, or the anchor cannot decide.

    Notes
    -----
    The index sorts places by likeness; it is not "more diverse". Anchoring by diversity is
    the convention of most programs and turns the ranking upside down for cities, where the
    largest are not the most diverse. Anchor by income or size. Tiny places with one odd
    speciality come out extreme: leave them out beforehand.

    References
    ----------
    .. [1] Hidalgo, C. A. and Hausmann, R. (2009). The building blocks of economic complexity.
       PNAS 106, 10570-10575.
    .. [2] Mealy, P., Farmer, J. D. and Teytelboym, A. (2019). Interpreting economic
       complexity. Science Advances 5, eaau1705.

    Examples
    --------
    >>> import xarray as xr
    >>> M = xr.DataArray([[1, 1, 1, 0], [1, 1, 0, 0], [1, 0, 0, 0], [0, 0, 1, 1.0]],
    ...     {"place": list("ABCD"), "industry": list("wxyz")}, ("place", "industry"))
    >>> index = complexity_index(M, anchor="D")
    >>> bool(index.eci.sel(place="D") > 0)
    True
    """
    M = read_presence(presence)
    unknown = int(np.isnan(M).sum())
    held = np.where(np.isnan(M), 0.0, M)
    rows, columns = held.sum(axis=1) > 0.0, held.sum(axis=0) > 0.0
    _refuse_small(int(rows.sum()), int(columns.sum()))
    k, q, second, third = _kernel(held[np.ix_(rows, columns)])
    eci = _spread(_scaled(k, ddof), rows)
    pci = _spread(_scaled(q, ddof), columns)
    name, strength, caution = _direction(presence, eci, held.sum(axis=1), anchor)
    sign = -1.0 if strength < 0.0 else 1.0
    cautions = [*_structure_cautions(second, third), *([caution] if caution else [])]
    return ComplexityIndex(
        _along(sign * eci, presence, PLACE, "eci"),
        _along(sign * pci, presence, INDUSTRY, "pci"),
        second,
        second - third,
        name,
        abs(strength),
        unknown,
        tuple(cautions),
    )


def _kernel(
    M: npt.NDArray[np.float64],
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64], float, float]:
    """Second eigenvectors for rows and columns, second and third eigenvalue.

    The symmetric problem is solved on the shorter side, never on the longer one.
    """
    if M.shape[0] > M.shape[1]:
        q, k, second, third = _kernel(M.T)
        return k, q, second, third
    root_d, u = np.sqrt(M.sum(axis=1)), M.sum(axis=0)
    half = M / root_d[:, None] / np.sqrt(u)
    size = len(M)
    values, vectors = eigh(half @ half.T, subset_by_index=[size - 3, size - 1])
    k = vectors[:, 1] / root_d
    # Fix the arbitrary sign, so that the same input gives the same bytes before anchoring.
    k = k * (1.0 if k[np.abs(k).argmax()] >= 0.0 else -1.0)
    q = (k @ M) / u
    third, second, _ = np.clip(values, 0.0, 1.0)  # rounding may step over the bounds
    return k, q, float(second), float(third)


def _scaled(values: npt.NDArray[np.float64], ddof: int) -> npt.NDArray[np.float64]:
    deviation = float(values.std(ddof=ddof))
    if deviation <= 1e-12 * float(np.abs(values).max()):
        raise DataError(
            Message(
                "All places (or industries) have the same profile; no index exists.",
                "各地区（或各行业）的结构相同，无法得到指数。",
            ),
            Message("Use a finer classification.", "请使用更细的分类。"),
        )
    return np.asarray((values - values.mean()) / deviation, dtype=np.float64)


def _spread(
    values: npt.NDArray[np.float64], kept: npt.NDArray[np.bool_]
) -> npt.NDArray[np.float64]:
    out = np.full(kept.shape, np.nan)
    out[kept] = values
    return out


def _direction(
    presence: xr.DataArray,
    eci: npt.NDArray[np.float64],
    count: npt.NDArray[np.float64],
    anchor: xr.DataArray | str,
) -> tuple[str, float, Message | None]:
    """Name of the anchor, how the unsigned index goes with it, and a caution if hardly."""
    if isinstance(anchor, str) and anchor != DIVERSITY:
        return _by_place(presence, eci, anchor)
    if isinstance(anchor, str):
        name, wanted = DIVERSITY, count
    else:
        require_dims(anchor, (PLACE,), name="anchor")
        require_same_labels(presence, anchor, dims=(PLACE,), names=("presence", "anchor"))
        name, wanted = str(anchor.name or "anchor"), np.asarray(anchor.values, dtype=np.float64)
    both = np.isfinite(eci) & np.isfinite(wanted)
    if int(both.sum()) < 3 or np.ptp(wanted[both]) == 0.0:
        raise DataError(
            Message(
                f"anchor {name!r} cannot decide the sign: {int(both.sum())} known places, or "
                "all of one value.",
                f"锚定变量 {name!r} 无法决定符号：仅 {int(both.sum())} 个地区已知，或取值全同。",
            ),
            Message("Give another array, or name a place.", "请换一个变量，或指定一个地区。"),
        )
    strength = float(np.corrcoef(rankdata(eci[both]), rankdata(wanted[both]))[0, 1])
    caution = None
    if abs(strength) < SMALL_CORRELATION:
        caution = Message(
            f"The sign is uncertain: rank correlation with {name} is only {abs(strength):.2f}.",
            f"符号不确定：与 {name} 的秩相关仅 {abs(strength):.2f}。",
        )
    return name, strength, caution


def _by_place(
    presence: xr.DataArray, eci: npt.NDArray[np.float64], anchor: str
) -> tuple[str, float, Message | None]:
    places = presence.coords[PLACE].values.tolist()
    if anchor not in places or not np.isfinite(eci[places.index(anchor)]):
        raise LabelError(
            Message(
                f"anchor {anchor!r} is no place with an index; places are {listing(places)}.",
                f"锚定地区 {anchor!r} 不存在或没有指数；地区有 {listing(places)}。",
            ),
            Message("Name another place.", "请指定其他地区。"),
        )
    strength = float(eci[places.index(anchor)])
    caution = None
    if abs(strength) < SMALL_SCORE:
        caution = Message(
            f"The sign is uncertain: the anchor {anchor} scores only {abs(strength):.2f}.",
            f"符号不确定：锚定地区 {anchor} 的得分仅 {abs(strength):.2f}。",
        )
    return anchor, strength, caution


def _structure_cautions(second: float, third: float) -> list[Message]:
    cautions = []
    if second > 1.0 - 1e-9:
        cautions.append(
            Message(
                "The places fall into groups that share no industry; the index only tells the "
                "groups apart.",
                "各地区分为没有共同行业的若干组；指数只能区分组别。",
            )
        )
    if second - third < SMALL_GAP:
        cautions.append(
            Message(
                f"The direction is uncertain: second and third eigenvalue are {second:.4f} and "
                f"{third:.4f}.",
                f"方向不确定：第二、第三特征值为 {second:.4f} 与 {third:.4f}。",
            )
        )
    return cautions


def _refuse_small(places: int, industries: int) -> None:
    if min(places, industries) < 3:
        raise DataError(
            Message(
                f"presence leaves {places} places and {industries} industries; at least 3 of "
                "each are needed.",
                f"presence 仅剩 {places} 个地区、{industries} 个行业；各至少需要 3 个。",
            ),
            Message("Add places or use a finer classification.", "请增加地区或使用更细的分类。"),
        )


def _along(
    values: npt.NDArray[np.float64], presence: xr.DataArray, dim: str, name: str
) -> xr.DataArray:
    coords = {dim: presence.coords[dim].values}
    return xr.DataArray(values, coords, (dim,), name, {"units": "ratio"})
