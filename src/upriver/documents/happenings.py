"""Which verbs tell of something that happens at a time: 开工, 签署, 获批, opened."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from upriver.documents.openings import RuleIndex
from upriver.documents.rules import has_latin, rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from upriver.documents.drafts import Draft
    from upriver.documents.moments import Time
    from upriver.documents.passages import Passage
    from upriver.documents.sentences import Span

_LATIN = re.compile(r"[A-Za-z]{2} [a-z]")
# Without a time and without one of these words nothing is dated and nothing is planned.
_HINT = re.compile(
    "计划|拟|将(?!近|军|士|来)|预计|准备|打算|即将|争取|力争|确保|正在|正加紧|正抓紧"
)
_LATIN_HINT = re.compile("(?i)will|plan|aim|day|inten|hope|to ")
# 投产后, 落户的企业, 开航当天: the verb does not tell, it describes or dates.
_DESCRIBES = re.compile(
    r"的(?!直达)|后(?!续)|前(?!往|沿|期)|时(?!代|尚)|以来|以后|之[后前际初]|期间|当[天日]|仪式|条件|规模|[”》]|率"
)
_DENIED = re.compile("(?:未|没有?|不|无法|暂停|推迟|取消)[^，。；]{0,4}$")
_LEADS = re.compile(
    r"[\s“”—·]*(?:(?:其中|同时|此外|另外|此前的?|随后|随着|由|也|还|已|并|而|据悉|据了解|据介绍|消息称)[\s，]*)*"
)
_ADVERBS = re.compile(
    r"(?:(?:已经?|也|还|均|正式|顺利|成功|同步|相继|陆续|先后|尽快|当[天日]|同[日天]|于|将|在)\s*)+$"
)
_MANNER = re.compile("正式|顺利(?=起|开|投|启|完|竣|交)")
_ARTICLE = re.compile(r"(?i)^[\s,]*(?:an?|the) ")
_MEANT = re.compile("计划|拟|将|预计")
_GAPS = re.compile(r"\s+")


class Happening(NamedTuple):
    """A verb of happening in its clause.

    Parameters
    ----------
    start, end : int
        Offsets in the paragraph.
    clause : Span
        Its clause.
    is_act : bool
        Whether it is done at once (开通, 签署) rather than worked at (建成, 编制).
    """

    start: int
    end: int
    clause: Span
    is_act: bool


@lru_cache(maxsize=2)
def _pattern(language: str) -> re.Pattern[str] | RuleIndex:
    verbs = [row for row in rows("happenings") if row["language"] == language]
    groups = [
        f"(?P<{force}{number}>{row['verb']})"
        for force in ("act", "build")
        for number, row in enumerate(verbs)
        if row["force"] == force
    ]
    if language == "en":
        return re.compile(rf"\b(?i:{'|'.join(groups)})\b")
    return RuleIndex(groups)


def _told(passage: Passage, match: re.Match[str], clause: Span) -> bool:
    """Whether a verb tells of something: not in a title, a name or a relative clause."""
    text = passage.text
    if match.group().isascii():
        return True
    if _DESCRIBES.match(text, match.end()) or _DENIED.search(text, clause.start, match.start()):
        return False
    at = match.start()
    book, quote = text.rfind("《", 0, at), text.rfind("“", clause.start, at)
    is_title = book >= 0 and text.find("》", book, at) < 0
    is_name = quote >= 0 and text.find("”", quote, at) < 0 <= text.find("”", at, clause.end)
    return not is_title and not is_name


def find_happenings(passage: Passage) -> tuple[Happening, ...]:
    """Verbs of happening in a paragraph.

    Parameters
    ----------
    passage : Passage
        The paragraph.

    Returns
    -------
    tuple of Happening
        The last one of each clause, in the order of the text.
    """
    text = passage.text
    if not (
        passage.printed_times
        or _HINT.search(text)
        or (has_latin(text) and _LATIN_HINT.search(text))
    ):
        return ()
    return tuple(_happenings(passage))


def _happenings(passage: Passage) -> Iterator[Happening]:
    text = passage.text
    languages = ("zh", "en") if has_latin(text) and _LATIN.search(text) else ("zh",)
    for language in languages:
        last: Happening | None = None
        for match in _pattern(language).finditer(text):
            clause = passage.clause_at(match.start())
            if not _told(passage, match, clause):
                continue
            found = Happening(match.start(), match.end(), clause, _is_act(match))
            if (
                last is not None
                and last.clause == clause
                and _MEANT.search(text, last.end, match.start())
            ):
                last = None  # 旧址改造计划3月动工: what is planned is the last one
            if last is not None and last.clause == clause:
                # 建成投产, 恢复开通: together they tell of one thing.
                found = Happening(last.start, found.end, clause, last.is_act or found.is_act)
            elif last is not None:
                yield last
            last = found
        if last is not None:
            yield last


def _is_act(match: re.Match[str]) -> bool:
    return str(match.lastgroup).startswith("act")


def numbers_in(drafts: Iterable[Draft], clause: Span) -> tuple[Draft, ...]:
    """Drafts whose value stands in a clause.

    Parameters
    ----------
    drafts : iterable of Draft
        Statistics, targets and ranks.
    clause : Span
        The clause.

    Returns
    -------
    tuple of Draft
        In their order.
    """
    return tuple(d for d in drafts if clause.start <= d.at < clause.end)


def told_words(passage: Passage, happening: Happening, start: int) -> str:
    """Words that tell of something, without time and particles.

    Parameters
    ----------
    passage : Passage
        The paragraph.
    happening : Happening
        The verb.
    start : int
        From where on the words belong to it, offset in the paragraph.

    Returns
    -------
    str
        Such as 东部快线开通 for 3月5日，东部快线正式开通.
    """
    before = passage.plain[start : happening.start]
    rest = passage.text[happening.start : happening.clause.end]
    lead = _LEADS.match(before)
    head = before[lead.end() if lead else 0 :]
    is_latin = rest[:2].isascii()
    words = head + rest if is_latin else _ADVERBS.sub("", head) + rest
    words = _ARTICLE.sub("", words) if is_latin else _MANNER.sub("", words)
    return _GAPS.sub(" " if is_latin else "", words).strip(' ，。；：,.;:“”"')


def exact(time: Time) -> bool:
    """Whether a phrase of time names a day or a month.

    Parameters
    ----------
    time : Time
        The phrase.

    Returns
    -------
    bool
        False for years, quarters and vague phrases.
    """
    text = time.period or ""
    return "-" in text and "Q" not in text and "H" not in text
