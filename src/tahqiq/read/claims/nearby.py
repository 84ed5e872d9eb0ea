"""Who stands beside a word of harm, told from the letters around it, without cutting the text into tokens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tahqiq.read.claims.chunks import (
    FIGURE,
    NUMBERS,
    PEOPLE,
    PERSON,
    SOME,
    TELLS,
    UNNAMED,
    Chunk,
    Chunks,
)

#: How many letters and how many tokens before and after a word of harm may hold whom it speaks of.
_LETTERS, _BEFORE, _NEAR, _COUNTED = 260, 34, 12, 16
#: Mostly so few tell already.
_FEW_LETTERS, _FEW = 48, 5
#: How far the sign of a label may stand, and what denies a word.
_LABELLED = 6
_COMMAS = frozenset(",،")
#: What makes a noun of harm a claim, in its sentence.
_TOLD = FIGURE | TELLS
_NOTHING: Mapping[str, int] = {}


class Nearby:
    """Looks at what stands beside the words of a text.

    Args:
        chunks: of the languages of the text.
    """

    def __init__(self, chunks: Chunks) -> None:
        self._chunks = chunks

    def numbered(self, text: str, end: int) -> bool:
        """Whether words after it say how many those described are: وعددهم 11 عسكريا."""
        return any(each.kind & NUMBERS for each in self._after(text, end))

    def counted(self, text: str, start: int, within: int) -> bool:
        """Whether a figure stands before a word, among so many: 22 جثة."""
        return any(each.kind & FIGURE for each in self._before(text, start)[:within])

    def plural(self, text: str, start: int) -> bool:
        """Whether a figure stands right before a word, with no comma between: 12 arrests."""
        for written in text[max(0, start - _LETTERS) : start].rsplit(None, 1)[-1:]:
            chunk = self._chunks[written]
            return bool(chunk.kind & FIGURE) and not chunk.ends and written[-1] not in _COMMAS
        return False

    def told(self, text: str, start: int, end: int) -> bool:
        """Whether a figure stands beside a noun of harm in its sentence, or a word that makes it a claim."""
        for each in self._before(text, start):
            if each.kind & _TOLD:
                return True
        after, ended = self._after(text, end), False
        if after and after[0].kind & PERSON:
            return True  # who they are begins a list
        for each in after:
            if ended and not each.small:
                break
            if each.kind & _TOLD:
                return True
            ended = each.ends
        return self._labels(after)

    def denied(self, text: str, start: int) -> bool:
        """Whether a weak word before a known crowd stands after a word that denies it: لم يفقد السكان."""
        return any(each.kind & TELLS for each in self._before(text, start)[:_LABELLED])

    def _labels(self, after: list[Chunk]) -> bool:
        """Whether a sign closes a label after a word, and those harmed may follow (The dead: a nurse)."""
        at = next((at for at, each in enumerate(after[:_LABELLED]) if each.label), None)
        rest = [] if at is None else after[at : at + _LABELLED]
        named = len(rest) > 1 and rest[1].name
        return named or any(each.kind & (PEOPLE | FIGURE | SOME) for each in rest)

    def people_before(self, text: str, start: int) -> bool:
        """Whether people stand before a word: near it, or counted."""
        kinds, name = 0, False
        for at, each in enumerate(self._before(text, start)):
            if at < _NEAR and (each.kind & PEOPLE or (name and each.name)):
                return True
            kinds, name = kinds | each.kind, each.name
        return bool(kinds & PEOPLE and kinds & FIGURE)

    def _before(self, text: str, start: int) -> list[Chunk]:
        """What stands before a place in its sentence, the nearest first."""
        chunks = self._chunks
        found: list[Chunk] = []
        for written in reversed(text[max(0, start - _LETTERS) : start].rsplit(None, _BEFORE)[-_BEFORE:]):
            chunk = chunks[written]
            if chunk.ends:
                break
            found.append(chunk)
        return found

    def _after(self, text: str, end: int) -> list[Chunk]:
        """What stands after a place."""
        words = text[end : end + _LETTERS].split(None, _COUNTED)[:_COUNTED]
        return [self._chunks[each] for each in words]

    def people_after(self, text: str, end: int, wanted: int, reach: int) -> bool:
        """Whether people or whatever else is wanted stand right after a word, or a name does."""
        few = text[end : end + _FEW_LETTERS].split(None, _FEW)
        del few[-1:]  # the last may be cut
        found = self._people_among(few, wanted, reach)
        if found is None:
            words = text[end : end + _LETTERS].split(None, _COUNTED)[:_COUNTED]
            found = self._people_among(words, wanted, reach)
        return found is True

    def _people_among(self, following: Sequence[str], wanted: int, reach: int) -> bool | None:
        """Whether people stand among what follows a word, or a name at once; None where that is open yet."""
        chunks, unknown, left, counted, before = self._chunks, 0, _COUNTED, False, _NOTHING
        anybody, known = wanted & UNNAMED, wanted & ~SOME
        for at, written in enumerate(following):
            chunk = chunks[written]
            kind = chunk.kind
            if at == 0:
                if chunk.name or kind & wanted or (anybody and chunk.unknown):
                    return True
            elif kind & known or (before and before.get(chunk.first, 0) & known):
                return True
            left -= 1
            unknown = 0 if chunk.owner else unknown + chunk.unknown
            if kind & FIGURE and not counted:
                counted, left = True, _COUNTED - 1
            before = chunk.longer
            stopped = not counted and (unknown > reach or (chunk.stops and _stops(chunk, written, wanted)))
            if not left or (stopped and not (before and self._begins(before, following[at + 1 :], wanted))):
                return False
        return None

    def _begins(self, longer: Mapping[str, int], following: Sequence[str], wanted: int) -> bool:
        """Whether letters begin a phrase for people: إمام المسجد, the first word of which is 'before'."""
        return any(longer.get(self._chunks[each].first, 0) & wanted for each in following[:1])


def _stops(chunk: Chunk, written: str, wanted: int) -> bool:
    """Whether letters end the reach of a word; for whom any one will do a comma ends none."""
    return chunk.stops and not (chunk.owner or (wanted & SOME and written[-1] in _COMMAS))
