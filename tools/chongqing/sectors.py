"""The 42 sectors of 2020, those of 2007, and how they meet."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from chongqing.raw_tables import SECTORS, Competitive, Flags, Numbers, read_competitive

if TYPE_CHECKING:
    from pathlib import Path

NAMES: dict[str, tuple[str, str, str]] = {
    "01": ("Agriculture, forestry, animal husbandry and fishery", "农林牧渔", "agriculture"),
    "02": ("Coal mining", "煤炭采选", "mining"),
    "03": ("Oil and gas extraction", "石油和天然气开采", "mining"),
    "04": ("Metal ores", "金属矿采选", "mining"),
    "05": ("Non-metal ores", "非金属矿和其他矿采选", "mining"),
    "06": ("Food and tobacco", "食品和烟草", "manufacturing"),
    "07": ("Textiles", "纺织", "manufacturing"),
    "08": ("Clothing, leather and footwear", "服装鞋帽皮革", "manufacturing"),
    "09": ("Wood and furniture", "木材加工和家具", "manufacturing"),
    "10": ("Paper, printing, sports and cultural goods", "造纸印刷和文教体育用品", "manufacturing"),
    "11": ("Petroleum refining and coking", "石油加工和炼焦", "manufacturing"),
    "12": ("Chemicals, pharmaceuticals, rubber and plastics", "化学产品", "manufacturing"),
    "13": ("Non-metallic mineral products", "非金属矿物制品", "manufacturing"),
    "14": ("Metal smelting and rolling", "金属冶炼和压延", "manufacturing"),
    "15": ("Metal products", "金属制品", "manufacturing"),
    "16": ("General machinery", "通用设备", "manufacturing"),
    "17": ("Special machinery", "专用设备", "manufacturing"),
    "18": ("Transport equipment", "交通运输设备", "manufacturing"),
    "19": ("Electrical machinery", "电气机械和器材", "manufacturing"),
    "20": ("Computers, communication, electronics", "通信设备、计算机和电子设备", "manufacturing"),
    "21": ("Instruments and meters", "仪器仪表", "manufacturing"),
    "22": ("Other manufacturing and recycling", "其他制造和废品回收", "manufacturing"),
    "23": ("Repair of machinery and equipment", "金属制品、机械和设备修理", "manufacturing"),
    "24": ("Electricity and heat", "电力、热力", "utilities"),
    "25": ("Gas supply", "燃气生产和供应", "utilities"),
    "26": ("Water supply", "水的生产和供应", "utilities"),
    "27": ("Construction", "建筑", "construction"),
    "28": ("Wholesale and retail trade", "批发和零售", "services"),
    "29": ("Transport, storage and post", "交通运输、仓储和邮政", "services"),
    "30": ("Hotels and catering", "住宿和餐饮", "services"),
    "31": ("Information transmission and software", "信息传输、软件和信息技术服务", "services"),
    "32": ("Finance", "金融", "services"),
    "33": ("Real estate", "房地产", "services"),
    "34": ("Leasing and business services", "租赁和商务服务", "services"),
    "35": ("Research and development", "研究和试验发展", "services"),
    "36": ("Technical services", "综合技术服务", "services"),
    "37": ("Water, environment and public facilities", "水利、环境和公共设施管理", "services"),
    "38": ("Residential and other services", "居民服务和其他服务", "services"),
    "39": ("Education", "教育", "services"),
    "40": ("Health and social work", "卫生和社会工作", "services"),
    "41": ("Culture, sports and entertainment", "文化、体育和娱乐", "services"),
    "42": ("Public administration and social security", "公共管理和社会保障", "services"),
}  # fmt: skip

# Sectors of 2007 that go into exactly one sector of 2020. Four are split: see `crosswalk_2007`.
WHOLE_2007: dict[str, str] = {
    **{f"{number:02d}": f"{number:02d}" for number in range(1, 16)},
    "17": "18", "18": "19", "19": "20", "22": "22", "23": "24", "24": "25", "25": "26",
    "26": "27", "27": "29", "28": "29", "29": "31", "30": "28", "31": "30",
    **{f"{number:02d}": f"{number:02d}" for number in range(32, 43)},
}  # fmt: skip
SPLIT_2007 = ("16", "20", "21")
# The sector of 2020 that nothing of 2007 enters: repair sat inside the other sectors.
WITHOUT_2007 = "23"

# Last product of each of the 42 sectors among the 153 of the national table of 2020.
_LAST_OF_153 = (
    5, 6, 7, 9, 11, 26, 31, 34, 36, 40, 42, 53, 60, 65, 66, 73, 78, 83, 89, 95, 96, 98, 99,
    100, 101, 102, 108, 110, 122, 124, 129, 132, 133, 135, 136, 138, 141, 143, 144, 146, 151, 153,
)  # fmt: skip


def group_of(code: str) -> str:
    """Broad group of a sector.

    Parameters
    ----------
    code : str
        Sector of 2020.

    Returns
    -------
    str
        Such as ``"manufacturing"``.
    """
    return NAMES[code][2]


def members(*groups: str) -> Flags:
    """Sectors of some broad groups.

    Parameters
    ----------
    *groups : str
        Such as ``"mining", "manufacturing"``.

    Returns
    -------
    array of bool (42)
        True for the sectors of those groups.
    """
    return np.array([group_of(code) in groups for code in SECTORS], dtype=bool)


def crosswalk_2007(raw: Path) -> dict[tuple[str, str], float]:
    """Share of each sector of 2007 that belongs to each sector of 2020.

    Parameters
    ----------
    raw : Path
        Folder of the raw input-output data.

    Returns
    -------
    dict
        ``(code 2007, code 2020) -> weight``; the weights of a sector of 2007 sum to 1.

    Notes
    -----
    Machinery (16) is split into general and special by national output in the 135-sector table
    of 2007, instruments and office machinery (20) likewise. Crafts and other manufacturing (21)
    is split by the national output of art goods and of other manufacturing in the 153-sector
    table of 2020.
    """
    old = read_competitive(raw / "china_national/china_2007_135.csv")
    new = read_competitive(raw / "china_national/china_2020_153.csv")
    size_old = dict(zip(old.codes, old.output, strict=True))
    size_new = dict(zip(new.codes, new.output, strict=True))

    def total(sizes: dict[str, float], first: int, last: int) -> float:
        return sum(sizes[f"{number:03d}"] for number in range(first, last + 1))

    parts = {
        "16": {"16": total(size_old, 64, 68), "17": total(size_old, 69, 72)},
        "20": {"21": total(size_old, 88, 88), "16": total(size_old, 89, 89)},
        "21": {"10": total(size_new, 39, 39), "22": total(size_new, 97, 97)},
    }
    weights = dict.fromkeys(WHOLE_2007.items(), 1.0)
    for code, shares in parts.items():
        for target, size in shares.items():
            weights[code, target] = round(size / sum(shares.values()), 6)
    return dict(sorted(weights.items()))


def matrix_2007(weights: dict[tuple[str, str], float]) -> Numbers:
    """The crosswalk as a matrix.

    Parameters
    ----------
    weights : dict
        From `crosswalk_2007`.

    Returns
    -------
    array (42 of 2007, 42 of 2020)
        Rows sum to 1.
    """
    out = np.zeros((42, 42))
    for (old, new), weight in weights.items():
        out[SECTORS.index(old), SECTORS.index(new)] = weight
    return out


def fold_153(values: Numbers) -> Numbers:
    """Sum the 153 products of the national table of 2020 to the 42 sectors.

    Parameters
    ----------
    values : array (153)
        Any amount.

    Returns
    -------
    array (42)
        The sums.
    """
    edges = (0, *_LAST_OF_153)
    return np.array([values[a:b].sum() for a, b in pairwise(edges)])


def fold_2007(table: Competitive, weights: Numbers) -> Competitive:
    """Put a table of 2007 into the sectors of 2020.

    Parameters
    ----------
    table : Competitive
        With the 42 sectors of 2007.
    weights : array (42 of 2007, 42 of 2020)
        From `matrix_2007`.

    Returns
    -------
    Competitive
        It balances where the first one did: rows and columns are mixed by the same weights.
    """
    return Competitive(
        SECTORS,
        weights.T @ table.flows @ weights,
        {name: weights.T @ values for name, values in table.columns.items()},
        {name: values @ weights for name, values in table.inputs.items()},
    )
