"""Who says it: names with a verb of speaking, and the table of guests of an interview."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from upriver.documents.rules import has_latin

if TYPE_CHECKING:
    from collections.abc import Sequence

    from upriver.documents.sentences import Sentence

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任"
    "沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
    "蓝滕谌冉代牟蒲游柏阳翟倪鲁温洪季康施葛安常乔齐庞骆聂焦樊兰殷章申欧耿关解左甘岳裴詹祝路舒"
    "纪梅盛童卓应宁边吉柴霍苗麦喻冼辛凌缪穆项池司桂阮蔚臧栾刁戚娄车胥匡寇褚谷邢宫尚饶靳管"
)
_VERB = r"(?:表示|说|介绍|指出|认为|透露|强调|坦言|告诉记者|称)"
_SPEAKS = re.compile(
    r"表示|说(?<=[\u4e00-\u9fff]{2}说)|说(?=[，：])|介绍|指出|认为|透露|强调|坦言|告诉记者|称[，：“]|预测|sa(?:id|ys)"
)
_POST = (
    r"(?:书记|主任|市长|省长|州长|区长|县长|部长|局长|厅长|司长|署长|处长|科长|站长|行长|校长"
    r"|总经理|经理|董事长|理事长|总裁|院长|所长|教授|院士|主席|会长|秘书长|发言人|总工程师|负责人|专家)"
)
_NAMED = re.compile(
    rf"(?P<name>[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}?)(?:也|还|进一步)?{_VERB}(?=[，：:。“]|$)"
)
_SAYS = re.compile(rf"{_VERB}(?=[，：:。“]|$)")
_TITLED = re.compile(
    rf"(?P<title>[\u4e00-\u9fff、]{{2,24}}?{_POST})(?P<name>[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}?)(?={_VERB}|[，。\d]|接受|在|今天|日前|说)"
)
_ROLE = re.compile(
    r"(?P<role>(?:有|据)?业内人士|业内|[\u4e00-\u9fff]{2,8}(?:相关)?负责人|专家)(?:士)?(?:表示|认为|预测|指出|透露|介绍)"
)
# Words without which the longer patterns cannot match; they are looked for first.
_OFFICE = re.compile(
    rf"{_POST}(?:[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}?)(?={_VERB}|[，。\d]|接受|在|今天|日前|说)"
)
# “十四五”期间…: a name in quotation marks, no speech.
_QUOTED_NAME = re.compile('[“"][^”"，。]{1,10}[”"]')
_LONGEST_OFFICE, _LONGEST_ROLE = 24, 12
_KIND_SPEAKS = re.compile(r"(?:业内|人士|负责人|专家)士?(?:表示|认为|预测|指出|透露|介绍)")
_COMPOUND = "欧阳|司马|上官|诸葛|慕容|皇甫|令狐|尉迟|公孙|夏侯|东方|独孤|司徒|端木"
_NAME = (
    rf"(?:(?:{_COMPOUND})[\u4e00-\u9fff]{{1,2}}|[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}"
    r"|[\u4e00-\u9fff]{2,6}·[\u4e00-\u9fff]{2,8})"
)
_TITLE_LINE = re.compile(rf"(?P<title>.{{2,24}}{_POST})[\s：:]*(?P<name>{_NAME})?")
_NAME_FIRST = re.compile(rf"(?P<name>{_NAME})[\s（(，,：:]+(?P<title>.{{2,24}}{_POST})[)）]?")
# Names in one row, as columns of a table are often taken out of a page.
_NAME_LINE = re.compile(rf"{_NAME}(?:[\s、]+{_NAME})*")
_ANY_NAME = re.compile(r"[\u4e00-\u9fff]{2,3}")
_GAP = re.compile(r"[\s、]+")
_EN_SAID = re.compile(
    r"(?:said|says) (?P<a>[A-Z][a-z]+(?: [A-Z][a-z]+)+)"
    r"|(?P<b>[A-Z][a-z]+(?: (?!Government|Bureau|Ministry|Commission|Authority|Council|Board|Agency"
    r"|Office|Department|Administration|Company|Group|Plan|Province|City)[A-Z][a-z]+)+)"
    r"(?:,[^,]{3,100},)? (?:said|says|told|noted|added|announced|stressed)\b"
)


_TITLES = re.compile(
    r"^(?:(?:Chair(?:man|woman|person)?|Minister|Mayor|President|Director|Professor|Secretary"
    r"|Premier|Governor|Deputy|Vice|Mr|Ms|Mrs|Dr|Sir|Commissioner)\s+)+(?=[A-Z])"
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person, or a kind of person, who speaks.

    Parameters
    ----------
    name : str
        The name.
    title : str
        The office, or empty.
    """

    name: str
    title: str = ""


def table_of_guests(lines: tuple[str, ...]) -> dict[str, Speaker]:
    """Speakers from the list of offices and names at the head of an interview.

    Parameters
    ----------
    lines : tuple of str
        Neighbouring short lines. Offices may stand in one column, names in the next, or
        both in one line.

    Returns
    -------
    dict of str to Speaker
        By name. Empty unless there are as many names as offices. Names of two or three
        characters that begin with no known surname count only when they make up the number.

    Examples
    --------
    >>> table = table_of_guests(("江北区委书记", "铜梁区委书记蓝庆华", "滕宏伟"))
    >>> table["滕宏伟"].title
    '铜梁区委书记'
    """
    for names_of in (_NAME_LINE, _ANY_NAME):
        titles, names = _columns(lines, names_of)
        if titles and len(titles) == len(names):
            return {n: Speaker(n, t) for n, t in zip(names, titles, strict=True)}
    return {}


def _columns(lines: tuple[str, ...], names_of: re.Pattern[str]) -> tuple[list[str], list[str]]:
    """Offices and names in their order."""
    titles: list[str] = []
    names: list[str] = []
    for line in lines:
        office = _NAME_FIRST.fullmatch(line) or _TITLE_LINE.fullmatch(line)
        if office:
            titles.append(office["title"])
            if office["name"]:
                names.append(office["name"])
        elif titles and (_NAME_LINE.fullmatch(line) or names_of.fullmatch(line)):
            names += _GAP.split(line)
    return titles, names


def find_speaker(text: str, known: dict[str, Speaker]) -> Speaker | None:
    """Speaker of a paragraph.

    Parameters
    ----------
    text : str
        The paragraph.
    known : dict of str to Speaker
        Speakers met before; a new one is added.

    Returns
    -------
    Speaker, optional
        The first one named with a verb of speaking; missing when there is none.

    Examples
    --------
    >>> find_speaker("“加快建设。”滕宏伟说，江北现有企业151家。", {}).name
    '滕宏伟'
    """
    if not _SPEAKS.search(text):
        return None
    office = _OFFICE.search(text)
    titled = _TITLED.search(text, max(0, office.start() - _LONGEST_OFFICE)) if office else None
    if titled and titled["name"] not in known:
        known[titled["name"]] = Speaker(titled["name"], titled["title"])
    named = _NAMED.search(text) if _SAYS.search(text) else None
    kind = _KIND_SPEAKS.search(text)
    role = _ROLE.search(text, max(0, kind.start() - _LONGEST_ROLE)) if kind else None
    if named and titled and named.start() <= titled.start("name") < named.end():
        return known[titled["name"]]  # 副主任张娅介绍 is no 任张娅
    if named and (role is None or named.start() <= role.start()):
        name = named["name"]
        return known.setdefault(name, Speaker(name))
    if role:
        word = role["role"].removeprefix("有").removeprefix("另").removeprefix("据")
        return Speaker("业内人士" if word == "业内" else word)
    if titled:
        return known[titled["name"]]
    english = _EN_SAID.search(text) if has_latin(text) else None
    if english:
        name = _TITLES.sub("", english["a"] or english["b"])
        return known.setdefault(name, Speaker(name))
    return None


def speech_start(text: str, speaker: Speaker | None, sentences: Sequence[Sentence]) -> int:
    """Where reported speech begins.

    Parameters
    ----------
    text : str
        The paragraph.
    speaker : Speaker, optional
        Who speaks in it.
    sentences : sequence of Sentence
        Its sentences.

    Returns
    -------
    int
        Zero at a leading quotation, else where the speaker's sentence begins.
    """
    at = text.find(speaker.name) if speaker else -1
    is_quoted = text.startswith(("“", '"')) and _QUOTED_NAME.match(text) is None
    if at < 0 or is_quoted:
        return 0
    return next((s.start for s in sentences if at < s.end), 0)
