"""What a line is, is told by its own features."""

from __future__ import annotations

import pytest

from upriver.documents.lines import is_deck, is_marked_byline, is_open, read_page_lines


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("重庆国际航线持续“上新”", "heading"),
        ("■着力打造航空综合门户 ■带动西部地区走向世界", "heading"),
        ("2024年政府工作报告", "heading"),
        ("□新重庆-重庆日报记者 黄乔", "byline"),
        ("本报记者 张三 通讯员 李四", "byline"),
        ("本报记者张三", "byline"),
        ("文/王小明", "byline"),
        ("来源：临江日报", "byline"),
        ("发布时间：2024-05-31 09:00", "byline"),
        ("By Jane Doe", "byline"),
        ("俯瞰赋能中心(资料图片)", "caption"),
        ("记者 谢智强 摄(视觉重庆)", "caption"),
        ("△滨河化工园一角", "caption"),
        ("图为工人在装配车间。", "caption"),
        ("新华社记者 王某 摄", "caption"),
        ("Photo by Jane Doe", "caption"),
        ("产值达90亿元，", "body"),
        ("工业企业151家", "body"),
        ("背后有哪些因素？又说明什么？", "body"),
        (
            "全市产值达到90亿元，增长5%，其中汽车产业增长最快，占全部产值的比重超过四成，继续领跑各行业",
            "body",
        ),
    ],
)
def test_roles(line, role):
    (found,) = read_page_lines(line)
    assert found.role == role


def test_names_below_a_byline_belong_to_it():
    found = read_page_lines("标题\n新重庆-重庆日报记者\n夏元 陈维灯\n正文在这里。")
    assert [line.role for line in found] == ["heading", "byline", "byline", "body"]


def test_the_line_above_a_credit_is_a_caption_unless_it_is_prose():
    assert [x.role for x in read_page_lines("工人在车间忙碌\n记者 李某 摄")] == [
        "caption",
        "caption",
    ]
    prose = read_page_lines("标题\n\n全市加快建设，构建从电芯生产\n记者 李某 摄\n到回收的产业链。")
    assert [x.role for x in prose] == ["heading", "body", "caption", "body"]


def test_short_lines_within_a_block_of_prose_are_body():
    text = "Title of the page\n\nThe output of the district has grown again, and the\nplan will bring it\nto 90 billion yuan.\n\nOther heading"
    assert [x.role for x in read_page_lines(text)] == ["heading", "body", "body", "body", "heading"]


def test_an_office_parted_from_its_speaker_is_body():
    found = read_page_lines("柳荫社区党委书记\n\n祁小川告诉记者，食堂由社区出场地。")
    assert [line.role for line in found] == ["body", "body"]


def test_marks():
    deck, byline = read_page_lines("■一点 ■两点\n□本报记者 张三")
    assert is_deck(deck)
    assert is_marked_byline(byline)
    assert is_open("产值增长")
    assert not is_open("产值增长。”")
