"""Whatever people decide in whatever order: nothing read is lost, and the tables follow."""

from __future__ import annotations

import tempfile
from pathlib import Path

import hypothesis.strategies as st
from hypothesis import given, settings

from review_toy import NOW, package, result
from upriver.data.region import Region
from upriver.services.record_claims import record_claims
from upriver.services.review import Ruling, decide, review
from upriver.services.review_items import parse_value

KEYS = [f"page-{number:03d}" for number in range(1, 9)]
changes = st.fixed_dictionaries(
    {},
    optional={
        "value": st.sampled_from(["", "1", "2.5", "5..10"]),
        "code": st.sampled_from(["", "exports", "firms", "passengers"]),
        "period": st.sampled_from(["", "2022", "2024-Q1"]),
        "hard": st.sampled_from(["yes", "no"]),
    },
)
rulings = st.builds(
    lambda claim, accepts, changed: Ruling(claim, accepts, changed if accepts else {}, "why"),
    st.sampled_from(KEYS), st.booleans(), changes,
)  # fmt: skip


def plain(region, table):
    """Rows that were written by hand."""
    rows = region.table(table).iter_rows(named=True)
    return [row for row in rows if row["claim"] is None]


@settings(max_examples=12)
@given(st.lists(rulings, min_size=1, max_size=4))
def test_any_order_of_decisions(given_rulings):
    with tempfile.TemporaryDirectory() as name:
        folder = package(Path(name) / "toy")
        record_claims(folder, result(Path(name)))
        claims = (folder / "tables" / "claims.csv").read_bytes()
        start = Region.open(folder)
        by_hand = {table: plain(start, table) for table in ("targets", "observations")}
        history: list[str] = []
        for ruling in given_rulings:
            decide(folder, [ruling], author="Li", now=NOW)
            region, state = Region.open(folder), review(folder)
            made = (
                region.table("decisions")["decision"].to_list() if region.has("decisions") else []
            )
            assert made[: len(history)] == history
            history = made
            assert (folder / "tables" / "claims.csv").read_bytes() == claims
            for table, rows in by_hand.items():
                assert plain(region, table) == rows
                for row in region.table(table).iter_rows(named=True):
                    assert row["claim"] is None or state.item(row["claim"]).is_accepted
            assert state.item(ruling.claim).is_accepted == ruling.accepts


@given(st.floats(-1e12, 1e12), st.floats(-1e12, 1e12))
def test_what_is_written_is_what_is_read(low, high):
    assert parse_value(str(low)) == low
    assert parse_value(f"{low}..{high}") == (low, high)
