"""What is known of a place and an industry in one year that may tell of an entry later."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

from upriver.complexity.convention import Convention
from upriver.complexity.density import density_kernel
from upriver.complexity.engine import KernelMeasures, measure_kernel, quotient_kernel
from upriver.complexity.entry.panel import EntryPanel
from upriver.complexity.relatedness import count_kernel, relate_kernel
from upriver.core.dims import INDUSTRY, PLACE
from upriver.core.message import Message
from upriver.core.numerics import divide

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

FEATURE = "feature"
FEATURES: dict[str, Message] = {
    "level": Message("start of the location quotient (log)", "起点区位商（对数）"),
    "share": Message("start of the location quotient (bounded)", "起点区位商（有界）"),
    "density": Message("relatedness density", "关联密度"),
    "relative_density": Message(
        "density beside other places' for the industry", "与其他地方相比的关联密度"
    ),
    "kindred": Message("presence in places with a similar profile", "产业结构相近地方的具备程度"),
    "correlated": Message("correlation with what the place does", "与本地产业的相关程度"),
    "expected": Message("level the rest of the profile suggests", "其余产业所对应的应有水平"),
    "ubiquity": Message("ubiquity of the industry", "行业普遍性"),
    "diversity": Message("diversity of the place", "地方多样性"),
    "coherence": Message("coherence of the place", "地方产业结构的内聚度"),
    "spread": Message("unevenness of the industry over places", "行业在各地分布的不均"),
    "place_size": Message("size of the place", "地方规模"),
    "industry_size": Message("size of the industry", "行业规模"),
    "cell_growth": Message("recent change of the location quotient", "区位商近期变化"),
    "place_growth": Message("recent growth of the place", "地方近期增长"),
    "industry_growth": Message("recent growth of the industry", "行业近期增长"),
    "level_before": Message("earlier level against the present one", "早前水平与现水平之差"),
    "held_before": Message("share of earlier years in which it was held", "以往具备年份占比"),
    "entered_before": Message("recent entries into the industry", "行业近期进入率"),
    "technology_density": Message("density in related technologies", "相关技术的密度"),
}
# A quotient of 0 has no logarithm; a tenth of the average share is as good as nothing.
LEAST_QUOTIENT = 0.1
# What is compared within the year, so that a wave that lifts all places does not look like news:
# everything but the cell's own level and history.
WITHIN_YEAR = (
    "density", "relative_density", "kindred", "ubiquity", "diversity", "coherence", "spread",
    "place_size", "industry_size", "place_growth", "industry_growth", "entered_before",
    "technology_density",
)  # fmt: skip
# Weight of independence in the expectation of a level from the rest of the profile.
RIDGE = 1.0


def entry_features(
    output: xr.DataArray,
    *,
    year: int,
    threshold: float = 1.0,
    technology: xr.DataArray | None = None,
) -> xr.DataArray:
    """Tell what is known up to a year about every place and industry.

    Parameters
    ----------
    output : DataArray (year, place, industry), any unit
        Output, jobs or counts of some years; NaN where unknown. Later years are not looked at.
    year : int
        The year from which one looks ahead.
    threshold : float
        Location quotient from which an industry is present.
    technology : DataArray (year, place, technology), any unit, optional
        Counts of inventions for the same places; the newest year up to `year` is used.

    Returns
    -------
    DataArray (feature, place, industry), mixed
        One layer a name in `FEATURES`; NaN where it is unknown, such as growth in the first
        year. Those in `WITHIN_YEAR` are standard scores over all cells of the year.

    Raises
    ------
    LabelError
        If dimensions or places differ, or the year is not in the panel.
    DataError
        If a number is negative, or a year is empty.

    Notes
    -----
    Every feature is computed from all places of the year and of years before. A scale that a
    whole year shares, such as a boom, is taken out: base rates are learnt from outcomes.
    """
    panel = EntryPanel.read(output, technology=technology)
    layers = feature_layers(panel.until(year), threshold=threshold)
    names = list(layers)
    return xr.DataArray(
        np.stack([layers[name] for name in names]),
        {FEATURE: names, PLACE: panel.places, INDUSTRY: panel.industries},
        (FEATURE, PLACE, INDUSTRY),
        "entry_features",
        {"units": "mixed"},
    )


def feature_layers(past: EntryPanel, *, threshold: float) -> dict[str, Floats]:
    """Features of the newest year of a panel, by name.

    Parameters
    ----------
    past : EntryPanel
        The years up to the one from which one looks ahead.
    threshold : float
        Location quotient from which an industry is present.

    Returns
    -------
    dict of str to ndarray (place, industry)
        In the order of `FEATURES`; the technology layer only when technologies are given.
    """
    output = past.values[-1]
    measures = measure_kernel(
        output, convention=Convention(threshold=threshold, diagonal=0), stop="density"
    )
    found = _present(output, measures)
    found |= _alike(measures)
    found |= _before(past, measures.rca, threshold)
    counts = past.technology_now()
    if counts is not None:
        found["technology_density"] = _technology(
            counts.values.astype(float), measures.rca, threshold
        )
    for name in WITHIN_YEAR:
        if name in found:
            found[name] = _standard(found[name])
    return {name: found[name] for name in FEATURES if name in found}


def level(quotient: Floats) -> Floats:
    """Logarithm of a location quotient, with a floor under it.

    Parameters
    ----------
    quotient : ndarray
        Location quotients.

    Returns
    -------
    ndarray
        Near 0 at a quotient of 1.
    """
    return np.asarray(np.log(quotient + LEAST_QUOTIENT))


def _present(output: Floats, measures: KernelMeasures) -> dict[str, Floats]:
    """Features of the year itself that look at one cell, row or column at a time."""
    shape = output.shape
    quotient, near = measures.rca, measures.density
    known = np.where(np.isnan(output), 0.0, output)
    held = measures.presence == 1.0
    log = level(quotient)
    options = np.where(held, np.nan, near)
    middle, spread = _moments(options)
    place, industry = known.sum(axis=1), known.sum(axis=0)

    def of_place(values: Floats) -> Floats:
        return np.broadcast_to(values[:, None], shape)

    def of_industry(values: Floats) -> Floats:
        return np.broadcast_to(values, shape)

    return {
        "level": log,
        "share": quotient / (1.0 + quotient),
        "density": near,
        "relative_density": divide(near - middle, spread),
        "ubiquity": of_industry(measures.ubiquity / shape[0]),
        "diversity": of_place(measures.diversity / shape[1]),
        "coherence": of_place(divide(np.where(held, near, 0.0).sum(axis=1), held.sum(axis=1))),
        "spread": of_industry(_moments(log)[1]),
        "place_size": of_place(_log_share(place)),
        "industry_size": of_industry(_log_share(industry)),
    }


def _alike(measures: KernelMeasures) -> dict[str, Floats]:
    """Features that look at the whole profile, by products of places by industries only."""
    quotient, presence_ = measures.rca, measures.presence
    bounded = quotient / (1.0 + quotient)
    middle, spread = _moments(bounded)
    scores = divide(bounded - middle, spread)
    scores[np.isnan(scores)] = 0.0
    places, industries = scores.shape
    alike = scores @ scores.T
    own = np.sqrt(np.diagonal(alike))
    weights = np.maximum(np.nan_to_num(divide(alike, own[:, None] * own)), 0.0) ** 2
    np.fill_diagonal(weights, 0.0)
    known = (~np.isnan(presence_)).astype(np.float64)
    kindred = divide(weights @ (presence_ == 1.0), weights @ known)

    square = np.einsum("pi,pi->i", scores, scores) / places
    pull = (alike / places) @ scores - scores * square
    gram = alike / places
    lengths = np.einsum("pi,pi->i", scores, gram @ scores) / places - square**2
    correlated = divide(pull, np.sqrt(np.maximum(lengths, 0.0)))

    inverse = np.linalg.inv(gram + RIDGE * np.eye(places))
    solved = inverse @ scores
    own_part = (1.0 - np.einsum("pi,pi->i", scores, solved) / places) / RIDGE
    precise = (scores - gram @ solved) / RIDGE
    expected = scores - divide(precise, own_part)
    lost = np.isnan(quotient)
    return {
        "kindred": kindred,
        "correlated": np.where(lost, np.nan, correlated / np.sqrt(industries)),
        "expected": np.where(lost, np.nan, expected),
    }


def _before(past: EntryPanel, quotient: Floats, threshold: float) -> dict[str, Floats]:
    """Features of the years before; all unknown in the first year."""
    nothing = np.full(quotient.shape, np.nan)
    names = ("cell_growth", "place_growth", "industry_growth", "level_before", "held_before",
             "entered_before")  # fmt: skip
    if len(past.years) < 2:
        return dict.fromkeys(names, nothing)
    earlier = [past.quotient(k) for k in range(len(past.years) - 1)]
    years = float(past.years[-1] - past.years[-2])
    now, then = past.values[-1], past.values[-2]
    both = ~np.isnan(now) & ~np.isnan(then)
    new, old = np.where(both, now, 0.0), np.where(both, then, 0.0)
    place = _log_ratio(new.sum(axis=1), old.sum(axis=1)) / years
    industry = _log_ratio(new.sum(axis=0), old.sum(axis=0)) / years
    outside, stays = earlier[-1] < threshold, ~np.isnan(quotient)
    entered = (outside & (quotient >= threshold)).sum(axis=0)
    known = np.stack([~np.isnan(each) for each in earlier])
    levels = np.where(known, [level(each) for each in earlier], 0.0).sum(axis=0)
    held = np.stack([each >= threshold for each in earlier]).sum(axis=0)
    count = known.sum(axis=0)
    shape = quotient.shape
    return {
        "cell_growth": (level(quotient) - level(earlier[-1])) / years,
        "place_growth": np.broadcast_to(place[:, None], shape),
        "industry_growth": np.broadcast_to(industry, shape),
        "level_before": divide(levels, count) - level(quotient),
        "held_before": divide(held, count),
        "entered_before": np.broadcast_to(
            divide(entered, (outside & stays).sum(axis=0)) / years, shape
        ),
    }


def _technology(counts: Floats, quotient: Floats, threshold: float) -> Floats:
    """Density of industries in the technologies of the newest year known."""
    skills = _held(quotient_kernel(counts), threshold)
    near = relate_kernel(count_kernel(skills, _held(quotient, threshold)), "minimum")
    return density_kernel(skills, near)


def _held(quotient: Floats, threshold: float) -> Floats:
    return np.where(np.isnan(quotient), np.nan, quotient >= threshold)


def _moments(values: Floats) -> tuple[Floats, Floats]:
    """Mean and deviation of every column over what is known; deviation 0 where nothing is."""
    known = ~np.isnan(values)
    count = known.sum(axis=0)
    middle = divide(np.where(known, values, 0.0).sum(axis=0), count)
    gaps = np.where(known, values - middle, 0.0)
    return middle, np.sqrt(np.nan_to_num(divide((gaps**2).sum(axis=0), count)))


def _standard(values: Floats) -> Floats:
    """Standard scores over everything known; 0 where nothing varies."""
    middle, spread = _moments(values.reshape(-1, 1))
    scores = (values - middle[0]) / (spread[0] if spread[0] > 1e-12 else 1.0)
    return np.asarray(scores, dtype=np.float64)


def _log_share(size: Floats) -> Floats:
    return np.asarray(np.log(np.where(size > 0.0, size, np.nan) / size.sum()))


def _log_ratio(new: Floats, old: Floats) -> Floats:
    ratio = divide(new, old)
    return np.asarray(np.log(np.where(ratio > 0.0, ratio, np.nan)))
