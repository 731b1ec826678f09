"""How far an industry stands from final use, and from primary inputs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from upriver.inputoutput.leontief import ghosh_inverse, leontief_inverse
from upriver.inputoutput.square import along

if TYPE_CHECKING:
    import xarray as xr


def upstreamness(output_coefficients: xr.DataArray) -> xr.DataArray:
    """Average number of sales from the industry's output to final use, that last sale included.

    ``U = (I - B)^-1 1``

    Parameters
    ----------
    output_coefficients : DataArray (industry, industry_to), money per money
        From the function of that name.

    Returns
    -------
    DataArray (industry), ratio
        At least 1; exactly 1 when all output goes to final use.

    Raises
    ------
    LabelError
        If sellers and buyers differ.
    DataError
        If a cell is missing, or an industry's allocations exceed its output.

    Notes
    -----
    Sales to the outside count as final use, so a place that exports parts looks closer to
    final use than it is. Weighted by output, upstreamness and downstreamness sum to the same
    when row and column totals balance.

    References
    ----------
    .. [1] Antras, P., Chor, D., Fally, T. and Hillberry, R. (2012). Measuring the upstreamness
       of production and trade flows. American Economic Review 102 (3), 412-416, eq. 3.
    """
    values = ghosh_inverse(output_coefficients).values.sum(axis=1)
    return along(values, output_coefficients, name="upstreamness", units="ratio")


def downstreamness(coefficients: xr.DataArray) -> xr.DataArray:
    """Average number of purchases from primary inputs to the industry's output.

    ``D = (I - A')^-1 1``

    Parameters
    ----------
    coefficients : DataArray (industry, industry_to), money per money
        From `technical_coefficients`.

    Returns
    -------
    DataArray (industry), ratio
        At least 1; exactly 1 when the industry buys nothing from others.

    Raises
    ------
    LabelError
        If sellers and buyers differ.
    DataError
        If a cell is missing, or the economy uses up more than it makes.

    References
    ----------
    .. [1] Miller, R. E. and Temurshoev, U. (2017). Output upstreamness and input downstreamness
       of industries/countries in world production. International Regional Science Review 40,
       443-475.
    """
    values = leontief_inverse(coefficients).values.sum(axis=0)
    return along(values, coefficients, name="downstreamness", units="ratio")
