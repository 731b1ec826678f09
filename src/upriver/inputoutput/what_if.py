"""What becomes of an economy when a few coefficients change or an industry is lost."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from upriver.core.dims import INDUSTRY
from upriver.core.errors import DataError, LabelError
from upriver.core.labels import require_dims, require_same_labels
from upriver.core.message import Message, listing
from upriver.inputoutput.leontief import name_largest, refuse_singular, refuse_unproductive
from upriver.inputoutput.square import BUYER, read_numbers
from upriver.inputoutput.system import LeontiefSystem, read_beside, shaped_like

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt
    import xarray as xr

    Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class ChangedSystem:
    """An economy with a few columns or rows of coefficients changed.

    Made by `what_if`. The change is ``U V'``; the stored factor of the economy before it serves
    on.

    Parameters
    ----------
    system : LeontiefSystem
        The economy before the change.
    lost : tuple of str
        Industries that have fallen silent: their output and the demand for it are zero.
    """

    system: LeontiefSystem
    lost: tuple[str, ...]
    _U: Floats = field(repr=False)
    _V: Floats = field(repr=False)
    _W: Floats = field(repr=False)
    _core: Floats = field(repr=False)

    def output(
        self, final_demand: xr.DataArray, *, before: xr.DataArray | None = None
    ) -> xr.DataArray:
        """Output that a final demand needs after the change.

        ``x = x0 + W (I - V'W)^-1 V' x0`` with ``W = (I - A)^-1 U``

        Parameters
        ----------
        final_demand : DataArray (industry) or (industry, any), money
            Demand; that for lost industries is left out.
        before : DataArray, dimensions as final_demand, optional
            Output of the system before the change for the same demand. It saves a solve, and
            does not serve when industries are lost.

        Returns
        -------
        DataArray, dimensions as final_demand, its unit
            Output of each industry.

        Raises
        ------
        LabelError
            If dimensions or labels differ.
        DataError
            If a number is missing.

        References
        ----------
        .. [1] Woodbury, M. A. (1950). Inverting modified matrices. Princeton, Statistical
           Research Group, Memo 42.
        """
        y = read_beside(self.system.coefficients, final_demand, name="final_demand").copy()
        if before is None or self.lost:
            y[self._silent()] = 0.0
            x = self.system.solve(y)
        else:
            require_same_labels(
                final_demand,
                before,
                dims=[str(dim) for dim in final_demand.dims],
                names=("final_demand", "before"),
            )
            x = read_beside(self.system.coefficients, before, name="before")
        return shaped_like(final_demand, self._after(x), name="output")

    def multiplier(self, intensity: xr.DataArray) -> xr.DataArray:
        """Effect in all industries per unit of final demand for one, after the change.

        Parameters
        ----------
        intensity : DataArray (industry) or (industry, any), anything per money
            Effect per unit of output.

        Returns
        -------
        DataArray, dimensions and unit as intensity
            Direct and indirect effect; NaN for a lost industry, for which there is no demand.

        Raises
        ------
        LabelError
            If dimensions or labels differ.
        DataError
            If a number is missing.
        """
        f = read_beside(self.system.coefficients, intensity, name="intensity")
        asked = np.hstack([f, self._V])
        solved = self.system.solve(asked, transposed=True)
        m, R = solved[:, : f.shape[1]], solved[:, f.shape[1] :]
        after = m + R @ np.linalg.solve(self._core.T, self._U.T @ m)
        after[self._silent()] = np.nan
        return shaped_like(intensity, after, name="multiplier")

    def _after(self, x: Floats) -> Floats:
        return np.asarray(x + self._W @ np.linalg.solve(self._core, self._V.T @ x))

    def _silent(self) -> npt.NDArray[np.bool_]:
        silent = np.zeros(len(self.system.positions), dtype=bool)
        silent[[self.system.positions[label] for label in self.lost]] = True
        return silent


def what_if(
    system: LeontiefSystem,
    *,
    columns: xr.DataArray | None = None,
    rows: xr.DataArray | None = None,
    without: Sequence[str] = (),
) -> ChangedSystem:
    """Change a few columns or rows of an economy, or lose some industries.

    Parameters
    ----------
    system : LeontiefSystem
        From `leontief_system`.
    columns : DataArray (industry, industry_to), money per money, optional
        New inputs of some buyers: all sellers, few buyers.
    rows : DataArray (industry, industry_to), money per money, optional
        New sales coefficients of some sellers: few sellers, all buyers. A local supplier that
        takes the place of outside ones raises its row of the local coefficients.
    without : sequence of str
        Industries that fall silent: nobody buys from them, and they buy nothing.

    Returns
    -------
    ChangedSystem
        Answers like the economy itself. Costs one solve a changed line, and no factorisation.

    Raises
    ------
    LabelError
        If labels are not those of the economy.
    DataError
        If a number is missing, rows and columns contradict each other, or the changed economy
        uses up more than it makes.

    References
    ----------
    .. [1] Miller, R. E. and Blair, P. D. (2009). Input-Output Analysis, 2nd ed., appendix A
       and section 12.3.

    Examples
    --------
    >>> import xarray as xr
    >>> labels = {"industry": ["1", "2"], "industry_to": ["1", "2"]}
    >>> A = xr.DataArray([[0.15, 0.25], [0.2, 0.05]], labels, ("industry", "industry_to"))
    >>> y = xr.DataArray([600.0, 1500.0], {"industry": ["1", "2"]}, ("industry",))
    >>> from upriver.inputoutput import leontief_system
    >>> what_if(leontief_system(A), without=["2"]).output(y).round(2).values.tolist()
    [705.88, 0.0]
    """
    A = system.coefficients
    size = len(system.positions)
    old = np.asarray(A.values, dtype=np.float64)
    U, V = [], []
    buyers = np.zeros(size, dtype=bool)
    if columns is not None:
        new, at = _read(system, columns, INDUSTRY, BUYER, "columns")
        buyers[at] = True
        U.append(new - old[:, at])
        V.append(_units(size, at))
    if rows is not None:
        new, at = _read(system, rows, BUYER, INDUSTRY, "rows")
        if columns is not None:
            _refuse_contradiction(columns, rows)
        U.append(_units(size, at))
        V.append(np.where(buyers, 0.0, new - old[at, :]).T)
    refuse_strange(system, without)
    silent = np.array(sorted({system.positions[label] for label in without}), np.intp)
    if len(silent):
        # With its row and its demand gone, what a silent industry would buy does not matter.
        sold = old[silent, :] + sum(
            left[silent, :] @ right.T for left, right in zip(U, V, strict=True)
        )
        U.append(_units(size, silent))
        V.append(-sold.T)
    lost = tuple(A.coords[INDUSTRY].values[silent].tolist()) if len(silent) else ()
    nonnegative = system.nonnegative and all(
        lines is None or float(lines.min()) >= 0.0 for lines in (columns, rows)
    )
    return _changed(system, U, V, lost, nonnegative=nonnegative)


def _changed(
    system: LeontiefSystem,
    U: list[Floats],
    V: list[Floats],
    lost: tuple[str, ...],
    *,
    nonnegative: bool,
) -> ChangedSystem:
    size = system.coefficients.sizes[INDUSTRY]
    left = np.hstack(U) if U else np.zeros((size, 0))
    right = np.hstack(V) if V else np.zeros((size, 0))
    W = system.solve(left) if left.size else left
    core = np.eye(left.shape[1]) - right.T @ W
    if core.size and np.linalg.cond(core) > 1e14:
        # What the changed economy needs without end lies in the null space of the core.
        endless = np.abs(W @ np.linalg.svd(core)[2][-1])
        names = np.array(list(system.positions))
        refuse_singular(name_largest(endless, lambda at: names[at].tolist()))
    found = ChangedSystem(system, lost, left, right, W, core)
    refuse_unproductive(
        system.coefficients,
        lambda: np.asarray(system.coefficients.values, dtype=np.float64) + left @ right.T,
        found._after(system.ones[:, None])[:, 0],  # noqa: SLF001 - its own maker
        nonnegative=nonnegative,
        axis=0,
    )
    return found


def _units(size: int, at: npt.NDArray[np.intp]) -> Floats:
    out = np.zeros((size, len(at)))
    out[at, np.arange(len(at))] = 1.0
    return out


def _read(
    system: LeontiefSystem, lines: xr.DataArray, full: str, part: str, name: str
) -> tuple[Floats, npt.NDArray[np.intp]]:
    """Numbers of some columns or rows, and where they stand."""
    require_dims(lines, (INDUSTRY, BUYER), name=name)
    require_same_labels(system.coefficients, lines, dims=(full,), names=("coefficients", name))
    labels = lines.coords[part].values.tolist()
    refuse_strange(system, labels)
    at = np.array([system.positions[label] for label in labels], np.intp)
    return read_numbers(lines, name=name), at


def refuse_strange(system: LeontiefSystem, wanted: Sequence[str]) -> None:
    """Refuse industries that the economy does not have.

    Parameters
    ----------
    system : LeontiefSystem
        The economy.
    wanted : sequence of str
        What was asked for.

    Raises
    ------
    LabelError
        If one is not there.
    """
    strange = [label for label in wanted if label not in system.positions]
    if strange:
        names = list(system.positions)
        raise LabelError(
            Message(
                f"No industry of the economy is called {listing(strange)}; there are "
                f"{listing(names)}.",
                f"没有名为 {listing(strange)} 的行业；现有 {listing(names)}。",
            ),
            Message("Name industries of the coefficients.", "请使用系数中的行业。"),
        )


def _refuse_contradiction(columns: xr.DataArray, rows: xr.DataArray) -> None:
    sellers, buyers = rows.coords[INDUSTRY].values, columns.coords[BUYER].values
    one = columns.sel({INDUSTRY: sellers}).values
    two = rows.sel({BUYER: buyers}).values
    bad = np.argwhere(one != two)
    if len(bad):
        cells = [f"{sellers[i]} -> {buyers[j]}" for i, j in bad]
        raise DataError(
            Message(
                f"columns and rows give different numbers at {listing(cells)}.",
                f"columns 与 rows 在 {listing(cells)} 处数值不同。",
            ),
            Message("Give one number for each cell.", "请为每个单元格给出一个数值。"),
        )
