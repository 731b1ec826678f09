# ruff: noqa: E501 (one row of a table a line)
"""What is to be found out before something can be made: research tasks and what waits for them.

Pages name the technologies and the public support of one project. Nobody publishes the chance of
success, the duration or what a result opens: those are assumed by the three grades below.
"""

from __future__ import annotations

from dataclasses import dataclass

# Published figures of 2021 and 2022, 1e8 yuan: public spending on science and all spending on
# research in 2021, research in 2022, and the sales of new products of large industry in 2021.
PUBLIC_SCIENCE_2021 = 92.6
RESEARCH_2021 = 603.8
RESEARCH_2022 = 686.6
NEW_PRODUCTS_2021 = 6995.2
PUBLIC_SHARE = PUBLIC_SCIENCE_2021 / RESEARCH_2021
# Assumed: research staff (the stock of `talent`), and value added of one yuan of a new product.
STAFF = 210_000
VALUE_ADDED = 0.2
ASSUMED = {"status": "assumed", "source": "upriver-research"}

# Published support of one project, 1e8 yuan: 10 million yuan for a core technology of a leading
# industry, 1 to 10 million for a key project (the middle is taken), at most 5 million for robots,
# at most 3 million for low-altitude equipment and for vehicle software.
_SUPPORT = {"leading": 0.10, "key": 0.055, "robot": 0.05, "low": 0.03, "software": 0.03}

# grade: (chance of one team, years). Mature: in series elsewhere in China, to be adapted here;
# rising: series production begins elsewhere; frontier: pilots only.
_GRADES = {"mature": (0.8, 1), "rising": (0.6, 2), "frontier": (0.4, 3)}


@dataclass(frozen=True)
class _Task:
    """One research task: names, support, grade, teams, who works on it, what it opens, source."""

    en: str
    zh: str
    support: str
    grade: str
    teams: int
    occupation: str
    opens: tuple[str, str] | None
    source: str


_TASKS: dict[str, _Task] = {
    "r-os": _Task("Operating system for vehicles", "国产车载操作系统", "software", "mature", 1, "software", ("task", "r-computer"), "software-2025-10"),
    "r-computer": _Task("Computers for cockpit and driving", "座舱与智驾域控制器技术", "leading", "mature", 1, "software", ("project", "enter-cockpit"), "yulian-2025-07"),
    "r-wire": _Task("Steer-by-wire and brake-by-wire", "线控转向与线控制动技术", "leading", "rising", 2, "research", ("project", "enter-chassis"), "yulian-2025-07"),
    "r-chip": _Task("Control and power chips fit for vehicles", "车规级控制与功率芯片技术", "leading", "rising", 2, "research", ("project", "enter-chip"), "yulian-2025-07"),
    "r-lidar": _Task("Lidar for series production", "车载激光雷达技术", "leading", "mature", 1, "research", ("node", "nev-sensor"), "cernnet-2025-04"),
    "r-recycle": _Task("Recovery of all parts of used batteries", "废旧电池全组分湿法回收", "key", "mature", 1, "research", ("project", "enter-recycle"), "gmw-2025-07"),
    "r-icmaterial": _Task("Wafer and packaging materials", "硅片与封装材料", "leading", "rising", 2, "research", ("project", "enter-wafer"), "ic-package-2024-01"),
    "r-icequipment": _Task("Packaging and chip-making equipment", "封装与集成电路装备", "leading", "frontier", 2, "research", ("node", "ic-equipment"), "ic-package-2024-01"),
    "r-casting": _Task("Magnesium and aluminium castings for car bodies", "车身镁铝合金铸锻成形", "leading", "mature", 1, "research", ("node", "nev-light"), "materials-2023-03"),
    "r-robot": _Task("Motors, joints and controls of robots", "机器人电机、关节与控制", "robot", "rising", 2, "research", None, "private-2025-03"),
    "r-flight": _Task("Flight control and its sensors", "飞控系统与传感器", "low", "rising", 2, "research", ("project", "enter-avionics"), "low-2025-07"),
    "r-industrial": _Task("Industrial software for design and simulation", "研发设计与仿真类工业软件", "software", "mature", 1, "software", None, "software-2023-01"),
}  # fmt: skip


def _cost(task: _Task) -> float:
    """Cost of one team, 1e8 yuan: its public support over the public share of all research."""
    return round(_SUPPORT[task.support] / PUBLIC_SHARE, 2)


def match() -> float:
    """Money of others beside one yuan of public money in research.

    Returns
    -------
    float
        From the public share of research in 2021.
    """
    return round(1.0 / PUBLIC_SHARE - 1.0, 1)


def task_rows() -> list[dict[str, object]]:
    """Rows of the table ``research_tasks``.

    Returns
    -------
    list of dict
        One row a task. Only a task that opens nothing has a worth of its own.
    """
    gain = VALUE_ADDED * NEW_PRODUCTS_2021 / RESEARCH_2021
    return [
        {"task": code, "name_en": task.en, "name_zh": task.zh, "cost": _cost(task),
         "duration": _GRADES[task.grade][1], "success": _GRADES[task.grade][0],
         "teams": task.teams,
         "value": None if task.opens else round(gain * _cost(task), 2),
         "status": "assumed", "source": task.source}
        for code, task in _TASKS.items()
    ]  # fmt: skip


def unlock_rows() -> list[dict[str, object]]:
    """Rows of the table ``research_unlocks``.

    Returns
    -------
    list of dict
        One row a task that something waits for.
    """
    return [
        {"task": code, "kind": task.opens[0], "code": task.opens[1], **ASSUMED}
        for code, task in _TASKS.items()
        if task.opens
    ]


def need_rows() -> list[dict[str, object]]:
    """Rows of the table ``research_needs``.

    Returns
    -------
    list of dict
        One row a task: the yearly cost of a team over what one researcher costs on average.
    """
    return [
        {"task": code, "occupation": task.occupation,
         "need": round(_cost(task) / _GRADES[task.grade][1] / (RESEARCH_2022 / STAFF)), **ASSUMED}
        for code, task in _TASKS.items()
    ]  # fmt: skip
