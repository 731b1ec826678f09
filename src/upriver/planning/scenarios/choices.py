"""What a planner may choose about the unknown future."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class ScenarioSettings(BaseModel):
    """How a plan deals with a future that is not known.

    Parameters
    ----------
    **values
        The fields below. An unknown name is refused.

    Examples
    --------
    >>> ScenarioSettings(caution=0.5).level
    0.8
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    known_from: int | None = Field(
        default=None,
        description="Year from which the scenario is known; projects, entries, expansion and "
        "recruiting of the years before are the same in all scenarios. The third year of the "
        "plan when empty. / 情景明朗的年份；此前各年的项目、进入、扩能与引才在各情景下相同；"
        "留空为规划第三年。",
    )
    fixed_list: bool = Field(
        default=False,
        description="Whether the list of projects and entries, with their years, is decided once "
        "for all scenarios and years. / 项目与进入清单及其年份是否一次确定、各情景各年均不调整。",
    )
    caution: float = Field(
        default=0.0,
        ge=0,
        lt=1,
        description="Weight of the worst outcomes in the objective, below 1: at 0 only the mean "
        "counts; at 1 nothing would be decided for the other outcomes. / "
        "目标中最差结果的权重，小于 1：0 只看均值；若为 1，其余结果下将无从决策。",
    )
    level: float = Field(
        default=0.8,
        ge=0,
        lt=1,
        description="The worst outcomes are those that make up the share 1 - level (CVaR). / "
        "最差结果指概率合计为 1 - level 的那一部分（CVaR）。",
    )
    surprises: float = Field(
        default=0.0,
        ge=0,
        description="How many undertakings that serve one limit may disappoint without breaking "
        "it. / 同一约束下可有多少个项目或进入不及预期而不致突破。",
    )
    loss: float = Field(
        default=0.3,
        ge=0,
        le=1,
        description="Share of its effect that an undertaking loses when it disappoints. / "
        "不及预期时损失的效果比例。",
    )
    draws: int = Field(
        default=0,
        ge=0,
        description="Draws of success and failure of entries and projects for every scenario; 0 "
        "switches it off. Each draw is one more block of the model. / "
        "每个情景下项目与进入成败的抽样次数；0 为不使用。每次抽样使模型增加一块。",
    )
    entry_chance: float = Field(
        default=0.9,
        ge=0,
        le=1,
        description="Chance that an entry succeeds when everything related is there. / "
        "关联产业齐备时进入成功的概率。",
    )
    entry_exponent: float = Field(
        default=0.5,
        ge=0,
        description="Exponent of relatedness in the chance of an entry. / "
        "进入成功概率中关联度的指数。",
    )
    project_chance: float = Field(
        default=1.0,
        ge=0,
        le=1,
        description="Chance that a project succeeds. / 项目成功的概率。",
    )
    worth: bool = Field(
        default=True,
        description="Whether the value of perfect information and of the stochastic solution are "
        "computed. / 是否计算完全信息价值与随机解价值。",
    )
    whole_decisions: bool = Field(
        default=False,
        description="Whether projects and entries are taken wholly or not at all; slow with many "
        "scenarios. / 项目与进入是否只能整体取舍；情景多时较慢。",
    )
