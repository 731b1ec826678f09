"""The rules are exhaustive and exclusive, and chances add up."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from science_arrays import industry_vector
from upriver.complexity.cultivation import CLASSES, RULES, cultivate, cultivation_class
from upriver.complexity.cultivation.rules import LEVELS, deciding_rules

NUMBER = st.one_of(st.floats(-3, 3), st.just(float("nan")))


def test_every_combination_of_levels_has_one_rule_and_every_rule_a_combination() -> None:
    combinations = np.array(list(product(*(range(len(LEVELS[name])) for name in LEVELS)))).T
    decided = deciding_rules(dict(zip(LEVELS, combinations, strict=True)))
    assert (decided >= 0).all()
    assert set(decided.tolist()) == set(range(len(RULES)))
    assert {rule.cultivation for rule in RULES} == {each.cultivation for each in CLASSES}


@given(rows=st.lists(st.tuples(NUMBER, NUMBER, NUMBER, NUMBER, NUMBER), min_size=1, max_size=6),
       seed=st.integers(0, 50))  # fmt: skip
def test_each_industry_gets_one_class_or_a_reason(rows: list[tuple[float, ...]], seed: int) -> None:
    numbers = np.array(rows).T
    rca, density = industry_vector(np.abs(numbers[0])), industry_vector(np.abs(numbers[1]) / 3)
    complexity, momentum = industry_vector(numbers[2]), industry_vector(numbers[3] / 20)
    chance = industry_vector(np.abs(numbers[4]) / 3)
    rng = np.random.default_rng(seed)

    def drawn(array):
        return array.expand_dims(replicate=7) * np.exp(rng.normal(0, 0.3, (7, array.size)))

    found = cultivate(
        rca,
        density,
        complexity=complexity,
        draws=(drawn(rca), drawn(density), drawn(complexity)),
        momentum=momentum,
        entry_chance=chance,
    )
    for at, label in enumerate(rca.industry.values.tolist()):
        code = str(found.cultivation.values[at])
        assert (code == "") == (label in found.unjudged)
        total = float(found.chance.isel(industry=at).sum(skipna=False))
        assert np.isnan(total) if code == "" else abs(total - 1) < 1e-12
        if code:
            best = float(found.chance.isel(industry=at).max())
            assert float(found.chance.isel(industry=at).sel(cultivation=code)) == best


@given(
    rows=st.lists(
        st.tuples(
            st.floats(0, 3),
            # Numbers so small that scaling makes them equal are no ranks.
            st.floats(0, 1).map(lambda each: round(each, 12)),
            st.floats(-2, 2).map(lambda each: round(each, 12)),
            st.floats(-0.1, 0.1),
        ),
        min_size=1,
        max_size=12,
    ),
    scale=st.sampled_from([0.25, 0.5, 2.0, 8.0]),
    seed=st.integers(0, 50),
)
def test_classes_follow_ranks_and_labels(
    rows: list[tuple[float, ...]], scale: float, seed: int
) -> None:
    """Density and complexity count by rank only, and the order of industries does not count."""
    rca, density, complexity, momentum = (industry_vector(each) for each in np.array(rows).T)
    found = cultivation_class(rca, density, complexity=complexity, momentum=momentum)
    same = cultivation_class(rca, scale * density, complexity=scale * complexity, momentum=momentum)
    assert found.values.tolist() == same.values.tolist()
    order = np.random.default_rng(seed).permutation(len(rows))
    mixed = cultivation_class(
        rca[order], density[order], complexity=complexity[order], momentum=momentum[order]
    )
    assert mixed.sel(industry=rca.industry).values.tolist() == found.values.tolist()


@given(
    rows=st.lists(
        st.tuples(st.floats(0, 3), st.floats(0, 1), st.floats(-2, 2), st.floats(-0.1, 0.1)),
        min_size=1,
        max_size=12,
    )
)
def test_only_what_is_held_is_strengthened_and_only_what_is_not_is_seeded(
    rows: list[tuple[float, ...]],
) -> None:
    rca, density, complexity, momentum = (industry_vector(each) for each in np.array(rows).T)
    found = cultivation_class(rca, density, complexity=complexity, momentum=momentum)
    for quotient, growth, code in zip(rca.values, momentum.values, found.values, strict=True):
        if quotient >= 1.0:
            assert code in {"strengthen", "upgrade", "exit"}
        else:
            assert code in {"scale", "seed", "watch", "exit"}
        if code == "exit":
            assert growth <= -0.02
            assert quotient >= 0.75
