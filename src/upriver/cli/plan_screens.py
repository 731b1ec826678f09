"""How a plan and what surrounds it look on the screen."""
# Services are imported where they are used, so that --help stays fast.
# ruff: noqa: PLC0415

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from upriver.core.message import Message
from upriver.core.unit_names import UNIT

if TYPE_CHECKING:
    from upriver.cli.screen import Screen
    from upriver.core.frames import Table
    from upriver.planning.result import Plan
    from upriver.services.explore import Exploration

# Tables of a plan: title, then column and heading; a name in both languages is "name".
PLAN_TABLES: dict[str, tuple[Message, dict[str, Message]]] = {
    "summary": (
        Message("Economy, 1e8 CNY of base-year prices", "经济总量（亿元，基年价）"),
        {
            "year": Message("Year", "年份"),
            "value_added": Message("Value added", "增加值"),
            "growth": Message("Growth, %", "增速（%）"),
            "business_as_usual": Message("As usual", "照旧"),
            "gain": Message("Gain", "增益"),
            "spending": Message("Spending", "支出"),
        },
    ),
    "projects": (
        Message("Projects", "项目"),
        {
            "name": Message("Project", "项目"),
            "year": Message("Start", "开工"),
            "finished": Message("Finish", "完工"),
            "share": Message("Share", "实施比例"),
            "cost": Message("Cost, 1e8 CNY", "投资（亿元）"),
        },
    ),
    "what_to_enter": (
        Message("Nodes to enter", "进入的环节"),
        {
            "name": Message("Node", "环节"),
            "industry_name": Message("Industry", "行业"),
            "year": Message("Year", "年份"),
            "share": Message("Share", "比例"),
            "relatedness_at_entry": Message("Relatedness at entry", "进入时关联度"),
            "barrier": Message("Cost of learning, 1e8 CNY", "进入成本（亿元）"),
            "investment": Message("Investment, 1e8 CNY", "投资（亿元）"),
        },
    ),
    "what_to_research": (
        Message("Research tasks", "研发任务"),
        {
            "name": Message("Task", "任务"),
            "year": Message("Start", "启动"),
            "finished": Message("Result", "成果"),
            "teams": Message("Teams", "队数"),
            "chain_success": Message("Chance", "成功概率"),
            "cost": Message("Cost, 1e8 CNY", "费用（亿元）"),
        },
    ),
    "targets": (
        Message("Targets", "目标"),
        {
            "name": Message("Indicator", "指标"),
            "year": Message("Year", "年份"),
            "comparator": Message("Bound", "比较"),
            "wanted": Message("Wanted", "目标值"),
            "value": Message("Plan", "规划值"),
            "business_as_usual": Message("As usual", "照旧"),
            "unit": UNIT,
            "met": Message("Met", "达成"),
        },
    ),
}
PRICES = {
    "kind": Message("Kind", "类型"),
    "name": Message("Limit", "限制"),
    "year": Message("Year", "年份"),
    "price": Message("Price", "价格"),
    "unit": UNIT,
}
MOST = {"product": 10, "capacity": 10}  # prices of such kinds that the screen shows
LIMITS = {
    "name": Message("Limit", "约束"),
    "year": Message("Year", "年份"),
    "limit": Message("Limit", "限额"),
    "used": Message("Used", "已用"),
    "unit": UNIT,
    "price": Message("One more is worth", "多一单位的价值"),
    "price_unit": UNIT,
    "holds_from": Message("Price holds from", "价格适用自"),
    "holds_to": Message("to", "至"),
    "status": Message("Status", "状态"),
    "source": Message("Source", "来源"),
}
STAGES = {
    "name": Message("Aim", "目标层"),
    "best": Message("Best", "最优"),
    "final": Message("In the plan", "规划中"),
    "given_up": Message("Given up to later aims", "让给后层"),
    "unit": UNIT,
}
# What surrounds a plan: title, then column and heading.
EXPLORED: dict[str, tuple[Message, dict[str, Message]]] = {
    "decisions": (
        Message("Decisions by what good plans do", "好方案如何决策"),
        {
            "name": Message("Decision", "决策"),
            "kind": Message("Kind", "类型"),
            "verdict": Message("Verdict", "结论"),
            "in_plan": Message("In this plan", "本方案"),
            "share": Message("Share of plans", "采用比例"),
            "loss": Message("Loss otherwise, of the gain", "相反决策至少损失的增益"),
        },
    ),
    "alternatives": (
        Message("Plans that are almost as good", "几乎同样好的方案"),
        {
            "plan": Message("Plan", "方案"),
            "kept": Message("Gain kept", "保留增益"),
            "added": Message("Added", "新增"),
            "dropped": Message("Dropped", "取消"),
        },
    ),
    "promises": (
        Message("What it would take to keep each promise", "守住每项承诺需要什么"),
        {
            "name": Message("Promise", "承诺"),
            "year": Message("Year", "年份"),
            "missed": Message("Missed", "落空"),
            "least": Message("At least", "至少"),
            "value_lost": Message("Value given up, 1e8 CNY", "放弃的价值（亿元）"),
            "way": Message("What would have to give way", "须让步的约束"),
        },
    ),
    "clashes": (
        Message("Promises that cannot both be kept", "不能同时守住的承诺"),
        {
            "name": Message("Who keeps", "守住"),
            "other_name": Message("misses", "则落空"),
            "missed": Message("By at least", "至少"),
        },
    ),
    "front": (
        Message("The two books", "两本账"),
        {
            "pressure": Message("Pressure, base year = 1", "压力（基年为 1）"),
            "given_up": Message("Value given up, 1e8 CNY", "放弃的价值（亿元）"),
            "price": Message("Of one per cent, 1e8 CNY", "每 1% 的价格（亿元）"),
        },
    ),
    "foresight": (
        Message("What short sight costs", "短视的代价"),
        {
            "window": Message("Years in sight", "可见年数"),
            "lost": Message("Lost, 1e8 CNY", "损失（亿元）"),
            "share_of_gain": Message("Of the gain", "占增益"),
            "projects": Message("Projects", "项目数"),
            "entries": Message("Entries", "进入数"),
        },
    ),
}


def show_exploration(screen: Screen, exploration: Exploration) -> None:
    """Print what surrounds a plan.

    Parameters
    ----------
    screen : Screen
        Where to print.
    exploration : Exploration
        What the service returned.
    """
    from upriver.planning.near_optimal import DECIDED, VERDICTS

    if exploration.near:
        language = screen.common.language
        title, columns = EXPLORED["decisions"]
        screen.table(
            title,
            list(columns.values()),
            [
                [
                    row[f"name_{language}"],
                    *map(screen.text, (DECIDED[row["kind"]], VERDICTS[row["verdict"]])),
                ]
                + [row[column] for column in ("in_plan", "share", "loss")]
                for row in exploration.near.decisions.to_dicts()
            ],
        )
    for name, table in exploration.tables.items():
        if name != "decisions":
            title, columns = EXPLORED[name]
            show_table(screen, table, title, columns)
    for note in exploration.skipped:
        screen.remark(note)


def show_plan(screen: Screen, plan: Plan) -> None:
    """Print the main tables of a plan; the report has all of them.

    Parameters
    ----------
    screen : Screen
        Where to print.
    plan : Plan
        What the service returned.
    """
    from upriver.cli.largest import in_percent

    for attribute, (title, columns) in PLAN_TABLES.items():
        rows = getattr(plan, attribute).to_dicts()
        if attribute == "summary":
            rows = in_percent(rows, "growth")
        elif attribute == "targets":
            rows = in_percent(rows, "wanted", "value", "business_as_usual", where="unit")
        _show_rows(screen, rows, title, columns)
        if attribute == "targets":
            _show_binding(screen, plan)
            _show_scarce(screen, plan)
    _show_gap(screen, plan)
    for note in plan.notes:
        screen.remark(note)
    for skipped in plan.skipped:
        screen.remark(
            Message(
                f"Left out: {skipped.part.en}. {skipped.reason.en}",
                f"未计入：{skipped.part.zh}。{skipped.reason.zh}",
            )
        )


def _show_binding(screen: Screen, plan: Plan) -> None:
    """The aims of a lexicographic plan, and the limits that have a price; capacity has too many."""
    if plan.stages.frame.height:
        show_table(screen, plan.stages, Message("One aim after the other", "逐层求解"), STAGES)
    from upriver.data.provenance import STATUS_NAMES
    from upriver.planning.tables.limits import price_end

    language = screen.common.language
    binding = [
        row
        | {end: price_end(row, end, language) for end in ("holds_from", "holds_to")}
        | {"status": screen.text(STATUS_NAMES[row["status"]]) if row["status"] else None}
        for row in plan.limits.to_dicts()
        if row["price"] != 0.0 and row["kind"] != "capacity"
    ]
    title = Message("What binds", "什么在约束")
    if plan.stages.frame.height:
        title = Message(
            "What binds, with prices of the stage of value", "什么在约束（价格属于价值一层）"
        )
    _show_rows(screen, binding, title, LIMITS)


def _show_scarce(screen: Screen, plan: Plan) -> None:
    """Prices of the last year and of all years; of the many products and capacities the largest."""
    from upriver.cli.largest import show_prices
    from upriver.planning.statistics import PRICE_KINDS

    last = plan.years[-1]
    rows = [row for row in plan.prices.to_dicts() if row["year"] in (last, None)]
    title = Message(f"Worth of one more unit in {last}", f"{last} 年多一单位的价值")
    show_prices(screen, rows, title=title, columns=PRICES, kinds=PRICE_KINDS, most=MOST)


def _show_gap(screen: Screen, plan: Plan) -> None:
    """What the search for whole decisions left open, in terms of the gain where there is one."""
    if not plan.audit.whole:
        return
    if plan.gap_of_gain is not None:
        screen.remark(
            Message(
                f"The search left open at most {plan.gap_of_gain:.1%} of the gain over business as "
                "usual.",
                f"相对照常情景的增益中，求解未关闭的部分至多为 {plan.gap_of_gain:.1%}。",
            )
        )
        return
    screen.remark(
        Message(
            f"The search left open at most {plan.audit.gap:.2%} of the value.",
            f"求解未关闭的部分至多为价值的 {plan.audit.gap:.2%}。",
        )
    )


def show_table(screen: Screen, table: Table, title: Message, columns: dict[str, Message]) -> None:
    """Print some columns of a result table.

    Parameters
    ----------
    screen : Screen
        Where to print.
    table : Table
        Its rows.
    title : Message
        Stands above them.
    columns : dict of str to Message
        Heading by column. A column ``name``, ``other_name``, ``industry_name`` or ``way`` stands
        for the one in the language of the screen.
    """
    _show_rows(screen, table.to_dicts(), title, columns)


def _show_rows(
    screen: Screen, rows: list[dict[str, Any]], title: Message, columns: dict[str, Message]
) -> None:
    language = screen.common.language
    both_ways = [
        column for column in ("name", "other_name", "industry_name", "way") if column in columns
    ]
    chosen = [f"{column}_{language}" if column in both_ways else column for column in columns]
    cells: list[list[Any]] = [[row[column] for column in chosen] for row in rows]
    screen.table(title, list(columns.values()), cells)
