"""Encodings are found, never assumed; mixtures are named with their byte."""

from __future__ import annotations

import pytest

from upriver.core.errors import DocumentError
from upriver.documents.encodings import decode

TEXT = "力争到2027年，全区研发投入年均增长12%以上。\n工业企业151家。"
TRADITIONAL = "產業規模達到九十億元以上並持續增長，推動科技創新與產業創新深度融合。"


@pytest.mark.parametrize(
    ("coded", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("gb18030", "gb18030"),
        ("gbk", "gb18030"),
        ("gb2312", "gb18030"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32"),
        ("utf-32-le", "utf-32-le"),
        ("utf-32-be", "utf-32-be"),
    ],
)
def test_an_encoding_is_found_and_reported(coded, found):
    decoded = decode(TEXT.encode(coded), name="a.txt")
    assert decoded.text == TEXT
    assert decoded.encoding == found


def test_big5_is_read_when_it_is_certain():
    decoded = decode(TRADITIONAL.encode("big5"), name="a.txt")
    assert (decoded.text, decoded.encoding) == (TRADITIONAL, "big5")


def test_traditional_characters_in_gbk_need_a_declaration():
    with pytest.raises(DocumentError, match="not valid text in UTF-8, GB18030 or Big5"):
        decode(TRADITIONAL.encode("gbk"), name="a.txt")
    page = f'<meta charset="gbk"><p>{TRADITIONAL}</p>'
    decoded = decode(page.encode("gbk"), name="a.html")
    assert (decoded.text, decoded.encoding) == (page, "gb18030")


def test_a_false_declaration_is_noted_and_not_believed():
    decoded = decode(f'<meta charset="gbk"><p>{TEXT}</p>'.encode(), name="a.html")
    assert decoded.encoding == "utf-8"
    assert "declares gb18030 but is written in utf-8" in decoded.notes[0].en


@pytest.mark.parametrize("first", ["utf-8", "gb18030"])
def test_two_encodings_in_one_file_are_named_with_the_byte(first):
    second = "gb18030" if first == "utf-8" else "utf-8"
    head = (TEXT + "\n").encode(first)
    data = head + "构建现代化产业体系，推动科技创新。".encode(second)
    with pytest.raises(DocumentError, match=rf"mixed.*at byte {len(head)} \(line 3\)") as refusal:
        decode(data, name="a.txt")
    assert f"第 {len(head)} 字节" in refusal.value.render("zh")


def test_a_file_that_ends_within_a_character_is_cut_off():
    with pytest.raises(DocumentError, match="cut off"):
        decode(TEXT.encode()[:-1], name="a.txt")


@pytest.mark.parametrize(
    ("data", "match"),
    [
        (b"\xff\xfe\x00\xd8", r"not valid text in utf-16.*from byte 2 on"),
        (bytes(range(128, 256)), "not valid text in UTF-8, GB18030 or Big5"),
        ("caf\xe9 cr\xe8me".encode("latin-1"), "byte 3"),
        ("売上高は増加しました。会社の目標です。".encode("shift-jis"), "not valid text|both"),
        ("전국 산업 생산이 증가했다 그리고 수출도".encode("euc-kr"), "not valid text|both"),
        (TEXT.encode("utf-16-le")[:-1] + b"\xd8\xdc", "not valid text|binary"),
        (b"a\x00\x00b\x00", "binary"),
    ],
)
def test_other_encodings_are_refused_not_guessed(data, match):
    with pytest.raises(DocumentError, match=match) as refusal:
        decode(data, name="a.txt")
    assert refusal.value.problem.zh.startswith("a.txt：")


def test_lost_characters_are_noted():
    decoded = decode("增长\ufffd6%\ufffd".encode(), name="a.txt")
    assert "2 character(s) were lost" in decoded.notes[0].en
