"""How sure the comparison of the region with other places is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

from upriver.complexity import Resampling, measure_uncertainty
from upriver.core.message import Message
from upriver.services.comparison import MEASURES, Comparison

if TYPE_CHECKING:
    from upriver.complexity import Uncertainty
    from upriver.data.region import Region
    from upriver.services.diagnosis_settings import DiagnosisSettings
    from upriver.services.specialisation import Specialisation


def unit_size(comparison: Comparison, settings: DiagnosisSettings) -> float:
    """Size of one observation of the figures by which places are compared.

    Parameters
    ----------
    comparison : Comparison
        Their measure.
    settings : DiagnosisSettings
        Assumed size of an establishment.

    Returns
    -------
    float
        1 for counts, else money of one establishment in 1e8 CNY.
    """
    return 1.0 if comparison.counted else settings.establishment


def measure_compared(
    region: Region,
    special: Specialisation,
    settings: DiagnosisSettings,
    *,
    output: xr.DataArray | None = None,
    seed: int | tuple[int, ...] | None = None,
) -> Uncertainty:
    """Intervals of all measures, with the draws of the region.

    Parameters
    ----------
    region : Region
        The package.
    special : Specialisation
        Its measures; they decide convention and sign.
    settings : DiagnosisSettings
        Draws, level, size of an observation, errors by status.
    output : DataArray (place, industry), optional
        Figures of another year than the newest.
    seed : int or tuple of int, optional
        By default that of the settings.

    Returns
    -------
    Uncertainty
        The region's own draws are kept.
    """
    newest = output is None
    figures = special.output if output is None else output
    return measure_uncertainty(
        figures,
        resampling=Resampling(
            unit_size=unit_size(special.comparison, settings),
            replicates=settings.replicates,
            level=settings.level,
        ),
        rng=np.random.default_rng(settings.seed if seed is None else seed),
        convention=special.measures.convention,
        anchor=special.measures.index.eci.rename("point estimate") if newest else "size",
        relative_error=relative_error(figures, settings),
        top=settings.top,
        keep=(region.code,),
    )


def relative_error(output: xr.DataArray, settings: DiagnosisSettings) -> xr.DataArray:
    """Relative standard deviation of every figure, by how it came about.

    Parameters
    ----------
    output : DataArray (place, industry)
        Figures with their provenance.
    settings : DiagnosisSettings
        Error of a derived and of an assumed figure.

    Returns
    -------
    DataArray (place, industry), ratio
        0 for a reported figure.
    """
    cells = output.attrs["provenance"].cells
    own = {dim: output.coords[dim].values for dim in ("place", "industry")}
    status = cells[["derived", "assumed"]].sel(own).fillna(0.0)
    error = settings.derived_error * status["derived"] + settings.assumed_error * status["assumed"]
    return xr.DataArray(error.values, own, ("place", "industry"), attrs={"units": "ratio"})


def uncertainty_note(special: Specialisation, settings: DiagnosisSettings) -> Message:
    """What the intervals mean, and what was assumed for them.

    Parameters
    ----------
    special : Specialisation
        Whose figures were drawn.
    settings : DiagnosisSettings
        How.

    Returns
    -------
    Message
        For the reader of the diagnosis.
    """
    comparison = special.comparison
    head_en = f"Intervals of {settings.level:.0%} from {settings.replicates} draws"
    head_zh = f"{settings.level:.0%} 区间，抽样 {settings.replicates} 次"
    error = relative_error(special.output, settings)
    tail_en, tail_zh = "", ""
    if bool((error > 0).any()):
        tail_en = (
            f" Derived figures are taken to be off by {settings.derived_error:.0%}, assumed ones "
            f"by {settings.assumed_error:.0%} (assumed standard deviations)."
        )
        tail_zh = (
            f"推算数按 {settings.derived_error:.0%}、假设数按 {settings.assumed_error:.0%} "
            "的标准差计（假设值）。"
        )
    if MEASURES[comparison.measure] != "1e8 CNY":
        return Message(
            f"{head_en} of the counts of {comparison.year}. They show how far chance could move "
            f"the numbers, not errors of recording.{tail_en}",
            f"{head_zh}，对 {comparison.year} 年的计数抽样；"
            f"反映偶然性的影响，不含登记误差。{tail_zh}",
        )
    size = f"{settings.establishment:g}"
    return Message(
        f"{head_en}, in which output comes in pieces of {size} x 1e8 CNY, the assumed size of one "
        "establishment. They show how far a few plants more or less would move the numbers, not "
        f"errors of recording.{tail_en}",
        f"{head_zh}，产出按每家企业 {size} 亿元（假设值）计；"
        f"反映企业数目多寡带来的波动，不含统计误差。{tail_zh}",
    )
