"""A tiny region, complete enough for every service, whose numbers can be checked by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from upriver.data.descriptor import Metadata
from upriver.data.region import Region
from upriver.data.schema import table_specs
from upriver.data.write import write_package

if TYPE_CHECKING:
    from pathlib import Path

METADATA = Metadata(region="500000", base_year=2023, price_year=2023, name="toy", title="Toy")
SECTORS = ("01", "02", "03", "04", "05")
FACT = {"status": "reported", "source": "s1"}
# Input coefficients by origin; the same for every pair, so that sums are easy.
INPUTS = {"local": 0.06, "domestic": 0.02, "foreign": 0.01}
OUTPUT = {"01": 100.0, "02": 200.0, "03": 300.0, "04": 150.0, "05": 250.0}
# Output of the six places of 2020; the region is the first.
PRODUCTION = {
    "500000": (100, 200, 300, 0, 50),
    "110000": (10, 20, 0, 300, 400),
    "310000": (5, 60, 200, 350, 500),
    "440000": (50, 300, 500, 400, 600),
    "530000": (200, 50, 20, 0, 100),
    "510000": (250, 150, 100, 50, 120),
}


def account() -> dict[str, list[dict[str, object]]]:
    """A balanced account of 2023: 9 % of every output is bought from each of five industries."""
    money = {"unit": "1e8 CNY", **FACT}
    flows = [
        {"year": 2023, "origin": origin, "industry": i, "industry_to": j,
         "value": share * OUTPUT[j], **money}
        for origin, share in INPUTS.items() for i in SECTORS for j in SECTORS
    ]  # fmt: skip
    total = sum(OUTPUT.values())
    uses, primary = [], []
    for i in SECTORS:
        left = OUTPUT[i] - INPUTS["local"] * total
        for category, share in (("household", 0.5), ("outflow", 0.3), ("exports", 0.2)):
            uses.append({"year": 2023, "origin": "local", "industry": i, "category": category,
                         "value": share * left, **money})  # fmt: skip
        uses += [
            {"year": 2023, "origin": origin, "industry": i, "category": "household",
             "value": 4.0, **money}
            for origin in ("domestic", "foreign")
        ]  # fmt: skip
        value_added = OUTPUT[i] * (1 - 5 * sum(INPUTS.values()))
        primary += [
            {"year": 2023, "category": category, "industry": i,
             "value": share * value_added, **money}
            for category, share in (("compensation", 0.6), ("surplus", 0.4))
        ]  # fmt: skip
    return {"flows": flows, "final_uses": uses, "primary_inputs": primary}


def tables() -> dict[str, pl.DataFrame]:
    """All tables of the toy region by name."""
    names = {"500000": "重庆", "110000": "北京", "310000": "上海", "440000": "广东",
             "530000": "云南", "510000": "四川", "500105": "江北"}  # fmt: skip
    places = [
        {"place": code, "name_en": f"Place {code}", "name_zh": zh,
         "kind": "district" if code == "500105" else "province",
         "parent": "500000" if code == "500105" else None}
        for code, zh in names.items()
    ]  # fmt: skip
    groups = ("agriculture", "manufacturing", "manufacturing", "manufacturing", "services")
    industries = [
        {"industry": code, "name_en": f"Sector {code}", "name_zh": f"行业{code}",
         "classification": "IO42", "group": group, "tradable": True,
         "air_share": 0.01, **FACT}
        for code, group in zip(SECTORS, groups, strict=True)
    ]  # fmt: skip
    nodes = (("N-CELL", "03", "mid"), ("N-MAT", "02", "up"), ("N-CAR", "03", "down"))
    industries += [
        {"industry": code, "name_en": code.title(), "name_zh": f"环节{code}", "parent": parent,
         "classification": "chain", "stage": stage, "tradable": True, **FACT}
        for code, parent, stage in nodes
    ]  # fmt: skip
    production = [
        {"place": place, "industry": code, "year": 2020, "measure": "output",
         "value": float(value), "unit": "1e8 CNY", **FACT}
        for place, values in PRODUCTION.items()
        for code, value in zip(SECTORS, values, strict=True)
    ]  # fmt: skip
    rows: dict[str, list[dict[str, object]]] = {
        "sources": [{"source": "s1", "title": "Yearbook", "date": "2021", "kind": "statistics"},
                    {"source": "s2", "title": "Estimate", "kind": "estimate"}],
        "places": places,
        "industries": industries,
        "production": production,
        **account(),
        "chains": [{"chain": "nev", "name_en": "Cars", "name_zh": "汽车", **FACT}],
        "chain_links": [
            {"chain": "nev", "industry": "N-MAT", "industry_to": "N-CELL",
             "essential": 2, "share": 0.5, **FACT},
            {"chain": "nev", "industry": "N-CELL", "industry_to": "N-CAR",
             "essential": 2, "share": 0.4, **FACT},
        ],
        "firms": [
            {"firm": "f1", "name_en": "Car Maker", "name_zh": "整车厂", "place": "500105",
             "industry": "N-CAR", "lead": True, "revenue": 30.0, "year": 2023, **FACT},
            {"firm": "f2", "name_en": "Material Maker", "name_zh": "材料厂", "place": "500000",
             "industry": "N-MAT", "lead": False, "revenue": 20.0, "year": 2023, **FACT},
            {"firm": "f3", "name_en": "Cell Maker", "name_zh": "电芯厂", "place": "510000",
             "industry": "N-CELL", "lead": True, **FACT},
        ],
    }  # fmt: skip
    frames = {}
    for name, records in rows.items():
        columns = [field.name for field in table_specs()[name].fields]
        frame = pl.DataFrame(records, infer_schema_length=None)
        frames[name] = frame.select([column for column in columns if column in frame.columns])
    return frames


def write_toy(path: Path, *, drop: tuple[str, ...] = (), **changed: pl.DataFrame) -> Path:
    """Write the toy package, some tables left out or exchanged."""
    kept = {name: frame for name, frame in tables().items() if name not in drop}
    return write_package(path, {**kept, **changed}, METADATA)


def toy_region(path: Path) -> Region:
    """Open a freshly written toy package."""
    return Region.open(write_toy(path / "toy"))
