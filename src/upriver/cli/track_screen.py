"""The scorecard on the screen: targets, contradictions, statements."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from upriver.core.figures import UNKNOWN, number, percent, quantity
from upriver.core.message import Message

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from upriver.cli.screen import Screen
    from upriver.core.message import Language
    from upriver.services.track import Scorecard

SIGNS = {"ge": "≥ ", "gt": "> ", "le": "≤ ", "lt": "< ", "about": "~ "}
HEADINGS = (
    Message("Indicator", "指标"), Message("Target", "目标"), Message("Now", "现值"),
    Message("Needed a year", "所需年均"), Message("So far", "实际年均"),
    Message("Forecast, 80%", "预测（80%）"), Message("Probability", "概率"),
    Message("State", "状态"),
)  # fmt: skip
LATE = ("off_course", "behind")
_POINTS = {"en": "points", "zh": "个百分点"}
# Put around a promise that is no level: 13 % less, 6 % a year.
_KINDS = {
    "reduction": Message("{} less", "下降 {}"), "yoy": Message("{} a year", "每年 {}"),
    "cagr": Message("{} a year", "每年 {}"), "delta_pp": Message("{} on the base", "较基期 {}"),
}  # fmt: skip


def show_scorecard(screen: Screen, scorecard: Scorecard) -> None:
    """Print a scorecard.

    Parameters
    ----------
    screen : Screen
        Where to print.
    scorecard : Scorecard
        What the service returned.
    """
    language = screen.common.language
    rows = scorecard.table.to_dicts()
    names = _names(rows, language, scorecard.region)
    # What is seen, or what pace is needed, is told even where the state is not.
    told = [row for row in rows if row["state"] != "cannot_say" or _has_number(row)]
    title = Message(f"Targets as of {scorecard.as_of}", f"目标跟踪（截至 {scorecard.as_of}）")
    screen.table(title, HEADINGS, [[names[row["target"]], *_row(row, language)] for row in told])
    screen.table(
        Message("Why they are late", "滞后或偏离的理由"),
        (Message("Indicator", "指标"), Message("Why", "理由")),
        [[names[row["target"]], row[f"reason_{language}"]] for row in told if row["state"] in LATE],
    )
    lacking: dict[str, list[str]] = {}
    for row in rows:
        if row["state"] == "cannot_say" and row["forecast"] is None:
            lacking.setdefault(row[f"missing_{language}"], []).append(names[row["target"]])
    comma = "、" if language == "zh" else ", "
    screen.table(
        Message("Targets of which nothing can be said", "尚无法评估的目标"),
        (Message("What is missing", "缺少什么"), Message("Count", "项数"),
         Message("Targets", "目标")),
        [[missing, len(each), comma.join(each)] for missing, each in lacking.items()],
    )  # fmt: skip
    found = scorecard.contradiction_table().to_dicts()
    screen.table(
        Message("What contradicts what", "相互矛盾之处"),
        (Message("Found", "不一致之处"), Message("What to do", "处理")),
        [[row[f"{key}_{language}"] for key in ("problem", "remedy")] for row in found],
    )
    stated = scorecard.window_table().to_dicts()
    screen.table(
        Message("Statements without a date", "未注明时点的表述"),
        (Message("Statement and figures", "表述与核对数值"), Message("State", "状态"),
         Message("Held", "成立期间")),
        [[row[f"reason_{language}"], row[f"state_{language}"], _span(row)] for row in stated],
    )  # fmt: skip
    for note in scorecard.notes:
        screen.remark(note)


def _names(rows: Sequence[Mapping[str, Any]], language: Language, own: str) -> dict[str, str]:
    """Name by target: that of the indicator, with the place when it is not the region itself.

    Several targets of one name carry their codes.
    """
    plain: dict[str, str] = {}
    for row in rows:
        place = row[f"place_name_{language}"]
        colon = "：" if language == "zh" else ": "
        plain[row["target"]] = ("" if row["place"] == own else f"{place}{colon}") + (
            row[f"name_{language}"]
        )
    often = {name for name, count in Counter(plain.values()).items() if count > 1}
    ends = ("（", "）") if language == "zh" else (" (", ")")
    return {
        code: f"{name}{ends[0]}{code}{ends[1]}" if name in often else name
        for code, name in plain.items()
    }


def _has_number(row: Mapping[str, Any]) -> bool:
    return row["forecast"] is not None or row["required_pace"] is not None


def _row(row: Mapping[str, Any], language: Language) -> list[Any]:
    target = _figure(row["value"], row["comparator"], row["unit"], language)
    if target and row["growth_kind"] in _KINDS:
        target = _KINDS[row["growth_kind"]].to(language).format(target)
    return [
        f"{target or UNKNOWN} ({row['deadline'] or UNKNOWN})",
        _now(row, language),
        _speed(row["required_pace"], row["pace_unit"], language),
        _speed(row["pace_so_far"], row["pace_unit"], language),
        _forecast(row, language),
        _chance(row),
        row[f"state_{language}"],
    ]


def _figure(value: float | None, comparator: str, unit: str, language: Language) -> str | None:
    if value is None:
        return None
    return f"{SIGNS.get(comparator, '')}{quantity(value, unit, language, significant=4)}"


def _now(row: Mapping[str, Any], language: Language) -> str | None:
    sign = row["observed_comparator"] or "eq"
    figure = _figure(row["observed"], sign, row["observed_unit"], language)
    return None if figure is None else f"{figure} ({row['period']})"


def _speed(value: float | None, unit: str | None, language: Language) -> str | None:
    """A growth in per cent, a move of a share in points, else in the unit of the indicator."""
    if value is None or unit is None:
        return None
    sign, size = "" if value < 0 else "+", unit.removesuffix("/a")
    if unit == "ratio/a":
        return f"{sign}{percent(value, 1)}"
    if size in ("%", "ratio"):
        return f"{sign}{number(value * (1 if size == '%' else 100), 2)} {_POINTS[language]}"
    return f"{sign}{quantity(value, size, language)}"


def _forecast(row: Mapping[str, Any], language: Language) -> str | None:
    ends = [row[key] for key in ("forecast", "forecast_lower", "forecast_upper")]
    if None in ends:
        return None
    unit = row["forecast_unit"]
    middle, low, high = (
        percent(end, 1) if unit == "ratio/a" else quantity(end, unit, language, significant=4)
        for end in ends
    )
    return f"{middle} ({low} – {high})"


def _chance(row: Mapping[str, Any]) -> str | None:
    if row["chance"] is None:
        return None
    return f"{SIGNS.get(row['chance_bound'], '')}{_likely(row['chance'])}"


def _likely(chance: float) -> str:
    """A probability, rounded so that it claims no more than it knows."""
    if not 0.01 <= chance <= 0.99:
        return "<1%" if chance < 0.01 else ">99%"
    return percent(chance)


def _span(row: Mapping[str, Any]) -> str | None:
    if row["since"] is None:
        return None
    return row["since"] if row["since"] == row["until"] else f"{row['since']} – {row['until']}"
