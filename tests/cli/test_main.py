"""The program: languages, exit codes, help, JSON and what stays off the screen."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from toy import write_toy
from upriver.cli.main import main
from upriver.version import __version__

if TYPE_CHECKING:
    from pathlib import Path

LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")


@pytest.fixture(autouse=True)
def english_system(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in LOCALE:
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("environment", "words", "heading"),
    [
        ({}, [], "Commands"),
        ({"LANG": "zh_CN.UTF-8"}, [], "命令"),
        ({"LANG": "zh_CN.UTF-8"}, ["--lang", "en"], "Commands"),
        ({"LANG": "en_GB.UTF-8"}, ["--lang=zh"], "命令"),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, [], "命令"),
    ],
)
def test_help_follows_the_option_then_the_system(
    environment: dict[str, str],
    words: list[str],
    heading: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert main(["--help", *words]) == 0
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert heading in lines


def test_without_a_command_the_help_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    assert "upriver demo" in capsys.readouterr().out


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"upriver {__version__}\n"


@pytest.mark.parametrize(
    ("words", "en", "zh"),
    [
        (["chek"], "There is no command 'chek'. Perhaps you mean 'check'.", "没有命令 'chek'"),
        (["check"], "'DIR' is missing.", "缺少 'DIR'"),
        (["run", "x", "--outt", "y"], "There is no option '--outt'.", "没有选项 '--outt'"),
        (["run", "x"], "'--out' is missing.", "缺少 '--out'"),
        (
            ["new", "x", "--base-year", "soon"],
            "'--base-year' cannot be used: a whole number is wanted",
            "'--base-year' 的取值不可用：应为整数",
        ),
        (["check", "x", "y"], "unexpected extra argument", "命令行有误"),
    ],
)
def test_a_wrong_command_line_ends_with_2(
    words: list[str], en: str, zh: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for language, wanted in (("en", en), ("zh", zh)):
        assert main([*words, "--lang", language]) == 2
        captured = capsys.readouterr()
        assert wanted in captured.err
        assert "--help" in captured.err
        assert captured.out == ""


def test_an_unknown_language_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "fr", "--help"]) == 2
    assert "--lang knows en and zh, got 'fr'" in capsys.readouterr().err


def test_check_of_a_sound_package(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    package = write_toy(tmp_path / "toy")
    assert main(["check", str(package)]) == 0
    captured = capsys.readouterr()
    assert "02 buys in the same proportions as 01" in captured.out  # the toy's columns are alike
    assert captured.out.endswith("0 error(s), 1 warning(s), 0 note(s).\n")
    assert captured.err.startswith("Time: Loading the data package ")


def test_check_as_json_has_every_finding_in_both_languages(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    package = write_toy(tmp_path / "toy")
    (package / "tables" / "firms.csv").write_text("")
    assert main(["check", str(package), "--json"]) == 1
    captured = capsys.readouterr()
    shown = json.loads(captured.out)
    assert shown["ok"] is False
    finding = next(each for each in shown["findings"] if each["table"] == "firms")
    assert finding["problem"] == {"en": "The file is empty.", "zh": "文件为空。"}
    assert captured.err == ""


def test_an_error_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(tmp_path / "nowhere"), "--json"]) == 1
    shown = json.loads(capsys.readouterr().out)
    assert shown["error"]["kind"] == "DataError"
    assert set(shown["error"]["problem"]) == {"en", "zh"}


def test_quiet_leaves_the_result_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    package = write_toy(tmp_path / "toy")
    assert main(["-q", "diagnose", str(package)]) == 0
    captured = capsys.readouterr()
    assert "Industries, 2023" in captured.out
    assert captured.err == ""


def test_progress_is_not_drawn_into_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    package = write_toy(tmp_path / "toy")
    assert main(["diagnose", str(package)]) == 0
    assert "━" not in capsys.readouterr().err


def test_diagnose_shows_the_numbers_of_the_service(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from upriver.data.region import Region
    from upriver.services.diagnose import diagnose

    package = write_toy(tmp_path / "toy")
    assert main(["diagnose", str(package), "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["industries"] == diagnose(Region.open(package)).industries.to_dicts()


@pytest.mark.parametrize(
    ("language", "title"), [("en", "Gaps in the chains"), ("zh", "产业链缺口")]
)
def test_diagnose_speaks_the_readers_language(
    language: str, title: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    package = write_toy(tmp_path / "toy")
    assert main(["diagnose", str(package), "--lang", language]) == 0
    assert title in capsys.readouterr().out


def test_an_error_has_no_traceback_unless_it_is_asked_for(tmp_path: Path) -> None:
    code = "import sys; from upriver.cli.main import main; sys.exit(main())"
    command = [sys.executable, "-c", code, "check", str(tmp_path / "nowhere")]
    plain = subprocess.run(command, capture_output=True, text=True, check=False)
    assert plain.returncode == 1
    assert "Traceback" not in plain.stderr
    debug = subprocess.run([*command, "--debug"], capture_output=True, text=True, check=False)
    assert debug.returncode == 1
    assert "Traceback" in debug.stderr


def test_a_crash_is_one_sentence_unless_debug_is_given() -> None:
    """A defect of the program ends in one sentence with the next step, not in a traceback."""
    code = (
        "import sys; sys.argv = ['upriver', 'check', 'x'{}]\n"
        "import upriver.data.region as r\n"
        "r.read_package = lambda path: 1 / 0\n"
        "from upriver.cli.main import main; sys.exit(main())"
    )
    done = {
        words: subprocess.run(
            [sys.executable, "-c", code.format(words)], capture_output=True, text=True, check=False
        )
        for words in ("", ", '--debug'")
    }
    assert [each.returncode for each in done.values()] == [1, 1]
    assert "Traceback" not in done[""].stderr
    assert "unforeseen ZeroDivisionError" in done[""].stderr
    assert "--debug" in done[""].stderr
    assert "Traceback" in done[", '--debug'"].stderr
