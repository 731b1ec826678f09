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
SURE = 1e-4


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
        for part in (self._trade, self._capacity, self._projects, self._entry, self._research,
                     self._money, self._people, self._air, self._nature, self._own, self._targets, self._worth):  # fmt: skip
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
                kept = item.barrier * (1 - s.relatedness_discount * item.relatedness)
                cost = {self.var("ec", k, t): 1.0}
                cost["o", k, t] = -kept
                for name, link in related.items():
                    cost[name] = cost.get(name, 0.0) + item.barrier * s.relatedness_discount * link
                if t:
                    cost["o", k, t - 1] = cost.get(("o", k, t - 1), 0.0) + kept
                self.row(cost, low=0.0)
                links = sum(item.neighbours.get(each.candidate, 0.0) for each in items)
                least = max(kept - item.barrier * s.relatedness_discount * links, 0.0)
                cost = {self.var("ec", k, t): 1.0, ("o", k, t): -least}
                if t:
                    cost["o", k, t - 1] = least
                self.row(cost, low=0.0)
                if item.relatedness < s.least_relatedness:
                    gate = dict(related)
                    gate["o", k, t] = gate.get(("o", k, t), 0.0) - s.least_relatedness
                    self.row(gate, low=-item.relatedness)

    def _research(self) -> None:
        tasks, s, years = self.inputs.tasks, self.settings, self.inputs.years
        place = {item.task: r for r, item in enumerate(tasks)}
        most = range(1, max((item.teams for item in tasks), default=0) + 1)
        self._doors(place, most)
        self._results(place, most)
        for r, item in enumerate(tasks):
            for n in most:
                for t in self.T:
                    shut = n > item.teams or (
                        item.earliest is not None and years[t] < item.earliest
                    )
                    name = self.var("w", r, n, t, upper=0.0 if shut else 1.0)
                    if s.whole_decisions:
                        self.whole.add(name)
                    if t:
                        self.row({name: 1.0, ("w", r, n, t - 1): -1.0}, low=0.0)
            for t in self.T:
                self.row({("w", r, n, t): 1.0 for n in most}, high=1.0)
                if item.latest is not None and years[t] > item.latest:
                    start = {("w", r, n, t): 1.0 for n in most}
                    past = {("w", r, n, t - 1): -1.0 for n in most} if t else {}
                    self.row(start | past, high=0.0)
                for code in item.after:
                    self._waits({("w", r, n, t): 1.0 for n in most}, place[code], t)

    def _doors(self, place: dict[str, int], most: range) -> None:
        tasks, s = self.inputs.tasks, self.settings
        opens: dict[str, list[int]] = defaultdict(list)
        for r, item in enumerate(tasks):
            for door in item.opens:
                opens[door].append(r)
        for letter, items in (("o", self.inputs.candidates), ("z", self.inputs.projects)):
            for k, each in enumerate(items):
                door = each.candidate if letter == "o" else each.project  # type: ignore[attr-defined]
                for r in opens.get(door, ()):
                    for t in self.T:
                        self._waits({(letter, k, t): 1.0}, r, t)
                if opens.get(door) and s.least_success:
                    self._sure((letter, k, self.n - 1), opens[door], place, most)

    def _results(self, place: dict[str, int], most: range) -> None:
        tasks, s = self.inputs.tasks, self.settings
        for r, item in enumerate(tasks):
            first = self._behind([place[code] for code in item.after], place)
            before = float(np.prod([tasks[q].success for q in first]))
            for n in most:
                chance = before * (1 - (1 - item.success) ** n)
                for t in self.T:
                    end, gains = t + item.duration, 0.0
                    counts = 1.0 if end < self.n else s.salvage
                    gains += chance * item.value * counts * (1 + s.discount_rate) ** -(end + 1)
                    for year in range(self.n, t + max(item.duration, 1)):
                        due = n * item.cost / max(item.duration, 1)
                        gains -= s.money_price * due * (1 + s.discount_rate) ** -(year + 1)
                    self.goal["w", r, n, t] += gains
                    if t:
                        self.goal["w", r, n, t - 1] -= gains

    def _waits(self, terms: Terms, first: int, t: int) -> None:
        """Something waits for a task to be done."""
        item = self.inputs.tasks[first]
        most = max(each.teams for each in self.inputs.tasks)
        if t >= item.duration:
            terms = terms | {("w", first, n, t - item.duration): -1.0 for n in range(1, most + 1)}
        self.row(terms, high=0.0)

    def _sure(
        self, door: tuple[object, ...], first: list[int], place: dict[str, int], most: range
    ) -> None:
        """All tasks behind a door succeed together with the least chance, or it stays shut."""
        behind = self._behind(first, place)
        loss = {
            (r, n): -np.log(1 - (1 - self.inputs.tasks[r].success) ** n)
            for r in behind
            for n in most
        }
        loss = {key: value if value >= SURE else 0.0 for key, value in loss.items()}
        worst, allowed = sum(loss[r, 1] for r in behind), -np.log(self.settings.least_success)
        terms: Terms = {("w", r, n, self.n - 1): value for (r, n), value in loss.items()}
        terms[door] = worst - allowed
        if worst > allowed + SURE:
            self.row(terms, high=worst)

    def _behind(self, first: list[int], place: dict[str, int]) -> set[int]:
        behind: set[int] = set()
        todo = list(first)
        while todo:
            r = todo.pop()
            if r not in behind:
                behind.add(r)
                todo += [place[code] for code in self.inputs.tasks[r].after]
        return behind

    def _outlay(self, letter: str, k: int, cost: float, lead: int, t: int) -> Terms:
        """What is paid in a year for a start "by", spread over the lead time."""
        span = max(lead, 1)
        terms = {(letter, k, t): cost / span}
        if t - span >= 0:
            terms[letter, k, t - span] = -cost / span
        return terms

    def _research_cost(self, t: int) -> Terms:
        use: Terms = defaultdict(float)
        for r, task in enumerate(self.inputs.tasks):
            for n in range(1, task.teams + 1):
                for at in range(max(t - max(task.duration, 1) + 1, 0), t + 1):
                    each = n * task.cost / max(task.duration, 1)
                    use["w", r, n, at] += each
                    if at:
                        use["w", r, n, at - 1] -= each
        return use

    def _money(self) -> None:  # noqa: C901, PLR0912 - one rule after the other
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
                spent["talent"] = {self.var("rec", o, t): fee[o] for o in range(len(fee))}
                if inputs.people.retrain_limit is not None:
                    most, cost = inputs.people.retrain_limit.values, inputs.people.retrain_cost
                    assert cost is not None
                    for o, other in np.ndindex(most.shape):
                        name = self.var("tr", o, other, t, upper=float(most[o, other]))
                        spent["talent"][name] = float(cost.values[o, other])
            if inputs.tasks:
                spent["research"] = self._research_cost(t)
            for use_ in uses:
                name = self.var("sp", use_, t)
                if use_ in spent:
                    free = np.inf if use_ == "research" else 0.0
                    self.row(_minus({name: 1.0}, spent[use_]), 0.0, free)
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
            self._loans(t)
            for f in funds:
                amount = float(inputs.money.amount.values[f, t])
                used = self._paid(f, t)
                if not s.carry_over:
                    self.row(used, high=amount)
                    continue
                used[self.var("car", f, t)] = 1.0
                if t:
                    used["car", f, t - 1] = -1.0
                self.row(used, amount, amount)

    def _terms(self) -> dict[int, int]:
        """Years over which each fund that is a loan is repaid."""
        money = self.inputs.money
        if money is None or money.term is None:
            return {}
        return {f: int(n) for f, n in enumerate(money.term.values) if not np.isnan(n)}

    def _paid(self, f: int, t: int) -> Terms:
        """Everything that a fund pays in a year."""
        uses = ("capacity", "projects", "entry", "research", "talent", "routes", "abatement")
        paid: Terms = {("mon", f, use, t): 1.0 for use in uses}
        if self._terms():
            paid["pay", f, t] = 1.0
        return paid

    def _loans(self, t: int) -> None:
        money = self.inputs.money
        assert money is not None
        terms = self._terms()
        repaid: Terms = defaultdict(float)
        for f in range(money.amount.sizes["fund"]):
            if terms:
                assert money.may_repay is not None
                may = bool(money.may_repay.values[f])
                repaid[self.var("pay", f, t, upper=np.inf if may else 0.0)] += 1.0
        for f, term in terms.items():
            for before in range(t):
                left = max(0.0, 1 - (t - 1 - before) / term)  # owed at the beginning of the year
                due = (1 / term if left else 0.0) + float(money.cost.values[f]) * left
                for name, value in self._paid(f, before).items():
                    repaid[name] -= due * value
        if terms:
            self.row(repaid, 0.0, 0.0)
        if money.leverage is None:
            return
        for f, u in np.argwhere(~np.isnan(money.leverage.values)):
            use = str(money.leverage.coords["use"].values[u])
            asked: Terms = {
                ("mon", other, use, t): 1.0 for other in range(money.amount.sizes["fund"])
            }
            asked["mon", int(f), use, t] = -float(money.leverage.values[f, u])
            self.row(asked, low=0.0)

    def _people(self) -> None:
        given, s = self.inputs.people, self.settings
        if given is None:
            return
        for o in range(given.stock.size):
            for t in self.T:
                fewer = (1 + s.productivity_growth) ** -(t + 1)
                there = self.var("ppl", o, t)
                need = {("x", i, t): float(given.need.values[i, o]) * fewer for i in self.I}
                for r, task in enumerate(self.inputs.tasks):
                    job = str(given.stock.coords["occupation"].values[o])
                    for n in range(1, task.teams + 1):
                        for at in range(max(t - task.duration + 1, 0), t + 1):
                            each = n * task.people.get(job, 0.0)
                            need["w", r, n, at] = need.get(("w", r, n, at), 0.0) + each
                            if at:
                                need["w", r, n, at - 1] = need.get(("w", r, n, at - 1), 0.0) - each
                self.row(need | {there: -1.0}, high=0.0)
                stays = 1 - float(given.attrition.values[o, t])
                terms = {there: 1.0, ("rec", o, t): -1.0}
                self._retrained(terms, o, t)
                job = str(given.stock.coords["occupation"].values[o])
                drawn = {("rec", o, t): 1.0}
                for p, item in enumerate(self.inputs.projects):
                    if item.attracts.get(job) and t >= item.lead_time:
                        drawn["z", p, t - item.lead_time] = -item.attracts[job]
                self.row(drawn, high=float(given.recruit_limit.values[o, t]))
                come = float(given.arrivals.values[o, t])
                if t:
                    terms["ppl", o, t - 1] = -stays
                else:
                    come += stays * float(given.stock.values[o])
                self.row(terms, come, come)

    def _retrained(self, terms: Terms, o: int, t: int) -> None:
        """Those who leave for another occupation this year, and those who came to this one."""
        assert self.inputs.people is not None
        if self.inputs.people.retrain_limit is None:
            return
        for other in range(self.inputs.people.stock.size):
            if other != o:
                terms["tr", o, other, t] = 1.0
                if t:
                    terms["tr", other, o, t - 1] = -1.0

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
                first = 0 if given.basis.get(code) == "cumulative" else t
                terms: Terms = defaultdict(float, {over: -1.0})
                for year in range(first, t + 1):
                    for name, value in self._pressure(e, code, year).items():
                        terms[name] += value
                self.row(terms, high=cap)
                if cap > 0:
                    self.goal[over] -= s.overshoot_price * self.base_va * self.worth[t] / cap

    def _pressure(self, e: int, code: str, t: int) -> Terms:
        """Pressure of one year after abatement; land that is taken, for what capacity takes."""
        given, inputs = self.inputs.nature, self.inputs
        assert given is not None
        each = given.intensity.values[e]
        if given.basis.get(code) == "capacity" and inputs.capacity is not None:
            terms: Terms = defaultdict(float, {("cap", i, t): float(each[i]) for i in self.I})
            for i in self.I:
                for (letter, k, at), value in self._added(i, t).items():
                    told = letter == "z" and inputs.projects[k].presses.get(code)  # type: ignore[index]
                    terms[letter, k, at] += 0.0 if told else value * float(each[i])
        else:
            cleaner = (1 - self.settings.cleaner_growth) ** (t + 1)
            cleaner = 1.0 if given.basis.get(code) == "capacity" else cleaner
            terms = defaultdict(float, {("x", i, t): float(each[i]) * cleaner for i in self.I})
        for p, item in enumerate(inputs.projects):
            terms["z", p, t] += item.presses.get(code, 0.0)
        for name, value in self._done("abatement", code, t).items():
            terms[name] -= value
        return terms

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

    def _cost_of_money(self, name: tuple[object, ...], t: int) -> float:
        """Interest to the end, or for a loan all repayments less the yuan that is saved now."""
        assert self.inputs.money is not None
        fund, terms, s = int(name[1]), self._terms(), self.settings  # type: ignore[call-overload]
        rate = float(self.inputs.money.cost.values[fund])
        if fund not in terms:
            return rate * sum(self.worth[t:])
        term = terms[fund]
        total = -self.worth[t]
        for year in range(1, term + 1):
            due = 1 / term + rate * (1 - (year - 1) / term)
            total += due * (1 + s.discount_rate) ** -(t + 1 + year)
        return s.money_price * total

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
                if name[0] in ("mon", "pay") and name[-1] == t:
                    self.goal[name] -= self._cost_of_money(name, t)
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
