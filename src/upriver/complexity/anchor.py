"""Which way up an index is: what shall be high when complexity is high."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from upriver.complexity.spectrum import own_sign
from upriver.core.dims import INDUSTRY, PLACE
from upriver.core.errors import DataError, LabelError
from upriver.core.labels import require_dims, require_same_labels
from upriver.core.message import Message, listing
from upriver.core.numerics import mean_ranks

if TYPE_CHECKING:
    import numpy.typing as npt
    import xarray as xr

    Floats = npt.NDArray[np.float64]

DIVERSITY = "diversity"
SIZE = "size"
# Below these the sign rests on little.
SMALL_CORRELATION = 0.2
SMALL_SCORE = 0.2
# A correlation that rounding could turn round decides nothing.
NO_CORRELATION = 1e-9
LEAST_KNOWN = 3
# Digits to which scores are told apart.
DIGITS = 9
FAINT = 1e-300


@dataclass(frozen=True)
class Direction:
    """A decided sign.

    Parameters
    ----------
    name : str
        What decided.
    sign : float
        1 or -1, to multiply the index with.
    strength : float
        Rank correlation of the signed index with the anchor; with a place its score. From 0,
        except with ``diversity``: there the plain correlation decides, as in the programs
        that use it, and ranks may disagree.
    caution : Message or None
        Why the sign is weak, when it is.
    """

    name: str
    sign: float
    strength: float
    caution: Message | None


def sign_kernel(scores: Floats, along: Floats, *, rank: bool = True) -> tuple[float, float]:
    """Sign that makes scores go along with something, on bare numbers.

    Parameters
    ----------
    scores : ndarray
        Scores without a sign of their own, NaN for unknown.
    along : ndarray
        What shall be high when the scores are high, NaN for unknown.
    rank : bool
        Compare ranks (ties share their mean rank) rather than values.

    Returns
    -------
    tuple of float and float
        The sign, 1 or -1, and the correlation before signing. When fewer than 3 are known in
        both, or one of them is constant, the correlation is NaN; then, and when it is nothing
        but rounding, the largest score is made positive.
    """
    both = np.isfinite(scores) & np.isfinite(along)
    one, two = scores[both], along[both]
    if rank and one.size:
        # Places of one profile differ by rounding alone; they must share a rank.
        one = mean_ranks(np.round(one / max(float(np.abs(one).max()), FAINT), DIGITS))
        head, power = np.frexp(two)
        two = mean_ranks(np.ldexp(np.round(head, DIGITS), power))
    if one.size < LEAST_KNOWN or np.ptp(one) == 0.0 or np.ptp(two) == 0.0:
        return own_sign(scores), float("nan")
    one, two = one - one.mean(), two - two.mean()
    strength = float((one @ two) / np.sqrt((one @ one) * (two @ two)))
    if abs(strength) < NO_CORRELATION:
        return own_sign(scores), strength
    return (-1.0 if strength < 0.0 else 1.0), strength


def direction(
    presence: xr.DataArray, *, anchor: xr.DataArray | str, eci: Floats, pci: Floats
) -> Direction:
    """Sign of an index, and how firmly the anchor decides it.

    Parameters
    ----------
    presence : DataArray (place, industry), ratio
        What the index was made of.
    anchor : DataArray (place) or (industry), or str
        Size, income, the index of the year before, a PCI of outside, any other array;
        ``"diversity"``; or a place.
    eci : ndarray (place)
        Unsigned index, NaN for a place without one.
    pci : ndarray (industry)
        Unsigned index of industries, likewise.

    Returns
    -------
    Direction
        Sign, strength and caution.

    Raises
    ------
    LabelError
        If the anchor's labels differ, or the anchor place does not exist or has no index.
    DataError
        If the anchor cannot decide, or is ``"size"``, which no presence tells.
    """
    if isinstance(anchor, str):
        if anchor == SIZE:
            raise DataError(
                Message(
                    "anchor 'size' needs the output; presence does not tell it.",
                    "锚定 'size' 需要产出数据；presence 中没有规模信息。",
                ),
                Message(
                    "Give the totals of the places as an array, or call complexity_measures.",
                    "请以数组给出各地区合计，或调用 complexity_measures。",
                ),
            )
        if anchor == DIVERSITY:
            count = np.nansum(presence.values, axis=1)
            # As the programs do it: by the plain correlation, whatever the ranks say.
            return _by_array(eci, count, DIVERSITY, rank=False)
        return _by_place(presence, eci, anchor)
    over = INDUSTRY if anchor.dims == (INDUSTRY,) else PLACE
    require_dims(anchor, (over,), name="anchor")
    require_same_labels(presence, anchor, dims=(over,), names=("presence", "anchor"))
    wanted = np.asarray(anchor.values, dtype=np.float64)
    name = str(anchor.name or "anchor")
    return _by_array(pci if over == INDUSTRY else eci, wanted, name, rank=True)


def _by_array(scores: Floats, wanted: Floats, name: str, *, rank: bool) -> Direction:
    sign, strength = sign_kernel(scores, wanted, rank=rank)
    if np.isnan(strength):
        known = int((np.isfinite(scores) & np.isfinite(wanted)).sum())
        raise DataError(
            Message(
                f"anchor {name!r} cannot decide the sign: {known} known places or industries, "
                "or all of one value.",
                f"锚定变量 {name!r} 无法决定符号：仅 {known} 个地区或行业已知，或取值全同。",
            ),
            Message("Give another array, or name a place.", "请换一个变量，或指定一个地区。"),
        )
    ranked = sign * sign_kernel(scores, wanted)[1]
    caution = None
    if ranked < SMALL_CORRELATION:
        caution = Message(
            f"The sign is uncertain: rank correlation with {name} is only {ranked:.2f}.",
            f"符号不确定：与 {name} 的秩相关仅 {ranked:.2f}。",
        )
    return Direction(name, sign, ranked, caution)


def _by_place(presence: xr.DataArray, eci: Floats, anchor: str) -> Direction:
    places = presence.coords[PLACE].values.tolist()
    if anchor not in places or not np.isfinite(eci[places.index(anchor)]):
        raise LabelError(
            Message(
                f"anchor {anchor!r} is no place with an index; places are {listing(places)}.",
                f"锚定地区 {anchor!r} 不存在或没有指数；地区有 {listing(places)}。",
            ),
            Message("Name another place.", "请指定其他地区。"),
        )
    score = float(eci[places.index(anchor)])
    sign = own_sign(eci) if abs(score) < NO_CORRELATION else (-1.0 if score < 0.0 else 1.0)
    caution = None
    if abs(score) < SMALL_SCORE:
        caution = Message(
            f"The sign is uncertain: the anchor {anchor} scores only {abs(score):.2f}.",
            f"符号不确定：锚定地区 {anchor} 的得分仅 {abs(score):.2f}。",
        )
    return Direction(anchor, sign, abs(score), caution)
