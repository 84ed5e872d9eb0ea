"""Words that may begin a claim, told from the same letters inside other words (die, but not in audience).

A word of a text is looked at once and remembered; a phrase is compared with the words around it; a word
that may mean anything else (a match lost) needs beside it what makes it a claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import ClassVar

from tahqiq.language.tokens import Tokens, cut, phrase
from tahqiq.read.claims.chunks import FIGURE, PEOPLE, PERSON, SOME, UNNAMED, Chunks
from tahqiq.read.claims.entries import Does, Entry, Grammar, Side, numbered
from tahqiq.read.claims.known import Lexicon
from tahqiq.read.claims.lexicon import may_begin
from tahqiq.read.claims.nearby import Nearby
from tahqiq.vocab.claims import Effect

#: Words looked up are remembered; never more than so many.
_REMEMBERED = 50_000
#: How far the other words of a phrase stand from one of them; no phrase is longer.
_PHRASE = 80
#: Few words have more letters: the one before is looked for among so many.
_NEIGHBOUR = 24
#: How many words of no table may stand between a verb and whom it speaks of; and where those may wait.
_UNKNOWN, _WAITING = 1, 4
#: Among how many words a figure may stand before one of whose people none need be told.
_FIGURE = 6
_NEXT = re.compile(r"\W*([^\W\d_]+)")
_WORD = re.compile(r"[^\W\d_]+")
#: The number of a dual, which is its own figure: قتيلان.
_TWO = 2
#: Signs after which a sentence goes on.
_GOING_ON = frozenset(",،-")
_NOTHING: _Following = {}


@numbered
class _Role(int):
    """What an entry needs beside it before it can be a claim, the least first."""

    ANY: ClassVar[_Role]  # anything may be
    NOUN: ClassVar[_Role]  # a figure, or a word that tells that it came about
    WEAK: ClassVar[_Role]  # people before or after it
    UNNAMED_AFTER: ClassVar[_Role]  # anybody right after it, or any word of no table; or a figure before it
    SOMEBODY_AFTER: ClassVar[_Role]  # anybody right after it
    SOME_AFTER: ClassVar[_Role]  # people or a figure right after it
    WEAK_AFTER: ClassVar[_Role]  # people right after it


#: What will do right after a word.
_AFTER = {
    _Role.UNNAMED_AFTER: PEOPLE | FIGURE | SOME | UNNAMED,
    _Role.SOMEBODY_AFTER: PEOPLE | FIGURE | SOME,
    _Role.SOME_AFTER: PEOPLE | FIGURE,
}
#: The words that may follow a word in a phrase, and those that follow each; None where it ends or a sign may.
_Following = dict[str, "_Following | None"]


@dataclass(frozen=True, slots=True)
class Sign:
    """What a word may be.

    Attributes:
        roles: what it needs where it tells of harm by itself; empty where it does not.
        phrases: those it may be part of by their last word, and what each needs; ``longest``: their words.
        after: the words one of which then follows it, and those that follow each; '' for a sign.
        before: or one of which stands before it.
        telling: of each phrase the longest other word; empty where letters are written in many ways.
        reach: how many words that the tables lack may stand between it and whom it speaks of.
        plural: whether it ends as a plural does, so that a figure may count it: 12 arrests.
    """

    roles: tuple[_Role, ...]
    phrases: Mapping[str, Sequence[tuple[tuple[str, ...], _Role]]]
    longest: int
    after: _Following
    before: frozenset[str]
    telling: tuple[str, ...]
    reach: int
    plural: bool


class Signs(dict[str, Sign]):
    """The words that may begin a claim in some languages, each looked up once.

    Args:
        known: the languages.
    """

    def __init__(self, known: Mapping[str, Lexicon]) -> None:
        super().__init__()
        self.known = known
        self.chunks = Chunks(known)
        self.nearby = Nearby(self.chunks)

    def tells(self, text: str, start: int, end: int) -> bool:
        """Whether the word at a place of a text may begin a claim.

        >>> from tahqiq.read.claims.lexicon import lexicons
        >>> signs = Signs(lexicons())
        >>> signs.tells("The match was lost.", 14, 18), signs.tells("They lost 20 residents.", 5, 9)
        (False, True)
        """
        sign = self[text[start:end]]
        if not sign.roles and not sign.phrases:
            return False
        if sign.roles and _opens(text, start):
            return True
        for role in sign.roles:
            if self._fits(text, start, end, role, sign):
                return True
        return bool(sign.phrases) and self._beside(text, start, end, sign)

    def __missing__(self, written: str) -> Sign:
        """What a word may be; remembered."""
        if len(self) >= _REMEMBERED:
            self.clear()
        words = phrase(written)
        grammars = [each.grammar for each in self.known.values() if any(True for _ in _entries(each, words))]
        found = {
            (each.words, _role(each, lexicon.grammar))
            for lexicon in self.known.values()
            for each in _entries(lexicon, words)
        }
        longer = sorted(each for each in found if len(each[0]) > len(words))
        phrases: dict[str, list[tuple[tuple[str, ...], _Role]]] = {}
        for each in longer:
            phrases.setdefault(each[0][-1], []).append(each)
        after, before = _neighbours([each for each, _ in longer], words)
        others = {max((one for one in each if one not in words), key=len, default="") for each, _ in longer}
        sign = self[written] = Sign(
            roles=tuple(sorted({role for each, role in found if len(each) == len(words)})),
            phrases=phrases,
            longest=max((len(each) for each, _ in longer), default=0),
            after=after,
            before=before,
            telling=tuple(sorted(others)) if all(map(str.isascii, others)) else (),
            reach=max(map(_reach, grammars), default=0),
            plural=any(words[-1].endswith(each.plural or "\0") for each in grammars if words),
        )
        return sign

    def _beside(self, text: str, start: int, end: int, sign: Sign) -> bool:
        """Whether a phrase stands around a word, and may begin a claim there."""
        if not self._neighboured(text, start, end, sign):
            return False
        first = max(0, start - _PHRASE)
        around = text[first : end + _PHRASE]
        if sign.telling:
            letters = around.lower()
            if not any(map(letters.__contains__, sign.telling)):
                return False
        tokens = cut(around)
        for begin, end, role in self._phrases(tokens, tokens.at(start - first), sign):
            starts, ends = first + tokens.starts[begin], first + tokens.ends[end - 1]
            if _opens(text, starts) or self._fits(text, starts, ends, role, sign):
                return True
        return False

    def _phrases(self, tokens: Tokens, at: int, sign: Sign) -> Iterator[tuple[int, int, _Role]]:
        """The phrases that hold a token, each by its first token and the one after it, and what it needs."""
        words = tokens.words
        for end in range(at + 1, min(at + sign.longest, len(tokens)) + 1):
            for each, role in sign.phrases.get(words[end - 1], ()):
                begin = end - len(each)
                held = 0 <= begin <= at and tuple(words[begin + 1 : end]) == each[1:]
                if held and self._begins(words[begin], each):
                    yield begin, end, role

    def _neighboured(self, text: str, start: int, end: int, sign: Sign) -> bool:
        """Whether a word stands beside another that some phrase has there; a sign is not looked for."""
        if "" in sign.after or "" in sign.before:
            return True
        if sign.after:
            following = _NEXT.match(text, end)
            if following is not None and self._goes_on(text, following, sign.after):
                return True
        if not sign.before:
            return False
        before = _word_before(text, start)
        return before is not None and self.chunks[before].first in sign.before

    def _goes_on(self, text: str, following: re.Match[str], after: _Following) -> bool:
        """Whether with a word that follows stands the rest of some phrase."""
        word: re.Match[str] | None = following
        while word is not None:
            rest = after.get(self.chunks[word[1]].first, _NOTHING)
            if not rest:
                return rest is None
            word, after = _NEXT.match(text, word.end()), rest
        return False

    def _begins(self, word: str, words: tuple[str, ...]) -> bool:
        """Whether a word may be the first of a phrase, with what is glued to it."""
        return word == words[0] or any(
            each.words == words for lexicon in self.known.values() for each in lexicon.of(word)
        )

    def _fits(self, text: str, start: int, end: int, role: _Role, sign: Sign) -> bool:
        """Whether there is beside a word of harm that opens no sentence what it needs."""
        if role is _Role.ANY:
            return True
        if role is _Role.NOUN:
            return self.nearby.told(text, start, end)
        reach = sign.reach
        if role is _Role.WEAK:
            told = self.nearby.people_after(text, end, PEOPLE, reach) or self.nearby.people_before(
                text, start
            )
        elif role is _Role.WEAK_AFTER:
            told = self.nearby.people_after(text, end, PEOPLE, reach) and (
                self.nearby.people_after(text, end, PERSON, reach) or self.nearby.denied(text, start)
            )
        else:
            told = self.nearby.people_after(text, end, _AFTER[role], reach)
        if told or (sign.plural and self.nearby.plural(text, start)):
            return True
        waits = role is _Role.UNNAMED_AFTER and self.nearby.counted(text, start, _FIGURE)
        return waits or (reach == _WAITING and self.nearby.numbered(text, end))


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
        return _Role.ANY if entry.number == _TWO else _Role.NOUN
    if entry.does is not Does.HARM or (entry.side is not Side.AFTER and not entry.weak):
        return _Role.ANY
    if entry.owned:
        return _Role.WEAK  # ما أدى إلى مقتله
    if entry.weak:
        return _Role.WEAK_AFTER if entry.side is Side.AFTER else _Role.WEAK
    if not grammar.describes_first:
        return _Role.UNNAMED_AFTER
    return _Role.SOMEBODY_AFTER if entry.effect in _OF_PEOPLE else _Role.SOME_AFTER


def _reach(grammar: Grammar) -> int:
    """How many words that the tables lack may stand between a word of a language and whom it speaks of."""
    return _WAITING if grammar.harmed_may_wait else _UNKNOWN


def _opens(text: str, start: int) -> bool:
    """Whether a word may open its sentence: mostly another word stands before it."""
    if start > 1 and text[start - 1] == " " and text[start - 2].isalnum():
        return False
    before = text[max(0, start - 3) : start].rstrip(" ")
    return not before or not (before[-1].isalnum() or before[-1] in _GOING_ON)


def _word_before(text: str, start: int) -> str | None:
    """The word before a place, mostly between two blanks."""
    blank = text.rfind(" ", start - _NEIGHBOUR if start > _NEIGHBOUR else 0, start - 1 if start else 0)
    if blank >= 0 and text[start - 1] == " " and (word := text[blank + 1 : start - 1]).isalpha():
        return word
    words = _WORD.findall(text, max(0, start - _NEIGHBOUR), start)
    return words[-1] if words else None


def _neighbours(
    phrases: Sequence[tuple[str, ...]], words: tuple[str, ...]
) -> tuple[_Following, frozenset[str]]:
    """The words that stand after some words of phrases, with what follows each, or before the last of one."""
    after: _Following = {}
    before, size = set[str](), len(words)
    for entry in phrases:
        places = [at for at in range(len(entry) - size + 1) if entry[at : at + size] == words] or [0]
        for end in (at + size for at in places):
            if end == len(entry):
                before.add(_alone(entry[end - size - 1]))
                continue
            _put(after, [_alone(word) for word in entry[end:]])
    return after, frozenset(before)


def _put(after: _Following, words: Sequence[str]) -> None:
    """Adds the rest of a phrase, up to its end or a sign in it."""
    for word, then in zip_longest(words, words[1:], fillvalue=""):
        known = after.setdefault(word, {})
        if not then:
            after[word] = None
        if not then or known is None:
            return
        after = known


def _alone(word: str) -> str:
    """A word of letters, '' for a sign."""
    return word if word.isalpha() else ""
