"""The words with which languages tell where, with what and by whom, read from ``words/<language>.toml``.

Kinds of place (village, شارع) are those of ``tahqiq.language``. A language is one file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from tahqiq.language.lexicons import Phrases
from tahqiq.language.places.lexicon import table as place_table
from tahqiq.language.tokens import phrase

#: Roles of ``place_kinds.csv`` whose words say that a place is meant.
_KINDS = frozenset(["kind", "feature"])


@dataclass(frozen=True, slots=True)
class Mark:
    """What a word or phrase may do.

    Attributes:
        roles: ``attack``, ``did``, ``by``, ``blames``, ``party``, ``weapon``, ``strike``, ``prep``, ``weak``,
            ``struck``, ``since``, ``kind`` (of place), ``no_place``, ``onward``, ``name`` (a place we
            know), ``auxiliary``, ``acted``, ``article``.
        doer_follows: in this language the party stands after the strike.
        capitals: names of places are told by their capitals.
        placing: glued particles that say where (بالرقة).
    """

    roles: frozenset[str]
    doer_follows: bool
    capitals: bool
    placing: frozenset[str] = frozenset()


@cache
def marks() -> Phrases[Mark]:
    """The marks of all languages there are tables for."""
    made = Phrases[Mark]()
    folder = files("tahqiq.read.circumstances").joinpath("words")
    for file in sorted((each for each in folder.iterdir() if each.name.endswith(".toml")), key=str):
        table = tomllib.loads(file.read_text("utf-8"))
        for text, roles in _merged(table).items():
            grammar = table["grammar"]
            follows = grammar["doer"] == "after"
            placing = frozenset(grammar["placing"])
            mark = Mark(frozenset(roles), follows, grammar["capitals"], placing)
            for form in _bent(text, grammar) if "kind" in roles else (text,):
                made.add(form, mark, _glued(grammar, roles))
    return made


def _bent(text: str, grammar: Mapping[str, Any]) -> Iterator[str]:
    """A noun, and its accusative where the language has one (حي, حيا)."""
    yield text
    if grammar["accusative"] and " " not in text and not text.endswith(tuple(grammar["unbent"])):
        yield text + grammar["accusative"]


def _merged(table: Mapping[str, Any]) -> dict[str, set[str]]:
    """Every phrase of a language once, with all that it may do."""
    roles = dict[tuple[str, ...], set[str]]()
    texts = dict[tuple[str, ...], str]()
    for text, role in _entries(table):
        words = phrase(text)
        if words:
            roles.setdefault(words, set()).add(role)
            texts.setdefault(words, text)
    return {texts[words]: found for words, found in roles.items()}


def _entries(table: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for role, texts in table["small"].items():
        yield from ((text, "kind" if role == "built" else role) for text in texts)
    latin = table["grammar"]["capitals"]
    for row in place_table("place_kinds.csv"):
        if row["role"] in _KINDS:
            for spelling in row["spellings"].split("|"):
                if spelling.isascii() == latin:
                    yield spelling, "kind"
    for row in place_table("place_exonyms.csv"):
        yield from ((name, "name") for name in ([row["name_ar"]] if not latin else row["names"].split("|")))


def _glued(grammar: Mapping[str, Any], roles: set[str]) -> tuple[str, ...]:
    """The particles that may be glued before a phrase; none before a preposition or a verb."""
    if roles & {"kind", "name", "party"}:
        return tuple(grammar["particles"])
    if roles & {"weapon", "strike", "attack"}:
        return tuple(grammar["weapon_particles"])
    return tuple(grammar["verb_particles"])
