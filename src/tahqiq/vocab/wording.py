"""The one catalogue of words, and marks that keep mixed directions in order.

English is the source language of every message; Arabic comes from
``locale/ar/LC_MESSAGES/django.po``. Django reads the same catalogue.
"""

from __future__ import annotations

import gettext
from functools import cache
from pathlib import Path
from typing import Literal, get_args

Language = Literal["en", "ar"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
RIGHT_TO_LEFT: frozenset[Language] = frozenset({"ar"})
LOCALE = Path(__file__).parent.parent / "locale"

LEFT_TO_RIGHT_ISOLATE, FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2066", "\u2068", "\u2069"


@cache
def catalogue(language: Language) -> gettext.NullTranslations:
    """The messages of one language; English needs no file, Arabic must have its own."""
    if language == "en":
        return gettext.NullTranslations()
    return gettext.translation("django", LOCALE, [language])


def word(message: str, language: Language) -> str:
    """The message in the given language.

    >>> word("Unknown", "en")
    'Unknown'
    """
    return catalogue(language).gettext(message)


def word_in_context(context: str, message: str, language: Language) -> str:
    """The message in the given language, told apart from its homonyms by a context."""
    return catalogue(language).pgettext(context, message)


def counted(one: str, many: str, n: int, language: Language) -> str:
    """The right plural of a message for n; ``{n}`` in it becomes the number.

    >>> counted("{n} incident", "{n} incidents", 1286, "en")
    '1,286 incidents'
    """
    return catalogue(language).ngettext(one, many, n).format(n=isolate(f"{n:,}", language))


def some(n: int, one: str, many: str) -> str:
    """So many of something, as terminals are told, in English; pages count by ``counted``.

    >>> some(1, "link", "links"), some(1286, "entry", "entries")
    ('1 link', '1,286 entries')
    """
    return f"{n:,} {one if n == 1 else many}"


def isolate(text: str, language: Language) -> str:
    """Numbers and ranges kept left to right inside Arabic text; unchanged in English.

    A bare '10–20' in Arabic text is displayed '20–10' (Unicode Bidirectional
    Algorithm, UAX #9, rule W: an en dash is a neutral between two numbers).
    """
    if language not in RIGHT_TO_LEFT:
        return text
    return f"{LEFT_TO_RIGHT_ISOLATE}{text}{POP_ISOLATE}"


def isolate_foreign(text: str) -> str:
    """A name or code of unknown direction, kept from disturbing its surroundings."""
    return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}"
