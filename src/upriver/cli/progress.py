"""What the user sees while a long step runs, and how long each step took."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING, Self

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from upriver.core.message import Message

if TYPE_CHECKING:
    from types import TracebackType

    from rich.console import Console
    from rich.progress import TaskID

    from upriver.core.message import Language
    from upriver.core.progress import Search

STEPS = {
    "load": Message("Loading the data package", "载入数据包"),
    "check": Message("Checking the data", "检查数据"),
    "read": Message("Reading documents", "阅读文件"),
    "reread": Message("Second reading", "第二次阅读"),
    "record": Message("Writing the claims", "写入论断"),
    "diagnose": Message("Diagnosing", "诊断"),
    "disruption": Message("Simulating the days", "逐日推演"),
    "plan": Message("Planning", "规划"),
    "plan.read": Message("Reading the plan's inputs", "读取规划输入"),
    "plan.build": Message("Building the model", "建立模型"),
    "plan.solve": Message("Solving", "求解"),
    "plan.compare": Message("Comparing with business as usual", "与照旧情形对照"),
    "plan.scenarios": Message("Planning for scenarios", "按情景规划"),
    "plan.alternatives": Message("Looking for other plans", "寻找其他方案"),
    "plan.together": Message("Weighing the promises", "权衡各项承诺"),
    "plan.front": Message("Weighing the two books", "权衡两本账"),
    "plan.foresight": Message("Planning with short sight", "短视规划"),
    "plan.report": Message("Reading the plan off", "整理规划结果"),
    "track": Message("Scoring the targets", "跟踪目标"),
    "report": Message("Writing the report", "撰写报告"),
    "write": Message("Writing the results", "写出结果"),
}


SEARCHED = "plan.solve"


def found_so_far(state: Search) -> Message:
    """How far a search has come, in words.

    Parameters
    ----------
    state : Search
        Report of the solver.

    Returns
    -------
    Message
        Worth of the best plan so far, and how much more there may be.
    """
    if state.left is None:
        return Message("no plan yet", "尚未找到方案")
    of = Message("of the gain", "增益") if state.gain is not None else Message("of it", "该值")
    more = max(0.0, state.bound - state.best)
    return Message(
        f"{state.best:,.0f}, at most {more:,.0f} more ({state.left:.1%} {of.en})",
        f"{state.best:,.0f}，至多再增 {more:,.0f}（占{of.zh}的 {state.left:.1%}）",
    )


def step_name(step: str, language: Language) -> str:
    """Name of a step for the reader.

    Parameters
    ----------
    step : str
        The step as a service names it.
    language : {"en", "zh"}
        The reader's language.

    Returns
    -------
    str
        Its name; the service's own word when the step has no other.
    """
    return STEPS[step].to(language) if step in STEPS else step


class Steps:
    """Draws the progress of a service and keeps the time; a ``Progress`` of the core.

    Parameters
    ----------
    console : rich.console.Console
        Where bars are drawn.
    language : {"en", "zh"}
        The reader's language.
    shown : bool
        Whether bars are drawn at all; time is kept either way.
    """

    def __init__(self, console: Console, *, language: Language, shown: bool) -> None:
        self.seconds: dict[str, float] = {}
        self._language: Language = language
        self._bars = Progress(
            TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
            TimeElapsedColumn(), console=console, transient=True, disable=not shown,
        )  # fmt: skip
        self._tasks: dict[str, TaskID] = {}
        self._since: tuple[str, float] | None = None

    def __call__(self, step: str, done: int, total: int) -> None:
        """Take one report of a service.

        Parameters
        ----------
        step : str
            Name of the step.
        done : int
            How many of its parts are finished.
        total : int
            How many parts it has.
        """
        self._clock(step)
        if step not in self._tasks:
            self._tasks[step] = self._bars.add_task(step_name(step, self._language), total=total)
        self._bars.update(self._tasks[step], completed=done, total=total)

    def search(self, state: Search) -> None:
        """Show how far the search for the best plan has come.

        Parameters
        ----------
        state : Search
            Report of the solver.
        """
        step = state.step or SEARCHED
        name = step_name(step, self._language)
        if step not in self._tasks:
            self._tasks[step] = self._bars.add_task(name, total=None)
        left = found_so_far(state).to(self._language)
        colon = "：" if self._language == "zh" else ": "
        self._bars.update(self._tasks[step], description=f"{name}{colon}{left}")

    def _clock(self, step: str | None) -> None:
        now = perf_counter()
        if self._since is not None:
            last, since = self._since
            self.seconds[last] = self.seconds.get(last, 0.0) + now - since
        self._since = None if step is None else (step, now)

    def __enter__(self) -> Self:
        self._bars.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._clock(None)
        self._bars.stop()
