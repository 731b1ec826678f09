"""Facts: what the services found, as plain data, nothing added and nothing lost."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest
import xarray as xr

from golden_file import require_golden
from toy import tables, toy_region
from upriver.core.errors import DataError, InfeasibleError
from upriver.core.message import Message
from upriver.data.examples import chongqing
from upriver.documents.claims import Claim
from upriver.reporting.facts.claims import _value, claims_facts
from upriver.reporting.facts.gather import gather_facts
from upriver.reporting.facts.plain import plain
from upriver.reporting.facts.standing import MOST_LINKS, _network
from upriver.reporting.facts.targets import _way, targets_facts
from upriver.services.check import check
from upriver.services.diagnose import diagnose
from upriver.services.read import ReadResult
from upriver.services.track import track

if TYPE_CHECKING:
    from upriver.data.region import Region

GOLDEN = Path(__file__).parents[1] / "golden" / "reporting"


@pytest.fixture
def region(tmp_path: Path) -> Region:
    return toy_region(tmp_path)


def test_facts_of_the_toy_region_are_as_before(region: Region) -> None:
    facts = gather_facts(region, check=check(region), diagnosis=diagnose(region))
    facts["basis"]["fingerprint"] = facts["basis"]["version"] = "-"
    require_golden(GOLDEN / "toy_facts.json", facts)


def test_facts_are_plain_data(region: Region) -> None:
    facts = gather_facts(region, diagnosis=diagnose(region))
    json.dumps(facts, allow_nan=False)
    assert facts["plan"] is facts["targets"] is facts["claims"] is facts["routes"] is None


def test_the_reason_of_an_absent_analysis_is_kept(region: Region) -> None:
    bare = region.replace(**{name: pl.DataFrame(schema=region.table(name).schema)
                             for name in ("chains", "chain_links", "firms")})  # fmt: skip
    facts = gather_facts(bare, diagnosis=diagnose(bare))
    assert facts["chains"] is None
    assert "chains" in facts["reasons"]["chains"]["en"]
    assert any(each["tables"] for each in facts["basis"]["skipped"])


def test_a_conflict_is_kept_with_the_names_of_its_members(region: Region) -> None:
    error = InfeasibleError(
        Message("They clash.", "相互冲突。"), Message("Loosen one.", "放宽其一。"),
        conflict=("01", "unheard-of"),
    )  # fmt: skip
    facts = gather_facts(region, plan_error=error)
    assert facts["conflict"] == {
        "problem": {"en": "They clash.", "zh": "相互冲突。"},
        "remedy": {"en": "Loosen one.", "zh": "放宽其一。"},
        "members": [
            {"en": "Sector 01", "zh": "行业01"}, {"en": "unheard-of", "zh": "unheard-of"},
        ],
    }  # fmt: skip


def test_a_plan_that_could_not_be_made_is_no_conflict(region: Region) -> None:
    error = DataError(Message("No account.", "没有账户。"), Message("Add it.", "请补充。"))
    facts = gather_facts(region, plan_error=error)
    assert facts["conflict"] is None
    assert facts["reasons"]["plan"] == {"en": "No account. Add it.", "zh": "没有账户。请补充。"}


def test_routes_are_those_of_the_airport_most_services_leave(region: Region) -> None:
    fact = {"status": "reported", "source": "s1"}
    airports = pl.DataFrame(
        [
            {"airport": code, "name_en": code, "name_zh": code, "country": "CHN", "lat": lat,
             "lon": 100.0, **fact}
            for code, lat in (("AAA", 10.0), ("BBB", 20.0), ("CCC", 30.0))
        ]
    )  # fmt: skip
    services = pl.DataFrame(
        [
            {"service": f"s{n}", "airport": a, "airport_to": b, "kind": "passenger",
             "state": state, "freight": 10.0, **fact}
            for n, (a, b, state) in enumerate(
                [("AAA", "BBB", "running"), ("AAA", "CCC", "candidate"), ("BBB", "CCC", "running")]
            )
        ]
    )  # fmt: skip
    facts = gather_facts(region.replace(airports=airports, air_services=services))
    routes = facts["routes"]
    assert routes["home"]["code"] == "AAA"
    assert [(each["to"]["code"], each["state"]) for each in routes["services"]] == [
        ("BBB", "running"), ("CCC", "candidate"),
    ]  # fmt: skip
    assert routes["counts"]["running"] == routes["counts"]["candidate"] == 1


def test_the_network_is_a_tree_and_a_few_more() -> None:
    """Proximities by hand: the strongest tree is a-b, b-c, c-d."""
    codes = ["a", "b", "c", "d"]
    values = np.array(
        [[1.0, 0.9, 0.6, 0.1], [0.9, 1.0, 0.8, 0.2], [0.6, 0.8, 1.0, 0.7], [0.1, 0.2, 0.7, 1.0]]
    )
    proximity = xr.DataArray(
        values, coords={"industry": codes, "industry_to": codes}, dims=("industry", "industry_to")
    )
    network = _network(proximity, set(codes))
    assert network is not None
    tree = [(each["a"], each["b"]) for each in network["links"] if each["tree"]]
    more = [(each["a"], each["b"]) for each in network["links"] if not each["tree"]]
    assert tree == [("a", "b"), ("b", "c"), ("c", "d")]
    assert more == [("a", "c")]
    assert len(more) <= MOST_LINKS


def test_an_industry_present_nowhere_is_not_in_the_network() -> None:
    values = np.full((4, 4), 0.5)
    np.fill_diagonal(values, 1.0)
    values[3, :] = values[:, 3] = np.nan
    codes = list("abcd")
    proximity = xr.DataArray(
        values, coords={"industry": codes, "industry_to": codes}, dims=("industry", "industry_to")
    )
    network = _network(proximity, set(codes))
    assert network is not None
    assert network["codes"] == ["a", "b", "c"]
    assert _network(None, set()) is None


def test_claims_come_targets_first_and_keep_the_exact_words() -> None:
    def claim(kind: str, start: int, **more: object) -> Claim:
        parts = dict.fromkeys(Claim.__dataclass_fields__)
        parts |= {"kind": kind, "source_phrase": f"原文{start}", "start": start, "end": start + 3,
                  "ambiguity": (), "confidence": 0.9, **more}  # fmt: skip
        return Claim(**parts)  # type: ignore[arg-type]

    document = SimpleNamespace(name="d.txt", title="", date=None)
    rows = (
        claim("system", 0),
        claim("statistic", 5, value=3.0, unit="万吨"),
        claim("target", 9, comparator=">=", value=36, unit="%", ambiguity=("base-not-stated",)),
    )
    reading = ReadResult((document,), tuple(("d.txt", each) for each in rows))  # type: ignore[arg-type]
    facts = claims_facts(reading)
    assert facts is not None
    own = facts["documents"][0]
    assert own["title"] == "d.txt"
    assert [each["kind"] for each in own["claims"]] == ["target", "statistic", "system"]
    assert own["claims"][0]["phrase"] == "原文9"
    assert own["claims"][0]["value"] == "≥36%"
    assert own["claims"][0]["doubt"]["zh"] == "未说明基期。"
    assert _value(claim("statistic", 0, comparator="range", value=(3, 5.5), unit="t")) == "3–5.5 t"
    assert claims_facts(ReadResult((), ())) is None


@pytest.mark.parametrize(
    ("start", "goal", "value", "share"),
    [((2020, 60.0), 90.0, 75.0, 0.5), ((2020, 10.0), 5.0, 9.0, 0.2), ((2020, 60.0), 90.0, 50.0, -1 / 3),
     (None, 90.0, 75.0, None), ((2020, 90.0), 90.0, 75.0, None), ((2020, 60.0), None, 75.0, None)],
)  # fmt: skip
def test_the_way_counts_from_the_start_in_either_direction(
    start: tuple[int, float] | None, goal: float | None, value: float, share: float | None
) -> None:
    assert _way(start, goal, value) == (None if share is None else pytest.approx(share, rel=1e-5))


def test_plain_has_no_nan_and_no_minus_nought() -> None:
    assert plain(float("inf")) is None
    assert str(plain(-0.0)) == "0.0"
    assert plain(np.float64(1234567.89)) == 1234570.0
    assert plain(True) is True


def test_every_table_of_the_toy_with_figures_is_listed(region: Region) -> None:
    facts = gather_facts(region)
    listed = {each["table"] for each in facts["basis"]["tables"]}
    assert listed == set(tables()) - {"sources", "places"}
    assert [each["source"] for each in facts["basis"]["sources"]] == ["s1"]
    assert facts["basis"]["findings"] is None


def test_a_promise_that_was_kept_from_the_start_has_no_way_to_go() -> None:
    """Good water was 98.6 % in 2021 and is 100 % in 2025, with 97.3 % promised."""
    city = chongqing()
    rows = {each["code"]: each for each in targets_facts(track(city), city)["rows"]}
    assert rows["CQ25-water"]["state"] == "reached"
    assert rows["CQ25-water"]["progress"] is None
    assert rows["CQ25-water"]["expected"] is None
    assert rows["CQ25-forest"]["progress"] == pytest.approx((55.06 - 54.5) / (57 - 54.5), rel=1e-3)
    assert rows["CQ25-forest"]["needs"] is None
    assert "table observations" in rows["CQ27-rd-units"]["needs"]["en"].lower()
