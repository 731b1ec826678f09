"""Which industries pull and push more than the average, and how widely."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

from upriver.core.dims import INDUSTRY
from upriver.core.errors import DataError
from upriver.core.frames import Table, arrays_to_table
from upriver.core.labels import require_same_labels
from upriver.core.message import Message
from upriver.core.numerics import divide
from upriver.inputoutput.linkages import power_of_dispersion, sensitivity_of_dispersion
from upriver.inputoutput.square import BUYER, along, read_inverse

if TYPE_CHECKING:
    import numpy.typing as npt

SECTOR_CLASSES: dict[str, Message] = {
    "key": Message("key: pulls and pushes", "关键部门：拉动与推动均强"),
    "backward": Message("backward oriented: pulls", "后向型：拉动强"),
    "forward": Message("forward oriented: pushes", "前向型：推动强"),
    "weak": Message("weakly linked", "弱关联"),
}


@dataclass(frozen=True, eq=False)
class KeySectors:
    """Normalised linkages of every industry and the class they make.

    Parameters
    ----------
    backward, forward : DataArray (industry), ratio
        Power and sensitivity of dispersion; the mean is 1.
    backward_variation, forward_variation : DataArray (industry), ratio
        Coefficient of variation of the industry's column and row: low when the effect is
        spread over many industries, high when it stays with a few.
    sector_class : DataArray (industry)
        ``key``, ``backward``, ``forward`` or ``weak``; names in both languages stand in
        `SECTOR_CLASSES`.
    """

    backward: xr.DataArray
    forward: xr.DataArray
    backward_variation: xr.DataArray
    forward_variation: xr.DataArray
    sector_class: xr.DataArray

    def to_table(self) -> Table:
        """Put everything in one table.

        Returns
        -------
        Table
            One row an industry, in the order of the arrays.
        """
        columns = {
            "backward": self.backward,
            "forward": self.forward,
            "backward_variation": self.backward_variation,
            "forward_variation": self.forward_variation,
            "sector_class": self.sector_class,
        }
        return arrays_to_table(columns, [INDUSTRY])


def key_sectors(inverse: xr.DataArray, *, forward_inverse: xr.DataArray) -> KeySectors:
    """Class of every industry by its normalised linkages, and how widely they spread.

    ``U_j`` and ``V_i`` above 1 make a key sector;
    ``CV_j = sqrt(sum_i (l_ij - l_.j)^2 / (n - 1)) / l_.j`` with ``l_.j`` the column's mean.

    Parameters
    ----------
    inverse : DataArray (industry, industry_to), money per money
        From `leontief_inverse`, for the pull on suppliers.
    forward_inverse : DataArray (industry, industry_to), money per money
        From `ghosh_inverse`, for the push to customers. Give the Leontief inverse once more
        for Rasmussen's original classes, which Chinese yearbooks print.

    Returns
    -------
    KeySectors
        Linkages, variation and class.

    Raises
    ------
    LabelError
        If labels differ.
    DataError
        If a cell is missing, or there is one industry only.

    Notes
    -----
    Linkages are per unit: a key sector may be small. A large variation means that one or two
    partners, often the industry itself, carry the effect. The line at 1 is a mean, so some
    industries lie above it in every economy.

    References
    ----------
    .. [1] Rasmussen, P. N. (1956). Studies in Inter-sectoral Relations. Amsterdam.
    .. [2] Hazari, B. R. (1970). Empirical identification of key sectors in the Indian economy.
       Review of Economics and Statistics 52, 301-305.
    """
    L = read_inverse(inverse, name="inverse")
    G = read_inverse(forward_inverse, name="forward_inverse")
    require_same_labels(
        inverse, forward_inverse, dims=(INDUSTRY, BUYER), names=("inverse", "forward_inverse")
    )
    if len(L) < 2:
        raise DataError(
            Message("Key sectors need at least 2 industries, got 1.", "关键部门至少需要两个行业。"),
            Message("Use a finer table.", "请使用更细的表。"),
        )
    backward = power_of_dispersion(inverse).rename("backward")
    forward = sensitivity_of_dispersion(forward_inverse).rename("forward")
    pulls, pushes = backward.values > 1.0, forward.values > 1.0
    named = np.select([pulls & pushes, pulls, pushes], ["key", "backward", "forward"], "weak")
    return KeySectors(
        backward=backward,
        forward=forward,
        backward_variation=along(
            _variation(L, 0), inverse, name="backward_variation", units="ratio"
        ),
        forward_variation=along(_variation(G, 1), inverse, name="forward_variation", units="ratio"),
        sector_class=xr.DataArray(
            named.astype(object),
            {INDUSTRY: inverse.coords[INDUSTRY].values},
            (INDUSTRY,),
            "sector_class",
        ),
    )


def _variation(matrix: npt.NDArray[np.float64], axis: int) -> npt.NDArray[np.float64]:
    return divide(matrix.std(axis=axis, ddof=1), matrix.mean(axis=axis))
