"""The words by which people are described, in both languages (``tables/relations.toml``)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from tahqiq.language.letters import normalise
from tahqiq.language.names.tokens import phrase, phrases, table, words

UNIDENTIFIED = "unidentified"


@dataclass(frozen=True, slots=True)
class Kind:
    """What a phrase of the table says."""

    kind: str
    several: bool = False
    whose: bool = False
    count: int | None = None


def kinds() -> tuple[str, ...]:
    """Every kind of description: relations, then anybody, then 'unidentified'.

    >>> kinds()[0], kinds()[-1]
    ('wife', 'unidentified')
    """
    known = table("relations")
    return (*known["kinds"], *known["anybody"], UNIDENTIFIED)


def is_filling(word: str, language: str) -> bool:
    """A word that may stand around a kind: 'the', 'second', '3', 'two', السيدة."""
    return word in listed("around", language) or word in ordinals() or word in counts() or is_number(word)


def is_number(word: str) -> bool:
    """A short number in Western digits, as tokens hold it."""
    return word.isascii() and word.isdigit() and len(word) <= 3


def introduces(word: str) -> bool:
    """A title or the beginning of a kunya: a person follows."""
    return word in _introductions()


def is_article_kind(word: str) -> bool:
    """A kind with the Arabic article: الصهر, 'the brother-in-law'."""
    return word.startswith("ال") and (word[2:],) in kinds_of("ar")


FAMILY = Kind("family", several=True, whose=True)


@cache
def kinds_of(language: str) -> dict[tuple[str, ...], Kind]:
    """Phrases of relation in one language; in Arabic with the endings that say whose, too."""
    known = dict[tuple[str, ...], Kind]()
    for kind, spelled in table("relations")["kinds"].items():
        for form, several, count in _forms(language):
            several = several or kind == "family"
            for text in spelled.get(form, ()):
                known[phrase(text)] = Kind(kind, several, count=count)
                for ending in table("relations")["endings"].get(language, ()) if " " not in text else ():
                    stem = text[:-1] + "ت" if text.endswith("ة") else text
                    known.setdefault(phrase(stem + ending), Kind(kind, several, True, count))
    return known


def _forms(language: str) -> tuple[tuple[str, bool, int | None], ...]:
    """The forms of a word in the table: one, two (the Arabic dual), many; each with how many it means."""
    return (language, False, None), (f"{language}_many", True, None), (f"{language}_two", True, 2)


@cache
def anybodies(language: str) -> dict[tuple[str, ...], Kind]:
    """Phrases for anybody, and relations without whose."""
    known = dict(kinds_of(language))
    for kind, spelled in table("relations")["anybody"].items():
        for form, several, count in _forms(language):
            known.update({phrase(text): Kind(kind, several, count=count) for text in spelled.get(form, ())})
    return known


@cache
def unidentified() -> frozenset[tuple[str, ...]]:
    """Phrases for 'not identified', both languages."""
    return phrases(text for texts in table("relations")["unidentified"].values() for text in texts)


@cache
def listed(which: str, language: str) -> frozenset[str]:
    """A list of single words."""
    return words(table("relations")[which].get(language, ()))


@cache
def ordinals() -> dict[str, int]:
    """Ordinals to ten, both languages and genders."""
    lists = table("relations")["ordinals"].values()
    return {normalise(text, "match"): at for texts in lists for at, text in enumerate(texts, 1)}


@cache
def counts() -> dict[str, int]:
    """Numbers from two to ten, both languages."""
    lists = table("relations")["counts"].values()
    return {normalise(text, "match"): at for texts in lists for at, text in enumerate(texts, 2)}


@cache
def _introductions() -> frozenset[str]:
    """Titles of one word and the words a kunya begins with."""
    titles = table("titles")
    spelled = [*titles["kunya"]["father"], *titles["kunya"]["mother"]]
    spelled += [text for texts in titles["titles"].values() for text in texts]
    return words(text for text in spelled if " " not in text)
