"""Columns for a chain: stages side by side, long links led past the nodes between."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from upriver.reporting.facts.plain import Facts

STAGES = ("up", "mid", "down")
DEEPEST = 2  # a stage has at most three columns
SLIM = 0.34  # height a passing link takes, where a node takes one


@dataclass(frozen=True)
class Layers:
    """Nodes and passing links in columns.

    Parameters
    ----------
    columns : tuple of tuple of str
        Codes from top to bottom; a code that starts with ``~`` is a place where links pass.
    stages : tuple of str
        Stage of each column.
    ways : mapping of (str, str) to tuple of str
        Places that the link between two nodes passes, in order.
    """

    columns: tuple[tuple[str, ...], ...]
    stages: tuple[str, ...]
    ways: dict[tuple[str, str], tuple[str, ...]]

    @property
    def heights(self) -> tuple[float, ...]:
        """Height of each column, in nodes.

        Returns
        -------
        tuple of float
            Passing links count for less than a node.
        """
        return tuple(sum(room(code) for code in column) for column in self.columns)


def room(code: str) -> float:
    """Height that a code takes in its column.

    Parameters
    ----------
    code : str
        A node, or a place where links pass.

    Returns
    -------
    float
        One for a node.
    """
    return SLIM if code.startswith("~") else 1.0


def layers(nodes: list[Facts], links: list[Facts]) -> Layers:
    """Put the nodes of a chain into columns.

    Parameters
    ----------
    nodes : list of dict
        With ``code`` and ``stage``.
    links : list of dict
        From ``a`` to ``b``.

    Returns
    -------
    Layers
        The same nodes and links always give the same columns.
    """
    known = {node["code"] for node in nodes}
    pairs = sorted({(e["a"], e["b"]) for e in links if {e["a"], e["b"]} <= known})
    stage = _stages(nodes, pairs)
    depth = _depths(stage, pairs)
    keys = sorted({(stage[code], depth[code]) for code in stage})
    column = {code: keys.index((stage[code], depth[code])) for code in stage}
    columns: list[list[str]] = [[] for _ in keys]
    for code in stage:
        columns[column[code]].append(code)
    ways = {pair: _way(pair, column) for pair in pairs}
    for way, (a, _) in sorted((way, pair) for pair, way in ways.items()):
        for n, code in enumerate(way, start=column[a] + 1):
            if code not in columns[n]:
                columns[n].append(code)
    _untangle(columns, ways)
    return Layers(tuple(tuple(each) for each in columns), tuple(STAGES[at] for at, _ in keys), ways)


def _stages(nodes: list[Facts], pairs: list[tuple[str, str]]) -> dict[str, int]:
    """Stage of each node; one that nothing feeds here stands no later than what it feeds."""
    stage = {node["code"]: STAGES.index(node["stage"] or "mid") for node in nodes}
    fed = {b for _, b in pairs}
    first = {
        code: min([own, *(stage[b] for a, b in pairs if a == code)])
        for code, own in stage.items()
        if code not in fed
    }
    return stage | first


def _depths(stage: dict[str, int], pairs: list[tuple[str, str]]) -> dict[str, int]:
    """Longest way from the beginning of the stage; a cycle ends at the deepest column."""
    depth = dict.fromkeys(stage, 0)
    inner = [(a, b) for a, b in pairs if stage[a] == stage[b] and a != b]
    for _ in range(DEEPEST):
        for a, b in inner:
            depth[b] = min(max(depth[b], depth[a] + 1), DEEPEST)
    return depth


def _way(pair: tuple[str, str], column: dict[str, int]) -> tuple[str, ...]:
    """Places between two columns; links to one node share them."""
    a, b = pair
    return tuple(f"~{b}@{n}" for n in range(column[a] + 1, column[b]))


def _untangle(columns: list[list[str]], ways: dict[tuple[str, str], tuple[str, ...]]) -> None:
    """Order each column by the middle of its neighbours, to and fro."""
    near: dict[str, list[str]] = {code: [] for column in columns for code in column}
    for (a, b), way in ways.items():
        path = [a, *way, b]
        for one, other in pairwise(path):
            near[one].append(other)
            near[other].append(one)
    rank = {code: (n + 0.5) / len(column) for column in columns for n, code in enumerate(column)}
    for turn in range(8):
        for column in columns if turn % 2 == 0 else columns[::-1]:
            keyed = sorted(
                (sum(rank[other] for other in near[code]) / len(near[code]), code)
                if near[code]
                else (rank[code], code)
                for code in column
            )
            column[:] = [code for _, code in keyed]
            rank |= {code: (n + 0.5) / len(column) for n, code in enumerate(column)}
