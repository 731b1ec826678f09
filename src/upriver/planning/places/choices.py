"""What a planner may choose about places that are planned together."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class PlacesSettings(BaseModel):
    """How the trade between places may change.

    Parameters
    ----------
    **values
        The fields below. An unknown name is refused.

    Examples
    --------
    >>> PlacesSettings(trade_drift=0.02).trade_drift
    0.02
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    trade_drift: float = Field(
        default=0.01,
        ge=0,
        le=1,
        description="By how much a place's share in the trade between the places may move in a "
        "year, up or down: its share among sellers, and the share of its inflows that it buys "
        "from the others. / 各地在地区间贸易中的比重每年最多升降的幅度："
        "占卖方的比重，以及其流入中来自其他各地的比重。",
    )
    foresight: int | None = Field(
        default=None,
        ge=1,
        description="Years in sight when places are planned one year after the other; all years "
        "at once when empty. For systems too large to be solved at once; it loses part of the "
        "gain. / 各地逐年滚动规划时可见的年数；留空为一次看到全部年份。"
        "用于无法一次求解的大系统，会损失部分增益。",
    )
    apart: bool = Field(
        default=True,
        description="Also plan every place alone, with its part of what is shared, to say what "
        "planning together brings. / 同时分别规划各地（各得共用事项的一份），"
        "以说明联合规划的得益。",
    )
