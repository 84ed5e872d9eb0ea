"""Words that say what kind of place is meant, or how one place lies to another, in both scripts.

The words are a table (``tables/place_kinds.csv``): a *concept* (village), its *role*, the precision it
tells, and its spellings. Roles:

    kind      says what the place is and is no part of its name (قرية, village, district)
    feature   says it too, but is part of names (mosque, جسر, tel); equal across scripts
    quality   tells places of one name apart (eastern, الكبرى, foqani); equal across scripts
    near, within, between, or, and    join one place to another
    noise     tells nothing of where (several, منازل)
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from tahqiq.language.letters import normalise
from tahqiq.vocab.places import Precision

LINKS = frozenset({"near", "within", "between", "or", "and"})
_ARTICLES = ("al ", "el ", "ال")
#: Latin articles written apart, as they sound before any letter.
ARTICLES = frozenset({"al", "el", "ar", "as", "ash", "an", "ad", "at", "az", "ez"})


@dataclass(frozen=True, slots=True)
class Term:
    """What a word of the lexicon says.

    Attributes:
        concept: what it stands for in both scripts.
        role: see the module.
        precision: the class it tells; None where it tells none.
    """

    concept: str
    role: str
    precision: Precision | None


def table(name: str) -> Iterator[dict[str, str]]:
    """The rows of one of the package's tables."""
    with (files("tahqiq.language") / "tables" / name).open(encoding="utf8") as file:
        yield from csv.DictReader(file)


def plain(words: str) -> str:
    """Words as the lexicon files them: one spelling of each letter, no marks, no case.

    >>> plain("Ma'arat"), plain("قرية")
    ('maarat', 'قريه')
    """
    return normalise(words, "match")


def bare(word: str) -> str:
    """A plain word without its article.

    >>> bare("المدينه"), bare("al balad"), bare("bab")
    ('مدينه', 'balad', 'bab')
    """
    for article in _ARTICLES:
        if word.startswith(article) and len(word) > len(article) + 2:
            return word[len(article) :]
    return word


@cache
def terms() -> dict[tuple[str, ...], Term]:
    """Every spelling, as a tuple of plain words, and what it says."""
    found: dict[tuple[str, ...], Term] = {}
    for row in table("place_kinds.csv"):
        precision = Precision(row["precision"]) if row["precision"] else None
        term = Term(row["concept"], row["role"], precision)
        for spelling in row["spellings"].split("|"):
            found.setdefault(tuple(plain(spelling).split()), term)
    return found


@cache
def longest_term() -> int:
    """Words in the longest spelling."""
    return max(map(len, terms()))


def term_of(word: str) -> Term | None:
    """What one plain word says, with or without its article; None where it is a name.

    >>> term_of("المدينه").precision.value, term_of("raqqa")
    ('city', None)
    """
    return terms().get((word,)) or terms().get((bare(word),))


@cache
def concept_of(word: str) -> str:
    """The concept a comparison word of a name stands for across scripts; '' where it is just a name.

    >>> concept_of("sharqi"), concept_of("شرقي"), concept_of("karim")
    ('east', 'east', '')
    """
    term = term_of(word)
    return term.concept if term is not None and term.role in ("feature", "quality", "kind") else ""


@cache
def says_what(word: str) -> bool:
    """Whether a comparison word says what a place is, so that it is hardly a name of its own.

    >>> says_what("شارع"), says_what("tel")
    (True, False)
    """
    term = term_of(word)
    return term is not None and term.role in ("feature", "kind") and term.precision is not None


@cache
def concepts_of(word: str) -> frozenset[str]:
    """The concept of a comparison word, and the places that are known by it under several names.

    >>> concepts_of("halab") & concepts_of("aleppo") != frozenset()
    True
    """
    concept = concept_of(word)
    groups = {f"={group}" for group in exonyms().get(key_of([word]), ())}
    return frozenset(groups | ({concept} if concept else set()))


@cache
def exonyms() -> dict[str, frozenset[int]]:
    """Whole plain names that one place goes by, and the numbers of the groups they belong to."""
    found: dict[str, set[int]] = {}
    for number, row in enumerate(table("place_exonyms.csv")):
        for name in (row["name_ar"], *row["names"].split("|")):
            found.setdefault(key_of(plain(name).split()), set()).add(number)
    return {name: frozenset(groups) for name, groups in found.items()}


def key_of(words: Iterable[str]) -> str:
    """Plain words as one key, articles and spaces left out.

    >>> key_of(["al", "raqqa"]), key_of(["الرقه"])
    ('raqqa', 'رقه')
    """
    return "".join(bare(word) for word in words if word not in ARTICLES)
