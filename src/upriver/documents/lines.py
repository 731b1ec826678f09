"""What is each line of a page: body, headline, byline, caption or a row of a table."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from itertools import groupby, pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from upriver.documents.numbers import WIDE, narrow

if TYPE_CHECKING:
    from collections.abc import Mapping

    from upriver.documents.sources import Role

_RADICAL = re.compile("[\u2e80-\u2fd5]")
# Radicals that programs write for characters when they take text out of a PDF.
_RADICALS = {
    code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2E80, 0x2FD6)
} | str.maketrans(
    "⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰",
    "民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙",
)
# Web copies print Chinese with the signs of Latin: 增长5%,其中. Between digits they are numbers.
_HALF = re.compile(
    r"[,;:?!](?:(?<=[\u4e00-\u9fff%”》）)][,;:?!])(?=[\u4e00-\u9fff“《\d]|$)|(?=[\u4e00-\u9fff“《]))"
)
_FULL = str.maketrans(",;:?!", "，；：？！")
_ODD = re.compile(f"[{''.join(WIDE)}\u2e80-\u2fd5,;:?!〇○零·]")
_LINE = re.compile(r"[^\n]+")
_BYLINE = re.compile(
    r"^[□◎■◆●○▲]?\s*(?:[^，。]{0,16}(?:记者|评论员|通讯员)[\s：:][^，。]{0,24}"
    r"|[^，。]{0,16}(?:记者|评论员|通讯员)|本[报刊网台]记者[\u4e00-\u9fff]{2,4})$"
    r"|^(?:文|图|撰文|作者|记者|通讯员|编辑|责任编辑|责编|来源)\s*[/／|｜：:]\s*\S[^，。]{0,30}$"
    r"|^(?:发布|更新|发文|成文|印发)?(?:时间|日期)[：:]\s*(?:19|20)\d\d\D[^，。]{0,40}$"
    r"|^[Bb]y [A-Z][\w.'-]+(?: [A-Z][\w.'-]+){0,4}$"
)
_MARKED = re.compile(r"^[□◎]")
_DECK = re.compile(r"^[■◆●▲★▶][^。；]*$")
_CREDIT = re.compile(
    r"(?:^|\s)(?:(?:[\u4e00-\u9fff]{0,8}记者|通讯员)\s*)?[\u4e00-\u9fff·]{2,4}(?:\s[\u4e00-\u9fff]{1,3})?\s*[摄绘]"
    r"(?:[(（/／]|$)"
    r"|^(?:图|摄影|制图|漫画)\s*[/／：:]|新华社(?:记者)?\s?[\u4e00-\u9fff ]{0,8}[摄发]$"
    r"|^(?:Photo(?:graph)?s?|Picture)(?: by|:)"
)
_CAPTION = re.compile(
    r"资料图|图片来源|^图为|^[△▽]|供图|本版图片"
    r"|视觉[\u4e00-\u9fff]{2}[)）]|[(（]图[)）]$|^File photo"
)
# Signs without which a line is neither; they are looked for first. Sets are looked for many
# times faster than choices of words.
_OF_CAPTIONS = re.compile("[摄绘图发供视△▽画PF]")
_OF_BYLINES = re.compile("[者员/／|｜：:]|[Bb]y ")
_QUANTITY = re.compile(r"\d[\d.,]*\s*(?:%|[\u4e00-\u9fff])")
_YEAR_ONLY = re.compile(r"(?:19|20)\d\d\s*(?:年|[—–-])|\d{1,2}月|第?\d+[届次期]")
_MARKDOWN = re.compile(r"^(?:#{1,6}\s+|[-*+]\s+|>\s*)")
_MARKS = frozenset("#-*+>")
_TERMINAL = frozenset('。！？!?；;：:…”』」）)".')
_SENTENCE = re.compile(r"[。；]|，.*[^？]$|[？?].+[？?]$")
_NAMELESS = re.compile(r"(?:记者|评论员|通讯员)[：:]?$")
_NAMES = re.compile(r"[\u4e00-\u9fff·]{2,4}(?:[ \u3000、]+[\u4e00-\u9fff·]{2,4}){0,5}")
_OFFICE = re.compile(
    r"(?:书记|主任|[市省区县镇]长|局长|厅长|处长|经理|董事长|总裁|院长|所长|教授|会长|秘书长|负责人|专家)$"
)
_SPEAKS = re.compile(r"[\u4e00-\u9fff]{2,4}?(?:告诉记者|表示|介绍|认为|透露|坦言|指出|说)")
_HAN = re.compile("[\u4e00-\u9fff]")
_DIGIT = re.compile(r"\d")
# 2018 achievements: a heading, no figure.
_YEAR_ONLY_LATIN = re.compile(r"\D*(?:19|20)\d\d\D*$")
_BLOCK = attrgetter("block")
_LEAST_ITEMS = 3
_GOES_ON = frozenset("。！；;，,、：:")
_LONGEST_HEADING = 44
_LONGEST_BYLINE = 40
_LONGEST_CAPTION = 88
# A text is broken at a fixed width when half of its first lines, at least four, are full.
_LEAST_WRAPPED = 4
_NARROWEST = 10
_HEAD = 10_000


class Line(NamedTuple):
    """A line of the source.

    Parameters
    ----------
    text : str
        Its words, with plain signs.
    start : int
        Offset of the words in the source.
    role : str
        What it is.
    level : int
        Level of a heading that carries its mark (#), else 0.
    block : int
        Lines without an empty line between them share it.
    """

    text: str
    start: int
    role: Role = "body"
    level: int = 0
    block: int = 0


def plain_signs(text: str) -> str:
    """Text with narrow digits, and characters in the place of their radicals.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        The same text, character for character.

    Examples
    --------
    >>> plain_signs("⼯业增⻓６％")
    '工业增长6%'
    """
    if _ODD.search(text) is None:
        return text  # as most lines
    plain = narrow(text)
    plain = plain.translate(_RADICALS) if _RADICAL.search(plain) else plain
    return _HALF.sub(_widened, plain) if _HALF.search(plain) else plain


def _widened(match: re.Match[str]) -> str:
    return match.group().translate(_FULL)


def is_open(text: str) -> bool:
    """Whether words end in the middle of a sentence.

    Parameters
    ----------
    text : str
        The words.

    Returns
    -------
    bool
        True without a stop, a colon or a closing mark at the end.

    Examples
    --------
    >>> is_open("构建从电芯生产"), is_open("加快建设。")
    (True, False)
    """
    return text[-1:] not in _TERMINAL


def is_marked_byline(line: Line) -> bool:
    """Whether a line is a byline with the mark that opens an article.

    Parameters
    ----------
    line : Line
        The line.

    Returns
    -------
    bool
        True for □ and ◎.
    """
    return line.role == "byline" and bool(_MARKED.match(line.text))


def is_deck(line: Line) -> bool:
    """Whether a line is one of the points below or above a headline.

    Parameters
    ----------
    line : Line
        The line.

    Returns
    -------
    bool
        True for a heading that begins with ■ and the like.
    """
    return line.role == "heading" and bool(_DECK.match(line.text))


def _role(line: str) -> Role:
    if len(line) > _LONGEST_CAPTION:
        return "body"
    if _OF_CAPTIONS.search(line) and (_CREDIT.search(line) or _CAPTION.search(line)):
        return "caption"
    if len(line) <= _LONGEST_BYLINE and _OF_BYLINES.search(line) and _BYLINE.search(line):
        return "byline"
    if len(line) <= _LONGEST_HEADING and line[-1] not in _GOES_ON:
        rest = _YEAR_ONLY.sub("", line)
        is_sentence = _SENTENCE.search(line) or (line.endswith(".") and " " in line)
        if not is_sentence and not _QUANTITY.search(rest):
            return "heading"
    return "body"


def _above_credit(lines: list[Line]) -> bool:
    """Whether the line above a photographer's name describes the picture.

    It does when it is no sentence, or when it interrupts one: it begins the block that the
    name ends, and the body before it is not finished.
    """
    if len(lines) < 2 or not _CREDIT.search(lines[-1].text):
        return False
    above = lines[-2]
    if above.level or len(above.text) > _LONGEST_CAPTION or not is_open(above.text):
        return False
    before = lines[-3] if len(lines) > 2 else None
    begins = (
        before is not None
        and before.block != above.block == lines[-1].block
        and before.role == "body"
        and is_open(before.text)
    )
    rest = _CREDIT.sub("", lines[-1].text, count=1).strip("（）() /／")
    return not rest and (above.role == "heading" or (above.role == "body" and begins))


def _is_title_of_speaker(above: Line, line: Line) -> bool:
    """Whether the layout parted an office from the name of the person who speaks."""
    return (
        line.role == "body"
        and not above.level
        and bool(_OFFICE.search(above.text))
        and bool(_SPEAKS.match(line.text))
    )


def _wrapped_width(text: str) -> int | None:
    """Length of the full lines of a text that was broken at a fixed width."""
    lengths = Counter(len(match.group()) for match in _LINE.finditer(text, 0, _HEAD))
    count = lengths.total()
    width = max(lengths, default=0)
    full = sum(number for length, number in lengths.items() if length >= width - 1)
    is_wrapped = count >= _LEAST_WRAPPED and 2 * full >= count and width >= _NARROWEST
    return width if is_wrapped else None


def read_page_lines(text: str, roles: Mapping[int, Role] | None = None) -> list[Line]:
    r"""Lines of a text that hold words, with what they are.

    Parameters
    ----------
    text : str
        The text.
    roles : mapping of int to str, optional
        What a line is, by its offset, where the format says so.

    Returns
    -------
    list of Line
        In the order of the text. A line that goes on in the middle of a sentence of its
        block is body, however short, and so is a full line of a text of fixed width. The
        line above a photographer's name is a caption.

    Examples
    --------
    >>> [line.role for line in read_page_lines("新城崛起\n本报记者 张三\n产值达90亿元。")]
    ['heading', 'byline', 'body']
    """
    given = roles or {}
    has_blocks = "\n\n" in text.strip("\n")
    width = _wrapped_width(text)
    found: list[Line] = []
    block = last = 0
    for match in _LINE.finditer(text):
        block += match.start() > last + 1
        last = match.end()
        raw = match.group()
        lead = len(raw) - len(raw.lstrip())
        mark = _MARKDOWN.match(raw[lead : lead + 16]) if raw[lead : lead + 1] in _MARKS else None
        lead += mark.end() if mark else 0
        words = raw[lead:].rstrip()
        is_row = words and "\t" in raw and given.get(match.start()) == "table"
        words, lead = (raw, 0) if is_row else (words, lead)  # empty cells at its ends count
        if not words:
            continue
        level = mark.group().count("#") if mark else 0
        role = given.get(match.start()) or ("heading" if level else _role(words))
        is_inside = bool(found) and found[-1].block == block and found[-1].role == "body"
        is_guess = role == "heading" and not level and match.start() not in given
        if role == "body" and mark and not level and ">" not in mark.group():
            role = "item"
        if is_guess and width and len(raw) >= width - 1:
            role = "body"
        if is_guess and has_blocks and is_inside and is_open(found[-1].text):
            role = "body"
        if (
            role == "heading" and not level and found and found[-1].role == "byline"
            and _NAMELESS.search(found[-1].text) and _NAMES.fullmatch(words)
        ):  # fmt: skip
            role = "byline"
        found.append(
            Line(
                plain_signs(words),
                match.start() + lead,
                role,
                level,
                block,
            )
        )
        above = found[-2] if len(found) > 1 else None
        if above and above.role == "heading" and _is_title_of_speaker(above, found[-1]):
            found[-2] = Line(above.text, above.start, "body", 0, above.block)
        if above and role == "caption" and _above_credit(found):
            found[-2] = Line(above.text, above.start, "caption", 0, above.block)
    return _with_items(found)


def _is_ended(line: Line, below: Line, width: int) -> bool:
    """Whether a Latin line was ended by its writer: the next word would still have fitted."""
    word = below.text.partition(" ")[0]
    fits = len(line.text) + 1 + len(word) <= width
    return fits and word[:1].isupper() and line.text[-1:] not in ",-"


def _with_items(lines: list[Line]) -> list[Line]:
    """Lines with the figures of a Latin list as items, one a line without a stop."""
    found: list[Line] = []
    for _, group in groupby(lines, key=_BLOCK):
        block = list(group)
        if len(block) >= _LEAST_ITEMS and not any(_HAN.search(line.text) for line in block):
            width = max(len(line.text) for line in block)
            ended = sum(
                _is_ended(line, below, width) and line.text[-1:] != "."
                for line, below in pairwise(block)
            )
            if ended >= _LEAST_ITEMS - 1 and 2 * ended >= len(block) - 1:
                block = [
                    line._replace(role="item")
                    if line.role in {"body", "heading"} and _DIGIT.search(line.text)
                    and not _YEAR_ONLY_LATIN.match(line.text)
                    else line
                    for line in block
                ]  # fmt: skip
        found += block
    return found
