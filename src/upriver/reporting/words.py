"""The report's words, one file a language, with the same keys in both."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

if TYPE_CHECKING:
    from upriver.core.message import Language


@cache
def entries(language: Language) -> Mapping[str, str]:
    """All texts of one language.

    Parameters
    ----------
    language : {"en", "zh"}
        The reader's language.

    Returns
    -------
    mapping of str to str
        Keys joined by dots, such as ``chains.title``.
    """
    file = resources.files("upriver.reporting") / "locale" / f"{language}.toml"
    return MappingProxyType(_flat(tomllib.loads(file.read_text(encoding="utf-8"))))


def _flat(tree: Mapping[str, Any], prefix: str = "") -> dict[str, str]:
    flat: dict[str, str] = {}
    for key, value in tree.items():
        if isinstance(value, Mapping):
            flat |= _flat(value, f"{prefix}{key}.")
        else:
            flat[f"{prefix}{key}"] = str(value)
    return flat


@dataclass(frozen=True)
class Words:
    """Texts and names in the reader's language.

    Parameters
    ----------
    language : {"en", "zh"}
        The reader's language.

    Examples
    --------
    >>> Words("en")("label.gap")
    'Gap'
    >>> Words("zh").name({"en": "Steel", "zh": "钢铁"})
    '钢铁'
    """

    language: Language

    def __call__(self, key: str, **values: object) -> str:
        """Text of a key.

        Parameters
        ----------
        key : str
            Such as ``chains.title``.
        **values : object
            What fills the text's places.

        Returns
        -------
        str
            The text.

        Raises
        ------
        KeyError
            If the key or one of the values is absent.
        """
        return entries(self.language)[key].format_map(values)

    def marked(self, key: str, **values: object) -> Markup:
        """Text of a key that carries HTML marks, such as bold numbers.

        Parameters
        ----------
        key : str
            Such as ``finding.plan``.
        **values : object
            What fills the text's places; it is escaped.

        Returns
        -------
        Markup
            The text, ready for the document.

        Raises
        ------
        KeyError
            If the key or one of the values is absent.
        """
        return Markup(entries(self.language)[key]).format_map(values)

    def name(self, pair: Mapping[str, str] | None) -> str:
        """The reader's half of a name that exists in both languages.

        Parameters
        ----------
        pair : mapping, optional
            Keys ``en`` and ``zh``.

        Returns
        -------
        str
            The name; empty when there is none.
        """
        return pair[self.language] if pair else ""

    def period(self, text: str | None) -> str:
        """A period as a reader writes it.

        Parameters
        ----------
        text : str, optional
            Such as ``2024-Q1``, ``2024-01..2024-04``, ``..2027`` or ``2023..``.

        Returns
        -------
        str
            In words where an end is open; a dash when unknown.
        """
        if not text:
            return "–"
        start, dots, end = text.partition("..")
        if not dots:
            return text
        if start and end:
            return f"{start}–{end}"
        return self("period.until", end=end) if end else self("period.since", start=start)

    def listing(self, names: list[str], *, most: int = 3) -> str:
        """Names in a sentence.

        Parameters
        ----------
        names : list of str
            In the reader's language.
        most : int
            How many are spelled out.

        Returns
        -------
        str
            Joined as the language joins them, with a word for the rest.
        """
        shown, rest = names[:most], len(names) - most
        if rest > 0:
            return self(
                "join.more", names=self("join.comma").join(shown), rest=rest, all=len(names)
            )
        if len(shown) < 2:
            return "".join(shown)
        head = self("join.comma").join(shown[:-1])
        return self("join.last", head=head, last=shown[-1])
