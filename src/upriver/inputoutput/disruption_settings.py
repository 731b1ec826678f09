"""How the disruption model keeps stocks, orders and overproduces, as data."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class DisruptionSettings(BaseModel):
    """How firms of the disruption model keep stocks, order and overproduce."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    steps: int = Field(default=365, ge=1, description="Days to simulate / 模拟天数")
    steps_per_year: float = Field(
        default=365.0, gt=0, description="Steps in the year of the flows / 流量所属年度的步数"
    )
    cover: float = Field(
        default=90.0,
        ge=1.0,
        description="Steps an input lasts in stock at the start, where no other is given "
        "/ 未另行给出时，投入品初始库存可用的步数",
    )
    heed: float = Field(
        default=0.8,
        ge=0.0,
        le=1.0,
        description="Production is cut once a stock is below this share of its target "
        "/ 库存低于目标的此份额时开始减产",
    )
    restocking: float = Field(
        default=60.0, ge=1.0, description="Steps to refill a stock / 补足库存所需步数"
    )
    overproduction: float = Field(
        default=1.25,
        ge=1.0,
        description="Highest output over normal capacity / 产出最高可达正常产能的倍数",
    )
    adjustment: float = Field(
        default=365.0, ge=1.0, description="Steps to reach it / 达到该倍数所需步数"
    )
    orders: Literal["normal", "available"] = Field(
        default="normal",
        description="Orders among suppliers of one product follow normal sales, or what they "
        "still make / 同一产品的订单按正常销售额或按现有产出分配",
    )
    duration: int = Field(
        default=1, ge=0, description="Steps the whole loss lasts / 全部损失持续的步数"
    )
    recovery: int = Field(
        default=0,
        ge=0,
        description="Steps of even recovery after it; 0 is at once / 此后均匀恢复的步数，0 为立即",
    )
