"""The command that says what a stop costs, as a reader sees it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from toy import write_toy
from upriver.cli.main import main
from upriver.core.message import LANGUAGES
from upriver.data.region import Region
from upriver.services.disrupt import disrupt

if TYPE_CHECKING:
    from pathlib import Path

    from upriver.core.message import Language

TITLES = {"en": "Who loses: 03=0.5", "zh": "损失分布：03=0.5"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_losses_of_the_service_are_shown(
    language: Language, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    package = write_toy(tmp_path / "toy")
    words = ["disrupt", str(package), "--stop", "03=0.5", "--stop", "01,02", "--lang", language]
    assert main(words) == 0
    shown = capsys.readouterr().out.split(TITLES[language])[1]
    result = disrupt(Region.open(package), {"03=0.5": {"03": 0.5}})
    worst = result.nodes.to_dicts()[0]
    line = next(each for each in shown.splitlines() if worst[f"name_{language}"] in each)
    assert f"{worst['lowest']:.1%}" in line
    assert f"{worst['loss']:,.3g}" in line


def test_json_and_days(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    package = write_toy(tmp_path / "toy")
    assert main(["disrupt", str(package), "--stop", "03", "--days", "3", "--json"]) == 0
    days = json.loads(capsys.readouterr().out)["days"]
    assert days[0]["output"] == pytest.approx(0.7)
    assert days[-1]["output"] > 0.99


@pytest.mark.parametrize("word", ["03=x", "=1", ""])
def test_a_stop_that_cannot_be_read(
    word: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["disrupt", str(tmp_path), "--stop", word]) == 1
    assert "--stop needs CODE or CODE=SHARE" in capsys.readouterr().err
