"""Help pages lose no word, however narrow the screen and however long the word."""

import pytest

from upriver.cli.main import main
from upriver.core.message import LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", ["read", "review", "track"])
def test_help_loses_no_word(
    language: str,
    command: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    assert main([command, "--help", "--lang", language]) == 0
    assert "…\n" not in capsys.readouterr().out.replace(" ", "")
