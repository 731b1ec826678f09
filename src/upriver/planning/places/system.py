"""Several places that are planned together: their data, the trade between them, what they share."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from upriver.core.message import Message
from upriver.data.provenance import Provenance
from upriver.planning.places.system_checks import require_fitting_places

if TYPE_CHECKING:
    from collections.abc import Mapping

    import xarray as xr

    from upriver.planning.inputs import PlanInputs
    from upriver.planning.records import PlanTarget


@dataclass(frozen=True, slots=True)
class TradeRoute:
    """A way on which a product goes from one place to another.

    Parameters
    ----------
    place, place_to : str
        Where it comes from and where it goes.
    product : str
        What goes on it. A product with one route travels on routes only, not through the pool.
    cost : float
        What it costs to carry one yuan of it, CNY/CNY.
    limit : float, optional
        Most that the way carries a year, 1e8 CNY.
    """

    place: str
    place_to: str
    product: str
    cost: float = 0.0
    limit: float | None = None


@dataclass(frozen=True, slots=True)
class SharedCap:
    """A limit of nature that several places must keep together: a river, an airshed, a city.

    Parameters
    ----------
    cap : str
        Its code.
    stressor : str
        What is limited.
    limit : mapping of int to float
        By year, in the unit the stressor has in the inputs; years without a limit are left out.
    places : tuple of str
        Places that press on it; all when empty.
    hard : bool
        Whether it must hold; otherwise exceeding it has its price.
    """

    cap: str
    stressor: str
    limit: Mapping[int, float]
    places: tuple[str, ...] = ()
    hard: bool = False


@dataclass(frozen=True, slots=True)
class SharedFund:
    """Money that may be spent in any of several places.

    Parameters
    ----------
    fund : str
        Its code, which no place has for a fund of its own.
    amount : mapping of int to float
        What it can give a year, 1e8 CNY; nothing in years that are left out.
    uses : tuple of str
        What it may pay for.
    cost : float
        Cost of the money a year, ratio; interest on what is owed where there is a term.
    places : tuple of str
        Places it may give to; all when empty.
    term : int, optional
        Years over which a place repays what it drew; None where it does not.
    repays : bool
        Whether it may pay for repayments.
    leverage : mapping of str to float
        By use, the money of other funds that must stand beside one yuan of it in the same place.
    """

    fund: str
    amount: Mapping[int, float]
    uses: tuple[str, ...]
    cost: float = 0.0
    places: tuple[str, ...] = ()
    term: int | None = None
    repays: bool = False
    leverage: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, eq=False, slots=True)
class Commuting:
    """People who live in one place and work in another.

    Parameters
    ----------
    limit : DataArray (place, place_to, occupation), 1e4 persons
        Most who go from home (``place``) to work (``place_to``).
    cost : float
        What it costs a year, 1e4 CNY/person.
    """

    limit: xr.DataArray
    cost: float = 0.0


@dataclass(frozen=True, slots=True)
class WholeTarget:
    """A promise of several places together.

    Parameters
    ----------
    target : PlanTarget
        Quantity, value, year. Its weights count in every place.
    places : tuple of str
        Places whose quantities are added up; all when empty.
    share_places : tuple of str
        Places of the denominator of a share; all when empty.
    """

    target: PlanTarget
    places: tuple[str, ...] = ()
    share_places: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class PlaceSystem:
    """Places that are planned together.

    Parameters
    ----------
    places : mapping of str to PlanInputs
        Data of every place, all with the same years, base year and industries. Their accounts
        hold all trade with the outside of the place.
    trade : DataArray (place, place_to, product), 1e8 CNY, optional
        Sales of the base year from place to place. They are contained in ``market`` of the
        seller and in the inflows of the buyer. Without it the places do not trade.
    market : str
        Market of the places' accounts in which these sales are contained.
    inflow : DataArray (place, product), 1e8 CNY, optional
        All inflows of the base year. Default: what the account leaves, output less sales being
        the local part of the use.
    routes : tuple of TradeRoute
        Ways, for products whose ways are known; all others go through a pool.
    caps : tuple of SharedCap
        Limits over several places.
    funds : tuple of SharedFund
        Money for several places.
    commuting : Commuting, optional
        People who work in another place.
    targets : tuple of WholeTarget
        Promises of several places together.
    labels : mapping of str to Message
        Names of the places and of what they share.
    provenance : mapping of str to Provenance
        Where the trade between them and what they share come from.

    Raises
    ------
    LabelError
        If places, years, industries or names do not fit each other.
    DataError
        If the trade is more than the accounts contain, or a shared code is not one of its own.
    """

    places: Mapping[str, PlanInputs]
    trade: xr.DataArray | None = None
    market: str = "outflow"
    inflow: xr.DataArray | None = None
    routes: tuple[TradeRoute, ...] = ()
    caps: tuple[SharedCap, ...] = ()
    funds: tuple[SharedFund, ...] = ()
    commuting: Commuting | None = None
    targets: tuple[WholeTarget, ...] = ()
    labels: Mapping[str, Message] = field(default_factory=dict)
    provenance: Mapping[str, Provenance] = field(default_factory=dict)

    def __post_init__(self) -> None:
        require_fitting_places(self)

    @property
    def names(self) -> list[str]:
        """Codes of the places, in order.

        Returns
        -------
        list of str
            Keys of ``places``.
        """
        return list(self.places)

    @property
    def first(self) -> PlanInputs:
        """Data of the first place, for what is the same in all.

        Returns
        -------
        PlanInputs
            Years, industries and names of the first place.
        """
        return next(iter(self.places.values()))

    def rests_on(self) -> Provenance | None:
        """What the data of all places, and what they share, rest on.

        Returns
        -------
        Provenance, optional
            Blocks weigh by their number of figures; missing where none of them is known.
        """
        parts = [part for one in self.places.values() for part in one.provenance.values()]
        parts += self.provenance.values()
        return Provenance.combine(parts) if parts else None

    def members(self, places: tuple[str, ...]) -> tuple[str, ...]:
        """Places that are meant.

        Parameters
        ----------
        places : tuple of str
            Codes, or nothing for all.

        Returns
        -------
        tuple of str
            In the order of the system.
        """
        return tuple(name for name in self.places if not places or name in places)

    def all_labels(self) -> dict[str, Message]:
        """Names of all codes, of places, of what they share and of their own.

        Returns
        -------
        dict of str to Message
            By code.
        """
        found: dict[str, Message] = {}
        for inputs in reversed(list(self.places.values())):
            found |= inputs.labels
        return found | dict(self.labels)

    def label(self, code: str) -> Message:
        """Name of a place, of something shared, or of any code of the places.

        Parameters
        ----------
        code : str
            A code.

        Returns
        -------
        Message
            Its name, or the code itself.
        """
        return self.all_labels().get(code, Message(code, code))
