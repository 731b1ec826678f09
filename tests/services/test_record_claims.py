"""Reading into a package: nothing is overwritten, what is there keeps its decisions."""

from __future__ import annotations

from dataclasses import replace

import pytest

from review_toy import NOW, PAGE, claims, package, result
from upriver.core.errors import DataError, DocumentError
from upriver.data.region import Region
from upriver.services.check import check
from upriver.services.record_claims import place_of, record_claims
from upriver.services.review import Ruling, decide, review


@pytest.fixture
def folder(tmp_path):
    return package(tmp_path / "toy")


def test_documents_sources_and_claims_are_written(folder, tmp_path):
    recorded = record_claims(folder, result(tmp_path), place="A")
    region = Region.open(folder)
    assert region.table("documents").row(0, named=True) == {
        "document": "page", "title": "甲市的一页", "date": "2024-05-31", "place": "A",
        "path": "documents/page.txt", "language": "zh", "source": "page",
    }  # fmt: skip
    assert (folder / "documents" / "page.txt").read_text(encoding="utf-8") == PAGE
    source = region.table("sources").row(1, named=True)
    assert (source["source"], source["date"], source["kind"]) == ("page", "2024-05-31", "document")
    assert region.table("claims")["claim"].to_list() == [f"page-{n:03d}" for n in range(1, 9)]
    assert recorded.added == {f"page-{n:03d}" for n in range(1, 9)}
    assert [item.now for item in recorded.items] == list(claims())
    assert check(folder).ok


def test_phrases_are_the_words_at_their_offsets(folder, tmp_path):
    recorded = record_claims(folder, result(tmp_path))
    for item in recorded.items:
        text = recorded.texts[item.document]
        assert text[item.read.start : item.read.end] == item.read.source_phrase


def test_reading_again_adds_nothing_and_keeps_decisions(folder, tmp_path):
    record_claims(folder, result(tmp_path))
    decide(folder, [Ruling("page-001", False, reason="old")], author="Li", now=NOW)
    files = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    again = record_claims(folder, result(tmp_path))
    assert again.added == frozenset()
    assert again.items[0].state == "rejected"
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == files


def test_the_same_page_under_another_name_is_the_same_document(folder, tmp_path):
    record_claims(folder, result(tmp_path))
    again = record_claims(folder, result(tmp_path, name="copy.txt"))
    assert again.keys == {"copy.txt": "page"}
    assert not again.added


def test_another_page_of_the_same_name_stands_beside_it(folder, tmp_path):
    record_claims(folder, result(tmp_path))
    other = result(tmp_path, text=PAGE + "完。")
    recorded = record_claims(folder, other)
    assert recorded.keys == {"page.txt": "page-2"}
    assert (folder / "documents" / "page-2.txt").exists()
    assert len(recorded.added) == 8


def test_a_new_reading_stands_beside_the_old_one_and_is_marked(folder, tmp_path):
    record_claims(folder, result(tmp_path))
    changed = replace(claims()[0], period="2022")
    recorded = record_claims(folder, result(tmp_path, [changed]))
    assert recorded.added == {"page-009"}
    assert [each.what for each in recorded.conflicts["page-009"]] == ["reading"]
    assert recorded.conflicts["page-009"][0].other.key == "page-001"
    assert Region.open(folder).table("claims").height == 9


def test_ranges_lost_numbers_and_doubts_survive_the_table(folder, tmp_path):
    given = replace(claims()[0], value=(5, 10), value_norm=(5e8, 1e9), ambiguity=("a-b", "c"))
    recorded = record_claims(folder, result(tmp_path, [given, claims()[7]]))
    assert recorded.items[0].now == given
    assert recorded.items[1].now.value is None


def test_a_named_source_is_used_and_an_unknown_one_refused(folder, tmp_path):
    with pytest.raises(DataError, match="sources does not know 's9'"):
        record_claims(folder, result(tmp_path), source="s9")
    assert not Region.open(folder).has("claims")
    record_claims(folder, result(tmp_path), source="s1")
    assert Region.open(folder).table("documents")["source"].to_list() == ["s1"]
    assert Region.open(folder).table("sources").height == 1


def test_a_page_that_changed_while_it_was_read_is_refused(folder, tmp_path):
    read = result(tmp_path)
    (tmp_path / "page.txt").write_text("something else", encoding="utf-8")
    with pytest.raises(DocumentError, match="changed while it was read"):
        record_claims(folder, read)


def test_places_are_named_by_code_or_either_name(folder):
    region = Region.open(folder)
    assert [place_of(region, name) for name in ("A", "甲市", "Beta")] == ["A", "A", "B"]
    with pytest.raises(DataError, match="the package knows no place '丙县'"):
        place_of(region, "丙县")
    with pytest.raises(DataError, match="such as '甲市'\\."):
        place_of(region, "甲")


def test_a_page_that_is_gone_leaves_the_claims_without_context(folder, tmp_path):
    record_claims(folder, result(tmp_path))
    (folder / "documents" / "page.txt").unlink()
    assert review(folder).texts == {"page": ""}
    assert len(review(folder).items) == 8


def test_writing_tells_how_far_it_has_come(folder, tmp_path):
    told = []
    record_claims(folder, result(tmp_path), progress=lambda *each: told.append(each))
    assert told == [("record", 0, 2), ("record", 1, 2), ("record", 2, 2)]
