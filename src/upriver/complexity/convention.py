"""Which of the published ways to count is meant."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class Convention(BaseModel):
    """One way to compute relatedness and complexity, with nothing left open."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    threshold: float = Field(
        default=1.0,
        gt=0,
        description="Location quotient from which an industry is present / 视为具备的区位商门槛",
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
