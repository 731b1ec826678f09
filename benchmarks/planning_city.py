"""A synthetic city: an account that balances, and every part of the plan on."""

from __future__ import annotations

import numpy as np
import xarray as xr

from upriver.planning.inputs import PlanInputs
from upriver.planning.parts import (
    AirInputs,
    CapacityInputs,
    Economy,
    MoneyInputs,
    NatureInputs,
    PeopleInputs,
)
from upriver.planning.records import USES, Candidate, PlanProject, PlanTarget

BASE = 2024
VALUE_ADDED = 30_000.0  # 1e8 CNY, about a large city


def _over(values: np.ndarray, **coords: list[str] | list[int]) -> xr.DataArray:
    return xr.DataArray(values, dict(coords), tuple(coords))


def city(
    *,
    industries: int = 150,
    products: int | None = None,
    years: int = 10,
    projects: int = 200,
    routes: int = 40,
    candidates: int = 60,
    seed: int = 1,
) -> PlanInputs:
    """Seeded inputs of a plan.

    Parameters
    ----------
    industries, years, projects, routes, candidates : int
        Sizes; routes are among the projects, and so are twenty that abate.
    products : int, optional
        How many products the industries make; each its own when left out.
    seed : int
        Of the random numbers.

    Returns
    -------
    PlanInputs
        All parts on: capacity, money, people, air, nature, projects, entries, targets.
    """
    draw = np.random.default_rng(seed)
    codes = [f"i{at:03d}" for at in range(industries)]
    goods = codes if products is None else [f"g{at:03d}" for at in range(products)]
    span = list(range(BASE + 1, BASE + years + 1))
    economy = _economy(draw, codes, goods, span)
    made, added = economy.output.values, economy.value_added.values
    capital = _over(draw.uniform(0.8, 2.0, industries), industry=codes)
    capacity = CapacityInputs(
        capital_per_output=capital,
        depreciation=_over(np.full(industries, 0.05), industry=codes),
        growth_limit=_over(draw.uniform(0.05, 0.1, industries), industry=codes),
    )
    air_need = draw.uniform(0, 0.002, len(goods)) * (draw.random(len(goods)) < 0.3)
    of_goods = economy.make.values @ made
    stressors = [f"e{at}" for at in range(6)]
    intensity = draw.lognormal(0, 1, (6, industries)) * 1000 / made.sum()
    pressed = intensity @ made
    path = 1.01 ** np.arange(1, years + 1)
    return PlanInputs(
        region="city",
        base_year=BASE,
        years=tuple(span),
        economy=economy,
        capacity=capacity,
        money=_money(draw, span),
        people=_people(draw, codes, made, span),
        air=AirInputs(
            need=_over(air_need, product=goods),
            running=float(air_need @ (0.5 * of_goods)),
            services=40,
        ),
        nature=NatureInputs(
            intensity=_over(intensity, stressor=stressors, industry=codes),
            caps=_over(np.outer(pressed, path), stressor=stressors, year=span),
            hard=_over(np.zeros((6, years), bool), stressor=stressors, year=span),
            units=dict.fromkeys(stressors, "1e4 t"),
        ),
        projects=_projects(draw, codes, made, capital.values, pressed, projects, routes),
        candidates=_candidates(draw, codes, candidates),
        targets=_targets(draw, codes, made, added, span),
    )


def _economy(
    draw: np.random.Generator, codes: list[str], goods: list[str], span: list[int]
) -> Economy:
    """Every industry makes one product; those that make the same one share its output."""
    count, kinds, elapsed = len(codes), len(goods), np.arange(1, len(span) + 1)
    table = draw.lognormal(0, 1.5, (kinds, count)) * (draw.random((kinds, count)) < 0.4)
    table *= draw.uniform(0.5, 0.75, count) / table.sum(axis=0)
    table[table < 1e-3] = 0.0
    demand, sales = draw.lognormal(0, 1, kinds), draw.lognormal(0, 1, kinds)
    share = draw.uniform(0.1, 0.5, kinds)
    make = np.zeros((kinds, count))
    make[np.arange(count) % kinds, np.arange(count)] = 1.0
    part = make.T / make.sum(axis=1)  # equal makers; of a product of its own, the only one
    inside = (1 - share)[:, None] * (table @ part)
    made = part @ np.linalg.solve(np.eye(kinds) - inside, (1 - share) * demand + sales)
    scale = VALUE_ADDED / float((1 - table.sum(axis=0)) @ made)
    growth = draw.uniform(1.03, 1.06, kinds)
    one, each = {"industry": codes}, {"product": goods}
    return Economy(
        output=_over(scale * made, **one),
        make=_over(make, **each, **one),
        technology=_over(table, **each, **one),
        value_added=_over(1 - table.sum(axis=0), **one),
        local_demand=_over(scale * demand[:, None] * growth[:, None] ** elapsed, **each, year=span),
        sales=_over(scale * sales[None], category=["outflow"], **each),
        sales_limit=_over(
            scale * (sales[:, None] * growth[:, None] ** elapsed)[None],
            category=["outflow"], **each, year=span,
        ),
        inflow_share=_over(share, **each),
        tradable=_over(draw.random(kinds) < 0.7, **each),
    )  # fmt: skip


def _money(draw: np.random.Generator, span: list[int]) -> MoneyInputs:
    funds = ["fiscal", "guidance", "bank", "social", "bond"]
    may = draw.random((5, len(USES))) < 0.6
    may[2] = True
    amount = VALUE_ADDED * np.outer([0.004, 0.004, 0.02, 0.008, 0.004], np.ones(len(span)))
    return MoneyInputs(
        amount=_over(amount, fund=funds, year=span),
        cost=_over(np.array([0.0, 0.0, 0.04, 0.06, 0.03]), fund=funds),
        may_pay=_over(may, fund=funds, use=list(USES)),
    )


def _people(
    draw: np.random.Generator, codes: list[str], made: np.ndarray, span: list[int]
) -> PeopleInputs:
    jobs = [f"o{at}" for at in range(6)]
    need = draw.lognormal(0, 1, (len(codes), 6)) * 100 / made.sum()
    stock = 1.01 * need.T @ made
    flat = np.ones(len(span))
    return PeopleInputs(
        stock=_over(stock, occupation=jobs),
        arrivals=_over(np.outer(0.045 * stock, flat), occupation=jobs, year=span),
        attrition=_over(np.full((6, len(span)), 0.04), occupation=jobs, year=span),
        recruit_limit=_over(np.outer(0.01 * stock, flat), occupation=jobs, year=span),
        recruit_cost=_over(draw.uniform(1, 3, 6), occupation=jobs),
        need=_over(need, industry=codes, occupation=jobs),
    )


def _projects(
    draw: np.random.Generator,
    codes: list[str],
    made: np.ndarray,
    capital: np.ndarray,
    pressed: np.ndarray,
    count: int,
    routes: int,
) -> tuple[PlanProject, ...]:
    found = []
    for at in range(count):
        name, lead = f"p{at:03d}", int(draw.integers(1, 4))
        if at < routes:
            item = PlanProject(
                name, "route", cost=float(draw.uniform(0.2, 2)), effect=float(draw.uniform(0.1, 1)),
                lead_time=1, running_cost=float(draw.uniform(0.05, 0.3)),
            )  # fmt: skip
        elif at < routes + 20:
            stressor = int(draw.integers(0, 6))
            item = PlanProject(
                name, "abatement", cost=float(draw.uniform(2, 20)),
                effect=float(draw.uniform(0.005, 0.02) * pressed[stressor]), lead_time=lead,
                stressor=f"e{stressor}",
            )  # fmt: skip
        else:
            where = int(draw.integers(0, len(codes)))
            effect = float(draw.uniform(0.01, 0.1) * made[where])
            item = PlanProject(
                name, "capacity", cost=effect * capital[where] * float(draw.uniform(0.5, 1.2)),
                effect=effect, lead_time=lead, industry=codes[where],
            )  # fmt: skip
        found.append(item)
    return tuple(found)


def _candidates(draw: np.random.Generator, codes: list[str], count: int) -> tuple[Candidate, ...]:
    names = [f"c{at:02d}" for at in range(count)]
    found = []
    for at, name in enumerate(names):
        scale = float(draw.uniform(10, 80))
        near = draw.choice(count, 5, replace=False)
        found.append(
            Candidate(
                name, name, codes[int(draw.integers(0, len(codes)))], "chain", scale=scale,
                capital=scale * float(draw.uniform(0.8, 1.5)), barrier=scale * 0.2, lead_time=1,
                relatedness=float(draw.uniform(0.1, 0.6)),
                neighbours={names[j]: float(draw.uniform(0.02, 0.06)) for j in near if j != at},
            )
        )  # fmt: skip
    return tuple(found)


def _targets(
    draw: np.random.Generator,
    codes: list[str],
    made: np.ndarray,
    added: np.ndarray,
    span: list[int],
) -> tuple[PlanTarget, ...]:
    """One level of value added and some shares of a few industries, all soft."""
    whole = dict.fromkeys(codes, 1.0)
    total = float(added @ made)
    end, ahead = span[-1], len(span)
    found = [PlanTarget("level", "value_added", "level", 1, total * 1.06**ahead, end, whole)]
    for at in range(5):
        some = draw.choice(len(codes), max(len(codes) // 10, 1), replace=False)
        share = float(added[some] @ made[some]) / total
        scope = {codes[j]: 1.0 for j in some}
        found.append(
            PlanTarget(
                f"share{at}", "value_added", "share", 1, share * 1.1, end, scope, share_of=whole
            )
        )
    return tuple(found)
