# ruff: noqa: E501 (one row of a table a line)
"""What can be done: capacity, entry into missing nodes, air routes, abatement."""

from __future__ import annotations

# (project, English, Chinese, kind, place, industry or node, cost, running cost, years, output a
# year, earliest, requires, status, source); money in 1e8 yuan. Figures of projects marked
# "reported" are published; where the source gives no output, the project is "assumed".
_INDUSTRY: tuple[
    tuple[str, str, str, str, str, str, float, float, int, float, int, str, str, str], ...
] = (
    ("nev-plant-a", "Second phase of a smart car plant", "整车智慧工厂二期", "capacity", "CQ-LJ", "18", 95, 0, 2, 360, 2024, "", "assumed", "upriver-estimate"),
    ("nev-plant-b", "New plant for electric cars", "新能源整车新工厂", "capacity", "500112", "18", 110, 0, 2, 400, 2024, "", "assumed", "upriver-estimate"),
    ("nev-parts-west", "Car-parts base in western Chongqing", "渝西汽车零部件基地", "capacity", "CQ-WEST", "18", 90, 0, 2, 240, 2024, "", "assumed", "upriver-estimate"),
    ("aima-tongliang", "Electric two-wheelers in Tongliang", "爱玛电动车铜梁基地", "capacity", "500151", "18", 20, 0, 2, 120, 2024, "", "reported", "cqnews-2026-01"),
    ("battery-bishan", "Traction batteries in Bishan, extension", "璧山动力电池扩能", "capacity", "500120", "nev-battery", 55, 0, 2, 130, 2024, "", "assumed", "upriver-estimate"),
    ("hithium-cells", "Storage cells in Tongliang, 56 GWh a year", "海辰储能重庆基地电芯（56GWh/年）", "capacity", "500151", "ess-cell", 130, 0, 2, 220, 2024, "", "assumed", "hithium-2023-12"),
    ("hithium-modules", "Storage modules in Tongliang, 22 GWh a year", "海辰储能重庆基地模组（22GWh/年）", "capacity", "500151", "ess-system", 25, 0, 1, 90, 2025, "hithium-cells", "assumed", "ce-2024-04"),
    ("separator-tongliang", "Separators in Tongliang, extension", "铜梁隔膜扩能", "capacity", "500151", "ess-separator", 22, 0, 2, 30, 2024, "", "assumed", "upriver-estimate"),
    ("panel-upgrade", "Upgrade of a panel line", "显示面板产线升级", "capacity", "CQ-LJ", "dis-panel", 90, 0, 2, 85, 2024, "", "assumed", "upriver-estimate"),
    ("module-park", "Display-module park", "显示模组园区", "capacity", "CQ-LJ", "dis-module", 28, 0, 1, 80, 2024, "", "assumed", "upriver-estimate"),
    ("terminals", "Smart terminals and servers", "智能终端与服务器扩能", "capacity", "CQ-GX", "20", 70, 0, 2, 320, 2024, "", "assumed", "upriver-estimate"),
    ("power-fab", "Power-chip wafers", "功率半导体晶圆线", "capacity", "CQ-GX", "ic-fab", 150, 0, 3, 75, 2024, "", "assumed", "upriver-estimate"),
    ("chip-package", "Packaging and test, extension", "封装测试扩能", "capacity", "CQ-GX", "ic-package", 40, 0, 2, 55, 2024, "", "assumed", "upriver-estimate"),
    ("fuling-pu", "Polyurethane chain in Fuling", "涪陵聚氨酯产业链", "capacity", "500102", "mat-pu", 75, 0, 2, 120, 2024, "", "assumed", "upriver-estimate"),
    ("fuling-pet", "Polyester in Fuling", "涪陵聚酯扩能", "capacity", "500102", "mat-pet", 40, 0, 2, 90, 2024, "", "assumed", "upriver-estimate"),
    ("alloy-jiulongpo", "Light alloys in Jiulongpo and Qijiang", "九龙坡—綦江轻合金基地", "capacity", "500107", "mat-alloy", 60, 0, 2, 110, 2024, "", "assumed", "upriver-estimate"),
    ("equipment-park", "Smart-equipment park", "智能装备园区", "capacity", "500118", "17", 60, 0, 2, 130, 2024, "", "assumed", "upriver-estimate"),
    ("medicine-banan", "Biomedicine park in Banan", "巴南生物医药园", "capacity", "500113", "12", 65, 0, 3, 100, 2024, "", "assumed", "upriver-estimate"),
    ("food-west", "Food processing in western Chongqing", "渝西食品加工园", "capacity", "CQ-WEST", "06", 45, 0, 1, 150, 2024, "", "assumed", "upriver-estimate"),
    ("software-valley", "Software parks", "软件产业园", "capacity", "CQ-LJ", "31", 80, 0, 2, 220, 2024, "", "assumed", "upriver-estimate"),
    ("shale-gas", "Shale gas in Fuling, extension", "涪陵页岩气扩能", "capacity", "500102", "03", 60, 0, 2, 30, 2024, "", "assumed", "upriver-estimate"),
    ("enter-chip", "Automotive chips", "车规级芯片项目", "entry", "CQ-GX", "nev-chip", 45, 0, 2, 40, 2024, "", "assumed", "upriver-estimate"),
    ("enter-chassis", "Steer-by-wire and brake-by-wire", "线控转向与制动项目", "entry", "500151", "nev-chassis", 30, 0, 2, 60, 2024, "", "assumed", "upriver-estimate"),
    ("enter-cockpit", "Cockpit and driving computers", "智能座舱与域控项目", "entry", "CQ-LJ", "nev-cockpit", 35, 0, 2, 70, 2024, "", "assumed", "upriver-estimate"),
    ("enter-cathode", "Cathode materials", "正极材料项目", "entry", "500115", "ess-cathode", 60, 0, 2, 120, 2024, "", "assumed", "upriver-estimate"),
    ("enter-electrolyte", "Electrolyte", "电解液项目", "entry", "500115", "ess-electrolyte", 24, 0, 2, 60, 2024, "", "assumed", "upriver-estimate"),
    ("enter-foil", "Battery foil", "电池箔项目", "entry", "500151", "ess-foil", 26, 0, 2, 70, 2024, "", "assumed", "upriver-estimate"),
    ("enter-pcs", "Storage converters", "储能变流器项目", "entry", "500151", "ess-pcs", 18, 0, 1, 50, 2024, "", "assumed", "upriver-estimate"),
    ("enter-recycle", "Battery recycling", "电池回收项目", "entry", "500151", "ess-recycle", 15, 0, 2, 40, 2025, "", "assumed", "upriver-estimate"),
    ("enter-wafer", "Wafers and chip materials", "硅片与电子材料项目", "entry", "CQ-GX", "ic-material", 50, 0, 3, 50, 2024, "", "assumed", "upriver-estimate"),
    ("enter-pa", "Polyamide", "聚酰胺项目", "entry", "500102", "mat-pa", 60, 0, 2, 80, 2024, "", "assumed", "upriver-estimate"),
    ("enter-avionics", "Avionics and flight control", "航电与飞控项目", "entry", "500155", "low-avionics", 16, 0, 2, 20, 2025, "", "assumed", "upriver-estimate"),
)  # fmt: skip

# (project, English, Chinese, service, cost, running cost, freight a year in t, earliest)
_ROUTES: tuple[tuple[str, str, str, str, float, float, float, int], ...] = (
    ("route-tokyo", "Passenger route to Tokyo", "东京客运航线", "CKG-NRT-P", 0.20, 0.25, 3200, 2024),
    ("route-jakarta", "Passenger route to Jakarta", "雅加达客运航线", "CKG-CGK-P", 0.20, 0.30, 2800, 2024),
    ("route-phuket", "Passenger route to Phuket", "普吉客运航线", "CKG-HKT-P", 0.10, 0.15, 900, 2024),
    ("route-colombo", "Passenger route to Colombo and Male", "科伦坡—马累客运航线", "CKG-CMB-P", 0.15, 0.30, 1200, 2024),
    ("route-moscow", "Passenger route to Moscow", "莫斯科客运航线", "CKG-SVO-P", 0.20, 0.35, 3000, 2024),
    ("route-auckland", "Passenger route to Auckland", "奥克兰客运航线", "CKG-AKL-P", 0.30, 0.60, 3600, 2025),
    ("route-penang", "Passenger route to Penang", "槟城客运航线", "CKG-PEN-P", 0.10, 0.15, 1100, 2024),
    ("route-phnom-penh", "Passenger route to Phnom Penh", "金边客运航线", "CKG-PNH-P", 0.10, 0.15, 1000, 2024),
    ("route-brussels", "Cargo route to Brussels", "布鲁塞尔货运航线", "CKG-BRU-C", 0.50, 1.20, 18000, 2024),
    ("route-chicago", "Cargo route to Chicago", "芝加哥货运航线", "CKG-ORD-C", 0.60, 1.60, 20000, 2024),
)  # fmt: skip

# (project, English, Chinese, place, stressor, industry, cost, running cost, years, abated a year,
# unit, earliest)
_ABATEMENT: tuple[
    tuple[str, str, str, str, str, str, float, float, int, float, str, int], ...
] = (
    ("abate-steel", "Waste heat and electric furnaces in steel", "钢铁余热利用与电炉改造", "500115", "CO2", "14", 60, 1.0, 2, 380, "1e4 t", 2024),
    ("abate-cement", "Fuel and clinker substitution in cement", "水泥燃料与熟料替代", "CQ-WEST", "CO2", "13", 45, 0.8, 2, 360, "1e4 t", 2024),
    ("abate-power", "Wind, solar and storage for industry", "工业绿电与储能", "500000", "CO2", "24", 150, 1.5, 2, 700, "1e4 t", 2024),
    ("abate-grid", "More hydropower from outside", "外来水电消纳通道", "500000", "CO2", "24", 180, 2.0, 3, 900, "1e4 t", 2024),
    ("abate-nox", "Ultra-low emission in cement and boilers", "水泥与锅炉超低排放", "500000", "NOX", "13", 32, 1.2, 2, 12000, "t", 2024),
    ("abate-trucks", "Electric trucks and barges", "货运车船电动化", "500000", "NOX", "29", 70, 0.8, 2, 9000, "t", 2024),
    ("abate-cod", "Waste-water plants in industrial parks and farms", "园区与养殖废水治理", "500000", "COD", "01", 40, 1.5, 2, 9000, "t", 2024),
    ("abate-nh3n", "Nitrogen removal in waste-water plants", "污水脱氮提标", "500000", "NH3N", "37", 26, 1.0, 2, 800, "t", 2024),
    ("abate-energy", "Energy saving in the chemical industry", "化工节能改造", "500102", "ENERGY", "12", 40, 0.5, 2, 110, "1e4 tce", 2024),
)  # fmt: skip

_ASSUMED = {"status": "assumed", "source": "upriver-estimate"}


def project_rows() -> list[dict[str, object]]:
    """Rows of the table ``projects``.

    Returns
    -------
    list of dict
        One row a project.
    """
    rows: list[dict[str, object]] = []
    for (
        code,
        en,
        zh,
        kind,
        place,
        node,
        cost,
        run,
        years,
        gain,
        start,
        needs,
        state,
        source,
    ) in _INDUSTRY:
        rows.append(
            {"project": code, "name_en": en, "name_zh": zh, "kind": kind, "place": place,
             "industry": node, "cost": cost, "running_cost": run, "lead_time": years,
             "effect": gain, "effect_unit": "1e8 CNY/a", "earliest": start, "latest": 2027,
             "requires": needs, "status": state, "source": source}
        )  # fmt: skip
    for code, en, zh, service, cost, run, freight, start in _ROUTES:
        rows.append(
            {"project": code, "name_en": en, "name_zh": zh, "kind": "route", "place": "500000",
             "service": service, "cost": cost, "running_cost": run, "lead_time": 1,
             "effect": freight, "effect_unit": "t/a", "earliest": start, "latest": 2028,
             **_ASSUMED}
        )  # fmt: skip
    for code, en, zh, place, stressor, node, cost, run, years, gain, unit, start in _ABATEMENT:
        rows.append(
            {"project": code, "name_en": en, "name_zh": zh, "kind": "abatement", "place": place,
             "industry": node, "stressor": stressor, "cost": cost, "running_cost": run,
             "lead_time": years, "effect": gain, "effect_unit": f"{unit}/a", "earliest": start,
             "latest": 2028, **_ASSUMED}
        )  # fmt: skip
    return rows
