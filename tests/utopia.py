"""The long energy model of OSeMOSYS for the UTOPIA data, written on the planner's matrix.

Only the tables that UTOPIA fills are read; a parameter that is not read has its neutral default
there. The equations are those of the published algebra (Howells et al., 2011, OSeMOSYS: the open
source energy modeling system, Energy Policy 39(10), 5850-5870).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array

from upriver.planning.matrix import Matrix, numbered

if TYPE_CHECKING:
    from pathlib import Path

    import xarray as xr


class Data:
    """Sets and parameters of a MathProg data file; parameters answer to their full key."""

    def __init__(self, path: Path) -> None:
        text = re.sub(r"#.*", "", path.read_text(encoding="utf-8"))
        self.sets: dict[str, list[str]] = {}
        self.default: dict[str, float] = {}
        self.cells: dict[str, dict[tuple[str, ...], float]] = {}
        for statement in text.split(";"):
            words = statement.split()
            if words[:1] == ["set"]:
                self.sets[words[1]] = statement.split(":=")[1].split()
            elif words[:1] == ["param"] and words[1] != "ResultsPath":
                self._read(words[1].rstrip(":"), statement)

    def __call__(self, name: str, *key: object) -> float:
        asked = tuple(str(part) for part in key)
        return self.cells[name].get(asked, self.default.get(name, 0.0))

    def _read(self, name: str, statement: str) -> None:
        head = re.search(r"default\s+(-?[\d.]+)", statement)
        if head:
            self.default[name] = float(head.group(1))
        cells = self.cells.setdefault(name, {})
        # One block a slice: "[UTOPIA,*,DSL,1,*] : years := rows", or a table without a slice.
        for block in re.finditer(
            r"(?:\[([^\]]*)\])?\s*:\s*(?!=)([^:\[]+?):=([^\[]*)", statement, flags=re.DOTALL
        ):
            slot = block.group(1).split(",") if block.group(1) else ["*", "*"]
            columns = block.group(2).split()
            words = block.group(3).split()
            width = len(columns) + 1
            for at in range(0, len(words) - len(words) % width, width):
                row, values = words[at], words[at + 1 : at + width]
                for column, value in zip(columns, values, strict=True):
                    free = iter((row, column))
                    key = tuple(next(free) if part == "*" else part for part in slot)
                    cells[key] = float(value)


@dataclass
class Rows:
    """Columns and rows that are collected one after the other."""

    columns: dict[str, xr.DataArray] = field(default_factory=dict)
    place: dict[tuple[str, ...], int] = field(default_factory=dict)
    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    cost: list[float] = field(default_factory=list)
    at: list[int] = field(default_factory=list)
    factor: list[float] = field(default_factory=list)
    start: list[int] = field(default_factory=lambda: [0])
    row_lower: list[float] = field(default_factory=list)
    row_upper: list[float] = field(default_factory=list)
    names: list[str] = field(default_factory=list)

    def add(self, name: str, **labels: list[str]) -> None:
        block = numbered(labels, after=len(self.cost))
        self.columns[name] = block
        keys = product(*labels.values())
        self.place |= {(name, *key): len(self.cost) + at for at, key in enumerate(keys)}
        self.lower += [0.0] * block.size
        self.upper += [np.inf] * block.size
        self.cost += [0.0] * block.size

    def column(self, name: str, *key: str) -> int:
        return self.place[(name, *key)]

    def row(self, name: str, terms: dict[int, float], low: float, high: float) -> None:
        self.at += list(terms)
        self.factor += list(terms.values())
        self.start.append(len(self.at))
        self.row_lower.append(low)
        self.row_upper.append(high)
        self.names.append(name)

    def matrix(self) -> Matrix:
        table = csr_array(
            (np.array(self.factor), np.array(self.at), np.array(self.start)),
            shape=(len(self.names), len(self.cost)),
        )
        table.eliminate_zeros()
        return Matrix(
            table, np.array(self.row_lower), np.array(self.row_upper), np.array(self.lower),
            np.array(self.upper), np.array(self.cost), np.zeros(len(self.cost), dtype=bool),
            {"rule": numbered({"row": list(range(len(self.names)))})}, self.columns,
        )  # fmt: skip


def energy_model(data: Data) -> Matrix:
    """Least discounted cost, as a matrix that is to be maximised (so costs are negative)."""
    model = Rows()
    sets = data.sets
    tech, fuel, year = sets["TECHNOLOGY"], sets["FUEL"], sets["YEAR"]
    piece, mode = sets["TIMESLICE"], sets["MODE_OF_OPERATION"]
    model.add("activity", piece=piece, tech=tech, mode=mode, year=year)
    model.add("built", tech=tech, year=year)
    model.add("capacity", tech=tech, year=year)
    model.add("production", piece=piece, fuel=fuel, year=year)
    model.add("use", piece=piece, fuel=fuel, year=year)
    _capacity(model, data)
    _balance(model, data)
    _reserve(model, data)
    _storage(model, data)
    _costs(model, data)
    return model.matrix()


def _region(data: Data) -> str:
    return data.sets["REGION"][0]


def _capacity(model: Rows, data: Data) -> None:
    region, years = _region(data), data.sets["YEAR"]
    for t in data.sets["TECHNOLOGY"]:
        life = data("OperationalLife", region, t)
        unit = data("CapacityToActivityUnit", region, t)
        for y in years:
            total = model.column("capacity", t, y)
            alive = [each for each in years if 0 <= int(y) - int(each) < life]
            residual = data("ResidualCapacity", region, t, y)
            model.row(
                "total capacity",
                {total: 1.0} | {model.column("built", t, each): -1.0 for each in alive},
                residual,
                residual,
            )
            most = data("TotalAnnualMaxCapacity", region, t, y)
            if most >= 0:
                model.upper[total] = most
            model.lower[total] = data("TotalAnnualMinCapacity", region, t, y)
            for piece in data.sets["TIMESLICE"]:
                running = {
                    model.column("activity", piece, t, m, y): 1.0
                    for m in data.sets["MODE_OF_OPERATION"]
                }
                part = data("CapacityFactor", region, t, piece, y)
                model.row("capacity limit", running | {total: -part * unit}, -np.inf, 0.0)


def _balance(model: Rows, data: Data) -> None:
    region, sets = _region(data), data.sets
    for f in sets["FUEL"]:
        for y in sets["YEAR"]:
            year_terms: dict[int, float] = {}
            for piece in sets["TIMESLICE"]:
                share = data("YearSplit", piece, y)
                made, used = (model.column(name, piece, f, y) for name in ("production", "use"))
                for column, ratio in ((made, "OutputActivityRatio"), (used, "InputActivityRatio")):
                    terms = {
                        model.column("activity", piece, t, m, y): -share
                        * data(ratio, region, t, f, m, y)
                        for t in sets["TECHNOLOGY"]
                        for m in sets["MODE_OF_OPERATION"]
                    }
                    model.row("rate", {column: 1.0} | terms, 0.0, 0.0)
                demand = data("SpecifiedAnnualDemand", region, f, y)
                demand *= data("SpecifiedDemandProfile", region, f, piece, y) if demand else 0.0
                model.row("balance of a slice", {made: 1.0, used: -1.0}, demand, np.inf)
                year_terms |= {made: 1.0, used: -1.0}
            extra = data("AccumulatedAnnualDemand", region, f, y)
            model.row("balance of a year", year_terms, extra, np.inf)


def _reserve(model: Rows, data: Data) -> None:
    region, sets = _region(data), data.sets
    for y in sets["YEAR"]:
        firm = {
            model.column("capacity", t, y): data("ReserveMarginTagTechnology", region, t, y)
            * data("CapacityToActivityUnit", region, t)
            for t in sets["TECHNOLOGY"]
        }
        for piece in sets["TIMESLICE"]:
            share = data("YearSplit", piece, y)
            rate = {
                model.column("production", piece, f, y): -data("ReserveMargin", region, y)
                * data("ReserveMarginTagFuel", region, f, y)
                / share
                for f in sets["FUEL"]
            }
            model.row("reserve margin", firm | rate, 0.0, np.inf)


def _storage(model: Rows, data: Data) -> None:
    """Levels over years, seasons and days; capacity of stores costs nothing in this data."""
    region, sets = _region(data), data.sets
    assert data.default["CapitalCostStorage"] == 0
    (day,) = sets["DAYTYPE"]
    seasons, brackets, years = sets["SEASON"], sets["DAILYTIMEBRACKET"], sets["YEAR"]
    store = sets["STORAGE"]
    model.add("level", store=store, season=seasons, year=[*years, "end"])
    model.add("store", store=store, year=years)
    for s in store:
        for y in years:
            low = data("ResidualStorageCapacity", region, s, y)
            model.lower[model.column("store", s, y)] = low
            charged: dict[str, dict[int, float]] = {}
            for season in seasons:
                charged[season] = {}
                hourly: list[dict[int, float]] = []
                for bracket in brackets:
                    inside = [
                        piece
                        for piece in sets["TIMESLICE"]
                        if data("Conversionls", piece, season)
                        * data("Conversionld", piece, day)
                        * data("Conversionlh", piece, bracket)
                    ]
                    rate = {
                        model.column("activity", piece, t, m, y): data(
                            "TechnologyToStorage", region, t, s, m
                        )
                        - data("TechnologyFromStorage", region, t, s, m)
                        for piece in inside
                        for t in sets["TECHNOLOGY"]
                        for m in sets["MODE_OF_OPERATION"]
                    }
                    rate = {column: value for column, value in rate.items() if value}
                    model.row("charging", _only(rate, 1), -np.inf, data("StorageMaxChargeRate"))
                    model.row("drawing", _only(rate, -1), -np.inf, data("StorageMaxDischargeRate"))
                    hours = data("DaySplit", bracket, y)
                    hourly.append({column: value * hours for column, value in rate.items()})
                    for piece in inside:
                        length = data("YearSplit", piece, y)
                        running = {
                            model.column("activity", piece, t, m, y)
                            for t in sets["TECHNOLOGY"]
                            for m in sets["MODE_OF_OPERATION"]
                        }
                        charged[season] |= {
                            column: value * length
                            for column, value in rate.items()
                            if column in running
                        }
                _levels_within_a_day(model, s, season, y, hourly, seasons, years)
            _levels_over_seasons(model, data, s, y, charged)


def _only(rate: dict[int, float], sign: int) -> dict[int, float]:
    return {column: sign * value for column, value in rate.items() if sign * value > 0}


def _next_level(
    model: Rows, s: str, season: str, y: str, seasons: list[str], years: list[str]
) -> int:
    """Level at the end of a season: the start of the next one, or of the next year."""
    if season != seasons[-1]:
        return model.column("level", s, seasons[seasons.index(season) + 1], y)
    following = years[years.index(y) + 1] if y != years[-1] else "end"
    return model.column("level", s, seasons[0], following)


def _levels_within_a_day(
    model: Rows,
    s: str,
    season: str,
    y: str,
    hourly: list[dict[int, float]],
    seasons: list[str],
    years: list[str],
) -> None:
    """In the first and the last week of a season the level stays between empty and full."""
    full = model.column("store", s, y)
    before: dict[int, float] = {model.column("level", s, season, y): 1.0}
    after: dict[int, float] = {_next_level(model, s, season, y, seasons, years): 1.0}
    for number in range(len(hourly)):
        begins, ends = dict(before), dict(after)
        for step in hourly[:number]:
            begins |= step
        for step in hourly[number + 1 :]:
            ends |= {column: -value for column, value in step.items()}
        for terms in (begins, ends):
            model.row("not empty", terms, 0.0, np.inf)
            model.row("not over full", terms | {full: -1.0}, -np.inf, 0.0)


def _levels_over_seasons(
    model: Rows, data: Data, s: str, y: str, charged: dict[str, dict[int, float]]
) -> None:
    region, years, seasons = _region(data), data.sets["YEAR"], data.sets["SEASON"]
    if y == years[0]:
        first = model.column("level", s, seasons[0], y)
        model.lower[first] = model.upper[first] = data("StorageLevelStart", region, s)
    for season in seasons:
        terms = {
            _next_level(model, s, season, y, seasons, years): -1.0,
            model.column("level", s, season, y): 1.0,
        }
        model.row("level", terms | charged[season], 0.0, 0.0)


def _costs(model: Rows, data: Data) -> None:
    region, sets = _region(data), data.sets
    years = [int(y) for y in sets["YEAR"]]
    rate = data.default["DiscountRate"]
    assert data.default["DepreciationMethod"] == 1
    for t in sets["TECHNOLOGY"]:
        life = data("OperationalLife", region, t)
        for y in sets["YEAR"]:
            begun, middle = ((1 + rate) ** -(int(y) - years[0] + late) for late in (0.0, 0.5))
            left = years[-1] - int(y) + 1
            kept = 0.0
            if int(y) + life - 1 > years[-1]:
                kept = 1 - ((1 + rate) ** left - 1) / ((1 + rate) ** life - 1)
            salvage = kept * (1 + rate) ** -(1 + years[-1] - years[0])
            model.cost[model.column("built", t, y)] = -data("CapitalCost", region, t, y) * (
                begun - salvage
            )
            model.cost[model.column("capacity", t, y)] = -data("FixedCost", region, t, y) * middle
            for piece in sets["TIMESLICE"]:
                for m in sets["MODE_OF_OPERATION"]:
                    model.cost[model.column("activity", piece, t, m, y)] = (
                        -data("VariableCost", region, t, m, y)
                        * data("YearSplit", piece, y)
                        * middle
                    )
