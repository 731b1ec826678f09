"""Settings from a file and from words, group by group."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from upriver.cli.main import main
from upriver.cli.settings import read_settings
from upriver.core.errors import DataError
from upriver.services.diagnosis_settings import DiagnosisSettings

if TYPE_CHECKING:
    from pathlib import Path


def test_a_word_changes_one_setting_of_a_group(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("replicates = 50\n[cultivation]\nheld = 1.2\nfoothold = 0.6\n", "utf-8")
    found = read_settings(DiagnosisSettings, file=file, words=["cultivation.held=1.5"])
    assert found.cultivation.held == 1.5
    assert found.cultivation.foothold == 0.6
    assert found.cultivation.momentum == DiagnosisSettings().cultivation.momentum
    assert found.replicates == 50
    assert found.convention.diagonal == 0


def test_an_unknown_setting_of_a_group_is_named_in_both_languages() -> None:
    with pytest.raises(DataError, match=r"cultivation\.hold: there is no such setting") as caught:
        read_settings(DiagnosisSettings, words=["cultivation.hold=1"])
    assert "没有此设置" in caught.value.render("zh")


@pytest.mark.parametrize(
    ("word", "en", "zh"),
    [
        ("objective=both", "it must be one of 'weighted', 'lexicographic'",
         "应为 'weighted', 'lexicographic' 之一"),
        ("last_year=2027.5", "it must be a whole number, got 2027.5", "应为整数，实际为 2027.5"),
        ("discount_rat=0.1", "Write 'discount_rate'.", "可写 'discount_rate'。"),
        ("plan.last_yaer=2026", "In plan write one of 'last_year'", "plan 中可写 'last_year'"),
    ],
)  # fmt: skip
def test_a_wrong_setting_is_told_in_the_language_of_the_reader(
    word: str, en: str, zh: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for language, wanted in (("en", en), ("zh", zh)):
        assert main(["plan", str(tmp_path), "--lang", language, "--set", word]) != 0
        told = capsys.readouterr().err
        assert wanted in told
        assert language == "en" or "nput should" not in told


def test_a_settings_file_that_is_not_there_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = tmp_path / "none.toml"
    assert main(["plan", str(tmp_path), "--lang", "zh", "--settings", str(missing)]) != 0
    told = capsys.readouterr().err
    assert "没有设置文件" in told
    assert "Errno" not in told
