"""What a document claims: one frozen row a statement, with the offsets of its exact phrase."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from upriver.core.message import Message

Kind = Literal[
    "statistic", "target", "ranking", "forecast", "system", "plan", "event", "enumeration"
]
Value = float | int | tuple[float, float] | tuple[int, int] | None

KEYS = (
    "kind",
    "region",
    "speaker",
    "subject",
    "indicator",
    "comparator",
    "value",
    "unit",
    "value_norm",
    "unit_norm",
    "growth_kind",
    "base",
    "period",
    "deadline",
    "source_phrase",
    "start",
    "end",
    "ambiguity",
    "confidence",
    "members",
    "hard",
)

AMBIGUITIES: dict[str, Message] = {
    "deadline-inherited": Message(
        "The deadline is inherited from an earlier clause.", "期限沿用自前文。"
    ),
    "deadline-of-plan": Message(
        "The deadline is the last year of the plan.", "期限取自规划期末年。"
    ),
    "period-inherited": Message(
        "The period is inherited from an earlier clause.", "期间沿用自前文。"
    ),
    "period-not-stated": Message("No period is stated.", "未说明期间。"),
    "period-vague": Message("The period is stated vaguely.", "期间表述含糊。"),
    "as-of-date": Message(
        "The period is the month of the document: the text says 'now'.",
        "文中只说“目前”，期间取文件所在月份。",
    ),
    "document-date-unknown": Message(
        "The period is relative to a document date that is not known.",
        "期间相对于成文日期，而成文日期未知。",
    ),
    "date-impossible": Message("The date that is printed does not exist.", "文中日期不存在。"),
    "year-from-document": Message(
        "The year is not printed; it follows from the document's date.",
        "年份未写明，由成文日期推得。",
    ),
    "base-not-stated": Message("The base year is not stated.", "未说明基期。"),
    "doubling-base": Message(
        "A doubling is read as 2 times; no base is stated.", "翻倍按二倍理解，未说明基期。"
    ),
    "growth-in-times": Message(
        "Growth by N times is read as N x 100 %; loosely it may mean a level of N times.",
        "“增长N倍”按增幅 N×100% 理解，宽松用法也可指达到 N 倍。",
    ),
    "magnitude-only": Message(
        "Only an order of magnitude is stated; it is read as a lower bound.",
        "只说明数量级，按下限理解。",
    ),
    "unit-implied": Message("The unit is implied by the indicator.", "单位由指标推定。"),
    "ratio-in-words": Message(
        "The ratio is stated in words and rounded.", "比例以文字表述，系约数。"
    ),
    "coverage-in-words": Message("Full coverage is read as 100 %.", "“全覆盖”按 100% 理解。"),
    "share-in-words": Message("'More than half' is read as above 50 %.", "“过半”按超过 50% 理解。"),
    "value-in-words": Message("The value is stated in words.", "数值以文字表述。"),
    "two-digit-growth": Message(
        "Two-digit growth is read as 10 % or more.", "“两位数增长”按 10% 及以上理解。"
    ),
    "direction-only": Message("Only the direction is stated.", "只说明变动方向。"),
    "value-lost": Message(
        "A value belongs here, but the page has lost it or does not state it.",
        "此处应有数值，但原文缺失或未说明。",
    ),
    "no-number": Message("No number is stated.", "未说明数值。"),
    "no-metric": Message("The measure of the ranking is not stated.", "未说明排名所依据的指标。"),
    "policy-name": Message("The number is part of a policy's name.", "数字是政策名称的一部分。"),
    "digits-not-expanded": Message(
        "The digits of the scheme are not explained.", "数字代号未展开。"
    ),
    "phrase-cut": Message("The sentence is cut by the page layout.", "句子被版面截断。"),
    "achieved-unclear": Message(
        "Whether it is achieved or in progress is unclear.", "不清楚是已实现还是推进中。"
    ),
    "list-open": Message(
        "The list is open ('and others'): its members are counted.",
        "列举未尽（“等”），数目为所列项数。",
    ),
    "count-derived": Message(
        "The count is not printed; the members of the list are counted.",
        "数目未写明，由所列各项计得。",
    ),
    "read-from-table": Message(
        "Read from a table: unit and time are those of its header.",
        "读自表格：单位与期间取自表头。",
    ),
    "region-not-stated": Message("No region is stated.", "未说明地区。"),
    "second-reading": Message(
        "Found by a second reading by a language model, not by the rules.",
        "由语言模型的第二次阅读找到，规则未读出。",
    ),
}


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement of a document.

    Parameters
    ----------
    kind : str
        What sort of statement it is: statistic, target, ranking, forecast, system, plan, event
        or enumeration.
    region : str, optional
        The place it is about.
    speaker : str, optional
        Who says it.
    subject : str, optional
        The airport, firm or park it is about, when it is not the region itself.
    indicator : str, optional
        What is measured, or the name of the system.
    comparator : str, optional
        One of ``= > >= < <= ~ ~> ~< x range rank``; ``by`` for a plan with a deadline and
        ``count`` for an enumeration.
    value : number or pair of numbers, optional
        The value in printed units. Missing when the text does not state it.
    unit : str, optional
        The printed unit.
    value_norm : number or pair of numbers, optional
        The value in ``unit_norm``; falls are negative.
    unit_norm : str, optional
        Unit without scale: 元 for 亿元, ratio for %.
    growth_kind : str, optional
        How the value is meant: level, yoy, cagr, share, multiple, and so on.
    base : str, optional
        What a comparison refers to.
    period : str, optional
        Text that ``upriver.core.periods.parse_period`` reads.
    deadline : str, optional
        When a target or a plan is due, as such a text.
    source_phrase : str
        The exact words.
    start, end : int
        Their offsets in the text of the document.
    ambiguity : tuple of str
        Names of what is uncertain, keys of ``AMBIGUITIES``.
    confidence : float
        From 0 to 1: a rank among claims, not a probability.
    members : tuple of str
        What an enumeration lists, as printed; empty for other kinds.
    hard : bool, optional
        Whether a target binds (约束性) or is expected (预期性), where the document says so.
    """

    kind: Kind
    region: str | None
    speaker: str | None
    subject: str | None
    indicator: str | None
    comparator: str | None
    value: Value
    unit: str | None
    value_norm: Value
    unit_norm: str | None
    growth_kind: str | None
    base: str | None
    period: str | None
    deadline: str | None
    source_phrase: str
    start: int
    end: int
    ambiguity: tuple[str, ...]
    confidence: float
    members: tuple[str, ...] = ()
    hard: bool | None = None

    def to_dict(self) -> dict[str, Any]:
        """Claim as plain data, for JSON.

        Returns
        -------
        dict
            Keys in the order of ``KEYS``; pairs and tuples are lists.
        """
        plain = {key: getattr(self, key) for key in KEYS}
        return {key: list(v) if isinstance(v, tuple) else v for key, v in plain.items()}

    def notes(self) -> tuple[Message, ...]:
        """What is uncertain, in both languages.

        Returns
        -------
        tuple of Message
            One sentence for each name in ``ambiguity``.
        """
        return tuple(AMBIGUITIES[name] for name in self.ambiguity)
