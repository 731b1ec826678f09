"""Complexity read straight from a matrix of relatedness."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
import xarray as xr
from scipy.linalg import eigh

from upriver.complexity.anchor import SMALL_CORRELATION, sign_kernel
from upriver.complexity.spectrum import own_sign, scaled, spread
from upriver.core.dims import to
from upriver.core.errors import DataError, LabelError
from upriver.core.labels import require_dims, require_same_labels
from upriver.core.message import Message, listing

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

# Below this share of the first eigenvalue the direction could as well be another.
SMALL_GAP = 0.01


@dataclass(frozen=True, eq=False)
class RelatednessComplexity:
    """Complexity of industries or places from their relatedness.

    Parameters
    ----------
    score : DataArray (industry) or (place), ratio
        Mean 0 and standard deviation 1; NaN for a unit without relatedness.
    eigenvalue : float
        Second eigenvalue over the first, from 0 to 1.
    spectral_gap : float
        Second less third eigenvalue, over the first; near 0 the score could as well be another.
    anchor : str
        Name of the array that decided the sign.
    anchor_strength : float
        Rank correlation of the score with it.
    cautions : tuple of Message
        Why the sign is weak; empty when it is not.
    """

    score: xr.DataArray
    eigenvalue: float
    spectral_gap: float
    anchor: str
    anchor_strength: float
    cautions: tuple[Message, ...]


def relatedness_complexity(
    relatedness: xr.DataArray, *, anchor: xr.DataArray, ddof: Literal[0, 1] = 1
) -> RelatednessComplexity:
    """Second eigenvector of a relatedness matrix, scaled.

    Parameters
    ----------
    relatedness : DataArray (unit, unit_to), ratio
        Symmetric, such as from `weighted_correlation`; units are industries or places.
    anchor : DataArray (unit)
        What shall be high when the score is high, NaN where unknown. An eigenvector has no
        sign of its own.
    ddof : {0, 1}
        Divisor of the deviation is ``n - ddof``.

    Returns
    -------
    RelatednessComplexity
        Score, eigenvalues and cautions.

    Raises
    ------
    LabelError
        If the matrix is not square over one set of labels, or the anchor's labels differ.
    DataError
        If it is not symmetric, a pair of units that have relatedness to others is unknown,
        fewer than 3 units remain, or all are alike.

    Notes
    -----
    Sizes stay in the relatedness; nothing is cut by a threshold. On cities it halves the
    sampling error of the usual index.

    References
    ----------
    .. [1] Davies, B. and Mare, D. C. (2021). Relatedness, complexity and local growth. Regional
       Studies 55, 479-494.
    """
    dim = str(relatedness.dims[0]) if relatedness.ndim else ""
    R, kept = _read(relatedness, dim)
    values, vectors = eigh(R, subset_by_index=[len(R) - 3, len(R) - 1])
    third, second, first = (float(value) for value in values)
    k = scaled(vectors[:, 1] * own_sign(vectors[:, 1]), ddof)
    if np.isnan(k).any() or second <= 1e-12 * first:
        raise DataError(
            Message("All units are alike; no score exists.", "各单元结构相同，无法得到指数。"),
            Message("Use a finer classification.", "请使用更细的分类。"),
        )
    require_dims(anchor, (dim,), name="anchor")
    require_same_labels(relatedness, anchor, dims=(dim,), names=("relatedness", "anchor"))
    score = spread(k, kept)
    sign, strength = sign_kernel(score, np.asarray(anchor.values, dtype=np.float64))
    name = str(anchor.name or "anchor")
    labels = {dim: relatedness.coords[dim].values}
    return RelatednessComplexity(
        xr.DataArray(sign * score, labels, (dim,), "complexity", {"units": "ratio"}),
        second / first,
        (second - third) / first,
        name,
        abs(strength),
        _cautions(name, abs(strength), (second - third) / first),
    )


def _cautions(name: str, strength: float, gap: float) -> tuple[Message, ...]:
    cautions = []
    if not strength >= SMALL_CORRELATION:
        shown = "—" if np.isnan(strength) else f"{strength:.2f}"
        cautions.append(
            Message(
                f"The sign is uncertain: rank correlation with {name} is only {shown}.",
                f"符号不确定：与 {name} 的秩相关仅 {shown}。",
            )
        )
    if gap < SMALL_GAP:
        cautions.append(
            Message(
                f"The direction is uncertain: the next eigenvalue is {gap:.4f} of the first away.",
                f"方向不确定：与下一特征值之差仅为第一特征值的 {gap:.4f}。",
            )
        )
    return tuple(cautions)


def _read(relatedness: xr.DataArray, dim: str) -> tuple[Floats, npt.NDArray[np.bool_]]:
    """Numbers of the units that have relatedness, and which those are."""
    require_dims(relatedness, (dim, to(dim)), name="relatedness")
    labels, others = relatedness.coords[dim].values, relatedness.coords[to(dim)].values
    if labels.shape != others.shape or (labels != others).any():
        raise LabelError(
            Message(
                f"relatedness must have the same labels along {dim} and {to(dim)}.",
                f"relatedness 在 {dim} 与 {to(dim)} 上的标签应一致。",
            ),
            Message("Reindex one of them.", "请重新索引其中之一。"),
        )
    R = np.asarray(relatedness.values, dtype=np.float64)
    apart = ~np.eye(len(R), dtype=bool)
    kept: npt.NDArray[np.bool_] = np.asarray((np.isfinite(R) & apart).any(axis=1))
    inner = R[np.ix_(kept, kept)]
    names = labels[kept]
    if len(inner) < 3:
        raise DataError(
            Message(
                f"relatedness leaves {len(inner)} units; at least 3 are needed.",
                f"relatedness 仅剩 {len(inner)} 个单元；至少需要 3 个。",
            ),
            Message("Add units.", "请增加单元。"),
        )
    missing = np.argwhere(~np.isfinite(inner))
    if len(missing):
        pairs = [f"{names[i]} - {names[j]}" for i, j in missing if i <= j]
        raise DataError(
            Message(
                f"relatedness is unknown for {listing(pairs)}.",
                f"relatedness 中 {listing(pairs)} 未知。",
            ),
            Message(
                "Leave out units that are hardly known, or merge them.",
                "请去掉或合并资料太少的单元。",
            ),
        )
    if np.abs(inner - inner.T).max(initial=0.0) > 1e-9 * np.abs(inner).max(initial=1.0):
        raise DataError(
            Message("relatedness is not symmetric.", "relatedness 不对称。"),
            Message("Take the mean with its transpose.", "请与其转置取平均。"),
        )
    return inner, kept
