# ruff: noqa: E501 (one row of a table a line)
"""The firms that are named in public, what they make in Chongqing, and who supplies whom."""

from __future__ import annotations

# firm: (English, Chinese, place, node or sector, leads its chain, revenue or output in 1e8 yuan,
# year of the figure or of the mention, status, source).
#
# A figure is what is made in Chongqing. Where it is `reported`, the page gives the value of the
# local plants; `derived` ones are:
#   seres       group revenue; all its capacity for electric cars is in Chongqing (seres-plants),
#               whether all its other vehicles are is not known: the figure may be on the high side;
#   avatr       revenue of the firm; its cars come from Changan's plant in Liangjiang;
#   byd-bishan, qingshan    output of Bishan in the first quarter of 2023, times four.
# Huafeng is the output of the whole base in Fuling, aluminium and polyamide included. Wankai is
# of 2022; another page of the same week says 100.
# Empty on purpose: changan and deepal (plants outside, share unknown), hithium, crmicro, boe,
# hkc, konka, foxconn (group figures only, or years that are long past), afari (revenue of 66.98
# in 2023 is from cars and motorcycles, not from the software it is listed for).
# The substrates of sanan came after the base year, in which node ic-material has no firm.
_FIRMS: dict[str, tuple[str, str, str, str, bool, float | None, int, str, str]] = {
    "changan": ("Changan Automobile", "长安汽车", "500105", "nev-vehicle", True, None, 2024, "reported", "nev-parts-2024"),
    "seres": ("Seres", "赛力斯", "500105", "nev-vehicle", True, 358.42, 2023, "derived", "seres-2023"),
    "deepal": ("Deepal", "深蓝汽车", "500105", "nev-vehicle", False, None, 2024, "reported", "cqrb-2024-05-31"),
    "avatr": ("Avatr", "阿维塔", "500000", "nev-vehicle", False, 56.45, 2023, "derived", "avatr-2025-11"),
    "changan-group": ("China Changan Automobile Group", "中国长安汽车集团", "500000", "nev-vehicle", False, None, 2025, "reported", "nev-2026-01"),
    "afari": ("Afari Technology", "千里科技", "500000", "nev-software", False, None, 2025, "reported", "nev-2026-01"),
    "byd-bishan": ("BYD in Bishan", "比亚迪（璧山）", "500120", "nev-battery", True, 4 * 55.5, 2023, "derived", "bishan-2023-q1"),
    "crrc-hengtong": ("CRRC Hengtong", "中车恒通", "500120", "nev-vehicle", False, None, 2025, "reported", "liangjiang-2024"),
    "aima": ("Aima in Tongliang", "爱玛车业（铜梁）", "500151", "18", False, None, 2025, "reported", "cqnews-2026-01"),
    "hithium": ("Hithium", "海辰储能", "500151", "ess-cell", True, None, 2024, "reported", "ce-2024-04"),
    "hithium-module": ("Hithium, modules", "海辰储能（模组）", "500151", "ess-system", False, None, 2024, "reported", "ce-2024-04"),
    "housheng": ("Housheng", "厚生隔膜", "500151", "ess-separator", False, None, 2024, "reported", "ce-2024-04"),
    "jinhuineng": ("Jinhuineng", "金汇能", "500151", "ess-anode", False, None, 2023, "reported", "hithium-2023-12"),
    "minglida": ("Minglida", "铭利达", "500151", "ess-structure", False, None, 2022, "reported", "hithium-2022-12"),
    "xingheng": ("Xingheng", "兴恒", "500151", "19", False, None, 2024, "assumed", "ce-2024-04"),
    "keda": ("Keda", "科达", "500151", "19", False, None, 2024, "assumed", "ce-2024-04"),
    "boe": ("BOE in Chongqing", "京东方（重庆）", "500000", "dis-panel", True, None, 2022, "reported", "display-2022"),
    "hkc": ("HKC Jinyu", "惠科金渝", "500000", "dis-panel", False, None, 2022, "reported", "display-2022"),
    "corning": ("Corning in Chongqing", "康宁玻璃", "500000", "dis-glass", False, None, 2022, "reported", "display-2022"),
    "konka": ("Konka in Chongqing", "康佳", "500000", "dis-device", False, None, 2022, "reported", "display-2022"),
    "lianchuang": ("Lianchuang Electronics", "联创电子", "500000", "dis-module", False, None, 2022, "reported", "display-2022"),
    "laibao": ("Laibao Technology", "莱宝科技", "500000", "dis-module", False, None, 2017, "reported", "display-2017"),
    "zhongguangdian": ("Zhongguangdian", "中光电", "500000", "dis-module", False, None, 2017, "reported", "display-2017"),
    "meijing": ("Meijing Optoelectronics", "美景光电", "500000", "dis-module", False, None, 2017, "reported", "display-2017"),
    "foxconn": ("Foxconn in Chongqing", "富士康（重庆）", "500000", "dis-device", False, None, 2017, "reported", "display-2017"),
    "air-liquide": ("Air Liquide in Chongqing", "法液空（重庆）", "500000", "dis-chemical", False, None, 2015, "reported", "boe-2015"),
    "dongjin": ("Dongjin in Chongqing", "东进（重庆）", "500000", "dis-chemical", False, None, 2015, "reported", "boe-2015"),
    "sumitomo": ("Sumitomo Chemical in Chongqing", "住友化学（重庆）", "500000", "dis-film", False, None, 2015, "reported", "boe-2015"),
    "crmicro": ("China Resources Microelectronics", "华润微电子", "CQ-GX", "ic-fab", True, None, 2025, "reported", "ic-gaoxin-2025"),
    "sanan-st": ("Anyifa Semiconductor", "安意法半导体", "CQ-GX", "ic-device", False, None, 2025, "reported", "ic-gaoxin-2025"),
    "aosong": ("Aosong Semiconductor", "奥松半导体", "CQ-GX", "ic-device", False, None, 2025, "reported", "ic-gaoxin-2025"),
    "sk-hynix": ("SK hynix in Chongqing", "SK海力士（重庆）", "500000", "ic-package", False, None, 2016, "reported", "ic-2016"),
    "aos": ("Alpha and Omega Semiconductor in Chongqing", "AOS（重庆）", "500000", "ic-fab", False, None, 2016, "reported", "ic-2016"),
    "ats": ("AT&S in Chongqing", "AT&S（重庆）", "500000", "ic-substrate", False, None, 2016, "reported", "ic-2016"),
    "arm": ("Arm in Chongqing", "ARM（重庆）", "500000", "ic-tool", False, None, 2016, "reported", "ic-2016"),
    "tuohang": ("Tuohang Technology", "驼航科技", "500000", "low-airframe", True, None, 2025, "reported", "low-2025"),
    "seres-air": ("Seres, aircraft power", "赛力斯（低空动力）", "500000", "low-power", False, None, 2026, "reported", "low-2026-02"),
    "huafeng": ("Huafeng in Fuling", "华峰（涪陵）", "500102", "mat-pu", True, 330, 2023, "reported", "huafeng-2024-04"),
    "wankai": ("Wankai in Fuling", "万凯（涪陵）", "500102", "mat-pet", True, 106, 2022, "reported", "wankai-2023-02"),
    "jianfeng": ("Jianfeng", "建峰", "500102", "mat-feed", True, None, 2024, "reported", "fuling-2024-07"),
    "qingshan": ("Qingshan Industry, transmissions", "青山工业（变速器）", "500120", "18", False, 4 * 28.9, 2023, "derived", "bishan-2023-q1"),
    "qingshan-drive": ("Qingshan Industry, electric drive", "青山工业（电驱）", "500120", "nev-drive", False, None, 2023, "reported", "bishan-2023-q1"),
    "catl-seres": ("CATL in the Seres plant", "宁德时代（赛力斯厂中厂）", "CQ-LJ", "nev-battery", False, None, 2025, "reported", "catl-seres-2025"),
    "zhixin": ("Zhixin Industrial", "至信股份", "500105", "18", False, None, 2025, "reported", "zhixin-2026"),
    "kunsen": ("Kunsen Packaging", "坤森包装", "500151", "10", False, None, 2024, "reported", "cqgov-2024-08"),
    "qirui": ("Qirui Huachuan in Tongliang", "起瑞华川（铜梁）", "500151", "18", False, None, 2024, "reported", "cqgov-2024-08"),
    "air-products": ("Air Products in Banan", "空气化工产品（巴南）", "500113", "dis-chemical", False, None, 2016, "reported", "hkc-2016"),
    "sanan": ("San'an in Chongqing, substrates", "重庆三安（衬底）", "CQ-GX", "20", False, None, 2025, "reported", "sanan-2025-02"),
}  # fmt: skip

# Seller, buyer, year of the page that states it, source. No page gives a value.
_SUPPLIES: tuple[tuple[str, str, int, str], ...] = (
    ("catl-seres", "seres", 2025, "catl-seres-2025"),
    ("changan", "avatr", 2023, "changan-2023-11"),
    ("zhixin", "changan", 2025, "zhixin-2026"),
    ("kunsen", "aima", 2024, "cqgov-2024-08"),
    ("qirui", "aima", 2024, "cqgov-2024-08"),
    ("housheng", "hithium", 2023, "hithium-2023-12"),
    ("jinhuineng", "hithium", 2023, "hithium-2023-12"),
    ("air-liquide", "boe", 2015, "boe-2015"),
    ("dongjin", "boe", 2015, "boe-2015"),
    ("sumitomo", "boe", 2015, "boe-2015"),
    ("corning", "boe", 2018, "boe-2018"),
    ("air-products", "hkc", 2016, "hkc-2016"),
    ("sanan", "sanan-st", 2025, "sanan-2025-02"),
)  # fmt: skip


def firm_rows() -> list[dict[str, object]]:
    """Rows of the table ``firms``.

    Returns
    -------
    list of dict
        One row a firm and node; revenue is empty where no local figure is published.
    """
    return [
        {"firm": code, "name_en": en, "name_zh": zh, "place": place, "industry": node,
         "lead": lead, "revenue": revenue, "year": year, "status": status, "source": source}
        for code, (en, zh, place, node, lead, revenue, year, status, source) in _FIRMS.items()
    ]  # fmt: skip


def supply_rows() -> list[dict[str, object]]:
    """Rows of the table ``supplies``; only the links are known.

    Returns
    -------
    list of dict
        One row a seller and buyer.
    """
    return [
        {"firm": seller, "firm_to": buyer, "year": year, "unit": "1e8 CNY",
         "status": "reported", "source": source}
        for seller, buyer, year, source in _SUPPLIES
    ]  # fmt: skip
