"""How many other places stood where this one stands, and how many of them made it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from upriver.complexity.entry.options import Options

    Floats = npt.NDArray[np.float64]
    Whole = npt.NDArray[np.int64]

# Starts are alike when they lie in the same of these parts of the threshold.
PARTS = (0.25, 0.5)
# Densities are alike when they lie in the same third of the industry's options of the year.
THIRDS = 3


def count_comparable(past: Options, now: Options, *, threshold: float) -> tuple[Whole, Whole]:
    """Other places that once stood alike in the same industry, and those that entered.

    Parameters
    ----------
    past : Options
        With their outcome.
    now : Options
        To be compared.
    threshold : float
        Location quotient from which an industry is present.

    Returns
    -------
    jumped : ndarray (option)
        Places that entered.
    comparable : ndarray (option)
        Places that stood alike. Each place counts once, with its newest such year.
    """
    bin_past, bin_now = _bins(past, threshold), _bins(now, threshold)
    places = int(max(past.place.max(initial=0), now.place.max(initial=0))) + 1
    key = bin_past * places + past.place
    # The newest row of each bin and place is the last one in this order.
    order = np.lexsort((past.start, key))
    last = np.flatnonzero(np.diff(key[order], append=-1) != 0)
    rows = order[last]
    bins = int(max(bin_past.max(initial=0), bin_now.max(initial=0))) + 1
    stood = np.bincount(bin_past[rows], minlength=bins)
    made = np.bincount(bin_past[rows], weights=past.entered[rows], minlength=bins).astype(np.int64)
    own = bin_now * places + now.place
    spot = np.minimum(np.searchsorted(key[rows], own), len(rows) - 1)
    same = key[rows][spot] == own
    own_made = same & past.entered[rows][spot]
    return made[bin_now] - own_made, stood[bin_now] - same


def _bins(options: Options, threshold: float) -> Whole:
    part = np.searchsorted(np.array(PARTS) * threshold, options.quotient, side="right")
    density = options.features[:, options.names.index("density")]
    group = options.start * (int(options.industry.max(initial=0)) + 1) + options.industry
    order = np.lexsort((density, group))
    starts = np.flatnonzero(np.diff(group[order], prepend=-1) != 0)
    sizes = np.diff(np.append(starts, len(order)))
    position = np.arange(len(order)) - np.repeat(starts, sizes)
    third = np.empty(len(order), dtype=np.int64)
    third[order] = position * THIRDS // np.repeat(sizes, sizes)
    return np.asarray((options.industry * (len(PARTS) + 1) + part) * THIRDS + third)
