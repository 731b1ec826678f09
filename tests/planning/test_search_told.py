"""A search tells how far it has come, and goes the same way whether anyone listens."""

import io
from types import SimpleNamespace

import highspy
import numpy as np
import pytest
from rich.console import Console

from plan_toy import SETTINGS, plan_inputs
from upriver.cli.progress import Steps, found_so_far
from upriver.core.progress import Search, silent, watching
from upriver.planning import solve_plan
from upriver.planning.matrix import to_matrix
from upriver.planning.model import build_model
from upriver.planning.search_end import search_looks

KINDS = highspy.cb.HighsCallbackType


def looks(times: list[float], *, share: float = 0.0) -> tuple[list[Search], list[bool]]:
    """What is told, and whether the search is ended, at some moments of a search for 100."""
    matrix = to_matrix(build_model(plan_inputs(), SETTINGS).model)
    told: list[Search] = []
    look = search_looks(matrix, usual=60.0, share=share, watch=told.append)
    plan = np.zeros(len(matrix.cost))
    look(KINDS.kCallbackMipImprovingSolution, "", SimpleNamespace(mip_solution=plan), None, None)
    ended = []
    for at in times:
        seen = SimpleNamespace(running_time=at, mip_primal_bound=100.0, mip_dual_bound=110.0)
        answer = SimpleNamespace(user_interrupt=False)
        look(KINDS.kCallbackMipInterrupt, "", seen, answer, None)
        ended.append(answer.user_interrupt)
    return told, ended


def test_it_is_told_once_a_second() -> None:
    told, ended = looks([0.2, 0.9, 1.1, 1.5, 2.0, 2.2])
    assert [state.seconds for state in told] == [1.1, 2.2]
    assert told[0] == Search(1.1, 100.0, 110.0, 40.0)
    assert told[0].left == pytest.approx(0.25)
    assert not any(ended)


@pytest.mark.parametrize(("share", "end"), [(0.2, False), (0.3, True)])
def test_it_ends_where_little_of_the_gain_is_left(share: float, end: bool) -> None:
    assert looks([0.1], share=share)[1] == [end]


def test_listening_changes_nothing() -> None:
    told: list[Search] = []
    alone, heard = (
        solve_plan(plan_inputs(), SETTINGS, watch=watch).solution for watch in (None, told.append)
    )
    assert (alone.columns == heard.columns).all()
    assert alone.bound == heard.bound


def test_only_those_who_want_to_hear_are_told() -> None:
    class Listener:
        def __call__(self, step: str, done: int, total: int) -> None: ...

        def search(self, state: Search) -> None: ...

    listener = Listener()
    assert watching(silent) is None
    assert watching(listener) == listener.search


def test_a_search_is_told_with_its_step() -> None:
    """The bar of the step that searches shows it; without a name it is that of the plan."""
    steps = Steps(Console(file=io.StringIO()), language="en", shown=False)
    for step in ("plan.foresight", ""):
        watch = watching(steps, step)
        assert watch is not None
        watch(Search(3.0, 10.0, 11.0))
    shown = [task.description for task in steps._bars.tasks]
    assert shown == [
        "Planning with short sight: 10, at most 1 more (10.0% of it)",
        "Solving: 10, at most 1 more (10.0% of it)",
    ]


def test_the_reader_sees_what_may_be_left() -> None:
    state = Search(3.0, 242_129.4, 242_149.3, 1_500.0)
    assert found_so_far(state).en == "242,129, at most 20 more (1.3% of the gain)"
    assert found_so_far(state).zh == "242,129，至多再增 20（占增益的 1.3%）"
    assert found_so_far(Search(1.0, -np.inf, 5.0)).en == "no plan yet"
    assert "of it" in found_so_far(Search(1.0, 5.0, 6.0)).en
