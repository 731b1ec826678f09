"""What the economy would lose if an industry fell silent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

from upriver.core.dims import INDUSTRY
from upriver.core.frames import Table, arrays_to_table
from upriver.core.labels import require_dims, require_same_labels
from upriver.core.numerics import divide
from upriver.inputoutput.square import BUYER, along, read_inverse, read_numbers

if TYPE_CHECKING:
    import numpy.typing as npt


def extraction_loss(inverse: xr.DataArray, output: xr.DataArray) -> xr.DataArray:
    """Output that each other industry loses when one is taken out of the economy.

    ``loss_ik = l_ik x_k / l_kk`` for ``i != k``: row, column and final demand of industry k
    are removed, and nobody replaces it.

    Parameters
    ----------
    inverse : DataArray (industry, industry_to), money per money
        From `leontief_inverse`.
    output : DataArray (industry), money
        Output of each industry.

    Returns
    -------
    DataArray (industry, industry_to), unit of output
        Column k: the loss of every other industry when k falls silent; 0 on the diagonal.

    Raises
    ------
    LabelError
        If labels differ.
    DataError
        If a number is missing.

    Notes
    -----
    An upper bound: in fact part of the input would be bought elsewhere. The closed form
    equals solving the reduced system for each industry, in one pass.

    References
    ----------
    .. [1] Dietzenbacher, E. and Lahr, M. L. (2013). Expanding extractions. Economic Systems
       Research 25, 341-360.
    .. [2] Miller, R. E. and Blair, P. D. (2009). Input-Output Analysis, 2nd ed., section 12.2.6.
    """
    L, x = _read(inverse, output)
    labels = inverse.coords[INDUSTRY].values
    return xr.DataArray(
        _kernel(L, x),
        {INDUSTRY: labels, BUYER: labels},
        (INDUSTRY, BUYER),
        "extraction_loss",
        {"units": str(output.attrs.get("units", "CNY"))},
    )


def extraction_share(inverse: xr.DataArray, output: xr.DataArray) -> xr.DataArray:
    """Share of the economy's output that the others lose when one industry falls silent.

    Parameters
    ----------
    inverse : DataArray (industry, industry_to), money per money
        From `leontief_inverse`.
    output : DataArray (industry), money
        Output of each industry.

    Returns
    -------
    DataArray (industry), ratio
        From 0 to 1 of all output. The industry's own output is not counted. NaN when the
        economy has no output.

    Raises
    ------
    LabelError
        If labels differ.
    DataError
        If a number is missing.

    References
    ----------
    .. [1] Miller, R. E. and Blair, P. D. (2009). Input-Output Analysis, 2nd ed., section 12.2.6.
    """
    L, x = _read(inverse, output)
    values = divide(_kernel(L, x).sum(axis=0), x.sum())
    return along(values, inverse, name="extraction_share", units="ratio")


@dataclass(frozen=True, eq=False)
class Extractions:
    """What the economy loses when each industry in turn is taken out of it in three ways.

    Parameters
    ----------
    total : DataArray (industry), unit of output
        Loss of all others when the industry is gone: its row, column and final demand.
    backward : DataArray (industry), unit of output
        Loss of the whole economy when the industry buys no inputs from industries here.
    forward : DataArray (industry), unit of output
        Loss of the whole economy when the industry sells nothing to industries here.
    output : float
        Output of the whole economy, for shares.
    """

    total: xr.DataArray
    backward: xr.DataArray
    forward: xr.DataArray
    output: float

    def to_table(self, *, shares: bool = True) -> Table:
        """Put the three losses in one table.

        Parameters
        ----------
        shares : bool
            Whether as shares of all output, or in its unit.

        Returns
        -------
        Table
            One row an industry; missing as null.
        """
        losses = {"total": self.total, "backward": self.backward, "forward": self.forward}
        if shares:
            losses = {
                name: along(divide(loss.values, self.output), loss, name=name, units="ratio")
                for name, loss in losses.items()
            }
        return arrays_to_table(losses, [INDUSTRY])


def extractions(
    inverse: xr.DataArray, forward_inverse: xr.DataArray, *, output: xr.DataArray
) -> Extractions:
    """Loss of output when each industry is taken out: in all, as a buyer, as a seller.

    Total: ``x_k (sum_i l_ik / l_kk - 1)``. Backward, column k of A set to zero:
    ``x_k sum_i (L - I)_ik / l_kk``. Forward, row k of B set to zero:
    ``x_k sum_j (G - I)_kj / g_kk``. No system is solved again.

    Parameters
    ----------
    inverse : DataArray (industry, industry_to), money per money
        From `leontief_inverse`.
    forward_inverse : DataArray (industry, industry_to), money per money
        From `ghosh_inverse` of the same table.
    output : DataArray (industry), money
        Output of each industry.

    Returns
    -------
    Extractions
        The three losses of every industry.

    Raises
    ------
    LabelError
        If labels differ.
    DataError
        If a number is missing.

    Notes
    -----
    Backward and forward losses count what the industry itself loses, the total one does not:
    it would lose everything. The forward loss holds primary inputs fixed: it says who
    rests on the industry's deliveries, not what a shortage would do.

    References
    ----------
    .. [1] Dietzenbacher, E. and van der Linden, J. A. (1997). Sectoral and spatial linkages in
       the EC production structure. Journal of Regional Science 37, 235-257.
    .. [2] Dietzenbacher, E. and Lahr, M. L. (2013). Expanding extractions. Economic Systems
       Research 25, 341-360.
    """
    L, x = _read(inverse, output)
    G = read_inverse(forward_inverse, name="forward_inverse")
    require_same_labels(
        inverse, forward_inverse, dims=(INDUSTRY, BUYER), names=("inverse", "forward_inverse")
    )
    units = str(output.attrs.get("units", "CNY"))
    buys, sells = x / np.diag(L), x / np.diag(G)
    columns, rows = L.sum(axis=0), G.sum(axis=1)

    def _loss(values: npt.NDArray[np.float64], name: str) -> xr.DataArray:
        return along(values, inverse, name=name, units=units)

    return Extractions(
        total=_loss(buys * (columns - np.diag(L)), "total"),
        backward=_loss(buys * (columns - 1.0), "backward"),
        forward=_loss(sells * (rows - 1.0), "forward"),
        output=float(x.sum()),
    )


def _kernel(L: npt.NDArray[np.float64], x: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    loss = L * (x / np.diag(L))
    np.fill_diagonal(loss, 0.0)
    return loss


def _read(
    inverse: xr.DataArray, output: xr.DataArray
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    L = read_inverse(inverse, name="inverse")
    require_dims(output, (INDUSTRY,), name="output")
    require_same_labels(inverse, output, dims=(INDUSTRY,), names=("inverse", "output"))
    return L, read_numbers(output, name="output")
