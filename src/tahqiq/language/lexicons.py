"""Tables of words, one file a language, and phrases found among tokens.

``tables/numbers.en.toml`` holds what English says of numbers, ``tables/numbers.ar.toml`` what Arabic
says; another language is another file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Generic, TypeVar

import msgspec

from tahqiq.language.tokens import Tokens, among, phrase
from tahqiq.vocab.errors import BadInput

Meaning = TypeVar("Meaning")
T = TypeVar("T")
#: The words of a phrase, how many letters of the first are a glued particle, and what the phrase means.
Entry = tuple[tuple[str, ...], int, Meaning]
#: What begins with a word: the longer phrases by their second word, and the word alone.
_Begun = tuple[dict[str, list[Entry[Meaning]]], Entry[Meaning] | None]


@cache
def tables(subject: str) -> Mapping[str, Mapping[str, Any]]:
    """The tables of a subject by language code, in alphabetical order.

    >>> list(tables("numbers"))
    ['ar', 'en']
    """
    folder = files("tahqiq.language").joinpath("tables")
    found = sorted(each.name for each in folder.iterdir() if each.name.startswith(f"{subject}."))
    return {name.split(".")[1]: tomllib.loads(folder.joinpath(name).read_text("utf-8")) for name in found}


def languages(subject: str, language: str | None) -> tuple[str, ...]:
    """The languages to read a text in: one, or all there are tables for.

    Raises:
        BadInput: there is no table for the language.
    """
    known = tuple(tables(subject))
    if language is None:
        return known
    if language not in known:
        raise BadInput(f"no table of {subject} in {language!r}; there are {', '.join(known)}")
    return (language,)


def with_particles(word: str, particles: Iterable[str]) -> Iterator[tuple[str, str]]:
    """A word as it is written with each particle glued to it, and the particle.

    The Arabic article is written once, and loses its alif after ل.

    >>> list(with_particles("سته", ["و", "ال"]))
    [('سته', ''), ('وسته', 'و'), ('السته', 'ال')]
    >>> list(with_particles("الثالث", ["و", "ل", "ال"]))
    [('الثالث', ''), ('والثالث', 'و'), ('للثالث', 'ل')]
    """
    yield word, ""
    for particle in particles:
        if not word.startswith("ال") or len(word) < 5:
            yield particle + word, particle
        elif particle.endswith("ل") and not particle.endswith(("ال", "لل")):
            yield particle + word[1:], particle
        elif not particle.endswith(("ال", "لل")):
            yield particle + word, particle


class Placed(msgspec.Struct, Generic[Meaning], frozen=True, gc=False):
    """A phrase where it stands: the token after it, the letters glued to its first word, its meaning."""

    end: int
    letters: int
    mark: Meaning


@dataclass(slots=True)
class Phrases(Generic[Meaning]):
    """Phrases to be met just before or just after a place in the text; the longest wins."""

    from_first: dict[str, list[Entry[Meaning]]] = field(default_factory=dict)
    from_last: dict[str, list[Entry[Meaning]]] = field(default_factory=dict)
    _begun: dict[str, _Begun[Meaning]] = field(default_factory=dict)

    def add(self, text: str, meaning: Meaning, particles: Iterable[str] = ()) -> None:
        """Adds a phrase, and its forms with each particle before the first word."""
        words = phrase(text)
        for first, particle in with_particles(words[0], particles if words[0].isalpha() else ()):
            entry = ((first, *words[1:]), len(particle), meaning)
            _keep(self.from_first.setdefault(first, []), entry)
            _keep(self.from_last.setdefault(entry[0][-1], []), entry)
        self._begun = {}

    def begun(self) -> dict[str, _Begun[Meaning]]:
        """The entries by their first word: those of more words by the second, and that of one word."""
        if not self._begun:
            self._begun = {first: _begun(entries) for first, entries in self.from_first.items()}
        return self._begun

    def after(self, tokens: Tokens, at: int) -> tuple[int, Meaning] | None:
        """The phrase that begins with a token: the token after it, and its meaning."""
        found = self.at(tokens, at)
        return None if found is None else (found[0], found[2])

    def at(self, tokens: Tokens, at: int) -> tuple[int, int, Meaning] | None:
        """The same, with the letters of the particle glued to the first word."""
        words = tokens.words
        begun = (self._begun or self.begun()).get(words[at])
        if begun is None:
            return None
        longer, alone = begun
        for phrase_words, letters, meaning in longer.get(words[at + 1], ()):
            end = at + len(phrase_words)
            if tuple(words[at:end]) == phrase_words:
                return end, letters, meaning
        return None if alone is None else (at + 1, alone[1], alone[2])

    def within(self, tokens: Tokens, first: int, last: int) -> dict[int, Placed[Meaning]]:
        """Every phrase within a stretch of tokens, none inside another, by its first token."""
        words, known = tokens.words, self._begun or self.begun()
        found: dict[int, Placed[Meaning]] = {}
        floor = first
        for at in among(words[first:last], known, first):
            if at < floor:
                continue
            longer, alone = known[words[at]]
            if longer and words[at + 1] in longer:
                for phrase_words, letters, meaning in longer[words[at + 1]]:
                    end = at + len(phrase_words)
                    if end <= last and tuple(words[at:end]) == phrase_words:
                        found[at] = Placed(end, letters, meaning)
                        floor = end
                        break
            if alone is not None and floor <= at:
                found[at] = Placed(at + 1, alone[1], alone[2])
        return found

    def before(self, tokens: Tokens, at: int, floor: int = 0) -> tuple[int, int, Meaning] | None:
        """The phrase that ends before a token: its first token, the letters of its particle, its meaning."""
        if at <= floor:
            return None
        entries = self.from_last.get(tokens.words[at - 1])
        if entries is None:
            return None
        for words, letters, meaning in entries:
            start = at - len(words)
            if start >= floor and tuple(tokens.words[start:at]) == words and tokens.near(at):
                return start, letters, meaning
        return None


def _begun(entries: Iterable[Entry[Meaning]]) -> _Begun[Meaning]:
    """What begins with the first word of some entries, which they share."""
    longer: dict[str, list[Entry[Meaning]]] = {}
    for entry in entries:
        if len(entry[0]) > 1:
            longer.setdefault(entry[0][1], []).append(entry)
    return longer, next((each for each in entries if len(each[0]) == 1), None)


def _keep(entries: list[tuple[tuple[str, ...], int, T]], entry: tuple[tuple[str, ...], int, T]) -> None:
    """Adds an entry unless its words are there, the longest first."""
    if all(known[0] != entry[0] for known in entries):
        entries.append(entry)
        entries.sort(key=lambda known: -len(known[0]))


@dataclass(frozen=True, slots=True)
class Around(Generic[Meaning]):
    """A phrase met around a word: its first token, the token after it, the letters of its particle."""

    first: int
    end: int
    letters: int
    meaning: Meaning


@dataclass(slots=True)
class Anchored(Generic[Meaning]):
    """Phrases to be met around a word that they hold."""

    entries: dict[str, list[tuple[tuple[str, ...], int, tuple[int, Meaning]]]] = field(default_factory=dict)

    def add(self, text: str, meaning: Meaning, anchor: int, particles: Iterable[str] = ()) -> None:
        """Adds a phrase to be looked for where its word number ``anchor`` stands."""
        words = phrase(text)
        for first, particle in with_particles(words[0], particles if words[0].isalpha() else ()):
            whole = (first, *words[1:])
            _keep(self.entries.setdefault(whole[anchor], []), (whole, anchor, (len(particle), meaning)))

    def around(self, tokens: Tokens, at: int, floor: int = 0) -> Around[Meaning] | None:
        """The longest phrase around a token that begins at the floor or after it."""
        for words, anchor, (letters, meaning) in self.entries.get(tokens.words[at], ()):
            start = at - anchor
            if start >= floor and tuple(tokens.words[start : start + len(words)]) == words:
                return Around(start, start + len(words), letters, meaning)
        return None
