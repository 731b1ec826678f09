"""How claims under review look: the list, one claim in full, and what a decision has done."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from upriver.cli.claim_screens import kind_name, show_conflicts, show_items
from upriver.core.message import Message
from upriver.core.unit_names import in_unit, unit_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from upriver.cli.screen import Screen
    from upriver.services.review import Outcome, Review
    from upriver.services.review_items import Decision, ReviewItem


def _state(review: Review, item: ReviewItem) -> Message:
    from upriver.services.review_items import STATES  # noqa: PLC0415 - polars

    name = STATES[item.state]
    if not item.decisions:
        return name
    last, wait = item.decisions[-1], ("; waits", "；待补") if review.waits(item) else ("", "")
    return Message(
        f"{name.en}: {last.author}, {last.time[:10]}{wait[0]}",
        f"{name.zh}：{last.author}，{last.time[:10]}{wait[1]}",
    )


def _plain(review: Review, item: ReviewItem) -> dict[str, Any]:
    """A claim as it stands in JSON."""
    entry = review.entries[item.claim]
    return {
        "claim": item.claim,
        "document": item.document,
        "date": item.date,
        "source": item.source,
        "state": item.state,
        "reader": item.reader,
        **item.now.to_dict(),
        "entry": dict(item.entry),
        "becomes": entry,
        "conflicts": review.conflicts.get(item.claim, ()),
        "decisions": item.decisions,
    }


def show_list(screen: Screen, review: Review, items: Sequence[ReviewItem]) -> None:
    """Print claims with their states.

    Parameters
    ----------
    screen : Screen
        Where to print.
    review : Review
        All claims of the package.
    items : sequence of ReviewItem
        Those to be shown.
    """
    from upriver.services.review_items import STATES  # noqa: PLC0415 - polars

    if screen.common.as_json:
        screen.json([_plain(review, item) for item in items])
        return
    title = Message(f"{len(items)} claim(s)", f"论断 {len(items)} 条")
    show_items(
        screen, title, items, review.texts, {item.claim: _state(review, item) for item in items}
    )
    mine = [each for item in items for each in review.conflicts.get(item.claim, ())]
    if mine:
        screen.say(Message("Conflicts", "冲突"))
        show_conflicts(screen, mine)
    for document in dict.fromkeys(item.document for item in items):
        for note in review.notes.get(document, ()):
            screen.remark(Message(f"{document}: {note.en}", f"{document}：{note.zh}"))
    count = Counter(item.state for item in review.items)
    en = ", ".join(f"{count[state]} {name.en}" for state, name in STATES.items())
    zh = "，".join(f"{name.zh} {count[state]} 条" for state, name in STATES.items())
    screen.say(Message(f"{en}.", f"{zh}。"))
    if count["open"]:
        path = review.region.package.path
        screen.remark(
            Message(
                f"Next: upriver review {path} next, or --export claims.xlsx",
                f"下一步：upriver review {path} next，或 --export claims.xlsx",
            )
        )


def show_item(screen: Screen, review: Review, item: ReviewItem, *, left: int | None = None) -> None:
    """Print one claim in full: phrase, fields, doubts, conflicts, and what it becomes.

    Parameters
    ----------
    screen : Screen
        Where to print.
    review : Review
        All claims of the package.
    item : ReviewItem
        The claim.
    left : int, optional
        How many are open, this one included.
    """
    from upriver.services.claim_rows import context_of, shown_value  # noqa: PLC0415 - polars
    from upriver.services.claim_words import shown_word  # noqa: PLC0415 - polars

    if screen.common.as_json:
        screen.json(_plain(review, item))
        return
    kind, state = kind_name(item.now.kind), _state(review, item)
    rest = ("", "") if left is None else (f", {left} open", f"，待裁定 {left} 条")
    screen.say(
        Message(
            f"{item.claim}  {kind.en}, {state.en}{rest[0]}",
            f"{item.claim}  {kind.zh}，{state.zh}{rest[1]}",
        ),
        style="bold",
    )
    context = str(context_of(review.texts.get(item.document, ""), item.read, width=40))
    screen.say(Message(f"  {context}", f"  {context}"))
    where = ", ".join(filter(None, (item.title or item.document, item.date)))
    screen.say(Message(f"  From: {where}", f"  出自：{where}"))
    now = item.now
    facts = (
        (Message("Region", "地区"), now.region),
        (Message("Speaker", "讲话人"), now.speaker),
        (Message("Subject", "主体"), now.subject),
        (Message("Indicator", "指标"), now.indicator),
        (Message("Value", "数值"), shown_value(now)),
        (
            Message("Growth kind", "增长口径"),
            shown_word("growth_kind", now.growth_kind or "", screen.common.language),
        ),
        (Message("Base", "基期"), now.base),
        (Message("Period", "期间"), now.period),
        (Message("Deadline", "期限"), now.deadline),
    )
    for name, text in facts:
        if text:
            screen.say(Message(f"  {name.en}: {text}", f"  {name.zh}：{text}"))
    for note in now.notes():
        screen.say(Message(f"  Uncertain: {note.en}", f"  存疑：{note.zh}"), style="yellow")
    show_conflicts(screen, review.conflicts.get(item.claim, ()))
    _say_entry(screen, review, item)
    if item.state == "open":
        _say_how(screen, review, item)


def _say_entry(screen: Screen, review: Review, item: ReviewItem) -> None:
    from upriver.services.claim_catalogue import catalogue_of  # noqa: PLC0415 - polars
    from upriver.services.claim_entries import Entry, entry_of  # noqa: PLC0415 - polars
    from upriver.services.claim_settling import row_name  # noqa: PLC0415 - polars

    entry = entry_of(item, catalogue_of(review.region, review.items), hints=True)
    if isinstance(entry, Entry):
        row, name = entry.row, row_name(entry.table, entry.row)
        # The row exactly as it will stand; only the unit takes its Chinese name.
        value, unit = "–" if row["value"] is None else f"{row['value']:,.12g}", row["unit"]
        if screen.common.language == "zh" and in_unit(1.0, unit, "zh") == 1.0:
            unit = unit_name(unit, "zh")
        text = f"{name}: {item.now.comparator} {value} {unit}"
        screen.say(Message(f"  Accepted, it becomes {text}", f"  接受后成为 {text}"))
        return
    for reason in entry.reasons:
        screen.say(Message(f"  Missing: {reason.en}", f"  尚缺：{reason.zh}"))


def _say_how(screen: Screen, review: Review, item: ReviewItem) -> None:
    start = f"upriver review {review.region.package.path}"
    key = item.claim
    screen.remark(
        Message(
            f"Decide: {start} accept {key} --by NAME\n"
            f"        {start} correct {key} FIELD=VALUE... --by NAME\n"
            f"        {start} reject {key} --why TEXT --by NAME",
            f"裁定：{start} accept {key} --by 姓名\n"
            f"      {start} correct {key} 字段=值… --by 姓名\n"
            f"      {start} reject {key} --why 理由 --by 姓名",
        )
    )


def show_outcome(screen: Screen, outcome: Outcome) -> None:
    """Print what decisions have done.

    Parameters
    ----------
    screen : Screen
        Where to print.
    outcome : Outcome
        Result of the service.
    """
    settled = outcome.settled
    if screen.common.as_json:
        screen.json(
            {
                "decisions": outcome.decisions,
                "unchanged": outcome.unchanged,
                "entered": settled.entered,
                "standing": settled.standing,
                "withdrawn": settled.withdrawn,
                "waiting": settled.waiting,
            }
        )
        return
    for decision in outcome.decisions:
        _say_decision(screen, decision)
    for claim in outcome.unchanged:
        screen.say(Message(f"{claim}: stands like that already.", f"{claim}：本已如此。"))
    for claim, name in settled.entered.items():
        screen.say(Message(f"{claim} is now {name}.", f"{claim} 已成为 {name}。"), style="green")
    for claim, name in settled.standing.items():
        screen.say(
            Message(
                f"{claim}: {name} says the same; it is not written twice.",
                f"{claim}：{name} 已有相同内容，不重复写入。",
            )
        )
    for claim, name in settled.withdrawn.items():
        screen.say(Message(f"{claim}: {name} was taken away.", f"{claim}：{name} 已撤下。"))
    decided = [decision.claim for decision in outcome.decisions]
    for claim in decided:
        for reason in settled.waiting[claim].reasons if claim in settled.waiting else ():
            screen.say(
                Message(f"{claim} waits: {reason.en}", f"{claim} 待补：{reason.zh}"), style="yellow"
            )
    accepted = [claim for claim in decided if outcome.review.item(claim).is_accepted]
    show_conflicts(
        screen, [each for key in accepted for each in outcome.review.conflicts.get(key, ())]
    )
    _say_rest(screen, outcome)


def _say_rest(screen: Screen, outcome: Outcome) -> None:
    """How much is decided, and how much is left to do."""
    made, items = len(outcome.decisions), outcome.review.items
    left = sum(item.state == "open" for item in items)
    waiting = sum(outcome.review.waits(item) for item in items)
    wait_en = f"; {waiting} accepted claim(s) wait (--state waiting)" if waiting else ""
    wait_zh = f"；已接受而待补 {waiting} 条（--state waiting）" if waiting else ""
    screen.say(
        Message(
            f"{made} decision(s) kept; {left} claim(s) open{wait_en}.",
            f"已保存裁定 {made} 条；待裁定论断 {left} 条{wait_zh}。",
        )
    )


def _changes(decision: Decision) -> str:
    return ", ".join(
        f"{name} {decision.before.get(name) or '–'} → {text or '–'}"
        for name, text in decision.after.items()
    )


def _say_decision(screen: Screen, decision: Decision) -> None:
    from upriver.services.review_items import STATES  # noqa: PLC0415 - polars

    verdict = STATES[decision.verdict]
    changes = _changes(decision)
    en, zh = (f" ({changes})", f"（{changes}）") if changes else ("", "")
    claim = decision.claim
    screen.say(Message(f"{claim}: {verdict.en}{en}.", f"{claim}：{verdict.zh}{zh}。"))


def show_history(screen: Screen, review: Review, claims: Sequence[str]) -> None:
    """Print every decision, oldest first.

    Parameters
    ----------
    screen : Screen
        Where to print.
    review : Review
        All claims of the package.
    claims : sequence of str
        Claims whose decisions are shown; all when empty.
    """
    from upriver.services.review_items import STATES  # noqa: PLC0415 - polars

    made = [
        decision
        for item in review.items
        for decision in item.decisions
        if not claims or item.claim in claims
    ]
    made.sort(key=lambda decision: decision.decision)
    if screen.common.as_json:
        screen.json(made)
        return
    screen.table(
        Message(f"{len(made)} decision(s)", f"裁定 {len(made)} 条"),
        [
            Message("Decision", "裁定"),
            Message("Claim", "论断"),
            Message("Verdict", "结论"),
            Message("By", "裁定人"),
            Message("Time", "时间"),
            Message("Changed", "更正"),
            Message("Reason", "理由"),
        ],
        [
            [
                each.decision, each.claim, screen.text(STATES[each.verdict]), each.author,
                each.time, _changes(each) or None, each.reason or None,
            ]
            for each in made
        ],
    )  # fmt: skip
    if not made:
        screen.say(Message("Nothing is decided yet.", "尚无裁定。"))
