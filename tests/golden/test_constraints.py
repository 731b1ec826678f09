"""One text a rule of the plan, so that a change of its mathematics is seen and read.

The economy has two industries and two years; every part of the plan is on.
"""

from pathlib import Path

import pytest

from golden_file import REWRITE
from planning_whole import SETTINGS, everything
from row_texts import row_texts
from upriver.planning.matrix import to_matrix
from upriver.planning.model import build_model

FOLDER = Path(__file__).parent / "planning"


TEXTS = row_texts(to_matrix(build_model(everything(), SETTINGS).model))


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_the_rule_is_as_before(name: str) -> None:
    path = FOLDER / f"{name}.lp.txt"
    if REWRITE:
        path.parent.mkdir(exist_ok=True)
        path.write_text(TEXTS[name], encoding="utf-8")
    assert path.exists(), f"{path.name} is missing: run make golden and read it"
    assert TEXTS[name] == path.read_text(encoding="utf-8"), f"{path.name}: run make golden"


def test_every_text_has_its_rule() -> None:
    files = {path.name.removesuffix(".lp.txt") for path in FOLDER.glob("*.lp.txt")}
    assert files == set(TEXTS)
