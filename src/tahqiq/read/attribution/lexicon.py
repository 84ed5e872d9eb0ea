"""The words with which languages tell who says something, read from ``words/<language>.toml``.

A language is one file. What a word may do is a role: one word may have several ('reports' is a verb and
a paper), so equal phrases of all sections are one mark.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from tahqiq.language.lexicons import Phrases
from tahqiq.language.tokens import phrase
from tahqiq.vocab.claims import Stance
from tahqiq.vocab.parties import SourceKind

#: Particles that tell to whom something was said, glued to a name (لرويترز).
_TO = "ل"


@dataclass(frozen=True, slots=True)
class Mark:
    """What a word or phrase may do in telling who says something.

    Attributes:
        roles: ``say`` (a verb of saying), ``carried`` (one without a subject of its own), ``speaker`` (a
            kind of speaker), ``outlet``, and the names of the section ``small`` of a table.
        stance: of a verb, how its speaker stands behind what is said.
        sure: of a verb, whether anybody may be its subject.
        kind: of a speaker, as ``SourceKind``.
        carrier: of an outlet, ``agency`` or ``outlet``.
        follows: of a verb, whether its speaker stands after it.
    """

    roles: frozenset[str]
    stance: Stance | None = None
    sure: bool = False
    kind: str = ""
    carrier: Literal["", "agency", "outlet"] = ""
    follows: bool = False

    def joined(self, other: Mark) -> Mark:
        """Both in one: what one does not tell the other may."""
        return Mark(
            self.roles | other.roles,
            self.stance or other.stance,
            self.sure or other.sure,
            self.kind or other.kind,
            self.carrier or other.carrier,
            self.follows or other.follows,
        )


@cache
def marks() -> Phrases[Mark]:
    """The marks of all languages there are tables for."""
    made = Phrases[Mark]()
    folder = files("tahqiq.read.attribution").joinpath("words")
    for file in sorted((each for each in folder.iterdir() if each.name.endswith(".toml")), key=str):
        table = tomllib.loads(file.read_text("utf-8"))
        merged = dict[tuple[str, ...], tuple[str, Mark]]()
        for text, mark in _entries(table):
            words = phrase(text)
            known = merged.get(words)
            merged[words] = (text, mark if known is None else known[1].joined(mark))
        for text, mark in merged.values():
            glued = [*table["particles"], *(_glued_to(table, mark))]
            made.add(text, mark, glued)
    return made


def _glued_to(table: Mapping[str, Any], mark: Mark) -> Iterator[str]:
    """A name of an outlet may have the particle that makes it the hearer."""
    if table["particles"] and mark.carrier:
        yield _TO


def _entries(table: Mapping[str, Any]) -> Iterator[tuple[str, Mark]]:
    """Every phrase of a table with what it does; one phrase may come several times."""
    follows = table["speaker"] == "after"
    for stance, forms in table["verbs"].items():
        verb = Mark(frozenset(["say"]), Stance(stance), follows=follows)
        for text in forms.get("sure", ()):
            yield text, replace(verb, sure=True)
        for text in forms.get("known", ()):
            yield text, verb
    for stance, forms in table["carried"].items():
        yield from ((text, Mark(frozenset(["carried"]), Stance(stance))) for text in forms)
    for role, texts in table["small"].items():
        yield from ((text, Mark(frozenset([role]))) for text in texts)
    for kind, texts in table["kinds"].items():
        speaker = Mark(frozenset(["speaker"]), kind=SourceKind(kind).value)
        yield from ((text, speaker) for text in texts)
    for text in table["agencies"]["names"]:
        yield text, Mark(frozenset(["outlet", "speaker"]), kind=SourceKind.PRESS.value, carrier="agency")
    for text in table["outlets"]["names"]:
        yield text, Mark(frozenset(["outlet", "speaker"]), kind=SourceKind.PRESS.value, carrier="outlet")
