"""Words around the names of victims: kinship and titles of all languages, roles, and words of age."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from tahqiq.language.lexicons import Phrases
from tahqiq.language.names.relation_words import anybodies, kinds_of
from tahqiq.language.names.tokens import table
from tahqiq.language.tokens import phrase


@dataclass(frozen=True, slots=True)
class Mark:
    """What a word beside a name tells.

    Attributes:
        does: ``who`` (kinship, a title, what somebody was), ``age_before``, ``age_after``, ``months``,
            ``ends`` (no name goes on over it), ``join``.
        sex: 'female', 'male' or ''.
        relation: whether it tells a relation to somebody else.
        follows: a name may follow without capitals; ``defined``: only where the article is glued to it.
        several: more than one is meant, so that a name follows only in quotation marks.
        plain: the sex of the word that is left without its last letter: 'his son' is spelled as 'daughter'.
    """

    does: str
    sex: str = ""
    relation: bool = False
    follows: bool = False
    defined: bool = False
    several: bool = False
    plain: str = ""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of all languages.

    Attributes:
        marks: what phrases tell.
        within: small words within names.
        sexes: the sex that the beginning of a kunya tells.
        glued: the letters that mean 'and' and are written before a name; ``whole``: names that begin so.
        feminine: the ending of feminine words as it is written. ``articles``: glued articles.
    """

    marks: Phrases[Mark]
    within: frozenset[str]
    sexes: Mapping[str, str]
    glued: tuple[str, ...]
    whole: frozenset[str]
    feminine: tuple[str, ...]
    articles: tuple[str, ...]


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once."""
    folder = files("tahqiq.read.victims").joinpath("words")
    sexes = tomllib.loads(folder.joinpath("sexes.toml").read_text("utf-8"))
    made, inner = Phrases[Mark](), list[Mapping[str, Any]]()
    for file in sorted((each for each in folder.iterdir() if each.name.endswith(".toml")), key=str):
        if file.name == "sexes.toml":
            continue
        own = tomllib.loads(file.read_text("utf-8"))
        for text, mark in _entries(file.name.removesuffix(".toml"), own, sexes):
            made.add(text, mark, own["particles"] if mark.does in ("who", "ends") else ())
        inner.append(own["within"])
    kunyas = {**dict.fromkeys(sexes["mother"], "female"), **dict.fromkeys(sexes["father"], "male")}
    return Lexicon(
        made,
        frozenset(name for own in inner for name in own["names"]),
        kunyas,
        glued=_told(inner, "glued"),
        whole=frozenset(word for own in inner for name in own["whole"] for word in phrase(name)),
        feminine=_told(inner, "feminine"),
        articles=_told(inner, "article"),
    )


def _told(inner: list[Mapping[str, Any]], name: str) -> tuple[str, ...]:
    """What the languages that have such a letter or ending say it is."""
    return tuple(own[name] for own in inner if own[name])


def _entries(
    language: str, own: Mapping[str, Any], sexes: Mapping[str, list[str]]
) -> Iterator[tuple[str, Mark]]:
    """The phrases of a language; of two equal ones the first stands."""
    follows = not own["capitals"]
    for sex, texts in own["roles"].items():
        yield from ((text, Mark("who", sex if sex != "either" else "", follows=follows)) for text in texts)
    for role in ("before", "after"):
        yield from ((text, Mark(f"age_{role}")) for text in own["age"][role])
    yield from ((text, Mark("months")) for text in own["age"]["months"])
    for role in ("ends", "join"):
        yield from ((text, Mark(role)) for text in own["within"][role])
    relations = kinds_of(language)
    owners = tuple(table("relations")["endings"].get(language, ()))
    for words, kind in anybodies(language).items():
        sex = _sex(kind.kind, words[0], sexes)
        owned = words in relations and words[0].endswith(owners) if owners else False
        plain = anybodies(language).get((words[0][:-1],)) if owned else None
        yield (
            " ".join(words),
            Mark(
                "who",
                sex,
                words in relations and (owned or kind.kind not in sexes["persons"]),
                follows=follows and (owned or words not in relations),
                defined=follows and not owned,
                several=kind.several,
                plain="" if plain is None else _sex(plain.kind, words[0][:-1], sexes),
            ),
        )
    for title, texts in table("titles")["titles"].items():
        for text in texts:
            if phrase(text)[0].isascii() == own["capitals"] and len(text) > 1:
                yield text, Mark("who", _sex(title, phrase(text)[-1], sexes), follows=follows)


def _sex(kind: str, word: str, sexes: Mapping[str, list[str]]) -> str:
    """The sex that a kind tells, or the feminine ending of its word."""
    for sex in ("female", "male"):
        if kind in sexes[sex]:
            return sex
    if word.isascii():
        return ""
    return "female" if word.endswith(tuple(sexes["endings"])) else "male"
