# ruff: noqa: E501 (one row of a table a line)
"""What is measured and what was promised: indicators and targets of the city and its districts."""

from __future__ import annotations

PAGE = "cqrb-2024-05-31"
MONEY, SHARE, RATE = "1e8 CNY", "%", "%"

# indicator: (English, Chinese, unit, direction, plan measure, plan scope, share of)
_INDICATORS: dict[str, tuple[str, str, str, str, str, str, str]] = {
    "gdp": ("Gross domestic product", "地区生产总值", MONEY, "higher", "value_added", "all", ""),
    "gdp_per_head": ("GDP per head", "人均地区生产总值", "1e4 CNY/person", "higher", "", "", ""),
    "primary_va": ("Value added of the primary sector", "第一产业增加值", MONEY, "higher", "value_added", "agriculture", ""),
    "secondary_va": ("Value added of the secondary sector", "第二产业增加值", MONEY, "higher", "value_added", "secondary", ""),
    "tertiary_va": ("Value added of the tertiary sector", "第三产业增加值", MONEY, "higher", "value_added", "tertiary", ""),
    "secondary_share": ("Secondary sector in GDP", "第二产业占地区生产总值比重", SHARE, "higher", "value_added", "secondary", "all"),
    "tertiary_share": ("Tertiary sector in GDP", "第三产业占地区生产总值比重", SHARE, "higher", "value_added", "tertiary", "all"),
    "industry_va": ("Value added of industry", "工业增加值", MONEY, "higher", "value_added", "industry", ""),
    "industry_share": ("Industry in GDP", "工业增加值占地区生产总值比重", SHARE, "higher", "value_added", "industry", "all"),
    "manufacturing_share": ("Manufacturing in GDP", "制造业增加值占地区生产总值比重", SHARE, "higher", "value_added", "manufacturing", "all"),
    "large_industry_va": ("Value added of large industrial firms", "规模以上工业增加值", MONEY, "higher", "", "", ""),
    "large_industry_output": ("Output of large industrial firms", "规模以上工业总产值", MONEY, "higher", "", "", ""),
    "large_industry_revenue": ("Revenue of large industrial firms", "规模以上工业营业收入", MONEY, "higher", "", "", ""),
    "large_industry_firms": ("Large industrial firms", "规模以上工业企业数", "firms", "higher", "", "", ""),
    "strategic_share": ("Strategic emerging industries in large industry", "战略性新兴产业增加值占规上工业比重", SHARE, "higher", "value_added", "strategic", "industry"),
    "strategic_va": ("Value added of strategic emerging industries", "战略性新兴产业增加值", MONEY, "higher", "value_added", "strategic", ""),
    "hightech_share": ("High-tech manufacturing in large industry", "高技术制造业增加值占规上工业比重", SHARE, "higher", "value_added", "hightech", "industry"),
    "digital_share": ("Digital economy in GDP", "数字经济增加值占地区生产总值比重", SHARE, "higher", "", "", ""),
    "car_industry_va": ("Value added of the car industry", "汽车产业增加值", MONEY, "higher", "", "", ""),
    "electronics_va": ("Value added of the electronics industry", "电子产业增加值", MONEY, "higher", "value_added", "20", ""),
    "materials_va": ("Value added of the materials industry", "材料产业增加值", MONEY, "higher", "", "", ""),
    "chemicals_va": ("Value added of the chemical industry", "化工产业增加值", MONEY, "higher", "", "", ""),
    "motorcycle_va": ("Value added of the motorcycle industry", "摩托车产业增加值", MONEY, "higher", "", "", ""),
    "nev_output": ("New energy vehicles made", "新能源汽车产量", "1e4 vehicles", "higher", "", "", ""),
    "car_output": ("Cars made", "汽车产量", "1e4 vehicles", "higher", "", "", ""),
    "nev_share_of_city": ("District's part of the city's new energy vehicles", "新能源汽车产量占全市比重", SHARE, "higher", "", "", ""),
    "car_value": ("Output of the car industry", "汽车制造业产值", MONEY, "higher", "", "", ""),
    "appliance_value": ("Output of the home-appliance industry", "家电产业产值", MONEY, "higher", "", "", ""),
    "materials_value": ("Output of the materials industry", "材料产业产值", MONEY, "higher", "", "", ""),
    "storage_value": ("Output of new energy storage", "新型储能产值", MONEY, "higher", "", "", ""),
    "storage_capacity": ("Cells that can be made a year", "储能电池年产能", "GWh", "higher", "", "", ""),
    "storage_power": ("Storage in use", "新型储能应用规模", "1e4 kW", "higher", "", "", ""),
    "storage_cluster": ("New energy and storage cluster", "新能源及新型储能集群规模", MONEY, "higher", "output", "33618-storage", ""),
    "display_value": ("Output of the display industry", "新型显示产值", MONEY, "higher", "output", "33618-display", ""),
    "lcd_output": ("LCD panels made", "液晶显示屏产量", "1e8 units", "higher", "", "", ""),
    "software_revenue": ("Software revenue", "软件业务收入", MONEY, "higher", "", "", ""),
    "software_people": ("People in software", "软件从业人员", "1e4 persons", "higher", "", "", ""),
    "rd_spending": ("Research spending", "研发投入", MONEY, "higher", "research", "all", ""),
    "rd_intensity": ("Research spending over GDP", "全社会研发投入强度", SHARE, "higher", "", "", ""),
    "industrial_rd": ("Research spending of large industrial firms", "规上工业企业研发投入", MONEY, "higher", "research", "industry", ""),
    "industrial_rd_intensity": ("Research over revenue in large industry", "规上工业企业研发投入强度", SHARE, "higher", "", "", ""),
    "rd_unit_share": ("Large industrial firms with a research unit", "有研发机构的规上工业企业占比", SHARE, "higher", "", "", ""),
    "rd_active_share": ("Large industrial firms that do research", "有研发活动的规上工业企业占比", SHARE, "higher", "", "", ""),
    "hightech_firms": ("High-tech firms", "高新技术企业数", "firms", "higher", "", "", ""),
    "science_firms": ("Small science and technology firms", "科技型中小企业数", "firms", "higher", "", "", ""),
    "specialised_firms": ("Specialised and innovative firms", "专精特新企业数", "firms", "higher", "", "", ""),
    "little_giants": ("Nationally listed specialised firms", "国家级专精特新“小巨人”企业数", "firms", "higher", "", "", ""),
    "patents_per_10k": ("Invention patents per ten thousand people", "每万人发明专利拥有量", "patents/1e4 person", "higher", "", "", ""),
    "contract_value": ("Technology contracts", "技术合同成交额", MONEY, "higher", "", "", ""),
    "labour_productivity": ("Output per worker in large industry", "规上工业全员劳动生产率", "1e4 CNY/person", "higher", "", "", ""),
    "quality_index": ("Quality competitiveness of manufacturing", "制造业质量竞争力指数", "1", "higher", "", "", ""),
    "upgrade_investment_share": ("Technical upgrading in industrial investment", "技改投资占工业投资比重", SHARE, "higher", "", "", ""),
    "industrial_investment": ("Industrial investment", "工业投资", MONEY, "higher", "", "", ""),
    "manufacturing_investment": ("Manufacturing investment", "制造业投资", MONEY, "higher", "", "", ""),
    "energy_intensity_industry": ("Energy for a unit of value added in large industry", "规上工业单位增加值能耗", "tce/1e4 CNY", "lower", "", "", ""),
    "energy_intensity": ("Energy for a unit of GDP", "单位地区生产总值能耗", "tce/1e4 CNY", "lower", "", "", ""),
    "energy_total": ("Energy used", "能源消费总量", "1e4 tce", "lower", "", "", ""),
    "co2_energy": ("Carbon dioxide from energy", "能源活动二氧化碳排放", "1e4 t", "lower", "", "", ""),
    "design_tools": ("Use of digital design tools", "数字化研发设计工具普及率", SHARE, "higher", "", "", ""),
    "numeric_control": ("Key processes under numeric control", "关键工序数控化率", SHARE, "higher", "", "", ""),
    "land_output": ("Output per unit of industrial land", "工业用地产出强度", "1e8 CNY/km2", "higher", "", "", ""),
    "equipment_revenue": ("Revenue of smart equipment", "智能装备及智能制造营业收入", MONEY, "higher", "output", "33618-equipment", ""),
    "equipment_rd": ("Research over revenue in smart equipment", "智能装备规上企业研发强度", SHARE, "higher", "", "", ""),
    "parts_value": ("Car-parts industry", "汽车零部件产业规模", MONEY, "higher", "", "", ""),
    "double_new_va": ("Value added of new products and technologies", "“双新”产业增加值", MONEY, "higher", "", "", ""),
    "farm_va": ("Value added of farming", "农业增加值", MONEY, "higher", "", "", ""),
    "gene_bank_rank": ("Rank of the vegetable gene bank in the southwest", "蔬菜种质资源库规模在西南的位次", "places", "lower", "", "", ""),
    "goods_sales": ("Goods sold", "商品销售总额", MONEY, "higher", "", "", ""),
    "retail_sales": ("Retail sales", "社会消费品零售总额", MONEY, "higher", "", "", ""),
    "finance_va": ("Value added of finance", "金融业增加值", MONEY, "higher", "", "", ""),
    "population": ("Residents", "常住人口", "1e4 persons", "higher", "", "", ""),
    "intl_routes": ("International passenger routes flown", "在飞国际（地区）客运航线", "routes", "higher", "air_services", "", ""),
    "intl_flights": ("International passenger flights a week", "国际（地区）客运航班", "flights/week", "higher", "", "", ""),
    "intl_cargo_routes": ("International cargo routes", "国际（地区）货运航线", "routes", "higher", "", "", ""),
    "rcep_coverage": ("RCEP countries reached", "RCEP 国家航线覆盖率", SHARE, "higher", "", "", ""),
    "airport_passengers": ("Airport passengers", "机场旅客吞吐量", "1e4 passengers", "higher", "", "", ""),
    "airport_intl_passengers": ("International airport passengers", "机场国际（地区）旅客吞吐量", "1e4 passengers", "higher", "", "", ""),
    "airport_cargo": ("Airport cargo", "机场货邮吞吐量", "1e4 t", "higher", "", "", ""),
    "airport_intl_cargo": ("International airport cargo", "机场国际（地区）货物吞吐量", "1e4 t", "higher", "", "", ""),
    "pm25": ("PM2.5", "PM2.5 浓度", "ug/m3", "lower", "", "", ""),
    "good_air_days": ("Days of good air", "空气质量优良天数", "days", "higher", "", "", ""),
    "good_air_share": ("Share of days of good air", "空气质量优良天数比率", SHARE, "higher", "", "", ""),
    "forest_cover": ("Forest cover", "森林覆盖率", SHARE, "higher", "", "", ""),
    "good_water_share": ("State-monitored sections of good water", "国控断面水质优良比例", SHARE, "higher", "", "", ""),
    "tributary_share": ("Yangtze tributaries of class I to III", "长江支流Ⅰ—Ⅲ类断面比例", SHARE, "higher", "", "", ""),
    "green_cover": ("Green cover of built-up land", "建成区绿化覆盖率", SHARE, "higher", "", "", ""),
    "waste_reuse": ("Reuse of industrial solid waste", "一般工业固废综合利用率", SHARE, "higher", "", "", ""),
    "eco_index": ("Ecological quality index", "生态质量指数 EQI", "1", "higher", "", "", ""),
    "exports": ("Exports of goods", "出口总额", MONEY, "higher", "", "", ""),
    "imports": ("Imports of goods", "进口总额", MONEY, "lower", "", "", ""),
}  # fmt: skip

# What a ratio is made of: (numerator, denominator, where the denominator is measured).
_RATIOS: dict[str, tuple[str, str, str]] = {
    "gdp_per_head": ("gdp", "population", ""),
    "secondary_share": ("secondary_va", "gdp", ""),
    "tertiary_share": ("tertiary_va", "gdp", ""),
    "industry_share": ("industry_va", "gdp", ""),
    "rd_intensity": ("rd_spending", "gdp", ""),
    "industrial_rd_intensity": ("industrial_rd", "large_industry_revenue", ""),
    "nev_share_of_city": ("nev_output", "nev_output", "parent"),
    "energy_intensity": ("energy_total", "gdp", ""),
    "good_air_share": ("good_air_days", "", "period"),
}  # fmt: skip
_PART_OF: dict[str, str] = {
    "primary_va": "gdp", "secondary_va": "gdp", "tertiary_va": "gdp", "industry_va": "secondary_va",
    "industry_share": "secondary_share", "manufacturing_share": "industry_share",
    "finance_va": "tertiary_va", "farm_va": "gdp", "nev_output": "car_output",
    "industrial_rd": "rd_spending", "little_giants": "specialised_firms",
    "airport_intl_passengers": "airport_passengers", "airport_intl_cargo": "airport_cargo",
    "manufacturing_investment": "industrial_investment",
}  # fmt: skip

# The twelve clusters of 33618 are indicators of their own: (cluster, English, Chinese, goal).
_CLUSTER_GOALS: tuple[tuple[str, str, str, float], ...] = (
    ("nev", "Intelligent new energy vehicles", "智能网联新能源汽车集群规模", 10000),
    ("electronics", "New-generation electronics", "新一代电子信息制造业集群规模", 10000),
    ("materials", "Advanced materials", "先进材料集群规模", 10000),
    ("food", "Food and farm products", "食品及农产品加工集群规模", 5000),
    ("software", "Software and information services", "软件信息服务集群规模", 5000),
    ("motorcycle", "High-end motorcycles", "高端摩托车集群规模", 1000),
    ("alloy", "Light alloys", "轻合金材料集群规模", 1000),
    ("light", "Light industry and textiles", "轻纺集群规模", 1000),
    ("medicine", "Biomedicine", "生物医药集群规模", 1000),
)  # fmt: skip

# target: (indicator, place, comparator, value, unit, kind, base, deadline, weight, parent, owner,
# source). Base and deadline are empty where the source gives none. Weights are assumed: 0.2 for
# shares and 0.1 for levels, so that no plan shuts an industry to lift a share.
_TARGETS: dict[
    str, tuple[str, str, str, float | None, str, str, str, str, float | None, str, str, str]
] = {
    "TL-manufacturing-share": ("manufacturing_share", "500151", "gt", 36, SHARE, "share", "", "2027", None, "CQ27-manufacturing-share", "铜梁区", PAGE),
    "TL-double-new": ("double_new_va", "500151", "ge", 10, RATE, "cagr", "", "2027", None, "CQ27-strategic-share", "铜梁区", PAGE),
    "TL-rd": ("rd_spending", "500151", "ge", 12, RATE, "cagr", "", "2027", None, "CQ27-industrial-rd", "铜梁区", PAGE),
    "TL-hightech-firms": ("hightech_firms", "500151", "multiple", 2, "times", "multiple", "", "", None, "", "铜梁区", PAGE),
    "TL-science-firms": ("science_firms", "500151", "multiple", 2, "times", "multiple", "", "", None, "", "铜梁区", PAGE),
    "TL-specialised-firms": ("specialised_firms", "500151", "multiple", 2, "times", "multiple", "", "", None, "", "铜梁区", PAGE),
    "TL-gene-bank": ("gene_bank_rank", "500151", "rank", 1, "places", "rank", "", "2027", None, "", "铜梁区", PAGE),
    "TL-farm-va": ("farm_va", "500151", "ge", 90, MONEY, "level", "", "2027", None, "", "铜梁区", PAGE),
    "JB-goods-sales": ("goods_sales", "500105", "ge", 10000, MONEY, "level", "", "", None, "", "江北区", PAGE),
    "CKG-routes-2024": ("intl_routes", "500000", "ge", None, "routes", "level", "", "2024-12-31", None, "", "重庆江北国际机场", PAGE),
    "HU-rcep": ("rcep_coverage", "500000", "eq", 100, SHARE, "share", "", "", None, "", "海南航空", PAGE),
    "CQ27-revenue": ("large_industry_revenue", "500000", "ge", 40000, MONEY, "level", "", "2027", 0.1, "", "重庆市", "plan-2023-2027"),
    "CQ27-manufacturing-share": ("manufacturing_share", "500000", "ge", 28, SHARE, "share", "", "2027", 0.2, "", "重庆市", "plan-2023-2027"),
    "CQ27-digital-share": ("digital_share", "500000", "gt", 50, SHARE, "share", "", "2027", 0.2, "", "重庆市", "plan-2023-2027"),
    "CQ27-industrial-rd": ("industrial_rd", "500000", "gt", 800, MONEY, "level", "", "2027", 0.1, "", "重庆市", "plan-2023-2027"),
    "CQ27-rd-intensity": ("industrial_rd_intensity", "500000", "ge", 2, SHARE, "share", "", "2027", 0.2, "", "重庆市", "plan-2023-2027"),
    "CQ27-rd-units": ("rd_unit_share", "500000", "ge", 40, SHARE, "share", "", "2027", 0.2, "CQ27-rd-intensity", "重庆市", "plan-2023-2027"),
    "CQ27-rd-active": ("rd_active_share", "500000", "ge", 60, SHARE, "share", "", "2027", 0.2, "CQ27-rd-intensity", "重庆市", "plan-2023-2027"),
    "CQ27-productivity": ("labour_productivity", "500000", "ge", 50, "1e4 CNY/person", "level", "", "2027", 0.1, "", "重庆市", "plan-2023-2027"),
    "CQ27-quality": ("quality_index", "500000", "ge", 92, "1", "level", "", "2027", 0.1, "", "重庆市", "plan-2023-2027"),
    "CQ27-strategic-share": ("strategic_share", "500000", "ge", 36, SHARE, "share", "", "2027", 0.2, "", "重庆市", "plan-2023-2027"),
    "CQ27-hightech-share": ("hightech_share", "500000", "ge", 22, SHARE, "share", "", "2027", 0.2, "CQ27-strategic-share", "重庆市", "plan-2023-2027"),
    "CQ27-upgrade": ("upgrade_investment_share", "500000", "ge", 40, SHARE, "share", "", "2027", 0.2, "", "重庆市", "plan-2023-2027"),
    "CQ27-energy": ("energy_intensity_industry", "500000", "ge", 13, SHARE, "reduction", "2022", "2027", 0.1, "", "重庆市", "plan-2023-2027"),
    "CQ25-gdp": ("gdp", "500000", "ge", 6, RATE, "yoy", "2024", "2025", 0.1, "", "重庆市", "chinadaily-2025-01"),
    "CQ25-output": ("large_industry_output", "500000", "ge", 30000, MONEY, "level", "", "2025", 0.1, "", "重庆市", "plan-2021-2025"),
    "CQ25-strategic-share": ("strategic_share", "500000", "ge", 35, SHARE, "share", "", "2025", 0.2, "", "重庆市", "plan-2021-2025"),
    "CQ25-industry-va": ("industry_va", "500000", "ge", 9000, MONEY, "level", "", "2025", 0.1, "", "重庆市", "plan-2021-2025"),
    "CQ25-industry-share": ("industry_share", "500000", "ge", 30, SHARE, "share", "", "2025", 0.2, "", "重庆市", "plan-2021-2025"),
    "CQ25-software": ("software_revenue", "500000", "ge", 5000, MONEY, "level", "", "2025", 0.1, "", "重庆市", "plan-2021-2025"),
    "CQ25-water": ("good_water_share", "500000", "ge", 97.3, SHARE, "share", "", "2025", 0.2, "", "重庆市", "eco-plan-2025"),
    "CQ25-air": ("good_air_share", "500000", "ge", 92.6, SHARE, "share", "", "2025", 0.2, "", "重庆市", "eco-plan-2025"),
    "CQ25-forest": ("forest_cover", "500000", "ge", 57, SHARE, "share", "", "2025", 0.2, "", "重庆市", "eco-plan-2025"),
    "CQ25-green": ("green_cover", "500000", "ge", 43, SHARE, "share", "", "2025", 0.2, "", "重庆市", "eco-plan-2025"),
    "CQ25-parts": ("parts_value", "500000", "ge", 2500, MONEY, "level", "", "2025", 0.1, "CQ27-cluster-nev", "重庆市", "nev-parts-2025-plan"),
    "CQ25-storage": ("storage_cluster", "500000", "ge", 2000, MONEY, "level", "", "2025", 0.1, "", "重庆市", "xinhua-2023-12"),
    "CQ27-equipment": ("equipment_revenue", "500000", "gt", 5000, MONEY, "level", "", "2027", 0.1, "", "重庆市", "jjxxw-2024-01"),
    "CQ27-equipment-rd": ("equipment_rd", "500000", "ge", 3.5, SHARE, "share", "", "2027", 0.2, "CQ27-equipment", "重庆市", "jjxxw-2024-01"),
    "CQ27-design-tools": ("design_tools", "500000", "ge", 87, SHARE, "share", "", "2027", 0.2, "", "重庆市", "jjxxw-2024-01"),
    "CQ27-numeric": ("numeric_control", "500000", "ge", 65, SHARE, "share", "", "2027", 0.2, "", "重庆市", "jjxxw-2024-01"),
    "CQ27-display": ("display_value", "500000", "ge", 1000, MONEY, "level", "", "2027", 0.1, "CQ27-cluster-electronics", "重庆市", "yebk-33618"),
    "CQ27-storage": ("storage_cluster", "500000", "ge", 1000, MONEY, "level", "", "2027", 0.1, "", "重庆市", "yebk-33618"),
    "TL-storage": ("storage_value", "500151", "gt", 800, MONEY, "level", "", "2025", 0.1, "CQ25-storage", "铜梁区", "xinhua-2023-12"),
    "TL-storage-capacity": ("storage_capacity", "500151", "ge", 100, "GWh", "level", "", "2025", 0.1, "TL-storage", "铜梁区", "hithium-2023-12"),
    "TL-storage-power": ("storage_power", "500151", "ge", 30, "1e4 kW", "level", "", "2025", 0.1, "TL-storage", "铜梁区", "xinhua-2023-12"),
    "WEST-revenue": ("large_industry_revenue", "CQ-WEST", "ge", 14000, MONEY, "level", "", "2027", 0.1, "CQ27-revenue", "渝西八区", "west-2027"),
    "WEST-rd": ("industrial_rd_intensity", "CQ-WEST", "ge", 2, SHARE, "share", "", "2027", 0.2, "CQ27-rd-intensity", "渝西八区", "west-2027"),
    "WEST-energy": ("energy_intensity_industry", "CQ-WEST", "ge", 13, SHARE, "reduction", "2022", "2027", 0.1, "CQ27-energy", "渝西八区", "west-2027"),
    "WEST-design-tools": ("design_tools", "CQ-WEST", "ge", 87, SHARE, "share", "", "2027", 0.2, "CQ27-design-tools", "渝西八区", "west-2027"),
    "WEST-numeric": ("numeric_control", "CQ-WEST", "ge", 65, SHARE, "share", "", "2027", 0.2, "CQ27-numeric", "渝西八区", "west-2027"),
    "WEST-land": ("land_output", "CQ-WEST", "ge", 75, "1e8 CNY/km2", "level", "", "2027", 0.1, "", "渝西八区", "west-2027"),
    "YZ-finance": ("finance_va", "500103", "gt", 570, MONEY, "level", "", "2027", 0.1, "", "渝中区", "cqyz-2025-04"),
}  # fmt: skip


def indicator_rows() -> list[dict[str, object]]:
    """Rows of the table ``indicators``.

    Returns
    -------
    list of dict
        One row an indicator.
    """
    rows: list[dict[str, object]] = [
        {"indicator": code, "name_en": en, "name_zh": zh, "unit": unit, "direction": direction,
         "plan_measure": measure, "plan_scope": scope, "plan_share_of": share,
         **dict(zip(("numerator", "denominator", "denominator_place"),
                    _RATIOS.get(code, ("", "", "")), strict=True)),
         "part_of": _PART_OF.get(code, "")}
        for code, (en, zh, unit, direction, measure, scope, share) in _INDICATORS.items()
    ]  # fmt: skip
    rows += [
        {"indicator": f"cluster_{code}", "name_en": f"Cluster: {en}", "name_zh": zh,
         "unit": MONEY, "direction": "higher", "plan_measure": "output",
         "plan_scope": f"33618-{code}", "plan_share_of": ""}
        for code, en, zh, _ in _CLUSTER_GOALS
    ]  # fmt: skip
    return rows


def target_rows() -> list[dict[str, object]]:
    """Rows of the table ``targets``.

    Returns
    -------
    list of dict
        One row a target; all are soft, because each was a promise and not a law.
    """
    names = ("indicator", "place", "comparator", "value", "unit", "growth_kind", "base_period",
             "deadline", "weight", "parent", "owner", "source")  # fmt: skip
    rows: list[dict[str, object]] = [
        {"target": code, **dict(zip(names, values, strict=True)), "hard": False,
         "status": "reported"}
        for code, values in _TARGETS.items()
    ]  # fmt: skip
    rows += [
        {"target": f"CQ27-cluster-{code}", "indicator": f"cluster_{code}", "place": "500000",
         "comparator": "ge", "value": goal, "unit": MONEY, "growth_kind": "level",
         "base_period": "", "deadline": "2027", "weight": 0.1, "parent": "", "owner": "重庆市",
         "source": "yebk-33618", "hard": False, "status": "reported"}
        for code, _, _, goal in _CLUSTER_GOALS
    ]  # fmt: skip
    return rows
