"""How claims look on the terminal: with their phrase in context, conflicts and what they become."""

from __future__ import annotations

from typing import TYPE_CHECKING

from upriver.core.message import Message
from upriver.core.unit_names import UNIT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from upriver.cli.screen import Screen
    from upriver.documents.claims import Claim
    from upriver.services.claim_conflicts import Conflict, Side
    from upriver.services.read import ReadFailure
    from upriver.services.record_claims import Recorded
    from upriver.services.review_items import ReviewItem

KINDS = {
    "statistic": Message("statistic", "统计"),
    "target": Message("target", "目标"),
    "ranking": Message("ranking", "位次"),
    "forecast": Message("forecast", "预测"),
    "plan": Message("plan", "计划"),
    "event": Message("event", "事件"),
    "enumeration": Message("list", "列举"),
    "system": Message("system", "体系"),
}


# What stands behind a value that is no level.
GROWTH = {
    "yoy": Message("on the year", "同比"), "cagr": Message("a year on average", "年均"),
    "vs_base": Message("on the base", "较基期"), "flow": Message("new", "新增"),
    "cumulative": Message("in all", "累计"), "per_year": Message("a year", "每年"),
    "daily": Message("a day", "每天"), "delta_pp": Message("change", "变动"),
    "pp_per_year": Message("change a year", "每年变动"), "change": Message("change", "变动"),
    "reduction": Message("less", "累计下降"),
}  # fmt: skip
_PLAIN = frozenset({None, "level", "share", "rank", "multiple", "count"})


MOST = 200  # rows of a table of claims: more are counted, and stand elsewhere


def _say_more(screen: Screen, shown: int, count: int, where: Message) -> None:
    if count > shown:
        screen.say(
            Message(
                f"{count - shown} more are not shown. {where.en}",
                f"另有 {count - shown} 条未显示。{where.zh}",
            )
        )


def kind_name(kind: str) -> Message:
    """Name of a kind of claim.

    Parameters
    ----------
    kind : str
        The kind.

    Returns
    -------
    Message
        Its name in both languages; the word itself when it has none.
    """
    return KINDS.get(kind, Message(kind, kind))


def _exact(value: float | tuple[float, float] | None) -> str | None:
    """A value as it was printed, never rounded for the eye."""
    if isinstance(value, tuple):
        return "–".join(f"{end:,}" for end in value)
    return None if value is None else f"{value:,}"


def show_claims(screen: Screen, claims: Sequence[Claim]) -> None:
    """Print the first claims as a table, what is uncertain below it.

    Parameters
    ----------
    screen : Screen
        Where to print.
    claims : sequence of Claim
        What was read.
    """
    screen.table(
        Message(f"{len(claims)} claim(s)", f"论断 {len(claims)} 条"),
        [
            Message("Kind", "类型"),
            Message("Region", "地区"),
            Message("Indicator", "指标"),
            Message("Bound", "比较"),
            Message("Value", "数值"),
            UNIT,
            Message("Kind of value", "口径"),
            Message("Time", "时间"),
            Message("Phrase", "原文"),
        ],
        [
            [
                screen.text(kind_name(claim.kind)),
                claim.region,
                claim.indicator,
                claim.comparator,
                _exact(claim.value),
                claim.unit,
                growth_name(screen, claim) or None,
                claim.deadline or claim.period,
                claim.source_phrase,
            ]
            for claim in claims[:MOST]
        ],
    )
    if not claims:
        screen.say(Message("No claim was found.", "没有读出论断。"))
    where = Message(
        "--json prints all of them; --into DIR writes them into a package.",
        "--json 输出全部；--into 目录 则写入数据包。",
    )
    _say_more(screen, MOST, len(claims), where)
    for claim in claims[:MOST]:
        for note in claim.notes():
            gap = f"「{claim.source_phrase}」"
            screen.remark(Message(f"{gap} {note.en}", f"{gap}{note.zh}"))


def show_failures(screen: Screen, failures: Sequence[ReadFailure]) -> None:
    """Print the documents that could not be read.

    Parameters
    ----------
    screen : Screen
        Where to print.
    failures : sequence of ReadFailure
        What could not be read; in JSON they are part of the result.
    """
    if screen.common.as_json:
        return
    for failure in failures:
        screen.refuse(failure.problem, failure.remedy)
    if failures:
        count = len(failures)
        screen.warn(
            Message(
                f"{count} document(s) could not be read; all others were.",
                f"有 {count} 个文件无法读取，其余均已读取。",
            )
        )


def show_items(
    screen: Screen,
    title: Message,
    items: Sequence[ReviewItem],
    texts: Mapping[str, str],
    states: Mapping[str, Message],
) -> None:
    """Print the first claims of a package, each with its phrase in context.

    Parameters
    ----------
    screen : Screen
        Where to print.
    title : Message
        Stands above the table.
    items : sequence of ReviewItem
        The claims.
    texts : mapping of str to str
        Text by document.
    states : mapping of str to Message
        What is said of each claim in the last column.
    """
    from upriver.services.claim_rows import context_of, shown_value  # noqa: PLC0415 - polars

    screen.table(
        title,
        [
            Message("Claim", "论断"),
            Message("Kind", "类型"),
            Message("Region", "地区"),
            Message("Indicator", "指标"),
            Message("Value", "数值"),
            Message("Time", "时间"),
            Message("Phrase in context", "上下文"),
            Message("State", "状态"),
        ],
        [
            [
                item.claim,
                screen.text(kind_name(item.now.kind)),
                item.now.region,
                " ".join(filter(None, (item.now.subject, item.now.indicator))) or None,
                " ".join(filter(None, (shown_value(item.now), growth_name(screen, item.now)))),
                item.now.deadline or item.now.period,
                str(context_of(texts.get(item.document, ""), item.read, width=8)),
                screen.text(states[item.claim]),
            ]
            for item in items[:MOST]
        ],
    )
    where = Message(
        "The table claims of the package holds all of them.", "全部在数据包的 claims 表中。"
    )
    _say_more(screen, MOST, len(items), where)


def growth_name(screen: Screen, claim: Claim) -> str:
    """How a value that is no level is meant, in the reader's language.

    Parameters
    ----------
    screen : Screen
        Knows the language.
    claim : Claim
        The claim.

    Returns
    -------
    str
        Such as ``on the year``; empty for a level.
    """
    kind = claim.growth_kind
    if kind in _PLAIN or claim.kind in {"system", "event", "plan"}:
        return ""
    return screen.text(GROWTH[kind]) if kind in GROWTH else str(kind)


def _side(screen: Screen, name: Message, side: Side) -> None:
    where = ", ".join(filter(None, (side.date, side.source)))
    phrase = f"「{side.phrase}」" if side.phrase else ""
    words = " ".join(filter(None, (side.key, side.value, side.time, phrase, f"({where})")))
    screen.say(Message(f"    {name.en}: {words}", f"    {name.zh}：{words}"))


def show_conflicts(screen: Screen, conflicts: Sequence[Conflict]) -> None:
    """Print the first conflicts, both sides with phrase, date and source.

    Parameters
    ----------
    screen : Screen
        Where to print.
    conflicts : sequence of Conflict
        What was found.
    """
    for conflict in conflicts[:MOST]:
        message = conflict.message
        key = conflict.mine.key
        screen.say(Message(f"  {key}: {message.en}", f"  {key}：{message.zh}"), style="yellow")
        _side(screen, Message("here", "本条"), conflict.mine)
        _side(screen, Message("there", "另有"), conflict.other)
    where = Message("upriver review lists those of each claim.", "upriver review 逐条列出。")
    _say_more(screen, MOST, len(conflicts), where)


def show_recorded(screen: Screen, recorded: Recorded) -> None:
    """Print what reading into a package has written.

    Parameters
    ----------
    screen : Screen
        Where to print.
    recorded : Recorded
        Result of the service.
    """
    from upriver.services.review_items import STATES  # noqa: PLC0415 - polars

    mine = {item.claim for item in recorded.items}
    conflicts = {key: each for key, each in recorded.conflicts.items() if key in mine}
    if screen.common.as_json:
        documents = (
            {**screen.plain(each), "key": recorded.keys[each.name]} for each in recorded.documents
        )
        claims = (
            {"claim": item.claim, "document": item.document, "new": item.claim in recorded.added,
             "state": item.state, **item.now.to_dict(), "conflicts": conflicts.get(item.claim, ())}
            for item in recorded.items
        )  # fmt: skip
        failures = recorded.failures
        screen.json_lists({"documents": documents, "claims": claims, "failures": failures})
        return
    fresh = Message("new", "新")
    states = {
        item.claim: fresh if item.claim in recorded.added else STATES[item.state]
        for item in recorded.items
    }
    old, new = len(recorded.items) - len(recorded.added), len(recorded.added)
    title = Message(f"{len(recorded.items)} claim(s)", f"论断 {len(recorded.items)} 条")
    show_items(screen, title, recorded.items, recorded.texts, states)
    if conflicts:
        screen.say(
            Message(f"Conflicts of {len(conflicts)} claim(s)", f"有冲突的论断 {len(conflicts)} 条")
        )
        show_conflicts(screen, [each for item in conflicts.values() for each in item])
    screen.say(
        Message(
            f"{new} claim(s) written to {recorded.path}; "
            f"{old} were there and keep their decisions.",
            f"已将 {new} 条论断写入 {recorded.path}；原有 {old} 条，裁定不变。",
        )
    )
    screen.remark(
        Message(f"Next: upriver review {recorded.path}", f"下一步：upriver review {recorded.path}")
    )
