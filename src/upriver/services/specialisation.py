"""What the region is good at beside comparable places, and what lies near."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from upriver.complexity import ComplexityMeasures, Convention, complexity_measures, proximity
from upriver.core.message import Message
from upriver.services.comparison import compared_output

if TYPE_CHECKING:
    import xarray as xr

    from upriver.complexity import ComplexityIndex
    from upriver.data.provenance import Provenance
    from upriver.data.region import Region
    from upriver.services.comparison import Comparison

# An industry is not its own neighbour, so that what is held and what is not compare fairly.
CONVENTION = Convention(diagonal=0)


@dataclass(frozen=True, eq=False)
class Specialisation:
    """Specialisation, relatedness and complexity of comparable places.

    Parameters
    ----------
    comparison : Comparison
        Measure and years of the figures.
    output : DataArray (place, industry)
        The figures of the newest year.
    measures : ComplexityMeasures
        What follows from them.
    proximity : DataArray (industry, industry_to), ratio
        How often two industries go together.
    anchor : Message
        How the sign of the index was fixed.
    provenance : Provenance
        What the figures rest on.
    """

    comparison: Comparison
    output: xr.DataArray
    measures: ComplexityMeasures
    proximity: xr.DataArray
    anchor: Message
    provenance: Provenance


def specialise(
    region: Region, comparison: Comparison, *, convention: Convention = CONVENTION
) -> Specialisation:
    """Compare the region with the other places of its package.

    Parameters
    ----------
    region : Region
        A package with ``production``.
    comparison : Comparison
        Measure and years of the figures.
    convention : Convention
        How to count, and what high complexity shall go with.

    Returns
    -------
    Specialisation
        For all places that have figures.

    Raises
    ------
    DataError
        If there are too few figures.
    LabelError
        If the anchor is no place.
    """
    output = compared_output(region, comparison, year=comparison.year)
    measures = complexity_measures(output, convention=convention)
    return Specialisation(
        comparison=comparison,
        output=output,
        measures=measures,
        proximity=proximity(measures.presence),
        anchor=_anchor_message(region, convention.anchor, measures.index),
        provenance=output.attrs["provenance"],
    )


def _anchor_message(region: Region, anchor: str, index: ComplexityIndex) -> Message:
    strength = f"{index.anchor_strength:.2f}"
    if anchor == "size":
        return Message(
            "The sign of the complexity index is set so that larger economies score higher "
            f"(rank correlation {strength}).",
            f"复杂度指数的符号按经济规模确定：规模越大得分越高（秩相关 {strength}）。",
        )
    if anchor == "diversity":
        return Message(
            "The sign of the complexity index is set so that more diverse places score higher "
            f"(rank correlation {strength}).",
            f"复杂度指数的符号按产业多样性确定（秩相关 {strength}）。",
        )
    return Message(
        f"The sign of the complexity index is set so that {region.label(anchor, 'en')} is high "
        f"(score {strength}).",
        f"复杂度指数的符号以{region.label(anchor, 'zh')}为高确定（得分 {strength}）。",
    )
