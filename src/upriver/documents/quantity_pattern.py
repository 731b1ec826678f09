"""What a quantity looks like in print, from the tables of units and multiples."""

from __future__ import annotations

import re
from functools import lru_cache

from upriver.documents.amounts import article_units
from upriver.documents.currencies import SHORT_SCALES
from upriver.documents.numbers import ARABIC_PATTERN, ENGLISH_SCALES, HAN, NUMERAL_PATTERN
from upriver.documents.openings import RuleIndex
from upriver.documents.rules import alternation, rows

_DASH = r"\s?(?:[—–\-~～]+|至|到|\bto\b)\s?"
# Words that end the adjectives between an English number and its noun.
_EN_SMALL = (
    "of|the|in|and|to|for|at|on|by|or|from|per|percent|yuan|billion|million|trillion|thousand"
    "|with|a|an|worth"
)
# 40,000 base stations: any plural that is no stretch of time and no part of a document.
_NO_COUNT = (
    "years?|months?|weeks?|hours?|minutes?|quarters?|decades?|times?|points?|sessions?|others?|ones"
    "|ways|aspects|steps|stages|phases|pillars|priorities|goals|targets|objectives|chapters"
    "|sections|provinces|is|was|has|as|its|this|plus|minus|does|series|news|levels?|terms|hundreds"
    "|thousands|millions|billions|that|which|who|will|are|were|would|have|had|than|more|less"
)
_MANY = rf"(?!(?:{_NO_COUNT})\b)[a-z][a-z-]{{2,}}(?<![sui])s"
_ESCAPED = "]^\\-"
_GOES_ON = "万亿点分半大余多至到"  # what goes on with a Chinese numeral
FOLK = {
    "人口": "人", "群众": "人", "农民": "人", "居民": "人", "职工": "人", "学生": "人",
    "学子": "人", "劳动力": "人", "农户": "户", "用户": "户", "网民": "人",
    "游客": "人次", "旅客": "人次",
}  # fmt: skip
_PER = r"/(?:[百千万亿]?(?:人|户|平方公里|公里|亩|公顷|天|日|年|月|周|小时|元))"


@lru_cache(maxsize=1)
def quantity_pattern() -> re.Pattern[str]:
    """One quantity: numeral, perhaps a second one, scale, 余, unit.

    Returns
    -------
    re.Pattern
        With the parts of a quantity as named groups.
    """
    chinese = alternation(row["unit"] for row in rows("units") if row["language"] == "zh")
    english = alternation(row["unit"] for row in rows("units") if row["language"] == "en")
    english_scale, short = "|".join(ENGLISH_SCALES), "|".join(SHORT_SCALES)
    folk = alternation(FOLK)
    return re.compile(
        rf"百分之(?P<pct>{ARABIC_PATTERN}|[〇零一二两三四五六七八九十百]+(?:点[〇零一二三四五六七八九]+)?)"
        r"|(?<![\d/])(?P<top>\d{1,2})/(?P<bottom>\d{1,2})(?=以上|左右|的|[，。；、]|$)"
        rf"|(?<![A-Za-z\d*_×])(?P<gap>[xX×]{{1,4}}(?:\.[xX×]{{1,2}})?|\*{{2,4}}|_{{2,}})(?P<gapscale>[百千]?[万亿]{{0,2}})(?:(?P<gapunit>{chinese})|(?<=[万亿])(?=左右|以上|，|。))"
        r"|(?P<den>[二三四五六七八九十])分之(?P<num>[一二三四五六七八九])"
        r"|(?P<half>一大?半(?=以上|以?下|左右|的|企业|[，。；、])|半数(?!据|量|学|值|字))"
        r"|(?P<tens>[一二三四五六七八九])成(?P<ones>[一二三四五六七八九])(?![\u4e00-\u9fff]*套)"
        r"|(?P<cur>RMB|CNY|US\$|USD|[¥$£€])\s?"
        rf"(?P<cnum>\d{{1,3}}(?: \d{{3}})+(?![\d,]|\.\d)|{ARABIC_PATTERN})"
        rf"(?:\s(?P<cscale>{english_scale})|(?P<cshort>{short})(?!\w))?"
        rf"|(?<![\d.])(?P<two>(?<=[Bb]etween ))?(?P<low>{NUMERAL_PATTERN})"
        rf"(?P<lowunit>%(?={_DASH}[\d.]+%)|万|亿)?"
        rf"(?:(?P<dash>(?(two)\s?(?:{english_scale}|percent|per cent)?\s?\band\b\s|{_DASH}))"
        rf"(?P<high>{ARABIC_PATTERN}|[〇零一二两三四五六七八九十百千万亿]{{1,30}}))?"
        r"(?:[余多](?=[百千万亿]))?(?P<scale>[百千]?[万亿]{1,4})?(?P<more>余|多)?"
        rf"(?:(?P<zh>(?!大关)(?:{chinese}))(?!(?<=[A-Za-z])[A-Za-z])(?P<per>{_PER})?|\s?(?P<escale>{english_scale})?[\s-]?(?:(?!(?:{_EN_SMALL})\b)[A-Za-z][A-Za-z-]*\s){{0,2}}?(?P<en>{english})(?![A-Za-z])"
        rf"|\s(?P<mscale>{english_scale})?\s?(?:(?!(?:{_EN_SMALL}|{_NO_COUNT})\b)[A-Za-z5][A-Za-z-]*\s){{0,3}}?(?P<many>{_MANY})(?![\w-])"
        rf"|(?P<folk>(?<=[万亿多余])(?=[\u4e00-\u9fff]{{0,4}}(?:{folk})))"
        r"|(?P<bare>(?<=[万亿])(?=[，。；、）)”]|以上|左右|大关|$"
        r"|(?:减少|增加|提高|下降|增长|扩大|提升|上升)[到至])"
        r"|(?<=\d)(?=(?:缩小|扩大|下降|上升|提高|提升|降低|降|升)[到至为]\d)"
        r"|(?<=\d)(?=(?:[:：∶]1)?(?:以[内上下]|左右)?[，。；、）)]|\.(?!\d)"
        r"|,(?= )|,? (?:by|in|from|at|last|this|and) |$)))"
        r"(?P<over>多(?!数|元|层|年|样))?"
    )


@lru_cache(maxsize=1)
def first_sign() -> re.Pattern[str]:
    """Where a quantity can begin.

    Once in a row of digits that is no date; at a Chinese numeral if a scale, a unit or what else
    goes on with a number follows. 一个 and 两次 are words; only 一倍 and its like count.

    Returns
    -------
    re.Pattern
        Of one sign or a row of digits.
    """
    chinese = {row["unit"] for row in rows("units") if row["language"] == "zh"}
    behind = "".join(sorted({unit.lstrip(HAN)[0] for unit in chinese} - set(_ESCAPED)))
    counting = alternation(chinese - article_units())
    heads = {unit[0] for unit in article_units()} - set(f"{_ESCAPED}{HAN}{_GOES_ON}")
    return re.compile(
        rf"[\d{HAN}半万亿RCU¥$£€xX×*_](?:(?<=\d)\d*+(?![月号]|日(?!元))"
        rf"|(?<=[{HAN}])(?!(?<=[一两])(?!{counting})[{''.join(sorted(heads))}])"
        rf"(?=[{HAN}]*+[{_GOES_ON}—–\-~～%\sA-Za-z{behind}])"
        rf"|(?<![\d{HAN}]))"
    )


@lru_cache(maxsize=1)
def special_words() -> RuleIndex:
    """Words that are a number: 翻番, 过半.

    Returns
    -------
    RuleIndex
        Of the table of multiples.
    """
    return RuleIndex([f"(?P<w{i}>{row['phrase']})" for i, row in enumerate(rows("multiples"))])
