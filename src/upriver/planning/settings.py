"""What a planner may choose: the horizon, the prices of missing a promise, the solver's limits."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from upriver.planning.places.choices import PlacesSettings
from upriver.planning.scenarios.choices import ScenarioSettings


class PlanSettings(BaseModel):
    """Settings of a plan. Every default is an assumption that the plan reports.

    Parameters
    ----------
    **values
        The fields below. An unknown name is refused.

    Examples
    --------
    >>> PlanSettings(last_year=2027).last_year
    2027
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    first_year: int | None = Field(
        default=None,
        description="First year of the plan; the year after the base year when empty. / "
        "规划首年；留空为基年的次年。",
    )
    last_year: int = Field(default=2030, description="Last year of the plan. / 规划末年。")
    objective: Literal["weighted", "lexicographic"] = Field(
        default="weighted",
        description="weighted: one sum, in which missing a promise has a price. lexicographic: "
        "first miss as little as possible, then most value, then least pressure on nature. / "
        "weighted：合成一个目标，落空按价计入；lexicographic：依次求落空最少、价值最大、环境压力最小。",
    )
    stage_tolerance: float = Field(
        default=1e-4,
        ge=0,
        lt=1,
        description="Share of its best that a stage of the lexicographic objective may give up to "
        "the stages after it. / 分层目标中前一层最优值可让给后层的比例。",
    )
    discount_rate: float = Field(
        default=0.05, ge=0, lt=1, description="Discount rate a year. / 年贴现率。"
    )
    salvage: float = Field(
        default=0.9,
        ge=0,
        le=1,
        description="Share of the worn-down cost of capacity that counts after the last year. / "
        "规划期末产能折余价值的计入比例。",
    )
    money_price: float = Field(
        default=1.0,
        ge=0,
        description="What one yuan of plan money costs in yuan of value added. / "
        "每元规划资金折合增加值（元）。",
    )
    default_growth: float = Field(
        default=0.05,
        gt=-1,
        description="Growth a year of final demand where the tables say nothing. / "
        "表中未给出时最终需求的年均增速。",
    )
    market_gain: float = Field(
        default=0.005,
        ge=0,
        description="How much faster than demand sales to other places may grow a year, "
        "all products together. / 外销总额每年可比需求多增长的幅度。",
    )
    market_gain_most: float = Field(
        default=0.03,
        ge=0,
        description="The same for a single product. / 单个产品外销每年可比需求多增长的幅度。",
    )
    keep_sales: float = Field(
        default=0.8,
        ge=0,
        description="Share of base-year sales to other places that is kept at least. / "
        "至少保留的基年外销比例。",
    )
    substitution: float = Field(
        default=0.005,
        ge=0,
        lt=1,
        description="Share of inflows that local goods may replace a year, without projects. / "
        "无项目时本地产品每年可替代外来产品的比例。",
    )
    additional: float = Field(
        default=0.5,
        ge=0,
        le=1,
        description="Share of the output of new projects and nodes that does not displace "
        "output already there. / 新项目与新环节产出中不挤占本地既有产出的比例。",
    )
    replaced_most: float = Field(
        default=0.3,
        ge=0,
        le=1,
        description="Largest share of an inflow that new projects and nodes may replace. / "
        "新项目与新环节最多可替代的外来产品比例。",
    )
    inflow_rise: float = Field(
        default=0.03,
        ge=0,
        description="By how much the share of inflows in use may rise a year. / "
        "外来产品占使用的比重每年最多上升的幅度。",
    )
    inflow_price: float = Field(
        default=0.02,
        ge=0,
        description="Small price on a yuan of inflow, so that goods are not bought and resold. / "
        "对每元流入计的小额价格，避免倒买倒卖。",
    )
    self_financed: float = Field(
        default=1.0,
        ge=0,
        le=1,
        description="Share of worn-out capacity that firms replace from their own allowances. / "
        "企业以折旧自筹更新的比例。",
    )
    carry_over: bool = Field(
        default=True,
        description="Whether money that is not spent may be spent later. / 未用资金可否结转。",
    )
    productivity_growth: float = Field(
        default=0.04,
        ge=0,
        description="Growth a year of output per person. / 人均产出的年增速。",
    )
    cleaner_growth: float = Field(
        default=0.03,
        ge=0,
        lt=1,
        description="Fall a year of pressure per unit of output without projects. / "
        "无项目时单位产出环境压力的年降幅。",
    )
    price_growth: float = Field(
        default=0.0,
        gt=-1,
        description="Rise of prices a year, to bring money targets to base-year prices. / "
        "年价格涨幅，用以把货币目标折为基年价。",
    )
    relatedness_discount: float = Field(
        default=0.8,
        ge=0,
        le=1,
        description="Share of the entry cost that full relatedness saves. / "
        "完全关联可节省的进入成本比例。",
    )
    least_relatedness: float = Field(
        default=0.2,
        ge=0,
        le=1,
        description="Relatedness below which no entry is allowed. / 低于此关联度不允许进入。",
    )
    entry_scale: float = Field(
        default=20.0,
        gt=0,
        description="Output a year a new node reaches, where the tables say nothing, 1e8 CNY. / "
        "表中未给出时新环节达产后的年产值，亿元。",
    )
    entry_cost_share: float = Field(
        default=0.2,
        ge=0,
        description="Cost of learning a new trade, as a share of its output a year, "
        "where the tables say nothing. / 表中未给出时进入成本占达产年产值的比例。",
    )
    entry_lead_time: int = Field(
        default=1,
        ge=0,
        description="Years from opening a node to its first output. / 开办到投产的年数。",
    )
    least_success: float = Field(
        default=0.5,
        ge=0,
        le=1,
        description="Chance that all research behind an entry or a project succeeds, below which "
        "it is not opened; 0 switches it off. / "
        "进入或项目所依赖的全部研发任务同时成功的最低概率，低于此值不予开启；0 为不使用。",
    )
    ramp_years: int = Field(
        default=3,
        ge=1,
        description="Years until a finished project or a new node runs at full scale. / "
        "建成后达产所需年数。",
    )
    shortfall_price: float = Field(
        default=0.2,
        ge=0,
        description="Price of missing a soft target wholly, as a share of base-year value added. / "
        "某项软目标完全落空的代价，占基年增加值的比例。",
    )
    overshoot_price: float = Field(
        default=0.5,
        ge=0,
        description="Price of exceeding one soft limit by its whole size, as a share of base-year "
        "value added. / 软上限超出一倍的代价，占基年增加值的比例。",
    )
    air_detour_price: float = Field(
        default=3.0,
        ge=0,
        description="Cost of sending air freight through another airport, 1e4 CNY/t. / "
        "航空货物绕行外地机场的成本，万元/吨。",
    )
    whole_decisions: bool = Field(
        default=True,
        description="Whether projects and entries are taken wholly or not at all. / "
        "项目与进入是否只能整体取舍。",
    )
    compare: bool = Field(
        default=True,
        description="Whether business as usual is computed too. / 是否同时计算照常情景。",
    )
    gap: float = Field(
        default=5e-4,
        ge=0,
        description="Relative gap at which the search may stop, where no more of the gain than "
        "gap_of_gain is left. / 求解停止的相对间隙；增益中未找到的份额须同时不超过 gap_of_gain。",
    )
    gap_of_gain: float = Field(
        default=0.02,
        ge=0,
        lt=1,
        description="Share of the gain over business as usual that may be left to find when the "
        "search stops; 0 switches it off. It needs compare. / "
        "求解停止时，相对照常情景的增益中允许尚未找到的份额；0 为不使用，需开启 compare。",
    )
    time_limit: float = Field(
        default=60.0, gt=0, description="Seconds the search may take. / 求解时限，秒。"
    )
    linear_method: Literal["ipx", "hipo", "pdlp"] = Field(
        default="ipx",
        description="Method for large linear models. ipx and hipo are interior points: hipo is "
        "several times faster where many places are planned for many years, and needs "
        "upriver[hipo]. pdlp goes by first derivatives, in little memory and seldom exactly: the "
        "plan says when its answer fails the own check; it needs clean_basis and whole_decisions "
        "to be false. / "
        "大型线性模型的求解方法。ipx 与 hipo 为内点法，hipo 在多地多年规划中快数倍，"
        "需安装 upriver[hipo]。pdlp 为一阶方法，占内存少，但往往不够精确，未通过自检时规划会说明；"
        "须将 clean_basis 与 whole_decisions 设为 false。",
    )
    clean_basis: bool = Field(
        default=True,
        description="Whether an answer without whole decisions ends at a corner of what is "
        "possible. Otherwise it is the middle of all best ones, found faster, and how far its "
        "prices hold stays unknown. / "
        "无整体取舍的解是否落在可行域顶点；否则取全部最优解的中部，求解更快，但价格的适用范围未知。",
    )
    threads: int = Field(default=1, ge=1, description="Threads of the solver. / 求解线程数。")
    seed: int = Field(default=0, ge=0, description="Seed of the solver. / 求解随机种子。")
    scenarios: ScenarioSettings = Field(
        default_factory=ScenarioSettings,
        description="How to deal with a future that is not known; used when scenarios are asked "
        "for. / 如何应对未知的未来；仅在按情景规划时使用。",
    )

    places: PlacesSettings = Field(
        default_factory=PlacesSettings,
        description="How places that are planned together trade; used when there are several. / "
        "一并规划的各地之间如何贸易；仅在多地规划时使用。",
    )

    @model_validator(mode="after")
    def _years_in_order(self) -> PlanSettings:
        if self.first_year is not None and self.last_year < self.first_year:
            text = "last_year must not be before first_year / last_year 不得早于 first_year"
            raise ValueError(text)
        return self

    @model_validator(mode="after")
    def _method_fits(self) -> PlanSettings:
        if self.linear_method == "pdlp" and (self.clean_basis or self.whole_decisions):
            text = (
                "linear_method pdlp needs clean_basis and whole_decisions to be false / "
                "linear_method 为 pdlp 时，须将 clean_basis 与 whole_decisions 设为 false"
            )
            raise ValueError(text)
        return self
