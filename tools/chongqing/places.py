# ruff: noqa: E501 (one row of a table a line)
"""Places of the bundled region: the city, its districts and zones, and the provinces beside it."""

from __future__ import annotations

# By place: English, Chinese, parent, kind, latitude, longitude.
_PLACES: dict[str, tuple[str, str, str, str, float | None, float | None]] = {
    "100000": ("China", "中国", "", "country", 35.0, 105.0),
    "500000": ("Chongqing", "重庆市", "100000", "province", 29.56, 106.55),
    "500101": ("Wanzhou", "万州区", "500000", "district", 30.81, 108.41),
    "500102": ("Fuling", "涪陵区", "500000", "district", 29.70, 107.39),
    "500103": ("Yuzhong", "渝中区", "500000", "district", 29.55, 106.57),
    "500104": ("Dadukou", "大渡口区", "500000", "district", 29.48, 106.48),
    "500105": ("Jiangbei", "江北区", "500000", "district", 29.61, 106.57),
    "500106": ("Shapingba", "沙坪坝区", "500000", "district", 29.54, 106.46),
    "500107": ("Jiulongpo", "九龙坡区", "500000", "district", 29.50, 106.51),
    "500109": ("Beibei", "北碚区", "500000", "district", 29.81, 106.40),
    "500110": ("Qijiang", "綦江区", "500000", "district", 29.03, 106.65),
    "500111": ("Dazu", "大足区", "500000", "district", 29.71, 105.72),
    "500112": ("Yubei", "渝北区", "500000", "district", 29.72, 106.63),
    "500113": ("Banan", "巴南区", "500000", "district", 29.40, 106.54),
    "500114": ("Qianjiang", "黔江区", "500000", "district", 29.53, 108.77),
    "500115": ("Changshou", "长寿区", "500000", "district", 29.86, 107.08),
    "500116": ("Jiangjin", "江津区", "500000", "district", 29.29, 106.26),
    "500117": ("Hechuan", "合川区", "500000", "district", 29.97, 106.28),
    "500118": ("Yongchuan", "永川区", "500000", "district", 29.36, 105.93),
    "500120": ("Bishan", "璧山区", "500000", "district", 29.59, 106.23),
    "500151": ("Tongliang", "铜梁区", "500000", "district", 29.84, 106.06),
    "500152": ("Tongnan", "潼南区", "500000", "district", 30.19, 105.84),
    "500153": ("Rongchang", "荣昌区", "500000", "district", 29.40, 105.59),
    "500155": ("Liangping", "梁平区", "500000", "district", 30.67, 107.80),
    "500241": ("Xiushan", "秀山县", "500000", "district", 28.45, 109.00),
    "CQ-LJ": ("Liangjiang New Area", "两江新区", "500000", "zone", 29.73, 106.60),
    "CQ-GX": ("Chongqing High-tech Zone", "重庆高新区", "500000", "zone", 29.60, 106.35),
    "CQ-WEST": ("Eight districts of western Chongqing", "渝西八区", "500000", "zone", 29.60, 105.95),
    "110000": ("Beijing", "北京市", "100000", "province", 39.90, 116.41),
    "120000": ("Tianjin", "天津市", "100000", "province", 39.08, 117.20),
    "130000": ("Hebei", "河北省", "100000", "province", 38.04, 114.51),
    "140000": ("Shanxi", "山西省", "100000", "province", 37.87, 112.56),
    "150000": ("Inner Mongolia", "内蒙古自治区", "100000", "province", 40.84, 111.75),
    "210000": ("Liaoning", "辽宁省", "100000", "province", 41.81, 123.43),
    "220000": ("Jilin", "吉林省", "100000", "province", 43.82, 125.32),
    "230000": ("Heilongjiang", "黑龙江省", "100000", "province", 45.80, 126.53),
    "310000": ("Shanghai", "上海市", "100000", "province", 31.23, 121.47),
    "320000": ("Jiangsu", "江苏省", "100000", "province", 32.06, 118.80),
    "330000": ("Zhejiang", "浙江省", "100000", "province", 30.27, 120.15),
    "340000": ("Anhui", "安徽省", "100000", "province", 31.82, 117.23),
    "350000": ("Fujian", "福建省", "100000", "province", 26.07, 119.30),
    "360000": ("Jiangxi", "江西省", "100000", "province", 28.68, 115.86),
    "370000": ("Shandong", "山东省", "100000", "province", 36.65, 117.12),
    "410000": ("Henan", "河南省", "100000", "province", 34.75, 113.63),
    "420000": ("Hubei", "湖北省", "100000", "province", 30.59, 114.31),
    "430000": ("Hunan", "湖南省", "100000", "province", 28.23, 112.94),
    "440000": ("Guangdong", "广东省", "100000", "province", 23.13, 113.26),
    "450000": ("Guangxi", "广西壮族自治区", "100000", "province", 22.82, 108.37),
    "460000": ("Hainan", "海南省", "100000", "province", 20.04, 110.20),
    "510000": ("Sichuan", "四川省", "100000", "province", 30.57, 104.07),
    "520000": ("Guizhou", "贵州省", "100000", "province", 26.65, 106.63),
    "530000": ("Yunnan", "云南省", "100000", "province", 25.04, 102.71),
    "610000": ("Shaanxi", "陕西省", "100000", "province", 34.34, 108.94),
    "620000": ("Gansu", "甘肃省", "100000", "province", 36.06, 103.83),
    "630000": ("Qinghai", "青海省", "100000", "province", 36.62, 101.78),
    "640000": ("Ningxia", "宁夏回族自治区", "100000", "province", 38.49, 106.23),
    "650000": ("Xinjiang", "新疆维吾尔自治区", "100000", "province", 43.83, 87.62),
}  # fmt: skip

# Codes of the provincial tables of 2007.
PROVINCES = {
    "BEJ": "110000", "TAJ": "120000", "HEB": "130000", "SHX": "140000", "NMG": "150000",
    "LIA": "210000", "JIL": "220000", "HLJ": "230000", "SHH": "310000", "JSU": "320000",
    "ZHJ": "330000", "ANH": "340000", "FUJ": "350000", "JXI": "360000", "SHD": "370000",
    "HEN": "410000", "HUB": "420000", "HUN": "430000", "GUD": "440000", "GXI": "450000",
    "HAI": "460000", "CHQ": "500000", "SIC": "510000", "GZH": "520000", "YUN": "530000",
    "SHA": "610000", "GAN": "620000", "QIH": "630000", "NXA": "640000", "XIN": "650000",
}  # fmt: skip


def place_rows() -> list[dict[str, object]]:
    """Rows of the table ``places``.

    Returns
    -------
    list of dict
        One row a place.
    """
    return [
        {"place": code, "name_en": en, "name_zh": zh, "parent": parent, "kind": kind,
         "lat": lat, "lon": lon}
        for code, (en, zh, parent, kind, lat, lon) in _PLACES.items()
    ]  # fmt: skip
