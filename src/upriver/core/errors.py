"""What can go wrong, and what the user can do about it.

The tree::

    UpriverError
    ├── DataError        (ValueError)    a package or table cannot be used as it is
    ├── DocumentError    (ValueError)    a document cannot be read
    ├── LabelError       (LookupError)   labels of two arrays do not match
    ├── UnitError        (ValueError)    a unit is unknown or cannot be converted
    ├── PeriodError      (ValueError)    a period cannot be read
    ├── OutputError      (OSError)       a result cannot be written
    ├── MissingPartError (ImportError)   an optional part of the installation is absent
    └── PlanningError    (RuntimeError)  no plan could be computed
        ├── InfeasibleError              the targets and limits contradict each other
        └── SolverError                  the solver gave up
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from upriver.core.findings import Finding
    from upriver.core.message import Language, Message


def _rebuilt(
    kind: type[UpriverError], args: tuple[Any, ...], state: dict[str, Any]
) -> UpriverError:
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(state)
    return error


class UpriverError(Exception):
    """Base of every error that upriver raises on purpose.

    Parameters
    ----------
    problem : Message
        What was wanted and what came.
    remedy : Message
        What to do next.
    """

    def __init__(self, problem: Message, remedy: Message) -> None:
        super().__init__(f"{problem.en} {remedy.en}")
        self.problem = problem
        self.remedy = remedy

    def __reduce__(self) -> tuple[Any, ...]:
        # The default would call the class with the joined text when another process sends it.
        return _rebuilt, (type(self), self.args, self.__dict__)

    def render(self, language: Language) -> str:
        """Text of the error in one language.

        Parameters
        ----------
        language : {"en", "zh"}
            The reader's language.

        Returns
        -------
        str
            Problem and remedy.
        """
        gap = "" if language == "zh" else " "
        return f"{self.problem.to(language)}{gap}{self.remedy.to(language)}"

    def __str__(self) -> str:
        return self.render("en")


class DataError(UpriverError, ValueError):
    """A package, a table or an argument cannot be used as it is.

    Parameters
    ----------
    problem : Message
        What was wanted and what came.
    remedy : Message
        What to do next.
    findings : tuple of Finding
        Every single finding, when the error sums up a check.
    """

    def __init__(
        self, problem: Message, remedy: Message, *, findings: tuple[Finding, ...] = ()
    ) -> None:
        super().__init__(problem, remedy)
        self.findings = findings

    def render(self, language: Language) -> str:
        """Text of the error and of all its findings in one language.

        Parameters
        ----------
        language : {"en", "zh"}
            The reader's language.

        Returns
        -------
        str
            One line for the error, one for each finding.
        """
        lines = [super().render(language)]
        lines += [f"  - {finding.render(language)}" for finding in self.findings]
        return "\n".join(lines)


class DocumentError(UpriverError, ValueError):
    """A document cannot be read."""


class LabelError(UpriverError, LookupError):
    """Labels of two arrays, or of an array and a table, do not match."""


class UnitError(UpriverError, ValueError):
    """A unit is unknown or cannot be converted."""


class PeriodError(UpriverError, ValueError):
    """A period cannot be read."""


class OutputError(UpriverError, OSError):
    """A result cannot be written."""


class MissingPartError(UpriverError, ImportError):
    """An optional part of the installation is absent."""


class PlanningError(UpriverError, RuntimeError):
    """No plan could be computed."""


class InfeasibleError(PlanningError):
    """Targets and limits contradict each other.

    Parameters
    ----------
    problem : Message
        The conflict in one sentence.
    remedy : Message
        The cheapest way out.
    conflict : tuple of str
        Names of the targets and limits that cannot hold together.
    relaxation : dict of str to float
        By how much each of them would have to give way, in its own unit.
    """

    def __init__(
        self,
        problem: Message,
        remedy: Message,
        *,
        conflict: tuple[str, ...] = (),
        relaxation: dict[str, float] | None = None,
    ) -> None:
        super().__init__(problem, remedy)
        self.conflict = conflict
        self.relaxation = relaxation or {}


class SolverError(PlanningError):
    """The solver ended without an answer."""
