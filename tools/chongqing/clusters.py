# ruff: noqa: E501 (one row of a table a line)
"""Cluster schemes of the city and its districts, and how sectors enter clusters and scopes."""

from __future__ import annotations

# (scheme, tier, place, English, Chinese, count, target scale, source)
_SCHEMES: tuple[tuple[str, str, str, str, str, int | None, float | None, str], ...] = (
    ("33618", "1", "500000", "Leading clusters", "万亿级主导产业集群", 3, 10000, "yebk-33618"),
    ("33618", "2", "500000", "Pillar clusters", "五千亿级支柱产业集群", 3, 5000, "yebk-33618"),
    ("33618", "3", "500000", "Special clusters", "千亿级特色优势产业集群", 6, 1000, "yebk-33618"),
    ("33618", "4", "500000", "New star clusters", "“新星”产业集群", 18, None, "yebk-33618"),
    ("22411", "1", "500105", "Manufacturing clusters of Jiangbei; tiers not published", "江北区现代制造业集群体系（分级未见公布）", None, None, "cqrb-2024-05-31"),
    ("11263", "1", "500151", "Farming system of Tongliang; tiers not published", "铜梁区现代农业产业体系（分级未见公布）", None, None, "cqrb-2024-05-31"),
    ("33511", "1", "CQ-LJ", "Leading industries", "主导产业", 3, None, "liangjiang-33511"),
    ("33511", "2", "CQ-LJ", "Other tiers; not published", "其余层级（未见公布）", None, None, "liangjiang-33511"),
    ("3238", "1", "CQ-GX", "Manufacturing clusters of the High-tech Zone; tiers not published", "高新区现代制造业集群体系（分级未见公布）", None, None, "ic-gaoxin-2025"),
    ("1246", "1", "500113", "Manufacturing clusters of Banan; tiers not published", "巴南区现代制造业集群体系（分级未见公布）", None, None, "banan-1246"),
    ("2349", "1", "500102", "Leading industries", "千亿级主导产业", 2, 1000, "fuling-2024"),
    ("2349", "2", "500102", "Pillar industries", "五百亿级支柱产业", 3, 500, "fuling-2024"),
    ("2349", "3", "500102", "Special industries", "百亿级特色优势产业", 4, 100, "fuling-2024"),
    ("2349", "4", "500102", "New star industries", "“新星”产业", 9, None, "fuling-2024"),
)  # fmt: skip

# cluster: (scheme, tier, English, Chinese, target, target year, scale, scale year, status, source)
_CLUSTERS: dict[str, tuple[str, str, str, str, float | None, int | None, float | None, int | None, str, str]] = {
    "33618-nev": ("33618", "1", "Intelligent new energy vehicles", "智能网联新能源汽车", 10000, 2027, 5992.44, 2023, "derived", "clusters-2023-10"),
    "33618-electronics": ("33618", "1", "New-generation electronics", "新一代电子信息制造业", 10000, 2027, 7062.6, 2023, "derived", "clusters-2023-10"),
    "33618-materials": ("33618", "1", "Advanced materials", "先进材料", 10000, 2027, 6385.08, 2023, "derived", "clusters-2023-10"),
    "33618-equipment": ("33618", "2", "Smart equipment and smart manufacturing", "智能装备及智能制造", 5000, 2027, None, None, "reported", "yebk-33618"),
    "33618-food": ("33618", "2", "Food and farm products", "食品及农产品加工", 5000, 2027, None, None, "reported", "yebk-33618"),
    "33618-software": ("33618", "2", "Software and information services", "软件信息服务", 5000, 2027, None, None, "reported", "yebk-33618"),
    "33618-display": ("33618", "3", "New displays", "新型显示", 1000, 2027, 700, 2022, "reported", "display-2022"),
    "33618-motorcycle": ("33618", "3", "High-end motorcycles", "高端摩托车", 1000, 2027, None, None, "reported", "yebk-33618"),
    "33618-alloy": ("33618", "3", "Light alloys", "轻合金材料", 1000, 2027, None, None, "reported", "yebk-33618"),
    "33618-light": ("33618", "3", "Light industry and textiles", "轻纺", 1000, 2027, None, None, "reported", "yebk-33618"),
    "33618-medicine": ("33618", "3", "Biomedicine", "生物医药", 1000, 2027, None, None, "reported", "yebk-33618"),
    "33618-storage": ("33618", "3", "New energy and new energy storage", "新能源及新型储能", 1000, 2027, None, None, "reported", "yebk-33618"),
    "33618-satellite": ("33618", "4", "Satellite internet", "卫星互联网", None, None, None, None, "reported", "new-stars"),
    "33511-nev": ("33511", "1", "Intelligent new energy vehicles", "智能网联新能源汽车", None, None, None, None, "reported", "liangjiang-33511"),
    "33511-electronics": ("33511", "1", "New-generation electronics", "新一代电子信息制造业", None, None, None, None, "reported", "liangjiang-33511"),
    "33511-software": ("33511", "1", "Internet and software", "新一代互联网及软件信息业", None, None, None, None, "reported", "liangjiang-33511"),
    "2349-materials": ("2349", "1", "Advanced materials", "先进材料", 1000, None, 1388, 2024, "reported", "fuling-2024"),
    "2349-battery": ("2349", "1", "Traction batteries and light parts", "新能源汽车动力电池及轻量化部件", 1000, None, None, None, "reported", "fuling-2024-07"),
    "2349-gas": ("2349", "2", "Shale gas and clean energy", "页岩气及清洁能源", 500, None, None, None, "reported", "fuling-2024-07"),
    "2349-zhacai": ("2349", "3", "Pickled mustard", "榨菜", 100, None, None, None, "reported", "fuling-2024-07"),
    "2349-culture": ("2349", "4", "Digital culture", "数字文创", None, None, None, None, "reported", "fuling-2024-07"),
}  # fmt: skip

# Sector to clusters of 33618: assumed shares, from published sizes where there are any.
_TO_33618: dict[str, dict[str, float]] = {
    "01": {"food": 0.15},
    "06": {"food": 1.0},
    "07": {"light": 0.5},
    "08": {"light": 0.5},
    "09": {"light": 0.3},
    "10": {"light": 0.25},
    "12": {"materials": 0.66, "medicine": 0.26},
    "13": {"materials": 0.9},
    "14": {"materials": 0.75, "alloy": 0.25},
    "15": {"equipment": 0.4},
    "16": {"equipment": 0.95},
    "17": {"equipment": 0.85, "medicine": 0.1},
    "18": {"nev": 0.8, "motorcycle": 0.11, "equipment": 0.04},
    "19": {"nev": 0.2, "storage": 0.35, "equipment": 0.25, "light": 0.1},
    "20": {"electronics": 0.87, "display": 0.12},
    "21": {"equipment": 1.0},
    "24": {"storage": 0.1},
    "31": {"software": 0.85},
}

# Scopes beside the broad groups. Weights of the strategic and the high-tech scope are assumed so
# that their shares in industry come near the published 32.2 % (2023) and 19.1 % (2021).
_SCOPES: dict[str, dict[str, float]] = {
    "strategic": {
        "12": 0.42, "13": 0.14, "14": 0.18, "15": 0.08, "16": 0.40, "17": 0.55, "18": 0.36,
        "19": 0.60, "20": 0.87, "21": 0.80, "22": 0.10, "24": 0.10,
    },
    "hightech": {"12": 0.33, "17": 0.20, "18": 0.02, "19": 0.15, "20": 1.0, "21": 0.8},
}  # fmt: skip


def scheme_rows() -> list[dict[str, object]]:
    """Rows of the table ``cluster_schemes``.

    Returns
    -------
    list of dict
        One row a tier.
    """
    return [
        {"scheme": scheme, "tier": tier, "place": place, "name_en": en, "name_zh": zh,
         "count": count, "target_scale": scale, "status": "reported", "source": source}
        for scheme, tier, place, en, zh, count, scale, source in _SCHEMES
    ]  # fmt: skip


def cluster_rows() -> list[dict[str, object]]:
    """Rows of the table ``clusters``.

    Returns
    -------
    list of dict
        One row a cluster.
    """
    names = ("scheme", "tier", "name_en", "name_zh", "target_scale", "target_year",
             "current_scale", "current_year", "status", "source")  # fmt: skip
    return [
        {"cluster": code, **dict(zip(names, values, strict=True))}
        for code, values in _CLUSTERS.items()
    ]


def crosswalk_rows(
    groups: dict[str, str], to_2020: dict[tuple[str, str], float]
) -> list[dict[str, object]]:
    """Rows of the table ``crosswalk``.

    Parameters
    ----------
    groups : dict of str to str
        Broad group of each sector.
    to_2020 : dict
        Weights from the sectors of 2007 to those of 2020.

    Returns
    -------
    list of dict
        One row a pair of codes.
    """
    industry = ("mining", "manufacturing", "utilities")
    scopes = {
        **_SCOPES,
        "industry": {code: 1.0 for code, group in groups.items() if group in industry},
        "secondary": {
            code: 1.0 for code, group in groups.items() if group in (*industry, "construction")
        },
        "tertiary": {code: 1.0 for code, group in groups.items() if group == "services"},
    }
    rows: list[dict[str, object]] = []

    def add(origin: str, code: str, target: str, to_code: str, weight: float, status: str) -> None:
        rows.append(
            {"from_classification": origin, "from_code": code, "to_classification": target,
             "to_code": to_code, "weight": weight, "status": status,
             "source": "upriver-crosswalk"}
        )  # fmt: skip

    for code, parts in _TO_33618.items():
        for name, weight in parts.items():
            add("IO42", code, "33618", f"33618-{name}", weight, "assumed")
    for scope, weights in scopes.items():
        kind = "assumed" if scope in _SCOPES else "derived"
        for code, weight in weights.items():
            add("IO42", code, "scope", scope, weight, kind)
    for (old, new), weight in to_2020.items():
        add("IO42-2007", old, "IO42", new, float(weight), "derived")
    return rows
