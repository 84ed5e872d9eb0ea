"""The words of a name, each with its place in the text and the form it is compared by."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from tahqiq.language.letters import normalise

#: Everything but spaces and punctuation; apostrophes may be letters (Sa'id, Mus`ab).
_WORD = re.compile(r"[^\s!\"#$%&()*+,\-./:;<=>?@\[\\\]^_{|}~،؛؟٪٫٬۔…–—‐‑«»“”„·•]+")
_BESIDE = "'’‘`´"


@dataclass(frozen=True, slots=True)
class Token:
    """One word: what is shown, what is compared, and where it stands in the displayed text."""

    text: str
    match: str
    start: int
    end: int


@lru_cache(maxsize=4096)
def tokens(shown: str) -> tuple[Token, ...]:
    """The words of a text at the level of display; hyphens part words.

    >>> [token.match for token in tokens("Umm Ra'ed al-Ḥasan")]
    ['umm', 'raed', 'al', 'hasan']
    """
    found = list[Token]()
    for word in _WORD.finditer(shown):
        text = word[0].strip(_BESIDE)
        match = normalise(text, "match")
        if match:
            start = word.start() + word[0].index(text)
            found.append(Token(text, match, start, start + len(text)))
    return tuple(found)


@cache
def table(name: str) -> Mapping[str, Any]:
    """A table of words (``tables/<name>.toml``)."""
    return tomllib.loads(files("tahqiq.language").joinpath(f"tables/{name}.toml").read_text(encoding="utf-8"))


def phrase(text: str) -> tuple[str, ...]:
    """A phrase of a table as the matches of its words.

    >>> phrase("مجهول الهوية")
    ('مجهول', 'الهويه')
    """
    return tuple(token.match for token in tokens(normalise(text, "display")))


def phrases(texts: Iterable[str]) -> frozenset[tuple[str, ...]]:
    """Several phrases of a table."""
    return frozenset(map(phrase, texts))


def words(texts: Iterable[str]) -> frozenset[str]:
    """Single words of a table, as they are compared."""
    return frozenset(normalise(text, "match") for text in texts)


def longest(
    matches: Sequence[str], at: int, known: Mapping[tuple[str, ...], Any] | frozenset[tuple[str, ...]]
) -> int:
    """How many words from a place on make a known phrase: the longest of them, or 0.

    >>> longest(["daughter", "in", "law"], 0, phrases(["daughter", "daughter in law"]))
    3
    """
    for length in range(min(4, len(matches) - at), 0, -1):
        if tuple(matches[at : at + length]) in known:
            return length
    return 0
