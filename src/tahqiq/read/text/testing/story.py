"""One invented article in English or Arabic."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

_FIRST_DAY = date(2031, 1, 1)


@dataclass(frozen=True, slots=True)
class Story:
    """An article before it is laid out."""

    language: str
    title: str
    outlet: str
    byline: str
    day: date
    paragraphs: tuple[str, ...]

    @property
    def date_line(self) -> str:
        """The day in words."""
        month = words_of(self.language)["months"][self.day.month - 1]
        return f"{self.day.day} {month} {self.day.year}"


@cache
def words_of(language: str) -> Mapping[str, Any]:
    """The sentences and names of a language."""
    content = files("tahqiq.read.text.testing").joinpath("sentences.toml").read_text("utf-8")
    told: Mapping[str, Mapping[str, Any]] = tomllib.loads(content)
    return told[language]


def story(chance: Random, language: str, *, paragraphs: int = 6) -> Story:
    """An article of so many paragraphs.

    Args:
        chance: the source of chance; the same state gives the same article.
        language: 'en' or 'ar'.
        paragraphs: how many, of two to four sentences each.
    """
    words = words_of(language)
    title = _filled(chance.choice(words["titles"]), chance, words)
    body = tuple(
        " ".join(
            _filled(each, chance, words) for each in chance.sample(words["sentences"], chance.randint(2, 4))
        )
        for _ in range(paragraphs)
    )
    day = _FIRST_DAY + timedelta(days=chance.randrange(700))
    return Story(language, title, chance.choice(words["outlets"]), chance.choice(words["people"]), day, body)


def _filled(pattern: str, chance: Random, words: Mapping[str, Any]) -> str:
    """A sentence with its place, body and numbers."""
    return pattern.format(
        place=chance.choice(words["places"]),
        body=chance.choice(words["bodies"]),
        n=chance.randint(11, 60),
        m=chance.randint(3, 10),
    )
