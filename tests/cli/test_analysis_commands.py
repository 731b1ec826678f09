"""The command that says where a region stands, as a reader sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest
from rich.cells import cell_len

from toy import tables, write_toy
from upriver.cli import screen
from upriver.cli.main import main
from upriver.complexity.cultivation import CLASSES
from upriver.core.message import LANGUAGES
from upriver.data.region import Region
from upriver.services.diagnose import diagnose

if TYPE_CHECKING:
    from pathlib import Path

    from upriver.core.message import Language

TITLES = {"en": "What to cultivate", "zh": "产业培育"}


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return write_toy(tmp_path / "toy")


@pytest.mark.parametrize("language", LANGUAGES)
def test_classes_stand_with_their_chance_and_interval(
    language: Language, package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["diagnose", str(package), "--lang", language]) == 0
    captured = capsys.readouterr()
    table = captured.out.split(TITLES[language])[1]
    found = diagnose(Region.open(package))
    names = {each.cultivation: each.name.to(language) for each in CLASSES}
    for row in found.industries.to_dicts():
        line = next(each for each in table.splitlines() if row[f"name_{language}"] in each)
        assert names[row["cultivation"]] in line
        assert f"{row['cultivation_chance']:.0%}" in line
        assert f"{row['rca']:.2f} ({row['rca_low']:.2f}–{row['rca_high']:.2f})" in line
    assert found.uncertainty_note is not None
    assert found.uncertainty_note.to(language) in captured.err


@pytest.mark.parametrize("language", LANGUAGES)
def test_tables_keep_to_a_hundred_columns(
    language: Language,
    package: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(screen, "WIDTH_OF_FILE", 100)
    assert main(["diagnose", str(package), "--lang", language]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert max(cell_len(line) for line in lines) <= 100
    named = [line.strip().startswith(("Sector 0", "行业0")) for line in lines]
    # Two tables of five, and a line of the audit that names them.
    assert sum(named) == (11 if language == "en" else 10)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "No class: Sector 05. Its product is not traded"),
        ("zh", "未分类：行业05。其产品不跨区"),
    ],
)
def test_an_industry_without_a_class_says_why(
    language: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A sixth industry stands in for the fifth, which is not traded."""
    names = tables()
    industries = names["industries"].with_columns(tradable=pl.col("industry") != "05")
    first = industries.filter(pl.col("industry") == "01")
    sixth = first.with_columns(
        industry=pl.lit("06"), name_en=pl.lit("Sector 06"), name_zh=pl.lit("行业06")
    )
    industries = pl.concat([industries, sixth])
    more = (
        names["production"]
        .filter(pl.col("industry") == "01")
        .with_columns(industry=pl.lit("06"), value=pl.col("value") * 2.0 + 5.0)
    )
    package = write_toy(
        tmp_path / "toy", industries=industries, production=pl.concat([names["production"], more])
    )
    assert main(["diagnose", str(package), "--lang", language]) == 0
    assert told in capsys.readouterr().err


def test_without_production_nothing_is_classed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    package = write_toy(tmp_path / "toy", drop=("production",))
    assert main(["diagnose", str(package)]) == 0
    captured = capsys.readouterr()
    assert "Industries, 2023" in captured.out
    assert "What to cultivate" not in captured.out
    assert "cultivation" in captured.err
