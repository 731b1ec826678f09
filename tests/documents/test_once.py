"""What only claims ask for is worked out once, and not before it is asked for."""

from __future__ import annotations

from upriver.documents.masks import Masks, find_masks
from upriver.documents.once import once
from upriver.documents.quantities import find_quantities
from upriver.documents.sentences import Sentence, split_sentences


class Page:
    """Counts how often its words are worked out."""

    asked = 0

    @once
    def words(self) -> int:
        """Number of words."""
        self.asked += 1
        return 7


def test_an_attribute_is_worked_out_at_the_first_look_and_kept():
    page, other = Page(), Page()
    assert (page.words, page.words, page.asked, other.asked) == (7, 7, 1, 0)
    assert isinstance(Page.words, once)
    assert Page.words.__doc__ == "Number of words."


class Asked:
    """Masks that tell whether they were asked for."""

    count = 0

    def __iter__(self):
        self.count += 1
        return iter(((0, 2),))


def test_masks_are_asked_for_only_when_there_is_a_number():
    masks = Asked()
    assert find_quantities("人们在江边散步", masks=masks) == ()
    assert masks.count == 0
    assert [q.value for q in find_quantities("5家，6家", masks=masks)] == [6]
    assert masks.count == 1


def test_masks_are_those_of_the_paragraph():
    text = "海南航空HU445次航班，第12条"
    assert tuple(Masks(text, times=())) == find_masks(text, times=()) != ()


def test_the_clause_around_an_offset_is_the_first_that_ends_behind_it():
    text = "产值达90亿元，增长5%；企业151家。"
    (sentence,) = split_sentences(text)
    for offset in (0, 7, 8, 14, 3, 20):
        expected = next((c for c in sentence.clauses if offset < c.end), sentence.clauses[-1])
        assert sentence.clause_at(offset) == expected
        assert Sentence(text, 0, len(text)).clause_at(offset) == expected
