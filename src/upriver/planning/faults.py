"""Faults of a plan's data in words, for cells of arguments and rows of tables alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict, Unpack

from upriver.core.errors import DataError
from upriver.core.figures import said
from upriver.core.findings import Finding
from upriver.core.message import Message, listing

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence


class Place(TypedDict, total=False):
    """Where in a table a fault stands; both are left out for arguments.

    Parameters
    ----------
    row : int
        Row as a spreadsheet shows it.
    column : str
        Name of the column.
    """

    row: int
    column: str


def refuse_errors(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Raise once for all errors; give back what is no error.

    Parameters
    ----------
    findings : tuple of Finding
        What was found.

    Returns
    -------
    tuple of Finding
        Warnings and notes.

    Raises
    ------
    DataError
        If there is an error among the findings.
    """
    errors = tuple(each for each in findings if each.severity == "error")
    if errors:
        raise DataError(
            Message(
                f"No plan can be made from these data: {len(errors)} error(s).",
                f"这些数据不能用于规划：共 {len(errors)} 处错误。",
            ),
            Message("Correct them:", "请逐一改正："),
            findings=errors,
        )
    return findings


def too_low(where: str, value: float, *, least: float = 0.0, **place: Unpack[Place]) -> Finding:
    """A figure below its least value.

    Parameters
    ----------
    where : str
        Table, or argument with its cell.
    value : float
        What came.
    least : float
        What is wanted at least.
    **place : Place
        ``row`` and ``column`` of a table.

    Returns
    -------
    Finding
        An error.
    """
    return Finding(
        "below-least", "error",
        Message(f"It must be at least {least:g}; it is {value:g}.",
                f"不得小于 {least:g}，实际为 {value:g}。"),
        Message("Correct the figure or its sign.", "请更正数值或其正负号。"),
        table=where, value=f"{value:g}", **place,
    )  # fmt: skip


def no_share(where: str, value: float, **place: Unpack[Place]) -> Finding:
    """A share that is no share.

    Parameters
    ----------
    where : str
        Table, or argument with its cell.
    value : float
        What came.
    **place : Place
        ``row`` and ``column`` of a table.

    Returns
    -------
    Finding
        An error.
    """
    return Finding(
        "share-outside", "error",
        Message(f"A share must lie between 0 and 1; it is {value:g}.",
                f"份额应在 0 与 1 之间，实际为 {value:g}。"),
        Message("Write 5 per cent as 0.05.", "5% 应写作 0.05。"),
        table=where, value=f"{value:g}", **place,
    )  # fmt: skip


def window_reversed(where: str, earliest: int, latest: int, **place: Unpack[Place]) -> Finding:
    """A window that ends before it begins.

    Parameters
    ----------
    where : str
        Table, or argument with its code.
    earliest, latest : int
        First and last year.
    **place : Place
        ``row`` and ``column`` of a table.

    Returns
    -------
    Finding
        An error.
    """
    return Finding(
        "window-reversed", "error",
        Message(f"The window ends in {latest}, before it begins in {earliest}.",
                f"可开工的时段止于 {latest} 年，早于起始的 {earliest} 年。"),
        Message("Exchange or correct earliest and latest.", "请对调或更正 earliest 与 latest。"),
        table=where, value=str(latest), **place,
    )  # fmt: skip


def in_a_circle(where: str, ring: Sequence[str], **place: Unpack[Place]) -> Finding:
    """Projects that wait for each other.

    Parameters
    ----------
    where : str
        Table, or argument with its code.
    ring : sequence of str
        Codes in the order in which they require each other.
    **place : Place
        ``row`` and ``column`` of a table.

    Returns
    -------
    Finding
        An error.
    """
    told = " → ".join([*ring, ring[0]])
    return Finding(
        "requires-circle", "error",
        Message(f"Projects require each other in a circle, so none can start: {told}.",
                f"项目互为前置，均无法开工：{told}。"),
        Message("Empty the column requires of one of them.", "请清空其中一个项目的 requires。"),
        table=where, value=ring[0], **place,
    )  # fmt: skip


def unknown_code(where: str, column: str, code: str, known: Collection[str]) -> Finding:
    """A code that the plan does not know.

    Parameters
    ----------
    where : str
        Table, or argument with its code.
    column : str
        Column or field that holds it.
    code : str
        What came.
    known : collection of str
        What is known.

    Returns
    -------
    Finding
        An error.
    """
    some = listing(sorted(known)) or "-"
    return Finding(
        "unknown-code", "error",
        Message(f"The plan does not know {code!r}; it knows {some}.",
                f"规划中没有 {code!r}；已有 {some}。"),
        Message("Add it, or correct the code.", "请补入，或更正代码。"),
        table=where, column=column, value=code,
    )  # fmt: skip


def unit_unfit(
    where: str, unit: str, wanted: str, *, exact: bool = False, **place: Unpack[Place]
) -> Finding:
    """A unit that is not that of what it stands for.

    Parameters
    ----------
    where : str
        Table, or argument with its code.
    unit : str
        What came.
    wanted : str
        A unit that would fit.
    exact : bool
        Whether the very unit is wanted, because figures are not converted.
    **place : Place
        ``row`` and ``column`` of a table.

    Returns
    -------
    Finding
        An error.
    """
    problem = Message(f"The unit {unit!r} cannot be turned into {wanted!r}.",
                      f"单位 {unit!r} 无法换算为 {wanted!r}。")  # fmt: skip
    if exact:
        problem = Message(f"The plan counts this in {wanted!r}; the unit is {unit!r}.",
                          f"规划以 {wanted!r} 计量此项，实际单位为 {unit!r}。")  # fmt: skip
    return Finding(
        "unit-does-not-fit", "error", problem,
        Message("Correct the unit or what it stands for.", "请更正单位，或更正其所指。"),
        table=where, value=unit, **place,
    )  # fmt: skip


def below_what_exists(
    where: str,
    limit: float,
    *,
    unit: str,
    now: float,
    left: float,
    promise: bool,
    years: int = 1,
    **place: Unpack[Place],
) -> Finding:
    """An upper limit that today's output would break.

    Parameters
    ----------
    where : str
        Table, or argument with its cell.
    limit : float
        What is allowed.
    unit : str
        Unit of all figures.
    now : float
        What is there in the base year, or in as many years like it.
    left : float
        What would be left of it with the output of the base year, after all abatement and with
        cleaner technology.
    promise : bool
        Whether it is a target; otherwise it is a cap.
    years : int
        How many years the figures add up.
    **place : Place
        ``row`` and ``column`` of a table.

    Returns
    -------
    Finding
        A warning; its code says whether the limit is below half of what would be left.
    """
    far = limit < 0.5 * left
    what = Message("target", "目标值") if promise else Message("cap", "上限")
    base = Message("the base year", "基年")
    if years > 1:
        base = Message(f"{years} years like the base year", f" {years} 年按基年水平累计")
    told = [said(value, unit) for value in (limit, now, left)]
    return Finding(
        "cap-far-below" if far else "cap-below", "warning",
        Message(
            f"The {what.en} {told[0].en} is {'far ' if far else ''}below the {told[1].en} of "
            f"{base.en}; {told[2].en} would be left with today's output after all abatement "
            "projects.",
            f"{what.zh} {told[0].zh} {'远' if far else ''}低于{base.zh}的 {told[1].zh}；"
            f"按现有产出，全部减排项目完成后仍有 {told[2].zh}。",
        ),
        Message(
            "Check its unit; if it is right, output must shrink: add abatement, or make it soft.",
            "请核对其单位；若无误，产出须下降：请增加减排项目，或改为软约束。",
        ),
        table=where, value=f"{limit:g}", **place,
    )  # fmt: skip


def circles(requires: Mapping[str, str]) -> list[list[str]]:
    """Circles among projects of which each requires at most one other.

    Parameters
    ----------
    requires : mapping of str to str
        What each project requires; empty for none.

    Returns
    -------
    list of list of str
        Every circle once, from its first project in the order of the mapping.

    Examples
    --------
    >>> circles({"a": "b", "b": "a", "c": "a"})
    [['a', 'b']]
    """
    found: list[list[str]] = []
    done: set[str] = set()
    for start in requires:
        way: list[str] = []
        at = start
        while at and at not in done and at not in way:
            way.append(at)
            at = requires.get(at, "")
        if at in way:
            found.append(way[way.index(at) :])
        done |= set(way)
    return found
