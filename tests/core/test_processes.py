"""Work in several processes gives what it gives in one, in the order of the items."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys

import pytest

from upriver.core.errors import DataError, DocumentError
from upriver.core.message import Message
from upriver.core.processes import cores, map_in_order, mapped, own_processes


def square(number):
    if number == 41:
        raise DocumentError(Message("Forty-one.", "四十一。"), Message("Skip it.", "请跳过。"))
    return number * number


def process_of(number):
    return os.getpid()


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_results_come_in_order(workers):
    assert list(map_in_order(square, range(40), workers=workers)) == [n * n for n in range(40)]


def test_other_processes_do_the_work():
    done_by = set(map_in_order(process_of, range(8), workers=2))
    assert os.getpid() not in done_by


def test_an_error_is_raised_at_its_place_with_its_remedy():
    found = map_in_order(square, range(100), workers=2)
    assert [next(found) for _ in range(41)] == [n * n for n in range(41)]
    with pytest.raises(DocumentError, match="Forty-one") as caught:
        next(found)
    assert caught.value.remedy.zh == "请跳过。"


def test_only_a_few_pieces_are_ahead_of_the_caller():
    items = Watched(range(10_000))
    found = map_in_order(square, items, workers=2)
    assert [next(found), next(found)] == [0, 1]
    found.close()
    assert items.furthest < 200


class Watched:
    def __init__(self, items):
        self.items = items
        self.furthest = 0

    def __len__(self):
        return len(self.items)

    def __getitem__(self, where):
        self.furthest = max(self.furthest, where.stop)
        return self.items[where]


def test_nothing_to_do():
    assert list(map_in_order(square, [], workers=2)) == []
    assert cores() >= 1


def test_an_error_survives_the_way_between_processes():
    error = DocumentError(Message("a", "甲"), Message("b", "乙"))
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.problem, again.remedy) == (str(error), error.problem, error.remedy)


UNGUARDED = """
import sys
from upriver.core.errors import DataError
from upriver.core.processes import map_in_order
try:
    print(list(map_in_order(abs, range(40), workers=2)))
except DataError as error:
    print(error.problem.zh)
    print(error.remedy.en)
"""


def test_a_script_without_the_guard_is_told_of_it(tmp_path):
    script = tmp_path / "unguarded.py"
    script.write_text(UNGUARDED, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-X", "utf8", str(script)],
        capture_output=True,
        check=True,
        text=True,
        encoding="utf-8",
    )
    assert "辅助进程" in done.stdout
    assert 'if __name__ == "__main__":' in done.stdout


def test_a_process_that_is_ended_is_told_of():
    with pytest.raises(DataError, match="helper process stopped"):
        list(map_in_order(os._exit, [1] * 4, workers=2))


@pytest.mark.parametrize("workers", [1, 2])
def test_an_executor_of_ones_own_gives_the_same(workers):
    with own_processes(workers, module=__name__) as pool:
        assert (pool is None) == (workers == 1)
        assert mapped(square, range(9), executor=pool) == [n * n for n in range(9)]
        assert (set(mapped(process_of, range(3), executor=pool)) == {os.getpid()}) == (workers == 1)
        with pytest.raises(DocumentError, match=r"Forty-one\. Skip it"):
            mapped(square, [1, 41], executor=pool)


def test_an_executor_whose_process_is_ended_is_told_of():
    with pytest.raises(DataError, match="helper process stopped"):  # noqa: SIM117
        with own_processes(2, module=__name__) as pool:
            mapped(os._exit, [1], executor=pool)
