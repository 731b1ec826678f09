"""PDF files with a text layer are read column by column; others are refused with their pages."""

from __future__ import annotations

import re

import pytest

from document_files import column, pdf
from upriver.core.errors import DocumentError
from upriver.documents.pdf import read_pdf

ONE = "　　全市规模以上工业增加值同比增长百分之七点三，其中新能源汽车产业增长百分之四十，拉动作用明显，继续领跑各大支柱产业。"
TWO = "　　下一步，将加快建设先进制造业集群，构建从材料到回收的完整链条，到2027年产值超过900亿元，并带动配套企业一起发展。"
WIDE = "跨栏的一行说明文字从左边一直排到右边的栏目为止，占满整个版面的宽度。"


def page(number: int = 1, *, shift: float = 0) -> list[tuple[float, float, float, str]]:
    """A headline over two columns, with a line across the page and a page number below."""
    return [
        (200, 780, 20, "上游城市的新产业"),
        *column(TWO, left=310, top=740 - shift, width=22),
        *column(ONE, left=50, top=740, width=22),
        (50, 300, 10, WIDE),
        (290, 40, 9, f"— {number} —"),
    ]


@pytest.mark.parametrize("shift", [0, 3, 7])
def test_columns_are_read_one_after_the_other(shift):
    found = read_pdf(pdf([page(shift=shift)]), name="a.pdf")
    assert found.text.split("\n\n") == ["上游城市的新产业", ONE.strip(), TWO.strip(), WIDE]
    assert found.roles == {0: "heading"}
    assert "1 page number(s)" in found.notes[0].en
    at = found.text.index("900亿元")
    origin = found.origins.origin(at, at + 5)
    assert (origin.kind, origin.start, origin.end) == ("pages", 1, 1)


def test_a_sentence_goes_on_over_pages_without_their_edges():
    first = [
        (50, 800, 9, "临江市规划 第1期"),
        *column(ONE[:44], left=50, top=100, width=22),
        (290, 30, 9, "1"),
    ]
    second = [
        (50, 800, 9, "临江市规划 第2期"),
        *column(ONE[44:], left=50, top=740, width=22),
        (290, 30, 9, "2"),
    ]
    found = read_pdf(pdf([first, second]), name="a.pdf")
    assert found.text == ONE.strip()
    origin = found.origins.origin(0, len(found.text))
    assert (origin.start, origin.end, origin.line) == (1, 2, 2)


def test_rows_of_a_table_are_lines():
    cells = [("指标", "数值"), ("出口额", "1200亿元"), ("增速", "5.5%")]
    rows = [
        (left, 700 - 20 * row, 10, words)
        for row, pair in enumerate(cells)
        for left, words in zip((50, 250), pair, strict=True)
    ]
    found = read_pdf(pdf([rows]), name="a.pdf")
    assert found.text.split("\n\n") == ["指标 | 数值", "出口额 | 1200亿元", "增速 | 5.5%"]
    assert set(found.roles.values()) == {"table"}


def test_latin_lines_are_joined_with_spaces_and_without_hyphens():
    lines = [
        "The district will bring its indus-",
        "trial output to 90 billion yuan by",
        "2027 and keep it.",
    ]
    words = [(50, 700 - 15 * row, 10, line) for row, line in enumerate(lines)]
    found = read_pdf(pdf([words]), name="a.pdf")
    assert (
        found.text
        == "The district will bring its industrial output to 90 billion yuan by 2027 and keep it."
    )


def test_pages_without_text_are_named():
    found = read_pdf(pdf([page(), [], []]), name="a.pdf")
    assert "no text on page(s) 2, 3" in found.notes[0].en


@pytest.mark.parametrize("pages", [1, 3])
def test_a_pdf_without_text_says_so_and_counts_its_pages(pages):
    with pytest.raises(DocumentError, match=rf"has {pages} page\(s\) and no text") as refusal:
        read_pdf(pdf([[]] * pages), name="a.pdf")
    assert f"共 {pages} 页，没有文字" in refusal.value.render("zh")


def test_an_encrypted_pdf_is_refused():
    keys = " /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{0}> /U <{0}> >> /ID [<00> <00>]"
    data = pdf([page()]).replace(b"/Root 1 0 R", b"/Root 1 0 R" + keys.format("41" * 32).encode())
    with pytest.raises(DocumentError, match="encrypted and needs a password"):
        read_pdf(data, name="a.pdf")


@pytest.mark.parametrize(
    "data",
    [b"%PDF-1.4", pdf([page()])[:300], re.sub(rb"/Count \d", b"/Count 0", pdf([page()]))[:200]],
)
def test_a_broken_pdf_is_refused(data):
    with pytest.raises(DocumentError, match="broken"):
        read_pdf(data, name="a.pdf")
