"""Which of the published ways to count is meant."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

Method = Literal["eigenvector", "reflections", "fitness", "stable_fitness", "genepy"]
Preset = Literal["atlas", "economiccomplexity", "econgeo", "datawheel"]


class Convention(BaseModel):
    """One way to compute relatedness and complexity, with nothing left open."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    threshold: float = Field(
        default=1.0,
        gt=0,
        description="Location quotient from which an industry is present / 视为具备的区位商门槛",
    )
    method: Method = Field(
        default="eigenvector",
        description="Index of complexity: eigenvector, reflections, fitness, stable_fitness or "
        "genepy / 复杂度指数的方法：特征向量、反射法、适合度、稳定适合度或 GENEPY",
    )
    iterations: int | None = Field(
        default=None,
        ge=1,
        description="Reflections of the places (an even number, 18 when empty; industries take one "
        "more) or updates of fitness (until it stands still when empty); other methods have none "
        "/ 地区的反射次数（偶数，空则为 18；行业多一次）或适合度更新次数（空则直至不再变化）；"
        "其他方法不用",
    )
    diagonal: Literal[0, 1] = Field(
        default=1,
        description="Whether an industry is its own neighbour in density and outlook "
        "/ 密度与前景中行业是否算作自身的邻近行业",
    )
    gain: Literal["total", "net"] = Field(
        default="total",
        description="Outlook gain as it is, or less density times complexity "
        "/ 前景增益：原值，或减去密度乘复杂度",
    )
    gain_share: Literal["source", "target"] = Field(
        default="source",
        description="In outlook gain a proximity is a share of all proximities of the industry "
        "that comes into reach (source), or of the one that is gained (target) "
        "/ 前景增益中邻近度除以谁的邻近度之和：source 为变近的行业，target 为新增的行业",
    )
    outlook_complexity: Literal["scaled", "unshifted"] = Field(
        default="scaled",
        description="Complexity inside outlook index and gain: the PCI as returned, or the bare "
        "eigenvector over the places' deviation, without subtracting a mean "
        "/ 前景所用复杂度：返回的 PCI，或特征向量除以地区标准差而不减均值",
    )
    outlook_scale: Literal["plain", "standard"] = Field(
        default="plain",
        description="Outlook index as it is, or to mean 0 and deviation 1 over the places "
        "/ 前景指数：原值，或按地区标准化",
    )
    pci_scale: Literal["own", "places"] = Field(
        default="own",
        description="PCI to its own mean and deviation, or to those of the places, so that an "
        "ECI is the mean PCI of what the place holds "
        "/ PCI 按自身均值与标准差，或按地区的均值与标准差（此时 ECI 为所具备行业 PCI 的均值）",
    )
    ddof: Literal[0, 1] = Field(
        default=1,
        description="Divisor of the deviation is the number of units less this "
        "/ 标准差的除数为单位数减去该值",
    )
    anchor: str = Field(
        default="size",
        description="What high complexity goes with: size, diversity, or the code of a place "
        "/ 高复杂度与何者一致：size（规模）、diversity（多样性）或某地区代码",
    )

    @property
    def unsigned(self) -> bool:
        """Whether the method leaves no sign to choose and nothing to scale.

        Returns
        -------
        bool
            True for fitness, stable fitness and GENEPY, whose values start at 0.
        """
        return self.method in {"fitness", "stable_fitness", "genepy"}

    @model_validator(mode="after")
    def _even_reflections(self) -> Convention:
        if self.method == "reflections" and (self.iterations or 0) % 2:
            text = (
                "iterations of reflections must be even; odd ones are ubiquities, not "
                "complexities / 反射次数应为偶数；奇数次得到的是普遍性而非复杂度"
            )
            raise ValueError(text)
        return self

    @classmethod
    def preset(cls, name: Preset, **changes: Any) -> Convention:
        """Convention that reproduces the numbers of another program.

        Parameters
        ----------
        name : {"atlas", "economiccomplexity", "econgeo", "datawheel"}
            ``atlas``: py-ecomplexity and Stata's ecomplexity; ``economiccomplexity``: that
            package of R; ``econgeo``: that package of R; ``datawheel``: economic-complexity.
        **changes
            Fields to set otherwise.

        Returns
        -------
        Convention
            All fields set.

        Notes
        -----
        A preset is a way of counting. It does not bring the data cleaning that the Atlas
        applies to customs records, so raw exports never give the printed Atlas ranking.

        Examples
        --------
        >>> Convention.preset("atlas").pci_scale
        'places'
        """
        return cls.model_validate({**_PRESETS[name], **changes})


_PRESETS: dict[Preset, dict[str, object]] = {
    "atlas": {
        "anchor": "diversity",
        "ddof": 0,
        "pci_scale": "places",
        "outlook_complexity": "unshifted",
        "outlook_scale": "standard",
    },
    "economiccomplexity": {"anchor": "diversity"},
    "econgeo": {"anchor": "diversity", "diagonal": 0},
    "datawheel": {
        "anchor": "diversity",
        "method": "reflections",
        "iterations": 18,
        "diagonal": 0,
        "gain": "net",
        "gain_share": "target",
    },
}
