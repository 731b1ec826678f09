"""How an entry is defined, forecast and tested."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

Method = Literal["density", "level", "logit", "boosting", "forest", "ensemble"]
METHODS: tuple[Method, ...] = ("density", "level", "logit", "boosting", "forest", "ensemble")
# What the ensemble is made of.
MEMBERS: tuple[Method, ...] = ("logit", "forest")


class BacktestSettings(BaseModel):
    """Everything that decides a forecast of entries and its test."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    start_below: float = Field(
        default=1.0,
        gt=0.0,
        description="An option starts with a location quotient below this; 0.5 asks for true "
        "jumps / 起点区位商低于此值才算可进入；取 0.5 只看真正的跃升",
    )
    threshold: float = Field(
        default=1.0,
        gt=0.0,
        description="Location quotient from which an industry is present / 视为具备的区位商门槛",
    )
    methods: tuple[Method, ...] = Field(
        default=METHODS,
        min_length=1,
        description="What is tested; density is always added as the baseline "
        "/ 参与检验的方法；关联密度总是作为基线列入",
    )
    method: Method = Field(
        default="logit",
        description="What makes the forecast; it is always tested too "
        "/ 用于预测的方法；总会一并检验",
    )
    folds: int = Field(
        default=4,
        ge=3,
        le=20,
        description="Groups of places; a group is forecast by models that saw none of its places "
        "/ 地方分组数；每组由未见过该组的模型预测",
    )
    top: int = Field(
        default=10, ge=1, description="Best options of a place that are judged / 每地评判的首选个数"
    )
    bins: int = Field(
        default=10, ge=2, description="Groups of options in the calibration / 校准检验的分组数"
    )
    replicates: int = Field(
        default=200,
        ge=0,
        description="Draws of places for the intervals; 0 for none "
        "/ 区间的地方重抽样次数；0 为不算",
    )
    level: float = Field(
        default=0.9,
        gt=0.0,
        lt=1.0,
        description="Chance that an interval shall cover / 区间置信水平",
    )

    @model_validator(mode="after")
    def _start_is_outside(self) -> BacktestSettings:
        if self.start_below > self.threshold:
            text = "start_below must not exceed threshold / start_below 不应大于 threshold"
            raise ValueError(text)
        return self

    @property
    def tested(self) -> tuple[Method, ...]:
        """Methods that are tested.

        Returns
        -------
        tuple of str
            In a fixed order: those asked for, the forecasting one, and density.
        """
        wanted = {*self.methods, self.method, "density"}
        return tuple(method for method in METHODS if method in wanted)
