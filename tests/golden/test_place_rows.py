"""One text a rule between places: two places, three industries, two years, every part on.

Rows of a place's own that the coupling enters are here too.
"""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from golden_file import REWRITE
from places_toy import CODES, SETTINGS, YEARS, furnished, hills, plain, trade
from planning_toy import over, promise
from row_texts import row_texts
from upriver.planning.parts import AirInputs
from upriver.planning.places import (
    Commuting,
    PlaceSystem,
    SharedCap,
    SharedFund,
    TradeRoute,
    WholeTarget,
    build_places,
)

FOLDER = Path(__file__).parent / "places"
ENTERED = ("chain_balance", "money_source", "talent_need", "air_freight")


def everything() -> PlaceSystem:
    """Grain goes through the pool, cars on a way; money, people, a river and promises are shared."""
    names = ["plain", "hills"]
    air = AirInputs(need=over([0.01, 0.0, 0.02], product=CODES), running=9.0, services=1)
    whole = dict.fromkeys(CODES, 1.0)
    level = replace(promise(230.0, year=2025, name="VA"), weights=whole)
    share = replace(
        promise(0.5, year=2024, name="share"), kind="share", weights={"cars": 1.0}, share_of=whole
    )
    limit = over(np.full((2, 2, 1), 2.0), place=names, place_to=names, occupation=["engineer"])
    return PlaceSystem(
        {"plain": furnished(plain()), "hills": replace(furnished(hills()), air=air)},
        trade=trade(),
        routes=(TradeRoute("hills", "plain", "cars", cost=0.05, limit=12.0),),
        caps=(SharedCap("river", "CO2", {2025: 250.0}),),
        funds=(SharedFund("city", dict.fromkeys(YEARS, 8.0), ("capacity",), 0.02, ("hills",)),),
        commuting=Commuting(limit, cost=0.01),
        targets=(WholeTarget(level), WholeTarget(share, places=("hills",))),
    )


COUPLED = build_places(everything(), SETTINGS).coupled
OWN = set().union(*(block.rows for block in COUPLED.blocks.values()))
TEXTS = {
    name: text
    for name, text in row_texts(COUPLED.matrix).items()
    if name not in OWN or name in ENTERED
}


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_the_rule_is_as_before(name: str) -> None:
    path = FOLDER / f"{name}.lp.txt"
    if REWRITE:
        path.parent.mkdir(exist_ok=True)
        path.write_text(TEXTS[name], encoding="utf-8")
    assert path.exists(), f"{path.name} is missing: run make golden and read it"
    assert TEXTS[name] == path.read_text(encoding="utf-8"), f"{path.name}: run make golden"


def test_every_text_has_its_rule() -> None:
    files = {path.name.removesuffix(".lp.txt") for path in FOLDER.glob("*.lp.txt")}
    assert files == set(TEXTS)
