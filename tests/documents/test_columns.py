"""Columns, rows and paragraphs are found from places alone."""

from __future__ import annotations

import pytest

from upriver.documents.columns import Run, joint, page_furniture, paragraphs_of, read_lines


def runs(
    words: list[str], *, left: float, top: float, size: float = 10, width: float = 0
) -> list[Run]:
    """Lines below one another."""
    return [
        Run(each, left, left + (width or size * len(each)), top - 15 * row - size, top - 15 * row)
        for row, each in enumerate(words)
    ]


def words_of(found: list[Run]) -> list[str]:
    return [line.words for line in read_lines(found)]


LEFT, RIGHT = (
    ["左栏的第一行文字", "左栏的第二行文字", "左栏的第三行文字"],
    ["右栏的第一行文字", "右栏的第二行文字", "右栏的第三行文字"],
)


def test_two_columns_whatever_the_order_of_the_file():
    left, right = runs(LEFT, left=50, top=700), runs(RIGHT, left=250, top=700)
    mixed = [run for pair in zip(right, left, strict=True) for run in pair]
    assert words_of(mixed) == LEFT + RIGHT


def test_headlines_and_captions_between_stretches_of_columns():
    title, caption = (
        runs(["横跨两栏的大标题文字" * 3], left=50, top=730),
        runs(["横跨两栏的图片说明" * 3], left=50, top=640),
    )
    upper = runs(LEFT, left=50, top=700) + runs(RIGHT, left=250, top=700)
    lower = runs(LEFT, left=50, top=600) + runs(RIGHT, left=250, top=600)
    found = words_of(lower + caption + upper + title)
    assert found == [title[0].words, *LEFT, *RIGHT, caption[0].words, *LEFT, *RIGHT]


def test_three_columns():
    parts = [[f"第{n}栏的第{row}行文字" for row in range(4)] for n in range(3)]
    given = [run for n, part in enumerate(parts) for run in runs(part, left=50 + 150 * n, top=700)]
    assert words_of(list(reversed(given))) == [each for part in parts for each in part]


def test_short_cells_are_rows():
    given = runs(["甲", "乙", "丙"], left=50, top=700) + runs(["1", "2", "3"], left=150, top=700)
    lines = read_lines(given)
    assert [line.words for line in lines] == ["甲 | 1", "乙 | 2", "丙 | 3"]
    assert all(line.is_row for line in lines)


def test_paragraphs_end_at_short_lines_and_indents():
    lines = ["一二三四五六七八九十", "一二三四。", "一二三四五六七八九十", "一二三四五六七八九十"]
    given = runs(lines, left=50, top=700)
    found = paragraphs_of(read_lines(given))
    assert [len(each) for each in found] == [2, 2]
    indented = [*given[:3], Run(given[3].words, 70, 170, given[3].bottom, given[3].top)]
    assert [len(each) for each in paragraphs_of(read_lines(indented))] == [2, 1, 1]


def test_no_words_no_lines():
    assert read_lines([]) == []
    assert paragraphs_of([]) == []
    assert page_furniture([], []) == set()


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [
        ("indus-", "try", "industry"), ("2024-", "2027", "2024- 2027"), ("the", "plan", "the plan"),
        ("产业", "集群", "产业集群"), ("增长", "6%", "增长6%"), ("GDP", "增长", "GDP增长"),
        ("产值9", "00亿元", "产值900亿元"), ("in 20", "27", "in 20 27"),
        ("Anglo-", "Chinese", "Anglo- Chinese"),
    ],
)  # fmt: skip
def test_joints(above, below, joined):
    first, gap = joint(above, below)
    assert first + gap + below == joined
