"""A small package, a page and claims set by hand, so that the review depends on no grammar."""

from __future__ import annotations

import hashlib
from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import polars as pl

from upriver.data.descriptor import Metadata
from upriver.data.write import write_package
from upriver.documents.claims import Claim
from upriver.services.read import ReadDocument, ReadResult

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

FACT = {"status": "reported", "source": "s1"}
NOW = datetime(2024, 6, 3, 9, 30, tzinfo=timezone(timedelta(hours=8)))
PAGE = (
    "甲市去年出口额为50亿元，同比增长5%。甲市机场旅客吞吐量为120万人次。"
    "到2027年，甲市制造业占比超过36%。到2027年，乙区出口额达到8亿元。"
    "甲市企业现有151家。甲市构建现代产业体系。甲市到2030年新增条航线。"
)


def package(folder: Path) -> Path:
    """A package with two places, four indicators, a target and an observation."""
    rows: dict[str, list[dict[str, Any]]] = {
        "sources": [{"source": "s1", "title": "Yearbook", "date": "2023", "kind": "statistics"}],
        "places": [
            {"place": "A", "name_en": "Alpha", "name_zh": "甲市", "kind": "city"},
            {"place": "B", "name_en": "Beta", "name_zh": "乙区", "parent": "A", "kind": "district"},
        ],
        "industries": [
            {"industry": "01", "name_en": "All", "name_zh": "全部", "classification": "IO42", **FACT}
        ],
        "indicators": [
            {"indicator": code, "name_en": en, "name_zh": zh, "unit": unit, "direction": "higher"}
            for code, en, zh, unit in (
                ("exports", "Exports", "出口额", "1e8 CNY"),
                ("passengers", "Airport passengers", "机场旅客吞吐量", "1e4 passengers"),
                ("share", "Manufacturing share", "制造业占比", "%"),
                ("firms", "Number of firms", "企业数", "firms"),
            )
        ],
        "observations": [
            {"indicator": "exports", "place": "A", "period": "2023", "growth_kind": "level",
             "comparator": "eq", "value": 52.0, "unit": "1e8 CNY", **FACT},
        ],
        "targets": [
            {"target": "T1", "indicator": "share", "place": "A", "comparator": "ge", "value": 35.0,
             "unit": "%", "growth_kind": "share", "deadline": "2027", "hard": False, **FACT},
        ],
    }  # fmt: skip
    frames = {name: pl.DataFrame(each, infer_schema_length=None) for name, each in rows.items()}
    metadata = Metadata(region="A", base_year=2023, price_year=2023, name="toy", title="Toy")
    return write_package(folder, frames, metadata)


def claim(phrase: str, *, text: str = PAGE, **given: Any) -> Claim:
    """A claim whose phrase stands in the page."""
    fields: dict[str, Any] = {
        "kind": "statistic", "region": "甲市", "speaker": None, "subject": None,
        "indicator": None, "comparator": "=", "value": None, "unit": None, "value_norm": None,
        "unit_norm": None, "growth_kind": "level", "base": None, "period": "2023",
        "deadline": None, "ambiguity": (), "confidence": 0.9,
    }  # fmt: skip
    start = text.index(phrase)
    place = {"source_phrase": phrase, "start": start, "end": start + len(phrase)}
    return Claim(**{**fields, **given, **place})


def money(value: float) -> dict[str, Any]:
    """Fields of a value in 亿元."""
    return {"value": value, "unit": "亿元", "value_norm": value * 1e8, "unit_norm": "元"}


def percent(value: float) -> dict[str, Any]:
    """Fields of a value in per cent."""
    return {"value": value, "unit": "%", "value_norm": value / 100, "unit_norm": "ratio"}


def claims() -> tuple[Claim, ...]:
    """Eight claims of the page, numbered from 1 when they are recorded."""
    due = {"kind": "target", "period": "2027", "deadline": "2027"}
    return (
        claim("甲市去年出口额为50亿元", indicator="出口额", **money(50)),
        claim("同比增长5%", indicator="出口额", **{**percent(5), "growth_kind": "yoy"}),
        claim("甲市机场旅客吞吐量为120万人次", subject="甲市机场", indicator="旅客吞吐量",
              value=120, unit="万人次", value_norm=1200000, unit_norm="人次"),
        claim("到2027年，甲市制造业占比超过36%", indicator="制造业占比", comparator=">",
              **{**percent(36), **due, "growth_kind": "share"}),
        claim("到2027年，乙区出口额达到8亿元", region="乙区", indicator="出口额", comparator=">=",
              **money(8), **due),
        claim("甲市企业现有151家", indicator="企业", value=151, unit="家", value_norm=151,
              unit_norm="家", period="2024-05"),
        claim("现代产业体系", kind="system", indicator="现代产业体系", comparator=None,
              growth_kind=None, period=None),
        claim("甲市到2030年新增条航线", indicator="航线", **{**due, "deadline": "2030"},
              comparator=">=", unit="条", unit_norm="条", growth_kind="flow",
              ambiguity=("value-lost",)),
    )  # fmt: skip


def result(
    folder: Path, rows: Sequence[Claim] | None = None, *, name: str = "page.txt", text: str = PAGE
) -> ReadResult:
    """What reading the page gives, the page being written to the folder."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    digest = hashlib.sha256(text.encode()).hexdigest()
    read = ReadDocument(name, path.as_posix(), "utf-8", "text", date(2024, 5, 31), "argument",
                        "甲市的一页", len(text), digest)  # fmt: skip
    found = claims() if rows is None else rows
    return ReadResult((read,), tuple((name, each) for each in found))
