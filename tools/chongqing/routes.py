# ruff: noqa: E501 (one row of a table a line)
"""Airports, air services and traffic of Chongqing Jiangbei airport."""

from __future__ import annotations

PAGE = "cqrb-2024-05-31"
# By IATA code: English, Chinese, country, latitude, longitude.
_AIRPORTS: dict[str, tuple[str, str, str, float, float]] = {
    "CKG": ("Chongqing Jiangbei", "重庆江北", "CHN", 29.72, 106.64),
    "SEA": ("Seattle", "西雅图", "USA", 47.45, -122.31), "LHR": ("London", "伦敦", "GBR", 51.47, -0.45),
    "CDG": ("Paris", "巴黎", "FRA", 49.01, 2.55), "FCO": ("Rome", "罗马", "ITA", 41.80, 12.25),
    "MAD": ("Madrid", "马德里", "ESP", 40.47, -3.56), "MXP": ("Milan", "米兰", "ITA", 45.63, 8.72),
    "BUD": ("Budapest", "布达佩斯", "HUN", 47.44, 19.26), "SYD": ("Sydney", "悉尼", "AUS", -33.95, 151.18),
    "DXB": ("Dubai", "迪拜", "ARE", 25.25, 55.36), "DOH": ("Doha", "多哈", "QAT", 25.27, 51.61),
    "ICN": ("Seoul", "首尔", "KOR", 37.46, 126.44), "KIX": ("Osaka", "大阪", "JPN", 34.43, 135.24),
    "KUL": ("Kuala Lumpur", "吉隆坡", "MYS", 2.75, 101.71), "SGN": ("Ho Chi Minh City", "胡志明市", "VNM", 10.82, 106.65),
    "KTM": ("Kathmandu", "加德满都", "NPL", 27.70, 85.36), "VTE": ("Vientiane", "万象", "LAO", 17.99, 102.56),
    "HAN": ("Hanoi", "河内", "VNM", 21.22, 105.81), "CMB": ("Colombo", "科伦坡", "LKA", 7.18, 79.88),
    "MLE": ("Male", "马累", "MDV", 4.19, 73.53), "HKT": ("Phuket", "普吉", "THA", 8.11, 98.31),
    "NRT": ("Tokyo", "东京", "JPN", 35.76, 140.39), "CGK": ("Jakarta", "雅加达", "IDN", -6.13, 106.66),
    "FRA": ("Frankfurt", "法兰克福", "DEU", 50.03, 8.56), "MNL": ("Manila", "马尼拉", "PHL", 14.51, 121.02),
    "SVO": ("Moscow", "莫斯科", "RUS", 55.97, 37.41), "AKL": ("Auckland", "奥克兰", "NZL", -37.01, 174.79),
    "PEN": ("Penang", "槟城", "MYS", 5.30, 100.28), "PNH": ("Phnom Penh", "金边", "KHM", 11.55, 104.84),
    "BRU": ("Brussels", "布鲁塞尔", "BEL", 50.90, 4.48), "ORD": ("Chicago", "芝加哥", "USA", 41.98, -87.90),
    "HKG": ("Hong Kong", "香港", "HKG", 22.31, 113.91), "MFM": ("Macao", "澳门", "MAC", 22.15, 113.59),
    "TPE": ("Taipei", "台北", "TWN", 25.08, 121.23), "SIN": ("Singapore", "新加坡", "SGP", 1.36, 103.99),
    "BKK": ("Bangkok", "曼谷", "THA", 13.69, 100.75), "RGN": ("Yangon", "仰光", "MMR", 16.91, 96.13),
    "DPS": ("Denpasar", "巴厘岛", "IDN", -8.75, 115.17), "CEB": ("Cebu", "宿务", "PHL", 10.31, 123.98),
}  # fmt: skip

# Destinations of running passenger services that the page names: (began, carrier, freight).
_NAMED: dict[str, tuple[str, str, float]] = {
    "SEA": ("2024-05-16", "海南航空", 3600), "LHR": ("", "", 4200), "CDG": ("", "海南航空", 4200),
    "FCO": ("", "海南航空", 3800), "MAD": ("", "海南航空", 3800), "MXP": ("", "海南航空", 3400),
    "BUD": ("", "", 3400), "SYD": ("", "", 3600), "DXB": ("", "", 5200), "DOH": ("", "", 5200),
    "ICN": ("", "", 2600), "KIX": ("", "", 2400), "KUL": ("", "", 1800), "SGN": ("", "", 1200),
    "KTM": ("", "", 900), "VTE": ("", "", 600), "HAN": ("2024-05-16", "西部航空", 900),
}  # fmt: skip
# The page counts 25 services and names 17. These eight destinations were served in 2019.
_UNNAMED: dict[str, float] = {
    "HKG": 3200, "MFM": 600, "TPE": 1600, "SIN": 3600, "BKK": 2200, "RGN": 600, "DPS": 800, "CEB": 600,
}  # fmt: skip
_CARGO: dict[str, float] = {"LHR": 26000, "FRA": 32000, "MNL": 16000}
# Announced on the page: (began, carrier, freight).
_ANNOUNCED: dict[str, tuple[str, str, float]] = {
    "CMB": ("2024-06-24", "重庆航空", 1200), "HKT": ("2024-07..2024-08", "重庆航空", 900),
    "NRT": ("", "", 3200), "CGK": ("", "", 2800),
}  # fmt: skip
# Possible: (destination, kind, freight).
_CANDIDATES: tuple[tuple[str, str, float], ...] = (
    ("SVO", "P", 3000), ("AKL", "P", 3600), ("PEN", "P", 1100), ("PNH", "P", 1000),
    ("BRU", "C", 18000), ("ORD", "C", 20000),
)  # fmt: skip

# By period and measure: value, unit, source.
_TRAFFIC: tuple[tuple[str, str, float, str, str], ...] = (
    ("2023", "passengers", 4465.7, "1e4 passengers", "itlic-2024-01"),
    ("2023", "cargo", 38.79, "1e4 t", "ckg-2023-cargo"),
    ("2024-Q1", "passengers", 1216.95, "1e4 passengers", PAGE),
    ("2024-Q1", "international_passengers", 35.9, "1e4 passengers", PAGE),
    ("2024-Q1", "cargo", 11.1, "1e4 t", PAGE),
    ("2024-Q1", "international_cargo", 3.9, "1e4 t", PAGE),
    ("2024-07", "passengers", 439, "1e4 passengers", "ecns-2024"),
    ("2024-07..2024-08", "international_passengers", 37.4, "1e4 passengers", "ecns-2024"),
    ("2025", "passengers", 5000, "1e4 passengers", "ckg-2025"),
    ("2025", "cargo", 50, "1e4 t", "ckg-2025"),
)  # fmt: skip


def airport_rows() -> list[dict[str, object]]:
    """Rows of the table ``airports``.

    Returns
    -------
    list of dict
        One row an airport.
    """
    return [
        {"airport": code, "name_en": en, "name_zh": zh, "country": country,
         "place": "500000" if code == "CKG" else "", "lat": lat, "lon": lon,
         "status": "assumed", "source": "geography"}
        for code, (en, zh, country, lat, lon) in _AIRPORTS.items()
    ]  # fmt: skip


def service_rows() -> list[dict[str, object]]:
    """Rows of the table ``air_services``.

    Returns
    -------
    list of dict
        One row a service. Freight is assumed everywhere, so every row is "assumed"; the source
        is the page where the service itself is named there.
    """
    rows: list[dict[str, object]] = []

    def add(
        to: str, kind: str, state: str, began: str, carrier: str, freight: float, source: str
    ) -> None:
        word = "cargo" if kind == "C" else "passenger"
        rows.append(
            {"service": f"CKG-{to}-{kind}", "airport": "CKG", "airport_to": to, "kind": word,
             "state": state, "began": began, "freight": freight, "carrier": carrier,
             "status": "assumed", "source": source}
        )  # fmt: skip

    for to, (began, carrier, freight) in _NAMED.items():
        add(to, "P", "running", began, carrier, freight, PAGE)
    for to, freight in _UNNAMED.items():
        add(to, "P", "running", "", "", freight, "upriver-estimate")
    for to, freight in _CARGO.items():
        add(to, "C", "running", "2023..", "", freight, PAGE)
    for to, (began, carrier, freight) in _ANNOUNCED.items():
        add(to, "P", "announced", began, carrier, freight, PAGE)
    for to, kind, freight in _CANDIDATES:
        add(to, kind, "candidate", "", "", freight, "upriver-estimate")
    return rows


def traffic_rows() -> list[dict[str, object]]:
    """Rows of the table ``traffic``.

    Returns
    -------
    list of dict
        One row a period and measure.
    """
    return [
        {"airport": "CKG", "period": period, "measure": measure, "value": value, "unit": unit,
         "status": "reported", "source": source}
        for period, measure, value, unit, source in _TRAFFIC
    ]  # fmt: skip
