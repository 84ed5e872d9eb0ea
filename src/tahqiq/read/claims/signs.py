"""Words that may begin a claim, told from the same letters inside other words (die, but not in audience).

A word of a text is looked at once and remembered; a phrase is compared with the words around it; a word
that may mean anything else (a match lost) needs beside it what makes it a claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum, auto
from itertools import pairwise

from tahqiq.language.tokens import cut, phrase
from tahqiq.read.claims.chunks import (
    FIGURE,
    PEOPLE,
    PERSON,
    SOME,
    TELLS,
    UNNAMED,
    Chunk,
    Chunks,
)
from tahqiq.read.claims.entries import Does, Entry, Grammar, Side
from tahqiq.read.claims.known import Lexicon
from tahqiq.read.claims.lexicon import may_begin
from tahqiq.vocab.claims import Effect

#: Words looked up are remembered; never more than so many.
_REMEMBERED = 50_000
#: How far the other words of a phrase stand from one of them; no phrase is longer.
_PHRASE = 80
#: Few words have more letters: the one before is looked for among so many.
_NEIGHBOUR = 24
#: How many letters and how many tokens before and after a word of harm may hold whom it speaks of.
_LETTERS, _BEFORE, _NEAR, _COUNTED = 260, 34, 12, 16
#: Mostly so few tell already.
_FEW_LETTERS, _FEW = 48, 5
#: How many words that the tables lack may stand between a verb and whom it speaks of; how far a label's sign.
_UNKNOWN, _LABELLED = 4, 6
_NEXT = re.compile(r"\W*([^\W\d_]+)")
_WORD = re.compile(r"[^\W\d_]+")
#: Signs after which a sentence goes on.
_COMMAS, _GOING_ON = frozenset(",،"), frozenset(",،-")


class _Role(IntEnum):
    """What an entry needs beside it before it can be a claim, the least first."""

    ANY = auto()  # anything may be
    NOUN = auto()  # a figure, or a word that tells that it came about
    WEAK = auto()  # people before or after it
    UNNAMED_AFTER = auto()  # anybody right after it, or any word that the tables lack; or a figure before it
    SOMEBODY_AFTER = auto()  # anybody right after it
    SOME_AFTER = auto()  # people or a figure right after it
    WEAK_AFTER = auto()  # people right after it


#: What will do right after a word.
_AFTER = {
    _Role.UNNAMED_AFTER: PEOPLE | FIGURE | SOME | UNNAMED,
    _Role.SOMEBODY_AFTER: PEOPLE | FIGURE | SOME,
    _Role.SOME_AFTER: PEOPLE | FIGURE,
    _Role.WEAK_AFTER: PERSON,
}


@dataclass(frozen=True, slots=True)
class Sign:
    """What a word may be.

    Attributes:
        roles: what it needs where it tells of harm by itself; empty where it does not.
        phrases: those it may be part of, and what each needs.
        after: the words one of which then follows it. ``before``: or one of which stands before it.
        telling: of each phrase the longest other word; empty where letters are written in many ways.
    """

    roles: tuple[_Role, ...]
    phrases: tuple[tuple[tuple[str, ...], _Role], ...]
    after: frozenset[str]
    before: frozenset[str]
    telling: tuple[str, ...]


class Signs:
    """The words that may begin a claim in some languages.

    Args:
        known: the languages.
    """

    def __init__(self, known: Mapping[str, Lexicon]) -> None:
        self.known = known
        self._seen: dict[str, Sign] = {}
        self.chunks = Chunks(known)

    def tells(self, text: str, start: int, end: int) -> bool:
        """Whether the word at a place of a text may begin a claim.

        >>> from tahqiq.read.claims.lexicon import lexicons
        >>> signs = Signs(lexicons())
        >>> signs.tells("The match was lost.", 14, 18), signs.tells("They lost 20 residents.", 5, 9)
        (False, True)
        """
        word = text[start:end]
        sign = self._seen.get(word)
        if sign is None:
            if len(self._seen) >= _REMEMBERED:
                self._seen.clear()
            sign = self._seen[word] = self._sought(word)
        for role in sign.roles:
            if self._fits(text, start, end, role):
                return True
        return bool(sign.phrases) and self._beside(text, start, end, sign)

    def _sought(self, written: str) -> Sign:
        words = phrase(written)
        found = {
            (each.words, _role(each, lexicon.grammar))
            for lexicon in self.known.values()
            for each in _entries(lexicon, words)
        }
        phrases = tuple(sorted(each for each in found if len(each[0]) > len(words)))
        after, before = set[str](), set[str]()
        for each, _ in phrases:
            _put_neighbours(each, words, after, before)
        others = {max((one for one in each if one not in words), key=len, default="") for each, _ in phrases}
        return Sign(
            roles=tuple(sorted({role for each, role in found if len(each) == len(words)})),
            phrases=phrases,
            after=frozenset(after),
            before=frozenset(before),
            telling=tuple(sorted(others)) if all(map(str.isascii, others)) else (),
        )

    def _beside(self, text: str, start: int, end: int, sign: Sign) -> bool:
        """Whether a phrase stands around a word, and may begin a claim there."""
        if not self._neighboured(text, start, end, sign):
            return False
        first = max(0, start - _PHRASE)
        around = text[first : end + _PHRASE]
        if sign.telling:
            letters = around.lower()
            if not any(word in letters for word in sign.telling):
                return False
        tokens = cut(around)
        at = tokens.at(start - first)
        for each, role in sign.phrases:
            size = len(each)
            for begin in range(max(0, at - size + 1), at + 1):
                words = tokens.words[begin : begin + size]
                if tuple(words[1:]) == each[1:] and self._begins(words[0], each):
                    ends = first + tokens.ends[min(begin + size, len(tokens)) - 1]
                    if self._fits(text, first + tokens.starts[begin], ends, role):
                        return True
        return False

    def _neighboured(self, text: str, start: int, end: int, sign: Sign) -> bool:
        """Whether a word stands beside another that some phrase has there; a sign is not looked for."""
        if "" in sign.after or "" in sign.before:
            return True
        if sign.after:
            following = _NEXT.match(text, end)
            if following is not None and self.chunks.of(following[1]).first in sign.after:
                return True
        if not sign.before:
            return False
        before = _WORD.findall(text, max(0, start - _NEIGHBOUR), start)
        return bool(before) and self.chunks.of(before[-1]).first in sign.before

    def _begins(self, word: str, words: tuple[str, ...]) -> bool:
        """Whether a word may be the first of a phrase, with what is glued to it."""
        return word == words[0] or any(
            each.words == words for lexicon in self.known.values() for each in lexicon.of(word)
        )

    def _fits(self, text: str, start: int, end: int, role: _Role) -> bool:
        """Whether there is beside a word of harm what it needs."""
        if role is _Role.ANY or _opens(text, start):
            return True
        if role in _AFTER:
            counted = role is _Role.UNNAMED_AFTER and self._figure_before(text, start)
            return (
                counted or self._people_after(text, end, _AFTER[role]) or self._denied(text, start, end, role)
            )
        before = self._before(text, start)
        if role is _Role.WEAK:
            return self._people_before(before) or self._people_after(text, end, PEOPLE)
        after = self._after(text, end)
        told = any(each.kind & (FIGURE | TELLS) for each in (*before, *after))
        return told or self._labels(after)

    def _denied(self, text: str, start: int, end: int, role: _Role) -> bool:
        """Whether a weak word before a known crowd stands after a word that denies it: لم يفقد السكان."""
        if role is not _Role.WEAK_AFTER or not self._people_after(text, end, PEOPLE):
            return False
        return any(each.kind & TELLS for each in self._before(text, start)[:_LABELLED])

    def _labels(self, after: list[Chunk]) -> bool:
        """Whether a sign closes a label after a word, and those harmed may follow (The dead: a nurse)."""
        at = next((at for at, each in enumerate(after[:_LABELLED]) if each.label), None)
        rest = [] if at is None else after[at : at + _LABELLED]
        named = len(rest) > 1 and rest[1].name
        return named or any(each.kind & (PEOPLE | FIGURE | SOME) for each in rest)

    def _before(self, text: str, start: int) -> list[Chunk]:
        """What stands before a place in its sentence, the nearest first."""
        found = list[Chunk]()
        for written in text[max(0, start - _LETTERS) : start].split()[: -_BEFORE - 1 : -1]:
            chunk = self.chunks.of(written)
            if chunk.ends:
                break
            found.append(chunk)
        return found

    def _after(self, text: str, end: int) -> list[Chunk]:
        """What stands after a place."""
        words = text[end : end + _LETTERS].split(None, _COUNTED)[:_COUNTED]
        return [self.chunks.of(each) for each in words]

    def _figure_before(self, text: str, start: int) -> bool:
        """Whether a figure stands right before a word, which may be what it counts (22 جثة)."""
        return any(each.kind & FIGURE for each in self._before(text, start)[:_LABELLED])

    def _people_before(self, before: list[Chunk]) -> bool:
        """Whether people stand before a word: near it, or counted."""
        people = [at for at, each in enumerate(before) if each.kind & PEOPLE]
        if people and (people[0] < _NEAR or any(each.kind & FIGURE for each in before)):
            return True
        return any(one.name and two.name for one, two in pairwise(before[:_NEAR]))

    def _people_after(self, text: str, end: int, wanted: int) -> bool:
        """Whether people or whatever else is wanted stand right after a word, or a name does."""
        few = text[end : end + _FEW_LETTERS].split(None, _FEW)[:-1]
        found = self._people_among(few, wanted)
        if found is None:
            found = self._people_among(text[end : end + _LETTERS].split(None, _COUNTED)[:_COUNTED], wanted)
        return found is True

    def _people_among(self, following: list[str], wanted: int) -> bool | None:
        """Whether people stand among what follows a word, or a name at once; None where that is open yet."""
        unknown, left, counted, before = 0, _COUNTED, False, None
        for written in following:
            chunk = self.chunks.of(written)
            kind = chunk.kind
            if before is not None and before.longer:
                kind |= before.longer.get(chunk.first, 0)
            elif before is None and (chunk.name or (wanted & UNNAMED and chunk.unknown)):
                return True
            if kind & wanted and (before is None or kind & wanted & ~SOME):
                return True
            if kind & FIGURE and not counted:
                counted, left = True, _COUNTED
            left, before = left - 1, chunk
            unknown += chunk.unknown
            stops = chunk.stops and not (wanted & SOME and written[-1] in _COMMAS)
            if not left or (not counted and (unknown > _UNKNOWN or stops)):
                return False
        return None


def _entries(lexicon: Lexicon, words: tuple[str, ...]) -> Iterator[Entry]:
    """The entries that a word or phrase may be, or be part of, and that may begin a claim."""
    yield from lexicon.signs.get(" ".join(words), ())
    if len(words) == 1:
        found = lexicon.of(words[0])
        yield from (each for each in found if may_begin(each))
        for label in {each.words for each in found} & lexicon.labels.keys():
            yield Entry(label, Does.NOUN, lexicon.labels[label])


#: Of these a word that the tables lack may be whom they are told of, after the verb as well.
_OF_PEOPLE = frozenset({Effect.KILLED, Effect.INJURED, Effect.DETAINED})


def _role(entry: Entry, grammar: Grammar) -> _Role:
    """What an entry needs beside it."""
    if entry.does in {Does.NOUN, Does.LOSS}:
        return _Role.NOUN
    if entry.does is not Does.HARM or (entry.side is not Side.AFTER and not entry.weak):
        return _Role.ANY
    if entry.owned:
        return _Role.WEAK  # ما أدى إلى مقتله
    if entry.weak:
        return _Role.WEAK_AFTER if entry.side is Side.AFTER else _Role.WEAK
    if not grammar.describes_first:
        return _Role.UNNAMED_AFTER
    return _Role.SOMEBODY_AFTER if entry.effect in _OF_PEOPLE else _Role.SOME_AFTER


def _opens(text: str, start: int) -> bool:
    """Whether a word may open its sentence."""
    before = text[max(0, start - 3) : start].rstrip(" ")
    return not before or not (before[-1].isalnum() or before[-1] in _GOING_ON)


def _put_neighbours(
    entry: tuple[str, ...], words: tuple[str, ...], after: set[str], before: set[str]
) -> None:
    """Puts the word that stands after some words of a phrase, or before the last of it; '' for a sign."""
    size = len(words)
    places = [at for at in range(len(entry) - size + 1) if entry[at : at + size] == words] or [0]
    for at in places:
        if at + size < len(entry):
            after.add(entry[at + size] if entry[at + size].isalpha() else "")
        else:
            before.add(entry[at - 1] if entry[at - 1].isalpha() else "")
