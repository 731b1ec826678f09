"""Facts of an invented region, small enough to check by eye, with something in every section."""

from __future__ import annotations

import copy
from typing import Any

BASIS = {
    "shares": {"reported": 0.5, "derived": 0.3, "assumed": 0.2},
    "oldest": 2020,
    "newest": 2023,
    "sources": ["s1"],
    "rows": 40,
    "unknown": 2,
}
REASONS = ("standing", "cultivation", "chains", "plan", "targets", "claims", "routes")
YEARS = [2024, 2025, 2026]


def name(en: str, zh: str) -> dict[str, str]:
    return {"en": en, "zh": zh}


def industry(
    n: int, rca: float | None, added: float, backward: float, forward: float
) -> dict[str, Any]:
    return {
        "code": f"{n:02d}",
        "name": name(f"Sector {n}", f"行业{n}"),
        "group": "manufacturing",
        "output": 3 * added,
        "value_added": added,
        "rca": rca,
        "rca_low": None if rca is None else 0.9 * rca,
        "rca_high": None if rca is None else 1.1 * rca,
        "density": None if rca is None else 0.1 * n,
        "pci": None if rca is None else 0.5 - 0.2 * n,
        "presence": None if rca is None else rca >= 1,
        "output_multiplier": 1.5,
        "value_added_multiplier": 0.6,
        "backward_linkage": backward,
        "forward_linkage": forward,
        "local_supply_rate": 0.6,
        "outside_domestic": 0.2,
        "outside_foreign": 0.1,
        "upstreamness": 2.0,
        "self_sufficiency": 0.9,
    }


def place(code: str, en: str, zh: str, eci: float, rank: int) -> dict[str, Any]:
    return {
        "code": code, "name": name(en, zh), "rank": rank, "own": code == "b", "eci": eci,
        "eci_low": eci - 0.5, "eci_high": eci + 0.2, "rank_low": max(1.0, rank - 1.0),
        "rank_high": min(3.0, rank + 1.0), "top_chance": 0.7 if rank == 1 else 0.0,
        "diversity": 5.0 - rank,
    }  # fmt: skip


def standing() -> dict[str, Any]:
    codes = [f"{n:02d}" for n in range(1, 6)]
    links = [("01", "02", 0.8), ("02", "03", 0.7), ("03", "04", 0.6), ("04", "05", 0.5)]
    return {
        "industries": [
            industry(1, 2.5, 100.0, 1.2, 1.1),
            industry(2, 1.2, 60.0, 1.1, 0.8),
            industry(3, 0.8, 40.0, 0.9, 1.3),
            industry(4, 0.2, 20.0, 0.7, 0.6),
            industry(5, None, 10.0, 1.0, 1.0),
        ],
        "places": [
            place("a", "Ay", "甲", 1.0, 1),
            place("b", "Bee", "乙", 0.0, 2),
            place("c", "Cee", "丙", -1.0, 3),
        ],
        "top": 1,
        "level": 0.9,
        "network": {
            "codes": codes,
            "links": [
                {"a": a, "b": b, "proximity": weight, "tree": True} for a, b, weight in links
            ]
            + [{"a": "01", "b": "03", "proximity": 0.65, "tree": False}],
        },
        "anchor": name("High goes with size.", "规模越大越高。"),
        "notes": [name("Old figures.", "数据较旧。")],
        "base_year": 2023,
        "production_year": 2020,
        "provenance": {"industries": BASIS, "specialisation": BASIS, "account": BASIS},
    }  # fmt: skip


CLASSES = {
    "strengthen": ("strengthen", "巩固优势"),
    "upgrade": ("upgrade", "改造升级"),
    "scale": ("scale up", "壮大规模"),
    "seed": ("seed", "选种育苗"),
    "watch": ("watch", "跟踪观察"),
    "exit": ("let go", "有序退出"),
}


def grown(n: int, rca: float, cultivation: str, chance: float, **more: Any) -> dict[str, Any]:
    chances: dict[str, Any] = dict.fromkeys(CLASSES)
    chances |= {"watch": round(1 - chance, 6), cultivation: chance}
    return {
        "code": f"{n:02d}", "name": name(f"Sector {n}", f"行业{n}"), "cultivation": cultivation,
        "chance": chance, "chances": chances, "reason": name("held, but simple", "已具备，但复杂度低"),
        "pulls": [], "value_added": 100.0 / n, "rca": rca, "rca_low": 0.9 * rca,
        "rca_high": 1.1 * rca, "density": 0.1 * n, "density_low": 0.1 * n - 0.05,
        "density_high": 0.1 * n + 0.02, "pci": 0.5 - 0.2 * n, "pci_low": 0.3 - 0.2 * n,
        "pci_high": 0.6 - 0.2 * n, "presence": rca >= 1, "momentum": None, "entry_chance": None,
        "jumped": None, "comparable": None, "outlook_gain": None, **more,
    }  # fmt: skip


def cultivation() -> dict[str, Any]:
    pulls = [
        {"code": "01", "name": name("Sector 1", "行业1"), "proximity": 0.62},
        {"code": "02", "name": name("Sector 2", "行业2"), "proximity": 0.5},
    ]
    industries = [
        grown(1, 2.5, "strengthen", 1.0),
        grown(2, 1.05, "upgrade", 0.6, momentum=-0.03),
        grown(3, 0.8, "scale", 0.9, pulls=pulls, outlook_gain=0.4, momentum=0.021,
              entry_chance=0.3, jumped=7.0, comparable=23.0),
        grown(4, 0.2, "watch", 1.0),
    ]  # fmt: skip
    return {
        "classes": [
            {
                "code": code,
                "name": name(en, zh),
                "meaning": name(f"What {en} means", f"{zh}的含义"),
                "count": sum(each["cultivation"] == code for each in industries),
            }
            for code, (en, zh) in CLASSES.items()
        ],
        "industries": industries,
        "unjudged": [
            {"reason": name("It is not traded.", "不跨区贸易。"),
             "names": [name("Water", "水"), name("Schools", "教育")]},
        ],
        "backtest": [
            {"method": "logit", "auc": 0.81, "auc_low": 0.79, "auc_high": 0.83,
             "average_precision": 0.35, "base_rate": 0.08, "precision_at_top": 0.4, "lift": 3.5,
             "ece": 0.02},
            {"method": "density", "auc": 0.71, "auc_low": 0.69, "auc_high": 0.73,
             "average_precision": 0.2, "base_rate": 0.08, "precision_at_top": 0.2, "lift": 2.0,
             "ece": 0.03},
        ],
        "no_backtest": None,
        "horizon": 10,
        "level": 0.9,
        "note": name("Intervals of chance.", "偶然性的区间。"),
        "provenance": BASIS,
    }  # fmt: skip


def node(code: str, stage: str, label: str, firms: int) -> dict[str, Any]:
    return {
        "code": code, "name": name(f"Node {code}", f"环节{code}"), "stage": stage, "parent": "01",
        "lead_firms": "", "firm_names": name("Maker", "制造厂") if firms else name("", ""),
        "label": label, "reason": name("Because.", "理由。"), "firms": firms,
        "self_sufficiency": 0.4, "outside_domestic": 0.3, "outside_foreign": 0.2,
    }  # fmt: skip


def chains() -> dict[str, Any]:
    nodes = [
        node("ore", "up", "gap", 0), node("acid", "up", "choke", 0), node("cell", "mid", "weak", 1),
        node("pack", "mid", "ok", 2), node("car", "down", "ok", 3), node("scrap", "down", "unknown", 0),
    ]  # fmt: skip
    links = [("ore", "cell", 2), ("acid", "cell", 1), ("cell", "pack", 2), ("pack", "car", 2),
             ("ore", "car", 1), ("car", "scrap", 1), ("scrap", "ore", 1)]  # fmt: skip
    return {
        "chains": [
            {
                "code": "nev",
                "name": name("Electric cars", "电动汽车"),
                "coverage": 0.5,
                "completeness": None,
                "nodes": nodes,
                "leaders": [
                    {
                        "name": name("Maker", "整车厂"),
                        "node": name("Cars", "整车"),
                        "basis": "industry",
                        "local_supply_rate": 0.6,
                        "outside_domestic": 0.3,
                        "outside_foreign": 0.1,
                    }
                ],
                "links": [
                    {
                        "seller": name(a.title(), a),
                        "buyer": name(b.title(), b),
                        "a": a,
                        "b": b,
                        "essential": weight,
                        "share": None,
                        "requirement": 0.1,
                        "firms": 1,
                        "self_sufficiency": 0.4,
                        "matching_gap": None,
                        "domestic_share": 0.3,
                        "foreign_share": 0.2,
                        "content": 0.5,
                        "extraction_share": 0.04,
                        "upstreamness": 2.0,
                        "local_supply": 0.6,
                        "leading_share": 1.0,
                        "leader_dependence": None,
                        "density": 0.3,
                        "sources": 4.0,
                        "labels": ["weak"] if a == "cell" else [],
                        "reason": name("weak spot: few.", "弱点：少。"),
                        "open": name("", ""),
                        "decision": name("expand", "扩能强链") if a == "cell" else name("", ""),
                    }
                    for a, b, weight in links
                ],
            }
        ],
        "firms": {
            "firms": [
                {
                    "code": code,
                    "name": name(en, zh),
                    "revenue": 100.0,
                    "index": 0.03,
                    "direct": 0.02,
                    "downstream": 0.022,
                    "upstream": 0.029,
                    "seen_share": seen,
                    "suppliers": 2,
                    "customers": 0,
                    "holds_together": seen is not None,
                }
                for code, en, zh, seen in (
                    ("car", "Car Maker", "整车厂", 0.25),
                    ("ore", "Mine", "矿山", None),
                )
            ],
            "seen_share": 0.1,
            "notes": [name("Only two firms.", "仅两家企业。")],
            "provenance": BASIS,
        },
        "leads": [
            {
                "gap": name("Cells", "电芯"),
                "candidate": name("Maker", "电芯厂"),
                "reason": name("Makes it in another place.", "在其他地区生产该产品。"),
                "kind": "outside_firm",
                "rank": 1,
                "closeness": 1.0,
                "need": 0.4,
                "score": 0.4,
                "risk_removed": 0.4,
                "market": 120.0,
                "value_added": 9.5,
                "local_content": 0.6,
                "jobs": None,
            }
        ],
        "more_leads": 3,
        "lists": [
            {
                "code": "leaders",
                "name": name("Leading firms", "链主企业"),
                "members": [name("Maker", "整车厂")],
            }
        ],
        "counts": {"gap": 1, "choke": 1, "weak": 1, "blocked": 0, "ok": 2, "unknown": 1},
        "provenance": BASIS,
    }


def step(code: str, kind: str, start: int, ready: int, cost: float) -> dict[str, Any]:
    return {
        "code": code, "name": name(f"Step {code}", f"事项{code}"), "kind": kind, "start": start,
        "ready": ready, "cost": cost, "effect": 2 * cost, "unit": "1e8 CNY",
        "where": name("District", "某区"),
    }  # fmt: skip


def plan() -> dict[str, Any]:
    return {
        "years": YEARS,
        "path": {
            "years": [2023, *YEARS],
            "groups": [
                {"group": "manufacturing", "values": [200.0, 220.0, 240.0, 260.0]},
                {"group": "services", "values": [30.0, 31.0, 32.0, 33.0]},
            ],
            "total": [230.0, 251.0, 272.0, 293.0],
            "usual": [230.0, 240.0, 250.0, 260.0],
        },
        "growth": {"start": 230.0, "end": 293.0, "rate": 0.084, "usual_end": 260.0, "usual_rate": 0.042},
        "industries": [
            {"code": "01", "name": name("Sector 1", "行业1"), "start": 100.0, "end": 150.0,
             "increase": 50.0, "rate": 0.145, "usual_rate": 0.05}
        ],
        "clusters": [
            {"code": "c1", "name": name("Cluster", "集群"), "start": 300.0, "end": 400.0,
             "rate": 0.1, "target": 500.0, "target_year": 2027}
        ],
        "steps": [step("e1", "entry", 2024, 2025, 30.0), step("p1", "capacity", 2025, 2027, 12.0),
                  step("r1", "route", 2026, 2026, 0.5)],
        "research": None,
        "loans": None,
        "money": {
            "sources": [
                {"code": "f1", "name": name("Bank", "银行"), "values": [20.0, 10.0, 5.0], "available": 60.0},
                {"code": "f2", "name": name("Fund", "基金"), "values": [5.0, 5.0, 0.0], "available": 10.0},
            ],
            "uses": [
                {"use": "capacity", "values": [15.0, 10.0, 5.0]},
                {"use": "entry", "values": [10.0, 5.0, 0.0]},
            ],
            "total": 45.0,
            "provenance": BASIS,
        },
        "prices": [
            {"kind": "talent", "code": "eng", "name": name("engineers", "工程师"), "year": 2025,
             "value": 32.0, "unit": "1e4 CNY/person",
             "limit": {"unit": "1e4 persons", "limit": 4.0, "used": 4.0, "share": 1.0,
                       "status": "assumed", "published": 2024, "down": -0.2, "up": 0.1,
                       "range_known": True,
                       "sources": ["年鉴 <2023>", "Yearbook"]}},
            {"kind": "cap", "code": "co2", "name": name("carbon dioxide", "二氧化碳"), "year": 2026,
             "value": 0.2, "unit": "1e8 CNY/1e4 t", "limit": None},
        ],
        "stages": [
            {"name": name("Least missed", "落空最少"), "best": 0.8, "final": 0.81,
             "given_up": 0.01, "unit": "%"}
        ],
        "pressures": [
            {"code": "co2", "name": name("Carbon dioxide", "二氧化碳"), "unit": "1e4 t",
             "values": [100.0, 99.0, 98.0], "usual": [101.0, 103.0, 105.0], "cap": [None, 100.0, 98.0]}
        ],
        "targets": {},
        "left_out": [{"reason": name("Not in the plan", "不在规划内"), "names": [name("Forest", "森林")]}],
        "skipped": [],
        "notes": [name("Prices are of the fixed plan.", "价格取自固定后的规划。")],
        "quality": {"gain": 50.0, "gap_of_gain": 0.004, "passed": True, "rows": 100, "columns": 200},
        "provenance": BASIS,
        "step_provenance": BASIS,
        "pressure_provenance": BASIS,
    }  # fmt: skip


def promise(code: str, state: str, progress: float | None) -> dict[str, Any]:
    pace = {"value": 0.08, "proportional": True}
    return {
        "code": code, "label": name(f"Promise {code}", f"目标{code}"), "state": state,
        "comparator": "ge", "value": 90.0, "unit": "1e8 CNY", "growth_kind": "level",
        "deadline": "2027", "hard": code == "t1", "latest": 60.0, "latest_unit": "1e8 CNY",
        "latest_comparator": "eq", "latest_period": "2023", "years_old": 1.5, "stale": code == "t1",
        "gap": 30.0, "goal": 90.0, "evidence": "own", "missing": "nothing", "needs": None,
        "forecast": None if progress is None else {"center": 80.0, "lower": 70.0, "upper": 95.0, "growth": False},
        "chance": None if progress is None else 0.35, "chance_bound": "eq", "required": pace, "pace": pace, "goal_unit": "1e8 CNY",
        "planned": 85.0, "planned_unit": "1e8 CNY", "planned_met": False, "progress": progress,
        "expected": None if progress is None else 0.5,
        "planned_progress": None if progress is None else 0.9,
        "reason": name("Too slow.", "过慢。"),
    }  # fmt: skip


def targets() -> dict[str, Any]:
    rows = [
        promise("t1", "behind", 0.3),
        promise("t2", "reached", 1.2),
        promise("t3", "cannot_say", None),
    ]
    counts = {"off_course": 0, "behind": 1, "on_course": 0, "reached": 1, "cannot_say": 1}
    contradiction = {"rule": name("A share is a share.", "占比即占比。"), "severity": "warning",
                     "problem": name("120% is no share.", "120% 不是占比。"), "remedy": name("Correct it.", "请更正。")}  # fmt: skip
    statement = {"state": "no_longer", "since": "2023", "until": "2023",
                 "reason": name("Half was stated.", "称一半。")}  # fmt: skip
    return {"rows": rows, "counts": counts, "contradictions": [contradiction], "statements": [statement],
            "as_of": "2024-06-30", "notes": [], "provenance": BASIS}  # fmt: skip


def airport(code: str, en: str, zh: str, lat: float, lon: float) -> dict[str, Any]:
    return {"code": code, "name": name(en, zh), "country": "XXX", "lat": lat, "lon": lon}


def service(n: int, to: dict[str, Any], kind: str, state: str) -> dict[str, Any]:
    return {
        "code": f"v{n}", "to": to, "kind": kind, "state": state,
        "year": 2026 if state == "opened" else None, "began": "2023..", "weekly": None,
        "freight": 900.0, "carrier": "",
    }  # fmt: skip


def routes() -> dict[str, Any]:
    services = [
        service(1, airport("CGK", "Jakarta", "雅加达", -6.1, 106.7), "passenger", "opened"),
        service(2, airport("SEA", "Seattle", "西雅图", 47.4, -122.3), "passenger", "running"),
        service(3, airport("LHR", "London", "伦敦", 51.5, -0.5), "cargo", "running"),
        service(4, airport("CMB", "Colombo", "科伦坡", 7.2, 79.9), "passenger", "announced"),
        service(5, airport("SIN", "Singapore", "新加坡", 1.4, 104.0), "passenger", "candidate"),
    ]
    return {
        "home": airport("CKG", "Chongqing", "重庆", 29.7, 106.6),
        "services": services,
        "counts": {"opened": 1, "running": 2, "announced": 1, "candidate": 1, "closed": 0},
        "provenance": BASIS,
    }


def exploration() -> dict[str, Any]:
    member = {"kind": "project", "in_plan": True, "share": 0.5, "loss": 0.0}
    verdicts = ("sure", "core", "open", "outside", "never")
    return {
        "near": {
            "slack": 0.05,
            "count": 3,
            "verdicts": [
                {"verdict": each, "members": [{"name": name("Plant", "工厂"), **member}] if each != "never" else []}
                for each in verdicts
            ],
            "plans": [
                {"plan": 1, "kept": 0.97, "added": 1, "dropped": 0,
                 "added_names": name("Park", "园区"), "dropped_names": name("", "")},
            ],
        },
        "together": {
            "promises": [
                {"name": name("GDP", "生产总值"), "way": None, "kind": "target",
                 "year": 2026, "missed": 0.02, "least": 0.0, "value_lost": 30.0},
                {"name": name("Alloys", "合金"), "way": name("people by 2", "人才 2"),
                 "kind": "target", "year": 2026, "missed": 0.1, "least": 0.05, "value_lost": 9.0},
            ],
            "kept": 3,
            "pairs": [
                {"name": name("GDP", "生产总值"), "other": name("Roads", "道路"), "missed": 0.1}
            ],
        },
        "front": {
            "stressors": [name("CO2", "二氧化碳")],
            "points": [
                {"point": n, "pressure": 1.0 - 0.1 * n, "given_up": 40.0 * n * n, "price": 8.0 * n}
                for n in range(4)
            ],
            "gain": 300.0,
        },
        "foresight": [
            {"window": 1, "lost": 90.0, "share_of_gain": 0.3, "projects": 0, "entries": 0,
             "promises": 4.0, "nature": 101.0},
            {"window": 3, "lost": 0.0, "share_of_gain": 0.0, "projects": 2, "entries": 1,
             "promises": 2.5, "nature": 97.0},
        ],
        "skipped": [name("Something was not known.", "有一项未知。")],
    }  # fmt: skip


def basis() -> dict[str, Any]:
    return {
        "tables": [{"table": "flows", "title": name("Flows", "流量"), **BASIS}],
        "whole": BASIS,
        "sources": [
            {"source": "s1", "title": "年鉴 <2023>", "publisher": "统计局", "date": "2024",
             "url": "https://example.org/a?b=1&c=2", "licence": "", "kind": "statistics", "tables": 1}
        ],
        "findings": [{"severity": "warning", "en": "Look here.", "zh": "请看此处。"}],
        "skipped": [{"analysis": name("Talent", "人才"), "reason": name("No table.", "缺表。"), "tables": []}],
        "fingerprint": "0123456789abcdef",
        "version": "0.0",
        "base_year": 2023,
        "price_year": 2023,
        "settings": {"plan": {"last_year": 2026}},
        "outline": {"title": "Land", "publisher": "Natural Earth", "licence": "public domain",
                    "url": "https://www.naturalearthdata.com/"},
    }  # fmt: skip


def claims() -> dict[str, Any]:
    return {
        "count": 31,
        "documents": [
            {
                "title": "简报", "date": "2024-05-31", "count": 31, "more": 30,
                "claims": [
                    {"phrase": "到2027年达到36%以上", "language": "zh-CN", "kind": "target",
                     "indicator": "制造业占比", "about": "铜梁", "value": "≥36%", "period": "2027",
                     "doubt": name("", ""), "confidence": 0.9}
                ],
            }
        ],
    }  # fmt: skip


def scenarios() -> dict[str, Any]:
    """Two futures, one hedge, one thing that depends on the future."""
    return {
        "known_from": 2025,
        "last": 2026,
        "outcomes": [
            {"code": code, "name": name(en, zh), "probability": chance, "objective": value,
             "known": value + 1.0, "regret": 1.0, "mean": mean, "value_added": 600.0,
             "growth": 0.05, "spending": 20.0, "missed": missed}
            for code, en, zh, chance, value, mean, missed in (
                ("up", "Boom <&>", "景气 <&>", 0.6, 1500.0, 1498.0, 0),
                ("down", "Slump", "低迷", 0.4, 1300.0, None, 1))
        ],
        "stages": [],
        "without": [
            {"name": name("Flood <&>", "洪水 <&>"), "probability": 0.1,
             "problem": name("There is no plan: a <and> b cannot hold together.", "无可行规划：甲 <与> 乙。"),
             "remedy": name("Make <a> soft.", "请将 <甲> 改为软约束。")},
        ],
        "hedges": [{"kind": "entry", "code": "e", "name": name("Cells", "电芯"), "unit": "ratio",
                    "plan": 0.0, "mean": 0.4}],
        "differences": [
            {"kind": "project", "code": "p", "name": name("Plant", "工厂"), "unit": "ratio",
             "amounts": [1.0, 0.0]},
            {"kind": "recruiting", "code": "r", "name": name("Engineers", "工程师"),
             "unit": "1e4 persons", "amounts": [2.0, 0.5]},
        ],
        "targets": [{"name": name("Jobs", "就业"), "year": 2026, "met": [True, False]}],
        "worth": {"expected": 1420.0, "worst": 1300.0, "tail": 0.2, "caution": 3.0,
                  "knowing": 1.0, "scenarios": 2.0},
        "notes": [name("Known from 2025.", "2025 年起明朗。")],
        "provenance": BASIS,
        "passed": True,
    }  # fmt: skip


def facts(**changed: Any) -> dict[str, Any]:
    """All sections; pass ``plan=None`` and the like to take one away."""
    parts: dict[str, Any] = {
        "region": {"code": "500000", "name": name("Testshire", "测试市"), "base_year": 2023},
        "standing": standing(),
        "cultivation": cultivation(),
        "chains": chains(),
        "exploration": exploration(),
        "plan": plan(),
        "conflict": None,
        "scenarios": scenarios(),
        "targets": targets(),
        "claims": claims(),
        "routes": routes(),
        "basis": basis(),
        "reasons": dict.fromkeys(REASONS),
    }
    return copy.deepcopy({**parts, **changed})
