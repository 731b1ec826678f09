"""From a document to its claims: every paragraph read in order, nothing invented."""

from __future__ import annotations

import re
from bisect import bisect_right
from operator import attrgetter
from typing import TYPE_CHECKING

from upriver.documents.articles import split_articles
from upriver.documents.contexts import Setting, after_heading
from upriver.documents.drafts import Draft, finish
from upriver.documents.enumerations import find_enumerations, without_listed
from upriver.documents.events import find_events
from upriver.documents.happenings import find_happenings
from upriver.documents.passages import Passage, after_passage, read_passage
from upriver.documents.places import Place, find_places, is_subject, names_place, place_named
from upriver.documents.plans import find_plans
from upriver.documents.rankings import find_rankings
from upriver.documents.regions import place_of_opening, town_of_title
from upriver.documents.relations import find_relations
from upriver.documents.sentences import split_sentences
from upriver.documents.statistics import find_statistics
from upriver.documents.systems import find_systems
from upriver.documents.tables import TableReader
from upriver.documents.times import blank, find_times

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from upriver.documents.articles import Article
    from upriver.documents.claims import Claim
    from upriver.documents.reading import Document

_MAY_OPEN = re.compile("[市县区旗]|全国")
_FROM_CAPITAL = re.compile("(?:[社网报]|本报)北京(?=(?:\\d{1,2}月)?\\d{1,2}日[电讯])")
_END, _PLACE_IN_TEXT = attrgetter("end"), attrgetter("at", "upto")
_TITLE_LINES, _OPENING = 3, 48


def _home_of(text: str) -> Place | None:
    """Place that leads the first clause or title which begins with one."""
    for sentence in split_sentences(text):
        words = text[sentence.start : sentence.end]
        for mention in find_places(words) if names_place(words) else ():
            at = mention.start + sentence.start
            behind = bisect_right(sentence.clauses, at, key=_END)
            if mention.place is None or behind == len(sentence.clauses):
                continue
            clause = sentence.clauses[behind]
            first = max(clause.start, text.rfind("《", clause.start, at) + 1)
            moved = mention._replace(start=at, end=at + 1)
            if at >= clause.start and is_subject(text, first, moved):
                return mention.place
    return None


def home_place(text: str) -> Place | None:
    """Place that a document is about, when it names one.

    Parameters
    ----------
    text : str
        The document.

    Returns
    -------
    Place, optional
        The first place that leads a clause or a title; else the town of its title, when the
        gazetteer does not hold it; else the first one named.

    Examples
    --------
    >>> home_place("8月15日，广州市政府办公厅发布意见。").name
    '广州市'
    """
    capital = _FROM_CAPITAL.search(text)
    if capital:  # 新华社北京3月5日电: where the agency sits
        text = text[: capital.start()] + " " * len(capital.group()) + text[capital.end() :]
    lines = text.split("\n")
    for at, line in enumerate(lines):
        words = line.strip()
        head = words[:_OPENING] if at < _TITLE_LINES else ""
        if _MAY_OPEN.search(head):
            opened = place_of_opening(blank(head, find_times(head, today=None)))
            if opened is not None:
                return opened
        if names_place(line):
            home = _home_of(blank(words, find_times(words, today=None)))
            if home is not None:
                return home
    for line in [line for line in lines if line.strip()][:_TITLE_LINES]:
        town = town_of_title(blank(line, find_times(line, today=None)))
        if town is not None:
            return town
    if capital:
        return place_named("中国")
    found = find_places(text) if names_place(text) else ()
    first = next((mention for mention in found if mention.place is not None), None)
    return first.place if first else None


def _drafts(passage: Passage) -> tuple[Draft, ...]:
    lists = find_enumerations(passage)
    numbers = without_listed(find_statistics(passage), lists)
    valued = (*numbers, *find_relations(passage, numbers), *find_rankings(passage, numbers))
    told = find_happenings(passage)
    drafts = (
        *valued,
        *find_systems(passage),
        *lists,
        *find_events(passage, told, valued),
        *find_plans(passage, told, valued),
    )
    return tuple(sorted(drafts, key=_PLACE_IN_TEXT))


def extract_claims(
    document: Document,
    *,
    date: date | None,
    region: str | None,
    articles: Sequence[Article] | None = None,
) -> tuple[Claim, ...]:
    """Claims of a document.

    Parameters
    ----------
    document : Document
        The document.
    date : date, optional
        When it was written. Without it, periods such as 今年 stay missing.
    region : str, optional
        The place it is about. Without it, the first place that leads a clause or a title.
    articles : sequence of Article, optional
        Its articles, where they have been split already.

    Returns
    -------
    tuple of Claim
        In the order of reading. For each, ``text[start:end] == source_phrase``. A value
        that the page does not state is missing.

    Notes
    -----
    A grammar of cues reads the prose; it knows no context beyond the paragraph, its
    headings and its speakers. Irony, negation ("not yet reached") and tables are beyond it.
    A region that the gazetteer does not know is taken as it is given.

    Examples
    --------
    >>> from datetime import date
    >>> from upriver.documents.reading import Document
    >>> text = "力争到2027年，全区研发投入年均增长12%以上。"
    >>> claim = extract_claims(Document("a", text), date=date(2024, 5, 31), region="铜梁区")[0]
    >>> claim.kind, claim.indicator, claim.comparator, claim.value_norm, claim.deadline
    ('target', '研发投入', '>=', 0.12, '2027')
    """
    text = document.text
    home = home_place(text) if region is None else place_named(region) or Place(region, "city", "")
    claims: list[Claim] = []
    for article in split_articles(text, document.roles) if articles is None else articles:
        setting = Setting(today=date, home=home, known=dict(article.guests))
        named: set[str | None] = set()
        tables = TableReader(date)
        for paragraph in article.paragraphs:
            if paragraph.role in {"caption", "byline"}:
                continue
            if paragraph.role == "table":
                row = Passage(paragraph, (), (), (), setting)
                claims += [finish(d, row, source=text) for d in tables.read(paragraph, setting)]
                continue
            tables.pass_by(paragraph)
            passage = read_passage(paragraph, setting)
            if paragraph.role == "heading":
                drafts = find_systems(passage, is_heading=True)
                setting = after_heading(paragraph.text, setting)
            else:
                drafts = _drafts(passage)
                setting = after_passage(passage)
            for draft in drafts:
                # A system is claimed where an article first names it.
                if draft.kind != "system" or draft.indicator not in named:
                    claims.append(finish(draft, passage, source=text))
                if draft.kind == "system":
                    named.add(draft.indicator)
    return tuple(claims)
