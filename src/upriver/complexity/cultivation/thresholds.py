"""From which number on a condition of the rules holds."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field, model_validator


class CultivationThresholds(BaseModel):
    """From which number on a condition of the rules holds. Proposals, not official limits."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    held: float = Field(
        default=1.0,
        gt=0,
        description="Location quotient from which an industry is held / 视为已具备的区位商",
    )
    foothold: float = Field(
        default=0.75,
        gt=0,
        description="Location quotient from which there is a foothold / 视为已有基础的区位商",
    )
    related: float = Field(
        default=0.5,
        ge=0,
        lt=1,
        description="An industry is near when its density ranks above this share of its like in "
        "the place: held industries among those held, others among the others "
        "/ 视为关联：在本地同类行业（已具备的与已具备的比，其余与其余比）中，"
        "关联密度排在此比例之上",
    )
    complexity: float = Field(
        default=0.5,
        ge=0,
        lt=1,
        description="An industry is demanding when it ranks above this share of the industries by "
        "complexity / 视为复杂度高：复杂度排在此比例的行业之上",
    )
    momentum: float = Field(
        default=0.02,
        gt=0,
        description="Growth of the location quotient a year from which it rises, or falls "
        "/ 视为上升（或下降）的区位商年增长率",
    )
    entry_foothold: float = Field(
        default=0.25,
        gt=0,
        lt=1,
        description="Entry chance from which a foothold is near, where entry was forecast "
        "/ 有进入预测时，已有基础的行业视为关联的进入概率",
    )
    entry_none: float = Field(
        default=0.05,
        gt=0,
        lt=1,
        description="Entry chance from which an industry that is hardly there is near, where entry "
        "was forecast / 有进入预测时，尚未成形的行业视为关联的进入概率",
    )
    least_cases: float = Field(
        default=30.0,
        ge=0,
        description="Observations (persons, firms, establishments) that the figures of a place "
        "must rest on / 一个地区的数据至少应包含的观测数（人、企业）",
    )

    @model_validator(mode="after")
    def _foothold_below_held(self) -> CultivationThresholds:
        if self.foothold > self.held:
            text = "foothold must not exceed held / foothold 不应大于 held"
            raise ValueError(text)
        return self
