"""What one unit of output takes in, and where one unit of output goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

from upriver.core.dims import INDUSTRY, ORIGIN
from upriver.core.errors import DataError
from upriver.core.labels import require_dims, require_same_labels, require_same_units
from upriver.core.message import Message, listing
from upriver.inputoutput.square import BUYER, read_numbers, require_same_industries

if TYPE_CHECKING:
    import numpy.typing as npt


def technical_coefficients(flows: xr.DataArray, output: xr.DataArray) -> xr.DataArray:
    """Input per unit of the buyer's output.

    ``a_ij = z_ij / x_j``

    Parameters
    ----------
    flows : DataArray (industry, industry_to) or (origin, industry, industry_to), money
        Sales of the row industry to the column industry.
    output : DataArray (industry), the same unit
        Output of each industry.

    Returns
    -------
    DataArray, dimensions as flows, money per money
        A buyer without output gets a column of zeros; its label stands in
        ``attrs["zero_output"]``.

    Raises
    ------
    LabelError
        If dimensions or labels do not fit.
    DataError
        If a number is missing, an output is negative, or an industry without output buys.
    UnitError
        If flows and output say that their units differ.

    References
    ----------
    .. [1] Miller, R. E. and Blair, P. D. (2009). Input-Output Analysis, 2nd ed., eq. 2.3.

    Examples
    --------
    >>> import xarray as xr
    >>> labels = {"industry": ["1", "2"], "industry_to": ["1", "2"]}
    >>> Z = xr.DataArray([[150.0, 500.0], [200.0, 100.0]], labels, ("industry", "industry_to"))
    >>> x = xr.DataArray([1000.0, 2000.0], {"industry": ["1", "2"]}, ("industry",))
    >>> technical_coefficients(Z, x).values.tolist()
    [[0.15, 0.25], [0.2, 0.05]]
    """
    Z, x = _read(flows, output)
    _refuse_idle(flows, np.abs(Z).sum(axis=tuple(range(Z.ndim - 1))), x, buys=True)
    A = Z / np.where(x == 0.0, 1.0, x)
    return _labelled(A, flows, x, "technical_coefficients")


def output_coefficients(flows: xr.DataArray, output: xr.DataArray) -> xr.DataArray:
    """Share of the seller's output that goes to each buyer.

    ``b_ij = z_ij / x_i``

    Parameters
    ----------
    flows : DataArray (industry, industry_to), money
        Sales of the row industry to the column industry, from the same place as the output.
    output : DataArray (industry), the same unit
        Output of each industry.

    Returns
    -------
    DataArray (industry, industry_to), money per money
        A seller without output gets a row of zeros; its label stands in
        ``attrs["zero_output"]``.

    Raises
    ------
    LabelError
        If dimensions or labels do not fit.
    DataError
        If a number is missing, an output is negative, or an industry without output sells.
    UnitError
        If flows and output say that their units differ.

    References
    ----------
    .. [1] Miller, R. E. and Blair, P. D. (2009). Input-Output Analysis, 2nd ed., eq. 12.1.
    """
    require_dims(flows, (INDUSTRY, BUYER), name="flows")
    Z, x = _read(flows, output)
    _refuse_idle(flows, np.abs(Z).sum(axis=1), x, buys=False)
    B = Z / np.where(x == 0.0, 1.0, x)[:, None]
    return _labelled(B, flows, x, "output_coefficients")


def intensity(amount: xr.DataArray, output: xr.DataArray) -> xr.DataArray:
    """Amount per unit of output: value added, wages, persons, tonnes.

    Parameters
    ----------
    amount : DataArray (industry), any unit
        What each industry earns, employs or emits.
    output : DataArray (industry), money
        Output of each industry.

    Returns
    -------
    DataArray (industry), unit of amount per unit of output
        NaN where the amount is unknown or the output is zero.

    Raises
    ------
    LabelError
        If dimensions or labels do not fit.
    DataError
        If an output is missing or negative.
    """
    require_dims(amount, (INDUSTRY,), name="amount")
    x = _read_output(output)
    require_same_labels(amount, output, dims=(INDUSTRY,), names=("amount", "output"))
    values = np.full(x.shape, np.nan)
    np.divide(np.asarray(amount.values, dtype=np.float64), x, out=values, where=x != 0.0)
    units = f"{amount.attrs.get('units', 'CNY')}/{output.attrs.get('units', 'CNY')}"
    coords = {INDUSTRY: output.coords[INDUSTRY].values}
    return xr.DataArray(values, coords, (INDUSTRY,), "intensity", {"units": units})


def _read(
    flows: xr.DataArray, output: xr.DataArray
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    dims = (ORIGIN, INDUSTRY, BUYER) if ORIGIN in flows.dims else (INDUSTRY, BUYER)
    require_dims(flows, dims, name="flows")
    require_same_industries(flows, name="flows")
    x = _read_output(output)
    require_same_labels(flows, output, dims=(INDUSTRY,), names=("flows", "output"))
    require_same_units(flows, output, names=("flows", "output"))
    return read_numbers(flows, name="flows"), x


def _read_output(output: xr.DataArray) -> npt.NDArray[np.float64]:
    require_dims(output, (INDUSTRY,), name="output")
    x = read_numbers(output, name="output")
    if (x < 0).any():
        found = listing(output.coords[INDUSTRY].values[x < 0].tolist())
        raise DataError(
            Message(f"output is negative: {found}.", f"output 为负：{found}。"),
            Message("Correct the table.", "请改正投入产出表。"),
        )
    return x


def _refuse_idle(
    flows: xr.DataArray,
    traded: npt.NDArray[np.float64],
    x: npt.NDArray[np.float64],
    *,
    buys: bool,
) -> None:
    """Refuse an industry that has no output and yet buys (or sells)."""
    bad = (x == 0.0) & (traded > 0.0)
    if bad.any():
        found = listing(flows.coords[INDUSTRY].values[bad].tolist())
        verb_en, verb_zh = ("buys", "有购入") if buys else ("sells", "有售出")
        raise DataError(
            Message(
                f"output is 0 but the industry {verb_en} in flows: {found}.",
                f"output 为 0，但该行业在 flows 中{verb_zh}：{found}。",
            ),
            Message("Correct the output or the flows.", "请改正产出或流量。"),
        )


def _labelled(
    values: npt.NDArray[np.float64],
    flows: xr.DataArray,
    x: npt.NDArray[np.float64],
    name: str,
) -> xr.DataArray:
    units = flows.attrs.get("units", "CNY")
    idle = flows.coords[INDUSTRY].values[x == 0.0].tolist()
    attrs = {"units": f"{units}/{units}", "zero_output": idle}
    return xr.DataArray(values, flows.coords, flows.dims, name, attrs)
