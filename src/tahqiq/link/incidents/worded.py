"""What words of blame and of weapons mean, in both scripts: one bit for each concept."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from tahqiq.language.letters import normalise

#: Particles written as part of the next Arabic word.
_FOR_THE = re.compile(r"^و?لل(?=\w{3})")
_ATTACHED = re.compile(r"^(?:و?[بلف]?(?=ال)|و?لل?|و?ب|و)(?=\w{3})")


@dataclass(frozen=True, slots=True)
class Concepts:
    """The concepts of one table column: what each spelling means.

    Attributes:
        spellings: plain words -> the bit of their concept.
        names: of each bit; ``generic``: bits that fit every other (a strike is any weapon's).
    """

    spellings: Mapping[tuple[str, ...], int]
    names: tuple[str, ...]
    generic: int

    def bits(self, text: str) -> int:
        """The concepts that a wording names, the longest phrase first; 0 where none is known."""
        return _bits(self.spellings, normalise(text.replace("_", " "), "match").split())


@cache
def concepts(what: str) -> Concepts:
    """The concepts of ``words.csv`` of one sort: 'party' or 'kind'.

    >>> kinds = concepts("kind")
    >>> kinds.bits("غارات جوية") == kinds.bits("air strikes"), kinds.bits("قصف") == kinds.generic
    (True, True)
    """
    spellings: dict[tuple[str, ...], int] = {}
    names, generic = list[str](), 0
    text = files("tahqiq.link.incidents").joinpath("words.csv").read_text("utf-8")
    for row in csv.DictReader(text.splitlines()):
        if row["what"] != what:
            continue
        bit = 1 << len(names)
        names.append(row["concept"])
        generic |= bit if row["generic"] else 0
        for spelling in (row["concept"].replace("_", " "), *row["spellings"].split("|")):
            spellings.setdefault(tuple(normalise(spelling, "match").split()), bit)
    return Concepts(spellings, tuple(names), generic)


def coded(texts: Sequence[str], what: str) -> NDArray[np.int64]:
    """The concepts of each wording as bits; a wording of none has a bit of its own, by its words.

    Bits of unknown wordings stand above those of the table, so that the same words agree and others do not.
    """
    known = concepts(what)
    distinct = {text: known.bits(text) for text in set(texts)}
    first = len(known.names)
    for text in sorted(distinct):
        if text.strip() and not distinct[text]:
            words = normalise(text, "match")
            distinct[text] = 1 << (first + _spread(words, 62 - first))
    return np.array([distinct[text] for text in texts], np.int64)


def _spread(words: str, bits: int) -> int:
    """A number below ``bits`` that is the same for the same words."""
    number = 0
    for character in words:
        number = (number * 131 + ord(character)) % 1_000_003
    return number % bits


def _forms(word: str) -> tuple[str, ...]:
    """A word, and without the particles written as part of it; after ل the article has lost its alif.

    >>> _forms("للتحالف"), _forms("والغارات")
    (('للتحالف', 'التحالف', 'تحالف'), ('والغارات', 'الغارات'))
    """
    article = _FOR_THE.sub("ال", word)
    forms = [word, article] if article != word else [word]
    bare = _ATTACHED.sub("", word)
    return (*forms, bare) if bare != word else tuple(forms)


def _bits(spellings: Mapping[tuple[str, ...], int], words: Sequence[str]) -> int:
    found, at = 0, 0
    longest = max(map(len, spellings))
    while at < len(words):
        for length in range(min(longest, len(words) - at), 0, -1):
            rest = tuple(words[at + 1 : at + length])
            known = (spellings.get((form, *rest)) for form in _forms(words[at]))
            bit = next((each for each in known if each is not None), None)
            if bit is not None:
                found |= bit
                at += length - 1
                break
        at += 1
    return found
