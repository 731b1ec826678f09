"""The scorecard on the screen: probabilities, what is missing, contradictions, statements."""

import json
from typing import Any

import pytest

from upriver.cli.main import main
from upriver.core.message import LANGUAGES
from upriver.data.examples import chongqing, example_path
from upriver.services.track import track

WORDS = {
    "en": ("Probability", "Targets of which nothing can be said", "What contradicts what",
           "no longer holds", "behind"),
    "zh": ("概率", "尚无法评估的目标", "相互矛盾之处", "不再成立", "进度滞后"),
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_is_shown_in_the_readers_language(
    language: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["track", str(example_path("chongqing")), "--lang", language]) == 0
    text = capsys.readouterr().out
    for word in WORDS[language]:
        assert word in text, word


def test_json_holds_the_numbers_of_the_service(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["track", str(example_path("chongqing")), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    card = track(chongqing())
    assert found["counts"] == card.counts
    assert [row["chance"] for row in found["targets"]] == [
        row["chance"] for row in card.table.to_dicts()
    ]
    assert len(found["contradictions"]) == len(card.contradictions) > 0
    assert {row["state"] for row in found["statements"]} == {"no_longer", "unknown"}
