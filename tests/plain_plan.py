"""The model of a plan a second time: plain loops over numbers, straight into HiGHS.

It shares the inputs with the planner and nothing else; its rows are written from the formulas of
the manual, so that a slip in one of the two builds shows as another optimum.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import highspy
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from upriver.planning.inputs import PlanInputs
    from upriver.planning.records import PlanTarget
    from upriver.planning.settings import PlanSettings

Terms = dict[tuple[object, ...], float]
PRUNED = 1e-5


class PlainPlan:
    """One plan; ``optimum`` is its best value."""

    def __init__(self, inputs: PlanInputs, settings: PlanSettings) -> None:
        self.inputs, self.settings = inputs, settings
        self.n, self.I = len(inputs.years), range(len(inputs.industries))
        self.T = range(self.n)
        self.lower: dict[tuple[object, ...], float] = {}
        self.upper: dict[tuple[object, ...], float] = {}
        self.whole: set[tuple[object, ...]] = set()
        self.rows: list[tuple[Terms, float, float]] = []
        self.goal: Terms = defaultdict(float)
        self.worth = [(1 + settings.discount_rate) ** -(t + 1) for t in self.T]
        economy = inputs.economy
        self.G, self.M = range(len(inputs.products)), economy.make.values
        self.A, self.demand = economy.technology.values, economy.local_demand.values
        self.limit = economy.sales_limit.values
        self.markets = range(self.limit.shape[0])
        self.tradable = economy.tradable.values
        self.new = bool(inputs.projects or inputs.candidates)
        self.base_va = float(economy.value_added.values @ economy.output.values)
        for part in (self._trade, self._capacity, self._projects, self._entry, self._money,
                     self._people, self._air, self._nature, self._own, self._targets, self._worth):  # fmt: skip
            part()

    # Building -----------------------------------------------------------------------------

    def var(self, *name: object, upper: float = np.inf) -> tuple[object, ...]:
        if name not in self.upper:
            self.lower[name], self.upper[name] = 0.0, upper
        return name

    def row(self, terms: Terms, low: float = -np.inf, high: float = np.inf) -> None:
        self.rows.append((dict(terms), low, high))

    def optimum(self) -> float:
        names = list(self.upper)
        place = {name: at for at, name in enumerate(names)}
        engine = highspy.Highs()
        engine.setOptionValue("output_flag", False)
        engine.setOptionValue("mip_rel_gap", 0.0)
        for name in names:
            engine.addVar(self.lower[name], self.upper[name])
        for name, value in self.goal.items():
            engine.changeColCost(place[name], value)
        for name in self.whole:
            engine.changeColIntegrality(place[name], highspy.HighsVarType.kInteger)
        for terms, low, high in self.rows:
            kept = {place[name]: value for name, value in terms.items() if value}
            engine.addRow(
                low, high, len(kept), np.array(list(kept), dtype=np.int32),
                np.array(list(kept.values()), dtype=float),
            )  # fmt: skip
        engine.changeObjectiveSense(highspy.ObjSense.kMaximize)
        engine.run()
        assert engine.getModelStatus() == highspy.HighsModelStatus.kOptimal
        return float(engine.getInfo().objective_function_value)

    # Rows ---------------------------------------------------------------------------------

    def _uses(self, g: int, t: int, share: float) -> Terms:
        """Share of what industries use up of a product."""
        return {
            ("x", j, t): share * self.A[g, j]
            for j in self.I
            if share * self.A[g, j] >= PRUNED or share == 1.0
        }

    def _trade(self) -> None:
        inputs, s = self.inputs, self.settings
        economy = inputs.economy
        sold, outside = economy.sales.values, economy.inflow_share.values
        for t in self.T:
            e = t + 1
            for i in self.G:
                open_ = np.inf if self.tradable[i] else 0.0
                m = self.var("m", i, t)
                most_won = self.limit[:, i, t].sum() * ((1 + s.market_gain_most) ** e - 1)
                won = self.var("won", i, t, upper=most_won if self.tradable[i] else 0.0)
                sales = [self.var("s", c, i, t, upper=self.limit[c, i, t]) for c in self.markets]
                leave = [*sales, won]
                if self.new:
                    leave.append(self.var("ns", i, t, upper=open_))
                    self.var("rp", i, t, upper=open_)
                terms: Terms = defaultdict(float)
                terms[m] += 1.0
                for j in self.I:
                    terms["x", j, t] += self.M[i, j] - self.A[i, j]
                    self.var("x", j, t)
                for name in leave:
                    terms[name] -= 1.0
                self.row(terms, self.demand[i, t], self.demand[i, t])
                for c in self.markets:
                    floor = min(s.keep_sales * max(sold[c, i], 0.0), self.limit[c, i].min())
                    if floor > 0:
                        self.lower["s", c, i, t] = floor
                    if t > 0:
                        before = self.limit[c, i, t - 1]
                        grown = self.limit[c, i, t] / before if before > 0 else 0.0
                        self.row({("s", c, i, t): 1.0, ("s", c, i, t - 1): -grown}, high=0.0)
                if t > 0:
                    self.row({won: 1.0, ("won", i, t - 1): -1.0}, low=0.0)
                share = outside[i] * ((1 - s.substitution) ** e if self.tradable[i] else 1.0)
                self._inflows(i, t, share, min(outside[i] + s.inflow_rise * e, 1.0))
            everything = self.limit[:, :, t].sum()
            gain = (1 + s.market_gain) ** e - 1
            self.row({("won", i, t): 1.0 for i in self.G}, high=gain * everything)

    def _inflows(self, i: int, t: int, share: float, most: float) -> None:
        least = {("m", i, t): 1.0}
        if self.new:
            least["rp", i, t] = 1.0
        used = self._uses(i, t, share)
        self.row(_minus(least, used), low=share * self.demand[i, t])
        self.row(_minus({("m", i, t): 1.0}, self._uses(i, t, most)), high=most * self.demand[i, t])
        if self.new:
            part = self.settings.replaced_most * share
            self.row(
                _minus({("rp", i, t): 1.0}, self._uses(i, t, part)), high=part * self.demand[i, t]
            )
            terms = {("ns", i, t): 1.0, ("rp", i, t): 1.0}
            added: Terms = defaultdict(float)
            for j in self.I:
                for name, value in self._added(j, t).items():
                    added[name] += self.settings.additional * self.M[i, j] * value
            self.row(_minus(terms, added), high=0.0)

    def _added(self, i: int, t: int) -> Terms:
        """Capacity of finished projects and opened nodes, in steps up to full scale."""
        code, steps = self.inputs.industries[i], self.settings.ramp_years
        terms: Terms = defaultdict(float)
        for p, item in enumerate(self.inputs.projects):
            if item.kind == "capacity" and item.industry == code:
                for step in range(steps):
                    if t - item.lead_time - step >= 0:
                        terms["z", p, t - item.lead_time - step] += item.effect / steps
        for k, node in enumerate(self.inputs.candidates):
            if node.industry == code:
                for step in range(steps):
                    if t - node.lead_time - step >= 0:
                        terms["o", k, t - node.lead_time - step] += node.scale / steps
        return terms

    def _capacity(self) -> None:
        given, s = self.inputs.capacity, self.settings
        if given is None:
            return
        start = self.inputs.economy.output.values
        for i in self.I:
            wear, grow = float(given.depreciation[i]), float(given.growth_limit[i])
            for t in self.T:
                cap, rep, exp = (self.var(name, i, t) for name in ("cap", "rep", "exp"))
                added, past = self._added(i, t), self._added(i, t - 1) if t else {}
                self.row(_minus({("x", i, t): 1.0, cap: -1.0}, added), high=0.0)
                pace = _minus({("x", i, t): 1.0}, added)
                for name, value in past.items():
                    pace[name] = pace.get(name, 0.0) + value
                stock = {cap: 1.0, rep: -1.0, exp: -1.0}
                renew, ramp = {rep: 1.0}, {rep: 1.0, exp: 1.0}
                if t:
                    pace["x", i, t - 1] = -(1 + grow)
                    stock["cap", i, t - 1] = -(1 - wear)
                    renew["cap", i, t - 1] = -s.self_financed * wear
                    ramp["cap", i, t - 1] = -(wear + grow)
                first = 0.0 if t else start[i]
                self.row(pace, high=(1 + grow) * first)
                self.row(stock, (1 - wear) * first, (1 - wear) * first)
                self.row(renew, high=s.self_financed * wear * first)
                self.row(ramp, high=(wear + grow) * first)

    def _by(self, letter: str, items: tuple[object, ...]) -> None:
        """Decisions "by a year": windows, and once taken they stay."""
        years = self.inputs.years
        for k, item in enumerate(items):
            for t in self.T:
                early = item.earliest is not None and years[t] < item.earliest  # type: ignore[attr-defined]
                name = self.var(letter, k, t, upper=0.0 if early else 1.0)
                if self.settings.whole_decisions:
                    self.whole.add(name)
                if t:
                    self.row({name: 1.0, (letter, k, t - 1): -1.0}, low=0.0)
            latest = item.latest  # type: ignore[attr-defined]
            if latest is not None and latest < years[-1]:
                terms = {(letter, k, self.n - 1): 1.0}
                if latest >= years[0]:
                    terms[letter, k, years.index(latest)] = -1.0
                self.row(terms, high=0.0)

    def _projects(self) -> None:
        items = self.inputs.projects
        self._by("z", items)
        place = {item.project: p for p, item in enumerate(items)}
        nodes = {item.node: k for k, item in enumerate(self.inputs.candidates)}
        for p, item in enumerate(items):
            for t in self.T:
                if item.requires:
                    first = place[item.requires]
                    ready = t - items[first].lead_time
                    terms = {("z", p, t): 1.0}
                    if ready >= 0:
                        terms["z", first, ready] = -1.0
                    self.row(terms, high=0.0)
                if item.node in nodes:
                    self.row({("z", p, t): 1.0, ("o", nodes[item.node], t): -1.0}, high=0.0)

    def _entry(self) -> None:
        items, s = self.inputs.candidates, self.settings
        self._by("o", items)
        for k, item in enumerate(items):
            for t in self.T:
                related: Terms = {}
                if t:
                    for other, each in enumerate(items):
                        link = item.neighbours.get(each.candidate, 0.0)
                        if link:
                            related["o", other, t - 1] = link
                cost = {self.var("ec", k, t): 1.0}
                cost["o", k, t] = -item.barrier
                for name, link in related.items():
                    cost[name] = cost.get(name, 0.0) + item.barrier * s.relatedness_discount * link
                if t:
                    cost["o", k, t - 1] = cost.get(("o", k, t - 1), 0.0) + item.barrier
                self.row(cost, low=-item.barrier * s.relatedness_discount * item.relatedness)
                if item.relatedness < s.least_relatedness:
                    gate = dict(related)
                    gate["o", k, t] = gate.get(("o", k, t), 0.0) - s.least_relatedness
                    self.row(gate, low=-item.relatedness)

    def _outlay(self, letter: str, k: int, cost: float, lead: int, t: int) -> Terms:
        """What is paid in a year for a start "by", spread over the lead time."""
        span = max(lead, 1)
        terms = {(letter, k, t): cost / span}
        if t - span >= 0:
            terms[letter, k, t - span] = -cost / span
        return terms

    def _money(self) -> None:  # noqa: C901 - one rule after the other
        inputs, s = self.inputs, self.settings
        uses = ("capacity", "projects", "entry", "research", "talent", "routes", "abatement")
        paid = {"capacity": "projects", "route": "routes", "abatement": "abatement"}
        for t in self.T:
            spent: dict[str, Terms] = {}
            if inputs.capacity is not None:
                unit = inputs.capacity.capital_per_output.values
                spent["capacity"] = {("exp", i, t): unit[i] for i in self.I}
            for p, item in enumerate(inputs.projects):
                use = spent.setdefault(paid[item.kind], {})
                for name, value in self._outlay("z", p, item.cost, item.lead_time, t).items():
                    use[name] = use.get(name, 0.0) + value
                if t - item.lead_time >= 0:
                    name = ("z", p, t - item.lead_time)
                    use[name] = use.get(name, 0.0) + item.running_cost
            for k, node in enumerate(inputs.candidates):
                use = spent.setdefault("entry", {})
                use |= self._outlay("o", k, node.capital, node.lead_time, t)
                use["ec", k, t] = 1.0
            if inputs.people is not None:
                fee = inputs.people.recruit_cost.values
                spent["talent"] = {
                    self.var(
                        "rec", o, t, upper=float(inputs.people.recruit_limit.values[o, t])
                    ): fee[o]
                    for o in range(len(fee))
                }
            for use_ in uses:
                name = self.var("sp", use_, t)
                if use_ in spent:
                    self.row(_minus({name: 1.0}, spent[use_]), 0.0, 0.0)
            if inputs.money is None:
                continue
            funds = range(inputs.money.amount.sizes["fund"])
            may = inputs.money.may_pay.values
            codes = [str(code) for code in inputs.money.may_pay.coords["use"].values]
            assert codes == list(uses)
            for u, use_ in enumerate(uses):
                flows = {self.var("mon", f, use_, t, upper=np.inf if may[f, u] else 0.0): 1.0
                         for f in funds}  # fmt: skip
                self.row(flows | {("sp", use_, t): -1.0}, 0.0, 0.0)
            for f in funds:
                amount = float(inputs.money.amount.values[f, t])
                used: Terms = {("mon", f, use_, t): 1.0 for use_ in uses}
                if not s.carry_over:
                    self.row(used, high=amount)
                    continue
                used[self.var("car", f, t)] = 1.0
                if t:
                    used["car", f, t - 1] = -1.0
                self.row(used, amount, amount)

    def _people(self) -> None:
        given, s = self.inputs.people, self.settings
        if given is None:
            return
        for o in range(given.stock.size):
            for t in self.T:
                fewer = (1 + s.productivity_growth) ** -(t + 1)
                there = self.var("ppl", o, t)
                need = {("x", i, t): float(given.need.values[i, o]) * fewer for i in self.I}
                self.row(need | {there: -1.0}, high=0.0)
                stays = 1 - float(given.attrition.values[o, t])
                terms = {there: 1.0, ("rec", o, t): -1.0}
                come = float(given.arrivals.values[o, t])
                if t:
                    terms["ppl", o, t - 1] = -stays
                else:
                    come += stays * float(given.stock.values[o])
                self.row(terms, come, come)

    def _done(self, kind: str, stressor: str, t: int) -> Terms:
        return {
            ("z", p, t - item.lead_time): item.effect
            for p, item in enumerate(self.inputs.projects)
            if item.kind == kind and item.stressor == stressor and t - item.lead_time >= 0
        }

    def _air(self) -> None:
        given = self.inputs.air
        if given is None:
            return
        for t in self.T:
            terms: Terms = {self.var("air", t): -1.0}
            for i in self.G:
                need = float(given.need.values[i])
                for name in [("m", i, t), ("won", i, t), *(("s", c, i, t) for c in self.markets),
                             *([("ns", i, t)] if self.new else [])]:  # fmt: skip
                    terms[name] = need
            self.row(_minus(terms, self._done("route", "", t)), high=given.running)

    def _nature(self) -> None:
        given, s = self.inputs.nature, self.settings
        if given is None:
            return
        for e, code in enumerate(str(label) for label in given.caps.coords["stressor"].values):
            for t in self.T:
                cap, hard = float(given.caps.values[e, t]), bool(given.hard.values[e, t])
                over = self.var("over", e, t, upper=0.0 if hard or np.isnan(cap) else np.inf)
                if np.isnan(cap):
                    continue
                cleaner = (1 - s.cleaner_growth) ** (t + 1)
                terms = {("x", i, t): float(given.intensity.values[e, i]) * cleaner for i in self.I}
                terms[over] = -1.0
                self.row(_minus(terms, self._done("abatement", code, t)), high=cap)
                if cap > 0:
                    self.goal[over] -= s.overshoot_price * self.base_va * self.worth[t] / cap

    def _own(self) -> None:
        """Rules of the planner's own, on output, spending and projects."""
        inputs = self.inputs
        uses = ("capacity", "projects", "entry", "research", "talent", "routes", "abatement")
        labels = {
            "output": ("x", "industry", list(enumerate(inputs.industries))),
            "spending": ("sp", "use", [(use, use) for use in uses]),
            "started": ("z", "project", [(p, i.project) for p, i in enumerate(inputs.projects)]),
        }
        for rule in inputs.rules:
            for years in [[t] for t in self.T] if rule.each_year else [list(self.T)]:
                terms: Terms = defaultdict(float)
                for part in rule.terms:
                    letter, dim, codes = labels[part.variable]
                    for key, code in codes:
                        for t in years:
                            named = (part.at.get(dim), part.at.get("year"))
                            if named[0] in (None, code) and named[1] in (None, inputs.years[t]):
                                terms[letter, key, t] += part.coefficient
                low = -np.inf if rule.sense == "<=" else rule.bound
                self.row(terms, low, np.inf if rule.sense == ">=" else rule.bound)

    # Targets ------------------------------------------------------------------------------

    def _unit(self, target: PlanTarget, i: int) -> float:
        """What one unit of output counts for a target, at base-year technology."""
        economy, nature = self.inputs.economy, self.inputs.nature
        if target.measure == "output":
            return 1.0
        if target.measure == "value_added":
            return float(economy.value_added[i])
        if target.measure == "employment":
            assert economy.employment is not None
            return float(economy.employment[i])
        if target.measure == "research":
            assert economy.research is not None
            return float(economy.research[i])
        if target.measure == "pressure":
            assert nature is not None
            return float(nature.intensity.sel(stressor=target.stressor)[i])
        return 0.0

    def _quantity(
        self, target: PlanTarget, weights: Mapping[str, float], t: int
    ) -> tuple[Terms, float]:
        s, codes = self.settings, self.inputs.industries
        drift = {
            "employment": (1 + s.productivity_growth) ** -(t + 1),
            "pressure": (1 - s.cleaner_growth) ** (t + 1),
        }.get(target.measure, 1.0)
        terms: Terms = {
            ("x", i, t): weights[code] * self._unit(target, i) * drift
            for i, code in enumerate(codes)
            if code in weights
        }
        constant = 0.0
        if target.measure == "air_services":
            assert self.inputs.air is not None
            constant = float(self.inputs.air.services)
            for p, item in enumerate(self.inputs.projects):
                if item.kind == "route" and t - item.lead_time >= 0:
                    terms["z", p, t - item.lead_time] = 1.0
        if target.measure == "pressure":
            for name, value in self._done("abatement", target.stressor, t).items():
                terms[name] = -value
        if target.measure == "research" and all(weights.get(code) == 1.0 for code in codes):
            terms["sp", "research", t] = 1.0
        return terms, constant

    def _base(self, target: PlanTarget, weights: Mapping[str, float]) -> float:
        made = self.inputs.economy.output.values
        total = sum(
            weights.get(code, 0.0) * self._unit(target, i) * made[i]
            for i, code in enumerate(self.inputs.industries)
        )
        if target.measure == "air_services":
            assert self.inputs.air is not None
            total += self.inputs.air.services
        return float(total)

    def _targets(self) -> None:
        years, s = self.inputs.years, self.settings
        for q, target in enumerate(self.inputs.targets):
            t = years.index(target.year)
            parts: list[tuple[float, Mapping[str, float], int]] = []
            right, scale = 0.0, self._base(target, target.share_of or target.weights)
            if target.kind == "growth":
                parts.append((1.0, target.weights, t))
                if t:
                    parts.append((-(1 + target.value), target.weights, t - 1))
                else:
                    right = (1 + target.value) * scale
            else:
                parts.append((target.link, target.weights, t))
                if target.kind == "share":
                    assert target.share_of is not None
                    parts.append((-target.value, target.share_of, t))
                    scale *= abs(target.value)
                else:
                    right, scale = target.value, abs(target.value)
            missed = self.var("short", q, upper=0.0 if target.hard else np.inf)
            terms: Terms = {missed: 1.0}
            for factor, weights, year in parts:
                found, constant = self._quantity(target, weights, year)
                right -= factor * constant
                for name, value in found.items():
                    terms[name] = terms.get(name, 0.0) + target.sense * factor * value
            self.row(terms, low=target.sense * right)
            price = s.shortfall_price * self.base_va * target.weight * self.worth[t]
            self.goal[missed] -= price / max(scale, 1e-9)

    def _worth(self) -> None:  # noqa: C901 - one term after the other
        inputs, s = self.inputs, self.settings
        added = inputs.economy.value_added.values
        for t in self.T:
            for i in self.I:
                self.goal["x", i, t] += self.worth[t] * float(added[i])
            for i in self.G:
                self.goal["m", i, t] -= s.inflow_price * self.worth[t]
            for name in self.upper:
                if name[0] == "sp" and name[2] == t:
                    self.goal[name] -= s.money_price * self.worth[t]
                if name[0] == "mon" and name[3] == t:
                    assert inputs.money is not None
                    rate = float(inputs.money.cost.values[name[1]])  # type: ignore[call-overload]
                    self.goal[name] -= rate * sum(self.worth[t:])
            if inputs.air is not None:
                self.goal["air", t] -= s.air_detour_price * self.worth[t]
        end = s.salvage * s.money_price * self.worth[-1]
        if inputs.capacity is not None:
            for i in self.I:
                unit = float(inputs.capacity.capital_per_output[i])
                self.goal["cap", i, self.n - 1] += end * unit
        for letter, items in (("z", inputs.projects), ("o", inputs.candidates)):
            for k, item in enumerate(items):
                if getattr(item, "kind", "") == "route":
                    continue
                cost = item.cost if letter == "z" else item.capital  # type: ignore[attr-defined]
                for t in self.T:
                    kept = 0.95 ** (self.n - 1 - t)
                    for name, value in self._outlay(letter, k, cost, item.lead_time, t).items():
                        self.goal[name] += end * kept * value


def _minus(left: Terms, right: Terms) -> Terms:
    found = dict(left)
    for name, value in right.items():
        found[name] = found.get(name, 0.0) - value
    return found
