"""What one paragraph takes from those before it and hands on to the next."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from upriver.core.periods import parse_period
from upriver.documents.contexts import Setting, after_paragraph, plan_of, runs_on
from upriver.documents.passages import Passage
from upriver.documents.speakers import find_speaker
from upriver.documents.times import find_times

if TYPE_CHECKING:
    from upriver.documents.articles import Paragraph

_OTHER = re.compile(r"\s*(?:另一[份项组]|另据|又讯|另讯|另悉|相关链接)")
_GOES_ON = re.compile(
    r"^[“\"]?(?:接下来|另外|此外|首先|其次|再次|同时|针对|在.{2,16}方面|下一步|如果说|我[市区省县们])"
)


def read_passage(paragraph: Paragraph, setting: Setting) -> Passage:
    """A paragraph with what holds in it.

    Parameters
    ----------
    paragraph : Paragraph
        The paragraph.
    setting : Setting
        What held before it.

    Returns
    -------
    Passage
        Times, quantities, cues and places.
    """
    text = paragraph.text
    former = parse_period(setting.carried).year if setting.carried else None
    about = (setting.section.year if setting.section else None) or setting.year
    if runs_on(text):
        times = find_times(text, today=setting.today, year=about, former=former)
        setting = after_paragraph(text, times, setting)
    speaker = find_speaker(text, setting.known)
    if speaker is None and setting.speaker is not None and _GOES_ON.match(text):
        speaker = setting.speaker
    turned = speaker is not None and setting.speaker is not None and speaker != setting.speaker
    carried = None if not setting.carried or turned or _OTHER.match(text) else setting.carried
    plan = plan_of(text) or setting.plan
    here = setting
    if speaker is not setting.speaker or plan is not setting.plan or carried != setting.carried:
        here = replace(setting, speaker=speaker, plan=plan, carried=carried)
    return Passage(paragraph, here, former, about)


def after_passage(passage: Passage) -> Setting:
    """What holds after a paragraph.

    Parameters
    ----------
    passage : Passage
        The paragraph that was read.

    Returns
    -------
    Setting
        With the speaker, the plan and the section that it leaves behind.
    """
    setting = passage.setting
    carried = passage.dating.carried() if passage.times else setting.carried
    if carried != setting.carried:
        setting = replace(setting, carried=carried)
    return after_paragraph(passage.text, passage.times, setting)
