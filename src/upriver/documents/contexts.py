"""What holds between paragraphs: place, speaker, section and plan of a document."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from upriver.documents.moments import Time, lies_ahead
from upriver.documents.rules import has_latin
from upriver.documents.sentences import first_sentence
from upriver.documents.times import find_times

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from upriver.documents.modes import Mode
    from upriver.documents.places import Place
    from upriver.documents.speakers import Speaker

_SECTION = re.compile(
    r"(?:回顾|成绩单|工作总结|工作情况|预期目标|主要目标|目标任务|工作安排|总体要求"
    r"|(?:奋斗|发展|总体|具体|工作|年度)目标(?=[：。]?$))[：。]?"
)
_SIGN_OF_SECTION = re.compile("回顾|成绩单|工作|目标|总体要求")  # each of them holds one
_PLAN = re.compile(
    r"(?:方案|规划|行动计划|计划|意见|纲要)(?:（(?P<a>20\d\d)[—–\-~至]+(?P<b>20\d\d)年?）)?(?:》|$)"
)
# The title of a report on a period that is over.
_REPORT = re.compile(
    "公报|形势|分析|运行|情况|回顾|报告|答记者问|解读|综述"
    r"|(?i:\b(?:highlights|performance|results|statistics|statistical|overview|summary)\b)"
)
_ENGLISH_SECTION = re.compile(
    r"(?i)\b(?P<aim>targets?|goals?|objectives?|tasks)\b"
    r"|\b(?:past|last) (?:year|two|three|four|five)\b"
    r"|\b(?:review|achievements)\b"
)
_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5}
_ENGLISH_YEARS = re.compile(r"(?i)\b(?:past|last) (?P<n>two|three|four|five) years\b")
_AIMS = re.compile("目标|安排|要求")
_LONGEST_SECTION = 40


@dataclass(frozen=True)
class Setting:
    """What holds between paragraphs.

    Parameters
    ----------
    today : date, optional
        Date of the document.
    home : Place, optional
        Place of the document.
    speaker : Speaker, optional
        Who spoke last.
    known : dict of str to Speaker
        Everybody who spoke.
    section : Time, optional
        Period that a heading gave.
    section_mode : {"observed", "target", "forecast"}
        Mode that a heading or the document's title gave.
    plan : tuple of str, optional
        Period of the plan that is reported, such as ``2025..2027``, and its last year.
    carried : str, optional
        Period of the last observation, which later paragraphs inherit.
    year : int, optional
        The year that the title says the document is about.
    """

    today: date | None
    home: Place | None
    speaker: Speaker | None = None
    known: dict[str, Speaker] = field(default_factory=dict)
    section: Time | None = None
    section_mode: Mode = "observed"
    plan: tuple[str, str] | None = None
    carried: str | None = None
    year: int | None = None


def plan_of(text: str) -> tuple[str, str] | None:
    """Period of a plan that a text names in its title.

    Parameters
    ----------
    text : str
        A heading or a paragraph.

    Returns
    -------
    tuple of str, optional
        The period and its last year.

    Examples
    --------
    >>> plan_of("《人工智能行动计划（2025—2027年）》")
    ('2025..2027', '2027')
    """
    for match in _PLAN.finditer(text) if "（20" in text else ():
        if match["a"]:
            return f"{match['a']}..{match['b']}", match["b"]
    return None


def opening_of(text: str) -> str:
    """Words that open a paragraph as a heading would: 一、2023年工作回顾。.

    Parameters
    ----------
    text : str
        The paragraph.

    Returns
    -------
    str
        Its first sentence, or the words before its first colon; empty when there is none.

    Examples
    --------
    >>> opening_of("主要目标：产值增长7%，投资增长6%。出口增长5%。")
    '主要目标：'
    """
    first = first_sentence(text)
    if first is None:
        return ""
    words = text[first.start : first.end]
    if "：" not in words or not first.clauses:
        return words
    clause = text[first.start : first.clauses[0].end + 1]
    return clause if clause.endswith("：") else words


def runs_on(text: str) -> bool:
    """Whether a paragraph opens with a sentence that is a heading: 一、2023年工作回顾。预计….

    Parameters
    ----------
    text : str
        The paragraph.

    Returns
    -------
    bool
        False where the heading is all there is.

    Examples
    --------
    >>> runs_on("一、2023年工作回顾。预计产值增长7%。"), runs_on("一、2023年工作回顾")
    (True, False)
    """
    stop = text.find("。", 0, _LONGEST_SECTION)
    if stop < 0 or _SECTION.search(text, 0, stop) is None:
        return False
    opening = opening_of(text)
    return opening.endswith("。") and len(opening) < len(text)


def after_paragraph(text: str, times: Sequence[Time], setting: Setting) -> Setting:
    """What holds after a paragraph whose first sentence, or the words before its colon, says so.

    Parameters
    ----------
    text : str
        The paragraph.
    times : sequence of Time
        Its phrases of time.
    setting : Setting
        What held before it.

    Returns
    -------
    Setting
        With the period and the mode of the section, when the opening names one.
    """
    if _SIGN_OF_SECTION.search(text, 0, _LONGEST_SECTION) is None:
        return setting
    return _after_opening(opening_of(text), times, setting)


def _after_opening(opening: str, times: Sequence[Time], setting: Setting) -> Setting:
    if len(opening) > _LONGEST_SECTION or not _SECTION.search(opening):
        return setting
    section = next((time for time in times if time.end <= len(opening) and time.period), None)
    mode: Mode = "target" if _AIMS.search(opening) else "observed"
    return replace(setting, section=section, section_mode=mode)


def _past_years(text: str, setting: Setting) -> Time | None:
    """Period of a heading such as "The past five years": years that are over by the summer."""
    found, today = _ENGLISH_YEARS.search(text), setting.today
    if found is None or today is None:
        return None
    last = today.year - (today.month <= 6)
    first = last - _COUNTS[found["n"].lower()] + 1
    notes = ("period-vague",)
    return Time(*found.span(), found.group(), "in", f"{first}..{last}", last, notes)


def after_heading(text: str, setting: Setting) -> Setting:
    """What holds after a heading.

    Parameters
    ----------
    text : str
        The heading.
    setting : Setting
        What held before it.

    Returns
    -------
    Setting
        A plan's title makes targets of what follows.
    """
    if _PLAN.search(text):
        return replace(setting, plan=plan_of(text) or setting.plan, section_mode="target")
    english = _ENGLISH_SECTION.search(text) if has_latin(text) else None
    is_section = _SECTION.search(text)
    if not (english or is_section or _REPORT.search(text)):
        return setting
    times = find_times(text, today=setting.today)
    if english:
        period = next((time for time in times if time.period), None) or _past_years(text, setting)
        mode: Mode = "target" if english["aim"] else "observed"
        return replace(setting, section=period, section_mode=mode)
    if is_section:
        return _after_opening(text, times, setting)
    over = [t for t in times if t.period and t.role == "in" and not lies_ahead(t, setting.today)]
    if over:
        return replace(setting, section=over[-1], section_mode="observed", year=over[-1].year)
    return setting
