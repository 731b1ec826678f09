"""How results become plain data: NaN becomes missing, digits are fixed, order is fixed."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from upriver.core.findings import Finding
    from upriver.core.message import Message
    from upriver.data.provenance import Provenance
    from upriver.data.region import Region

Facts = dict[str, Any]
DIGITS = 6


def plain(value: Any) -> Any:
    """A value as JSON can hold it.

    Parameters
    ----------
    value : object
        A number, text, flag or nothing.

    Returns
    -------
    object
        Numbers with six significant digits; NaN and infinity as None.

    Examples
    --------
    >>> plain(1.23456789), plain(float("nan")), plain(-0.0)
    (1.23457, None, 0.0)
    """
    if value is None or isinstance(value, bool | str | int):
        return value
    number = float(value)
    return float(f"{number:.{DIGITS}g}") + 0.0 if math.isfinite(number) else None


def row(record: Mapping[str, Any], *names: str) -> Facts:
    """Some fields of a record as plain data.

    Parameters
    ----------
    record : mapping
        A row of a table.
    *names : str
        The fields wanted; an absent one is missing.

    Returns
    -------
    dict
        In the order asked for.
    """
    return {name: plain(record.get(name)) for name in names}


def pair(record: Mapping[str, Any], stem: str = "name") -> dict[str, str]:
    """Name of a record in both languages.

    Parameters
    ----------
    record : mapping
        A row with ``name_en`` and ``name_zh``.
    stem : str
        What stands before ``_en`` and ``_zh``.

    Returns
    -------
    dict
        Keys ``en`` and ``zh``; empty text when unknown.
    """
    return {tongue: record.get(f"{stem}_{tongue}") or "" for tongue in ("en", "zh")}


def said(message: Message) -> dict[str, str]:
    """A message as plain data.

    Parameters
    ----------
    message : Message
        A sentence in both languages.

    Returns
    -------
    dict
        Keys ``en`` and ``zh``.
    """
    return {"en": message.en, "zh": message.zh}


def label(region: Region, code: str) -> dict[str, str]:
    """Name of a code in both languages.

    Parameters
    ----------
    region : Region
        The package that knows the code.
    code : str
        Any key with a name.

    Returns
    -------
    dict
        Keys ``en`` and ``zh``; the code itself when nothing knows it.
    """
    return {"en": region.label(code, "en"), "zh": region.label(code, "zh")}


def rests_on(provenance: Provenance | None) -> Facts | None:
    """What a block of figures rests on.

    Parameters
    ----------
    provenance : Provenance, optional
        As the services give it.

    Returns
    -------
    dict, optional
        Keys ``shares oldest newest sources rows unknown``.
    """
    return None if provenance is None else provenance.to_dict()


def finding(found: Finding) -> Facts:
    """A finding as plain data.

    Parameters
    ----------
    found : Finding
        Of a check.

    Returns
    -------
    dict
        Keys ``severity en zh``.
    """
    return {"severity": found.severity, "en": found.render("en"), "zh": found.render("zh")}


def ranked(records: Iterable[Facts], key: str, *, most: int | None = None) -> list[Facts]:
    """Records with a known value, largest first, ties by code.

    Parameters
    ----------
    records : iterable of dict
        With a ``code``.
    key : str
        The value that ranks.
    most : int, optional
        How many are kept.

    Returns
    -------
    list of dict
        Sorted.
    """
    known = [record for record in records if record[key] is not None]
    return sorted(known, key=lambda record: (-record[key], record["code"]))[:most]
