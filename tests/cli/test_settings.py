"""Settings from a file and from words, group by group."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

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
