"""Who stands beside a word of harm, told from the letters around it, without cutting the text into tokens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

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
        """Whether a figure stands before a word, among so many: 12 arrests, 22 جثة."""
        return any(each.kind & FIGURE for each in islice(self._before(text, start), within))

    def told(self, text: str, start: int, end: int) -> bool:
        """Whether a figure stands beside a noun of harm in its sentence, or a word that makes it a claim."""
        if any(each.kind & _TOLD for each in self._before(text, start)):
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
        return any(each.kind & TELLS for each in islice(self._before(text, start), _LABELLED))

    def _labels(self, after: list[Chunk]) -> bool:
        """Whether a sign closes a label after a word, and those harmed may follow (The dead: a nurse)."""
        at = next((at for at, each in enumerate(after[:_LABELLED]) if each.label), None)
        rest = [] if at is None else after[at : at + _LABELLED]
        named = len(rest) > 1 and rest[1].name
        return named or any(each.kind & (PEOPLE | FIGURE | SOME) for each in rest)

    def people_before(self, text: str, start: int) -> bool:
        """Whether people stand before a word: near it, or counted."""
        before = list(self._before(text, start))
        people = [at for at, each in enumerate(before) if each.kind & PEOPLE]
        if people and (people[0] < _NEAR or any(each.kind & FIGURE for each in before)):
            return True
        return any(one.name and two.name for one, two in pairwise(before[:_NEAR]))

    def _before(self, text: str, start: int) -> Iterator[Chunk]:
        """What stands before a place in its sentence, the nearest first."""
        for written in text[max(0, start - _LETTERS) : start].split()[: -_BEFORE - 1 : -1]:
            chunk = self._chunks[written]
            if chunk.ends:
                return
            yield chunk

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
        chunks, unknown, left, counted, before = self._chunks, 0, _COUNTED, False, None
        for written in following:
            chunk = chunks[written]
            kind = chunk.kind
            if before is None:
                if chunk.name or kind & wanted or (wanted & UNNAMED and chunk.unknown):
                    return True
            else:
                if before.longer:
                    kind |= before.longer.get(chunk.first, 0)
                if kind & wanted & ~SOME:
                    return True
            left -= 1
            unknown = 0 if chunk.owner else unknown + chunk.unknown
            if kind & FIGURE and not counted:
                counted, left = True, _COUNTED - 1
            if not left or (not counted and (unknown > reach or _stops(chunk, written, wanted))):
                return False
            before = chunk
        return None


def _stops(chunk: Chunk, written: str, wanted: int) -> bool:
    """Whether letters end the reach of a word; for whom any one will do a comma ends none."""
    return chunk.stops and not (chunk.owner or (wanted & SOME and written[-1] in _COMMAS))
