# ruff: noqa: E501 (one row of a table a line)
"""The six industry chains: nodes and links."""

from __future__ import annotations

# chain: (English, Chinese, cluster, leading district, source)
_CHAINS: dict[str, tuple[str, str, str, str, str]] = {
    "nev": ("Intelligent new energy vehicles", "智能网联新能源汽车", "33618-nev", "500105", "nev-parts-2024"),
    "storage": ("New energy storage", "新型储能", "33618-storage", "500151", "cri-2024-09"),
    "display": ("New displays", "新型显示", "33618-display", "CQ-LJ", "display-2022"),
    "ic": ("Integrated circuits", "集成电路", "33618-electronics", "CQ-GX", "ic-gaoxin-2025"),
    "low": ("Low-altitude economy", "低空经济", "33618-equipment", "500155", "low-2025"),
    "material": ("Advanced materials", "先进材料", "33618-materials", "500102", "fuling-2024"),
}  # fmt: skip

# node: (English, Chinese, parent sector, stage, source of the node)
_NODES: dict[str, tuple[str, str, str, str, str]] = {
    "nev-chip": ("Automotive chips", "车规级芯片", "20", "up", "nev-parts-2024"),
    "nev-sensor": ("Lidar and radar", "激光雷达与毫米波雷达", "21", "up", "upriver-estimate"),
    "nev-light": ("Lightweight body and castings", "车身轻量化与压铸", "14", "up", "fuling-2024-07"),
    "nev-battery": ("Traction batteries", "动力电池", "19", "mid", "nev-parts-2024"),
    "nev-drive": ("Electric drive", "电驱动系统", "19", "mid", "nev-parts-2024"),
    "nev-chassis": ("Steer-by-wire and brake-by-wire", "线控转向与线控制动", "18", "mid", "cqrb-2024-05-31"),
    "nev-cockpit": ("Cockpit and driving computers", "智能座舱与智驾域控", "20", "mid", "upriver-estimate"),
    "nev-software": ("Vehicle software", "汽车软件", "31", "mid", "nev-parts-2024"),
    "nev-vehicle": ("Complete vehicles", "整车", "18", "down", "nev-parts-2024"),
    "nev-charging": ("Charging and swapping", "充换电设施", "19", "down", "upriver-estimate"),
    "ess-cathode": ("Cathode materials", "正极材料", "12", "up", "cri-2024-09"),
    "ess-anode": ("Anode materials", "负极材料", "13", "up", "cri-2024-09"),
    "ess-electrolyte": ("Electrolyte", "电解液", "12", "up", "upriver-estimate"),
    "ess-separator": ("Separators", "隔膜", "12", "up", "cri-2024-09"),
    "ess-foil": ("Aluminium and copper foil", "铝箔与铜箔", "14", "up", "cri-2024-09"),
    "ess-structure": ("Structural parts", "结构件", "15", "up", "cri-2024-09"),
    "ess-equipment": ("Battery-making equipment", "储能专用设备", "17", "up", "xinhua-2023-12"),
    "ess-cell": ("Cells", "电芯", "19", "mid", "ce-2024-04"),
    "ess-bms": ("Battery management", "电池管理系统", "20", "mid", "upriver-estimate"),
    "ess-pcs": ("Power conversion", "储能变流器", "19", "mid", "upriver-estimate"),
    "ess-system": ("Modules and storage systems", "模组与储能系统", "19", "mid", "cri-2024-09"),
    "ess-use": ("Storage in use", "储能应用", "24", "down", "xinhua-2023-12"),
    "ess-recycle": ("Battery recycling", "电池回收", "22", "down", "cqrb-2024-05-31"),
    "dis-glass": ("Glass substrates", "玻璃基板", "13", "up", "display-2022"),
    "dis-chemical": ("Special gases and chemicals", "特种气体与化学品", "12", "up", "boe-2015"),
    "dis-film": ("Polarisers and optical films", "偏光片与光学膜", "12", "up", "boe-2015"),
    "dis-driver": ("Driver chips", "显示驱动芯片", "20", "up", "upriver-estimate"),
    "dis-panel": ("Panels", "液晶面板", "20", "mid", "display-2022"),
    "dis-module": ("Display modules", "显示模组", "20", "mid", "display-2022"),
    "dis-device": ("Complete devices", "器件整机", "20", "down", "display-2022"),
    "ic-design": ("Chip design", "芯片设计", "31", "up", "ic-gaoxin-2025"),
    "ic-tool": ("Design tools and licensed cores", "设计工具与内核授权", "31", "up", "ic-2016"),
    "ic-material": ("Wafers and materials", "硅片与材料", "12", "up", "ic-gaoxin-2025"),
    "ic-equipment": ("Chip-making equipment", "集成电路设备", "17", "up", "ic-gaoxin-2025"),
    "ic-substrate": ("Package substrates", "封装载板", "20", "up", "ic-2016"),
    "ic-fab": ("Wafer fabrication", "晶圆制造", "20", "mid", "ic-gaoxin-2025"),
    "ic-package": ("Packaging and test", "封装测试", "20", "mid", "ic-gaoxin-2025"),
    "ic-device": ("Power and sensor devices", "功率与传感器件", "20", "down", "ic-gaoxin-2025"),
    "low-design": ("Aircraft research and design", "飞行器研发设计", "36", "up", "low-2025"),
    "low-avionics": ("Avionics and flight control", "航电与飞控", "20", "up", "upriver-estimate"),
    "low-power": ("Aircraft power", "航空动力", "16", "up", "low-2026-02"),
    "low-airframe": ("Low-altitude aircraft", "低空飞行器整机", "18", "mid", "low-2025"),
    "low-service": ("Flight services", "低空运营服务", "29", "down", "low-2025"),
    "mat-feed": ("Basic chemicals", "基础化工原料", "12", "up", "fuling-2024"),
    "mat-glass": ("Glass fibre composites", "玻璃纤维复合材料", "13", "up", "upriver-estimate"),
    "mat-pu": ("Polyurethane and spandex", "聚氨酯与氨纶", "12", "mid", "fuling-2024"),
    "mat-pa": ("Polyamide", "聚酰胺", "12", "mid", "fuling-2024"),
    "mat-pet": ("Polyester", "聚酯", "12", "mid", "fuling-2024"),
    "mat-alloy": ("Light alloys", "轻合金材料", "14", "mid", "yebk-33618"),
    "mat-part": ("Engineering plastics and parts", "工程塑料与制品", "12", "down", "upriver-estimate"),
}  # fmt: skip

# chain: links (seller, buyer, essential, share of the buyer's input cost)
_LINKS: dict[str, tuple[tuple[str, str, int, float], ...]] = {
    "nev": (
        ("nev-chip", "nev-cockpit", 2, 0.30), ("nev-chip", "nev-drive", 2, 0.15),
        ("nev-chip", "nev-battery", 1, 0.03), ("nev-sensor", "nev-cockpit", 1, 0.15),
        ("nev-light", "nev-vehicle", 1, 0.10), ("nev-battery", "nev-vehicle", 2, 0.35),
        ("nev-drive", "nev-vehicle", 2, 0.10), ("nev-chassis", "nev-vehicle", 1, 0.08),
        ("nev-cockpit", "nev-vehicle", 2, 0.12), ("nev-software", "nev-cockpit", 1, 0.10),
        ("nev-software", "nev-vehicle", 1, 0.05), ("nev-charging", "nev-vehicle", 0, 0.02),
        ("mat-part", "nev-vehicle", 1, 0.06), ("mat-alloy", "nev-light", 1, 0.45),
        ("ic-device", "nev-drive", 1, 0.10),
    ),
    "storage": (
        ("ess-cathode", "ess-cell", 2, 0.35), ("ess-anode", "ess-cell", 2, 0.12),
        ("ess-electrolyte", "ess-cell", 2, 0.10), ("ess-separator", "ess-cell", 2, 0.08),
        ("ess-foil", "ess-cell", 1, 0.09), ("ess-structure", "ess-cell", 1, 0.07),
        ("ess-equipment", "ess-cell", 1, 0.05), ("ess-cell", "ess-system", 2, 0.60),
        ("ess-bms", "ess-system", 1, 0.06), ("ess-pcs", "ess-system", 1, 0.12),
        ("ess-system", "ess-use", 2, 0.70), ("ess-recycle", "ess-cathode", 1, 0.10),
    ),
    "display": (
        ("dis-glass", "dis-panel", 2, 0.15), ("dis-chemical", "dis-panel", 1, 0.10),
        ("dis-film", "dis-panel", 2, 0.12), ("dis-driver", "dis-module", 2, 0.12),
        ("dis-panel", "dis-module", 2, 0.55), ("dis-module", "dis-device", 2, 0.25),
        ("ic-design", "dis-driver", 1, 0.15),
    ),
    "ic": (
        ("ic-tool", "ic-design", 2, 0.15), ("ic-design", "ic-fab", 1, 0.10),
        ("ic-material", "ic-fab", 2, 0.25), ("ic-equipment", "ic-fab", 2, 0.20),
        ("ic-fab", "ic-package", 2, 0.45), ("ic-substrate", "ic-package", 2, 0.15),
        ("ic-package", "ic-device", 2, 0.30),
    ),
    "low": (
        ("low-design", "low-airframe", 2, 0.12), ("low-avionics", "low-airframe", 2, 0.25),
        ("low-power", "low-airframe", 2, 0.20), ("mat-glass", "low-airframe", 1, 0.10),
        ("low-airframe", "low-service", 2, 0.40),
    ),
    "material": (
        ("mat-feed", "mat-pu", 2, 0.50), ("mat-feed", "mat-pa", 2, 0.50),
        ("mat-feed", "mat-pet", 2, 0.50), ("mat-pa", "mat-part", 1, 0.25),
        ("mat-pet", "mat-part", 1, 0.15), ("mat-glass", "mat-part", 1, 0.15),
        ("mat-pu", "mat-part", 1, 0.10), ("mat-alloy", "mat-part", 0, 0.10),
    ),
}  # fmt: skip


def node_rows() -> list[dict[str, object]]:
    """Chain nodes as rows of ``industries``; the group comes from the parent sector.

    Returns
    -------
    list of dict
        One row a node, without group and air share.
    """
    return [
        {"industry": code, "name_en": en, "name_zh": zh, "parent": parent,
         "classification": "chain", "stage": stage, "tradable": code not in ("ess-use", "low-service"),
         "status": "assumed" if source == "upriver-estimate" else "reported", "source": source}
        for code, (en, zh, parent, stage, source) in _NODES.items()
    ]  # fmt: skip


def chain_rows() -> list[dict[str, object]]:
    """Rows of the table ``chains``.

    Returns
    -------
    list of dict
        One row a chain.
    """
    return [
        {"chain": code, "name_en": en, "name_zh": zh, "cluster": cluster, "lead_place": place,
         "status": "reported", "source": source}
        for code, (en, zh, cluster, place, source) in _CHAINS.items()
    ]  # fmt: skip


def link_rows() -> list[dict[str, object]]:
    """Rows of the table ``chain_links``; weights are assumed.

    Returns
    -------
    list of dict
        One row a link.
    """
    return [
        {"chain": chain, "industry": seller, "industry_to": buyer, "essential": essential,
         "share": share, "status": "assumed", "source": "upriver-estimate"}
        for chain, links in _LINKS.items()
        for seller, buyer, essential, share in links
    ]  # fmt: skip
