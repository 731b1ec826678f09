"""The audit of the account, the leading firms and the leads, as tables on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from upriver.core.message import Message

if TYPE_CHECKING:
    from upriver.cli.screen import Screen
    from upriver.services.diagnose import Diagnosis

LEADS = 12  # shown on the screen
BASIS = {
    "firm": Message("its own known purchases", "该企业自身已知采购"),
    "industry": Message("its industry in the account", "账户中的所属行业"),
}


def show_leaders(screen: Screen, diagnosis: Diagnosis) -> None:
    """Print how much of what the leaders of the chains buy is made here.

    Parameters
    ----------
    screen : Screen
        Where to print.
    diagnosis : Diagnosis
        What the service returned.
    """
    name = f"name_{screen.common.language}"
    rows = [
        [
            getattr(chain, name),
            row[name],
            row["local_supply_rate"],
            row["outside_domestic"],
            row["outside_foreign"],
            screen.text(BASIS[row["basis"]]),
        ]
        for chain in diagnosis.chains
        for row in chain.leaders.to_dicts()
    ]
    if rows:
        screen.table(
            Message("Leading firms", "链主企业"),
            [
                Message("Chain", "产业链"),
                Message("Firm", "企业"),
                Message("Inputs made here", "本地配套率"),
                Message("From other provinces", "省外含量"),
                Message("From abroad", "国外含量"),
                Message("Rests on", "依据"),
            ],
            rows,
        )


def show_audit(screen: Screen, diagnosis: Diagnosis) -> None:
    """Print what the audit of the account found, before any result drawn from it.

    Parameters
    ----------
    screen : Screen
        Where to print.
    diagnosis : Diagnosis
        What the service returned.
    """
    language = screen.common.language
    rows = diagnosis.audit.to_dicts()
    if rows:
        screen.table(
            Message("Audit of the account", "账户审核"),
            [Message("Finding", "发现"), Message("Number", "数值"), Message("Limit", "门槛")],
            [[row[f"problem_{language}"], row["number"], row["limit"]] for row in rows],
        )


def show_leads(screen: Screen, diagnosis: Diagnosis) -> None:
    """Print who could fill the gaps, the best leads first.

    Parameters
    ----------
    screen : Screen
        Where to print.
    diagnosis : Diagnosis
        What the service returned.
    """
    language = screen.common.language
    rows = diagnosis.leads.to_dicts()
    screen.table(
        Message("Leads for attraction", "招商线索"),
        [
            Message("Gap", "缺口"),
            Message("Who", "对象"),
            Message("Closeness", "接近度"),
            Message("Share of chain cost", "占链成本"),
            Message("Value added of a tenth, 1e8 CNY", "填补一成新增增加值（亿元）"),
            Message("Why", "理由"),
        ],
        [
            [
                row[f"name_{language}"],
                row[f"candidate_name_{language}"],
                row["closeness"],
                row["need"],
                row["value_added"],
                row[f"reason_{language}"],
            ]
            for row in rows[:LEADS]
        ],
    )
    if len(rows) > LEADS:
        more = len(rows) - LEADS
        screen.remark(
            Message(f"{more} more leads: --json.", f"另有 {more} 条线索：使用 --json 查看。")
        )
