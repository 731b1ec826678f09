"""The scorecard on the screen: probabilities, what is missing, contradictions, statements."""

import json
from pathlib import Path
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


SOURCES = "source,title,publisher,date,url,licence,kind,note\nyb,Yearbook,,2024-11,,,statistics,\n"
PLACES = "place,name_en,name_zh,parent,kind,lat,lon\n510100,Chengdu,成都市,,city,,\n"
INDICATORS = """indicator,name_en,name_zh,unit,direction
gdp,GDP,地区生产总值,1e8 CNY,higher
urban,Urban rate,城镇化率,%,higher
"""
SEEN = """indicator,place,period,growth_kind,comparator,value,unit,status,source
gdp,510100,2023,level,eq,22074.7,亿元,reported,yb
urban,510100,2022,share,eq,79.9,%,reported,yb
urban,510100,2023,share,eq,80.5,%,reported,yb
"""
TARGETS = """target,indicator,place,comparator,value,unit,growth_kind,base_period,deadline,hard,status,source
gdp27,gdp,510100,ge,27000,1e8 CNY,level,,2027,false,reported,yb
gdpx,gdp,510100,multiple,2,times,multiple,2023,2027,false,reported,yb
urban27,urban,510100,ge,83,%,share,,2027,false,reported,yb
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    folder = tmp_path / "small"
    assert main(["new", str(folder), "--empty", "--region", "510100", "--base-year", "2023"]) == 0
    tables = {"sources": SOURCES, "places": PLACES, "indicators": INDICATORS,
              "observations": SEEN, "targets": TARGETS}  # fmt: skip
    for path in (folder / "tables").iterdir():
        path.unlink()
    for name, text in tables.items():
        (folder / "tables" / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def lines_of(capsys: pytest.CaptureFixture[str], folder: Path, language: str) -> list[str]:
    capsys.readouterr()
    assert main(["track", str(folder), "--lang", language]) == 0
    return [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]


def test_documents_and_targets_need_no_industries(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(["check", str(small)]) == 0
    assert "0 error(s)" in capsys.readouterr().out


def test_figures_are_written_as_a_reader_writes_them(
    small: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "240")
    english, chinese = (lines_of(capsys, small, language) for language in LANGUAGES)
    (urban,) = [line for line in english if line.startswith("Urban rate ≥")]
    assert urban.startswith("Urban rate ≥ 83% (2027) 80.5% (2023) +0.62 points +0.60 points")
    (urban,) = [line for line in chinese if line.startswith("城镇化率 ≥")]
    assert urban.startswith("城镇化率 ≥ 83% (2027) 80.5% (2023) +0.62 个百分点 +0.60 个百分点")


def test_targets_of_one_name_carry_their_codes_and_a_needed_pace_is_always_told(
    small: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "240")
    english, chinese = (lines_of(capsys, small, language) for language in LANGUAGES)
    (first,) = [line for line in english if line.startswith("GDP (gdp27) ≥")]
    assert first.endswith(
        "≥ CNY 2.7 trillion (2027) CNY 2.207 trillion (2023) +5.2% – – – cannot say"
    )
    (second,) = [line for line in chinese if line.startswith("地区生产总值（gdpx） 2 倍 (2027)")]
    assert "2.207 万亿元 (2023) +18.9%" in second


def test_a_package_of_targets_alone_is_reported(small: Path, tmp_path: Path) -> None:
    assert main(["report", str(small), "--out", str(tmp_path / "out")]) == 0
    assert "Urban rate" in (tmp_path / "out" / "report.en.html").read_text(encoding="utf-8")
