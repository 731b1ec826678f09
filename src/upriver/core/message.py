"""One sentence in Chinese and in English, so that every reader gets his own language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = ("en", "zh")


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence that exists in both languages.

    Parameters
    ----------
    en : str
        The English text.
    zh : str
        The Chinese text.

    Examples
    --------
    >>> greeting = Message("The table is empty.", "表是空的。")
    >>> greeting.to("zh")
    '表是空的。'
    >>> str(greeting)
    'The table is empty.'
    """

    en: str
    zh: str

    def to(self, language: Language) -> str:
        """Text in one language.

        Parameters
        ----------
        language : {"en", "zh"}
            The reader's language.

        Returns
        -------
        str
            The sentence in that language.
        """
        return self.zh if language == "zh" else self.en

    def __str__(self) -> str:
        return self.en


def both_halves(text: str) -> Message:
    """Text that holds both languages, such as the description of a setting.

    Parameters
    ----------
    text : str
        English, `` / ``, Chinese.

    Returns
    -------
    Message
        Both halves; the same twice where there is no second one.

    Examples
    --------
    >>> both_halves("Last year of the plan. / 规划末年。").zh
    '规划末年。'
    """
    en, _, zh = text.partition(" / ")
    return Message(en, zh or en)


def listing(items: object, *, most: int = 3) -> str:
    """At most a few examples and how many more there are.

    Parameters
    ----------
    items : iterable
        What is to be named.
    most : int
        How many are spelled out.

    Returns
    -------
    str
        For example ``"'C36', 'C37', 'C38' (+4)"``.

    Examples
    --------
    >>> listing(["a", "b"])
    "'a', 'b'"
    >>> listing(range(9))
    '0, 1, 2 (+6)'
    """
    values = list(items)  # type: ignore[call-overload]
    shown = ", ".join(repr(value) for value in values[:most])
    return shown if len(values) <= most else f"{shown} (+{len(values) - most})"
