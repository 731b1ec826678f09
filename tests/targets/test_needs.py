"""What would have to be entered so that a promise could be judged."""

from datetime import date

from upriver.core.message import Message
from upriver.core.periods import parse_period
from upriver.targets import Measure, Observed, Promise, assess, needs_of

END = date(2025, 12, 31)


def needs(
    promise: Promise, *items: Observed, numerator: str = "", denominator: str = ""
) -> Message | None:
    name = Message("Thing", "事项")
    measure = Measure("thing", name, promise.indicator_unit, True, numerator, denominator)
    judged = assess(promise, items, as_of=END)
    return needs_of(promise, judged, measure, place="500151", as_of=END)


def level(goal: float | None, unit: str = "1e8 CNY", due: str | None = "2027") -> Promise:
    deadline = parse_period(due) if due else None
    return Promise("T-1", "ge", goal, unit, "level", True, unit, deadline=deadline)


def share(goal: float) -> Promise:
    return Promise("T-2", "ge", goal, "%", "share", True, "%", deadline=parse_period("2027"))


def seen(period: str, value: float, unit: str = "1e8 CNY", comparator: str = "eq") -> Observed:
    kind = "share" if unit == "%" else "level"
    return Observed(parse_period(period), value, unit, kind, comparator)


def test_a_promise_with_a_state_needs_nothing() -> None:
    assert needs(level(100.0), seen("2024", 120.0)) is None


def test_without_any_observation_two_years_are_asked_for() -> None:
    found = needs(level(100.0))
    assert found is not None
    assert found.en == (
        "Table observations, indicator thing, place 500151: whole-year numbers in 1e8 CNY of "
        "2024 and 2025, or one of them and a growth on the year (yoy)."
    )
    assert found.zh == (
        "表 observations，指标 thing、地区 500151：2024 年与 2025 年的全年数值（1e8 CNY），"
        "或其中一年的数值与同比增速（yoy）。"
    )


def test_a_share_is_asked_for_without_growth_and_with_its_parts() -> None:
    found = needs(share(40.0), numerator="above", denominator="below")
    assert found is not None
    assert "numbers in % of 2024 and 2025" in found.en
    assert "levels of above and below of the same years" in found.en
    assert "yoy" not in found.en


def test_a_past_deadline_asks_for_its_own_year() -> None:
    found = needs(level(100.0, due="2024"))
    assert found is not None
    assert "2023 and 2024" in found.en


def test_one_observation_asks_for_a_second_or_a_growth() -> None:
    found = needs(level(100.0), seen("2023", 70.0))
    assert found is not None
    assert "a second year, such as 2025, or the growth on the year (yoy) of 2023" in found.en


def test_a_bound_asks_for_the_number() -> None:
    found = needs(level(100.0), seen("2022", 70.0, comparator="gt"))
    assert found is not None
    assert "for 2022 in place of the bound" in found.en


def test_what_the_row_of_the_target_lacks_is_named() -> None:
    lost = needs(level(None, unit="routes"))
    assert lost is not None
    assert lost.en == "Table targets, row T-1: value (in routes)."
    endless = needs(level(100.0, due=None), seen("2024", 70.0))
    assert endless is not None
    assert endless.en == "Table targets, row T-1: deadline."
    twice = Promise("T-3", "multiple", 2.0, "times", "multiple", True, "firms")
    baseless = needs(twice)
    assert baseless is not None
    assert baseless.en.startswith("Table targets, row T-3: base_period and deadline; table obs")
    assert "levels in firms of the base year and of 2025" in baseless.en


def test_a_reduction_asks_for_its_base_or_for_growth_since() -> None:
    cut = Promise("T-4", "ge", 13.0, "%", "reduction", False, "tce/1e4 CNY",
                  deadline=parse_period("2027"), base_period=parse_period("2022"))  # fmt: skip
    found = needs(cut)
    assert found is not None
    assert "of 2022 and 2025, or the growth on the year (yoy) since" in found.en


def test_growth_without_growth_asks_for_growth() -> None:
    promise = Promise("T-5", "ge", 12.0, "%", "cagr", True, "1e8 CNY",
                      deadline=parse_period("2027"))  # fmt: skip
    found = needs(promise)
    assert found is not None
    assert "the growth on the year (yoy) of 2025, or levels in 1e8 CNY of 2024" in found.en
