"""Reading into a package and deciding, as a person does it at the terminal."""

from __future__ import annotations

import json

import pytest

from review_toy import PAGE, package, result
from upriver.cli.main import main
from upriver.documents.claims import KEYS
from upriver.services.record_claims import record_claims

TEXT = "去年出口额为50亿元，同比增长5%。到2027年，出口额达到70亿元。\n"
ABOUT = ("--region", "甲市", "--date", "2024-05-31")


@pytest.fixture(autouse=True)
def english_system(monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "plan.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path):
    path = package(tmp_path / "toy")
    record_claims(path, result(tmp_path))
    return path


def run(capsys, *words, code=0):
    assert main([str(word) for word in words]) == code
    return capsys.readouterr()


def test_json_of_reading_has_one_object_a_claim_with_exactly_the_keys(page, capsys):
    told = json.loads(run(capsys, "read", page, *ABOUT, "--json").out)
    assert [tuple(claim) for claim in told["claims"]] == [KEYS] * len(told["claims"])
    assert [claim["value"] for claim in told["claims"]] == [50, 5, 70]
    assert told["documents"][0]["claims"] == 3
    assert told["failures"] == []


@pytest.mark.parametrize("into", [False, True])
def test_of_many_claims_the_first_are_shown_and_the_rest_counted(folder, tmp_path, capsys, into):
    many = tmp_path / "many.txt"
    many.write_text(
        "".join(f"第{n}分厂去年产值达{n}亿元。" for n in range(101, 351)), encoding="utf-8"
    )
    told = run(capsys, "read", many, *ABOUT, *(("--into", folder) if into else ())).out
    assert "250 claim(s)" in told
    assert "50 more are not shown." in told
    assert "300 亿元" in told or "300亿元" in told
    assert "301亿元" not in told


def test_an_unreadable_file_is_told_at_the_end_and_by_the_exit_code(page, tmp_path, capsys):
    (tmp_path / "bad.txt").write_bytes(b"\x00\x01")
    told = run(capsys, "read", page, tmp_path / "bad.txt", code=1)
    assert "出口额" in told.out
    assert "bad.txt" in told.err
    assert "1 document(s) could not be read; all others were." in told.err
    failures = json.loads(run(capsys, "read", page, tmp_path / "bad.txt", "--json", code=1).out)
    assert failures["failures"][0]["path"].endswith("bad.txt")
    assert len(failures["claims"]) == 3


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "en",
            ("Phrase in context", "new", "Another value", "here:", "there:", "3 claim(s) written"),
        ),
        ("zh", ("上下文", "新", "数值不同", "本条：", "另有：", "已将 3 条论断写入")),
    ],
)
def test_reading_into_a_package_shows_context_and_conflicts(
    language, words, page, tmp_path, capsys
):
    folder = package(tmp_path / "toy")
    told = run(capsys, "read", page, "--into", folder, *ABOUT, "--lang", language).out
    for word in words:
        assert word in told
    again = run(capsys, "read", page, "--into", folder, *ABOUT, "--json").out
    claims = json.loads(again)["claims"]
    assert [(claim["claim"], claim["new"], claim["state"]) for claim in claims] == [
        ("plan-001", False, "open"), ("plan-002", False, "open"), ("plan-003", False, "open"),
    ]  # fmt: skip
    assert claims[0]["conflicts"][0]["other"]["key"] == "observations:exports A 2023"


def test_a_source_without_a_package_is_refused(page, capsys):
    assert "--source needs a package" in run(capsys, "read", page, "--source", "s1", code=1).err


def test_the_list_counts_and_filters(folder, capsys):
    told = run(capsys, "review", folder).out
    assert "8 claim(s)" in told
    assert "8 open, 0 accepted, 0 corrected, 0 rejected." in told
    assert "【甲市去年出口额为50亿元】" in told
    told = run(capsys, "review", folder, "--kind", "target", "--json").out
    assert [each["claim"] for each in json.loads(told)] == ["page-004", "page-005", "page-008"]
    assert "待裁定 8 条" in run(capsys, "review", folder, "--lang", "zh").out


def test_the_next_claim_is_shown_in_full_until_none_is_left(folder, capsys):
    told = run(capsys, "review", folder, "next").out
    assert "page-001  statistic, open, 8 open" in told
    assert "Accepted, it becomes observations:exports A 2023 level: = 50 1e8 CNY" in told
    assert "Another value for the same thing." in told
    run(capsys, "review", folder, "reject", "1..8", "--why", "test", "--by", "Li")
    assert "Every claim is decided." in run(capsys, "review", folder, "next").out
    assert json.loads(run(capsys, "review", folder, "next", "--json").out) is None


def test_accept_correct_reject_and_history(folder, capsys):
    told = run(capsys, "review", folder, "accept", "1", "6", "--by", "Li").out
    assert "page-001: accepted." in told
    assert "page-001 is now observations:exports A 2023 level." in told
    assert "page-006 waits: No indicator is called '企业'" in told
    assert "2 decision(s) kept; 6 claim(s) open; 1 accepted claim(s) wait" in told
    assert "page-006" in run(capsys, "review", folder, "--state", "waiting").out
    told = run(capsys, "review", folder, "correct", "6", "code=firms", "value=152", "--by", "Li",
               "--lang", "zh").out  # fmt: skip
    assert "page-006：已更正（code – → firms, value 151 → 152）。" in told
    assert "page-006 已成为 observations:firms A 2024-05 level。" in told
    told = run(capsys, "review", folder, "reject", "1", "--why", "double", "--by", "Wang").out
    assert "page-001: observations:exports A 2023 level was taken away." in told
    made = json.loads(run(capsys, "review", folder, "history", "--json").out)
    assert [(d["claim"], d["verdict"], d["author"]) for d in made] == [
        ("page-001", "accepted", "Li"), ("page-006", "accepted", "Li"),
        ("page-006", "corrected", "Li"), ("page-001", "rejected", "Wang"),
    ]  # fmt: skip
    assert "double" in run(capsys, "review", folder, "history", "page-001").out


def test_a_sheet_goes_out_and_comes_back(folder, tmp_path, capsys):
    sheet = tmp_path / "c.csv"
    told = run(capsys, "review", folder, "--export", sheet)
    assert "8 claim(s) written" in told.out
    assert f"--import {sheet} --by NAME" in told.err
    text = sheet.read_text(encoding="utf-8-sig")
    lines = text.splitlines()
    lines[1] = lines[1].replace("甲市机场旅客吞吐,,,", "甲市机场旅客吞吐,accept,,", 1)
    sheet.write_text("\n".join(lines), encoding="utf-8-sig")
    assert ",accept," in lines[1]
    told = run(capsys, "review", folder, "--import", sheet, "--by", "Li").out
    assert "page-001 is now observations:exports A 2023 level." in told
    assert "1 decision(s) kept; 7 claim(s) open." in told


@pytest.mark.parametrize(
    ("words", "en", "zh"),
    [
        (["accept", "1"], "Nobody is named who decides.", "未说明由谁裁定"),
        (["accept", "--by", "Li"], "accept names no claim.", "accept 未指明论断"),
        (["approve", "1"], "review has no action 'approve'.", "review 没有动作 'approve'"),
        (["accept", "77", "--by", "Li"], "'77' means no claim", "'77' 不对应"),
        (["correct", "1", "--by", "Li"], "correct names no field.", "correct 未指明字段"),
        (["reject", "1", "--by", "Li"], "a rejection needs a reason", "否决须写理由"),
        (["reject", "1", "value=3", "--by", "Li"], "reject takes no field", "reject 不接受字段"),
        (["--state", "odd"], "--state does not know 'odd'.", "--state 不认识 'odd'"),
        (["accept", "1", "--export", "x.csv"], "stand without an action", "不能与动作同用"),
        (["correct", "1", "value=x", "--by", "Li"], "got 'x'", "实际为 'x'"),
        (["--import", "none.csv", "--by", "Li"], "There is no file", "不存在"),
    ],
)
def test_mistakes_are_worded_in_both_languages(words, en, zh, folder, capsys):
    assert en in run(capsys, "review", folder, *words, code=1).err
    assert zh in run(capsys, "review", folder, *words, "--lang", "zh", code=1).err


def test_an_empty_package_says_how_to_begin(tmp_path, capsys):
    folder = package(tmp_path / "toy")
    told = run(capsys, "review", folder, code=1).err
    assert "The package holds no claims." in told
    assert "upriver read FILE --into" in told


def test_a_second_reading_is_never_made_unasked(page, monkeypatch, capsys):
    """Without the option no connection is opened, whatever the environment says."""
    import socket

    def refuse(*words):
        raise AssertionError(words)

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setenv("UPRIVER_SECOND_READING_MODEL", "m1")
    monkeypatch.setenv("UPRIVER_SECOND_READING_KEY", "secret")
    assert "出口额" in run(capsys, "read", page).out


def test_a_second_reading_needs_a_model_and_names_the_address(page, monkeypatch, capsys):
    monkeypatch.delenv("UPRIVER_SECOND_READING_MODEL", raising=False)
    told = run(capsys, "read", page, "--second-reading", "http://127.0.0.1:9/v1", code=1).err
    assert "No model is named" in told
    for name in (
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "ALL_PROXY",
        "http_proxy",
        "https_proxy",
        "all_proxy",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("UPRIVER_SECOND_READING_MODEL", "m1")
    told = run(capsys, "read", page, "--second-reading", "http://127.0.0.1:9/v1", code=1).err
    assert "The texts of 1 document(s) are sent to http://127.0.0.1:9/v1 (m1)." in told
    assert "failed: ConnectError" in told


def test_the_page_of_the_toy_is_what_the_claims_say():
    assert PAGE.startswith("甲市去年出口额为50亿元")


def test_what_was_left_out_of_a_document_is_shown_in_review(tmp_path, capsys):
    page = tmp_path / "page.html"
    page.write_text(
        f"<html><body><nav><a>首页</a></nav><h1>公报</h1><p>{TEXT}</p></body></html>",
        encoding="utf-8",
    )
    folder = package(tmp_path / "toy")
    run(capsys, "read", page, *ABOUT, "--into", folder)
    told = run(capsys, "review", folder)
    assert "1 block(s) outside the main content were left out." in told.err + told.out


def test_encodings_other_than_utf8_are_told(tmp_path, capsys):
    page = tmp_path / "gbk.txt"
    page.write_bytes(TEXT.encode("gb18030"))
    assert "Encodings found: gb18030 1." in run(capsys, "read", page, *ABOUT).err


def test_fields_kinds_and_periods_may_be_written_in_chinese(folder, capsys):
    told = run(capsys, "review", folder, "correct", 4, "期限=2028年底", "--by", "Li").out
    assert "deadline 2027 → 2028" in told
    assert "page-004" in run(capsys, "review", folder, "--kind", "目标", "--state", "all").out
    told = run(capsys, "review", folder, "--kind", "colour", code=1).err
    assert "--kind does not know 'colour'" in told


def test_claims_are_printed_one_object_a_line(page, capsys):
    lines = run(capsys, "read", page, *ABOUT, "--json-lines").out.splitlines()
    claims = [json.loads(line) for line in lines]
    assert [tuple(claim) for claim in claims] == [("document", *KEYS)] * 3
    assert [claim["value"] for claim in claims] == [50, 5, 70]


def test_growth_is_named_in_the_readers_language(page, capsys):
    assert "on the year" in run(capsys, "read", page, *ABOUT).out
    assert "同比" in run(capsys, "read", page, *ABOUT, "--lang", "zh").out.replace("同比增长", "")


def test_an_interrupted_command_says_so(page, capsys, monkeypatch):
    def stopped(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("upriver.services.read.read", stopped)
    assert "Interrupted." in run(capsys, "read", page, code=130).err


def test_a_claim_is_shown_in_chinese_words(folder, capsys):
    told = run(capsys, "review", folder, "next", "--lang", "zh").out
    assert "增长口径：水平" in told
    assert "接受后成为 observations:exports A 2023 level: = 50 亿元" in told
    told = run(capsys, "review", folder, "correct", 4, "刚性=是", "--by", "Li").out
    assert "hard – → yes" in told
