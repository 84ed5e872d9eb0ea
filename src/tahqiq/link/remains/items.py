"""Garments, effects and marks as worded in either language: what they are, how, and the rest.

The vocabulary is ``items.csv``. What it does not know stays as words, which may tell more than all the
rest: an engraving, a brand, a name.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from tahqiq.language.letters import normalise

_ROOM = "tahqiq.link.remains"
#: Kinds of words that say what a thing is; the others say how it is.
THINGS = ("clothing", "effect", "mark")
_SHORTEST = 2
#: Consonants by which a word is known.
_ENOUGH = 3
#: 'On' as it is spelt: once letters are made alike, it cannot be told from the name Ali.
_ON = re.compile(r"(?<!\w)على(?!\w)")
#: Particles written in one with an Arabic word, taken off where the rest is known.
_PREFIXES = ("وال", "بال", "ال", "لل", "و", "ب")


@dataclass(frozen=True, slots=True)
class Thing:
    """One garment, effect or mark.

    Attributes:
        concepts: what it is, by the vocabulary; none where it is not known.
        groups: the wider ones that these belong to: one calls a blouse what another calls a pullover.
        colours, materials, places: how and where it is.
        words: what is left, by its consonants where they are enough, so that both scripts agree.
    """

    concepts: frozenset[str]
    groups: frozenset[str]
    colours: frozenset[str]
    materials: frozenset[str]
    places: frozenset[str]
    words: frozenset[str]


def thing(text: str) -> Thing:
    """What a few words describe.

    >>> ring = thing("silver ring with a red stone, engraved سمير")
    >>> sorted(ring.concepts), sorted(ring.colours), sorted(ring.materials), sorted(ring.words)
    (['ring'], ['red'], ['silver', 'stone'], ['سمر'])
    >>> thing("خاتم فضة بحجر أحمر").concepts == ring.concepts
    True
    """
    found: dict[str, set[str]] = {kind: set() for kind in ("thing", "colour", "material", "where", "word")}
    for kind, name in _read(normalise(_ON.sub(" ", text), "match").split()):
        found["thing" if kind in THINGS else kind].add(name)
    groups = frozenset(wider[name] for name in found["thing"] if name in (wider := _groups()))
    return Thing(
        concepts=frozenset(found["thing"]),
        groups=groups,
        colours=frozenset(found["colour"]),
        materials=frozenset(found["material"]),
        places=frozenset(found["where"]),
        words=frozenset(_consonants(word) for word in found["word"]),
    )


def _consonants(word: str) -> str:
    """A word as both scripts write it, where that is enough to know it by."""
    bare = normalise(word, "skeleton")
    return bare if len(bare) >= _ENOUGH and not any(each.isdigit() for each in word) else word


def _read(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each known wording, the longest first, and each other word that is not passed over."""
    at = 0
    while at < len(words):
        for length in range(min(_longest(), len(words) - at), 0, -1):
            if known := _known(" ".join(words[at : at + length])):
                yield known
                at += length
                break
        else:
            word = words[at]
            if len(word) >= _SHORTEST and word not in _passed_over():
                yield "word", word
            at += 1


def _known(wording: str) -> tuple[str, str] | None:
    """Kind and concept of a wording; particles before an Arabic word may be taken off."""
    table = vocabulary()
    if wording in table:
        return table[wording]
    for prefix in _PREFIXES:
        if wording.startswith(prefix) and (rest := wording[len(prefix) :]) in table and len(rest) > 2:
            return table[rest]
    return None


@cache
def _groups() -> dict[str, str]:
    """Concept → the wider group it belongs to, for those that have one."""
    return {row["concept"]: row["group"] for row in _rows() if row["group"]}


@cache
def _arabic() -> dict[str, str]:
    return {row["concept"].replace("_", " "): row["arabic"].split("|")[0] for row in _rows()}


def arabic_of(concept: str) -> str:
    """The Arabic for a concept as words name it; '' where the vocabulary has none.

    >>> arabic_of("wedding ring")
    'خاتم زواج'
    """
    return _arabic().get(concept, "")


def _rows() -> list[dict[str, str]]:
    return list(csv.DictReader(files(_ROOM).joinpath("items.csv").read_text("utf-8").splitlines()))


@cache
def vocabulary() -> dict[str, tuple[str, str]]:
    """Wording, normalised → kind and concept."""
    found: dict[str, tuple[str, str]] = {}
    for row in _rows():
        for wording in (*row["english"].split("|"), *row["arabic"].split("|")):
            found.setdefault(normalise(wording, "match"), (row["kind"], row["concept"]))
    return found


@cache
def _longest() -> int:
    return max(wording.count(" ") + 1 for wording in vocabulary())


@cache
def _passed_over() -> frozenset[str]:
    text = files(_ROOM).joinpath("passed_over.txt").read_text("utf-8")
    return frozenset(normalise(text, "match").split())
