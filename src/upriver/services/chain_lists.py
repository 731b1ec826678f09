"""The lists that the leader of a chain works with: one map and its registers (一图多清单)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from upriver.core.frames import Table
from upriver.core.message import Message
from upriver.data.places import places_inside
from upriver.supplychain import DECISION_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from upriver.data.region import Region
    from upriver.services.chains import ChainDiagnosis

LISTS = ("map", "leaders", "suppliers", "long_boards", "short_boards", "key_technologies")
SCHEMA = dict.fromkeys(
    (
        "list", "chain", "industry", "name_en", "name_zh", "firm", "firm_name_en",
        "firm_name_zh", "reason_en", "reason_zh",
    ),
    pl.String,
)  # fmt: skip
SHORT = ("gap", "weak", "blocked")
LEADS = Message("It leads its chain.", "系该链链主。")
SUPPLIES = Message("It supplies other nodes of the chain.", "为链上其他环节配套。")
STRONG = Message(
    "Local firms, one of them leading, and no rule for a gap applies.",
    "有链主在内的本地企业，且不符合任何断链规则。",
)

Row = dict[str, str | None]


def chain_lists(region: Region, chains: tuple[ChainDiagnosis, ...]) -> Table:
    """Lists of all chains.

    Parameters
    ----------
    region : Region
        A package with ``firms`` where chains are known.
    chains : tuple of ChainDiagnosis
        The diagnosis of each chain.

    Returns
    -------
    Table
        ``list chain industry name_en name_zh firm firm_name_en firm_name_zh reason_en
        reason_zh``; by list in the order map, leaders, suppliers, long boards, short boards,
        key technologies, then by chain. A list of nodes has no firm.
    """
    if not chains:
        return Table(pl.DataFrame(schema=SCHEMA))
    inside = list(places_inside(region))
    firms = region.table("firms").filter(pl.col("place").is_in(inside)).sort("firm")
    rows = [row for chain in chains for row in _of_chain(chain, firms)]
    rows.sort(key=lambda row: LISTS.index(str(row["list"])))
    return Table(pl.DataFrame(rows, schema=SCHEMA))


def _of_chain(chain: ChainDiagnosis, firms: pl.DataFrame) -> Iterator[Row]:
    sellers = set(chain.links.to_polars()["industry"])
    extended = {each.industry: each for each in chain.decisions if each.kind == "extend"}
    for node in chain.nodes.to_dicts():
        code = node["industry"]
        base: Row = {
            "chain": chain.chain,
            "industry": code,
            "name_en": node["name_en"],
            "name_zh": node["name_zh"],
        }
        own = Message(node["reason_en"], node["reason_zh"])
        yield _row("map", base, own)
        here = firms.filter(pl.col("industry") == code).to_dicts()
        for firm in here:
            named: Row = {
                **base,
                "firm": firm["firm"],
                "firm_name_en": firm["name_en"],
                "firm_name_zh": firm["name_zh"],
            }
            if firm["lead"]:
                yield _row("leaders", named, LEADS)
            elif code in sellers:
                yield _row("suppliers", named, SUPPLIES)
        if code in extended:
            yield _row("long_boards", base, extended[code].message)
        elif node["label"] == "ok" and any(firm["lead"] for firm in here):
            yield _row("long_boards", base, STRONG)
        if node["label"] in SHORT:
            yield _row("short_boards", base, own)
        technology = _technology(chain, code)
        if technology:
            yield _row("key_technologies", base, technology)


def _technology(chain: ChainDiagnosis, code: str) -> Message | None:
    """Why a node's technology must be mastered: a choke point, or what would make it one."""
    for each in chain.decisions:
        if each.industry == code and each.kind == "research":
            return each.message
    for gap in chain.gaps:
        for label in gap.open_questions:
            if gap.industry == code and label.kind == "choke":
                name = DECISION_NAMES["research"]
                return Message(f"{name.en}? {label.message.en}", f"{name.zh}？{label.message.zh}")
    return None


def _row(kind: str, base: Row, reason: Message) -> Row:
    return {"list": kind, **base, "reason_en": reason.en, "reason_zh": reason.zh}
