"""Names are matched to offices, however the page prints their table."""

from __future__ import annotations

import pytest

from upriver.documents.speakers import table_of_guests

WANTED = {"滕宏伟": "江北区委书记", "欧阳静": "铜梁区区长"}


@pytest.mark.parametrize(
    "lines",
    [
        ("受访嘉宾", "江北区委书记", "铜梁区区长", "滕宏伟", "欧阳静"),
        ("江北区委书记", "铜梁区区长滕宏伟", "欧阳静"),
        ("江北区委书记 滕宏伟", "铜梁区区长 欧阳静"),
        ("江北区委书记：滕宏伟", "铜梁区区长：欧阳静"),
        ("滕宏伟（江北区委书记）", "欧阳静（铜梁区区长）"),
        ("滕宏伟 江北区委书记", "欧阳静 铜梁区区长"),
        ("江北区委书记", "铜梁区区长", "滕宏伟 欧阳静"),
    ],
)
def test_every_layout_gives_the_same_pairs(lines):
    assert {name: guest.title for name, guest in table_of_guests(lines).items()} == WANTED


def test_rare_surnames_count_when_they_make_up_the_number():
    found = table_of_guests(("江北区委书记", "铜梁区区长", "滕宏伟", "仉海"))
    assert found["仉海"].title == "铜梁区区长"


@pytest.mark.parametrize(
    "lines",
    [(), ("滕宏伟",), ("江北区委书记", "铜梁区区长", "滕宏伟"), ("江北区委书记", "滕宏伟", "谭庆")],
)
def test_tables_that_do_not_add_up_are_not_guessed(lines):
    assert table_of_guests(lines) == {}
