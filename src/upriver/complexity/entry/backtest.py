"""How well entries could have been forecast, by someone who knew only the past."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

from upriver.complexity.entry import scores as judge
from upriver.complexity.entry.crossfit import held_out_chances, place_folds
from upriver.complexity.entry.options import Options, open_options, past_options
from upriver.complexity.entry.panel import EntryPanel, past_pairs
from upriver.complexity.entry.settings import BacktestSettings
from upriver.core.dims import INDUSTRY, PLACE
from upriver.core.errors import DataError
from upriver.core.frames import Table, arrays_to_table
from upriver.core.message import Message

if TYPE_CHECKING:
    import numpy.typing as npt

    from upriver.complexity.entry.settings import Method

    Floats = npt.NDArray[np.float64]
    Flags = npt.NDArray[np.bool_]
    Whole = npt.NDArray[np.int64]
    Forecasts = dict[Method, tuple[Floats, Floats]]

METHOD, GROUP = "method", "group"
# Not "method": that is a keyword of DataArray.sel.
MODEL = "model"


@dataclass(frozen=True, eq=False)
class Backtest:
    """Forecasts made from the past only, held against what came.

    Parameters
    ----------
    start, end : int
        Years of the test: options of `start`, outcome in `end`.
    pairs : tuple of tuple of int
        Pairs of years learnt from; none ends after `start`.
    options, entries : int
        How many options there were, and how many became entries.
    base_rate : float
        Entries over options: what a guess gets.
    scores : Table
        One row a method: ``auc`` with its interval ``auc_low auc_high``, ``auc_gain`` over
        density with ``auc_gain_low auc_gain_high``, ``average_precision``,
        ``precision_at_top``, ``lift``, ``ece``, ``brier`` and ``base_rate``.
    reliability : Table
        One row a method and group of options: ``options``, mean ``chance``, share ``entered``.
    chances : DataArray (model, place, industry), ratio
        Calibrated chance of every option by each method; NaN elsewhere.
    entered : DataArray (place, industry), ratio
        1 or 0 for every option whose outcome is known; NaN elsewhere.
    fold : DataArray (place), items
        Group of each place; a group was forecast by models that saw none of its places.
    settings : BacktestSettings
        How it was done.
    """

    start: int
    end: int
    pairs: tuple[tuple[int, int], ...]
    options: int
    entries: int
    base_rate: float
    scores: Table
    reliability: Table
    chances: xr.DataArray
    entered: xr.DataArray
    fold: xr.DataArray
    settings: BacktestSettings


def backtest(
    output: xr.DataArray,
    *,
    start: int,
    end: int,
    rng: np.random.Generator,
    settings: BacktestSettings = BacktestSettings(),  # noqa: B008 - frozen
    technology: xr.DataArray | None = None,
) -> Backtest:
    """Forecast from one year what another year shows, and score the forecasts.

    Parameters
    ----------
    output : DataArray (year, place, industry), any unit
        Output, jobs or counts; NaN where unknown.
    start : int
        The year one stands in. Nothing later reaches a forecast.
    end : int
        The year whose outcome is known.
    rng : Generator
        Source of all randomness: groups of places, trees, intervals.
    settings : BacktestSettings
        What an entry is, and what is tested.
    technology : DataArray (year, place, technology), any unit, optional
        Counts of inventions for the same places.

    Returns
    -------
    Backtest
        Every method beside density and the base rate.

    Raises
    ------
    LabelError
        If dimensions or labels are not as they should be, or a year is not in the panel.
    DataError
        If numbers are negative, no pair of years before `start` is about as long, there are
        fewer places than needed, hardly any entries to learn from, or none or nothing but
        entries in the test.

    Notes
    -----
    Models learn from pairs of years that end no later than `start`, and a place is forecast by
    models that saw none of its rows. Location quotients and proximities of a year are computed
    from all its places. The intervals draw places with replacement and hold the models fixed;
    they say how far the score rests on which places exist. A forecast is no promise of
    success: what places entered on their own, they may have entered for reasons that no
    feature holds.

    References
    ----------
    .. [1] Hidalgo, C. A., Klinger, B., Barabasi, A.-L. and Hausmann, R. (2007). The product
       space conditions the development of nations. Science 317, 482-487.
    .. [2] Albora, G., Pietronero, L., Tacchella, A. and Zaccaria, A. (2023). Product
       progression: a machine learning approach to forecasting industrial upgrading. Scientific
       Reports 13, 1481.
    """
    panel = EntryPanel.read(output, technology=technology)
    panel.position(start)
    panel.position(end)
    if end <= start:
        raise DataError(
            Message(
                f"end must lie after start, got {start} and {end}.",
                f"end 应晚于 start，实际为 {start} 与 {end}。",
            ),
            Message("Swap them, or choose a later end.", "请对调，或取更晚的 end。"),
        )
    seen = panel.until(start)
    require_places(seen, settings)
    draw_folds, draw_models, draw_places = rng.spawn(3)
    fold = place_folds(len(panel.places), folds=settings.folds, rng=draw_folds)
    past = past_options(seen, horizon=end - start, settings=settings)
    now = open_options(seen, settings=settings)
    made = held_out_chances(past, now, fold=fold, methods=settings.tested, rng=draw_models)

    later = panel.quotient(panel.position(end))[now.place, now.industry]
    known = ~np.isnan(later)
    entered = later[known] >= settings.threshold
    if not entered.any() or entered.all():
        raise DataError(
            Message(
                f"{int(entered.sum())} of {len(entered)} options of {start} were entered by "
                f"{end}; a test needs both outcomes.",
                f"{start} 年的 {len(entered)} 个选项到 {end} 年有 {int(entered.sum())} 个实现进入；"
                "检验需要两种结果。",
            ),
            Message("Choose other years or another start_below.", "请换年份或 start_below。"),
        )
    pairs = past_pairs(seen.years, before=start, horizon=end - start)
    cells = now.place[known], now.industry[known]
    judged: Forecasts = {
        method: (chance[known], ranking[known]) for method, (chance, ranking) in made.items()
    }
    return Backtest(
        start=start,
        end=end,
        pairs=pairs,
        options=len(entered),
        entries=int(entered.sum()),
        base_rate=float(entered.mean()),
        scores=_scores(judged, entered, cells[0], settings=settings, rng=draw_places),
        reliability=_reliability(judged, entered, settings=settings),
        chances=_chances(panel, now, made),
        entered=panel.grid(*cells, entered.astype(np.float64), name="entered"),
        fold=xr.DataArray(fold, {PLACE: panel.places}, (PLACE,), "fold", {"units": "items"}),
        settings=settings,
    )


def require_places(panel: EntryPanel, settings: BacktestSettings) -> None:
    """Refuse a panel with too few places to hold some of them out.

    Parameters
    ----------
    panel : EntryPanel
        The panel.
    settings : BacktestSettings
        With the number of groups.

    Raises
    ------
    DataError
        If there are fewer than two places a group.
    """
    places = len(panel.places)
    if places < 2 * settings.folds:
        raise DataError(
            Message(
                f"output must have at least {2 * settings.folds} places for {settings.folds} "
                f"groups, got {places}.",
                f"分 {settings.folds} 组时 output 至少应有 {2 * settings.folds} 个地方，"
                f"实际为 {places} 个。",
            ),
            Message("Add comparable places, or set fewer folds.", "请增加可比地方，或减少 folds。"),
        )


def _scores(
    judged: Forecasts,
    entered: Flags,
    place: Whole,
    *,
    settings: BacktestSettings,
    rng: np.random.Generator,
) -> Table:
    weights = judge.place_weights(place, replicates=settings.replicates, rng=rng)
    drawn = {
        method: judge.resampled_auc(ranking, entered, weights)
        for method, (_, ranking) in judged.items()
    }
    plain = judge.roc_auc(judged["density"][1], entered)
    tail = (1.0 - settings.level) / 2.0
    rows = []
    for method, (chance, ranking) in judged.items():
        low, high = _interval(drawn[method], tail)
        gain_low, gain_high = _interval(drawn[method] - drawn["density"], tail)
        auc = judge.roc_auc(ranking, entered)
        groups = judge.reliability(chance, entered, bins=settings.bins)
        rows.append(
            {
                "auc": auc,
                "auc_low": low,
                "auc_high": high,
                "auc_gain": auc - plain,
                "auc_gain_low": gain_low,
                "auc_gain_high": gain_high,
                "average_precision": judge.average_precision(ranking, entered),
                "precision_at_top": judge.precision_at(ranking, entered, place, top=settings.top),
                "lift": judge.lift(ranking, entered),
                "ece": judge.calibration_error(groups),
                "brier": judge.brier(chance, entered),
                "base_rate": float(entered.mean()),
            }
        )
    return _table(rows, (METHOD,), {METHOD: list(judged)})


def _reliability(judged: Forecasts, entered: Flags, *, settings: BacktestSettings) -> Table:
    rows = []
    for chance, _ in judged.values():
        groups = judge.reliability(chance, entered, bins=settings.bins)
        rows += [
            {"options": float(count), "chance": forecast, "entered": seen}
            for count, forecast, seen in zip(*groups, strict=True)
        ]
    numbers = [str(k + 1) for k in range(len(rows) // len(judged))]
    return _table(rows, (METHOD, GROUP), {METHOD: list(judged), GROUP: numbers})


def _table(
    rows: list[dict[str, float]], dims: tuple[str, ...], labels: dict[str, list[Method] | list[str]]
) -> Table:
    shape = [len(labels[dim]) for dim in dims]
    arrays = {
        name: xr.DataArray(
            np.array([row[name] for row in rows]).reshape(shape),
            {dim: labels[dim] for dim in dims},
            dims,
            name,
            {"units": "items" if name == "options" else "ratio"},
        )
        for name in rows[0]
    }
    return arrays_to_table(arrays, dims)


def _interval(values: Floats, tail: float) -> tuple[float, float]:
    known = values[~np.isnan(values)]
    if not len(known):
        return float("nan"), float("nan")
    low, high = np.quantile(known, [tail, 1.0 - tail])
    return float(low), float(high)


def _chances(panel: EntryPanel, now: Options, made: Forecasts) -> xr.DataArray:
    layers = [
        panel.grid(now.place, now.industry, chance, name=method)
        for method, (chance, _) in made.items()
    ]
    return xr.DataArray(
        np.stack([layer.values for layer in layers]),
        {MODEL: list(made), PLACE: panel.places, INDUSTRY: panel.industries},
        (MODEL, PLACE, INDUSTRY),
        "chances",
        {"units": "ratio"},
    )
