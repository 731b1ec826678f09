"""What was promised and what was seen, as small records without any table behind them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from upriver.core.periods import Period


@dataclass(frozen=True, slots=True)
class Observed:
    """One observation of an indicator at a place.

    Parameters
    ----------
    period : Period
        When.
    value : float
        The number.
    unit : str
        Its unit.
    growth_kind : str
        ``level``, ``share``, ``yoy``, ``cagr``, ``flow`` or ``cumulative``.
    comparator : str
        ``eq``, or the bound that was published.
    status : str
        Reported, derived or assumed.
    source : str
        Key of the source.
    doubt : float
        Share by which such a figure is off elsewhere; 0 for what was published.
    basis : str
        What a figure with a doubt was made from: ``account``, or ``part`` of a year.
    """

    period: Period
    value: float
    unit: str
    growth_kind: str = "level"
    comparator: str = "eq"
    status: str = "reported"
    source: str = ""
    doubt: float = 0.0
    basis: Literal["", "account", "part"] = ""


@dataclass(frozen=True, slots=True)
class Promise:
    """One target.

    Parameters
    ----------
    target : str
        Its code.
    comparator : str
        ``eq ge gt le lt about multiple rank``.
    value : float, optional
        The number; missing when it was lost.
    unit : str
        Its unit.
    growth_kind : str
        ``level share yoy cagr multiple rank reduction delta_pp``.
    higher : bool
        Whether more is better.
    indicator_unit : str
        Unit in which the indicator is kept.
    deadline : Period, optional
        When it is due.
    base_period : Period, optional
        Base of a growth target.
    base_value : float, optional
        Value in the base period, in the unit of the indicator.
    """

    target: str
    comparator: str
    value: float | None
    unit: str
    growth_kind: str
    higher: bool
    indicator_unit: str
    deadline: Period | None = None
    base_period: Period | None = None
    base_value: float | None = None
