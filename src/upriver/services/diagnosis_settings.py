"""How a region is diagnosed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field

from upriver.complexity.cultivation import CultivationThresholds
from upriver.services.specialisation import CONVENTION
from upriver.supplychain import DecisionThresholds, GapThresholds, LeadThresholds

if TYPE_CHECKING:
    from upriver.complexity import Convention


class DiagnosisSettings(BaseModel):
    """How a region is diagnosed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    rca_threshold: float = Field(
        default=1.0,
        gt=0,
        description="Location quotient from which an industry is present / 视为具备的区位商门槛",
    )
    anchor: str = Field(
        default="size",
        description="What high complexity goes with: size, diversity, or the code of a place "
        "/ 高复杂度与何者一致：size（规模）、diversity（多样性）或某地区代码",
    )
    replicates: int = Field(
        default=200, ge=20, description="Draws for intervals and chances / 区间与概率的抽样次数"
    )
    level: float = Field(
        default=0.9, gt=0, lt=1, description="Chance that an interval shall cover / 区间置信水平"
    )
    establishment: float = Field(
        default=5.0,
        gt=0,
        description="Assumed output of one establishment, 1e8 CNY, where places are compared by "
        "money: the mean weighted by size, for it is the large ones that make figures waver. "
        "China's industrial firms above designated size made 1.2 each in 2007, unweighted "
        "/ 按金额比较地区时单个企业的假设产出（亿元），取按规模加权的平均，"
        "因为数字的波动主要来自大企业；2007 年全国规模以上工业企业未加权平均为 1.2",
    )
    derived_error: float = Field(
        default=0.1,
        ge=0,
        lt=1,
        description="Assumed relative standard deviation of a derived figure "
        "/ 推算数的假设相对标准差",
    )
    assumed_error: float = Field(
        default=0.3,
        ge=0,
        lt=1,
        description="Assumed relative standard deviation of an assumed figure / 假设数的相对标准差",
    )
    momentum_years: int = Field(
        default=5,
        ge=1,
        description="Years over which growth is measured; the nearest year that there is counts "
        "/ 计算势头的年数；取最接近的已有年份",
    )
    top: int = Field(
        default=5, ge=1, description="What counts as the top of the places / 位居前列的名次"
    )
    horizon: int = Field(
        default=10, ge=1, description="Years ahead for entry chances / 进入概率的预测年数"
    )
    seed: int = Field(default=0, ge=0, description="Seed of all draws / 随机种子")
    cultivation: CultivationThresholds = Field(
        default_factory=CultivationThresholds,
        description="Limits of the rules for cultivation classes / 培育分类规则的门槛",
    )
    thresholds: GapThresholds = Field(
        default_factory=GapThresholds,
        description="Limits of the rules for gaps / 断链规则的门槛",
    )
    decisions: DecisionThresholds = Field(
        default_factory=DecisionThresholds,
        description="Limits of the rule for extending a chain / 延链规则的门槛",
    )
    leads: LeadThresholds = Field(
        default_factory=LeadThresholds,
        description="Which leads for attraction are kept / 招商线索的取舍",
    )

    @property
    def convention(self) -> Convention:
        """How relatedness and complexity are counted.

        Returns
        -------
        Convention
            That of the diagnosis, with the threshold and the anchor chosen here.
        """
        return CONVENTION.model_copy(
            update={"threshold": self.rca_threshold, "anchor": self.anchor}
        )

    @property
    def class_limits(self) -> CultivationThresholds:
        """Limits of the rules for cultivation classes.

        Returns
        -------
        CultivationThresholds
            Those chosen; unless it is chosen there, an industry is held from the quotient from
            which it is present.
        """
        if "held" in self.cultivation.model_fields_set:
            return self.cultivation
        foothold = min(self.cultivation.foothold, self.rca_threshold)
        return self.cultivation.model_copy(
            update={"held": self.rca_threshold, "foothold": foothold}
        )
