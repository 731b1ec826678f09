"""Nodes and links of a chain as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from upriver.core.frames import Table
from upriver.core.message import Message
from upriver.supplychain import DECISION_NAMES

if TYPE_CHECKING:
    import xarray as xr

    from upriver.supplychain import Decision, GapLabel, LinkGaps

NODE_LABELS = {"break": "gap", "choke": "choke", "weak": "weak", "blocked": "blocked"}
NO_FIRM = Message(
    "No local firm is named in public at this end node.", "公开资料中该终端环节无本地企业。"
)
MINOR = Message(
    "No local firm is named in public, but the chain needs little of it.",
    "公开资料中无本地企业，但产业链对该环节需求很小。",
)
FINE = Message(
    "No rule for a gap applies with the figures at hand.", "按现有数据，不符合任何断链规则。"
)


def node_table(
    nodes: pl.DataFrame,
    firms: pl.DataFrame,
    count: xr.DataArray,
    node: dict[str, xr.DataArray],
    gaps: tuple[LinkGaps, ...],
) -> Table:
    """Nodes of a chain, one row each.

    Parameters
    ----------
    nodes : DataFrame
        Rows of ``industries``.
    firms : DataFrame
        Local firms.
    count : DataArray (industry), firms
        Number of local firms at each node.
    node : dict of str to DataArray (industry)
        Measures of the industry each node belongs to.
    gaps : tuple of LinkGaps
        What the rules say of each link.

    Returns
    -------
    Table
        In the order of the nodes; null where unknown.
    """
    rows = []
    for place, record in enumerate(nodes.iter_rows(named=True)):
        code = record["industry"]
        here = firms.filter(pl.col("industry") == code).sort("firm")
        label, reason = _verdict(code, float(count[place]), gaps)
        rows.append(
            {
                "industry": code,
                "name_en": record["name_en"],
                "name_zh": record["name_zh"],
                "parent": record["parent"],
                "stage": record["stage"],
                "firms": int(count[place]),
                "lead_firms": ", ".join(here.filter(pl.col("lead"))["firm"]),
                "firm_names_en": ", ".join(here["name_en"]),
                "firm_names_zh": "、".join(here["name_zh"]),
                "self_sufficiency": float(node["self_sufficiency"][place]),
                "outside_domestic": float(node["domestic_share"][place]),
                "outside_foreign": float(node["foreign_share"][place]),
                "label": label,
                "reason_en": reason.en,
                "reason_zh": reason.zh,
            }
        )
    return Table(pl.DataFrame(rows, infer_schema_length=None).fill_nan(None))


def _verdict(code: str, count: float, gaps: tuple[LinkGaps, ...]) -> tuple[str, Message]:
    """Label of a node: the gravest of its links, else what cannot be said, else fine."""
    mine = [gap for gap in gaps if gap.industry == code]
    if not mine:
        return ("gap", NO_FIRM) if count == 0 else ("ok", FINE)
    for kind, label in NODE_LABELS.items():
        for gap in mine:
            for found in gap.labels:
                if found.kind == kind:
                    return label, found.message
    open_ = [found for gap in mine for found in gap.open_questions if found.kind != "choke"]
    if open_:
        return "unknown", open_[0].message
    return ("minor", MINOR) if count == 0 else ("ok", FINE)


def link_table(
    links: pl.DataFrame,
    requirement: xr.DataArray,
    count: xr.DataArray,
    node: dict[str, xr.DataArray],
    pair: dict[str, xr.DataArray],
    gaps: tuple[LinkGaps, ...],
    decisions: tuple[Decision, ...],
) -> Table:
    """Links of a chain, one row each, with the numbers of the supplying node.

    Parameters
    ----------
    links : DataFrame
        Rows of ``chain_links``.
    requirement : DataArray (industry, industry_to), ratio
        Share of each link in the cost of the chain.
    count : DataArray (industry), firms
        Number of local firms at each node.
    node : dict of str to DataArray (industry)
        Measures of the industry each node belongs to.
    pair : dict of str to DataArray (industry, industry_to)
        Measures of the two industries that a link joins.
    gaps : tuple of LinkGaps
        What the rules say of each link.
    decisions : tuple of Decision
        What to do about each.

    Returns
    -------
    Table
        ``industry industry_to essential share requirement firms``, the measures of the
        supplying node and of the pair, ``content labels reason_en reason_zh open_en open_zh
        decisions decision_en decision_zh``, in the order of the links; null where unknown.
        ``labels`` and ``decisions`` are codes with blanks between.
    """
    found = {(gap.industry, gap.industry_to): gap for gap in gaps}
    rows = []
    for record in links.sort("industry", "industry_to").iter_rows(named=True):
        seller, buyer = record["industry"], record["industry_to"]
        gap = found.get((seller, buyer))
        given, open_ = (gap.labels, gap.open_questions) if gap else ((), ())
        chosen = [
            each for each in decisions if (each.industry, each.industry_to) == (seller, buyer)
        ]
        reason, question = _said(given), _said(open_)
        numbers = {name: float(array.sel(industry=seller)) for name, array in node.items()}
        rows.append(
            {
                "industry": seller,
                "industry_to": buyer,
                "essential": record["essential"],
                "share": record["share"],
                "requirement": float(requirement.sel(industry=seller, industry_to=buyer)),
                "firms": int(count.sel(industry=seller)),
                **numbers,
                **{
                    name: float(array.sel(industry=seller, industry_to=buyer))
                    for name, array in pair.items()
                },
                "content": numbers["outside_domestic"] + numbers["outside_foreign"],
                "labels": " ".join(NODE_LABELS[label.kind] for label in given),
                "reason_en": reason.en,
                "reason_zh": reason.zh,
                "open_en": question.en,
                "open_zh": question.zh,
                "decisions": " ".join(each.kind for each in chosen),
                "decision_en": ", ".join(DECISION_NAMES[each.kind].en for each in chosen),
                "decision_zh": "、".join(DECISION_NAMES[each.kind].zh for each in chosen),
            }
        )
    return Table(pl.DataFrame(rows, infer_schema_length=None).fill_nan(None))


def _said(labels: tuple[GapLabel, ...]) -> Message:
    """Sentences of the labels, one after the other."""
    parts = [label.message for label in labels]
    return Message(" ".join(part.en for part in parts), "".join(part.zh for part in parts))
