"""The tutorial from a page to the plan does what it says, command by command."""

from __future__ import annotations

import re
import shlex

from source_tree import ROOT
from upriver.cli.main import main
from upriver.data.region import Region

PAGES = ROOT / "docs" / "tutorial"


def test_both_languages_have_the_same_commands():
    blocks = [
        re.findall(r"^```(\w*)\n(.*?)^```", (PAGES / name).read_text(encoding="utf-8"), re.M | re.S)
        for name in ("claims.md", "claims.zh.md")
    ]
    assert blocks[0] == blocks[1]


def test_every_command_of_the_tutorial_runs(tmp_path, monkeypatch, capsys):
    text = (PAGES / "claims.md").read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    report = re.search(r"^```text\n(.*?)^```", text, re.M | re.S)
    (tmp_path / "report.txt").write_text(report[1], encoding="utf-8")
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "one.txt").write_text("去年，出口额达50亿元。", encoding="utf-8")
    told = {}
    blocks = re.findall(r"^```(\w*)\n(.*?)^```", text, re.M | re.S)
    for block in (body for kind, body in blocks if not kind):
        for line in block.splitlines():
            words = shlex.split(line)
            assert words[0] == "upriver"
            assert main([*words[1:], "--lang", "en"]) == 0, line
            told[line] = capsys.readouterr().out
    said = list(told.values())
    assert "5 claim(s) written to my-region" in said[1]
    assert "targets:CQ27-industrial-rd > 800 1e8 CNY 2027" in said[1]
    assert "0 decision(s) kept; 0 claim(s) open" in next(
        out for line, out in told.items() if "--import" in line
    )
    plan = next(out for line, out in told.items() if " plan " in line)
    assert re.search(r"Research spending of large industrial firms +2027 +>= +900 ", plan)
    region = Region.open("my-region")
    made = region.table("observations")["claim"].drop_nulls().to_list()
    assert made == ["report-001", "report-002", "report-003", "report-005"]
    assert region.table("targets")["claim"].drop_nulls().to_list() == ["report-004"]
    assert region.table("decisions").height == 6
