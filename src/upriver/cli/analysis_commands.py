"""The command that says where a region stands."""
# Services are imported where they are used, so that --help stays fast.
# ruff: noqa: PLC0415

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from upriver.cli.chain_screens import show_audit, show_leaders, show_leads
from upriver.cli.common import both
from upriver.cli.help import HelpCommand
from upriver.cli.package_commands import PackagePath
from upriver.cli.screen import Screen
from upriver.core.message import Message

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from upriver.services.chains import ChainDiagnosis
    from upriver.services.diagnose import Diagnosis

SettingsFile = Annotated[
    Path | None,
    typer.Option("--settings", metavar="TOML", help=both("File with settings.", "设置文件。")),
]
SettingsWords = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="NAME=VALUE",
        help=both("One setting; may be repeated.", "单项设置；可重复。"),
    ),
]
Workers = Annotated[
    int,
    typer.Option(
        "--workers",
        min=1,
        metavar="N",
        help=both(
            "Processes that solve scenarios or windows side by side; the result is the same.",
            "并行求解各单一情景或各窗口的进程数；结果相同。",
        ),
    ),
]
INDUSTRY_COLUMNS = {
    "output": Message("Output, 1e8 CNY", "总产出（亿元）"),
    "output_multiplier": Message("Multiplier", "产出乘数"),
    "self_sufficiency": Message("Self-sufficiency", "自给率"),
    "outside_domestic": Message("From other provinces", "省外含量"),
    "outside_foreign": Message("From abroad", "国外含量"),
}
BACKTEST_COLUMNS = ("method", "auc", "average_precision", "base_rate", "lift", "ece")
LABELS = {
    "gap": Message("break", "断点"),
    "weak": Message("weak spot", "弱点"),
    "blocked": Message("blocked link", "堵点"),
    "choke": Message("choke point", "卡点"),
}


def add_analysis_commands(app: typer.Typer) -> None:
    """Add the commands of this module.

    Parameters
    ----------
    app : typer.Typer
        The program.
    """
    text = both(
        "Say where the region stands: specialisation, linkages, dependence, gaps in its chains.",
        "诊断现状：专业化、产业关联、对外依存、产业链断点。",
    )
    app.command("diagnose", cls=HelpCommand, help=text)(diagnose)


def diagnose(
    ctx: typer.Context,
    package: PackagePath,
    settings: SettingsFile = None,
    words: SettingsWords = None,
) -> None:
    """Say where the region stands."""
    from upriver.cli.settings import read_settings
    from upriver.data.region import Region
    from upriver.services.diagnose import diagnose as diagnose_service
    from upriver.services.diagnosis_settings import DiagnosisSettings

    screen = Screen(ctx.obj)
    chosen = read_settings(DiagnosisSettings, file=settings, words=words or ())
    with screen.steps() as steps:
        steps("load", 0, 1)
        region = Region.open(package)
        diagnosis = diagnose_service(region, chosen, progress=steps)
    if screen.common.as_json:
        screen.json(diagnosis)
        return
    show_diagnosis(screen, diagnosis)
    screen.times(steps.seconds)


def show_diagnosis(screen: Screen, diagnosis: Diagnosis) -> None:
    """Print a diagnosis as tables.

    Parameters
    ----------
    screen : Screen
        Where to print.
    diagnosis : Diagnosis
        What the service returned.
    """
    name = f"name_{screen.common.language}"
    rows = diagnosis.industries.to_dicts()
    known = [row for row in rows if row.get("output") is not None]
    show_audit(screen, diagnosis)
    screen.table(
        Message(f"Industries, {diagnosis.base_year}", f"行业，{diagnosis.base_year} 年"),
        [Message("Industry", "行业"), *INDUSTRY_COLUMNS.values()],
        [[row[name], *(row.get(column) for column in INDUSTRY_COLUMNS)] for row in known],
    )
    show_cultivation(screen, diagnosis)
    gaps = [
        [
            getattr(chain, name),
            row[name],
            screen.text(LABELS[row["label"]]),
            _todo(screen, chain, row["industry"]),
            row[f"reason_{screen.common.language}"],
        ]
        for chain in diagnosis.chains
        for row in chain.nodes.to_dicts()
        if row["label"] in LABELS
    ]
    screen.table(
        Message("Gaps in the chains", "产业链缺口"),
        [
            Message("Chain", "产业链"),
            Message("Node", "环节"),
            Message("Kind", "类型"),
            Message("What to do", "对策"),
            Message("Why", "依据"),
        ],
        gaps,
    )
    if gaps:
        screen.remark(
            Message(
                "Local firms are those that the package lists; self-sufficiency and matching are "
                "those of the industry a node belongs to, which is wider than the node.",
                "本地企业以数据包所列为准；自给率与供需错配度取自环节所属行业，行业比环节宽。",
            )
        )
    show_leaders(screen, diagnosis)
    show_leads(screen, diagnosis)
    show_firms(screen, diagnosis)
    for note in (*diagnosis.notes, diagnosis.uncertainty_note):
        if note:
            screen.remark(note)
    for skipped in diagnosis.skipped:
        screen.remark(
            Message(
                f"Left out: {skipped.analysis.en}. {skipped.reason.en}",
                f"未做：{skipped.analysis.zh}。{skipped.reason.zh}",
            )
        )


def _todo(screen: Screen, chain: ChainDiagnosis, node: str) -> str | None:
    """Decisions on the links of a node, each once."""
    from upriver.supplychain import DECISION_NAMES

    kinds = dict.fromkeys(each.kind for each in chain.decisions if each.industry == node)
    names = [screen.text(DECISION_NAMES[kind]) for kind in kinds]
    return ("、" if screen.common.language == "zh" else ", ").join(names) or None


def show_firms(screen: Screen, diagnosis: Diagnosis) -> None:
    """Print what the region loses with each firm, the gravest first.

    Parameters
    ----------
    screen : Screen
        Where to print.
    diagnosis : Diagnosis
        What the service returned.
    """
    if diagnosis.firms is None:
        return
    screen.table(
        Message("What the region loses when a firm stops", "企业停产的区域损失"),
        [
            Message("Firm", "企业"),
            Message("Revenue, 1e8 CNY", "营收（亿元）"),
            Message("Output lost", "产出损失"),
            Message("Its own", "自身"),
            Message("For want of inputs", "缺少投入"),
            Message("For want of customers", "失去客户"),
            Message("Seen, of what spreads", "扩散中可见部分"),
        ],
        [
            [
                row[f"name_{screen.common.language}"],
                row["revenue"],
                *(
                    None if row[part] is None else f"{row[part]:.2%}"
                    for part in ("index", "direct", "downstream", "upstream", "seen_share")
                ),
            ]
            for row in diagnosis.firms.firms.to_dicts()
        ],
    )
    for note in diagnosis.firms.notes:
        screen.remark(note)


def show_cultivation(screen: Screen, diagnosis: Diagnosis) -> None:
    """Print what to do with each industry, how good entry forecasts were, and what has no class.

    Parameters
    ----------
    screen : Screen
        Where to print.
    diagnosis : Diagnosis
        What the service returned.
    """
    from upriver.complexity.cultivation import CLASSES

    language = screen.common.language
    rows = diagnosis.industries.to_dicts()
    level = f"{diagnosis.level:.0%}"
    order = [each.cultivation for each in CLASSES]
    names = {each.cultivation: screen.text(each.name) for each in CLASSES}
    forecast = any(row.get("entry_chance") is not None for row in rows)
    judged = [row for row in rows if row.get("cultivation")]
    judged.sort(key=lambda row: (order.index(row["cultivation"]), -row["cultivation_chance"]))
    screen.table(
        Message("What to cultivate", "产业培育"),
        [
            Message("Industry", "行业"),
            Message("Class", "类别"),
            Message("Chance", "概率"),
            Message(f"Quotient, {level} interval", f"区位商及 {level} 区间"),
            Message("Relatedness", "关联密度"),
            *([_entry_heading(diagnosis.horizon)] if forecast else []),
            Message("Why", "依据"),
        ],
        [
            [
                row[f"name_{language}"],
                names[row["cultivation"]],
                f"{row['cultivation_chance']:.0%}",
                _with_interval(row),
                row["density"],
                *([_entry(row)] if forecast else []),
                row[f"reason_{language}"],
            ]
            for row in judged
        ],
    )
    if diagnosis.backtest:
        screen.table(
            Message("How good forecasts of entries were", "进入预测以往有多准"),
            [
                Message("Method", "方法"),
                Message("AUC", "AUC"),
                Message("Average precision", "平均精确率"),
                Message("Entered at all", "实际进入比例"),
                Message("Lift", "提升倍数"),
                Message("Error of chances", "概率误差"),
            ],
            [[row[column] for column in BACKTEST_COLUMNS] for row in diagnosis.backtest.to_dicts()],
        )
    for reason, industries in _unjudged(rows, language).items():
        listing = ("、" if language == "zh" else ", ").join(industries)
        screen.remark(Message(f"No class: {listing}. {reason}", f"未分类：{listing}。{reason}"))


def _entry_heading(horizon: int) -> Message:
    return Message(f"Entry in {horizon} years (like places)", f"{horizon} 年内进入概率（同类地区）")


def _entry(row: Mapping[str, Any]) -> str | None:
    """Chance of entry, and how many comparable places entered, such as ``12% (3/14)``."""
    if row["entry_chance"] is None:
        return None
    chance = f"{row['entry_chance']:.0%}"
    if not row["comparable"]:
        return chance
    return f"{chance} ({row['jumped']:.0f}/{row['comparable']:.0f})"


def _with_interval(row: Mapping[str, Any]) -> str | None:
    value, low, high = row["rca"], row["rca_low"], row["rca_high"]
    if value is None or low is None or high is None:
        return None if value is None else f"{value:.2f}"
    return f"{value:.2f} ({low:.2f}–{high:.2f})"


def _unjudged(rows: list[dict[str, Any]], language: str) -> dict[str, list[str]]:
    """Industries without a class, by reason."""
    found: dict[str, list[str]] = {}
    for row in rows:
        reason = row.get(f"unjudged_{language}")
        if reason:
            found.setdefault(reason, []).append(row[f"name_{language}"])
    return found
