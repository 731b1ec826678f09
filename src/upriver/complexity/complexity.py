"""How demanding a place's industries are, read from who else has them.

On bare numbers the same is ``index_kernel`` in ``upriver.complexity.index``; signs are decided in
``upriver.complexity.anchor``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
import xarray as xr

from upriver.complexity.anchor import DIVERSITY, Direction, direction
from upriver.complexity.convention import Convention
from upriver.complexity.index import IndexNumbers, index_kernel
from upriver.complexity.matrix import read_presence
from upriver.core.dims import INDUSTRY, PLACE
from upriver.core.errors import DataError
from upriver.core.message import Message

if TYPE_CHECKING:
    import numpy.typing as npt

# Below this the direction of the index could as well be another.
SMALL_GAP = 0.02


@dataclass(frozen=True, eq=False)
class ComplexityIndex:
    """Complexity of places and industries, with what is needed to trust it or not.

    Parameters
    ----------
    eci : DataArray (place), ratio
        Economic complexity, by default of mean 0 and standard deviation 1; NaN for a place
        without presence.
    pci : DataArray (industry), ratio
        Complexity of industries, scaled likewise; NaN for an industry present nowhere.
    eigenvalue : float
        Second eigenvalue: from 0 (no structure) to 1 (the places fall into separate groups).
        NaN for methods without one.
    spectral_gap : float
        Second less third eigenvalue; near 0 the index could as well be another vector.
    anchor : str
        What decided the sign: ``diversity``, the name of the given array, or a place. Empty
        when there was no sign to choose.
    anchor_strength : float
        Rank correlation of the index with the anchor; with a place its score. NaN when there
        was no sign to choose.
    unknown_cells : int
        Cells that were unknown and counted as no presence.
    cautions : tuple of Message
        Why the result is weak; empty when it is not.
    method : str
        How it was computed.
    steps : int
        Reflections or updates done; 0 for other methods.
    converged : bool
        Whether fitness stood still at the end; true for other methods.
    """

    eci: xr.DataArray
    pci: xr.DataArray
    eigenvalue: float
    spectral_gap: float
    anchor: str
    anchor_strength: float
    unknown_cells: int
    cautions: tuple[Message, ...]
    method: str = "eigenvector"
    steps: int = 0
    converged: bool = True

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
    presence: xr.DataArray, *, anchor: xr.DataArray | str, ddof: Literal[0, 1] = 1
) -> ComplexityIndex:
    """Economic complexity of places and industries by the method of eigenvectors.

    ``ECI`` is the second eigenvector of ``D^-1 M U^-1 M'`` with ``D`` the diversities and ``U``
    the ubiquities; ``PCI = U^-1 M' ECI``. Both are then scaled to mean 0 and deviation 1.

    Parameters
    ----------
    presence : DataArray (place, industry), ratio
        From the function of that name. Unknown cells count as no presence.
    anchor : DataArray (place) or (industry), or str
        What shall be high when the index is high: an array such as income, size, the index of
        the year before or a PCI of outside; a place that is known to be complex; or
        ``"diversity"``. An eigenvector has no sign of its own.
    ddof : {0, 1}
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
    return conventional_index(presence, convention=Convention(ddof=ddof), anchor=anchor)


def conventional_index(
    presence: xr.DataArray, *, convention: Convention, anchor: xr.DataArray | str | None = None
) -> ComplexityIndex:
    """Complexity of places and industries by the method that a convention names.

    Parameters
    ----------
    presence : DataArray (place, industry), ratio
        From the function of that name. Unknown cells count as no presence.
    convention : Convention
        Method, steps, divisor and scale; see `Convention.preset` for those of other programs.
    anchor : DataArray (place) or (industry), or str, optional
        As in `complexity_index`; by default that of the convention. Methods without a sign of
        their own to choose (fitness, GENEPY) do not read it.

    Returns
    -------
    ComplexityIndex
        Indices and cautions. Fitness and GENEPY are returned unscaled, from 0.

    Raises
    ------
    LabelError
        If dimensions or places differ, or the anchor place does not exist or has no index.
    DataError
        If a cell is neither 0 nor 1 nor unknown, fewer than 3 places or industries remain, all
        of them are alike, or the anchor cannot decide or needs the output.

    Notes
    -----
    Reflections start at diversity and so bring a sign of their own; with the anchor
    ``"diversity"`` that sign is kept, as the programs do that reflect.

    References
    ----------
    .. [1] Hidalgo, C. A. and Hausmann, R. (2009). The building blocks of economic complexity.
       PNAS 106, 10570-10575.

    Examples
    --------
    >>> import xarray as xr
    >>> M = xr.DataArray([[1, 1, 1, 0], [1, 1, 0, 0], [1, 0, 0, 0], [0, 0, 1, 1.0]],
    ...     {"place": list("ABCD"), "industry": list("wxyz")}, ("place", "industry"))
    >>> conventional_index(M, convention=Convention.preset("datawheel")).steps
    18
    """
    M = read_presence(presence)
    unknown = int(np.isnan(M).sum())
    held = np.where(np.isnan(M), 0.0, M)
    found = index_kernel(held, convention=convention)
    wanted = anchor if anchor is not None else convention.anchor
    return labelled_index(presence, found, convention=convention, anchor=wanted, unknown=unknown)


def labelled_index(
    presence: xr.DataArray,
    found: IndexNumbers,
    *,
    convention: Convention,
    anchor: xr.DataArray | str,
    unknown: int,
) -> ComplexityIndex:
    """Index with labels, sign and cautions, from numbers that are there already.

    Parameters
    ----------
    presence : DataArray (place, industry), ratio
        What the numbers were made of.
    found : IndexNumbers
        From `index_kernel`.
    convention : Convention
        What they were made by.
    anchor : DataArray (place) or (industry), or str
        As in `complexity_index`.
    unknown : int
        Cells that counted as no presence because they are unknown.

    Returns
    -------
    ComplexityIndex
        Signed by the anchor.

    Raises
    ------
    LabelError
        If places differ, or the anchor place does not exist or has no index.
    DataError
        If fewer than 3 places or industries are left, all of them are alike, or the anchor
        cannot decide or needs the output.
    """
    held = presence.values == 1.0
    _refuse_small(int(held.any(axis=1).sum()), int(held.any(axis=0).sum()))
    if np.isnan(found.eci).all() or np.isnan(found.pci).all():
        raise DataError(
            Message(
                "All places (or industries) have the same profile; no index exists.",
                "各地区（或各行业）的结构相同，无法得到指数。",
            ),
            Message("Use a finer classification.", "请使用更细的分类。"),
        )
    way = _way(presence, found, convention, anchor)
    cautions = _structure_cautions(found, convention)
    if way.caution is not None:
        cautions.append(way.caution)
    return ComplexityIndex(
        _along(way.sign * found.eci, presence, PLACE, "eci"),
        _along(way.sign * found.pci, presence, INDUSTRY, "pci"),
        found.eigenvalue,
        found.eigenvalue - found.third_eigenvalue,
        way.name,
        way.strength,
        unknown,
        tuple(cautions),
        convention.method,
        found.steps,
        found.converged,
    )


def _way(
    presence: xr.DataArray,
    found: IndexNumbers,
    convention: Convention,
    anchor: xr.DataArray | str,
) -> Direction:
    if convention.unsigned:
        return Direction("", 1.0, float("nan"), None)
    way = direction(presence, anchor=anchor, eci=found.eci, pci=found.pci)
    if convention.method == "reflections" and way.name == DIVERSITY:
        return Direction(way.name, 1.0, way.strength, way.caution)
    return way


def _structure_cautions(found: IndexNumbers, convention: Convention) -> list[Message]:
    cautions = []
    if found.eigenvalue > 1.0 - 1e-9:
        cautions.append(
            Message(
                "The places fall into groups that share no industry; the index only tells the "
                "groups apart.",
                "各地区分为没有共同行业的若干组；指数只能区分组别。",
            )
        )
    if found.eigenvalue - found.third_eigenvalue < SMALL_GAP:
        cautions.append(
            Message(
                f"The direction is uncertain: second and third eigenvalue are "
                f"{found.eigenvalue:.4f} and {found.third_eigenvalue:.4f}.",
                f"方向不确定：第二、第三特征值为 {found.eigenvalue:.4f} 与 "
                f"{found.third_eigenvalue:.4f}。",
            )
        )
    if not found.converged and convention.iterations is None:
        cautions.append(
            Message(
                f"Fitness did not stand still after {found.steps} updates; trust ranks only.",
                f"适合度在 {found.steps} 次更新后仍未稳定；只宜看排序。",
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
