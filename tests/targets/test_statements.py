"""Until when a statement held."""

from datetime import date

import pytest

from upriver.core.periods import parse_period
from upriver.targets import Observed, Statement, window_of
from upriver.targets.statements import agrees

TODAY = date(2025, 12, 31)


def share(period: str, value: float, comparator: str = "eq") -> Observed:
    return Observed(parse_period(period), value, "%", "share", comparator)


def stated(comparator: str = "about", value: float = 50.0, period: str = "..2024-05") -> Statement:
    return Statement("s", comparator, value, "%", parse_period(period))


def test_one_of_every_two_held_in_2023_and_not_in_2024() -> None:
    found = window_of(stated(), [share("2024", 37.3), share("2023", 53.4)], as_of=TODAY)
    assert found.state == "no_longer"
    assert (found.since, found.until) == ("2023", "2023")
    assert "37.3% in 2024 (does not agree)" in found.reason.en
    assert "2024 为37.3%（不符）" in found.reason.zh


def test_on_an_earlier_day_it_is_not_yet_known() -> None:
    found = window_of(stated(), [share("2024", 37.3), share("2023", 53.4)], as_of=date(2024, 6, 1))
    assert found.state == "unknown"
    assert found.until == "2023"


@pytest.mark.parametrize(("value", "state"), [(52.0, "holds"), (30.0, "never")])
def test_the_newest_figure_decides(value: float, state: str) -> None:
    assert window_of(stated(), [share("2024", value)], as_of=TODAY).state == state


def test_without_a_figure_it_says_so() -> None:
    found = window_of(stated(), [], as_of=TODAY)
    assert found.state == "unknown"
    assert "no other figure" in found.reason.en
    assert "没有可供核对" in found.reason.zh


@pytest.mark.parametrize(
    ("statement", "figure", "answer"),
    [
        (stated("gt", 50), share("2024", 50), False),
        (stated("ge", 50), share("2024", 50), True),
        (stated("ge", 50), share("2024", 55, "gt"), True),
        (stated("ge", 50), share("2024", 45, "gt"), None),
        (stated("ge", 50), share("2024", 45, "lt"), False),
        (stated("le", 50), share("2024", 60, "ge"), False),
        (stated("le", 50), share("2024", 40, "le"), True),
        (stated("eq", 37.3), share("2024", 37.34), True),
        (stated("eq", 37.3), share("2024", 37.4), False),
        (stated("eq", 50), Observed(parse_period("2024"), 50.0, "firms"), None),
    ],
)  # fmt: skip
def test_bounds_may_leave_it_open(
    statement: Statement, figure: Observed, answer: bool | None
) -> None:
    assert agrees(statement, figure) is answer


def test_a_part_of_a_year_is_not_held_against_an_amount() -> None:
    amount = Statement("s", "ge", 100.0, "1e8 CNY", parse_period("2024"))
    quarter = Observed(parse_period("2025-Q1"), 30.0, "1e8 CNY")
    assert window_of(amount, [quarter], as_of=TODAY).state == "unknown"
