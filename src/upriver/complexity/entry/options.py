"""Options, pairs of a place and an industry it has not, with what became of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from upriver.complexity.entry.features import feature_layers
from upriver.complexity.entry.panel import past_pairs
from upriver.core.errors import DataError
from upriver.core.message import Message

if TYPE_CHECKING:
    import numpy.typing as npt

    from upriver.complexity.entry.panel import EntryPanel
    from upriver.complexity.entry.settings import BacktestSettings

    Floats = npt.NDArray[np.float64]
    Flags = npt.NDArray[np.bool_]
    Whole = npt.NDArray[np.int64]

# Fewer past entries than these teach nothing.
LEAST_ENTRIES = 20


@dataclass(frozen=True, eq=False)
class Options:
    """Options of one year or of several.

    Parameters
    ----------
    names : tuple of str
        Features.
    features : ndarray (option, feature)
        What was known in the year; NaN where unknown.
    place, industry : ndarray (option)
        Positions of the place and of the industry.
    start : ndarray (option)
        Year.
    quotient : ndarray (option)
        Location quotient in that year.
    entered : ndarray (option)
        Whether the industry was present at the end of the pair; False where that is not known
        yet.
    """

    names: tuple[str, ...]
    features: Floats
    place: Whole
    industry: Whole
    start: Whole
    quotient: Floats
    entered: Flags

    def __len__(self) -> int:
        return len(self.place)


def open_options(past: EntryPanel, *, settings: BacktestSettings) -> Options:
    """Options of the newest year of a panel.

    Parameters
    ----------
    past : EntryPanel
        The years that may be seen.
    settings : BacktestSettings
        What an option is.

    Returns
    -------
    Options
        Every known cell below the start level, by place, then industry.
    """
    layers = feature_layers(past, threshold=settings.threshold)
    quotient = past.quotient(-1)
    place, industry = np.nonzero(quotient < settings.start_below)
    names = tuple(layers)
    return Options(
        names,
        np.stack([layers[name][place, industry] for name in names], axis=1),
        place,
        industry,
        np.full(len(place), past.years[-1]),
        quotient[place, industry],
        np.zeros(len(place), dtype=np.bool_),
    )


def past_options(past: EntryPanel, *, horizon: int, settings: BacktestSettings) -> Options:
    """Options of all pairs of years that lie in the past, with their outcome.

    Parameters
    ----------
    past : EntryPanel
        The years that may be seen.
    horizon : int
        Years one looks ahead.
    settings : BacktestSettings
        What an option and an entry are.

    Returns
    -------
    Options
        Pair after pair; options whose outcome is unknown are left out.

    Raises
    ------
    DataError
        If there is no such pair, or hardly an entry in them.
    """
    now = past.years[-1]
    pairs = past_pairs(past.years, before=now, horizon=horizon)
    if not pairs:
        raise DataError(
            Message(
                f"No two years up to {now} lie about {horizon} years apart, so there is no past "
                f"to learn from; the panel has {', '.join(map(str, past.years))}.",
                f"截至 {now} 年，没有相隔约 {horizon} 年的两个年份，无从学习；"
                f"面板年份为 {'、'.join(map(str, past.years))}。",
            ),
            Message(
                "Add earlier years, or choose another horizon.", "请补充更早年份或更改预测年限。"
            ),
        )
    parts = []
    for start, end in pairs:
        found = open_options(past.until(start), settings=settings)
        later = past.quotient(past.position(end))[found.place, found.industry]
        parts.append(_some(found, ~np.isnan(later), later >= settings.threshold))
    options = _joined(parts)
    entries, count = int(options.entered.sum()), len(options)
    if min(entries, count - entries) < LEAST_ENTRIES:
        raise DataError(
            Message(
                f"{entries} of {count} past options became entries; at least {LEAST_ENTRIES} "
                "entries and as many others are needed to learn from.",
                f"过去 {count} 个选项中有 {entries} 个实现进入；"
                f"至少需要 {LEAST_ENTRIES} 个进入和同样多的未进入。",
            ),
            Message(
                "Add places or years, or raise start_below.",
                "请增加地方或年份，或提高 start_below。",
            ),
        )
    return options


def _some(options: Options, keep: Flags, entered: Flags) -> Options:
    return Options(
        options.names,
        options.features[keep],
        options.place[keep],
        options.industry[keep],
        options.start[keep],
        options.quotient[keep],
        entered[keep],
    )


def _joined(parts: list[Options]) -> Options:
    return Options(
        parts[0].names,
        np.concatenate([part.features for part in parts]),
        np.concatenate([part.place for part in parts]),
        np.concatenate([part.industry for part in parts]),
        np.concatenate([part.start for part in parts]),
        np.concatenate([part.quotient for part in parts]),
        np.concatenate([part.entered for part in parts]),
    )
