"""What is measured: the noun beside a number, without the words that only lead to it."""

from __future__ import annotations

import re
from functools import lru_cache

from upriver.documents.rules import alternation, rows

_BRACKET = re.compile(
    r"^[^，。；]{0,8}目标(?:是|为)(?:把|将)?|[由从]\s*(?:年?[初末底])?\s*的?\s*[0-9.]+(?:%|‰|[万亿]?[家个元人吨条座件项]).*$|(?:已)?(?:连续|持续)[0-9一二两三四五六七八九十]+(?:年|个?季度|个?月)|(?:在|用|力争用?)?[0-9一二两三四五六七八九十]+年(?:左右)?(?:的)?(?:内|时间)|[（(]?(?:以下简称|下同)[^）)]*[）)]?"
)
# Signs without which none of these stands in a text.
_MAY_BRACKET = re.compile("[目由从连续年以下]")
_GAP = re.compile(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])")
_COUNTED = re.compile(r"(?:已经?|累计|总共|共)(?=[\u4e00-\u9fff]{2}$)")
_EMPTY = re.compile(r"[的了和与及、，：“”\"‘’（(）)\s·—–\-~]*")
# A generic head alone says nothing: the indicator is the one of the clause before.
_GENERIC = re.compile(
    r"(?:(?:日均|月均|年均|每天|每年|净|又)?(?:新设|新增|净增|新登记|新开|新建)|(?:[两三四五]年)?平均|两年|各季度|各月|当月|当季|月|增速[高低快慢]|水平|增速|增幅|涨幅|降幅|占比|比重|同比|增长|下降|上升|提高|提升|增加|减少|降低|回落|总量|增长率|其中|规模|数量|总数|分别|比例|(?:下降|上升|增长|提高|减少)(?:比例|幅度)|每|日均|年均)?"
)
_RIGHT_STOP = re.compile(
    r"(?:全部|起步|进展|[两三四]大台阶|成为|往返|来自|参加|参与|用于|位居|位列|居(?=[全第首前中世国各])|均|分别|占|达到|达(?=\d|$)|实现|落地|投产|投入|开工|建成|完成|通过|获|纳入"
    r"|是|为(?![老民农企主侨人])|在|已|将|由|并|之一|取得|(?:较|比)(?:上年|去年|20)|同比|增长|下降)"
)
_MANNER = re.compile("(?:实质性|陆续|相继|正式|全面)$")
_INNER_VERB = re.compile(
    r"[^、]{1,14}?(?:共计|累计|合计|共|已|唯一)?(?:完成|实现|达成|承运|发放|保障)(?!率|情况|度|性|房|能力|额)"
    r"|[^、]{1,12}?(?:已经?|累计|共|现)(?:集聚|聚集|拥有|建成|开通|培育|引进|引育|入驻|落户|发展|形成|吸引|汇聚|签约|布局|有)"
)
# 运营成本, 建设用地: a verb that belongs to its noun leads to nothing.
_COMPOUND = re.compile(
    r"(?:运营|建设|开通|完成|实现|引进|培育|发放|保障|承运|实施|构建|形成|增加|推进|规划)"
    r"(?:成本|周期|费用|用地|面积|能力|效率|规模|投资|资金|里程|收入|水平|指数|时间|项目数?$|率|量|额|性|值)(?![超过达])"
)
_LEFT_VERB = re.compile(
    r"(?:开通|新开|恢复|建成|建设|打造|培育|引进|取得|举办|集聚|聚集|拥有|新增|承运|接待|服务|支持|组织|推出|布局|实施|开放|改造|修复|创建|认定|签约|落地|增加|给予|投放|保障|开展|成为|和|通达|飞往|等)[^、]{0,10}$"
)


# 1. 培育企业, （三）产值: the number of an item.
_NUMBERED = re.compile(
    r"^(?:\d{1,2}[.、]\s*(?!\d)|[（(][一二三四五六七八九十\d]{1,3}[）)]\s*|[①-⑳]\s*)"
)
_WITH = re.compile(r"^具有[^，。]{1,16}?的(?=.{2})")
_OPEN_BRACKET = re.compile(r"[（(][^（()）]*$")


@lru_cache(maxsize=1)
def _lead() -> re.Pattern[str]:
    return re.compile(_trim_words("lead"))


@lru_cache(maxsize=1)
def _tail() -> re.Pattern[str]:
    return re.compile(f"(?:{_trim_words('tail')})(?:[至到为了]|幅度)?$")


@lru_cache(maxsize=1)
def _keep() -> re.Pattern[str]:
    return re.compile(_trim_words("keep"))


@lru_cache(maxsize=1)
def _keep_end() -> re.Pattern[str]:
    return re.compile(f"(?:{_trim_words('keep')})$")


@lru_cache(maxsize=1)
def _longest_tail() -> int:
    """Longest words that ``_tail`` and ``_keep_end`` can match; those before need no look."""
    words = (row["word"] for row in rows("trims") if row["side"] in {"tail", "keep"})
    return max(map(len, words)) + len("幅度")


def _trim_words(side: str) -> str:
    return alternation(row["word"] for row in rows("trims") if row["side"] == side)


@lru_cache(maxsize=1)
def _heads() -> tuple[tuple[str, str, bool], ...]:
    return tuple((r["head"], r["unit"], r["lower_is_better"] == "1") for r in rows("heads"))


def implied_unit(indicator: str) -> str:
    """Unit that an indicator's head implies.

    Parameters
    ----------
    indicator : str
        Such as 商品销售总额 or 国际航线.

    Returns
    -------
    str
        A unit, or empty when the head is not known.

    Examples
    --------
    >>> implied_unit("商品销售总额"), implied_unit("国际(地区)航线")
    ('元', '条')
    """
    ends = [
        (indicator.rfind(head) + len(head), unit)
        for head, unit, _ in _heads()
        if head in indicator and unit
    ]
    return max(ends, default=(0, ""), key=lambda pair: pair[0])[1]


def is_lower_better(indicator: str) -> bool:
    """Whether less of an indicator is the aim.

    Parameters
    ----------
    indicator : str
        The indicator.

    Returns
    -------
    bool
        True for unemployment, emissions and the like.

    Examples
    --------
    >>> is_lower_better("城镇调查失业率"), is_lower_better("营业收入")
    (True, False)
    """
    return any(lower and head in indicator for head, _, lower in _heads())


@lru_cache(maxsize=4096)
def trim_indicator(words: str) -> str:
    """Indicator without the words that lead to it and to its number.

    Parameters
    ----------
    words : str
        What stands before the number in its clause.

    Returns
    -------
    str
        The indicator; empty when nothing but such words stands there.

    Examples
    --------
    >>> trim_indicator("其中完成国际(地区)旅客吞吐量达")
    '国际(地区)旅客吞吐量'
    >>> trim_indicator("同比增长")
    ''
    """
    text = _BRACKET.sub("", words) if _MAY_BRACKET.search(words) else words
    text = _NUMBERED.sub("", _GAP.sub("", text).strip())
    counted = _COUNTED.search(text, max(0, len(text) - 4))
    if counted and not _keep_end().search(text):
        text = text[: counted.start()] + text[counted.end() :]
    while text:
        lead = _lead().match(text)
        if lead is None or _keep().match(text) or _COMPOUND.match(text):
            break
        if lead.group() == "“" and "”" in text:
            break  # “灯塔”工厂: a name
        text = text[lead.end() :].lstrip()
    while text:
        first = max(0, len(text) - _longest_tail())
        tail = _tail().search(text, first)
        if tail is None or _keep_end().search(text, first):
            break
        text = text[: tail.start()].rstrip()
    inner = _INNER_VERB.match(text)
    if inner:
        return trim_indicator(text[inner.end() :])
    if text.count("“") != text.count("”"):
        text = text.strip("“”")
    if text.startswith(("（", "(")) and not text.endswith(("）", ")")):
        text = text[1:]
    return "" if _EMPTY.fullmatch(text) or _GENERIC.fullmatch(text) else text


@lru_cache(maxsize=4096)
def noun_after(words: str) -> str:
    """Counted noun behind a quantity.

    Parameters
    ----------
    words : str
        What stands behind the number, to the end of the clause.

    Returns
    -------
    str
        The noun phrase; empty when none follows.

    Examples
    --------
    >>> noun_after("乘客成为首批乘客"), noun_after("无人机航线")
    ('乘客', '无人机航线')
    """
    text = words.removeprefix("大关").lstrip(" 的大").strip()
    if not text:
        return ""
    if text.startswith("具有"):
        text = _WITH.sub("", text)
    stop = _RIGHT_STOP.search(text)
    if stop and stop.start() > 0:
        text = text[: stop.start()]
    elif stop:
        return ""
    text = _MANNER.sub("", text).strip(' 的、”"。，')
    if text.count("（") + text.count("(") != text.count("）") + text.count(")"):
        text = _OPEN_BRACKET.sub("", text).strip("）)")
    if text.count("“") != text.count("”"):
        text = text.strip("“”")
    return "" if _EMPTY.fullmatch(text) else text


def choose_noun(left: str, right: str, *, kind: str) -> str:
    """Indicator from both sides of a number.

    Parameters
    ----------
    left, right : str
        The clause before and behind the number.
    kind : str
        Kind of the unit.

    Returns
    -------
    str
        The indicator, or empty.

    Examples
    --------
    >>> choose_noun("江北现有规模以上工业企业", "", kind="count")
    '规模以上工业企业'
    >>> choose_noun("打造", "数字产业园区", kind="count")
    '数字产业园区'
    """
    before = trim_indicator(left)
    after = noun_after(right) if kind in {"count", "flow", "ratio", "money"} else ""
    if not after or after.startswith(("和", "与", "及", "以及")):
        return before
    if kind == "count" or not before or _LEFT_VERB.search(left):
        return after
    return before
