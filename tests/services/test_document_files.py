"""Which files paths, folders and patterns name, and one bad file among good ones."""

from __future__ import annotations

import pytest

from upriver.core.errors import DocumentError
from upriver.services.document_files import find_files
from upriver.services.read import read

TEXT = "江北区去年商品销售总额突破7200亿元。"


@pytest.fixture
def folder(tmp_path):
    for name in ("b.txt", "a.md", "sub/c.txt", "sub/d.csv", ".hidden.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(TEXT, encoding="utf-8")
    return tmp_path


def test_folders_and_patterns_are_sorted_and_files_named_once(folder):
    everything = [folder / "a.md", folder / "b.txt", folder / "sub" / "c.txt"]
    assert find_files([folder]) == tuple(everything)
    assert find_files([str(folder / "*.txt")]) == (folder / "b.txt",)
    assert find_files([str(folder / "**" / "*.txt")]) == (
        folder / "b.txt",
        folder / "sub" / "c.txt",
    )
    assert find_files([folder / "b.txt", folder]) == (
        folder / "b.txt",
        everything[0],
        everything[2],
    )


def test_relative_patterns_are_of_the_working_folder(folder, monkeypatch):
    monkeypatch.chdir(folder)
    assert [path.as_posix() for path in find_files(["sub/*.txt"])] == ["sub/c.txt"]


def test_a_file_with_a_bracket_in_its_name_is_a_file(folder):
    path = folder / "page[1].txt"
    path.write_text(TEXT, encoding="utf-8")
    assert find_files([path]) == (path,)


def test_a_pattern_that_matches_nothing_is_refused(folder):
    with pytest.raises(DocumentError, match=r"No file matches .*\.pdf"):
        find_files([folder / "*.pdf"])


@pytest.mark.parametrize("workers", [1, 2])
def test_one_unreadable_file_does_not_stop_the_others(folder, workers):
    (folder / "bad.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    (folder / "empty.txt").write_bytes(b"")
    result = read([folder, folder / "gone.txt"], workers=workers)
    assert [each.name for each in result.documents] == ["a.md", "b.txt", "c.txt"]
    assert [each.path.rpartition("/")[2] for each in result.failures] == [
        "bad.txt", "empty.txt", "gone.txt",
    ]  # fmt: skip
    assert len(result.claims) == 3


def test_when_none_can_be_read_the_first_reason_is_given(folder):
    with pytest.raises(DocumentError, match=r"No such file.*1 more cannot be read"):
        read([folder / "x.txt", folder / "y.txt"])


def test_the_window_of_waiting_documents_keeps_the_order(tmp_path):
    """More documents than may wait at once, of uneven size."""
    for number in range(40):
        text = TEXT * (40 if number % 7 == 0 else 1)
        (tmp_path / f"{number:02d}.txt").write_text(text, encoding="utf-8")
    one, two = read([tmp_path], workers=1), read([tmp_path], workers=2)
    assert one == two
    assert [each.name for each in two.documents] == [f"{n:02d}.txt" for n in range(40)]
