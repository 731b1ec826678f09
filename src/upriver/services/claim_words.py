"""How people write the fields of a claim: in either language, and as a spreadsheet leaves it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from upriver.core.message import LANGUAGES, Message
from upriver.data.schema import table_specs
from upriver.services.review_items import CLAIM_FIELDS, ENTRY_FIELDS, KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from upriver.core.message import Language

VERDICTS = {
    "accept": Message("accept", "接受"),
    "correct": Message("correct", "更正"),
    "reject": Message("reject", "否决"),
}
_ALSO = {
    "accept": ("accepted", "yes", "ok", "已接受", "采纳", "通过", "同意", "是"),
    "correct": ("corrected", "已更正", "修正", "修改", "改正", "订正"),
    "reject": (
        "rejected", "no", "已否决", "拒绝", "驳回", "不采纳", "不接受", "不通过", "不同意", "否",
    ),
}  # fmt: skip
_SIGNS: dict[str, Iterable[str]] = {
    "=": ("等于", "为", "＝"), ">": ("超过", "突破", "高于", "大于", "＞"),
    ">=": ("≥", "不低于", "不少于", "以上", "达到", "＞＝"),
    "<": ("低于", "小于", "＜"), "<=": ("≤", "不高于", "不超过", "以内", "控制在", "＜＝"),
    "~": ("约", "左右", "≈"), "range": ("区间",), "rank": ("位次", "排名"),
    "x": ("翻番", "倍"),
}  # fmt: skip
_GROWTH = {
    "flow": ("新增",), "cumulative": ("累计",), "delta_pp": ("百分点",), "vs_base": ("较基期",),
}  # fmt: skip
_NUMERALS = str.maketrans("一二三四", "1234")
_YEAR = re.compile(r"(\d{4}) ?年?(?:[年度底末]|年底|年末|全年)?")
_PART = re.compile(r"(\d{4}) ?年?(?:第?([一二三四1-4]) ?季度|(上|下)半年)")
_DAY = re.compile(r"(\d{4}) ?[年/.\-] ?(\d{1,2})(?: ?月(?:份|底|末)?| ?[月/.\-] ?(\d{1,2}) ?日?)?")
_MONTHS = re.compile(r"(\d{4}) ?年 ?(\d{1,2}) ?月? ?[—–\-~至到] ?(\d{1,2}) ?月(?:份)?")


def _known(words: dict[str, Iterable[str]]) -> dict[str, str]:
    return {word.casefold(): name for name, each in words.items() for word in (name, *each)}


def _of(fields: dict[str, Message]) -> dict[str, Iterable[str]]:
    return {name: [text.to(each) for each in LANGUAGES] for name, text in fields.items()}


@cache
def _growth_words() -> dict[str, Iterable[str]]:
    words: dict[str, Iterable[str]] = dict(_GROWTH)
    for table in ("targets", "observations"):
        for name, others in table_specs()[table].field("growth_kind").categories.items():
            words[name] = (*words.get(name, ()), *others)
    return words


_FIELDS = {
    # As the table targets calls them, then as a review sheet does.
    **_known({
        name: table_specs()["targets"].field(name).aliases
        for name in ("hard", "weight", "owner", "parent")
    }),
    **_known(_of({**CLAIM_FIELDS, **ENTRY_FIELDS})),
}  # fmt: skip
_WORDS = {
    "kind": _known(_of(KINDS)),
    "comparator": _known(_SIGNS),
    "growth_kind": _known(_growth_words()),
}
_VERDICT_WORDS = _known({name: (*text, *_ALSO[name]) for name, text in _of(VERDICTS).items()})


def field_named(written: str) -> str:
    """Field that a person names.

    Parameters
    ----------
    written : str
        Its key, or its heading in either language.

    Returns
    -------
    str
        The key; what was written when no field is called so.

    Examples
    --------
    >>> field_named("期限"), field_named("刚性"), field_named("colour")
    ('deadline', 'hard', 'colour')
    """
    return _FIELDS.get(written.strip().casefold(), written.strip())


def name_of_field(name: str) -> Message:
    """Field in words.

    Parameters
    ----------
    name : str
        Its key.

    Returns
    -------
    Message
        Such as ``Deadline`` and ``期限``; the key itself when there is no such field.
    """
    return CLAIM_FIELDS.get(name) or ENTRY_FIELDS.get(name) or Message(name, name)


def heading_of(name: str) -> str:
    """Heading of a field in a spreadsheet, in both languages.

    Parameters
    ----------
    name : str
        Key of the field.

    Returns
    -------
    str
        Such as ``Deadline / 期限``; the key itself when there is no such field.
    """
    text = name_of_field(name)
    return f"{text.en} / {text.zh}" if text.en != text.zh else text.en


def verdict_named(written: str) -> str | None:
    """Decision that a person wrote.

    Parameters
    ----------
    written : str
        A word in either language.

    Returns
    -------
    str or None
        ``accept``, ``correct`` or ``reject``; none for any other word.

    Examples
    --------
    >>> verdict_named("采纳"), verdict_named("Accepted"), verdict_named("perhaps")
    ('accept', 'accept', None)
    """
    return _VERDICT_WORDS.get(written.strip().casefold())


def word_of(name: str, written: str) -> str:
    """Canonical word of a field that knows certain words only.

    Parameters
    ----------
    name : str
        Key of the field.
    written : str
        What a person wrote.

    Returns
    -------
    str
        The word of the field; what was written when it is none of them.

    Examples
    --------
    >>> word_of("kind", "目标"), word_of("comparator", "不低于"), word_of("growth_kind", "同比")
    ('target', '>=', 'yoy')
    """
    return _WORDS.get(name, {}).get(written.casefold(), written)


def shown_word(name: str, word: str, language: Language) -> str:
    """Word of a field as a spreadsheet shows it.

    Parameters
    ----------
    name : str
        Key of the field.
    word : str
        Its canonical word.
    language : {"en", "zh"}
        The reader's language.

    Returns
    -------
    str
        A Chinese word that is read back as this one; else the word itself.

    Examples
    --------
    >>> shown_word("kind", "target", "zh"), shown_word("growth_kind", "yoy", "zh")
    ('目标', '同比')
    >>> shown_word("kind", "target", "en"), shown_word("comparator", ">=", "zh")
    ('target', '>=')
    """
    if language != "zh" or name not in {"kind", "growth_kind"}:
        return word
    others = KINDS[word].zh if name == "kind" and word in KINDS else ""
    return others or next(iter(_growth_words().get(word, ())), word)


def period_of(written: str) -> str:
    """Period as the tables write it.

    Parameters
    ----------
    written : str
        A period in the canonical form, or as it is written in Chinese or by a spreadsheet.

    Returns
    -------
    str
        The canonical form; what was written when it is no such phrase.

    Examples
    --------
    >>> period_of("2027年底"), period_of("2024年第一季度"), period_of("2024年1—4月")
    ('2027', '2024-Q1', '2024-01..2024-04')
    >>> period_of("2024/5/31"), period_of("2024年5月"), period_of("明年")
    ('2024-05-31', '2024-05', '明年')
    """
    if match := _YEAR.fullmatch(written):
        return match[1]
    if match := _PART.fullmatch(written):
        quarter, half = match[2], match[3]
        if quarter:
            return f"{match[1]}-Q{quarter.translate(_NUMERALS)}"
        return f"{match[1]}-H{1 if half == '上' else 2}"
    if match := _MONTHS.fullmatch(written):
        return f"{match[1]}-{int(match[2]):02d}..{match[1]}-{int(match[3]):02d}"
    if match := _DAY.fullmatch(written):
        day = f"-{int(match[3]):02d}" if match[3] else ""
        return f"{match[1]}-{int(match[2]):02d}{day}"
    return written
