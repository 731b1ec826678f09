"""Days on the command line."""

from __future__ import annotations

from datetime import date

from upriver.core.errors import PeriodError
from upriver.core.message import Message


def parse_day(text: str) -> date | None:
    """Read the value of ``--date``.

    Parameters
    ----------
    text : str
        Such as ``2024-05-31``, or empty.

    Returns
    -------
    date, optional
        Missing for an empty text.

    Raises
    ------
    PeriodError
        If the text is no day.
    """
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as reason:
        raise PeriodError(
            Message(f"--date must be a day, got {text!r}.", f"--date 应为日期，实际为 {text!r}。"),
            Message("Write for example --date 2024-05-31.", "例如 --date 2024-05-31。"),
        ) from reason
