"""The workbook of a plan of several places: one sheet a concern, the place in a column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from upriver.core.message import Message
from upriver.core.unit_names import UNIT, unit_word
from upriver.planning.places.statistics import SHARED_KINDS, places_statistics, who_supplies
from upriver.reporting.excel.basis_sheets import basis_sheet, notes_sheet
from upriver.reporting.excel.book import Book, Column, Kind, Say
from upriver.reporting.excel.placed import PLACE, Placed
from upriver.reporting.excel.plan_book import own_sheets, points_sheet

if TYPE_CHECKING:
    from upriver.core.message import Language
    from upriver.planning.places.result import PlacesPlan

Shown = tuple[str, Message, str, str, bool]
MONEY = "1e8 CNY"
TOTAL = Message("Total", "合计")
YEAR = Message("Year", "年份")
PRICE = Message("Price", "价格")
AS_USUAL = Message("Business as usual", "照常情景")
PRODUCT = Message("Product", "产品")
VALUE_ADDED = Message("Value added", "增加值")
DIFFERENCE = Message("Difference", "差额")


@dataclass(frozen=True)
class Listed:
    """A sheet that shows a table as it is.

    Parameters
    ----------
    table : str
        Name of the table in the plan.
    name, title : Message
        On the tab, and in the first row.
    columns : tuple
        Key, heading, kind, unit and whether it is added up; a kind of name takes the reader's half.
    note : Message, optional
        Below the title.
    """

    table: str
    name: Message
    title: Message
    columns: tuple[Shown, ...]
    note: Message | None = None


def _name(key: str, heading: Message) -> Shown:
    return key, heading, "name", "", False


def _money(key: str, heading: Message, *, total: bool = False) -> Shown:
    return key, heading, "amount", MONEY, total


def _plain(key: str, heading: Message, kind: Kind, unit: str = "") -> Shown:
    return key, heading, kind, unit, False


SHEETS = (
    Listed(
        "places", Message("Places", "各地"), Message("Each place by year", "各地分年情况"),
        (_name("place", PLACE), _plain("year", YEAR, "year"), _money("value_added", VALUE_ADDED),
         _plain("growth", Message("Growth", "增速"), "share"),
         _money("business_as_usual", AS_USUAL), _money("gain", Message("Gain", "增益")),
         _money("output", Message("Output", "总产出")),
         _money("sold", Message("Sold to the others", "售予他地")),
         _money("bought", Message("Bought from the others", "购自他地")),
         _money("spending", Message("Spending", "支出"), total=True),
         _money("granted", Message("Given from shared funds", "共用资金拨入"), total=True)),
    ),
    Listed(
        "apart", Message("Together or apart", "联合与分别"),
        Message("What planning together brings", "联合规划的得益"),
        (_name("place", PLACE), _money("worth_apart", Message("Worth apart", "分别规划现值"),
                                       total=True),
         _money("worth", Message("Worth together", "联合规划现值"), total=True),
         _money("difference", DIFFERENCE, total=True),
         _money("value_added_apart", Message("Value added apart, last year", "分别：末年增加值")),
         _money("value_added", Message("Together", "联合：末年增加值")),
         _money("spending_apart", Message("Spending apart, all years", "分别：各年支出")),
         _money("spending", Message("Together", "联合：各年支出")),
         _plain("possible", Message("Has a plan apart", "分别规划可行"), "yes")),
        Message(
            "Apart, a place has its part of shared money (by value added) and of shared caps (by "
            "pressure) of the base year, and takes what the others buy from it for granted.",
            "分别规划时，各地按基年增加值分得共用资金、按基年压力分得共同上限，"
            "并把他地的购买视为既定。",
        ),
    ),
    Listed(
        "apart_trade", Message("Contradictions apart", "分别规划的矛盾"),
        Message("Where the plans apart contradict each other, last year",
                "分别规划相互矛盾之处（末年）"),
        (_name("product", PRODUCT),
         _money("sold", Message("Would be sold to the others", "拟售予他地"), total=True),
         _money("bought", Message("Would be bought from the others", "拟购自他地"), total=True),
         _money("difference", DIFFERENCE, total=True)),
        Message("With the shares in trade of the base year.", "按基年贸易比重计算。"),
    ),
    Listed(
        "growth", Message("Growth", "行业增长"), Message("Who grows what", "谁增长、增长什么"),
        (_name("place", PLACE), _name("industry", Message("Industry", "行业")),
         _money("base_output", Message("Output, base year", "基年产出")),
         _money("output", Message("Output, last year", "末年产出")),
         _plain("growth", Message("Growth a year", "年均增速"), "share"),
         _money("business_as_usual", AS_USUAL), _money("gain", Message("Gain", "增益"))),
    ),
    Listed(
        "trade", Message("Trade", "地区间贸易"),
        Message("What each sells to and buys from the others", "各地售予与购自他地"),
        (_name("place", PLACE), _name("product", PRODUCT), _plain("year", YEAR, "year"),
         _money("sold", Message("Sold", "售出")), _money("bought", Message("Bought", "购入")),
         _plain("sold_share", Message("Of sellers", "占卖方"), "share"),
         _plain("base_sold_share", Message("Of sellers, base year", "占卖方（基年）"), "share"),
         _plain("bought_share", Message("Of inflows", "占流入"), "share"),
         _plain("base_bought_share", Message("Of inflows, base year", "占流入（基年）"), "share")),
    ),
    Listed(
        "supplies", Message("Who supplies whom", "谁供给谁"),
        Message("Who supplies whom in the last year", "末年谁供给谁"),
        (_name("place", Message("From", "供方")), _name("place_to", Message("To", "需方")),
         _name("product", PRODUCT), _plain("year", YEAR, "year"),
         _money("amount", Message("Amount", "金额"), total=True),
         _plain("known", Message("On a known way", "通道已知"), "yes")),
        Message(
            "What goes through the pool is shared out in proportion to what each sells and buys.",
            "经共同市场者，按各地售出与购入的比例分摊。",
        ),
    ),
    Listed(
        "routes", Message("Ways", "通道"), Message("What goes on known ways", "已知通道上的流量"),
        (_name("place", Message("From", "供方")), _name("place_to", Message("To", "需方")),
         _name("product", PRODUCT), _plain("year", YEAR, "year"),
         _money("amount", Message("Amount", "金额")), _money("limit", Message("Limit", "限额")),
         _plain("price_from", Message("Price where it leaves", "供方价格"), "price", "CNY/CNY"),
         _plain("price_to", Message("Price where it arrives", "需方价格"), "price", "CNY/CNY")),
    ),
    Listed(
        "grants", Message("Shared money", "共用资金"),
        Message("Who is given what from shared funds", "共用资金的分配"),
        (_name("fund", Message("Fund", "资金")), _name("place", PLACE),
         _plain("year", YEAR, "year"), _money("amount", Message("Given", "拨付"), total=True),
         _money("available", Message("Of the fund in the year", "当年资金总额")),
         _plain("price", PRICE, "price", "CNY/CNY")),
    ),
    Listed(
        "commuters", Message("Commuters", "通勤"),
        Message("Who lives here and works there", "居住与就业异地"),
        (_name("place", Message("Home", "居住地")), _name("place_to", Message("Work", "就业地")),
         _name("occupation", Message("Occupation", "职业")), _plain("year", YEAR, "year"),
         _plain("people", Message("People", "人数"), "amount", "1e4 persons")),
    ),
    Listed(
        "caps", Message("Shared caps", "共同上限"),
        Message("Who presses on what is shared", "共同上限与各地压力"),
        (_name("cap", Message("Cap", "上限")), _name("place", PLACE),
         _plain("year", YEAR, "year"), _plain("pressure", Message("Pressure", "压力"), "amount"),
         _plain("total", Message("Together", "合计"), "amount"),
         _plain("limit", Message("Limit", "限额"), "amount"), _plain("unit", UNIT, "yes"),
         _plain("price", Message("Price of one more unit", "多一单位的价格"), "price", MONEY)),
    ),
    Listed(
        "targets", Message("Common targets", "共同目标"),
        Message("Promises of several places", "多地共同目标"),
        (_name("target", Message("Target", "目标")), _plain("year", YEAR, "year"),
         _plain("comparator", Message("Bound", "比较"), "yes"),
         _plain("wanted", Message("Wanted", "目标值"), "amount"),
         _plain("value", Message("Plan", "规划值"), "amount"),
         _plain("business_as_usual", AS_USUAL, "amount"), _plain("unit", UNIT, "yes"),
         _plain("met", Message("Met", "达成"), "yes"),
         _plain("hard", Message("Must be met", "约束性"), "yes"),
         _plain("price", Message("Price", "代价"), "price", "1e8 CNY/%")),
    ),
    Listed(
        "prices", Message("Shared prices", "共用事项价格"),
        Message("What one more unit of what is shared is worth", "共用事项多一单位的价值"),
        (_plain("kind", Message("Kind", "类型"), "text"),
         _name("code", Message("What is shared", "共用事项")), _plain("year", YEAR, "year"),
         _plain("price", PRICE, "price"), _plain("unit", UNIT, "text")),
    ),
)  # fmt: skip


def places_book(plan: PlacesPlan, language: Language) -> Book:
    """A plan of several places as a workbook.

    Parameters
    ----------
    plan : PlacesPlan
        The plan.
    language : {"en", "zh"}
        Language of everything in it.

    Returns
    -------
    Book
        Overview, main points, then one sheet a concern of the whole where there is something to
        show (places, together or apart, growth, trade, who supplies whom, ways, shared money,
        commuters, shared caps, common targets, shared prices), then those of a single plan with
        the place in front, assumptions and sources, notes.
    """
    say = Say(language)
    span = f"{plan.years[0]}-{plan.years[-1]}"
    title = say(f"{len(plan.names)} places: plan {span}", f"{len(plan.names)} 地联合规划 {span}")
    book = Book(language, title=title)
    _overview(plan, book, title)
    points_sheet(places_statistics(plan).to_dicts(), book, placed=True)
    supplies = who_supplies(plan)
    for listed in SHEETS:
        table = supplies if listed.table == "supplies" else getattr(plan, listed.table)
        rows = table.to_dicts()
        if rows:
            _listed_sheet(listed, rows, book)
    placed = Placed(tuple((plan.names[code], own) for code, own in plan.plans.items()), True)
    own_sheets(placed, book)
    basis_sheet(placed, book, rests_on=plan.rests_on, shared=plan.provenance)
    notes_sheet(placed, book, plan.notes)
    return book


def _overview(plan: PlacesPlan, book: Book, title: str) -> None:
    say = Say(book.language)
    sheet = book.sheet(Message("Overview", "总览"), title)
    base = plan.base_year
    sheet.note(
        say(
            f"Money in 1e8 CNY, prices of {base}. Totals are formulas. Every sheet names the place "
            "in a column: a filter gives the sheet of one.",
            f"金额单位为亿元，{base} 年价格。合计为公式。各表以一列注明地区，筛选即得单地表。",
        )
    )
    columns = [
        Column(PLACE.to(book.language)),
        Column(say("Value added, last year", "末年增加值"), "amount", MONEY, total=True),
        Column(say("Business as usual", "照常情景"), "amount", MONEY, total=True),
        Column(say("Gain, last year", "末年增益"), "amount", MONEY, total=True),
        Column(say("Gain, present value", "增益现值"), "amount", MONEY, total=True),
        Column(say("Sold to the others", "售予他地"), "amount", MONEY, total=True),
        Column(say("Bought from the others", "购自他地"), "amount", MONEY, total=True),
        Column(say("Spending, all years", "各年支出"), "amount", MONEY, total=True),
        Column(say("Given from shared funds", "共用资金拨入"), "amount", MONEY, total=True),
    ]
    rows: list[list[Any]] = []
    for code, name in plan.names.items():
        years = [row for row in plan.places.to_dicts() if row["place"] == code]
        last = years[-1]
        rows.append(
            [name.to(book.language), last["value_added"], last["business_as_usual"], last["gain"],
             plan.gains.get(code), last["sold"], last["bought"],
             *(_sum(row[key] for row in years) for key in ("spending", "granted"))]
        )  # fmt: skip
    rest = plan.gains.get("")
    if rest is not None and abs(rest) > 1e-9:
        word = say("Belongs to no single place", "不属于任何一地")
        rows.append([word, None, None, None, rest, None, None, None, None])
    sheet.table(columns, rows, total=TOTAL.to(book.language), frozen=1)
    facts: list[tuple[str, Any]] = [
        (say("Present value of the plan (1e8 CNY)", "规划现值（亿元）"), plan.objective),
        (say("Gain over business as usual (1e8 CNY)", "相对照常情景的增益（亿元）"), plan.gain),
        (say("Of the gain left open by the search", "求解未排除的增益份额"), plan.gap_of_gain),
        (say("Own check of the answer passed", "结果自检通过"), plan.audit.passed),
    ]
    sheet.table(
        [Column(say("What", "项目")), Column(say("Value", "数值"), "amount")], facts, shares=[2]
    )


def _sum(values: Any) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _listed_sheet(listed: Listed, rows: list[dict[str, Any]], book: Book) -> None:
    language = book.language
    sheet = book.sheet(listed.name, listed.title.to(language))
    if listed.note is not None:
        sheet.note(listed.note.to(language))
    columns, cells = [], []
    for key, heading, kind, unit, added in listed.columns:
        named = kind == "name"
        shape: Kind = "text" if named else kind  # type: ignore[assignment]
        columns.append(Column(heading.to(language), shape, unit, total=added))
        cells.append([_cell(row[f"{key}_{language}" if named else key], key, language)
                      for row in rows])  # fmt: skip
    names = sum(kind == "name" for _, _, kind, _, _ in listed.columns)
    total = TOTAL.to(language) if any(column.total for column in columns) else ""
    ratios = [number for number, row in enumerate(rows) if row.get("unit") == "ratio"]
    sheet.table(columns, list(zip(*cells, strict=True)), total=total, frozen=names, shares=ratios)


def _cell(value: Any, key: str, language: Language) -> Any:
    if key == "unit" and value is not None:
        return unit_word(value, language)
    return SHARED_KINDS[value].to(language) if key == "kind" else value
