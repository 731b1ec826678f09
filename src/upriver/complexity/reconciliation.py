"""Why an index does not match a published one: which way of counting comes nearest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from upriver.complexity.complexity import conventional_index
from upriver.complexity.convention import Convention
from upriver.complexity.engine import quotient_kernel
from upriver.complexity.matrix import read_matrix
from upriver.core.dims import PLACE
from upriver.core.errors import DataError, LabelError
from upriver.core.labels import require_dims
from upriver.core.message import Message, listing
from upriver.core.numerics import mean_ranks

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt
    import xarray as xr

    Floats = npt.NDArray[np.float64]

PRINTED = 5e-7
# From this correlation on, what differs is the scale and not the index.
SAME = 1.0 - 1e-9
LEAST_COMMON = 3


@dataclass(frozen=True)
class Match:
    """One way of counting beside the published index.

    Parameters
    ----------
    name : str
        Preset or method.
    convention : Convention
        What it stands for.
    difference : float
        Largest difference of a place.
    correlation : float
        Correlation over the common places.
    rank_correlation : float
        Correlation of their ranks.
    """

    name: str
    convention: Convention
    difference: float
    correlation: float
    rank_correlation: float


@dataclass(frozen=True)
class Reconciliation:
    """What a published index is nearest to, and what the rest of the difference is.

    Parameters
    ----------
    matches : tuple of Match
        All ways of counting that were tried, nearest first.
    places : int
        Places that both have.
    only_here : tuple of str
        Places of the output without a published number.
    only_published : tuple of str
        Published places that the output does not have.
    verdict : Message
        What it comes to.
    """

    matches: tuple[Match, ...]
    places: int
    only_here: tuple[str, ...]
    only_published: tuple[str, ...]
    verdict: Message

    @property
    def nearest(self) -> Match:
        """The nearest way of counting.

        Returns
        -------
        Match
            That with the highest correlation in size, and of these the smallest difference.
        """
        return self.matches[0]


def reconcile(
    output: xr.DataArray,
    published: xr.DataArray,
    *,
    conventions: Mapping[str, Convention] | None = None,
    tolerance: float = PRINTED,
) -> Reconciliation:
    """Compare a published index of places with every known way of counting.

    Parameters
    ----------
    output : DataArray (place, industry), any unit
        The data that the published index is said to rest on.
    published : DataArray (place), ratio
        The index as published; NaN for unknown. Places may differ from those of `output`.
    conventions : mapping of str to Convention, optional
        What to try; by default all presets and methods.
    tolerance : float
        Difference that the printed digits explain.

    Returns
    -------
    Reconciliation
        Matches, nearest first, and a verdict: reproduced; reproduced but for sign or scale; or
        another matrix, in which case no setting helps and the data differ.

    Raises
    ------
    LabelError
        If dimensions are others, or fewer than 3 places are common.
    DataError
        If a number is negative, or the published numbers are all alike.

    Notes
    -----
    The Atlas corrects exports by what partners report, leaves out small countries and
    unreliable reporters, and drops products; it does not publish all of that. From raw exports
    its ranking cannot be had, and the verdict will say so.

    Examples
    --------
    >>> import numpy as np
    >>> import xarray as xr
    >>> from upriver.complexity import complexity_measures
    >>> values = np.random.default_rng(0).lognormal(0.0, 2.0, (5, 8))
    >>> output = xr.DataArray(values,
    ...     {"place": list("ABCDE"), "industry": list("stuvwxyz")}, ("place", "industry"))
    >>> printed = complexity_measures(output, convention=Convention.preset("atlas")).index.eci
    >>> reconcile(output, printed).nearest.name
    'atlas'
    """
    require_dims(published, (PLACE,), name="published")
    tried = dict(conventions) if conventions is not None else _all_ways()
    here = output.coords[PLACE].values.tolist()
    wanted = dict(
        zip(
            published.coords[PLACE].values.tolist(),
            np.asarray(published.values, dtype=np.float64).tolist(),
            strict=True,
        )
    )
    quotients = quotient_kernel(read_matrix(output, name="output"))
    want = np.array([wanted.get(place, np.nan) for place in here])
    matches = []
    for name, convention in tried.items():
        held = output.copy(data=(quotients >= convention.threshold).astype(np.float64))
        anchor = "diversity" if convention.anchor == "size" else convention.anchor
        found = conventional_index(held, convention=convention, anchor=anchor).eci.values
        matches.append(_match(name, convention, found, want))
    matches.sort(key=lambda match: (-round(abs(match.correlation), 9), match.difference))
    both = [place for place, value in zip(here, want, strict=True) if np.isfinite(value)]
    verdict = _verdict(matches[0], tolerance)
    return Reconciliation(
        tuple(matches),
        len(both),
        tuple(place for place in here if place not in set(both)),
        tuple(place for place in wanted if place not in set(here)),
        verdict,
    )


def _all_ways() -> dict[str, Convention]:
    return {
        "atlas": Convention.preset("atlas"),
        "economiccomplexity": Convention.preset("economiccomplexity"),
        "datawheel": Convention.preset("datawheel"),
        "economiccomplexity fitness": Convention.preset(
            "economiccomplexity", method="fitness", iterations=19
        ),
        "fitness": Convention(method="fitness"),
        "stable_fitness": Convention(method="stable_fitness"),
        "genepy": Convention(method="genepy"),
    }


def _match(name: str, convention: Convention, found: Floats, want: Floats) -> Match:
    both = np.isfinite(found) & np.isfinite(want)
    one, two = found[both], want[both]
    if one.size < LEAST_COMMON:
        raise LabelError(
            Message(
                f"output and published have {one.size} places with an index in common; at least "
                f"{LEAST_COMMON} are needed.",
                f"output 与 published 仅有 {one.size} 个共同且有指数的地区；"
                f"至少需要 {LEAST_COMMON} 个。",
            ),
            Message("Bring the place codes together first.", "请先统一地区代码。"),
        )
    if np.ptp(two) == 0.0:
        raise DataError(
            Message(
                f"The published numbers are all alike: {listing(two.tolist())}.",
                f"published 的数值全同：{listing(two.tolist())}。",
            ),
            Message("Give the published index of each place.", "请提供各地区的已发布指数。"),
        )
    return Match(
        name,
        convention,
        float(np.abs(one - two).max()),
        float(np.corrcoef(one, two)[0, 1]),
        float(np.corrcoef(mean_ranks(one), mean_ranks(two))[0, 1]),
    )


def _verdict(nearest: Match, tolerance: float) -> Message:
    name = nearest.name
    if nearest.difference <= tolerance:
        return Message(
            f"Reproduced by {name}: largest difference {nearest.difference:.1e}.",
            f"按 {name} 的算法可复现：最大差异 {nearest.difference:.1e}。",
        )
    if nearest.correlation <= -SAME:
        return Message(
            f"The index of {name} with the opposite sign: set another anchor.",
            f"与 {name} 的指数仅符号相反：请更换锚定变量。",
        )
    if nearest.correlation >= SAME:
        return Message(
            f"The index of {name} on another scale, as when it is standardised over other "
            "places; ranks agree.",
            f"与 {name} 的指数仅尺度不同（例如按另一组地区标准化）；排序一致。",
        )
    return Message(
        f"No known way of counting gives it; {name} is nearest with a rank correlation of "
        f"{nearest.rank_correlation:.3f}. The published index rests on other data: places left "
        "out, corrected exports or another classification.",
        f"已知算法均不能复现；最接近的是 {name}，秩相关 {nearest.rank_correlation:.3f}。"
        "已发布指数所用数据不同：剔除了部分地区、修正了出口或采用其他分类。",
    )
