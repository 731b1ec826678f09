"""The scorecard on the screen: targets, contradictions, statements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from upriver.core.message import Message

if TYPE_CHECKING:
    from upriver.cli.screen import Screen
    from upriver.services.track import Scorecard

SIGNS = {"ge": "≥ ", "gt": "> ", "le": "≤ ", "lt": "< ", "about": "~ ", "multiple": "× "}
HEADINGS = (
    Message("Indicator", "指标"), Message("Target", "目标"), Message("Now", "现值"),
    Message("Needed a year", "所需年均"), Message("So far", "实际年均"),
    Message("Forecast, 80%", "预测（80%）"), Message("Probability", "概率"),
    Message("State", "状态"),
)  # fmt: skip
LATE = ("off_course", "behind")


def show_scorecard(screen: Screen, scorecard: Scorecard) -> None:
    """Print a scorecard.

    Parameters
    ----------
    screen : Screen
        Where to print.
    scorecard : Scorecard
        What the service returned.
    """
    language, own = screen.common.language, scorecard.region
    rows = scorecard.table.to_dicts()
    told = [row for row in rows if row["state"] != "cannot_say" or row["forecast"] is not None]
    title = Message(f"Targets as of {scorecard.as_of}", f"目标跟踪（截至 {scorecard.as_of}）")
    screen.table(title, HEADINGS, [_row(row, language, own) for row in told])
    screen.table(
        Message("Why they are late", "滞后或偏离的理由"),
        (Message("Indicator", "指标"), Message("Why", "理由")),
        [[_name(row, language, own), row[f"reason_{language}"]] for row in told
         if row["state"] in LATE],
    )  # fmt: skip
    lacking: dict[str, list[str]] = {}
    for row in rows:
        if row not in told:
            lacking.setdefault(row[f"missing_{language}"], []).append(_name(row, language, own))
    comma = "、" if language == "zh" else ", "
    screen.table(
        Message("Targets of which nothing can be said", "尚无法评估的目标"),
        (Message("What is missing", "缺少什么"), Message("Count", "项数"),
         Message("Targets", "目标")),
        [[missing, len(names), comma.join(names)] for missing, names in lacking.items()],
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


def _name(row: dict[str, Any], language: str, own: str) -> str:
    """Name of the indicator, with the place when it is not the region itself."""
    name: str = row[f"name_{language}"]
    if row["place"] == own:
        return name
    return f"{row[f'place_name_{language}']}{'：' if language == 'zh' else ': '}{name}"


def _row(row: dict[str, Any], language: str, own: str) -> list[Any]:
    target = _figure(row["value"], row["comparator"], row["unit"])
    return [
        _name(row, language, own),
        f"{target or '–'} ({row['deadline'] or '–'})",
        _now(row),
        _speed(row["required_pace"], row["pace_unit"]),
        _speed(row["pace_so_far"], row["pace_unit"]),
        _forecast(row),
        _chance(row),
        row[f"state_{language}"],
    ]


def _figure(value: float | None, comparator: str, unit: str) -> str | None:
    if value is None:
        return None
    return f"{SIGNS.get(comparator, '')}{value:,.6g} {unit}"


def _now(row: dict[str, Any]) -> str | None:
    figure = _figure(row["observed"], row["observed_comparator"] or "eq", row["observed_unit"])
    return None if figure is None else f"{figure} ({row['period']})"


def _speed(value: float | None, unit: str | None) -> str | None:
    if value is None or unit is None:
        return None
    return f"{value:+.1%}" if unit == "ratio/a" else f"{value:+,.3g} {unit}"


def _forecast(row: dict[str, Any]) -> str | None:
    ends = [row[key] for key in ("forecast", "forecast_lower", "forecast_upper")]
    if None in ends:
        return None
    if row["forecast_unit"] == "ratio/a":
        return "{:+.1%} ({:+.1%} – {:+.1%})".format(*ends)
    middle, low, high = (f"{end:,.0f}" if abs(end) >= 1000 else f"{end:,.4g}" for end in ends)
    return f"{middle} ({low} – {high})"


def _chance(row: dict[str, Any]) -> str | None:
    if row["chance"] is None:
        return None
    return f"{SIGNS.get(row['chance_bound'], '')}{row['chance']:.0%}"


def _span(row: dict[str, Any]) -> str | None:
    if row["since"] is None:
        return None
    return row["since"] if row["since"] == row["until"] else f"{row['since']} – {row['until']}"
