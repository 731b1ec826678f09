"""The workbook of a plan, sheet by sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from upriver.core.message import Message
from upriver.core.unit_names import unit_word
from upriver.data.provenance import STATUS_NAMES
from upriver.planning.statistics import PRICE_KINDS, QUESTIONS, plan_statistics
from upriver.planning.tables.limits import price_end
from upriver.reporting.excel.basis_sheets import basis_sheet, notes_sheet
from upriver.reporting.excel.book import Book, Column, Say
from upriver.reporting.excel.budget_sheets import TOTAL, budget_sheets, gantt_sheet
from upriver.reporting.excel.optional_sheets import optional_sheets
from upriver.reporting.excel.placed import PLACE, Placed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from upriver.core.message import Language
    from upriver.planning.result import Plan
    from upriver.reporting.excel.book import SheetWriter

MONEY = "1e8 CNY"
MOST_LINES = 10  # of each question on the sheet of main points
NAMES = {
    "summary": Message("Summary", "总览"),
    "points": Message("Main points", "要点"),
    "entries": Message("Entries", "进入环节"),
    "talent": Message("Talent", "人才"),
    "targets": Message("Targets", "目标"),
    "prices": Message("Prices", "价格"),
    "limits": Message("Limits", "约束"),
    "stages": Message("Aims in order", "逐层目标"),
}


def plan_book(plan: Plan, language: Language) -> Book:
    """A plan as a workbook.

    Parameters
    ----------
    plan : Plan
        The plan.
    language : {"en", "zh"}
        Language of everything in it.

    Returns
    -------
    Book
        Sheets: summary, main points, budget by fund, budget by use, projects, research and loans
        where there are any, entries, talent, targets, prices, limits, the aims in order where
        there are several, assumptions and sources, notes.
    """
    name = plan.name.to(language)
    title = Message(
        f"{name}: plan {plan.years[0]}-{plan.years[-1]}",
        f"{name}：{plan.years[0]}—{plan.years[-1]} 年规划",
    ).to(language)
    book = Book(language, title=title)
    _summary_sheet(plan, book, title)
    points_sheet(plan_statistics(plan).to_dicts(), book)
    placed = Placed(((plan.name, plan),), several=False)
    own_sheets(placed, book)
    if plan.stages.frame.height:
        _stage_sheet(plan, book)
    basis_sheet(placed, book, rests_on=plan.rests_on)
    notes_sheet(placed, book)
    return book


def own_sheets(plans: Placed, book: Book) -> None:
    """Add the sheets on what a plan decides, one a concern.

    Parameters
    ----------
    plans : Placed
        One plan, or those of several places.
    book : Book
        Gets budget by fund and by use, projects, research and loans where there are any,
        entries, talent, targets, prices and limits.
    """
    for add in (budget_sheets, gantt_sheet, optional_sheets, _entry_sheet, _talent_sheet,
                _target_sheet, _price_sheet, _limit_sheet):  # fmt: skip
        add(plans, book)


def _summary_sheet(plan: Plan, book: Book, title: str) -> None:
    say = Say(book.language)
    sheet = book.sheet(NAMES["summary"], title)
    sheet.note(
        say(
            f"Money in 1e8 CNY, prices of {plan.base_year}. Totals are formulas.",
            f"金额单位为亿元，{plan.base_year} 年价格。合计为公式。",
        )
    )
    columns = [
        Column(say("Year", "年份"), "year"),
        Column(say("Value added", "增加值"), "amount", MONEY),
        Column(say("Growth", "增速"), "share"),
        Column(say("Business as usual", "照常情景"), "amount", MONEY),
        Column(say("Gain", "增益"), "amount", MONEY, total=True),
        Column(say("Output", "总产出"), "amount", MONEY),
        Column(say("Sales to other places", "外销"), "amount", MONEY),
        Column(say("Inflow", "外来产品"), "amount", MONEY),
        Column(say("Share of inflow", "外来产品比重"), "share"),
        Column(say("Spending", "支出"), "amount", MONEY, total=True),
    ]
    keys = (
        "year", "value_added", "growth", "business_as_usual", "gain", "output", "sales", "inflow",
        "inflow_share", "spending",
    )  # fmt: skip
    rows = [[row[key] for key in keys] for row in plan.summary.to_dicts()]
    sheet.table(columns, rows, total=TOTAL.to(book.language), frozen=1)
    columns = [Column(say("What", "项目")), Column(say("Value", "数值"), "amount")]
    facts: list[tuple[str, Any]] = [
        (say("Present value of the plan (1e8 CNY)", "规划现值（亿元）"), plan.objective),
        (say("Gain over business as usual (1e8 CNY)", "相对照常情景的增益（亿元）"), plan.gain),
        (say("Of the gain left open by the search", "求解未排除的增益份额"), plan.gap_of_gain),
        (say("Own check of the answer passed", "结果自检通过"), plan.audit.passed),
        (say("Fingerprint of the data", "数据指纹"), plan.fingerprint or None),
    ]
    sheet.table(columns, facts, shares=[2])


def points_sheet(rows: Sequence[dict[str, Any]], book: Book, *, placed: bool = False) -> None:
    """Add the sheet with the main points.

    Parameters
    ----------
    rows : sequence of dict
        Of `plan_statistics` or `places_statistics`.
    book : Book
        Gets one sheet, with at most ten lines a question and place.
    placed : bool
        Whether the rows say of which place they are.
    """
    say = Say(book.language)
    sheet = book.sheet(
        NAMES["points"], say("Who grows, who pays, what binds", "谁增长、谁出资、什么在约束")
    )
    sheet.note(
        say(
            "What binds and what a target costs: present value of one per cent more, at the "
            "plan's prices; read it as an order.",
            "约束与目标的代价：按规划价格放宽 1% 的现值，宜作排序理解。",
        )
    )
    columns = [
        *([Column(PLACE.to(book.language))] if placed else []),
        Column(say("Question", "问题")),
        Column(say("Name", "名称")),
        Column(say("Value", "数值"), "amount"),
        Column(say("Unit", "单位"), "yes"),
        Column(say("Share", "占比"), "share"),
    ]
    shown: list[list[Any]] = []
    seen: dict[tuple[str, ...], int] = {}
    for row in rows:
        place = [row[f"place_{book.language}"]] if placed else []
        kind = row["kind"] if placed and row["question"] == "grows" else ""
        key = (*place, row["question"], kind)
        seen[key] = seen.get(key, 0) + 1
        if seen[key] <= MOST_LINES:
            shown.append(
                [*place, QUESTIONS[row["question"]].to(book.language),
                 row[f"name_{book.language}"], row["value"],
                 unit_word(row["unit"], book.language), row["share"]]
            )  # fmt: skip
    sheet.table(columns, shown, frozen=2 + placed)


def _entry_sheet(plans: Placed, book: Book) -> None:
    say = Say(book.language)
    sheet = book.sheet(NAMES["entries"], say("Nodes to enter", "进入的产业链环节"))
    columns = [
        Column(say("Node", "环节")),
        Column(say("Industry", "行业")),
        Column(say("Chain", "产业链"), "yes"),
        Column(say("Entered", "进入"), "yes"),
        Column(say("Year", "年份"), "year"),
        Column(say("Share", "比例"), "share"),
        Column(say("Relatedness at the start", "初始关联度"), "price"),
        Column(say("Relatedness at entry", "进入时关联度"), "price"),
        Column(say("Cost of learning", "进入成本"), "amount", MONEY, total=True),
        Column(say("Investment", "投资"), "amount", MONEY, total=True),
        Column(say("Output at full scale", "达产产值"), "amount", MONEY),
    ]
    keys = (
        f"name_{book.language}", f"industry_name_{book.language}", "chain", "opened", "year",
        "share", "relatedness", "relatedness_at_entry", "barrier", "investment", "scale",
    )  # fmt: skip

    def _rows(plan: Plan) -> list[list[Any]]:
        ordered = sorted(
            plan.what_to_enter.to_dicts(),
            key=lambda row: (not row["opened"], row["year"] or 0, row["candidate"]),
        )
        return [[row[key] for key in keys] for row in ordered]

    _fill(sheet, plans, columns, _rows, total=TOTAL.to(book.language))


def _talent_sheet(plans: Placed, book: Book) -> None:
    say = Say(book.language)
    people = "1e4 persons"
    sheet = book.sheet(NAMES["talent"], say("People by occupation and year", "分职业、分年人才"))
    columns = [
        Column(say("Occupation", "职业")),
        Column(say("Year", "年份"), "year"),
        Column(say("People", "人数"), "amount", people),
        Column(say("Needed", "需求"), "amount", people),
        Column(say("Recruited", "引进"), "amount", people, total=True),
        Column(say("Worth of one more", "多一人的价值"), "price", "1e4 CNY/person"),
    ]
    keys = (f"name_{book.language}", "year", "people", "needed", "recruited", "price")

    def _rows(plan: Plan) -> list[list[Any]]:
        return [[row[key] for key in keys] for row in plan.talent.to_dicts()]

    _fill(sheet, plans, columns, _rows, total=TOTAL.to(book.language))


def _target_sheet(plans: Placed, book: Book) -> None:
    say = Say(book.language)
    sheet = book.sheet(NAMES["targets"], say("Targets at their deadline", "到期目标"))
    columns = [
        Column(say("Indicator", "指标")),
        Column(say("Code", "代码")),
        Column(say("Year", "年份"), "year"),
        Column(say("Bound", "比较"), "yes"),
        Column(say("Wanted", "目标值"), "amount"),
        Column(say("Plan", "规划值"), "amount"),
        Column(say("Business as usual", "照常情景"), "amount"),
        Column(say("Unit", "单位"), "yes"),
        Column(say("Met", "达成"), "yes"),
        Column(say("Met as usual", "照常可达"), "yes"),
        Column(say("Must be met", "约束性"), "yes"),
        Column(say("Missing", "差距"), "share"),
        Column(say("Price", "代价"), "price", "1e8 CNY/%"),
    ]

    def _rows(plan: Plan) -> list[list[Any]]:
        return [
            [row[f"name_{book.language}"], row["target"], row["year"], row["comparator"],
             row["wanted"], row["value"], row["business_as_usual"],
             unit_word(row["unit"], book.language), row["met"], row["met_as_usual"], row["hard"],
             row["shortfall_share"], row["price"]]
            for row in plan.targets.to_dicts()
        ]  # fmt: skip

    units = [row["unit"] for _, plan in plans.plans for row in plan.targets.to_dicts()]
    ratios = [number for number, unit in enumerate(units) if unit == "ratio"]
    _fill(sheet, plans, columns, _rows, shares=ratios)


def _price_sheet(plans: Placed, book: Book) -> None:
    say = Say(book.language)
    sheet = book.sheet(NAMES["prices"], say("What one more unit is worth", "多一单位的价值"))
    sheet.note(
        say(
            "In the value of its own year; with projects and entries as the plan has them.",
            "为当年价值；项目与进入决策按规划固定。",
        )
    )
    _note_stage(plans, sheet, say)
    columns = [
        Column(say("Kind", "类型")),
        Column(say("Limit", "限制")),
        Column(say("Year", "年份"), "year"),
        Column(say("Price", "价格"), "price"),
        Column(say("Unit", "单位"), "amount"),
    ]

    def _rows(plan: Plan) -> list[list[Any]]:
        return [
            [*_scarce(row, book.language), row["year"],
             row["price"], unit_word(row["unit"], book.language)]
            for row in plan.prices.to_dicts()
        ]  # fmt: skip

    _fill(sheet, plans, columns, _rows, frozen=2)


def _note_stage(plans: Placed, sheet: SheetWriter, say: Say) -> None:
    """Which aim prices belong to, where there are several."""
    if any(plan.stages.frame.height for _, plan in plans.plans):
        sheet.note(
            say(
                "Prices of the stage of value: what a limit is worth while the promises are held.",
                "价格属于“价值最大”一层，即守住承诺的前提下某项约束的价值。",
            )
        )


def _scarce(row: dict[str, Any], language: Language) -> list[str]:
    """Kind and name of what is scarce; the kind again where it has no name."""
    kind = PRICE_KINDS[row["kind"]].to(language)
    return [kind, row[f"name_{language}"] or kind]


def _limit_sheet(plans: Placed, book: Book) -> None:
    say = Say(book.language)
    sheet = book.sheet(
        NAMES["limits"], say("What binds, and whose figure it is", "约束及其数据出处")
    )
    sheet.note(
        say(
            "Between the two ends one more unit brings the price, no more and no less. A limit "
            "without a price does not bind; its ends stay empty.",
            "限额在两端之间变动时，每一单位恰好对应所列价格。没有价格的约束不吃紧，两端留空。",
        )
    )
    _note_stage(plans, sheet, say)
    columns = [
        Column(say("Kind", "类型")),
        Column(say("Limit", "限制")),
        Column(say("Year", "年份"), "year"),
        Column(say("Unit", "单位"), "yes"),
        Column(say("Limit", "限额"), "amount"),
        Column(say("Used", "已用"), "amount"),
        Column(say("Left", "余量"), "amount"),
        Column(say("Share used", "使用率"), "share"),
        Column(say("Price", "价格"), "price"),
        Column(say("Unit of the price", "价格单位"), "amount"),
        Column(say("Price holds from", "价格适用自"), "amount"),
        Column(say("Price holds to", "价格适用至"), "amount"),
        Column(say("Status", "状态"), "yes"),
        Column(say("Source", "来源")),
        Column(say("Source of the year", "来源年份"), "year"),
    ]

    def _rows(plan: Plan) -> list[list[Any]]:
        return [
            [*_scarce(row, book.language), row["year"],
             unit_word(row["unit"], book.language), row["limit"], row["used"], row["left"],
             row["share"], row["price"], unit_word(row["price_unit"], book.language),
             *(price_end(row, end, book.language) for end in ("holds_from", "holds_to")),
             STATUS_NAMES[row["status"]].to(book.language) if row["status"] else None,
             row["source"], row["published"]]
            for row in plan.limits.to_dicts()
        ]  # fmt: skip

    _fill(sheet, plans, columns, _rows, frozen=2)


def _stage_sheet(plan: Plan, book: Book) -> None:
    say = Say(book.language)
    sheet = book.sheet(NAMES["stages"], say("One aim after the other", "逐层求解的目标"))
    columns = [
        Column(say("Aim", "目标层")),
        Column(say("Best", "最优"), "amount"),
        Column(say("In the plan", "规划中"), "amount"),
        Column(say("Given up to later aims", "让给后层"), "price"),
        Column(say("Unit", "单位"), "yes"),
    ]
    rows = [
        [row[f"name_{book.language}"], row["best"], row["final"], row["given_up"],
         unit_word(row["unit"], book.language)]
        for row in plan.stages.to_dicts()
    ]  # fmt: skip
    sheet.table(columns, rows, frozen=1)


def _fill(
    sheet: SheetWriter,
    plans: Placed,
    columns: list[Column],
    each: Callable[[Plan], list[list[Any]]],
    *,
    total: str = "",
    frozen: int = 1,
    shares: Sequence[int] = (),
) -> None:
    """A table of all plans, with their places in front where there are several."""
    language = sheet.language
    sheet.table(
        plans.columns(columns, language), plans.rows(each, language),
        total=total, frozen=frozen + plans.several, shares=shares,
    )  # fmt: skip
